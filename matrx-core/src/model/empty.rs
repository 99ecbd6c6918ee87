//! What an attribute leaves unsaid. The macros write only what differs from these.

use super::{
    Body, Check, Column, Enum, Exclude, ForeignKey, Index, IndexKey, Key, Model, ObjectName,
    PrimaryKey, TypeSource, Unique, Value,
};
use crate::schema::{Deferral, MatchType, ReferentialAction, SequenceOptions, SortOrder, Validity};

impl Body {
    /// Nothing.
    pub const EMPTY: Self = Self {
        columns: &[],
        embedded: &[],
        primary_key: None,
        uniques: &[],
        checks: &[],
        excludes: &[],
        foreign_keys: &[],
        indexes: &[],
    };
}

impl Model {
    /// A managed table without a name.
    pub const EMPTY: Self = Self {
        rust_name: "",
        module: "",
        crate_name: "",
        table: ObjectName::EMPTY,
        unmanaged: false,
        view: None,
        renamed_from: None,
        comment: None,
        settings: &[],
        declaration: "",
        body: Body::EMPTY,
    };

    /// The struct's path, for messages.
    pub fn path(&self) -> String {
        format!("{}::{}", self.module, self.rust_name)
    }
}

impl Enum {
    /// A type without values.
    pub const EMPTY: Self = Self {
        rust_name: "",
        module: "",
        crate_name: "",
        name: ObjectName::EMPTY,
        renamed_from: None,
        values: &[],
        renamed_values: &[],
        comment: None,
        declaration: "",
    };

    /// The enum's path, for messages.
    pub fn path(&self) -> String {
        format!("{}::{}", self.module, self.rust_name)
    }
}

impl Column {
    /// A NOT NULL column without a default.
    pub const EMPTY: Self = Self {
        name: "",
        ty: TypeSource::Sql(""),
        nullable: false,
        value: Value::None,
        collation: None,
        comment: None,
        renamed_from: None,
        settings: &[],
        declaration: "",
    };
}

impl ObjectName {
    /// No name.
    pub const EMPTY: Self = Self { schema: None, name: "" };
}

impl Value {
    /// An identity's sequence without options.
    pub const SEQUENCE: SequenceOptions = SequenceOptions {
        start: None,
        increment: None,
        min: None,
        max: None,
        cache: None,
        cycle: false,
    };
}

impl PrimaryKey {
    /// A key without columns.
    pub const EMPTY: Self = Self {
        name: None,
        columns: &[],
        without_overlaps: false,
        include: &[],
        deferral: Deferral::NotDeferrable,
        settings: &[],
        declaration: "",
    };
}

impl Unique {
    /// A constraint without columns.
    pub const EMPTY: Self = Self {
        name: None,
        columns: &[],
        without_overlaps: false,
        include: &[],
        nulls_not_distinct: false,
        deferral: Deferral::NotDeferrable,
        settings: &[],
        declaration: "",
    };
}

impl Check {
    /// A constraint without a condition.
    pub const EMPTY: Self = Self {
        name: None,
        column: None,
        expression: "",
        no_inherit: false,
        validity: Validity::Valid,
        settings: &[],
        declaration: "",
    };
}

impl Exclude {
    /// A constraint without a definition.
    pub const EMPTY: Self = Self { name: None, definition: "", settings: &[], declaration: "" };
}

impl ForeignKey {
    /// A constraint without columns.
    pub const EMPTY: Self = Self {
        name: None,
        columns: &[],
        table: ObjectName::EMPTY,
        referenced: &[],
        period: false,
        on_delete: ReferentialAction::NoAction,
        set_columns: &[],
        validity: Validity::Valid,
        on_update: ReferentialAction::NoAction,
        match_type: MatchType::Simple,
        deferral: Deferral::NotDeferrable,
        settings: &[],
        declaration: "",
    };
}

impl Index {
    /// A btree index without keys.
    pub const EMPTY: Self = Self {
        name: None,
        keys: &[],
        method: "btree",
        unique: false,
        include: &[],
        nulls_not_distinct: false,
        predicate: None,
        concurrently: false,
        settings: &[],
        declaration: "",
    };
}

impl IndexKey {
    /// An ascending key without options.
    pub const EMPTY: Self = Self {
        key: Key::Column(""),
        collation: None,
        operator_class: None,
        operator_options: &[],
        order: SortOrder::Asc,
        nulls: None,
    };
}
