use matrx_core::Model;

#[derive(Model)]
struct User<'a> {
    name: &'a str,
}

fn main() {}
