//! PostgreSQL: a pool of connections; each use case has a transaction of its own, and statements are pipelined.

use super::{Error, FromRow, Param, Result, Row, Statement};
use deadpool_postgres::{
    Hook, HookError, Manager, ManagerConfig, Object, Pool, RecyclingMethod, Runtime,
};
use futures_util::{FutureExt as _, future::try_join_all};
use std::{sync::Arc, time::Duration};
use tokio_postgres::{NoTls, config::SslMode, types::ToSql};
use tokio_postgres_rustls::MakeRustlsConnect;

/// How long a request waits for a connection.
const WAIT_MAX: Duration = Duration::from_secs(10);

/// What every session begins with: nobody waits for ever, and nobody keeps others waiting for ever.
const SESSION: &str = "set lock_timeout = '5s'; set statement_timeout = '60s';
    set idle_in_transaction_session_timeout = '60s'; set timezone = 'UTC'; set client_min_messages = 'warning'";

/// A PostgreSQL database.
#[derive(Clone)]
pub(super) struct Postgres {
    pool: Pool,
}

impl Postgres {
    pub(super) fn open(url: &str, connections: usize) -> Result<Self> {
        // The certificate is always checked, so libpq's stricter words mean no more than `require` does here.
        let url = url
            .replace("sslmode=verify-full", "sslmode=require")
            .replace("sslmode=verify-ca", "sslmode=require");
        let mut config: tokio_postgres::Config = url
            .parse()
            .map_err(|error| Error::Refused(format!("the database URL cannot be used: {error}")))?;
        if config.get_application_name().is_none() {
            config.application_name("net30");
        }
        if config.get_connect_timeout().is_none() {
            config.connect_timeout(WAIT_MAX);
        }
        let manager_config = ManagerConfig { recycling_method: RecyclingMethod::Fast };
        let manager = if config.get_ssl_mode() == SslMode::Disable {
            Manager::from_config(config, NoTls, manager_config)
        } else {
            Manager::from_config(config, tls()?, manager_config)
        };
        let pool = Pool::builder(manager)
            .max_size(connections.max(1))
            .runtime(Runtime::Tokio1)
            .wait_timeout(Some(WAIT_MAX))
            .create_timeout(Some(WAIT_MAX))
            .post_create(Hook::async_fn(|client, _| {
                Box::pin(
                    async move { client.batch_execute(SESSION).await.map_err(HookError::Backend) },
                )
            }))
            .build()
            .map_err(Error::broken)?;
        Ok(Self { pool })
    }

    pub(super) async fn begin(&self) -> Result<PostgresTx> {
        let client = self.pool.get().await?;
        client.batch_execute("begin").await?;
        Ok(PostgresTx { client, ended: false, failed: false })
    }

    pub(super) async fn reader(&self) -> Result<PostgresReader> {
        let client = self.pool.get().await?;
        send(&client, "begin isolation level repeatable read, read only");
        Ok(PostgresReader { client })
    }
}

fn tls() -> Result<MakeRustlsConnect> {
    let mut roots = rustls::RootCertStore::empty();
    let found = rustls_native_certs::load_native_certs();
    for error in &found.errors {
        tracing::warn!(%error, "a root certificate of the system was not read");
    }
    roots.add_parsable_certificates(found.certs);
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(Error::broken)?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(MakeRustlsConnect::new(config))
}

/// Sends a command without waiting for its answer; whatever is sent afterwards on the connection comes after it.
fn send(client: &Object, command: &str) {
    // The first poll hands the message to the connection. If that is broken, the next statement says so.
    let _ = client.batch_execute(command).now_or_never();
}

/// A transaction on a connection of its own.
pub(super) struct PostgresTx {
    client: Object,
    ended: bool,
    /// A statement failed or was abandoned: PostgreSQL would answer `commit` with a silent rollback.
    failed: bool,
}

impl PostgresTx {
    pub(super) async fn commit(mut self) -> Result<()> {
        if self.failed {
            return Err(Error::broken("a failed transaction was to be committed"));
        }
        self.client.batch_execute("commit").await?;
        self.ended = true;
        Ok(())
    }

    pub(super) async fn execute(
        &mut self,
        statement: &Statement,
        args: &[&dyn Param],
    ) -> Result<u64> {
        self.execute_many(statement, &[args.to_vec()]).await
    }

    pub(super) async fn execute_many(
        &mut self,
        statement: &Statement,
        rows: &[Vec<&dyn Param>],
    ) -> Result<u64> {
        self.failed = true;
        let prepared = self.client.prepare_cached(statement.for_postgres()).await?;
        let rows: Vec<Vec<&(dyn ToSql + Sync)>> = rows.iter().map(|row| params(row)).collect();
        let sent = rows.iter().map(|row| self.client.execute(&prepared, row));
        let changed = try_join_all(sent).await?;
        self.failed = false;
        Ok(changed.into_iter().sum())
    }

    pub(super) async fn rows_of_each<T: FromRow>(
        &mut self,
        statement: &Statement,
        each: &[Vec<&dyn Param>],
    ) -> Result<Vec<Vec<T>>> {
        self.failed = true;
        let found = rows_of_each(&self.client, statement, each).await?;
        self.failed = false;
        Ok(found)
    }

    pub(super) async fn batch(&mut self, text: &str) -> Result<()> {
        self.failed = true;
        self.client.batch_execute(text).await?;
        self.failed = false;
        Ok(())
    }

    pub(super) fn client(&self) -> &Object {
        &self.client
    }
}

impl Drop for PostgresTx {
    fn drop(&mut self) {
        if !self.ended {
            send(&self.client, "rollback");
        }
    }
}

/// A connection that reads one moment of the database.
pub(super) struct PostgresReader {
    client: Object,
}

impl PostgresReader {
    pub(super) async fn rows_of_each<T: FromRow>(
        &mut self,
        statement: &Statement,
        each: &[Vec<&dyn Param>],
    ) -> Result<Vec<Vec<T>>> {
        rows_of_each(&self.client, statement, each).await
    }

    pub(super) fn client(&self) -> &Object {
        &self.client
    }
}

impl Drop for PostgresReader {
    fn drop(&mut self) {
        send(&self.client, "rollback");
    }
}

fn params<'a>(args: &[&'a dyn Param]) -> Vec<&'a (dyn ToSql + Sync)> {
    args.iter().map(|arg| *arg as &(dyn ToSql + Sync)).collect()
}

async fn rows_of_each<T: FromRow>(
    client: &Object,
    statement: &Statement,
    each: &[Vec<&dyn Param>],
) -> Result<Vec<Vec<T>>> {
    let prepared = client.prepare_cached(statement.for_postgres()).await?;
    let each: Vec<Vec<&(dyn ToSql + Sync)>> = each.iter().map(|args| params(args)).collect();
    let answers = try_join_all(each.iter().map(|args| client.query(&prepared, args))).await?;
    let read = |rows: Vec<tokio_postgres::Row>| {
        rows.iter().map(|row| T::from_row(&mut Row::of_postgres(row))).collect::<Result<Vec<T>>>()
    };
    answers.into_iter().map(read).collect()
}
