//! What does not compile, and what the compiler says about it: `tests/ui` has a file a mistake, and its
//! message beside it. `TRYBUILD=overwrite cargo test -p matrx-tests --test compile_fail` writes them anew.

#[test]
fn mistakes_are_explained() {
    let cases = trybuild::TestCases::new();
    for folder in
        ["model", "column", "key", "foreign_key", "enum", "manager", "migration", "object"]
    {
        cases.compile_fail(format!("ui/{folder}/*.rs"));
    }
    cases.pass("ui/pass/*.rs");
}
