//! Values that both databases take and give, and statements that both understand.

use super::{Error, Result};
use jiff::Timestamp;
use rusqlite::types::{
    FromSql as SqliteFromSql, FromSqlError, FromSqlResult, ToSqlOutput, ValueRef,
};
use serde::{Serialize, de::DeserializeOwned};
use std::{
    collections::HashMap,
    fmt::Debug,
    sync::{LazyLock, OnceLock, PoisonError, RwLock},
};
use tokio_postgres::types::{FromSql, IsNull, ToSql, Type, private::BytesMut, to_sql_checked};

type Boxed = Box<dyn std::error::Error + Sync + Send>;

/// A value that a statement takes, whichever database runs it.
pub trait Param: rusqlite::ToSql + ToSql + Send + Sync {}
impl<T: rusqlite::ToSql + ToSql + Send + Sync> Param for T {}

/// A value that a statement gives, whichever database ran it.
pub(crate) trait Cell: SqliteFromSql + for<'a> FromSql<'a> {}
impl<T: SqliteFromSql + for<'a> FromSql<'a>> Cell for T {}

/// The arguments of a statement.
macro_rules! args {
    ($($value:expr),* $(,)?) => { &[$(&$value as &dyn $crate::db::Param),*] };
}
pub(crate) use args;

/// The arguments of a statement that may be sent later.
macro_rules! owned {
    ($($value:expr),* $(,)?) => { vec![$(Box::new($value) as Box<dyn $crate::db::Param>),*] };
}
pub(crate) use owned;

/// A moment to the microsecond: `timestamptz` in PostgreSQL, microseconds since 1970 in SQLite.
///
/// The text of RFC 3339 would not do in SQLite: without a fraction it sorts after the same second with one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct At(pub(crate) Timestamp);

impl At {
    /// After every moment at which something was kept.
    pub(crate) const AFTER_ALL: Self = Self(Timestamp::constant(253_370_764_800, 0));
}

impl rusqlite::ToSql for At {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.0.as_microsecond().into())
    }
}

impl SqliteFromSql for At {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        Timestamp::from_microsecond(value.as_i64()?).map(Self).map_err(FromSqlError::other)
    }
}

impl ToSql for At {
    fn to_sql(&self, kind: &Type, out: &mut BytesMut) -> Result<IsNull, Boxed> {
        Timestamp::from_microsecond(self.0.as_microsecond())?.to_sql(kind, out)
    }

    fn accepts(kind: &Type) -> bool {
        <Timestamp as ToSql>::accepts(kind)
    }

    to_sql_checked!();
}

impl<'a> FromSql<'a> for At {
    fn from_sql(kind: &Type, raw: &'a [u8]) -> Result<Self, Boxed> {
        Timestamp::from_sql(kind, raw).map(Self)
    }

    fn accepts(kind: &Type) -> bool {
        <Timestamp as FromSql>::accepts(kind)
    }
}

/// A record kept as JSON: `jsonb` in PostgreSQL, text in SQLite.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Json<T>(pub(crate) T);

impl<T: Serialize> rusqlite::ToSql for Json<T> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        let text = serde_json::to_string(&self.0);
        text.map(Into::into).map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))
    }
}

impl<T: DeserializeOwned> SqliteFromSql for Json<T> {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        serde_json::from_str(value.as_str()?).map(Self).map_err(FromSqlError::other)
    }
}

impl<T: Serialize + Debug> ToSql for Json<T> {
    fn to_sql(&self, kind: &Type, out: &mut BytesMut) -> Result<IsNull, Boxed> {
        tokio_postgres::types::Json(&self.0).to_sql(kind, out)
    }

    fn accepts(kind: &Type) -> bool {
        *kind == Type::JSONB
    }

    to_sql_checked!();
}

impl<'a, T: DeserializeOwned> FromSql<'a> for Json<T> {
    fn from_sql(kind: &Type, raw: &'a [u8]) -> Result<Self, Boxed> {
        let record: tokio_postgres::types::Json<T> = FromSql::from_sql(kind, raw)?;
        Ok(Self(record.0))
    }

    fn accepts(kind: &Type) -> bool {
        *kind == Type::JSONB
    }
}

