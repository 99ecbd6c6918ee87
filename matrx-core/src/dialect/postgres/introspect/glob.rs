use crate::name::QName;

/// A pattern for names of tables: `*` is any text, `?` one character. A pattern with a dot is
/// compared with `schema.table`, another one with the table's name alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Glob {
    pattern: String,
}

impl Glob {
    /// The pattern as it was given.
    pub fn new(pattern: impl Into<String>) -> Self {
        Self { pattern: pattern.into() }
    }

    /// Whether this table is meant.
    pub fn matches(&self, table: &QName, default_schema: &str) -> bool {
        if self.pattern.contains('.') {
            let schema = table.schema.as_deref().unwrap_or(default_schema);
            wildcard(&self.pattern, &format!("{schema}.{}", table.name))
        } else {
            wildcard(&self.pattern, &table.name)
        }
    }
}

fn wildcard(pattern: &str, text: &str) -> bool {
    let pattern: Vec<char> = pattern.chars().collect();
    let text: Vec<char> = text.chars().collect();
    // Where to go back to: the last star, and how much of the text it has taken.
    let (mut p, mut t, mut star) = (0, 0, None);
    while t < text.len() {
        match pattern.get(p) {
            Some('*') => {
                star = Some((p, t));
                p += 1;
            }
            Some(c) if *c == '?' || *c == text[t] => {
                p += 1;
                t += 1;
            }
            Some(_) | None => match star {
                Some((at, taken)) => {
                    star = Some((at, taken + 1));
                    p = at + 1;
                    t = taken + 1;
                }
                None => return false,
            },
        }
    }
    pattern[p..].iter().all(|c| *c == '*')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_match_names() {
        for (pattern, schema, name, expected) in [
            ("users", None, "users", true),
            ("user*", None, "users", true),
            ("*s", None, "users", true),
            ("u*e*s", None, "users", true),
            ("u?ers", None, "users", true),
            ("user", None, "users", false),
            ("*x*", None, "users", false),
            ("public.*", None, "users", true),
            ("auth.*", None, "users", false),
            ("auth.*", Some("auth"), "users", true),
            ("", None, "users", false),
            ("*", None, "ü", true),
        ] {
            let table = QName { schema: schema.map(str::to_owned), name: name.to_owned() };
            assert_eq!(Glob::new(pattern).matches(&table, "public"), expected, "{pattern}");
        }
    }
}
