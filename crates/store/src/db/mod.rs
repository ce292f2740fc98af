//! The layer below: the only place that knows SQLite from PostgreSQL.
//!
//! A statement is written once, in the SQL that both understand; values keep the native type of each database.

mod ask;
pub(crate) mod cache;
mod committer;
mod copy;
mod copy_rows;
mod error;
mod exchange;
mod history_sum;
mod line;
mod migrate;
mod moved;
pub(crate) mod pending;
mod postgres;
mod rows;
pub(crate) mod search;
mod sqlite;
mod tables;
mod usage;
mod value;

pub(crate) use ask::{Ask, AskAmong, Asks, ask, ask_among};
use ask::{Asking, Fetch, Question, Source, ask_each};
pub use error::{Boxed, Error, Result};
pub use history_sum::HistorySum;
pub(crate) use migrate::{FOLDED, IDENTITY, run as migrate};
pub(crate) use pending::{ChainEnd, Pending, SeriesEnd, SeriesKey, Write};
pub use usage::Usage;
use value::ROWS_MAX;
pub(crate) use value::{At, Cell, FromRow, Json, Param, Row, Statement, args, owned, statements};

use net30_domain::{Timestamp, account::Account, id::AccountId};
use postgres::{Postgres, PostgresReader, PostgresTx};
use sqlite::{Sqlite, SqliteReader, SqliteTx};
use std::{
    future::ready,
    path::{Path, PathBuf},
    sync::Arc,
};
use usage::Meter;
use uuid::Uuid;

/// Where the data is.
#[derive(Clone, PartialEq, Eq)]
pub enum Database {
    /// A file, made if it is missing.
    Sqlite(PathBuf),
    /// A `postgres://` URL.
    Postgres(String),
}

impl std::fmt::Debug for Database {
    /// Without the URL, which has a password.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Sqlite(path) => write!(f, "SQLite in {}", path.display()),
            Self::Postgres(_) => f.write_str("PostgreSQL"),
        }
    }
}

/// How the store is opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoreConfig {
    /// Where the data is.
    pub database: Database,
    /// Most connections that read at once (SQLite).
    pub read_connections: usize,
    /// Most connections (PostgreSQL); SQLite has one that writes.
    pub write_connections: usize,
}

impl StoreConfig {
    /// The usual numbers of connections.
    #[must_use]
    pub fn of(database: Database) -> Self {
        Self { database, read_connections: 16, write_connections: 16 }
    }
}

#[derive(Clone)]
enum Engine {
    Sqlite(Sqlite),
    Postgres(Postgres),
}

/// The store: one for the process, cheap to clone.
#[derive(Clone)]
pub struct Store {
    engine: Engine,
    meter: Meter,
    accounts: Arc<Accounts>,
}

/// Accounts that were read before, each with its revision, and the moments of its last change, of its suspension and of the
/// last change of its credentials.
pub(crate) type Accounts = cache::Cache<AccountStamp, Account>;
/// What changes whenever something of an account does.
pub(crate) type AccountStamp = (i64, Timestamp, Option<Timestamp>, Option<Timestamp>);

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self.engine {
            Engine::Sqlite(_) => "Store(SQLite)",
            Engine::Postgres(_) => "Store(PostgreSQL)",
        })
    }
}

