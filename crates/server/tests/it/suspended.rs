//! A suspended account: its keys are refused and nothing is done for it, and its customers still see what they were sent.

use crate::support::Clock;
use crate::support::Server;
use crate::support::shop::Shop;
use crate::support::{Draft, both, both_at, eventually, shop::both_shops, text};
use reqwest::Method;
use serde_json::json;

async fn the_keys_of_a_suspended_account_are_refused_by_every_api(server: &mut Server) {
    let issued = server.issued().await;
    let other = crate::background::account(server, "Other").await;
    let id = server.account_id.clone();
    let said = server.command_json(&["account", "suspend", &id]);
    assert_eq!(said["suspended"], true);
    let root = server.at("");
    for path in ["/api/v1/invoices", "/api/invoices", "/api/v1/invoice/", "/v1/invoices"] {
        assert_eq!(root.get(path).await.problem(403), "account_suspended", "{path}");
    }
    assert_eq!(server.post("/invoices", &json!({})).await.problem(403), "account_suspended");
    // The other account of the organisation works on, but not on this one.
    other.get("/invoices").await.expect(200);
    assert_eq!(
        other.with("scope-id", &id).get("/invoices").await.problem(403),
        "account_suspended"
    );
    // Its own key reaches the other account.
    let theirs = other.get("/settings").await.json(200)["account_id"].clone();
    if let Some(theirs) = theirs.as_str() {
        server.with("scope-id", theirs).get("/invoices").await.expect(200);
    }
    let link = text(&issued["links"]["public"]);
    let page = reqwest::get(link).await.unwrap();
    assert_eq!(page.status(), 200);
    let listed = server.command_json(&["account", "list"]);
    let states: Vec<&str> = listed["accounts"]
        .as_array()
        .unwrap()
        .iter()
        .map(|account| text(&account["state"]))
        .collect();
    assert_eq!(states, ["suspended", "active"]);
    server.command_json(&["account", "suspend", &id]);
    server.command_json(&["account", "resume", &id]);
    server.read(text(&issued["id"])).await;
    let wanted = ["account.created", "account.suspended", "account.resumed"];
    // An event is listed once no other transaction of the database can come before it.
    eventually("the history tells of both", async || {
        let events = server.get("/events").await.json(200);
        let kinds = events["data"].as_array().unwrap().iter().map(|event| text(&event["type"]));
        let kinds: Vec<&str> = kinds.filter(|kind| kind.starts_with("account.")).collect();
        (kinds == wanted).then_some(())
    })
    .await;
}

both! {
    the_keys_of_a_suspended_account_are_refused_by_every_api,
}

async fn nothing_is_done_for_a_suspended_account_until_it_is_resumed(
    server: &mut Server,
    clock: &Clock,
) {
    let other = crate::background::account(server, "Other").await;
    let daily = json!({
        "invoice": {"customer": {"company": "C"}, "items": [{"name": "x", "unit_price": 1}]},
        "schedule": {"unit": "day", "start_date": "2027-06-06", "time": "06:00", "count": 1},
    });
    let rests = server.post("/recurring-invoices", &daily).await.json(201);
    let goes_on = other.post("/recurring-invoices", &daily).await.json(201);
    server.command_json(&["account", "suspend", &server.account_id]);
    clock.set("2027-06-06 12:00:00");
    let path =
        |recurring: &serde_json::Value| format!("/recurring-invoices/{}", text(&recurring["id"]));
    eventually("the other's", async || {
        (other.get(&path(&goes_on)).await.json(200)["runs"] == 1).then_some(())
    })
    .await;
    // Whatever would have been done for it was due in the same round.
    clock.set("2027-06-06 12:00:10");
    server.command_json(&["account", "resume", &server.account_id]);
    let before = server.get(&path(&rests)).await.json(200);
    let late = eventually("its turn", async || {
        Some(server.get(&path(&rests)).await.json(200)).filter(|found| found["runs"] == 1)
    })
    .await;
    assert!(text(&late["last_run_at"]) >= "2027-06-06T12:00:10", "{before} {late}");
}

both_at! {
    nothing_is_done_for_a_suspended_account_until_it_is_resumed = "2027-06-05 12:00:00",
}

async fn the_page_of_a_suspended_account_shows_the_invoice_and_offers_no_payment(shop: &mut Shop) {
    let issued = shop.issued().await;
    assert!(shop.look(&issued).await.body.contains("Pay $6,684.90"));
    let session = shop.session_of(&issued, "").await;
    shop.server.command_json(&["account", "suspend", &shop.server.account_id]);
    let page = shop.look(&issued).await;
    assert_eq!(page.status, 200);
    assert!(
        page.body.contains("6,684.90") && !page.body.contains("Pay $6,684.90"),
        "{}",
        page.body
    );
    let pressed = shop.press(&issued, "").await;
    assert!(pressed.location.unwrap().ends_with("?problem=unavailable"));
    let pdf =
        shop.browse(Method::GET, &format!("{}/pdf", crate::support::shop::link(&issued)), "").await;
    assert_eq!(pdf.status, 200);
    // Who was at the payment page already and pays is not forgotten.
    assert!(shop.stripe.take(&session));
    shop.poll_now().await;
    shop.server.command_json(&["account", "resume", &shop.server.account_id]);
    shop.until(&issued, |invoice| invoice["status"] == "paid").await;
}

both_shops! {
    the_page_of_a_suspended_account_shows_the_invoice_and_offers_no_payment,
}
