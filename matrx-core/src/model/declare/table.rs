//! One model → its table, with every name given.

use super::flat::{Flat, FlatColumn};
use super::names::{Kind, Names};
use super::{Declared, Scope};
use crate::lock::{ItemKind, TableDeclaration};
use crate::model::{IndexKey, Key, Setting, TypeSource, Value, default_name};
use crate::name::{Literal, QName};
use crate::schema::Rename;
use crate::schema::{
    Check, Column, ColumnType, ColumnValue, Exclude, Expr, ForeignKey, Index, IndexColumn, Object,
    ObjectId, ObjectKind, PrimaryKey, SettingKey, Table, Unique, options_text,
};

pub(super) fn declare(flat: &Flat, scope: Scope<'_>, names: &mut Names, declared: &mut Declared) {
    let model = flat.model;
    let name = flat.table.clone();
    let mut table = Table::new(&name);
    let mut texts =
        TableDeclaration { model: model.declaration.to_owned(), ..TableDeclaration::default() };

    table.comment = model.comment.map(str::to_owned);
    set(&mut table, None, model.settings);
    table.rename_parents(|parent| {
        let schema = parent.schema.clone().filter(|schema| schema != scope.default_schema);
        Some(QName { schema, name: parent.name.clone() })
    });
    for FlatColumn { column, embedded } in &flat.columns {
        let in_key = flat.primary_key.is_some_and(|key| key.columns.contains(&column.name));
        table.columns.push(lower_column(column, in_key, scope));
        set(&mut table, Some(column.name), column.settings);
        serial(&mut table, column.name, declared);
        let text = match embedded {
            Some(embedded) => format!("in {embedded}; {}", column.declaration),
            None => column.declaration.to_owned(),
        };
        texts.columns.insert(column.name.to_owned(), text);
        if let Some(former) = column.renamed_from {
            declared.renames.push(Rename::Column {
                table: name.clone(),
                from: former.to_owned(),
                to: column.name.to_owned(),
            });
        }
    }
    table.forget_what_is_by_itself();
    let mut items = Items { flat, names, texts: &mut texts, table: &mut table, scope };
    items.primary_key();
    items.uniques();
    items.indexes();
    items.foreign_keys();
    items.checks();
    items.excludes();

    if let Some(former) = model.renamed_from {
        let from = name.sibling(former);
        declared.renames.push(Rename::Table { from, to: name.clone() });
    }
    if model.unmanaged {
        declared.unmanaged.insert(name.clone());
    } else {
        declared.schema.namespaces.extend(name.schema.clone());
        declared.table_crate.insert(name.clone(), model.crate_name.to_owned());
        declared.declarations.tables.insert(name.clone(), texts);
    }
    declared.schema.tables.insert(name, table);
}

/// What is said of the table, or of the column, constraint or index of this name.
fn set(table: &mut Table, name: Option<&str>, settings: &[Setting]) {
    for Setting { word, option, value } in settings {
        let mut names: Vec<String> = name.into_iter().map(str::to_owned).collect();
        // A key of an index is meant by its number, an index of a partition by its automatic name.
        let by_option = matches!(*word, "index_statistics" | "partition_index");
        names.extend(option.filter(|_| by_option).map(str::to_owned));
        let Some(key) = SettingKey::from_parts(word, &names) else { continue };
        let value = match option {
            Some(option) if key.is_list() => {
                let one = options_text([(*option, *value)]);
                match table.settings.remove(&key) {
                    Some(list) => format!("{list}, {one}"),
                    None => one,
                }
            }
            Some(_) | None => (*value).to_owned(),
        };
        table.settings.insert(key, value);
    }
}

/// `serial`: a sequence of its own, which the column owns and takes its default from. What the
/// attribute leaves open is what PostgreSQL does for the type `serial`.
fn serial(table: &mut Table, column: &str, declared: &mut Declared) {
    let key = SettingKey::ColumnSequence(column.to_owned());
    if table.settings.get(&key).is_none_or(|name| !name.is_empty()) {
        return;
    }
    let name = table.name.sibling(default_name::sequence(&table.name.name, column));
    table.settings.insert(key, name.name.clone());
    let unlogged = table.settings.contains_key(&SettingKey::Unlogged);
    let Some(column) = table.column_mut(column) else { return };
    column.nullable = false;
    let text = Literal(&name.to_string()).to_string();
    column.value = ColumnValue::Default(Expr(format!("nextval({text}::regclass)")));
    let commands = default_name::sequence_commands(&name, &column.ty.name, unlogged);
    let id = ObjectId::new(ObjectKind::Sequence, name);
    let object = Object::new(id.clone(), commands);
    declared.schema.objects.entry(id).or_insert(object);
}

fn lower_column(column: &crate::model::Column, in_key: bool, scope: Scope<'_>) -> Column {
    let ty = match column.ty {
        // only the name: an array of a type that is not resolved panics when it is compared
        TypeSource::Rust(info) => scope.type_name(sqlx::TypeInfo::name(&info())),
        TypeSource::Sql(text) => scope.type_name(text),
    };
    let (value, identity) = match column.value {
        Value::None => (ColumnValue::None, false),
        Value::Default(text) => (ColumnValue::Default(Expr::from(text)), false),
        Value::Identity(identity) => (ColumnValue::Identity(identity), true),
        Value::Generated(text) => (ColumnValue::Generated(Expr::from(text)), false),
        Value::Virtual(text) => (ColumnValue::Virtual(Expr::from(text)), false),
    };
    Column {
        name: column.name.to_owned(),
        ty: ColumnType { name: ty, collation: column.collation.map(|name| scope.qname(name)) },
        nullable: column.nullable && !in_key && !identity,
        value,
        comment: column.comment.map(str::to_owned),
    }
}

