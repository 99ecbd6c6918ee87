//! The type of a column → the Rust type that sqlx reads and writes it with.

use std::collections::BTreeSet;

use super::options::{DecimalCrate, Options, TimeCrate};

/// A Rust type for a type of the server's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct RustType {
    /// As it is written: `Vec<DateTime<Utc>>`.
    pub(super) text: String,
    /// What it needs, as paths: `sqlx::types::Uuid`, `super::Mood`.
    pub(super) imports: BTreeSet<String>,
    /// The features of sqlx that it needs.
    pub(super) features: BTreeSet<&'static str>,
    /// Whether sqlx calls the type as the server does; if not, the column says `type = "…"`.
    pub(super) exact: bool,
    /// The type of the database that it is, where the models define it: two schemas may have types of
    /// one name.
    pub(super) of_models: Option<String>,
    /// Whether it only stands in for a type that sqlx does not have.
    pub(super) stands_in: bool,
}

/// What sqlx has for a built-in type, by the name that `format_type` prints, without a length.
pub(super) fn built_in(name: &str, options: Options) -> Option<RustType> {
    let plain = |text: &str| RustType::new(text);
    let own = |name: &'static str| {
        let path = PG.iter().find(|path| path.ends_with(&format!("::{name}")));
        RustType::new(name).import(path.copied())
    };
    let time = Time::of(options.time);
    let decimal = match options.decimal {
        DecimalCrate::RustDecimal => {
            RustType::new("Decimal").import(["sqlx::types::Decimal"]).feature("rust_decimal")
        }
        DecimalCrate::BigDecimal => {
            RustType::new("BigDecimal").import(["sqlx::types::BigDecimal"]).feature("bigdecimal")
        }
    };
    let json = || RustType::new("JsonValue").import(["sqlx::types::JsonValue"]).feature("json");
    let network = || {
        let ty = RustType::new("IpNetwork").import(["sqlx::types::ipnetwork::IpNetwork"]);
        ty.feature("ipnetwork")
    };
    let bits = || RustType::new("BitVec").import(["sqlx::types::BitVec"]).feature("bit-vec");
    let range = |inner: RustType| {
        let text = format!("PgRange<{}>", inner.text);
        RustType { text, ..inner }.import(["sqlx::postgres::types::PgRange"])
    };
    Some(match name {
        "smallint" => plain("i16"),
        "integer" => plain("i32"),
        "bigint" => plain("i64"),
        "real" => plain("f32"),
        "double precision" => plain("f64"),
        "boolean" => plain("bool"),
        "\"char\"" => plain("i8"),
        "text" => plain("String"),
        "character varying" | "character" | "bpchar" | "name" => plain("String").inexact(),
        "bytea" => plain("Vec<u8>"),
        "numeric" => decimal,
        "uuid" => RustType::new("Uuid").import(["sqlx::types::Uuid"]).feature("uuid"),
        "jsonb" => json(),
        "json" => json().inexact(),
        "date" => time.date(),
        "time without time zone" => time.time(),
        "time with time zone" => time.time_with_zone(),
        "timestamp without time zone" => time.timestamp(),
        "timestamp with time zone" => time.timestamp_with_zone(),
        "interval" => own("PgInterval"),
        "money" => own("PgMoney"),
        "oid" => own("Oid"),
        "inet" => network(),
        "cidr" => network().inexact(),
        "macaddr" => {
            let ty = RustType::new("MacAddress").import(["sqlx::types::mac_address::MacAddress"]);
            ty.feature("mac_address")
        }
        "bit varying" => bits(),
        "bit" => bits().inexact(),
        "point" => own("PgPoint"),
        "line" => own("PgLine"),
        "lseg" => own("PgLSeg"),
        "box" => own("PgBox"),
        "path" => own("PgPath"),
        "polygon" => own("PgPolygon"),
        "circle" => own("PgCircle"),
        "int4range" => range(plain("i32")),
        "int8range" => range(plain("i64")),
        "numrange" => range(decimal),
        "daterange" => range(time.date()),
        "tsrange" => range(time.timestamp()),
        "tstzrange" => range(time.timestamp_with_zone()),
        _ => return None,
    })
}

