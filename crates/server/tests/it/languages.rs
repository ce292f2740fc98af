//! Documents in the 22 languages: which one a document has, and that nothing in it is left in another.

use crate::support::Server;
use crate::support::{Draft, both, text};
use serde_json::{Value, json};

/// Every language with its word for an invoice.
const INVOICE: [(&str, &str); 22] = [
    ("en", "Invoice"),
    ("fr", "Facture"),
    ("de", "Rechnung"),
    ("nl", "Factuur"),
    ("es", "Factura"),
    ("bg", "Фактура"),
    ("ro", "Factură"),
    ("ja", "請求書"),
    ("mn", "Нэхэмжлэх"),
    ("da", "Faktura"),
    ("sv", "Faktura"),
    ("lt", "Sąskaita faktūra"),
    ("fi", "Lasku"),
    ("hu", "Számla"),
    ("cs", "Faktura"),
    ("it", "Fattura"),
    ("et", "Arve"),
    ("lv", "Rēķins"),
    ("pt", "Fatura"),
    ("pl", "Faktura"),
    ("sk", "Faktúra"),
    ("zh", "发票"),
];
/// What an English invoice says, and no other.
const ENGLISH: [&str; 8] = [
    "Invoice number",
    "Due date",
    "Quantity",
    "Unit price",
    "Amount due",
    "Please pay",
    "Billed to",
    "Net 30",
];

async fn html(server: &crate::support::Server, invoice: &Value) -> String {
    server.get(&format!("/invoices/{}/html", text(&invoice["id"]))).await.expect(200).text()
}

async fn language_of(server: &crate::support::Server, id: &Value) -> String {
    text(&server.read(text(id)).await["lang"]).to_owned()
}

async fn an_invoice_is_written_in_each_language(server: &mut Server) {
    for (lang, word) in INVOICE {
        let issued = server.made(json!({"lang": lang, "currency": "EUR"}), true).await;
        let page = html(server, &issued).await;
        assert!(
            page.contains(&format!("<html lang=\"{lang}\">")) && page.contains(&format!(">{word}")),
            "{lang}: {page}"
        );
        for english in ENGLISH {
            assert_eq!(page.contains(english), lang == "en", "{lang}: {english} is in {page}");
        }
    }
}

async fn a_document_has_its_own_language_else_the_customers_else_the_accounts(server: &mut Server) {
    server.patch("/settings", &json!({"lang": "sv"})).await.expect(200);
    let of = async |changes: Value| {
        let made = server.made(changes, false).await;
        text(&made["lang"]).to_owned()
    };
    let customer = json!({"company": "Łódź Sp. z o.o.", "email": "a@lodz.example", "lang": "pl"});
    let known = text(&server.post("/customers", &customer).await.json(201)["id"]).to_owned();
    assert_eq!(of(json!({})).await, "sv");
    assert_eq!(of(json!({"customer": null, "customer_id": known})).await, "pl");
    assert_eq!(of(json!({"customer": null, "customer_id": known, "lang": "fr"})).await, "fr");
}

async fn clients_of_other_apis_get_the_same_language(server: &mut Server) {
    server.patch("/settings", &json!({"lang": "hu"})).await.expect(200);
    let line = json!([{"name": "a", "quantity": 1, "price": 1}]);
    let invoiless = server
        .at("/v1")
        .post(
            "/invoices",
            &json!({
                "customer": {"internalId": "1", "billTo": {"company": "A"}}, "items": line,
            }),
        )
        .await
        .json(201);
    assert_eq!(language_of(server, &invoiless["id"]).await, "hu");
    let own = server.at("/v1").post("/invoices", &json!({
        "customer": {"internalId": "1", "billTo": {"company": "A"}}, "items": line, "lang": "it",
    })).await.json(201);
    assert_eq!(language_of(server, &own["id"]).await, "it");
    let justinvoice = server.at("/api/invoices").post("", &json!({
        "customerEmail": "b@b.example", "customerCompanyName": "B", "invoiceDate": "2026-01-10", "currencyCode": "USD",
        "lineItems": [{"description": "a", "quantity": 1, "unitPrice": 1}],
    })).await.json(201);
    assert_eq!(language_of(server, &justinvoice["id"]).await, "hu");
}

async fn a_country_has_its_own_words_and_figures(server: &mut Server) {
    server
        .patch(
            "/settings",
            &json!({"lang": "de", "currency": "CHF", "company": {"address": {"country": "CH"}}}),
        )
        .await
        .expect(200);
    let issued = server.made(json!({"lang": "de", "currency": "CHF"}), true).await;
    let note = server
        .post(&format!("/invoices/{}/credit-note", text(&issued["id"])), &json!({}))
        .await
        .json(201);
    let page = html(server, &note).await;
    assert!(page.contains(">Gutschrift") && !page.contains("Rechnungskorrektur"), "{page}");
    assert!(
        page.contains("6’684.90")
            || page.contains("6&#8217;684.90")
            || page.contains("6'684.90")
            || page.contains("6&#39;684.90"),
        "{page}"
    );
    server
        .patch("/settings", &json!({"company": {"address": {"country": "BR"}}}))
        .await
        .expect(200);
    let brazilian = server.made(json!({"lang": "pt", "currency": "BRL"}), true).await;
    let page = html(server, &brazilian).await;
    assert!(page.contains("R$\u{a0}6.684,90"), "{page}");
}

async fn a_link_that_leads_nowhere_says_so_in_the_visitors_language(server: &mut Server) {
    for (accepted, lang, says) in [
        ("fr-CH,fr;q=0.9,en;q=0.8", "fr", "Ce lien ne mène nulle part"),
        ("ja", "ja", "このリンクの先には何もありません"),
        ("tlh", "en", "This link leads nowhere"),
    ] {
        let browser = server
            .without_key()
            .at("")
            .with("accept", "text/html")
            .with("accept-language", accepted);
        let page = browser.get("/i/0000000000000000000000").await.expect(404).text();
        assert!(page.contains(&format!("lang=\"{lang}\"")) && page.contains(says), "{page}");
    }
}

both! {
    an_invoice_is_written_in_each_language,
    a_document_has_its_own_language_else_the_customers_else_the_accounts,
    clients_of_other_apis_get_the_same_language,
    a_country_has_its_own_words_and_figures,
    a_link_that_leads_nowhere_says_so_in_the_visitors_language,
}
