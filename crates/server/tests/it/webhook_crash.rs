//! `kill -9` at any moment, and two servers at once: each event is told under one id with one body, and none is lost.

use crate::{
    support::{Api, Backend, Draft, Manners, Received, Receiver, Server, both, invoice, text},
    webhooks::{LOCAL, eventually, webhook},
};
use serde_json::{Value, json};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::Duration,
};

/// Kills of each test; there is one for each database.
const KILLS: u32 = 50;
/// Webhooks with a receiver each: while a dead server's lease lasts on one, others are at work.
const WEBHOOKS: usize = 4;

/// Makes and pays invoices until the server is gone or the test has enough.
async fn write(api: Api, stop: Arc<AtomicBool>, made_count: Arc<AtomicUsize>) {
    let body = invoice().to_string().into_bytes();
    while !stop.load(Ordering::Relaxed) {
        let sent = api.try_send(
            reqwest::Method::POST,
            "/invoices?issue=true",
            Some(body.clone()),
            "application/json",
        );
        let Ok(made) = sent.await else { return };
        let path = format!("/invoices/{}/mark-paid", text(&made.json(201)["id"]));
        made_count.fetch_add(1, Ordering::Relaxed);
        let paid = api.try_send(reqwest::Method::POST, &path, None, "application/json").await;
        if paid.is_err() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

fn quick() -> Vec<&'static str> {
    let own = ["--webhook-timeout", "1", "--webhook-pauses", "0,0,0,0,0,0,0,0,0,0,0,0"];
    [&LOCAL[..], &own].concat()
}

async fn made(server: &Server, count: usize) -> Vec<(Receiver, String)> {
    let mut made = vec![];
    for _ in 0..count {
        let receiver = Receiver::start(Manners::Answer(200, "")).await;
        let wanted = json!(["invoice.issued", "payment.recorded"]);
        let (id, _) = webhook(server, json!({"url": receiver.url(), "events": wanted})).await;
        made.push((receiver, id));
    }
    made
}

/// The ids of all events that the webhooks want.
async fn wanted(server: &Server) -> BTreeSet<String> {
    let mut wanted = BTreeSet::new();
    let mut after = String::new();
    let invoices = server.count("/invoices").await;
    let paid = server.count("/invoices?status=paid").await;
    let count = usize::try_from(invoices + paid).unwrap();
    // On PostgreSQL the log waits for every transaction that began earlier.
    while wanted.len() < count {
        let page = server.get(&format!("/events?limit=1000{after}")).await.json(200);
        for event in page["data"].as_array().unwrap() {
            if ["invoice.issued", "payment.recorded"].contains(&text(&event["type"])) {
                wanted.insert(text(&event["id"]).to_owned());
            }
        }
        if let Some(next) = page["next_after"].as_str() {
            after = format!("&after={next}");
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    wanted
}

/// The event that each id stands for. Fails if an id comes with different bytes, or an event under two ids.
#[track_caller]
fn events_of(arrived: &[Received]) -> BTreeMap<String, String> {
    let mut bodies: BTreeMap<&str, &[u8]> = BTreeMap::new();
    let mut ids: BTreeMap<String, String> = BTreeMap::new();
    for told in arrived {
        let id = told.header("webhook-id");
        let body = bodies.entry(id).or_insert(&told.body);
        assert_eq!(*body, told.body, "{id} came with two bodies");
        let body: Value = told.json();
        let event = text(&body["data"]["event"]["id"]).to_owned();
        let known = ids.entry(event.clone()).or_insert_with(|| id.to_owned());
        assert_eq!(known, id, "{event} was told under two ids");
    }
    ids
}

/// Waits until the receivers have heard of every event, and checks how.
async fn check(server: &Server, made: &[(Receiver, String)]) {
    let wanted = wanted(server).await;
    assert!(wanted.len() > 20, "only {} events", wanted.len());
    for (receiver, _) in made {
        let heard = |arrived: &[Received]| events_of(arrived).len() >= wanted.len();
        let arrived = receiver.until(heard).await;
        let told: BTreeSet<String> = events_of(&arrived).into_keys().collect();
        assert_eq!(told, wanted);
    }
}

async fn each_event_is_told_under_one_id_whenever_the_server_is_killed(server: &mut Server) {
    server.start_again_with(&quick());
    let made = made(server, WEBHOOKS).await;
    for round in 0..KILLS {
        let (stop, made_count) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicUsize::new(0)));
        let writer =
            || tokio::spawn(write(server.api(), Arc::clone(&stop), Arc::clone(&made_count)));
        let writers = [writer(), writer()];
        // Every other round ends somewhere in the middle of deliveries, the others maybe before there are any.
        if round % 2 == 0 {
            eventually(async || made_count.load(Ordering::Relaxed) > 0).await;
        }
        let pause = Duration::from_millis(u64::from(round * 7919 % 600));
        tokio::time::sleep(pause).await;
        server.kill();
        stop.store(true, Ordering::Relaxed);
        for writer in writers {
            writer.await.unwrap();
        }
        server.start_again();
    }
    check(server, &made).await;
}

both! {
    each_event_is_told_under_one_id_whenever_the_server_is_killed,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_servers_on_one_database_tell_each_event_under_one_id() {
    let first = Server::start_with(Backend::Postgres, &quick()).await;
    let made = made(&first, WEBHOOKS).await;
    let second = first.beside();
    let stop = Arc::new(AtomicBool::new(false));
    let apis = [first.api(), second.api(), first.api(), second.api()];
    let writer = |api| tokio::spawn(write(api, Arc::clone(&stop), Arc::default()));
    let writers: Vec<_> = apis.into_iter().map(writer).collect();
    made[0].0.first(60).await;
    stop.store(true, Ordering::Relaxed);
    for writer in writers {
        writer.await.unwrap();
    }
    check(&first, &made).await;
    second.finish().await;
    first.finish().await;
}
