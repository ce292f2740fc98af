//! Background work: what fails waits alone, and nobody waits for it.

use crate::support::Clock;
use crate::support::Server;
use crate::support::{Api, Draft, both_at, eventually, text};
use serde_json::{Value, json};

/// Another account of the same organisation, with a key of its own.
pub(crate) async fn account(api: &Api, name: &str) -> Api {
    let made = api
        .post(
            "/accounts",
            &json!({"company": {"name": name, "email": "a@example.com"}, "currency": "USD"}),
        )
        .await
        .json(201);
    api.with_key(text(&made["api_key_secret"]))
}

/// Issues an invoice that is due on a day, and says which it is.
async fn due(api: &Api, day: &str, price: &str) -> String {
    let body = json!({
        "issue_date": "2027-06-01", "due_date": day, "currency": "USD", "taxes": [],
        "items": [{"name": "Work", "unit_price": price}],
    });
    text(&api.made(body, true).await["id"]).to_owned()
}

async fn fees(api: &Api, invoice: &str) -> Vec<Value> {
    let fees = api.get(&format!("/invoices/{invoice}/late-fees")).await.json(200);
    fees["data"].as_array().unwrap().clone()
}

async fn wait_for_fee(api: &Api, what: &str, invoice: &str) {
    let one = async || (fees(api, invoice).await.len() == 1).then_some(());
    eventually(what, one).await;
}

async fn terms(api: &Api) -> Value {
    api.get("/settings/late-fees").await.json(200)
}

async fn invoices_that_cannot_be_charged_for_keep_no_other_waiting(
    server: &mut Server,
    clock: &Clock,
) {
    let other = account(server, "Other").await;
    // The fee alone can be written down, but not with the tax on it.
    let charge = json!({"enabled": true, "value": 100, "as": "issued", "taxes": [{"name": "VAT", "value": 50}]});
    for api in [&server.api(), &other] {
        api.put("/settings/late-fees", &charge).await.expect(200);
    }
    let mut failing = vec![];
    for _ in 0..30 {
        failing.push(due(server, "2027-06-10", "900000000000000").await);
    }
    let good = due(server, "2027-06-11", "100").await;
    let theirs = due(&other, "2027-06-11", "100").await;
    clock.set("2027-06-12 12:00:00");
    wait_for_fee(server, "the fee of the good invoice", &good).await;
    wait_for_fee(&other, "the fee of the other account", &theirs).await;
    assert!(fees(server, &failing[0]).await.is_empty());
    let told = eventually("the error", async || {
        Some(terms(server).await).filter(|terms| terms["last_error"].is_string())
    })
    .await;
    assert_eq!(terms(&other).await["last_error"], Value::Null, "{told}");
    // The next days are charged for all the same.
    let next = due(server, "2027-06-20", "100").await;
    clock.set("2027-06-21 12:00:00");
    wait_for_fee(server, "the fee of the next days", &next).await;
    // When what was in the way is gone, what failed is charged for, although its day is long past.
    server.patch("/settings/late-fees", &json!({"value": 1})).await.expect(200);
    let mut minutes = 0;
    eventually("the fees that failed", async || {
        // A try that was under way may have failed since, and waits anew.
        minutes = (minutes + 7).min(23 * 60);
        clock.set(&format!("2027-06-22 {:02}:{:02}:00", minutes / 60, minutes % 60));
        for invoice in &failing {
            if fees(server, invoice).await.len() != 1 {
                return None;
            }
        }
        Some(())
    })
    .await;
    eventually("the error to go", async || {
        terms(server).await["last_error"].is_null().then_some(())
    })
    .await;
    let metrics = server.at("").get("/metrics").await.expect(200).text();
    assert!(metrics.contains("net30_background_set_back_total{round=\"late_fees\"} "), "{metrics}");
    assert!(
        metrics.contains("net30_background_failures_total{round=\"late_fees\",kind=\"panic\"} 0"),
        "{metrics}"
    );
    let last = metrics.lines().find(|line| {
        line.starts_with("net30_background_last_success_timestamp_seconds{round=\"late_fees\"} ")
    });
    let moment: f64 = last.unwrap().rsplit(' ').next().unwrap().parse().unwrap();
    assert!(moment > 1.8e9, "{moment}");
    assert_eq!(server.at("").get("/readyz").await.expect(200).text(), "ready\n");
}

async fn an_account_with_many_recurring_invoices_keeps_no_other_waiting(
    server: &mut Server,
    clock: &Clock,
) {
    let other = account(server, "Other").await;
    let recurring = |start: &str| {
        json!({
            "invoice": {"customer": {"company": "C"}, "items": [{"name": "x", "unit_price": 1}]},
            "schedule": {"unit": "day", "start_date": start, "time": "06:00", "count": 1},
        })
    };
    for _ in 0..250 {
        server.post("/recurring-invoices", &recurring("2027-06-06")).await.expect(201);
    }
    let made = other.post("/recurring-invoices", &recurring("2027-06-07")).await.json(201);
    clock.set("2027-06-07 06:00:00");
    let path = format!("/recurring-invoices/{}", text(&made["id"]));
    eventually("its turn", async || (other.get(&path).await.json(200)["runs"] == 1).then_some(()))
        .await;
    let done = server.count("/invoices").await;
    assert!(done < 250, "all {done} of the other account came first");
}

both_at! {
    invoices_that_cannot_be_charged_for_keep_no_other_waiting = "2027-06-05 12:00:00",
    an_account_with_many_recurring_invoices_keeps_no_other_waiting = "2027-06-05 12:00:00",
}
