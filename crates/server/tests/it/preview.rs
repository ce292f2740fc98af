//! An invoice that is only looked at: what it would come to and look like, and nothing of it is kept.

use crate::support::{Draft, Server, both, decimal, invoice, text};
use serde_json::{Value, json};

async fn preview(server: &Server, query: &str, body: &Value) -> crate::support::Reply {
    server.post(&format!("/invoices/preview{query}"), body).await
}

async fn a_preview_is_what_would_be_made_and_makes_nothing(server: &mut Server) {
    let mut body = invoice();
    body["discount_type"] = json!("percentage");
    body["discount_value"] = json!("3.33");
    let before = server.get("/invoices/next-number").await.json(200);
    let seen = preview(server, "?explain=true", &body).await.json(200);
    assert_eq!(seen["number"], before["next_number"].clone());
    assert_eq!(server.count("/invoices").await, 0);
    assert_eq!(server.count("/customers").await, 0);
    let made = server.post("/invoices?explain=true", &body).await.json(201);
    for field in ["totals", "issue_date", "due_date", "currency", "lang", "calculation"] {
        assert_eq!(seen[field], made[field], "{field}");
    }
    assert_eq!(seen["customer"]["company"], made["customer"]["company"]);
    for (line, item) in
        seen["items"].as_array().unwrap().iter().zip(made["items"].as_array().unwrap())
    {
        assert_eq!(
            (&line["net"], &line["tax"], &line["total"]),
            (&item["net"], &item["tax"], &item["total"])
        );
    }
    // In place of a draft it is judged as a change of that draft.
    let id = text(&made["id"]);
    let replaced = preview(server, &format!("?replaces={id}"), &made).await.json(200);
    assert_eq!(replaced["totals"], made["totals"]);
    assert_eq!(server.read(id).await["revision"], made["revision"]);
    server.act(&format!("/invoices/{id}/publish")).await.expect(200);
    assert_eq!(
        preview(server, &format!("?replaces={id}"), &body).await.problem(409),
        "invalid_transition"
    );
    let unknown = "0198f6a0-0000-7000-8000-000000000001";
    preview(server, &format!("?replaces={unknown}"), &body).await.expect(404);
}

async fn a_preview_needs_nobody_and_tells_every_fault(server: &mut Server) {
    let mut body = invoice();
    body.as_object_mut().unwrap().remove("customer");
    let seen = preview(server, "", &body).await.json(200);
    assert_eq!(seen["customer"], json!(null));
    assert_eq!(decimal(&seen["totals"]["total"]).to_string(), "6684.90");
    body["items"] = json!([{"name": "x", "unit_price": "abc"}, {"quantity": 2}]);
    body["number"] = json!("TAKEN-1");
    server.made(json!({"number": "TAKEN-1"}), false).await;
    let faults = preview(server, "", &body).await.faults();
    for pointer in ["/items/0/unit_price", "/items/1", "/number"] {
        assert!(faults.iter().any(|fault| fault.starts_with(pointer)), "{pointer} {faults:?}");
    }
    // Who is spelt out without a name is no customer.
    let mut nameless = invoice();
    nameless["customer"] = json!({"email": "new@example.com"});
    assert_eq!(preview(server, "", &nameless).await.faults(), ["/customer/company"]);
    // A key that only reads may look.
    let key = server.post("/api-keys", &json!({"label": "looks", "scope": "read"})).await.json(201);
    let reader = server.with_key(text(&key["secret"]));
    reader.post("/invoices/preview", &invoice()).await.expect(200);
    reader.post("/invoices", &invoice()).await.expect(403);
    server.without_key().post("/invoices/preview", &invoice()).await.expect(401);
}

async fn a_preview_tells_what_keeps_it_from_being_issued(server: &mut Server) {
    let settings = json!({
        "company": {
            "name": "Nordlicht GmbH", "tax_id": "DE123456788", "email": "a@nordlicht.example", "phone": "+49 30 1",
            "contact_name": "Anna",
            "address": {"line1": "Weg 1", "city": "Berlin", "postal_code": "10115", "country": "DE"},
            "bank": {"iban": "DE89370400440532013000"},
        },
        "currency": "EUR", "einvoice": {"profile": "xrechnung"},
    });
    server.patch("/settings", &settings).await.expect(200);
    let mut body = invoice();
    body["currency"] = json!("EUR");
    body["taxes"] = json!([{"name": "VAT", "value": 19}]);
    let seen = preview(server, "", &body).await.json(200);
    let rules: Vec<&str> =
        seen["issues"].as_array().unwrap().iter().map(|issue| text(&issue["code"])).collect();
    assert!(rules.contains(&"BR-DE-15"), "{rules:?}");
    assert_eq!(server.post("/invoices?issue=true", &body).await.status, 422);
    body["buyer_reference"] = json!("04011000-1234512345-06");
    let seen = preview(server, "", &body).await.json(200);
    let rules: Vec<&str> =
        seen["issues"].as_array().unwrap().iter().map(|issue| text(&issue["code"])).collect();
    assert!(!rules.contains(&"BR-DE-15"), "{rules:?}");
}

async fn a_preview_is_a_pdf_or_a_picture_for_who_asks(server: &mut Server) {
    let mut body = invoice();
    body["items"] =
        (0..90).map(|at| json!({"name": format!("Line {at}"), "unit_price": 1})).collect();
    let pdf =
        server.with("accept", "application/pdf").post("/invoices/preview", &body).await.expect(200);
    assert_eq!(pdf.header("content-type"), Some("application/pdf"));
    assert!(pdf.bytes.starts_with(b"%PDF-"));
    let drawing = server.with("accept", "image/svg+xml");
    let first = drawing.post("/invoices/preview", &body).await.expect(200);
    assert_eq!(first.header("content-type"), Some("image/svg+xml"));
    let pages: usize = first.header("net30-pages").unwrap().parse().unwrap();
    assert!(pages > 1 && first.text().starts_with("<svg"), "{pages}");
    let last = drawing.post(&format!("/invoices/preview?page={pages}"), &body).await.expect(200);
    assert_ne!(first.text(), last.text());
    drawing.post(&format!("/invoices/preview?page={}", pages + 1), &body).await.expect(404);
    drawing.post("/invoices/preview?page=0", &body).await.expect(422);
    drawing.post("/invoices/preview", &json!({"items": []})).await.expect(422);
}

both! {
    a_preview_is_what_would_be_made_and_makes_nothing,
    a_preview_needs_nobody_and_tells_every_fault,
    a_preview_tells_what_keeps_it_from_being_issued,
    a_preview_is_a_pdf_or_a_picture_for_who_asks,
}
