//! Signals that end the server.

use crate::failure::Result;
use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;

/// Exit status of a server that was told twice to stop.
const IMPATIENT: i32 = 130;

/// A token that SIGTERM and SIGINT cancel; the second signal ends the process at once.
pub(crate) fn shutdown() -> Result<CancellationToken> {
    let shutdown = CancellationToken::new();
    let (mut terminate, mut interrupt) =
        (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    let token = shutdown.clone();
    tokio::spawn(async move {
        loop {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = interrupt.recv() => {}
            }
            if token.is_cancelled() {
                std::process::exit(IMPATIENT);
            }
            tracing::info!("stopping: finishing what was begun");
            token.cancel();
        }
    });
    Ok(shutdown)
}
