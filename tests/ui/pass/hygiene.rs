//! The macros name everything by its full path, whatever the user's names hide.

#![no_implicit_prelude]
#![forbid(unsafe_code)]
#![deny(warnings)]
#![expect(dead_code, reason = "data only")]

extern crate matrx_core as renamed;

mod hidden {
    pub struct Option;
    pub struct String;
    pub struct Some;
    pub struct Vec;
    #[expect(non_camel_case_types, reason = "the worst that a user can do")]
    pub struct str;
    #[expect(non_camel_case_types, reason = "the worst that a user can do")]
    pub struct u64;
}
#[expect(unused_imports, reason = "the macros use none of these")]
use hidden::*;

type Text = ::std::string::String;

#[derive(renamed::Model)]
#[model(crate = renamed, index(r#type(desc), name = "x"))]
struct Team {
    #[column(primary_key, identity(always, start = 10))]
    id: i64,
    #[column(unique, default = "''", comment = "x", collation = "C")]
    slug: Text,
    r#type: ::std::option::Option<i32>,
}

#[derive(renamed::Model)]
#[model(crate = renamed)]
struct User {
    #[column(references = Team::slug, on_delete = cascade)]
    team: Text,
    #[column(references = crate::Team, constraint = "in_team")]
    other: ::core::option::Option<i64>,
    #[column(references("auth.users(id)", match = full, deferrable))]
    outside: i64,
}

#[derive(renamed::Enum)]
#[model(crate = renamed)]
enum Mood {
    Sad,
}

fn main() {}
