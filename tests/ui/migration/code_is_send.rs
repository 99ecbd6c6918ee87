use std::rc::Rc;

use matrx_core::migration::*;

#[migration]
fn up(m: &mut Steps) {
    m.run(async |db: &mut MigrationDb| {
        let name = Rc::new("ann");
        db.execute("INSERT INTO users (name) VALUES ($1)", (*name,)).await?;
        drop(name);
        Ok(())
    });
}

fn main() {}
