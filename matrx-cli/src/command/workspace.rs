//! What a command works on: the models and migrations that are linked in, and the project's lock.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use matrx_core::dialect::postgres::introspect::{Glob, Selection};
use matrx_core::lock::{Lock, LockError};
use matrx_core::migration::{Migration, MigrationSet};
use matrx_core::model::{Declared, Registry};
use matrx_core::name::QName;
use matrx_core::schema::Schema;

use crate::arguments::Selecting;
use crate::config::Project;
use crate::failure::Failure;
use crate::output::Output;

/// The name of the lock's file, in the folder of the migrations.
pub(crate) const LOCK_FILE: &str = "schema.lock";

/// A project with what is linked into this program.
pub(crate) struct Workspace {
    /// The migrations.
    pub(crate) set: MigrationSet,
    /// The models.
    pub(crate) declared: Declared,
    /// The lock.
    pub(crate) lock: LockFile,
    /// The crate whose migrations are in the project's folder.
    pub(crate) krate: String,
    folder: PathBuf,
}

impl Workspace {
    /// Reads it; what is doubtful about the lock is noted.
    pub(crate) fn open(project: &Project, output: &Output) -> Result<Self, Failure> {
        let set = linked_migrations()?;
        let declared = linked_models(project)?;
        let krate = crate_of(&project.migrations)?;
        let lock = LockFile::read(project, &set.clone().of_crate(&krate))?;
        if let Some(doubt) = &lock.doubt {
            output.note(format!("warning: {doubt}; `makemigrations` writes it again"));
        }
        Ok(Self { set, declared, lock, krate, folder: project.migrations.clone() })
    }

    /// The last migration of this project.
    pub(crate) fn head(&self) -> Option<&Migration> {
        self.set.in_order().iter().rfind(|migration| migration.krate == self.krate)
    }

    /// The number of the next migration: one more than the greatest that is linked or on disk.
    pub(crate) fn next_number(&self) -> Result<u32, Failure> {
        let linked = self.set.in_order().iter().filter(|m| m.krate == self.krate);
        let linked = linked.filter_map(|migration| number_of(&migration.id)).max();
        let mut greatest = linked.unwrap_or(0);
        let entries = std::fs::read_dir(&self.folder).map_err(|error| {
            Failure::usage(
                "folder-unreadable",
                format!("cannot read {}: {error}", Project::shown(&self.folder)),
            )
        })?;
        for entry in entries.flatten() {
            let name = entry.file_name();
            let id = name.to_str().and_then(|name| name.strip_prefix('m'));
            greatest = greatest.max(id.and_then(number_of).unwrap_or(0));
        }
        Ok(greatest + 1)
    }
}

/// The number that an id begins with.
fn number_of(id: &str) -> Option<u32> {
    id.split_once('_')?.0.parse().ok()
}

/// The crate that a folder of migrations belongs to, as Rust code writes its name.
fn crate_of(migrations: &Path) -> Result<String, Failure> {
    #[derive(serde::Deserialize)]
    struct Manifest {
        package: Option<Named>,
        lib: Option<Named>,
    }
    #[derive(serde::Deserialize)]
    struct Named {
        name: Option<String>,
    }
    let path = migrations.ancestors().map(|folder| folder.join("Cargo.toml"));
    let Some(path) = path.clone().find(|path| path.is_file()) else {
        return Err(Failure::usage(
            "no-package",
            format!("{} is in no package", Project::shown(migrations)),
        ));
    };
    let wrong = |reason: &str| {
        Failure::usage("manifest-invalid", format!("{}: {reason}", Project::shown(&path)))
    };
    let text = std::fs::read_to_string(&path).map_err(|error| wrong(&error.to_string()))?;
    let manifest: Manifest = toml::from_str(&text).map_err(|error| wrong(error.message()))?;
    let name = |named: Option<Named>| named.and_then(|named| named.name);
    name(manifest.lib)
        .or_else(|| name(manifest.package))
        .map(|name| name.replace('-', "_"))
        .ok_or_else(|| wrong("it has no [package]"))
}

/// schema.lock, as far as it can be believed.
#[derive(Debug, Default)]
pub(crate) struct LockFile {
    /// What it says.
    pub(crate) lock: Lock,
    /// Its text; none where there is no file.
    pub(crate) text: Option<String>,
    /// Why it cannot be believed: edited by hand, merged, or not the lock of these migrations.
    pub(crate) doubt: Option<String>,
}

impl LockFile {
    /// Reads the lock of a project whose migrations these are.
    pub(crate) fn read(project: &Project, set: &MigrationSet) -> Result<Self, Failure> {
        let path = project.migrations.join(LOCK_FILE);
        let shown = Project::shown(&path);
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                let doubt = (!set.is_empty()).then(|| format!("{shown} is missing"));
                return Ok(Self { lock: Lock::default(), text: None, doubt });
            }
            Err(error) => {
                return Err(Failure::usage("lock-unreadable", format!("{shown}: {error}")));
            }
        };
        let (lock, mut doubt) = match Lock::parse(&text) {
            Ok(lock) => (lock, None),
            Err(LockError::HashMismatch { .. }) => (
                Lock::parse_edited(&text).map_err(|error| unreadable(&error))?,
                Some(format!("{shown} was edited by hand or merged")),
            ),
            Err(error) => return Err(unreadable(&error)),
        };
        let head = head(set).map(|migration| migration.id.as_str());
        if doubt.is_none() && lock.head.as_deref() != head {
            doubt = Some(format!(
                "{shown} is the lock of migration {}, but the last one is {}",
                lock.head.as_deref().unwrap_or("none"),
                head.unwrap_or("none"),
            ));
        }
        Ok(Self { lock, text: Some(text), doubt })
    }
}

