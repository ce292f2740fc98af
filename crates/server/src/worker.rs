//! What is done beside HTTP: rounds that take what is due, again and again. None of them ends before the server does:
//! what fails or panics is counted and tried again (`net30_app::rounds`).

use net30_app::{
    App, Result,
    mail::MailSender,
    rounds::{Round, Rounds},
    webhooks::WebhookSender,
};
use std::{sync::Arc, time::Duration};
use tokio::{
    sync::{OnceCell, watch},
    task::JoinSet,
};
use tokio_util::sync::CancellationToken;

/// How often the use of keys is written down.
const KEY_USE_EVERY: Duration = Duration::from_secs(15);
/// How often what is only kept for a while is removed.
const SWEEP_EVERY: Duration = Duration::from_hours(1);
/// How often the heads of the books are written to the log.
const HEADS_EVERY: Duration = Duration::from_hours(24);

/// How long rounds wait.
#[derive(Clone, Copy, Debug)]
struct Pace {
    /// How long a round that is not woken waits before it looks again: by then time has passed, or another server has left
    /// something to do.
    look_every: Duration,
    /// The longest pause after rounds that failed.
    pause_max: Duration,
}

const PACE: Pace = Pace { look_every: Duration::from_secs(1), pause_max: Duration::from_mins(1) };

/// Works until told to stop, then finishes what was begun and writes down what is left.
pub(crate) async fn run(app: App, shutdown: CancellationToken) {
    let mut loops = JoinSet::new();
    let write_key_use = |app: App| async move { app.write_key_use().await };
    loops.spawn(every(KEY_USE_EVERY, Round::KeyUse, app.clone(), shutdown.clone(), write_key_use));
    let sweep = |app: App| async move { app.sweep().await };
    let heads = |app: App| async move { app.log_heads().await };
    loops.spawn(every(HEADS_EVERY, Round::Heads, app.clone(), shutdown.clone(), heads));
    loops.spawn(every(SWEEP_EVERY, Round::Sweep, app.clone(), shutdown.clone(), sweep));
    let sender = MailSender::new(app.clone());
    let send = {
        let sender = Arc::clone(&sender);
        move |_| {
            let sender = Arc::clone(&sender);
            async move { sender.round().await }
        }
    };
    loops.spawn(due(Round::Email, app.clone(), shutdown.clone(), send));
    let webhooks: Arc<OnceCell<Arc<WebhookSender>>> = Arc::default();
    let deliver = {
        let webhooks = Arc::clone(&webhooks);
        move |app: App| {
            let webhooks = Arc::clone(&webhooks);
            async move {
                let make = async || WebhookSender::new(app, net30_api::payload);
                webhooks.get_or_try_init(make).await?.round().await
            }
        }
    };
    loops.spawn(due_on(app.news(), Round::Webhooks, app.clone(), shutdown.clone(), deliver));
    let checkouts = |app: App| async move { app.follow_checkouts().await };
    loops.spawn(due(Round::Checkouts, app.clone(), shutdown.clone(), checkouts));
    let recurring = |app: App| async move { app.recurring_due().await };
    loops.spawn(due(Round::Recurring, app.clone(), shutdown.clone(), recurring));
    let reminders = |app: App| async move { app.reminders_due().await };
    loops.spawn(due(Round::Reminders, app.clone(), shutdown.clone(), reminders));
    let late_fees = |app: App| async move { app.late_fees_due().await };
    loops.spawn(due(Round::LateFees, app.clone(), shutdown.clone(), late_fees));
    let overdue = |app: App| async move { app.overdue_told().await };
    loops.spawn(due(Round::Overdue, app.clone(), shutdown, overdue));
    while let Some(ended) = loops.join_next().await {
        if let Err(error) = ended {
            tracing::error!(%error, "a loop of background work broke");
        }
    }
    if let Some(webhooks) = webhooks.get() {
        webhooks.finish().await;
    }
    sender.finish().await;
    let last = async { app.write_key_use().await.map(|()| 0) };
    // What fails has been logged, and only the moment of a key's last use is lost.
    let _ = app.rounds().attempt(Round::KeyUse, last).await;
}

