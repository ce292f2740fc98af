//! `serve`.

use crate::{
    failure::{Failure, Result},
    folder::{self, ServerLock},
    opening, secret_key,
    settings::Settings,
    signals, welcome, worker,
};
use net30_app::{App, Database, setup};
use net30_domain::{money::Currency, text::Country};
use net30_http::{
    HttpConfig,
    listen::{self, ListenConfig},
};
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};
use tokio::net::TcpListener;

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
    let usual = HttpConfig::default();
    let config = HttpConfig {
        rate_limit_per_second: settings.rate_limit.unwrap_or(usual.rate_limit_per_second),
        rate_limit_burst: settings.rate_burst.unwrap_or(usual.rate_limit_burst),
        trust_proxy: settings.trust_proxy,
        draining: shutdown.clone(),
        ..usual
    };
    let router = net30_http::router(app.clone(), config);
    listen::serve(listener, router, ListenConfig::default(), shutdown).await;
    if let Err(error) = working.await {
        tracing::error!(%error, "the background worker broke");
    }
    Ok(())
}

async fn bind(address: SocketAddr) -> Result<TcpListener> {
    TcpListener::bind(address).await.map_err(|error| {
        Failure::new(format!("{address} cannot be listened on: {error}"))
            .hint("choose another address with --listen, such as --listen 127.0.0.1:3031")
    })
}

/// Makes an account on a first start.
async fn first_account(app: &App) -> Result<Option<net30_app::accounts::Created>> {
    if !setup::is_first_start(app).await? {
        return Ok(None);
    }
    let currency = Currency::parse("USD").expect("ISO 4217 has the dollar");
    let country = Country::parse("US").expect("ISO 3166 has the United States");
    Ok(Some(setup::create_account(app, "My company", currency, country, None).await?))
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
