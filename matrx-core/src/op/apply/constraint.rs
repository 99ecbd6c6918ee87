use super::{no_column, setting, slot, table_mut, table_ref, take};
use crate::name::{Ident, QName};
use crate::schema::{
    Check, Exclude, ForeignKey, Index, IndexKey, PrimaryKey, Schema, Table, Unique, Validity,
};

fn columns_exist(schema: &Schema, table: &Table, columns: &[String]) -> Result<(), String> {
    // The columns of a partition are those of the table at the top.
    let root = schema.root(table);
    match columns.iter().find(|column| root.column(column).is_none()) {
        Some(column) => Err(no_column(&table.name, column)),
        None => Ok(()),
    }
}

pub(super) fn add_primary_key(
    schema: &mut Schema,
    table: &QName,
    key: &PrimaryKey,
) -> Result<(), String> {
    let found = table_ref(schema, table)?;
    columns_exist(schema, found, &key.columns)?;
    columns_exist(schema, found, &key.include)?;
    slot::constraint_is_free(found, &key.name)?;
    slot::relation_is_free(schema, &table.sibling(&key.name))?;
    if found.primary_key.is_some() {
        return Err("the table has a primary key already".to_owned());
    }
    let table = table_mut(schema, table)?;
    if let Some(column) = table.columns.iter().find(|c| key.columns.contains(&c.name) && c.nullable)
    {
        return Err(format!("column {} must be NOT NULL before", Ident(&column.name)));
    }
    table.primary_key = Some(key.clone());
    Ok(())
}

pub(super) fn drop_primary_key(
    schema: &mut Schema,
    name: &QName,
    key: &str,
    was: Option<&PrimaryKey>,
) -> Result<(), String> {
    let table = table_mut(schema, name)?;
    let found = table
        .primary_key
        .take_if(|found| found.name == key)
        .ok_or_else(|| format!("primary key {} does not exist", Ident(key)))?;
    if was.is_some_and(|was| *was != found) {
        return Err("it is not what the change expects".to_owned());
    }
    setting::drop_of_constraint(table, key, was.is_some())?;
    setting::drop_of_index(table, key, was.is_some())?;
    references_stand(schema, name)
}

pub(super) fn add_unique(
    schema: &mut Schema,
    table: &QName,
    unique: &Unique,
) -> Result<(), String> {
    let found = table_ref(schema, table)?;
    columns_exist(schema, found, &unique.columns)?;
    columns_exist(schema, found, &unique.include)?;
    slot::constraint_is_free(found, &unique.name)?;
    slot::relation_is_free(schema, &table.sibling(&unique.name))?;
    table_mut(schema, table)?.uniques.insert(unique.name.clone(), unique.clone());
    Ok(())
}

pub(super) fn drop_unique(
    schema: &mut Schema,
    name: &QName,
    unique: &str,
    was: Option<&Unique>,
) -> Result<(), String> {
    let table = table_mut(schema, name)?;
    setting::drop_of_constraint(table, unique, was.is_some())?;
    setting::drop_of_index(table, unique, was.is_some())?;
    take("unique constraint", &mut table.uniques, unique, was)?;
    references_stand(schema, name)
}

pub(super) fn add_check(schema: &mut Schema, table: &QName, check: &Check) -> Result<(), String> {
    let table = table_mut(schema, table)?;
    slot::constraint_is_free(table, &check.name)?;
    table.checks.insert(check.name.clone(), check.clone());
    Ok(())
}

pub(super) fn add_exclude(
    schema: &mut Schema,
    table: &QName,
    exclude: &Exclude,
) -> Result<(), String> {
    slot::constraint_is_free(table_ref(schema, table)?, &exclude.name)?;
    slot::relation_is_free(schema, &table.sibling(&exclude.name))?;
    table_mut(schema, table)?.excludes.insert(exclude.name.clone(), exclude.clone());
    Ok(())
}

pub(super) fn validate(table: &mut Table, name: &str) -> Result<(), String> {
    let check = table.checks.get_mut(name).map(|check| &mut check.validity);
    let key = table.foreign_keys.get_mut(name).map(|key| &mut key.validity);
    match check.or(key) {
        Some(validity) if *validity == Validity::NotEnforced => {
            Err(format!("constraint {} is not enforced", Ident(name)))
        }
        Some(validity) => {
            *validity = Validity::Valid;
            Ok(())
        }
        None => Err(format!("constraint {} does not exist", Ident(name))),
    }
}

pub(super) fn add_foreign_key(
    schema: &mut Schema,
    table: &QName,
    key: &ForeignKey,
) -> Result<(), String> {
    let found = table_ref(schema, table)?;
    columns_exist(schema, found, &key.columns)?;
    slot::constraint_is_free(found, &key.name)?;
    table_mut(schema, table)?.foreign_keys.insert(key.name.clone(), key.clone());
    if let Some(target) = schema.tables.get(&key.references)
        && !has_key(schema, target, &key.referenced_columns)
    {
        return Err(no_key(&key.references));
    }
    Ok(())
}

fn no_key(table: &QName) -> String {
    format!("table {table} has no primary key or unique constraint over the referenced columns")
}

