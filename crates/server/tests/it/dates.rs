//! Dates: as days or as the date-times that clients have at hand, in every API's bodies and filters.

use crate::support::{Draft, Server, both, invoice, text};
use serde_json::{Value, json};

/// How many entries each filter of each API finds.
async fn found(server: &Server, day: &str) -> Vec<usize> {
    let mut counts = vec![];
    for (prefix, query, list) in [
        ("/api/v1", "/invoices?from_date={}&to_date={}", "data"),
        ("/api/v1", "/invoices?due_from={}&due_to=2027-01-01", "data"),
        ("/api/v1", "/invoice?invoice_date_gte={}&invoice_date_lte={}", "items"),
        ("/api/v1", "/invoice?due_date_gte={}", "items"),
    ] {
        let path = query.replace("{}", day);
        let page = server.at(prefix).get(&path).await.json(200);
        counts.push(page[list].as_array().unwrap().len());
    }
    counts
}

/// `new Date().toISOString()` is what most clients have.
async fn a_date_time_is_taken_for_its_date_in_every_apis_bodies(server: &mut Server) {
    let mut body = invoice();
    body["issue_date"] = json!("2026-11-01T00:00:00Z");
    body["due_date"] = json!("2026-11-15T23:30:00.000-05:00");
    body["service_start_date"] = json!("2026-10-01T00:00:00");
    body["items"][0]["service_end_date"] = json!("2026-10-31 12:00");
    let made = server.post("/invoices?issue=true", &body).await.json(201);
    assert_eq!(made["issue_date"], "2026-11-01");
    assert_eq!(made["due_date"], "2026-11-15");
    assert_eq!(made["service_start_date"], "2026-10-01");
    assert_eq!(made["items"][0]["service_end_date"], "2026-10-31");

    let paid = json!({"amount": 1, "date": "2026-11-03T08:15:00Z"});
    let path = format!("/invoices/{}/payments", text(&made["id"]));
    assert_eq!(server.post(&path, &paid).await.json(201)["date"], "2026-11-03");

    let customer = &made["customer_id"];
    let justpaid = json!({"customer": customer, "invoice_date": "2026-11-01T00:00:00Z", "due_date": "2026-12-01T00:00:00+01:00",
        "line_items": [{"name": "x", "unit_price": 1, "service_start_date": "2026-10-02T00:00:00Z"}]});
    let made = server.post("/invoice/create", &justpaid).await.json(201);
    assert_eq!(made["invoice_date"], "2026-11-01");
    assert_eq!(made["due_date"], "2026-12-01");
    assert_eq!(made["line_items"][0]["service_start_date"], "2026-10-02");

    let invoiless = json!({"customer": customer, "date": "2026-11-01T00:00:00.000Z", "dueDate": "2026-12-01T00:00:00.000Z",
        "items": [{"name": "x", "quantity": 1, "price": 1}]});
    let made = server.at("/v1").post("/invoices", &invoiless).await.json(201);
    let made = server.read(text(&made["id"])).await;
    assert_eq!([&made["issue_date"], &made["due_date"]], ["2026-11-01", "2026-12-01"]);
}

async fn a_date_time_is_taken_for_its_date_in_every_filter(server: &mut Server) {
    let dates = json!({"issue_date": "2026-11-01", "due_date": "2026-11-01"});
    server.made(dates, true).await;
    server.made(json!({"issue_date": "2026-11-02", "due_date": "2026-11-20"}), true).await;
    let days = found(server, "2026-11-01").await;
    assert_eq!(days, [1, 2, 1, 2]);
    for moment in
        ["2026-11-01T00:00:00Z", "2026-11-01T23:59:59.999%2B02:00", "2026-11-01T23:59:59+02:00"]
    {
        assert_eq!(found(server, moment).await, days, "{moment}");
    }
    let reports =
        server.get("/reports/summary?from_date=2026-11-01T00:00:00Z&to_date=2026-11-30T00:00:00Z");
    reports.await.expect(200);
}

async fn a_day_that_no_calendar_has_is_named_as_such(server: &mut Server) {
    let mut body = invoice();
    body["issue_date"] = json!("2026-02-30");
    let detail = |reply: Value| text(&reply["detail"]).to_owned();
    let told = "is not a date there is: 2026-02 has 28 days";
    assert_eq!(
        detail(server.post("/invoices", &body).await.json(422)),
        format!("issue_date {told}")
    );
    let list = server.get("/invoices?from_date=2026-02-30T00:00:00Z").await.json(422);
    assert_eq!(detail(list), format!("the parameter from_date {told}"));
    let justinvoice = json!({"customerEmail": "a@b.example", "invoiceDate": "2026-02-30T00:00:00Z",
        "lineItems": [{"description": "x", "quantity": 1, "unitPrice": 1}]});
    let reply = server.at("/api").post("/invoices", &justinvoice).await.json(422);
    assert_eq!(detail(reply), format!("invoiceDate {told}"));
}

both! {
    a_date_time_is_taken_for_its_date_in_every_apis_bodies,
    a_date_time_is_taken_for_its_date_in_every_filter,
    a_day_that_no_calendar_has_is_named_as_such,
}
