//! Code as a whole.

use matrx_core::migration::*;

#[migration(depends_on = ["0002_code"])]
async fn up(db: &mut MigrationDb) -> Result {
    db.connection();
    Ok(())
}
