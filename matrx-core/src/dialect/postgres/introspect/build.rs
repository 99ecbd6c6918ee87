//! Records → a [`Catalog`]. Pure.

use std::collections::{BTreeMap, BTreeSet};

use super::record::{
    ColumnRecord, ConstraintRecord, EnumRecord, IndexRecord, NotCoveredRecord, Records,
    SequenceRecord,
};
use super::{Catalog, DbError, Selection, ServerFacts, Warning, not_covered, object, setting};
use crate::dialect::postgres::sequence;
use crate::name::QName;
use crate::schema::{
    Check, Column, ColumnType, ColumnValue, Deferral, EnumType, Exclude, Expr, ForeignKey,
    Identity, IdentityKind, Index, IndexColumn, IndexKey, MatchType, NullsOrder, PrimaryKey,
    ReferentialAction, Schema, SequenceOptions, SettingKey, SortOrder, Table, Unique, Validity,
    options_text,
};

pub(super) fn catalog(
    what: &Selection,
    server: ServerFacts,
    records: Records,
    others: Vec<NotCoveredRecord>,
) -> Result<Catalog, DbError> {
    let present: BTreeSet<String> =
        records.namespaces.iter().map(|record| record.name.clone()).collect();
    let namespaces = records.namespaces.into_iter();
    let namespace_comments: BTreeMap<String, String> = namespaces
        .filter(|record| record.name != what.default_schema)
        .filter_map(|record| Some((record.name, record.comment?)))
        .collect();
    let mut types = BTreeMap::new();
    let enum_oids = records
        .enums
        .iter()
        .map(|record| (record.oid, what.name(&record.schema, &record.name)))
        .collect();
    let enums = enums(what, records.enums, &mut types);
    let mut builder = Builder {
        what,
        types,
        tables: BTreeMap::new(),
        numbers: BTreeMap::new(),
        sequences: records
            .sequences
            .into_iter()
            .map(|record| ((record.table, record.column), record))
            .collect(),
        sequence_types: BTreeMap::new(),
        warnings: Vec::new(),
    };
    for record in records.tables {
        let name = what.name(&record.schema, &record.name);
        if what.includes(&name) {
            let comment = record.comment;
            builder.tables.insert(record.oid, Table { comment, ..Table::new(name) });
        }
    }
    for record in records.columns {
        builder.column(record)?;
    }
    for record in records.constraints {
        builder.constraint(record)?;
    }
    builder.indexes(records.indexes)?;
    setting::set(what, &mut builder.tables, records.settings)?;
    builder.warnings.sort();
    let namespaces = present.iter().filter(|name| **name != what.default_schema).cloned().collect();
    let (objects, left_out) = object::Objects {
        what,
        tables: &builder.tables,
        columns: &builder.numbers,
        enums: &enum_oids,
    }
    .build(records.objects, records.dependencies)?;
    let mut not_covered = not_covered::collect(what, others)?;
    not_covered.extend(left_out);
    not_covered.sort();
    let tables = builder.tables.into_values().map(|table| (table.name.clone(), table)).collect();
    Ok(Catalog {
        schema: Schema { namespaces, namespace_comments, enums, tables, objects },
        server,
        warnings: builder.warnings,
        not_covered,
        present,
        sequence_types: builder.sequence_types,
    })
}

/// The enum types, and by their oid the texts that their columns carry. `format_type` leaves a
/// schema out wherever the search path allows; a column's text must name the one that is meant.
fn enums(
    what: &Selection,
    records: Vec<EnumRecord>,
    types: &mut BTreeMap<i64, String>,
) -> BTreeMap<QName, EnumType> {
    let mut enums = BTreeMap::new();
    for record in records {
        let EnumRecord { oid, array_oid, schema, name, values, comment } = record;
        let name = what.name(&schema, &name);
        types.insert(oid, name.to_string());
        types.insert(array_oid, format!("{name}[]"));
        enums.insert(name.clone(), EnumType { name, values: values.0, comment });
    }
    enums
}

struct Builder<'a> {
    what: &'a Selection,
    types: BTreeMap<i64, String>,
    tables: BTreeMap<i64, Table>,
    /// The names of columns, by table and number.
    numbers: BTreeMap<(i64, i16), String>,
    sequences: BTreeMap<(i64, i32), SequenceRecord>,
    sequence_types: BTreeMap<(QName, String), String>,
    warnings: Vec<Warning>,
}

