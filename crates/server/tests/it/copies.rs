//! Wherever the data are carried, whoever follows the history goes on from where it was.

use crate::support::{Api, Backend, Cluster, Draft, Manners, Receiver, Server, eventually, text};
use serde_json::{Value, json};
use std::{collections::BTreeMap, sync::Arc};

const LOCAL: [&str; 1] = ["--allow-private-addresses"];

/// The history from a cursor on to its end, and the cursor there. `last` is an event that it must reach.
async fn read_on(api: &Api, mut cursor: Option<String>, last: &str) -> (Vec<String>, String) {
    let mut ids = vec![];
    eventually("the history", async || {
        let after = cursor.as_ref().map(|cursor| format!("&after={cursor}")).unwrap_or_default();
        let page = api.get(&format!("/events?limit=7{after}")).await.json(200);
        ids.extend(
            page["data"].as_array().unwrap().iter().map(|event| text(&event["id"]).to_owned()),
        );
        cursor = page["next_after"].as_str().map(str::to_owned).or(cursor.take());
        ids.iter().any(|id| id == last).then_some(())
    })
    .await;
    (ids, cursor.unwrap())
}

/// The id of the last event of a document.
async fn last_event(api: &Api, invoice: &Value) -> String {
    let events = api.get(&format!("/invoices/{}/events", text(&invoice["id"]))).await.json(200);
    text(&events["data"].as_array().unwrap().last().unwrap()["id"]).to_owned()
}

/// Who followed the history before it was moved.
struct Followers {
    receiver: Receiver,
    history: Vec<String>,
    /// A cursor after the first events, how many these are, and one at the end.
    half: (String, usize),
    end: String,
}

impl Followers {
    /// Fills a history, and follows it by webhook and by cursor.
    async fn of(server: &Server) -> Self {
        let receiver = Receiver::start(Manners::Answer(200, "")).await;
        let wanted = json!({"url": receiver.url(), "events": ["invoice.issued", "payment.*"]});
        server.post("/webhooks", &wanted).await.expect(201);
        for _ in 0..4 {
            let issued = server.issued().await;
            server.invoice_act(&issued, "mark-paid").await.expect(200);
        }
        let last = last_event(server, &server.issued().await).await;
        let (history, end) = read_on(server, None, &last).await;
        let first = server.get("/events?limit=5").await.json(200);
        let half = (text(&first["next_after"]).to_owned(), first["data"].as_array().unwrap().len());
        receiver.first(9).await;
        Self { receiver, history, half, end }
    }

    /// Follows on at the server to which the data were moved.
    async fn go_on(&self, server: &Server) {
        let issued = server.issued().await;
        let last = last_event(server, &issued).await;
        let (new, _) = read_on(server, Some(self.end.clone()), &last).await;
        assert!(new.iter().all(|id| !self.history.contains(id)), "{new:?}");
        let all = [self.history.clone(), new].concat();
        assert_eq!(read_on(server, None, &last).await.0, all, "the order is the same");
        let (cursor, known) = &self.half;
        assert_eq!(read_on(server, Some(cursor.clone()), &last).await.0, all[*known..]);
        // A cursor of the form that was given before says a transaction of a database that is gone.
        let first = server.get("/events?limit=1").await.json(200);
        let sequence = text(&first["next_after"]).split('.').next().unwrap().to_owned();
        let (rest, _) = read_on(server, Some(format!("987654321-{sequence}")), &last).await;
        assert_eq!(rest, all[1..]);

        server.invoice_act(&issued, "mark-paid").await.expect(200);
        let arrived = self.receiver.first(11).await;
        let mut told: BTreeMap<String, usize> = BTreeMap::new();
        for arrived in arrived {
            *told.entry(text(&arrived.json()["data"]["event"]["id"]).to_owned()).or_default() += 1;
        }
        assert_eq!(told.len(), 11);
        assert!(told.values().all(|times| *times == 1), "{told:?}");
    }
}

