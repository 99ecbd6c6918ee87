//! One part of a table at a time; where it does not fit, nothing is added.

use matrx_core::name::{Ident, QName, derived_name};
use matrx_core::schema::{
    Check, Column, ColumnType, ColumnValue, Deferral, Exclude, Expr, ForeignKey, Identity,
    IdentityKind, Index, IndexColumn, IndexKey, MatchType, NullsOrder, ObjectKind, PrimaryKey,
    ReferentialAction, Schema, SequenceOptions, SortOrder, Table, Unique, Validity,
};

use super::build::{comment, is_free_relation};
use super::object;
use super::random::Random;
use super::vocabulary::{self as words, COLUMNS, INTEGERS, NAMES};

pub(super) fn add_column(random: &mut Random, schema: &mut Schema, table: &QName) {
    let name = random.one(COLUMNS);
    if schema.tables[table].column(name).is_some() {
        return;
    }
    let from = random.pick(&schema.tables[table].columns).cloned();
    let mut column = Column::new(name, words::any_type(random, schema));
    let generated = from.filter(|_| random.chance(20));
    if let Some((ty, expr)) = generated.and_then(|from| words::generated(random, schema, &from)) {
        column.ty.name = ty;
        column.value = ColumnValue::Generated(Expr(expr));
    } else {
        column.ty.collation = collation(random, schema, &column.ty.name);
        column.nullable = random.chance(60);
        column.value = value(random, schema, &column);
        column.nullable &= !matches!(column.value, ColumnValue::Identity(_));
    }
    column.comment = comment(random, 15);
    let table = schema.tables.get_mut(table).expect("the table is there");
    table.columns.push(column);
}

pub(super) fn collation(random: &mut Random, schema: &Schema, ty: &str) -> Option<QName> {
    let collates = words::is_collatable(ty) && random.chance(15);
    let own = object::any(random, schema, ObjectKind::Collation, "");
    if collates && own.is_some() && random.chance(60) {
        return own;
    }
    collates.then(|| QName::new(random.one(&["C", "POSIX"])))
}

/// A default or an identity that fits the column.
pub(super) fn value(random: &mut Random, schema: &Schema, column: &Column) -> ColumnValue {
    if INTEGERS.contains(&column.ty.name.as_str()) && random.chance(30) {
        return ColumnValue::Identity(identity(random));
    }
    match words::default(random, schema, &column.ty.name) {
        Some(text) if random.chance(50) => ColumnValue::Default(Expr(text)),
        Some(_) | None => ColumnValue::None,
    }
}

fn identity(random: &mut Random) -> Identity {
    let mut some = |value: i64| random.chance(25).then_some(value);
    let options = SequenceOptions {
        start: some(100),
        increment: some(5),
        min: some(10),
        max: some(30_000),
        cache: some(20),
        cycle: some(1).is_some(),
    };
    // The start is never the minimum, which would be its default.
    let kind = if random.chance(50) { IdentityKind::Always } else { IdentityKind::ByDefault };
    Identity { kind, options }
}

/// A name for a constraint or an index: the one that PostgreSQL would give, or any.
fn name(random: &mut Random, table: &Table, columns: &[String], label: &str) -> String {
    if random.chance(70) {
        let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
        derived_name(&table.name.name, &columns, label)
    } else {
        format!("{}_{label}", random.one(&NAMES[..NAMES.len() - 1]))
    }
}

fn has_constraint(table: &Table, name: &str) -> bool {
    table.primary_key.as_ref().is_some_and(|key| key.name == name)
        || table.uniques.contains_key(name)
        || table.excludes.contains_key(name)
        || table.checks.contains_key(name)
        || table.foreign_keys.contains_key(name)
}

fn ordered_columns(table: &Table) -> Vec<String> {
    let ordered = table.columns.iter().filter(|column| words::is_ordered(&column.ty.name));
    ordered.map(|column| column.name.clone()).collect()
}

/// Perhaps another column for INCLUDE.
fn included(random: &mut Random, table: &Table, columns: &[String]) -> Vec<String> {
    let names = table.columns.iter().map(|column| column.name.clone());
    let others: Vec<String> = names.filter(|name| !columns.contains(name)).collect();
    if random.chance(15) { random.some(&others, 1) } else { Vec::new() }
}

pub(super) fn add_primary_key(random: &mut Random, schema: &mut Schema, table: &QName) {
    let found = &schema.tables[table];
    let count = 1 + random.below(2);
    let columns = random.some(&ordered_columns(found), count);
    let name = name(random, found, &[], "pkey");
    let fits = found.primary_key.is_none() && !columns.is_empty() && !has_constraint(found, &name);
    if !fits || !is_free_relation(schema, &table.sibling(&name)) {
        return;
    }
    let found = schema.tables.get_mut(table).expect("the table is there");
    for column in found.columns.iter_mut().filter(|column| columns.contains(&column.name)) {
        column.nullable = false;
    }
    let include = included(random, found, &columns);
    let deferral = if random.chance(85) { Deferral::NotDeferrable } else { deferral(random) };
    found.primary_key =
        Some(PrimaryKey { name, columns, include, deferral, ..PrimaryKey::default() });
}

