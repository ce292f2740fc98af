//! How it is asked for: what every API over HTTP has in common, and no resource of any.
//!
//! A request passes [`listen`] (time limits of the connection), [`trace`] (request id, log line, problems as JSON),
//! [`caller`] (who asks, how often), the route's reader ([`json`], [`query`], [`call`]) and then a use case of
//! `net30-app`. A handler returns a [`reply::Reply`] or a [`problem::Problem`].

pub mod body;
pub mod call;
pub mod caller;
pub mod changes;
pub mod codes;
mod cors;
pub mod csv;
pub mod document;
pub mod ends;
pub mod fields;
pub mod health;
pub mod json;
pub mod limit;
pub mod listen;
pub mod listing;
mod meters;
pub mod number;
pub mod paging;
pub mod plain;
pub mod problem;
pub mod query;
pub mod reply;
mod rules;
mod seats;
pub mod single;
mod spelling;
pub mod trace;
pub mod turns;
mod zip;

use axum::{Router, extract::Request, http::Uri};
use bytes::Bytes;
use limit::Limits;
use meters::Meters;
use net30_app::{App, webhooks::PayloadWriter};
use std::{
    net::IpAddr,
    sync::{Arc, OnceLock},
    time::Duration,
};
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;
use turns::Turns;

/// How often idle entries of the rate limits are forgotten.
const FORGET_EVERY: Duration = Duration::from_mins(1);
/// How often samples of the histograms are summed up.
const UPKEEP_EVERY: Duration = Duration::from_secs(5);

/// What an operator may set.
#[derive(Clone, Debug)]
pub struct HttpConfig {
    /// Requests a second that a key may send in the long run; 0 is no limit.
    pub rate_limit_per_second: u32,
    /// Requests that a key may send at once.
    pub rate_limit_burst: u32,
    /// Largest body in bytes, where a route sets no other limit.
    pub body_bytes_max: u64,
    /// How long a body may be silent.
    pub body_idle_timeout: Duration,
    /// How long a body may take as a whole.
    pub body_whole_timeout: Duration,
    /// Whether `X-Forwarded-For` is written by a proxy of ours.
    pub trust_proxy: bool,
    /// Origins whose pages may call the APIs from a browser; `*` is every one.
    pub cors_origins: Vec<String>,
    /// Who may read the metrics.
    pub metrics: Metrics,
    /// Cancelled when the server begins to stop: `/readyz` then says so.
    pub draining: CancellationToken,
}

impl Default for HttpConfig {
    fn default() -> Self {
        Self {
            rate_limit_per_second: 20_000,
            rate_limit_burst: 40_000,
            body_bytes_max: 1024 * 1024,
            body_idle_timeout: Duration::from_secs(30),
            body_whole_timeout: Duration::from_mins(5),
            trust_proxy: false,
            cors_origins: Vec::new(),
            metrics: Metrics::default(),
            draining: CancellationToken::new(),
        }
    }
}

/// Who may read the metrics. They tell of all accounts together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Metrics {
    /// Nobody: there are none.
    #[default]
    Nobody,
    /// Who sends this token as `Authorization: Bearer TOKEN`.
    Token(String),
    /// Everybody who reaches the server.
    Everybody,
}

/// What all handlers share. Cheap to clone.
#[derive(Clone)]
pub struct Http {
    inner: Arc<Inner>,
}

struct Inner {
    app: App,
    config: HttpConfig,
    limits: Limits,
    meters: Meters,
    turns: Turns,
    base_path: String,
    errors_page: String,
    is_secure: bool,
    describe: fn(&str) -> Vec<u8>,
    payload: PayloadWriter,
    openapi: OnceLock<Bytes>,
}

/// What the server answers, and how it describes that.
pub struct Api {
    /// The table of all routes, with nothing around them.
    pub routes: Router<Http>,
    /// Writes the OpenAPI document of a server that is below a path of its host, such as `/billing`.
    pub describe: fn(&str) -> Vec<u8>,
    /// Writes what webhooks are told.
    pub payload: PayloadWriter,
}

