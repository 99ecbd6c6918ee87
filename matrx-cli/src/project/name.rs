//! Ids and file names of migrations. Only `a-z`, `0-9` and `_` get into a path.

/// The most characters of the part after the number.
pub const MAX_SLUG: usize = 40;

/// What is left of a text as the second part of an id: `Add E-Mail!` becomes `add_e_mail`.
/// Nothing of it may be left; then the caller has another word for it.
pub fn slug(text: &str) -> Option<String> {
    let mut slug = String::new();
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            slug.push(c.to_ascii_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('_') {
            slug.push('_');
        }
    }
    slug.truncate(MAX_SLUG);
    let slug = slug.trim_end_matches('_');
    (!slug.is_empty()).then(|| slug.to_owned())
}

/// `0002_add_email`. The text is made a slug first, so that no name leads out of the folder.
pub fn id(number: u32, text: &str) -> String {
    let slug = slug(text).unwrap_or_else(|| "migration".to_owned());
    format!("{number:04}_{slug}")
}

/// `m0002_add_email.rs`.
pub fn file_name(id: &str) -> String {
    format!("m{id}.rs")
}

/// The number in `0002_add_email`.
pub fn number_of(id: &str) -> Option<u32> {
    let number = id.split('_').next()?;
    number.chars().all(|c| c.is_ascii_digit()).then(|| number.parse().ok())?
}

/// `m0002_add_email` out of `m0002_add_email.rs`, if it is the name of a migration's file.
pub(super) fn module_of(file_name: &str) -> Option<&str> {
    file_name.strip_suffix(".rs").filter(|module| is_migration(module))
}

/// Whether a module is called as a migration is.
pub(super) fn is_migration(module: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    module.strip_prefix('m').is_some_and(|id| number_of(id).is_some() && id.chars().all(plain))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_leads_out_of_the_folder() {
        for (text, expected) in [
            ("add_email_to_users", "0007_add_email_to_users"),
            ("Add E-Mail!", "0007_add_e_mail"),
            ("../../etc/passwd", "0007_etc_passwd"),
            ("C:\\x", "0007_c_x"),
            ("", "0007_migration"),
            ("😀", "0007_migration"),
            ("-rf", "0007_rf"),
            ("a\0b", "0007_a_b"),
        ] {
            assert_eq!(id(7, text), expected);
        }
        assert_eq!(id(7, &"x".repeat(300)).len(), 5 + MAX_SLUG);
        assert!(!id(7, &format!("{}_y", "x".repeat(39))).ends_with('_'));
    }

    #[test]
    fn files_of_migrations_are_known_by_their_names() {
        assert_eq!(module_of("m0001_initial.rs"), Some("m0001_initial"));
        for other in ["mod.rs", "schema.lock", "m0001_initial.rs.orig", "mx_y.rs", "m0001_A.rs"] {
            assert_eq!(module_of(other), None, "{other}");
        }
        assert_eq!(number_of("0012_x"), Some(12));
        assert_eq!(number_of("x_12"), None);
    }
}
