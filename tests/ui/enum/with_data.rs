use matrx_core::Enum;

#[derive(Enum)]
enum Mood {
    Sad(String),
}

fn main() {}
