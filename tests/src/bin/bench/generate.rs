//! The work: tables of 12 columns with an identity key, a unique, two indexes and a foreign key.

const NOUNS: [&str; 10] = [
    "customer", "invoice", "product", "shipment", "payment", "ticket", "session", "account",
    "article", "device",
];

fn noun(number: usize) -> &'static str {
    NOUNS[number % NOUNS.len()]
}

fn table(number: usize) -> String {
    format!("{}_{number:04}", noun(number))
}

fn model(number: usize) -> String {
    let (first, rest) = noun(number).split_at(1);
    format!("{}{rest}{number:04}", first.to_uppercase())
}

/// Some earlier table, spread evenly.
fn parent(number: usize) -> usize {
    if number < 2 { 0 } else { ((number * 2_654_435_761) >> 7) % number }
}

/// What the models of a library ask for beside their tables.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum With {
    Nothing,
    /// `sqlx::FromRow`, which a manager needs.
    FromRow,
    Managers,
}

/// The text of a library with so many models.
pub(crate) fn models(count: usize, with: With) -> String {
    let (derives, manager) = match with {
        With::Nothing => ("Model", ""),
        With::FromRow => ("Model, sqlx::FromRow", ""),
        With::Managers => ("Model, sqlx::FromRow", "\n    manager,"),
    };
    let mut text = "//! Models for a benchmark.\n\npub mod migrations;\n\n".to_owned();
    text.push_str("use chrono::{DateTime, NaiveDate, Utc};\nuse matrx_core::Model;\n");
    text.push_str("use rust_decimal::Decimal;\nuse serde_json::Value;\nuse uuid::Uuid;\n");
    for number in 0..count {
        let (table, name, parent) = (table(number), model(number), model(parent(number)));
        text.push_str(&format!(
            r#"
#[derive({derives})]
#[model({manager}
    table = "{table}",
    index(created_at, name = "{table}_created_idx"),
    index(parent_id, active, name = "{table}_parent_idx")
)]
pub struct {name} {{
    #[column(primary_key, identity = by_default)]
    pub id: i64,
    pub name: String,
    #[column(type = "varchar(255)", unique)]
    pub code: String,
    pub quantity: i32,
    pub total: i64,
    #[column(default = "true")]
    pub active: bool,
    #[column(default = "now()")]
    pub created_at: DateTime<Utc>,
    #[column(type = "numeric(10,2)")]
    pub price: Decimal,
    pub payload: Option<Value>,
    pub token: Uuid,
    pub due_on: Option<NaiveDate>,
    #[column(references({parent}, on_delete = cascade, name = "{table}_parent_fk"))]
    pub parent_id: Option<i64>,
}}
"#
        ));
    }
    text
}

/// The text of one migration, as `makemigrations` writes it: a table and its index, up and down.
pub(crate) fn migration(number: usize) -> String {
    let depends_on = match number {
        1 => String::new(),
        _ => format!("(depends_on = [\"{:04}_small\"])", number - 1),
    };
    format!(
        r#"//! Create table `small_{number:04}`.

use matrx_core::migration::*;

#[migration{depends_on}]
fn up(m: &mut Steps) {{
    m.create_table(
        table("small_{number:04}")
            .column(column("id", "bigint").not_null().identity(identity_by_default()))
            .column(column("name", "text").not_null())
            .column(column("amount", "numeric(10,2)"))
            .column(column("created_at", "timestamp with time zone").not_null().default("now()"))
            .primary_key("small_{number:04}_pkey", &["id"]),
    );
    m.create_index(index("small_{number:04}_name_idx").on("small_{number:04}").column("name"));
}}

#[migration(down)]
fn down(m: &mut Steps) {{
    m.drop_index("small_{number:04}_name_idx").on("small_{number:04}");
    m.drop_table("small_{number:04}");
}}
"#
    )
}
