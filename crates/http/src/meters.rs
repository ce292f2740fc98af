//! Counts requests by route, and renders all metrics of the process for Prometheus.

use axum::http::{Method, StatusCode};
use metrics::{Counter, Histogram, counter, gauge, histogram};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use net30_app::{
    Usage,
    rounds::{Round, RoundState},
};
use std::{
    collections::HashMap,
    sync::{Arc, OnceLock, PoisonError, RwLock},
    time::Duration,
};

/// Upper bounds of the buckets of durations, in seconds.
const SECONDS: [f64; 12] =
    [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0];
/// The methods that are told apart; all others are counted as the last.
const METHODS: [&str; 7] = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "other"];
/// The classes of status, by the first digit.
const CLASSES: [&str; 5] = ["1xx", "2xx", "3xx", "4xx", "5xx"];

/// The recorder of the process; made when the first server starts.
static RECORDER: OnceLock<PrometheusHandle> = OnceLock::new();

fn recorder() -> &'static PrometheusHandle {
    RECORDER.get_or_init(|| {
        let builder = PrometheusBuilder::new();
        let recorder = builder
            .set_buckets(&SECONDS)
            .expect("the list of buckets is not empty")
            .build_recorder();
        let handle = recorder.handle();
        if metrics::set_global_recorder(recorder).is_err() {
            tracing::warn!("another metrics recorder is installed; /metrics stays empty");
        }
        metrics::describe_counter!("net30_http_requests_total", "Requests answered.");
        metrics::describe_histogram!(
            "net30_http_request_duration_seconds",
            "Time from the head of a request to the head of its answer."
        );
        metrics::describe_gauge!("net30_http_connections", "Open connections.");
        metrics::describe_counter!(
            "net30_background_failures_total",
            "Rounds of background work that failed or panicked."
        );
        metrics::describe_counter!(
            "net30_background_set_back_total",
            "Parts of background work that failed and wait to be tried again."
        );
        metrics::describe_gauge!(
            "net30_background_last_success_timestamp_seconds",
            "When a round of background work last ended well."
        );
        metrics::describe_counter!(
            "net30_pdfs_set_total",
            "PDFs set; those kept are not set again."
        );
        metrics::describe_counter!(
            "net30_database_statements_total",
            "Statements given to the database; several that travel together count once."
        );
        metrics::describe_counter!(
            "net30_database_transactions_total",
            "Transactions begun, by whether they may write."
        );
        handle
    })
}

/// Takes over how the rounds of background work fare.
pub(crate) fn note_rounds(rounds: &[(Round, RoundState)]) {
    recorder();
    for (round, state) in rounds {
        let round = round.word();
        for (kind, count) in [("failure", state.failed), ("panic", state.panicked)] {
            let name = "net30_background_failures_total";
            counter!(name, "round" => round, "kind" => kind).absolute(count);
        }
        counter!("net30_background_set_back_total", "round" => round).absolute(state.set_back);
        if let Some(at) = state.succeeded_at {
            let name = "net30_background_last_success_timestamp_seconds";
            gauge!(name, "round" => round).set(at.as_duration().as_secs_f64());
        }
    }
}

/// Takes over how many PDFs were set.
pub(crate) fn note_pdfs(count: u64) {
    recorder();
    counter!("net30_pdfs_set_total").absolute(count);
}

/// Takes over how much was asked of the database.
pub(crate) fn note_database(usage: Usage) {
    recorder();
    counter!("net30_database_statements_total").absolute(usage.statements);
    let name = "net30_database_transactions_total";
    counter!(name, "kind" => "read").absolute(usage.readings);
    counter!(name, "kind" => "write").absolute(usage.transactions);
}

/// All metrics as Prometheus text.
pub(crate) fn render() -> String {
    recorder().render()
}

/// Sums up samples, which would grow without bound if nobody scraped.
pub(crate) fn upkeep() {
    recorder().run_upkeep();
}

#[derive(Default)]
struct MethodMeters {
    answers: [OnceLock<Counter>; CLASSES.len()],
    duration: OnceLock<Histogram>,
}

type RouteMeters = [MethodMeters; METHODS.len()];

/// The meters of each route: looking one up in the recorder would cost more than counting.
#[derive(Default)]
pub(crate) struct Meters {
    routes: RwLock<HashMap<String, Arc<RouteMeters>>>,
}

impl Meters {
    /// Counts an answer. `route` is the template, never the path: paths are without number.
    pub(crate) fn count(
        &self,
        method: &Method,
        route: &str,
        status: StatusCode,
        elapsed: Duration,
    ) {
        let of_route = self.route(route);
        let name = method.as_str();
        let method = METHODS.iter().position(|known| *known == name).unwrap_or(METHODS.len() - 1);
        let class = usize::from(status.as_u16() / 100).clamp(1, CLASSES.len()) - 1;
        let (meters, method) = (&of_route[method], METHODS[method]);
        let answers = meters.answers[class].get_or_init(|| {
            recorder();
            let labels = [
                ("method", method.to_owned()),
                ("route", route.to_owned()),
                ("status", CLASSES[class].to_owned()),
            ];
            counter!("net30_http_requests_total", &labels)
        });
        answers.increment(1);
        let duration = meters.duration.get_or_init(|| {
            let labels = [("method", method.to_owned()), ("route", route.to_owned())];
            histogram!("net30_http_request_duration_seconds", &labels)
        });
        duration.record(elapsed);
    }

    fn route(&self, route: &str) -> Arc<RouteMeters> {
        let known = self.routes.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(meters) = known.get(route) {
            return Arc::clone(meters);
        }
        drop(known);
        let mut routes = self.routes.write().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(routes.entry(route.to_owned()).or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_are_counted_by_template() {
        let meters = Meters::default();
        let took = Duration::from_millis(3);
        for status in [StatusCode::OK, StatusCode::OK, StatusCode::NOT_FOUND] {
            meters.count(&Method::GET, "/counted/{id}", status, took);
        }
        let text = render();
        let line =
            r#"net30_http_requests_total{method="GET",route="/counted/{id}",status="2xx"} 2"#;
        assert!(text.contains(line), "{text}");
        let bucket = r#"net30_http_request_duration_seconds_bucket{method="GET",route="/counted/{id}",le="0.005"} 3"#;
        assert!(text.contains(bucket), "{text}");
    }
}
