//! One case, as it stands in its file.

use std::fmt;

/// A part of a case, under a line `--- name` or `--- name: value`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Section {
    /// The first line of a case, and its name.
    Case,
    /// The server's major versions that can run it: `15..`, `..16`, `14..16`.
    Servers,
    /// What is read beside what is always read: `privileges`.
    OnRequest,
    /// SQL that both databases begin with.
    Both,
    /// SQL of the old structure.
    Old,
    /// SQL of the new structure.
    New,
    /// What the two structures alone do not tell.
    Answers,
    /// INSERTs, run in the old database before the change.
    Rows,
    /// Queries that must answer the same before, after up and after down.
    Keeps,
    /// Queries that must answer true after up.
    AfterUp,
    /// Queries that must answer true after down.
    AfterDown,
    /// Where no command brings back what PostgreSQL tells of the old structure: all of what pg_dump sees after
    /// down, `-` what it saw before and `+` what it sees then.
    Differs,
    /// Where no migration may be made: a part of the message.
    Refused,
    /// Where the server must refuse the migration, and nothing be changed: a part of its message.
    Fails,
    /// What introspection must name as not covered, on either side.
    NotCovered,
    /// The expected changes, a line each, as `Op::describe` says them, or `nothing`.
    Operations,
    /// The expected hazards' codes, in the order of the changes, each once.
    Hazards,
}

impl Section {
    const ALL: [Section; 17] = [
        Section::Case,
        Section::Servers,
        Section::OnRequest,
        Section::Both,
        Section::Old,
        Section::New,
        Section::Answers,
        Section::Rows,
        Section::Keeps,
        Section::AfterUp,
        Section::AfterDown,
        Section::Differs,
        Section::Refused,
        Section::Fails,
        Section::NotCovered,
        Section::Operations,
        Section::Hazards,
    ];

    /// The word in the section's line.
    pub fn word(self) -> &'static str {
        match self {
            Section::Case => "case",
            Section::Servers => "servers",
            Section::OnRequest => "on request",
            Section::Both => "both",
            Section::Old => "old",
            Section::New => "new",
            Section::Answers => "answers",
            Section::Rows => "rows",
            Section::Keeps => "keeps",
            Section::AfterUp => "after up",
            Section::AfterDown => "after down",
            Section::Differs => "differs after down",
            Section::Refused => "refused",
            Section::Fails => "fails",
            Section::NotCovered => "not covered",
            Section::Operations => "operations",
            Section::Hazards => "hazards",
        }
    }
}

/// A case: its sections in the order of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// `kind/file/name`.
    pub id: String,
    /// The section's text, without its line; of `Case` it is the name and the comments below it.
    sections: Vec<(Section, String)>,
}

impl Case {
    /// Reads the lines of one case, the first of which is its `--- case` line.
    pub(super) fn read(file: &str, lines: &[&str]) -> Result<Case, String> {
        let mut sections: Vec<(Section, String)> = Vec::new();
        for line in lines {
            let Some(header) = line.strip_prefix("--- ") else {
                let Some((_, text)) = sections.last_mut() else {
                    return Err(format!("{file}: {line:?} stands before the first case"));
                };
                text.push_str(line);
                text.push('\n');
                continue;
            };
            let (word, value) = header.split_once(": ").unwrap_or((header, ""));
            let section = Section::ALL
                .into_iter()
                .find(|section| section.word() == word.trim())
                .ok_or_else(|| format!("{file}: there is no section {word:?}"))?;
            if sections.iter().any(|(there, _)| *there == section) {
                return Err(format!("{file}: section {word:?} stands there twice: {lines:?}"));
            }
            let text = if value.is_empty() { String::new() } else { format!("{value}\n") };
            sections.push((section, text));
        }
        let name = sections.first().and_then(|(_, text)| text.lines().next()).unwrap_or_default();
        let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if name.is_empty() || !name.chars().all(fits) {
            return Err(format!("{file}: {name:?} is no name: small letters, digits and `-` only"));
        }
        Ok(Case { id: format!("{file}/{name}"), sections })
    }

    /// A case that builds a whole structure out of nothing, and says nothing of the changes that do it.
    pub fn of_structure(id: String, script: String) -> Case {
        Case { id, sections: vec![(Section::New, script)] }
    }

    /// Whether what is found is compared with what the case says, or only with what it builds.
    pub(super) fn is_of_structure(&self) -> bool {
        self.text(Section::Case).is_none()
    }

    /// The folder that the case is in.
    pub fn kind(&self) -> &str {
        self.id.split('/').next().unwrap_or_default()
    }

    /// A section's text, trimmed, where the case has it.
    pub fn text(&self, section: Section) -> Option<&str> {
        self.sections.iter().find(|(there, _)| *there == section).map(|(_, text)| text.trim())
    }

    /// A section's lines, without empty ones.
    pub(super) fn lines(&self, section: Section) -> Vec<&str> {
        let text = self.text(section).unwrap_or_default();
        text.lines().map(str::trim).filter(|line| !line.is_empty()).collect()
    }

    /// The script of one side, `old` or `new`.
    pub(super) fn script(&self, side: Section) -> String {
        let part = |section| self.text(section).unwrap_or_default();
        format!("{}\n{}", part(Section::Both), part(side))
    }

    /// Replaces a section, which then stands at the end; without a text there is none.
    pub(super) fn set(&mut self, section: Section, text: Option<String>) {
        self.sections.retain(|(there, _)| *there != section);
        self.sections.extend(text.map(|text| (section, text)));
    }

    /// Whether a server of this major version can run it.
    ///
    /// # Errors
    ///
    /// Where the range cannot be read.
    pub fn runs_on(&self, major: u32) -> Result<bool, String> {
        let Some(range) = self.text(Section::Servers) else { return Ok(true) };
        let wrong = || format!("{}: {range:?} is no range such as `15..` or `..16`", self.id);
        let (from, to) = range.split_once("..").ok_or_else(wrong)?;
        let number = |text: &str, other: u32| {
            if text.is_empty() { Ok(other) } else { text.parse().map_err(|_why| wrong()) }
        };
        Ok((number(from, 0)?..=number(to, u32::MAX)?).contains(&major))
    }
}

/// As it stands in a file.
impl fmt::Display for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (section, text) in &self.sections {
            let text = text.trim_end();
            match section {
                Section::Case | Section::Servers | Section::OnRequest => {
                    writeln!(f, "--- {}: {text}", section.word())?;
                }
                Section::Both
                | Section::Old
                | Section::New
                | Section::Answers
                | Section::Rows
                | Section::Keeps
                | Section::AfterUp
                | Section::AfterDown
                | Section::Differs
                | Section::Refused
                | Section::Fails
                | Section::NotCovered
                | Section::Operations
                | Section::Hazards => {
                    writeln!(f, "--- {}", section.word())?;
                    if !text.is_empty() {
                        writeln!(f, "{text}")?;
                    }
                }
            }
        }
        Ok(())
    }
}
