//! HTTP itself: limits, time-outs, headers, and a graceful end.

use crate::support::{Backend, Draft, Server, both, invoice, raw, text};
use reqwest::Method;
use serde_json::json;
use std::{
    io::Read as _,
    time::{Duration, Instant},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

async fn health_needs_no_key(server: &mut Server) {
    let open = server.without_key().at("");
    open.get("/healthz").await.expect(200);
    open.get("/readyz").await.expect(200);
    server.issued().await;
    let metrics = open.get("/metrics").await.expect(200).text();
    assert!(metrics.contains("/api/v1/invoices"), "{metrics}");
    assert!(!metrics.contains(&server.key));
}

async fn a_request_id_is_taken_or_made_and_logged(server: &mut Server) {
    let own = server.with("x-request-id", "my-id-42").get("/invoices").await;
    assert_eq!(own.header("x-request-id"), Some("my-id-42"));
    let made = server.get("/invoices?search=secretword").await;
    let id = made.header("x-request-id").unwrap().to_owned();
    assert!(id.len() >= 16);
    let odd = server.with("x-request-id", &"x".repeat(5000)).get("/invoices").await;
    assert!(odd.status < 500 && odd.header("x-request-id").is_none_or(|id| id.len() < 300));
    let log = server.log();
    assert!(log.contains("my-id-42") && log.contains(&id), "{log}");
    for secret in [server.key.as_str(), "secretword", "Globex"] {
        assert!(!log.contains(secret), "{secret} is in the log");
    }
}

async fn unknown_paths_and_methods_are_problems(server: &mut Server) {
    assert_eq!(server.get("/nothing").await.problem(404), "not_found");
    assert_eq!(server.at("").get("/nothing").await.problem(404), "not_found");
    let reply = server.delete("/invoices").await;
    assert_eq!(reply.problem(405), "method_not_allowed");
    let allow = reply.header("allow").unwrap();
    assert!(allow.contains("GET") && allow.contains("POST"), "{allow}");
}

async fn what_a_client_has_is_not_sent_again(server: &mut Server) {
    let draft = server.draft().await;
    let path = format!("/invoices/{}", text(&draft["id"]));
    let first = server.get(&path).await.expect(200);
    let etag = first.header("etag").unwrap();
    for known in [etag.to_owned(), format!("\"x\", W/{etag}"), "*".to_owned()] {
        let reply = server.with("if-none-match", &known).get(&path).await.expect(304);
        assert!(reply.bytes.is_empty(), "{reply}");
        assert_eq!(reply.header("etag"), Some(etag));
    }
    server.patch(&path, &json!({"notes": "changed"})).await.expect(200);
    let changed = server.with("if-none-match", etag).get(&path).await.expect(200);
    assert_ne!(changed.header("etag"), Some(etag));
}

async fn a_list_is_compressed_for_who_asks(server: &mut Server) {
    for _ in 0..3 {
        server.issued().await;
    }
    let asking = server.with("accept-encoding", "deflate, gzip;q=1.0, *;q=0.1");
    for path in ["/invoices", "/reports/revenue?group_by=customer&format=csv", "/openapi.json"] {
        let plain = server.get(path).await.expect(200);
        assert_eq!(plain.header("content-encoding"), None, "{path}");
        let zipped = asking.get(path).await.expect(200);
        if plain.bytes.len() < 1024 {
            assert_eq!(zipped.header("content-encoding"), None, "{path}");
            continue;
        }
        assert_eq!(zipped.header("content-encoding"), Some("gzip"), "{path}");
        assert!(zipped.header("vary").unwrap().contains("accept-encoding"), "{path}");
        assert!(zipped.bytes.len() < plain.bytes.len() / 2, "{path}");
        let mut unzipped = vec![];
        flate2::read::GzDecoder::new(zipped.bytes.as_slice()).read_to_end(&mut unzipped).unwrap();
        assert_eq!(String::from_utf8(unzipped).unwrap(), plain.text(), "{path}");
    }
    // What has an ETag is just these bytes, a refusal is short, and a stream comes as it is read.
    let issued = server.issued().await;
    let path = format!("/invoices/{}", text(&issued["id"]));
    for path in [path.as_str(), &format!("{path}/pdf"), "/invoices?limit=x", "/invoices/export/csv"]
    {
        assert_eq!(asking.get(path).await.header("content-encoding"), None, "{path}");
    }
    assert_eq!(
        server.with("accept-encoding", "br").get("/invoices").await.header("content-encoding"),
        None
    );
}

async fn a_body_is_json_by_its_media_type(server: &mut Server) {
    let body = invoice().to_string().into_bytes();
    for (media_type, status) in [
        ("application/json; charset=utf-8", 201),
        ("application/vnd.x+json", 201),
        ("text/plain", 415),
        ("application/x-www-form-urlencoded", 415),
        ("application/xml", 415),
    ] {
        let reply =
            server.send_bytes(Method::POST, "/invoices", Some(body.clone()), media_type).await;
        assert_eq!(reply.status, status, "{media_type}: {reply}");
    }
}

async fn a_body_of_20_mb_is_too_large(server: &mut Server) {
    let mut body = invoice();
    body["notes"] = json!("x".repeat(20 << 20));
    let body = body.to_string().into_bytes();
    match server.try_send(Method::POST, "/invoices", Some(body), "application/json").await {
        Ok(reply) => assert_eq!(reply.problem(413), "payload_too_large"),
        // The server may hang up while the rest is still being sent.
        Err(error) => assert!(error.is_request(), "{error:?}"),
    }
    let head = format!(
        "POST /api/v1/invoices HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {}\r\ncontent-type: application/json\r\n",
        server.key
    );
    let declared = raw(
        server.base(),
        format!("{head}content-length: 20971520\r\n\r\n").as_bytes(),
        Duration::from_secs(20),
    )
    .await;
    assert!(declared.unwrap().starts_with("HTTP/1.1 413"));
    let chunk = format!("10000\r\n{}\r\n", " ".repeat(0x10000));
    let chunked = format!("{head}transfer-encoding: chunked\r\n\r\n{}", chunk.repeat(40));
    let reply = raw(server.base(), chunked.as_bytes(), Duration::from_secs(20)).await.unwrap();
    assert!(reply.is_empty() || reply.starts_with("HTTP/1.1 413"), "{reply}");
    assert_eq!(server.count("/invoices").await, 0);
}

async fn what_is_no_http_is_refused_and_forgotten(server: &mut Server) {
    for bytes in [
        &b"\x16\x03\x01\x02\x00"[..],
        b"GET\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"\r\n\r\n\r\n\0\0\0",
        b"GET /\xff HTTP/1.1\r\nhost: x\r\n\r\n",
    ] {
        let reply = raw(server.base(), bytes, Duration::from_secs(30)).await;
        assert!(reply.is_none_or(|reply| reply.is_empty() || reply.starts_with("HTTP/1.1 4")));
    }
    server.get("/invoices").await.expect(200);
}

async fn security_headers_are_on_every_reply(server: &mut Server) {
    for reply in [
        server.get("/invoices").await,
        server.get("/nothing").await,
        server.without_key().get("/invoices").await,
    ] {
        assert_eq!(reply.header("x-content-type-options"), Some("nosniff"), "{reply}");
    }
}

async fn the_docs_page_asks_nobody_else(server: &mut Server) {
    let docs = server.without_key().at("").get("/docs").await.expect(200);
    let policy = docs.header("content-security-policy").unwrap();
    assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"), "{policy}");
    // The word that lets styles in is fresh for each reply.
    let nonce = policy.split("'nonce-").nth(1).unwrap().split('\'').next().unwrap();
    assert!(docs.text().contains(&format!("nonce=\"{nonce}\"")));
    let again = server.at("").get("/docs").await.expect(200);
    assert!(!again.header("content-security-policy").unwrap().contains(nonce));
    assert!(!docs.text().contains("https://cdn"), "{}", docs.text());
    let openapi = server.without_key().get("/openapi.json").await.json(200);
    assert!(text(&openapi["openapi"]).starts_with("3.1"));
}

async fn a_client_that_asks_too_often_is_told_when_to_come_back(server: &mut Server) {
    server.ask_to_stop();
    tokio::task::block_in_place(|| server.wait());
    let limited =
        Server::start_with(Backend::Sqlite, &["--rate-limit", "5", "--rate-burst", "5"]).await;
    let replies = futures_util::future::join_all((0..40).map(|_| limited.get("/invoices"))).await;
    let refused =
        replies.iter().find(|reply| reply.status == 429).expect("40 at once are above the limit");
    assert_eq!(refused.problem(429), "rate_limited");
    assert!(refused.header("retry-after").unwrap().parse::<u64>().unwrap() >= 1);
    assert!(replies.iter().any(|reply| reply.status == 200));
    limited.finish().await;
    server.start_again();
}

both! {
    health_needs_no_key,
    a_request_id_is_taken_or_made_and_logged,
    unknown_paths_and_methods_are_problems,
    what_a_client_has_is_not_sent_again,
    a_list_is_compressed_for_who_asks,
    a_body_is_json_by_its_media_type,
    a_body_of_20_mb_is_too_large,
    what_is_no_http_is_refused_and_forgotten,
    security_headers_are_on_every_reply,
    the_docs_page_asks_nobody_else,
    a_client_that_asks_too_often_is_told_when_to_come_back,
}

#[tokio::test]
async fn a_client_that_never_finishes_its_head_is_cut() {
    let server = Server::start(Backend::Sqlite).await;
    let begun = Instant::now();
    let head = b"GET /healthz HTTP/1.1\r\nhost: x\r\nx-slow: ";
    assert!(
        raw(server.base(), head, Duration::from_secs(30)).await.is_some(),
        "the connection is still open"
    );
    assert!(begun.elapsed() >= Duration::from_secs(5));
}

#[tokio::test]
async fn a_client_that_stalls_in_its_body_is_cut() {
    let server = Server::start(Backend::Sqlite).await;
    let head = format!(
        "POST /api/v1/invoices HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {}\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{{",
        server.key
    );
    let reply = raw(server.base(), head.as_bytes(), Duration::from_mins(1)).await;
    let reply = reply.expect("the connection is still open");
    assert!(reply.is_empty() || reply.starts_with("HTTP/1.1 408"), "{reply}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_request_under_way_is_answered_after_sigterm() {
    let mut server = Server::start(Backend::Sqlite).await;
    let body = invoice().to_string();
    let mut stream =
        TcpStream::connect(server.base().strip_prefix("http://").unwrap()).await.unwrap();
    let head = format!(
        "POST /api/v1/invoices?issue=true HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {}\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n",
        server.key,
        body.len()
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    stream.write_all(&body.as_bytes()[..10]).await.unwrap();
    // The server has taken the request once it answers another one that came later.
    server.get("/invoices").await.expect(200);
    server.ask_to_stop();
    while !server.log().contains("stopping") {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    stream.write_all(&body.as_bytes()[10..]).await.unwrap();
    let mut reply = String::new();
    stream.read_to_string(&mut reply).await.unwrap();
    assert!(reply.starts_with("HTTP/1.1 201"), "{reply}");
    assert_eq!(tokio::task::block_in_place(|| server.wait()).code(), Some(0));
    server.start_again();
    assert_eq!(server.count("/invoices").await, 1);
    server.finish().await;
}
