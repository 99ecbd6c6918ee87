//! Managers on a real server, through what an application sees of them.

mod models;
mod paging;
mod reading;
mod writing;

use matrx_core::diff::{Answers, diff};
use matrx_core::model::Registry;
use matrx_core::plan::order;
use matrx_core::schema::Schema;
use matrx_tests::{Cluster, live};
use sqlx::PgPool;

/// A database with the tables of all models.
async fn tables() -> PgPool {
    let database = Cluster::shared().database().await;
    let pool = database.pool().await;
    database.psql("CREATE EXTENSION citext");
    let declared = Registry::linked().declared().expect("the models are right").schema;
    let changes = diff(&Schema::default(), &declared, &Answers::default()).expect("nothing to ask");
    let changes = order(changes).expect("they have an order");
    let mut connection = pool.acquire().await.expect("the server answers");
    live::execute(&mut connection, &live::rendered(&changes)).await.expect("the tables are made");
    pool
}
