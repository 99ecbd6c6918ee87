use matrx_core::Enum;

#[derive(Enum)]
enum Mood {}

fn main() {}