impl Store {
    /// Opens the database; makes the file if it is missing. The schema is brought up to date by [`Store::migrate`].
    ///
    /// # Errors
    /// [`Error::Unavailable`] if the file cannot be opened or the server does not answer.
    pub fn open(config: &StoreConfig) -> Boxed<'_, Self> {
        Box::pin(async move {
            let engine = match &config.database {
                Database::Sqlite(path) => {
                    Engine::Sqlite(Sqlite::open(path, config.read_connections)?)
                }
                Database::Postgres(url) => {
                    Engine::Postgres(Postgres::open(url, config.write_connections)?)
                }
            };
            let store = Self { engine, meter: Meter::default(), accounts: Arc::default() };
            store.ping().await?;
            Ok(store)
        })
    }

    /// Begins a transaction. Between this and the end nothing may wait for anything but the store.
    pub fn begin(&self) -> Boxed<'_, Tx> {
        Box::pin(async move {
            Ok(self.transaction(match &self.engine {
                Engine::Sqlite(sqlite) => TxEngine::Sqlite(Box::new(sqlite.begin().await?)),
                Engine::Postgres(postgres) => TxEngine::Postgres(Box::new(postgres.begin().await?)),
            }))
        })
    }

    /// Begins a transaction that reads apart from those who write, until it writes or claims something itself. Whether what
    /// it has read by then is still so, a constraint or an expected revision has to say.
    pub fn begin_apart(&self) -> Boxed<'_, Tx> {
        Box::pin(async move {
            let Engine::Sqlite(sqlite) = &self.engine else { return self.begin().await };
            Ok(self.transaction(TxEngine::Sqlite(Box::new(sqlite.begin_apart().await?))))
        })
    }

    /// As [`begin_apart`](Self::begin_apart), for a transaction that shares its commit with others of the account. On SQLite
    /// all transactions do. On PostgreSQL it must not wait for anything that another one may hold who waits for the account's
    /// chain: it may make documents, and claim none.
    pub fn begin_sharing(&self, account: AccountId) -> Boxed<'_, Tx> {
        Box::pin(async move {
            let Engine::Postgres(postgres) = &self.engine else { return self.begin_apart().await };
            let tx = postgres.begin_sharing(account).await?;
            Ok(self.transaction(TxEngine::Postgres(Box::new(tx))))
        })
    }

    fn transaction(&self, engine: TxEngine) -> Tx {
        Tx {
            engine,
            meter: self.meter.transaction(),
            pending: Pending::default(),
            accounts: Some(Arc::clone(&self.accounts)),
        }
    }

    /// A connection that reads one moment of the database.
    pub fn reader(&self) -> Boxed<'_, Reader> {
        Box::pin(async move {
            Ok(self.reading(match &self.engine {
                Engine::Sqlite(sqlite) => ReaderEngine::Sqlite(sqlite.reader().await?),
                Engine::Postgres(postgres) => ReaderEngine::Postgres(postgres.reader().await?),
            }))
        })
    }

    /// A connection for one statement, or for several that need not see the same moment.
    pub fn glance(&self) -> Boxed<'_, Reader> {
        Box::pin(async move {
            Ok(self.reading(match &self.engine {
                Engine::Sqlite(sqlite) => ReaderEngine::Sqlite(sqlite.glance().await?),
                Engine::Postgres(postgres) => ReaderEngine::Postgres(postgres.glance().await?),
            }))
        })
    }

    fn reading(&self, engine: ReaderEngine) -> Reader {
        Reader { engine, meter: self.meter.reading(), accounts: Arc::clone(&self.accounts) }
    }

    /// Whether what is written can still be kept.
    ///
    /// # Errors
    /// [`Error::DiskFailed`] once the disk has failed to keep something (SQLite; PostgreSQL looks after its own).
    pub fn trusted(&self) -> Result<()> {
        match &self.engine {
            Engine::Sqlite(sqlite) => sqlite.trusted(),
            Engine::Postgres(_) => Ok(()),
        }
    }

    /// Whether the database answers.
    pub fn ping(&self) -> Boxed<'_, ()> {
        Box::pin(async move {
            static ONE: Statement = Statement::new("select cast(1 as bigint)");
            self.reader().await?.one::<(i64,)>(&ONE, &[]).await.map(|_| ())
        })
    }

    /// How many commits reached the disk; fewer than there were transactions, since commits are shared.
    #[must_use]
    pub fn commits(&self) -> u64 {
        match &self.engine {
            Engine::Sqlite(sqlite) => sqlite.commits(),
            Engine::Postgres(postgres) => postgres.commits(),
        }
    }

    /// How much was asked of the database so far.
    #[must_use]
    pub fn usage(&self) -> Usage {
        self.meter.usage()
    }

    /// Writes a consistent copy into a new SQLite file, while others read and write.
    ///
    /// # Errors
    /// [`Error::Refused`] if the file exists, [`Error::Unavailable`] if it cannot be written.
    pub fn backup<'a>(&'a self, file: &'a Path) -> Boxed<'a, ()> {
        Box::pin(copy::backup(self, file))
    }

    /// Replaces the content of a database by that of a copy, of whichever kind of database. In `folder`, which should be
    /// readable by nobody else, a second copy is made and removed again.
    ///
    /// # Errors
    /// [`Error::Refused`] if the file is no copy of net30's, or the database has accounts and `force` is not set.
    pub fn restore<'a>(
        file: &'a Path,
        config: &'a StoreConfig,
        folder: &'a Path,
        force: bool,
    ) -> Boxed<'a, ()> {
        Box::pin(copy::restore(file, config, folder, force))
    }
}

/// Statements of PostgreSQL alone.
pub(crate) mod own {
    use super::Statement;

    pub(crate) static CLAIM: Statement =
        Statement::new("select pg_advisory_xact_lock(hashtextextended(cast(?1 as text), 0))");
}

/// A transaction. Dropping it rolls it back, and no other.
pub struct Tx {
    engine: TxEngine,
    meter: Meter,
    pub(crate) pending: Pending,
    /// None once the transaction has changed an account: what it reads from then on may never be so for others.
    accounts: Option<Arc<Accounts>>,
}

enum TxEngine {
    Sqlite(Box<SqliteTx>),
    Postgres(Box<PostgresTx>),
}

/// A connection that reads one moment of the database.
pub struct Reader {
    engine: ReaderEngine,
    meter: Meter,
    accounts: Arc<Accounts>,
}

enum ReaderEngine {
    Sqlite(SqliteReader),
    Postgres(PostgresReader),
}

impl Tx {
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

