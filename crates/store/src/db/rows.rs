//! What is said to SQLite: statements, and their rows.

use super::{Param, Result, Row, Statement};
use rusqlite::Connection;

pub(super) fn params<'a>(args: &'a [&'a dyn Param]) -> impl rusqlite::Params + 'a {
    rusqlite::params_from_iter(args.iter().map(|arg| *arg as &dyn rusqlite::ToSql))
}

pub(super) fn execute(
    connection: &Connection,
    statement: &Statement,
    args: &[&dyn Param],
) -> rusqlite::Result<usize> {
    connection.prepare_cached(statement.for_sqlite())?.execute(params(args))
}

/// Hands over each row of an answer.
pub(super) fn read(
    connection: &Connection,
    statement: &Statement,
    args: &[&dyn Param],
    take: &mut dyn FnMut(&mut Row<'_>) -> Result<()>,
) -> Result<()> {
    let mut prepared = connection.prepare_cached(statement.for_sqlite())?;
    hand_over(prepared.query(params(args))?, take)
}

/// Hands over each row of the answers to several sets of arguments, with which of them it belongs to.
pub(super) fn read_each(
    connection: &Connection,
    statement: &Statement,
    each: &[Vec<&dyn Param>],
    take: &mut dyn FnMut(usize, &mut Row<'_>) -> Result<()>,
) -> Result<()> {
    let mut prepared = connection.prepare_cached(statement.for_sqlite())?;
    for (place, args) in each.iter().enumerate() {
        hand_over(prepared.query(params(args))?, &mut |row| take(place, row))?;
    }
    Ok(())
}

fn hand_over(
    mut found: rusqlite::Rows<'_>,
    take: &mut dyn FnMut(&mut Row<'_>) -> Result<()>,
) -> Result<()> {
    while let Some(row) = found.next()? {
        take(&mut Row::of_sqlite(row))?;
    }
    Ok(())
}
