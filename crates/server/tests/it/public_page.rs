//! The public page: what a customer sees of a document by its link, and what nobody else is told.

use crate::support::shop::Shop;
use crate::support::{
    Draft,
    shop::{BROWSER, both_shops, link},
    text,
};
use base64::{Engine, prelude::BASE64_STANDARD};
use reqwest::Method;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

async fn the_page_shows_the_document_and_loads_nothing(shop: &mut Shop) {
    let issued = shop
        .made(json!({"notes": "<ul><li>a<ul><li>b</li></ul></li></ul><script>x</script>"}), true)
        .await;
    let seen = shop.look(&issued).await;
    assert_eq!(seen.status, 200);
    for part in [
        "Web development",
        "Globex Corporation",
        "Pay $6,684.90",
        "/pdf\"",
        "name=\"robots\" content=\"noindex",
    ] {
        assert!(seen.body.contains(part), "{part} is not in {}", seen.body);
    }
    // Wherever a title breaks, it does not break within the number.
    let html = format!("/invoices/{}/html", text(&issued["id"]));
    for page in [seen.body.clone(), shop.get(&html).await.expect(200).text()] {
        let number = format!("<span class=\"whole\">{}</span>", text(&issued["number"]));
        assert!(
            page.contains(&number) && page.contains(".whole { display: inline-block"),
            "{page}"
        );
    }
    for bad in ["<script", " style=", "src=\"http", "href=\"http", "@import", "url("] {
        assert!(!seen.body.contains(bad), "{bad} is in {}", seen.body);
    }
    // The policy allows exactly the styles that are there.
    let style = seen.body.split_once("<style>").unwrap().1.split_once("</style>").unwrap().0;
    let hash = BASE64_STANDARD.encode(Sha256::digest(style.as_bytes()));
    assert!(seen.policy.contains(&format!("style-src 'sha256-{hash}'")), "{}", seen.policy);
    assert!(seen.policy.contains("default-src 'none'") && !seen.policy.contains("unsafe"));
    assert!(
        seen.policy.contains(&format!("form-action 'self' {};", shop.stripe.base())),
        "{}",
        seen.policy
    );
    let reply =
        shop.at("").without_key().get(link(&issued).strip_prefix(shop.base()).unwrap()).await;
    assert_eq!(reply.header("x-robots-tag"), Some("noindex, nofollow, noarchive"));
    assert_eq!(reply.header("referrer-policy"), Some("no-referrer"));
}

async fn only_the_customers_own_look_is_noted(shop: &mut Shop) {
    let issued = shop.issued().await;
    let id = text(&issued["id"]);
    let client = reqwest::Client::new();
    let get = |name: &'static str, value: &'static str| {
        client.get(link(&issued)).header("user-agent", BROWSER).header(name, value)
    };
    let looks = [
        client.head(link(&issued)).header("user-agent", BROWSER),
        client.get(link(&issued)),
        client.get(link(&issued)).header("user-agent", "Slackbot-LinkExpanding 1.0"),
        get("sec-purpose", "prefetch;prerender"),
        get("purpose", "prefetch"),
        get("x-api-key", "mine"),
        client.get(format!("{}?preview", link(&issued))).header("user-agent", BROWSER),
        client.get(format!("{}/pdf", link(&issued))).header("user-agent", BROWSER),
    ];
    for look in looks {
        assert_eq!(look.send().await.unwrap().status(), 200);
    }
    assert_eq!(shop.read(id).await["viewed_at"], Value::Null);
    shop.look(&issued).await;
    let first = shop.read(id).await["viewed_at"].clone();
    assert!(first.is_string());
    shop.look(&issued).await;
    assert_eq!(shop.read(id).await["viewed_at"], first);
    assert_eq!(shop.events(&issued, "invoice.viewed").await.len(), 1);
}

