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
struct User {
    #[column(references = Team, on_delete = set_null)]
    team: i64,
}

fn main() {}
