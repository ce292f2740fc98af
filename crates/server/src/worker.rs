//! What is done beside HTTP, now and then.

use net30_app::App;
use std::time::Duration;
use tokio::time::{MissedTickBehavior, interval};
use tokio_util::sync::CancellationToken;

/// How often the use of keys is written down.
const KEY_USE_EVERY: Duration = Duration::from_secs(15);
/// How often what is only kept for a while is removed.
const SWEEP_EVERY: Duration = Duration::from_hours(1);

/// Works until told to stop, then writes down what is left.
pub(crate) async fn run(app: App, shutdown: CancellationToken) {
    let (mut key_use, mut sweep) = (interval(KEY_USE_EVERY), interval(SWEEP_EVERY));
    key_use.set_missed_tick_behavior(MissedTickBehavior::Delay);
    sweep.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            () = shutdown.cancelled() => break,
            _ = key_use.tick() => told("writing down the use of keys", app.write_key_use().await),
            _ = sweep.tick() => told("removing old idempotency records", app.sweep().await),
        }
    }
}

/// Writes down what is left when no more requests come.
pub(crate) async fn finish(app: &App) {
    told("writing down the use of keys", app.write_key_use().await);
}

/// A failure here harms no request, and the next round tries again.
fn told(what: &'static str, outcome: net30_app::Result<()>) {
    if let Err(error) = outcome {
        let cause = std::error::Error::source(&error).map(ToString::to_string);
        tracing::warn!(what, %error, cause, "background work failed");
    }
}