/// Does something now and then.
async fn every<F: Future<Output = Result<()>>>(
    pause: Duration,
    round: Round,
    app: App,
    shutdown: CancellationToken,
    work: impl Fn(App) -> F,
) {
    loop {
        let work = async { work(app.clone()).await.map(|()| 0) };
        // What fails has been logged, and the next time tries again.
        let _ = app.rounds().attempt(round, work).await;
        tokio::select! {
            () = shutdown.cancelled() => return,
            () = tokio::time::sleep(pause) => {}
        }
    }
}

/// Does what is due: at once when a transaction leaves something, else each second.
async fn due<F: Future<Output = Result<usize>>>(
    round: Round,
    app: App,
    shutdown: CancellationToken,
    work: impl Fn(App) -> F,
) {
    due_on(app.something_to_do(), round, app, shutdown, work).await;
}

/// As [`due`], woken by `something` else.
async fn due_on<F: Future<Output = Result<usize>>>(
    something: watch::Receiver<()>,
    round: Round,
    app: App,
    shutdown: CancellationToken,
    work: impl Fn(App) -> F,
) {
    repeat(app.rounds(), round, PACE, something, shutdown, || work(app.clone())).await;
}

/// Does a round again and again. One that found something is followed by the next without a pause; failing ones come less
/// and less often, and never stop.
async fn repeat<F: Future<Output = Result<usize>>>(
    rounds: &Rounds,
    round: Round,
    pace: Pace,
    mut something: watch::Receiver<()>,
    shutdown: CancellationToken,
    work: impl Fn() -> F,
) {
    let mut pause = pace.look_every;
    while !shutdown.is_cancelled() {
        something.mark_unchanged();
        match rounds.attempt(round, async { work().await }).await {
            Ok(0) => pause = pace.look_every,
            Ok(_) => {
                pause = pace.look_every;
                continue;
            }
            Err(_) => pause = (pause * 2).min(pace.pause_max),
        }
        tokio::select! {
            () = shutdown.cancelled() => return,
            () = tokio::time::sleep(pause) => {}
            _ = something.changed(), if pause == pace.look_every => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Pace, repeat};
    use net30_app::rounds::{Round, Rounds};
    use std::{
        sync::atomic::{AtomicU32, Ordering},
        time::{Duration, Instant},
    };
    use tokio::sync::watch;
    use tokio_util::sync::CancellationToken;

    /// Repeats a round quickly until it has been done `wanted` times.
    async fn repeated(wanted: u32, outcome: impl Fn(u32) -> net30_app::Result<usize>) -> Rounds {
        let rounds = Rounds::new(net30_app::system_clock());
        let (tries, shutdown) = (AtomicU32::new(0), CancellationToken::new());
        let milliseconds = Duration::from_millis;
        let pace = Pace { look_every: milliseconds(1), pause_max: milliseconds(4) };
        let (_sender, something) = watch::channel(());
        let work = || async {
            let tries = tries.fetch_add(1, Ordering::Relaxed) + 1;
            if tries == wanted {
                shutdown.cancel();
            }
            outcome(tries)
        };
        let repeating = repeat(&rounds, Round::LateFees, pace, something, shutdown.clone(), work);
        tokio::time::timeout(Duration::from_secs(10), repeating).await.expect("it goes on");
        assert_eq!(tries.load(Ordering::Relaxed), wanted);
        rounds
    }

    #[tokio::test]
    async fn a_round_that_panics_is_done_again() {
        let rounds = repeated(6, |tries| {
            assert!(tries > 3, "the first three break");
            Ok(0)
        });
        let (_, state) = rounds.await.states().remove(0);
        assert_eq!((state.panicked, state.failed, state.failing), (3, 0, None));
    }

    #[tokio::test]
    async fn failing_rounds_come_less_and_less_often() {
        let begun = Instant::now();
        let fails = |_| Err(net30_app::Error::broken("no"));
        let (_, state) = repeated(6, fails).await.states().remove(0);
        assert_eq!(state.failing.unwrap().times, 6);
        // 2 + 4 + 4 + 4 + 4 ms
        assert!(begun.elapsed() >= Duration::from_millis(18), "{:?}", begun.elapsed());
    }
}
