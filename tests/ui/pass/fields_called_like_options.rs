//! A field may be called like an option of the attribute that names it.

use matrx_core::Model;
use matrx_core::model::Registry;

#[derive(Model)]
#[model(
    primary_key(team, name, name = "the_key"),
    unique(name, method),
    index(name, method(desc), name = "by_name", where = "team > 0", include(include)),
    index(r#where, r#match(nulls_first), method = "btree"),
    foreign_key(team, name, references = Team(team, name), on_delete = cascade, name = "same"),
    foreign_key(references, on_delete, references = Team(team, name))
)]
#[expect(dead_code, reason = "data only")]
struct Team {
    team: i32,
    name: String,
    method: String,
    include: String,
    r#where: String,
    r#match: String,
    references: i32,
    on_delete: String,
}

fn main() {
    let declared = Registry::linked().declared().expect("the model is right");
    let table = declared.schema.tables.into_values().next().expect("there is one");
    let key = table.primary_key.expect("it has one");
    assert_eq!((key.name.as_str(), key.columns), ("the_key", vec!["team".into(), "name".into()]));
    let names = |names: Vec<&String>| names.into_iter().cloned().collect::<Vec<_>>();
    assert_eq!(names(table.uniques.keys().collect()), ["teams_name_method_key"]);
    assert_eq!(names(table.indexes.keys().collect()), ["by_name", "teams_where_match_idx"]);
    assert_eq!(table.indexes["by_name"].include, ["include"]);
    let keys = names(table.foreign_keys.keys().collect());
    assert_eq!(keys, ["same", "teams_references_on_delete_fkey"]);
}