/// The constraints and indexes of one table.
struct Items<'a> {
    flat: &'a Flat,
    names: &'a mut Names,
    texts: &'a mut TableDeclaration,
    table: &'a mut Table,
    scope: Scope<'a>,
}

impl Items<'_> {
    fn name(
        &mut self,
        given: Option<&str>,
        columns: &[&str],
        label: &str,
        kind: Kind,
        item: (ItemKind, &str),
    ) -> String {
        let name = self.names.choose(&self.flat.table, given, columns, label, kind);
        let (item, declaration) = item;
        if !declaration.is_empty() {
            self.texts.items.insert((item, name.clone()), declaration.to_owned());
        }
        name
    }

    fn primary_key(&mut self) {
        let Some(key) = self.flat.primary_key else { return };
        let item = (ItemKind::PrimaryKey, key.declaration);
        let name = self.name(key.name, &[], "pkey", Kind::Key, item);
        set(self.table, Some(&name), key.settings);
        let (columns, include) = (owned(key.columns), owned(key.include));
        let (without_overlaps, deferral) = (key.without_overlaps, key.deferral);
        let key = PrimaryKey { name, columns, without_overlaps, include, deferral };
        self.table.primary_key = Some(key);
    }

    fn uniques(&mut self) {
        for unique in &self.flat.uniques {
            let item = (ItemKind::Unique, unique.declaration);
            let name = self.name(unique.name, unique.columns, "key", Kind::Key, item);
            set(self.table, Some(&name), unique.settings);
            let unique = Unique {
                name: name.clone(),
                columns: owned(unique.columns),
                without_overlaps: unique.without_overlaps,
                include: owned(unique.include),
                nulls_not_distinct: unique.nulls_not_distinct,
                deferral: unique.deferral,
            };
            self.table.uniques.insert(name, unique);
        }
    }

    fn indexes(&mut self) {
        for index in &self.flat.indexes {
            let keys = index.keys.iter().map(|key| match key.key {
                Key::Column(column) => Some(column),
                Key::Expression(_) => None,
            });
            let parts = default_name::index_parts(keys, index.include.iter().copied());
            let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
            let item = (ItemKind::Index, index.declaration);
            let name = self.name(index.name, &parts, "idx", Kind::Index, item);
            set(self.table, Some(&name), index.settings);
            // What CREATE INDEX says is a part of the index.
            let mut own =
                |key: fn(String) -> SettingKey| self.table.settings.remove(&key(name.clone()));
            let (options, tablespace) =
                (own(SettingKey::IndexOptions), own(SettingKey::IndexTablespace));
            let index = Index {
                options,
                tablespace,
                name: name.clone(),
                unique: index.unique,
                method: index.method.to_owned(),
                columns: index.keys.iter().map(|key| self.index_column(key)).collect(),
                include: owned(index.include),
                nulls_not_distinct: index.nulls_not_distinct,
                predicate: index.predicate.map(Expr::from),
                concurrently: index.concurrently,
            };
            self.table.indexes.insert(name, index);
        }
    }

    fn index_column(&self, key: &IndexKey) -> IndexColumn {
        IndexColumn {
            key: match key.key {
                Key::Column(column) => crate::schema::IndexKey::Column(column.to_owned()),
                Key::Expression(text) => crate::schema::IndexKey::Expression(Expr::from(text)),
            },
            collation: key.collation.map(|name| self.scope.qname(name)),
            operator_class: key.operator_class.map(|name| self.scope.qname(name)),
            operator_options: (!key.operator_options.is_empty())
                .then(|| options_text(key.operator_options.iter().copied())),
            order: key.order,
            nulls: key.nulls.filter(|nulls| !is_default_nulls(key.order, *nulls)),
        }
    }

    fn foreign_keys(&mut self) {
        for key in &self.flat.foreign_keys {
            let item = (ItemKind::ForeignKey, key.declaration);
            let name = self.name(key.name, key.columns, "fkey", Kind::Constraint, item);
            set(self.table, Some(&name), key.settings);
            let key = ForeignKey {
                name: name.clone(),
                columns: owned(key.columns),
                references: self.scope.qname(key.table),
                referenced_columns: owned(key.referenced),
                period: key.period,
                on_delete: key.on_delete,
                set_columns: owned(key.set_columns),
                validity: key.validity,
                on_update: key.on_update,
                match_type: key.match_type,
                deferral: key.deferral,
            };
            self.table.foreign_keys.insert(name, key);
        }
    }

    fn excludes(&mut self) {
        for exclude in &self.flat.excludes {
            let item = (ItemKind::Exclude, exclude.declaration);
            let name = self.name(exclude.name, &[], "excl", Kind::Key, item);
            set(self.table, Some(&name), exclude.settings);
            let definition = Expr::from(exclude.definition);
            self.table.excludes.insert(name.clone(), Exclude { name, definition });
        }
    }

    fn checks(&mut self) {
        for check in &self.flat.checks {
            let item = (ItemKind::Check, check.declaration);
            let columns: Vec<&str> = check.column.into_iter().collect();
            let name = self.name(check.name, &columns, "check", Kind::Constraint, item);
            set(self.table, Some(&name), check.settings);
            let check = Check {
                name: name.clone(),
                expression: Expr::from(check.expression),
                no_inherit: check.no_inherit,
                validity: check.validity,
            };
            self.table.checks.insert(name, check);
        }
    }
}

fn is_default_nulls(order: crate::schema::SortOrder, nulls: crate::schema::NullsOrder) -> bool {
    use crate::schema::{NullsOrder, SortOrder};
    match order {
        SortOrder::Asc => nulls == NullsOrder::Last,
        SortOrder::Desc => nulls == NullsOrder::First,
    }
}

fn owned(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}
