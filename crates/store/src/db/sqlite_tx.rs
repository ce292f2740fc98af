//! A transaction on SQLite: a savepoint in the transaction that is shared, and what comes before its turn.

use super::{
    Error, Param, Result, Statement,
    ask::{Question, Source},
    committer::{IndexChange, Lost, Writer},
    foreseen::Foresight,
    pending::{Books, SeriesKey, Write},
    rows::{execute, params},
    sqlite::{Sqlite, SqliteReader, begin_shared},
    value::borrowed,
};
use futures_util::future::{MaybeDone, maybe_done};
use rusqlite::Connection;
use std::{
    pin::Pin,
    task::{Context, Waker},
};
use tokio::sync::{OwnedMutexGuard, oneshot};

/// What waits for a transaction's turn.
enum Queued {
    /// A statement.
    Write(Write),
    /// An insertion, and the statement that adds to an index what its row is found by, with the text.
    Indexed(Write, &'static Statement, String),
    /// A question that must have an answer.
    MustFind(Write),
    /// A draw of a number, and the one that was foreseen.
    Draw(Write, i64),
}

/// A place among those who wait for their turn.
type Place = MaybeDone<Pin<Box<dyn Future<Output = OwnedMutexGuard<Writer>> + Send>>>;

/// A use case's savepoint in the shared transaction. Once it is its turn, it holds the writer until it is committed or
/// dropped.
pub(super) struct SqliteTx {
    of: Sqlite,
    /// Whether it has read before its turn.
    is_apart: bool,
    /// What it reads on before its turn.
    reader: Option<SqliteReader>,
    /// Its place among those who wait, if it has taken one before it has to wait.
    place: Option<Place>,
    /// None before its turn, and at the end.
    writer: Option<OwnedMutexGuard<Writer>>,
    /// What it writes once it is its turn, in its order.
    queued: Vec<Queued>,
    index_changes: Vec<IndexChange>,
    /// SQLite rolled the whole shared transaction back under it.
    lost: bool,
    /// Something that waited for its turn was not written: nothing of it may be committed.
    failed: bool,
    /// That it waits with a number that was foreseen.
    foresight: Option<Foresight>,
    /// What it has drawn from series, or will have.
    drawn: Vec<(SeriesKey, i64)>,
}

impl SqliteTx {
    /// A transaction that nobody writes beside.
    pub(super) async fn begin(of: &Sqlite) -> Result<Self> {
        let mut tx = Self::new(of.clone(), None);
        tx.take_turn().await?;
        Ok(tx)
    }

    /// A transaction that reads one moment of the database until it is its turn to write. Where all connections that read are
    /// taken, it waits for none of them and has its turn at once: who reads for long keeps nobody from writing.
    pub(super) async fn begin_apart(of: &Sqlite) -> Result<Self> {
        match of.free_reader()? {
            None => Self::begin(of).await,
            reader => Ok(Self::new(of.clone(), reader)),
        }
    }

    fn new(of: Sqlite, reader: Option<SqliteReader>) -> Self {
        Self {
            of,
            is_apart: reader.is_some(),
            reader,
            place: None,
            writer: None,
            queued: vec![],
            index_changes: vec![],
            lost: false,
            failed: false,
            foresight: None,
            drawn: vec![],
        }
    }

    /// Waits for its turn to write, and writes what waits for it.
    pub(super) async fn take_turn(&mut self) -> Result<()> {
        if self.writer.is_some() {
            return Ok(());
        }
        // Not held while it waits: whoever writes may need it.
        self.reader = None;
        let mut writer = match self.place.take() {
            Some(mut place) => {
                (&mut place).await;
                Pin::new(&mut place).take_output().expect("it was waited for")
            }
            None => self.of.writer.clone().lock_owned().await,
        };
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

    /// Takes a place among those who wait, and tells which number it will draw from a series there, if that is known and it
    /// has neither place nor turn yet. It draws it by `draw`, once it is its turn.
    pub(super) fn foresee(&mut self, key: &SeriesKey, draw: impl FnOnce() -> Write) -> Option<i64> {
        if self.has_turn() || self.place.is_some() {
            return None;
        }
        let writer = &self.of.writer;
        let wait = || {
            let mut place: Place = maybe_done(Box::pin(writer.clone().lock_owned()));
            // It has its place from the first time that it is asked whether it is its turn (from tokio 1.54 on always); the
            // answer is kept.
            let _ = Pin::new(&mut place).poll(&mut Context::from_waker(Waker::noop()));
            place
        };
        let (number, foresight, place) = self.of.foreseen.foresee(key, wait)?;
        self.reader = None;
        (self.place, self.foresight) = (Some(place), Some(foresight));
        self.drawn.push((key.clone(), number));
        self.queued.push(Queued::Draw(draw(), number));
        Some(number)
    }

    /// Notes what it has drawn in its turn.
    pub(super) fn note_drawn(&mut self, key: SeriesKey, number: i64) {
        self.drawn.push((key, number));
    }

    /// Undoes all of it and keeps its turn, if something that waited for that failed; false if that is not so. What it reads
    /// from then on is read in its turn.
    pub(super) fn start_over(&mut self) -> Result<bool> {
        if !self.failed || !self.has_turn() {
            return Ok(false);
        }
        self.run(|connection| connection.prepare_cached("rollback to use_case")?.execute([]))?;
        self.queued.clear();
        self.index_changes.clear();
        self.drawn.clear();
        (self.is_apart, self.failed) = (false, false);
        Ok(true)
    }

    /// Whether a question can be answered now: before its turn only what neither changes nor claims anything, nor may have to
    /// see what waits to be written.
    pub(super) fn can_answer(&self, question: &dyn Question) -> bool {
        let writes_nothing =
            || self.queued.iter().all(|queued| matches!(queued, Queued::MustFind(_)));
        self.writer.is_some()
            || (self.reader.is_some() && writes_nothing() && question.only_reads())
    }

    /// Whether something waits for its turn.
    pub(super) fn waits(&self) -> bool {
        !self.has_turn() && !self.queued.is_empty()
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
        if !self.has_turn() && !self.waits() {
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
        // While nobody else draws.
        self.of.foreseen.note(std::mem::take(&mut self.drawn), self.foresight.take());
        self.of.wake();
        drop(writer);
        match answered.await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(lost)) => Err(lost.into()),
            Err(closed) => Err(Error::unavailable(closed)),
        }
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
            Queued::Draw((statement, args), foreseen) => {
                let drawn: i64 = self.run(|connection| {
                    let mut prepared = connection.prepare_cached(statement.for_sqlite())?;
                    prepared.query_row(params(&borrowed(&args)), |row| row.get(0))
                })?;
                if drawn == foreseen {
                    return Ok(());
                }
                self.foresight.iter().for_each(Foresight::doubt);
                Err(Error::Contention)
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
        // Before it gives up its place: who foresees from here on comes after it.
        self.foresight = None;
        let Some(writer) = &self.writer else { return };
        if !self.lost && !writer.connection.is_autocommit() {
            let undone = writer.connection.execute_batch("rollback to use_case; release use_case");
            if let Err(error) = undone {
                tracing::error!(%error, "a use case could not be rolled back");
            }
        }
        // The shared transaction may be open for this one alone, and would keep other processes waiting.
        self.of.wake();
    }
}
