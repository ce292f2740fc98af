//! A transaction, of whichever database.

use super::{
    Accounts, Boxed, Connection, Pending, Result, Searcher, SeriesEnd, SeriesKey, Statement,
    ask::{Question, Source},
    boxed,
    pending::{ChainEnd, Write},
    postgres::PostgresTx,
    sqlite_tx::SqliteTx,
    usage::Meter,
    value::{Param, ROWS_MAX, borrowed},
};
use net30_domain::id::AccountId;
use std::{future::ready, sync::Arc};

/// Of PostgreSQL alone.
pub(crate) static CLAIM: Statement =
    Statement::new("select pg_advisory_xact_lock(hashtextextended(cast(?1 as text), 0))");

/// A transaction. Dropping it rolls it back, and no other.
pub struct Tx {
    pub(super) engine: TxEngine,
    meter: Meter,
    pub(crate) pending: Pending,
    /// None once the transaction has changed an account: what it reads from then on may never be so for others.
    accounts: Option<Arc<Accounts>>,
}

pub(super) enum TxEngine {
    Sqlite(Box<SqliteTx>),
    Postgres(Box<PostgresTx>),
}

impl Tx {
    /// Begins it, on a database.
    pub(super) fn new(engine: TxEngine, meter: Meter, accounts: Arc<Accounts>) -> Self {
        Self { engine, meter, pending: Pending::default(), accounts: Some(accounts) }
    }

    /// Writes what is left for the end and commits; returns only when the data is on disk. Events must have been written.
    pub(crate) async fn end(mut self) -> Result<()> {
        for (statement, args) in self.pending.take_tallies() {
            self.execute_later(statement, args)?;
        }
        let Pending { books, numbers, .. } = self.pending;
        match self.engine {
            TxEngine::Sqlite(tx) => boxed(tx.commit(books)).await,
            TxEngine::Postgres(tx) => boxed(tx.commit(books, numbers)).await,
        }
    }

    /// Waits for its turn to write, if it has only read so far, apart from those who write.
    pub(crate) async fn take_turn(&mut self) -> Result<()> {
        match &mut self.engine {
            TxEngine::Sqlite(tx) => boxed(tx.take_turn()).await,
            TxEngine::Postgres(tx) => {
                boxed(tx.take_turn()).await?;
                self.pending.numbers.extend(tx.take_numbers());
                Ok(())
            }
        }
    }

