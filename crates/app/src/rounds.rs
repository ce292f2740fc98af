//! Rounds of background work: watched, so that none ends for good, and cut into parts, so that what fails in one account
//! keeps nobody else waiting.
//!
//! A round that fails or panics is counted, logged once, and tried again ([`Rounds::attempt`]). Within a round the
//! accounts are worked for side by side (`side_by_side`), and what fails for one object is set back alone, ever longer
//! (`App::part`): the next rounds pass it over until its time has come.

use crate::{App, Boxed, Clock, Error, Result, backoff};
use futures_util::FutureExt as _;
use jiff::{SignedDuration, Timestamp};
use net30_domain::id::AccountId;
use net30_store::setback::{self, Setback, Task};
use std::{
    any::Any,
    collections::{BTreeMap, HashMap},
    panic::AssertUnwindSafe,
    sync::{Mutex, MutexGuard, PoisonError},
};
use tokio::task::JoinSet;
use uuid::Uuid;

/// For how many accounts a round works at the same time.
const ACCOUNTS_AT_ONCE: usize = 8;
/// Most characters of an error that are kept.
const ERROR_CHARS_MAX: usize = 500;
/// How long a failure is remembered after its last try.
const KEPT_FOR: SignedDuration = SignedDuration::from_hours(30 * 24);

/// What is done again and again beside requests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Round {
    /// Writing down when keys were last used.
    KeyUse,
    /// Removing what is only kept for a while.
    Sweep,
    /// Writing the heads of the books to the log.
    Heads,
    /// Sending e-mail.
    Email,
    /// Telling webhooks.
    Webhooks,
    /// Asking Stripe what became of payments.
    Checkouts,
    /// Making recurring invoices.
    Recurring,
    /// Reminding of invoices.
    Reminders,
    /// Charging late fees.
    LateFees,
    /// Telling which invoices are overdue.
    Overdue,
}

impl Round {
    /// The word for programs.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::KeyUse => "key_use",
            Self::Sweep => "sweep",
            Self::Heads => "heads",
            Self::Email => "email",
            Self::Webhooks => "webhooks",
            Self::Checkouts => "checkouts",
            Self::Recurring => "recurring",
            Self::Reminders => "reminders",
            Self::LateFees => "late_fees",
            Self::Overdue => "overdue",
        }
    }
}

/// How a round fares.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RoundState {
    /// When it last ended well.
    pub succeeded_at: Option<Timestamp>,
    /// How often it failed since the server started.
    pub failed: u64,
    /// How often it panicked since then.
    pub panicked: u64,
    /// How often a part of it, of one account or object, failed or panicked and was set back.
    pub set_back: u64,
    /// Since when it has done nothing but fail.
    pub failing: Option<Failing>,
}

/// A row of failures without a success.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failing {
    /// When the first of them was.
    pub since: Timestamp,
    /// How many there were.
    pub times: u32,
}

/// All rounds of the process.
pub struct Rounds {
    clock: Clock,
    states: Mutex<BTreeMap<Round, RoundState>>,
}

/// A round failed; what there is to say has been said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Failed;

impl Rounds {
    /// Rounds of which none has been done. The clock tells when they end.
    #[must_use]
    pub fn new(clock: Clock) -> Self {
        Self { clock, states: Mutex::default() }
    }

    /// Does a round once. What goes wrong, a panic included, ends here: it is counted, and logged the first time in a row.
    ///
    /// # Errors
    /// [`Failed`]: the round is to be tried again, later.
    pub async fn attempt(
        &self,
        round: Round,
        work: impl Future<Output = Result<usize>>,
    ) -> std::result::Result<usize, Failed> {
        let outcome = AssertUnwindSafe(work).catch_unwind().await;
        let now = (self.clock)();
        let mut states = self.lock();
        let state = states.entry(round).or_default();
        let (error, is_panic) = match outcome {
            Ok(Ok(done)) => {
                if let Some(failing) = state.failing.take() {
                    let times = failing.times;
                    tracing::info!(round = round.word(), times, "background work goes on");
                }
                state.succeeded_at = Some(now);
                return Ok(done);
            }
            Ok(Err(error)) => (in_words(&error), false),
            Err(panic) => (said(panic.as_ref()), true),
        };
        if is_panic {
            state.panicked += 1;
        } else {
            state.failed += 1;
        }
        let failing = state.failing.get_or_insert(Failing { since: now, times: 0 });
        failing.times = failing.times.saturating_add(1);
        let is_first = failing.times == 1;
        drop(states);
        match (is_panic, is_first) {
            (true, true) => tracing::error!(round = round.word(), error, "background work broke"),
            (false, true) => tracing::warn!(round = round.word(), error, "background work failed"),
            (_, false) => tracing::debug!(round = round.word(), error, "background work fails"),
        }
        Err(Failed)
    }