impl Builder<'_> {
    fn column(&mut self, record: ColumnRecord) -> Result<(), DbError> {
        let Some(table) = self.tables.get_mut(&record.table) else { return Ok(()) };
        self.numbers.insert((record.table, record.number), record.name.clone());
        if record.of_partition {
            return Ok(());
        }
        let value = match (record.identity.as_str(), record.generated.as_str(), record.expression) {
            ("", "", None) => ColumnValue::None,
            ("", "", Some(text)) => ColumnValue::Default(Expr(text)),
            ("", "s", Some(text)) => ColumnValue::Generated(Expr(text)),
            ("", "v", Some(text)) => ColumnValue::Virtual(Expr(text)),
            (identity @ ("a" | "d"), "", _) => {
                let options = match self.sequences.get(&(record.table, i32::from(record.number))) {
                    Some(sequence) => {
                        let place = (table.name.clone(), record.name.clone());
                        self.sequence_types.insert(place, sequence.type_text.clone());
                        let key = SettingKey::IdentitySequence(record.name.clone());
                        if !table.is_by_itself(&key, &sequence.name) {
                            table.settings.insert(key, sequence.name.clone());
                        }
                        sequence_options(sequence)
                    }
                    None => SequenceOptions::default(),
                };
                let kind =
                    if identity == "a" { IdentityKind::Always } else { IdentityKind::ByDefault };
                ColumnValue::Identity(Identity { kind, options })
            }
            (identity, generated, _) => {
                return Err(unexpected(format!(
                    "column {} of {} is generated in an unknown way ({identity}{generated})",
                    record.name, table.name
                )));
            }
        };
        let name = self.types.get(&record.type_oid).cloned().unwrap_or(record.type_text);
        let collation = searched(self.what, record.collation_schema, record.collation);
        table.columns.push(Column {
            name: record.name,
            ty: ColumnType { name, collation },
            nullable: !record.not_null,
            value,
            comment: record.comment,
        });
        Ok(())
    }

    fn constraint(&mut self, record: ConstraintRecord) -> Result<(), DbError> {
        let Some(table) = self.tables.get(&record.table) else { return Ok(()) };
        let table_name = table.name.clone();
        let columns = self.column_names(record.table, record.columns.as_deref().unwrap_or(&[]))?;
        let include = self.column_names(record.table, record.include.as_deref().unwrap_or(&[]))?;
        let set_columns =
            self.column_names(record.table, record.set_columns.as_deref().unwrap_or(&[]))?;
        let validity = match (record.enforced, record.validated) {
            (false, _) => Validity::NotEnforced,
            (true, false) => Validity::NotValid,
            (true, true) => Validity::Valid,
        };
        let name = record.name;
        let deferral = match (record.deferrable, record.deferred) {
            (false, _) => Deferral::NotDeferrable,
            (true, false) => Deferral::InitiallyImmediate,
            (true, true) => Deferral::InitiallyDeferred,
        };
        let mut excluded = None;
        let foreign_key = if record.kind == "f" {
            let references = self.what.name(
                &record.references_schema.unwrap_or_default(),
                &record.references.unwrap_or_default(),
            );
            if !self.what.includes(&references) {
                excluded = Some(Warning::ReferencesExcluded {
                    table: table_name,
                    constraint: name.clone(),
                    references: references.clone(),
                });
            }
            Some(ForeignKey {
                name: name.clone(),
                columns: columns.clone(),
                references,
                referenced_columns: record
                    .referenced_columns
                    .map_or_else(Vec::new, |names| names.0),
                on_delete: action(&record.on_delete)?,
                set_columns,
                on_update: action(&record.on_update)?,
                match_type: match record.match_type.as_str() {
                    "f" => MatchType::Full,
                    _ => MatchType::Simple,
                },
                period: record.temporal,
                deferral,
                validity,
            })
        } else {
            None
        };
        self.warnings.extend(excluded);
        let Some(table) = self.tables.get_mut(&record.table) else { return Ok(()) };
        match (record.kind.as_str(), record.check, foreign_key) {
            ("p", _, _) => {
                let without_overlaps = record.temporal;
                let key = PrimaryKey { name, columns, without_overlaps, include, deferral };
                table.primary_key = Some(key);
            }
            ("u", _, _) => {
                let nulls_not_distinct = record.nulls_not_distinct.unwrap_or(false);
                let unique = Unique {
                    name: name.clone(),
                    columns,
                    without_overlaps: record.temporal,
                    include,
                    nulls_not_distinct,
                    deferral,
                };
                table.uniques.insert(name, unique);
            }
            ("c", Some(text), _) => {
                let no_inherit = record.no_inherit;
                let check =
                    Check { name: name.clone(), expression: Expr(text), no_inherit, validity };
                table.checks.insert(name, check);
            }
            ("x", _, _) => {
                let text = record.exclude.unwrap_or_default();
                let text = text.strip_prefix("EXCLUDE ").unwrap_or(&text).to_owned();
                table.excludes.insert(name.clone(), Exclude { name, definition: Expr(text) });
            }
            ("f", _, Some(key)) => {
                table.foreign_keys.insert(name, key);
            }
            (kind, _, _) => {
                return Err(unexpected(format!("constraint {name} is of unknown kind {kind}")));
            }
        }
        Ok(())
    }

    /// The rows of an index follow each other.
    fn indexes(&mut self, records: Vec<IndexRecord>) -> Result<(), DbError> {
        let mut rest = records.into_iter().peekable();
        while let Some(first) = rest.next() {
            let (oid, table_oid) = (first.oid, first.table);
            let mut index = Index::new(first.name.clone());
            index.unique = first.unique;
            index.method.clone_from(&first.method);
            index.nulls_not_distinct = first.nulls_not_distinct;
            index.predicate = first.predicate.clone().map(Expr);
            let valid = first.valid;
            let mut rows = vec![first];
            while let Some(next) = rest.next_if(|next| next.oid == oid) {
                rows.push(next);
            }
            if !self.tables.contains_key(&table_oid) {
                continue;
            }
            for row in rows {
                if row.included {
                    index.include.extend(self.column_names(table_oid, &[row.number])?);
                } else {
                    index.columns.push(self.index_column(table_oid, row)?);
                }
            }
            let Some(table) = self.tables.get_mut(&table_oid) else { continue };
            if !valid {
                let (table, index) = (table.name.clone(), index.name.clone());
                self.warnings.push(Warning::InvalidIndex { table, index });
            }
            table.indexes.insert(index.name.clone(), index);
        }
        Ok(())
    }

    fn index_column(&self, table: i64, row: IndexRecord) -> Result<IndexColumn, DbError> {
        let key = match row.expression {
            Some(text) => IndexKey::Expression(Expr(text)),
            None => {
                let names = self.column_names(table, &[row.number])?;
                IndexKey::Column(names.into_iter().next().unwrap_or_default())
            }
        };
        // Bit 0 is DESC, bit 1 NULLS FIRST (INDOPTION_* in PostgreSQL's pg_index.h).
        let flags = row.flags.unwrap_or(0);
        let (order, default_nulls) = if flags & 1 == 1 {
            (SortOrder::Desc, NullsOrder::First)
        } else {
            (SortOrder::Asc, NullsOrder::Last)
        };
        let nulls = if flags & 2 == 2 { NullsOrder::First } else { NullsOrder::Last };
        Ok(IndexColumn {
            key,
            collation: searched(self.what, row.collation_schema, row.collation),
            operator_options: row.operator_options.map(|list| {
                let pairs = list.0.iter().map(|one| one.split_once('=').unwrap_or((one, "")));
                options_text(pairs)
            }),
            operator_class: row
                .operator_class
                .and_then(|name| searched(self.what, row.operator_class_schema, Some(name))),
            order,
            nulls: (nulls != default_nulls).then_some(nulls),
        })
    }

    fn column_names(&self, table: i64, numbers: &[i16]) -> Result<Vec<String>, DbError> {
        numbers
            .iter()
            .map(|number| {
                self.numbers.get(&(table, *number)).cloned().ok_or_else(|| {
                    let name = self.tables.get(&table).map(|table| table.name.to_string());
                    unexpected(format!(
                        "column number {number} of table {} is not in the catalogue",
                        name.unwrap_or_default()
                    ))
                })
            })
            .collect()
    }
}