    /// Writes what waits for its turn, once that has come (SQLite).
    ///
    /// # Errors
    /// [`Error::Contention`](super::Error::Contention) if something is no longer as it was read or foreseen, and what the
    /// statements fail with: [`Tx::start_over`] may help.
    pub fn settle(&mut self) -> Boxed<'_, ()> {
        Box::pin(async move {
            match &mut self.engine {
                TxEngine::Sqlite(tx) if tx.waits() => boxed(tx.take_turn()).await,
                TxEngine::Sqlite(_) | TxEngine::Postgres(_) => Ok(()),
            }
        })
    }

    /// Undoes all of it and keeps its turn, if something that waited for that failed, so that the use case can be run once
    /// more: what it reads then stays until it has ended. False if that is not so.
    ///
    /// # Errors
    /// [`Error::Unavailable`](super::Error::Unavailable) if the transaction is lost.
    pub fn start_over(&mut self) -> Result<bool> {
        let TxEngine::Sqlite(tx) = &mut self.engine else { return Ok(false) };
        let begins_anew = tx.start_over()?;
        if begins_anew {
            self.pending = Pending::default();
        }
        Ok(begins_anew)
    }

    /// Whether others may write after it in the same transaction, which are spared what is known of it.
    pub(crate) fn is_in_line(&self) -> bool {
        matches!(&self.engine, TxEngine::Postgres(tx) if tx.shared_books().is_some())
    }

    /// How far a series was drawn that nobody else draws from before this transaction ends, if that is known.
    pub(crate) fn held_series(&self, key: &SeriesKey) -> Option<SeriesEnd> {
        let TxEngine::Postgres(tx) = &self.engine else { return None };
        let own = self.pending.books.series.get(key);
        own.or_else(|| tx.shared_books()?.series.get(key)).copied()
    }

    /// Which number will be drawn from a series, if that is known before it is its turn; it draws it by `draw` then. Whether it
    /// was that one, [`Tx::settle`] says.
    pub(crate) fn foresee(&mut self, key: &SeriesKey, draw: impl FnOnce() -> Write) -> Option<i64> {
        let TxEngine::Sqlite(tx) = &mut self.engine else { return None };
        let number = tx.foresee(key, draw)?;
        self.meter.statement();
        Some(number)
    }

    /// Notes what was drawn from a series, so that what others draw can be foreseen.
    pub(crate) fn note_drawn(&mut self, key: SeriesKey, number: i64) {
        if let TxEngine::Sqlite(tx) = &mut self.engine {
            tx.note_drawn(key, number);
        }
    }

    /// Where a chain ends that nobody else lengthens before this transaction ends; `None` if others may.
    pub(crate) fn held_end(&self, account: AccountId) -> Option<ChainEnd> {
        let shared = match &self.engine {
            TxEngine::Sqlite(tx) => tx.shared_books(),
            TxEngine::Postgres(tx) => tx.shared_books(),
        };
        let own = self.pending.books.ends.get(&account);
        own.or_else(|| shared.and_then(|shared| shared.ends.get(&account))).copied()
    }

    /// PostgreSQL takes its turn together with what is written.
    async fn take_turn_of_sqlite(&mut self) -> Result<()> {
        match &mut self.engine {
            TxEngine::Sqlite(tx) if !tx.has_turn() => boxed(tx.take_turn()).await,
            TxEngine::Sqlite(_) | TxEngine::Postgres(_) => Ok(()),
        }
    }

    /// Runs a statement; says how many rows it changed.
    pub(crate) async fn execute(
        &mut self,
        statement: &'static Statement,
        args: &[&dyn Param],
    ) -> Result<u64> {
        self.meter.statement();
        self.take_turn_of_sqlite().await?;
        match &mut self.engine {
            TxEngine::Sqlite(tx) => tx.execute(statement, args),
            TxEngine::Postgres(tx) => boxed(tx.execute_many(statement, &[args.to_vec()])).await,
        }
    }

    /// Runs a statement of which nobody needs to know how it went, unless it fails: on PostgreSQL it travels with the next
    /// one that is waited for, and on SQLite it waits for the transaction's turn. What it waits for fails in its place.
    pub(crate) fn execute_later(
        &mut self,
        statement: &'static Statement,
        args: Vec<Box<dyn Param>>,
    ) -> Result<()> {
        self.meter.statement();
        match &mut self.engine {
            TxEngine::Sqlite(tx) => tx.write((statement, args)).map(|_| ()),
            TxEngine::Postgres(tx) => {
                tx.execute_later((statement, args));
                Ok(())
            }
        }
    }

    /// As [`execute_later`](Self::execute_later), for each of some sets of arguments.
    pub(crate) fn execute_each_later(
        &mut self,
        statement: &'static Statement,
        each: Vec<Vec<Box<dyn Param>>>,
    ) -> Result<()> {
        if each.is_empty() {
            return Ok(());
        }
        self.meter.statement();
        match &mut self.engine {
            TxEngine::Sqlite(tx) if tx.has_turn() => {
                let each: Vec<Vec<&dyn Param>> = each.iter().map(|args| borrowed(args)).collect();
                tx.execute_many(statement, &each).map(|_| ())
            }
            TxEngine::Sqlite(tx) => {
                each.into_iter().try_for_each(|args| tx.write((statement, args)).map(|_| ()))
            }
            TxEngine::Postgres(tx) => {
                for args in each {
                    tx.execute_later((statement, args));
                }
                Ok(())
            }
        }
    }

    /// Inserts rows by an insertion of one, several at once; says the number that the last one was given on SQLite, where
    /// it need not be asked for once it is the transaction's turn.
    pub(crate) fn insert_rows_later(
        &mut self,
        statement: &'static Statement,
        rows: Vec<Vec<Box<dyn Param>>>,
    ) -> Result<Option<i64>> {
        if !rows.is_empty() {
            self.meter.statement();
        }
        let mut last = None;
        let mut rows = rows.into_iter();
        loop {
            let some: Vec<_> = rows.by_ref().take(ROWS_MAX).collect();
            if some.is_empty() {
                return Ok(last);
            }
            let statement = statement.of_rows(some.len());
            last = self.insert(statement, some.into_iter().flatten().collect())?;
        }
    }

    /// Inserts a row, and on SQLite the text that an index finds it by; PostgreSQL looks after its own.
    pub(crate) fn insert_indexed_later(
        &mut self,
        write: Write,
        index: &'static Statement,
        text: String,
    ) -> Result<()> {
        self.meter.statement();
        match &mut self.engine {
            TxEngine::Sqlite(tx) => tx.write_indexed(write, index, text),
            TxEngine::Postgres(tx) => {
                tx.execute_later(write);
                Ok(())
            }
        }
    }

    fn insert(
        &mut self,
        statement: &'static Statement,
        args: Vec<Box<dyn Param>>,
    ) -> Result<Option<i64>> {
        match &mut self.engine {
            TxEngine::Sqlite(tx) => tx.write((statement, args)),
            TxEngine::Postgres(tx) => {
                tx.execute_later((statement, args));
                Ok(None)
            }
        }
    }

    /// Has a transaction that has read before its turn fail if a question, asked once more in it, has no answer for one of some
    /// sets of arguments. On SQLite alone: PostgreSQL has foreign keys, and there who reads is always beside those who write.
    pub(crate) fn must_find(
        &mut self,
        question: &'static Statement,
        each: Vec<Vec<Box<dyn Param>>>,
    ) -> Result<()> {
        match &mut self.engine {
            TxEngine::Sqlite(tx) if tx.is_apart() && !each.is_empty() => {
                self.meter.statement();
                each.into_iter().try_for_each(|args| tx.must_find((question, args)))
            }
            TxEngine::Sqlite(_) | TxEngine::Postgres(_) => Ok(()),
        }
    }

    /// Runs a statement for many rows: prepared once, and pipelined on PostgreSQL.
    pub(crate) async fn execute_many(
        &mut self,
        statement: &'static Statement,
        rows: &[Vec<&dyn Param>],
    ) -> Result<u64> {
        self.meter.statement();
        self.take_turn_of_sqlite().await?;
        match &mut self.engine {
            TxEngine::Sqlite(tx) => tx.execute_many(statement, rows),
            TxEngine::Postgres(tx) => boxed(tx.execute_many(statement, rows)).await,
        }
    }

    /// Reads accounts anew from here on, since one is changed.
    pub(crate) fn changes_accounts(&mut self) {
        self.accounts = None;
    }

    pub(super) async fn batch(&mut self, text: &str) -> Result<()> {
        self.take_turn_of_sqlite().await?;
        match &mut self.engine {
            TxEngine::Sqlite(tx) => tx.batch(text),
            TxEngine::Postgres(tx) => boxed(tx.batch(text)).await,
        }
    }

    /// Takes a name for this transaction alone: another one that wants it waits until this one has ended. False where it
    /// has everything for itself already.
    pub(crate) async fn claim(&mut self, name: &str) -> Result<bool> {
        match &mut self.engine {
            TxEngine::Sqlite(tx) if tx.has_turn() => Ok(false),
            TxEngine::Sqlite(tx) => {
                boxed(tx.take_turn()).await?;
                Ok(true)
            }
            TxEngine::Postgres(tx) => {
                self.meter.statement();
                boxed(tx.ask(&[(CLAIM.for_postgres(), vec![&name])])).await?;
                Ok(true)
            }
        }
    }

    /// Whether the database numbers events as they are written.
    pub(crate) fn numbers_events(&self) -> bool {
        matches!(self.engine, TxEngine::Sqlite(_))
    }

    /// Over how many rows a counter is spread, so that writers do not wait for one another; SQLite has one writer.
    pub(crate) fn counter_buckets(&self) -> u8 {
        match self.engine {
            TxEngine::Sqlite(_) => 1,
            TxEngine::Postgres(_) => 8,
        }
    }
}

impl Connection for Tx {
    fn put<'a>(&'a mut self, question: &'a mut dyn Question) -> Boxed<'a, ()> {
        self.meter.statements(question.count());
        match &mut self.engine {
            TxEngine::Sqlite(tx) if tx.can_answer(question) => Box::pin(ready(tx.answer(question))),
            TxEngine::Sqlite(tx) => Box::pin(async move {
                tx.take_turn().await?;
                tx.answer(question)
            }),
            TxEngine::Postgres(tx) => Box::pin(async move {
                let answers = tx.ask(&question.asked()).await?;
                question.answer(&mut Source::Postgres(answers.into_iter()))
            }),
        }
    }

    fn searcher(&self) -> Searcher {
        match self.engine {
            TxEngine::Sqlite(_) => Searcher::Fts5,
            TxEngine::Postgres(_) => Searcher::Trigrams,
        }
    }

    fn accounts(&self) -> Option<&Accounts> {
        self.accounts.as_deref()
    }
}
