//! Every statement is understood by both databases.

use super::{on_postgres, on_sqlite};
use crate::db::{Statement, search};

fn all() -> Vec<(&'static str, &'static Statement)> {
    let constant = [
        crate::account::STATEMENTS,
        crate::anchored::STATEMENTS,
        crate::checkout::STATEMENTS,
        crate::credit::STATEMENTS,
        crate::customer::STATEMENTS,
        crate::email_delivery::STATEMENTS,
        crate::email_template::STATEMENTS,
        crate::event::STATEMENTS,
        crate::heartbeat::STATEMENTS,
        crate::history_sum::STATEMENTS,
        crate::db::pending::STATEMENTS,
        crate::idempotency::STATEMENTS,
        crate::invitation::STATEMENTS,
        crate::key::STATEMENTS,
        crate::organisation::STATEMENTS,
        crate::outbox::STATEMENTS,
        crate::overdue::STATEMENTS,
        crate::payment::STATEMENTS,
        crate::late_fee::STATEMENTS,
        crate::link_secret::STATEMENTS,
        crate::look::STATEMENTS,
        crate::membership::STATEMENTS,
        crate::one_time_link::STATEMENTS,
        crate::product::STATEMENTS,
        crate::recurring::STATEMENTS,
        crate::refold::STATEMENTS,
        crate::reminder::STATEMENTS,
        crate::saved_view::STATEMENTS,
        crate::scratch::STATEMENTS,
        crate::secret::STATEMENTS,
        crate::rendered::STATEMENTS,
        crate::sequence::STATEMENTS,
        crate::session::STATEMENTS,
        crate::setback::STATEMENTS,
        crate::tax::STATEMENTS,
        crate::template::STATEMENTS,
        crate::user::STATEMENTS,
        crate::webhook::STATEMENTS,
        crate::webhook_delivery::STATEMENTS,
        search::STATEMENTS,
    ];
    constant
        .into_iter()
        .chain(crate::invoice::statements())
        .chain(crate::report::statements())
        .flatten()
        .copied()
        .collect()
}

/// The greatest `?n` of a statement.
fn parameters(text: &str, mark: char) -> usize {
    let numbers = text.split(mark).skip(1).filter_map(|rest| {
        let figures: String = rest.chars().take_while(char::is_ascii_digit).collect();
        figures.parse().ok()
    });
    numbers.max().unwrap_or(0)
}

#[tokio::test]
async fn every_statement_is_prepared_with_all_of_its_parameters() {
    on_sqlite(async |bench| {
        let crate::Database::Sqlite(path) = &bench.config.database else { return };
        let connection = rusqlite::Connection::open(path).unwrap();
        let indexes = [&search::own::NAMES, &search::own::NUMBERS];
        let indexes = indexes.into_iter().flat_map(search::own::Index::statements);
        let indexes = indexes.map(|statement| ("index", statement));
        for (name, statement) in all().into_iter().chain(indexes) {
            let text = statement.for_sqlite();
            let prepared =
                connection.prepare(text).unwrap_or_else(|error| panic!("{name}: {error}\n{text}"));
            assert_eq!(prepared.parameter_count(), parameters(text, '?'), "{name}");
        }
    })
    .await;
    on_postgres(async |bench| {
        let crate::Database::Postgres(url) = &bench.config.database else { return };
        let (client, connection) =
            tokio_postgres::connect(url, tokio_postgres::NoTls).await.unwrap();
        tokio::spawn(connection);
        for (name, statement) in all()
            .into_iter()
            .chain(search::own::POSTGRES.iter().map(|own| ("match", own)))
            .chain([("claim", &crate::db::CLAIM)])
            .chain([("numbers", &crate::event::ending::DRAW_NUMBERS)])
        {
            for text in [statement.for_postgres(), statement.for_postgres_of_one()] {
                let prepared = client
                    .prepare(text)
                    .await
                    .unwrap_or_else(|error| panic!("{name}: {error:?}\n{text}"));
                assert_eq!(prepared.params().len(), parameters(text, '$'), "{name}");
            }
        }
    })
    .await;
}

/// What a statement has made itself, of rows that it found by an index.
const DERIVED: [&str; 7] =
    ["counted", "recent", "owner", "ranked", "waiting", "(subquery", "CONSTANT ROW"];

#[tokio::test]
async fn no_constant_statement_goes_through_a_whole_table_that_grows() {
    on_sqlite(async |bench| {
        let crate::Database::Sqlite(path) = &bench.config.database else { return };
        let connection = rusqlite::Connection::open(path).unwrap();
        for (name, statement) in all() {
            // Organisations and accounts are few, and the lists of all of them are read whole; of credentials only some are.
            // The tally has few rows an account, and the round that reads all of it comes every quarter of an hour.
            let reads_all = ["ALL_IDS", "LIST_ALL", "UNTOLD"].contains(&name);
            for step in super::lists::plan_of(&connection, statement.for_sqlite()) {
                let is_scan = step.starts_with("SCAN")
                    && !step.contains("INDEX")
                    && !DERIVED.iter().any(|name| step.contains(name));
                assert!(!is_scan || reads_all, "{name}: {step}");
            }
        }
    })
    .await;
}
