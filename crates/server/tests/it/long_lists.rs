//! Lists of long documents: what one reply costs is bounded, and others are answered meanwhile.

use crate::support::{Draft, Server, both, text};
use reqwest::Method;
use serde_json::{Value, json};
use std::fmt::Write as _;

/// Invoices, and lines of each: in memory at once they took some 250 MB.
const INVOICES: usize = 40;
const LINES: usize = 1000;
/// What one list may add to the memory of a server, in kB.
const GROWTH_KB_MAX: u64 = 64 * 1024;
/// More than what waits unread in a connection's buffers.
const REPLY_BYTES_MIN: usize = 3 << 20;

/// The most memory that the server has had, in kB.
fn peak_kb(server: &Server) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", server.pid())).unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

async fn long_invoices(server: &Server) {
    let items: Vec<Value> = (0..LINES)
        .map(|n| json!({"name": format!("Article {n}"), "description": "One of many things", "unit_price": n}))
        .collect();
    let first = server
        .post("/invoices", &json!({"customer": {"company": "A"}, "items": items}))
        .await
        .json(201);
    let path = format!("/invoices/{}/duplicate", text(&first["id"]));
    for _ in 1..INVOICES {
        server.act(&path).await.expect(201);
    }
}

/// The entries of a list in each API's words.
fn entries(list: &Value) -> &Vec<Value> {
    let named = ["data", "items", "docs"].iter().find_map(|name| list[name].as_array());
    named.or_else(|| list.as_array()).expect("a list has entries")
}

async fn a_list_of_long_invoices_takes_little_memory_and_others_are_answered_meanwhile(
    server: &mut Server,
) {
    long_invoices(server).await;
    let short = server.made(json!({"customer": {"company": "B"}}), false).await;
    for path in [
        "/api/v1/invoices?limit=100",
        "/api/v1/invoice/?limit=1000",
        "/v1/invoices?limit=100",
        "/api/invoices?days=365",
        "/api/v1/invoices/export/csv",
    ] {
        server.kill();
        server.start_again();
        server.read(text(&short["id"])).await;
        let before = peak_kb(server);
        // The body of a list is more than a connection holds: while nobody reads on, it is only half told. How long others
        // wait in the meantime is measured by benches/beside.py.
        let listing = server.at("").begin(Method::GET, path, None, "").await.unwrap();
        for _ in 0..10 {
            server.read(text(&short["id"])).await;
        }
        let reply = listing.whole().await.unwrap().expect(200);
        let grown = peak_kb(server).saturating_sub(before);
        assert!(grown < GROWTH_KB_MAX, "{path} took {grown} kB");
        if !path.ends_with("csv") {
            assert!(reply.bytes.len() > REPLY_BYTES_MIN, "{path} has {} bytes", reply.bytes.len());
            let list = reply.body();
            assert_eq!(entries(&list).len(), INVOICES + 1, "{path}");
        }
    }
}

async fn a_long_list_is_the_same_in_pieces(server: &mut Server) {
    // Three of these are more than a piece.
    let items: Vec<Value> =
        (0..400).map(|n| json!({"name": format!("{n}"), "unit_price": 1})).collect();
    let mut made = Vec::new();
    for _ in 0..4 {
        let body = json!({"customer": {"company": "A"}, "items": items});
        made.push(server.post("/invoices", &body).await.json(201));
    }
    let list = server.get("/invoices?limit=100").await.expect(200);
    assert_eq!(list.header("content-type"), Some("application/json"));
    let list = list.body();
    assert_eq!((list["total"].as_i64(), list["page"].as_i64()), (Some(4), Some(1)));
    made.reverse();
    for (shown, made) in list["data"].as_array().unwrap().iter().zip(&made) {
        assert_eq!(*shown, server.read(text(&made["id"])).await);
    }
    let zipped =
        server.with("accept-encoding", "gzip").get("/invoices?limit=100").await.expect(200);
    assert_eq!(zipped.header("content-encoding"), Some("gzip"));
}

