//! What a database cannot show by itself: a chain that was cut, or written anew from some link on.

use super::{Copy, fill};
use crate::support::{Backend, Draft, Server, both, eventually, text};
use rusqlite::{Connection, params};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use std::path::Path;

/// A link of an account's chain as it lies in SQLite.
pub(crate) struct Link {
    pub(crate) account: String,
    sequence: i64,
    id: String,
    at_us: i64,
    actor: String,
    kind: String,
    object: String,
    pub(crate) data: String,
}

/// Writes the chains anew: each link with the data that `change` makes of its own, and hashes that fit.
pub(crate) fn rewrite(data: &Path, change: impl Fn(&Link) -> String) {
    let connection = Connection::open(data.join("net30.db")).unwrap();
    let mut select = connection
        .prepare(
            "select book_sequence, id, at, actor, kind, object_id, data, account_id from event
            where book_sequence is not null order by account_id, book_sequence",
        )
        .unwrap();
    let uuid = |bytes: Vec<u8>| uuid::Uuid::from_slice(&bytes).unwrap().to_string();
    let links = select.query_map([], |row| {
        Ok(Link {
            sequence: row.get(0)?,
            id: uuid(row.get(1)?),
            at_us: row.get(2)?,
            actor: row.get(3)?,
            kind: row.get(4)?,
            object: uuid(row.get(5)?),
            data: row.get(6)?,
            account: uuid(row.get(7)?),
        })
    });
    let links: Vec<Link> = links.unwrap().map(Result::unwrap).collect();
    let (mut previous, mut account) = (vec![0; 32], String::new());
    for mut link in links {
        if link.account != account {
            (previous, account) = (vec![0; 32], link.account.clone());
        }
        link.data = change(&link);
        let mut hash = Sha256::new_with_prefix(&previous);
        hash.update(link.sequence.to_be_bytes());
        let at = jiff::Timestamp::from_microsecond(link.at_us).unwrap();
        for field in
            [&link.id, &format!("{at:.6}"), &link.actor, &link.kind, &link.object, &link.data]
        {
            hash.update((field.len() as u64).to_be_bytes());
            hash.update(field.as_bytes());
        }
        let hash = hash.finalize().to_vec();
        let of = uuid::Uuid::parse_str(&link.account).unwrap().into_bytes();
        let update = "update event set data = ?2, book_previous = ?3, book_hash = ?4
            where book_sequence = ?1 and account_id = ?5";
        connection.execute(update, params![link.sequence, link.data, previous, hash, of]).unwrap();
        let update = "update chain set sequence = ?1, hash = ?2 where account_id = ?3";
        connection.execute(update, params![link.sequence, hash, of]).unwrap();
        previous = hash;
    }
}

/// The data of a link without what versions before hashes of content did not write.
pub(crate) fn as_before(link: &Link) -> String {
    let mut data: Value = serde_json::from_str(&link.data).unwrap();
    for field in ["content", "series", "place"] {
        data.as_object_mut().unwrap().remove(field);
    }
    data.to_string()
}

