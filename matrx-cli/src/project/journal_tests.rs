use super::*;

fn old(folder: &Path) -> Vec<Change> {
    fs::write(folder.join("mod.rs"), "mod m0001_a;\nmod m0002_a;\n").expect("written");
    fs::write(folder.join("m0002_a.rs"), "// 2\n").expect("written");
    fs::write(folder.join("m0001_a.rs"), "// a\n").expect("written");
    fs::write(folder.join("schema.lock"), "old").expect("written");
    vec![
        Change::to("m0002_b.rs", "// b\n".into(), None),
        Change::to(
            "mod.rs",
            "mod m0001_a;\nmod m0002_b;\n".into(),
            Some("mod m0001_a;\nmod m0002_a;\n".into()),
        ),
        Change::to("schema.lock", "new".into(), Some("old".into())),
        Change::Remove { name: "m0002_a.rs".into(), before: "// 2\n".into() },
    ]
}

fn texts(folder: &Path) -> Vec<(String, String)> {
    let mut texts: Vec<_> = fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry"))
        .map(|entry| {
            let text = fs::read_to_string(entry.path()).expect("text");
            (entry.file_name().into_string().expect("a name"), text)
        })
        .collect();
    texts.sort();
    texts
}

/// Every `mod` line has its file.
fn compiles(folder: &Path) -> bool {
    let text = fs::read_to_string(folder.join("mod.rs")).expect("mod.rs");
    super::super::mod_file::modules(&text)
        .expect("Rust")
        .iter()
        .all(|module| folder.join(format!("{module}.rs")).is_file())
}

#[test]
fn a_kill_at_any_moment_is_completed_or_undone() {
    let whole = tempfile::tempdir().expect("a folder");
    let changes = old(whole.path());
    let before = texts(whole.path());
    write(whole.path(), &changes).expect("written");
    let after = texts(whole.path());
    assert_ne!(before, after);
    assert_eq!(after.len(), 4, "{after:?}");

    let count = plan(whole.path(), &changes).0.len();
    for stop in 0..=count {
        let folder = tempfile::tempdir().expect("a folder");
        let changes = old(folder.path());
        let (actions, committed) = plan(folder.path(), &changes);
        for action in &actions[..stop] {
            act(action).expect("done");
            assert!(compiles(folder.path()), "after {action:?}");
        }
        let recovered = recover(folder.path()).expect("recovered");
        let now = texts(folder.path());
        // the journal may stand already without its name being on the disk
        if stop + 1 < committed {
            assert_eq!(now, before, "stopped at {stop}");
            let expected = if stop == 0 { None } else { Some(Recovered::Undone) };
            assert_eq!(recovered, expected);
        } else {
            assert_eq!(now, after, "stopped at {stop}");
        }
        assert_eq!(recover(folder.path()).expect("again"), None);
    }
}

#[test]
fn a_kill_in_the_middle_of_placing_is_completed() {
    let folder = tempfile::tempdir().expect("a folder");
    let changes = old(folder.path());
    let (actions, committed) = plan(folder.path(), &changes);
    for action in &actions[..committed] {
        act(action).expect("done");
    }
    // linked under its new name, and not yet removed under its old one
    fs::hard_link(folder.path().join(".m0002_b.rs.matrx-new"), folder.path().join("m0002_b.rs"))
        .expect("a link");
    recover(folder.path()).expect("recovered");
    assert_eq!(texts(folder.path()).len(), 4);
    assert!(compiles(folder.path()));
}

#[test]
fn what_was_edited_after_the_kill_is_not_overwritten() {
    let folder = tempfile::tempdir().expect("a folder");
    let changes = old(folder.path());
    let (actions, committed) = plan(folder.path(), &changes);
    for action in &actions[..committed] {
        act(action).expect("done");
    }
    fs::write(folder.path().join("schema.lock"), "edited").expect("written");
    let error = recover(folder.path()).expect_err("a conflict");
    assert_eq!(error.code(), "interrupted-write-conflict");
    assert!(compiles(folder.path()));
    assert_eq!(fs::read_to_string(folder.path().join("schema.lock")).expect("text"), "edited");
}

#[test]
fn an_error_before_the_journal_leaves_nothing_behind() {
    let folder = tempfile::tempdir().expect("a folder");
    let changes = old(folder.path());
    let before = texts(folder.path());
    // the last text cannot be prepared
    fs::create_dir(folder.path().join(".schema.lock.matrx-new")).expect("a folder");
    assert!(write(folder.path(), &changes).is_err());
    fs::remove_dir(folder.path().join(".schema.lock.matrx-new")).expect("removed");
    assert_eq!(texts(folder.path()), before);
}

#[test]
fn a_journal_with_paths_is_refused() {
    for line in ["place ../x", "place .x", "replace mod.rs", "move x", "place a b", "place /x"] {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join(JOURNAL), format!("{FIRST_LINE}\n{line}\n")).expect("written");
        assert_eq!(recover(folder.path()).expect_err("refused").code(), "bad-journal", "{line}");
    }
}
