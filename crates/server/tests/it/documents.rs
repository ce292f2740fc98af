//! The documents: what they say, and that an issued one never changes.

use crate::support::Server;
use crate::support::{Draft, both, text};
use serde_json::{Value, json};
use std::process::Command;

/// The text of a PDF, as poppler reads it.
pub(crate) fn pdf_text(bytes: &[u8]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("document.pdf");
    std::fs::write(&file, bytes).unwrap();
    let output = Command::new("pdftotext").arg("-layout").arg(&file).arg("-").output();
    let output = output.expect("pdftotext is there; ./test installs poppler-utils");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn path(invoice: &Value, document: &str) -> String {
    format!("/invoices/{}/{document}", text(&invoice["id"]))
}

async fn the_pdf_says_what_the_invoice_says(server: &mut Server) {
    let issued = server.issued().await;
    let reply = server.get(&path(&issued, "pdf")).await.expect(200);
    assert_eq!(reply.header("content-type"), Some("application/pdf"));
    let number = text(&issued["number"]);
    assert_eq!(
        reply.header("content-disposition"),
        Some(format!("inline; filename=\"{number}.pdf\"").as_str())
    );
    let says = pdf_text(&reply.bytes);
    for expected in
        [number, "Globex Corporation", "Web development", "6,684.90", "544.92", "My company"]
    {
        assert!(says.contains(expected), "{expected} is not in {says}");
    }
    let download = server.get(&path(&issued, "pdf?download=true")).await.expect(200);
    assert!(download.header("content-disposition").unwrap().starts_with("attachment"));
}

async fn names_in_any_script_are_printed(server: &mut Server) {
    let names = [
        "東京デザイン株式会社",
        "北京设计公司",
        "서울디자인",
        "שלום בע״מ",
        "شركة القاهرة",
        "บริษัทกรุงเทพ",
        "दिल्ली डिज़ाइन",
        "Ωmega Щука Łódź",
    ];
    for name in names {
        let issued = server.made(json!({"customer": {"company": name}}), true).await;
        let says = pdf_text(&server.get(&path(&issued, "pdf")).await.expect(200).bytes);
        assert!(!says.contains('\u{fffd}'), "{name}: {says}");
        // Right to left, and where letters join, poppler gives other orders and forms: each letter must be there.
        let found = name.chars().filter(|letter| says.contains(*letter)).count();
        assert!(found * 2 > name.chars().count(), "{name} is not in {says}");
    }
    // What no font has is stood in for, on a draft alone.
    let odd = server.made(json!({"customer": {"company": "A\u{10ffff}B"}}), false).await;
    let says = pdf_text(&server.get(&path(&odd, "pdf")).await.expect(200).bytes);
    assert!(says.contains("A\u{fffd}B"), "{says}");
}

async fn an_issued_pdf_never_changes(server: &mut Server) {
    let issued = server.issued().await;
    let first = server.get(&path(&issued, "pdf")).await.expect(200).bytes;
    server.patch("/settings", &json!({"company": {"name": "Renamed"}})).await.expect(200);
    let customer = format!("/customers/{}", text(&issued["customer_id"]));
    server.patch(&customer, &json!({"company": "Renamed too"})).await.expect(200);
    server.invoice_act(&issued, "mark-sent").await.expect(200);
    server.invoice_act(&issued, "mark-paid").await.expect(200);
    assert_eq!(server.get(&path(&issued, "pdf")).await.expect(200).bytes, first);
    let payment = server.read(text(&issued["id"])).await["payments"][0]["id"].clone();
    server.delete(&path(&issued, &format!("payments/{}", text(&payment)))).await;
    server.invoice_act(&issued, "void").await.expect(200);
    assert_eq!(server.get(&path(&issued, "pdf")).await.expect(200).bytes, first);
}

async fn a_pdf_first_fetched_later_shows_the_document_as_it_was_issued(server: &mut Server) {
    let (one, two) = (server.issued().await, server.made(json!({"number": "OWN-1"}), true).await);
    server.patch("/settings", &json!({"company": {"name": "Renamed"}})).await.expect(200);
    let customer = format!("/customers/{}", text(&one["customer_id"]));
    server.patch(&customer, &json!({"company": "Renamed too"})).await.expect(200);
    for issued in [&one, &two] {
        let says = pdf_text(&server.get(&path(issued, "pdf")).await.expect(200).bytes);
        assert!(
            says.contains("My company") && says.contains("Globex") && !says.contains("Renamed"),
            "{says}"
        );
    }
    let shown = server.read(text(&one["id"])).await;
    assert_eq!(shown["customer"]["company"], "Globex Corporation");
}

async fn an_unpublished_and_reissued_invoice_has_a_new_pdf(server: &mut Server) {
    let issued = server.issued().await;
    server.get(&path(&issued, "pdf")).await.expect(200);
    server.invoice_act(&issued, "unpublish").await.expect(200);
    server
        .patch(&format!("/invoices/{}", text(&issued["id"])), &json!({"notes": "Corrected note"}))
        .await
        .expect(200);
    server.invoice_act(&issued, "publish").await.expect(200);
    let says = pdf_text(&server.get(&path(&issued, "pdf")).await.expect(200).bytes);
    assert!(says.contains("Corrected note"), "{says}");
}

async fn a_draft_can_be_looked_at(server: &mut Server) {
    let draft = server.draft().await;
    assert!(server.get(&path(&draft, "pdf")).await.expect(200).bytes.starts_with(b"%PDF-"));
    let html = server.get(&path(&draft, "html")).await.expect(200);
    assert!(html.header("content-type").unwrap().starts_with("text/html"));
    assert!(html.text().contains("Web development"));
}

async fn what_users_write_is_not_run_in_the_page(server: &mut Server) {
    let issued = server
        .made(
            json!({
                "customer": {"company": "<script>alert(1)</script>"},
                "notes": "<b>bold</b><script>alert(2)</script><img src=x onerror=alert(3)>",
                "items": [{"name": "<svg onload=alert(4)>", "unit_price": 1}],
            }),
            true,
        )
        .await;
    let html = server.get(&path(&issued, "html")).await.expect(200).text();
    for bad in ["<script>alert", "<img src=x", "<svg onload"] {
        assert!(!html.contains(bad), "{bad}");
    }
    assert!(html.contains("<b>bold</b>"));
    server.get(&path(&issued, "pdf")).await.expect(200);
}

async fn a_number_with_odd_letters_makes_a_safe_file_name(server: &mut Server) {
    for number in ["A/B \"C\"; x=1", "Größe-№7", "..", "a\\b"] {
        let issued = server.made(json!({"number": number}), true).await;
        let reply = server.get(&path(&issued, "pdf")).await.expect(200);
        let disposition = reply.header("content-disposition").unwrap();
        assert!(disposition.is_ascii() && disposition.matches('"').count() <= 2, "{disposition}");
    }
}

async fn a_pdf_of_hundreds_of_lines_shows_the_last(server: &mut Server) {
    let items: Vec<Value> =
        (1..=300).map(|n| json!({"name": format!("Article {n}"), "unit_price": n})).collect();
    let issued = server.made(json!({"items": items}), true).await;
    let says = pdf_text(&server.get(&path(&issued, "pdf")).await.expect(200).bytes);
    assert!(says.contains("Article 300") && says.contains("45,150.00"));
}

both! {
    the_pdf_says_what_the_invoice_says,
    names_in_any_script_are_printed,
    an_issued_pdf_never_changes,
    a_pdf_first_fetched_later_shows_the_document_as_it_was_issued,
    an_unpublished_and_reissued_invoice_has_a_new_pdf,
    a_draft_can_be_looked_at,
    what_users_write_is_not_run_in_the_page,
    a_number_with_odd_letters_makes_a_safe_file_name,
    a_pdf_of_hundreds_of_lines_shows_the_last,
}
