//! What SQLite does alone: plain commits to compare with, and a large table made without HTTP.

use rusqlite::Connection;
use std::{
    path::Path,
    time::{Duration, Instant},
};

/// Commits a second with one row each, every one on disk before the next.
pub(crate) fn plain_commits(file: &Path, duration: Duration) -> f64 {
    let connection = Connection::open(file).expect("the disk takes a file");
    let settings = "pragma journal_mode=wal; pragma synchronous=full; create table t(id integer primary key, text text) strict;";
    connection.execute_batch(settings).expect("SQLite takes its settings");
    let mut insert = connection
        .prepare("insert into t(text) values ('a row of about the length of a small object')")
        .expect("good SQL");
    let begun = Instant::now();
    let mut count = 0_u32;
    while begun.elapsed() < duration {
        insert.execute([]).expect("the disk has room");
        count += 1;
    }
    f64::from(count) / begun.elapsed().as_secs_f64()
}

/// Fills the table of invoices up to `rows` with copies of those that are there, lines and counts included.
pub(crate) fn fill(file: &Path, rows: i64) {
    let connection = Connection::open(file).expect("the database is there");
    let present: i64 = connection
        .query_row("select count(*) from invoice", [], |row| row.get(0))
        .expect("good SQL");
    let missing = (rows - present).max(1);
    let sql = "
        pragma synchronous=off;
        pragma cache_size=-500000;
        begin immediate;
        create temp table model as select row_number() over (order by id) - 1 as place, id from (select id from invoice order by id limit 1000);
        create temp table copy as
            with recursive counted(n) as (select 1 union all select n + 1 from counted where n < @missing)
            select n, randomblob(16) as id, (select model.id from model where place = n % (select count(*) from model)) as model_id from counted;
        insert into invoice (@columns) select @values from copy join invoice on invoice.id = copy.model_id;
        insert into line (@line_columns) select @line_values from copy join line on line.invoice_id = copy.model_id;
        update tally set documents = (select count(*) from invoice where invoice.account_id = tally.account_id and invoice.class = tally.class)
            where bucket = 0;
        commit;
        pragma wal_checkpoint(truncate);
        analyze;";
    let invoice = columns(&connection, "invoice");
    let value = |column: &String| match column.as_str() {
        "id" => "copy.id".to_owned(),
        "number" => "iif(invoice.number is null, null, 'COPY-' || copy.n)".to_owned(),
        "number_sort" => {
            "iif(invoice.number is null, invoice.number_sort, 'COPY-' || copy.n)".to_owned()
        }
        "share_token" => "iif(invoice.share_token is null, null, hex(copy.id))".to_owned(),
        "issue_date" => "date('2020-01-01', (copy.n % 2190) || ' days')".to_owned(),
        "due_date" | "due_sort" => "date('2020-01-31', (copy.n % 2190) || ' days')".to_owned(),
        other => format!("invoice.{other}"),
    };
    let line = columns(&connection, "line");
    let line_value = |column: &String| match column.as_str() {
        "invoice_id" => "copy.id".to_owned(),
        "id" => "randomblob(16)".to_owned(),
        other => format!("line.{other}"),
    };
    let joined = |parts: Vec<String>| parts.join(", ");
    let sql = sql
        .replace("@missing", &missing.to_string())
        .replace("@line_columns", &joined(line.clone()))
        .replace("@line_values", &joined(line.iter().map(line_value).collect()))
        .replace("@columns", &joined(invoice.clone()))
        .replace("@values", &joined(invoice.iter().map(value).collect()));
    connection.execute_batch(&sql).expect("the schema is the one that this was written for");
}

fn columns(connection: &Connection, table: &str) -> Vec<String> {
    let mut select =
        connection.prepare("select name from pragma_table_info(?1)").expect("good SQL");
    let names = select.query_map([table], |row| row.get(0)).expect("good SQL");
    names.map(|name| name.expect("a name is text")).collect()
}
