use std::io::{IsTerminal as _, Write};

use serde_json::Value;

use super::escape::{escaped, escaped_block};
use crate::failure::Failure;

/// For whom a command prints.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Format {
    /// Lines, for people.
    #[default]
    Text,
    /// One JSON document at the end, for programs; JSON.md describes it.
    Json,
}

/// Where a command prints to.
///
/// A reader that has gone away (`matrx-cli history | head -1`) is no failure, and it does not stop
/// a migration half-way: from then on nothing is printed.
pub(crate) struct Output {
    format: Format,
    out: Box<dyn Write + Send>,
    notes: Box<dyn Write + Send>,
    raw: bool,
    document: Option<Value>,
}

impl Output {
    /// The process's own standard output and standard error.
    pub(crate) fn standard(format: Format) -> Self {
        let raw = !std::io::stdout().is_terminal();
        Self {
            format,
            out: Box::new(anstream::stdout()),
            notes: Box::new(anstream::stderr()),
            raw,
            document: None,
        }
    }

    /// For whom it prints.
    pub(crate) fn format(&self) -> Format {
        self.format
    }

    /// A line for people; names in it are made harmless.
    pub(crate) fn line(&mut self, text: impl AsRef<str>) {
        if self.format == Format::Text {
            put(&mut self.out, &escaped(text.as_ref()), true);
        }
    }

    /// A text of several lines for people: SQL, or a file. As it is into a pipe, harmless on a
    /// terminal.
    pub(crate) fn block(&mut self, text: &str) {
        if self.format == Format::Text {
            let shown = if self.raw { text.into() } else { escaped_block(text) };
            put(&mut self.out, &shown, !text.ends_with('\n'));
        }
    }

    /// A remark beside the result, on standard error in both formats.
    pub(crate) fn note(&mut self, text: impl AsRef<str>) {
        put(&mut self.notes, &escaped(text.as_ref()), true);
    }

    /// The document for programs, printed when the command ends.
    pub(crate) fn document(&mut self, value: Value) {
        self.document = Some(value);
    }

    /// Prints what is left: the document, or what went wrong.
    pub(crate) fn end(mut self, command: &str, result: Result<(), &Failure>) {
        let exit = result.as_ref().err().map_or(0, |failure| failure.exit_code());
        let message = result.err().and_then(Failure::message);
        if let Some(message) = message {
            self.note(format!("error: {}", message.text));
            for line in &message.details {
                self.note(format!("  {line}"));
            }
        }
        if self.format == Format::Json {
            let mut document =
                self.document.take().unwrap_or_else(|| Value::Object(Default::default()));
            if let Value::Object(fields) = &mut document {
                fields.insert("command".to_owned(), command.into());
                fields.insert("exit_code".to_owned(), exit.into());
                if let Some(message) = message {
                    let error = serde_json::json!({
                        "code": message.code,
                        "message": message.text,
                        "details": message.details,
                    });
                    fields.insert("error".to_owned(), error);
                }
            }
            put(&mut self.out, &document.to_string(), true);
        }
        // A reader that has gone away is no failure.
        let _ = self.out.flush();
    }
}

fn put(to: &mut Box<dyn Write + Send>, text: &str, line: bool) {
    let end = if line { "\n" } else { "" };
    if write!(to, "{text}{end}").and_then(|()| to.flush()).is_err() {
        *to = Box::new(std::io::sink());
    }
}
