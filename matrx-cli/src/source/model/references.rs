//! Foreign keys: by a type where the derive can follow it, else as text.

use matrx_core::model::default_name;
use matrx_core::name::Ident;
use matrx_core::schema::{Column, ForeignKey, MatchType, ReferentialAction, Table};

use super::attribute::Item;
use super::keys::{Keys, deferrable, valid};
use super::{ident, settings};

/// What stands behind `references`.
struct Target {
    text: String,
    import: Option<String>,
}

impl Keys<'_> {
    pub(super) fn foreign_key(&mut self, key: &ForeignKey) {
        let ForeignKey {
            name,
            columns,
            references: _,
            referenced_columns: _,
            on_delete,
            set_columns,
            on_update,
            match_type,
            period,
            deferral,
            validity,
        } = key;
        let Target { text, import } = self.typed(key).unwrap_or_else(|| as_text(key));
        self.entries.imports.extend(import);
        let mut items = vec![Item::value("references", &text)];
        items.extend(action("on_delete", *on_delete));
        if !set_columns.is_empty() {
            items.push(Item::List("set_columns", self.columns(set_columns).collect()));
        }
        items.extend(action("on_update", *on_update));
        match match_type {
            MatchType::Simple => {}
            MatchType::Full => items.push(Item::value("match", "full")),
        }
        items.extend(period.then(|| Item::word("with_period")));
        items.extend(deferrable(*deferral));
        let default = default_name::foreign_key(&self.table.name.name, columns);
        let named = !self.context.is_default(self.table, name, &default);
        let mut further: Vec<Item> = valid(*validity).into_iter().collect();
        further.extend(settings::of_constraint(self.table, name));
        match columns.as_slice() {
            // at a field, a comment would be the column's
            [column]
                if further.is_empty()
                    && self.has_field(column)
                    && set_columns.is_empty()
                    && !self.entries.has(column, "references") =>
            {
                items.extend(named.then(|| Item::text("constraint", name)));
                for item in items {
                    self.entries.field(column, item);
                }
            }
            _ => {
                let columns: Vec<Item> = self.columns(columns).collect();
                let mut all: Vec<Item> = columns.into_iter().chain(items).collect();
                all.extend(named.then(|| Item::text("name", name)));
                all.extend(further);
                self.entries.model.push(Item::List("foreign_key", all));
            }
        }
    }

    /// By the model, where its columns are a key there, have the same Rust types as ours, and the derive
    /// has nothing against the actions.
    fn typed(&self, key: &ForeignKey) -> Option<Target> {
        let context = self.context;
        let target = context.schema.tables.get(&key.references)?;
        let names = context.names.tables.get(&key.references)?;
        let set_null = [key.on_delete, key.on_update].contains(&ReferentialAction::SetNull);
        for (own, other) in key.columns.iter().zip(&key.referenced_columns) {
            let (own, other) = (self.table.column(own)?, target.column(other)?);
            if !self.same_type(own, other, target) || (set_null && !own.nullable) {
                return None;
            }
        }
        let (path, import) =
            context.names.path(&self.table.name.schema, &target.name.schema, &names.ident);
        let import = import.filter(|_| target.name != self.table.name);
        let field = |column: &String| names.fields.get(column).map(|field| ident::raw(field));
        let text = match key.referenced_columns.as_slice() {
            [column] if is_primary_key(target, column) => path,
            [column]
                if target.uniques.values().any(|unique| unique.columns == [column.as_str()]) =>
            {
                let field = field(column)?;
                // the derive knows a field from a type by its first letter
                let first = field.trim_start_matches("r#").chars().next()?;
                if !first.is_lowercase() && first != '_' {
                    return None;
                }
                format!("{path}::{field}")
            }
            columns if columns.len() > 1 && columns.iter().all(|column| in_key(target, column)) => {
                let fields: Option<Vec<String>> = columns.iter().map(field).collect();
                format!("{path}({})", fields?.join(", "))
            }
            _ => return None,
        };
        Some(Target { text, import })
    }

    fn same_type(&self, own: &Column, other: &Column, target: &Table) -> bool {
        let own = self.context.rust_type(&own.ty.name, &self.table.name.schema);
        let other = self.context.rust_type(&other.ty.name, &target.name.schema);
        own.of_models == other.of_models && (own.of_models.is_some() || own.text == other.text)
    }
}

fn is_primary_key(table: &Table, column: &str) -> bool {
    table.primary_key.as_ref().is_some_and(|key| key.columns == [column])
}

/// Whether the column belongs to a key of several.
fn in_key(table: &Table, column: &str) -> bool {
    let primary = table.primary_key.iter().map(|key| &key.columns);
    let mut keys = primary.chain(table.uniques.values().map(|unique| &unique.columns));
    keys.any(|columns| columns.len() > 1 && columns.iter().any(|own| own == column))
}

/// As SQL has it.
fn as_text(key: &ForeignKey) -> Target {
    let columns: Vec<String> =
        key.referenced_columns.iter().map(|column| Ident(column).to_string()).collect();
    let sql = format!("{}({})", key.references, columns.join(", "));
    Target { text: crate::source::literal::string(&sql), import: None }
}

fn action(word: &str, action: ReferentialAction) -> Option<Item> {
    let action = match action {
        ReferentialAction::NoAction => return None,
        ReferentialAction::Restrict => "restrict",
        ReferentialAction::Cascade => "cascade",
        ReferentialAction::SetNull => "set_null",
        ReferentialAction::SetDefault => "set_default",
    };
    Some(Item::value(word, action))
}