/// Whether a foreign key may reference these columns: a key or a plain unique index has exactly them.
fn has_key(schema: &Schema, table: &Table, columns: &[String]) -> bool {
    // A partition has its parent's keys too.
    let whole = schema.detached(table);
    let table = whole.as_ref().unwrap_or(table);
    let same = |own: &[String]| {
        own.len() == columns.len() && columns.iter().all(|column| own.contains(column))
    };
    let index_columns = |index: &Index| -> Option<Vec<String>> {
        index
            .columns
            .iter()
            .map(|part| match &part.key {
                IndexKey::Column(name) => Some(name.clone()),
                IndexKey::Expression(_) => None,
            })
            .collect()
    };
    table.primary_key.iter().any(|key| same(&key.columns))
        || table.uniques.values().any(|unique| same(&unique.columns))
        || table
            .indexes
            .values()
            .filter(|index| index.unique && index.predicate.is_none())
            .filter_map(index_columns)
            .any(|columns| same(&columns))
}

/// After a key of `table` is gone: every foreign key to it still finds one.
fn references_stand(schema: &Schema, name: &QName) -> Result<(), String> {
    let target = table_ref(schema, name)?;
    let keys = schema.tables.values().flat_map(|table| table.foreign_keys.values());
    for key in keys.filter(|key| key.references == *name) {
        if !has_key(schema, target, &key.referenced_columns) {
            return Err(format!("foreign key {} depends on it", Ident(&key.name)));
        }
    }
    Ok(())
}

/// RENAME CONSTRAINT; that of a check reaches the children that say it too.
pub(super) fn rename(
    schema: &mut Schema,
    table: &QName,
    from: &str,
    to: &str,
) -> Result<(), String> {
    let is_check = table_ref(schema, table)?.checks.contains_key(from);
    rename_in(schema, table, from, to)?;
    for heir in schema.heirs(table).iter().filter(|_| is_check) {
        if table_ref(schema, heir)?.checks.contains_key(from) {
            rename_in(schema, heir, from, to)?;
        }
    }
    Ok(())
}

fn rename_in(schema: &mut Schema, table: &QName, from: &str, to: &str) -> Result<(), String> {
    let found = table_ref(schema, table)?;
    slot::constraint_is_free(found, to)?;
    let has_index = found.uniques.contains_key(from)
        || found.excludes.contains_key(from)
        || found.primary_key.as_ref().is_some_and(|key| key.name == from);
    if has_index {
        slot::relation_is_free(schema, &table.sibling(to))?;
    }
    let table = table_mut(schema, table)?;
    if let Some(key) = table.primary_key.as_mut().filter(|key| key.name == from) {
        to.clone_into(&mut key.name);
    } else if let Some(mut unique) = table.uniques.remove(from) {
        to.clone_into(&mut unique.name);
        table.uniques.insert(to.to_owned(), unique);
    } else if let Some(mut check) = table.checks.remove(from) {
        to.clone_into(&mut check.name);
        table.checks.insert(to.to_owned(), check);
    } else if let Some(mut exclude) = table.excludes.remove(from) {
        to.clone_into(&mut exclude.name);
        table.excludes.insert(to.to_owned(), exclude);
    } else if let Some(mut key) = table.foreign_keys.remove(from) {
        to.clone_into(&mut key.name);
        table.foreign_keys.insert(to.to_owned(), key);
    } else {
        return Err(format!("constraint {} does not exist", Ident(from)));
    }
    setting::rename_constraint(table, from, to);
    if has_index {
        setting::rename_index(table, from, to);
    }
    Ok(())
}

pub(super) fn create_index(
    schema: &mut Schema,
    table: &QName,
    index: &Index,
) -> Result<(), String> {
    let found = table_ref(schema, table)?;
    columns_exist(schema, found, &index.include)?;
    for part in &index.columns {
        if let IndexKey::Column(column) = &part.key {
            columns_exist(schema, found, std::slice::from_ref(column))?;
        }
    }
    slot::relation_is_free(schema, &table.sibling(&index.name))?;
    // What stands in a database does not remember how it was built.
    let index = Index { concurrently: false, ..index.clone() };
    table_mut(schema, table)?.indexes.insert(index.name.clone(), index);
    Ok(())
}

pub(super) fn drop_index(
    schema: &mut Schema,
    name: &QName,
    index: &str,
    was: Option<&Index>,
) -> Result<(), String> {
    let was = was.map(|was| Index { concurrently: false, ..was.clone() });
    let table = table_mut(schema, name)?;
    setting::drop_of_index(table, index, was.is_some())?;
    if let Some(found) = table.indexes.get_mut(index) {
        found.concurrently = false;
    }
    take("index", &mut table.indexes, index, was.as_ref())?;
    references_stand(schema, name)
}

pub(super) fn rename_index(
    schema: &mut Schema,
    table: &QName,
    from: &str,
    to: &str,
) -> Result<(), String> {
    slot::relation_is_free(schema, &table.sibling(to))?;
    let table = table_mut(schema, table)?;
    let mut index = table
        .indexes
        .remove(from)
        .ok_or_else(|| format!("index {} does not exist", Ident(from)))?;
    to.clone_into(&mut index.name);
    table.indexes.insert(to.to_owned(), index);
    setting::rename_index(table, from, to);
    Ok(())
}
