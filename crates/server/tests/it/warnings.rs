//! What is allowed, but may not be what was meant, is told beside the reply.

use crate::support::Server;
use crate::support::{both, text};
use serde_json::{Value, json};

/// Where a reply warns, and of what.
fn warned(reply: &Value) -> Vec<(&str, &str)> {
    let warnings = reply["warnings"].as_array().expect("a reply has warnings").iter();
    warnings.map(|warning| (text(&warning["code"]), text(&warning["pointer"]))).collect()
}

async fn an_invoice_without_a_due_date_is_warned_of_until_it_is_paid(server: &mut Server) {
    let body = json!({"customer": {"company": "K"}, "payment_terms": null, "items": [{"name": "x", "unit_price": 10}]});
    let made = server.post("/invoices?issue=true", &body).await.json(201);
    assert_eq!(warned(&made), [("no_due_date", "/due_date")]);
    let path = format!("/invoices/{}", text(&made["id"]));
    assert_eq!(warned(&server.get(&path).await.json(200)), [("no_due_date", "/due_date")]);
    let paid = server.act(&format!("{path}/mark-paid")).await.json(200);
    assert_eq!(warned(&paid), []);
    let dated = json!({"customer": {"company": "K"}, "due_date": "2999-01-01", "items": [{"name": "x", "unit_price": 10}]});
    let dated = server.post("/invoices", &dated).await.json(201);
    assert_eq!(warned(&dated), []);
    assert_eq!(
        server.put(&format!("/invoices/{}", text(&dated["id"])), &dated).await.json(200),
        dated
    );
}

async fn a_tax_id_of_odd_form_is_warned_of_where_it_is_written(server: &mut Server) {
    let odd = json!({"company": "K", "tax_id": "DE12345678", "address": {"country": "DE"}});
    let customer = server.post("/customers", &odd).await.json(201);
    assert_eq!(warned(&customer), [("odd_tax_id", "/tax_id")]);
    let path = format!("/customers/{}", text(&customer["id"]));
    let good = server.patch(&path, &json!({"tax_id": "DE123456789"})).await.json(200);
    assert_eq!(warned(&good), []);
    assert_eq!(server.put(&path, &good).await.json(200), good);
    let invoice = server
        .post("/invoices", &json!({"customer": odd, "items": [{"name": "x", "unit_price": 10}]}))
        .await
        .json(201);
    assert_eq!(
        warned(&invoice),
        [("customer_changed", "/customer"), ("odd_tax_id", "/customer/tax_id")]
    );
    let settings = server
        .patch("/settings", &json!({"company": {"tax_id": "12-345", "address": {"country": "US"}}}))
        .await
        .json(200);
    assert_eq!(warned(&settings), [("odd_tax_id", "/company/tax_id")]);
}

async fn a_known_customer_that_a_request_changes_is_named(server: &mut Server) {
    let to = |phone: &str| json!({"customer": {"company": "Acme", "email": "a@acme.example", "phone": phone}, "items": [{"name": "x", "unit_price": 10}]});
    assert_eq!(warned(&server.post("/invoices", &to("1")).await.json(201)), []);
    assert_eq!(warned(&server.post("/invoices", &to("1")).await.json(201)), []);
    let changed = server.post("/invoices", &to("2")).await.json(201);
    assert_eq!(warned(&changed), [("customer_changed", "/customer")]);
    let message = text(&changed["warnings"][0]["message"]);
    assert!(message.contains("Acme") && message.contains("phone"), "{message}");
    assert_eq!(
        warned(&server.get(&format!("/invoices/{}", text(&changed["id"]))).await.json(200)),
        []
    );
}

both! {
    an_invoice_without_a_due_date_is_warned_of_until_it_is_paid,
    a_tax_id_of_odd_form_is_warned_of_where_it_is_written,
    a_known_customer_that_a_request_changes_is_named,
}
