//! Credit notes: whole, in part, and never more than is left.

use crate::support::{Draft, Reply, Server, both, text};
use serde_json::{Value, json};

async fn credit(server: &Server, invoice: &Value, body: Value) -> Reply {
    server.post(&format!("/invoices/{}/credit-note", text(&invoice["id"])), &body).await
}

async fn an_unpublished_credit_note_credits_nothing(server: &mut Server) {
    let issued = server.issued().await;
    let note = credit(server, &issued, json!({})).await.json(201);
    server.invoice_act(&note, "unpublish").await.expect(200);
    let after = server.read(text(&issued["id"])).await;
    assert_eq!(after["totals"]["due"], issued["totals"]["due"]);
    assert_eq!(after["status"], "open");
    assert_eq!(server.count("/invoices?status=open&type=invoice").await, 1);
    server.invoice_act(&note, "publish").await.expect(200);
    assert_eq!(server.read(text(&issued["id"])).await["status"], "credited");
}

async fn a_credit_note_is_not_issued_again_above_what_remains(server: &mut Server) {
    let issued = server.issued().await;
    let first = credit(server, &issued, json!({})).await.json(201);
    server.invoice_act(&first, "unpublish").await.expect(200);
    let second = credit(server, &issued, json!({})).await.json(201);
    assert_eq!(server.invoice_act(&first, "publish").await.problem(409), "credit_above_invoice");
    assert_eq!(server.read(text(&issued["id"])).await["totals"]["due"].to_string(), "0.00");
    server.invoice_act(&second, "void").await.expect(200);
    let again = server.invoice_act(&first, "publish").await.json(200);
    assert_eq!(again["number"], first["number"]);
    assert_eq!(again["totals"], first["totals"]);
}

async fn an_unpublished_credit_note_goes_on_taking_back_what_it_took(server: &mut Server) {
    let issued = server.issued().await;
    let part = json!({"items": [{"id": issued["items"][0]["id"], "quantity": 10}, {"id": issued["items"][1]["id"]}]});
    let note = credit(server, &issued, part).await.json(201);
    server.invoice_act(&note, "unpublish").await.expect(200);
    let path = format!("/invoices/{}", text(&note["id"]));
    let figures = json!({"items": [{"name": "another", "unit_price": 1}], "currency": "EUR", "discount_type": "amount", "discount_value": 0.5});
    let refused = server.patch(&path, &figures).await;
    assert_eq!(refused.faults(), ["/currency", "/items", "/discount_value"], "{refused}");
    let guest = format!("/v1/invoices/{}", text(&note["id"]));
    let refused =
        server.at("").patch(&guest, &json!({"items": [{"name": "another", "price": 1}]})).await;
    assert_eq!(refused.status, 422, "{refused}");
    let written = server.patch(&path, &json!({"notes": "As agreed"})).await.json(200);
    assert_eq!(written["totals"], note["totals"]);
    let again = server.invoice_act(&note, "publish").await.json(200);
    for same in ["number", "items", "totals"] {
        assert_eq!(again[same], note[same], "{same}");
    }
    assert_eq!(again["notes"], "As agreed");
}

async fn a_credit_note_is_not_issued_again_for_a_draft(server: &mut Server) {
    let issued = server.issued().await;
    let note = credit(server, &issued, json!({})).await.json(201);
    server.invoice_act(&note, "unpublish").await.expect(200);
    server.invoice_act(&issued, "unpublish").await.expect(200);
    assert_eq!(server.invoice_act(&note, "publish").await.problem(409), "invalid_transition");
    server.invoice_act(&issued, "publish").await.expect(200);
    server.invoice_act(&note, "publish").await.expect(200);
}

