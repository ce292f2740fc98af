//! Rows between PostgreSQL and a SQLite file: every column of every table, by its type in PostgreSQL.

use super::{Error, Result, postgres::PostgresTx, tables::TABLES};
use crate::progress::tell;
use deadpool_postgres::Object;
use futures_util::{TryStreamExt as _, future::try_join_all};
use jiff::{Timestamp, civil::Date};
use rusqlite::{Connection, types::Value};
use std::pin::pin;
use tokio::sync::mpsc::Sender;
use tokio_postgres::{
    Row,
    types::{ToSql, Type},
};
use uuid::Uuid;

/// How many rows are sent before their answers are read.
const PIPELINED: usize = 500;

/// The transaction of a row, in the order of the others, and behind all that another database can have.
const BEHIND_ALL: &str = "txid - case when txid > -2305843009213693952 then (select greatest(max(txid) + 1, 0) from event) else 0 end";

type Boxed = Box<dyn ToSql + Send + Sync>;

/// A column, by its type in PostgreSQL.
struct Column {
    name: String,
    kind: String,
}

async fn columns(client: &Object, table: &str) -> Result<Vec<Column>> {
    let columns = "select column_name::text, udt_name::text from information_schema.columns
        where table_schema = current_schema() and table_name = $1 order by ordinal_position";
    let rows = client.query(columns, &[&table]).await?;
    let column = |row: &Row| Ok(Column { name: row.try_get(0)?, kind: row.try_get(1)? });
    rows.iter().map(column).collect()
}

fn names(columns: &[Column]) -> String {
    columns.iter().map(|column| column.name.as_str()).collect::<Vec<_>>().join(", ")
}

/// Fills a file that has the schema and nothing else.
pub(super) async fn from_postgres(client: &Object, target: Connection) -> Result<()> {
    client.batch_execute("set local statement_timeout = 0").await?;
    without_log(&target)?;
    target.execute_batch("pragma foreign_keys = off; begin")?;
    for (table, at) in TABLES.into_iter().zip(0..) {
        tell("tables", at, Some(TABLES.len() as u64));
        let columns = columns(client, table).await?;
        let marks = vec!["?"; columns.len()].join(", ");
        let insert = format!("insert into {table} ({}) values ({marks})", names(&columns));
        let selected: Vec<String> = columns
            .iter()
            .map(|column| match (column.kind.as_str(), column.name.as_str()) {
                // Transactions of one database mean nothing in another, but for their order: all of them lie behind
                // those to come.
                (_, "txid") => BEHIND_ALL.to_owned(),
                ("jsonb", name) => format!("{name}::text"),
                (_, name) => name.to_owned(),
            })
            .collect();
        let select = format!("select {} from {table}", selected.join(", "));
        let rows = client.query_raw(&select, Vec::<&str>::new()).await?;
        let mut rows = pin!(rows);
        while let Some(row) = rows.try_next().await? {
            let values =
                (0..columns.len()).map(|at| value(&row, at)).collect::<Result<Vec<Value>>>()?;
            target.prepare_cached(&insert)?.execute(rusqlite::params_from_iter(values))?;
        }
    }
    target.execute_batch(
        "insert into search_index (search_index) values ('rebuild');
        insert into search_index_number (search_index_number) values ('rebuild');
        commit",
    )?;
    Ok(())
}

fn value(row: &Row, at: usize) -> Result<Value> {
    fn or_null<T>(found: Option<T>, value: impl Fn(T) -> Value) -> Value {
        found.map_or(Value::Null, value)
    }
    let kind = row.columns()[at].type_();
    Ok(match *kind {
        Type::UUID => or_null(row.try_get(at)?, |id: Uuid| Value::Blob(id.into_bytes().to_vec())),
        Type::TIMESTAMPTZ => {
            or_null(row.try_get(at)?, |moment: Timestamp| Value::Integer(moment.as_microsecond()))
        }
        Type::DATE => or_null(row.try_get(at)?, |date: Date| Value::Text(date.to_string())),
        Type::BYTEA => or_null(row.try_get(at)?, Value::Blob),
        Type::INT8 => or_null(row.try_get(at)?, Value::Integer),
        Type::INT4 => or_null(row.try_get(at)?, |number: i32| Value::Integer(number.into())),
        Type::INT2 => or_null(row.try_get(at)?, |number: i16| Value::Integer(number.into())),
        Type::TEXT => or_null(row.try_get(at)?, Value::Text),
        _ => return Err(Error::broken(format!("a column has the unexpected type {kind}"))),
    })
}

