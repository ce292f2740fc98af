//! Few open files: the limit is raised at the start, and connections leave room for what requests need.

use crate::support::{Api, Draft, binary, eventually, first_key, text};
use serde_json::{Value, json};
use std::{
    io::{BufRead, BufReader},
    net::TcpStream,
    path::Path,
    process::{Child, Command, Stdio},
    time::Duration,
};
use tempfile::TempDir;

/// What the server begins with, and what the system lets it have.
const SOFT: usize = 64;
const HARD: usize = 300;
/// Half of them are for connections.
const CONNECTIONS: usize = HARD / 2;

/// A server that was started with few open files; it ends with the test.
struct Limited {
    child: Child,
    folder: TempDir,
    api: Api,
}

impl Limited {
    fn start() -> Self {
        let folder = tempfile::Builder::new().prefix("net30-test-").tempdir().unwrap();
        let log = std::fs::File::create(folder.path().join("log")).unwrap();
        let mut command = Command::new("prlimit");
        command.arg(format!("--nofile={SOFT}:{HARD}")).arg(binary().get_program());
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("NET30_") {
                command.env_remove(name);
            }
        }
        let mut child = command
            .args(["serve", "--json", "--listen", "127.0.0.1:0", "--connections-per-address", "0"])
            .env("NET30_DATA", folder.path().join("data"))
            .env("NET30_LOG_FORMAT", "json")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .expect("prlimit of util-linux, which every Debian has");
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let said: Value = serde_json::from_str(&line).unwrap_or_else(|_| {
            let _ = child.kill();
            panic!("it did not start: {}", log_of(folder.path()))
        });
        let key = first_key(text(&said["api_key_file"]));
        let api = Api::new(text(&said["url"]), &key);
        Self { child, folder, api }
    }

    /// Connections on which nothing is said.
    fn silent(&self, count: usize) -> Vec<TcpStream> {
        let address = self.api.base().strip_prefix("http://").unwrap();
        (0..count).map(|_| TcpStream::connect(address).unwrap()).collect()
    }
}

impl Drop for Limited {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn log_of(folder: &Path) -> String {
    std::fs::read_to_string(folder.join("log")).unwrap_or_default()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_limit_is_raised_and_silent_clients_leave_room_for_requests() {
    let server = Limited::start();
    let limits = format!("/proc/{}/limits", server.child.id());
    eventually("the limit to be raised", async || {
        let limits = std::fs::read_to_string(&limits).unwrap();
        let files = limits.lines().find(|line| line.starts_with("Max open files")).unwrap();
        (files.split_whitespace().nth(3) == Some(&HARD.to_string())).then_some(())
    })
    .await;

    // Beside those that say nothing there is room for all that requests need of the disk.
    let id = text(&server.api.issued().await["id"]).to_owned();
    let held = server.silent(CONNECTIONS - 30);
    let asking = (0..25).map(|n| {
        let (api, id) = (server.api.clone(), id.clone());
        async move {
            match n % 3 {
                0 => api.get(&format!("/invoices/{id}/pdf")).await.expect(200),
                1 => api.post("/customers", &json!({"company": "C"})).await.expect(201),
                _ => api.get("/invoices?limit=100").await.expect(200),
            }
        }
    });
    futures_util::future::join_all(asking).await;

    drop(held);
    let answered = tokio::time::timeout(Duration::from_secs(10), server.api.read(&id)).await;
    assert_eq!(answered.unwrap()["id"], id);
    let log = log_of(server.folder.path());
    assert!(!log.contains("\"level\":\"ERROR\"") && !log.contains("open files"), "{log}");
}
