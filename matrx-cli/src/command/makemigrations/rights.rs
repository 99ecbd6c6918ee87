//! Where the role lacks one right it often lacks more: all of them are told at once, so that nobody
//! asks an administrator twice.

use matrx_core::dialect::postgres::error::MISSING_PRIVILEGES;
use matrx_core::dialect::postgres::rights::{Wanted, missing};
use matrx_core::name::QName;
use matrx_core::run::{LOG_TABLE, MIGRATIONS_TABLE};
use sqlx::Connection as _;

use crate::config::Project;
use crate::database::Target;
use crate::failure::Failure;

/// A failure for want of a right, with every right that the command lacks; any other as it is.
pub(super) async fn told_whole(failure: Failure, project: &Project, target: &Target) -> Failure {
    if failure.message().is_none_or(|message| message.code != MISSING_PRIVILEGES) {
        return failure;
    }
    match ask(project, target).await {
        Ok(lacking) if !lacking.is_empty() => {
            let lines = lacking.iter().map(|right| format!("lacks {right}")).collect();
            failure.with(lines)
        }
        // The first failure says enough.
        Ok(_) | Err(_) => failure,
    }
}

async fn ask(project: &Project, target: &Target) -> Result<Vec<String>, Failure> {
    let schema = project.config.history_schema.as_deref().unwrap_or("public");
    let history = [MIGRATIONS_TABLE, LOG_TABLE].map(|table| QName::in_schema(schema, table));
    let wanted = Wanted { read: &history, scratch_database: target.scratch().is_none() };
    let mut conn = target.connect().await?;
    let lacking = missing(&mut conn, wanted).await;
    // It was only a question; what became of the connection does not matter.
    let _closed = conn.close().await;
    lacking.map_err(|error| super::database(&error))
}
