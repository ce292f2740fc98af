//! Under the strict lock, issued is final and numbers are chronological.

use crate::support::{Draft, Server, both, invoice, text};
use serde_json::json;

async fn strict(server: &Server) {
    let settings = server.patch("/settings", &json!({"lock": "strict"})).await.json(200);
    assert_eq!(settings["lock"], "strict");
}

async fn under_the_strict_lock_issued_is_final(server: &mut Server) {
    strict(server).await;
    let issued = server.issued().await;
    let unpublish = server.invoice_act(&issued, "unpublish").await;
    assert_eq!(unpublish.problem(409), "locked");
    let detail = unpublish.body()["detail"].to_string();
    assert!(detail.contains("void") && detail.contains("credit note"), "{detail}");
    let path = format!("/invoices/{}", text(&issued["id"]));
    assert_eq!(server.patch(&path, &json!({"notes": "x"})).await.problem(409), "locked");
    assert_eq!(server.put(&path, &invoice()).await.problem(409), "locked");
    server.invoice_act(&issued, "void").await.expect(200);
}

async fn under_the_strict_lock_dates_do_not_go_back(server: &mut Server) {
    strict(server).await;
    server.made(json!({"issue_date": "2026-03-10"}), true).await;
    let mut body = invoice();
    body["issue_date"] = json!("2026-03-09");
    let early = server.post("/invoices?issue=true", &body).await;
    assert_eq!(early.problem(409), "not_chronological");
    server.made(json!({"issue_date": "2026-03-10"}), true).await;
}

async fn under_the_flexible_lock_dates_may_go_back(server: &mut Server) {
    server.made(json!({"issue_date": "2026-03-10"}), true).await;
    server.made(json!({"issue_date": "2026-03-09"}), true).await;
}

async fn the_strict_lock_is_not_loosened_once_something_was_issued(server: &mut Server) {
    strict(server).await;
    server.patch("/settings", &json!({"lock": "flexible"})).await.expect(200);
    strict(server).await;
    server.issued().await;
    let loosened = server.patch("/settings", &json!({"lock": "flexible"})).await;
    assert_eq!(loosened.problem(409), "lock_cannot_be_loosened");
    assert_eq!(server.get("/settings").await.json(200)["lock"], "strict");
}

async fn a_paid_invoice_is_not_unpublished(server: &mut Server) {
    let issued = server.issued().await;
    server.invoice_act(&issued, "mark-paid").await.expect(200);
    assert_eq!(server.invoice_act(&issued, "unpublish").await.problem(409), "has_payments");
    assert_eq!(server.invoice_act(&issued, "void").await.problem(409), "has_payments");
}

both! {
    under_the_strict_lock_issued_is_final,
    under_the_strict_lock_dates_do_not_go_back,
    under_the_flexible_lock_dates_may_go_back,
    the_strict_lock_is_not_loosened_once_something_was_issued,
    a_paid_invoice_is_not_unpublished,
}

/// One date in the future kept every later invoice from the series.
async fn under_the_strict_lock_no_document_is_dated_after_today(server: &mut Server) {
    strict(server).await;
    let ahead = json!({"issue_date": "2999-01-01", "due_date": "2999-02-01"});
    let mut body = invoice();
    for (key, value) in ahead.as_object().unwrap() {
        body[key] = value.clone();
    }
    assert_eq!(server.post("/invoices?issue=true", &body).await.problem(409), "dated_after_today");
    let draft = server.made(ahead, false).await;
    for action in ["publish", "mark-sent", "mark-paid"] {
        assert_eq!(
            server.invoice_act(&draft, action).await.problem(409),
            "dated_after_today",
            "{action}"
        );
    }
    let guest = server.at("");
    let id = text(&draft["id"]);
    let finalised = guest.act(&format!("/api/invoices/{id}/final")).await;
    assert_eq!(finalised.problem(409), "dated_after_today");
    let pending = guest.patch(&format!("/v1/invoices/{id}"), &json!({"status": "Pending"})).await;
    assert_eq!(pending.problem(409), "dated_after_today");
    let body = json!({
        "customerEmail": "a@b.example", "invoiceDate": "2999-01-01",
        "lineItems": [{"description": "x", "quantity": 1, "unitPrice": 1}],
    });
    assert_eq!(guest.post("/api/invoices", &body).await.problem(409), "dated_after_today");
    let body = json!({
        "customer": {"internalId": "K", "billTo": {"company": "K"}}, "date": "2999-01-01", "status": "Unpaid",
        "items": [{"name": "x", "quantity": 1, "price": 1}],
    });
    assert_eq!(guest.post("/v1/invoices", &body).await.problem(409), "dated_after_today");
    let customer = json!({"name": "K"});
    let customer = server.post("/customer/create", &customer).await.json(201)["uuid"].clone();
    let body = json!({
        "customer": customer, "invoice_date": "2999-01-01", "invoice_status": "sent",
        "line_items": [{"name": "x", "unit_price": 1, "quantity": 1}],
    });
    assert_eq!(server.post("/invoice/create", &body).await.problem(409), "dated_after_today");
    server.issued().await;
}

