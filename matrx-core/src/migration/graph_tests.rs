use super::super::MigrationSet;
use super::*;

fn nothing(_: &mut Steps) {}

fn up(module_path: &'static str, depends_on: &'static [&'static str]) -> LinkedUp {
    let file = module_path.rsplit("::").next().expect("a name");
    LinkedUp { module_path, file, depends_on, formerly: &[], checksum: "v1", up: nothing }
}

fn set(ups: &[LinkedUp]) -> Result<Vec<String>, GraphError> {
    let set = MigrationSet::new(ups, &[])?;
    Ok(set.in_order().iter().map(|migration| migration.key().to_string()).collect())
}

#[test]
fn dependencies_come_first_and_ties_by_id() {
    let ups = [
        up("b::m0002_x", &["a::0003_z"]),
        up("a::db::m0003_z", &["0001_x"]),
        up("a::db::m0001_x", &[]),
        up("b::m0001_x", &[]),
        up("a::db::m0002_y", &[]),
    ];
    let expected = ["a::0001_x", "b::0001_x", "a::0002_y", "a::0003_z", "b::0002_x"];
    assert_eq!(set(&ups).expect("a graph"), expected);
    let set = MigrationSet::new(&ups, &[]).expect("a graph");
    assert_eq!(set.get("b::0001_x").expect("known").krate, "b");
    let heads: Vec<_> = set.heads().iter().map(|head| head.key().to_string()).collect();
    assert_eq!(heads, ["b::0001_x", "a::0002_y", "b::0002_x"]);
}

#[test]
fn what_is_no_graph_is_named_with_its_files() {
    for (ups, code, words) in [
        (
            vec![up("a::x::m0001_a", &[]), up("a::m0001_a", &[])],
            "two-migration-functions",
            vec!["m0001_a"],
        ),
        (
            vec![up("a::m0002_b", &["0001_a"])],
            "unknown-dependency",
            vec!["m0002_b", "0001_a", "mod.rs"],
        ),
        (
            vec![
                up("a::m0001_a", &[]),
                up("a::m0002_b", &["0004_d"]),
                up("a::m0003_c", &["0002_b"]),
                up("a::m0004_d", &["0003_c"]),
                up("a::m0005_e", &["0004_d"]),
            ],
            "dependency-cycle",
            vec!["m0002_b", "m0003_c", "m0004_d"],
        ),
        (vec![up("a::m0001_a", &["0001_a"])], "dependency-cycle", vec!["m0001_a → m0001_a"]),
        (vec![up("a::initial", &[])], "bad-migration-file-name", vec!["initial"]),
    ] {
        let error = set(&ups).expect_err("no graph");
        assert_eq!(error.code(), code);
        let message = error.to_string();
        assert!(words.iter().all(|word| message.contains(word)), "{message}");
        assert!(!message.contains("m0005_e"), "{message}");
    }
}

#[test]
fn the_same_id_in_two_files_is_an_error() {
    let mut ups = [up("a::x::m0001_a", &[]), up("a::y::m0001_a", &[])];
    ups[0].file = "src/x/m0001_a.rs";
    ups[1].file = "src/y/m0001_a.rs";
    let error = set(&ups).expect_err("twice");
    assert_eq!(error.code(), "duplicate-migration");
    let message = error.to_string();
    assert!(message.contains("src/x/m0001_a.rs") && message.contains("src/y/m0001_a.rs"));
}

#[test]
fn a_down_belongs_to_an_up() {
    let down = LinkedDown { module_path: "a::m0001_a", file: "m0001_a", down: nothing };
    let error = MigrationSet::new(&[], [&down]).expect_err("alone");
    assert_eq!(error.code(), "down-without-up");
    let ups = [up("a::m0001_a", &[])];
    assert!(MigrationSet::new(&ups, [&down]).expect("a graph").in_order()[0].has_down());
    let error = MigrationSet::new(&ups, [&down, &down]).expect_err("twice");
    assert_eq!(error.code(), "two-migration-functions");
}

#[test]
fn a_way_back_is_derived_where_every_step_has_one() {
    fn reversible(m: &mut Steps) {
        m.rename_table("a", "b");
        m.sql("SELECT 1").down("SELECT 2");
    }
    fn irreversible(m: &mut Steps) {
        m.rename_table("a", "b");
        m.drop_table("c");
    }
    let mut ups = [up("a::m0001_a", &[]), up("a::m0002_b", &[])];
    (ups[0].up, ups[1].up) = (reversible, irreversible);
    let set = MigrationSet::new(&ups, &[]).expect("a graph");
    let down = set.down("0001_a").expect("known").expect("derived");
    let lines: Vec<_> = down.iter().map(super::super::Step::describe).collect();
    assert_eq!(lines[0], "sql SELECT 2");
    assert!(lines[1].contains('b') && lines.len() == 2, "{lines:?}");
    let message = set.down("0002_b").expect("known").expect_err("irreversible").to_string();
    assert!(message.contains("0002_b") && message.contains("m0002_b"), "{message}");
}
