//! The printer of migration files, over the whole vocabulary and hostile names.

mod generate;
mod interpret;
mod interpret_object;
mod objects;
mod values;

use std::io::Write;
use std::process::{Command, Stdio};

use generate::{KINDS, Random};
use matrx_cli::source::{Draft, DraftStep, print};
use matrx_core::op::Op;
use matrx_core::schema::{ColumnValue, Object, ObjectId, ObjectKind};

/// How many random cases: `MATRX_CASES` times as many as usual.
fn cases(usual: u64) -> u64 {
    let factor = std::env::var("MATRX_CASES").ok().and_then(|text| text.parse::<u64>().ok());
    usual * factor.unwrap_or(1)
}

fn draft(seed: u64, down: bool) -> Draft {
    let mut random = Random::new(seed);
    let mut steps = |count: usize| -> Vec<DraftStep> {
        (0..count)
            .map(|_| {
                let kind = random.below(KINDS);
                DraftStep::from(random.op(kind))
            })
            .collect()
    };
    Draft {
        title: "Add email to users".to_owned(),
        notes: Vec::new(),
        depends_on: vec!["0001_initial".to_owned()],
        up: steps(8),
        down: down.then(|| steps(4)),
    }
}

fn ops(steps: &[DraftStep]) -> Vec<Op> {
    steps.iter().map(|step| step.op.clone()).collect()
}

/// The change as a file with a `down` says it: the removed object is named only. What a column's
/// value was stays, because the server has other commands for each kind.
fn without_was(op: Op) -> Op {
    match op {
        Op::DropEnum { name, was: _ } => Op::DropEnum { name, was: None },
        Op::AddEnumValue { name, value, position, was: _, uses: _ } => {
            Op::AddEnumValue { name, value, position, was: None, uses: Vec::new() }
        }
        Op::ReplaceEnum { to, mapping, uses, was: _ } => {
            Op::ReplaceEnum { to, mapping, uses, was: None }
        }
        Op::SetEnumComment { name, was: _, to } => Op::SetEnumComment { name, was: None, to },
        Op::DropTable { name, was: _ } => Op::DropTable { name, was: None },
        Op::SetTableComment { table, was: _, to } => Op::SetTableComment { table, was: None, to },
        Op::SetTableSetting { table, key, was: _, to } if !key.needs_was() => {
            Op::SetTableSetting { table, key, was: None, to }
        }
        Op::DropColumn { table, name, was: _ } => Op::DropColumn { table, name, was: None },
        Op::AlterColumnType { table, column, was: _, to, using } => {
            Op::AlterColumnType { table, column, was: None, to, using }
        }
        Op::SetSchemaComment { name, was: _, to } => Op::SetSchemaComment { name, was: None, to },
        Op::SetColumnComment { table, column, was: _, to } => {
            Op::SetColumnComment { table, column, was: None, to }
        }
        Op::DropPrimaryKey { table, name, was: _ } => Op::DropPrimaryKey { table, name, was: None },
        Op::DropUnique { table, name, was: _ } => Op::DropUnique { table, name, was: None },
        Op::DropCheck { table, name, was: _ } => Op::DropCheck { table, name, was: None },
        Op::DropExclude { table, name, was: _ } => Op::DropExclude { table, name, was: None },
        Op::DropForeignKey { table, name, was: _ } => Op::DropForeignKey { table, name, was: None },
        Op::DropIndex { table, name, concurrently, was: _ } => {
            Op::DropIndex { table, name, concurrently, was: None }
        }
        Op::CreateSchema { .. }
        | Op::DropSchema { .. }
        | Op::RenameSchema { .. }
        | Op::CreateEnum { .. }
        | Op::RenameEnum { .. }
        | Op::RenameEnumValue { .. }
        | Op::CreateTable { .. }
        | Op::RenameTable { .. }
        | Op::MoveTable { .. }
        | Op::SetTableSetting { .. }
        | Op::AddColumn { .. }
        | Op::RenameColumn { .. }
        | Op::SetNullable { .. }
        | Op::SetColumnValue { .. }
        | Op::AddPrimaryKey { .. }
        | Op::AddUnique { .. }
        | Op::AddCheck { .. }
        | Op::AddForeignKey { .. }
        | Op::AddExclude { .. }
        | Op::ValidateConstraint { .. }
        | Op::RenameConstraint { .. }
        | Op::CreateIndex { .. }
        | Op::RenameIndex { .. }
        | Op::CreateObject { .. }
        | Op::RenameObject { .. } => op,
        // Where the parts are altered one by one, what there was says which.
        Op::ReplaceObject { to, was } => {
            let by_or_replace = matches!(
                to.id.kind,
                ObjectKind::View | ObjectKind::Function | ObjectKind::Procedure
            );
            let was = was.filter(|was| !by_or_replace || was.definition[1..] != to.definition[1..]);
            Op::ReplaceObject { to, was }
        }
        Op::DropObject { id, was: _ } => Op::DropObject { id, was: None },
        Op::SetObjectComment { id, was: _, to } => Op::SetObjectComment { id, was: None, to },
    }
}

