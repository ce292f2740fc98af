//! The thread that commits for all who wait, and copies the log back into the database file.
//!
//! It is also where it shows that the disk does not keep what it was given. After a failed `fsync` the system may take
//! the lost pages for written, so that the next `fsync` succeeds without them: a second answer is worth nothing
//! (Rebello et al., "Can Applications Recover from fsync Failures?", 2020). From then on nothing is written, until the
//! program is started again and reads what is really there.

use super::{Error, Result, Statement, pending::Books};
use rusqlite::{Connection, ErrorCode, ToSql, config::DbConfig, params};
use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
        mpsc,
    },
    time::Duration,
};
use tokio::sync::{Mutex, oneshot};

/// How long nothing must have been written before the log is copied back into the database file.
const IDLE: Duration = Duration::from_secs(1);
/// How many pages of the log are not copied back yet when that is done also under load.
const LOG_PAGES_MAX: i64 = 12_000;

/// Why a shared commit did not happen, told to each of those who waited for it.
#[derive(Clone, Debug)]
pub(super) enum Lost {
    /// The disk did not keep it, and is no longer trusted.
    DiskFailed(String),
    /// Anything else.
    Unavailable(String),
}

impl Lost {
    pub(super) fn of(error: &Error) -> Self {
        match error {
            Error::DiskFailed(source) => Self::DiskFailed(source.to_string()),
            other => Self::Unavailable(other.to_string()),
        }
    }
}

impl From<Lost> for Error {
    fn from(lost: Lost) -> Self {
        match lost {
            Lost::DiskFailed(why) => Self::DiskFailed(why.into()),
            Lost::Unavailable(why) => Self::unavailable(why),
        }
    }
}

/// A change of the index of texts that are searched.
///
/// It is made when the shared transaction ends. FTS5 writes what it has gathered at every savepoint after its first
/// change, which would cost each use case more than its document does.
pub(super) struct IndexChange {
    pub(super) statement: &'static Statement,
    pub(super) row: i64,
    pub(super) text: String,
}

/// The one connection that writes.
pub(super) struct Writer {
    pub(super) connection: Connection,
    /// Whether the shared transaction is open.
    pub(super) open: bool,
    /// Use cases that have released their savepoint and wait for the shared commit.
    pub(super) waiting: Vec<oneshot::Sender<Result<(), Lost>>>,
    /// What they change in the index, in their order.
    pub(super) index_changes: Vec<IndexChange>,
    /// What they leave for the end.
    pub(super) books: Books,
    trust: Trust,
}

/// Whether the disk has kept all that was written so far.
#[derive(Clone, Default)]
pub(super) struct Trust {
    is_lost: Arc<AtomicBool>,
}

impl Trust {
    /// Fails once the disk has failed to keep something.
    pub(super) fn check(&self) -> Result<()> {
        if self.is_lost.load(Ordering::Relaxed) {
            return Err(Error::DiskFailed("an earlier write did not reach it".into()));
        }
        Ok(())
    }
}

impl Writer {
    pub(super) fn new(connection: Connection, trust: Trust) -> Self {
        Self {
            connection,
            open: false,
            waiting: vec![],
            index_changes: vec![],
            books: Books::default(),
            trust,
        }
    }

    /// Ends the shared transaction for all who wait.
    pub(super) fn answer(&mut self, outcome: &Result<(), Lost>) {
        self.open = false;
        self.index_changes.clear();
        self.books = Books::default();
        for waiting in self.waiting.drain(..) {
            // Whoever does not listen any more has given up its request.
            let _ = waiting.send(outcome.clone());
        }
    }

    /// Takes no more writes, for good.
    pub(super) fn distrust(&mut self) {
        if self.trust.is_lost.swap(true, Ordering::Relaxed) {
            return;
        }
        tracing::error!(
            "the disk failed to keep what was written: nothing more is written until net30 is started again; look at the disk first, and have a backup at hand"
        );
        // The log is all that is known to be good: nothing is copied out of it on the way down either.
        let keep_log = DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE;
        if let Err(error) = self.connection.set_db_config(keep_log, true) {
            tracing::error!(%error, "the log may be copied back when the database is closed");
        }
    }

