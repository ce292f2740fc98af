//! Late fees: nothing unless the account says so, and then each period once.

use crate::support::Clock;
use crate::support::Server;
use crate::support::{Api, Draft, both, both_at, eventually, text};
use serde_json::{Value, json};

/// Issues an invoice of 200.00 that is due on a day.
async fn due(api: &Api, day: &str, changes: Value) -> Value {
    let mut body = json!({
        "issue_date": "2027-06-01", "due_date": day, "currency": "USD", "taxes": [],
        "items": [{"name": "Work", "unit_price": 200}],
    });
    body.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
    api.made(body, true).await
}

async fn fees(api: &Api, invoice: &Value) -> Vec<Value> {
    let fees = api.get(&format!("/invoices/{}/late-fees", text(&invoice["id"]))).await.json(200);
    fees["data"].as_array().unwrap().clone()
}

async fn wait_for(api: &Api, invoice: &Value, count: usize) -> Vec<Value> {
    eventually("the fees", async || {
        let fees = fees(api, invoice).await;
        (fees.len() >= count).then_some(fees)
    })
    .await
}

/// Date and amount of each fee.
fn figures(fees: &[Value]) -> Vec<(String, String)> {
    fees.iter().map(|fee| (text(&fee["date"]).to_owned(), fee["amount"].to_string())).collect()
}

fn expected(figures: &[(&str, &str)]) -> Vec<(String, String)> {
    figures.iter().map(|(date, amount)| ((*date).to_owned(), (*amount).to_owned())).collect()
}

async fn charge(api: &Api, terms: Value) -> Value {
    let mut body = json!({"enabled": true});
    body.as_object_mut().unwrap().extend(terms.as_object().unwrap().clone());
    api.put("/settings/late-fees", &body).await.json(200)
}

async fn nothing_is_charged_unless_the_account_says_so(server: &mut Server) {
    let terms = server.get("/settings/late-fees").await.json(200);
    assert_eq!(
        [&terms["enabled"], &terms["every"], &terms["as"], &terms["revision"]],
        [&json!(false), &json!("once"), &json!("draft"), &json!(0)]
    );
    let changed = server
        .patch(
            "/settings/late-fees",
            &json!({"enabled": true, "type": "amount", "value": 40, "name": "Fee for {number}"}),
        )
        .await
        .json(200);
    assert_eq!(
        [&changed["enabled"], &changed["value"], &changed["revision"]],
        [&json!(true), &json!(40), &json!(1)]
    );
    assert_eq!(server.put("/settings/late-fees", &changed).await.json(200), changed);
    assert_eq!(
        server.patch("/settings/late-fees", &json!({"enabled": false})).await.json(200)["revision"],
        2
    );
    let stale = server.with("if-match", "\"1\"").put("/settings/late-fees", &changed).await;
    assert_eq!(stale.problem(412), "precondition_failed");
}

async fn bad_terms_are_told_what_is_wrong(server: &mut Server) {
    for (terms, pointers) in [
        (json!({"enabled": true}), vec!["/value"]),
        (json!({"enabled": true, "value": 0}), vec!["/value"]),
        (json!({"enabled": true, "value": 101}), vec!["/value"]),
        (json!({"enabled": true, "value": -1, "max_total": 0}), vec!["/max_total", "/value"]),
        (json!({"type": "amount", "value": "1.005"}), vec!["/value"]),
        (
            json!({"value": 1, "every": "year", "as": "letter", "grace_days": -1, "x": 1}),
            vec!["/as", "/every", "/grace_days", "/x"],
        ),
        (json!({"value": 1, "name": "for {whom}"}), vec!["/name"]),
        (json!({"value": 1, "taxes": ["019b8f3e-7c2a-7d51-9c1e-3f1d2a4b5c6d"]}), vec!["/taxes/0"]),
    ] {
        let mut faults = server.put("/settings/late-fees", &terms).await.faults();
        faults.sort();
        assert_eq!(faults, pointers, "{terms}");
    }
    let key = server.post("/api-keys", &json!({"label": "w", "scope": "write"})).await.json(201);
    let key = key.get("api_key").filter(|key| key.is_object()).unwrap_or(&key)["secret"].clone();
    if let Some(secret) = key.as_str() {
        let reply = server.with_key(secret).put("/settings/late-fees", &json!({"value": 1})).await;
        assert_eq!(reply.problem(403), "forbidden");
    }
}