async fn a_credit_note_of_the_whole_leaves_nothing_due(server: &mut Server) {
    let issued =
        server.made(json!({"discount_type": "percentage", "discount_value": "3.33"}), true).await;
    let note = credit(server, &issued, json!({})).await.json(201);
    assert_eq!(note["type"], "credit_note");
    assert_eq!(note["credits"]["id"], issued["id"]);
    for figure in ["subtotal", "discount", "net", "tax", "gross", "total"] {
        assert_eq!(note["totals"][figure], issued["totals"][figure], "{figure}");
    }
    let note = match note["status"].as_str() {
        Some("draft") => server.invoice_act(&note, "publish").await.json(200),
        _ => note,
    };
    assert!(text(&note["number"]).starts_with("CN-"));
    let after = server.read(text(&issued["id"])).await;
    assert_eq!(after["totals"]["due"].to_string(), "0.00");
    assert_eq!(after["credit_notes"][0]["id"], note["id"]);
    assert_eq!(after["status"], "credited");
    assert_eq!(credit(server, &issued, json!({})).await.status, 409);
}

async fn a_part_is_credited_by_line_and_quantity(server: &mut Server) {
    let issued = server.issued().await;
    let line = issued["items"][0]["id"].clone();
    let note =
        credit(server, &issued, json!({"items": [{"id": line, "quantity": 10}]})).await.json(201);
    assert_eq!(note["totals"]["net"].to_string(), "1500.00");
    assert_eq!(note["items"].as_array().unwrap().len(), 1);
    if note["status"] == "draft" {
        server.invoice_act(&note, "publish").await.expect(200);
    }
    let over = credit(server, &issued, json!({"items": [{"id": line, "quantity": 31}]})).await;
    assert!(matches!(over.status, 409 | 422), "{over}");
    let rest = credit(server, &issued, json!({})).await.json(201);
    if rest["status"] == "draft" {
        server.invoice_act(&rest, "publish").await.expect(200);
    }
    let after = server.read(text(&issued["id"])).await;
    assert_eq!(after["totals"]["due"].to_string(), "0.00", "{after}");
}

async fn a_credited_invoice_stays_in_the_lists(server: &mut Server) {
    let issued = server.issued().await;
    let note = server.invoice_act(&issued, "credit-note").await.json(201);
    let found = server.get("/invoices?type=invoice&status=credited").await.json(200);
    assert_eq!(found["data"][0]["id"], issued["id"]);
    assert_eq!(server.count("/invoices?status=open&type=invoice").await, 0);
    server.invoice_act(&note, "void").await.expect(200);
    let found = server.get("/invoices?type=invoice&status=open").await.json(200);
    assert_eq!((&found["data"][0]["id"], &found["total"]), (&issued["id"], &json!(1)));
    assert_eq!(server.count("/invoices?status=credited").await, 0);
}

async fn a_void_credit_note_restores_the_balance(server: &mut Server) {
    let issued = server.issued().await;
    let note = credit(server, &issued, json!({})).await.json(201);
    if note["status"] == "draft" {
        server.invoice_act(&note, "publish").await.expect(200);
    }
    assert_eq!(server.invoice_act(&issued, "void").await.problem(409), "has_credit_notes");
    server.invoice_act(&note, "void").await.expect(200);
    let after = server.read(text(&issued["id"])).await;
    assert_eq!(after["totals"]["due"], issued["totals"]["due"]);
    assert_eq!(after["status"], "open");
}

async fn what_is_credited_is_the_invoices_own(server: &mut Server) {
    let (one, other) = (server.issued().await, server.issued().await);
    let line = other["items"][0]["id"].clone();
    let reply = credit(server, &one, json!({"items": [{"id": line}]})).await;
    assert_eq!(reply.faults(), ["/items/0/id"]);
    let draft = server.draft().await;
    assert_eq!(credit(server, &draft, json!({})).await.problem(409), "invalid_transition");
}

both! {
    an_unpublished_credit_note_credits_nothing,
    a_credit_note_is_not_issued_again_above_what_remains,
    an_unpublished_credit_note_goes_on_taking_back_what_it_took,
    a_credit_note_is_not_issued_again_for_a_draft,
    a_credit_note_of_the_whole_leaves_nothing_due,
    a_part_is_credited_by_line_and_quantity,
    a_credited_invoice_stays_in_the_lists,
    a_void_credit_note_restores_the_balance,
    what_is_credited_is_the_invoices_own,
}

