//! Search finds what people type, whichever marks the letters have.

use crate::support::{Draft, Server, both, text};
use futures_util::future::join_all;
use serde_json::{Value, json};

async fn a_name_is_found_without_its_marks(server: &mut Server) {
    for (company, typed) in [
        ("Müller & Söhne", "muller"),
        ("Mu\u{308}hle", "muhle"),
        ("Straßenbau AG", "strassen"),
        ("İstanbul Ticaret", "istanbul"),
        ("Łódź Sp. z o.o.", "lodz"),
        ("Ærø Færge", "aero"),
        ("Đorđević", "dordevic"),
    ] {
        let body = json!({"customer": {"company": company}, "tags": [company], "items": [{"name": company, "unit_price": 1}]});
        server.post("/invoices", &body).await.expect(201);
        server.post("/products", &json!({"name": company, "unit_price": 1})).await.expect(201);
        server.post("/taxes", &json!({"name": company, "value": 1})).await.expect(201);
        for list in ["customers", "invoices", "products", "taxes"] {
            for wanted in [typed, &typed.to_uppercase(), company] {
                let path =
                    reqwest::Url::parse_with_params("http://x", &[("search", wanted)]).unwrap();
                let found = server.count(&format!("/{list}?{}", path.query().unwrap())).await;
                assert_eq!(found, 1, "{wanted} in {list}");
            }
        }
    }
    // A tag is told by its marks all the same.
    assert_eq!(server.count("/invoices?tag=Mu%CC%88hle").await, 1);
    assert_eq!(server.count("/invoices?tag=muhle").await, 0);
}

/// The numbers and names of a list's first page.
async fn first(server: &Server, query: &str) -> Vec<(Value, Value)> {
    let path = format!("/invoices?view=summary&limit=40&sort=-created_at{query}");
    let page = server.get(&path).await.json(200);
    let line = |line: &Value| (line["number"].clone(), line["customer_name"].clone());
    page["data"].as_array().unwrap().iter().map(line).collect()
}

async fn what_many_numbers_have_is_found_in_numbers_and_in_names(server: &mut Server) {
    let one = server.issued().await;
    let body =
        json!({"customer_id": one["customer_id"], "items": [{"name": "x", "unit_price": 1}]});
    // More than are looked up one by one.
    for _ in 0..50 {
        let some = (0..21).map(|_| server.post("/invoices?issue=true", &body));
        for made in join_all(some).await {
            made.expect(201);
        }
    }
    let digits: String =
        text(&one["number"]).chars().filter(char::is_ascii_digit).take(4).collect();
    let wanted = format!("-{digits}-");
    let drafts = server.post("/invoices", &body).await.json(201);
    let issued = first(server, "&status=open").await;
    assert_eq!(issued.len(), 40);
    assert_eq!(first(server, &format!("&search={wanted}")).await, issued);
    // A name that has it is found beside them.
    let customer = format!("/customers/{}", text(&drafts["customer_id"]));
    let company = format!("Globex {wanted} Ltd");
    server.patch(&customer, &json!({"company": company})).await.expect(200);
    let found = first(server, &format!("&search={wanted}")).await;
    assert_eq!(found[0], (json!(null), json!(company)));
    assert_eq!(found[1..], issued[..39]);
    assert_eq!(first(server, &format!("&search={wanted}&status=draft")).await, found[..1]);
}

both! {
    what_many_numbers_have_is_found_in_numbers_and_in_names,
    a_name_is_found_without_its_marks,
}