async fn a_page_that_is_read_in_steps_is_the_same(server: &mut Server) {
    let ids = async |list: &str| -> Vec<String> {
        let page = server.get(list).await.json(200);
        page["data"].as_array().unwrap().iter().map(|entry| text(&entry["id"]).to_owned()).collect()
    };
    for n in 0..20 {
        server.post("/templates", &json!({"name": format!("T{n}")})).await.expect(201);
    }
    for list in ["/templates", "/templates?search=T1"] {
        let mark = if list.contains('?') { '&' } else { '?' };
        let whole = ids(&format!("{list}{mark}limit=100")).await;
        let mut single = Vec::new();
        for page in 1..=whole.len() {
            single.extend(ids(&format!("{list}{mark}limit=1&page={page}")).await);
        }
        assert_eq!(whole, single, "{list}");
        let first = server.get(&format!("{list}{mark}limit=10")).await.json(200);
        assert_eq!(first["data"].as_array().unwrap().len(), 10);
        let rest =
            ids(&format!("{list}{mark}limit=100&cursor={}", text(&first["next_cursor"]))).await;
        assert_eq!(whole[10..], rest[..], "{list}");
    }
}

async fn a_far_page_is_empty_and_a_near_one_is_found_behind_many(server: &mut Server) {
    let draft = server.draft().await;
    for path in [
        "/invoices?page=1000000",
        "/invoices?page=1000000&limit=100",
        "/invoices?page=900000000&status=draft",
    ] {
        let page = server.get(path).await.json(200);
        assert_eq!(
            (page["data"].as_array().unwrap().len(), page["total"].as_i64()),
            (0, Some(1)),
            "{page}"
        );
    }
    let guest = server.get("/invoice/?offset=9000000000").await.json(200);
    assert_eq!((guest["items"].as_array().unwrap().len(), guest["count"].as_i64()), (0, Some(1)));
    assert_eq!(server.get("/invoices?limit=1").await.json(200)["data"][0]["id"], draft["id"]);
}

async fn a_cursor_that_names_what_no_database_knows_is_refused(server: &mut Server) {
    server.draft().await;
    server.post("/customers", &json!({"company": "A"})).await.expect(201);
    let hex = |parts: &[&str]| -> String {
        let mut text = String::new();
        for byte in parts.join("\n").bytes() {
            write!(text, "{byte:02x}").unwrap();
        }
        text
    };
    let id = "0198f6a0-0000-7000-8000-000000000001";
    let ancient = "-377705023201000000";
    for cursor in [
        hex(&["issue_date", "desc", id, "-009999-01-01"]),
        hex(&["issue_date", "desc", id, "-004800-01-01"]),
        hex(&["issue_date", "desc", id, "2026-1-1"]),
        hex(&[ancient, id]),
        hex(&["created_at", "desc", id, ancient]),
        hex(&["1790000000000000", id, "more"]),
        hex(&["1790000000000000\0", id]),
        "zz".to_owned(),
    ] {
        for list in [
            "/invoices",
            "/invoices?sort=-created_at",
            "/invoices/trash/list",
            "/customers",
            "/products",
            "/taxes",
            "/templates",
            "/recurring-invoices",
            "/jobs",
            "/email-deliveries",
            "/reminder-rules",
        ] {
            let mark = if list.contains('?') { '&' } else { '?' };
            let reply = server.get(&format!("{list}{mark}cursor={cursor}")).await;
            assert_eq!(reply.faults(), ["cursor"], "{list}: {reply}");
        }
    }
}

both! {
    a_list_of_long_invoices_takes_little_memory_and_others_are_answered_meanwhile,
    a_long_list_is_the_same_in_pieces,
    a_page_that_is_read_in_steps_is_the_same,
    a_far_page_is_empty_and_a_near_one_is_found_behind_many,
    a_cursor_that_names_what_no_database_knows_is_refused,
}