#[test]
fn what_is_printed_records_the_same_changes() {
    for seed in 0..cases(600) {
        let complete = draft(seed, false);
        let source = print(&complete).expect("source");
        assert_eq!(interpret::record(&source, "up"), ops(&complete.up), "seed {seed}\n{source}");
        let both = draft(seed, true);
        let source = print(&both).expect("source");
        let named = |steps| ops(steps).into_iter().map(without_was).collect::<Vec<_>>();
        let down = both.down.as_ref().expect("a down");
        assert_eq!(interpret::record(&source, "up"), named(&both.up), "seed {seed}\n{source}");
        assert_eq!(interpret::record(&source, "down"), named(down), "seed {seed}\n{source}");
    }
}

#[test]
fn every_kind_of_change_is_printed() {
    let mut random = Random::new(7);
    for kind in 0..KINDS {
        for _ in 0..20 {
            let op = random.op(kind);
            let up = vec![DraftStep::from(op.clone())];
            let source = print(&Draft { up, ..Draft::default() }).expect("source");
            assert_eq!(interpret::record(&source, "up"), [op], "{source}");
        }
    }
}

/// What `cargo fmt` makes of it, in a project of this edition without a configuration.
fn rustfmt(source: &str, edition: &str) -> String {
    let mut child = Command::new("rustfmt")
        .args(["--edition", edition, "--config-path", "/dev/null", "--emit", "stdout", "--quiet"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("rustfmt is installed");
    child.stdin.take().expect("a pipe").write_all(source.as_bytes()).expect("written");
    let output = child.wait_with_output().expect("rustfmt ends");
    String::from_utf8(output.stdout).expect("text")
}

#[test]
fn rustfmt_changes_nothing() {
    for seed in 0..cases(40) {
        // one process for many changes
        let mut random = Random::new(seed);
        let mut steps = |count: usize| -> Vec<DraftStep> {
            (0..count)
                .map(|_| {
                    let kind = random.below(KINDS);
                    let notes = if kind < 8 { vec!["C01: a note".to_owned()] } else { vec![] };
                    DraftStep { op: random.op(kind), notes }
                })
                .collect()
        };
        let draft = Draft {
            title: "Add `email`".to_owned(),
            notes: vec!["not proved: function f".to_owned()],
            depends_on: vec!["0001_initial".to_owned()],
            up: steps(60),
            down: (seed & 1 == 0).then(|| steps(10)),
        };
        let source = print(&draft).expect("source");
        for edition in ["2021", "2024"] {
            let formatted = rustfmt(&source, edition);
            if formatted != source {
                let wrong: Vec<_> = source
                    .lines()
                    .zip(formatted.lines())
                    .skip_while(|(ours, theirs)| ours == theirs)
                    .take(14)
                    .collect();
                let ours: Vec<_> = wrong.iter().map(|(ours, _)| *ours).collect();
                let theirs: Vec<_> = wrong.iter().map(|(_, theirs)| *theirs).collect();
                panic!(
                    "seed {seed}, edition {edition}\nours\n{}\nrustfmt\n{}",
                    ours.join("\n"),
                    theirs.join("\n")
                );
            }
        }
    }
}

#[test]
fn a_view_reads_as_its_author_wrote_it() {
    let id = ObjectId::new(ObjectKind::View, "active_users");
    let short = "CREATE VIEW active_users AS\n SELECT users.id\n   FROM users";
    let object = Object::new(id.clone(), vec![short.to_owned()]);
    let more = Object {
        comment: Some("c".to_owned()),
        ..Object::new(id, vec![short.to_owned(), "COMMENT ON COLUMN a.id IS 'x'".to_owned()])
    };
    let create = |object| DraftStep::from(Op::CreateObject { object });
    let draft = Draft { up: vec![create(object), create(more)], ..Draft::default() };
    let expected = r##"use matrx_core::migration::*;

#[migration]
fn up(m: &mut Steps) {
    m.create(view("active_users").sql(
        r#"CREATE VIEW active_users AS
 SELECT users.id
   FROM users"#,
    ));

    m.create(
        view("active_users")
            .sql(
                r#"CREATE VIEW active_users AS
 SELECT users.id
   FROM users"#,
            )
            .sql("COMMENT ON COLUMN a.id IS 'x'")
            .comment("c"),
    );
}
"##;
    let source = print(&draft).expect("source");
    assert_eq!(source, expected);
    assert_eq!(rustfmt(&source, "2024"), expected);
}

#[test]
fn names_add_no_code_and_no_lines() {
    let hostile = "x\"; }\nfn evil() { /* */ // \u{202e}\r";
    let draft = Draft {
        title: hostile.to_owned(),
        notes: vec![hostile.to_owned()],
        depends_on: Vec::new(),
        up: vec![DraftStep {
            op: Op::SetColumnValue {
                table: hostile.into(),
                column: hostile.to_owned(),
                was: Some(ColumnValue::Default(hostile.into())),
                to: ColumnValue::None,
            },
            notes: vec![hostile.to_owned()],
        }],
        down: None,
    };
    let source = print(&draft).expect("source");
    assert!(source.chars().all(|c| c == '\n' || (' '..='~').contains(&c)), "{source}");
    let file = syn::parse_file(&source).expect("it parses");
    assert_eq!(file.items.len(), 2, "{source}");
}

#[test]
fn an_empty_migration_compiles_without_warnings() {
    let draft = Draft { down: Some(Vec::new()), ..Draft::default() };
    assert_eq!(
        print(&draft).expect("source"),
        "use matrx_core::migration::*;\n\n#[migration]\nfn up(_m: &mut Steps) {}\n\n\
         #[migration(down)]\nfn down(_m: &mut Steps) {}\n"
    );
}