async fn a_date_ahead_does_not_block_the_series_when_the_lock_becomes_strict(server: &mut Server) {
    server.made(json!({"issue_date": "2999-01-01"}), true).await;
    server.made(json!({"issue_date": "2026-01-01"}), true).await;
    strict(server).await;
    server.issued().await;
}

async fn the_date_of_a_series_never_goes_back(server: &mut Server) {
    server.made(json!({"issue_date": "2026-03-10"}), true).await;
    server.made(json!({"issue_date": "2026-03-01"}), true).await;
    server.made(json!({"issue_date": "2026-03-20", "number": "OWN-1"}), true).await;
    strict(server).await;
    let mut body = invoice();
    body["issue_date"] = json!("2026-03-05");
    assert_eq!(server.post("/invoices?issue=true", &body).await.problem(409), "not_chronological");
    // A client's own number moves nothing.
    server.made(json!({"issue_date": "2026-03-10"}), true).await;
}

async fn hiding_what_was_issued_does_not_loosen_the_strict_lock(server: &mut Server) {
    strict(server).await;
    let issued = server.issued().await;
    server.at("").delete(&format!("/v1/invoices/{}", text(&issued["id"]))).await.expect(204);
    let loosened = server.patch("/settings", &json!({"lock": "flexible"})).await;
    assert_eq!(loosened.problem(409), "lock_cannot_be_loosened");
}

async fn under_the_strict_lock_what_was_sent_or_viewed_is_not_voided(server: &mut Server) {
    strict(server).await;
    let (sent, viewed) = (server.issued().await, server.issued().await);
    server.invoice_act(&sent, "mark-sent").await.expect(200);
    let link = text(&viewed["links"]["public"]);
    let path = &link[link.find("/i/").unwrap()..];
    let browser = server.at("").without_key().with("user-agent", "Mozilla/5.0");
    browser.get(path).await.expect(200);
    for (invoice, how) in [(&sent, "sent"), (&viewed, "viewed")] {
        let id = text(&invoice["id"]);
        let guest = server.at("");
        for reply in [
            server.invoice_act(invoice, "void").await,
            guest.act(&format!("/api/invoices/{id}/cancelled")).await,
            guest.delete(&format!("/api/invoices/{id}")).await,
            guest.delete(&format!("/v1/invoices/{id}")).await,
            guest.patch(&format!("/v1/invoices/{id}"), &json!({"status": "Canceled"})).await,
        ] {
            assert_eq!(reply.problem(409), "locked", "{reply}");
            let detail = reply.body()["detail"].to_string();
            assert!(detail.contains("credit note") && detail.contains(how), "{detail}");
        }
        server.invoice_act(invoice, "credit-note").await.expect(201);
    }
}

both! {
    under_the_strict_lock_no_document_is_dated_after_today,
    a_date_ahead_does_not_block_the_series_when_the_lock_becomes_strict,
    the_date_of_a_series_never_goes_back,
    hiding_what_was_issued_does_not_loosen_the_strict_lock,
    under_the_strict_lock_what_was_sent_or_viewed_is_not_voided,
}
