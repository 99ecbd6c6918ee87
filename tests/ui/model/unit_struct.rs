use matrx_core::Model;

#[derive(Model)]
struct User;

fn main() {}