/// The invoice of a hidden credit note was in no list, and the tally was wrong for good.
async fn a_hidden_credit_note_leaves_its_invoice_in_the_lists(server: &mut Server) {
    let issued = server.issued().await;
    let note = credit(server, &issued, json!({})).await.json(201);
    let path = format!("/v1/invoices/{}", text(&note["id"]));
    server.at("").delete(&path).await.expect(204);
    let after = server.read(text(&issued["id"])).await;
    assert_eq!(
        (&after["status"], &after["totals"]["due"]),
        (&json!("open"), &issued["totals"]["due"])
    );
    let open = server.get("/invoices?status=open&type=invoice").await.json(200);
    assert_eq!((&open["total"], &open["data"][0]["id"]), (&json!(1), &issued["id"]));
    // Whether the note counts stays to be seen on the invoice.
    assert_eq!(after["credit_notes"][0]["id"], note["id"]);
}

async fn an_invoice_that_is_credited_in_full_is_credited_and_not_paid(server: &mut Server) {
    let issued =
        server.made(json!({"due_date": "2026-01-31", "issue_date": "2026-01-01"}), true).await;
    let id = text(&issued["id"]).to_owned();
    let note = credit(server, &issued, json!({})).await.json(201);
    let after = server.read(&id).await;
    assert_eq!(
        (&after["status"], &after["paid_at"], &after["paid_on"]),
        (&json!("credited"), &json!(null), &json!(null))
    );
    let guest = server.at("");
    assert_eq!(guest.get(&format!("/api/invoices/{id}")).await.json(200)["invoiceStatus"], 3);
    assert_eq!(guest.get(&format!("/v1/invoices/{id}")).await.json(200)["status"], "Canceled");
    assert_eq!(server.get(&format!("/invoice/{id}")).await.json(200)["invoice_status"], "voided");
    let found = server.get("/invoice/?invoice_status=voided").await.json(200);
    assert_eq!((&found["count"], &found["items"][0]["uuid"]), (&json!(1), &issued["id"]));
    assert_eq!(server.get("/invoice/?invoice_status=paid").await.json(200)["count"], 0);
    let events = server.get(&format!("/invoices/{id}/events")).await.json(200).to_string();
    assert!(!events.contains("invoice.paid") && events.contains("invoice.credited"), "{events}");
    // Nobody pays a credit note.
    assert_eq!(note["totals"]["due"].to_string(), "0.00");
    let listed = server.get("/invoices?type=credit_note").await.json(200)["data"][0].clone();
    assert_eq!(listed["totals"]["due"].to_string(), "0.00");
    let csv = server.get("/invoices/export/csv?type=credit_note").await.expect(200).text();
    let (head, row) = csv.split_once('\n').unwrap();
    let place = head.split(',').position(|cell| cell.trim() == "due").expect("a column due");
    assert_eq!(row.trim().split(',').nth(place), Some("0.00"), "{csv}");
}

async fn a_credit_note_of_the_rest_settles_what_was_paid_in_part(server: &mut Server) {
    let issued = server.issued().await;
    let path = format!("/invoices/{}/payments", text(&issued["id"]));
    server.post(&path, &json!({"amount": 4684.90, "date": "2026-03-05"})).await.expect(201);
    let line = issued["items"][0]["id"].clone();
    credit(server, &issued, json!({"items": [{"id": line, "quantity": 30}]})).await.expect(201);
    let after = server.read(text(&issued["id"])).await;
    assert_eq!(after["status"], "paid", "{after}");
    assert_eq!(after["paid_on"], "2026-03-05");
    assert!(after["paid_at"].is_string());
    let events = server.get(&format!("/invoices/{}/events", text(&issued["id"]))).await.json(200);
    assert!(events.to_string().contains("invoice.paid"), "{events}");
}

both! {
    a_hidden_credit_note_leaves_its_invoice_in_the_lists,
    an_invoice_that_is_credited_in_full_is_credited_and_not_paid,
    a_credit_note_of_the_rest_settles_what_was_paid_in_part,
}