async fn unpublishing_revokes_the_link(shop: &mut Shop) {
    let issued = shop.issued().await;
    shop.invoice_act(&issued, "unpublish").await.expect(200);
    let seen = shop.look(&issued).await;
    assert_eq!(seen.status, 404);
    assert!(seen.body.contains("This link leads nowhere") && seen.policy.contains("sha256-"));
    assert_eq!(shop.press(&issued, "").await.status, 404);
    assert_eq!(shop.browse(Method::GET, &format!("{}/pdf", link(&issued)), "").await.status, 404);
    // Published again, it has another link.
    let again = shop.invoice_act(&issued, "publish").await.json(200);
    assert_eq!(shop.look(&issued).await.status, 404);
    assert_eq!(shop.look(&again).await.status, 200);
}

async fn a_void_document_says_so_and_takes_no_payment(shop: &mut Shop) {
    let issued = shop.issued().await;
    shop.invoice_act(&issued, "void").await.expect(200);
    let seen = shop.look(&issued).await;
    assert!(seen.body.contains("This document was voided") && !seen.body.contains("<form"));
    assert!(shop.press(&issued, "").await.location.unwrap().ends_with("?problem=nothing_due"));
    assert!(shop.stripe.sessions().is_empty());
}

async fn a_paid_document_shows_the_receipt_in_its_language(shop: &mut Shop) {
    let issued = shop.made(json!({"lang": "de"}), true).await;
    let payments = format!("/invoices/{}/payments", text(&issued["id"]));
    shop.post(&payments, &json!({"amount": "684.90", "method": "cash", "date": "2026-02-01"}))
        .await
        .expect(201);
    shop.post(&payments, &json!({"date": "2026-02-03", "method": "bank_transfer"}))
        .await
        .expect(201);
    let seen = shop.look(&issued).await.body;
    for part in
        ["Zahlungsbeleg", "Bezahlt am 03.02.2026", "Bar", "01.02.2026", "684,90", "Überweisung"]
    {
        assert!(seen.contains(part), "{part} is not in {seen}");
    }
    assert!(!seen.contains("<form"));
}

async fn a_credit_note_asks_for_nothing(shop: &mut Shop) {
    let issued = shop.issued().await;
    let note = shop.invoice_act(&issued, "credit-note").await.json(201);
    let note = if note["links"]["public"].is_string() {
        note
    } else {
        shop.invoice_act(&note, "publish").await.json(200)
    };
    let seen = shop.look(&note).await.body;
    assert!(seen.contains("This amount is credited to you") && !seen.contains("<form"), "{seen}");
}

async fn a_credited_invoice_says_so_and_what_was_paid_is_the_customers(shop: &mut Shop) {
    let issued = shop.issued().await;
    let payments = format!("/invoices/{}/payments", text(&issued["id"]));
    shop.post(&payments, &json!({"amount": "684.90"})).await.expect(201);
    let note = shop.invoice_act(&issued, "credit-note").await.json(201);
    if !note["links"]["public"].is_string() {
        shop.invoice_act(&note, "publish").await.expect(200);
    }
    let seen = shop.look(&issued).await.body;
    for part in ["Credited", "684.90", "of what was paid is your credit"] {
        assert!(seen.contains(part), "{part} is not in {seen}");
    }
    assert!(!seen.contains("<form"), "{seen}");
}

async fn nonsense_in_the_address_is_no_error_and_no_markup(shop: &mut Shop) {
    let issued = shop.issued().await;
    for query in [
        "?paid=%22%3E%3Cscript%3E",
        "?paid=cs_unknown",
        "?problem=x",
        "?problem=%00",
        "?paid=a&paid=b",
        "?%FF",
        "?preview=1&x=y",
    ] {
        let seen = shop.browse(Method::GET, &format!("{}{query}", link(&issued)), "").await;
        assert_eq!(seen.status, 200, "{query}");
        assert!(!seen.body.contains("<script"), "{query}");
    }
    let big = "amount=".to_owned() + &"1".repeat(100_000);
    assert!(matches!(shop.press(&issued, &big).await.status, 303 | 413));
}

both_shops! {
    the_page_shows_the_document_and_loads_nothing,
    only_the_customers_own_look_is_noted,
    unpublishing_revokes_the_link,
    a_void_document_says_so_and_takes_no_payment,
    a_paid_document_shows_the_receipt_in_its_language,
    a_credit_note_asks_for_nothing,
    a_credited_invoice_says_so_and_what_was_paid_is_the_customers,
    nonsense_in_the_address_is_no_error_and_no_markup,
}
