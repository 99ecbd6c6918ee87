//! Code of every form.

use matrx_core::migration::*;

#[migration(depends_on = ["0001_initial"])]
fn up(m: &mut Steps) {
    m.run(async |db: &mut MigrationDb| {
        let ids: Vec<i64> = db.fetch_val("SELECT array_agg(id) FROM users", ()).await?;
        for id in ids {
            db.execute("UPDATE users SET email = $1 WHERE id = $2", ("x", id)).await?;
        }
        std::fs::read_to_string("x")?;
        Ok(())
    });
    m.run(backfill).in_proof().transactional(false);
    m.run(backfill).named("other").down(backfill);
}

async fn backfill(db: &mut MigrationDb) -> Result {
    let rows = db.fetch("SELECT 1", ()).timeout(std::time::Duration::from_secs(60)).await?;
    let names = rows.iter().map(|_| (String::new(), 1_i32));
    db.execute_many("INSERT INTO names VALUES ($1, $2)", names).await?;
    Err(CodeError::new("no"))
}
