//! Two branches that meet in one folder of migrations, put together without building anything.
//!
//! The lines of `mod.rs` are all kept. Where two migrations have one number, those of the branch that
//! comes get new ones behind it; they say what they were called (`formerly`), and nothing else of them
//! changes, so that a database which has them recorded knows them again. Of `schema.lock` both sides are
//! kept: its hash does not fit then, and `makemigrations` writes it anew.

mod attribute;
mod conflict;
mod graph;

use std::collections::{BTreeMap, BTreeSet};

use self::conflict::{Disputed, is_disputed};
use self::graph::Node;
use super::folder::{Claim, LOCK_FILE, MOD_FILE};
use super::journal::{self, Change};
use super::name::{self, file_name, module_of};
use super::{ProjectError, mod_file};
use crate::source::{Draft, print};

/// What became of a folder.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Merged {
    /// The files whose marks are resolved.
    pub resolved: Vec<String>,
    /// Migrations that got another number: the id that it was, the id that it is.
    pub renumbered: Vec<(String, String)>,
    /// The branches' last migrations, which the new one depends on.
    pub joined: Vec<String>,
    /// The migration that was written to join them.
    pub written: Option<String>,
}

impl Claim<'_> {
    /// Puts two branches together, as one write.
    ///
    /// # Errors
    ///
    /// If a file has marks that only a person can resolve, or is no migration; then nothing is changed.
    pub fn merge(&self, message: Option<&str>) -> Result<Merged, ProjectError> {
        let dir = self.folder().path();
        let mod_before = journal::read(&dir.join(MOD_FILE))?.unwrap_or_default();
        let mut merged = Merged::default();
        let (mut mod_text, theirs) = self.modules_of_both(&mod_before, &mut merged)?;
        let mut nodes = self.nodes()?;

        let moved = graph::renumbered(&nodes, &theirs);
        let mut changes = Vec::new();
        for (from, to) in &moved {
            let (text, file) = (&nodes[from].text, file_name(from));
            let new = attribute::with_former(text, from)
                .ok_or_else(|| self.unmerged(&file, NO_ATTRIBUTE))?;
            changes.push(Change::to(&file_name(to), new, None));
            mod_text = mod_file::with_other_name(&mod_text, &format!("m{from}"), &format!("m{to}"));
        }
        for (from, to) in &moved {
            if let Some(node) = nodes.remove(from) {
                let before = node.text.clone();
                changes.push(Change::Remove { name: file_name(from), before });
                nodes.insert(to.clone(), Node { formerly: vec![from.clone()], ..node });
            }
        }
        merged.renumbered = moved.into_iter().collect();

        let heads = graph::heads(&nodes);
        if heads.len() > 1 {
            let id = joining(&nodes, message);
            let draft = Draft {
                title: message.unwrap_or("Join two branches").to_owned(),
                depends_on: heads.clone(),
                down: Some(Vec::new()),
                ..Draft::default()
            };
            let text =
                print(&draft).map_err(|error| self.unmerged(MOD_FILE, &error.to_string()))?;
            let file = file_name(&id);
            changes.insert(0, Change::to(&file, text, None));
            mod_text = mod_file::with_module(&mod_text, file.trim_end_matches(".rs"));
            merged.joined = heads;
            merged.written = Some(id);
        }
        if mod_text != mod_before {
            let at = changes.iter().take_while(|change| change.is_new()).count();
            changes.insert(at, Change::to(MOD_FILE, mod_text, Some(mod_before)));
        }
        changes.extend(self.lock_of_both(&mut merged)?);
        if !changes.is_empty() {
            journal::write(dir, &changes)?;
        }
        Ok(merged)
    }

    /// The text of `mod.rs` with the lines of both sides, and the migrations of the branch that comes.
    fn modules_of_both(
        &self,
        text: &str,
        merged: &mut Merged,
    ) -> Result<(String, BTreeSet<String>), ProjectError> {
        if !is_disputed(text) {
            return Ok((text.to_owned(), BTreeSet::new()));
        }
        let disputed = Disputed::read(text)
            .filter(|disputed| disputed.disputed().all(mod_file::is_harmless))
            .ok_or_else(|| self.unmerged(MOD_FILE, BY_HAND))?;
        merged.resolved.push(MOD_FILE.to_owned());
        let theirs = mod_file::modules(&disputed.theirs().concat()).unwrap_or_default();
        let theirs = theirs.iter().filter_map(|module| module.strip_prefix('m'));
        Ok((disputed.both(), theirs.map(str::to_owned).collect()))
    }

    /// Every migration of the folder.
    fn nodes(&self) -> Result<BTreeMap<String, Node>, ProjectError> {
        let mut nodes = BTreeMap::new();
        for file in self.folder().files()? {
            let text = journal::read(&self.folder().path().join(&file))?.unwrap_or_default();
            if is_disputed(&text) {
                return Err(self.unmerged(&file, SAME_NAME));
            }
            let said = attribute::read(&text).ok_or_else(|| self.unmerged(&file, NO_ATTRIBUTE))?;
            let id =
                module_of(&file).and_then(|module| module.strip_prefix('m')).unwrap_or_default();
            let (depends_on, formerly) = (said.depends_on, said.formerly);
            nodes.insert(id.to_owned(), Node { text, depends_on, formerly });
        }
        Ok(nodes)
    }

    /// `schema.lock` without marks: it can be read, and its hash does not fit.
    fn lock_of_both(&self, merged: &mut Merged) -> Result<Option<Change>, ProjectError> {
        let Some(text) = self.folder().lock_text()?.filter(|text| is_disputed(text)) else {
            return Ok(None);
        };
        let disputed =
            Disputed::read(&text).ok_or_else(|| self.unmerged(LOCK_FILE, LOCK_BY_HAND))?;
        let readable = |text: &String| matrx_core::lock::Lock::parse_edited(text).is_ok();
        let with_one_head = |text: String| {
            let (mut seen, head) = (false, "matrx-lock ");
            let lines = text
                .split_inclusive('\n')
                .filter(|line| !line.starts_with(head) || !std::mem::replace(&mut seen, true));
            lines.collect::<String>()
        };
        let new = [with_one_head(disputed.both()), disputed.ours()].into_iter().find(readable);
        let new = new.ok_or_else(|| self.unmerged(LOCK_FILE, LOCK_BY_HAND))?;
        merged.resolved.push(LOCK_FILE.to_owned());
        Ok(Some(Change::to(LOCK_FILE, new, Some(text))))
    }

    fn unmerged(&self, file: &str, problem: &str) -> ProjectError {
        let path = self.folder().path().join(file);
        ProjectError::Unmerged { path, problem: problem.to_owned() }
    }
}

/// The id of the migration that joins the heads: behind all numbers, and as it was asked for.
fn joining(nodes: &BTreeMap<String, Node>, message: Option<&str>) -> String {
    let last = nodes.keys().filter_map(|id| name::number_of(id)).max().unwrap_or(0);
    name::id(last.saturating_add(1), message.unwrap_or("merge"))
}

const BY_HAND: &str = "the branches differ in more than the `mod` lines of migrations; \
     resolve these marks by hand, then run `merge` again";
const SAME_NAME: &str = "both branches have a migration of this name; give one of the two a file of \
     its own, with another name, then run `merge` again";
const NO_ATTRIBUTE: &str =
    "it has no `#[migration]` that can be read; correct it, then run `merge` again";
const LOCK_BY_HAND: &str = "the marks in it cannot be read; take either side (git checkout --ours), then run `merge` again";
