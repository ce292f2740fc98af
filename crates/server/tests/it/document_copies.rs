//! Copies that say how a document stands today, beside the issued PDF, which stays; and receipts for payments.

use crate::support::Server;
use crate::support::shop::Shop;
use crate::{
    documents::pdf_text,
    support::{
        Api, Draft, both,
        shop::{both_shops, link},
        text,
    },
};
use serde_json::{Value, json};

fn pdf(invoice: &Value) -> String {
    format!("/invoices/{}/pdf", text(&invoice["id"]))
}

/// What the copy of today says.
async fn current(api: &Api, invoice: &Value) -> String {
    pdf_text(&api.get(&format!("{}?copy=current", pdf(invoice))).await.expect(200).bytes)
}

async fn a_copy_of_a_paid_invoice_is_stamped_and_asks_for_nothing(server: &mut Server) {
    let issued = server.issued().await;
    let first = server.get(&pdf(&issued)).await.expect(200).bytes;
    assert!(pdf_text(&first).contains("Please pay"));
    let open = current(server, &issued).await;
    assert!(open.contains("Please pay") && !open.contains("Paid on"), "{open}");
    let payments = format!("/invoices/{}/payments", text(&issued["id"]));
    server.post(&payments, &json!({"amount": 1000, "date": "2026-02-01"})).await.expect(201);
    let part = current(server, &issued).await;
    assert!(part.contains("5,684.90") && !part.contains("Paid on"), "{part}");
    server.post(&payments, &json!({"date": "2026-02-03"})).await.expect(201);
    let paid = current(server, &issued).await;
    assert!(paid.contains("Paid on Feb 3, 2026") && !paid.contains("Please pay"), "{paid}");
    assert_eq!(server.get(&pdf(&issued)).await.expect(200).bytes, first);
    assert_eq!(server.get(&format!("{}?copy=issued", pdf(&issued))).await.expect(200).bytes, first);
    let bad = server.get(&format!("{}?copy=other", pdf(&issued))).await;
    assert_eq!(bad.problem(422), "validation_failed");
}

async fn a_copy_says_that_a_document_is_void_or_credited(server: &mut Server) {
    let (void, credited) = (server.issued().await, server.issued().await);
    let first = server.get(&pdf(&void)).await.expect(200).bytes;
    server.invoice_act(&void, "void").await.expect(200);
    let says = current(server, &void).await;
    assert!(says.contains("Void") && !says.contains("Please pay"), "{says}");
    assert_eq!(server.get(&pdf(&void)).await.expect(200).bytes, first);
    server.invoice_act(&credited, "credit-note").await.expect(201);
    let says = current(server, &credited).await;
    assert!(says.contains("Credited") && !says.contains("Please pay"), "{says}");
    // A draft is as it stands.
    let draft = server.draft().await;
    assert_eq!(
        server.get(&format!("{}?copy=current", pdf(&draft))).await.expect(200).bytes,
        server.get(&pdf(&draft)).await.expect(200).bytes
    );
}

async fn a_payment_has_a_receipt_until_it_is_removed(server: &mut Server) {
    let issued = server.made(json!({"lang": "de", "currency": "EUR"}), true).await;
    let payments = format!("/invoices/{}/payments", text(&issued["id"]));
    let payment = server.post(&payments, &json!({"amount": "684.90", "method": "bank_transfer", "reference": "TXN-7", "date": "2026-02-01"})).await.json(201);
    let path = format!("{payments}/{}", text(&payment["id"]));
    let receipt = server.get(&format!("{path}/receipt?download=true")).await.expect(200);
    let number = text(&issued["number"]);
    assert_eq!(receipt.header("content-type"), Some("application/pdf"));
    assert_eq!(
        receipt.header("content-disposition"),
        Some(format!("attachment; filename=\"Zahlungsbeleg-{number}.pdf\"").as_str())
    );
    let says = pdf_text(&receipt.bytes);
    for part in [
        "Zahlungsbeleg",
        number,
        "01.02.2026",
        "684,90",
        "Überweisung",
        "TXN-7",
        "6.000,00",
        "Globex Corporation",
    ] {
        assert!(says.contains(part), "{part} is not in {says}");
    }
    assert!(!says.contains("Bitte überweisen"));
    server.post(&format!("{path}/refunds"), &json!({"amount": 100})).await.expect(201);
    let says = pdf_text(&server.get(&format!("{path}/receipt")).await.expect(200).bytes);
    assert!(says.contains("Erstattet") && says.contains("100,00"), "{says}");
    let other = server.post(&payments, &json!({"amount": 1})).await.json(201);
    let other = format!("{payments}/{}", text(&other["id"]));
    server.get(&format!("{other}/receipt")).await.expect(200);
    server.delete(&other).await.expect(204);
    assert_eq!(server.get(&format!("{other}/receipt")).await.problem(404), "not_found");
    let foreign = server.issued().await;
    let foreign =
        format!("/invoices/{}/payments/{}/receipt", text(&foreign["id"]), text(&payment["id"]));
    assert_eq!(server.get(&foreign).await.problem(404), "not_found");
}

