use chrono::{DateTime, Utc};
use matrx_core::Model;
use uuid::Uuid;

use super::{Post, User};

/// What a reader says about a post, or about another comment on the same post.
#[derive(Clone, Debug, sqlx::FromRow, Model)]
#[model(
    table = "comments",
    primary_key(post_id, number),
    foreign_key(
        post_id,
        reply_to,
        references = Comment(post_id, number),
        on_delete = cascade,
        name = "comments_reply_to_fkey"
    ),
    check("reply_to < number", name = "comments_reply_to_check")
)]
pub struct Comment {
    /// The post.
    #[column(references = Post, on_delete = cascade)]
    pub post_id: Uuid,
    /// The comments on a post are numbered from 1.
    pub number: i32,
    /// The number of the comment that this one answers.
    pub reply_to: Option<i32>,
    /// Who says it; the comment stays when the account goes.
    #[column(references = User, on_delete = set_null, index)]
    pub author_id: Option<i64>,
    /// The text.
    pub body: String,
    /// When it was said.
    #[column(default = "now()")]
    pub created_at: DateTime<Utc>,
}
