//! Whether the server can do what it is asked, and what it still can when its disk is full.

use crate::support::{Api, Backend, Draft, Server, both, eventually, text};
use serde_json::json;
use std::process::Command;

/// Waits until `/readyz` answers with a status, and returns what it says.
async fn readyz(api: &Api, status: u16) -> String {
    let root = api.at("");
    eventually("/readyz", async || {
        let reply = root.get("/readyz").await;
        (reply.status == status).then(|| reply.text())
    })
    .await
}

/// Keeps others from writing until it is dropped.
enum Blocked {
    Sqlite(rusqlite::Connection),
    Postgres(tokio_postgres::Client),
}

async fn block_writes(server: &Server) -> Blocked {
    let Some(url) = server.database.url() else {
        let connection = rusqlite::Connection::open(server.data().join("net30.db")).unwrap();
        connection.busy_timeout(std::time::Duration::from_secs(10)).unwrap();
        connection.execute_batch("begin immediate").unwrap();
        return Blocked::Sqlite(connection);
    };
    let (client, connection) = tokio_postgres::connect(&url, tokio_postgres::NoTls).await.unwrap();
    tokio::spawn(connection);
    client.batch_execute("begin; lock table heartbeat in exclusive mode").await.unwrap();
    Blocked::Postgres(client)
}

async fn unblock(blocked: Blocked) {
    match blocked {
        Blocked::Sqlite(connection) => connection.execute_batch("rollback").unwrap(),
        Blocked::Postgres(client) => client.batch_execute("rollback").await.unwrap(),
    }
}

async fn a_server_whose_writes_wait_is_not_ready(server: &mut Server) {
    assert_eq!(readyz(server, 200).await, "ready\n");
    let blocked = block_writes(server).await;
    let told = readyz(server, 503).await;
    assert!(told.contains("writes wait for the database"), "{told}");
    assert_eq!(server.at("").get("/healthz").await.expect(200).text(), "ok\n");
    server.get("/invoices").await.expect(200);
    unblock(blocked).await;
    readyz(server, 200).await;
}

both! {
    a_server_whose_writes_wait_is_not_ready,
}

/// Lets the server write no further than so many bytes into any file, as a full disk would; -1 for as far as it likes.
fn limit_files(server: &Server, bytes: i64) {
    let limit = if bytes < 0 { "unlimited:".to_owned() } else { format!("{bytes}:") };
    let pid = server.pid().to_string();
    let limited =
        Command::new("prlimit").args(["--pid", &pid, &format!("--fsize={limit}")]).status();
    assert!(limited.expect("prlimit of util-linux, which every Debian has").success());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_a_full_disk_nothing_is_kept_and_what_can_be_read_is_answered() {
    let server = Server::start(Backend::Sqlite).await;
    let issued = server.issued().await;
    limit_files(&server, 1);
    let told = readyz(&server, 503).await;
    assert!(told.contains("the database takes no writes"), "{told}");
    let refused = server
        .post(
            "/invoices",
            &json!({"customer": {"company": "C"}, "items": [{"name": "x", "unit_price": 1}]}),
        )
        .await;
    assert_eq!(refused.status, 503, "{}", refused.text());
    server.read(text(&issued["id"])).await;
    let pdf = format!("/invoices/{}/pdf", text(&issued["id"]));
    let rendered = server.get(&pdf).await.expect(200).bytes;
    assert!(rendered.starts_with(b"%PDF"));
    limit_files(&server, -1);
    readyz(&server, 200).await;
    // Now it is kept, and the same.
    assert!(server.get(&pdf).await.expect(200).bytes == rendered);
    assert_eq!(server.count("/invoices").await, 1);
    let output = server.command(&["verify"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
}