fn unreadable(error: &LockError) -> Failure {
    Failure::usage(error.code(), error.to_string())
}

/// The last migration of the order.
pub(crate) fn head(set: &MigrationSet) -> Option<&Migration> {
    set.in_order().last()
}

/// The migrations that are linked in, which must be a graph.
pub(crate) fn linked_migrations() -> Result<MigrationSet, Failure> {
    MigrationSet::linked().map_err(|error| Failure::usage(error.code(), error.to_string()))
}

/// What the linked models declare; every mistake in them is named.
pub(crate) fn linked_models(project: &Project) -> Result<Declared, Failure> {
    Registry::linked().declared_in(project.default_schema()).map_err(|errors| {
        let mut lines = errors.iter().map(ToString::to_string);
        let code = errors.first().map_or("models", matrx_core::model::ModelError::code);
        let failure = Failure::usage(code, lines.next().unwrap_or_default());
        failure.with(lines.collect())
    })
}

/// Refuses to work where the lock has tables of a crate that is not linked: without its models,
/// every one of them would look deleted.
pub(crate) fn all_linked(
    lock: &Lock,
    declared: &Declared,
    removed: &[String],
) -> Result<(), Failure> {
    let missing: BTreeSet<&String> = lock
        .table_crate
        .iter()
        .filter(|(table, krate)| {
            !declared.crates.contains_key(*krate)
                && !declared.schema.tables.contains_key(*table)
                && !removed.contains(krate)
        })
        .map(|(_, krate)| krate)
        .collect();
    let Some(first) = missing.iter().next() else {
        return Ok(());
    };
    let tables = |krate: &String| {
        let tables = lock.table_crate.iter().filter(|(_, of)| *of == krate);
        tables.map(|(table, _)| table.to_string()).collect::<Vec<_>>().join(", ")
    };
    let lines = missing.iter().map(|krate| format!("{krate}: {}", tables(krate))).collect();
    Err(Failure::usage(
        "crate-not-linked",
        format!(
            "schema.lock has tables of crate {first}, whose models are not linked into this \
             program; add `use {} as _;` to the main file of matrx-cli, or say \
             `--removed-crate {first}` if its models are gone for good",
            first.replace('-', "_")
        ),
    )
    .with(lines))
}

/// Which part of the database is looked at: what is configured and typed, and every schema that the
/// models or the lock name.
pub(crate) fn selection(
    project: &Project,
    typed: &Selecting,
    declared: &Declared,
    lock: &Lock,
) -> Selection {
    let config = &project.config;
    let globs = |configured: &[String], typed: &[String]| {
        let names = if typed.is_empty() { configured } else { typed };
        names.iter().map(Glob::new).collect()
    };
    let named = [&declared.schema, &lock.catalog].into_iter().flat_map(schemas_of);
    let schemas: BTreeSet<String> =
        config.schemas.iter().chain(&typed.schema).cloned().chain(named).collect();
    Selection {
        default_schema: project.default_schema().to_owned(),
        schemas: schemas.into_iter().collect(),
        include: globs(&config.include_tables, &typed.include_tables),
        exclude: globs(&config.exclude_tables, &typed.exclude_tables),
    }
}

/// Every schema that a structure names, its foreign keys' targets included.
fn schemas_of(schema: &Schema) -> BTreeSet<String> {
    let keys = schema.tables.values().flat_map(|table| table.foreign_keys.values());
    let names = schema.tables.keys().chain(schema.enums.keys());
    names
        .chain(keys.map(|key| &key.references))
        .filter_map(|name| name.schema.clone())
        .chain(schema.namespaces.iter().cloned())
        .collect()
}

/// The part of a structure that the patterns leave in.
pub(crate) fn selected(schema: &Schema, selection: &Selection) -> Schema {
    let mut part = schema.clone();
    part.tables.retain(|name, _| selection.includes(name));
    part
}

/// The declared structure without the tables that are somebody else's.
pub(crate) fn managed(declared: &Declared) -> Schema {
    let mut schema = declared.schema.clone();
    schema.tables.retain(|name: &QName, _| !declared.unmanaged.contains(name));
    schema
}

impl Workspace {
    /// Writes a migration: its file, its line in mod.rs, the lock, in this order.
    pub(crate) fn write(&self, id: &str, source: &str, lock: &str) -> Result<(), Failure> {
        let path = self.folder.join(format!("m{id}.rs"));
        let failed = |path: &Path, error: std::io::Error| {
            Failure::usage(
                "file-unwritable",
                format!("cannot write {}: {error}", Project::shown(path)),
            )
        };
        let mut file = std::fs::OpenOptions::new();
        let mut file =
            file.write(true).create_new(true).open(&path).map_err(|error| failed(&path, error))?;
        std::io::Write::write_all(&mut file, source.as_bytes())
            .map_err(|error| failed(&path, error))?;
        let list = self.folder.join("mod.rs");
        let mut text = std::fs::read_to_string(&list).map_err(|error| failed(&list, error))?;
        text.push_str(&format!("mod m{id};\n"));
        std::fs::write(&list, text).map_err(|error| failed(&list, error))?;
        self.write_lock(lock)
    }

    /// Writes the lock.
    pub(crate) fn write_lock(&self, lock: &str) -> Result<(), Failure> {
        let path = self.folder.join(LOCK_FILE);
        std::fs::write(&path, lock).map_err(|error| {
            Failure::usage(
                "file-unwritable",
                format!("cannot write {}: {error}", Project::shown(&path)),
            )
        })
    }
}
