/// The library's text with `mod migrations;`: behind its last `mod` line, else before its first
/// item, else at its end.
pub(super) fn with_migrations(text: &str) -> String {
    let Ok(file) = syn::parse_file(text) else {
        // What does not parse now may parse with a line at its end.
        return at_end(text);
    };
    let declared = file
        .items
        .iter()
        .any(|item| matches!(item, syn::Item::Mod(module) if module.ident == "migrations"));
    if declared {
        return text.to_owned();
    }
    let ends = || line_ends(text);
    let place = ends()
        .filter(|&(start, end)| is_module(&text[start..end]))
        .last()
        .map(|(_, end)| end)
        .or_else(|| Some(ends().take_while(|&(start, end)| is_head(&text[start..end])).last()?.1))
        .unwrap_or(0);
    let blank = place > 0 && !is_module(text[..place].lines().last().unwrap_or_default());
    let gap = if blank && !text[..place].ends_with("\n\n") { "\n" } else { "" };
    let after = if blank || place == 0 { "\n" } else { "" };
    let new = format!("{}{gap}mod migrations;\n{after}{}", &text[..place], &text[place..]);
    // A line in the middle of a comment or of a string adds no item.
    match syn::parse_file(&new) {
        Ok(parsed) if parsed.items.len() == file.items.len() + 1 => {
            new.trim_end().to_owned() + "\n"
        }
        Ok(_) | Err(_) => at_end(text),
    }
}

fn at_end(text: &str) -> String {
    let gap = if text.is_empty() || text.ends_with('\n') { "" } else { "\n" };
    format!("{text}{gap}\nmod migrations;\n")
}

/// The lines' borders, line break included.
fn line_ends(text: &str) -> impl Iterator<Item = (usize, usize)> + '_ {
    text.split_inclusive('\n').scan(0, |start, line| {
        let from = *start;
        *start += line.len();
        Some((from, *start))
    })
}

fn is_module(line: &str) -> bool {
    let line = line.trim_end();
    let name = line.strip_prefix("pub mod ").or_else(|| line.strip_prefix("mod "));
    name.is_some_and(|name| {
        name.strip_suffix(';')
            .is_some_and(|name| name.chars().all(|c| c.is_alphanumeric() || c == '_'))
    })
}

fn is_head(line: &str) -> bool {
    let line = line.trim();
    line.is_empty() || line.starts_with("//!") || (line.starts_with("#![") && line.ends_with(']'))
}
