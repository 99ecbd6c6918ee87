//! What was typed and what matrx.toml says → what is written into the models, how, and where.

use std::io;
use std::path::{Path, PathBuf};

use matrx_core::dialect::postgres::introspect::OnRequest;

use crate::arguments::{self, Writing};
use crate::config::Project;
use crate::failure::Failure;
use crate::models::{self, Present};
use crate::source::model::{DecimalCrate, Layout, Managers, Options, TimeCrate};

/// What, how, and where.
pub(super) struct Settings {
    pub(super) options: Options,
    pub(super) folder: PathBuf,
    pub(super) on_request: OnRequest,
    /// What is in the folder already: what nobody says otherwise stays as it is.
    pub(super) present: Present,
}

impl Settings {
    pub(super) fn new(project: &Project, writing: &Writing) -> Result<Self, Failure> {
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
        let folder = match (output, &config.dir) {
            (Some(typed), _) => std::env::current_dir().unwrap_or_default().join(typed),
            (None, Some(configured)) => project.root.join(configured),
            (None, None) => project.migrations.with_file_name("models"),
        };
        let present = models::present(&folder).map_err(|error| unreadable(&folder, &error))?;
        let asked = |typed: &bool, configured: Option<bool>, written: bool| {
            *typed || configured.unwrap_or(written)
        };
        let on_request = OnRequest {
            publications: asked(publications, config.publications, present.publications),
            privileges: asked(privileges, config.privileges, present.privileges),
        };
        let options = Options {
            layout: match layout.or(config.layout) {
                Some(arguments::Layout::File) => Layout::File,
                Some(arguments::Layout::Modules) => Layout::Modules,
                None => present.layout.unwrap_or_default(),
            },
            time: match time.or(config.time) {
                Some(arguments::TimeCrate::Time) => TimeCrate::Time,
                Some(arguments::TimeCrate::Chrono) => TimeCrate::Chrono,
                None => present.time.unwrap_or_default(),
            },
            decimal: match decimal.or(config.decimal) {
                Some(arguments::DecimalCrate::BigDecimal) => DecimalCrate::BigDecimal,
                Some(arguments::DecimalCrate::RustDecimal) => DecimalCrate::RustDecimal,
                None => present.decimal.unwrap_or_default(),
            },
            managers: match asked(managers, config.managers, present.managers) {
                true => Managers::Each,
                false => Managers::None,
            },
        };
        Ok(Self { options, folder, on_request, present })
    }

    /// A file could not be read or written.
    pub(super) fn io(&self, error: &io::Error) -> Failure {
        unreadable(&self.folder, error)
    }
}

fn unreadable(folder: &Path, error: &io::Error) -> Failure {
    let folder = Project::shown(folder);
    Failure::usage("models-io", format!("cannot read or write the models in {folder}: {error}"))
}
