//! SQLite: one connection that writes, whose commits are shared, and a pool of connections that read.
//!
//! Whose turn it is opens the shared transaction if none is open and sets a savepoint; `commit` releases it and waits. What
//! claims nothing reads before its turn, on a connection that reads, and holds up nobody meanwhile. The committer thread queues for the same fair lock, behind every use case that is already waiting, so that all of
//! them share one `COMMIT` and one fsync: group commit that adapts to the load, without a timer.

use super::{
    Error, Param, Result, Statement,
    ask::{Question, Source},
    borrowed,
    committer::{IndexChange, Lost, Trust, Writer, commit_for_all},
    pending::{Books, Write},
    rows::{execute, params},
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
use tokio::sync::{Mutex, OwnedMutexGuard, OwnedSemaphorePermit, Semaphore, oneshot};

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
    writer: Arc<Mutex<Writer>>,
    wake: mpsc::SyncSender<()>,
    readers: Arc<Readers>,
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
        let committer = Arc::new(StdMutex::new(Some(committer)));
        Ok(Self { writer, wake, readers: Arc::new(readers), commits, trust, committer })
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

    /// A transaction that nobody writes beside.
    pub(super) async fn begin(&self) -> Result<SqliteTx> {
        let mut tx = SqliteTx::new(self.clone(), None);
        tx.take_turn().await?;
        Ok(tx)
    }

    /// A transaction that reads one moment of the database until it is its turn to write. Where all connections that read are
    /// taken, it waits for none of them and has its turn at once: who reads for long keeps nobody from writing.
    pub(super) async fn begin_apart(&self) -> Result<SqliteTx> {
        let Ok(permit) = self.readers.permits.clone().try_acquire_owned() else {
            return self.begin().await;
        };
        let mut reader = self.reader_with(permit)?;
        reader.begin()?;
        Ok(SqliteTx::new(self.clone(), Some(reader)))
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
async fn begin_shared(writer: &mut Writer) -> Result<()> {
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

/// What waits for a transaction's turn.
enum Queued {
    /// A statement.
    Write(Write),
    /// An insertion, and the statement that adds to an index what its row is found by, with the text.
    Indexed(Write, &'static Statement, String),
    /// A question that must have an answer.
    MustFind(Write),
}

/// A use case's savepoint in the shared transaction. Once it is its turn, it holds the writer until it is committed or
/// dropped.
pub(super) struct SqliteTx {
    of: Sqlite,
    /// Whether it has read before its turn.
    is_apart: bool,
    /// What it reads on before its turn.
    reader: Option<SqliteReader>,
    /// None before its turn, and at the end.
    writer: Option<OwnedMutexGuard<Writer>>,
    /// What it writes once it is its turn, in its order.
    queued: Vec<Queued>,
    index_changes: Vec<IndexChange>,
    /// SQLite rolled the whole shared transaction back under it.
    lost: bool,
    /// Something that waited for its turn was not written: nothing of it may be committed.
    failed: bool,
}

impl SqliteTx {
    fn new(of: Sqlite, reader: Option<SqliteReader>) -> Self {
        Self {
            of,
            is_apart: reader.is_some(),
            reader,
            writer: None,
            queued: vec![],
            index_changes: vec![],
            lost: false,
            failed: false,
        }
    }

    /// Waits for its turn to write, and writes what waits for it.
    pub(super) async fn take_turn(&mut self) -> Result<()> {
        if self.writer.is_some() {
            return Ok(());
        }
        // Not held while it waits: whoever writes may need it.
        self.reader = None;
        let mut writer = self.of.writer.clone().lock_owned().await;
        self.of.trusted()?;
        if !writer.open {
            begin_shared(&mut writer).await?;
        }
        // From here on dropping the transaction cleans up.
        self.writer = Some(writer);
        self.run(|connection| connection.prepare_cached("savepoint use_case")?.execute([]))?;
        let mut queued = std::mem::take(&mut self.queued).into_iter();
        queued.try_for_each(|queued| self.later(queued)).inspect_err(|_| self.failed = true)
    }

    /// Whether a question can be answered now: before its turn only what neither changes nor claims anything.
    pub(super) fn can_answer(&self, question: &dyn Question) -> bool {
        self.writer.is_some()
            || (self.reader.is_some() && self.queued.is_empty() && question.only_reads())
    }

    /// Whether it has read before its turn: what is read in it stays.
    pub(super) fn is_apart(&self) -> bool {
        self.is_apart
    }

    /// Whether it is its turn.
    pub(super) fn has_turn(&self) -> bool {
        self.writer.is_some()
    }

    fn run<T>(&mut self, work: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T> {
        self.run_as(|connection| Ok(work(connection)?))
    }

    fn run_as<T>(&mut self, work: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        let writer = self.writer.as_mut().expect("it is its turn until the transaction ends");
        if self.lost {
            return Err(Error::unavailable("the shared transaction was rolled back"));
        }
        work(&writer.connection).inspect_err(|error| {
            if matches!(error, Error::DiskFailed(_)) {
                writer.distrust();
            }
            // A full disk, an I/O error or lack of memory undo all use cases of the batch, not this one alone.
            if writer.connection.is_autocommit() {
                tracing::error!(%error, waiting = writer.waiting.len(), "a shared transaction was rolled back");
                writer.answer(&Err(Lost::of(error)));
                self.lost = true;
            }
        })
    }

    /// What others left for the end whose commit this one shares.
    pub(super) fn shared_books(&self) -> Option<&Books> {
        self.writer.as_ref().map(|writer| &writer.books)
    }

    pub(super) async fn commit(mut self, books: Books) -> Result<()> {
        if !self.has_turn() && self.queued.is_empty() {
            // What it has read was on disk.
            return Ok(());
        }
        self.take_turn().await?;
        if self.failed {
            return Err(Error::broken("a failed transaction was to be committed"));
        }
        self.run(|connection| connection.prepare_cached("release use_case")?.execute([]))?;
        let mut writer = self.writer.take().expect("it is its turn until the transaction ends");
        let (answer, answered) = oneshot::channel();
        writer.waiting.push(answer);
        writer.index_changes.append(&mut self.index_changes);
        writer.books.join(books);
        self.wake();
        drop(writer);
        match answered.await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(lost)) => Err(lost.into()),
            Err(closed) => Err(Error::unavailable(closed)),
        }
    }

    fn wake(&self) {
        // Full means that the committer has been told already and has not come yet.
        let _ = self.of.wake.try_send(());
    }

    pub(super) fn execute(&mut self, statement: &Statement, args: &[&dyn Param]) -> Result<u64> {
        let changed = self.run(|connection| execute(connection, statement, args))?;
        Ok(changed as u64)
    }

    /// Inserts a row; says its number.
    fn insert(&mut self, statement: &Statement, args: &[&dyn Param]) -> Result<i64> {
        self.run(|connection| {
            execute(connection, statement, args)?;
            Ok(connection.last_insert_rowid())
        })
    }

    /// Does something once it is its turn.
    fn later(&mut self, queued: Queued) -> Result<()> {
        if !self.has_turn() {
            self.queued.push(queued);
            return Ok(());
        }
        match queued {
            Queued::Write((statement, args)) => {
                self.insert(statement, &borrowed(&args)).map(|_| ())
            }
            Queued::Indexed((statement, args), index, text) => {
                let row = self.insert(statement, &borrowed(&args))?;
                self.index_later(index, row, text);
                Ok(())
            }
            Queued::MustFind((statement, args)) => {
                let is_found = self.run(|connection| {
                    let mut prepared = connection.prepare_cached(statement.for_sqlite())?;
                    prepared.exists(params(&borrowed(&args)))
                })?;
                if is_found { Ok(()) } else { Err(Error::Contention) }
            }
        }
    }

    /// Runs a statement, once it is its turn; says the number of the row that it inserted, if it is.
    pub(super) fn write(&mut self, write: Write) -> Result<Option<i64>> {
        if !self.has_turn() {
            return self.later(Queued::Write(write)).map(|()| None);
        }
        let (statement, args) = write;
        self.insert(statement, &borrowed(&args)).map(Some)
    }

    /// Inserts a row and what it is found by, once it is its turn.
    pub(super) fn write_indexed(
        &mut self,
        write: Write,
        index: &'static Statement,
        text: String,
    ) -> Result<()> {
        self.later(Queued::Indexed(write, index, text))
    }

    /// Fails with [`Error::Contention`], once it is its turn, if a question has no answer then that had one before.
    pub(super) fn must_find(&mut self, question: Write) -> Result<()> {
        self.later(Queued::MustFind(question))
    }

    /// Changes the index of texts when the shared transaction ends, if this one is committed.
    pub(super) fn index_later(&mut self, statement: &'static Statement, row: i64, text: String) {
        self.index_changes.push(IndexChange { statement, row, text });
    }

    pub(super) fn execute_many(
        &mut self,
        statement: &Statement,
        rows: &[Vec<&dyn Param>],
    ) -> Result<u64> {
        let changed = self.run(|connection| {
            let mut prepared = connection.prepare_cached(statement.for_sqlite())?;
            rows.iter().try_fold(0, |sum, row| Ok(sum + prepared.execute(params(row))?))
        })?;
        Ok(changed as u64)
    }

    pub(super) fn answer(&mut self, question: &mut dyn Question) -> Result<()> {
        match &mut self.reader {
            Some(reader) => reader.answer(question),
            None => self.run_as(|connection| question.answer(&mut Source::Sqlite(connection))),
        }
    }

    pub(super) fn batch(&mut self, text: &str) -> Result<()> {
        self.run(|connection| connection.execute_batch(text))
    }
}

impl Drop for SqliteTx {
    fn drop(&mut self) {
        let Some(writer) = &self.writer else { return };
        if !self.lost && !writer.connection.is_autocommit() {
            let undone = writer.connection.execute_batch("rollback to use_case; release use_case");
            if let Err(error) = undone {
                tracing::error!(%error, "a use case could not be rolled back");
            }
        }
        // The shared transaction may be open for this one alone, and would keep other processes waiting.
        self.wake();
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
