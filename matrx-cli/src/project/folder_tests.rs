use super::*;

fn folder() -> (tempfile::TempDir, Folder) {
    let dir = tempfile::tempdir().expect("a folder");
    fs::write(dir.path().join("mod.rs"), "").expect("written");
    let folder = Folder::open(dir.path()).expect("a folder");
    (dir, folder)
}

fn migration(id: &str) -> NewMigration {
    NewMigration { id: id.to_owned(), source: "// x\n".to_owned(), lock: Some("lock".to_owned()) }
}

#[test]
fn migrations_are_added_one_by_one() {
    let (_dir, folder) = folder();
    for (number, id) in [(1, "0001_a"), (2, "0002_b"), (3, "0003_c")] {
        assert_eq!(folder.next_number().expect("a number"), number);
        folder.claim().expect("a claim").write(&migration(id)).expect("written");
        folder.check().expect("complete");
    }
    assert_eq!(folder.modules().expect("modules"), ["m0001_a", "m0002_b", "m0003_c"]);
    assert_eq!(folder.lock_text().expect("text").as_deref(), Some("lock"));
    folder.claim().expect("a claim").write_lock("other").expect("written");
    assert_eq!(folder.lock_text().expect("text").as_deref(), Some("other"));
}

#[test]
fn nothing_is_overwritten() {
    let (dir, folder) = folder();
    fs::write(dir.path().join("m0001_a.rs"), "mine").expect("written");
    let claim = folder.claim().expect("a claim");
    assert_eq!(claim.write(&migration("0001_a")).expect_err("taken").code(), "file-exists");
    assert_eq!(fs::read_to_string(dir.path().join("m0001_a.rs")).expect("text"), "mine");
    assert_eq!(fs::read_to_string(dir.path().join("mod.rs")).expect("text"), "");
}

#[test]
fn a_file_without_a_line_and_a_line_without_a_file_are_named() {
    let (dir, folder) = folder();
    fs::write(dir.path().join("m0007_lost.rs"), "").expect("written");
    let message = folder.check().expect_err("an orphan").to_string();
    assert!(
        message.contains("m0007_lost.rs") && message.contains("`mod m0007_lost;`"),
        "{message}"
    );
    fs::remove_file(dir.path().join("m0007_lost.rs")).expect("removed");
    fs::write(dir.path().join("mod.rs"), "mod m0001_a;\n").expect("written");
    let message = folder.check().expect_err("a missing file").to_string();
    assert!(message.contains("m0001_a"), "{message}");
}

#[test]
fn one_process_writes_at_a_time() {
    let (_dir, folder) = folder();
    let first = folder.claim().expect("a claim");
    assert_eq!(folder.claim().expect_err("busy").code(), "folder-busy");
    drop(first);
    folder.claim().expect("free again");
}

#[cfg(unix)]
#[test]
fn links_are_not_written_through() {
    let (dir, folder) = folder();
    let outside = tempfile::tempdir().expect("a folder");
    let target = outside.path().join("target");
    fs::write(&target, "theirs").expect("written");
    std::os::unix::fs::symlink(&target, dir.path().join("m0001_a.rs")).expect("a link");
    let claim = folder.claim().expect("a claim");
    assert_eq!(claim.write(&migration("0001_a")).expect_err("taken").code(), "file-exists");
    for name in ["mod.rs", "schema.lock"] {
        let (dir, folder) = self::folder();
        let _ = fs::remove_file(dir.path().join(name));
        std::os::unix::fs::symlink(&target, dir.path().join(name)).expect("a link");
        let claim = folder.claim().expect("a claim");
        assert_eq!(claim.write(&migration("0001_a")).expect_err("a link").code(), "not-a-file");
        assert!(!dir.path().join("m0001_a.rs").exists());
    }
    assert_eq!(fs::read_to_string(&target).expect("text"), "theirs");
}
