use matrx_core::Model;

#[derive(Model)]
enum User {
    One,
}

fn main() {}
