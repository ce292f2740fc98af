//! Every reply of the three guests' APIs is what their pages show, in every stage of an invoice: clients with types of their
//! own break on a null where the page has a text, and on a date where it has a date-time.

use crate::support::{Draft, Server, both, breaches, text};
use serde_json::{Value, json};
use std::sync::LazyLock;

macro_rules! schema {
    ($name:ident, $file:literal) => {
        static $name: LazyLock<Value> =
            LazyLock::new(|| serde_json::from_str(include_str!($file)).unwrap());
    };
}
schema!(JUSTPAID, "schemas/justpaid.json");
schema!(JUSTINVOICE, "schemas/justinvoice.json");
schema!(INVOILESS, "schemas/invoiless.json");

/// Holds every reply that shows an invoice, alone and in lists, against its API's page.
async fn hold(server: &Server, stage: &str, invoice: &Value) {
    let id = text(&invoice["id"]);
    let is_invoice = invoice["type"] == "invoice";
    let mut found = Vec::new();
    for (schema, prefix, single, list) in [
        (&JUSTPAID, "/api/v1", "/invoice", "/invoice/?limit=1000"),
        (&JUSTINVOICE, "/api", "/invoices", "/invoices?days=365"),
        (&INVOILESS, "/v1", "/invoices", "/invoices?limit=100"),
    ] {
        let api = server.at(prefix);
        let shown = api.get(&format!("{single}/{id}")).await;
        if is_invoice || prefix == "/v1" {
            let shown = shown.json(200);
            found.extend(
                breaches(schema, "invoice", &shown).into_iter().map(|at| format!("{single}{at}")),
            );
        } else {
            shown.expect(404);
        }
        let list_of = api.get(list).await.json(200);
        found.extend(
            breaches(schema, "list", &list_of).into_iter().map(|at| format!("{prefix}{list}{at}")),
        );
    }
    assert!(found.is_empty(), "{stage}: {found:#?}");
}

/// A document with every field.
fn full() -> Value {
    let customer = json!({
        "company": "B", "contact_name": "C", "email": "b@example.com", "additional_emails": ["c@example.com"],
        "phone": "1", "tax_id": "DE1", "currency": "EUR", "external_id": "e-1",
        "address": {"line1": "1 Way", "line2": "Yard", "city": "Bonn", "postal_code": "53111", "country": "DE"},
        "ship_to": {"name": "n", "address": {"country": "FR"}},
    });
    let items = json!([
        {
            "name": "x", "description": "d", "url": "https://a.example", "quantity": 2, "unit": "hour", "unit_price": 10,
            "flat_fee": 1, "discount_type": "percentage", "discount_value": 10, "display_order": 1,
            "service_start_date": "2026-01-01", "service_end_date": "2026-01-31",
            "taxes": [{"name": "VAT", "value": 7}, {"name": "Levy", "type": "amount", "value": 1}],
        },
        {"name": "y", "unit_price": 3, "discount_type": "amount", "discount_value": 1},
    ]);
    let mut body = json!({
        "customer": customer, "items": items, "ship_to": true, "number": "WANTED-1", "slug": "s", "header": "Bill",
        "currency": "EUR", "notes": "n & <b>b</b>", "terms": "t", "description": "d", "tags": ["a"], "is_retainer": true,
        "service_start_date": "2026-01-01", "service_end_date": "2026-01-31", "metadata": {"a": "b"},
    });
    let sums = json!({
        "discount_type": "percentage", "discount_value": 5, "taxes": [{"name": "VAT", "value": 19}],
        "extra_charges": {"type": "amount", "value": 10, "name": "Freight"},
        "extra_fields": [{"name": "Tip", "type": "amount", "value": 1}],
        "external_source": "stripe", "external_source_id": "in_1",
    });
    for (key, value) in sums.as_object().unwrap() {
        body[key] = value.clone();
    }
    body
}

/// Bodies that say as little as may be, and as much.
fn bodies() -> Vec<Value> {
    vec![
        json!({"customer": {"company": "A"}, "due_date": null, "items": [{"description": "<p>Only described</p><p>twice</p>", "unit_price": 1}]}),
        json!({"customer": {"first_name": "Ann", "last_name": "Lee"}, "items": [{"name": "x", "unit_price": "0.125", "quantity": "1.5"}]}),
        full(),
    ]
}

