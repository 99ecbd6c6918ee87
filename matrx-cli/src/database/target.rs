#[cfg(feature = "embedded")]
use std::path::{Path, PathBuf};

use sqlx::postgres::PgConnectOptions;

#[cfg(not(feature = "embedded"))]
use super::DatabaseError;
use super::address;
use super::connect;
use crate::config::Project;
use crate::failure::Failure;

/// A database to work with, and the engine behind it where that is ours.
pub(crate) struct Target {
    options: PgConnectOptions,
    shown: String,
    scratch: Option<PgConnectOptions>,
    #[cfg(feature = "embedded")]
    engine: Option<super::embedded::Embedded>,
    /// The folder of an engine that goes with this run.
    #[cfg(feature = "embedded")]
    throwaway: Option<PathBuf>,
}

impl Target {
    /// The database of this run: the flag, else `DATABASE_URL`, else `PGHOST` and its kin, else
    /// matrx.toml, else the embedded engine.
    pub(crate) fn find(
        project: &Project,
        flag: Option<&str>,
        scratch: Option<&str>,
    ) -> Result<Self, Failure> {
        let scratch = match (scratch, project.config.database.scratch_url.as_deref()) {
            (Some(url), _) => Some(address::parse(url, "--scratch-url")?),
            (None, Some(url)) => Some(configured(url, "database.scratch_url")?),
            (None, None) => None,
        };
        let url = match flag {
            Some(url) => Some((url.to_owned(), "--database-url")),
            None => variable("DATABASE_URL")?.map(|url| (url, "DATABASE_URL")),
        };
        if let Some((url, source)) = url {
            return Ok(Self::server(address::parse(&url, source)?, scratch));
        }
        if let Some(options) = address::from_variables() {
            return Ok(Self::server(options, scratch));
        }
        if let Some(url) = &project.config.database.url {
            return Ok(Self::server(configured(url, "database.url")?, scratch));
        }
        Self::embedded(project, scratch)
    }

    /// How to connect.
    pub(crate) fn options(&self) -> &PgConnectOptions {
        &self.options
    }

    /// Where proofs are to be made instead of on the same server.
    pub(crate) fn scratch(&self) -> Option<&PgConnectOptions> {
        self.scratch.as_ref()
    }

    /// The database, for people.
    pub(crate) fn shown(&self) -> &str {
        &self.shown
    }

    /// Stops the engine where it is ours; every connection must be closed before.
    #[cfg_attr(
        not(feature = "embedded"),
        expect(
            clippy::unnecessary_wraps,
            reason = "there is an engine with the feature `embedded`"
        )
    )]
    pub(crate) fn close(self) -> Result<(), Failure> {
        #[cfg(feature = "embedded")]
        if let Some(engine) = self.engine {
            engine.stop()?;
        }
        #[cfg(feature = "embedded")]
        if let Some(folder) = self.throwaway {
            // What stays behind is in the target folder.
            let _ = std::fs::remove_dir_all(folder);
        }
        Ok(())
    }

    fn server(options: PgConnectOptions, scratch: Option<PgConnectOptions>) -> Self {
        let shown = address::described(&options);
        Self {
            options,
            shown,
            scratch,
            #[cfg(feature = "embedded")]
            engine: None,
            #[cfg(feature = "embedded")]
            throwaway: None,
        }
    }

    #[cfg(feature = "embedded")]
    fn embedded(project: &Project, scratch: Option<PgConnectOptions>) -> Result<Self, Failure> {
        let target = target_folder(&project.root);
        let folder = target.join("matrx").join(place_of(&project.root, &target)).join("postgres");
        let engine = super::embedded::Embedded::start(&folder)?;
        let shown = format!("the embedded database in {}", Project::shown(&folder));
        Ok(Self {
            options: engine.options(),
            shown,
            scratch,
            engine: Some(engine),
            throwaway: None,
        })
    }

    /// An engine with an empty database that is gone after this run; none where there is no engine.
    #[cfg(feature = "embedded")]
    pub(crate) fn throwaway() -> Result<Option<Self>, Failure> {
        let folder = target_folder(&std::env::temp_dir())
            .join("matrx")
            .join(format!("scratch-{}", std::process::id()))
            .join("postgres");
        let engine = super::embedded::Embedded::start(&folder)?;
        let mut target = Self::server(engine.options(), None);
        target.engine = Some(engine);
        target.throwaway = folder.parent().map(Path::to_owned);
        Ok(Some(target))
    }

    /// The same without an engine.
    #[cfg(not(feature = "embedded"))]
    #[expect(clippy::unnecessary_wraps, reason = "with the feature `embedded` it can fail")]
    pub(crate) fn throwaway() -> Result<Option<Self>, Failure> {
        Ok(None)
    }

    #[cfg(not(feature = "embedded"))]
    fn embedded(_project: &Project, _scratch: Option<PgConnectOptions>) -> Result<Self, Failure> {
        Err(DatabaseError::Unnamed.into())
    }
}

