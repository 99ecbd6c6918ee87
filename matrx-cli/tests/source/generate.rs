//! Random changes over the whole vocabulary, with hostile names.

use std::collections::BTreeMap;

use matrx_core::name::QName;
use matrx_core::op::{EnumPosition, EnumUse, Op};
use matrx_core::schema::{
    Check, Column, ColumnType, ColumnValue, Deferral, EnumType, Exclude, Expr, ForeignKey,
    Identity, IdentityKind, Index, IndexColumn, IndexKey, MatchType, NullsOrder, PrimaryKey,
    ReferentialAction, SequenceOptions, SettingKey, SortOrder, Table, Unique, Validity,
};

/// How many kinds of changes there are.
pub(crate) const KINDS: usize = 44;

/// A small generator of random numbers (xorshift), so that a seed names a case.
pub(crate) struct Random(u64);

const PLAIN: &[&str] = &[
    "users",
    "id",
    "email",
    "published_at",
    "a",
    "team_members",
    "x1",
    "organisation_unit_id",
    "a_rather_long_name_that_fills_a_line_of_source_quickly_63_bytes",
    "user_id_idx",
];

const HOSTILE: &[&str] = &[
    "weird \"name\n*/",
    "type",
    "Users",
    "",
    "it's",
    "back\\slash",
    "\"#",
    "{}",
    "a\u{202e}b",
    "\u{200b}",
    "tab\there",
    "ö",
    "名前",
    "Ж",
    "😀",
    "e\u{301}",
    "\r\n",
    "// x",
    "\0",
    "fn evil() {}",
    "\u{feff}x",
    "العربية",
    "r#\"",
    "\u{2028}",
    "]",
    "a, b",
    "\u{ff1a}",
];

