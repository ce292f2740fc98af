//! SQLite: one connection that writes, whose commits are shared, and a pool of connections that read.
//!
//! Whose turn it is opens the shared transaction if none is open and sets a savepoint; `commit` releases it and waits
//! (`sqlite_tx.rs`). What claims nothing reads before its turn, on a connection that reads, and holds up nobody meanwhile.
//! The committer thread queues for the same fair lock, behind every use case that is already waiting, so that all of
//! them share one `COMMIT` and one fsync: group commit that adapts to the load, without a timer.

use super::{
    Error, Result,
    ask::{Question, Source},
    committer::{Trust, Writer, commit_for_all},
    foreseen::Foreseen,
};
use rusqlite::{Connection, ErrorCode, OpenFlags, config::DbConfig};
use std::{
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex as StdMutex, PoisonError,
        atomic::{AtomicU64, Ordering},
        mpsc,
    },
    thread::JoinHandle,
    time::{Duration, Instant},
};
use tokio::sync::{Mutex, OwnedSemaphorePermit, Semaphore};

/// How long a writer waits for another process that writes, such as a command beside the server.
const BUSY_MAX: Duration = Duration::from_secs(5);
/// Older versions may corrupt the database when a write-ahead log is reset (fixed in 3.51.3).
const VERSION_MIN: i32 = 3_051_003;

/// Pages that the writer keeps in memory; what it reads besides is mapped.
const WRITER_CACHE_KIB: u32 = 16 * 1024;

struct Readers {
    path: PathBuf,
    idle: StdMutex<Vec<Connection>>,
    permits: Arc<Semaphore>,
}

/// A SQLite database.
#[derive(Clone)]
pub(super) struct Sqlite {
    pub(super) writer: Arc<Mutex<Writer>>,
    wake: mpsc::SyncSender<()>,
    readers: Arc<Readers>,
    pub(super) foreseen: Arc<Foreseen>,
    commits: Arc<AtomicU64>,
    trust: Trust,
    committer: Arc<StdMutex<Option<JoinHandle<()>>>>,
}

fn connect(path: &Path, flags: OpenFlags, cache_kib: u32) -> Result<Connection> {
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(BUSY_MAX)?;
    connection.execute_batch(&format!(
        "pragma foreign_keys = on; pragma temp_store = memory; pragma cache_size = -{cache_kib};
         pragma mmap_size = 268435456;"
    ))?;
    connection.set_prepared_statement_cache_capacity(512);
    // A plan that depended on a bound value would be made anew for each value: the cached statement is parsed again
    // and again, which took a third of the time of a list.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    Ok(connection)
}

