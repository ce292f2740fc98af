//! How clients spell what they ask for: slashes at the end, another case, a number in place of an id.

use crate::support::Server;
use crate::support::{Draft, both, invoice, text};
use serde_json::json;

async fn a_slash_at_the_end_is_passed_over(server: &mut Server) {
    let issued = server.issued().await;
    let id = text(&issued["id"]);
    let api = server.at("");
    for path in [
        "/api/v1/invoices/",
        "/api/v1/invoice",
        "/api/v1/invoice/",
        "/v1/invoices/",
        "/api/invoices/",
        "/api/v1/settings/",
        "/api/v1/invoices/?limit=1",
        "/api/v1/openapi.json/",
    ] {
        api.get(path).await.expect(200);
    }
    for path in [
        format!("/api/v1/invoices/{id}/"),
        format!("/v1/invoices/{id}/"),
        format!("/api/v1/invoice/{id}/"),
    ] {
        api.get(&path).await.expect(200);
    }
    api.post("/api/v1/invoices/", &invoice()).await.expect(201);
    api.act(&format!("/api/v1/invoices/{id}/mark-paid/")).await.expect(200);
    // The rules of the route hold for every spelling of it.
    let made = server.post("/api-keys", &json!({"scope": "write"})).await.json(201);
    let lower = api.with_key(text(&made["secret"]));
    assert_eq!(lower.get("/api/v1/api-keys/").await.problem(403), "forbidden");
    assert_eq!(api.without_key().get("/api/v1/invoices/").await.problem(401), "unauthorized");
    assert_eq!(api.get("/api/v1/nothing/").await.problem(404), "not_found");
    assert_eq!(api.delete("/api/v1/invoices/").await.problem(405), "method_not_allowed");
}

async fn justinvoice_is_found_in_any_case(server: &mut Server) {
    let issued = server.issued().await;
    let api = server.at("");
    api.get("/api/Invoices").await.expect(200);
    api.get("/API/INVOICES?days=90").await.expect(200);
    let number = text(&issued["number"]);
    let found = api.get(&format!("/api/Invoices/{number}")).await.json(200);
    assert_eq!(found["id"], issued["id"]);
    api.act(&format!("/api/Invoices/{number}/Paid")).await.expect(200);
    assert_eq!(api.get("/api/V1/invoices").await.status, 404);
}

async fn a_number_stands_for_an_id_on_every_route_of_an_invoice(server: &mut Server) {
    let made = server.made(json!({"number": "2026/07-ä 1"}), true).await;
    let number = "2026%2F07-%C3%A4%201";
    let of = |rest: &str| format!("/invoices/{number}{rest}");
    assert_eq!(server.get(&of("")).await.json(200)["id"], made["id"]);
    for rest in ["/pdf", "/html", "/events", "/payments", "/deliveries", "/reminders", "/late-fees"]
    {
        server.get(&of(rest)).await.expect(200);
    }
    let paid = server.post(&of("/payments"), &json!({"amount": 1})).await.json(201);
    assert_eq!((&paid["invoice_id"], paid["amount"].to_string()), (&made["id"], "1.00".to_owned()));
    assert_eq!(server.act(&of("/mark-paid")).await.json(200)["id"], made["id"]);
    assert_eq!(server.act(&of("/duplicate")).await.json(201)["status"], "draft");
    let own = server.issued().await;
    let path = format!("/invoices/{}/credit-note", text(&own["number"]));
    let note = server.act(&path).await.json(201);
    assert_eq!(note["type"], "credit_note");
    for unknown in ["INV-9999", "%00", "..%2F..", "%F0%9F%98%80"] {
        assert_eq!(server.get(&format!("/invoices/{unknown}")).await.problem(404), "not_found");
    }
    let other = server.command_json(&["account", "create", "Other"]);
    let other = server.with_key(text(&other["api_key"]));
    assert_eq!(other.get(&of("")).await.problem(404), "not_found");
}

both! {
    a_slash_at_the_end_is_passed_over,
    justinvoice_is_found_in_any_case,
    a_number_stands_for_an_id_on_every_route_of_an_invoice,
}
