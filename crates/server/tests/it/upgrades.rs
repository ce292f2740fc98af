//! A database of an earlier version is brought up to date, and says what it said.

use crate::support::{Server, both, text};
use serde_json::{Value, json};

/// What lists say: by kind of document, by currency, by where they stand.
async fn lists(server: &Server) -> Vec<String> {
    let mut found = vec![];
    for query in [
        "",
        "type=invoice",
        "type=credit_note",
        "type=credit_note&status=open",
        "currency=EUR",
        "currency=USD&type=invoice",
        "status=paid,credited",
        "status=voided",
        "sort=number&type=invoice,credit_note",
        "search=Acme&type=credit_note",
    ] {
        let list: Value = server.get(&format!("/invoices?{query}")).await.json(200);
        // A server that starts again has another port.
        found.push(list.to_string().replace(server.base(), ""));
    }
    found
}

async fn make(server: &Server, currency: &str, then: &str) {
    let body = json!({
        "customer": {"company": "Acme", "email": "a@acme.example"}, "currency": currency,
        "items": [{"name": "x", "unit_price": 10}],
    });
    let made = server.post("/invoices?issue=true", &body).await.json(201);
    let path = format!("/invoices/{}/{then}", text(&made["id"]));
    let status = if then == "credit-note" { 201 } else { 200 };
    server.post(&path, &json!({})).await.expect(status);
}

/// As kinds were kept in one bit of a document's class: `((currency × 2 + kind) × 16 + position) × 4 + deletion`.
const ONE_BIT_FOR_THE_KIND: &str = "
    update invoice set class = class / 1024 * 128 + class % 128;
    update tally set class = -(class / 1024 * 128 + class % 128) - 1;
    update tally set class = -class - 1;
    delete from migration where name = '0019_document_kinds';";

async fn documents_keep_their_kinds(server: &mut Server) {
    for currency in ["EUR", "USD", "USD"] {
        for then in ["mark-paid", "credit-note", "void", "mark-sent"] {
            make(server, currency, then).await;
        }
    }
    let before = lists(server).await;
    server.kill();
    let changed = server.database.change(&server.data(), ONE_BIT_FOR_THE_KIND).await;
    assert!(changed > 15 + 1, "{changed} rows");
    server.start_again();
    assert_eq!(lists(server).await, before);
}

both! {
    documents_keep_their_kinds,
}
