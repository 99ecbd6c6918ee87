use super::*;

fn files(texts: &[(&str, &str)]) -> BTreeMap<String, String> {
    texts.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect()
}

fn made(folder: &Path, texts: &[(&str, &str)], overwrite: bool) -> Plan {
    let plan = plan(folder, &files(texts), overwrite).unwrap();
    if plan.refused.is_empty() {
        write(&plan).unwrap();
    }
    plan
}

#[test]
fn what_others_wrote_is_kept_or_refused() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().join("models");
    let first = [("", "mod user;\n"), ("user.rs", "pub struct User;\n")];
    assert_eq!(made(&folder, &first, false).changes.len(), 2);
    assert_eq!(made(&folder, &first, false).unchanged, 2);

    // hand-written code outside of the region stays
    let user = folder.join("user.rs");
    let text = fs::read_to_string(&user).unwrap() + "\nimpl User {}\n";
    fs::write(&user, text).unwrap();
    made(&folder, &[("", "mod user;\n"), ("user.rs", "pub struct User2;\n")], false);
    let text = fs::read_to_string(&user).unwrap();
    assert!(text.contains("pub struct User2;") && text.ends_with("impl User {}\n"), "{text}");

    // an edited region, a file of somebody else's, and a file whose table is gone
    fs::write(&user, text.replace("User2", "Edited")).unwrap();
    fs::write(folder.join("post.rs"), "pub struct Mine;\n").unwrap();
    let third = [("", "mod post;\n"), ("post.rs", "pub struct Post;\n")];
    let plan = made(&folder, &third, false);
    let why: Vec<Refusal> = plan.refused.iter().map(|(_, why)| *why).collect();
    assert_eq!(why, [Refusal::NotOurs, Refusal::Edited]);
    assert!(fs::read_to_string(&user).unwrap().contains("Edited"));

    made(&folder, &third, true);
    assert!(!user.exists());
    assert!(fs::read_to_string(folder.join("post.rs")).unwrap().contains("pub struct Post;"));
}

#[test]
fn a_module_that_is_a_file_stays_one() {
    let place = tempfile::tempdir().unwrap();
    fs::write(place.path().join("models.rs"), "").unwrap();
    let folder = place.path().join("models");
    made(&folder, &[("", "mod user;\n"), ("user.rs", "pub struct User;\n")], false);
    assert!(!folder.join("mod.rs").exists());
    assert!(fs::read_to_string(place.path().join("models.rs")).unwrap().contains("mod user;"));
}
