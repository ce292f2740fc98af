//! The tools of assistants, by the official client of the Model Context Protocol: of the old protocol with a handshake, and
//! of the new one, with which a client can ask a person.

use crate::support::{Backend, Clock, Draft, Server, both, decimal, python, text};
use rust_decimal::Decimal;
use serde_json::{Value, json};

const OLD: &str = "legacy";
const NEW: &str = "auto";
const READ: [&str; 9] = [
    "check_einvoice",
    "explain_totals",
    "find_customers",
    "find_invoices",
    "get_document",
    "get_invoice",
    "list_products",
    "report_aging",
    "report_summary",
];
const WRITE: [&str; 7] =
    ["credit", "draft_invoice", "issue", "record_payment", "remind", "send", "void"];

/// Has the client go through some steps, each a connection.
#[track_caller]
fn play(server: &Server, steps: &Value) -> Vec<Value> {
    let task = json!({"url": format!("{}/mcp", server.base()), "steps": steps});
    let said =
        tokio::task::block_in_place(|| python(include_str!("mcp_client.py"), &task.to_string()));
    let seen: Value = serde_json::from_str(&said).unwrap();
    seen["steps"].as_array().unwrap().clone()
}

/// One call of a client that cannot ask anybody.
#[track_caller]
fn call(server: &Server, key: &str, tool: &str, arguments: Value) -> Value {
    let calls = json!([{"tool": tool, "arguments": arguments}]);
    play(server, &json!([{"key": key, "mode": OLD, "calls": calls}]))[0]["calls"][0].clone()
}

/// One call of a client whose person answers.
#[track_caller]
fn asked(server: &Server, person: &str, tool: &str, arguments: Value) -> Value {
    let calls = json!([{"tool": tool, "arguments": arguments}]);
    let step = json!({"key": server.key, "mode": NEW, "person": person, "calls": calls});
    play(server, &json!([step]))[0].clone()
}

async fn key(server: &Server, scope: &str) -> String {
    let made = server.post("/api-keys", &json!({"label": scope, "scope": scope})).await.json(201);
    text(&made["secret"]).to_owned()
}

/// The arguments with the confirmation that a call gave.
fn confirmed(arguments: &Value, shown: &Value) -> Value {
    assert_eq!(shown["data"]["done"], false, "{shown}");
    let mut arguments = arguments.clone();
    arguments["confirmation"] = shown["data"]["confirmation"].clone();
    arguments
}

async fn a_key_has_the_tools_of_its_scope(server: &mut Server) {
    let made = server.issued().await;
    let number = text(&made["number"]).to_owned();
    let read_key = key(server, "read").await;
    let calls = json!([
        {"tool": "find_invoices", "arguments": {"search": "globex", "limit": 5}},
        {"tool": "get_invoice", "arguments": {"invoice": number}},
        {"tool": "explain_totals", "arguments": {"invoice": number}},
        {"tool": "get_document", "arguments": {"invoice": number, "format": "pdf"}},
        {"tool": "get_document", "arguments": {"invoice": number, "format": "html"}},
        {"tool": "check_einvoice", "arguments": {"invoice": number}},
        {"tool": "report_summary"},
        {"tool": "report_aging", "arguments": {"currency": "USD"}},
        {"tool": "find_customers", "arguments": {"search": "globex"}},
        {"tool": "list_products"},
        {"tool": "get_invoice", "arguments": {"invoice": "nothing"}},
        {"tool": "void", "arguments": {"invoice": number}},
    ]);
    for mode in [OLD, NEW] {
        let write = json!({"key": key(server, "write").await, "mode": mode, "tools": true});
        let steps = json!([{"key": read_key, "mode": mode, "tools": true, "calls": calls}, write]);
        let seen = play(server, &steps);
        assert_eq!(seen[0]["tools"], json!(READ), "{mode}");
        let mut both = [&READ[..], &WRITE].concat();
        both.sort_unstable();
        assert_eq!(seen[1]["tools"], json!(both), "{mode}");
        let of = |index: usize| &seen[0]["calls"][index];
        let found = &of(0)["data"]["data"][0];
        assert_eq!((&found["id"], &found["number"]), (&made["id"], &made["number"]));
        assert_eq!(decimal(&found["totals"]["total"]), decimal(&made["totals"]["total"]));
        assert!(found.get("items").is_none(), "a list is short: {found}");
        assert_eq!(of(1)["data"]["id"], made["id"]);
        assert_eq!(of(2)["data"]["calculation"][0]["at"], "/items/0", "{}", of(2));
        assert_eq!(of(3)["mime"], "application/pdf");
        assert!(of(3)["bytes"].as_i64().unwrap() > 10_000);
        assert_eq!(of(4)["mime"], "text/html");
        for index in [5, 6, 7, 8, 9] {
            assert_eq!(of(index)["error"], false, "{}", of(index));
        }
        assert_eq!(of(8)["data"]["data"][0]["company"], "Globex Corporation");
        assert_eq!(of(10)["data"]["code"], "not_found", "{}", of(10));
        assert!(text(&of(11)["refused"]).contains("no tool void"), "{}", of(11));
    }
    assert_eq!(server.read(text(&made["id"])).await["status"], "open");
}

