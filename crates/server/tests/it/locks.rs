//! Under the strict lock, issued is final and numbers are chronological.

use crate::support::{Draft, Server, both, invoice, text};
use serde_json::json;

async fn strict(server: &Server) {
    let settings = server.patch("/settings", &json!({"lock": "strict"})).await.json(200);
    assert_eq!(settings["lock"], "strict");
}

both! {
    async fn under_the_strict_lock_issued_is_final(server) {
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

    async fn under_the_strict_lock_dates_do_not_go_back(server) {
        strict(server).await;
        server.made(json!({"issue_date": "2026-03-10"}), true).await;
        let mut body = invoice();
        body["issue_date"] = json!("2026-03-09");
        let early = server.post("/invoices?issue=true", &body).await;
        assert_eq!(early.problem(409), "not_chronological");
        server.made(json!({"issue_date": "2026-03-10"}), true).await;
    }

    async fn under_the_flexible_lock_dates_may_go_back(server) {
        server.made(json!({"issue_date": "2026-03-10"}), true).await;
        server.made(json!({"issue_date": "2026-03-09"}), true).await;
    }

    async fn the_strict_lock_is_not_loosened_once_something_was_issued(server) {
        strict(server).await;
        server.patch("/settings", &json!({"lock": "flexible"})).await.expect(200);
        strict(server).await;
        server.issued().await;
        let loosened = server.patch("/settings", &json!({"lock": "flexible"})).await;
        assert_eq!(loosened.problem(409), "lock_cannot_be_loosened");
        assert_eq!(server.get("/settings").await.json(200)["lock"], "strict");
    }

    async fn a_paid_invoice_is_not_unpublished(server) {
        let issued = server.issued().await;
        server.invoice_act(&issued, "mark-paid").await.expect(200);
        assert_eq!(server.invoice_act(&issued, "unpublish").await.problem(409), "has_payments");
        assert_eq!(server.invoice_act(&issued, "void").await.problem(409), "has_payments");
    }
}
