//! Migration files as a project writes them.

mod migrations {
    pub(crate) mod m0001_initial;
    pub(crate) mod m0002_code;
    pub(crate) mod m0003_whole;
}

use matrx_core::migration::{CodeStep, MigrationDb, MigrationSet, Step};
use matrx_core::op::Op;

#[test]
fn linked_migrations_are_recorded_in_order() {
    let set = MigrationSet::linked().expect("a graph");
    let ids: Vec<_> = set.in_order().iter().map(|m| m.id.as_str()).collect();
    assert_eq!(ids, ["0001_initial", "0002_code", "0003_whole"]);
    let first = set.get("0001_initial").expect("linked");
    assert!(first.file.ends_with("m0001_initial.rs"), "{}", first.file);
    assert!(first.checksum.starts_with("v1:sha256:"), "{}", first.checksum);
    assert_eq!(first.krate, "migration");
    let steps = first.up();
    assert!(matches!(&steps[0], Step::Op(Op::CreateTable { table }) if table.columns.len() == 2));
    assert!(matches!(
        &steps[1],
        Step::Op(Op::CreateIndex { index, .. }) if index.concurrently && index.columns.len() == 1
    ));
    assert!(matches!(&first.down().expect("written")[0], Step::Op(Op::DropIndex { .. })));
    assert_eq!(set.heads().len(), 1);
}

#[test]
fn code_steps_have_names() {
    let set = MigrationSet::linked().expect("a graph");
    let names = |id: &str| -> Vec<String> {
        let steps = set.up(id).expect("linked");
        steps
            .into_iter()
            .map(|step| match step {
                Step::Code(CodeStep { name, .. }) => name,
                Step::Op(_) | Step::Sql(_) => panic!("a code step"),
            })
            .collect()
    };
    assert_eq!(names("0002_code"), ["up", "backfill", "other"]);
    assert_eq!(names("0003_whole"), ["up"]);
    assert!(set.get("0003_whole").expect("linked").down().is_err());
}

#[test]
fn a_run_of_code_can_be_spawned() {
    fn send<T: Send>(_: &T) {}
    fn check(step: &CodeStep, db: &mut MigrationDb) {
        send(&step.run(db));
    }
    let _: fn(&CodeStep, &mut MigrationDb) = check;
}