async fn what_changes_something_is_shown_first_and_done_once(server: &mut Server) {
    let customer = json!({"company": "Initech", "email": "pay@initech.example"});
    let items = json!([{"name": "Stapler", "quantity": 3, "unit_price": 0.1}]);
    let draft = json!({"customer": customer, "currency": "EUR", "items": items});
    let shown = call(server, &server.key, "draft_invoice", draft.clone());
    let would_be = &shown["data"]["would_be"];
    assert_eq!(decimal(&would_be["totals"]["total"]), Decimal::new(3, 1), "{shown}");
    assert_eq!(server.count("/invoices").await, 0, "nothing is stored");
    let made = call(server, &server.key, "draft_invoice", confirmed(&draft, &shown));
    let again = call(server, &server.key, "draft_invoice", confirmed(&draft, &shown));
    assert_eq!(made["data"]["result"]["id"], again["data"]["result"]["id"]);
    assert_eq!(server.count("/invoices").await, 1, "one confirmation makes one draft");

    let id = text(&made["data"]["result"]["id"]).to_owned();
    let this = json!({"invoice": id});
    let shown = call(server, &server.key, "issue", this.clone());
    assert!(text(&shown["data"]["ask"]).contains("issue this invoice? "), "{shown}");
    assert_eq!(server.read(&id).await["status"], "draft");
    let issued = call(server, &server.key, "issue", confirmed(&this, &shown));
    assert_eq!(issued["data"]["done"], true, "{issued}");
    let number = issued["data"]["result"]["number"].clone();
    let again = call(server, &server.key, "issue", confirmed(&this, &shown));
    assert_eq!(again["data"]["result"]["number"], number);

    // Of another amount, of another tool, of nobody.
    let part = json!({"invoice": id, "amount": 0.1});
    let shown = call(server, &server.key, "record_payment", part.clone());
    let all = json!({"invoice": id});
    for (tool, arguments) in [
        ("record_payment", confirmed(&all, &shown)),
        ("void", confirmed(&all, &shown)),
        ("record_payment", json!({"invoice": id, "amount": 0.1, "confirmation": "1-2-3"})),
    ] {
        let refused = call(server, &server.key, tool, arguments);
        assert_eq!(refused["data"]["code"], "confirmation_refused", "{refused}");
    }
    let other_key = key(server, "write").await;
    let refused = call(server, &other_key, "record_payment", confirmed(&part, &shown));
    assert_eq!(refused["data"]["code"], "confirmation_refused", "{refused}");
    let paid = call(server, &server.key, "record_payment", confirmed(&part, &shown));
    assert_eq!(decimal(&paid["data"]["result"]["amount"]), Decimal::new(1, 1), "{paid}");
    assert_eq!(decimal(&server.read(&id).await["totals"]["due"]), Decimal::new(2, 1));

    // What was shown has changed since.
    let shown = call(server, &server.key, "credit", this.clone());
    server.post(&format!("/invoices/{id}/payments"), &json!({"amount": 0.1})).await.expect(201);
    let stale = call(server, &server.key, "credit", confirmed(&this, &shown));
    assert_eq!(stale["data"]["code"], "confirmation_stale", "{stale}");
    assert_eq!(server.read(&id).await["credit_notes"], json!([]));

    // What the API refuses is told at once, and nobody is asked.
    let refused = call(server, &server.key, "void", this.clone());
    assert_eq!((&refused["error"], refused["data"].get("confirmation")), (&json!(true), None));
    let refused = call(server, &server.key, "send", this);
    assert_eq!(refused["data"]["code"], "smtp_not_configured", "{refused}");
    let wrong = json!({"items": [{"name": "x", "quantity": "many"}], "status": "open"});
    let refused = call(server, &server.key, "draft_invoice", wrong);
    assert_eq!(refused["data"]["detail"], "status is not for this tool");

    // The history knows that it was a program, and with which key.
    let events = server.get(&format!("/invoices/{id}/events")).await.json(200);
    let by_mcp = |event: &&Value| text(&event["actor"]).starts_with("mcp:");
    let told = events["data"].as_array().unwrap().iter().filter(by_mcp);
    let kinds: Vec<&str> = told.map(|event| text(&event["type"])).collect();
    for kind in ["invoice.created", "invoice.issued", "payment.recorded"] {
        assert!(kinds.contains(&kind), "{kind} is not among {kinds:?}");
    }
}

