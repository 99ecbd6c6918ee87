use matrx_core::Model;

#[derive(Model)]
struct User<const N: usize> {
    name: String,
}

fn main() {}
