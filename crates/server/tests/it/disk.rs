//! A disk that does not keep what it is given is no longer written to.

use crate::support::{Backend, Draft, Server, preload, said, text};
use serde_json::json;
use std::{os::unix::fs::FileExt, path::Path, time::Duration};

/// Says whether the disk fails, to the library that answers in its place.
fn set_disk(file: &Path, fails: bool) {
    let file = std::fs::File::options().write(true).create(true).truncate(false).open(file);
    file.unwrap().write_all_at(&[u8::from(fails)], 0).unwrap();
}

/// A server on a disk whose behaviour the file says.
async fn server_on(file: &Path) -> Server {
    set_disk(file, false);
    let library = preload::compiled("disk");
    let environment =
        [("LD_PRELOAD", library.to_str().unwrap()), ("TEST_DISK", file.to_str().unwrap())];
    Server::start_in(Backend::Sqlite, &[], &environment).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn after_a_failed_fsync_nothing_is_written_until_the_next_start() {
    let folder = tempfile::tempdir().unwrap();
    let disk = folder.path().join("disk");
    let mut server = server_on(&disk).await;
    let kept = server.issued().await;
    assert_eq!(server.at("").get("/readyz").await.status, 200);

    set_disk(&disk, true);
    let body = crate::support::invoice();
    let refused = server.post("/invoices?issue=true", &body).await;
    assert_eq!(refused.problem(503), "disk_failed");
    // The disk takes everything again, and would keep all but what it lost: that is not believed.
    set_disk(&disk, false);
    for _ in 0..3 {
        let refused = server.post("/invoices", &body).await;
        assert_eq!(refused.problem(503), "disk_failed");
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
    assert_eq!(server.at("").get("/readyz").await.problem(503), "disk_failed");
    assert_eq!(server.at("").get("/healthz").await.status, 200);
    // What was kept before is there to be read.
    assert_eq!(server.read(text(&kept["id"])).await["number"], kept["number"]);
    let told = server.log().lines().filter(|line| line.contains("\"level\":\"ERROR\"")).count();
    assert!((1..5).contains(&told), "an operator is told once or twice: {}", server.log());
    assert!(server.log().contains("until net30 is started again"), "{}", server.log());

    server.ask_to_stop();
    let status = tokio::task::block_in_place(|| server.wait());
    assert!(status.success(), "{}", server.log());
    server.start_again();
    assert_eq!(server.at("").get("/readyz").await.status, 200);
    let after = server.issued().await;
    assert_ne!(after["number"], kept["number"]);
    server.patch("/settings", &json!({"lock": "strict"})).await.expect(200);
    let verified = server.command(&["verify"]);
    assert!(verified.status.success(), "{}", said(&verified));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_fsync_that_fails_while_the_log_is_copied_back_counts_too() {
    let folder = tempfile::tempdir().unwrap();
    let disk = folder.path().join("disk");
    let server = server_on(&disk).await;
    server.issued().await;
    // Once nothing has been written for a second the log is copied back into the database file.
    set_disk(&disk, true);
    let begun = std::time::Instant::now();
    while server.at("").get("/readyz").await.status == 200 {
        assert!(begun.elapsed() < Duration::from_mins(1), "nobody noticed: {}", server.log());
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    set_disk(&disk, false);
    let refused = server.post("/invoices", &crate::support::invoice()).await;
    assert_eq!(refused.problem(503), "disk_failed");
}
