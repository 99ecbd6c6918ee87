use proc_macro2::{Span, TokenStream};
use syn::{LitStr, Path};

use super::kind::{Form, Kind};
use super::{Declaration, declaration, privilege};
use crate::entry::{self, Entry};
use crate::mistakes::Mistakes;
use crate::model::ast::Name;
use crate::model::attr::crate_path;
use crate::text;

/// An object as its macro says it.
pub(crate) struct SqlObject {
    pub(super) kind: Kind,
    pub(super) krate: Option<Path>,
    pub(super) own: Name,
    pub(super) signature: String,
    pub(super) relation: Option<Name>,
    pub(super) sql: String,
    pub(super) comment: Option<String>,
    pub(super) declaration: Declaration,
    /// Where its name stands.
    pub(super) span: Span,
}

/// The words that may stand beside the name and the SQL.
fn known(kind: Kind) -> Vec<&'static str> {
    let mut known = vec!["schema", "comment", "crate"];
    known.extend((kind.form == Form::OnRelation).then_some("on"));
    known.extend((kind.form == Form::Called).then_some("signature"));
    known
}

pub(super) fn read(kind: Kind, input: TokenStream, mistakes: &mut Mistakes) -> Option<SqlObject> {
    if kind.form == Form::Privilege {
        return privilege::read(kind, &entry::split(input), mistakes);
    }
    let place = format!("`{}!`", kind.macro_name);
    let (texts, options): (Vec<Entry>, Vec<Entry>) =
        entry::split(input).into_iter().partition(|entry| entry.word.is_none());
    let mut krate = None;
    let (mut schema, mut on, mut signature, mut comment) = (None, None, None, None);
    for entry in options {
        let slot = match entry.name.as_str() {
            "schema" => &mut schema,
            "on" if kind.form == Form::OnRelation => &mut on,
            "signature" if kind.form == Form::Called => &mut signature,
            "comment" => &mut comment,
            "crate" => {
                krate = mistakes.ok(crate_path(&entry));
                continue;
            }
            _ => {
                mistakes.push(entry.unknown(&place, &known(kind)));
                continue;
            }
        };
        *slot = mistakes.ok(entry.text()).map(|text| text.value());
    }
    let mut literals = Vec::new();
    for entry in &texts {
        match entry.literal() {
            Some(literal) => literals.extend(mistakes.ok(entry::checked(literal, &place))),
            None => mistakes
                .push(entry.error(format!("{place} takes texts here: its name and its SQL"))),
        }
    }
    let (first, sql) = match literals.as_slice() {
        [first, sql] => (first, Some(sql)),
        [first] if kind.macro_name == "extension" => (first, None),
        _ => {
            if mistakes.is_empty() {
                let example = example(kind);
                mistakes.here(Span::call_site(), format!("write `{example}`"));
            }
            return None;
        }
    };
    if let Some(sql) = sql {
        looks_right(kind, sql, mistakes);
    }
    let (own, signature) = identity(kind, first, signature, mistakes)?;
    if kind.form == Form::OnRelation && on.is_none() {
        mistakes.here(first.span(), format!("{place} needs the table: add `on = \"…\"`"));
    }
    let relation = on.map(|name| Name { schema: schema.clone(), name });
    let own_schema = if kind.form == Form::OnRelation { None } else { schema.clone() };
    let sql = sql.map(LitStr::value).unwrap_or_default();
    let mut object = format!("{} {}", kind.macro_name, text::quoted(&first.value()));
    for part in schema.iter().chain(relation.as_ref().map(|relation| &relation.name)) {
        object.push_str(&format!(" {}", text::quoted(part)));
    }
    Some(SqlObject {
        kind,
        krate,
        own: Name { schema: own_schema, name: own },
        signature: signature.unwrap_or_default(),
        relation,
        declaration: declaration(&object, &sql, comment.as_deref()),
        sql,
        comment,
        span: first.span(),
    })
}

