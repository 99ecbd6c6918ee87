use matrx_core::migration::*;

#[migration]
struct Up;

#[migration(down)]
async fn down(steps: &mut Steps) -> Result {
    Ok(())
}

fn main() {}