async fn nobody_is_told_how_money_came_that_nobody_said(server: &mut Server) {
    let issued = server.issued().await;
    let paid = server.invoice_act(&issued, "mark-paid").await.json(200);
    assert_eq!(paid["payments"][0]["method"], "other");
    let invoiless = server
        .at("/v1")
        .get(&format!("/invoices/{}/payments", text(&issued["id"])))
        .await
        .json(200);
    assert!(invoiless.to_string().contains("\"Other\""), "{invoiless}");
    let page = server
        .without_key()
        .at("")
        .get(&text(&paid["links"]["public"])[server.base().len()..])
        .await
        .expect(200)
        .text();
    let receipt =
        page.split_once("class=\"receipt\"").unwrap().1.split_once("</section>").unwrap().0;
    assert!(!receipt.contains("Bank transfer") && !receipt.contains("Other"), "{receipt}");
    let path = format!(
        "/invoices/{}/payments/{}/receipt",
        text(&issued["id"]),
        text(&paid["payments"][0]["id"])
    );
    let says = pdf_text(&server.get(&path).await.expect(200).bytes);
    assert!(!says.contains("Bank transfer"), "{says}");
}

both! {
    a_copy_of_a_paid_invoice_is_stamped_and_asks_for_nothing,
    a_copy_says_that_a_document_is_void_or_credited,
    a_payment_has_a_receipt_until_it_is_removed,
    nobody_is_told_how_money_came_that_nobody_said,
}

async fn the_public_page_offers_the_right_copy(shop: &mut Shop) {
    let issued = shop.issued().await;
    let asked = shop.look(&issued).await.body;
    assert!(asked.contains("/pdf\">Download PDF") && !asked.contains("copy=current"), "{asked}");
    let paid = shop.invoice_act(&issued, "mark-paid").await.json(200);
    let page = shop.look(&issued).await.body;
    let payment = text(&paid["payments"][0]["id"]).to_owned();
    for part in [
        "/pdf?copy=current\">Download PDF",
        "/pdf\">As it was issued",
        &format!("/receipts/{payment}\""),
    ] {
        assert!(page.contains(part), "{part} is not in {page}");
    }
    let visitor = shop.without_key().at("");
    let path = link(&issued)[shop.base().len()..].to_owned();
    let copy = visitor.get(&format!("{path}/pdf?copy=current")).await.expect(200);
    assert!(pdf_text(&copy.bytes).contains("Paid on"));
    let receipt = visitor.get(&format!("{path}/receipts/{payment}")).await.expect(200);
    assert!(pdf_text(&receipt.bytes).contains("Receipt"));
    assert_eq!(receipt.header("cache-control"), Some("private, no-store"));
    for wrong in ["x", "019b8f3e-7c2a-7d51-9c1e-3f1d2a4b5c6d", "%FF"] {
        assert_eq!(visitor.get(&format!("{path}/receipts/{wrong}")).await.status, 404, "{wrong}");
    }
}

both_shops! {
    the_public_page_offers_the_right_copy,
}
