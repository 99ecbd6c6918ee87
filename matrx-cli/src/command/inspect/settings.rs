//! What was typed and what matrx.toml says → what is written into the models, how, and where.

use std::io;
use std::path::PathBuf;

use matrx_core::dialect::postgres::introspect::OnRequest;

use crate::arguments::{self, Writing};
use crate::config::Project;
use crate::failure::Failure;
use crate::source::model::{DecimalCrate, Layout, Managers, Options, TimeCrate};

/// What, how, and where.
pub(super) struct Settings {
    pub(super) options: Options,
    pub(super) folder: PathBuf,
    pub(super) on_request: OnRequest,
}

impl Settings {
    pub(super) fn new(project: &Project, writing: &Writing) -> Self {
        let Writing {
            all_schemas: _,
            output,
            layout,
            time,
            decimal,
            managers,
            publications,
            privileges,
            overwrite: _,
        } = writing;
        let config = &project.config.models;
        let on_request = OnRequest {
            publications: *publications || config.publications,
            privileges: *privileges || config.privileges,
        };
        let options = Options {
            layout: match layout.or(config.layout) {
                Some(arguments::Layout::File) => Layout::File,
                Some(arguments::Layout::Modules) | None => Layout::Modules,
            },
            time: match time.or(config.time) {
                Some(arguments::TimeCrate::Time) => TimeCrate::Time,
                Some(arguments::TimeCrate::Chrono) | None => TimeCrate::Chrono,
            },
            decimal: match decimal.or(config.decimal) {
                Some(arguments::DecimalCrate::BigDecimal) => DecimalCrate::BigDecimal,
                Some(arguments::DecimalCrate::RustDecimal) | None => DecimalCrate::RustDecimal,
            },
            managers: if *managers || config.managers { Managers::Each } else { Managers::None },
        };
        let folder = match (output, &config.dir) {
            (Some(typed), _) => std::env::current_dir().unwrap_or_default().join(typed),
            (None, Some(configured)) => project.root.join(configured),
            (None, None) => project.migrations.with_file_name("models"),
        };
        Self { options, folder, on_request }
    }

    /// A file could not be read or written.
    pub(super) fn io(&self, error: &io::Error) -> Failure {
        let folder = Project::shown(&self.folder);
        Failure::usage("models-io", format!("cannot read or write the models in {folder}: {error}"))
    }
}
