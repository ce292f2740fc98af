//! For those who watch the server: `/healthz`, `/readyz`, `/metrics`. None needs an API key; the metrics, which tell of all
//! accounts together, are there only if the operator says for whom.

use crate::{
    Http, Metrics, meters,
    plain::{Plain, get},
    problem::{Problem, Result},
};
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::IntoResponse,
};
use net30_app::{
    Error,
    readiness::NotReady,
    rounds::{Round, RoundState},
};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;

/// The table of routes.
#[must_use]
pub fn routes() -> Vec<Plain> {
    vec![get("/healthz", healthz), get("/readyz", readyz), get("/metrics", metrics)]
}

/// The process lives.
async fn healthz() -> &'static str {
    "ok\n"
}

/// The server does what it is asked: its database answers and takes writes, and it is not about to stop.
///
/// Background work that has been failing for a while is told behind the first line. It takes no server out of service:
/// the others would fail in the same way, and requests are answered all the same.
async fn readyz(State(http): State<Http>) -> Result<String> {
    if http.config().draining.is_cancelled() {
        let detail = "the server is stopping";
        return Err(Problem::new(StatusCode::SERVICE_UNAVAILABLE, "unavailable", detail));
    }
    match http.app().ready().await {
        Ok(()) => Ok(ready(&http.app().rounds().states())),
        Err(error) => Err(not_ready(&error)),
    }
}

/// Without the cause: it was logged when it began, and whoever watches asks again and again.
fn not_ready(error: &NotReady) -> Problem {
    let code = match error {
        NotReady::Writes(cause) if matches!(**cause, Error::DiskFailed(_)) => "disk_failed",
        _ => "unavailable",
    };
    Problem::new(StatusCode::SERVICE_UNAVAILABLE, code, error.to_string())
}

/// What a server that is ready says.
fn ready(rounds: &[(Round, RoundState)]) -> String {
    let mut said = "ready\n".to_owned();
    for (round, state) in rounds {
        if let Some(failing) = state.failing.as_ref().filter(|failing| failing.times > 1) {
            let (round, times, since) = (round.word(), failing.times, failing.since);
            // A String takes every text.
            let _ = writeln!(said, "background work fails: {round}, {times} times since {since}");
        }
    }
    said
}

async fn metrics(State(http): State<Http>, headers: HeaderMap) -> Result<impl IntoResponse> {
    let is_allowed = match &http.config().metrics {
        Metrics::Nobody => false,
        Metrics::Token(token) => bearer(&headers).is_some_and(|given| is_same(given, token)),
        Metrics::Everybody => true,
    };
    if !is_allowed {
        // As if there were none: whoever is not told has no business here.
        return Err(Problem::new(StatusCode::NOT_FOUND, "not_found", "no such route"));
    }
    meters::note_rounds(&http.app().rounds().states());
    meters::note_pdfs(net30_app::documents::set_so_far(http.app()));
    meters::note_database(http.app().database_usage());
    Ok(([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], meters::render()))
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = headers.get(header::AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

/// Compares hashes, whose first difference says nothing of the texts.
fn is_same(given: &str, token: &str) -> bool {
    Sha256::digest(given) == Sha256::digest(token)
}

#[cfg(test)]
mod tests {
    use super::ready;
    use net30_app::rounds::{Failing, Round, RoundState};

    #[test]
    fn what_fails_again_and_again_is_told() {
        let since = "2026-03-05T09:30:00Z".parse().unwrap();
        let failing =
            |times| RoundState { failing: Some(Failing { since, times }), ..RoundState::default() };
        let rounds = [
            (Round::Email, RoundState::default()),
            (Round::Webhooks, failing(1)),
            (Round::LateFees, failing(7)),
        ];
        assert_eq!(
            ready(&rounds),
            "ready\nbackground work fails: late_fees, 7 times since 2026-03-05T09:30:00Z\n"
        );
    }
}