async fn a_person_is_asked_where_the_client_can(server: &mut Server) {
    let draft = server.draft().await;
    let this = json!({"invoice": draft["id"]});
    let status = async || server.read(text(&draft["id"])).await["status"].clone();
    for no in ["no", "cancel"] {
        let seen = asked(server, no, "issue", this.clone());
        assert_eq!(seen["calls"][0]["data"]["code"], "confirmation_declined", "{seen}");
        assert_eq!(status().await, "draft");
    }
    let seen = asked(server, "yes", "issue", this.clone());
    assert_eq!(seen["version"], "2026-07-28");
    let question = text(&seen["asked"][0]);
    assert!(question.starts_with("Do you want to issue this invoice?"), "{question}");
    assert!(question.contains("Globex Corporation, 6684.9"), "{question}");
    assert_eq!(seen["calls"][0]["data"]["done"], true, "{seen}");
    assert_eq!(status().await, "sent", "its link was given out");
    // Whoever has only looked has asked nobody.
    let seen = asked(server, "no", "get_invoice", this);
    assert_eq!((&seen["asked"], &seen["calls"][0]["error"]), (&json!([]), &json!(false)));
}

async fn another_accounts_invoices_are_not_there(server: &mut Server) {
    let made = server.issued().await;
    let other = server.command_json(&["account", "create", "Other"]);
    let other_key = text(&other["api_key"]);
    let this = json!({"invoice": made["id"]});
    for tool in ["get_invoice", "explain_totals", "check_einvoice", "void", "credit", "remind"] {
        let seen = call(server, other_key, tool, this.clone());
        assert_eq!(
            (&seen["error"], &seen["data"]["status"]),
            (&json!(true), &json!(404)),
            "{seen}"
        );
    }
    let seen = call(server, other_key, "find_invoices", json!({}));
    assert_eq!(seen["data"]["data"], json!([]));
    // Consent for one account is none in another.
    let shown = call(server, &server.key, "void", this.clone());
    let refused = call(server, other_key, "void", confirmed(&this, &shown));
    assert_eq!(refused["data"]["code"], "confirmation_refused", "{refused}");
    assert_eq!(server.read(text(&made["id"])).await["status"], "open");
}

async fn only_who_has_a_key_is_answered_and_under_known_names(server: &mut Server) {
    let mcp = server.at("").with("accept", "application/json, text/event-stream");
    let ping = json!({"jsonrpc": "2.0", "id": 1, "method": "ping"});
    mcp.post("/mcp", &ping).await.expect(200);
    let refused = mcp.without_key().post("/mcp", &ping).await.expect(401);
    assert_eq!(refused.header("www-authenticate").map(|way| &way[..6]), Some("Bearer"));
    mcp.with("host", "evil.example").post("/mcp", &ping).await.expect(403);
    mcp.with("origin", "https://evil.example").post("/mcp", &ping).await.expect(403);
    mcp.get("/mcp").await.expect(405);
}

