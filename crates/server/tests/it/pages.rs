//! What documents say on paper and on the screen, beyond their figures: directions, words, links, policies.

use crate::support::Server;
use crate::{
    documents::pdf_text,
    support::{Draft, both, text},
};
use base64::{Engine, prelude::BASE64_STANDARD};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::process::Command;

fn path(invoice: &Value, document: &str) -> String {
    format!("/invoices/{}/{document}", text(&invoice["id"]))
}

/// How far from the left each word of a PDF begins, in points.
fn places(pdf: &[u8]) -> Vec<(String, f64)> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("document.pdf");
    std::fs::write(&file, pdf).unwrap();
    let output = Command::new("pdftotext").arg("-bbox").arg(&file).arg("-").output();
    let output = output.expect("pdftotext is there; ./test installs poppler-utils");
    let word = |line: &str| {
        let (head, text) = line.trim().strip_prefix("<word ")?.split_once('>')?;
        let left = head.split_once("xMin=\"")?.1.split('"').next()?.parse().ok()?;
        Some((text.strip_suffix("</word>")?.to_owned(), left))
    };
    String::from_utf8(output.stdout).unwrap().lines().filter_map(word).collect()
}

async fn a_text_from_right_to_left_keeps_its_order_on_an_english_invoice(server: &mut Server) {
    let name = "שולחן 120x60 ס\"מ";
    let issued = server
        .made(
            json!({
                "items": [{"name": name, "unit_price": 1}], "notes": format!("<p>{name}</p>"),
            }),
            true,
        )
        .await;
    let places = places(&server.get(&path(&issued, "pdf")).await.expect(200).bytes);
    let of = |wanted: &str| -> Vec<f64> {
        // Poppler may give the letters of a word in either order.
        let backwards: String = wanted.chars().rev().collect();
        places
            .iter()
            .filter(|(word, _)| word.contains(wanted) || word.contains(&backwards))
            .map(|(_, left)| *left)
            .collect()
    };
    let (first, middle, last) = (of("שולחן"), of("120x60"), of("מ"));
    assert_eq!((first.len(), middle.len()), (2, 2), "{places:?}");
    for (first, middle) in first.iter().zip(&middle) {
        assert!(first > middle, "the first word stands at the right: {places:?}");
    }
    assert!(
        last.iter().any(|last| *last < middle[0]),
        "the last word stands at the left: {places:?}"
    );
    let html = server.get(&path(&issued, "html")).await.expect(200).text();
    assert!(html.contains("<strong dir=\"auto\">שולחן 120x60 ס&#34;מ</strong>"), "{html}");
    assert!(html.contains("<p class=\"rich in-0\" dir=\"auto\">"), "{html}");
}

async fn a_credit_note_asks_for_nothing_and_is_no_gutschrift(server: &mut Server) {
    let issued = server.made(json!({
        "lang": "de", "notes": "Bitte innerhalb von 14 Tagen zahlen.", "description": "Vielen Dank für Ihren Auftrag.",
        "terms": "Zahlbar ohne Abzug.",
    }), true).await;
    let note = server
        .post(&path(&issued, "credit-note"), &json!({"reason": "Falsch berechnet"}))
        .await
        .json(201);
    assert_eq!((&note["notes"], &note["terms"]), (&Value::Null, &Value::Null));
    let pdf = pdf_text(&server.get(&path(&note, "pdf")).await.expect(200).bytes);
    let html = server.get(&path(&note, "html")).await.expect(200).text();
    for says in [pdf, html] {
        assert!(says.contains("Rechnungskorrektur") && says.contains("Falsch berechnet"), "{says}");
        for not in [
            "Gutschrift",
            "14 Tagen",
            "Zahlbar",
            "Vielen Dank",
            ">Zahlung<",
            "Zahlung\n",
            "Bitte überweisen",
        ] {
            assert!(!says.contains(not), "{not} is in {says}");
        }
    }
}

async fn rupees_are_grouped_as_in_india(server: &mut Server) {
    let issued = server.made(json!({
        "currency": "INR", "taxes": [], "items": [{"name": "Plant", "unit_price": 1_123_000}],
    }), true).await;
    let pdf = pdf_text(&server.get(&path(&issued, "pdf")).await.expect(200).bytes);
    let html = server.get(&path(&issued, "html")).await.expect(200).text();
    for says in [pdf, html] {
        assert!(says.contains("11,23,000.00") && !says.contains("1,123,000"), "{says}");
    }
}

async fn a_unit_has_the_form_that_its_quantity_needs(server: &mut Server) {
    let items = |unit: &str| {
        json!([
            {"name": "many", "quantity": 40, "unit": unit, "unit_price": 1}, {"name": "one", "quantity": 1, "unit": unit, "unit_price": 1},
        ])
    };
    for (lang, unit, many, one) in
        [("en", "hour", "40 hours", "1 hour"), ("de", "Stunde", "40 Stunden", "1 Stunde")]
    {
        let issued = server.made(json!({"lang": lang, "items": items(unit)}), true).await;
        let says = pdf_text(&server.get(&path(&issued, "pdf")).await.expect(200).bytes);
        let squeezed = says.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(
            squeezed.contains(many)
                && squeezed.contains(
                    &format!("{one} 1.00")
                        .replace("1.00", if lang == "de" { "1,00" } else { "1.00" })
                ),
            "{says}"
        );
        assert_eq!(issued["items"][0]["unit"], unit, "the API says what it was told");
    }
}

async fn the_html_view_allows_its_own_styles_and_no_others(server: &mut Server) {
    server.patch("/settings", &json!({"company": {"email": "office@acme.example", "website": "acme.example", "phone": "+1 503 555 0147"}})).await.expect(200);
    let issued = server.issued().await;
    let reply = server.get(&path(&issued, "html")).await.expect(200);
    let (policy, html) =
        (reply.header("content-security-policy").unwrap().to_owned(), reply.text());
    assert!(!policy.contains("unsafe"), "{policy}");
    let style = html.split_once("<style>").unwrap().1.split_once("</style>").unwrap().0;
    let hash = BASE64_STANDARD.encode(Sha256::digest(style.as_bytes()));
    assert!(policy.contains(&format!("style-src 'sha256-{hash}'")), "{policy}");
    assert!(!html.contains(" style=") && html.matches("<style").count() == 1);
    for link in ["mailto:office@acme.example", "https://acme.example", "tel:+15035550147"] {
        assert!(html.contains(&format!("href=\"{link}\"")), "{link} is not in {html}");
    }
}

both! {
    a_text_from_right_to_left_keeps_its_order_on_an_english_invoice,
    a_credit_note_asks_for_nothing_and_is_no_gutschrift,
    rupees_are_grouped_as_in_india,
    a_unit_has_the_form_that_its_quantity_needs,
    the_html_view_allows_its_own_styles_and_no_others,
}
