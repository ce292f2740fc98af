//! The first start: from nothing to an invoice and its PDF with what is printed.

use crate::{
    documents::pdf_text,
    support::{Backend, Server, binary, first_key, text},
};
use serde_json::Value;
use std::{
    fs::Permissions,
    io::{BufRead, BufReader, Read},
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

/// A server that is ended with the test.
struct Guard(Child);

impl Drop for Guard {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Runs `serve` and reads what it says up to and with the line that contains `last`.
fn serve(folder: &Path, last: &str) -> (Guard, Vec<String>) {
    let mut command = binary();
    command
        .args(["serve", "--listen", "127.0.0.1:0"])
        .current_dir(folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    let mut child = command.spawn().unwrap();
    let stdout = BufReader::new(child.stdout.take().unwrap());
    let guard = Guard(child);
    let mut said = vec![];
    for line in stdout.lines() {
        said.push(line.unwrap());
        if said.last().unwrap().contains(last) {
            return (guard, said);
        }
    }
    panic!("the server said no {last}: {said:#?}");
}

fn bash(folder: &Path, line: &str) -> Vec<u8> {
    let output = Command::new("bash").arg("-c").arg(line).current_dir(folder).output().unwrap();
    assert!(output.status.success(), "{line}: {}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

#[test]
fn the_printed_lines_make_an_invoice_and_fetch_its_pdf() {
    let folder = tempfile::tempdir().unwrap();
    let (server, said) = serve(folder.path(), "-o invoice.pdf");
    let lines: Vec<&String> =
        said.iter().filter(|line| line.trim_start().starts_with("curl ")).collect();
    assert_eq!(lines.len(), 2, "{said:#?}");
    let made: Value = serde_json::from_slice(&bash(folder.path(), lines[0])).unwrap();
    let number = text(&made["number"]);
    assert!(number.ends_with("-0001"), "{made}");
    bash(folder.path(), lines[1]);
    let says = pdf_text(&std::fs::read(folder.path().join("invoice.pdf")).unwrap());
    assert!(says.contains(number) && says.contains("Globex Corporation"), "{says}");
    drop(server);

    let (_server, said) = serve(folder.path(), "serves http://");
    assert_eq!(said.len(), 1, "a second start is one line and shows no key: {said:#?}");
    assert!(!said[0].contains("net30_"));
}

/// Its output may be kept: in the journal, or by a container.
#[test]
fn a_service_keeps_its_first_key_in_a_file_for_its_owner_and_nowhere_else() {
    let folder = tempfile::tempdir().unwrap();
    let (server, said) = serve(folder.path(), "-o invoice.pdf");
    let line = said.iter().find(|line| line.contains("API key")).unwrap();
    let file = PathBuf::from(line.trim().trim_start_matches("API key").trim());
    assert_eq!(mode(&file), 0o600);
    let key = first_key(file.to_str().unwrap());
    assert!(key.len() > 40 && key.starts_with("net30_"), "{key}");
    assert!(!said.concat().contains(&key), "{said:#?}");
    drop(server);
    for entry in std::fs::read_dir(folder.path().join("net30-data")).unwrap() {
        let path = entry.unwrap().path();
        let mut bytes = vec![];
        std::fs::File::open(&path).unwrap().read_to_end(&mut bytes).unwrap();
        let has_key = bytes.windows(key.len()).any(|window| window == key.as_bytes());
        assert_eq!(has_key, path == file, "{path:?}");
    }
}

#[test]
fn a_person_at_a_terminal_is_shown_the_first_key() {
    let folder = tempfile::tempdir().unwrap();
    let program = binary().get_program().to_str().unwrap().to_owned();
    let mut command = binary_in_terminal(&format!("'{program}' serve --listen 127.0.0.1:0"));
    let mut child = command
        .current_dir(folder.path())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("script of bsdutils, which every Debian has");
    let stdout = BufReader::new(child.stdout.take().unwrap());
    let _guard = Guard(child);
    let shown =
        stdout.lines().map(|line| line.unwrap()).find(|line| line.contains("API key")).unwrap();
    assert!(shown.contains("API key  net30_"), "{shown}");
    assert!(!folder.path().join("net30-data/first-api-key").exists());
}

/// A shell line whose output is a terminal.
fn binary_in_terminal(line: &str) -> Command {
    let mut command = binary();
    let mut script = Command::new("script");
    for (name, value) in command.env("LC_ALL", "C").get_envs() {
        match value {
            Some(value) => script.env(name, value),
            None => script.env_remove(name),
        };
    }
    script.args(["-q", "-e", "-c", &format!("exec {line}"), "/dev/null"]);
    script
}

fn mode(path: &Path) -> u32 {
    std::fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[test]
fn the_data_is_for_its_owner_alone_and_an_open_folder_is_warned_of() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("net30-data");
    let open =
        |path: &Path, mode| std::fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
    let (server, _) = serve(folder.path(), "-o invoice.pdf");
    for name in ["net30.db", "net30.db-wal", "net30.db-shm", "secret.key"] {
        assert_eq!(mode(&data.join(name)), 0o600, "{name}");
    }
    assert_eq!(mode(&data), 0o700);
    drop(server);
    // As an older version, or a careless copy, left it.
    open(&data, 0o755);
    open(&data.join("net30.db"), 0o644);
    let mut command = binary();
    let log = folder.path().join("log");
    command
        .args(["serve", "--listen", "127.0.0.1:0"])
        .current_dir(folder.path())
        .stdout(Stdio::piped())
        .stderr(std::fs::File::create(&log).unwrap());
    let mut child = command.spawn().unwrap();
    let stdout = child.stdout.take().unwrap();
    let _guard = Guard(child);
    BufReader::new(stdout).lines().next().unwrap().unwrap();
    let said = std::fs::read_to_string(&log).unwrap();
    assert!(said.contains("others than its owner may enter the data folder"), "{said}");
    assert!(said.contains("chmod 700 "), "{said}");
    assert_eq!(mode(&data.join("net30.db")), 0o600);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_second_start_serves_what_the_first_one_kept() {
    use crate::support::Draft;
    let mut server = Server::start(Backend::Sqlite).await;
    let issued = server.issued().await;
    server.kill();
    let said = server.start_again();
    assert_eq!(said["first_start"], false);
    assert!(said.get("api_key").is_none());
    let mut kept = server.read(text(&issued["id"])).await;
    // Links begin with the address, and the port is another one.
    kept["links"] = issued["links"].clone();
    assert_eq!(kept, issued);
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_servers_that_start_at_once_on_one_new_postgres_database_both_serve() {
    let one = Server::start(Backend::Postgres).await;
    let two = one.beside();
    two.get("/invoices").await.expect(200);
    one.finish().await;
    two.finish().await;
}
