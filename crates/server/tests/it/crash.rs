//! `kill -9` at any moment: what was acknowledged is there, and the books hold.

use crate::support::{Api, Draft, Server, both, invoice, text};
use std::sync::{
    Arc, Mutex,
    atomic::{AtomicBool, Ordering},
};

/// Issues invoices until the server is gone; what was acknowledged is noted.
async fn write(api: Api, acknowledged: Arc<Mutex<Vec<(String, String)>>>, stop: Arc<AtomicBool>) {
    let body = invoice().to_string().into_bytes();
    while !stop.load(Ordering::Relaxed) {
        let sent = api.try_send(
            reqwest::Method::POST,
            "/invoices?issue=true",
            Some(body.clone()),
            "application/json",
        );
        let Ok(reply) = sent.await else { break };
        let made = reply.json(201);
        let entry = (text(&made["id"]).to_owned(), text(&made["number"]).to_owned());
        acknowledged.lock().unwrap().push(entry);
    }
}

async fn killed_while_writing(server: &mut Server, enough: usize) -> Vec<(String, String)> {
    let acknowledged = Arc::new(Mutex::new(vec![]));
    let stop = Arc::new(AtomicBool::new(false));
    let writers: Vec<_> = (0..16)
        .map(|_| tokio::spawn(write(server.api(), Arc::clone(&acknowledged), Arc::clone(&stop))))
        .collect();
    while acknowledged.lock().unwrap().len() < enough {
        tokio::time::sleep(std::time::Duration::from_millis(1)).await;
    }
    server.kill();
    stop.store(true, Ordering::Relaxed);
    for writer in writers {
        writer.await.unwrap();
    }
    server.start_again();
    let acknowledged = acknowledged.lock().unwrap();
    acknowledged.clone()
}

async fn what_was_acknowledged_survives_kill_9(server: &mut Server) {
    for round in 1..=3 {
        let acknowledged = killed_while_writing(server, 40 * round).await;
        for (id, number) in &acknowledged {
            assert_eq!(server.read(id).await["number"], number.as_str());
        }
        let output = server.command(&["verify"]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    }
    // Numbers go on without a gap: as many as there are invoices.
    let count = server.count("/invoices").await;
    let next = server.issued().await;
    let place: i64 = text(&next["number"]).rsplit('-').next().unwrap().parse().unwrap();
    assert_eq!(place, count + 1);
}

async fn sigterm_finishes_what_was_begun_and_loses_nothing(server: &mut Server) {
    let acknowledged = Arc::new(Mutex::new(vec![]));
    let stop = Arc::new(AtomicBool::new(false));
    let writers: Vec<_> = (0..8)
        .map(|_| tokio::spawn(write(server.api(), Arc::clone(&acknowledged), Arc::clone(&stop))))
        .collect();
    while acknowledged.lock().unwrap().len() < 20 {
        tokio::time::sleep(std::time::Duration::from_millis(1)).await;
    }
    server.ask_to_stop();
    for writer in writers {
        writer.await.unwrap();
    }
    assert_eq!(tokio::task::block_in_place(|| server.wait()).code(), Some(0), "{}", server.log());
    server.start_again();
    let acknowledged = acknowledged.lock().unwrap().clone();
    for (id, number) in &acknowledged {
        assert_eq!(server.read(id).await["number"], number.as_str());
    }
}

both! {
    what_was_acknowledged_survives_kill_9,
    sigterm_finishes_what_was_begun_and_loses_nothing,
}
