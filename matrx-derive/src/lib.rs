//! The macros of matrx-core.

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "the enums of syn and proc_macro2 are large, not ours, and grow"
)]

use proc_macro::TokenStream;

mod coverage;
mod crate_info;
mod entry;
mod enumeration;
mod migration;
mod mistakes;
mod model;
mod naming;
mod sql_object;
mod sqlx_attributes;
mod text;

/// Registers a migration: `#[migration]` or `#[migration(depends_on = ["0001_initial"])]` on
/// `fn up(m: &mut Steps)`, or on `async fn up(db: &mut MigrationDb) -> Result`; and
/// `#[migration(down)]` on the function that takes it back.
#[proc_macro_attribute]
pub fn migration(arguments: TokenStream, item: TokenStream) -> TokenStream {
    migration::migration(arguments.into(), item.into()).into()
}

/// Makes a struct a table: each named field is a column, its type that which sqlx binds, nullable where
/// the field is an `Option`.
///
/// The table is called as the struct, in snake case and plural: a final `y` behind a consonant becomes
/// `ies`; `s`, `x`, `z`, `ch` and `sh` get `es`; all others `s`. What `#[sqlx(rename, rename_all, skip,
/// flatten, json, try_from)]` says holds here too.
///
/// # On the struct: `#[model(…)]`
///
/// | attribute | |
/// |---|---|
/// | `table = "people"`, `schema = "auth"` | the table's name |
/// | `primary_key(a, b)` | over several columns; also `without_overlaps` of the last one (PostgreSQL 18), `deferrable` |
/// | `unique(a, b)` | also `nulls_not_distinct`, `without_overlaps`, `deferrable`, `deferrable = deferred` |
/// | `index(a, b(desc, nulls_last, ops = "…", collation = "…"), expr("lower(c)"))` | also `unique`, `method = "gin"`, `where = "…"`, `include(d)`, `nulls_not_distinct`, `concurrently` |
/// | `check("a < b")` | |
/// | `foreign_key(a, b, references = Other(a, b))` | also `on_delete`, `on_update`, `match = full`, `with_period` (PostgreSQL 18), `deferrable` |
/// | `comment = "…"`, `comments_from_docs` | the latter takes the doc comments of struct and fields |
/// | `renamed_from = "persons"` | the table's former name |
/// | `view`, `view = "SELECT …"` | the model of a view, with columns only; with a query it declares the view |
/// | `unmanaged` | somebody else's table: it may be referenced, and is never altered |
/// | `embedded` | a struct for `#[sqlx(flatten)]`, without a table of its own |
/// | `manager`, `manager = Users`, `manager(name = Users, new = NewUser, derive(Debug))` | structs `Users`, by which rows are read and written (see `matrx_core::manager`), and `NewUser`, a row to be inserted, which derives this; `UserManager` and `NewUser` where nothing is said. Needs `sqlx::FromRow`; an embedded struct says `#[model(embedded, manager)]` |
/// | `crate = path` | where matrx_core is, if not at `::matrx_core` |
///
/// Items take a `name = "…"` too. They name fields; a column as text, `unique("e-mail")`, is meant as it
/// stands, and serves for the columns of an embedded struct.
///
/// # On a field: `#[column(…)]`
///
/// | attribute | |
/// |---|---|
/// | `name = "…"`, `renamed_from = "…"` | the column's name, its former name |
/// | `type = "varchar(255)"`, `collation = "C"`, `nullable` | what the Rust type does not say |
/// | `default = "now()"` | an SQL expression; numbers, `true` and `false` need no quotes |
/// | `identity`, `identity(always, start = 100, increment, min, max, cache, cycle, sequence = "…")` | BY DEFAULT unless `always`; the sequence's name where it is not PostgreSQL's choice |
/// | `generated = "price * 2"`, `generated_virtual = "price * 2"` | GENERATED ALWAYS AS … STORED, … VIRTUAL (PostgreSQL 18) |
/// | `primary_key`, `unique`, `index`, `check = "…"` | of this column; with options as above in parentheses |
/// | `references = Team`, `Team::slug`, `"auth.users(id)"` | a foreign key, with `on_delete = cascade`, `restrict`, `set_null` or `set_default`, `on_update`, `match = full`, `deferrable`, `constraint = "name"` beside it |
/// | `comment = "…"` | |
/// | `skip` | no column |
/// | `embedded` | the same as `#[sqlx(flatten)]` |
///
/// A referenced field must be a key, and of the same Rust type; anything else does not compile.
#[proc_macro_derive(Model, attributes(model, column, sqlx))]
pub fn derive_model(input: TokenStream) -> TokenStream {
    syn::parse(input)
        .map_or_else(syn::Error::into_compile_error, |input| model::derive(&input))
        .into()
}