/// What sqlx has for a type of an extension, by its name without a schema.
pub(super) fn of_extension(name: &str) -> Option<RustType> {
    let (text, path) = match name {
        "citext" => ("String", None),
        "hstore" => ("PgHstore", Some("sqlx::postgres::types::PgHstore")),
        "ltree" => ("PgLTree", Some("sqlx::postgres::types::PgLTree")),
        "lquery" => ("PgLQuery", Some("sqlx::postgres::types::PgLQuery")),
        "cube" => ("PgCube", Some("sqlx::postgres::types::PgCube")),
        _ => return None,
    };
    Some(RustType::new(text).import(path).inexact())
}

/// sqlx's own types.
const PG: [&str; 10] = [
    "sqlx::postgres::types::Oid",
    "sqlx::postgres::types::PgBox",
    "sqlx::postgres::types::PgCircle",
    "sqlx::postgres::types::PgInterval",
    "sqlx::postgres::types::PgLSeg",
    "sqlx::postgres::types::PgLine",
    "sqlx::postgres::types::PgMoney",
    "sqlx::postgres::types::PgPath",
    "sqlx::postgres::types::PgPoint",
    "sqlx::postgres::types::PgPolygon",
];

impl RustType {
    pub(super) fn new(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            imports: BTreeSet::new(),
            features: BTreeSet::new(),
            exact: true,
            of_models: None,
            stands_in: false,
        }
    }

    /// Text, for what sqlx has no type for.
    pub(super) fn stand_in() -> Self {
        Self { exact: false, stands_in: true, ..Self::new("String") }
    }

    pub(super) fn import(mut self, paths: impl IntoIterator<Item = &'static str>) -> Self {
        self.imports.extend(paths.into_iter().map(str::to_owned));
        self
    }

    fn feature(mut self, name: &'static str) -> Self {
        self.features.insert(name);
        self
    }

    /// The same under a name that sqlx does not know.
    pub(super) fn inexact(self) -> Self {
        Self { exact: false, ..self }
    }

    pub(super) fn array(self) -> Self {
        Self { text: format!("Vec<{}>", self.text), ..self }
    }
}

struct Time {
    of: TimeCrate,
}

impl Time {
    fn of(of: TimeCrate) -> Self {
        Self { of }
    }

    fn pick(&self, chrono: (&str, &[&'static str]), time: (&str, &[&'static str])) -> RustType {
        let ((text, paths), feature) = match self.of {
            TimeCrate::Chrono => (chrono, "chrono"),
            TimeCrate::Time => (time, "time"),
        };
        RustType::new(text).import(paths.iter().copied()).feature(feature)
    }

    fn date(&self) -> RustType {
        self.pick(
            ("NaiveDate", &["sqlx::types::chrono::NaiveDate"]),
            ("Date", &["sqlx::types::time::Date"]),
        )
    }

    fn time(&self) -> RustType {
        self.pick(
            ("NaiveTime", &["sqlx::types::chrono::NaiveTime"]),
            ("Time", &["sqlx::types::time::Time"]),
        )
    }

    fn time_with_zone(&self) -> RustType {
        self.pick(
            (
                "PgTimeTz<NaiveTime, FixedOffset>",
                &[
                    "sqlx::postgres::types::PgTimeTz",
                    "sqlx::types::chrono::FixedOffset",
                    "sqlx::types::chrono::NaiveTime",
                ],
            ),
            (
                "PgTimeTz<Time, UtcOffset>",
                &[
                    "sqlx::postgres::types::PgTimeTz",
                    "sqlx::types::time::Time",
                    "sqlx::types::time::UtcOffset",
                ],
            ),
        )
    }

    fn timestamp(&self) -> RustType {
        self.pick(
            ("NaiveDateTime", &["sqlx::types::chrono::NaiveDateTime"]),
            ("PrimitiveDateTime", &["sqlx::types::time::PrimitiveDateTime"]),
        )
    }

    fn timestamp_with_zone(&self) -> RustType {
        self.pick(
            ("DateTime<Utc>", &["sqlx::types::chrono::DateTime", "sqlx::types::chrono::Utc"]),
            ("OffsetDateTime", &["sqlx::types::time::OffsetDateTime"]),
        )
    }
}
