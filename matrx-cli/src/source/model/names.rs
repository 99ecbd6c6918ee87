//! Which Rust name each object of a schema gets, and how it is reached from another one's place.

use std::collections::BTreeMap;

use matrx_core::name::QName;
use matrx_core::schema::{EnumType, Schema, Table};

use super::ident::{self, Taken};
use super::options::{Layout, Managers, Options};
use super::style::{self, Style};

/// A schema: `None` is the default one, whose models stand at the root.
pub(super) type Place = Option<String>;

/// The names of everything that is written.
#[derive(Debug)]
pub(super) struct Names {
    layout: Layout,
    /// The modules of the schemas that are not the default one.
    pub(super) schemas: BTreeMap<String, String>,
    /// The tables.
    pub(super) tables: BTreeMap<QName, TableNames>,
    /// The enums.
    pub(super) enums: BTreeMap<QName, EnumNames>,
}

/// The names of a table.
#[derive(Debug)]
pub(super) struct TableNames {
    /// The struct.
    pub(super) ident: String,
    /// The module, and so the file.
    pub(super) module: String,
    /// The fields without `r#`, by column.
    pub(super) fields: BTreeMap<String, String>,
    /// sqlx's `rename_all`.
    pub(super) style: Option<Style>,
}

/// The names of an enum.
#[derive(Debug)]
pub(super) struct EnumNames {
    /// The enum.
    pub(super) ident: String,
    /// The variants, in the order of the values.
    pub(super) variants: Vec<String>,
    /// sqlx's `rename_all`.
    pub(super) style: Option<Style>,
}

/// What generated code uses under these names.
const RESERVED: &[&str] = &[
    "BigDecimal",
    "BitVec",
    "Box",
    "Clone",
    "Copy",
    "Date",
    "DateTime",
    "Debug",
    "Decimal",
    "Default",
    "Enum",
    "Eq",
    "Err",
    "FixedOffset",
    "FromRow",
    "IpNetwork",
    "JsonValue",
    "MacAddress",
    "Model",
    "NaiveDate",
    "NaiveDateTime",
    "NaiveTime",
    "None",
    "OffsetDateTime",
    "Ok",
    "Oid",
    "Option",
    "PartialEq",
    "PgBox",
    "PgCircle",
    "PgCube",
    "PgHstore",
    "PgInterval",
    "PgLQuery",
    "PgLSeg",
    "PgLTree",
    "PgLine",
    "PgMoney",
    "PgPath",
    "PgPoint",
    "PgPolygon",
    "PgRange",
    "PgTimeTz",
    "PrimitiveDateTime",
    "Result",
    "Self",
    "Send",
    "Some",
    "String",
    "Sync",
    "Time",
    "Type",
    "UtcOffset",
    "Utc",
    "Uuid",
    "Vec",
];

/// Modules of every schema that are no table's.
const MODULES: [&str; 2] = [ENUMS, OBJECTS];
/// The module of the enums, where each table has its own.
pub(super) const ENUMS: &str = "enums";
/// The module of what is neither a table nor an enum.
pub(super) const OBJECTS: &str = "objects";

impl Names {
    /// Chooses them, in the order of the objects' own names.
    pub(super) fn choose(schema: &Schema, places: &[Place], options: Options) -> Self {
        let Options { layout, managers, .. } = options;
        let mut modules: BTreeMap<Place, Taken> = BTreeMap::new();
        let mut types: BTreeMap<Place, Taken> = BTreeMap::new();
        let mut schemas = BTreeMap::new();
        for place in places.iter().flatten() {
            let root = modules.entry(None).or_insert_with(|| Taken::with(&MODULES));
            schemas.insert(place.clone(), root.take(&[ident::module(place)]));
        }
        let mut names = Self { layout, schemas, tables: BTreeMap::new(), enums: BTreeMap::new() };
        for (name, table) in &schema.tables {
            let modules =
                modules.entry(name.schema.clone()).or_insert_with(|| Taken::with(&MODULES));
            let types = types.entry(name.schema.clone()).or_insert_with(|| Taken::with(RESERVED));
            // What the derive makes beside the struct.
            let companions = |ident: &str| match managers {
                Managers::Each if table.partition().is_none() => {
                    vec![format!("{ident}Manager"), format!("New{ident}")]
                }
                Managers::Each | Managers::None => Vec::new(),
            };
            let ident = types.take_with(&ident::table_types(&name.name), companions);
            let module = modules.take(&[ident::module(&name.name)]);
            names.tables.insert(name.clone(), of_table(ident, module, table));
        }
        for (name, ty) in &schema.enums {
            let types = types.entry(name.schema.clone()).or_insert_with(|| Taken::with(RESERVED));
            let ident = types.take(&ident::type_names(&name.name));
            names.enums.insert(name.clone(), of_enum(ident, ty));
        }
        names
    }

    /// How a model or an enum `to` is written at `from`, and what is to be imported for that.
    pub(super) fn path(&self, from: &Place, to: &Place, ident: &str) -> (String, Option<String>) {
        let module = to.as_ref().and_then(|schema| self.schemas.get(schema));
        match (self.layout, from == to) {
            (Layout::Modules, true) => (ident.to_owned(), Some(format!("super::{ident}"))),
            (Layout::File, true) => (ident.to_owned(), None),
            (layout, false) => {
                let mut path = match layout {
                    Layout::Modules => "super::".to_owned(),
                    Layout::File => String::new(),
                };
                if from.is_some() {
                    path.push_str("super::");
                }
                if let Some(module) = module {
                    path.push_str(module);
                    path.push_str("::");
                }
                (path + ident, None)
            }
        }
    }
}

fn of_table(ident: String, module: String, table: &Table) -> TableNames {
    let mut taken = Taken::default();
    // what needs no other name has it first
    let (same, others): (Vec<_>, Vec<_>) =
        table.columns.iter().partition(|column| ident::field(&column.name) == column.name);
    let mut fields = BTreeMap::new();
    for column in same.into_iter().chain(others) {
        fields.insert(column.name.clone(), taken.take(&[ident::field(&column.name)]));
    }
    let style = style::best(fields.iter().map(|(column, field)| (field.as_str(), column.as_str())));
    TableNames { ident, module, fields, style }
}

fn of_enum(ident: String, ty: &EnumType) -> EnumNames {
    let mut taken = Taken::with(&["Self"]);
    let variants: Vec<String> = ty
        .values
        .iter()
        .enumerate()
        .map(|(place, value)| taken.take(&[ident::variant(value, place + 1)]))
        .collect();
    let pairs = variants.iter().map(String::as_str).zip(ty.values.iter().map(String::as_str));
    let style = style::best(pairs);
    EnumNames { ident, variants, style }
}