/// Makes an enum of plain variants a PostgreSQL enum type. It stands beside `#[derive(sqlx::Type)]`
/// and reads the same `#[sqlx(type_name, rename_all, rename)]`; without a `type_name` the type is called
/// as sqlx calls it, the enum's name in lower case.
///
/// `#[model(…)]` on the enum: `schema`, `comment`, `comments_from_docs`, `renamed_from`, `crate`; on a
/// variant: `renamed_from = "former value"`.
#[proc_macro_derive(Enum, attributes(model, sqlx))]
pub fn derive_enum(input: TokenStream) -> TokenStream {
    syn::parse(input)
        .map_or_else(syn::Error::into_compile_error, |input| enumeration::derive(&input))
        .into()
}

macro_rules! sql_objects {
    ($($(#[$doc:meta])+ $name:ident;)+) => {
        $(
            $(#[$doc])+
            #[proc_macro]
            pub fn $name(input: TokenStream) -> TokenStream {
                sql_object::object(stringify!($name), input.into()).into()
            }
        )+
    };
}

sql_objects! {
    /// Declares an extension, with the SQL that makes it: `extension!("citext");`
    ///
    /// Further: `schema = "app"`, `comment = "…"`. Several commands may stand in the SQL, with
    /// semicolons between them: the CREATE first, then what belongs to it.
    extension;
    /// Declares a collation, with the SQL that makes it: `collation!("name", "CREATE COLLATION …");`
    ///
    /// Further: `schema = "app"`, `comment = "…"`. Several commands may stand in the SQL, with
    /// semicolons between them: the CREATE first, then what belongs to it.
    collation;
    /// Declares a domain, with the SQL that makes it: `domain!("name", "CREATE DOMAIN …");`
    ///
    /// Further: `schema = "app"`, `comment = "…"`. Several commands may stand in the SQL, with
    /// semicolons between them: the CREATE first, then what belongs to it.
    domain;
    /// Declares a composite type, with the SQL that makes it: `composite_type!("name", "CREATE TYPE …");`
    ///
    /// Further: `schema = "app"`, `comment = "…"`. Several commands may stand in the SQL, with
    /// semicolons between them: the CREATE first, then what belongs to it.
    composite_type;
    /// Declares a range type, with the SQL that makes it: `range_type!("name", "CREATE TYPE …");`
    ///
    /// Further: `schema = "app"`, `comment = "…"`. Several commands may stand in the SQL, with
    /// semicolons between them: the CREATE first, then what belongs to it.
    range_type;
    /// Declares a sequence that no column owns, with the SQL that makes it: `sequence!("name", "CREATE SEQUENCE …");`
    ///
    /// Further: `schema = "app"`, `comment = "…"`. Several commands may stand in the SQL, with
    /// semicolons between them: the CREATE first, then what belongs to it.
    sequence;
    /// Declares a function, with the SQL that makes it: `function!("name(integer)", "CREATE FUNCTION …");`
    ///
    /// Further: `schema = "app"`, `comment = "…"`. Several commands may stand in the SQL, with
    /// semicolons between them: the CREATE first, then what belongs to it.
    function;
    /// Declares a procedure, with the SQL that makes it: `procedure!("name(integer)", "CREATE PROCEDURE …");`
    ///
    /// Further: `schema = "app"`, `comment = "…"`. Several commands may stand in the SQL, with
    /// semicolons between them: the CREATE first, then what belongs to it.
    procedure;
    /// Declares an aggregate function, with the SQL that makes it: `aggregate!("name(integer)", "CREATE AGGREGATE …");`
    ///
    /// Further: `schema = "app"`, `comment = "…"`. Several commands may stand in the SQL, with
    /// semicolons between them: the CREATE first, then what belongs to it.
    aggregate;
    /// Declares an operator, with the SQL that makes it: `operator!("name(integer)", "CREATE OPERATOR …");`
    ///
    /// Further: `schema = "app"`, `comment = "…"`. Several commands may stand in the SQL, with
    /// semicolons between them: the CREATE first, then what belongs to it.
    operator;
    /// Declares a cast, with the SQL that makes it: `cast!("(text AS citext)", "CREATE CAST …");`
    ///
    /// Further: `schema = "app"`, `comment = "…"`. Several commands may stand in the SQL, with
    /// semicolons between them: the CREATE first, then what belongs to it.
    cast;
    /// Declares an operator family, with the members that belong to none of its classes, with the SQL that makes it: `operator_family!("name USING btree", "CREATE OPERATOR FAMILY …");`
    ///
    /// Further: `schema = "app"` where it is in one, `comment = "…"`.
    operator_family;
    /// Declares an operator class; its family is an object of its own, `operator_family!`, with the SQL that makes it: `operator_class!("name USING btree", "CREATE OPERATOR CLASS …");`
    ///
    /// Further: `schema = "app"` where it is in one, `comment = "…"`.
    operator_class;
    /// Declares a conversion between encodings, with the SQL that makes it: `conversion!("name", "CREATE CONVERSION …");`
    ///
    /// Further: `schema = "app"` where it is in one, `comment = "…"`.
    conversion;
    /// Declares a procedural language that no extension brings, with the SQL that makes it: `language!("name", "CREATE LANGUAGE …");`
    ///
    /// Further: `schema = "app"` where it is in one, `comment = "…"`.
    language;
    /// Declares an access method, with the SQL that makes it: `access_method!("name", "CREATE ACCESS METHOD …");`
    ///
    /// Further: `schema = "app"` where it is in one, `comment = "…"`.
    access_method;
    /// Declares a transform, with the SQL that makes it: `transform!("FOR hstore LANGUAGE plperl", "CREATE TRANSFORM …");`
    ///
    /// Further: `schema = "app"` where it is in one, `comment = "…"`.
    transform;
    /// Declares a text search parser, with the SQL that makes it: `text_search_parser!("name", "CREATE TEXT SEARCH PARSER …");`
    ///
    /// Further: `schema = "app"` where it is in one, `comment = "…"`.
    text_search_parser;
    /// Declares a text search template, with the SQL that makes it: `text_search_template!("name", "CREATE TEXT SEARCH TEMPLATE …");`
    ///
    /// Further: `schema = "app"` where it is in one, `comment = "…"`.
    text_search_template;
    /// Declares a text search dictionary, with the SQL that makes it: `text_search_dictionary!("name", "CREATE TEXT SEARCH DICTIONARY …");`
    ///
    /// Further: `schema = "app"`, `comment = "…"`. Several commands may stand in the SQL, with
    /// semicolons between them: the CREATE first, then what belongs to it.
    text_search_dictionary;
    /// Declares a text search configuration, with the SQL that makes it: `text_search_configuration!("name", "CREATE TEXT SEARCH CONFIGURATION …");`
    ///
    /// Further: `schema = "app"`, `comment = "…"`. Several commands may stand in the SQL, with
    /// semicolons between them: the CREATE first, then what belongs to it.
    text_search_configuration;
    /// Declares a foreign data wrapper, with the SQL that makes it: `foreign_data_wrapper!("name", "CREATE FOREIGN DATA WRAPPER …");`
    ///
    /// Further: `schema = "app"`, `comment = "…"`. Several commands may stand in the SQL, with
    /// semicolons between them: the CREATE first, then what belongs to it.
    foreign_data_wrapper;
    /// Declares a foreign server, with the SQL that makes it: `server!("name", "CREATE SERVER …");`
    ///
    /// Further: `schema = "app"`, `comment = "…"`. Several commands may stand in the SQL, with
    /// semicolons between them: the CREATE first, then what belongs to it.
    server;
    /// Declares a foreign table, with the SQL that makes it: `foreign_table!("name", "CREATE FOREIGN TABLE …");`
    ///
    /// Further: `schema = "app"`, `comment = "…"`. Several commands may stand in the SQL, with
    /// semicolons between them: the CREATE first, then what belongs to it.
    foreign_table;
    /// Declares a view, with the SQL that makes it: `view!("name", "CREATE VIEW …");`
    ///
    /// Further: `schema = "app"`, `comment = "…"`. Several commands may stand in the SQL, with
    /// semicolons between them: the CREATE first, then what belongs to it.
    view;
    /// Declares a materialized view, with its indexes, with the SQL that makes it: `materialized_view!("name", "CREATE MATERIALIZED VIEW …");`
    ///
    /// Further: `schema = "app"`, `comment = "…"`. Several commands may stand in the SQL, with
    /// semicolons between them: the CREATE first, then what belongs to it.
    materialized_view;
    /// Declares extended statistics, with the SQL that makes it: `statistics!("name", "CREATE STATISTICS …");`
    ///
    /// Further: `schema = "app"`, `comment = "…"`. Several commands may stand in the SQL, with
    /// semicolons between them: the CREATE first, then what belongs to it.
    statistics;
    /// Declares a rule, with the SQL that makes it: `rule!("name", on = "table", "CREATE RULE …");`
    ///
    /// Further: `schema = "app"`, `comment = "…"`. Several commands may stand in the SQL, with
    /// semicolons between them: the CREATE first, then what belongs to it.
    rule;
    /// Declares a trigger, with the SQL that makes it: `trigger!("name", on = "table", "CREATE TRIGGER …");`
    ///
    /// Further: `schema = "app"`, `comment = "…"`. Several commands may stand in the SQL, with
    /// semicolons between them: the CREATE first, then what belongs to it.
    trigger;
    /// Declares a policy of row level security, with the SQL that makes it: `policy!("name", on = "table", "CREATE POLICY …");`
    ///
    /// Further: `schema = "app"`, `comment = "…"`. Several commands may stand in the SQL, with
    /// semicolons between them: the CREATE first, then what belongs to it.
    policy;
    /// Declares an event trigger, with the SQL that makes it: `event_trigger!("name", "CREATE EVENT TRIGGER …");`
    ///
    /// Further: `schema = "app"`, `comment = "…"`. Several commands may stand in the SQL, with
    /// semicolons between them: the CREATE first, then what belongs to it.
    event_trigger;
    /// Declares a publication, with the SQL that makes it: `publication!("name", "CREATE PUBLICATION …");`
    ///
    /// Further: `comment = "…"`. One that is neither declared nor in the lock is somebody else's and stays as it is.
    publication;
    /// Declares what a role may do with something: `grant!("GRANT SELECT, INSERT ON users TO app");`
    ///
    /// One role and one thing a declaration, and all that the role may do with it; several commands may stand
    /// there, with semicolons between them: with and without `WITH GRANT OPTION`. What everybody may do from the beginning is
    /// taken back by `REVOKE ALL ON FUNCTION f() FROM PUBLIC`. What is neither declared nor in the lock is somebody
    /// else's and stays as it is.
    grant;
    /// Declares what a role may do with what another one makes:
    /// `default_privileges!("ALTER DEFAULT PRIVILEGES FOR ROLE owner IN SCHEMA app GRANT SELECT ON TABLES TO reader");`
    ///
    /// One role that makes, one schema or none, one kind of thing, and one role that gets something a declaration.
    default_privileges;
}

/// Declares a schema: `schema!("extensions");`. Only one without a model needs it, and one with a comment:
/// `schema!("auth", comment = "…");`.
#[proc_macro]
pub fn schema(input: TokenStream) -> TokenStream {
    sql_object::schema(input.into()).into()
}
