//! Target folders that begin with what this workspace's build has compiled already.

use std::fs::{File, create_dir_all, hard_link, read_dir};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Once;

use crate::scratch::workspace_root;

/// The target folder that all scratch projects share. What the registry's crates compile to is linked
/// into it, so that a project's first build compiles little but matrx itself.
pub(crate) fn shared_target() -> PathBuf {
    static WARMED: Once = Once::new();
    let folder = workspace_root().join("target/scratch");
    WARMED.call_once(|| warm(&folder));
    folder
}

/// Links into a target folder what the registry's crates compiled to for this workspace.
///
/// # Panics
///
/// Where the folder cannot be written.
pub fn warm(target: &Path) {
    create_dir_all(target).expect("a target folder can be made");
    let lock = File::create(target.join(".warming")).expect("a target folder can be written");
    lock.lock().expect("a file can be locked");
    let built = workspace_root().join("target/debug");
    for folder in ["build", "deps", ".fingerprint"] {
        link(&built.join(folder), &target.join("debug").join(folder));
    }
}

fn link(from: &Path, to: &Path) {
    create_dir_all(to).expect("a target folder can be written");
    // Where this workspace was built elsewhere there is nothing to link, and the builds take longer.
    for entry in read_dir(from).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let target = to.join(&name);
        if is_ours(&name.to_string_lossy()) {
            continue;
        }
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            if !target.exists() {
                link(&entry.path(), &target);
            }
        } else if let Err(why) = hard_link(entry.path(), &target) {
            // A build that runs beside this one may make or remove a file of its own.
            let harmless = [ErrorKind::AlreadyExists, ErrorKind::NotFound].contains(&why.kind());
            assert!(harmless, "{}: {why}", target.display());
        }
    }
}

/// Whether the name is of a crate of this workspace: those are compiled anew, as cargo writes over them.
fn is_ours(name: &str) -> bool {
    let name = name.strip_prefix("lib").unwrap_or(name);
    let own = ["matrx", "blog", "architecture", "bench"];
    own.iter().any(|own| name.starts_with(own))
}
