//! Fair shares: receivers and mail servers that hang cost their own account time, and nobody else.

use crate::{
    background::account,
    support::{Backend, Draft, Manners, Receiver, Server, SmtpServer, text},
};
use serde_json::json;
use std::time::{Duration, Instant};

/// Within a second, and some more on a machine that does much else.
const SOON: Duration = Duration::from_secs(5);

async fn with_hanging_receivers(backend: Backend) {
    let arguments = ["--allow-private-addresses", "--webhook-timeout", "20", "--rate-limit", "0"];
    let server = Server::start_with(backend, &arguments).await;
    let other = account(&server, "Newcomer").await;
    let mut hanging = vec![];
    // At hosts of their own, as an account may name as many as it likes.
    for _ in 0..10 {
        hanging.push(Receiver::start(Manners::Hang).await);
    }
    for index in 0..100 {
        let url = hanging[index % hanging.len()].url();
        server.post("/webhooks", &json!({"url": url, "events": ["*"]})).await.expect(201);
    }
    let good = Receiver::start(Manners::Answer(200, "")).await;
    other
        .post("/webhooks", &json!({"url": good.url(), "events": ["invoice.created"]}))
        .await
        .expect(201);
    server.draft().await;
    hanging[0].first(1).await;
    // By then all that may hang does.
    tokio::time::sleep(Duration::from_millis(500)).await;
    for round in 0..3 {
        let begun = Instant::now();
        other.draft().await;
        good.first(round + 1).await;
        assert!(begun.elapsed() < SOON, "{:?}", begun.elapsed());
    }
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn receivers_that_hang_keep_no_other_account_waiting_on_sqlite() {
    with_hanging_receivers(Backend::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn receivers_that_hang_keep_no_other_account_waiting_on_postgres() {
    with_hanging_receivers(Backend::Postgres).await;
}

async fn with_hanging_mail_servers(backend: Backend) {
    let (good, hanging) = (SmtpServer::start(), SmtpServer::start());
    hanging.behave("hang");
    let url = good.url();
    let arguments = [
        "--smtp-url",
        &url,
        "--smtp-from",
        "invoices@net30.example",
        "--smtp-timeout",
        "20",
        "--allow-private-addresses",
        "--rate-limit",
        "0",
    ];
    let server = Server::start_with(backend, &arguments).await;
    let own = json!({
        "host": "127.0.0.1", "port": hanging.port, "tls": "none", "from_email": "a@slow.example",
    });
    for index in 0..12 {
        let slow = account(&server, &format!("Slow {index}")).await;
        slow.put("/settings/email", &own).await.expect(200);
        for _ in 0..3 {
            let draft = slow.draft().await;
            slow.post(&format!("/invoices/{}/send", text(&draft["id"])), &json!({}))
                .await
                .expect(200);
        }
    }
    tokio::time::sleep(Duration::from_secs(1)).await;
    let new = account(&server, "Newcomer").await;
    for count in 1..=3 {
        let draft = new.draft().await;
        let begun = Instant::now();
        new.post(&format!("/invoices/{}/send", text(&draft["id"])), &json!({})).await.expect(200);
        good.took(count).await;
        assert!(begun.elapsed() < SOON, "{:?}", begun.elapsed());
    }
    drop(hanging);
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn mail_servers_that_hang_keep_no_other_account_waiting_on_sqlite() {
    with_hanging_mail_servers(Backend::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn mail_servers_that_hang_keep_no_other_account_waiting_on_postgres() {
    with_hanging_mail_servers(Backend::Postgres).await;
}
