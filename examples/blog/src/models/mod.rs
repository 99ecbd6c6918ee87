//! The blog's tables, one file each.

mod comment;
mod post;
mod tag;
mod user;

pub use comment::Comment;
pub use post::{Post, PostStatus};
pub use tag::{PostTag, Tag};
pub use user::{Preferences, Role, User};
