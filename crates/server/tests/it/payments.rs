//! Payments, what they leave due, and how they are taken back.

use crate::support::{Draft, Server, both, text};
use serde_json::{Value, json};

async fn pay(server: &Server, invoice: &Value, body: Value) -> crate::support::Reply {
    server.post(&format!("/invoices/{}/payments", text(&invoice["id"])), &body).await
}

async fn mark_paid_records_a_payment_of_the_balance(server: &mut Server) {
    let issued = server.issued().await;
    let paid = server.invoice_act(&issued, "mark-paid").await.json(200);
    assert_eq!(paid["status"], "paid");
    assert!(paid["paid_at"].is_string());
    assert_eq!(paid["payments"][0]["amount"].to_string(), "6684.90");
    assert_eq!(paid["totals"]["due"].to_string(), "0.00");
    // Saying it once more changes nothing.
    server.invoice_act(&issued, "mark-paid").await.expect(200);
    assert_eq!(server.read(text(&issued["id"])).await["payments"].as_array().unwrap().len(), 1);
}

async fn an_invoice_is_paid_in_parts(server: &mut Server) {
    let issued = server.issued().await;
    let part = json!({"amount": "684.90", "method": "bank_transfer", "reference": "RF-1", "date": "2026-02-01"});
    pay(server, &issued, part).await.expect(201);
    let partly = server.read(text(&issued["id"])).await;
    assert_eq!(partly["status"], "partially_paid");
    assert_eq!(partly["totals"]["due"].to_string(), "6000.00");
    assert_eq!(partly["payments"][0]["date"], "2026-02-01");
    assert_eq!(partly["payments"][0]["method"], "bank_transfer");
    pay(server, &issued, json!({})).await.expect(201);
    assert_eq!(server.read(text(&issued["id"])).await["status"], "paid");
    let list = server.get(&format!("/invoices/{}/payments", text(&issued["id"]))).await.json(200);
    assert_eq!(list["data"].as_array().unwrap().len(), 2);
}

async fn overpayment_is_refused_unless_the_account_allows_it(server: &mut Server) {
    let issued = server.issued().await;
    assert_eq!(
        pay(server, &issued, json!({"amount": "6684.91"})).await.problem(409),
        "overpayment"
    );
    server.patch("/settings", &json!({"allow_overpayment": true})).await.expect(200);
    pay(server, &issued, json!({"amount": "6700.00"})).await.expect(201);
    let paid = server.read(text(&issued["id"])).await;
    assert_eq!(paid["status"], "paid");
    assert_eq!(paid["totals"]["due"].to_string(), "-15.10");
}

async fn a_removed_payment_restores_the_balance_and_stays_in_the_history(server: &mut Server) {
    let issued = server.issued().await;
    server.invoice_act(&issued, "mark-paid").await.expect(200);
    let payment = server.read(text(&issued["id"])).await["payments"][0]["id"].clone();
    let path = format!("/invoices/{}/payments/{}", text(&issued["id"]), text(&payment));
    assert!(matches!(server.delete(&path).await.status, 200 | 204));
    let after = server.read(text(&issued["id"])).await;
    assert_eq!(after["status"], "open");
    assert!(after["paid_at"].is_null());
    assert_eq!(after["totals"]["due"].to_string(), "6684.90");
    server.delete(&path).await.expect(404);
    let events = server.get(&format!("/invoices/{}/events", text(&issued["id"]))).await.json(200);
    let types: Vec<&str> =
        events["data"].as_array().unwrap().iter().map(|event| text(&event["type"])).collect();
    assert!(
        types.contains(&"payment.recorded") && types.contains(&"payment.reversed"),
        "{types:?}"
    );
}

async fn refunds_never_exceed_the_payment(server: &mut Server) {
    let issued = server.issued().await;
    server.invoice_act(&issued, "mark-paid").await.expect(200);
    let payment = server.read(text(&issued["id"])).await["payments"][0]["id"].clone();
    let path = format!("/invoices/{}/payments/{}/refunds", text(&issued["id"]), text(&payment));
    server.post(&path, &json!({"amount": 1000})).await.expect(201);
    let after = server.read(text(&issued["id"])).await;
    assert_eq!(after["status"], "partially_paid");
    assert_eq!(after["totals"]["refunded"].to_string(), "1000.00");
    assert_eq!(after["totals"]["due"].to_string(), "1000.00");
    assert_eq!(
        server.post(&path, &json!({"amount": "5684.91"})).await.problem(409),
        "refund_above_payment"
    );
    server.post(&path, &json!({})).await.expect(201);
    assert_eq!(server.read(text(&issued["id"])).await["status"], "refunded");
    server.invoice_act(&issued, "void").await.expect(200);
}

