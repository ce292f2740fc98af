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

/// A statement with several sets of arguments.
pub(super) struct AskEach<'a, T> {
    statement: &'static Statement,
    each: &'a [Vec<&'a dyn Param>],
    rows: PhantomData<fn() -> T>,
}

/// The rows of a statement with each of several sets of arguments.
pub(super) fn ask_each<'a, T: FromRow>(
    statement: &'static Statement,
    each: &'a [Vec<&'a dyn Param>],
) -> AskEach<'a, T> {
    AskEach { statement, each, rows: PhantomData }
}

/// Several questions at once: a tuple of [`Ask`]s.
pub(crate) trait Asks: Send + Sync {
    /// The rows of each.
    type Answers: Send + Sync;

    #[doc(hidden)]
    fn count(&self) -> usize;
    #[doc(hidden)]
    fn asked(&self) -> Vec<Asked<'_>>;
    #[doc(hidden)]
    fn answered(&self, source: &mut Source<'_>) -> Result<Self::Answers>;
}

/// [`Asks`] of any kind, on the way to the database: the way is compiled once.
pub trait Question: Send + Sync {
    /// How many statements there are.
    fn count(&self) -> usize;
    /// The statements.
    fn asked(&self) -> Vec<Asked<'_>>;
    /// Reads the answers.
    fn answer(&mut self, source: &mut Source<'_>) -> Result<()>;
    /// Whether it neither changes nor claims anything.
    fn only_reads(&self) -> bool {
        self.asked().iter().all(|(text, _)| only_reads(text))
    }
}

/// Whether a statement neither changes nor locks anything, as it is written for PostgreSQL.
pub(super) fn only_reads(text: &str) -> bool {
    let locks = ["for no key update", "for key share", "for update", "nextval(", "advisory"];
    text.starts_with("select") && !locks.iter().any(|lock| text.contains(lock))
}

/// Questions, and their answers once these are read.
pub(super) struct Asking<A: Asks> {
    asks: A,
    answers: Option<A::Answers>,
}

impl<A: Asks> Asking<A> {
    pub(super) fn of(asks: A) -> Self {
        Self { asks, answers: None }
    }

    pub(super) fn answers(self) -> Result<A::Answers> {
        self.answers.ok_or_else(|| Error::broken("a question was not answered"))
    }
}

impl<A: Asks> Question for Asking<A> {
    fn count(&self) -> usize {
        self.asks.count()
    }

    fn asked(&self) -> Vec<Asked<'_>> {
        self.asks.asked()
    }

    fn answer(&mut self, source: &mut Source<'_>) -> Result<()> {
        self.answers = Some(self.asks.answered(source)?);
        Ok(())
    }
}

/// A statement whose rows are handed over one by one: what most questions are, compiled once for all of them.
pub(super) struct Fetch<'a> {
    pub(super) statement: &'static Statement,
    pub(super) arguments: &'a [&'a dyn Param],
    pub(super) take: &'a mut (dyn FnMut(&mut Row<'_>) -> Result<()> + Send + Sync),
}

impl Question for Fetch<'_> {
    fn count(&self) -> usize {
        1
    }

    fn asked(&self) -> Vec<Asked<'_>> {
        vec![(self.statement.for_postgres(), self.arguments.to_vec())]
    }

    fn answer(&mut self, source: &mut Source<'_>) -> Result<()> {
        source.read(self.statement, self.arguments, self.take)
    }
}

/// Where answers come from.
pub enum Source<'a> {
    /// Asked now, one by one.
    Sqlite(&'a rusqlite::Connection),
    /// Asked before; in the order of the questions.
    Postgres(std::vec::IntoIter<Answer>),
}

impl Source<'_> {
    /// Hands over each row of a statement.
    fn read(
        &mut self,
        statement: &Statement,
        arguments: &[&dyn Param],
        take: &mut dyn FnMut(&mut Row<'_>) -> Result<()>,
    ) -> Result<()> {
        match self {
            Self::Sqlite(connection) => rows::read(connection, statement, arguments, take),
            Self::Postgres(answers) => next(answers)?.read(take),
        }
    }
}

/// One of several questions, which may be left out.
pub(crate) trait Part: Send + Sync {
    /// What its rows are.
    type Rows: Send + Sync;

    /// How many statements it is.
    #[doc(hidden)]
    fn count(&self) -> usize {
        1
    }
    #[doc(hidden)]
    fn ask<'a>(&'a self, asked: &mut Vec<Asked<'a>>);
    #[doc(hidden)]
    fn answered(&self, source: &mut Source<'_>) -> Result<Self::Rows>;
}

impl<T: FromRow> Part for Ask<'_, T> {
    type Rows = Vec<T>;

