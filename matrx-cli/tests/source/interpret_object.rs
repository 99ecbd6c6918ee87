//! Runs what a printed file says of objects that are said as SQL.

use matrx_core::migration::*;
use syn::Expr;

use crate::values::{name, text, value};

pub(crate) fn object_def(expr: &Expr) -> ObjectDef {
    let (root, args, links) = value(expr);
    let signature = || text(&args[1]);
    let mut def = match root.as_str() {
        "extension" => extension(name(&args[0])),
        "collation" => collation(name(&args[0])),
        "domain" => domain(name(&args[0])),
        "composite_type" => composite_type(name(&args[0])),
        "range_type" => range_type(name(&args[0])),
        "sequence" => sequence(name(&args[0])),
        "function" => function(name(&args[0]), &signature()),
        "procedure" => procedure(name(&args[0]), &signature()),
        "aggregate" => aggregate(name(&args[0]), &signature()),
        "operator" => operator(name(&args[0]), &signature()),
        "cast" => cast(&text(&args[0])),
        "operator_family" => operator_family(name(&args[0]), &signature()),
        "operator_class" => operator_class(name(&args[0]), &signature()),
        "conversion" => conversion(name(&args[0])),
        "language" => language(name(&args[0])),
        "new_access_method" => new_access_method(name(&args[0])),
        "transform" => transform(&text(&args[0])),
        "text_search_parser" => text_search_parser(name(&args[0])),
        "text_search_template" => text_search_template(name(&args[0])),
        "text_search_dictionary" => text_search_dictionary(name(&args[0])),
        "text_search_configuration" => text_search_configuration(name(&args[0])),
        "foreign_data_wrapper" => foreign_data_wrapper(name(&args[0])),
        "server" => server(name(&args[0])),
        "foreign_table" => foreign_table(name(&args[0])),
        "view" => view(name(&args[0])),
        "materialized_view" => materialized_view(name(&args[0])),
        "statistics" => statistics(name(&args[0])),
        "rule" => rule(&text(&args[0]), name(&args[1])),
        "trigger" => trigger(&text(&args[0]), name(&args[1])),
        "policy" => policy(&text(&args[0]), name(&args[1])),
        "event_trigger" => event_trigger(name(&args[0])),
        "grant" => grant(&text(&args[0]), name(&args[1])),
        "grant_on" => grant_on(name(&args[0]), &signature()),
        "default_privileges" => default_privileges(name(&args[0]), &signature()),
        "publication" => publication(name(&args[0])),
        other => panic!("object: {other}"),
    };
    for (link, args) in links {
        def = match link.as_str() {
            "sql" => def.sql(&text(&args[0])),
            "grant" => def.grant(&text(&args[0])),
            "comment" => def.comment(&text(&args[0])),
            other => panic!("object: {other}"),
        };
    }
    def
}
