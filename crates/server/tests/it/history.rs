//! The history: every change is told, and whoever tampers with it is found out.

use crate::support::{Draft, Server, both, text};
use serde_json::{Value, json};

async fn tampered(server: &mut Server, statement: &str) -> Value {
    let issued = server.issued().await;
    server.invoice_act(&issued, "mark-paid").await.expect(200);
    server.issued().await;
    assert_eq!(server.command_json(&["verify"])["fault"], Value::Null);
    server.books_are_broken();
    server.database.execute(&server.data(), statement).await;
    let output = server.command(&["--json", "verify"]);
    assert_eq!(output.status.code(), Some(1), "nobody noticed: {statement}");
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["fault"]["account_id"], server.account_id.as_str());
    assert!(!text(&report["fault"]["message"]).is_empty());
    report["fault"].clone()
}

async fn every_change_is_told_in_order_with_its_author(server: &mut Server) {
    let draft = server.draft().await;
    let path = format!("/invoices/{}", text(&draft["id"]));
    server.patch(&path, &json!({"notes": "x"})).await.expect(200);
    for action in ["publish", "unpublish", "publish", "mark-sent", "mark-paid"] {
        server.invoice_act(&draft, action).await.expect(200);
    }
    let events = server.get(&format!("{path}/events")).await.json(200);
    let types: Vec<&str> =
        events["data"].as_array().unwrap().iter().map(|event| text(&event["type"])).collect();
    let expected = [
        "invoice.created",
        "invoice.updated",
        "invoice.issued",
        "invoice.unpublished",
        "invoice.issued",
        "invoice.sent",
        "payment.recorded",
        "invoice.paid",
    ];
    let mut rest = types.iter();
    for word in expected {
        assert!(rest.any(|found| *found == word), "{word} is not in its place in {types:?}");
    }
    let actor = text(&events["data"][0]["actor"]);
    assert!(actor.starts_with("key:"), "{actor}");
    let update = &events["data"]
        .as_array()
        .unwrap()
        .iter()
        .find(|event| event["type"] == "invoice.updated")
        .unwrap()["data"];
    assert_eq!(update["notes"], json!([null, "x"]));
}

async fn the_log_of_the_account_is_read_on_from_where_one_was(server: &mut Server) {
    server.issued().await;
    // On PostgreSQL the log waits for every transaction that began earlier, so that it never skips one.
    let first = loop {
        let first = server.get("/events?limit=3").await.json(200);
        if first["data"].as_array().unwrap().len() == 3 {
            break first;
        }
        tokio::task::yield_now().await;
    };
    let first_ids: Vec<&Value> =
        first["data"].as_array().unwrap().iter().map(|event| &event["id"]).collect();
    assert_eq!(first_ids.len(), 3);
    let next = text(&first["next_after"]).to_owned();
    server.issued().await;
    let mut after = vec![];
    let mut cursor = next;
    while after.len() < 4 {
        let page = server.get(&format!("/events?limit=3&after={cursor}")).await.json(200);
        after.extend(page["data"].as_array().unwrap().iter().map(|event| event["id"].clone()));
        if let Some(next) = page["next_after"].as_str() {
            next.clone_into(&mut cursor);
        }
    }
    assert!(first_ids.iter().all(|id| !after.contains(id)));
    assert_eq!(server.get("/events?after=nonsense").await.status, 422);
}

async fn a_changed_event_is_found(server: &mut Server) {
    let fault =
        tampered(server, "update event set data = '{\"number\":\"X\"}' where book_sequence = 2")
            .await;
    assert_eq!(fault["rule"], "chain");
}

async fn a_removed_event_is_found(server: &mut Server) {
    tampered(server, "delete from event where book_sequence = 3").await;
}

async fn a_removed_last_event_is_found(server: &mut Server) {
    tampered(
        server,
        "delete from event where book_sequence = (select max(book_sequence) from event)",
    )
    .await;
}

async fn a_changed_amount_is_found(server: &mut Server) {
    tampered(server, "update line set net_minor = net_minor + 1, total_minor = total_minor + 1 where position = 0").await;
}

async fn a_changed_price_is_found(server: &mut Server) {
    tampered(server, "update line set unit_price = '151' where position = 0").await;
}

async fn a_changed_number_is_found(server: &mut Server) {
    tampered(server, "update invoice set number = 'INV-9' where number like '%0001'").await;
}

async fn a_changed_payment_is_found(server: &mut Server) {
    tampered(server, "update payment set amount_minor = amount_minor - 100").await;
}

both! {
    every_change_is_told_in_order_with_its_author,
    the_log_of_the_account_is_read_on_from_where_one_was,
    a_changed_event_is_found,
    a_removed_event_is_found,
    a_removed_last_event_is_found,
    a_changed_amount_is_found,
    a_changed_price_is_found,
    a_changed_number_is_found,
    a_changed_payment_is_found,
}