both! {
    nothing_is_charged_unless_the_account_says_so,
    bad_terms_are_told_what_is_wrong,
}

async fn a_fee_is_charged_once_on_a_draft_of_its_own(server: &mut Server, clock: &Clock) {
    let old = due(server, "2027-05-20", json!({"issue_date": "2027-05-01"})).await;
    charge(server, json!({"type": "amount", "value": 40, "grace_days": 5})).await;
    let late = due(server, "2027-06-10", json!({})).await;
    let paid = due(server, "2027-06-10", json!({})).await;
    let euro = due(server, "2027-06-10", json!({"currency": "EUR"})).await;
    server.invoice_act(&paid, "mark-paid").await.expect(200);
    clock.set("2027-06-16 06:59:59");
    let witness = json!({"invoice": {"customer": {"company": "W"}, "items": [{"name": "x", "unit_price": 1}]}, "schedule": {"unit": "day", "start_date": "2027-06-16", "time": "06:59", "count": 1}});
    let witness = server.post("/recurring-invoices", &witness).await.json(201);
    eventually("the witness", async || {
        let found =
            server.get(&format!("/recurring-invoices/{}", text(&witness["id"]))).await.json(200);
        (found["runs"] == 1).then_some(())
    })
    .await;
    assert_eq!(fees(server, &late).await, [] as [Value; 0]);
    clock.set("2027-06-16 07:00:00");
    let charged = wait_for(server, &late, 1).await;
    assert_eq!(figures(&charged), expected(&[("2027-06-16", "40.00")]));
    let document = server.read(text(&charged[0]["document_id"])).await;
    assert_eq!([&document["status"], &document["currency"]], ["draft", "USD"]);
    assert_eq!(document["totals"]["total"].to_string(), "40.00");
    assert_eq!(document["metadata"]["late_fee_for"], late["id"]);
    let name = text(&document["items"][0]["name"]);
    assert_eq!(name, format!("Late fee for invoice {}, due Jun 10, 2027", text(&late["number"])));
    // The fee itself is late, and long after.
    server.act(&format!("/invoices/{}/publish", text(&document["id"]))).await.expect(200);
    let last = due(server, "2027-11-25", json!({})).await;
    clock.set("2027-12-01 12:00:00");
    wait_for(server, &last, 1).await;
    assert_eq!(fees(server, &late).await, charged);
    for untouched in [&document, &paid, &old, &euro] {
        assert_eq!(fees(server, untouched).await, [] as [Value; 0]);
    }
    let events = server.get(&format!("/invoices/{}/events", text(&late["id"]))).await.json(200);
    let told = events["data"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|event| event["type"] == "invoice.late_fee_charged")
        .count();
    assert_eq!(told, 1);
}

async fn a_percentage_is_charged_each_month_up_to_a_limit_and_until_it_is_paid(
    server: &mut Server,
    clock: &Clock,
) {
    charge(server, json!({"value": "1.333", "every": "month", "max_total": 9, "as": "issued", "taxes": [{"name": "VAT", "value": 10}], "name": "Interest on {number} of {amount_due}"})).await;
    let late = due(server, "2027-07-30", json!({})).await;
    let other = due(server, "2027-07-30", json!({})).await;
    clock.set("2027-09-01 12:00:00");
    let first = wait_for(server, &late, 2).await;
    // 1.333 % of 200.00, on the 31st and the last day of August.
    assert_eq!(figures(&first), expected(&[("2027-07-31", "2.67"), ("2027-08-31", "2.67")]));
    let document = server.read(text(&first[0]["document_id"])).await;
    assert_eq!([&document["status"], &document["issue_date"]], ["open", "2027-09-01"]);
    assert_eq!(document["totals"]["total"].to_string(), "2.94");
    assert_eq!(
        document["items"][0]["name"],
        format!("Interest on {} of $200.00", text(&late["number"]))
    );
    server
        .post(&format!("/invoices/{}/payments", text(&late["id"])), &json!({"amount": 100}))
        .await
        .expect(201);
    wait_for(server, &other, 2).await;
    server.invoice_act(&other, "mark-paid").await.expect(200);
    clock.set("2027-12-15 12:00:00");
    let all = wait_for(server, &late, 5).await;
    // Half is paid; the last one reaches the limit.
    assert_eq!(
        figures(&all)[2..],
        expected(&[("2027-09-30", "1.33"), ("2027-10-31", "1.33"), ("2027-11-30", "1.00")])
    );
    let newer = due(server, "2028-02-20", json!({})).await;
    clock.set("2028-03-01 12:00:00");
    wait_for(server, &newer, 1).await;
    assert_eq!(fees(server, &late).await.len(), 5);
    assert_eq!(fees(server, &other).await.len(), 2);
}

