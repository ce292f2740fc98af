//! What a customer paid beyond what was due pays its other invoices: never more than there is, and counted once.

use crate::support::{Api, Backend, Draft, Server, both, text};
use futures_util::future::join_all;
use serde_json::{Value, json};

/// An issued invoice to a customer, of 100.00 net and 19.00 tax.
async fn issued(server: &Api, customer: &Value) -> Value {
    let body = json!({
        "customer_id": customer, "currency": "USD", "taxes": [{"name": "VAT", "value": 19}],
        "items": [{"name": "x", "unit_price": 100}],
    });
    server.post("/invoices?issue=true", &body).await.json(201)
}

/// A customer whose first invoice was overpaid, and that invoice.
async fn overpaid(server: &Api, paid: i64) -> (Value, Value) {
    server.patch("/settings", &json!({"allow_overpayment": true})).await.expect(200);
    let customer =
        server.post("/customers", &json!({"company": "Acme"})).await.json(201)["id"].clone();
    let invoice = issued(server, &customer).await;
    pay(server, &invoice, json!({"amount": paid, "method": "cash"})).await.expect(201);
    (customer, invoice)
}

async fn pay(server: &Api, invoice: &Value, body: Value) -> crate::support::Reply {
    server.post(&format!("/invoices/{}/payments", text(&invoice["id"])), &body).await
}

/// The customer's credit.
async fn credit(server: &Api, customer: &Value) -> String {
    let customer = server.get(&format!("/customers/{}", text(customer))).await.json(200);
    customer["credit"].to_string()
}

async fn totals(server: &Api, invoice: &Value, figures: &[&str]) -> Vec<String> {
    let totals = server.read(text(&invoice["id"])).await["totals"].clone();
    figures.iter().map(|figure| totals[figure].to_string()).collect()
}

