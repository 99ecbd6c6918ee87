//! One object, one line: both directions.

mod read;
mod write;

pub(super) use read::Cursor;
pub(super) use write::{
    check, column, enum_type, exclude, foreign_key, index, namespace, primary_key, push_comment,
    setting, unique,
};
