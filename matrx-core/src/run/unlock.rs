//! Who holds the lock of the history, and the end of that session.

use sqlx::postgres::PgConnectOptions;

use super::advisory::{self, Holder};
use super::course::Course;
use super::error::MigrateError;
use super::migrator::{Migrator, run_id};
use super::problem::while_doing;
use super::report::Report;
use super::session::Access;

impl Migrator {
    /// The session that holds the lock of the history, as far as this role may see it.
    ///
    /// # Errors
    ///
    /// If the database cannot be reached.
    pub async fn lock_holder(
        &self,
        options: PgConnectOptions,
    ) -> Result<Option<Holder>, MigrateError> {
        self.ask(options, None).await
    }

    /// Ends the session that holds the lock, if it is still this one; what it was running is rolled
    /// back. Says whether it was ended.
    ///
    /// # Errors
    ///
    /// If the database cannot be reached, or the role may not end that session
    /// (`pg_signal_backend`).
    pub async fn end_holder(
        &self,
        options: PgConnectOptions,
        holder: &Holder,
    ) -> Result<bool, MigrateError> {
        Ok(self.ask(options, Some(holder.pid)).await?.is_some())
    }

    async fn ask(
        &self,
        options: PgConnectOptions,
        end: Option<i32>,
    ) -> Result<Option<Holder>, MigrateError> {
        let bare = |problem| MigrateError::new(problem, Report::default());
        let begun = Course::begin(&self.settings, options, run_id(), Access::Read).await;
        let mut course = begun.map_err(bare)?;
        let key = advisory::key(&course.history);
        let found = match end {
            None => advisory::holder(&mut course.session, key).await,
            Some(pid) => advisory::end(&mut course.session, key, pid).await,
        };
        course.session.close().await;
        found.map_err(while_doing("looking who holds the lock")).map_err(bare)
    }
}