/// A collation or an operator class: PostgreSQL's own, and those of the default schema, go without
/// a schema's name.
fn searched(what: &Selection, schema: Option<String>, name: Option<String>) -> Option<QName> {
    let name = name?;
    match schema {
        Some(schema) if schema != "pg_catalog" => Some(what.name(&schema, &name)),
        Some(_) | None => Some(QName::new(name)),
    }
}

/// The options that differ from PostgreSQL's defaults for the type and the direction.
fn sequence_options(record: &SequenceRecord) -> SequenceOptions {
    let SequenceRecord { start, increment, min, max, cache, .. } = record;
    let explicit = SequenceOptions {
        start: Some(*start),
        increment: Some(*increment),
        min: Some(*min),
        max: Some(*max),
        cache: Some(*cache),
        cycle: record.cycle,
    };
    sequence::without_defaults(explicit, &record.type_text)
}

fn action(letter: &str) -> Result<ReferentialAction, DbError> {
    match letter {
        "a" => Ok(ReferentialAction::NoAction),
        "r" => Ok(ReferentialAction::Restrict),
        "c" => Ok(ReferentialAction::Cascade),
        "n" => Ok(ReferentialAction::SetNull),
        "d" => Ok(ReferentialAction::SetDefault),
        other => Err(unexpected(format!("unknown action of a foreign key: {other}"))),
    }
}

pub(super) fn unexpected(what: String) -> DbError {
    DbError::Unexpected { doing: "reading the catalogue".to_owned(), what }
}