    fn ask<'a>(&'a self, asked: &mut Vec<Asked<'a>>) {
        asked.push((self.statement.for_postgres(), self.arguments.to_vec()));
    }

    fn answered(&self, source: &mut Source<'_>) -> Result<Vec<T>> {
        let mut found = Vec::new();
        source.read(self.statement, self.arguments, &mut |row| {
            found.push(T::from_row(row)?);
            Ok(())
        })?;
        Ok(found)
    }
}

impl<T: FromRow> Part for AskEach<'_, T> {
    type Rows = Vec<Vec<T>>;

    fn ask<'a>(&'a self, asked: &mut Vec<Asked<'a>>) {
        asked.extend(self.each.iter().map(|args| (self.statement.for_postgres(), args.clone())));
    }

    fn answered(&self, source: &mut Source<'_>) -> Result<Vec<Vec<T>>> {
        let mut found: Vec<Vec<T>> = self.each.iter().map(|_| vec![]).collect();
        let take: &mut dyn FnMut(usize, &mut Row<'_>) -> Result<()> = &mut |place, row| {
            found[place].push(T::from_row(row)?);
            Ok(())
        };
        match source {
            Source::Sqlite(connection) => {
                rows::read_each(connection, self.statement, self.each, take)?;
            }
            Source::Postgres(answers) => {
                for place in 0..self.each.len() {
                    next(answers)?.read(&mut |row| take(place, row))?;
                }
            }
        }
        Ok(found)
    }
}

impl<T: FromRow> Part for AskAmong<'_, T> {
    type Rows = Vec<Vec<T>>;

    fn count(&self) -> usize {
        usize::from(!self.ids.0.is_empty())
    }

    fn ask<'a>(&'a self, asked: &mut Vec<Asked<'a>>) {
        let (text, ids): (&str, &dyn Param) = match self.ids.0 {
            [] => return,
            [id] => (self.statement.for_postgres_of_one(), id),
            _ => (self.statement.for_postgres(), &self.ids),
        };
        asked.push((text, std::iter::once(ids).chain(self.others.iter().copied()).collect()));
    }

    fn answered(&self, source: &mut Source<'_>) -> Result<Vec<Vec<T>>> {
        let Ids(ids) = self.ids;
        let mut found: Vec<Vec<T>> = ids.iter().map(|_| vec![]).collect();
        // The first column is the id that a row was found for.
        match source {
            Source::Sqlite(connection) => {
                let with =
                    |id| std::iter::once(id as &dyn Param).chain(self.others.iter().copied());
                let each: Vec<Vec<&dyn Param>> = ids.iter().map(|id| with(id).collect()).collect();
                rows::read_each(connection, self.statement, &each, &mut |place, row| {
                    let _: Uuid = row.take()?;
                    found[place].push(T::from_row(row)?);
                    Ok(())
                })?;
            }
            Source::Postgres(_) if ids.is_empty() => {}
            Source::Postgres(answers) => {
                let places: HashMap<Uuid, usize> = ids.iter().copied().zip(0..).collect();
                next(answers)?.read(&mut |row| {
                    let id: Uuid = row.take()?;
                    if let Some(place) = places.get(&id) {
                        found[*place].push(T::from_row(row)?);
                    }
                    Ok(())
                })?;
            }
        }
        Ok(found)
    }
}

fn next(answers: &mut std::vec::IntoIter<Answer>) -> Result<Answer> {
    answers.next().ok_or_else(|| Error::broken("a statement had no answer"))
}

impl<T: FromRow> Part for Option<Ask<'_, T>> {
    type Rows = Vec<T>;

    fn count(&self) -> usize {
        usize::from(self.is_some())
    }

    fn ask<'a>(&'a self, asked: &mut Vec<Asked<'a>>) {
        if let Some(ask) = self {
            ask.ask(asked);
        }
    }

    fn answered(&self, source: &mut Source<'_>) -> Result<Vec<T>> {
        self.as_ref().map_or(Ok(vec![]), |ask| ask.answered(source))
    }
}

macro_rules! tuples {
    ($(($($name:ident . $place:tt),+))*) => {$(
        impl<$($name: Part),+> Asks for ($($name,)+) {
            type Answers = ($($name::Rows,)+);

            fn count(&self) -> usize {
                [$(self.$place.count()),+].iter().sum()
            }

            fn asked(&self) -> Vec<Asked<'_>> {
                let mut asked = Vec::with_capacity(self.count());
                $(self.$place.ask(&mut asked);)+
                asked
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
