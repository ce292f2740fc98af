//! `?dry_run=true` says what would happen, and nothing happens.

use crate::support::Server;
use crate::support::{Draft, both, invoice, text};
use serde_json::json;

async fn a_dry_run_answers_as_the_real_call_would_and_stores_nothing(server: &mut Server) {
    let reply = server.post("/invoices?issue=true&dry_run=true", &invoice()).await.json(200);
    assert_eq!(reply["totals"]["total"].to_string(), "6684.90");
    assert!(text(&reply["number"]).ends_with("-0001"));
    for list in ["/invoices", "/customers"] {
        assert_eq!(server.count(list).await, 0, "{list}");
    }
    server.get(&format!("/invoices/{}", text(&reply["id"]))).await.expect(404);
    assert!(text(&server.issued().await["number"]).ends_with("-0001"));
}

async fn a_dry_run_refuses_what_the_real_call_would(server: &mut Server) {
    let issued = server.issued().await;
    server.invoice_act(&issued, "mark-paid").await.expect(200);
    let path = format!("/invoices/{}/void?dry_run=true", text(&issued["id"]));
    assert_eq!(server.act(&path).await.problem(409), "has_payments");
    let mut bad = invoice();
    bad["items"] = json!([]);
    assert_eq!(server.post("/invoices?dry_run=true", &bad).await.faults(), ["/items"]);
}

async fn every_write_can_be_run_dry(server: &mut Server) {
    let (draft, issued) = (server.draft().await, server.issued().await);
    let (draft_path, issued_path) =
        (format!("/invoices/{}", text(&draft["id"])), format!("/invoices/{}", text(&issued["id"])));
    server.patch(&format!("{draft_path}?dry_run=true"), &json!({"notes": "x"})).await.expect(200);
    server.act(&format!("{draft_path}/publish?dry_run=true")).await.expect(200);
    assert!(matches!(server.delete(&format!("{draft_path}?dry_run=true")).await.status, 200 | 204));
    for action in ["void", "unpublish", "mark-sent", "mark-paid", "duplicate", "credit-note"] {
        server.act(&format!("{issued_path}/{action}?dry_run=true")).await.expect(200);
    }
    server.post(&format!("{issued_path}/payments?dry_run=true"), &json!({})).await.expect(200);
    server.patch("/settings?dry_run=true", &json!({"lock": "strict"})).await.expect(200);
    let batch = json!({"action": "void", "ids": [issued["id"]]});
    let outcome = server.post("/invoices/batch?dry_run=true", &batch).await.json(200);
    assert_eq!(outcome["succeeded"], json!([issued["id"]]));
    for (list, body) in [
        ("/customers", json!({"company": "A"})),
        ("/products", json!({"name": "A", "unit_price": 1})),
        ("/taxes", json!({"name": "A", "value": 1})),
        ("/templates", json!({"name": "A"})),
        ("/api-keys", json!({"label": "A"})),
        ("/accounts", json!({"company": {"name": "A"}, "currency": "USD"})),
    ] {
        server.post(&format!("{list}?dry_run=true"), &body).await.expect(200);
    }
    assert_eq!(server.read(text(&draft["id"])).await, draft);
    assert_eq!(server.read(text(&issued["id"])).await, issued);
    assert_eq!(server.get("/settings").await.json(200)["lock"], "flexible");
    assert_eq!(server.count("/customers").await, 1);
    assert_eq!(server.count("/products").await, 0);
    assert_eq!(server.count("/taxes").await, 0);
    assert_eq!(server.command_json(&["key", "list"])["keys"].as_array().unwrap().len(), 1);
}

async fn dry_run_is_true_or_false(server: &mut Server) {
    assert_eq!(server.post("/invoices?dry_run=maybe", &invoice()).await.faults(), ["dry_run"]);
    assert_eq!(server.count("/invoices").await, 0);
}

both! {
    a_dry_run_answers_as_the_real_call_would_and_stores_nothing,
    a_dry_run_refuses_what_the_real_call_would,
    every_write_can_be_run_dry,
    dry_run_is_true_or_false,
}
