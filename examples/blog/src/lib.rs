//! A blog: its models, and the migrations that `makemigrations` writes from them.

pub mod migrations;
pub mod models;