pub(super) fn add_unique(random: &mut Random, schema: &mut Schema, table: &QName) {
    let found = &schema.tables[table];
    let count = 1 + random.below(2);
    let columns = random.some(&ordered_columns(found), count);
    let name = name(random, found, &columns, "key");
    let free = !has_constraint(found, &name) && is_free_relation(schema, &table.sibling(&name));
    if columns.is_empty() || !free {
        return;
    }
    let deferral = if random.chance(70) { Deferral::NotDeferrable } else { deferral(random) };
    let include = included(random, found, &columns);
    let nulls_not_distinct = random.chance(20);
    let unique =
        Unique { name, columns, include, nulls_not_distinct, deferral, ..Unique::default() };
    let found = schema.tables.get_mut(table).expect("the table is there");
    found.uniques.insert(unique.name.clone(), unique);
}

fn deferral(random: &mut Random) -> Deferral {
    random.one(&[
        Deferral::NotDeferrable,
        Deferral::InitiallyImmediate,
        Deferral::InitiallyDeferred,
    ])
}

pub(super) fn add_check(random: &mut Random, schema: &mut Schema, table: &QName) {
    let found = &schema.tables[table];
    let Some(column) = random.pick(&found.columns) else { return };
    let expression = Expr(words::condition(random, schema, column));
    let name = name(random, found, std::slice::from_ref(&column.name), "check");
    if has_constraint(found, &name) {
        return;
    }
    let found = schema.tables.get_mut(table).expect("the table is there");
    let check = Check {
        no_inherit: random.chance(15),
        validity: validity(random),
        ..Check::new(name.clone(), expression)
    };
    found.checks.insert(name, check);
}

fn validity(random: &mut Random) -> Validity {
    if random.chance(25) { Validity::NotValid } else { Validity::Valid }
}

/// A constraint that no two equal values may stand in a column.
pub(super) fn add_exclude(random: &mut Random, schema: &mut Schema, table: &QName) {
    let found = &schema.tables[table];
    let fits = |column: &&Column| words::is_ordered(&column.ty.name) && column.ty.name != "jsonb";
    let columns: Vec<&Column> = found.columns.iter().filter(fits).collect();
    let Some(column) = random.pick(&columns).map(|column| column.name.clone()) else { return };
    let name = name(random, found, std::slice::from_ref(&column), "excl");
    let free = !has_constraint(found, &name) && is_free_relation(schema, &table.sibling(&name));
    if !free {
        return;
    }
    let own = Ident(&column).to_string();
    let ends = ["".to_owned(), format!(" WHERE (({own} IS NOT NULL))"), " DEFERRABLE".to_owned()];
    let definition = Expr(format!("USING btree ({own} WITH =){}", random.one(&ends)));
    let found = schema.tables.get_mut(table).expect("the table is there");
    found.excludes.insert(name.clone(), Exclude { name, definition });
}

pub(super) fn add_index(random: &mut Random, schema: &mut Schema, table: &QName) {
    let found = &schema.tables[table];
    let count = 1 + random.below(3);
    let columns: Vec<Column> = random
        .some(&found.columns, count)
        .into_iter()
        .filter(|c| words::is_ordered(&c.ty.name))
        .collect();
    let Some(first) = columns.first() else { return };
    let names: Vec<String> = columns.iter().map(|column| column.name.clone()).collect();
    let name = name(random, found, &names, "idx");
    if !is_free_relation(schema, &table.sibling(&name)) {
        return;
    }
    let mut index = Index::new(name);
    let gin = matches!(first.ty.name.as_str(), "jsonb" | "text[]" | "integer[]");
    if gin && random.chance(70) {
        "gin".clone_into(&mut index.method);
        let mut key = IndexColumn::new(IndexKey::Column(first.name.clone()));
        if first.ty.name == "jsonb" && random.chance(50) {
            key.operator_class = Some(QName::new("jsonb_path_ops"));
        }
        index.columns.push(key);
    } else if first.ty.name != "jsonb" && random.chance(10) {
        "hash".clone_into(&mut index.method);
        index.columns.push(IndexColumn::new(IndexKey::Column(first.name.clone())));
    } else {
        index.unique = random.chance(30);
        index.nulls_not_distinct = index.unique && random.chance(30);
        index.columns = columns.iter().map(|column| key(random, schema, column)).collect();
        let others: Vec<String> = found
            .columns
            .iter()
            .map(|column| column.name.clone())
            .filter(|name| !names.contains(name))
            .collect();
        if random.chance(20) {
            index.include = random.some(&others, 1);
        }
    }
    if let Some(column) = random.pick(&found.columns)
        && random.chance(30)
    {
        index.predicate = Some(Expr(words::condition(random, schema, column)));
    }
    let found = schema.tables.get_mut(table).expect("the table is there");
    found.indexes.insert(index.name.clone(), index);
}

