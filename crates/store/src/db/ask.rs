//! Questions that travel together: one round trip to PostgreSQL, however many they are.

use super::{
    Error, FromRow, Param, Result, Row, Statement,
    exchange::{Answer, Asked},
    rows,
};
use rusqlite::types::ToSqlOutput;
use std::{collections::HashMap, marker::PhantomData};
use tokio_postgres::types::{IsNull, ToSql, Type, private::BytesMut, to_sql_checked};
use uuid::Uuid;

/// A statement with its arguments, and what its rows are read into.
pub(crate) struct Ask<'a, T> {
    statement: &'static Statement,
    arguments: &'a [&'a dyn Param],
    rows: PhantomData<fn() -> T>,
}

/// The rows of a statement.
pub(crate) fn ask<'a, T: FromRow>(
    statement: &'static Statement,
    arguments: &'a [&'a dyn Param],
) -> Ask<'a, T> {
    Ask { statement, arguments, rows: PhantomData }
}

/// A statement for each of some ids.
pub(crate) struct AskAmong<'a, T> {
    statement: &'static Statement,
    ids: Ids<'a>,
    others: &'a [&'a dyn Param],
    rows: PhantomData<fn() -> T>,
}

/// The rows of each of some ids, by a statement with `@among(column)` whose first column is that one; `others`
/// are its arguments from `?2` on.
pub(crate) fn ask_among<'a, T: FromRow>(
    statement: &'static Statement,
    ids: &'a [Uuid],
    others: &'a [&'a dyn Param],
) -> AskAmong<'a, T> {
    AskAmong { statement, ids: Ids(ids), others, rows: PhantomData }
}

/// Several questions at once: a tuple of [`Ask`]s.
pub trait Asks: Send + Sync {
    /// The rows of each.
    type Answers: Send;

    #[doc(hidden)]
    fn asked(&self) -> Vec<Asked<'_>>;
    #[doc(hidden)]
    fn answered(&self, source: &mut Source<'_>) -> Result<Self::Answers>;
}

/// Where answers come from.
pub enum Source<'a> {
    /// Asked now, one by one.
    Sqlite(&'a rusqlite::Connection),
    /// Asked before; in the order of the questions.
    Postgres(std::vec::IntoIter<Answer>),
}

/// One of several questions, which may be left out.
pub trait Part: Send + Sync {
    /// What its rows are.
    type Rows: Send;

    #[doc(hidden)]
    fn asked(&self) -> Option<Asked<'_>>;
    #[doc(hidden)]
    fn answered(&self, source: &mut Source<'_>) -> Result<Self::Rows>;
}

impl<T: FromRow> Part for Ask<'_, T> {
    type Rows = Vec<T>;

    fn asked(&self) -> Option<Asked<'_>> {
        Some((self.statement.for_postgres(), self.arguments.to_vec()))
    }

    fn answered(&self, source: &mut Source<'_>) -> Result<Vec<T>> {
        match source {
            Source::Sqlite(connection) => rows::rows(connection, self.statement, self.arguments),
            Source::Postgres(answers) => next(answers)?.read(),
        }
    }
}

impl<T: FromRow> Part for AskAmong<'_, T> {
    type Rows = Vec<Vec<T>>;

    fn asked(&self) -> Option<Asked<'_>> {
        let (text, ids): (&str, &dyn Param) = match self.ids.0 {
            [] => return None,
            [id] => (self.statement.for_postgres_of_one(), id),
            _ => (self.statement.for_postgres(), &self.ids),
        };
        Some((text, std::iter::once(ids).chain(self.others.iter().copied()).collect()))
    }

    fn answered(&self, source: &mut Source<'_>) -> Result<Vec<Vec<T>>> {
        let Ids(ids) = self.ids;
        match source {
            Source::Sqlite(connection) => {
                let with =
                    |id| std::iter::once(id as &dyn Param).chain(self.others.iter().copied());
                let each: Vec<Vec<&dyn Param>> = ids.iter().map(|id| with(id).collect()).collect();
                let found: Vec<Vec<Keyed<T>>> =
                    rows::rows_of_each(connection, self.statement, &each)?;
                let bare = |rows: Vec<Keyed<T>>| rows.into_iter().map(|row| row.row).collect();
                Ok(found.into_iter().map(bare).collect())
            }
            Source::Postgres(_) if ids.is_empty() => Ok(vec![]),
            Source::Postgres(answers) => Ok(by_id(ids, next(answers)?.read()?)),
        }
    }
}

fn next(answers: &mut std::vec::IntoIter<Answer>) -> Result<Answer> {
    answers.next().ok_or_else(|| Error::broken("a statement had no answer"))
}

/// A row behind the id that it was found for.
struct Keyed<T> {
    key: Uuid,
    row: T,
}

impl<T: FromRow> FromRow for Keyed<T> {
    fn from_row(row: &mut Row<'_>) -> Result<Self> {
        Ok(Self { key: row.take()?, row: T::from_row(row)? })
    }
}

/// The rows of each id, in the order of the ids.
fn by_id<T>(ids: &[Uuid], rows: Vec<Keyed<T>>) -> Vec<Vec<T>> {
    let mut found: Vec<Vec<T>> = ids.iter().map(|_| vec![]).collect();
    let places: HashMap<Uuid, usize> = ids.iter().copied().zip(0..).collect();
    for Keyed { key, row } in rows {
        if let Some(place) = places.get(&key) {
            found[*place].push(row);
        }
    }
    found
}

impl<T: FromRow> Part for Option<Ask<'_, T>> {
    type Rows = Vec<T>;

    fn asked(&self) -> Option<Asked<'_>> {
        self.as_ref().and_then(Ask::asked)
    }

    fn answered(&self, source: &mut Source<'_>) -> Result<Vec<T>> {
        self.as_ref().map_or(Ok(vec![]), |ask| ask.answered(source))
    }
}

macro_rules! tuples {
    ($(($($name:ident . $place:tt),+))*) => {$(
        impl<$($name: Part),+> Asks for ($($name,)+) {
            type Answers = ($($name::Rows,)+);

            fn asked(&self) -> Vec<Asked<'_>> {
                [$(self.$place.asked()),+].into_iter().flatten().collect()
            }

            fn answered(&self, source: &mut Source<'_>) -> Result<Self::Answers> {
                Ok(($(self.$place.answered(source)?,)+))
            }
        }
    )*};
}
tuples! {
    (A.0)
    (A.0, B.1)
    (A.0, B.1, C.2)
    (A.0, B.1, C.2, D.3)
    (A.0, B.1, C.2, D.3, E.4)
}

/// Ids as PostgreSQL takes them at once. SQLite is asked for each.
#[derive(Clone, Copy, Debug)]
struct Ids<'a>(&'a [Uuid]);

impl ToSql for Ids<'_> {
    fn to_sql(
        &self,
        kind: &Type,
        out: &mut BytesMut,
    ) -> std::result::Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        self.0.to_sql(kind, out)
    }

    fn accepts(kind: &Type) -> bool {
        <&[Uuid] as ToSql>::accepts(kind)
    }

    to_sql_checked!();
}

impl rusqlite::ToSql for Ids<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Err(rusqlite::Error::ToSqlConversionFailure("SQLite has no lists".into()))
    }
}
