//! For those who watch the server: `/healthz`, `/readyz`, `/metrics`. None needs a key.

use crate::{
    Http, meters,
    problem::{Problem, Result},
};
use axum::{
    Router,
    extract::State,
    http::{StatusCode, header},
    response::IntoResponse,
    routing::get,
};

pub(crate) fn routes() -> Router<Http> {
    Router::new()
        .route("/healthz", get(healthz))
        .route("/readyz", get(readyz))
        .route("/metrics", get(metrics))
}

/// The process lives.
async fn healthz() -> &'static str {
    "ok\n"
}

/// The server takes requests: its database answers, and it is not about to stop.
async fn readyz(State(http): State<Http>) -> Result<&'static str> {
    if http.config().draining.is_cancelled() {
        let detail = "the server is stopping";
        return Err(Problem::new(StatusCode::SERVICE_UNAVAILABLE, "unavailable", detail));
    }
    match http.app().ready().await {
        Ok(()) => Ok("ready\n"),
        Err(error) => {
            let detail = "the database does not answer";
            let problem = Problem::new(StatusCode::SERVICE_UNAVAILABLE, "unavailable", detail);
            Err(Problem { source: Some(Box::new(error)), ..problem })
        }
    }
}

async fn metrics() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], meters::render())
}
