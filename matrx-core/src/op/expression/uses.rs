//! What an expression speaks of beside columns and types.

use super::{Kind, Piece, constant_of, pieces};
use crate::name::QName;

/// The names before an opening parenthesis: functions that the expression calls, and a few key words.
pub(crate) fn calls(text: &str) -> Vec<QName> {
    if !text.contains('(') {
        return Vec::new();
    }
    let pieces = pieces(text);
    (0..pieces.len())
        .filter(|at| pieces.get(at + 1).is_some_and(|next| next.text == "("))
        .filter_map(|at| {
            let name = name(&pieces[at])?;
            let qualified = at >= 2 && pieces[at - 1].text == ".";
            Some(match qualified.then(|| self::name(&pieces[at - 2])).flatten() {
                Some(schema) => QName::in_schema(schema, name),
                None => QName::new(name),
            })
        })
        .collect()
}

/// The relations whose names stand as constants: `nextval('numbers'::regclass)`.
pub(crate) fn relations(text: &str) -> Vec<QName> {
    if !text.contains("::regclass") {
        return Vec::new();
    }
    let pieces = pieces(text);
    (0..pieces.len())
        .filter_map(|at| constant_of(&pieces, at))
        .filter(|(_, ty, _)| ty.schema.is_none() && ty.name == "regclass")
        .filter_map(|(value, _, _)| qualified(value))
        .collect()
}

fn name(piece: &Piece<'_>) -> Option<String> {
    match &piece.kind {
        Kind::Name(name) => Some(name.clone()),
        Kind::Constant(_) | Kind::Space | Kind::Other => None,
    }
}

/// A name as it is written: `numbers`, `app."Numbers"`.
fn qualified(text: &str) -> Option<QName> {
    let pieces = pieces(text);
    match pieces.as_slice() {
        [one] => Some(QName::new(name(one)?)),
        [schema, dot, own] if dot.text == "." => Some(QName::in_schema(name(schema)?, name(own)?)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_called_and_what_is_named() {
        let text = "lower(app.\"F x\"(a)) || nextval('app.\"S\"'::regclass) || 'g(1)'::text";
        let called: Vec<String> = calls(text).iter().map(ToString::to_string).collect();
        assert_eq!(called, ["lower", "app.\"F x\"", "nextval"]);
        let named: Vec<String> = relations(text).iter().map(ToString::to_string).collect();
        assert_eq!(named, ["app.\"S\""]);
    }
}
