use std::any::Any;
use std::error::Error;
use std::fmt;
use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

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
        Box::pin(Caught(Box::pin(async move { self.0.call(db).await })))
    }
}

/// A future whose panic is an error like any other: the run rolls back, and says where it stands.
struct Caught<'a>(Pin<Box<dyn Future<Output = Result> + Send + 'a>>);

impl Future for Caught<'_> {
    type Output = Result;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result> {
        let poll = || self.0.as_mut().poll(context);
        // After a panic nothing of the code is used any more, and its connection is closed.
        match catch_unwind(AssertUnwindSafe(poll)) {
            Ok(answer) => answer,
            Err(panic) => Poll::Ready(Err(CodeError::new(format!("it panicked{}", said(&*panic))))),
        }
    }
}

/// What a panic says, where it says something.
fn said(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    let text = text.or_else(|| panic.downcast_ref::<&str>().copied());
    text.map_or_else(String::new, |text| format!(": {text}"))
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