both! {
    a_key_has_the_tools_of_its_scope,
    what_changes_something_is_shown_first_and_done_once,
    a_person_is_asked_where_the_client_can,
    another_accounts_invoices_are_not_there,
    only_who_has_a_key_is_answered_and_under_known_names,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_confirmation_is_good_for_ten_minutes() {
    let clock = Clock::at("2027-06-01 12:00:00");
    let server = clock.server(Backend::Sqlite, &[]).await;
    let draft = server.draft().await;
    let this = json!({"invoice": draft["id"]});
    let shown = call(&server, &server.key, "issue", this.clone());
    assert_eq!(shown["data"]["confirmation_until"], "2027-06-01T12:10:00Z", "{shown}");
    clock.set("2027-06-01 12:10:01");
    let late = call(&server, &server.key, "issue", confirmed(&this, &shown));
    assert_eq!(late["data"]["code"], "confirmation_expired", "{late}");
    clock.set("2027-06-01 12:09:59");
    let done = call(&server, &server.key, "issue", confirmed(&this, &shown));
    assert_eq!(done["data"]["done"], true, "{done}");
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_one_server_showed_is_done_once_by_any_server_of_its_database() {
    let first = Server::start(Backend::Postgres).await;
    let second = first.beside();
    let draft = first.draft().await;
    let this = json!({"invoice": draft["id"]});
    let shown = call(&first, &first.key, "issue", this.clone());
    let done = call(&second, &first.key, "issue", confirmed(&this, &shown));
    assert_eq!(done["data"]["done"], true, "{done}");
    let again = call(&first, &first.key, "issue", confirmed(&this, &shown));
    assert_eq!(again["data"]["result"]["number"], done["data"]["result"]["number"], "{again}");

    // Used on both at the same moment.
    let part = json!({"invoice": draft["id"], "amount": 10});
    let shown = call(&second, &first.key, "record_payment", part.clone());
    let agreed = confirmed(&part, &shown);
    let paid: Vec<Value> = std::thread::scope(|scope| {
        let (key, agreed) = (&first.key, &agreed);
        let pay = |server| scope.spawn(move || call(server, key, "record_payment", agreed.clone()));
        let under_way = [&first, &second].map(pay);
        under_way.into_iter().map(|one| one.join().unwrap()).collect()
    });
    // Whoever comes second hears the first one's answer.
    for seen in &paid {
        assert_eq!(seen["data"]["done"], true, "{paid:?}");
    }
    let invoice = first.read(text(&draft["id"])).await;
    assert_eq!(decimal(&invoice["totals"]["paid"]), Decimal::TEN);

    // What the other has changed since is not what was agreed to.
    let shown = call(&first, &first.key, "record_payment", part.clone());
    let path = format!("/invoices/{}/payments", text(&draft["id"]));
    second.post(&path, &json!({"amount": 1})).await.expect(201);
    let stale = call(&first, &first.key, "record_payment", confirmed(&part, &shown));
    assert_eq!(stale["data"]["code"], "confirmation_stale", "{stale}");
    // A key that was revoked on one agrees to nothing on the other.
    let other_key = key(&first, "write").await;
    call(&first, &other_key, "find_invoices", json!({}));
    let keys = second.get("/api-keys").await.json(200);
    let id = keys["data"].as_array().unwrap().iter().find(|known| known["label"] == "write");
    second.delete(&format!("/api-keys/{}", text(&id.unwrap()["id"]))).await.expect(204);
    let mcp = first.at("").with("accept", "application/json, text/event-stream");
    let ping = json!({"jsonrpc": "2.0", "id": 1, "method": "ping"});
    mcp.with_key(&other_key).post("/mcp", &ping).await.expect(401);
    assert_eq!(decimal(&first.read(text(&draft["id"])).await["totals"]["paid"]), Decimal::from(11));
    second.finish().await;
    first.finish().await;
}
