//! A fixed script of requests of all four APIs, and the replies: byte for byte as they were recorded.
//!
//! The scripts are the files `tests/recorded/*.http`; `script.rs` says what is in them. A reply that changes on purpose,
//! or a new request, is recorded by
//!
//! ```text
//! NET30_RECORD=1 cargo nextest run --release recorded::
//! ```
//!
//! on SQLite, and read by `git diff`; without the variable, it is held on both databases.

mod compare;
mod layout;
mod names;
mod play;
mod script;

use crate::support::{Backend, Clock, Manners, Receiver, Server, SmtpServer, stripe::Stripe};
pub(crate) use play::{PUBLIC_URL, Player};
pub(crate) use script::{Exchange, Script};
use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
};

/// Where the clock stands when a server starts, unless its script says `@begins`.
const BEGINNING: &str = "2027-01-15 09:00:00";
/// So many exchanges that differ are shown.
const SHOWN_MAX: usize = 5;

macro_rules! areas {
    ($($area:ident),* $(,)?) => {
        const AREAS: &[&str] = &[$(stringify!($area)),*];

        $(mod $area {
            use crate::support::Backend;

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                super::hold(stringify!($area), Backend::Sqlite).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                super::hold(stringify!($area), Backend::Postgres).await;
            }
        })*
    };
}

areas! {
    accounts, catalogue, customers, einvoices, email, everything, invoices, invoiless, justinvoice, justpaid, late_fees, lifecycle, money,
    openapi, online_payment, pages, people, recurring, reminders, reports, webhooks,
}

/// Routes that refuse nobody.
const WITHOUT_FAILURE: [&str; 1] = ["GET /api/v1/openapi.json"];

/// Routes that do their work only for who came by a page first, or speak a protocol of their own: `it/users.rs` and `it/mcp.rs`
/// hold what they say.
const SUCCESS_ELSEWHERE: [&str; 5] = [
    "GET /api/v1/users/{id}",
    "PATCH /api/v1/users/{id}",
    "DELETE /api/v1/users/{id}",
    "POST /api/v1/users/{id}/end-sessions",
    "POST /mcp",
];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/recorded")
}

/// The script of an area.
pub(crate) fn file(area: &str) -> PathBuf {
    folder().join(format!("{area}.http"))
}

/// Whether replies are written down rather than compared.
pub(crate) fn is_recording() -> bool {
    std::env::var_os("NET30_RECORD").is_some()
}

/// Plays the script of an area, and holds the replies against those recorded.
async fn hold(area: &str, backend: Backend) {
    if is_recording() && backend != Backend::Sqlite {
        return;
    }
    let script = Script::read(&file(area));
    let stage = Stage::set(&script, backend, &[]).await;
    hold_script(&script, &mut stage.player()).await;
    stage.server.finish().await;
}

/// A server, with what a script needs beside it.
pub(crate) struct Stage {
    pub(crate) server: Server,
    clock: Clock,
    /// Where the clock stood when the server started.
    begins: String,
    smtp: Option<SmtpServer>,
    receiver: Option<Receiver>,
    stripe: Option<Stripe>,
}

impl Stage {
    /// Starts all of it; the server with further variables of the environment.
    pub(crate) async fn set(script: &Script, backend: Backend, more: &[(&str, &str)]) -> Self {
        let smtp = script.needs("mail").then(SmtpServer::start);
        let receiver = if script.needs("receiver") {
            Some(Receiver::start(Manners::Answer(200, "")).await)
        } else {
            None
        };
        let stripe = if script.needs("stripe") { Some(Stripe::start().await) } else { None };
        let mut environment = vec![("NET30_PUBLIC_URL", PUBLIC_URL)];
        if smtp.is_some() || receiver.is_some() {
            environment.push(("NET30_ALLOW_PRIVATE_ADDRESSES", "true"));
        }
        if let Some(stripe) = &stripe {
            environment.push(("NET30_STRIPE_API_BASE", stripe.base()));
        }
        environment.extend(more);
        let begins = script.note("begins").unwrap_or(BEGINNING).to_owned();
        let clock = Clock::at(&begins);
        let server = clock.server(backend, &environment).await;
        Self { server, clock, begins, smtp, receiver, stripe }
    }

