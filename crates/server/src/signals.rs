//! Signals that end the server, and one that must not.

use crate::failure::Result;
use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;

/// Exit status of a server that was told twice to stop.
const IMPATIENT: i32 = 130;
/// A file has become as large as the system allows (`SIGXFSZ`; the number is that of Linux and macOS).
const FILE_TOO_LARGE: i32 = 25;

/// A token that SIGTERM and SIGINT cancel; the second signal ends the process at once.
pub(crate) fn shutdown() -> Result<CancellationToken> {
    // Taken once it is never again the end of the process: the write fails, as it does on a full disk.
    drop(signal(SignalKind::from_raw(FILE_TOO_LARGE))?);
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