/// The name, and what tells objects of one name apart.
fn identity(
    kind: Kind,
    first: &LitStr,
    signature: Option<String>,
    mistakes: &mut Mistakes,
) -> Option<(String, Option<String>)> {
    let text = first.value();
    match (kind.form, signature) {
        (Form::Plain | Form::OnRelation, _) | (Form::Called, Some(_)) if text.is_empty() => None,
        (Form::Plain | Form::OnRelation, _) => Some((text, None)),
        (Form::Called, Some(signature)) => Some((text, Some(signature))),
        (Form::Using, _) => match text.rsplit_once(" USING ") {
            Some((name, method)) => Some((name.to_owned(), Some(format!(" USING {method}")))),
            None => {
                mistakes.here(
                    first.span(),
                    format!("name the access method: `\"{text} USING btree\"`"),
                );
                None
            }
        },
        (Form::Called, None) => match text.split_once('(') {
            Some((name, types)) => Some((name.trim().to_owned(), Some(format!("({types}")))),
            None => {
                mistakes.here(
                    first.span(),
                    format!(
                        "name the types of its arguments: `\"{text}()\"`, `\"{text}(integer)\"`"
                    ),
                );
                None
            }
        },
        (Form::Types | Form::Privilege, _) => Some((String::new(), Some(text))),
    }
}

/// Whether the SQL makes an object of this kind.
fn looks_right(kind: Kind, sql: &LitStr, mistakes: &mut Mistakes) {
    let text = sql.value();
    let words: Vec<String> = text
        .lines()
        .filter(|line| !line.trim_start().starts_with("--"))
        .flat_map(str::split_whitespace)
        .take(8)
        .map(str::to_ascii_uppercase)
        .collect();
    let start = words.join(" ");
    let start = start.strip_prefix("CREATE ").unwrap_or_default();
    let start = start.strip_prefix("OR REPLACE ").unwrap_or(start);
    let fits = |create: &&str| {
        start.strip_prefix(*create).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    };
    if !kind.create.iter().any(fits)
        && let Some(create) = kind.create.first()
    {
        mistakes
            .at(sql, format!("the SQL of `{}!` begins with `CREATE {create}`", kind.macro_name));
    }
}

fn example(kind: Kind) -> String {
    let create = format!("CREATE {} …", kind.create.first().unwrap_or(&"…"));
    let name = kind.macro_name;
    match kind.form {
        Form::Plain => format!("{name}!(\"name\", \"{create}\")"),
        Form::Called => format!("{name}!(\"name(integer)\", \"{create}\")"),
        Form::OnRelation => format!("{name}!(\"name\", on = \"table\", \"{create}\")"),
        Form::Privilege => privilege::example(kind).to_owned(),
        Form::Using => format!("{name}!(\"name USING btree\", \"{create}\")"),
        Form::Types if name == "transform" => {
            format!("{name}!(\"FOR hstore LANGUAGE plperl\", \"{create}\")")
        }
        Form::Types => format!("{name}!(\"(text AS citext)\", \"{create}\")"),
    }
}

/// A schema as its macro says it.
pub(super) struct Namespace {
    pub(super) own: String,
    pub(super) comment: Option<String>,
    pub(super) krate: Option<Path>,
}

/// `schema!("name")`, with `comment = "…"`.
pub(super) fn schema(input: TokenStream, mistakes: &mut Mistakes) -> Option<Namespace> {
    let (mut own, mut comment, mut krate) = (None, None, None);
    for entry in entry::split(input) {
        match entry.literal() {
            Some(literal) => own = mistakes.ok(entry::checked(literal, "schema!")),
            None if entry.name == "crate" => krate = mistakes.ok(crate_path(&entry)),
            None if entry.name == "comment" => {
                comment = mistakes.ok(entry.text()).map(|text| text.value());
            }
            None => mistakes.push(entry.unknown("`schema!`", &["comment", "crate"])),
        }
    }
    if own.is_none() && mistakes.is_empty() {
        mistakes.here(Span::call_site(), "write `schema!(\"name\")`");
    }
    Some(Namespace { own: own?.value(), comment, krate })
}
