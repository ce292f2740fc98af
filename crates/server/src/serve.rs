//! `serve`.

use crate::{
    failure::{Failure, Result},
    folder::{self, ServerLock},
    notify, open_files, opening, secret_key,
    settings::Settings,
    signals,
    welcome::{self, First},
    worker,
};
use net30_app::{App, Database, invoices, setup, users};
use net30_domain::{document::DocumentType, money::Currency, text::Country};
use net30_http::{
    HttpConfig,
    listen::{self, ListenConfig},
};
use std::{
    net::{Ipv4Addr, Ipv6Addr, SocketAddr},
    time::Duration,
};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

/// Serves until a signal comes, and finishes what was begun.
pub(crate) async fn run(settings: &Settings) -> Result<()> {
    let shutdown = signals::shutdown()?;
    folder::prepare(settings)?;
    folder::warn_if_open(settings);
    let _lock = ServerLock::take(settings)?;
    // Bound first, so that clients wait while the database opens, and links know the port.
    let listener = bind(settings.listen).await?;
    let url = url(listener.local_addr()?);
    let app = opening::make(settings, &url).await?;
    if matches!(settings.database, Database::Sqlite(_)) {
        // The lock says that nobody else works on this database: what is leased belongs to one that died.
        app.release_leases().await?;
    }
    if setup::secret_key_differs(&app).await? {
        secret_key::warn_that_it_differs(settings);
    }
    let first_account = first_account(&app).await?;
    welcome::print(settings, &url, first_account.as_ref())?;

    let working = tokio::spawn(worker::run(app.clone(), shutdown.clone()));
    let router =
        net30_http::router(app.clone(), http(settings, shutdown.clone()), net30_api::api());
    notify::ready();
    let stop = shutdown.clone();
    tokio::spawn(async move {
        stop.cancelled().await;
        notify::stopping();
    });
    listen::serve(listener, router, connections(settings), shutdown).await;
    if let Err(error) = working.await {
        tracing::error!(%error, "the background worker broke");
    }
    Ok(())
}

/// What requests may take up.
fn http(settings: &Settings, draining: CancellationToken) -> HttpConfig {
    let usual = HttpConfig::default();
    let seconds = |seconds: u32| Duration::from_secs(seconds.into());
    HttpConfig {
        rate_limit_per_second: settings.rate_limit.unwrap_or(usual.rate_limit_per_second),
        rate_limit_burst: settings.rate_burst.unwrap_or(usual.rate_limit_burst),
        body_idle_timeout: settings.body_idle_timeout.map_or(usual.body_idle_timeout, seconds),
        body_whole_timeout: settings.body_timeout.map_or(usual.body_whole_timeout, seconds),
        trust_proxy: settings.trust_proxy,
        cors_origins: settings.cors_origins.clone(),
        metrics: settings.metrics.clone(),
        draining,
        ..usual
    }
}

/// How many connections there may be: no more than the process may have open files.
fn connections(settings: &Settings) -> ListenConfig {
    let usual = ListenConfig::default();
    let number = |number: u32| usize::try_from(number).unwrap_or(usize::MAX);
    let connections_max = settings.connections.map_or(usual.connections_max, number);
    let connections_max = connections_max.min(open_files::connections_max()).max(1);
    let connections_per_address_max = match settings.connections_per_address {
        Some(given) => number(given),
        // All come from the proxy.
        None if settings.trust_proxy => 0,
        None => (connections_max / 4).max(1),
    };
    ListenConfig { connections_max, connections_per_address_max, ..usual }
}

async fn bind(address: SocketAddr) -> Result<TcpListener> {
    TcpListener::bind(address).await.map_err(|error| {
        Failure::new(format!("{address} cannot be listened on: {error}"))
            .hint("choose another address with --listen, such as --listen 127.0.0.1:3031")
    })
}

/// Makes an account on a first start, and a link on which its owner introduces themselves; says what its first invoice will
/// be called.
async fn first_account(app: &App) -> Result<Option<First>> {
    if !setup::is_first_start(app).await? {
        return Ok(None);
    }
    let currency = Currency::parse("USD").expect("ISO 4217 has the dollar");
    let country = Country::parse("US").expect("ISO 3166 has the United States");
    let made = setup::create_account(app, "My company", currency, country, None).await?;
    let caller = app.system_caller(made.account.id).await?;
    let number = invoices::next_number(app, &caller, DocumentType::Invoice).await?;
    let link = users::first_run_link(app, &made.account).await?;
    Ok(Some(First { made, number, link }))
}

/// A URL by which this machine reaches the address.
fn url(mut address: SocketAddr) -> String {
    if address.ip().is_unspecified() {
        if address.is_ipv4() {
            address.set_ip(Ipv4Addr::LOCALHOST.into());
        } else {
            address.set_ip(Ipv6Addr::LOCALHOST.into());
        }
    }
    format!("http://{address}")
}
