use matrx_core::Enum;

#[derive(Enum)]
struct Mood;

fn main() {}
