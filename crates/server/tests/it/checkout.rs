//! Paying online: one session for what is due, and one payment for a session.

use crate::support::shop::Shop;
use crate::support::{
    Api, Backend, Draft, Server,
    shop::{both_shops, link},
    stripe::KEY,
    text,
};
use futures_util::future::join_all;
use reqwest::Method;
use serde_json::json;
use std::collections::BTreeSet;

async fn pressing_pay_leads_to_stripe_and_back_to_a_paid_invoice(shop: &mut Shop) {
    let issued = shop.issued().await;
    assert!(shop.look(&issued).await.body.contains("Pay $6,684.90"));
    let id = shop.session_of(&issued, "").await;
    let session = shop.stripe.session(&id);
    assert_eq!(session["amount_total"], 668_490);
    assert_eq!(session["currency"], "usd");
    assert_eq!(session["client_reference_id"], issued["id"]);
    assert_eq!(session["metadata"]["net30_account"], shop.server.account_id.as_str());
    assert_eq!(session["customer_email"], "billing@globex.example");
    assert!(shop.stripe.take(&id));
    let back = shop.come_back(&issued, &id).await;
    assert!(back.body.contains("Your payment has arrived"), "{}", back.body);
    let paid = shop.read(text(&issued["id"])).await;
    assert_eq!(paid["status"], "paid");
    assert_eq!(paid["payments"][0]["method"], "card");
    assert_eq!(paid["payments"][0]["reference"], shop.stripe.taken()[0].payment_intent.as_str());
    assert_eq!(paid["payments"][0]["amount"].to_string(), "6684.90");
    // Coming back once more changes nothing, and paying again is not offered.
    shop.come_back(&issued, &id).await;
    assert_eq!(shop.read(text(&issued["id"])).await, paid);
    let pressed = shop.press(&issued, "").await;
    assert!(pressed.location.unwrap().ends_with("?problem=nothing_due"));
}

async fn a_press_that_comes_to_nothing_leads_back_to_the_page(shop: &mut Shop) {
    let issued = shop.issued().await;
    let pressed = shop.press(&issued, "amount=100.00").await;
    assert_eq!(pressed.status, 303);
    let pay = reqwest::Url::parse(&format!("{}/pay", link(&issued))).unwrap();
    let back = pay.join(&pressed.location.unwrap()).unwrap();
    assert_eq!(back.query(), Some("problem=amount"));
    let page = shop.browse(Method::GET, back.as_str(), "").await;
    assert_eq!(page.status, 200, "{back}");
    assert!(page.body.contains(text(&issued["number"])), "{}", page.body);
}

async fn pressing_pay_ten_times_at_once_makes_one_session(shop: &mut Shop) {
    let issued = shop.issued().await;
    let pressed = join_all((0..10).map(|_| shop.session_of(&issued, ""))).await;
    let first = shop.session_of(&issued, "").await;
    assert_eq!(pressed.into_iter().collect::<BTreeSet<_>>(), BTreeSet::from([first]));
    assert_eq!(shop.stripe.sessions().len(), 1);
}

async fn a_payment_by_other_ways_closes_the_session_and_the_rest_gets_another(shop: &mut Shop) {
    let issued = shop.issued().await;
    let first = shop.session_of(&issued, "").await;
    let payments = format!("/invoices/{}/payments", text(&issued["id"]));
    shop.post(&payments, &json!({"amount": "684.90"})).await.expect(201);
    shop.until_session(&first, "expired").await;
    let second = shop.session_of(&issued, "").await;
    assert_ne!(first, second);
    assert_eq!(shop.stripe.session(&second)["amount_total"], 600_000);
    // Nobody failed to pay: the server itself closed it.
    assert!(shop.events(&issued, "payment.failed").await.is_empty());
    shop.invoice_act(&issued, "mark-paid").await.expect(200);
    shop.until_session(&second, "expired").await;
}