async fn a_fee_is_a_line_of_the_customers_draft(server: &mut Server, clock: &Clock) {
    charge(server, json!({"type": "amount", "value": 5, "every": "week", "as": "draft_line"}))
        .await;
    let late = due(server, "2027-06-10", json!({})).await;
    let draft = server.made(json!({"customer_id": late["customer_id"], "customer": null, "issue_date": "2027-06-05"}), false).await;
    clock.set("2027-06-11 12:00:00");
    let charged = wait_for(server, &late, 1).await;
    assert_eq!(charged[0]["document_id"], draft["id"]);
    let after = server.read(text(&draft["id"])).await;
    assert_eq!(
        after["items"].as_array().unwrap().len(),
        draft["items"].as_array().unwrap().len() + 1
    );
    // The draft's sales tax is not taken on it.
    assert_eq!(after["totals"]["tax"], draft["totals"]["tax"]);
    assert_eq!(after["totals"]["total"].to_string(), "6689.90");
    server.delete(&format!("/invoices/{}", text(&draft["id"]))).await.expect(204);
    clock.set("2027-06-18 12:00:00");
    let charged = wait_for(server, &late, 2).await;
    let fresh = server.read(text(&charged[1]["document_id"])).await;
    assert_eq!(
        [fresh["status"].to_string(), fresh["totals"]["total"].to_string()],
        ["\"draft\"", "5.00"]
    );
    server.put("/settings/late-fees", &json!({"enabled": false, "value": 5})).await.expect(200);
    server
        .put("/settings/late-fees", &json!({"enabled": true, "type": "amount", "value": 6}))
        .await
        .expect(200);
    let newer = due(server, "2027-06-25", json!({})).await;
    clock.set("2027-06-30 12:00:00");
    wait_for(server, &newer, 1).await;
    assert_eq!(fees(server, &late).await.len(), 2);
}

async fn a_fee_on_a_german_draft_says_in_german_why_it_is_not_taxed(
    server: &mut Server,
    clock: &Clock,
) {
    charge(server, json!({"type": "amount", "value": 5, "as": "draft_line"})).await;
    let late = due(server, "2027-06-10", json!({})).await;
    let german = json!({"customer_id": late["customer_id"], "customer": null, "issue_date": "2027-06-05", "lang": "de"});
    let draft = server.made(german, false).await;
    clock.set("2027-06-11 12:00:00");
    wait_for(server, &late, 1).await;
    let after = server.read(text(&draft["id"])).await;
    let fee = after["items"].as_array().unwrap().last().unwrap();
    assert!(text(&fee["name"]).starts_with("Verzugsgebühr"), "{fee}");
    assert_eq!(fee["taxes"][0]["exemption_reason"], "Schadensersatz wegen Zahlungsverzugs");
}

both_at! {
    a_fee_is_charged_once_on_a_draft_of_its_own = "2027-06-05 12:00:00",
    a_percentage_is_charged_each_month_up_to_a_limit_and_until_it_is_paid = "2027-06-05 12:00:00",
    a_fee_is_a_line_of_the_customers_draft = "2027-06-05 12:00:00",
    a_fee_on_a_german_draft_says_in_german_why_it_is_not_taxed = "2027-06-05 12:00:00",
}
