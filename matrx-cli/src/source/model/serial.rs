//! Columns that are `serial`: their sequence needs no declaration of its own.

use std::collections::BTreeSet;

use matrx_core::model::default_name;
use matrx_core::name::{Literal, QName};
use matrx_core::schema::{ColumnValue, ObjectId, ObjectKind, Schema, SettingKey, Table};

/// The columns, by table, whose sequence is what `serial` makes. The sequences are taken out.
pub(super) fn take_out(schema: &mut Schema) -> BTreeSet<(QName, String)> {
    let mut columns = BTreeSet::new();
    let mut sequences = Vec::new();
    for table in schema.tables.values() {
        for (key, sequence) in &table.settings {
            let SettingKey::ColumnSequence(column) = key else { continue };
            let id = ObjectId::new(ObjectKind::Sequence, table.name.sibling(sequence));
            if is_serial(table, column, &id, schema) {
                columns.insert((table.name.clone(), column.clone()));
                sequences.push(id);
            }
        }
    }
    for id in sequences {
        schema.objects.remove(&id);
    }
    columns
}

fn is_serial(table: &Table, name: &str, id: &ObjectId, schema: &Schema) -> bool {
    let (Some(column), Some(object)) = (table.column(name), schema.objects.get(id)) else {
        return false;
    };
    let sequence = &id.name;
    let next = format!("nextval({}::regclass)", Literal(&sequence.to_string()));
    let takes_it = match &column.value {
        ColumnValue::Default(text) => text.0 == next,
        ColumnValue::None
        | ColumnValue::Identity(_)
        | ColumnValue::Generated(_)
        | ColumnValue::Virtual(_) => false,
    };
    let unlogged = table.settings.contains_key(&SettingKey::Unlogged);
    let plain = default_name::sequence_commands(sequence, &column.ty.name, unlogged);
    takes_it
        && !column.nullable
        && sequence.name == default_name::sequence(&table.name.name, name)
        && object.comment.is_none()
        && object.definition == plain
}