fn key(random: &mut Random, schema: &Schema, column: &Column) -> IndexColumn {
    let expression =
        if random.chance(25) { words::index_expression(random, schema, column) } else { None };
    let is_column = expression.is_none();
    let key = expression.map_or_else(
        || IndexKey::Column(column.name.clone()),
        |text| IndexKey::Expression(Expr(text)),
    );
    let mut key = IndexColumn::new(key);
    if is_column && words::is_collatable(&column.ty.name) {
        if random.chance(20) {
            let class =
                if column.ty.name == "text" { "text_pattern_ops" } else { "varchar_pattern_ops" };
            key.operator_class = Some(QName::new(class));
        }
        if random.chance(15) && column.ty.collation.is_none() {
            key.collation = Some(QName::new("C"));
        }
    }
    if random.chance(25) {
        key.order = SortOrder::Desc;
    }
    // What is said is never the default, which introspection would leave out.
    if random.chance(25) {
        key.nulls = Some(match key.order {
            SortOrder::Asc => NullsOrder::First,
            SortOrder::Desc => NullsOrder::Last,
        });
    }
    key
}

/// The keys of a table that a foreign key may reference.
fn keys(table: &Table) -> Vec<Vec<String>> {
    let fixed = |unique: &&Unique| unique.deferral == Deferral::NotDeferrable;
    let lasting = |key: &&PrimaryKey| key.deferral == Deferral::NotDeferrable;
    let plain = |index: &&Index| index.unique && index.predicate.is_none();
    let columns = |index: &Index| -> Option<Vec<String>> {
        let column = |part: &IndexColumn| match &part.key {
            // An operator class of another kind cannot serve a foreign key.
            IndexKey::Column(name) if part.operator_class.is_none() && part.collation.is_none() => {
                Some(name.clone())
            }
            IndexKey::Column(_) | IndexKey::Expression(_) => None,
        };
        index.columns.iter().map(column).collect()
    };
    let mut keys: Vec<Vec<String>> =
        table.primary_key.iter().filter(lasting).map(|k| k.columns.clone()).collect();
    keys.extend(table.uniques.values().filter(fixed).map(|u| u.columns.clone()));
    keys.extend(table.indexes.values().filter(plain).filter_map(columns));
    keys
}

pub(super) fn has_key(table: &Table, columns: &[String]) -> bool {
    let sorted = |columns: &[String]| {
        let mut columns = columns.to_vec();
        columns.sort();
        columns
    };
    keys(table).iter().any(|key| sorted(key) == sorted(columns))
}

pub(super) fn add_foreign_key(random: &mut Random, schema: &mut Schema) {
    let tables: Vec<QName> = schema.tables.keys().cloned().collect();
    let (Some(from), Some(to)) = (random.pick(&tables), random.pick(&tables)) else { return };
    let target = &schema.tables[to];
    let Some(referenced) = random.pick(&keys(target)).cloned() else { return };
    let own = &schema.tables[from];
    let mut columns: Vec<String> = Vec::new();
    let mut made: Vec<Column> = Vec::new();
    for name in &referenced {
        let ty: &ColumnType = &target.column(name).expect("a key's column").ty;
        let fits = |column: &&Column| {
            column.ty == *ty
                && !columns.contains(&column.name)
                && !matches!(column.value, ColumnValue::Generated(_) | ColumnValue::Virtual(_))
        };
        if let Some(column) = own.columns.iter().find(fits) {
            columns.push(column.name.clone());
        } else {
            let free =
                |name: &&&str| own.column(name).is_none() && made.iter().all(|m| m.name != **name);
            let Some(name) = COLUMNS.iter().find(free) else { return };
            made.push(Column { ty: ty.clone(), ..Column::new(*name, "") });
            columns.push((*name).to_owned());
        }
    }
    let name = name(random, own, &columns, "fkey");
    if has_constraint(own, &name) {
        return;
    }
    let on_delete = action(random);
    let sets = matches!(on_delete, ReferentialAction::SetNull | ReferentialAction::SetDefault);
    let set_columns = if sets && random.chance(40) { random.some(&columns, 1) } else { Vec::new() };
    let key = ForeignKey {
        name,
        columns,
        references: to.clone(),
        referenced_columns: referenced,
        on_delete,
        set_columns,
        on_update: action(random),
        match_type: if random.chance(20) { MatchType::Full } else { MatchType::Simple },
        period: false,
        deferral: deferral(random),
        validity: validity(random),
    };
    let own = schema.tables.get_mut(from).expect("the table is there");
    own.columns.extend(made);
    own.foreign_keys.insert(key.name.clone(), key);
}

fn action(random: &mut Random) -> ReferentialAction {
    random.one(&[
        ReferentialAction::NoAction,
        ReferentialAction::Restrict,
        ReferentialAction::Cascade,
        ReferentialAction::SetNull,
        ReferentialAction::SetDefault,
    ])
}
