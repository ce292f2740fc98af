//! The settings for Stripe: secrets go in and never come out.

use crate::support::shop::Shop;
use crate::support::{
    Draft,
    shop::both_shops,
    stripe::{KEY, Mood, SIGNING_SECRET},
    text,
};
use serde_json::{Value, json};

async fn secrets_are_shown_without_their_middle(shop: &mut Shop) {
    let shown = shop.get("/settings/stripe").await.json(200);
    assert_eq!(shown["configured"], true);
    assert_eq!(shown["mode"], "test");
    assert_eq!(shown["restricted"], true);
    assert_eq!(shown["secret_key"], "rk_test_…0001");
    assert_eq!(shown["webhook_secret"], "whsec_…ng01");
    assert!(text(&shown["webhook_url"]).starts_with(&format!(
        "{}/stripe/{}/",
        shop.base(),
        shop.server.account_id
    )));
    // What was read can be sent back, and changes nothing.
    let again = shop.put("/settings/stripe", &shown).await.json(200);
    assert_eq!(again, shown);
    let issued = shop.issued().await;
    shop.session_of(&issued, "").await;
}

async fn what_does_not_look_like_a_key_is_refused(shop: &mut Shop) {
    for key in
        [json!("pk_live_51AbcdefGh1234"), json!("rk_live_"), json!("secret"), json!(7), Value::Null]
    {
        assert_eq!(
            shop.put("/settings/stripe", &json!({"secret_key": key})).await.faults(),
            ["/secret_key"],
            "{key}"
        );
    }
    let body = json!({"webhook_secret": "nonsense", "extra": 1});
    let mut faults = shop.put("/settings/stripe", &body).await.faults();
    faults.sort();
    assert_eq!(faults, ["/extra", "/webhook_secret"]);
}

async fn a_key_that_stripe_does_not_know_is_refused_and_an_unknown_one_is_kept_with_a_warning(
    shop: &mut Shop,
) {
    let wrong = json!({"secret_key": "rk_test_51NobodyHasThisKey9999"});
    assert_eq!(shop.put("/settings/stripe", &wrong).await.faults(), ["/secret_key"]);
    shop.stripe.set_mood(Mood::Broken);
    let kept = shop.put("/settings/stripe", &wrong).await.json(200);
    assert!(text(&kept["warning"]).contains("could not be reached"));
    assert_eq!(kept["secret_key"], "rk_test_…9999");
    shop.stripe.set_mood(Mood::Well);
    let kept = shop.put("/settings/stripe", &json!({"secret_key": KEY})).await.json(200);
    assert_eq!(kept["warning"], Value::Null);
    assert_eq!(kept["webhook_secret"], "whsec_…ng01");
}

async fn without_a_signing_secret_nothing_is_believed(shop: &mut Shop) {
    let url = shop.webhook_url().await;
    let shown = shop.put("/settings/stripe", &json!({"webhook_secret": null})).await.json(200);
    assert_eq!(shown["webhook_secret"], Value::Null);
    let signature =
        crate::support::stripe::signature("{}", SIGNING_SECRET, crate::support::stripe::now());
    assert_eq!(shop.tell(&url, "{}", &signature).await.problem(400), "bad_signature");
}

async fn removing_it_takes_the_button_away(shop: &mut Shop) {
    let issued = shop.issued().await;
    let url = shop.webhook_url().await;
    shop.delete("/settings/stripe").await.expect(204);
    shop.delete("/settings/stripe").await.expect(204);
    assert_eq!(shop.get("/settings/stripe").await.json(200)["configured"], false);
    assert!(!shop.look(&issued).await.body.contains("<form"));
    assert!(shop.press(&issued, "").await.location.unwrap().ends_with("?problem=unavailable"));
    shop.tell(&url, "{}", "t=1,v1=00").await.expect(404);
    assert_eq!(shop.put("/settings/stripe", &json!({})).await.faults(), ["/secret_key"]);
}

async fn only_an_admin_key_changes_it(shop: &mut Shop) {
    let made = shop.post("/api-keys", &json!({"scope": "write"})).await.json(201);
    let writer = shop.server.api().with_key(text(&made["secret"]));
    assert_eq!(
        writer.put("/settings/stripe", &json!({"secret_key": KEY})).await.problem(403),
        "forbidden"
    );
    assert_eq!(writer.delete("/settings/stripe").await.problem(403), "forbidden");
    writer.get("/settings/stripe").await.expect(200);
}

both_shops! {
    secrets_are_shown_without_their_middle,
    what_does_not_look_like_a_key_is_refused,
    a_key_that_stripe_does_not_know_is_refused_and_an_unknown_one_is_kept_with_a_warning,
    without_a_signing_secret_nothing_is_believed,
    removing_it_takes_the_button_away,
    only_an_admin_key_changes_it,
}
