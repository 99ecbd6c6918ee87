//! `mod.rs`: which migrations the program knows.

use syn::Item;

use super::name::is_migration;

const HEADER: &str =
    "//! The migrations of this crate. matrx adds a line for each file that it writes.\n";

/// The migrations that `text` names, in its order.
pub(super) fn modules(text: &str) -> Result<Vec<String>, String> {
    let file = syn::parse_file(text).map_err(|error| error.to_string())?;
    let name = |item: &Item| {
        if let Item::Mod(module) = item
            && module.content.is_none()
        {
            return Some(module.ident.to_string()).filter(|name| is_migration(name));
        }
        None
    };
    Ok(file.items.iter().filter_map(name).collect())
}

/// `text` with a line for one more migration: after the last one, and otherwise unchanged.
pub(super) fn with_module(text: &str, module: &str) -> String {
    let ending = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let line = format!("mod {module};{ending}");
    if text.trim().is_empty() {
        return format!("{HEADER}\n{line}");
    }
    let mut end = None;
    let mut at = 0;
    for piece in text.split_inclusive('\n') {
        at += piece.len();
        if names_migration(piece) {
            end = Some(at);
        }
    }
    let (before, after) = text.split_at(end.unwrap_or(text.len()));
    let mut out = before.to_owned();
    if !out.ends_with('\n') {
        out.push_str(ending);
    }
    if end.is_none() {
        out.push_str(ending);
    }
    out.push_str(&line);
    out.push_str(after);
    out
}

/// `text` with another name in the line of one migration.
pub(super) fn with_other_name(text: &str, from: &str, to: &str) -> String {
    let line = |piece: &str| match names_migration(piece) {
        true => piece.replace(&format!(" {from};"), &format!(" {to};")),
        false => piece.to_owned(),
    };
    text.split_inclusive('\n').map(line).collect()
}

/// Whether a line says nothing that could contradict another: a migration, a comment, or nothing.
pub(super) fn is_harmless(line: &str) -> bool {
    let text = line.trim();
    text.is_empty() || text.starts_with("//") || names_migration(line)
}

/// Whether a line is `mod m0001_initial;`, whatever its visibility.
fn names_migration(line: &str) -> bool {
    let mut words = line.split_whitespace().skip_while(|word| *word != "mod").skip(1);
    !line.trim_start().starts_with("//")
        && words.next().and_then(|word| word.strip_suffix(';')).is_some_and(is_migration)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_added_after_the_last_one() {
        for (text, expected) in [
            ("", format!("{HEADER}\nmod m0002_b;\n")),
            ("mod m0001_a;\n", "mod m0001_a;\nmod m0002_b;\n".to_owned()),
            ("mod m0001_a;", "mod m0001_a;\nmod m0002_b;\n".to_owned()),
            ("mod m0001_a;\r\n", "mod m0001_a;\r\nmod m0002_b;\r\n".to_owned()),
            ("//! x\n", "//! x\n\nmod m0002_b;\n".to_owned()),
            (
                "// mod m0000_x;\npub mod m0001_a; // the first\n\nfn f() {}\n",
                "// mod m0000_x;\npub mod m0001_a; // the first\nmod m0002_b;\n\nfn f() {}\n"
                    .to_owned(),
            ),
        ] {
            let got = with_module(text, "m0002_b");
            assert_eq!(got, expected);
            let names = modules(&got).expect("Rust");
            assert!(names.contains(&"m0002_b".to_owned()));
        }
    }

    #[test]
    fn only_migrations_count() {
        let text = "mod helpers;\nmod m0001_a;\nmod m0002_b { }\n#[cfg(test)]\nmod m0003_c;\n";
        assert_eq!(modules(text).expect("Rust"), ["m0001_a", "m0003_c"]);
        assert!(modules("<<<<<<< HEAD").is_err());
    }
}
