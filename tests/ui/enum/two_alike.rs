use matrx_core::Enum;

#[derive(Enum)]
#[sqlx(rename_all = "lowercase")]
enum Mood {
    Sad,
    SAD,
}

fn main() {}
