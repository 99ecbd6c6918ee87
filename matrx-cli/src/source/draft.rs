use matrx_core::op::{Hazard, Op, hazards};

use super::check::{self, SourceError};
use super::comment;
use super::layout;
use super::literal;
use super::op::{Was, statement};

/// A migration that is to be written.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    /// What it does, in a few words: the first line of the file.
    pub title: String,
    /// What the reader must know of the file as a whole: `not proved: function f`.
    pub notes: Vec<String>,
    /// The ids of the migrations that come before it.
    pub depends_on: Vec<String>,
    /// The changes.
    pub up: Vec<DraftStep>,
    /// The changes that take them back; `None` if there is no way back, or it is to be derived.
    pub down: Option<Vec<DraftStep>>,
}

/// A change, with what the reader must know of it.
#[derive(Clone, Debug)]
pub struct DraftStep {
    /// The change.
    pub op: Op,
    /// Its hazards, one a line.
    pub notes: Vec<String>,
}

impl From<Op> for DraftStep {
    fn from(op: Op) -> Self {
        Self { op, notes: Vec::new() }
    }
}

impl DraftStep {
    /// Changes with those of their hazards that `matter` as notes.
    pub fn with_hazards(ops: Vec<Op>, matter: impl Fn(&Hazard) -> bool) -> Vec<Self> {
        let hazards = hazards(&ops);
        ops.into_iter()
            .zip(hazards)
            .map(|(op, hazards)| Self {
                op,
                notes: hazards
                    .iter()
                    .filter(|hazard| matter(hazard))
                    .map(|hazard| format!("{}: {}", hazard.id, hazard.text))
                    .collect(),
            })
            .collect()
    }
}

/// The source of a migration file. It has been read back: it holds these functions and calls, and
/// nothing else, whatever the names in it.
pub fn print(draft: &Draft) -> Result<String, SourceError> {
    let Draft { title, notes, depends_on, up, down } = draft;
    let mut out = String::new();
    heading(&mut out, title, notes);
    out.push_str("use matrx_core::migration::*;\n\n");
    if depends_on.is_empty() {
        out.push_str("#[migration]\n");
    } else {
        let ids: Vec<_> = depends_on.iter().map(|id| literal::string(id)).collect();
        out.push_str(&format!("#[migration(depends_on = [{}])]\n", ids.join(", ")));
    }
    let was = if down.is_some() { Was::Omitted } else { Was::Printed };
    function(&mut out, "up", up, was);
    if let Some(down) = down {
        out.push_str("\n#[migration(down)]\n");
        function(&mut out, "down", down, was);
    }
    check::check(&out, draft)?;
    Ok(out)
}

fn heading(out: &mut String, title: &str, notes: &[String]) {
    let title = comment::line(title);
    if !title.is_empty() {
        let stop = if title.ends_with(['.', '!', '?', '…']) { "" } else { "." };
        out.push_str(&format!("//! {title}{stop}\n"));
    }
    if !notes.is_empty() {
        out.push_str(if title.is_empty() { "" } else { "//!\n" });
        for note in notes {
            out.push_str(&format!("//! {}\n", comment::line(note)));
        }
    }
    if !out.is_empty() {
        out.push('\n');
    }
}

fn function(out: &mut String, name: &str, steps: &[DraftStep], was: Was) {
    if steps.is_empty() {
        out.push_str(&format!("fn {name}(_m: &mut Steps) {{}}\n"));
        return;
    }
    out.push_str(&format!("fn {name}(m: &mut Steps) {{\n"));
    let mut stands_apart = false;
    for (place, DraftStep { op, notes }) in steps.iter().enumerate() {
        let text = layout::statement(&statement(op, was));
        let apart = text.contains('\n') || !notes.is_empty();
        if place > 0 && (apart || stands_apart) {
            out.push('\n');
        }
        for note in notes {
            out.push_str(&format!("    // {}\n", comment::line(note)));
        }
        out.push_str(&text);
        out.push('\n');
        stands_apart = apart;
    }
    out.push_str("}\n");
}
