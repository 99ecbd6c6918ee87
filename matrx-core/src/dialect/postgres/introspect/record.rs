//! The rows of the queries, field by field in the order of their columns.

use sqlx::error::BoxDynError;
use sqlx::postgres::{PgRow, PgTypeInfo, PgValueRef};
use sqlx::{Decode, Postgres, Row, Type};

use super::catalog::ServerFacts;
use crate::dialect::postgres::DbError;

/// A row with a name.
pub(super) trait Record: Sized {
    /// Takes the columns one after the other.
    fn take(row: &mut Cursor<'_>) -> Result<Self, sqlx::Error>;
}

/// The columns of a row, from left to right.
pub(super) struct Cursor<'r> {
    row: &'r PgRow,
    next: usize,
}

impl<'r> Cursor<'r> {
    fn next<T: Decode<'r, Postgres> + Type<Postgres>>(&mut self) -> Result<T, sqlx::Error> {
        self.next += 1;
        self.row.try_get(self.next - 1)
    }
}

pub(super) fn decode<T: Record>(doing: &str, rows: &[PgRow]) -> Result<Vec<T>, DbError> {
    rows.iter()
        .map(|row| T::take(&mut Cursor { row, next: 0 }))
        .collect::<Result<_, _>>()
        .map_err(|source| DbError::Answer { doing: doing.to_owned(), source })
}

/// An array of names. None of them is ever NULL, but one may be called that: in text form sqlx reads
/// the element `"NULL"`, with its quotes, as the missing one.
pub(super) struct Labels(pub(super) Vec<String>);

impl Type<Postgres> for Labels {
    fn type_info() -> PgTypeInfo {
        Vec::<String>::type_info()
    }
}

impl<'r> Decode<'r, Postgres> for Labels {
    fn decode(value: PgValueRef<'r>) -> Result<Self, BoxDynError> {
        let labels = Vec::<Option<String>>::decode(value)?.into_iter();
        Ok(Self(labels.map(|label| label.unwrap_or_else(|| "NULL".to_owned())).collect()))
    }
}

/// All that was read, but for what is not covered.
pub(super) struct Records {
    pub(super) namespaces: Vec<Namespace>,
    pub(super) enums: Vec<EnumRecord>,
    pub(super) tables: Vec<TableRecord>,
    pub(super) columns: Vec<ColumnRecord>,
    pub(super) sequences: Vec<SequenceRecord>,
    pub(super) constraints: Vec<ConstraintRecord>,
    pub(super) indexes: Vec<IndexRecord>,
    pub(super) settings: Vec<SettingRecord>,
    pub(super) objects: Vec<ObjectRecord>,
    pub(super) dependencies: Vec<DependencyRecord>,
}

macro_rules! records {
    ($($(#[doc = $doc:literal])* $record:ident { $($field:ident: $ty:ty,)+ })+) => {
        $(
            $(#[doc = $doc])*
            pub(super) struct $record {
                $(pub(super) $field: $ty,)+
            }

            impl Record for $record {
                fn take(row: &mut Cursor<'_>) -> Result<Self, sqlx::Error> {
                    Ok(Self { $($field: row.next()?,)+ })
                }
            }
        )+
    };
}

records! {
    /// namespaces.sql
    Namespace {
        name: String,
        comment: Option<String>,
    }
    /// schemas.sql
    SchemaRecord {
        name: String,
        relations: i64,
    }
    /// enums.sql
    EnumRecord {
        oid: i64,
        array_oid: i64,
        schema: String,
        name: String,
        values: Labels,
        comment: Option<String>,
    }
    /// tables.sql
    TableRecord {
        oid: i64,
        schema: String,
        name: String,
        comment: Option<String>,
    }
    /// columns.sql
    ColumnRecord {
        table: i64,
        number: i16,
        name: String,
        type_oid: i64,
        type_text: String,
        not_null: bool,
        identity: String,
        generated: String,
        collation_schema: Option<String>,
        collation: Option<String>,
        expression: Option<String>,
        comment: Option<String>,
        of_partition: bool,
    }
    /// sequences.sql
    SequenceRecord {
        table: i64,
        column: i32,
        type_text: String,
        start: i64,
        increment: i64,
        min: i64,
        max: i64,
        cache: i64,
        cycle: bool,
        name: String,
    }
    /// constraints.sql
    ConstraintRecord {
        table: i64,
        name: String,
        kind: String,
        columns: Option<Vec<i16>>,
        deferrable: bool,
        deferred: bool,
        check: Option<String>,
        references_schema: Option<String>,
        references: Option<String>,
        referenced_columns: Option<Labels>,
        on_delete: String,
        on_update: String,
        match_type: String,
        nulls_not_distinct: Option<bool>,
        include: Option<Vec<i16>>,
        set_columns: Option<Vec<i16>>,
        validated: bool,
        enforced: bool,
        no_inherit: bool,
        exclude: Option<String>,
        temporal: bool,
    }
    /// indexes.sql
    IndexRecord {
        oid: i64,
        table: i64,
        name: String,
        unique: bool,
        valid: bool,
        method: String,
        nulls_not_distinct: bool,
        predicate: Option<String>,
        included: bool,
        number: i16,
        expression: Option<String>,
        flags: Option<i16>,
        operator_class: Option<String>,
        operator_class_schema: Option<String>,
        collation: Option<String>,
        collation_schema: Option<String>,
        operator_options: Option<Labels>,
    }
    /// settings.sql
    SettingRecord {
        table: i64,
        word: String,
        first: Option<String>,
        second: Option<String>,
        value: Option<String>,
    }
    /// The files of `object/`
    ObjectRecord {
        class: String,
        oid: i64,
        kind: String,
        schema: Option<String>,
        name: String,
        signature: String,
        relation_schema: Option<String>,
        relation: Option<String>,
        definition: Labels,
        shape: Option<String>,
        comment: Option<String>,
        grants: Labels,
    }
    /// object/dependencies.sql
    DependencyRecord {
        class: String,
        oid: i64,
        other_class: String,
        other: i64,
        column: i32,
        constraint_table: Option<i64>,
        constraint: Option<String>,
    }
    /// not_covered.sql
    NotCoveredRecord {
        kind: String,
        schema: Option<String>,
        name: String,
        parent: Option<String>,
    }
}

impl Record for ServerFacts {
    fn take(row: &mut Cursor<'_>) -> Result<Self, sqlx::Error> {
        let version: i32 = row.next()?;
        let locks: i64 = row.next()?;
        Ok(Self {
            major: u32::try_from(version / 10_000).unwrap_or(0),
            lock_capacity: u64::try_from(locks).unwrap_or(0),
            may_create_schemas: row.next()?,
            database: row.next()?,
            role: row.next()?,
        })
    }
}
