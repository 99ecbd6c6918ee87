/// The library's text with `module`, the line that declares `mod migrations;`: where rustfmt would sort it in the last group of `mod`
/// lines, else before its first item, else at its end.
pub(super) fn with_migrations(text: &str, module: &str) -> String {
    let Ok(file) = syn::parse_file(text) else {
        // What does not parse now may parse with a line at its end.
        return at_end(text, module);
    };
    let declared = file
        .items
        .iter()
        .any(|item| matches!(item, syn::Item::Mod(found) if found.ident == "migrations"));
    if declared {
        return text.to_owned();
    }
    let (place, alone) = place(text);
    let gap = if alone && place > 0 && !text[..place].ends_with("\n\n") { "\n" } else { "" };
    let after = if alone { "\n" } else { "" };
    let new = format!("{}{gap}{module}\n{after}{}", &text[..place], &text[place..]);
    // A line in the middle of a comment or of a string adds no item.
    match syn::parse_file(&new) {
        Ok(parsed) if parsed.items.len() == file.items.len() + 1 => {
            new.trim_end().to_owned() + "\n"
        }
        Ok(_) | Err(_) => at_end(text, module),
    }
}

/// Where the line goes, and whether it stands alone there.
fn place(text: &str) -> (usize, bool) {
    let lines: Vec<(usize, usize)> = line_ends(text).collect();
    let line = |at: usize| &text[lines[at].0..lines[at].1];
    let Some(last) = (0..lines.len()).rev().find(|&at| name_of(line(at)).is_some()) else {
        let head = (0..lines.len()).take_while(|&at| is_head(line(at))).last();
        return (head.map_or(0, |at| lines[at].1), true);
    };
    let mut at = last + 1;
    // An attribute or a comment above a `mod` line belongs to it.
    while at > 0
        && name_of(line(at - 1)).is_some_and(|name| name > "migrations")
        && (at == 1 || name_of(line(at - 2)).is_some() || line(at - 2).trim().is_empty())
    {
        at -= 1;
    }
    (if at == lines.len() { text.len() } else { lines[at].0 }, false)
}

fn at_end(text: &str, module: &str) -> String {
    let gap = if text.is_empty() || text.ends_with('\n') { "" } else { "\n" };
    format!("{text}{gap}\n{module}\n")
}

/// The lines' borders, line break included.
fn line_ends(text: &str) -> impl Iterator<Item = (usize, usize)> + '_ {
    text.split_inclusive('\n').scan(0, |start, line| {
        let from = *start;
        *start += line.len();
        Some((from, *start))
    })
}

/// The name of the module that a line declares.
fn name_of(line: &str) -> Option<&str> {
    let line = line.trim_end();
    let name = line.strip_prefix("pub mod ").or_else(|| line.strip_prefix("mod "))?;
    let name = name.strip_suffix(';')?;
    name.chars().all(|c| c.is_alphanumeric() || c == '_').then_some(name)
}

fn is_head(line: &str) -> bool {
    let line = line.trim();
    line.is_empty() || line.starts_with("//!") || (line.starts_with("#![") && line.ends_with(']'))
}
