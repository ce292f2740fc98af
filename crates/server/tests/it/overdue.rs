//! That an invoice is overdue is told once, when its account's day begins.

use crate::support::{Api, Clock, Draft, Server, both_at, eventually, text};
use serde_json::{Value, json};

/// Issues an invoice that is due on a day.
async fn due(api: &Api, day: &str) -> Value {
    api.made(json!({"issue_date": "2027-04-01", "due_date": day}), true).await
}

/// The due dates of which an invoice's history says that they have passed.
async fn told(api: &Api, invoice: &Value) -> Vec<Value> {
    let events = api.get(&format!("/invoices/{}/events", text(&invoice["id"]))).await.json(200);
    let overdue = |event: &&Value| event["type"] == "invoice.overdue";
    let told = events["data"].as_array().unwrap().iter().filter(overdue);
    told.map(|event| event["data"]["due_date"].clone()).collect()
}

/// Waits until an invoice is told of.
async fn wait_for(api: &Api, invoice: &Value) {
    eventually("that it is overdue", async || (!told(api, invoice).await.is_empty()).then_some(()))
        .await;
}

async fn an_invoice_is_overdue_once_when_the_day_after_begins_for_its_account(
    server: &mut Server,
    clock: &Clock,
) {
    let elsewhere = server.command_json(&["account", "create", "In Greenwich"]);
    let elsewhere = server.with_key(text(&elsewhere["api_key"]));
    let zone = json!({"time_zone": "America/Los_Angeles"});
    server.patch("/settings", &zone).await.expect(200);
    let [open, paid] = [due(server, "2027-06-20").await, due(server, "2027-06-20").await];
    let long_ago = due(server, "2027-05-01").await;
    let draft =
        server.made(json!({"issue_date": "2027-04-01", "due_date": "2027-06-20"}), false).await;
    let witness = due(&elsewhere, "2027-06-20").await;

    // In California it is still the day on which it is due.
    clock.set("2027-06-21 06:59:59");
    wait_for(&elsewhere, &witness).await;
    assert_eq!(told(server, &open).await, Vec::<Value>::new());
    server.invoice_act(&paid, "mark-paid").await.expect(200);
    clock.set("2027-06-21 07:00:00");
    wait_for(server, &open).await;

    // Another day tells of what is overdue then, and of nothing again; unless it is issued anew.
    server.invoice_act(&open, "unpublish").await.expect(200);
    let path = format!("/invoices/{}", text(&open["id"]));
    server.patch(&path, &json!({"due_date": "2027-06-22"})).await.expect(200);
    server.invoice_act(&open, "publish").await.expect(200);
    let next = due(&elsewhere, "2027-06-21").await;
    clock.set("2027-06-22 07:00:00");
    wait_for(&elsewhere, &next).await;
    assert_eq!(told(server, &open).await, ["2027-06-20"]);
    let last = due(server, "2027-06-22").await;
    clock.set("2027-06-23 07:00:00");
    wait_for(server, &last).await;
    assert_eq!(told(server, &open).await, ["2027-06-20", "2027-06-22"]);
    assert_eq!(told(&elsewhere, &witness).await, ["2027-06-20"]);
    for quiet in [&paid, &long_ago, &draft] {
        assert_eq!(told(server, quiet).await, Vec::<Value>::new(), "{quiet}");
    }
}

/// Where each API shows an invoice.
fn shown_at(invoice: &Value) -> [String; 4] {
    let id = text(&invoice["id"]);
    [
        format!("/api/v1/invoices/{id}"),
        format!("/api/invoices/{id}"),
        format!("/v1/invoices/{id}"),
        format!("/api/v1/invoice/{id}"),
    ]
}

async fn who_has_the_revision_is_told_what_a_day_or_the_customer_made_of_it(
    server: &mut Server,
    clock: &Clock,
) {
    let root = server.at("");
    let read = async |path: &str, revision: &Value| {
        root.with("if-none-match", &format!("\"{revision}\"")).get(path).await
    };
    let open = due(server, "2027-06-20").await;
    for path in shown_at(&open) {
        assert_eq!(read(&path, &open["revision"]).await.status, 304, "{path}");
    }
    clock.set("2027-06-23 12:00:00");
    for path in shown_at(&open) {
        read(&path, &open["revision"]).await.expect(200);
    }
    let [path, ..] = shown_at(&open);
    assert_eq!(read(&path, &open["revision"]).await.json(200)["status"], "overdue");
    // Once it is written anew, its revision says so.
    let sent = server.invoice_act(&open, "mark-sent").await.json(200);
    clock.set("2027-06-26 12:00:00");
    for path in shown_at(&sent) {
        assert_eq!(read(&path, &sent["revision"]).await.status, 304, "{path}");
    }

    let draft = server.draft().await;
    let [path, ..] = shown_at(&draft);
    assert_eq!(read(&path, &draft["revision"]).await.status, 304);
    clock.set("2027-06-26 13:00:00");
    let customer = format!("/customers/{}", text(&draft["customer_id"]));
    server.patch(&customer, &json!({"company": "Globex Ltd"})).await.expect(200);
    let renamed = read(&path, &draft["revision"]).await.json(200);
    assert_eq!(renamed["customer"]["company"], "Globex Ltd");
    assert_eq!(renamed["revision"], draft["revision"]);
}

both_at! {
    who_has_the_revision_is_told_what_a_day_or_the_customer_made_of_it = "2027-06-12 12:00:00",
    an_invoice_is_overdue_once_when_the_day_after_begins_for_its_account = "2027-06-12 12:00:00",
}
