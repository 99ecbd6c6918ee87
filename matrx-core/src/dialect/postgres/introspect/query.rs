//! The text of a catalogue query, with what it leaves open: the schemas, columns that not every
//! version of the server has, and a few expressions that many of them have in common.

use sqlx::postgres::PgConnection;

use super::record::{self, Record};
use super::{DbError, Selection, ServerFacts};
use crate::dialect::postgres::sql;
use crate::name::Literal;

const COMPRESSION: &str = "CASE a.attcompression WHEN 'p' THEN 'pglz' WHEN 'l' THEN 'lz4' END";

/// Fills in what the queries leave open.
pub(super) struct Queries {
    replacements: Vec<(&'static str, String)>,
}

impl Queries {
    pub(super) fn new(what: &Selection, server: &ServerFacts) -> Self {
        let names: Vec<String> =
            what.schema_names().into_iter().map(|name| Literal(name).to_string()).collect();
        let since = |major: u32, column: &str, before: &str| {
            if server.major >= major { column.to_owned() } else { before.to_owned() }
        };
        let collation_locale = match server.major {
            0..=14 => "NULL::pg_catalog.text",
            15 | 16 => "c.colliculocale::pg_catalog.text",
            _ => "c.colllocale::pg_catalog.text",
        };
        let replacements = vec![
            ("{schemas}", format!("ARRAY[{}]::pg_catalog.name[]", names.join(", "))),
            ("{nulls_not_distinct}", since(15, "i.indnullsnotdistinct", "false")),
            ("{set_columns}", since(15, "k.confdelsetcols", "NULL::pg_catalog.int2[]")),
            ("{enforced}", since(18, "k.conenforced", "true")),
            (
                "{unlogged_sequence}",
                since(15, "c.relpersistence = 'u'", include_str!("fragment/of_unlogged_table.sql")),
            ),
            ("{compression}", since(14, COMPRESSION, "NULL")),
            ("{other_compression}", since(14, "a.attcompression <> b.attcompression", "false")),
            ("{temporal}", since(18, "k.conperiod", "false")),
            ("{collation_locale}", collation_locale.to_owned()),
            (
                "{collation_rules}",
                since(
                    16,
                    "'rules = ' || pg_catalog.quote_literal(c.collicurules)",
                    "NULL::pg_catalog.text",
                ),
            ),
            (
                "{multirange_name}",
                since(14, include_str!("fragment/multirange_name.sql"), "NULL::pg_catalog.text"),
            ),
            (
                "{multirange_of}",
                since(14, include_str!("fragment/multirange_of.sql"), "NULL::pg_catalog.oid"),
            ),
            (
                "{publication_columns}",
                since(15, include_str!("fragment/publication_columns.sql").trim_end(), "NULL"),
            ),
            (
                "{publication_filter}",
                since(
                    15,
                    "'WHERE (' || pg_catalog.pg_get_expr(m.prqual, m.prrelid) || ')'",
                    "NULL",
                ),
            ),
            (
                "{publication_schemas}",
                since(
                    15,
                    include_str!("fragment/publication_schemas.sql").trim_end(),
                    "NULL::pg_catalog.text",
                ),
            ),
            (
                "{publication_generated}",
                since(
                    18,
                    "CASE p.pubgencols WHEN 's' THEN 'publish_generated_columns = stored' END",
                    "NULL",
                ),
            ),
            ("{default}", Literal(&what.default_schema).to_string()),
        ];
        Self { replacements }
    }

    pub(super) async fn fetch<T: Record>(
        &self,
        conn: &mut PgConnection,
        doing: &str,
        query: &str,
    ) -> Result<Vec<T>, DbError> {
        record::decode(doing, &sql::fetch(conn, doing, &self.text(query)).await?)
    }

    fn text(&self, query: &str) -> String {
        let mut text = query.to_owned();
        for (place, replacement) in &self.replacements {
            text = text.replace(place, replacement);
        }
        // From the inside out: an argument may be an expression itself.
        while let Some(end) = text.find('}') {
            let Some(start) = text[..end].rfind('{') else { break };
            let call = &text[start + 1..end];
            let (name, arguments) = call.split_once(':').unwrap_or((call, ""));
            let expression = self.expression(name, arguments);
            text.replace_range(start..=end, &expression);
        }
        text.replace('\u{1}', "{").replace('\u{2}', "}")
    }

    /// An expression that queries have in common.
    fn expression(&self, name: &str, arguments: &str) -> String {
        let fragment = match name {
            // The name of an object that is made: with its schema where that is not the default one.
            "own" => include_str!("fragment/own.sql"),
            // The name of an object that is spoken of.
            "name" => include_str!("fragment/name.sql"),
            // The indexes that a partition has from its parent, with the names PostgreSQL gives them.
            "partition_indexes" => include_str!("fragment/partition_indexes.sql"),
            // Whether an extension has made it.
            "member" => include_str!("fragment/member.sql"),
            // The options of a foreign object.
            "options" => include_str!("fragment/options.sql"),
            // What the object's owner has granted to others.
            "grants" => include_str!("fragment/grants.sql"),
            // What everybody could do with it from the beginning, and may not any more.
            "revoked" => include_str!("fragment/revoked.sql"),
            // The operators and functions that belong to an operator class, or to its family alone.
            "operators" => include_str!("fragment/operators.sql"),
            "functions" => include_str!("fragment/functions.sql"),
            // Braces that are not ours: those of an array. They come back at the end.
            _ => return format!("\u{1}{name}\u{2}"),
        };
        let default = self.replacements.iter().find(|(place, _)| *place == "{default}");
        let default = default.map_or("", |(_, text)| text.as_str());
        let mut text = fragment.trim_end().replace("{default}", default);
        // The last argument may hold commas.
        let count = match name {
            "grants" => 4,
            "operators" | "functions" | "revoked" => 3,
            _ => 2,
        };
        for (number, argument) in arguments.splitn(count, ',').enumerate() {
            text = text.replace(&format!("{{{}}}", number + 1), argument);
        }
        text
    }
}
