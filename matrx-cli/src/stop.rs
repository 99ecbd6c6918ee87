//! Signals: the first one asks a command to wind down, the second one ends the process.

use tokio::sync::watch;

use crate::failure::Failure;

/// What asked the command to end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reason {
    /// ^C.
    Interrupt,
    /// SIGTERM, or the terminal went away.
    Terminate,
}

impl From<Reason> for Failure {
    fn from(reason: Reason) -> Self {
        match reason {
            Reason::Interrupt => Self::Interrupted,
            Reason::Terminate => Self::Terminated,
        }
    }
}

/// A command's view of the signals.
#[derive(Clone)]
pub(crate) struct Stop(watch::Receiver<Option<Reason>>);

impl Stop {
    /// The end that tells, and the end that is told.
    pub(crate) fn channel() -> (watch::Sender<Option<Reason>>, Self) {
        let (tell, told) = watch::channel(None);
        (tell, Self(told))
    }

    /// Waits until the command is asked to end.
    pub(crate) async fn asked(&self) -> Failure {
        let mut told = self.0.clone();
        let reason = match told.wait_for(Option::is_some).await {
            Ok(reason) => *reason,
            Err(_) => None,
        };
        match reason {
            Some(reason) => reason.into(),
            // Nobody is left to ask.
            None => std::future::pending().await,
        }
    }

    /// `work`'s result, unless the command is asked to end before; then `work` is dropped.
    pub(crate) async fn or<T, E: From<Failure>>(
        &self,
        work: impl Future<Output = Result<T, E>>,
    ) -> Result<T, E> {
        tokio::select! {
            result = work => result,
            failure = self.asked() => Err(failure.into()),
        }
    }
}

/// The signals of this process.
pub(crate) struct Signals {
    #[cfg(unix)]
    streams: Option<[(tokio::signal::unix::Signal, Reason); 3]>,
}

#[cfg(unix)]
impl Signals {
    /// Listens from now on. Without handlers the system's own apply: the process ends.
    pub(crate) fn listen() -> Self {
        use tokio::signal::unix::{SignalKind, signal};
        let listen = |kind, reason| signal(kind).ok().map(|stream| (stream, reason));
        let streams = (|| {
            Some([
                listen(SignalKind::interrupt(), Reason::Interrupt)?,
                listen(SignalKind::terminate(), Reason::Terminate)?,
                listen(SignalKind::hangup(), Reason::Terminate)?,
            ])
        })();
        Self { streams }
    }

    /// The next one.
    pub(crate) async fn next(&mut self) -> Reason {
        let Some([interrupt, terminate, hangup]) = &mut self.streams else {
            return std::future::pending().await;
        };
        tokio::select! {
            _ = interrupt.0.recv() => interrupt.1,
            _ = terminate.0.recv() => terminate.1,
            _ = hangup.0.recv() => hangup.1,
        }
    }
}

#[cfg(not(unix))]
impl Signals {
    /// Listens from now on.
    pub(crate) fn listen() -> Self {
        Self {}
    }

    /// The next one.
    pub(crate) async fn next(&mut self) -> Reason {
        match tokio::signal::ctrl_c().await {
            Ok(()) => Reason::Interrupt,
            Err(_) => std::future::pending().await,
        }
    }
}