async fn credit_pays_another_invoice_and_no_more_than_there_is(server: &mut Server) {
    let (customer, first) = overpaid(server, 150).await;
    assert_eq!(credit(server, &customer).await, r#"[{"amount":31.00,"currency":"USD"}]"#);
    let second = issued(server, &customer).await;
    let too_much = pay(server, &second, json!({"method": "credit", "amount": 31.01})).await;
    assert_eq!(too_much.problem(409), "insufficient_credit");
    assert!(text(&too_much.body()["detail"]).contains("31.00 USD"), "{too_much}");
    let mark = format!("/invoices/{}/mark-paid", text(&second["id"]));
    assert_eq!(
        server.post(&mark, &json!({"method": "credit"})).await.problem(409),
        "insufficient_credit"
    );
    let payment = pay(server, &second, json!({"method": "credit"})).await.json(201);
    assert_eq!(
        (&payment["method"], payment["amount"].to_string()),
        (&json!("credit"), "31.00".to_owned())
    );
    assert_eq!(totals(server, &second, &["paid", "due"]).await, ["31.00", "88.00"]);
    assert_eq!(
        totals(server, &first, &["paid", "refunded", "due"]).await,
        ["119.00", "0.00", "0.00"]
    );
    assert_eq!(credit(server, &customer).await, "[]");
    assert_eq!(
        pay(server, &second, json!({"method": "credit"})).await.problem(409),
        "insufficient_credit"
    );
    let first = server.read(text(&first["id"])).await;
    assert_eq!(
        (&first["status"], first["payments"][0]["used"].to_string()),
        (&json!("paid"), "31.00".to_owned())
    );
    let other = server.post("/customers", &json!({"company": "Globex"})).await.json(201);
    let stranger = issued(server, &other["id"]).await;
    assert_eq!(
        pay(server, &stranger, json!({"method": "credit"})).await.problem(409),
        "insufficient_credit"
    );
}

async fn money_used_as_credit_is_counted_once(server: &mut Server) {
    let (customer, _) = overpaid(server, 238).await;
    let second = issued(server, &customer).await;
    pay(server, &second, json!({"method": "credit"})).await.expect(201);
    assert_eq!(totals(server, &second, &["due"]).await, ["0.00"]);
    let summary = server.get("/reports/summary").await.json(200);
    let figures = &summary["by_currency"][0];
    assert_eq!(
        (figures["received"].to_string(), figures["payments"].to_string()),
        ("238.00".to_owned(), "1".to_owned()),
        "{summary}"
    );
    assert_eq!(figures["refunded"].to_string(), "0.00");
    let [cash, accrual] = ["cash", "accrual"].map(|basis| format!("/reports/tax?basis={basis}"));
    let (cash, accrual) = (server.get(&cash).await.json(200), server.get(&accrual).await.json(200));
    for figure in ["base", "tax"] {
        let of = |report: &Value| report["by_currency"][0]["total"][figure].to_string();
        assert_eq!(of(&cash), of(&accrual), "{cash} {accrual}");
    }
    let statement =
        server.get(&format!("/customers/{}/statement", text(&customer))).await.json(200);
    let statement = &statement["by_currency"][0];
    let entries = statement["entries"].as_array().unwrap_or_else(|| panic!("{statement}"));
    let kinds: Vec<&str> = entries.iter().map(|entry| text(&entry["type"])).collect();
    assert!(kinds.contains(&"credit_used"), "{statement}");
    assert_eq!(
        (statement["paid"].to_string(), statement["closing_balance"].to_string()),
        ("238.00".to_owned(), "0.00".to_owned()),
        "{statement}"
    );
}

async fn what_credit_paid_is_credit_again_when_the_payment_is_removed(server: &mut Server) {
    let (customer, first) = overpaid(server, 219).await;
    let second = issued(server, &customer).await;
    let payment = pay(server, &second, json!({"method": "credit", "amount": 40})).await.json(201);
    let came = server.read(text(&first["id"])).await["payments"][0]["id"].clone();
    let came = format!("/invoices/{}/payments/{}", text(&first["id"]), text(&came));
    assert_eq!(server.delete(&came).await.problem(409), "has_payments");
    let above = server.post(&format!("{came}/refunds"), &json!({"amount": 180})).await;
    assert_eq!(above.problem(409), "refund_above_payment");
    assert_eq!(credit(server, &customer).await, r#"[{"amount":60.00,"currency":"USD"}]"#);
    server
        .delete(&format!("/invoices/{}/payments/{}", text(&second["id"]), text(&payment["id"])))
        .await
        .expect(204);
    assert_eq!(credit(server, &customer).await, r#"[{"amount":100.00,"currency":"USD"}]"#);
    assert_eq!(totals(server, &second, &["paid", "due"]).await, ["0.00", "119.00"]);
    // Credit is given back as any money is.
    server.post(&format!("{came}/refunds"), &json!({"amount": 100})).await.expect(201);
    assert_eq!(credit(server, &customer).await, "[]");
    server.invoice_act(&second, "void").await.expect(200);
}

async fn what_was_paid_before_a_credit_note_is_credit(server: &mut Server) {
    let (customer, first) = overpaid(server, 119).await;
    server.invoice_act(&first, "credit-note").await.expect(201);
    assert_eq!(credit(server, &customer).await, r#"[{"amount":119.00,"currency":"USD"}]"#);
    let second = issued(server, &customer).await;
    let mark = format!("/invoices/{}/mark-paid", text(&second["id"]));
    let paid = server.post(&mark, &json!({"method": "credit"})).await.json(200);
    assert_eq!(paid["status"], "paid");
    assert_eq!(server.read(text(&first["id"])).await["status"], "credited");
}

both! {
    credit_pays_another_invoice_and_no_more_than_there_is,
    money_used_as_credit_is_counted_once,
    what_credit_paid_is_credit_again_when_the_payment_is_removed,
    what_was_paid_before_a_credit_note_is_credit,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_servers_use_a_credit_once() {
    let one = Server::start(Backend::Postgres).await;
    let two = one.beside();
    let (customer, _) = overpaid(&one, 219).await;
    let invoices = join_all((0..8).map(|_| issued(&one, &customer))).await;
    let paying = invoices.iter().enumerate().map(|(n, invoice)| {
        let server = if n % 2 == 0 { &one } else { &two };
        pay(server, invoice, json!({"method": "credit", "amount": 30}))
    });
    let replies = join_all(paying).await;
    let paid = replies.iter().filter(|reply| reply.status == 201).count();
    assert!(
        replies.iter().all(|reply| matches!(reply.status, 201 | 409 | 503)),
        "{:?}",
        replies.iter().map(|reply| reply.status).collect::<Vec<_>>()
    );
    assert!(paid <= 3, "{paid} × 30 of 100 were used");
    let left = credit(&one, &customer).await;
    assert_eq!(left, format!(r#"[{{"amount":{}.00,"currency":"USD"}}]"#, 100 - 30 * paid));
    two.finish().await;
    one.finish().await;
}
