use chrono::{DateTime, Utc};
use matrx_core::{Enum, Model};
use serde::{Deserialize, Serialize};
use sqlx::types::Json;

/// What a user may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::Type, Enum)]
#[sqlx(type_name = "role", rename_all = "snake_case")]
pub enum Role {
    /// Reads and comments.
    Reader,
    /// Writes posts too.
    Author,
    /// May change everything.
    Admin,
}

/// What a user has chosen; kept as JSON.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Preferences {
    /// The language of the pages.
    pub language: Option<String>,
    /// Whether a mail is sent for a reply.
    pub mail_on_reply: bool,
}

/// Somebody who reads or writes.
#[derive(Clone, Debug, sqlx::FromRow, Model)]
#[model(
    table = "users",
    index(expr("lower(email)"), unique, name = "users_email_lower_idx"),
    check("email LIKE '%@%'", name = "users_email_check")
)]
pub struct User {
    /// The key.
    #[column(primary_key, identity = always)]
    pub id: i64,
    /// The name that is shown.
    #[column(unique)]
    pub handle: String,
    /// Where mail goes; unique whatever the case of its letters.
    #[column(type = "varchar(254)")]
    pub email: String,
    /// What the user may do.
    #[column(default = "'reader'")]
    pub role: Role,
    /// What the user has chosen.
    #[column(default = "'{}'")]
    pub preferences: Json<Preferences>,
    /// When the account was made.
    #[column(default = "now()")]
    pub created_at: DateTime<Utc>,
}
