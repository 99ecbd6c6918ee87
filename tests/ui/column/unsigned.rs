use matrx_core::Model;

#[derive(Model)]
struct User {
    id: u64,
    small: u8,
    letter: char,
}

fn main() {}
