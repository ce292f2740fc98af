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
mod foreseen;
mod history_sum;
mod line;
mod migrate;
mod moved;
pub(crate) mod pending;
mod postgres;
mod rows;
pub(crate) mod search;
mod sqlite;
mod sqlite_tx;
mod tables;
mod tx;
mod usage;
mod value;

pub(crate) use ask::{Ask, AskAmong, Asks, ask, ask_among};
use ask::{Asking, Fetch, Question, Source, ask_each};
pub use error::{Boxed, Error, Result};
pub use history_sum::HistorySum;
pub(crate) use migrate::{FOLDED, IDENTITY, run as migrate};
pub(crate) use pending::{ChainEnd, Pending, Recorded, SeriesEnd, SeriesKey, Write};
#[cfg(test)]
pub(crate) use tx::CLAIM;
pub use tx::Tx;
use tx::TxEngine;
pub use usage::Usage;
pub(crate) use value::{At, Cell, FromRow, Json, Param, Row, Statement, args, owned, statements};

use net30_domain::{Timestamp, account::Account, id::AccountId};
use postgres::{Postgres, PostgresReader};
use sqlite::{Sqlite, SqliteReader};
use sqlite_tx::SqliteTx;
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
                Engine::Sqlite(sqlite) => {
                    TxEngine::Sqlite(Box::new(SqliteTx::begin(sqlite).await?))
                }
                Engine::Postgres(postgres) => TxEngine::Postgres(Box::new(postgres.begin().await?)),
            }))
        })
    }

    /// Begins a transaction that reads apart from those who write, until it writes or claims something itself. Whether what
    /// it has read by then is still so, a constraint or an expected revision has to say.
    pub fn begin_apart(&self) -> Boxed<'_, Tx> {
        Box::pin(async move {
            let Engine::Sqlite(sqlite) = &self.engine else { return self.begin().await };
            Ok(self.transaction(TxEngine::Sqlite(Box::new(SqliteTx::begin_apart(sqlite).await?))))
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
        Tx::new(engine, self.meter.transaction(), Arc::clone(&self.accounts))
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

/// What searches parts of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Searcher {
    /// SQLite's.
    Fts5,
    /// PostgreSQL's.
    Trigrams,
}

/// What statements are sent to: a [`Tx`] or a [`Reader`], and nothing else.
pub trait Connection: Send {
    /// Puts a question, and has its answers read.
    #[doc(hidden)]
    fn put<'a>(&'a mut self, question: &'a mut dyn Question) -> Boxed<'a, ()>;

    /// How parts of words are searched below.
    fn searcher(&self) -> Searcher;

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

    fn searcher(&self) -> Searcher {
        match self.engine {
            ReaderEngine::Sqlite(_) => Searcher::Fts5,
            ReaderEngine::Postgres(_) => Searcher::Trigrams,
        }
    }

    fn accounts(&self) -> Option<&Accounts> {
        Some(&self.accounts)
    }
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
