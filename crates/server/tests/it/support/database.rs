//! A database for each test.

use std::path::Path;
use tokio_postgres::NoTls;

/// Which database a server keeps its data in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Backend {
    Sqlite,
    Postgres,
}

/// The database of a test; a PostgreSQL one is dropped with it.
#[derive(Debug)]
pub(crate) enum TestDatabase {
    /// In the data folder.
    Sqlite,
    /// A database of its own on the test server.
    Postgres { admin_url: String, name: String },
}

impl TestDatabase {
    pub(crate) async fn make(backend: Backend) -> Self {
        match backend {
            Backend::Sqlite => Self::Sqlite,
            Backend::Postgres => {
                let admin_url = std::env::var("NET30_TEST_POSTGRES").expect(
                    "NET30_TEST_POSTGRES names a PostgreSQL server to test on; ./test starts one and sets it",
                );
                Self::make_at(&admin_url).await
            }
        }
    }

    /// An empty database in the cluster that has another one at a URL.
    pub(crate) async fn make_at(admin_url: &str) -> Self {
        let name = format!("net30_test_{}", uuid::Uuid::now_v7().simple());
        execute(admin_url, &format!("create database {name}")).await;
        Self::Postgres { admin_url: admin_url.to_owned(), name }
    }

    /// What `--database-url` is to be.
    pub(crate) fn url(&self) -> Option<String> {
        match self {
            Self::Sqlite => None,
            Self::Postgres { admin_url, name } => {
                let (server, _) = admin_url.rsplit_once('/').expect("a URL has a slash");
                Some(format!("{server}/{name}"))
            }
        }
    }

    /// A database with the same content, while nobody uses this one; SQLite's is a file that is copied by itself.
    pub(crate) async fn copy(&self) -> Self {
        let Self::Postgres { admin_url, name } = self else { return Self::Sqlite };
        let copy = format!("net30_test_{}", uuid::Uuid::now_v7().simple());
        execute(admin_url, &format!("create database {copy} template {name}")).await;
        Self::Postgres { admin_url: admin_url.clone(), name: copy }
    }

    /// Runs statements behind the server's back, as one who may do everything; says how many rows they changed.
    pub(crate) async fn change(&self, data: &Path, statements: &str) -> u64 {
        if let Some(url) = self.url() {
            let (client, connection) = tokio_postgres::connect(&url, NoTls).await.unwrap();
            let running = tokio::spawn(connection);
            // As SQLite does it, without looking at references.
            let statements = format!("set session_replication_role = replica; {statements}");
            let told = client.simple_query(&statements).await;
            let told = told.unwrap_or_else(|error| panic!("{statements}: {error:?}"));
            drop(client);
            running.await.unwrap().unwrap();
            let changed = told.iter().map(|message| match message {
                tokio_postgres::SimpleQueryMessage::CommandComplete(rows) => *rows,
                _ => 0,
            });
            changed.sum()
        } else {
            let connection = rusqlite::Connection::open(data.join("net30.db")).unwrap();
            connection.execute_batch("pragma foreign_keys = off").unwrap();
            let before = connection.total_changes();
            let ran = connection.execute_batch(statements);
            ran.unwrap_or_else(|error| panic!("{statements}: {error}"));
            connection.total_changes() - before
        }
    }

    /// Runs a statement behind the server's back.
    pub(crate) async fn execute(&self, data: &Path, statement: &str) {
        if let Some(url) = self.url() {
            execute(&url, statement).await;
        } else {
            let connection = rusqlite::Connection::open(data.join("net30.db")).unwrap();
            connection.busy_timeout(std::time::Duration::from_secs(10)).unwrap();
            connection.execute_batch(statement).unwrap();
        }
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        let Self::Postgres { admin_url, name } = self else { return };
        let (admin_url, name) = (admin_url.clone(), name.clone());
        // A thread of its own, since a runtime cannot be entered within a runtime.
        let dropping = std::thread::spawn(move || {
            let runtime =
                tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(execute(&admin_url, &format!("drop database {name} with (force)")));
        });
        let _ = dropping.join();
    }
}

async fn execute(url: &str, statement: &str) {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await.unwrap();
    let running = tokio::spawn(connection);
    client.batch_execute(statement).await.unwrap();
    drop(client);
    running.await.unwrap().unwrap();
}