/// A setting of matrx.toml; `env:NAME` stands for a variable.
fn configured(url: &str, name: &'static str) -> Result<PgConnectOptions, Failure> {
    let source = format!("{name} in matrx.toml");
    let Some(from) = url.strip_prefix("env:") else {
        return Ok(address::parse(url, &source)?);
    };
    match variable(from)? {
        Some(url) => Ok(address::parse(&url, from)?),
        None => Err(Failure::usage(
            "no-database",
            format!("{source} names the variable {from}, which is not set"),
        )),
    }
}

fn variable(name: &str) -> Result<Option<String>, Failure> {
    match std::env::var(name) {
        Ok(value) if value.is_empty() => Ok(None),
        Ok(value) => Ok(Some(value)),
        Err(std::env::VarError::NotPresent) => Ok(None),
        Err(std::env::VarError::NotUnicode(_)) => {
            Err(Failure::usage("database-url", format!("{name} is not valid UTF-8")))
        }
    }
}

/// Cargo's target folder: the one that this program was built into, or `target` in the project.
#[cfg(feature = "embedded")]
fn target_folder(project: &Path) -> PathBuf {
    let program = std::env::current_exe().unwrap_or_default();
    program
        .ancestors()
        .find(|folder| folder.join("CACHEDIR.TAG").is_file())
        .map_or_else(|| project.join("target"), Path::to_owned)
}

/// A project's name in a target folder, which many projects may share: its path, from the folder that
/// the target folder is in if it is below that.
#[cfg(feature = "embedded")]
fn place_of(project: &Path, target: &Path) -> String {
    let above = target.parent().unwrap_or(target);
    let path = project.strip_prefix(above).unwrap_or(project);
    let names: Vec<_> = path
        .components()
        .filter_map(|part| match part {
            std::path::Component::Normal(name) => Some(name.to_string_lossy()),
            std::path::Component::Prefix(_)
            | std::path::Component::RootDir
            | std::path::Component::CurDir
            | std::path::Component::ParentDir => None,
        })
        .collect();
    if names.is_empty() { "project".to_owned() } else { names.join("-") }
}

impl Target {
    /// A connection; at most one is open at a time.
    pub(crate) async fn connect(&self) -> Result<sqlx::PgConnection, Failure> {
        connect(&self.options).await
    }
}

#[cfg(all(test, feature = "embedded"))]
mod tests {
    use super::*;

    #[test]
    fn projects_that_share_a_target_folder_do_not_share_a_database() {
        for (project, target, place) in [
            ("/src/shop", "/src/shop/target", "project"),
            ("/src/all/examples/blog", "/src/all/target", "examples-blog"),
            ("/src/shop", "/var/cache/target", "src-shop"),
            ("/src/wiki", "/var/cache/target", "src-wiki"),
        ] {
            assert_eq!(place_of(Path::new(project), Path::new(target)), place);
        }
    }
}
