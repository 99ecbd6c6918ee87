use matrx_core::migration::*;

#[migration(depends_on = ["m0001_initial"])]
fn up(m: &mut Steps) {
    m.drop_index("users_email_idx");
}

#[migration(downwards)]
fn down(_: &mut Steps) {}

fn main() {}
