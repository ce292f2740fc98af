//! What browsers are told: which pages may call the APIs, and to come by https.

use crate::support::{Backend, Draft, Server, invoice};
use reqwest::Method;

const OWN: &str = "https://app.example.com";

#[tokio::test]
async fn pages_of_a_named_origin_may_call_the_apis_and_others_may_not() {
    let server = Server::start_with(Backend::Sqlite, &["--cors-origins", OWN]).await;
    let own = server.with("origin", OWN);
    let asking = own
        .without_key()
        .with("access-control-request-method", "PATCH")
        .with("access-control-request-headers", "authorization,content-type,idempotency-key");
    for path in ["/api/v1/invoices", "/v1/invoices", "/api/invoices", "/api/v1/invoice/"] {
        let preflight = asking.at("").send(Method::OPTIONS, path, None).await.expect(204);
        assert_eq!(preflight.header("access-control-allow-origin"), Some(OWN), "{preflight}");
        assert!(preflight.header("access-control-allow-methods").unwrap().contains("PATCH"));
        let headers = preflight.header("access-control-allow-headers").unwrap();
        assert!(headers.contains("authorization") && headers.contains("idempotency-key"));
        assert!(preflight.header("vary").unwrap().contains("origin"));
    }
    let made = own.post("/invoices", &invoice()).await.expect(201);
    assert_eq!(made.header("access-control-allow-origin"), Some(OWN));
    assert!(made.header("access-control-expose-headers").unwrap().contains("etag"));
    let refused = own.without_key().get("/invoices").await.expect(401);
    assert_eq!(refused.header("access-control-allow-origin"), Some(OWN));
    let stranger = server.with("origin", "https://evil.example").get("/invoices").await.expect(200);
    assert_eq!(stranger.header("access-control-allow-origin"), None);
    let page = own.at("").get("/docs").await.expect(200);
    assert_eq!(page.header("access-control-allow-origin"), None);
    server.finish().await;
}

#[tokio::test]
async fn no_page_may_call_the_apis_unless_the_operator_says_so() {
    let server = Server::start(Backend::Sqlite).await;
    let reply = server.with("origin", OWN).get("/invoices").await.expect(200);
    assert_eq!(reply.header("access-control-allow-origin"), None);
    assert_eq!(reply.header("strict-transport-security"), None);
    server.finish().await;
}

#[tokio::test]
async fn a_server_behind_https_tells_browsers_to_come_by_https() {
    let url = ["--public-url", "https://billing.example.com"];
    let server = Server::start_with(Backend::Sqlite, &url).await;
    let issued = server.issued().await;
    let link = issued["links"]["public"].as_str().unwrap();
    let page = link.strip_prefix("https://billing.example.com").unwrap();
    for path in ["/docs", "/api/v1/invoices", "/healthz", page] {
        let reply = server.at("").get(path).await.expect(200);
        let policy = reply.header("strict-transport-security").unwrap_or_default();
        assert!(policy.starts_with("max-age="), "{path}: {policy}");
    }
    server.finish().await;
}

#[tokio::test]
async fn metrics_are_for_those_whom_the_operator_names() {
    let off = ["--public-metrics", "false"];
    let mut server = Server::start_with(Backend::Sqlite, &off).await;
    let metrics = server.at("");
    assert_eq!(metrics.get("/metrics").await.problem(404), "not_found");
    server.start_again_with(&[&off[..], &["--metrics-token", "scrape-me"]].concat());
    let metrics = server.at("").without_key();
    assert_eq!(metrics.get("/metrics").await.status, 404);
    assert_eq!(metrics.with_key("wrong").get("/metrics").await.status, 404);
    metrics.with_key("scrape-me").get("/metrics").await.expect(200);
    server.start_again_with(&["--public-metrics"]);
    server.at("").without_key().get("/metrics").await.expect(200);
    server.finish().await;
}
