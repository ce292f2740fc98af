//! How fast the program is, measured over HTTP with its data on disk: `cargo bench -p net30-server --bench http`.
//!
//! Run it by hand on a quiet machine. It prints a Markdown table. `-- --rows 100000` makes the large list smaller,
//! `-- --seconds 2` every measurement shorter. Everything is kept in a temporary folder of the current disk.

mod apis;
mod client;
mod program;
mod rows;

use client::{Figures, load};
use program::Program;
use std::time::{Duration, Instant};

/// What the command line asks for.
#[derive(Clone, Copy)]
struct Options {
    rows: i64,
    duration: Duration,
}

/// An invoice of three lines, as a client sends it.
const INVOICE: &str = r#"{"customer":{"external_id":"c-1","company":"Globex Corporation","email":"billing@globex.example"},"issue_date":"2026-01-15","payment_terms":"Net 30","currency":"USD","taxes":[{"name":"Sales tax","value":8.875}],"items":[{"name":"Web development","quantity":40,"unit":"hour","unit_price":150},{"name":"Hosting","quantity":2,"unit_price":"19.99"},{"name":"Domain","unit_price":100}]}"#;

fn main() {
    let options = options();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime starts");
    println!("| what | result | p50 | p99 |\n|---|---|---|---|");
    let folder = tempfile::Builder::new()
        .prefix("net30-bench-")
        .tempdir_in(".")
        .expect("this disk takes a folder");
    let commits = rows::plain_commits(&folder.path().join("plain.db"), options.duration);
    row("plain SQLite, one row a commit, synchronous=FULL", &format!("{commits:.0} commits/s"));
    runtime.block_on(measure(&folder, options));
}

fn options() -> Options {
    let arguments: Vec<String> = std::env::args().collect();
    let number = |name: &str, default: u32| {
        let at = arguments.iter().position(|argument| argument == name);
        at.and_then(|at| arguments.get(at + 1)?.parse().ok()).unwrap_or(default)
    };
    Options {
        rows: number("--rows", 1_000_000).into(),
        duration: Duration::from_secs(number("--seconds", 5).into()),
    }
}

fn row(what: &str, result: &str) {
    println!("| {what} | {result} | | |");
}

fn figures(what: &str, measured: &Figures) {
    println!(
        "| {what} | {:.0}/s | {:.2} ms | {:.2} ms |",
        measured.per_second, measured.p50_ms, measured.p99_ms
    );
}

async fn measure(folder: &tempfile::TempDir, options: Options) {
    let data = folder.path().join("data");
    let first = Program::start(&data);
    row("first start (makes the database)", &format!("{:.0} ms", first.start_ms));
    drop(first);
    let mut program = Program::start(&data);
    row("start", &format!("{:.0} ms", program.start_ms));
    row("memory idle", &format!("{:.0} MB", program.resident_mb()));

    let get = one_and_pdfs(&program).await;
    lists(&program, options, "1,000").await;
    let create = program.request("POST", "/api/v1/invoices", Some(INVOICE));
    let issue = program.request("POST", "/api/v1/invoices?issue=true", Some(INVOICE));
    for connections in [1, 64] {
        let measured = load(&program.address, connections, options.duration, &create).await;
        figures(&format!("create (3 lines, durable), {connections} connections"), &measured);
    }
    figures(
        "create and issue, 64 connections",
        &load(&program.address, 64, options.duration, &issue).await,
    );
    for connections in [1, 64] {
        let measured = load(&program.address, connections, options.duration, &get).await;
        figures(&format!("get, {connections} connections"), &measured);
    }
    apis::compare(&program, options.duration).await;
    row("memory under load", &format!("{:.0} MB", program.resident_mb()));

    program.stop();
    let begun = Instant::now();
    rows::fill(&data.join("net30.db"), options.rows);
    row("filling up the table by SQL", &format!("{:.0} s", begun.elapsed().as_secs_f64()));
    let program = Program::start(&data);
    row("start with the large table", &format!("{:.0} ms", program.start_ms));
    lists(&program, options, &format!("{}", options.rows)).await;
    figures(
        "create, 64 connections, large table",
        &load(&program.address, 64, options.duration, &create).await,
    );
    row("memory at the end", &format!("{:.0} MB", program.resident_mb()));
}

/// Makes a thousand invoices, measures PDFs on some of them, and returns a request that reads one.
async fn one_and_pdfs(program: &Program) -> Vec<u8> {
    let mut ids = vec![];
    for index in 0..1000 {
        let issue = if index % 2 == 0 { "?issue=true" } else { "" };
        let create = program.request("POST", &format!("/api/v1/invoices{issue}"), Some(INVOICE));
        let reply = client::once(&program.address, &create).await;
        ids.push(client::id_of(&reply));
    }
    let pdf = |id: &str| program.request("GET", &format!("/api/v1/invoices/{id}/pdf"), None);
    let begun = Instant::now();
    client::once(&program.address, &pdf(&ids[0])).await;
    row("first PDF of a process", &format!("{:.1} ms", begun.elapsed().as_secs_f64() * 1000.0));
    let issued: Vec<Vec<u8>> = ids.iter().step_by(2).skip(1).map(|id| pdf(id)).collect();
    let (alone, together) = issued.split_at(100);
    figures(
        "PDF rendered (each another), 1 connection",
        &client::each_once(&program.address, 1, alone).await,
    );
    figures(
        "PDF rendered (each another), 2 connections",
        &client::each_once(&program.address, 2, together).await,
    );
    figures(
        "PDF fetched again, 2 connections",
        &client::each_once(&program.address, 2, together).await,
    );
    program.request("GET", &format!("/api/v1/invoices/{}", ids[0]), None)
}

async fn lists(program: &Program, options: Options, rows: &str) {
    for (name, query) in [
        ("list of 50", ""),
        ("list of 50, overdue, by total", "&status=overdue&sort=-total"),
        (
            "list of 50, two statuses, March",
            "&status=draft,open&from_date=2026-01-01&to_date=2026-03-31",
        ),
    ] {
        let list = program.request("GET", &format!("/api/v1/invoices?limit=50{query}"), None);
        let measured = load(&program.address, 8, options.duration / 2, &list).await;
        figures(&format!("{name}, {rows} invoices"), &measured);
    }
}
