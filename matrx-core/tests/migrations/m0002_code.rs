//! Code of every form.

use matrx_core::migration::*;

#[migration(depends_on = ["0001_initial"])]
fn up(m: &mut Steps) {
    m.run(async |db: &mut MigrationDb| {
        db.connection();
        std::fs::read_to_string("x")?;
        Ok(())
    });
    m.run(backfill).in_proof().transactional(false);
    m.run(backfill).named("other").down(backfill);
}

async fn backfill(db: &mut MigrationDb) -> Result {
    db.connection();
    Err(CodeError::new("no"))
}