/// A row of an answer, read column by column.
pub(crate) struct Row<'a> {
    row: AnyRow<'a>,
    column: usize,
}

enum AnyRow<'a> {
    Sqlite(&'a rusqlite::Row<'a>),
    Postgres(&'a tokio_postgres::Row),
}

impl<'a> Row<'a> {
    pub(super) fn of_sqlite(row: &'a rusqlite::Row<'a>) -> Self {
        Self { row: AnyRow::Sqlite(row), column: 0 }
    }

    pub(super) fn of_postgres(row: &'a tokio_postgres::Row) -> Self {
        Self { row: AnyRow::Postgres(row), column: 0 }
    }

    /// The value of the next column.
    pub(crate) fn take<T: Cell>(&mut self) -> Result<T> {
        let column = self.column;
        self.column += 1;
        match self.row {
            AnyRow::Sqlite(row) => row.get(column).map_err(Error::broken),
            AnyRow::Postgres(row) => row.try_get(column).map_err(Error::broken),
        }
    }

    /// A moment, or null.
    pub(crate) fn moment(&mut self) -> Result<Option<Timestamp>> {
        Ok(self.take::<Option<At>>()?.map(|at| at.0))
    }

    /// A text that was written from a domain value, read back into it.
    pub(crate) fn read<T>(&mut self, read: impl Fn(&str) -> Option<T>) -> Result<T> {
        let text: String = self.take()?;
        read(&text).ok_or_else(|| Error::unreadable(&text))
    }
}

/// What is made of a row.
pub(crate) trait FromRow: Sized + Send + Sync {
    /// Reads the columns in the order of the statement.
    fn from_row(row: &mut Row<'_>) -> Result<Self>;
}

macro_rules! tuples {
    ($(($($name:ident),+))*) => {$(
        impl<$($name: Cell + Send + Sync),+> FromRow for ($($name,)+) {
            fn from_row(row: &mut Row<'_>) -> Result<Self> {
                Ok(($(row.take::<$name>()?,)+))
            }
        }
    )*};
}
tuples! { (A) (A, B) (A, B, C) (A, B, C, D) (A, B, C, D, E) }

/// A statement in the shared subset of SQL, with `?1` placeholders.
///
/// `@by(index)` names the index that SQLite must use; PostgreSQL, which keeps statistics, chooses by itself.
/// `@claimed` locks the rows that are read until the transaction ends; on SQLite, which has one writer, it is the transaction's turn from then on.
/// `@among(column)` is the condition that a column is an id, or on PostgreSQL one of those, that are asked for
/// ([`super::ask_among`]).
/// `@held` locks them against being removed, which `@doomed` waits for. `@horizon` is the first transaction that may still be under way, `@unborn` the first that has not begun. `@taxes` are
/// the taxes in the totals of the document `i`, as rows `t` with the JSON `value`.
#[derive(Debug)]
pub(crate) struct Statement {
    text: &'static str,
    sqlite: OnceLock<String>,
    postgres: OnceLock<String>,
    postgres_of_one: OnceLock<String>,
    of_rows: [OnceLock<&'static Statement>; ROWS_MAX],
}

/// Most rows that one statement inserts.
pub(super) const ROWS_MAX: usize = 8;

static INTERNED: LazyLock<RwLock<HashMap<String, &'static Statement>>> =
    LazyLock::new(RwLock::default);

impl Statement {
    pub(crate) const fn new(text: &'static str) -> Self {
        Self {
            text,
            sqlite: OnceLock::new(),
            postgres: OnceLock::new(),
            postgres_of_one: OnceLock::new(),
            of_rows: [const { OnceLock::new() }; ROWS_MAX],
        }
    }

