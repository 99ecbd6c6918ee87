use std::io::{IsTerminal as _, Write};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde_json::{Map, Value, json};

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

/// Where a command prints to; clones print to the same place.
///
/// A reader that has gone away (`matrx-cli history | head -1`) is no failure, and it does not stop
/// a migration half-way: from then on nothing is printed.
#[derive(Clone)]
pub(crate) struct Output {
    format: Format,
    streams: Arc<Mutex<Streams>>,
}

struct Streams {
    out: Box<dyn Write + Send>,
    notes: Box<dyn Write + Send>,
    raw: bool,
    document: Option<Value>,
}

impl Output {
    /// The process's own standard output and standard error.
    pub(crate) fn standard(format: Format) -> Self {
        let streams = Streams {
            out: Box::new(anstream::stdout()),
            notes: Box::new(anstream::stderr()),
            raw: !std::io::stdout().is_terminal(),
            document: None,
        };
        Self { format, streams: Arc::new(Mutex::new(streams)) }
    }

    /// Nowhere: for a caller that gets what there is to say as a value.
    pub(crate) fn silent() -> Self {
        let streams = Streams {
            out: Box::new(std::io::sink()),
            notes: Box::new(std::io::sink()),
            raw: true,
            document: None,
        };
        Self { format: Format::Json, streams: Arc::new(Mutex::new(streams)) }
    }

    /// For whom it prints.
    pub(crate) fn format(&self) -> Format {
        self.format
    }

    /// A line for people; names in it are made harmless.
    pub(crate) fn line(&self, text: impl AsRef<str>) {
        if self.format == Format::Text {
            put(&mut self.streams().out, &escaped(text.as_ref()), true);
        }
    }

    /// A text of several lines for people: SQL, or a file. As it is into a pipe, harmless on a
    /// terminal.
    pub(crate) fn block(&self, text: &str) {
        if self.format == Format::Text {
            let mut streams = self.streams();
            let shown = if streams.raw { text.into() } else { escaped_block(text) };
            put(&mut streams.out, &shown, !text.ends_with('\n'));
        }
    }

    /// A remark beside the result, on standard error in both formats.
    pub(crate) fn note(&self, text: impl AsRef<str>) {
        put(&mut self.streams().notes, &escaped(text.as_ref()), true);
    }

    /// The document for programs, printed when the command ends.
    pub(crate) fn document(&self, value: Value) {
        self.streams().document = Some(value);
    }

    /// Prints what is left: the document, or what went wrong.
    pub(crate) fn end(&self, command: &str, result: Result<(), &Failure>) {
        let exit = result.as_ref().err().map_or(0, |failure| failure.exit_code());
        let message = result.err().and_then(Failure::message);
        if let Some(message) = message {
            self.note(format!("error: {}", message.text));
            for line in &message.details {
                self.note(format!("  {line}"));
            }
        }
        if self.format == Format::Text {
            return;
        }
        let mut streams = self.streams();
        let mut fields = match streams.document.take() {
            Some(Value::Object(fields)) => fields,
            Some(_) | None => Map::new(),
        };
        fields.insert("command".to_owned(), command.into());
        fields.insert("exit_code".to_owned(), exit.into());
        if let Some(message) = message {
            let error = json!({
                "code": message.code,
                "message": message.text,
                "details": message.details,
            });
            fields.insert("error".to_owned(), error);
        }
        put(&mut streams.out, &Value::Object(fields).to_string(), true);
    }

    fn streams(&self) -> MutexGuard<'_, Streams> {
        // A panic elsewhere leaves the streams as good as before.
        self.streams.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn put(to: &mut Box<dyn Write + Send>, text: &str, line: bool) {
    let end = if line { "\n" } else { "" };
    if write!(to, "{text}{end}").and_then(|()| to.flush()).is_err() {
        *to = Box::new(std::io::sink());
    }
}
