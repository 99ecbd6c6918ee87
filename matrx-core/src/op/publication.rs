//! What a publication's CREATE says, as introspection prints it: a member a line, and then the
//! options. Any other text is not read.

use std::collections::{BTreeMap, BTreeSet};

use super::text::{at_top, parts};

/// A publication.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Publication {
    /// Its name, as SQL.
    name: String,
    /// FOR ALL TABLES.
    all: bool,
    /// What it publishes otherwise.
    pub(crate) members: Vec<Member>,
    /// WITH (…), each with its value as SQL.
    pub(crate) options: BTreeMap<String, String>,
}

/// What a publication publishes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Member {
    /// A table, and the list of columns and the row filter behind its name.
    Table(String, String),
    /// TABLES IN SCHEMA.
    Schema(String),
}

impl Member {
    /// Whether it is some of a table's columns or rows.
    pub(crate) fn is_part(&self) -> bool {
        match self {
            Self::Table(_, rest) => !rest.is_empty(),
            Self::Schema(_) => false,
        }
    }
}

const IN_SCHEMA: &str = "TABLES IN SCHEMA ";

impl Publication {
    /// Reads its CREATE.
    pub(crate) fn read(create: &str) -> Option<Self> {
        let text = create.strip_prefix("CREATE PUBLICATION ")?;
        let (name, text) = text.split_at(super::in_place::identifier_end(text));
        let (text, options) = match at_top(text, "WITH (") {
            Some(at) => (&text[..at], text[at..].strip_prefix("WITH (")?.strip_suffix(')')?),
            None => (text, ""),
        };
        let mut publication = Self {
            name: name.to_owned(),
            all: text.trim() == "FOR ALL TABLES",
            members: Vec::new(),
            options: BTreeMap::new(),
        };
        if !publication.all && !text.trim().is_empty() {
            let text = text.trim_start().strip_prefix("FOR")?;
            let text = text.strip_prefix(" TABLE\n").unwrap_or(text);
            for part in parts(text) {
                publication.members.push(match part.strip_prefix(IN_SCHEMA) {
                    Some(schema) => Member::Schema(schema.to_owned()),
                    None => {
                        let name = part.strip_prefix("ONLY ").unwrap_or(part);
                        let end = super::in_place::name_end_or_all(name);
                        let end = end + part.len() - name.len();
                        Member::Table(part[..end].to_owned(), part[end..].trim().to_owned())
                    }
                });
            }
        }
        for option in parts(options) {
            let (name, value) = option.split_once(" = ")?;
            publication.options.insert(name.to_owned(), value.to_owned());
        }
        Some(publication)
    }

    /// What stands behind FOR, in one line.
    fn list(&self) -> String {
        let mut is_table = false;
        let members = self.members.iter().map(|member| match member {
            Member::Table(name, rest) => {
                let lead = if is_table { "" } else { "TABLE " };
                is_table = true;
                let space = if rest.is_empty() { "" } else { " " };
                format!("{lead}{name}{space}{rest}")
            }
            Member::Schema(name) => format!("{IN_SCHEMA}{name}"),
        });
        members.collect::<Vec<_>>().join(", ")
    }
}

/// The commands that make one of the other.
pub(super) fn in_place(old: &str, new: &str) -> Option<Vec<String>> {
    let (old, new) = (Publication::read(old)?, Publication::read(new)?);
    // Whether it is for all tables is said once, and an empty list cannot be set.
    if old.all != new.all || (new.members.is_empty() && !old.members.is_empty()) {
        return None;
    }
    let name = &new.name;
    let mut commands = Vec::new();
    if old.members != new.members {
        commands.push(format!("ALTER PUBLICATION {name} SET {}", new.list()));
    }
    let named: BTreeSet<&String> = old.options.keys().chain(new.options.keys()).collect();
    let mut changed = Vec::new();
    for option in named.into_iter().filter(|name| old.options.get(*name) != new.options.get(*name))
    {
        let value = match new.options.get(option) {
            Some(value) => value,
            None => default(option)?,
        };
        changed.push(format!("{option} = {value}"));
    }
    if !changed.is_empty() {
        commands.push(format!("ALTER PUBLICATION {name} SET ({})", changed.join(", ")));
    }
    Some(commands)
}

/// What an option is where nothing is said.
fn default(option: &str) -> Option<&'static str> {
    match option {
        "publish" => Some("'insert, update, delete, truncate'"),
        "publish_via_partition_root" => Some("false"),
        "publish_generated_columns" => Some("none"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::in_place;

    #[test]
    fn a_publication_is_altered() {
        let way = |old: &str, new: &str| {
            in_place(&format!("CREATE PUBLICATION {old}"), &format!("CREATE PUBLICATION {new}"))
        };
        let commands = |commands: &[&str]| {
            Some(commands.iter().map(|command| (*command).to_owned()).collect::<Vec<_>>())
        };
        assert_eq!(
            way(
                "\"p \"\" FOR\" FOR TABLE\n    a,\n    s.\"b, WITH (\" (x) WHERE ((t = ', WITH ('::text))",
                "\"p \"\" FOR\" FOR TABLE\n    s.\"b, WITH (\" (x) WHERE ((t = ', WITH ('::text)),\n    TABLES IN SCHEMA u\n    WITH (publish = 'insert, delete')",
            ),
            commands(&[
                "ALTER PUBLICATION \"p \"\" FOR\" SET TABLE s.\"b, WITH (\" (x) WHERE ((t = ', WITH ('::text)), TABLES IN SCHEMA u",
                "ALTER PUBLICATION \"p \"\" FOR\" SET (publish = 'insert, delete')",
            ])
        );
        assert_eq!(
            way("p WITH (publish_via_partition_root = true)", "p FOR\n    TABLES IN SCHEMA u"),
            commands(&[
                "ALTER PUBLICATION p SET TABLES IN SCHEMA u",
                "ALTER PUBLICATION p SET (publish_via_partition_root = false)",
            ])
        );
        assert_eq!(way("p FOR ALL TABLES", "p FOR ALL TABLES"), commands(&[]));
        assert_eq!(way("p FOR ALL TABLES", "p FOR TABLE\n    a"), None);
        assert_eq!(way("p FOR TABLE\n    a", "p"), None);
    }
}