async fn voiding_or_unpublishing_closes_the_session(shop: &mut Shop) {
    for action in ["void", "unpublish"] {
        let issued = shop.issued().await;
        let id = shop.session_of(&issued, "").await;
        shop.invoice_act(&issued, action).await.expect(200);
        shop.until_session(&id, "expired").await;
    }
}

async fn pressing_pay_after_the_balance_changed_does_not_wait_for_the_schedule(shop: &mut Shop) {
    let issued = shop.issued().await;
    let first = shop.session_of(&issued, "").await;
    let note = json!({"amount": "1.00"});
    shop.post(&format!("/invoices/{}/payments", text(&issued["id"])), &note).await.expect(201);
    let second = shop.session_of(&issued, "").await;
    assert_eq!(shop.stripe.session(&first)["status"], "expired");
    assert_eq!(shop.stripe.session(&second)["amount_total"], 668_390);
}

async fn a_part_is_paid_where_the_account_allows_it(shop: &mut Shop) {
    let issued = shop.issued().await;
    assert!(
        shop.press(&issued, "amount=100.00").await.location.unwrap().ends_with("?problem=amount")
    );
    shop.patch("/settings", &json!({"allow_partial_payment": true})).await.expect(200);
    assert!(shop.look(&issued).await.body.contains("name=\"amount\""));
    for wrong in ["0", "-5", "6684.91", "1.001", "abc", "1e400", "%00"] {
        let pressed = shop.press(&issued, &format!("amount={wrong}")).await;
        assert_eq!(
            (pressed.status, pressed.location.unwrap().ends_with("?problem=amount")),
            (303, true),
            "{wrong}"
        );
    }
    assert_eq!(shop.stripe.sessions().len(), 0);
    let part = shop.session_of(&issued, "amount=84%2C90").await;
    assert_eq!(shop.stripe.session(&part)["amount_total"], 8490);
    // Another amount takes the place of the first.
    let other = shop.session_of(&issued, "amount=684.90").await;
    assert_eq!(shop.stripe.session(&part)["status"], "expired");
    assert!(shop.stripe.take(&other));
    shop.come_back(&issued, &other).await;
    let partly = shop.read(text(&issued["id"])).await;
    assert_eq!(
        (&partly["status"], partly["totals"]["due"].to_string()),
        (&json!("partially_paid"), "6000.00".to_owned())
    );
    let rest = shop.session_of(&issued, "").await;
    assert_eq!(shop.stripe.session(&rest)["amount_total"], 600_000);
}

async fn amounts_are_in_the_currencys_own_units(shop: &mut Shop) {
    for (currency, price, units) in [
        ("JPY", "1500", 1500),
        ("KWD", "12.340", 12_340),
        ("UGX", "5000", 500_000),
        ("ISK", "900", 90_000),
        ("HUF", "1000.45", 100_045),
        ("EUR", "1.00", 100),
    ] {
        let issued = shop.made(json!({"currency": currency, "taxes": [], "items": [{"name": "Work", "unit_price": price}]}), true).await;
        let id = shop.session_of(&issued, "").await;
        let session = shop.stripe.session(&id);
        assert_eq!(session["amount_total"], units, "{currency}");
        assert_eq!(session["currency"], currency.to_lowercase());
        assert!(shop.stripe.take(&id));
        shop.come_back(&issued, &id).await;
        let paid = shop.read(text(&issued["id"])).await;
        assert_eq!(paid["status"], "paid", "{currency}");
        assert_eq!(
            paid["totals"]["due"].to_string().trim_end_matches(['0', '.']),
            "",
            "{currency}"
        );
    }
    // What Stripe cannot charge exactly is not offered.
    let issued = shop.made(json!({"currency": "KWD", "taxes": [], "items": [{"name": "Work", "unit_price": "5.124"}]}), true).await;
    assert!(!shop.look(&issued).await.body.contains("<form"));
}

