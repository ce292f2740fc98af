//! Makes a database to be stored, with all that `tests/recorded/everything.http` does:
//!
//! ```text
//! NET30_KEEP=2026-11-0123abc cargo nextest run --release --run-ignored only stored::keep
//! ```
//!
//! The name is that of the month and of the commit whose program writes it; a line in `mod.rs` has it tested from then on.
//! It needs `pg_dump`.

use super::{SECRET_KEY, Way, file, objects, opened};
use crate::{
    recorded::{self, Player, Script, Stage, hold_script},
    support::{Backend, Clock, Cluster, TestDatabase, binary, said},
    tampering::anchors,
};
use flate2::{Compression, write::GzEncoder};
use std::{io::Write as _, path::Path};

fn pack(bytes: &[u8], file: &Path) {
    let mut packed = GzEncoder::new(std::fs::File::create(file).unwrap(), Compression::best());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "writes files of the tree"]
async fn a_database_is_stored() {
    let stem = std::env::var("NET30_KEEP").expect("NET30_KEEP says the month and the commit");
    let script = Script::read(&recorded::file("everything"));
    let mut stage = Stage::set(&script, Backend::Sqlite, &[("NET30_SECRET_KEY", SECRET_KEY)]).await;
    let (now, second, third) = {
        let mut player = stage.player();
        hold_script(&script, &mut player).await;
        (player.now(), player.value_of("second"), player.value_of("third"))
    };
    let now = now.to_string().replace('T', " ").trim_end_matches('Z').to_owned();
    stage.server.command_json(&["account", "suspend", &third]);
    stop(&mut stage);
    age(&stage, &second).await;
    // The books of before are anchored at this start.
    stage.server.start_again();
    stop(&mut stage);

    let copy = stage.server.folder.path().join("copy");
    stage.server.command_json(&["backup", copy.to_str().unwrap()]);
    pack(&std::fs::read(&copy).unwrap(), &file(&stem, "sqlite.gz"));
    pack(dump_of(&copy).await.as_bytes(), &file(&stem, "postgres.sql.gz"));

    let clock = Clock::at(&now);
    let key = stage.server.key.clone();
    let server = opened(&stem, Way::Sqlite, &clock, &key).await;
    let requests = objects::requests(&server, &second, &third).await;
    let preamble =
        format!("What the program of {stem} shows of its database.\n\n@now {now}\n@key {key}");
    let script = file(&stem, "http");
    std::fs::write(&script, format!("{preamble}\n\n{requests}")).unwrap();
    let script = Script::read(&script);
    let mut player = Player::exact(&server, &clock, &now);
    let mut replies = vec![];
    for exchange in &script.exchanges {
        replies.push(player.play(exchange).await);
    }
    script.write(&replies);
    server.finish().await;
}

fn stop(stage: &mut Stage) {
    stage.server.ask_to_stop();
    let status = tokio::task::block_in_place(|| stage.server.wait());
    assert!(status.success(), "{}", stage.server.log());
}

/// Makes what the documents of an account, and the drafts that are tagged so, were under the first rules of calculation;
/// and of that account what its books were before hashes of content were chained.
async fn age(stage: &Stage, account: &str) {
    let of = format!("x'{}'", account.replace('-', ""));
    let forget = format!(
        "update invoice set totals = json_remove(totals, '$.rules', '$.inclusive')
            where account_id = {of} or id in (select invoice_id from invoice_tag join tag on tag.id = tag_id where folded = 'first rules');
        delete from history_sum where account_id = {of}"
    );
    let data = stage.server.data();
    assert!(stage.server.database.change(&data, &forget).await > 3);
    anchors::rewrite(&data, |link| {
        if link.account == account { anchors::as_before(link) } else { link.data.clone() }
    });
}

/// A dump of a PostgreSQL database with the content of a copy, without what only its own version of PostgreSQL knows.
async fn dump_of(copy: &Path) -> String {
    let database = TestDatabase::make(Backend::Postgres).await;
    let data = tempfile::tempdir().unwrap();
    let mut restore = binary();
    restore.env("NET30_DATA", data.path()).env("NET30_DATABASE_URL", database.url().unwrap());
    let restored = restore.arg("restore").arg(copy).output().unwrap();
    assert!(restored.status.success(), "{}", said(&restored));
    let dump = Cluster::dumped(&database);
    let is_foreign = |line: &str| {
        ["SET ", "\\", "SELECT pg_catalog.set_config"].iter().any(|begin| line.starts_with(begin))
    };
    let mut kept: Vec<&str> = vec![];
    for line in dump.lines() {
        // Within a statement, a line is a text's.
        let begins = kept.last().is_none_or(|last| last.is_empty() || last.ends_with(';'));
        if !(begins && is_foreign(line)) {
            kept.push(line);
        }
    }
    kept.join("\n")
}