async fn every_reply_is_what_its_page_shows_in_every_stage(server: &mut Server) {
    for body in bodies() {
        let act = async |invoice: &Value, action: &str, body: Value| {
            let path = format!("/invoices/{}/{action}", text(&invoice["id"]));
            let reply = server.post(&path, &body).await;
            assert!(matches!(reply.status, 200 | 201), "{reply}");
            server.read(text(&invoice["id"])).await
        };
        let draft = server.post("/invoices", &body).await.json(201);
        hold(server, "draft", &draft).await;
        let open = act(&draft, "publish", json!({})).await;
        hold(server, "published", &open).await;
        let open = act(&draft, "unpublish", json!({})).await;
        hold(server, "unpublished", &open).await;
        let sent = act(&draft, "mark-sent", json!({})).await;
        hold(server, "sent", &sent).await;
        let partial = act(&draft, "payments", json!({"amount": "0.10"})).await;
        hold(server, "paid in part", &partial).await;
        let paid = act(&draft, "mark-paid", json!({})).await;
        hold(server, "paid", &paid).await;
        for payment in paid["payments"].as_array().unwrap() {
            let path = format!("payments/{}/refunds", text(&payment["id"]));
            let refunded = act(&draft, &path, json!({})).await;
            hold(server, "refunded", &refunded).await;
        }
        let mut second = body.clone();
        second["external_source_id"] = json!(null);
        second["external_source"] = json!(null);
        second["number"] = json!(null);
        second["issue_date"] = json!("2026-01-01");
        let overdue = server.post("/invoices?issue=true", &second).await.json(201);
        hold(server, "issued long ago", &overdue).await;
        let path = format!("/invoices/{}/credit-note", text(&overdue["id"]));
        let note = server.act(&path).await.json(201);
        // A credit note is issued when it is made; it is a draft only after it was unpublished.
        hold(server, "a credit note", &note).await;
        let draft = server.invoice_act(&note, "unpublish").await.json(200);
        hold(server, "a credit note's draft", &draft).await;
        let again = server.invoice_act(&note, "publish").await.json(200);
        hold(server, "a credit note again", &again).await;
        hold(server, "credited", &server.read(text(&overdue["id"])).await).await;
        let third = server.post("/invoices?issue=true", &second).await.json(201);
        let void = act(&third, "void", json!({})).await;
        hold(server, "void", &void).await;
    }
}

async fn what_a_guest_makes_is_answered_as_its_page_shows(server: &mut Server) {
    let customer = server.post("/customer/create", &json!({"name": "A"})).await.json(201);
    let body = json!({"customer": customer["uuid"], "line_items": [{"description": "d", "unit_price": 1}]});
    for status in ["draft", "ready-to-send", "sent"] {
        let mut body = body.clone();
        body["invoice_status"] = json!(status);
        let made = server.post("/invoice/create", &body).await.json(201);
        assert_eq!(breaches(&JUSTPAID, "invoice", &made), Vec::<String>::new());
    }
    let body = json!({"customerEmail": "ann@example.com", "lineItems": [{"description": "d", "quantity": 1, "unitPrice": 1}]});
    for status in [0, 5] {
        let mut body = body.clone();
        body["invoiceStatus"] = json!(status);
        let made = server.at("/api").post("/invoices", &body).await.json(201);
        assert_eq!(breaches(&JUSTINVOICE, "invoice", &made), Vec::<String>::new());
        for action in ["final", "paid"] {
            let path = format!("/invoices/{}/{action}", text(&made["id"]));
            let shown = server.at("/api").act(&path).await.json(200);
            assert_eq!(breaches(&JUSTINVOICE, "invoice", &shown), Vec::<String>::new());
        }
    }
    let body = json!({"customer": {"internalId": "i", "billTo": {"company": "A"}}, "items": [{"name": "x", "quantity": 1, "price": 1}]});
    let made = server.at("/v1").post("/invoices", &body).await.json(201);
    assert_eq!(breaches(&INVOILESS, "created", &made), Vec::<String>::new());
}

both! {
    every_reply_is_what_its_page_shows_in_every_stage,
    what_a_guest_makes_is_answered_as_its_page_shows,
}
