//! Tests of the store on SQLite, and on PostgreSQL if `NET30_TEST_POSTGRES` is the URL of a server on which databases
//! may be made.

mod apart;
mod commits;
mod copies;
mod email_deliveries;
mod fixture;
mod foreseen;
mod lists;
mod objects;
mod statements;

use crate::{Database, Store, StoreConfig, event};
use net30_domain::id::AccountId;
use std::time::Duration;

/// A migrated, empty database.
struct Bench {
    store: Store,
    config: StoreConfig,
}

/// Runs a test on each database.
async fn on_each(test: impl AsyncFn(&Bench)) {
    on_sqlite(&test).await;
    on_postgres(&test).await;
}

async fn on_sqlite(test: impl AsyncFn(&Bench)) {
    let folder = tempfile::tempdir().unwrap();
    test(&opened(Database::Sqlite(folder.path().join("net30.sqlite"))).await).await;
}

async fn on_postgres(test: impl AsyncFn(&Bench)) {
    let Ok(url) = std::env::var("NET30_TEST_POSTGRES") else { return };
    let (client, connection) = tokio_postgres::connect(&url, tokio_postgres::NoTls).await.unwrap();
    tokio::spawn(connection);
    let name = format!("net30_store_{}", uuid::Uuid::now_v7().simple());
    client.batch_execute(&format!("create database {name}")).await.unwrap();
    let (server, parameters) =
        url.split_once('?').map_or((url.as_str(), ""), |(server, rest)| (server, rest));
    let (server, _) = server.rsplit_once('/').unwrap();
    let url = format!("{server}/{name}?{parameters}");
    test(&opened(Database::Postgres(url)).await).await;
    client.batch_execute(&format!("drop database {name} with (force)")).await.unwrap();
}

/// Waits until a history can be read to its end: on PostgreSQL any transaction of the server's, also one of another
/// database, holds back those that began after it.
async fn settle_history(store: &Store, account: AccountId, events: usize) {
    let reading = async {
        loop {
            let mut reader = store.reader().await.unwrap();
            if event::list(&mut reader, account, None, 1000).await.unwrap().0.len() == events {
                return;
            }
            drop(reader);
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(Duration::from_mins(1), reading)
        .await
        .expect("the events become readable");
}

async fn opened(database: Database) -> Bench {
    let config = StoreConfig::of(database);
    let store = Store::open(&config).await.unwrap();
    store.migrate().await.unwrap();
    Bench { store, config }
}
