//! The application: brings its database up to date, then says what is in it.

use std::error::Error;

use blog::models::PostStatus;
use matrx_core::migration::MigrationSet;
use matrx_core::run::Migrator;
use sqlx::PgPool;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let Ok(url) = std::env::var("DATABASE_URL") else {
        return Err(
            "DATABASE_URL is not set; the blog needs a PostgreSQL server of its own".into(),
        );
    };
    let pool = PgPool::connect(&url).await?;
    let report = Migrator::new(MigrationSet::linked()?).run(&pool).await?;
    println!(
        "{} migrations applied, {} were",
        report.applied.len(),
        report.skipped.len()
    );

    let published: i64 = sqlx::query_scalar("SELECT count(*) FROM posts WHERE status = $1")
        .bind(PostStatus::Published)
        .fetch_one(&pool)
        .await?;
    println!("{published} posts are published");
    Ok(())
}
