//! What is said as SQL → `view!`, `function!` and their kin.

use matrx_core::schema::{Home, Object, ObjectId, ObjectKind};

use super::section::Section;
use crate::source::literal;

/// `fn_call_width` of rustfmt.
const SMALL: usize = 60;
/// `max_width` without the comma.
const ROOM: usize = 99;
const TAB: usize = 4;

/// An object, as the macro of its kind takes it.
pub(super) fn print(object: &Object, indent: usize) -> Section {
    let Object { id, definition, shape: _, comment, grants: _, needs: _ } = object;
    let name = macro_name(id.kind);
    if id.kind.home() == Home::Privilege {
        let mut section = call(name, &[sql(&definition.join(";\n"))], indent);
        section.import(&format!("matrx_core::{name}"));
        return section;
    }
    let mut arguments = vec![literal::string(&first(id))];
    let schema = match id.kind.home() {
        Home::Database | Home::Privilege => None,
        Home::Schema | Home::Relation => id.schema(),
    };
    if let Some(relation) = &id.relation {
        arguments.push(format!("on = {}", literal::string(&relation.name)));
    }
    arguments.extend(schema.map(|schema| format!("schema = {}", literal::string(schema))));
    if is_called(id.kind) && id.name.name.contains('(') {
        arguments.push(format!("signature = {}", literal::string(id.signature.trim())));
    }
    let comment = comment.as_ref();
    arguments.extend(comment.map(|comment| format!("comment = {}", literal::string(comment))));
    arguments.push(sql(&definition.join(";\n")));
    let mut section = call(name, &arguments, indent);
    section.import(&format!("matrx_core::{name}"));
    section
}

/// A schema that no model stands in, or one with a comment.
pub(super) fn schema(name: &str, comment: Option<&String>, indent: usize) -> Section {
    let mut arguments = vec![literal::string(name)];
    arguments.extend(comment.map(|comment| format!("comment = {}", literal::string(comment))));
    let mut section = call("schema", &arguments, indent);
    section.import("matrx_core::schema");
    section
}

/// What the object is called: its name, with the types of a routine's arguments; of a cast, the types.
fn first(id: &ObjectId) -> String {
    if matches!(id.kind, ObjectKind::Cast | ObjectKind::Transform) {
        id.signature.clone()
    } else if matches!(id.kind, ObjectKind::OperatorClass | ObjectKind::OperatorFamily) {
        format!("{}{}", id.name.name, id.signature)
    } else if is_called(id.kind) && !id.name.name.contains('(') {
        format!("{}{}", id.name.name, id.signature.trim())
    } else {
        id.name.name.clone()
    }
}

fn is_called(kind: ObjectKind) -> bool {
    matches!(
        kind,
        ObjectKind::Function | ObjectKind::Procedure | ObjectKind::Aggregate | ObjectKind::Operator
    )
}

fn call(name: &str, arguments: &[String], indent: usize) -> Section {
    let pad = " ".repeat(indent);
    let line = arguments.join(", ");
    let fits = literal::width(&line) <= SMALL && !line.contains('\n');
    let mut section = Section::default();
    if fits {
        section.push(&format!("{pad}{name}!({line});\n"));
    } else {
        let lines: Vec<String> = arguments.iter().map(|one| argument(one, indent + TAB)).collect();
        section.push(&format!("{pad}{name}!(\n{}\n{pad});\n", lines.join(",\n")));
    }
    section
}

/// An argument on lines of its own. rustfmt puts a value that is too long for the line on the next one, unless it
/// is too long for that, too.
fn argument(text: &str, indent: usize) -> String {
    let pad = " ".repeat(indent);
    let named = text.split_once(" = ").filter(|(name, _)| !name.contains('"'));
    match named {
        Some((name, value))
            if indent + literal::width(text) > ROOM
                && indent + TAB + literal::width(value) <= ROOM =>
        {
            format!("{pad}{name} =\n{pad}{}{value}", " ".repeat(TAB))
        }
        Some(_) | None => format!("{pad}{text}"),
    }
}

/// Several lines as they are, where every character of them is one that people see; else escaped.
fn sql(text: &str) -> String {
    let plain = text
        .lines()
        .all(|line| literal::escape(&line.replace('\t', " ")) == line.replace('\t', " "));
    let ends_well = !text.ends_with('\n') && text.lines().all(|line| line.trim_end() == line);
    if !text.contains(['\n', '"']) || !plain || !ends_well || text.contains('\r') {
        return literal::string(text);
    }
    let longest = text
        .split('"')
        .skip(1)
        .map(|rest| rest.chars().take_while(|c| *c == '#').count())
        .max()
        .map_or(0, |count| count + 1);
    let hashes = "#".repeat(longest);
    format!("r{hashes}\"{text}\"{hashes}")
}

/// The macro of a kind; it is called as the kind is.
pub(super) fn macro_name(kind: ObjectKind) -> &'static str {
    match kind {
        ObjectKind::Extension => "extension",
        ObjectKind::Collation => "collation",
        ObjectKind::Domain => "domain",
        ObjectKind::CompositeType => "composite_type",
        ObjectKind::RangeType => "range_type",
        ObjectKind::Sequence => "sequence",
        ObjectKind::Function => "function",
        ObjectKind::Procedure => "procedure",
        ObjectKind::Aggregate => "aggregate",
        ObjectKind::Operator => "operator",
        ObjectKind::Cast => "cast",
        ObjectKind::OperatorFamily => "operator_family",
        ObjectKind::OperatorClass => "operator_class",
        ObjectKind::Conversion => "conversion",
        ObjectKind::Language => "language",
        ObjectKind::AccessMethod => "access_method",
        ObjectKind::Transform => "transform",
        ObjectKind::TextSearchParser => "text_search_parser",
        ObjectKind::TextSearchTemplate => "text_search_template",
        ObjectKind::TextSearchDictionary => "text_search_dictionary",
        ObjectKind::TextSearchConfiguration => "text_search_configuration",
        ObjectKind::ForeignDataWrapper => "foreign_data_wrapper",
        ObjectKind::Server => "server",
        ObjectKind::ForeignTable => "foreign_table",
        ObjectKind::View => "view",
        ObjectKind::MaterializedView => "materialized_view",
        ObjectKind::Statistics => "statistics",
        ObjectKind::Rule => "rule",
        ObjectKind::Trigger => "trigger",
        ObjectKind::Policy => "policy",
        ObjectKind::EventTrigger => "event_trigger",
        ObjectKind::Publication => "publication",
        ObjectKind::Grant => "grant",
        ObjectKind::DefaultPrivileges => "default_privileges",
    }
}
