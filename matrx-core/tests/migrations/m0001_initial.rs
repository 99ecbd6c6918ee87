//! The first.

use matrx_core::migration::*;

#[migration]
fn up(m: &mut Steps) {
    m.create_table(
        table("users")
            .column(column("id", "bigint").not_null().identity(identity_always()))
            .column(column("email", "text").not_null())
            .primary_key("users_pkey", &["id"]),
    );
    m.create_index(index("users_email_idx").on("users").column("email").concurrently());
}

#[migration(down)]
fn down(m: &mut Steps) {
    m.drop_index("users_email_idx").on("users");
    m.drop_table("users");
}
