use matrx_core::Enum;

#[derive(Enum)]
#[sqlx(type_name = "mood")]
#[model(schema = "odd")]
enum Mood {
    Fine,
}

fn main() {}