    /// How each round fares that has ended at least once.
    #[must_use]
    pub fn states(&self) -> Vec<(Round, RoundState)> {
        self.lock().iter().map(|(round, state)| (*round, state.clone())).collect()
    }

    fn note_set_back(&self, round: Round) {
        self.lock().entry(round).or_default().set_back += 1;
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<Round, RoundState>> {
        self.states.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One thing that a round does for one account.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Part {
    pub(crate) round: Round,
    pub(crate) task: Task,
    pub(crate) account: AccountId,
    pub(crate) object: Uuid,
}

impl App {
    /// The rounds of background work, and how they fare.
    #[must_use]
    pub fn rounds(&self) -> &Rounds {
        &self.inner.rounds
    }

    /// Does a part of a round. If it fails or panics it is set back, and the round goes on: `None`.
    ///
    /// # Errors
    /// [`Error::Unavailable`] if the database is not there: then no other part can be done either.
    pub(crate) async fn part<T>(
        &self,
        part: Part,
        work: impl Future<Output = Result<T>>,
    ) -> Result<Option<T>> {
        let error = match caught(work).await {
            Ok(done) => {
                self.recovered(part).await?;
                return Ok(Some(done));
            }
            Err(Error::Contention) => return Ok(None),
            Err(error @ (Error::Unavailable(_) | Error::DiskFailed(_))) => return Err(error),
            Err(error) => error,
        };
        match self.set_back(part, &error).await {
            Err(error @ (Error::Unavailable(_) | Error::DiskFailed(_))) => Err(error),
            Err(error) => {
                tracing::warn!(%error, "that background work failed was not kept");
                Ok(None)
            }
            Ok(_) => Ok(None),
        }
    }

    /// Keeps that a part failed, and when it is tried again; false if it failed for the same reason before.
    pub(crate) async fn set_back(&self, part: Part, error: &Error) -> Result<bool> {
        let mut tx = self.store().begin().await?;
        let is_news = self.set_back_in(&mut tx, part, error).await?;
        tx.commit().await?;
        Ok(is_news)
    }

    /// As [`App::set_back`], within a transaction.
    pub(crate) async fn set_back_in(
        &self,
        tx: &mut net30_store::Tx,
        part: Part,
        error: &Error,
    ) -> Result<bool> {
        let before = setback::load(tx, part.task, part.object).await?;
        let setback = next(before.as_ref(), error, self.now());
        setback::note(tx, part.task, part.account, part.object, &setback, self.now()).await?;
        self.rounds().note_set_back(part.round);
        let is_news = before.is_none_or(|before| before.error != setback.error);
        let (round, account_id, object) = (part.round.word(), part.account, part.object);
        if is_news {
            tracing::warn!(round, %account_id, %object, error = in_words(error), "a part of background work failed");
        }
        Ok(is_news)
    }

    /// Forgets that a part failed before.
    async fn recovered(&self, part: Part) -> Result<()> {
        let mut reader = self.store().reader().await?;
        let before = setback::load(&mut reader, part.task, part.object).await?;
        drop(reader);
        if before.is_some() {
            let mut tx = self.store().begin().await?;
            setback::clear(&mut tx, part.task, part.object).await?;
            tx.commit().await?;
        }
        Ok(())
    }

    /// Forgets failures of what is gone.
    pub(crate) async fn sweep_setbacks(&self) -> Result<()> {
        let before = self.now() - KEPT_FOR;
        let mut tx = self.store().begin().await?;
        setback::purge(&mut tx, before).await?;
        Ok(tx.commit().await?)
    }
}

/// What is known of a failure after another one.
fn next(before: Option<&Setback>, error: &Error, now: Timestamp) -> Setback {
    let failures = before.map_or(0, |before| before.failures).saturating_add(1);
    let error = in_words(error).chars().take(ERROR_CHARS_MAX).collect();
    Setback { failures, error, again_at: backoff::of_part(now, failures) }
}

/// Does something, and tells a panic as an error.
pub(crate) async fn caught<T>(work: impl Future<Output = Result<T>>) -> Result<T> {
    match AssertUnwindSafe(work).catch_unwind().await {
        Ok(outcome) => outcome,
        Err(panic) => Err(Error::broken(said(panic.as_ref()))),
    }
}

/// An error with its faults and its cause.
fn in_words(error: &Error) -> String {
    let words = error.in_full();
    match std::error::Error::source(error).map(ToString::to_string) {
        Some(cause) if !words.contains(&cause) => format!("{words}: {cause}"),
        _ => words,
    }
}

/// What a panic said.
fn said(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(ToString::to_string);
    let text = text.or_else(|| panic.downcast_ref::<String>().cloned());
    format!("it panicked: {}", text.as_deref().unwrap_or("without a word"))
}

/// What is to be done, by account and in the order of their first.
pub(crate) fn by_account<T>(due: Vec<(AccountId, T)>) -> Vec<(AccountId, Vec<T>)> {
    let mut places: HashMap<AccountId, usize> = HashMap::new();
    let mut grouped: Vec<(AccountId, Vec<T>)> = vec![];
    for (account, one) in due {
        let place = *places.entry(account).or_insert_with(|| {
            grouped.push((account, vec![]));
            grouped.len() - 1
        });
        grouped[place].1.push(one);
    }
    grouped
}

/// Works for several accounts at the same time, and says how much was done in all. What fails or panics in one ends none
/// of the others.
///
/// # Errors
/// The first that there was, when all have ended.
pub(crate) async fn side_by_side<F>(accounts: impl IntoIterator<Item = F>) -> Result<usize>
where
    F: Future<Output = Result<usize>> + Send + 'static,
{
    // Boxed, so that a task of a round is compiled once for all rounds.
    let boxed = |account: F| -> Boxed<'static, usize> { Box::pin(caught(account)) };
    let mut waiting = accounts.into_iter().map(boxed);
    let mut working = JoinSet::new();
    for account in waiting.by_ref().take(ACCOUNTS_AT_ONCE) {
        working.spawn(account);
    }
    let (mut done, mut failed) = (0, None);
    while let Some(ended) = working.join_next().await {
        match ended {
            Ok(Ok(count)) => done += count,
            Ok(Err(error)) => failed = failed.or(Some(error)),
            Err(error) => failed = failed.or(Some(Error::Broken(error.into()))),
        }
        if let Some(account) = waiting.next() {
            working.spawn(account);
        }
    }
    failed.map_or(Ok(done), Err)
}

#[cfg(test)]
mod tests {
    use super::{Error, Failed, Round, Rounds, by_account, in_words, side_by_side};
    use net30_domain::id::AccountId;
    use std::sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    };
    use uuid::Uuid;

    fn rounds() -> Rounds {
        Rounds::new(Arc::new(|| "2026-03-05T09:30:00Z".parse().unwrap()))
    }

    #[tokio::test]
    async fn a_panic_is_a_failure_that_is_counted_and_a_success_ends_the_row() {
        let rounds = rounds();
        let panics = async || panic!("no room for {}", "more");
        assert_eq!(rounds.attempt(Round::LateFees, panics()).await, Err(Failed));
        let fails = async { Err(Error::broken("x")) };
        assert_eq!(rounds.attempt(Round::LateFees, fails).await, Err(Failed));
        let (round, state) = rounds.states().remove(0);
        assert_eq!((round, state.failed, state.panicked), (Round::LateFees, 1, 1));
        assert_eq!(state.failing.unwrap().times, 2);
        assert_eq!(rounds.attempt(Round::LateFees, async { Ok(3) }).await, Ok(3));
        let state = rounds.states().remove(0).1;
        assert!(state.failing.is_none() && state.succeeded_at.is_some());
    }

    #[tokio::test]
    async fn an_account_that_panics_ends_no_other() {
        let done = Arc::new(AtomicUsize::new(0));
        let work = |index: usize| {
            let done = Arc::clone(&done);
            async move {
                assert!(index != 3, "the fourth breaks");
                done.fetch_add(1, Ordering::Relaxed);
                Ok(1)
            }
        };
        let outcome = side_by_side((0..40).map(work)).await;
        assert!(in_words(&outcome.unwrap_err()).contains("the fourth breaks"));
        assert_eq!(done.load(Ordering::Relaxed), 39);
    }

    #[test]
    fn accounts_keep_the_order_of_their_first() {
        let [a, b] = [1, 2].map(|number| AccountId(Uuid::from_u128(number)));
        let grouped = by_account(vec![(b, 1), (a, 2), (b, 3)]);
        assert_eq!(grouped, [(b, vec![1, 3]), (a, vec![2])]);
    }
}
