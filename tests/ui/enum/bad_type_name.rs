use matrx_core::Enum;

#[derive(Enum)]
#[sqlx(type_name = "a.b.c")]
enum Mood {
    Sad,
}

fn main() {}
