use matrx_core::migration::*;

#[migration]
async fn up(db: &mut MigrationDb) -> std::result::Result<u64, String> {
    Ok(1)
}

fn main() {}
