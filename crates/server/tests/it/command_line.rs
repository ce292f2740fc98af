//! The command line, beside a running server and without one.

use crate::{
    documents::pdf_text,
    support::{Backend, Draft, Server, binary, both, invoice, text},
};
use serde_json::{Value, json};
use std::process::Output;

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// The program in a folder of its own, without a server.
fn alone(folder: &tempfile::TempDir, arguments: &[&str]) -> Output {
    binary().current_dir(folder.path()).args(arguments).output().unwrap()
}

async fn an_account_made_beside_the_server_works_at_once(server: &mut Server) {
    let made = server.command_json(&[
        "account",
        "create",
        "Zweite GmbH",
        "--currency",
        "eur",
        "--country",
        "DE",
    ]);
    let api = server.with_key(text(&made["api_key"]));
    let settings = api.get("/settings").await.json(200);
    assert_eq!(settings["company"]["name"], "Zweite GmbH");
    assert_eq!((text(&settings["currency"]), text(&settings["lang"])), ("EUR", "de"));
    let same = server.command_json(&[
        "account",
        "create",
        "Third",
        "--organisation",
        text(&made["organisation_id"]),
    ]);
    assert_eq!(same["organisation_id"], made["organisation_id"]);
    assert_eq!(api.with("scope-id", text(&same["account_id"])).count("/invoices").await, 0);
}

async fn a_key_is_made_listed_and_revoked(server: &mut Server) {
    let made = server.command_json(&[
        "key",
        "create",
        "--account",
        &server.account_id,
        "--label",
        "reader",
        "--scope",
        "read",
    ]);
    let api = server.with_key(text(&made["api_key"]));
    api.get("/invoices").await.expect(200);
    api.post("/invoices", &invoice()).await.expect(403);
    let list = server.command_json(&["key", "list"]);
    let listed = list["keys"]
        .as_array()
        .unwrap()
        .iter()
        .find(|key| key["key_id"] == made["key_id"])
        .unwrap()
        .clone();
    assert_eq!((text(&listed["label"]), text(&listed["scope"])), ("reader", "read"));
    assert!(!list.to_string().contains(text(&made["api_key"])));
    server.command_json(&["key", "revoke", text(&made["key_id"])]);
    api.get("/invoices").await.expect(401);
    server.command_json(&["key", "revoke", text(&made["key_id"])]);
}

async fn unknown_ids_fail_with_a_hint(server: &mut Server) {
    let unknown = uuid::Uuid::now_v7().to_string();
    for arguments in [
        vec!["key", "revoke", &unknown],
        vec!["key", "create", "--account", &unknown],
        vec!["verify", "--account", &unknown],
        vec!["account", "create", "A", "--organisation", &unknown],
        vec!["account", "create", " "],
    ] {
        let output = server.command(&arguments);
        assert_eq!(output.status.code(), Some(1), "{arguments:?}");
        assert!(
            stderr(&output).starts_with("error: ") && output.stdout.is_empty(),
            "{}",
            stderr(&output)
        );
    }
}