    async fn batch(&mut self, text: &str) -> Result<()> {
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
                boxed(tx.ask(&[(own::CLAIM.for_postgres(), vec![&name])])).await?;
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

/// What statements are sent to: a [`Tx`] or a [`Reader`], and nothing else.
pub trait Connection: Send {
    /// Puts a question, and has its answers read.
    #[doc(hidden)]
    fn put<'a>(&'a mut self, question: &'a mut dyn Question) -> Boxed<'a, ()>;

    /// How parts of words are searched below.
    fn searcher(&self) -> search::Searcher;

    /// Accounts that were read before, if they may be used.
    #[doc(hidden)]
    fn accounts(&self) -> Option<&Accounts>;
}

/// What is asked of a connection.
pub(crate) trait Query: Connection {
    /// The answers to several questions, which travel together to PostgreSQL.
    fn answers<A: Asks>(&mut self, asks: A) -> impl Future<Output = Result<A::Answers>> + Send {
        async move {
            let mut asking = Asking::of(asks);
            self.put(&mut asking).await?;
            asking.answers()
        }
    }

    /// The rows of an answer.
    fn rows<T: FromRow>(
        &mut self,
        statement: &'static Statement,
        args: &[&dyn Param],
    ) -> impl Future<Output = Result<Vec<T>>> + Send {
        async move {
            let mut found = vec![];
            let take = &mut |row: &mut Row<'_>| {
                found.push(T::from_row(row)?);
                Ok(())
            };
            self.put(&mut Fetch { statement, arguments: args, take }).await?;
            Ok(found)
        }
    }

    /// The answers to one statement with several sets of arguments; pipelined on PostgreSQL.
    fn rows_of_each<T: FromRow>(
        &mut self,
        statement: &'static Statement,
        each: &[Vec<&dyn Param>],
    ) -> impl Future<Output = Result<Vec<Vec<T>>>> + Send {
        async move { Ok(self.answers((ask_each(statement, each),)).await?.0) }
    }

    /// The rows of each of some ids, by a statement with `@among(column)` whose first column is that one;
    /// `others` are its arguments from `?2` on.
    fn rows_among<T: FromRow>(
        &mut self,
        statement: &'static Statement,
        ids: &[Uuid],
        others: &[&dyn Param],
    ) -> impl Future<Output = Result<Vec<Vec<T>>>> + Send {
        async move { Ok(self.answers((ask_among(statement, ids, others),)).await?.0) }
    }

    /// The first row, if there is one.
    fn optional<T: FromRow>(
        &mut self,
        statement: &'static Statement,
        args: &[&dyn Param],
    ) -> impl Future<Output = Result<Option<T>>> + Send {
        async move {
            let mut found = None;
            let take = &mut |row: &mut Row<'_>| {
                if found.is_none() {
                    found = Some(T::from_row(row)?);
                }
                Ok(())
            };
            self.put(&mut Fetch { statement, arguments: args, take }).await?;
            Ok(found)
        }
    }

    /// The row of a statement that always has one.
    fn one<T: FromRow>(
        &mut self,
        statement: &'static Statement,
        args: &[&dyn Param],
    ) -> impl Future<Output = Result<T>> + Send {
        async move {
            let found = self.optional(statement, args).await?;
            found.ok_or_else(|| Error::broken("a statement that always has a row had none"))
        }
    }
}

impl<C: Connection + ?Sized> Query for C {}

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

    fn searcher(&self) -> search::Searcher {
        match self.engine {
            TxEngine::Sqlite(_) => search::Searcher::Fts5,
            TxEngine::Postgres(_) => search::Searcher::Trigrams,
        }
    }

    fn accounts(&self) -> Option<&Accounts> {
        self.accounts.as_deref()
    }
}

impl Connection for Reader {
    fn put<'a>(&'a mut self, question: &'a mut dyn Question) -> Boxed<'a, ()> {
        self.meter.statements(question.count());
        match &mut self.engine {
            ReaderEngine::Sqlite(reader) => Box::pin(ready(reader.answer(question))),
            ReaderEngine::Postgres(reader) => Box::pin(async move {
                let answers = reader.ask(&question.asked()).await?;
                question.answer(&mut Source::Postgres(answers.into_iter()))
            }),
        }
    }

    fn searcher(&self) -> search::Searcher {
        match self.engine {
            ReaderEngine::Sqlite(_) => search::Searcher::Fts5,
            ReaderEngine::Postgres(_) => search::Searcher::Trigrams,
        }
    }

    fn accounts(&self) -> Option<&Accounts> {
        Some(&self.accounts)
    }
}

fn borrowed(args: &[Box<dyn Param>]) -> Vec<&dyn Param> {
    args.iter().map(AsRef::as_ref).collect()
}

/// Puts a future of the drivers on the heap.
///
/// The compiler has to prove of every future that it may change threads. Without a boundary here it would go through the
/// drivers' futures again for each statement of each use case, which takes minutes.
fn boxed<'a, T>(
    future: impl Future<Output = T> + Send + 'a,
) -> std::pin::Pin<Box<dyn Future<Output = T> + Send + 'a>> {
    Box::pin(future)
}
