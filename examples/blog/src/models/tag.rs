use matrx_core::Model;
use uuid::Uuid;

use super::Post;

/// A topic, which may be part of a wider one.
#[derive(Clone, Debug, sqlx::FromRow, Model)]
#[model(table = "tags")]
pub struct Tag {
    /// The key.
    #[column(primary_key, identity = by_default)]
    pub id: i32,
    /// Its name.
    #[column(unique)]
    pub name: String,
    /// The wider topic.
    #[column(references = Tag, on_delete = set_null)]
    pub parent_id: Option<i32>,
}

/// A post is about a topic.
#[derive(Clone, Debug, sqlx::FromRow, Model)]
#[model(table = "post_tags", primary_key(post_id, tag_id))]
pub struct PostTag {
    /// The post.
    #[column(references = Post, on_delete = cascade)]
    pub post_id: Uuid,
    /// The topic.
    #[column(references = Tag, on_delete = cascade, index)]
    pub tag_id: i32,
}
