//! What `inspect` says when it is done.

use serde_json::json;

use super::Regenerated;
use crate::config::Project;
use crate::output::Output;

/// More files than this are counted, not listed.
const LISTED: usize = 40;

impl Regenerated {
    pub(super) fn tell(&self, project: &Project, output: &Output) {
        let Self {
            changes,
            unchanged,
            not_covered,
            not_looked_at,
            warnings,
            features,
            folder,
            check,
        } = self;
        for warning in warnings {
            output.note(format!("warning: {warning}"));
        }
        for thing in not_covered {
            output.note(format!("not covered, left to the database: {thing}"));
        }
        for (schema, count) in not_looked_at {
            let noun = if *count == 1 { "relation" } else { "relations" };
            output.note(format!(
                "not looked at: schema {schema} ({count} {noun}); --schema {schema}"
            ));
        }
        if changes.len() <= LISTED {
            for (path, word) in changes {
                output.line(format!("  {} {}", sign(word), Project::shown(path)));
            }
        }
        let shown = Project::shown(folder);
        let (count, noun) = (changes.len(), if changes.len() == 1 { "file" } else { "files" });
        match (*check, count) {
            (_, 0) => {
                output.line(format!("nothing to do: the models in {shown} are the database's"))
            }
            (true, _) => output.line(format!(
                "{count} {noun} in {shown} would change; `inspect` without --check writes them"
            )),
            (false, _) => {
                output.line(format!("wrote {count} {noun} in {shown}, {unchanged} unchanged"));
                self.next_steps(project, output);
            }
        }
        let paths: Vec<_> = changes
            .iter()
            .map(|(path, word)| json!({ "path": Project::shown(path), "change": word }))
            .collect();
        let others: Vec<&String> = not_looked_at.iter().map(|(name, _)| name).collect();
        output.document(json!({
            "files": paths,
            "unchanged": unchanged,
            "not_covered": not_covered,
            "not_looked_at": others,
            "warnings": warnings,
            "sqlx_features": features,
        }));
    }

    /// What the application needs before it compiles.
    fn next_steps(&self, project: &Project, output: &Output) {
        let features: Vec<&str> = self.features.iter().copied().collect();
        let quoted: Vec<String> = features.iter().map(|name| format!("{name:?}")).collect();
        output.line("the models need in Cargo.toml (`cargo add` merges it with what is there):");
        output.line(format!(
            "  cargo add sqlx@0.9 --no-default-features --features postgres,runtime-tokio,{}",
            features.join(",")
        ));
        output.line(format!(
            "  sqlx = {{ version = \"0.9\", default-features = false, features = [\"postgres\", \"runtime-tokio\", {}] }}",
            quoted.join(", ")
        ));
        let library = project.migrations.with_file_name("lib.rs");
        let module = self.folder.file_name().unwrap_or_default().to_string_lossy();
        let text = std::fs::read_to_string(&library).unwrap_or_default();
        if !text.contains(&format!("mod {module};")) {
            output.line(format!("next: `pub mod {module};` in {}", Project::shown(&library)));
        }
        output.line("next: cargo run --bin matrx-cli makemigrations");
    }
}

fn sign(word: &str) -> char {
    match word {
        "created" => '+',
        "removed" => '-',
        _ => '~',
    }
}
