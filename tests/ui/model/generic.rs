use matrx_core::Model;

#[derive(Model)]
struct User<T> {
    id: T,
}

fn main() {}
