//! What is done beside HTTP: rounds that take what is due, again and again.

use net30_app::{App, Result, webhooks::Courier};
use std::{sync::Arc, time::Duration};
use tokio::{sync::watch, task::JoinSet};
use tokio_util::sync::CancellationToken;

/// How often the use of keys is written down.
const KEY_USE_EVERY: Duration = Duration::from_secs(15);
/// How often what is only kept for a while is removed.
const SWEEP_EVERY: Duration = Duration::from_hours(1);
/// How many rounds send letters: while one waits for a slow mail server, the others go on.
const LETTER_ROUNDS: usize = 2;
/// How long a round that is not woken waits before it looks again: by then time has passed, or another server has left
/// something to do.
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// The longest pause after rounds that failed.
const PAUSE_MAX: Duration = Duration::from_mins(1);

/// Works until told to stop, then finishes what was begun and writes down what is left.
pub(crate) async fn run(app: App, shutdown: CancellationToken) {
    let mut rounds = JoinSet::new();
    let write_key_use = |app: App| async move { app.write_key_use().await };
    let sweep = |app: App| async move { app.sweep().await };
    rounds.spawn(every(
        KEY_USE_EVERY,
        "writing down the use of keys",
        app.clone(),
        shutdown.clone(),
        write_key_use,
    ));
    rounds.spawn(every(SWEEP_EVERY, "removing what is old", app.clone(), shutdown.clone(), sweep));
    for _ in 0..LETTER_ROUNDS {
        let letters = |app: App| async move { app.send_letters().await };
        rounds.spawn(due("sending letters", app.clone(), shutdown.clone(), letters));
    }
    let courier = Courier::new(app.clone(), net30_http::news::payload);
    match &courier {
        Ok(courier) => {
            let courier = Arc::clone(courier);
            let deliver = move |_| {
                let courier = Arc::clone(&courier);
                async move { courier.round().await }
            };
            let news = app.news();
            rounds.spawn(due_on(news, "telling webhooks", app.clone(), shutdown.clone(), deliver));
        }
        Err(error) => failed("telling webhooks", error),
    }
    let follow_checkouts = |app: App| async move { app.follow_checkouts().await };
    rounds.spawn(due(
        "asking Stripe what became of payments",
        app.clone(),
        shutdown.clone(),
        follow_checkouts,
    ));
    rounds.spawn(due(
        "making recurring invoices",
        app.clone(),
        shutdown.clone(),
        |app: App| async move { app.recurring_due().await },
    ));
    rounds.spawn(due(
        "reminding of invoices",
        app.clone(),
        shutdown.clone(),
        |app: App| async move { app.reminders_due().await },
    ));
    rounds.spawn(due("charging late fees", app.clone(), shutdown.clone(), |app: App| async move {
        app.late_fees_due().await
    }));
    while let Some(ended) = rounds.join_next().await {
        if let Err(error) = ended {
            tracing::error!(%error, "a round of background work broke");
        }
    }
    if let Ok(courier) = courier {
        courier.finish().await;
    }
    told("writing down the use of keys", app.write_key_use().await);
}

/// Does something now and then.
async fn every<F: Future<Output = Result<()>>>(
    pause: Duration,
    what: &'static str,
    app: App,
    shutdown: CancellationToken,
    work: impl Fn(App) -> F,
) {
    loop {
        told(what, work(app.clone()).await);
        tokio::select! {
            () = shutdown.cancelled() => return,
            () = tokio::time::sleep(pause) => {}
        }
    }
}

/// Does what is due: at once when a transaction leaves something, else each second. A round that found something is
/// followed by the next without a pause; failing rounds come less and less often.
async fn due<F: Future<Output = Result<usize>>>(
    what: &'static str,
    app: App,
    shutdown: CancellationToken,
    round: impl Fn(App) -> F,
) {
    due_on(app.something_to_do(), what, app, shutdown, round).await;
}

/// As [`due`], woken by `something` else.
async fn due_on<F: Future<Output = Result<usize>>>(
    mut something: watch::Receiver<()>,
    what: &'static str,
    app: App,
    shutdown: CancellationToken,
    round: impl Fn(App) -> F,
) {
    let mut pause = LOOK_EVERY;
    while !shutdown.is_cancelled() {
        something.mark_unchanged();
        match round(app.clone()).await {
            Ok(0) => pause = LOOK_EVERY,
            Ok(_) => continue,
            Err(error) => {
                failed(what, &error);
                pause = (pause * 2).min(PAUSE_MAX);
            }
        }
        tokio::select! {
            () = shutdown.cancelled() => return,
            () = tokio::time::sleep(pause) => {}
            _ = something.changed(), if pause == LOOK_EVERY => {}
        }
    }
}

/// A failure here harms no request, and the next round tries again.
fn told(what: &'static str, outcome: Result<()>) {
    if let Err(error) = outcome {
        failed(what, &error);
    }
}

fn failed(what: &'static str, error: &net30_app::Error) {
    let cause = std::error::Error::source(error).map(ToString::to_string);
    tracing::warn!(what, %error, cause, "background work failed");
}
