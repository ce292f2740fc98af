//! Transactions of one account that share a commit of PostgreSQL.
//!
//! Whoever issues holds the end of the account's chain until the disk has answered, so issues of one account would go one
//! flush after the other. Within one process they join one transaction instead, each in a savepoint of its own; who ends
//! it queues behind all who are waiting to join, so that they share one flush: as on SQLite ([`super::sqlite`]). Who is
//! alone commits for itself.
//!
//! What has joined holds what it locked until all commit. So it must not wait for anything that somebody may hold who
//! waits for the chain, such as a document: it makes new ones.

use super::{
    Error, Result, Statement,
    committer::Lost,
    exchange::{Queued, exchange, send},
    pending::Books,
};
use deadpool_postgres::{Object, Pool};
use net30_domain::id::AccountId;
use std::{
    collections::{HashMap, VecDeque},
    sync::{
        Arc, Mutex as StdMutex, PoisonError,
        atomic::{AtomicU64, AtomicUsize, Ordering},
    },
    time::Duration,
};
use tokio::sync::{Mutex, OwnedMutexGuard, oneshot};

/// How long a request waits for a connection.
pub(super) const WAIT_MAX: Duration = Duration::from_secs(10);

/// Over how many rows an account's sum of the history is spread, so that writers do not wait for one another.
pub(super) const SUM_BUCKETS: u8 = 32;

/// Counts the commits that reached the disk. Cheap to clone.
#[derive(Clone, Default)]
pub(super) struct Commits(Arc<AtomicU64>);

