use sqlx::postgres::PgConnection;

use crate::dialect::postgres::{DbError, sql};
use crate::statement::{Mode, Statement};

/// The longest message, in bytes: large enough that round trips do not count.
const BYTES: usize = 256 * 1024;

/// Runs statements, many in a message. Several in one message share an implicit transaction, so a
/// message ends where the server's lock table would overflow, and around each statement that must be
/// alone.
pub(super) async fn run(
    conn: &mut PgConnection,
    statements: &[(String, Statement)],
    lock_capacity: u64,
) -> Result<(), (String, DbError)> {
    // Other sessions need locks too, and the figures are estimates.
    let budget = (lock_capacity / 2).max(64);
    let mut first = 0;
    let (mut locks, mut bytes) = (0u64, 0);
    for (at, (_, statement)) in statements.iter().enumerate() {
        let alone = statement.mode != Mode::Transactional;
        let full = locks + u64::from(statement.locks) > budget || bytes > BYTES;
        if (alone || full) && first < at {
            together(conn, &statements[first..at]).await?;
            first = at;
            (locks, bytes) = (0, 0);
        }
        if alone {
            together(conn, &statements[at..=at]).await?;
            first = at + 1;
        } else {
            locks += u64::from(statement.locks);
            bytes += statement.sql.len();
        }
    }
    together(conn, &statements[first..]).await
}

/// One message. If it fails nothing of it has happened, so its statements are sent again one by one
/// to find the one that is to blame.
async fn together(
    conn: &mut PgConnection,
    statements: &[(String, Statement)],
) -> Result<(), (String, DbError)> {
    let [first, rest @ ..] = statements else { return Ok(()) };
    let texts: Vec<&str> = statements.iter().map(|(_, statement)| statement.sql.as_str()).collect();
    // A line comment at a statement's end must not swallow the semicolon.
    let Err(error) = sql::execute(conn, &first.0, &texts.join("\n;\n")).await else {
        return Ok(());
    };
    if rest.is_empty() || error.sqlstate().is_none() {
        return Err((first.0.clone(), error));
    }
    for (step, statement) in statements {
        if let Err(error) = sql::execute(conn, step, &statement.sql).await {
            return Err((step.clone(), error));
        }
    }
    // Together they fail and one by one they do not: the result is what counts.
    Ok(())
}
