//! What became of a session is told by many, again and again, in any order, and sometimes by somebody who lies.

use crate::support::{
    Draft, Visitor,
    shop::{Shop, both_shops},
    stripe::{self, OTHER_KEY, SIGNING_SECRET, declined_intent},
    text,
};
use futures_util::future::join_all;
use serde_json::{Value, json};

/// What somebody does to a session on its way.
type Change = fn(&mut Value);

const COMPLETED: &str = "checkout.session.completed";

async fn payments_of(shop: &Shop, invoice: &Value) -> Vec<Value> {
    shop.read(text(&invoice["id"])).await["payments"].as_array().unwrap().clone()
}

/// Tells of a paid session that was changed on its way, and returns the status of the answer.
async fn tell_changed(shop: &Shop, url: &str, id: &str, change: impl FnOnce(&mut Value)) -> u16 {
    let mut session = shop.stripe.session(id);
    session["status"] = "complete".into();
    session["payment_status"] = "paid".into();
    change(&mut session);
    let body = shop.stripe.event(COMPLETED, &session);
    let signature = stripe::signature(&body, SIGNING_SECRET, stripe::now());
    shop.tell(url, &body, &signature).await.status
}

async fn a_storm_of_news_makes_one_payment_a_session(shop: &mut Shop) {
    let url = shop.webhook_url().await;
    let mut open = vec![];
    for _ in 0..5 {
        let issued = shop.issued().await;
        let id = shop.session_of(&issued, "").await;
        assert!(shop.stripe.take(&id));
        open.push((issued, id));
    }
    let told = open.iter().flat_map(|(_, id)| (0..10).map(|_| shop.tell_of(&url, COMPLETED, id)));
    let returned = open.iter().flat_map(|(issued, id)| (0..10).map(|_| shop.come_back(issued, id)));
    let polled = async {
        for _ in 0..10 {
            shop.poll_now().await;
        }
    };
    let (told, returned, ()) = futures_util::join!(join_all(told), join_all(returned), polled);
    assert!(told.iter().all(|reply| reply.status == 200), "{told:?}");
    assert!(returned.iter().all(|seen| seen.status == 200), "{returned:?}");
    let mut ledger: Vec<(String, i64)> = vec![];
    for (issued, _) in &open {
        let paid = shop.until(issued, |invoice| invoice["status"] == "paid").await;
        for payment in paid["payments"].as_array().unwrap() {
            let minor: i64 = payment["amount"].to_string().replace('.', "").parse().unwrap();
            ledger.push((text(&payment["reference"]).to_owned(), minor));
        }
    }
    let mut taken: Vec<(String, i64)> =
        shop.stripe.taken().into_iter().map(|taken| (taken.payment_intent, taken.amount)).collect();
    ledger.sort();
    taken.sort();
    assert_eq!(ledger, taken);
}

async fn the_schedule_finds_a_payment_that_nobody_tells(shop: &mut Shop) {
    let issued = shop.issued().await;
    let id = shop.session_of(&issued, "").await;
    assert!(shop.stripe.take(&id));
    shop.poll_now().await;
    shop.until(&issued, |invoice| invoice["status"] == "paid").await;
}

async fn what_is_forged_or_stale_is_not_believed(shop: &mut Shop) {
    let url = shop.webhook_url().await;
    let issued = shop.issued().await;
    let id = shop.session_of(&issued, "").await;
    let mut paid = shop.stripe.session(&id);
    paid["status"] = "complete".into();
    paid["payment_status"] = "paid".into();
    let body = shop.stripe.event(COMPLETED, &paid);
    let now = stripe::now();
    let good = stripe::signature(&body, SIGNING_SECRET, now);
    for signature in [
        String::new(),
        "t=1,v1=00".to_owned(),
        stripe::signature(&body, "whsec_SomebodyElsesSecret", now),
        stripe::signature(&body, SIGNING_SECRET, now - 301),
        stripe::signature(&body, SIGNING_SECRET, now + 320),
        stripe::signature(&format!("{body} "), SIGNING_SECRET, now),
        good.replace("v1=", "v0="),
    ] {
        assert_eq!(
            shop.tell(&url, &body, &signature).await.problem(400),
            "bad_signature",
            "{signature}"
        );
    }
    // Another address, or one of another account, does not exist.
    let (front, hook) = url.rsplit_once('/').unwrap();
    for other in [
        format!("{front}/x{hook}"),
        format!("{}/stripe/0198f6a0-0000-7000-8000-000000000001/{hook}", shop.base()),
        format!("{}/stripe/x/{hook}", shop.base()),
    ] {
        assert_eq!(shop.tell(&other, &body, &good).await.problem(404), "not_found", "{other}");
    }
    assert!(payments_of(shop, &issued).await.is_empty());
    // The same, told truly, is believed: it was the signature that was wrong.
    shop.tell(&url, &body, &good).await.expect(200);
    assert_eq!(payments_of(shop, &issued).await.len(), 1);
}

