use matrx_core::Model;

#[derive(Model)]
struct Team {
    #[column(primary_key)]
    id: i64,
    #[column(unique)]
    slug: String,
    name: String,
}

#[derive(Model)]
#[model(foreign_key(a, b, references = Team(id, name)))]
struct User {
    a: i64,
    b: String,
}

fn main() {}