const TEXTS: &[&str] = &[
    "now()",
    "''",
    "'draft'::post_status",
    "0",
    "(price > 0::numeric)",
    "gen_random_uuid()",
    "(lower(email) ~~ '%@%'::text) AND (length(email) < 255) AND (email !~~ '% %'::text)",
    "first line\nsecond line",
    "a \"quoted\" text",
    "E'\\\\x'::bytea",
    "$tag$ body $tag$",
    "CASE WHEN (a IS NULL) THEN 'x'::text WHEN (b > 10) THEN 'something rather long'::text ELSE 'y'::text END",
    "bigint",
    "character varying(255)",
    "timestamp with time zone",
    "numeric(12,2)",
    "text[]",
];

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub(crate) fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        ((self.0 >> 20) % end as u64) as usize
    }

    pub(crate) fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    pub(crate) fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }

    pub(crate) fn maybe<T>(&mut self, make: impl FnOnce(&mut Self) -> T) -> Option<T> {
        if self.chance(40) { Some(make(self)) } else { None }
    }

    pub(crate) fn word(&mut self) -> String {
        if self.chance(15) {
            return self.pick(HOSTILE).to_owned();
        }
        if self.chance(30) {
            // every length comes up, so that every border of the layout does
            let length = 1 + self.below(60);
            return "abcdefghij_".chars().cycle().take(length).collect();
        }
        self.pick(PLAIN).to_owned()
    }

    fn words(&mut self, least: usize, most: usize) -> Vec<String> {
        let count = least + self.below(most - least + 1);
        (0..count).map(|_| self.word()).collect()
    }

    pub(crate) fn text(&mut self) -> String {
        if self.chance(15) {
            return self.word();
        }
        if self.chance(15) {
            return self.lines();
        }
        if self.chance(20) {
            let length = self.below(110);
            return "lorem ipsum ".chars().cycle().take(length).collect();
        }
        self.pick(TEXTS).to_owned()
    }

    fn expr(&mut self) -> Expr {
        Expr(self.text())
    }

    pub(crate) fn name(&mut self) -> QName {
        let name = self.word();
        if self.chance(20) { QName::in_schema(self.word(), name) } else { QName::new(name) }
    }

    fn column_type(&mut self) -> ColumnType {
        ColumnType { name: self.text(), collation: self.maybe(Self::name) }
    }

    fn identity(&mut self) -> Identity {
        let number =
            |r: &mut Self| r.maybe(|r| r.pick(&[0, 1, -1, 5, 1_000_000, i64::MAX, i64::MIN, -20]));
        let options = SequenceOptions {
            start: number(self),
            increment: number(self),
            min: number(self),
            max: number(self),
            cache: number(self),
            cycle: self.chance(30),
        };
        let kind = self.pick(&[IdentityKind::Always, IdentityKind::ByDefault]);
        Identity { kind, options }
    }

    fn value(&mut self) -> ColumnValue {
        match self.below(7) {
            0 | 1 => ColumnValue::None,
            2 | 3 => ColumnValue::Default(self.expr()),
            4 => ColumnValue::Identity(self.identity()),
            5 => ColumnValue::Virtual(self.expr()),
            _ => ColumnValue::Generated(self.expr()),
        }
    }

    fn column(&mut self) -> Column {
        Column {
            name: self.word(),
            ty: ColumnType {
                name: self
                    .pick(&["bigint", "text", "character varying(255)", "timestamptz"])
                    .into(),
                collation: if self.chance(10) { Some(self.name()) } else { None },
            },
            nullable: self.chance(50),
            value: self.value(),
            comment: if self.chance(20) { Some(self.text()) } else { None },
        }
    }

    fn deferral(&mut self) -> Deferral {
        self.pick(&[
            Deferral::NotDeferrable,
            Deferral::NotDeferrable,
            Deferral::InitiallyImmediate,
            Deferral::InitiallyDeferred,
        ])
    }

    fn validity(&mut self) -> Validity {
        self.pick(&[Validity::Valid, Validity::Valid, Validity::NotValid, Validity::NotEnforced])
    }

    fn exclude(&mut self) -> Exclude {
        Exclude { name: self.word(), definition: self.expr() }
    }

    fn unique(&mut self) -> Unique {
        Unique {
            name: self.word(),
            columns: self.words(1, 3),
            without_overlaps: self.chance(20),
            include: if self.chance(20) { self.words(1, 2) } else { Vec::new() },
            nulls_not_distinct: self.chance(20),
            deferral: self.deferral(),
        }
    }

    fn check(&mut self) -> Check {
        Check {
            name: self.word(),
            expression: self.expr(),
            no_inherit: self.chance(20),
            validity: self.validity(),
        }
    }

    fn primary_key(&mut self) -> PrimaryKey {
        PrimaryKey {
            name: self.word(),
            columns: self.words(1, 3),
            without_overlaps: self.chance(20),
            include: if self.chance(20) { self.words(1, 2) } else { Vec::new() },
            deferral: self.deferral(),
        }
    }

    fn foreign_key(&mut self) -> ForeignKey {
        let columns = self.words(1, 2);
        let actions = [
            ReferentialAction::NoAction,
            ReferentialAction::NoAction,
            ReferentialAction::Restrict,
            ReferentialAction::Cascade,
            ReferentialAction::SetNull,
            ReferentialAction::SetDefault,
        ];
        ForeignKey {
            name: self.word(),
            referenced_columns: (0..columns.len()).map(|_| self.word()).collect(),
            columns,
            references: self.name(),
            on_delete: self.pick(&actions),
            set_columns: if self.chance(20) { self.words(1, 2) } else { Vec::new() },
            validity: self.validity(),
            on_update: self.pick(&actions),
            match_type: self.pick(&[MatchType::Simple, MatchType::Full]),
            period: self.chance(20),
            deferral: self.deferral(),
        }
    }

    fn index(&mut self) -> Index {
        let keys = 1 + self.below(3);
        Index {
            name: self.word(),
            unique: self.chance(30),
            method: self.pick(&["btree", "btree", "gin", "gist"]).to_owned(),
            columns: (0..keys).map(|_| self.index_column()).collect(),
            include: if self.chance(20) { self.words(1, 3) } else { Vec::new() },
            nulls_not_distinct: self.chance(10),
            predicate: self.maybe(Self::expr),
            options: self.maybe(Self::text),
            tablespace: if self.chance(10) { Some(self.word()) } else { None },
            concurrently: self.chance(30),
        }
    }

    fn index_column(&mut self) -> IndexColumn {
        IndexColumn {
            key: if self.chance(70) {
                IndexKey::Column(self.word())
            } else {
                IndexKey::Expression(self.expr())
            },
            collation: if self.chance(10) { Some(self.name()) } else { None },
            operator_class: if self.chance(15) { Some(self.name()) } else { None },
            operator_options: if self.chance(10) { Some(self.text()) } else { None },
            order: self.pick(&[SortOrder::Asc, SortOrder::Asc, SortOrder::Desc]),
            nulls: self.pick(&[None, None, Some(NullsOrder::First), Some(NullsOrder::Last)]),
        }
    }

    fn enum_type(&mut self) -> EnumType {
        EnumType {
            name: self.name(),
            values: self.words(0, 14),
            comment: if self.chance(30) { Some(self.text()) } else { None },
        }
    }

    fn enum_use(&mut self) -> EnumUse {
        EnumUse {
            table: self.name(),
            column: self.word(),
            array: self.chance(40),
            default_was: self.maybe(Self::text),
            default_to: self.maybe(Self::text),
        }
    }

    fn enum_uses(&mut self) -> Vec<EnumUse> {
        (0..self.below(3)).map(|_| self.enum_use()).collect()
    }

    /// Foreign keys and indexes belong to the picture of a dropped table only.
    fn table(&mut self, dropped: bool) -> Table {
        let mut table = Table::new(self.name());
        table.columns = (0..self.below(8)).map(|_| self.column()).collect();
        table.primary_key = self.maybe(Self::primary_key);
        for _ in 0..self.below(2) {
            let unique = self.unique();
            table.uniques.insert(unique.name.clone(), unique);
        }
        for _ in 0..self.below(2) {
            let check = self.check();
            table.checks.insert(check.name.clone(), check);
            let exclude = self.exclude();
            table.excludes.insert(exclude.name.clone(), exclude);
        }
        if dropped {
            for _ in 0..self.below(2) {
                let key = self.foreign_key();
                table.foreign_keys.insert(key.name.clone(), key);
                let index = self.index();
                table.indexes.insert(index.name.clone(), index);
            }
        }
        table.comment = self.maybe(Self::text);
        for _ in 0..self.below(3) {
            table.settings.insert(self.setting(), self.text());
        }
        table
    }

    fn setting(&mut self) -> SettingKey {
        match self.below(22) {
            18 => SettingKey::IdentitySequence(self.word()),
            17 => SettingKey::PartitionBy,
            19 => SettingKey::PartitionOf,
            20 => SettingKey::PartitionIndex(self.word()),
            16 => SettingKey::ColumnSequence(self.word()),
            0 => SettingKey::RowSecurity,
            1 => SettingKey::ForceRowSecurity,
            2 => SettingKey::Unlogged,
            3 => SettingKey::Options,
            4 => SettingKey::Tablespace,
            5 => SettingKey::AccessMethod,
            6 => SettingKey::ReplicaIdentity,
            7 => SettingKey::ClusterOn,
            8 => SettingKey::ColumnStorage(self.word()),
            9 => SettingKey::ColumnCompression(self.word()),
            10 => SettingKey::ColumnStatistics(self.word()),
            11 => SettingKey::ColumnOptions(self.word()),
            12 => SettingKey::ConstraintComment(self.word()),
            13 => SettingKey::IndexComment(self.word()),
            14 => SettingKey::IndexOptions(self.word()),
            15 => SettingKey::IndexTablespace(self.word()),
            _ => SettingKey::IndexStatistics(self.word(), self.pick(&[1, 2, 32])),
        }
    }

    /// A change of kind `kind % KINDS`.
    pub(crate) fn op(&mut self, kind: usize) -> Op {
        match kind % KINDS {
            0 => Op::CreateSchema { name: self.word() },
            1 => Op::DropSchema { name: self.word() },
            34 => Op::RenameSchema { from: self.word(), to: self.word() },
            43 => Op::SetSchemaComment {
                name: self.word(),
                was: self.maybe(Self::text),
                to: self.maybe(Self::text),
            },
            38..=42 => self.object_op(kind),
            2 => Op::CreateEnum { ty: self.enum_type() },
            3 => Op::DropEnum { name: self.name(), was: self.maybe(Self::enum_type) },
            4 => Op::RenameEnum { from: self.name(), to: self.word() },
            5 => Op::AddEnumValue {
                name: self.name(),
                value: self.word(),
                position: match self.below(3) {
                    0 => EnumPosition::Last,
                    1 => EnumPosition::Before(self.word()),
                    _ => EnumPosition::After(self.word()),
                },
                was: self.maybe(Self::enum_type),
                uses: self.enum_uses(),
            },
            6 => Op::RenameEnumValue { name: self.name(), from: self.word(), to: self.word() },
            7 => {
                let mapping: BTreeMap<_, _> =
                    (0..self.below(3)).map(|_| (self.word(), self.word())).collect();
                Op::ReplaceEnum {
                    to: self.enum_type(),
                    mapping,
                    uses: self.enum_uses(),
                    was: self.maybe(Self::enum_type),
                }
            }
            8 => Op::SetEnumComment {
                name: self.name(),
                was: self.maybe(Self::text),
                to: self.maybe(Self::text),
            },
            9 => Op::CreateTable { table: self.table(false) },
            10 => Op::DropTable { name: self.name(), was: self.maybe(|r| Box::new(r.table(true))) },
            11 => Op::RenameTable { from: self.name(), to: self.word() },
            12 => Op::MoveTable { from: self.name(), to: self.maybe(Self::word) },
            13 => Op::SetTableComment {
                table: self.name(),
                was: self.maybe(Self::text),
                to: self.maybe(Self::text),
            },
            14 => Op::AddColumn { table: self.name(), column: self.column() },
            15 => Op::DropColumn {
                table: self.name(),
                name: self.word(),
                was: self.maybe(|r| Box::new(r.column())),
            },
            16 => Op::RenameColumn { table: self.name(), from: self.word(), to: self.word() },
            17 => Op::AlterColumnType {
                table: self.name(),
                column: self.word(),
                was: self.maybe(Self::column_type),
                to: self.column_type(),
                using: self.maybe(Self::text),
            },
            18 => Op::SetNullable { table: self.name(), column: self.word(), to: self.chance(50) },
            19 => Op::SetColumnValue {
                table: self.name(),
                column: self.word(),
                was: self.maybe(Self::value),
                to: self.value(),
            },
            20 => Op::SetColumnComment {
                table: self.name(),
                column: self.word(),
                was: self.maybe(Self::text),
                to: self.maybe(Self::text),
            },
            21 => Op::AddPrimaryKey { table: self.name(), key: self.primary_key() },
            22 => {
                let key = self.primary_key();
                let (table, name) = (self.name(), key.name.clone());
                Op::DropPrimaryKey { table, name, was: self.maybe(|_| key) }
            }
            23 => Op::AddUnique { table: self.name(), unique: self.unique() },
            24 => Op::DropUnique {
                table: self.name(),
                name: self.word(),
                was: self.maybe(Self::unique),
            },
            25 => Op::AddCheck { table: self.name(), check: self.check() },
            26 => {
                let check = self.check();
                let (table, name) = (self.name(), check.name.clone());
                Op::DropCheck { table, name, was: self.maybe(|_| check) }
            }
            27 => Op::AddForeignKey { table: self.name(), key: self.foreign_key() },
            28 => Op::DropForeignKey {
                table: self.name(),
                name: self.word(),
                was: self.maybe(Self::foreign_key),
            },
            29 => Op::RenameConstraint { table: self.name(), from: self.word(), to: self.word() },
            30 => Op::CreateIndex { table: self.name(), index: self.index() },
            31 => Op::DropIndex {
                table: self.name(),
                name: self.word(),
                concurrently: self.chance(40),
                was: self.maybe(|r| Box::new(r.index())),
            },
            32 => Op::SetTableSetting {
                table: self.name(),
                key: self.setting(),
                was: self.maybe(Self::text),
                to: self.maybe(Self::text),
            },
            33 => Op::AddExclude { table: self.name(), exclude: self.exclude() },
            36 => {
                let exclude = self.exclude();
                let (table, name) = (self.name(), exclude.name.clone());
                Op::DropExclude { table, name, was: self.maybe(|_| exclude) }
            }
            35 => Op::ValidateConstraint { table: self.name(), name: self.word() },
            _ => Op::RenameIndex { table: self.name(), from: self.word(), to: self.word() },
        }
    }
}