impl Sqlite {
    pub(super) fn open(path: &Path, read_connections: usize) -> Result<Self> {
        if rusqlite::version_number() < VERSION_MIN {
            let version = rusqlite::version();
            return Err(Error::broken(format!(
                "SQLite {version} is older than 3.51.3, whose logs are safe"
            )));
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
            | OpenFlags::SQLITE_OPEN_CREATE
            | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = connect(path, flags, WRITER_CACHE_KIB)?;
        // The log is copied back by the committer: what SQLite does by itself after a commit, it does without telling
        // whether the disk took it.
        connection.execute_batch(
            "pragma journal_mode = wal; pragma synchronous = full; pragma wal_autocheckpoint = 0;",
        )?;
        // Waiting is done in `begin`, where it does not block a thread of the runtime.
        connection.busy_timeout(Duration::ZERO)?;
        let trust = Trust::default();
        let writer = Arc::new(Mutex::new(Writer::new(connection, trust.clone())));
        let (wake, woken) = mpsc::sync_channel(1);
        let commits = Arc::new(AtomicU64::new(0));
        let (its_writer, its_commits) = (writer.clone(), commits.clone());
        let committer = std::thread::Builder::new()
            .name("committer".to_owned())
            .spawn(move || commit_for_all(&its_writer, &woken, &its_commits))
            .map_err(Error::unavailable)?;
        let readers = Readers {
            path: path.to_owned(),
            idle: StdMutex::default(),
            permits: Arc::new(Semaphore::new(read_connections.max(1))),
        };
        Ok(Self {
            writer,
            wake,
            readers: Arc::new(readers),
            foreseen: Arc::default(),
            commits,
            trust,
            committer: Arc::new(StdMutex::new(Some(committer))),
        })
    }

    /// Closes the file, if this is its only user, and returns when that is done.
    pub(super) async fn close(self) -> Result<()> {
        let Self { writer, wake, readers, committer, .. } = self;
        drop((wake, readers));
        let committer = committer.lock().unwrap_or_else(PoisonError::into_inner).take();
        let closing = tokio::task::spawn_blocking(move || {
            // It ends when nobody can wake it any more. Its panic has been reported.
            let _ = committer.map(JoinHandle::join);
            drop(writer);
        });
        closing.await.map_err(Error::broken)
    }

    pub(super) fn commits(&self) -> u64 {
        self.commits.load(Ordering::Relaxed)
    }

    /// Whether what is written can still be kept.
    ///
    /// # Errors
    /// [`Error::DiskFailed`] once the disk has failed to keep something.
    pub(super) fn trusted(&self) -> Result<()> {
        self.trust.check()
    }

    /// Has those committed who wait for it.
    pub(super) fn wake(&self) {
        // Full means that the committer has been told already and has not come yet.
        let _ = self.wake.try_send(());
    }

    /// A connection that reads one moment of the database, if one is free.
    pub(super) fn free_reader(&self) -> Result<Option<SqliteReader>> {
        let Ok(permit) = self.readers.permits.clone().try_acquire_owned() else { return Ok(None) };
        let mut reader = self.reader_with(permit)?;
        reader.begin()?;
        Ok(Some(reader))
    }

    pub(super) async fn reader(&self) -> Result<SqliteReader> {
        let mut reader = self.glance().await?;
        reader.begin()?;
        Ok(reader)
    }

    /// A connection on which each statement sees a moment of its own.
    pub(super) async fn glance(&self) -> Result<SqliteReader> {
        let permit = self.readers.permits.clone().acquire_owned().await;
        self.reader_with(permit.map_err(Error::unavailable)?)
    }

    fn reader_with(&self, permit: OwnedSemaphorePermit) -> Result<SqliteReader> {
        let idle = self.readers.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let connection = match idle {
            Some(connection) => connection,
            None => self.connect_for_reading()?,
        };
        let readers = self.readers.clone();
        Ok(SqliteReader { connection: Some(connection), readers, begun: false, _permit: permit })
    }

    /// Replaces the content of the file, while no use case writes.
    pub(super) async fn replace(
        &self,
        copy: impl FnOnce(&mut Connection) -> Result<()>,
    ) -> Result<()> {
        loop {
            let mut writer = self.writer.lock().await;
            self.trusted()?;
            if !writer.open {
                return copy(&mut writer.connection);
            }
            drop(writer);
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    }

    pub(super) fn connect_for_reading(&self) -> Result<Connection> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        connect(&self.readers.path, flags, 8192)
    }
}

/// Opens the shared transaction, waiting for other processes without blocking the runtime.
pub(super) async fn begin_shared(writer: &mut Writer) -> Result<()> {
    let since = Instant::now();
    loop {
        let begun = writer
            .connection
            .prepare_cached("begin immediate")
            .and_then(|mut begin| begin.execute([]));
        match begun {
            Ok(_) => {
                writer.open = true;
                return Ok(());
            }
            Err(rusqlite::Error::SqliteFailure(failure, _))
                if failure.code == ErrorCode::DatabaseBusy && since.elapsed() < BUSY_MAX =>
            {
                // Often, since a server under load leaves only short gaps between its commits.
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
            Err(error) => return Err(error.into()),
        }
    }
}

/// A connection that reads, one moment of the database if a transaction was begun.
pub(super) struct SqliteReader {
    connection: Option<Connection>,
    readers: Arc<Readers>,
    begun: bool,
    _permit: OwnedSemaphorePermit,
}

impl SqliteReader {
    fn begin(&mut self) -> Result<()> {
        if let Some(connection) = &self.connection {
            connection.prepare_cached("begin")?.execute([])?;
            self.begun = true;
        }
        Ok(())
    }

    pub(super) fn answer(&mut self, question: &mut dyn Question) -> Result<()> {
        let connection =
            self.connection.as_ref().expect("the connection is held until the reader is dropped");
        question.answer(&mut Source::Sqlite(connection))
    }
}

impl Drop for SqliteReader {
    fn drop(&mut self) {
        let Some(connection) = self.connection.take() else { return };
        let end = || connection.prepare_cached("commit").and_then(|mut commit| commit.execute([]));
        if !self.begun || end().is_ok() {
            self.readers.idle.lock().unwrap_or_else(PoisonError::into_inner).push(connection);
        }
    }
}
