use matrx_core::Enum;

#[derive(Enum)]
enum Mood<T> {
    Sad,
}

fn main() {}
