use chrono::{DateTime, Utc};
use matrx_core::{Enum, Model};
use rust_decimal::Decimal;
use uuid::Uuid;

use super::User;

/// How far a post is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::Type, Enum)]
#[sqlx(type_name = "post_status", rename_all = "snake_case")]
pub enum PostStatus {
    /// Only its author sees it.
    Draft,
    /// Somebody else reads it first.
    InReview,
    /// Everybody sees it.
    Published,
}

/// An article.
#[derive(Clone, Debug, sqlx::FromRow, Model)]
#[model(
    table = "posts",
    comment = "articles, drafts too",
    index(author_id, created_at(desc), name = "posts_author_idx"),
    index(
        created_at,
        where = "status = 'published'",
        name = "posts_published_idx"
    ),
    index(keywords, method = "gin", name = "posts_keywords_idx"),
    check("price IS NULL OR price > 0", name = "posts_price_check")
)]
pub struct Post {
    /// The key.
    #[column(primary_key, default = "gen_random_uuid()")]
    pub id: Uuid,
    /// Who wrote it; nobody with posts can be removed.
    #[column(references = User, on_delete = restrict)]
    pub author_id: i64,
    /// Its part of the address.
    #[column(unique)]
    pub slug: String,
    /// Its title.
    pub title: String,
    /// Its text.
    pub body: String,
    /// How far it is.
    #[column(default = "'draft'")]
    pub status: PostStatus,
    /// Words that it is found by.
    #[column(default = "'{}'")]
    pub keywords: Vec<String>,
    /// What reading it costs.
    #[column(type = "numeric(10,2)")]
    pub price: Option<Decimal>,
    /// When its writing began.
    #[column(default = "now()")]
    pub created_at: DateTime<Utc>,
    /// When everybody could see it first.
    pub published_at: Option<DateTime<Utc>>,
}
