//! PostgreSQL: a pool of connections; each use case has a transaction of its own, and statements are pipelined.

use super::{
    Error, Param, Result, Statement,
    ask::only_reads,
    exchange::{Answer, Asked, Queued, exchange, send},
    line::{Commits, Lines, Member, SUM_BUCKETS, WAIT_MAX},
    pending::{Books, Write},
};
use deadpool_postgres::{
    Hook, HookError, Manager, ManagerConfig, Object, Pool, RecyclingMethod, Runtime,
};
use net30_domain::id::AccountId;
use std::{collections::VecDeque, sync::Arc};
use tokio_postgres::{NoTls, config::SslMode};
use tokio_postgres_rustls::MakeRustlsConnect;

/// What every session begins with: nobody waits for ever, and nobody keeps others waiting for ever.
const SESSION: &str = "set lock_timeout = '5s'; set statement_timeout = '60s';
    set idle_in_transaction_session_timeout = '60s'; set timezone = 'UTC'; set client_min_messages = 'warning'";

/// A PostgreSQL database.
#[derive(Clone)]
pub(super) struct Postgres {
    pool: Pool,
    lines: Lines,
    commits: Commits,
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
        let commits = Commits::default();
        Ok(Self { pool, lines: Lines::new(commits.clone()), commits })
    }

    pub(super) fn commits(&self) -> u64 {
        self.commits.count()
    }

    pub(super) async fn begin(&self) -> Result<PostgresTx> {
        Ok(PostgresTx::new(On::Own(self.pool.get().await?), self.clone()))
    }

    /// A transaction that shares its commit with others of the account. It reads apart from them until it writes.
    pub(super) async fn begin_sharing(&self, account: AccountId) -> Result<PostgresTx> {
        let client = Some(self.pool.get().await?);
        Ok(PostgresTx::new(On::Apart { client, account }, self.clone()))
    }

    pub(super) async fn reader(&self) -> Result<PostgresReader> {
        let client = self.pool.get().await?;
        send(&client, "begin isolation level repeatable read, read only");
        Ok(PostgresReader { client, begun: true })
    }

    /// A connection on which each statement sees a moment of its own.
    pub(super) async fn glance(&self) -> Result<PostgresReader> {
        Ok(PostgresReader { client: self.pool.get().await?, begun: false })
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

/// The connection of a transaction.
enum On {
    /// Its own.
    Own(Object),
    /// One on which others of the account have written before and will write after it.
    Shared(Member),
    /// One on which it only reads, before it waits for its turn to write; given back when it waits.
    Apart { client: Option<Object>, account: AccountId },
}

impl On {
    fn client(&self) -> Result<&Object> {
        match self {
            Self::Own(client) => Ok(client),
            Self::Shared(member) => Ok(member.client()),
            Self::Apart { client, .. } => {
                client.as_ref().ok_or_else(|| Error::broken("a transaction has lost its turn"))
            }
        }
    }
}

/// A transaction.
///
/// Statements whose answers nobody needs wait here, and travel with the next one whose answer is needed, at the latest
/// with the commit: a transaction takes as many round trips as it has answers to wait for.
pub(super) struct PostgresTx {
    /// None once it has ended.
    on: Option<On>,
    queued: Vec<Queued>,
    begun: bool,
    /// A statement failed or was abandoned: PostgreSQL would answer `commit` with a silent rollback.
    failed: bool,
    numbers: VecDeque<i64>,
    of: Postgres,
}

impl PostgresTx {
    fn new(on: On, of: Postgres) -> Self {
        let queued = match on {
            On::Own(_) => vec![Queued::Command("begin")],
            On::Shared(_) | On::Apart { .. } => vec![],
        };
        Self { on: Some(on), queued, begun: false, failed: false, numbers: VecDeque::new(), of }
    }

    /// Waits for its turn to write, if it shares its commit and has only read so far.
    pub(super) async fn take_turn(&mut self) -> Result<()> {
        let Some(On::Apart { client, account }) = &mut self.on else { return Ok(()) };
        // Not held while it waits: whoever writes may need it.
        *client = None;
        let mut member = self.of.lines.join(&self.of.pool, *account).await?;
        self.numbers = member.take_numbers();
        self.on = Some(On::Shared(member));
        self.queued.insert(0, Queued::Command("savepoint use_case"));
        Ok(())
    }

    /// Numbers for events that those before it in the line have left.
    pub(super) fn take_numbers(&mut self) -> VecDeque<i64> {
        std::mem::take(&mut self.numbers)
    }

    fn on(&self) -> &On {
        self.on.as_ref().expect("the connection is held until the transaction ends")
    }

    /// What others left for the end whose commit this one shares.
    pub(super) fn shared_books(&self) -> Option<&Books> {
        match self.on() {
            On::Own(_) | On::Apart { .. } => None,
            On::Shared(member) => Some(member.books()),
        }
    }

    /// Commits. Numbers for events that are left over are for those who share it.
    pub(super) async fn commit(mut self, mut books: Books, numbers: VecDeque<i64>) -> Result<()> {
        if self.failed {
            return Err(Error::broken("a failed transaction was to be committed"));
        }
        if self.queued.is_empty() && matches!(self.on, Some(On::Apart { .. })) {
            return Ok(());
        }
        self.take_turn().await?;
        if let Some(On::Shared(member)) = &mut self.on
            && let Some(client) = member.alone()
        {
            self.on = Some(On::Own(client));
        }
        if matches!(self.on(), On::Shared(_)) {
            // To its end, also if nobody waits for it any more: once the savepoint is released, the others go on from there.
            let sharing = tokio::spawn(self.share(books, numbers));
            return sharing.await.map_err(Error::broken)?;
        }
        self.queued.extend(books.take(SUM_BUCKETS).map(Queued::Statement));
        self.queued.push(Queued::Command("commit"));
        // If one of those before it fails, PostgreSQL rolls back, and its error is the one that comes back first.
        self.exchange(&[]).await?;
        self.on = None;
        self.of.commits.count_one();
        Ok(())
    }

    /// Releases its savepoint, and waits with the others for the commit.
    async fn share(mut self, books: Books, numbers: VecDeque<i64>) -> Result<()> {
        self.queued.push(Queued::Command("release savepoint use_case"));
        self.exchange(&[]).await?;
        match self.on.take() {
            Some(On::Shared(member)) => member.share(books, numbers).await,
            _ => Err(Error::broken("a transaction that shares its commit is alone")),
        }
    }

    /// Runs a statement with the next one whose answer is needed. Its error comes back with that answer.
    pub(super) fn execute_later(&mut self, write: Write) {
        self.queued.push(Queued::Statement(write));
    }

    pub(super) async fn execute_many(
        &mut self,
        statement: &'static Statement,
        rows: &[Vec<&dyn Param>],
    ) -> Result<u64> {
        let asked: Vec<Asked<'_>> =
            rows.iter().map(|args| (statement.for_postgres(), args.clone())).collect();
        let answers = self.exchange(&asked).await?;
        Ok(answers.iter().map(|answer| answer.changed).sum())
    }

    /// The answers to what is asked; apart from those who write, if nothing was written and it only reads.
    pub(super) async fn ask(&mut self, asked: &[Asked<'_>]) -> Result<Vec<Answer>> {
        if let Some(On::Apart { client: Some(client), .. }) = &self.on
            && self.queued.is_empty()
            && asked.iter().all(|(text, _)| only_reads(text))
        {
            return exchange(client, &[], asked, &mut false).await;
        }
        self.exchange(asked).await
    }

    pub(super) async fn batch(&mut self, text: &str) -> Result<()> {
        self.exchange(&[]).await?;
        self.failed = true;
        self.on().client()?.batch_execute(text).await?;
        self.failed = false;
        Ok(())
    }

    /// Sends what waits and then what is asked, all of it before the first answer is there.
    async fn exchange(&mut self, asked: &[Asked<'_>]) -> Result<Vec<Answer>> {
        if self.queued.is_empty() && asked.is_empty() {
            return Ok(vec![]);
        }
        self.take_turn().await?;
        self.failed = true;
        let queued = std::mem::take(&mut self.queued);
        let client = self.on.as_ref().expect("it has not ended").client()?;
        let answers = exchange(client, &queued, asked, &mut self.begun).await?;
        self.failed = false;
        Ok(answers)
    }

    /// The connection, for what is done right behind a batch.
    pub(super) fn client(&self) -> Result<&Object> {
        debug_assert!(self.queued.is_empty(), "what waits would come too late");
        self.on().client()
    }
}

impl Drop for PostgresTx {
    fn drop(&mut self) {
        let undo = match &self.on {
            Some(On::Own(_)) => "rollback",
            Some(On::Shared(_)) => "rollback to savepoint use_case; release savepoint use_case",
            Some(On::Apart { .. }) | None => return,
        };
        if let (true, Ok(client)) = (self.begun, self.on().client()) {
            send(client, undo);
        }
    }
}

/// A connection that reads, one moment of the database if a transaction was begun.
pub(super) struct PostgresReader {
    client: Object,
    begun: bool,
}

impl PostgresReader {
    pub(super) async fn ask(&mut self, asked: &[Asked<'_>]) -> Result<Vec<Answer>> {
        exchange(&self.client, &[], asked, &mut false).await
    }

    pub(super) fn client(&self) -> &Object {
        &self.client
    }
}

impl Drop for PostgresReader {
    fn drop(&mut self) {
        if self.begun {
            send(&self.client, "rollback");
        }
    }
}