async fn a_draft_takes_no_payment(server: &mut Server) {
    let draft = server.draft().await;
    assert_eq!(pay(server, &draft, json!({})).await.problem(409), "invalid_transition");
}

async fn an_amount_must_fit_the_currency_and_be_above_zero(server: &mut Server) {
    let issued = server.issued().await;
    for amount in
        [json!("0"), json!("-1"), json!("0.001"), json!("abc"), json!(true), json!("1e400")]
    {
        assert_eq!(
            pay(server, &issued, json!({"amount": amount})).await.faults(),
            ["/amount"],
            "{amount}"
        );
    }
    assert_eq!(server.read(text(&issued["id"])).await["totals"]["paid"].to_string(), "0.00");
}

async fn sixteen_payments_at_once_do_not_overpay(server: &mut Server) {
    let issued = server.issued().await;
    let path = format!("/invoices/{}/payments", text(&issued["id"]));
    let body = json!({"amount": "1000.00"});
    let payments = (0..16).map(|_| server.post(&path, &body));
    let replies = futures_util::future::join_all(payments).await;
    assert_eq!(replies.iter().filter(|reply| reply.status == 201).count(), 6);
    assert!(replies.iter().all(|reply| matches!(reply.status, 201 | 409)));
    assert_eq!(server.read(text(&issued["id"])).await["totals"]["due"].to_string(), "684.90");
}

both! {
    mark_paid_records_a_payment_of_the_balance,
    an_invoice_is_paid_in_parts,
    overpayment_is_refused_unless_the_account_allows_it,
    a_removed_payment_restores_the_balance_and_stays_in_the_history,
    refunds_never_exceed_the_payment,
    a_draft_takes_no_payment,
    an_amount_must_fit_the_currency_and_be_above_zero,
    sixteen_payments_at_once_do_not_overpay,
}

/// Money that is still to come made a paid invoice that was outstanding.
async fn money_is_recorded_when_it_is_there_and_not_before(server: &mut Server) {
    let issued = server.issued().await;
    let id = text(&issued["id"]);
    let path = format!("/invoices/{id}/payments");
    let ahead = json!({"amount": 10, "date": "2999-01-01"});
    assert_eq!(server.post(&path, &ahead).await.faults(), ["/date"]);
    let paid =
        server.post(&format!("/invoices/{id}/mark-paid"), &json!({"date": "2999-01-01"})).await;
    assert_eq!(paid.faults(), ["/date"]);
    let body = json!({"amount": 10, "paidAt": "2999-01-01"});
    let guest = server.at("");
    assert_eq!(
        guest.post(&format!("/v1/invoices/{id}/payments"), &body).await.faults(),
        ["/paidAt"]
    );
    let body = json!({"invoice": id, "amount": 10, "payment_date": "2999-01-01"});
    let reply = server.post("/payment/invoice_payment/create", &body).await;
    assert_eq!(reply.faults(), ["/payment_date"]);
    let payment = server.post(&path, &json!({"amount": 10})).await.json(201);
    let refunds = format!("{path}/{}/refunds", text(&payment["id"]));
    assert_eq!(server.post(&refunds, &ahead).await.faults(), ["/date"]);
    assert_eq!(server.read(id).await["totals"]["paid"].to_string(), "10.00");
}

async fn a_paid_invoice_says_when_the_money_came_and_when_that_was_recorded(server: &mut Server) {
    let issued = server.issued().await;
    let id = text(&issued["id"]);
    let paid = json!({"date": "2026-02-03"});
    let paid = server.post(&format!("/invoices/{id}/mark-paid"), &paid).await.json(200);
    assert_eq!(paid["paid_on"], "2026-02-03");
    assert!(text(&paid["paid_at"]) > "2026-02-04", "{paid}");
    assert_eq!(
        server.at("").get(&format!("/v1/invoices/{id}")).await.json(200)["paidAt"],
        "2026-02-03"
    );
}

async fn a_payment_whose_method_nobody_said_claims_none(server: &mut Server) {
    let issued = server.issued().await;
    let paid = server.invoice_act(&issued, "mark-paid").await.json(200);
    assert_eq!(paid["payments"][0]["method"], "other");
}

both! {
    money_is_recorded_when_it_is_there_and_not_before,
    a_paid_invoice_says_when_the_money_came_and_when_that_was_recorded,
    a_payment_whose_method_nobody_said_claims_none,
}
