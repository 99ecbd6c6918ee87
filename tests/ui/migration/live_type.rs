use matrx_core::migration::*;

struct User;

#[migration]
fn up(m: &mut Steps) {
    m.create_table(User);
    m.add_column("users", "email");
}

fn main() {}