    /// A player that knows the names of all of it.
    pub(crate) fn player(&self) -> Player<'_> {
        let mut player = Player::new(&self.server, &self.clock, &self.begins);
        player.learn("account", &self.server.account_id);
        player.learn("organisation", &self.server.organisation_id);
        player.learn("first_key", &self.server.key);
        if let Some(smtp) = &self.smtp {
            player.learn("smtp_port", &smtp.port.to_string());
        }
        if let Some(receiver) = &self.receiver {
            player.learn("receiver", &receiver.url());
        }
        if let Some(stripe) = &self.stripe {
            player.use_stripe(stripe);
        }
        player
    }
}

/// Plays a script; records the replies, or holds them against those recorded.
pub(crate) async fn hold_script(script: &Script, player: &mut Player<'_>) {
    let mut replies = vec![];
    let mut differences = vec![];
    for exchange in &script.exchanges {
        let reply = player.play(exchange).await;
        if reply != exchange.reply {
            let told = compare::differences(&exchange.reply, &reply);
            let Exchange { title, method, path, .. } = exchange;
            differences.push(format!("{title}\n{method} {path}\n{told}"));
        }
        replies.push(reply);
        if is_recording() {
            script.write(&replies);
        }
    }
    if is_recording() {
        return;
    }
    let count = differences.len();
    differences.truncate(SHOWN_MAX);
    assert!(
        count == 0,
        "{count} of {} replies are not as recorded; `NET30_RECORD=1` records them anew.\n\n{}",
        replies.len(),
        differences.join("\n")
    );
}

fn scripts() -> BTreeMap<String, Script> {
    let files = std::fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path());
    let named = |file: PathBuf| {
        let area = file.file_stem().unwrap().to_str().unwrap().to_owned();
        (area, Script::read(&file))
    };
    files.map(named).collect()
}

#[test]
fn every_script_is_played() {
    let there: BTreeSet<String> = scripts().into_keys().collect();
    assert_eq!(there, AREAS.iter().map(|area| (*area).to_owned()).collect());
}

/// The route that a request goes to: of those that match, the one with the fewest parameters.
fn route_of<'r>(routes: &'r [(String, String)], exchange: &Exchange) -> Option<&'r str> {
    let path = exchange.path.split(['?', '#']).next().unwrap_or_default();
    let parameters = |route: &str| {
        let (steps, given): (Vec<&str>, Vec<&str>) =
            (route.split('/').collect(), path.split('/').collect());
        let is_same = |(step, given): &(&&str, &&str)| step.starts_with('{') || step == given;
        let matches =
            steps.len() == given.len() && steps.iter().zip(&given).all(|pair| is_same(&pair));
        matches.then(|| steps.iter().filter(|step| step.starts_with('{')).count())
    };
    let method = if exchange.method == "HEAD" { "GET" } else { &exchange.method };
    let of_method = routes.iter().filter(|(known, _)| known == method);
    let matching = of_method.filter_map(|(_, route)| Some((parameters(route)?, route.as_str())));
    matching.min().map(|(_, route)| route)
}

/// Whoever adds a route records what it says when it does its work, and when it refuses.
#[test]
fn every_route_is_recorded_with_a_success_and_a_failure() {
    let routes: Vec<(String, String)> = net30_api::routes::all()
        .into_iter()
        .map(|(method, path)| (method.to_string(), path))
        .collect();
    let mut recorded: BTreeSet<(String, bool)> = BTreeSet::new();
    for script in scripts().values() {
        for exchange in &script.exchanges {
            let status =
                exchange.status().unwrap_or_else(|| panic!("{} has no reply", exchange.title));
            if let Some(route) = route_of(&routes, exchange) {
                let method = if exchange.method == "HEAD" { "GET" } else { &exchange.method };
                recorded.insert((format!("{method} {route}"), status < 400));
            }
        }
    }
    let is_api = |path: &str| path.starts_with("/api/") || path.starts_with("/v1/");
    // What people look at may look otherwise tomorrow: `web_pages` says what must hold.
    let pages = net30_api::routes::pages();
    let is_page = |path: &str| pages.iter().any(|(_, page, _)| *page == path);
    let mut missing = vec![];
    for (method, path) in routes.iter().filter(|(_, path)| !is_page(path)) {
        let route = format!("{method} {path}");
        let is_elsewhere = SUCCESS_ELSEWHERE.contains(&route.as_str());
        if !is_elsewhere && !recorded.contains(&(route.clone(), true)) {
            missing.push(format!("{route}: no success"));
        }
        let may_fail = is_api(path) && !WITHOUT_FAILURE.contains(&route.as_str());
        if may_fail && !recorded.contains(&(route.clone(), false)) {
            missing.push(format!("{route}: no failure"));
        }
    }
    assert!(missing.is_empty(), "put these into a script of tests/recorded: {missing:#?}");
}
