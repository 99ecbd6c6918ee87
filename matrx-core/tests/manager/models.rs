use matrx_core::{Enum, Model};

/// The everyday case: an identity, a unique column, a default, a NULL.
#[derive(Clone, Debug, PartialEq, Model, sqlx::FromRow)]
#[model(manager(name = Users, derive(Clone, Debug)))]
pub(crate) struct User {
    #[column(primary_key, identity = always)]
    pub(crate) id: i64,
    #[column(unique, type = "citext")]
    pub(crate) email: String,
    pub(crate) nickname: Option<String>,
    #[column(default = "true")]
    pub(crate) active: bool,
    #[column(default = "'new'")]
    pub(crate) note: Option<String>,
    #[column(generated = "upper(nickname)")]
    pub(crate) shout: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::Type, Enum)]
#[sqlx(type_name = "mood", rename_all = "snake_case")]
pub(crate) enum Mood {
    Glad,
    VerySad,
}

#[derive(Clone, Debug, PartialEq, Model, sqlx::FromRow)]
#[model(embedded, manager)]
pub(crate) struct Address {
    pub(crate) street: String,
    #[column(name = "Town")]
    pub(crate) city: Option<String>,
    #[column(generated = "length(street)")]
    pub(crate) letters: Option<i32>,
}

/// A number that is kept as another one.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Even(pub(crate) i32);

impl TryFrom<i32> for Even {
    type Error = String;

    fn try_from(half: i32) -> Result<Self, String> {
        Ok(Self(half * 2))
    }
}

impl TryFrom<Even> for i32 {
    type Error = String;

    fn try_from(even: Even) -> Result<Self, String> {
        if even.0 % 2 == 0 { Ok(even.0 / 2) } else { Err(format!("{} is odd", even.0)) }
    }
}

/// Everything that is odd: a composite key, a schema, hostile names, renamed and swapped columns, JSON,
/// embedded structs, skipped fields, enums and arrays.
#[derive(Clone, Debug, PartialEq, Model, sqlx::FromRow)]
#[model(schema = "odd \"one\"", table = "select", primary_key(tenant, no), manager)]
#[model(unique(slug, tenant), unique(mood, no, deferrable))]
#[sqlx(rename_all = "camelCase")]
pub(crate) struct Odd {
    pub(crate) no: i32,
    pub(crate) tenant: String,
    pub(crate) slug: String,
    #[column(name = "right")]
    pub(crate) left: i32,
    #[column(name = "left")]
    pub(crate) right: i32,
    #[sqlx(flatten)]
    pub(crate) address: Address,
    pub(crate) r#type: Option<i16>,
    #[sqlx(rename = "it's; \"x\" --")]
    pub(crate) hostile: Vec<u8>,
    pub(crate) mood: Mood,
    #[column(default = "'{}'")]
    pub(crate) moods: Vec<Mood>,
    #[sqlx(json)]
    pub(crate) tags: Vec<String>,
    #[sqlx(json(nullable))]
    pub(crate) extra: Option<Vec<i32>>,
    #[sqlx(json)]
    #[column(default = "'[7]'")]
    pub(crate) given: Vec<i32>,
    #[sqlx(try_from = "i32")]
    pub(crate) even: Even,
    #[sqlx(skip)]
    pub(crate) cache: Option<String>,
}

impl Odd {
    pub(crate) fn draft(tenant: &str, no: i32) -> NewOdd {
        NewOdd {
            no,
            tenant: tenant.to_owned(),
            slug: format!("s{no}"),
            left: 1,
            right: 2,
            address: Address { street: "High".to_owned(), city: None, letters: Some(99) },
            r#type: Some(3),
            hostile: b"\0\xff".to_vec(),
            mood: Mood::VerySad,
            moods: None,
            tags: vec!["a".to_owned()],
            extra: None,
            given: None,
            even: Even(4),
        }
    }
}

/// Only what the server gives.
#[derive(Clone, Debug, PartialEq, Model, sqlx::FromRow)]
#[model(manager)]
pub(crate) struct Ticket {
    #[column(primary_key, identity = always)]
    pub(crate) id: i32,
}

/// Only a key, which the application gives.
#[derive(Clone, Debug, PartialEq, Model, sqlx::FromRow)]
#[model(manager = Pairs, primary_key(one, other))]
pub(crate) struct Pair {
    pub(crate) one: i32,
    pub(crate) other: i32,
}

/// Without a key.
#[derive(Clone, Debug, PartialEq, Model, sqlx::FromRow)]
#[model(manager(name = Logs, derive(Clone)))]
pub(crate) struct Log {
    pub(crate) line: Option<String>,
}

/// A key with a sequence of its own, which an upsert may give or not.
#[derive(Clone, Debug, PartialEq, Model, sqlx::FromRow)]
#[model(manager = Old)]
pub(crate) struct OldFashioned {
    #[column(primary_key, serial)]
    pub(crate) id: i32,
    pub(crate) name: String,
}

/// Ties and NULLs in every column that it is ordered by.
#[derive(Clone, Debug, PartialEq, Model, sqlx::FromRow)]
#[model(manager = Scores)]
pub(crate) struct Score {
    #[column(primary_key, identity)]
    pub(crate) id: i32,
    pub(crate) points: Option<i32>,
    pub(crate) name: Option<String>,
    pub(crate) level: i32,
}

/// The rows of a view.
#[derive(Clone, Debug, PartialEq, Model, sqlx::FromRow)]
#[model(view = "SELECT id, points FROM scores WHERE level > 0", manager = HighScores)]
pub(crate) struct HighScore {
    pub(crate) id: Option<i32>,
    pub(crate) points: Option<i32>,
}