async fn the_pdf_says_that_it_can_be_paid_online_only_where_it_can(shop: &mut Shop) {
    let issued = shop.issued().await;
    let pdf = |issued: &serde_json::Value| format!("/invoices/{}/pdf", text(&issued["id"]));
    let first = shop.get(&pdf(&issued)).await.expect(200).bytes;
    let says = crate::documents::pdf_text(&first);
    assert!(says.contains("Pay online") && says.contains("Scan to pay online"), "{says}");
    shop.delete("/settings/stripe").await.expect(204);
    let later = shop.issued().await;
    let says = crate::documents::pdf_text(&shop.get(&pdf(&later)).await.expect(200).bytes);
    assert!(says.contains("View online") && !says.contains("Pay online"), "{says}");
    // What was issued stays as it was.
    assert_eq!(shop.get(&pdf(&issued)).await.expect(200).bytes, first);
}

both_shops! {
    pressing_pay_leads_to_stripe_and_back_to_a_paid_invoice,
    a_press_that_comes_to_nothing_leads_back_to_the_page,
    pressing_pay_ten_times_at_once_makes_one_session,
    a_payment_by_other_ways_closes_the_session_and_the_rest_gets_another,
    voiding_or_unpublishing_closes_the_session,
    pressing_pay_after_the_balance_changed_does_not_wait_for_the_schedule,
    a_part_is_paid_where_the_account_allows_it,
    amounts_are_in_the_currencys_own_units,
    the_pdf_says_that_it_can_be_paid_online_only_where_it_can,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pressing_pay_on_two_servers_at_once_makes_one_session() {
    let public = "http://billing.example";
    crate::support::shop::on_with(Backend::Postgres, &["--public-url", public], async |shop| {
        let other: Server = shop.server.beside();
        for _ in 0..5 {
            let issued = shop.issued().await;
            let before = shop.stripe.sessions().len();
            let at = |base: &str| {
                json!({"links": {"public": text(&issued["links"]["public"]).replace(public, base)}})
            };
            let (here, there) = (at(shop.base()), at(other.base()));
            let pressed = join_all(
                (0..6).map(|n| shop.session_of(if n % 2 == 0 { &here } else { &there }, "")),
            )
            .await;
            assert_eq!(pressed.iter().collect::<BTreeSet<_>>().len(), 1);
            assert_eq!(shop.stripe.sessions().len(), before + 1);
        }
        drop(other);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_one_server_was_told_the_other_issues_by() {
    crate::support::shop::on_with(Backend::Postgres, &[], async |shop| {
        let other: Server = shop.server.beside();
        let template = json!({"name": "Own", "layout": "classic", "footer": "Footer 0"});
        let template = shop.post("/templates", &template).await.json(201);
        let path = format!("/templates/{}", text(&template["id"]));
        let defaults = json!({"defaults": {"template_id": template["id"]}});
        shop.patch("/settings", &defaults).await.expect(200);
        let settings = async || shop.get("/settings").await.json(200);
        for n in 1..=4 {
            let says = async |server: &Api| {
                let issued = server.issued().await;
                let pdf = format!("/invoices/{}/pdf", text(&issued["id"]));
                crate::documents::pdf_text(&server.get(&pdf).await.expect(200).bytes)
            };
            // What it was is remembered by both.
            says(&other).await;
            says(shop).await;
            let before = settings().await;
            if n % 2 == 0 {
                shop.put("/settings/stripe", &json!({"secret_key": KEY})).await.expect(200);
            } else {
                shop.delete("/settings/stripe").await.expect(204);
            }
            assert_eq!(settings().await, before, "credentials are no settings");
            let footer = format!("Footer {n}");
            shop.patch(&path, &json!({"footer": footer})).await.expect(200);
            for server in [&*other, &**shop] {
                let said = says(server).await;
                assert!(said.contains(&footer), "{said}");
                assert_eq!(said.contains("Pay online"), n % 2 == 0, "{said}");
            }
        }
        drop(other);
    })
    .await;
}