/// Replaces the content of all tables by that of a file with the same schema.
pub(super) async fn to_postgres(mut source: Connection, tx: &mut PostgresTx) -> Result<()> {
    tx.batch("set local statement_timeout = 0; set local lock_timeout = '10s'").await?;
    tx.batch(&format!("truncate {}", TABLES.join(", "))).await?;
    for (table, at) in TABLES.into_iter().zip(0..) {
        tell("tables", at, Some(TABLES.len() as u64));
        let columns = columns(tx.client()?, table).await?;
        let marks: Vec<String> = columns
            .iter()
            .zip(1..)
            .map(|(column, number)| match column.kind.as_str() {
                "jsonb" => format!("${number}::text::jsonb"),
                _ => format!("${number}"),
            })
            .collect();
        let insert =
            format!("insert into {table} ({}) values ({})", names(&columns), marks.join(", "));
        let insert = tx.client()?.prepare(&insert).await?;
        let select = format!("select {} from {table}", names(&columns));
        let (send, mut received) = tokio::sync::mpsc::channel(2);
        let reading = tokio::task::spawn_blocking(move || {
            send_batches(&source, &select, &columns, &send)?;
            Ok::<Connection, Error>(source)
        });
        while let Some(batch) = received.recv().await {
            let rows: Vec<Vec<&(dyn ToSql + Sync)>> = batch
                .iter()
                .map(|row| row.iter().map(|value| &**value as &(dyn ToSql + Sync)).collect())
                .collect();
            let client = tx.client()?;
            try_join_all(rows.iter().map(|row| client.execute(&insert, row))).await?;
        }
        source = reading.await.map_err(Error::broken)??;
    }
    // The next rows get the numbers after those that were copied.
    tx.batch(
        "select setval(pg_get_serial_sequence('event', 'sequence'), (select coalesce(max(sequence), 1) from event));
        select setval(pg_get_serial_sequence('search_text', 'row'), (select coalesce(max(row), 1) from search_text))",
    )
    .await
}

fn send_batches(
    source: &Connection,
    select: &str,
    columns: &[Column],
    send: &Sender<Vec<Vec<Boxed>>>,
) -> Result<()> {
    let mut select = source.prepare(select)?;
    let mut found = select.query([])?;
    let mut batch = Vec::with_capacity(PIPELINED);
    while let Some(row) = found.next()? {
        let read = |(at, column): (usize, &Column)| boxed(row, at, column);
        batch.push(columns.iter().enumerate().map(read).collect::<Result<Vec<Boxed>>>()?);
        if batch.len() == PIPELINED && send.blocking_send(std::mem::take(&mut batch)).is_err() {
            return Ok(()); // whoever writes has failed, and says why
        }
    }
    let _ = send.blocking_send(batch);
    Ok(())
}

fn boxed(row: &rusqlite::Row<'_>, at: usize, column: &Column) -> Result<Boxed> {
    let moment =
        |microseconds: i64| Timestamp::from_microsecond(microseconds).map_err(Error::broken);
    Ok(match column.kind.as_str() {
        "int8" if column.name == "txid" => Box::new(row.get::<_, i64>(at)?.min(0)),
        "uuid" => Box::new(row.get::<_, Option<Uuid>>(at)?),
        "timestamptz" => Box::new(row.get::<_, Option<i64>>(at)?.map(moment).transpose()?),
        "date" => Box::new(row.get::<_, Option<Date>>(at)?),
        "bytea" => Box::new(row.get::<_, Option<Vec<u8>>>(at)?),
        "int8" => Box::new(row.get::<_, Option<i64>>(at)?),
        "int4" => Box::new(row.get::<_, Option<i32>>(at)?),
        "int2" => Box::new(row.get::<_, Option<i16>>(at)?),
        "text" | "jsonb" => Box::new(row.get::<_, Option<String>>(at)?),
        kind => return Err(Error::broken(format!("a column has the unexpected type {kind}"))),
    })
}

/// A copy is one file, without a log beside it.
pub(super) fn without_log(copy: &Connection) -> Result<()> {
    let mode: String = copy.query_row("pragma journal_mode = delete", [], |row| row.get(0))?;
    if mode == "delete" { Ok(()) } else { Err(Error::broken("the copy kept a log")) }
}