    fn close_and_commit(&mut self) -> rusqlite::Result<()> {
        for (statement, args) in self.books.take(1) {
            let mut write = self.connection.prepare_cached(statement.for_sqlite())?;
            write.execute(rusqlite::params_from_iter(args.iter().map(|arg| arg as &dyn ToSql)))?;
        }
        for IndexChange { statement, row, text } in &self.index_changes {
            let mut change = self.connection.prepare_cached(statement.for_sqlite())?;
            change.execute(params![row, text])?;
        }
        self.connection.prepare_cached("commit")?.execute([]).map(|_| ())
    }

    /// Commits for all who wait; counts what reached the disk before they hear of it.
    fn commit(&mut self, commits: &AtomicU64) -> bool {
        let committed = self.close_and_commit().map_err(Error::from);
        if let Err(error) = &committed {
            tracing::error!(%error, waiting = self.waiting.len(), "a shared commit failed");
            if !self.connection.is_autocommit() {
                // If this fails too, the next `begin immediate` says so.
                let _ = self.connection.execute_batch("rollback");
            }
            if matches!(error, Error::DiskFailed(_)) {
                self.distrust();
            }
        }
        let is_done = committed.is_ok();
        if is_done {
            commits.fetch_add(1, Ordering::Relaxed);
        }
        self.answer(&committed.map_err(|error| Lost::of(&error)));
        is_done
    }

    /// Copies the log back into the database file, as far as nobody reads what it replaces; false if somebody is in the
    /// way for now.
    fn copy_back(&mut self) -> bool {
        if self.trust.check().is_err() {
            return true;
        }
        let copied = self.connection.query_row("pragma wal_checkpoint(passive)", [], |_| Ok(()));
        match copied {
            Ok(()) => return true,
            // Somebody is at it: that is no fault, and the next quiet second will do.
            Err(error) if is_busy(&error) => return false,
            Err(error) => match Error::from(error) {
                error @ Error::DiskFailed(_) => {
                    tracing::error!(%error, "the log was not copied back into the database file");
                    self.distrust();
                }
                error => {
                    tracing::warn!(%error, "the log was not copied back into the database file");
                }
            },
        }
        true
    }

    /// How many pages of the log are not copied back yet.
    fn log_pages(&self) -> i64 {
        let pages =
            self.connection.prepare_cached("pragma wal_checkpoint(noop)").and_then(|mut look| {
                look.query_row([], |row| Ok(row.get::<_, i64>(1)? - row.get::<_, i64>(2)?))
            });
        pages.unwrap_or(0)
    }
}

fn is_busy(error: &rusqlite::Error) -> bool {
    matches!(error.sqlite_error_code(), Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked))
}

/// Commits whenever it is woken, until nobody can wake it any more; counts the commits that reached the disk.
pub(super) fn commit_for_all(
    writer: &Mutex<Writer>,
    woken: &mpsc::Receiver<()>,
    commits: &AtomicU64,
) {
    let mut is_dirty = false;
    loop {
        let wait = if is_dirty { IDLE } else { Duration::MAX };
        match woken.recv_timeout(wait) {
            Ok(()) => {
                let mut writer = writer.blocking_lock();
                if !writer.open {
                    continue;
                }
                if writer.commit(commits) && writer.log_pages() >= LOG_PAGES_MAX {
                    writer.copy_back();
                }
                is_dirty = true;
            }
            Err(mpsc::RecvTimeoutError::Timeout) => {
                let mut writer = writer.blocking_lock();
                // A use case may be under way: whoever commits it comes by again.
                if !writer.open {
                    is_dirty = !writer.copy_back();
                }
            }
            Err(mpsc::RecvTimeoutError::Disconnected) => return,
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{Database, Error, Store, StoreConfig};

    #[tokio::test]
    async fn a_commit_that_fails_is_not_counted_as_done() {
        let folder = tempfile::tempdir().unwrap();
        let database = Database::Sqlite(folder.path().join("net30.sqlite"));
        let store = Store::open(&StoreConfig::of(database)).await.unwrap();
        store.migrate().await.unwrap();
        let before = store.commits();
        let mut tx = store.begin().await.unwrap();
        // A reference to nothing, which is looked at when all is to be committed.
        let broken = "pragma defer_foreign_keys = on;
            insert into account_secret (account_id, service, sealed, updated_at) values (x'00', 's', x'00', 0)";
        tx.batch(broken).await.unwrap();
        assert!(matches!(tx.commit().await, Err(Error::Unavailable(_))));
        assert_eq!(store.commits(), before);
        let mut tx = store.begin().await.unwrap();
        tx.batch("update account set revision = 1").await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(store.commits(), before + 1);
    }
}