/// Lets the source's transactions run ahead of a fresh cluster's.
async fn age(server: &Server) {
    let statement =
        "do $$ begin for i in 1..4000 loop perform pg_current_xact_id(); commit; end loop; end $$";
    server.database.execute(&server.data(), statement).await;
}

async fn moved(server: &mut Server, cluster: &Cluster, statement: &str) -> Server {
    server.kill();
    let database = cluster.copy_of(&server.database).await;
    database.execute(&server.data(), statement).await;
    server.moved_to(Arc::new(database))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_dump_goes_on_in_a_fresh_cluster_whose_transactions_are_younger() {
    let mut server = Server::start_with(Backend::Postgres, &LOCAL).await;
    age(&server).await;
    let followers = Followers::of(&server).await;
    let cluster = Cluster::start();
    let mut other = moved(&mut server, &cluster, "").await;
    followers.go_on(&other).await;
    // And on to a third, by a replica, which carries no counters.
    age(&other).await;
    let further = Followers::of(&other).await;
    let third = Cluster::start();
    let counters = "alter table event alter column sequence restart with 1;
        alter table search_text alter column row restart with 1";
    let last = moved(&mut other, &third, counters).await;
    further.go_on(&last).await;
    last.finish().await;
    drop(other);
}

/// Restores a copy of one server's data for another, which goes on with them.
async fn restored(source: &mut Server, backend: Backend) -> Server {
    let file = source.folder.path().join("copy");
    source.command_json(&["backup", file.to_str().unwrap()]);
    source.kill();
    let mut target = Server::start_with(backend, &LOCAL).await;
    target.kill();
    target.command_json(&["restore", file.to_str().unwrap(), "--force"]);
    std::fs::copy(source.data().join("secret.key"), target.data().join("secret.key")).unwrap();
    target.key.clone_from(&source.key);
    target.account_id.clone_from(&source.account_id);
    target.start_again();
    target
}

async fn goes_on_after_restore(from: Backend, to: Backend) {
    let mut source = Server::start_with(from, &LOCAL).await;
    let followers = Followers::of(&source).await;
    let target = restored(&mut source, to).await;
    followers.go_on(&target).await;
    target.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_copy_of_sqlite_goes_on_in_sqlite() {
    goes_on_after_restore(Backend::Sqlite, Backend::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_copy_of_sqlite_goes_on_in_postgres() {
    goes_on_after_restore(Backend::Sqlite, Backend::Postgres).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_copy_of_postgres_goes_on_in_sqlite() {
    goes_on_after_restore(Backend::Postgres, Backend::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_copy_of_postgres_goes_on_in_postgres() {
    goes_on_after_restore(Backend::Postgres, Backend::Postgres).await;
}

/// What happened after a copy was made is gone when it is restored; what happens then is told all the same.
async fn tells_what_happens_after_an_older_copy_was_restored(backend: Backend) {
    let mut source = Server::start_with(backend, &LOCAL).await;
    source.issued().await;
    let file = source.folder.path().join("copy");
    source.command_json(&["backup", file.to_str().unwrap()]);
    for _ in 0..3 {
        source.issued().await;
    }
    let lost = last_event(&source, &source.issued().await).await;
    let (_, cursor) = read_on(&source, None, &lost).await;
    source.kill();
    source.command_json(&["restore", file.to_str().unwrap(), "--force"]);
    source.start_again();
    let mut made = vec![];
    for _ in 0..6 {
        made.push(last_event(&source, &source.issued().await).await);
    }
    let (told, _) = read_on(&source, Some(cursor), &made[5]).await;
    assert!(made.iter().all(|id| told.contains(id)), "{made:?} of {told:?}");
    source.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_cursor_of_what_was_lost_goes_on_with_what_happens_since_on_sqlite() {
    tells_what_happens_after_an_older_copy_was_restored(Backend::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_cursor_of_what_was_lost_goes_on_with_what_happens_since_on_postgres() {
    tells_what_happens_after_an_older_copy_was_restored(Backend::Postgres).await;
}
