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

both_at! {
    an_invoice_is_overdue_once_when_the_day_after_begins_for_its_account = "2027-06-12 12:00:00",
}
