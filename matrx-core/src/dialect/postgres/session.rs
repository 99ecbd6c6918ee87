//! The settings under which the server's texts can be compared.

use sqlx::postgres::PgConnectOptions;

use crate::name::{Ident, Literal};

/// Commands that set, until the transaction ends, everything that changes how the server prints or
/// reads an expression. Whatever the role, the database or the server has configured, the same
/// object then has the same text.
pub const LOCAL_SETTINGS: &str = "\
SET LOCAL standard_conforming_strings = on;
SET LOCAL backslash_quote = safe_encoding;
SET LOCAL quote_all_identifiers = off;
SET LOCAL \"DateStyle\" = 'ISO, MDY';
SET LOCAL \"IntervalStyle\" = postgres;
SET LOCAL \"TimeZone\" = 'UTC';
SET LOCAL extra_float_digits = 1;
SET LOCAL bytea_output = hex;
SET LOCAL xmloption = content;
SET LOCAL default_tablespace = '';
SET LOCAL check_function_bodies = off;
SET LOCAL jit = off;
SET LOCAL client_min_messages = warning";

/// How a connection asks to be opened: PgBouncer refuses startup parameters that it does not know,
/// and sqlx sends `extra_float_digits`, for which servers have had the wanted default since version 12.
pub fn plain(options: &PgConnectOptions) -> PgConnectOptions {
    options.clone().extra_float_digits(None)
}

/// The same for the rest of a session that is ours alone (a scratch database).
pub fn settings() -> String {
    LOCAL_SETTINGS.replace("SET LOCAL ", "SET ")
}

/// A query that sets the search path, for the transaction or for the session: the schemas of
/// `first`, then those in which extensions are installed.
///
/// The server prints names relative to the path. An extension's types are found by it, so that
/// they print alike wherever the extension was put.
pub fn search_path(first: &[&str], transaction_only: bool) -> String {
    let first: Vec<String> = first.iter().map(|name| Ident(name).to_string()).collect();
    with_extensions(&first.join(", "), transaction_only)
}

/// The same with the path as a text.
pub(crate) fn with_extensions(path: &str, transaction_only: bool) -> String {
    format!(
        "SELECT pg_catalog.set_config('search_path', {}::pg_catalog.text
           OPERATOR(pg_catalog.||) COALESCE((SELECT pg_catalog.string_agg(DISTINCT
             ', '::pg_catalog.text OPERATOR(pg_catalog.||) pg_catalog.quote_ident(n.nspname::pg_catalog.text),
             ''::pg_catalog.text)
             FROM pg_catalog.pg_extension e
             JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace
            WHERE n.nspname <> 'pg_catalog'), ''::pg_catalog.text), {transaction_only})",
        Literal(path)
    )
}
