//! SQL text → its statements and list items, knowing what is quoted.

/// Splits at `separator` where it stands outside of quotes, comments and parentheses. Comments outside of
/// parentheses are dropped; the pieces are trimmed, empty ones left out.
pub(crate) fn split(text: &str, separator: char) -> Vec<String> {
    let mut pieces = vec![String::new()];
    let mut depth = 0_usize;
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let token = token(rest);
        rest = &rest[token.len()..];
        let piece = pieces.last_mut().expect("there is always a piece");
        if first == '-' && token.len() > 1 {
            continue;
        }
        match first {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if first == separator && depth == 0 {
            pieces.push(String::new());
        } else {
            piece.push_str(token);
        }
    }
    pieces
        .into_iter()
        .map(|piece| piece.trim().to_owned())
        .filter(|piece| !piece.is_empty())
        .collect()
}

/// The quoted text, comment, word or character that `text` begins with.
fn token(text: &str) -> &str {
    let first = text.chars().next().expect("the text is not empty");
    let end = match first {
        '\'' | '"' => text[1..].find(first).map(|at| at + 2),
        '-' if text.starts_with("--") => Some(text.find('\n').unwrap_or(text.len())),
        '$' => dollar_quoted(text),
        _ if first.is_alphanumeric() || first == '_' => {
            // A `$` within a word does not begin a quotation.
            text.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '$')).or(Some(text.len()))
        }
        _ => None,
    };
    &text[..end.unwrap_or(first.len_utf8())]
}

fn dollar_quoted(text: &str) -> Option<usize> {
    let tag = 2 + text[1..].find('$')?;
    let plain = text[1..tag - 1].chars().all(|c| c.is_alphanumeric() || c == '_');
    let end = text[tag..].find(&text[..tag])?;
    plain.then_some(tag + end + tag)
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn quotes_comments_and_parentheses_hide_a_separator() {
        let text = "a 'x;''y' \"p;q\";\n-- c;d\nf(1;2) $$;$$ $t$ ; $$ $t$;a$b;";
        assert_eq!(split(text, ';'), ["a 'x;''y' \"p;q\"", "f(1;2) $$;$$ $t$ ; $$ $t$", "a$b"]);
    }
}
