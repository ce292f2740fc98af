//! Stripe is slow, down or wrong: the page answers all the same, and the invoice can be paid by transfer.

use crate::support::shop::Shop;
use crate::support::{
    Draft,
    shop::{both_shops, link},
    stripe::{KEY, Mood, SIGNING_SECRET},
    text,
};
use reqwest::Method;
use serde_json::json;
use std::time::Duration;

/// By when the page must have answered.
const LIMIT: Duration = Duration::from_secs(5);

async fn the_page_answers_in_time_whatever_stripe_does(shop: &mut Shop) {
    let bank = json!({"company": {"name": "Acme", "bank": {"iban": "DE89370400440532013000"}}});
    shop.patch("/settings", &bank).await.expect(200);
    let opened = shop.issued().await;
    let id = shop.session_of(&opened, "").await;
    for mood in [Mood::Hangs, Mood::Broken, Mood::HangsUp] {
        shop.stripe.set_mood(mood);
        let fresh = shop.issued().await;
        let browser = &shop.browser;
        let within = |url: String, method: Method| async move {
            let answer = browser.request(method, url).timeout(LIMIT).send().await;
            let answer = answer.unwrap_or_else(|error| panic!("{mood:?}: {error}"));
            (
                answer.status().as_u16(),
                answer.headers().get("location").map(|to| to.to_str().unwrap().to_owned()),
                answer.text().await.unwrap(),
            )
        };
        let (status, _, page) = within(link(&fresh), Method::GET).await;
        assert!(status == 200 && page.contains("DE89"), "{mood:?}");
        let (status, location, _) = within(format!("{}/pay", link(&fresh)), Method::POST).await;
        assert_eq!(
            (status, location.unwrap().ends_with("?problem=unavailable")),
            (303, true),
            "{mood:?}"
        );
        let (status, _, page) =
            within(format!("{}?problem=unavailable", link(&fresh)), Method::GET).await;
        assert!(
            status == 200 && page.contains("pay by bank transfer") && page.contains("<form"),
            "{mood:?}"
        );
        let (status, _, page) = within(format!("{}?paid={id}", link(&opened)), Method::GET).await;
        assert!(status == 200 && page.contains("is being confirmed"), "{mood:?}");
        // By transfer, all the same.
        shop.invoice_act(&fresh, "mark-paid").await.expect(200);
    }
    shop.stripe.set_mood(Mood::Well);
    assert!(shop.stripe.take(&id));
    assert!(shop.come_back(&opened, &id).await.body.contains("Your payment has arrived"));
}

async fn a_press_that_got_no_answer_is_taken_up_by_the_next(shop: &mut Shop) {
    let issued = shop.issued().await;
    shop.stripe.set_mood(Mood::HangsUp);
    assert!(shop.press(&issued, "").await.location.unwrap().ends_with("?problem=unavailable"));
    shop.stripe.set_mood(Mood::Well);
    let id = shop.session_of(&issued, "").await;
    assert_eq!(shop.session_of(&issued, "").await, id);
    assert_eq!(shop.stripe.sessions().len(), 1);
}

async fn an_amount_that_stripe_refuses_is_not_an_error_of_ours(shop: &mut Shop) {
    let issued = shop
        .made(json!({"taxes": [], "items": [{"name": "A stamp", "unit_price": "0.10"}]}), true)
        .await;
    for _ in 0..2 {
        assert!(shop.press(&issued, "").await.location.unwrap().ends_with("?problem=unavailable"));
    }
}

async fn the_secrets_are_in_no_reply_no_log_and_no_file(shop: &mut Shop) {
    let issued = shop.issued().await;
    let id = shop.session_of(&issued, "").await;
    let url = shop.webhook_url().await;
    shop.stripe.set_mood(Mood::Broken);
    shop.press(&issued, "").await;
    shop.poll_now().await;
    shop.stripe.set_mood(Mood::Well);
    assert!(shop.stripe.take(&id));
    shop.tell_of(&url, "checkout.session.completed", &id).await.expect(200);
    let body = json!({"secret_key": KEY, "webhook_secret": SIGNING_SECRET});
    let kept = shop.with("idempotency-key", "k1").put("/settings/stripe", &body).await.expect(200);
    let replies = [
        kept,
        shop.get("/settings/stripe").await,
        shop.get("/settings").await,
        shop.get("/events?limit=100").await,
        shop.read_reply(&issued).await,
    ];
    for secret in [KEY, SIGNING_SECRET] {
        for reply in &replies {
            assert!(!reply.text().contains(secret), "{reply}");
        }
        assert!(!shop.server.log().contains(secret));
        for entry in std::fs::read_dir(shop.server.data()).unwrap() {
            let path = entry.unwrap().path();
            let bytes = std::fs::read(&path).unwrap();
            let found = bytes.windows(secret.len()).any(|window| window == secret.as_bytes());
            assert!(!found, "{} has the secret", path.display());
        }
    }
    let backup = shop.server.folder.path().join("backup");
    let output = shop.server.command(&["backup", backup.to_str().unwrap()]);
    assert!(output.status.success());
    let bytes = std::fs::read(&backup).unwrap();
    assert!(!bytes.windows(KEY.len()).any(|window| window == KEY.as_bytes()));
    assert_eq!(shop.read(text(&issued["id"])).await["status"], "paid");
}

both_shops! {
    the_page_answers_in_time_whatever_stripe_does,
    a_press_that_got_no_answer_is_taken_up_by_the_next,
    an_amount_that_stripe_refuses_is_not_an_error_of_ours,
    the_secrets_are_in_no_reply_no_log_and_no_file,
}

impl crate::support::shop::Shop {
    async fn read_reply(&self, invoice: &serde_json::Value) -> crate::support::Reply {
        self.get(&format!("/invoices/{}", text(&invoice["id"]))).await
    }
}
