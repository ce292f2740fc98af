//! A customer in a real browser: opens the link, sees the invoice, presses Pay, pays, and comes back to a paid invoice.

use crate::support::{
    Backend, Draft, python,
    shop::{self, Shop, link},
    text,
};
use serde_json::{Value, json};
use std::path::PathBuf;

/// Drives a headless Chromium by its own protocol. Its errors on the console, such as what a policy forbids, fail it.
const DRIVER: &str = include_str!("../browser.py");

/// Where the pictures are left to be looked at.
fn pictures() -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("public-page");
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

async fn drive(input: Value) -> Value {
    let said = tokio::task::spawn_blocking(move || python(DRIVER, &input.to_string())).await;
    serde_json::from_str(&said.unwrap()).unwrap()
}

async fn beautiful(shop: &Shop, changes: Value) -> Value {
    shop.patch("/settings", &json!({"company": {
        "name": "Nordlicht Werkstatt GmbH",
        "address": {"line1": "Hafenstraße 12", "city": "Hamburg", "postal_code": "20457", "country": "DE"},
        "tax_id": "DE123456789", "email": "rechnung@nordlicht.example",
        "bank": {"iban": "DE71110220330123456789", "bic": "BHBLDEHHXXX", "bank_name": "Hanseatische Bank"},
    }})).await.expect(200);
    let mut fields = json!({
        "currency": "EUR", "taxes": [{"name": "VAT", "value": 19}],
        "description": "Thank you for your order.",
        "notes": "We keep your artwork for <b>two years</b>.<ul><li>posters</li><li>banner</li></ul>",
    });
    for (key, value) in changes.as_object().unwrap() {
        fields[key] = value.clone();
    }
    shop.made(fields, true).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_customer_pays_in_a_browser() {
    shop::on(Backend::Sqlite, async |shop| {
        shop.patch("/settings", &json!({"allow_partial_payment": true})).await.expect(200);
        let issued = beautiful(shop, json!({})).await;
        let seen = drive(json!({
            "pictures": pictures(),
            "steps": [
                {"open": link(&issued)},
                {"expect": ["Nordlicht Werkstatt GmbH", "Web development", "Amount to pay"]},
                {"picture": "due"},
                {"fill": ["#amount", "6000.00"]},
                {"click": ".standing button"},
                {"expect": ["Checkout", "600000 eur"]},
                {"click": "#pay"},
                {"expect": ["Your payment has arrived", "Card"]},
                {"picture": "part-paid"},
                {"click": ".standing button"},
                {"click": "#pay"},
                {"expect": ["Receipt", "Paid on"]},
                {"picture": "paid"},
            ],
        }))
        .await;
        assert_eq!(seen["errors"], json!([]), "{seen:#}");
        assert_eq!(seen["foreign"], json!([]), "something was fetched from elsewhere: {seen:#}");
        let paid = shop.read(text(&issued["id"])).await;
        assert_eq!(paid["status"], "paid");
        assert_eq!(paid["payments"].as_array().unwrap().len(), 2);
        assert!(paid["viewed_at"].is_string());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_page_reads_well_in_every_state() {
    shop::on(Backend::Sqlite, async |shop| {
        let open = beautiful(shop, json!({"lang": "de"})).await;
        let late =
            beautiful(shop, json!({"issue_date": "2026-01-02", "due_date": "2026-01-16"})).await;
        let void = beautiful(shop, json!({})).await;
        shop.invoice_act(&void, "void").await.expect(200);
        let mut steps = vec![];
        for (name, url) in [
            ("german", link(&open)),
            ("overdue", link(&late)),
            ("void", link(&void)),
            ("unavailable", format!("{}?problem=unavailable", link(&open))),
            ("confirming", format!("{}?paid=cs_test_1", link(&late))),
            ("gone", format!("{}x", link(&open))),
        ] {
            steps.push(json!({"open": url}));
            steps.push(json!({"picture": name}));
        }
        let seen = drive(json!({"pictures": pictures(), "steps": steps, "not_found": 1})).await;
        assert_eq!(seen["errors"], json!([]), "{seen:#}");
        // Nothing sticks out at 390 px, every field has a label, and text stands out from what is behind it.
        assert_eq!(seen["faults"], json!([]), "{seen:#}");
    })
    .await;
}