async fn stopped(backend: Backend) -> Server {
    let mut server = Server::start(backend).await;
    fill(&server).await;
    server.ask_to_stop();
    assert!(tokio::task::block_in_place(|| server.wait()).success(), "{}", server.log());
    server
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_issued_by_an_older_version_is_protected_from_the_first_start_on() {
    let server = stopped(Backend::Sqlite).await;
    let old = Copy::of(&server).await;
    rewrite(old.data(), as_before);
    old.database.change(old.data(), "delete from history_sum").await;
    assert_eq!(old.fault(&[]), None, "its books are anchored and hold");
    let events = "select count(*) from event where kind = 'account.books_anchored'";
    let count = |copy: &Copy| {
        let connection = Connection::open(copy.data().join("net30.db")).unwrap();
        connection.query_row(events, [], |row| row.get::<_, i64>(0)).unwrap()
    };
    assert_eq!(old.fault(&[]), None);
    assert_eq!(count(&old), 1, "once");
    for (statements, rule) in [
        ("update line set name = 'x' where position = 1", "content"),
        (
            "update invoice set issue = json_set(issue, '$.seller.name', 'x') where number like 'CN%'",
            "content",
        ),
        ("update payment set notes = 'x'", "payment"),
        ("update refund set notes = 'x'", "refund"),
        ("update sequence set next = 1", "numbering"),
        ("delete from anchored where object_id = (select min(object_id) from anchored)", "content"),
        ("update event set actor = 'system' where kind = 'invoice.created'", "history"),
        ("delete from history_sum", "history"),
    ] {
        let copy =
            Copy { folder: tempfile::tempdir().unwrap(), database: old.database.copy().await };
        for file in std::fs::read_dir(old.data()).unwrap() {
            let file = file.unwrap();
            std::fs::copy(file.path(), copy.data().join(file.file_name())).unwrap();
        }
        assert!(copy.database.change(copy.data(), statements).await > 0, "{statements}");
        let found = copy.fault(&[]).unwrap_or_else(|| panic!("nobody noticed: {statements}"));
        assert_eq!(found.0, rule, "{statements}: {}", found.1);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_chain_that_was_written_anew_is_found_by_an_anchor() {
    let server = stopped(Backend::Sqlite).await;
    let copy = Copy::of(&server).await;
    let anchor = copy.data().join("anchor");
    let anchor = ["--anchor", anchor.to_str().unwrap()];
    assert_eq!(copy.fault(&anchor), None);
    let kept = std::fs::read_to_string(anchor[1]).unwrap();
    rewrite(copy.data(), |link| match link.kind.as_str() {
        "invoice.issued" => link.data.replace("\"net\":\"", "\"net\":\"9"),
        _ => link.data.clone(),
    });
    assert_eq!(copy.fault(&anchor).unwrap().0, "anchor");
    assert_eq!(
        std::fs::read_to_string(anchor[1]).unwrap(),
        kept,
        "it is not brought up to what is wrong"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_anchor_that_is_not_the_servers_own_is_refused() {
    let server = stopped(Backend::Sqlite).await;
    let copy = Copy::of(&server).await;
    let file = copy.data().join("anchor");
    let anchor = ["--anchor", file.to_str().unwrap()];
    assert_eq!(copy.fault(&anchor), None);
    let line: Value = serde_json::from_str(&std::fs::read_to_string(&file).unwrap()).unwrap();
    let mut forged = line.clone();
    forged["sequence"] = json!(line["sequence"].as_i64().unwrap() - 1);
    std::fs::write(&file, forged.to_string()).unwrap();
    let output = copy.verify(&anchor);
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!output.status.success() && told.contains("signed"), "{told}");
    // Without a signature it is taken at its word, as what a person has copied from a screen.
    let mut copied = line;
    copied.as_object_mut().unwrap().remove("signature");
    std::fs::write(&file, copied.to_string()).unwrap();
    assert_eq!(copy.fault(&anchor), None);
    std::fs::write(&file, "no head").unwrap();
    assert!(!copy.verify(&anchor).status.success());
}

async fn a_chain_whose_last_links_were_cut_off_is_found_by_an_anchor(server: &mut Server) {
    server.issued().await;
    let file = server.folder.path().join("anchor");
    let anchor = file.to_str().unwrap();
    server.command_json(&["verify", "--anchor", anchor]);
    server.patch("/settings", &json!({"lock": "strict"})).await.expect(200);
    // It moves on with the books.
    let report = server.command_json(&["verify", "--anchor", anchor]);
    let line: Value = serde_json::from_str(&std::fs::read_to_string(&file).unwrap()).unwrap();
    assert_eq!(line, report["heads"][0]);
    server.books_are_broken();
    let cut = "update chain set sequence = sequence - 1,
                hash = (select book_previous from event where kind = 'settings.lock_changed');
            delete from event where kind = 'settings.lock_changed'";
    server.database.execute(&server.data(), cut).await;
    let output = server.command(&["--json", "verify", "--anchor", anchor]);
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["fault"]["rule"], "anchor", "{report}");
}

async fn the_log_has_the_heads_of_the_books_signed(server: &mut Server) {
    let mut lines = vec![];
    eventually("the line", async || {
        lines = server
            .log()
            .lines()
            .filter(|line| line.contains("head of the books"))
            .map(str::to_owned)
            .collect();
        (!lines.is_empty()).then_some(())
    })
    .await;
    server.issued().await;
    let told: Value = serde_json::from_str(&lines[0]).unwrap();
    assert_eq!(told["account_id"], server.account_id.as_str());
    let mut line = serde_json::Map::new();
    for field in ["account_id", "sequence", "hash", "signature"] {
        line.insert(field.to_owned(), told[field].clone());
    }
    let file = server.folder.path().join("anchor");
    std::fs::write(&file, Value::Object(line).to_string()).unwrap();
    let report = server.command_json(&["verify", "--anchor", file.to_str().unwrap()]);
    assert_eq!(report["fault"], Value::Null);
    assert!(text(&report["heads"][0]["hash"]).len() == 64);
}

both! {
    a_chain_whose_last_links_were_cut_off_is_found_by_an_anchor,
    the_log_has_the_heads_of_the_books_signed,
}