async fn a_backup_taken_while_writing_restores_to_clean_books(server: &mut Server) {
    let writing = (0..30).map(|_| server.issued());
    let issued = futures_util::future::join_all(writing).await;
    let file = server.folder.path().join("backup.db");
    let file_name = file.to_str().unwrap();
    let (backup, _) = tokio::join!(
        async { tokio::task::block_in_place(|| server.command_json(&["backup", file_name])) },
        futures_util::future::join_all((0..30).map(|_| server.issued())),
    );
    assert!(backup["bytes"].as_u64().unwrap() > 1000);
    server.invoice_act(&issued[0], "void").await.expect(200);

    // Into an empty SQLite database: nothing is in the way.
    let other = tempfile::tempdir().unwrap();
    let data = other.path().join("restored");
    let data = data.to_str().unwrap();
    let restored = alone(&other, &["restore", file_name, "--data", data]);
    assert!(restored.status.success(), "{}", stderr(&restored));
    let verified = alone(&other, &["--json", "verify", "--data", data]);
    assert!(verified.status.success(), "{}", String::from_utf8_lossy(&verified.stdout));
    let report: Value = serde_json::from_slice(&verified.stdout).unwrap();
    assert!(report["documents"].as_i64().unwrap() >= 30);

    // Into a database with accounts: only by force.
    server.ask_to_stop();
    tokio::task::block_in_place(|| server.wait());
    let refused = server.command(&["restore", file_name]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(stderr(&refused).contains("--force"), "{}", stderr(&refused));
    let forced = server.command(&["restore", file_name, "--force"]);
    assert!(forced.status.success(), "{}", stderr(&forced));
    server.start_again();
    assert_eq!(server.read(text(&issued[0]["id"])).await["status"], "open");
    let next = server.issued().await;
    assert!(server.get("/invoices").await.json(200)["total"].as_i64().unwrap() >= 31, "{next}");
}

async fn migrate_may_be_run_at_any_time(server: &mut Server) {
    server.command_json(&["migrate"]);
    server.issued().await;
}

both! {
    an_account_made_beside_the_server_works_at_once,
    a_key_is_made_listed_and_revoked,
    unknown_ids_fail_with_a_hint,
    a_backup_taken_while_writing_restores_to_clean_books,
    migrate_may_be_run_at_any_time,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_second_server_on_the_same_folder_is_refused() {
    let server = Server::start(Backend::Sqlite).await;
    let output = server.command(&["serve", "--listen", "127.0.0.1:0"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("already running"), "{}", stderr(&output));
    let restore = server.command(&["restore", "log"]);
    assert!(stderr(&restore).contains("already running"), "{}", stderr(&restore));
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_address_in_use_is_named() {
    let server = Server::start(Backend::Sqlite).await;
    let folder = tempfile::tempdir().unwrap();
    let address = server.base().strip_prefix("http://").unwrap();
    let output = alone(&folder, &["serve", "--listen", address]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        stderr(&output).contains(address) && stderr(&output).contains("--listen"),
        "{}",
        stderr(&output)
    );
    server.finish().await;
}

#[test]
fn wrong_usage_ends_with_2_and_failure_with_1() {
    let folder = tempfile::tempdir().unwrap();
    for (arguments, code) in [
        (vec!["nonsense"], 2),
        (vec![], 2),
        (vec!["serve", "--listen", "here"], 2),
        (vec!["key", "revoke", "x"], 2),
        (vec!["account", "create", "A", "--currency", "ABC"], 2),
        (vec!["render", "a.json"], 2),
        (vec!["verify"], 1),
        (vec!["key", "list"], 1),
        (vec!["backup", "b.db"], 1),
        (vec!["restore", "missing.db"], 1),
        (vec!["render", "missing.json", "-o", "x.pdf"], 1),
        (vec!["--config", "missing.toml", "migrate"], 1),
        (vec!["--log", "a=b=c", "migrate"], 1),
        (vec!["--database-url", "mysql://x", "migrate"], 1),
        (vec!["--public-url", "nonsense", "migrate"], 1),
        (vec!["--version"], 0),
        (vec!["--help"], 0),
        (vec!["serve", "--help"], 0),
    ] {
        let output = alone(&folder, &arguments);
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {}", stderr(&output));
        if code != 0 {
            assert!(output.stdout.is_empty() && !output.stderr.is_empty(), "{arguments:?}");
        }
    }
    assert!(
        !folder.path().join("net30-data").exists(),
        "a command that failed left a folder behind"
    );
}

#[test]
fn the_settings_file_and_the_environment_are_heard() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("net30.toml"), "data = \"from-file\"\n").unwrap();
    assert!(alone(&folder, &["migrate"]).status.success());
    assert!(folder.path().join("from-file/net30.db").is_file());
    let status = binary()
        .current_dir(folder.path())
        .env("NET30_DATA", "from-environment")
        .arg("migrate")
        .status()
        .unwrap();
    assert!(status.success() && folder.path().join("from-environment/net30.db").is_file());
    assert!(alone(&folder, &["migrate", "--data", "from-flag"]).status.success());
    assert!(folder.path().join("from-flag/net30.db").is_file());
    std::fs::write(folder.path().join("net30.toml"), "dta = \"x\"\n").unwrap();
    let output = alone(&folder, &["migrate"]);
    assert!(
        output.status.code() == Some(1) && stderr(&output).contains("dta"),
        "{}",
        stderr(&output)
    );
}

#[test]
fn the_data_folder_is_nobody_elses() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    assert!(alone(&folder, &["migrate"]).status.success());
    let mode = std::fs::metadata(folder.path().join("net30-data")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o700);
}

#[test]
fn openapi_is_printed_without_a_database() {
    let folder = tempfile::tempdir().unwrap();
    let output = alone(&folder, &["openapi"]);
    let document: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert!(text(&document["openapi"]).starts_with("3.1"));
    assert!(document["paths"]["/api/v1/invoices"]["post"].is_object());
    assert!(!folder.path().join("net30-data").exists());
}

#[test]
fn a_document_is_rendered_without_a_database() {
    let folder = tempfile::tempdir().unwrap();
    let mut body = invoice();
    body["company"] = json!({"name": "Nordlicht Werkstatt", "address": {"country": "DE"}});
    body["lang"] = json!("en");
    body["template"] = json!({"layout": "modern", "accent_color": "#336699"});
    body["number"] = json!("R-7");
    body["issue_date"] = json!("2026-01-15");
    std::fs::write(folder.path().join("invoice.json"), body.to_string()).unwrap();
    let output = alone(&folder, &["render", "invoice.json", "-o", "one.pdf"]);
    assert!(output.status.success(), "{}", stderr(&output));
    let pdf = std::fs::read(folder.path().join("one.pdf")).unwrap();
    let says = pdf_text(&pdf);
    for expected in ["R-7", "Nordlicht Werkstatt", "Globex Corporation", "6,684.90"] {
        assert!(says.contains(expected), "{expected} is not in {says}");
    }
    assert!(alone(&folder, &["render", "invoice.json", "-o", "two.pdf"]).status.success());
    assert_eq!(
        std::fs::read(folder.path().join("two.pdf")).unwrap(),
        pdf,
        "the same input gives the same bytes"
    );
    let html = alone(&folder, &["render", "invoice.json", "-o", "-", "--format", "html"]);
    assert!(String::from_utf8(html.stdout).unwrap().contains("Nordlicht Werkstatt"));
    std::fs::write(
        folder.path().join("bad.json"),
        json!({"items": [{"unit_price": "x"}]}).to_string(),
    )
    .unwrap();
    let bad = alone(&folder, &["render", "bad.json", "-o", "bad.pdf"]);
    assert_eq!(bad.status.code(), Some(1));
    for named in ["/customer", "/company", "/items/0/unit_price"] {
        assert!(stderr(&bad).contains(named), "{named} is not in {}", stderr(&bad));
    }
    assert!(!folder.path().join("bad.pdf").exists() && !folder.path().join("net30-data").exists());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_reply_of_the_server_can_be_rendered() {
    let server = Server::start(Backend::Sqlite).await;
    let mut reply = server.issued().await;
    reply["company"] = json!({"name": "My company"});
    std::fs::write(server.folder.path().join("reply.json"), reply.to_string()).unwrap();
    let output = server.command(&["render", "reply.json", "-o", "reply.pdf"]);
    assert!(output.status.success(), "{}", stderr(&output));
    let says = pdf_text(&std::fs::read(server.folder.path().join("reply.pdf")).unwrap());
    assert!(says.contains(text(&reply["number"])) && says.contains("6,684.90"), "{says}");
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn replies_of_the_api_can_be_rendered_as_they_are() {
    let server = Server::start(Backend::Sqlite).await;
    let company = json!({"company": {"name": "Nordlicht Werkstatt", "address": {"country": "DE"}}});
    server.patch("/settings", &company).await.expect(200);
    let issued = server.issued().await;
    let path = format!("/invoices/{}", text(&issued["id"]));
    server.post(&format!("{path}/payments"), &json!({"amount": 10})).await.expect(201);
    let note = server.act(&format!("{path}/credit-note")).await.json(201);
    let in_folder = |name: &str| server.folder.path().join(name);
    for (name, reply) in [
        ("invoice", server.get(&path).await),
        ("credit-note", server.get(&format!("/invoices/{}", text(&note["id"]))).await),
        ("draft", server.get(&format!("/invoices/{}", text(&server.draft().await["id"]))).await),
        ("settings", server.get("/settings").await),
    ] {
        std::fs::write(in_folder(&format!("{name}.json")), reply.expect(200).bytes).unwrap();
    }
    for (name, said) in [
        ("invoice", text(&issued["number"])),
        ("credit-note", text(&note["number"])),
        ("draft", "Globex"),
    ] {
        let (from, to) = (format!("{name}.json"), format!("{name}.pdf"));
        let bare = server.command(&["render", &from, "-o", &to]);
        assert!(bare.status.success() && stderr(&bare).contains("--company"), "{}", stderr(&bare));
        assert!(pdf_text(&std::fs::read(in_folder(&to)).unwrap()).contains("My company"));
        let whole = server.command(&["render", &from, "-o", &to, "--company", "settings.json"]);
        assert!(whole.status.success() && whole.stderr.is_empty(), "{}", stderr(&whole));
        let says = pdf_text(&std::fs::read(in_folder(&to)).unwrap());
        assert!(says.contains("Nordlicht Werkstatt") && says.contains(said), "{says}");
    }
    let refused = server.command(&["render", "invoice.json", "-o", "s.csv"]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(
        stderr(&refused).contains(".csv") && stderr(&refused).contains("--format"),
        "{}",
        stderr(&refused)
    );
    assert!(!in_folder("s.csv").exists());
    server.finish().await;
}

/// The permissions of a file.
fn mode(path: &std::path::Path) -> u32 {
    use std::os::unix::fs::PermissionsExt;
    std::fs::metadata(path).unwrap().permissions().mode() & 0o777
}

async fn copies_are_for_their_owner_alone_and_leave_nothing_outside_the_data_folder(
    server: &mut Server,
) {
    server.issued().await;
    let file = server.folder.path().join("backup.db");
    // The shared folder for what is temporary: whatever was unpacked there, others could read or prepare.
    let shared = server.folder.path().join("tmp");
    std::fs::create_dir(&shared).unwrap();
    server.command_json(&["backup", file.to_str().unwrap()]);
    assert_eq!(mode(&file), 0o600);
    let other = tempfile::tempdir().unwrap();
    let restore = |data: &str| {
        binary()
            .current_dir(other.path())
            .env("TMPDIR", &shared)
            .args(["restore", file.to_str().unwrap(), "--data", data])
            .output()
            .unwrap()
    };
    std::fs::set_permissions(&shared, std::os::unix::fs::PermissionsExt::from_mode(0o500)).unwrap();
    let restored = restore("restored");
    assert!(restored.status.success(), "{}", stderr(&restored));
    let names: Vec<String> = std::fs::read_dir(other.path().join("restored"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| !name.starts_with("net30.db"))
        .collect();
    assert_eq!(names, ["server.lock"], "the working copy is gone");
    assert_eq!(std::fs::read_dir(&shared).unwrap().count(), 0);
    assert_eq!(mode(&other.path().join("restored/net30.db")), 0o600);
}

async fn a_restored_server_without_its_secret_key_says_so_once(server: &mut Server) {
    assert!(!server.log().contains("secret key"), "{}", server.log());
    server
        .post("/webhooks", &json!({"url": "https://hooks.example.com/a", "events": ["*"]}))
        .await
        .expect(201);
    server.ask_to_stop();
    tokio::task::block_in_place(|| server.wait());
    server.start_again();
    assert!(!server.log().contains("another secret key"), "{}", server.log());
    server.ask_to_stop();
    tokio::task::block_in_place(|| server.wait());
    std::fs::remove_file(server.data().join("secret.key")).unwrap();
    server.start_again();
    let log = server.log();
    let told: Vec<&str> = log.lines().filter(|line| line.contains("another secret key")).collect();
    assert_eq!(told.len(), 1, "{log}");
    assert!(told[0].contains("copy the former server's secret.key to "), "{}", told[0]);
}

async fn accounts_and_keys_are_listed_with_their_names(server: &mut Server) {
    let made = server.command_json(&["account", "create", "Zweite GmbH", "--currency", "EUR"]);
    let listed = server.command_json(&["account", "list"]);
    let accounts = listed["accounts"].as_array().unwrap();
    assert_eq!(accounts.len(), 2, "{listed}");
    let second =
        accounts.iter().find(|account| account["account_id"] == made["account_id"]).unwrap();
    assert_eq!(
        [&second["name"], &second["currency"], &second["state"]],
        ["Zweite GmbH", "EUR", "active"]
    );
    let keys = server.command_json(&["key", "list"]);
    let names: Vec<&str> =
        keys["keys"].as_array().unwrap().iter().map(|key| text(&key["account_name"])).collect();
    assert_eq!(names, ["My company", "Zweite GmbH"]);
    for arguments in [["account", "list"], ["key", "list"]] {
        let shown = server.command(&arguments).stdout;
        assert!(String::from_utf8(shown).unwrap().contains("Zweite GmbH"), "{arguments:?}");
    }
}

both! {
    copies_are_for_their_owner_alone_and_leave_nothing_outside_the_data_folder,
    a_restored_server_without_its_secret_key_says_so_once,
    accounts_and_keys_are_listed_with_their_names,
}

#[test]
fn shells_and_man_know_every_command() {
    let folder = tempfile::tempdir().unwrap();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = alone(&folder, &["completions", shell]);
        let words = String::from_utf8(script.stdout).unwrap();
        for word in ["serve", "account", "public-url"] {
            assert!(words.contains(word), "{shell} does not know {word}");
        }
    }
    let written = alone(&folder, &["manual", "pages"]);
    assert!(written.status.success(), "{}", stderr(&written));
    let page = |name: &str| {
        std::fs::read_to_string(folder.path().join("pages").join(name).with_extension("1")).unwrap()
    };
    assert!(page("net30").contains(r"net30\-serve(1)"), "{}", page("net30"));
    assert!(page("net30-account-create").contains("ISO 4217"));
}

#[test]
fn who_asks_for_health_hears_whether_a_server_is_there() {
    let folder = tempfile::tempdir().unwrap();
    let nobody = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let answer = alone(&folder, &["health", "--listen", &nobody.to_string()]);
    assert_eq!(answer.status.code(), Some(1));
    assert!(stderr(&answer).contains(&format!("no answer of {nobody}")), "{}", stderr(&answer));
}

#[test]
fn colours_are_for_terminals() {
    let folder = tempfile::tempdir().unwrap();
    // `script` makes a terminal of its own.
    let within = |command: &str, no_color: &str| {
        let program = binary().get_program().to_str().unwrap().to_owned();
        let mut script = std::process::Command::new("script");
        script.args([
            "--quiet",
            "--return",
            "--command",
            &format!("{program} {command}"),
            "/dev/null",
        ]);
        script.current_dir(folder.path()).env("TERM", "xterm").env("NO_COLOR", no_color);
        String::from_utf8(script.output().unwrap().stdout).unwrap()
    };
    assert!(within("restore nothing", "").contains("\u{1b}[1;31merror:\u{1b}[0m "));
    assert!(within("restore nothing", "1").contains("error: "));
    assert!(!within("restore nothing", "1").contains('\u{1b}'));
    assert!(stderr(&alone(&folder, &["restore", "nothing"])).starts_with("error: "));
}