async fn a_session_that_is_not_what_was_agreed_on_is_no_payment(shop: &mut Shop) {
    let url = shop.webhook_url().await;
    let issued = shop.issued().await;
    let id = shop.session_of(&issued, "").await;
    let changes: [(&str, Change); 11] = [
        ("amount", |session| session["amount_total"] = 1.into()),
        ("a cent more", |session| session["amount_total"] = 668_491.into()),
        ("no amount", |session| session["amount_total"] = Value::Null),
        ("currency", |session| session["currency"] = "jpy".into()),
        ("account", |session| {
            session["metadata"]["net30_account"] = "0198f6a0-0000-7000-8000-000000000001".into();
        }),
        ("invoice", |session| {
            session["metadata"]["net30_invoice"] = "0198f6a0-0000-7000-8000-000000000001".into();
        }),
        ("reference", |session| session["client_reference_id"] = "x".into()),
        ("attempt", |session| {
            session["metadata"]["net30_attempt"] = "0198f6a0-0000-7000-8000-000000000001".into();
        }),
        ("session", |session| session["id"] = "cs_test_unknown".into()),
        ("mode", |session| session["mode"] = "subscription".into()),
        ("status", |session| session["payment_status"] = "unpaid".into()),
    ];
    for (what, change) in changes {
        assert_eq!(tell_changed(shop, &url, &id, change).await, 200, "{what}");
        assert!(payments_of(shop, &issued).await.is_empty(), "{what}");
    }
    // News of the other mode, of other types, and of nothing.
    let mut live: Value =
        serde_json::from_str(&shop.stripe.event(COMPLETED, &shop.stripe.session(&id))).unwrap();
    live["livemode"] = true.into();
    for body in [live.to_string(), shop.stripe.event("charge.refunded", &json!({}))] {
        let signature = stripe::signature(&body, SIGNING_SECRET, stripe::now());
        shop.tell(&url, &body, &signature).await.expect(200);
    }
    let signature = stripe::signature("{}", SIGNING_SECRET, stripe::now());
    shop.tell(&url, "{}", &signature).await.expect(400);
    assert!(payments_of(shop, &issued).await.is_empty());
    assert_eq!(tell_changed(shop, &url, &id, |_| ()).await, 200);
    assert_eq!(payments_of(shop, &issued).await.len(), 1);
}

async fn another_account_of_the_same_server_cannot_be_paid_by_it(shop: &mut Shop) {
    let issued = shop.issued().await;
    let id = shop.session_of(&issued, "").await;
    assert!(shop.stripe.take(&id));
    let made = shop.server.command_json(&["account", "create", "Other"]);
    let other = shop.server.api().with_key(text(&made["api_key"]));
    let body = json!({"secret_key": OTHER_KEY, "webhook_secret": SIGNING_SECRET});
    let url = other.put("/settings/stripe", &body).await.json(200)["webhook_url"].clone();
    shop.tell_of(text(&url), COMPLETED, &id).await.expect(200);
    assert!(payments_of(shop, &issued).await.is_empty());
}

async fn money_that_comes_after_the_invoice_was_paid_shows_as_credit(shop: &mut Shop) {
    let url = shop.webhook_url().await;
    let issued = shop.issued().await;
    let id = shop.session_of(&issued, "").await;
    assert!(shop.stripe.take(&id));
    shop.invoice_act(&issued, "mark-paid").await.expect(200);
    for _ in 0..3 {
        shop.tell_of(&url, COMPLETED, &id).await.expect(200);
    }
    let paid = shop.read(text(&issued["id"])).await;
    assert_eq!(paid["totals"]["due"].to_string(), "-6684.90");
    assert_eq!(paid["payments"].as_array().unwrap().len(), 2);
    let flagged = shop.events(&issued, "payment.unmatched").await;
    assert_eq!(flagged.len(), 1);
    assert_eq!(flagged[0]["data"]["reason"], "above_balance");
}

async fn money_for_a_void_invoice_is_told_to_the_owner(shop: &mut Shop) {
    let url = shop.webhook_url().await;
    let issued = shop.issued().await;
    let id = shop.session_of(&issued, "").await;
    assert!(shop.stripe.take(&id));
    shop.invoice_act(&issued, "void").await.expect(200);
    for _ in 0..3 {
        shop.tell_of(&url, COMPLETED, &id).await.expect(200);
        shop.poll_now().await;
    }
    let flagged = shop.events(&issued, "payment.unmatched").await;
    assert_eq!(flagged.len(), 1, "{flagged:?}");
    assert_eq!(flagged[0]["data"]["reason"], "voided");
    assert_eq!(flagged[0]["data"]["amount"], "6684.90");
    assert_eq!(
        flagged[0]["data"]["stripe_payment_intent"],
        shop.stripe.taken()[0].payment_intent.as_str()
    );
    // It stands on the first page until somebody has seen to it.
    let server = &shop.server;
    let mut viewer = Visitor::with_role(server, "viewer@example.com", "viewer", &[]).await;
    let root = viewer.root().await;
    let seen = viewer.get(&root).await;
    seen.expect(200).says(&["Money came by card", &id, "6,684.90"]);
    assert!(!seen.body.contains("/today/seen/"));
    let mut accountant =
        Visitor::with_role(server, "accountant@example.com", "accountant", &[]).await;
    let today = accountant.get(&root).await;
    let see_to = today.expect(200).body.split('"').find(|path| path.contains("/today/seen/"));
    let see_to = see_to.unwrap().to_owned();
    viewer.post(&see_to, &[]).await.expect(403);
    // Of two who press at once, one has seen to it.
    let mut second = Visitor::with_role(server, "second@example.com", "accountant", &[]).await;
    second.get(&root).await.expect(200).says(&["Money came by card"]);
    let (one, other) =
        futures_util::join!(accountant.post(&see_to, &[]), second.post(&see_to, &[]));
    let (first, late) = if one.status == 303 { (one, other) } else { (other, one) };
    assert_eq!(first.expect(303).to(), format!("{root}?said=seen"));
    late.expect(404);
    assert!(!accountant.get(&root).await.expect(200).body.contains("Money came by card"));
    accountant.post(&see_to, &[]).await.expect(404);
}