impl Http {
    fn new(
        app: App,
        config: HttpConfig,
        describe: fn(&str) -> Vec<u8>,
        payload: PayloadWriter,
    ) -> Self {
        let path =
            app.public_url().parse::<Uri>().map_or(String::new(), |url| url.path().to_owned());
        let base_path = path.trim_end_matches('/').to_owned();
        let errors_page = format!("{base_path}/docs/errors");
        let is_secure = app.public_url().starts_with("https://");
        let limits = Limits::new(&config);
        let (meters, turns, openapi) = (Meters::default(), Turns::default(), OnceLock::new());
        let inner = Inner {
            app,
            config,
            limits,
            meters,
            turns,
            base_path,
            errors_page,
            is_secure,
            describe,
            payload,
            openapi,
        };
        Self { inner: Arc::new(inner) }
    }

    /// The use cases.
    #[must_use]
    pub fn app(&self) -> &App {
        &self.inner.app
    }

    /// What the operator set.
    #[must_use]
    pub fn config(&self) -> &HttpConfig {
        &self.inner.config
    }

    pub(crate) fn limits(&self) -> &Limits {
        &self.inner.limits
    }

    /// Counts an attempt to prove who one is, from an address and with an e-mail address.
    ///
    /// # Errors
    /// 429 if there were too many.
    pub fn check_attempt(
        &self,
        address: Option<IpAddr>,
        email: Option<&str>,
    ) -> problem::Result<()> {
        self.limits().check_attempt(address, email)
    }

    pub(crate) fn meters(&self) -> &Meters {
        &self.inner.meters
    }

    /// Turns for those who change the same object.
    #[must_use]
    pub fn turns(&self) -> &Turns {
        &self.inner.turns
    }

    /// Where the codes of problems are explained: a path, right behind any host name.
    #[must_use]
    pub fn errors_page(&self) -> &str {
        &self.inner.errors_page
    }

    /// Where the server is below its host name: empty, or as `/billing`.
    #[must_use]
    pub fn base_path(&self) -> &str {
        &self.inner.base_path
    }

    /// Whether clients reach the server by https.
    #[must_use]
    pub fn is_secure(&self) -> bool {
        self.inner.is_secure
    }

    /// Writes what webhooks are told, in the words of the API that each has chosen.
    #[must_use]
    pub fn payload(&self) -> PayloadWriter {
        self.inner.payload
    }

    /// The OpenAPI document, written once.
    #[must_use]
    pub fn openapi(&self) -> Bytes {
        let inner = &self.inner;
        inner.openapi.get_or_init(|| (inner.describe)(&inner.base_path).into()).clone()
    }
}

/// All routes of `api` with everything around them, ready for [`listen::serve`].
///
/// # Panics
/// If it is not called within a tokio runtime, where the upkeep of limits and metrics runs.
pub fn router(app: App, config: HttpConfig, api: Api) -> Router {
    let Api { routes, describe, payload } = api;
    let http = Http::new(app, config, describe, payload);
    tokio::spawn(upkeep(Arc::downgrade(&http.inner)));
    let trace = trace::Trace::new(http.clone());
    let last = routes.clone().fallback(trace::not_found).layer(trace.clone());
    let last = last.with_state(http.clone());
    // Asked without a layer around it: the second router has its own.
    let state = http.clone();
    let again = |request: Request| async move {
        last.oneshot(spelling::usual(request, state.base_path())).await
    };
    routes.layer(trace).fallback(again).with_state(http)
}

/// Keeps tables from growing for as long as the router lives.
async fn upkeep(inner: std::sync::Weak<Inner>) {
    let mut every = tokio::time::interval(UPKEEP_EVERY);
    let rounds = FORGET_EVERY.as_secs() / UPKEEP_EVERY.as_secs();
    for round in 1_u64.. {
        every.tick().await;
        let Some(inner) = inner.upgrade() else { return };
        meters::upkeep();
        if round.is_multiple_of(rounds) {
            inner.limits.forget_idle();
        }
    }
}
