//! Where to pay by transfer, as each country writes it; and what a tax id is called there.

use crate::support::Server;
use crate::support::{Draft, both, text};
use serde_json::{Value, json};

fn of(country: &str, tax_id: &str, bank: Value) -> Value {
    json!({"company": {"name": "Acme", "tax_id": tax_id, "address": {"country": country}, "bank": bank}})
}

async fn bank_details_are_printed_as_their_country_writes_them(server: &mut Server) {
    for (country, bank, lines) in [
        (
            "US",
            json!({"routing_number": "021000021", "account_number": "000123456789"}),
            ["Routing number", "021000021", "Account number", "000123456789"],
        ),
        (
            "GB",
            json!({"sort_code": "123456", "account_number": "12345678"}),
            ["Sort code", "12-34-56", "Account number", "12345678"],
        ),
        (
            "AU",
            json!({"bsb": "062000", "account_number": "12345678"}),
            ["BSB", "062-000", "Account number", "12345678"],
        ),
        (
            "CA",
            json!({"institution_number": "004", "transit_number": "12345", "account_number": "9"}),
            ["Institution number", "004", "Transit number", "12345"],
        ),
        (
            "DE",
            json!({"iban": "DE89 3704 0044 0532 0130 00"}),
            ["IBAN", "DE89\u{a0}3704", "Account holder", "Acme"],
        ),
    ] {
        let settings = server
            .put("/settings", &{
                let mut all = of(country, "", bank);
                all["currency"] = json!("USD");
                all["lang"] = json!("en");
                all
            })
            .await
            .json(200);
        assert_eq!(server.put("/settings", &settings).await.json(200), settings);
        let issued = server.issued().await;
        let page =
            server.get(&format!("/invoices/{}/html", text(&issued["id"]))).await.expect(200).text();
        let (_, public) = text(&issued["links"]["public"]).split_once(server.base()).unwrap();
        let public = server.at("").get(public).await.expect(200).text();
        for line in lines {
            assert!(page.contains(line), "{country}: {line} in {page}");
            assert!(public.contains(line), "{country}: {line} on the public page");
        }
    }
}

async fn what_is_no_account_is_refused_by_name(server: &mut Server) {
    for (bank, pointers) in [
        (json!({"iban": "DE89370400440532013001"}), &["/company/bank/iban"][..]),
        (json!({"iban": "000123456789"}), &["/company/bank/iban"]),
        (json!({"iban": ""}), &["/company/bank/iban"]),
        (json!({"bic": "COBADEFFXXX"}), &["/company/bank/iban"]),
        (
            json!({"routing_number": "021000022", "account_number": "1"}),
            &["/company/bank/routing_number"],
        ),
        (
            json!({"sort_code": "1", "bsb": "1", "account_number": "1"}),
            &["/company/bank/sort_code", "/company/bank/bsb"],
        ),
    ] {
        let reply = server.patch("/settings", &json!({"company": {"bank": bank}})).await;
        assert_eq!(reply.faults(), pointers);
    }
    let kosovo = json!({"company": {"address": {"country": "XK"}, "bank": {"iban": "XK051212012345678906"}}});
    let settings = server.patch("/settings", &kosovo).await.json(200);
    assert_eq!(settings["company"]["address"]["country"], "XK");
}

async fn a_document_of_the_united_states_has_no_vat_id(server: &mut Server) {
    for (country, tax_id, label) in [
        ("US", "12-3456789", "Tax ID"),
        ("DE", "DE123456789", "VAT ID"),
        ("AU", "51824753556", "ABN"),
    ] {
        server.patch("/settings", &of(country, tax_id, json!(null))).await.expect(200);
        let body = json!({"customer": {"company": "Globex", "tax_id": "98-7654321", "address": {"country": country}}, "items": [{"name": "x", "unit_price": 1}]});
        let issued = server.post("/invoices?issue=true", &body).await.json(201);
        let page =
            server.get(&format!("/invoices/{}/html", text(&issued["id"]))).await.expect(200).text();
        assert!(page.contains(label), "{label} in {page}");
        assert_eq!(page.contains("VAT ID"), label == "VAT ID", "{country}: {page}");
    }
}

both! {
    bank_details_are_printed_as_their_country_writes_them,
    what_is_no_account_is_refused_by_name,
    a_document_of_the_united_states_has_no_vat_id,
}
