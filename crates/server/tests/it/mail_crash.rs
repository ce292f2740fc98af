//! `kill -9` at any moment: each letter that was acknowledged arrives, and the receiver counts it once by its id.

use crate::support::{Api, Backend, Server, SmtpServer, invoice, text};
use serde_json::Value;
use std::{
    collections::BTreeSet,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

/// The message ids of the letters that were acknowledged.
type Acknowledged = Arc<Mutex<Vec<String>>>;

/// Issues and sends invoices until the server is gone; what was acknowledged is noted.
async fn write(api: Api, acknowledged: Acknowledged, stop: Arc<AtomicBool>) {
    let post = async |path: String, body: Option<Vec<u8>>| {
        let sent = api.try_send(reqwest::Method::POST, &path, body, "application/json").await;
        sent.ok().filter(|reply| reply.status < 300).map(|reply| reply.body())
    };
    while !stop.load(Ordering::Relaxed) {
        let body = invoice().to_string().into_bytes();
        let Some(made) = post("/invoices".to_owned(), Some(body)).await else { return };
        let path = format!("/invoices/{}/send", text(&made["id"]));
        let Some(sent) = post(path, Some(b"{\"attach_pdf\": false}".to_vec())).await else {
            return;
        };
        let delivery = text(&sent["last_delivery"]["id"]);
        let id = format!("<{delivery}@billing.acme.example>");
        acknowledged.lock().unwrap().push(id);
    }
}

fn arguments(url: &str) -> [&str; 8] {
    [
        "--smtp-url",
        url,
        "--smtp-timeout",
        "1",
        "--retry-first-seconds",
        "0",
        "--public-url",
        "https://billing.acme.example",
    ]
}

/// Kills one of the servers again and again, each time a little later after it has begun, and starts it again.
async fn killed(servers: &mut [Server], times: u64, acknowledged: &Acknowledged) {
    for round in 0..times {
        let stop = Arc::new(AtomicBool::new(false));
        let writers: Vec<_> = servers
            .iter()
            .flat_map(|server| (0..2).map(|_| server.api()))
            .map(|api| tokio::spawn(write(api, Arc::clone(acknowledged), Arc::clone(&stop))))
            .collect();
        // A moment by chance, from before the first letter to after several.
        let moment = Duration::from_millis((round * 7919) % 240);
        tokio::time::sleep(moment).await;
        let index = usize::try_from(round).unwrap() % servers.len();
        servers[index].kill();
        stop.store(true, Ordering::Relaxed);
        for writer in writers {
            writer.await.unwrap();
        }
        tokio::task::block_in_place(|| servers[index].start_again());
    }
}

/// Waits until nothing is left to be sent.
async fn settled(server: &Server) {
    let begun = Instant::now();
    loop {
        let jobs: Value = server.get("/jobs").await.json(200);
        if jobs["total"] == 0 {
            return;
        }
        assert!(begun.elapsed() < Duration::from_mins(5), "still waiting: {jobs}");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

fn check(smtp: &SmtpServer, acknowledged: &Acknowledged, deliveries: i64) {
    let counted = smtp.counted();
    let acknowledged = acknowledged.lock().unwrap();
    let missing: Vec<&String> =
        acknowledged.iter().filter(|id| !counted.contains_key(*id)).collect();
    assert!(missing.is_empty(), "{} of {} were lost", missing.len(), acknowledged.len());
    let each_once: BTreeSet<&String> = acknowledged.iter().collect();
    assert_eq!(each_once.len(), acknowledged.len());
    // What was stored without an answer to the client arrives, too: as many letters as the log has.
    assert_eq!(i64::try_from(counted.len()).unwrap(), deliveries);
    let twice = counted.values().filter(|count| **count > 1).count();
    println!("{} letters, {twice} of them came again under their id", counted.len());
}

async fn total(server: &Server, list: &str) -> i64 {
    server.get(list).await.json(200)["total"].as_i64().unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_letter_survives_200_kills() {
    let smtp = SmtpServer::start();
    let url = smtp.url();
    let mut servers = [Server::start_with(Backend::Sqlite, &arguments(&url)).await];
    let acknowledged = Acknowledged::default();
    killed(&mut servers, 200, &acknowledged).await;
    settled(&servers[0]).await;
    check(&smtp, &acknowledged, total(&servers[0], "/email-deliveries?status=sent").await);
    assert_eq!(total(&servers[0], "/jobs?status=dead").await, 0);
    let [server] = servers;
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_servers_that_are_killed_by_turns_lose_nothing() {
    let smtp = SmtpServer::start();
    let url = smtp.url();
    let first = Server::start_with(Backend::Postgres, &arguments(&url)).await;
    let second = first.beside();
    let mut servers = [second, first];
    let acknowledged = Acknowledged::default();
    killed(&mut servers, 30, &acknowledged).await;
    settled(&servers[1]).await;
    check(&smtp, &acknowledged, total(&servers[1], "/email-deliveries?status=sent").await);
    let [second, first] = servers;
    drop(second);
    first.finish().await;
}