async fn a_declined_card_is_a_failed_payment_until_one_succeeds(shop: &mut Shop) {
    let url = shop.webhook_url().await;
    let issued = shop.issued().await;
    let id = shop.session_of(&issued, "").await;
    let intent = declined_intent(&shop.stripe.session(&id), "ch_1");
    let body = shop.stripe.event("payment_intent.payment_failed", &intent);
    let signature = stripe::signature(&body, SIGNING_SECRET, stripe::now());
    for _ in 0..3 {
        shop.tell(&url, &body, &signature).await.expect(200);
    }
    assert_eq!(shop.read(text(&issued["id"])).await["status"], "failed");
    let just =
        shop.at("/api").get(&format!("/invoices/{}", text(&issued["number"]))).await.json(200);
    assert_eq!(just["invoiceStatus"], 4);
    let failed = shop.events(&issued, "payment.failed").await;
    assert_eq!(failed.len(), 1);
    assert_eq!(failed[0]["data"]["reason"], "insufficient_funds");
    // The session is still open: another card works.
    assert_eq!(shop.session_of(&issued, "").await, id);
    assert!(shop.stripe.take(&id));
    shop.tell_of(&url, COMPLETED, &id).await.expect(200);
    assert_eq!(shop.read(text(&issued["id"])).await["status"], "paid");
    // The old news, told again, changes nothing.
    shop.tell(&url, &body, &signature).await.expect(200);
    assert_eq!(shop.read(text(&issued["id"])).await["status"], "paid");
}

async fn a_session_that_expires_is_a_failed_payment_and_can_be_tried_again(shop: &mut Shop) {
    let url = shop.webhook_url().await;
    let issued = shop.issued().await;
    let first = shop.session_of(&issued, "").await;
    shop.stripe.run_out(&first);
    for _ in 0..3 {
        shop.tell_of(&url, "checkout.session.expired", &first).await.expect(200);
    }
    assert_eq!(shop.read(text(&issued["id"])).await["status"], "failed");
    assert_eq!(shop.events(&issued, "payment.failed").await.len(), 1);
    let second = shop.session_of(&issued, "").await;
    assert_ne!(first, second);
}

async fn a_payment_that_takes_days_is_waited_for(shop: &mut Shop) {
    let url = shop.webhook_url().await;
    let (good, bad) = (shop.issued().await, shop.issued().await);
    for issued in [&good, &bad] {
        let id = shop.session_of(issued, "").await;
        shop.stripe.take_later(&id);
        shop.tell_of(&url, COMPLETED, &id).await.expect(200);
        assert!(payments_of(shop, issued).await.is_empty());
        let seen = shop.look(issued).await.body;
        assert!(seen.contains("Your payment is under way") && !seen.contains("<form"), "{seen}");
        assert!(shop.press(issued, "").await.location.unwrap().ends_with("?problem=processing"));
    }
    let ids: Vec<String> =
        shop.stripe.sessions().iter().map(|session| text(&session["id"]).to_owned()).collect();
    shop.stripe.alter(&ids[0], "payment_status", "paid");
    shop.tell_of(&url, "checkout.session.async_payment_succeeded", &ids[0]).await.expect(200);
    assert_eq!(shop.read(text(&good["id"])).await["status"], "paid");
    shop.tell_of(&url, "checkout.session.async_payment_failed", &ids[1]).await.expect(200);
    assert_eq!(shop.read(text(&bad["id"])).await["status"], "failed");
    assert!(shop.look(&bad).await.body.contains("<form"));
}

both_shops! {
    a_storm_of_news_makes_one_payment_a_session,
    the_schedule_finds_a_payment_that_nobody_tells,
    what_is_forged_or_stale_is_not_believed,
    a_session_that_is_not_what_was_agreed_on_is_no_payment,
    another_account_of_the_same_server_cannot_be_paid_by_it,
    money_that_comes_after_the_invoice_was_paid_shows_as_credit,
    money_for_a_void_invoice_is_told_to_the_owner,
    a_declined_card_is_a_failed_payment_until_one_succeeds,
    a_session_that_expires_is_a_failed_payment_and_can_be_tried_again,
    a_payment_that_takes_days_is_waited_for,
}
