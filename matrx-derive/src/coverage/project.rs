//! The package that is being compiled: where it is, what its Cargo.toml says, its lock.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock, Mutex};
use std::time::SystemTime;

use super::Level;
use super::lock::Lock;
use super::manifest::Manifest;

pub(super) struct Project {
    /// The folder of its Cargo.toml.
    pub(super) directory: PathBuf,
    /// Or why it cannot be told.
    pub(super) level: Result<Level, String>,
    /// `None` where the project has no lock yet; or what is wrong with it.
    pub(super) lock: Option<Result<Lock, String>>,
    pub(super) features: Vec<String>,
    /// What was read.
    pub(super) files: Vec<PathBuf>,
}

/// A file as it was when it was read.
type Stamp = (PathBuf, Option<(SystemTime, u64)>);

/// The project of this expansion; read once, and again if one of its files has changed since: the
/// process of rust-analyzer lives long.
pub(super) fn current() -> Option<Arc<Project>> {
    type Known = BTreeMap<(PathBuf, Option<String>), (Vec<Stamp>, Arc<Project>)>;
    static KNOWN: LazyLock<Mutex<Known>> = LazyLock::new(Mutex::default);

    let directory = directory()?;
    let variable = std::env::var("MATRX_CHECK").ok();
    let mut known = KNOWN.lock().ok()?;
    let key = (directory, variable);
    if let Some((stamps, project)) = known.get(&key)
        && stamps.iter().all(|(file, then)| stamp(file) == *then)
    {
        return Some(Arc::clone(project));
    }
    let (project, candidates) = Project::read(&key.0, key.1.as_deref());
    let stamps = candidates.into_iter().map(|file| (file.clone(), stamp(&file))).collect();
    let project = Arc::new(project);
    known.insert(key, (stamps, Arc::clone(&project)));
    Some(project)
}

fn stamp(file: &Path) -> Option<(SystemTime, u64)> {
    let metadata = file.metadata().ok()?;
    Some((metadata.modified().ok()?, metadata.len()))
}

/// The package's folder. A package that some tool generated in a build directory (trybuild) stands for
/// the one that its source files come from.
fn directory() -> Option<PathBuf> {
    let cargo = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR")?);
    let generated = cargo.ancestors().any(|folder| folder.join("CACHEDIR.TAG").exists());
    if !generated || !proc_macro::is_available() {
        return Some(cargo);
    }
    let source = proc_macro::Span::call_site().local_file()?;
    let source = source.canonicalize().ok()?;
    let own = source.ancestors().find(|folder| folder.join("Cargo.toml").exists());
    Some(own.map_or(cargo, Path::to_path_buf))
}

impl Project {
    /// The project, and the files that would change it, whether they exist or not.
    pub(super) fn read(directory: &Path, variable: Option<&str>) -> (Self, Vec<PathBuf>) {
        let own = directory.join("Cargo.toml");
        let manifest = Manifest::read(&own);
        let mut files = vec![own];
        let workspace = manifest.workspace_root(directory).map(|root| {
            let file = root.join("Cargo.toml");
            let manifest = Manifest::read(&file);
            if files[0] != file {
                files.push(file);
            }
            (root, manifest)
        });
        let setting = |name: &str| {
            let own = manifest.text(&["package", "metadata", "matrx", name]);
            own.map(|text| (directory, text)).or_else(|| {
                let (root, manifest) = workspace.as_ref()?;
                let text = manifest.text(&["workspace", "metadata", "matrx", name])?;
                Some((root.as_path(), text))
            })
        };
        let level = match (variable.filter(|text| !text.is_empty()), setting("check")) {
            (Some(text), _) => level(text, "the variable MATRX_CHECK"),
            (None, Some((_, text))) => level(text, "`check` in Cargo.toml's metadata.matrx"),
            (None, None) => Ok(Level::Warn),
        };
        let migrations = match setting("migrations") {
            Some((base, text)) => base.join(text),
            None => directory.join("src").join("migrations"),
        };
        let path = migrations.join("schema.lock");
        let lock = match std::fs::read(&path) {
            Ok(bytes) => Some(Lock::read(&bytes)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
            Err(error) => Some(Err(format!("schema.lock cannot be read ({error})"))),
        };
        let mut candidates = files.clone();
        candidates.push(path.clone());
        if lock.is_some() {
            files.push(path);
        }
        let files = files.into_iter().filter_map(|file| file.canonicalize().ok()).collect();
        let features = manifest.features();
        let project = Self { directory: directory.to_path_buf(), level, lock, features, files };
        (project, candidates)
    }
}

fn level(text: &str, origin: &str) -> Result<Level, String> {
    Level::parse(text).ok_or_else(|| {
        format!("{origin} is `{}`, and it must be {}", text.escape_debug(), Level::KNOWN)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn project(manifest: &str, lock: Option<&str>, variable: Option<&str>) -> Project {
        let name = format!("matrx-project-{}-{}", std::process::id(), crate::text::hash(manifest));
        let directory = std::env::temp_dir().join(name);
        let migrations = directory.join("src/migrations");
        std::fs::create_dir_all(&migrations).unwrap();
        std::fs::write(directory.join("Cargo.toml"), manifest).unwrap();
        if let Some(lock) = lock {
            std::fs::write(migrations.join("schema.lock"), lock).unwrap();
        }
        let (project, _) = Project::read(&directory, variable);
        std::fs::remove_dir_all(&directory).unwrap();
        project
    }

    #[test]
    fn the_variable_is_stronger_than_the_package_and_that_than_the_workspace() {
        let both = "[package.metadata.matrx]\ncheck = \"deny\"\n[workspace]\n[workspace.metadata.matrx]\ncheck = \"off\"\n";
        assert_eq!(project(both, None, None).level, Ok(Level::Deny));
        assert_eq!(project(both, None, Some("deny-release")).level, Ok(Level::DenyRelease));
        assert_eq!(project(both, None, Some("")).level, Ok(Level::Deny));
        let workspace = "[workspace.metadata.matrx]\ncheck = \"off\"\n";
        assert_eq!(project(workspace, None, None).level, Ok(Level::Off));
        assert_eq!(project("[package]\n", None, None).level, Ok(Level::Warn));
        let wrong = project("[package]\nname = \"x\"\n", None, Some("on")).level.unwrap_err();
        assert!(wrong.contains("MATRX_CHECK is `on`") && wrong.contains("deny-release"));
    }

    #[test]
    fn a_project_without_a_lock_has_nothing_to_check() {
        assert!(project("[package]\nname = \"no-lock\"\n", None, None).lock.is_none());
        let lock = Some("matrx-lock 1 head=- sha256=0\n");
        assert!(project("[package]\nname = \"lock\"\n", lock, None).lock.unwrap().is_ok());
    }
}
