//! Finding one's way in SQL that PostgreSQL has printed: what stands outside of quotes and parentheses.

/// Where something stands outside of all quotes and parentheses. PostgreSQL prints a quote within
/// quotes as two, also where it prints backslashes.
pub(in crate::op) fn at_top(text: &str, what: &str) -> Option<usize> {
    let mut quote = None;
    let mut depth = 0usize;
    for (at, c) in text.char_indices() {
        if quote.is_none() && depth == 0 && text[at..].starts_with(what) {
            return Some(at);
        }
        match (quote, c) {
            (None, '\'' | '"') => quote = Some(c),
            (Some(open), c) if open == c => quote = None,
            (None, '(') => depth += 1,
            (None, ')') => depth = depth.saturating_sub(1),
            (None | Some(_), _) => {}
        }
    }
    None
}

/// What stands before it and behind it.
pub(crate) fn split_at_top<'a>(text: &'a str, what: &str) -> Option<(&'a str, &'a str)> {
    let at = at_top(text, what)?;
    Some((&text[..at], &text[at + what.len()..]))
}

/// The parts of a list.
pub(super) fn parts(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some((part, more)) = split_at_top(rest, ",") {
        parts.push(part.trim());
        rest = more;
    }
    if !rest.trim().is_empty() {
        parts.push(rest.trim());
    }
    parts
}

/// A name without its quotes.
pub(super) fn unquoted(name: &str) -> String {
    match name.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
        Some(quoted) => quoted.replace("\"\"", "\""),
        None => name.to_owned(),
    }
}
