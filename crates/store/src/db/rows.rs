//! What is said to SQLite: statements, and their rows.

use super::{FromRow, Param, Result, Row, Statement};
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

pub(super) fn rows_of_each<T: FromRow>(
    connection: &Connection,
    statement: &Statement,
    each: &[Vec<&dyn Param>],
) -> Result<Vec<Vec<T>>> {
    let mut prepared = connection.prepare_cached(statement.for_sqlite())?;
    each.iter().map(|args| read(prepared.query(params(args))?)).collect()
}

pub(super) fn rows<T: FromRow>(
    connection: &Connection,
    statement: &Statement,
    args: &[&dyn Param],
) -> Result<Vec<T>> {
    let mut prepared = connection.prepare_cached(statement.for_sqlite())?;
    read(prepared.query(params(args))?)
}

fn read<T: FromRow>(mut found: rusqlite::Rows<'_>) -> Result<Vec<T>> {
    let mut rows = Vec::new();
    while let Some(row) = found.next()? {
        rows.push(T::from_row(&mut Row::of_sqlite(row))?);
    }
    Ok(rows)
}
