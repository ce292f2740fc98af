//! Search finds what people type, whichever marks the letters have.

use crate::support::Server;
use crate::support::{Draft, both};
use serde_json::json;

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

both! {
    a_name_is_found_without_its_marks,
}
