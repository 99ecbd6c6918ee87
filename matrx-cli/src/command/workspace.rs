//! What a command works on: the models and migrations that are linked in, and the project's lock.

use std::collections::BTreeSet;
use std::path::Path;

use matrx_core::dialect::postgres::introspect::{Glob, OnRequest, Selection};
use matrx_core::lock::{Lock, LockError};
use matrx_core::migration::{Migration, MigrationSet, Step};
use matrx_core::model::{Declared, Registry};
use matrx_core::name::QName;
use matrx_core::schema::Schema;

use crate::arguments::Selecting;
use crate::config::Project;
use crate::failure::Failure;
use crate::output::Output;
use crate::project::{Folder, ProjectError};

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
    /// The folder of its migrations.
    pub(crate) folder: Folder,
}

impl Workspace {
    /// Reads it; what is doubtful about the lock is noted.
    pub(crate) fn open(project: &Project, output: &Output) -> Result<Self, Failure> {
        let set = linked_migrations()?;
        let krate = crate_of(&project.migrations)?;
        let folder = Folder::open(&project.migrations).map_err(|error| files(&error))?;
        folder.check().map_err(|error| files(&error))?;
        up_to_date(&folder, &set, &krate)?;
        let own = set.clone().of_crate(&krate);
        // With many tables, models and lock take equally long.
        let (declared, lock) = std::thread::scope(|scope| {
            let lock = scope.spawn(|| LockFile::read(project, &own));
            let declared = linked_models(project);
            (declared, lock.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
        });
        let (declared, mut lock) = (declared?, lock?);
        if lock.doubt.is_some() {
            lock.replay(&own);
        }
        if let Some(doubt) = &lock.doubt {
            output.note(format!("warning: {doubt}; `makemigrations` writes it again"));
        }
        Ok(Self { set, declared, lock, krate, folder })
    }

    /// The structure that the migrations make, as far as the lock knows it. Without migrations that is
    /// nothing, whatever a lock has that was written when a database was taken over.
    pub(crate) fn made(&self) -> Schema {
        match self.head() {
            Some(_) => self.lock.lock.catalog.clone(),
            None => Schema::default(),
        }
    }

    /// The last migration of this project.
    pub(crate) fn head(&self) -> Option<&Migration> {
        self.set.in_order().iter().rfind(|migration| migration.krate == self.krate)
    }
}

/// Whether this program was built from the files that are there now.
fn up_to_date(folder: &Folder, set: &MigrationSet, krate: &str) -> Result<(), Failure> {
    let modules = folder.modules().map_err(|error| files(&error))?;
    let on_disk: BTreeSet<&str> =
        modules.iter().filter_map(|module| module.strip_prefix('m')).collect();
    let linked: BTreeSet<&str> = set
        .in_order()
        .iter()
        .filter(|migration| migration.krate == krate)
        .map(|migration| migration.id.as_str())
        .collect();
    if on_disk == linked {
        return Ok(());
    }
    let names = on_disk.symmetric_difference(&linked).map(|id| (*id).to_owned()).collect();
    Err(Failure::usage(
        "stale-program",
        format!(
            "this program and {} do not have the same migrations: link the crate {krate} into it \
             (`use {krate} as _;`), see that each file has its #[migration], and build it again",
            Project::shown(folder.path())
        ),
    )
    .with(names))
}

/// The files of a project are not as they should be.
pub(crate) fn files(error: &ProjectError) -> Failure {
    Failure::usage(error.code(), error.to_string())
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
    /// Whether its structure was taken from the migrations themselves instead.
    replayed: bool,
}

impl LockFile {
    /// Whether the structure after the last migration is known.
    pub(crate) fn is_known(&self) -> bool {
        self.doubt.is_none() || self.replayed
    }

    /// Takes the structure from the migrations, as far as they consist of operations; what SQL or
    /// code does, nobody knows beforehand. No single server spelled them, so its version goes.
    fn replay(&mut self, set: &MigrationSet) {
        let mut schema = Schema::default();
        for step in set.in_order().iter().flat_map(Migration::up) {
            match step {
                Step::Op(op) if op.apply(&mut schema).is_ok() => {}
                Step::Op(_) | Step::Sql(_) | Step::Code(_) => return,
            }
        }
        self.lock.catalog = schema;
        self.lock.server_major = None;
        self.replayed = true;
    }

    /// Reads the lock of a project whose migrations these are.
    pub(crate) fn read(project: &Project, set: &MigrationSet) -> Result<Self, Failure> {
        let path = project.migrations.join(LOCK_FILE);
        let shown = Project::shown(&path);
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                let doubt = (!set.is_empty()).then(|| format!("{shown} is missing"));
                return Ok(Self { lock: Lock::default(), text: None, doubt, replayed: false });
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
        Ok(Self { lock, text: Some(text), doubt, replayed: false })
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
        on_request: OnRequest::of([&declared.schema, &lock.declared, &lock.catalog]),
    }
}

/// Every schema that a structure names, its foreign keys' targets included.
fn schemas_of(schema: &Schema) -> BTreeSet<String> {
    let keys = schema.tables.values().flat_map(|table| table.foreign_keys.values());
    let names = schema.tables.keys().chain(schema.enums.keys());
    let objects = schema.objects.keys().filter_map(|id| id.schema().map(str::to_owned));
    names
        .chain(keys.map(|key| &key.references))
        .filter_map(|name| name.schema.clone())
        .chain(objects)
        .chain(schema.namespaces.iter().cloned())
        .collect()
}

/// The part of a structure that the patterns leave in.
pub(crate) fn selected(schema: &Schema, selection: &Selection) -> Schema {
    let mut part = schema.clone();
    part.tables.retain(|name, _| selection.includes(name));
    part.objects.retain(|id, _| id.relation.as_ref().is_none_or(|name| selection.includes(name)));
    part
}

/// The declared structure without the tables that are somebody else's.
pub(crate) fn managed(declared: &Declared) -> Schema {
    let mut schema = declared.schema.clone();
    schema.tables.retain(|name: &QName, _| !declared.unmanaged.contains(name));
    schema
}
