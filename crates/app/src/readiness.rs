//! Whether the server can do what it is asked: read and write.

use crate::{App, Boxed, Error, error::with_causes};
use net30_store::heartbeat;
use std::{
    sync::Arc,
    time::{Duration, Instant},
};
use tokio::sync::Mutex;

/// How long the answer to one question serves those that follow: whoever asks often makes no more work.
const FRESH_FOR: Duration = Duration::from_secs(1);
/// How long the database may take: a write that waits longer than this waits too long.
const PATIENCE: Duration = Duration::from_secs(2);

/// Why requests cannot be served as they should be.
#[derive(Clone, Debug, thiserror::Error)]
pub enum NotReady {
    /// The database does not answer.
    #[error("the database does not answer")]
    Database(#[source] Option<Arc<Error>>),
    /// It answers, but keeps nothing: its disk is full, or it may only be read.
    #[error("the database takes no writes")]
    Writes(#[source] Arc<Error>),
    /// It answers, but writes wait.
    #[error("writes wait for the database")]
    WritesWait,
}

/// Logs what has changed.
fn tell(before: Option<&Result<(), NotReady>>, outcome: &Result<(), NotReady>) {
    match outcome {
        Err(error) if before.is_none_or(Result::is_ok) => {
            let cause = std::error::Error::source(error).map(with_causes);
            tracing::warn!(%error, cause, "not ready");
        }
        Ok(()) if before.is_some_and(Result::is_err) => tracing::info!("ready again"),
        _ => {}
    }
}

/// What was found last, and when.
pub(crate) type Probe = Mutex<Option<(Instant, Result<(), NotReady>)>>;

impl App {
    /// Whether the database answers and takes writes: a row is written, at most once a second.
    ///
    /// # Errors
    /// [`NotReady`] says what does not work.
    pub fn ready(&self) -> Boxed<'_, (), NotReady> {
        Box::pin(async move {
            let mut known = self.inner.probe.lock().await;
            if let Some((at, outcome)) = known.as_ref()
                && at.elapsed() < FRESH_FOR
            {
                return outcome.clone();
            }
            let outcome = self.probe().await;
            tell(known.as_ref().map(|(_, before)| before), &outcome);
            *known = Some((Instant::now(), outcome.clone()));
            outcome
        })
    }

    async fn probe(&self) -> Result<(), NotReady> {
        match tokio::time::timeout(PATIENCE, self.store().ping()).await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => return Err(NotReady::Database(Some(Arc::new(error.into())))),
            Err(_) => return Err(NotReady::Database(None)),
        }
        match tokio::time::timeout(PATIENCE, self.beat()).await {
            // Contention: another server wrote the same row.
            Ok(Ok(()) | Err(Error::Contention)) => Ok(()),
            Ok(Err(error)) => Err(NotReady::Writes(Arc::new(error))),
            Err(_) => Err(NotReady::WritesWait),
        }
    }

    async fn beat(&self) -> crate::Result<()> {
        let mut tx = self.store().begin().await?;
        heartbeat::beat(&mut tx, self.now()).await?;
        Ok(tx.commit().await?)
    }
}