impl Commits {
    pub(super) fn count_one(&self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn count(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

static STILL_GOOD: Statement = Statement::new("select cast(1 as bigint)");

/// Most that share a commit: PostgreSQL remembers 64 savepoints of a transaction, and is slow with more.
const MEMBERS_MAX: usize = 50;
/// From how many lines on those that nobody is in are forgotten.
const LINES_MAX: usize = 1000;

/// The lines of a process, by account.
#[derive(Clone)]
pub(super) struct Lines {
    by_account: Arc<StdMutex<HashMap<AccountId, Arc<Line>>>>,
    commits: Commits,
}

/// Those of an account who write one after the other.
struct Line {
    turn: Arc<Mutex<Turn>>,
    /// How many wait for their turn to write.
    queue: AtomicUsize,
}

/// Whoever holds it may write.
struct Turn {
    open: Option<Shared>,
    commits: Commits,
}

/// A transaction that is open.
struct Shared {
    client: Object,
    members: usize,
    /// Who has released its savepoint and waits for the commit.
    waiting: Vec<oneshot::Sender<Result<(), Lost>>>,
    books: Books,
    /// Numbers for events that were drawn and not used yet.
    numbers: VecDeque<i64>,
}

impl Lines {
    pub(super) fn new(commits: Commits) -> Self {
        Self { by_account: Arc::default(), commits }
    }

    fn of(&self, account: AccountId) -> Arc<Line> {
        let mut lines = self.by_account.lock().unwrap_or_else(PoisonError::into_inner);
        if lines.len() >= LINES_MAX {
            lines.retain(|_, line| Arc::strong_count(line) > 1);
        }
        let line = lines.entry(account).or_insert_with(|| {
            let turn = Turn { open: None, commits: self.commits.clone() };
            Arc::new(Line { turn: Arc::new(Mutex::new(turn)), queue: AtomicUsize::new(0) })
        });
        Arc::clone(line)
    }

    /// Waits for its turn, and joins the transaction that is open, or opens one.
    pub(super) async fn join(&self, pool: &Pool, account: AccountId) -> Result<Member> {
        let line = self.of(account);
        let mut turn = line.next().await?;
        if turn.open.as_ref().is_some_and(|shared| shared.members >= MEMBERS_MAX) {
            // Not within a request, which may be given up while the others' commit is under way.
            let committed = tokio::spawn(async move {
                turn.commit().await;
                turn
            });
            turn = committed.await.map_err(Error::broken)?;
        }
        if turn.open.is_none() {
            let client = pool.get().await?;
            send(&client, "begin");
            turn.open = Some(Shared {
                client,
                members: 0,
                waiting: vec![],
                books: Books::default(),
                numbers: VecDeque::new(),
            });
        }
        let member = Member { turn: Some(turn), line };
        Ok(member)
    }
}

impl Line {
    async fn next(&self) -> Result<OwnedMutexGuard<Turn>> {
        let _queued = InQueue::of(&self.queue);
        let turn = tokio::time::timeout(WAIT_MAX, Arc::clone(&self.turn).lock_owned()).await;
        turn.map_err(Error::unavailable)
    }
}

/// Counts in a queue as long as it lives.
struct InQueue<'a>(&'a AtomicUsize);

impl<'a> InQueue<'a> {
    fn of(queue: &'a AtomicUsize) -> Self {
        queue.fetch_add(1, Ordering::Relaxed);
        Self(queue)
    }
}

impl Drop for InQueue<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Turn {
    /// Commits for all who wait.
    async fn commit(&mut self) {
        let Some(Shared { client, waiting, mut books, .. }) = self.open.take() else { return };
        let mut queued: Vec<Queued> = books.take(SUM_BUCKETS).map(Queued::Statement).collect();
        // A failed transaction would be rolled back without a word: this is refused in one.
        queued.push(Queued::Statement((&STILL_GOOD, vec![])));
        queued.push(Queued::Command("commit"));
        let committed = exchange(&client, &queued, &[], &mut false).await.map(|_| ());
        if let Err(error) = &committed {
            tracing::error!(%error, waiting = waiting.len(), "a shared commit failed");
            send(&client, "rollback");
        } else if !waiting.is_empty() {
            self.commits.count_one();
        }
        let outcome = committed.map_err(|error| Lost::of(&error));
        for waiting in waiting {
            // Whoever does not listen any more has given up its request.
            let _ = waiting.send(outcome.clone());
        }
    }
}

/// Whose turn it is in a line.
pub(super) struct Member {
    turn: Option<OwnedMutexGuard<Turn>>,
    line: Arc<Line>,
}

impl Member {
    pub(super) fn client(&self) -> &Object {
        &self.shared().client
    }

    /// What the others left for the end.
    pub(super) fn books(&self) -> &Books {
        &self.shared().books
    }

    /// Numbers for events that the others did not need.
    pub(super) fn take_numbers(&mut self) -> VecDeque<i64> {
        let open = self.turn.as_mut().and_then(|turn| turn.open.as_mut());
        open.map(|shared| std::mem::take(&mut shared.numbers)).unwrap_or_default()
    }

    fn shared(&self) -> &Shared {
        let open = self.turn.as_ref().and_then(|turn| turn.open.as_ref());
        open.expect("a transaction is open as long as it is somebody's turn")
    }

    /// The connection, if nobody else waits for its commit or for a turn: the transaction is its own then.
    pub(super) fn alone(&mut self) -> Option<Object> {
        let is_alone =
            self.shared().waiting.is_empty() && self.line.queue.load(Ordering::Relaxed) == 0;
        let turn = self.turn.as_mut().filter(|_| is_alone)?;
        turn.open.take().map(|shared| shared.client)
    }

    /// Waits with all others for the commit, after its savepoint was released.
    pub(super) async fn share(mut self, books: Books, numbers: VecDeque<i64>) -> Result<()> {
        let (answer, answered) = oneshot::channel();
        if let Some(shared) = self.turn.as_mut().and_then(|turn| turn.open.as_mut()) {
            shared.members += 1;
            shared.waiting.push(answer);
            shared.books.join(books);
            shared.numbers = numbers;
        }
        drop(self);
        match answered.await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(lost)) => Err(lost.into()),
            Err(closed) => Err(Error::unavailable(closed)),
        }
    }
}

impl Drop for Member {
    /// Whoever leaves sees to it that somebody commits, behind those who wait to join.
    fn drop(&mut self) {
        let Some(turn) = self.turn.take() else { return };
        if turn.open.is_none() {
            return;
        }
        drop(turn);
        let turn = Arc::clone(&self.line.turn);
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            runtime.spawn(async move { turn.lock().await.commit().await });
        }
    }
}
