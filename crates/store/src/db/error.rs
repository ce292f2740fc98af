//! Why the store did not do it, told alike whichever database is below.

use rusqlite::ErrorCode;
use std::error::Error as StdError;
use tokio_postgres::error::SqlState;

/// Why the store did not do it.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The database does not answer, is busy, or its disk is full.
    #[error("the database is not available: {0}")]
    Unavailable(#[source] Box<dyn StdError + Send + Sync>),
    /// The disk failed to keep what was written. What it holds is known only when the program reads it anew, so nothing
    /// is written until it is started again.
    #[error(
        "the disk failed to keep what was written, so nothing is written until net30 is started again: {0}"
    )]
    DiskFailed(#[source] Box<dyn StdError + Send + Sync>),
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
    /// The command was refused, for a reason that its user can mend.
    #[error("{0}")]
    Refused(String),
    /// Anything else: ours to mend.
    #[error("the database and the program do not fit: {0}")]
    Broken(#[source] Box<dyn StdError + Send + Sync>),
}

/// What the store answers.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What gives an answer later, boxed: it is compiled where it is made, and who waits for it compiles a pointer (ADR 7).
pub type Boxed<'a, T, E = Error> = futures_util::future::BoxFuture<'a, std::result::Result<T, E>>;

impl Error {
    pub(crate) fn broken(source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self::Broken(source.into())
    }

    pub(crate) fn unavailable(source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self::Unavailable(source.into())
    }

    /// A stored value that the program cannot read.
    pub(crate) fn unreadable(value: &str) -> Self {
        Self::broken(format!("cannot read the stored value {value:?}"))
    }
}

/// The unique indexes by the columns that SQLite names when one is violated; PostgreSQL names the index.
const UNIQUE_INDEXES: [(&str, &str); 10] = [
    ("api_key.hash", "api_key_hash_unique"),
    ("customer.account_id, customer.external_id", "customer_external_id_unique"),
    ("invoice.account_id, invoice.number", "invoice_number_unique"),
    (
        "invoice.account_id, invoice.external_source_id, invoice.external_source",
        "invoice_external_unique",
    ),
    ("invoice.share_token", "invoice_share_token_unique"),
    ("tag.account_id, tag.folded", "tag_folded_unique"),
    ("search_text.object_id, search_text.kind", "search_text_object_unique"),
    ("event.account_id, event.book_sequence", "event_book_sequence_unique"),
    ("outbox.dedup_key", "outbox_dedup_key_unique"),
    ("person.email_folded", "person_email_unique"),
];

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        let rusqlite::Error::SqliteFailure(failure, message) = &error else {
            return Self::broken(error);
        };
        let not_kept = [rusqlite::ffi::SQLITE_IOERR_FSYNC, rusqlite::ffi::SQLITE_IOERR_DIR_FSYNC];
        if not_kept.contains(&failure.extended_code) {
            return Self::DiskFailed(error.into());
        }
        match failure.code {
            ErrorCode::ConstraintViolation => match failure.extended_code {
                rusqlite::ffi::SQLITE_CONSTRAINT_UNIQUE
                | rusqlite::ffi::SQLITE_CONSTRAINT_PRIMARYKEY => {
                    let columns = message.as_deref().unwrap_or_default();
                    let columns =
                        columns.strip_prefix("UNIQUE constraint failed: ").unwrap_or(columns);
                    let named = UNIQUE_INDEXES.iter().find(|(of, _)| *of == columns);
                    Self::Unique { constraint: named.map_or(columns, |(_, name)| *name).to_owned() }
                }
                rusqlite::ffi::SQLITE_CONSTRAINT_FOREIGNKEY => Self::Reference,
                _ => Self::broken(error),
            },
            ErrorCode::DatabaseBusy
            | ErrorCode::DatabaseLocked
            | ErrorCode::DiskFull
            | ErrorCode::SystemIoFailure
            | ErrorCode::CannotOpen
            | ErrorCode::OutOfMemory
            | ErrorCode::PermissionDenied
            | ErrorCode::ReadOnly => Self::unavailable(error),
            _ => Self::broken(error),
        }
    }
}

impl From<tokio_postgres::Error> for Error {
    fn from(error: tokio_postgres::Error) -> Self {
        let Some(told) = error.as_db_error() else {
            let is_io = StdError::source(&error).is_some_and(<dyn StdError>::is::<std::io::Error>);
            return if error.is_closed() || is_io {
                Self::unavailable(error)
            } else {
                Self::broken(error)
            };
        };
        let code = told.code();
        if *code == SqlState::UNIQUE_VIOLATION {
            Self::Unique { constraint: told.constraint().unwrap_or_default().to_owned() }
        } else if *code == SqlState::FOREIGN_KEY_VIOLATION {
            Self::Reference
        } else if [
            SqlState::T_R_SERIALIZATION_FAILURE,
            SqlState::T_R_DEADLOCK_DETECTED,
            SqlState::LOCK_NOT_AVAILABLE,
        ]
        .contains(code)
        {
            Self::Contention
        } else if [SqlState::CHARACTER_NOT_IN_REPERTOIRE, SqlState::UNTRANSLATABLE_CHARACTER]
            .contains(code)
        {
            Self::BadText
        } else if ["08", "28", "3D", "53", "57", "58"]
            .iter()
            .any(|class| code.code().starts_with(class))
        {
            // connection, authorisation, no such database, resources, operator, system
            Self::unavailable(error)
        } else {
            Self::broken(error)
        }
    }
}

impl From<deadpool_postgres::PoolError> for Error {
    fn from(error: deadpool_postgres::PoolError) -> Self {
        match error {
            deadpool_postgres::PoolError::Backend(error) => match Self::from(error) {
                Self::Broken(source) => Self::Unavailable(source),
                told => told,
            },
            other => Self::unavailable(other),
        }
    }
}
