use std::error::Error;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use super::MigrationDb;

/// What code steps return: `Ok(())`, or any error by `?`.
pub type Result<T = (), E = CodeError> = std::result::Result<T, E>;

/// Whatever went wrong in a code step.
#[derive(Debug)]
pub struct CodeError(Box<dyn Error + Send + Sync>);

impl CodeError {
    /// A mistake that the code itself has found.
    pub fn new(message: impl Into<String>) -> Self {
        Self(message.into().into())
    }

    /// The error behind it.
    pub fn source(&self) -> &(dyn Error + Send + Sync + 'static) {
        &*self.0
    }
}

impl fmt::Display for CodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Not itself an [`Error`], so that `?` takes every error.
impl<E: Error + Send + Sync + 'static> From<E> for CodeError {
    fn from(error: E) -> Self {
        Self(Box::new(error))
    }
}

/// Code of a migration: an `async fn(&mut MigrationDb) -> Result`, named or a closure.
///
/// The trait names the future so that it can be demanded to be `Send`: an application may spawn its
/// migrator. A plain `AsyncFn` bound cannot promise that.
pub trait Code<'a>: Send + Sync {
    /// The future of one run.
    type Running: Future<Output = Result> + Send + 'a;

    /// Starts a run.
    fn call(&self, db: &'a mut MigrationDb) -> Self::Running;
}

impl<'a, F, R> Code<'a> for F
where
    F: Fn(&'a mut MigrationDb) -> R + Send + Sync,
    R: Future<Output = Result> + Send + 'a,
{
    type Running = R;

    fn call(&self, db: &'a mut MigrationDb) -> R {
        self(db)
    }
}

/// [`Code`] as an object.
pub(crate) trait DynCode: Send + Sync {
    fn call<'a>(
        &'a self,
        db: &'a mut MigrationDb,
    ) -> Pin<Box<dyn Future<Output = Result> + Send + 'a>>;
}

struct Boxed<C>(C);

impl<C: for<'a> Code<'a>> DynCode for Boxed<C> {
    fn call<'a>(
        &'a self,
        db: &'a mut MigrationDb,
    ) -> Pin<Box<dyn Future<Output = Result> + Send + 'a>> {
        Box::pin(self.0.call(db))
    }
}

pub(crate) fn boxed<C>(code: C) -> Arc<dyn DynCode>
where
    C: for<'a> Code<'a> + 'static,
{
    Arc::new(Boxed(code))
}

/// `backfill` for `blog::migrations::m0003_slugs::backfill`; a closure is called after the function
/// around it.
pub(crate) fn label<C>() -> String {
    std::any::type_name::<C>()
        .split("::")
        .filter(|part| !part.starts_with('{'))
        .last()
        .unwrap_or("code")
        .to_owned()
}
