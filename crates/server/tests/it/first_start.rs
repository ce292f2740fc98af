//! The first start: from nothing to an invoice and its PDF with what is printed.

use crate::{
    documents::pdf_text,
    support::{Backend, Server, binary, text},
};
use serde_json::Value;
use std::{
    io::{BufRead, BufReader, Read},
    path::Path,
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

#[test]
fn a_key_is_in_no_file_of_the_data_folder() {
    let folder = tempfile::tempdir().unwrap();
    let (server, said) = serve(folder.path(), "API key");
    let key = said.last().unwrap().split_whitespace().last().unwrap().to_owned();
    assert!(key.len() > 40 && key.starts_with("net30_"), "{said:?}");
    drop(server);
    for entry in std::fs::read_dir(folder.path().join("net30-data")).unwrap() {
        let mut bytes = vec![];
        std::fs::File::open(entry.unwrap().path()).unwrap().read_to_end(&mut bytes).unwrap();
        assert!(!bytes.windows(key.len()).any(|window| window == key.as_bytes()));
    }
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