    /// An insertion of one row, which ends with its `values (?1, …)`, as that of several.
    pub(super) fn of_rows(&'static self, count: usize) -> &'static Self {
        if count == 1 {
            return self;
        }
        self.of_rows[count - 1].get_or_init(|| {
            let place =
                self.text.find("values (").expect("an insertion has values") + "values ".len();
            let (head, row) = self.text.split_at(place);
            let columns = row.matches('?').count();
            let row_of = |at: usize| {
                let places = (1..=columns).map(|column| format!("?{}", at * columns + column));
                format!("({})", places.collect::<Vec<_>>().join(", "))
            };
            Self::interned(format!(
                "{head}{}",
                (0..count).map(row_of).collect::<Vec<_>>().join(", ")
            ))
        })
    }

    /// The one statement with a text that was composed of fixed parts.
    ///
    /// Kept for ever: a text must never contain what a client wrote.
    pub(crate) fn interned(text: String) -> &'static Self {
        let found = INTERNED.read().unwrap_or_else(PoisonError::into_inner).get(&text).copied();
        found.unwrap_or_else(|| {
            let mut interned = INTERNED.write().unwrap_or_else(PoisonError::into_inner);
            interned.entry(text).or_insert_with_key(|text| {
                Box::leak(Box::new(Self::new(Box::leak(text.clone().into_boxed_str()))))
            })
        })
    }

    /// The statements that were composed so far.
    #[cfg(test)]
    pub(crate) fn all_interned() -> Vec<&'static Self> {
        INTERNED.read().unwrap().values().copied().collect()
    }

    pub(crate) fn for_sqlite(&self) -> &str {
        if !self.text.contains('@') {
            return self.text;
        }
        self.sqlite.get_or_init(|| {
            let text = self.text.replace("@horizon", "1").replace("@unborn", "1");
            let text = text.replace("@claimed", "").replace("@held", "").replace("@doomed", "");
            let text = text.replace("@taxes", "json_each(i.totals, '$.taxes') t");
            let text = with_each(&text, "@among(", |column| format!("{column} = ?1"));
            with_each(&text, "@by(", |index| format!("indexed by {index}"))
        })
    }

    /// With lists of ids.
    pub(crate) fn for_postgres(&self) -> &str {
        self.postgres.get_or_init(|| self.in_postgres("any(?1)"))
    }

    /// With one id in place of a list: its plan is made once, while PostgreSQL would plan anew for each short list.
    pub(crate) fn for_postgres_of_one(&self) -> &str {
        self.postgres_of_one.get_or_init(|| self.in_postgres("?1"))
    }

    fn in_postgres(&self, ids: &str) -> String {
        let horizon = "pg_snapshot_xmin(pg_current_snapshot())::text::bigint";
        let unborn = "pg_snapshot_xmax(pg_current_snapshot())::text::bigint";
        // Not so strong a lock that a payment or line, which refers to the row, would have to wait for it.
        let text = self.text.replace("@claimed", "for no key update");
        let text = text.replace("@held", "for key share").replace("@doomed", "for update");
        let text = text.replace("@horizon", horizon).replace("@unborn", unborn);
        let text = text.replace("@taxes", "jsonb_array_elements(i.totals -> 'taxes') t(value)");
        let text = with_each(&text, "@among(", |column| format!("{column} = {ids}"));
        dollars(&with_each(&text, "@by(", |_| String::new()))
    }
}

/// A text with something in place of each mark: of what stands between it and the next bracket.
fn with_each(text: &str, mark: &str, written_for: impl Fn(&str) -> String) -> String {
    let mut parts = text.split(mark);
    let mut written = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (name, rest) = part.split_once(')').expect("a mark is always closed");
        written.push_str(&written_for(name));
        written.push_str(rest);
    }
    written
}

/// `?1` as PostgreSQL writes it: `$1`.
fn dollars(text: &str) -> String {
    let next = text.bytes().skip(1).chain([0]);
    let placeholder = |(here, next): (char, u8)| {
        if here == '?' && next.is_ascii_digit() { '$' } else { here }
    };
    debug_assert!(text.is_ascii(), "statements are ASCII");
    text.chars().zip(next).map(placeholder).collect()
}

/// Arguments, to be looked at.
pub(super) fn borrowed(args: &[Box<dyn Param>]) -> Vec<&dyn Param> {
    args.iter().map(AsRef::as_ref).collect()
}

/// Declares the constant statements of a module, and lists them for the test that prepares them all.
macro_rules! statements {
    ($($name:ident = $text:expr;)*) => {
        $(static $name: $crate::db::Statement = $crate::db::Statement::new($text);)*

        #[cfg(test)]
        pub(crate) static STATEMENTS: &[(&str, &$crate::db::Statement)] =
            &[$((stringify!($name), &$name)),*];
    };
}
pub(crate) use statements;
