//! A blog: its models, and the migrations that `makemigrations` writes from them.

mod migrations;
pub mod models;
