//! The layer below: the only place that knows the two databases.

use std::path::{Path, PathBuf};

/// Where the data is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Database {
    /// A file, made if it is missing.
    Sqlite(PathBuf),
    /// A `postgres://` URL.
    Postgres(String),
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

/// Why the store did not do it.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The database does not answer, is busy, or its disk is full.
    #[error("the database is not available")]
    Unavailable(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// Another transaction was in the way: running it again may help.
    #[error("another transaction was in the way")]
    Contention,
    /// A unique key is already taken.
    #[error("{constraint} is already taken")]
    Unique {
        /// Name of the unique index.
        constraint: String,
    },
    /// Another row refers to it, or it refers to a row that is not there.
    #[error("a reference does not hold")]
    Reference,
    /// A text has a character that the database cannot keep (U+0000).
    #[error("a text has a character that cannot be kept")]
    BadText,
    /// A cursor that is not of this list.
    #[error("the cursor is not of this list")]
    BadCursor,
    /// Anything else: ours to mend.
    #[error("the database and the program do not fit: {0}")]
    Broken(#[source] Box<dyn std::error::Error + Send + Sync>),
}

/// What the store answers.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// The store: one for the process, cheap to clone.
#[derive(Clone, Debug)]
pub struct Store;

/// A transaction. Dropping it rolls it back.
pub struct Tx;

/// A connection that reads one moment of the database.
pub struct Reader;

/// What loading functions need: implemented by [`Tx`] and [`Reader`] only.
pub trait Query: Send {}
impl Query for Tx {}
impl Query for Reader {}

#[expect(clippy::unused_async, reason = "signatures first")]
impl Store {
    /// Opens the database; makes the file if it is missing.
    pub async fn open(_config: &StoreConfig) -> Result<Self> {
        todo!()
    }
    /// Brings the schema up to date.
    pub async fn migrate(&self) -> Result<()> {
        todo!()
    }
    /// Begins a transaction.
    pub async fn begin(&self) -> Result<Tx> {
        todo!()
    }
    /// A connection for reading.
    pub async fn reader(&self) -> Result<Reader> {
        todo!()
    }
    /// Whether the database answers.
    pub async fn ping(&self) -> Result<()> {
        todo!()
    }
    /// Writes a consistent copy into a SQLite file, while serving.
    pub async fn backup(&self, _file: &Path) -> Result<()> {
        todo!()
    }
    /// Fills the database from a copy; refuses if it has accounts, unless `force`.
    pub async fn restore(_file: &Path, _config: &StoreConfig, _force: bool) -> Result<()> {
        todo!()
    }
}

#[expect(clippy::unused_async, reason = "signatures first")]
impl Tx {
    /// Commits; returns only when the data is on disk.
    pub async fn commit(self) -> Result<()> {
        todo!()
    }
}
