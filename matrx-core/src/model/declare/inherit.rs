//! Models of tables that inherit: what they leave out is as their parents have it.

use super::Declared;
use super::flat::Flat;
use crate::model::ModelError;
use crate::name::Ident;
use crate::schema::{ColumnValue, Schema, Table, inherit};

/// Gives the tables what they have from their parents, and says what does not fit.
pub(super) fn complete(flat: &[Flat], declared: &mut Declared, errors: &mut Vec<ModelError>) {
    let schema = &mut declared.schema;
    for model in flat {
        let mut texts = model.model.settings.iter().filter(|setting| setting.word == "inherits");
        if let Some(text) = texts.find(|text| inherit::parents(text.value).is_empty()) {
            errors.push(ModelError::NoParents {
                model: model.path.clone(),
                text: text.value.to_owned(),
            });
        }
    }
    if !schema.has_heirs() {
        return;
    }
    let mut heirs: Vec<&Flat> = flat.iter().filter(|model| is_heir(schema, model)).collect();
    heirs
        .sort_by_key(|model| schema.tables.get(&model.table).map(|table| schema.generation(table)));
    for model in heirs {
        let Some(table) = schema.tables.get(&model.table) else { continue };
        if schema.heirs(&model.table).contains(&model.table) {
            errors.push(ModelError::OwnAncestor { model: model.path.clone() });
            continue;
        }
        let table = completed(schema, table, model, errors);
        let has = |column: &str| table.column(column).is_some();
        model.check_items(&has, errors);
        schema.tables.insert(model.table.clone(), table);
    }
}

fn is_heir(schema: &Schema, model: &Flat) -> bool {
    schema.tables.get(&model.table).is_some_and(|table| !table.parents().is_empty())
}

fn completed(
    schema: &Schema,
    declared: &Table,
    model: &Flat,
    errors: &mut Vec<ModelError>,
) -> Table {
    let mut table = declared.clone();
    let parents = declared.parents();
    // Of a parent that no model declares, only the database knows the columns.
    let all_known = parents.iter().all(|parent| schema.tables.contains_key(parent));
    for column in &mut table.columns {
        if !declared.only_inherits(&column.name) {
            continue;
        }
        let Some(inherited) = schema.inherited_column(declared, &column.name) else {
            if all_known {
                errors.push(ModelError::NotInherited {
                    model: model.path.clone(),
                    column: Ident(&column.name).to_string(),
                    parents: inherit::parents_text(&parents),
                });
            }
            continue;
        };
        if inherited.ty.name != column.ty.name {
            errors.push(ModelError::InheritedType {
                model: model.path.clone(),
                column: Ident(&column.name).to_string(),
                own: column.ty.name.clone(),
                inherited: inherited.ty.name.clone(),
            });
        }
        column.ty.collation = column.ty.collation.take().or(inherited.ty.collation);
        match &column.value {
            ColumnValue::None => column.value = inherited.value,
            ColumnValue::Default(text) if text.0.trim().eq_ignore_ascii_case("null") => {
                column.value = ColumnValue::None;
            }
            ColumnValue::Default(_)
            | ColumnValue::Identity(_)
            | ColumnValue::Generated(_)
            | ColumnValue::Virtual(_) => {}
        }
    }
    schema.with_inherited(&table)
}
