//! The check at compile time: does a migration cover what a type declares?
//!
//! In: a type as its attributes say it, and `schema.lock`. Out: a warning or an error at each place that
//! no migration covers. Declarations are compared with declarations; what tokens cannot show (an alias,
//! an embedded struct) is the matter of the command `check`. Read are the lock, the package's and its
//! workspace's Cargo.toml and `MATRX_CHECK`, and cargo is told so.

mod compare;
mod emit;
mod lock;
mod manifest;
mod project;

use std::collections::BTreeSet;
use std::sync::{LazyLock, Mutex};

use proc_macro2::{Span, TokenStream};

use self::lock::Lock;
use crate::enumeration::EnumType;
use crate::model::ast::Model;
use crate::sql_object::{self, Declaration};

/// What is wrong, and where.
pub(crate) struct Finding {
    span: Span,
    message: String,
}

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Level {
    Off,
    Warn,
    DenyRelease,
    Deny,
}

impl Level {
    const KNOWN: &'static str = "`warn`, `deny-release`, `deny` or `off`";

    fn parse(text: &str) -> Option<Self> {
        Some(match text {
            "off" => Self::Off,
            "warn" => Self::Warn,
            "deny-release" => Self::DenyRelease,
            "deny" => Self::Deny,
            _ => return None,
        })
    }
}

pub(crate) fn of_model(model: &Model) -> TokenStream {
    // another's table has no migrations, and an embedded struct is part of the tables that have it
    if model.unmanaged || model.embedded {
        return TokenStream::new();
    }
    if model.view.is_some() {
        let declared = sql_object::of_view(model);
        return declared.map_or_else(TokenStream::new, |declaration| {
            of_sql_object(&declaration, model.ident.span())
        });
    }
    check(model.ident.span(), |lock| compare::model(model, lock))
}

pub(crate) fn of_enum(ty: &EnumType) -> TokenStream {
    check(ty.ident.span(), |lock| compare::enum_type(ty, lock))
}

/// `declaration` is what the lock keeps of an object that is said as SQL.
pub(crate) fn of_sql_object(declaration: &Declaration, span: Span) -> TokenStream {
    check(span, |lock| compare::sql_object(declaration, span, lock))
}

/// The features that the package declares.
pub(crate) fn features() -> Vec<String> {
    project::current().map(|project| project.features.clone()).unwrap_or_default()
}

/// Whether this is said for the first time in this compilation.
pub(crate) fn first(what: String) -> bool {
    static SAID: LazyLock<Mutex<BTreeSet<String>>> = LazyLock::new(Mutex::default);
    SAID.lock().map(|mut said| said.insert(what)).unwrap_or(true)
}

fn check(span: Span, compare: impl FnOnce(&Lock) -> Vec<Finding>) -> TokenStream {
    let Some(project) = project::current() else { return TokenStream::new() };
    let mut tokens = TokenStream::new();
    if first(format!("files of {}", project.directory.display())) {
        tokens.extend(emit::tracking(&project));
    }
    let level = match &project.level {
        Ok(Level::Off) => return tokens,
        Ok(level) => *level,
        Err(message) => {
            if first(message.clone()) {
                tokens.extend(emit::error(span, message));
            }
            return tokens;
        }
    };
    match &project.lock {
        // no lock, no migrations yet: there is nothing to compare with
        None => {}
        Some(Ok(lock)) => tokens.extend(emit::findings(&compare(lock), level)),
        Some(Err(problem)) if first(problem.clone()) => {
            // a merge that is under way must not stop a build
            let level = if level == Level::Deny { Level::DenyRelease } else { level };
            let finding = Finding { span, message: problem.clone() };
            tokens.extend(emit::findings(&[finding], level));
        }
        Some(Err(_)) => {}
    }
    tokens
}
