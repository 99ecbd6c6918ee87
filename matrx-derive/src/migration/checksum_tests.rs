use std::io::Write;
use std::process::{Command, Stdio};

use super::*;

/// Written as nobody formats it; everything that rustfmt changes is in it.
const ODD: &str = r#"
//! Doc.
use matrx_core::migration::*; use std::{time::{Duration}, fmt::Debug,}; use chrono::Utc;
/// Doc.
#[migration(depends_on=["0001_initial",])]
fn up(m:&mut Steps){ // a comment
 m.create_table(table("users",).column(column("id","money",).not_null().identity(identity_always())).column(column("a_long_name","mood").not_null().default("''")).primary_key("users_pkey",&["id","a_long_name",],),);
 m.run(async|db:&mut MigrationDb|{ let f=|x:i32|{x+1}; let g=|x:i32|{ let y=x; y };
 for n in [1,-1,] { match n { 1=>{f(n)} -1 => g(n), 2 => {{ f(3) }}, 3 => { f(1); g(2) }, _=>{ continue } }; }
 if (((f(1))))>2 { return Ok(()) }
 db.execute("UPDATE users SET email = $1 WHERE id = $2 AND a_long_condition_makes_the_line_long", ((("x")),1)).await?;
 Ok(()) });
}
async fn long<T>(value:T)->Vec<T> where T:Clone+Debug, { vec![value.clone(),value,] }
fn arms(x:Option<i32>)->&'static str{ match x { Some(1)=>"a very long literal that does not fit behind the arrow of its arm, as it is too long", Some(_)=>{"b"}, None=>"c" } }
"#;

fn rustfmt(source: &str, width: &str) -> String {
    let mut child = Command::new("rustfmt")
        .args(["--edition", "2024", "--config", &format!("max_width={width}")])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("rustfmt is installed");
    child.stdin.take().expect("a pipe").write_all(source.as_bytes()).expect("written");
    let output = child.wait_with_output().expect("rustfmt ends");
    assert!(output.status.success());
    String::from_utf8(output.stdout).expect("mood")
}

fn canonical_text(text: &str) -> String {
    canonical::text(text.parse().expect("tokens"))
}

#[test]
fn layout_comments_and_line_ends_do_not_matter() {
    let expected = of_text(ODD).expect("Rust");
    assert!(expected.starts_with("v1:sha256:") && expected.len() == 74, "{expected}");
    for width in ["30", "60", "80", "100", "160", "1000"] {
        let formatted = rustfmt(ODD, width);
        assert_eq!(canonical_text(&formatted), canonical_text(ODD), "{formatted}");
        assert_eq!(of_text(&formatted).as_ref(), Some(&expected));
        let windows = formatted.replace('\n', "\r\n");
        assert_eq!(of_text(&windows).as_ref(), Some(&expected));
        let commented = formatted.replace('\n', " // note\n");
        assert_eq!(of_text(&commented).as_ref(), Some(&expected));
    }
    assert_eq!(of_text(&format!("\u{feff}{ODD}")), Some(expected));
}

#[test]
fn a_literal_of_several_lines_is_what_it_says_whatever_stands_around_it() {
    let source = "#[migration]\nfn up(m:&mut Steps){m.create(view(\"v\").sql(r##\"CREATE VIEW v AS\n\
                  SELECT 'a,  b' -- \"# // /* ,)\n  FROM t\n\n\"##).sql(\"a\n\\tb\"),)}\n";
    let expected = of_text(source).expect("Rust");
    for width in ["40", "100", "1000"] {
        let formatted = rustfmt(source, width);
        assert_ne!(formatted, source);
        assert_eq!(of_text(&formatted).as_ref(), Some(&expected), "{formatted}");
        let windows = formatted.replace('\n', "\r\n");
        assert_eq!(of_text(&windows).as_ref(), Some(&expected));
    }
    for (from, to) in [("a,  b", "a, b"), ("  FROM", " FROM"), ("t\n\n", "t\n"), ("\\tb", "b")] {
        assert_ne!(of_text(&source.replace(from, to)), Some(expected.clone()), "{to}");
    }
}

#[test]
fn what_a_migration_says_does_matter() {
    let base =
        "#[migration]\nfn up(m: &mut Steps) {\n    m.drop_column(\"users\", \"email\");\n}\n";
    let expected = of_text(base).expect("Rust");
    for (from, to) in [
        ("email", "e-mail"),
        ("drop_column", "drop_table"),
        ("#[migration]", "#[migration(depends_on = [\"0001_a\"])]"),
        ("\"users\", \"email\"", "\"users\"; \"email\""),
        ("m.drop_column", "if x { } m.drop_column"),
        ("    m.", "    m.sql(\"\"); m."),
        ("\"email\"", "\"email\", \"x\""),
        ("\"email\"", "(\"email\", \"x\")"),
    ] {
        assert_ne!(of_text(&base.replace(from, to)), Some(expected.clone()), "{to}");
    }
    // a statement in a block is not the same as after it
    let inside = of_text("fn f() { if a { b(); c(); } }");
    assert_ne!(inside, of_text("fn f() { if a { b(); } c(); }"));
    assert_ne!(
        of_text("fn f() { let g = |x| { a; b }; c }"),
        of_text("fn f() { let g = |x| a; b; c }")
    );
    assert_ne!(of_text("fn f() { [1, -1] }"), of_text("fn f() { [1 -1] }"));
}

#[test]
fn what_a_renumbering_adds_does_not_matter() {
    let with = |arguments: &str| of_text(&format!("#[migration{arguments}]\nfn up() {{ a() }}\n"));
    let plain = with("");
    assert_eq!(with("(formerly = [\"0002_a\"])"), plain);
    assert_ne!(with("(depends_on = [\"0001_a\"])"), plain);
    for arguments in [
        "(depends_on = [\"0001_a\"], formerly = [\"0002_a\", \"0003_a\"])",
        "(formerly = [\"0002_a\"], depends_on = [\"0001_a\"])",
        "(formerly = [\"0002_a\"], depends_on = [\"0001_a\"],)",
    ] {
        assert_eq!(with(arguments), with("(depends_on = [\"0001_a\"])"), "{arguments}");
    }
}

#[test]
fn an_item_has_another_algorithm() {
    assert!(
        of_item(&quote::quote!(
            fn up() {}
        ))
        .starts_with("item1:sha256:")
    );
    assert_eq!(of_text("fn up( {"), None);
}
