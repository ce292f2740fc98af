//! Products in the pages: found, made, changed and archived by the person's own words and figures.

use crate::support::{Draft, Seen, Server, Visitor, both, decimal, text};
use serde_json::json;

fn hidden(page: &Seen, name: &str) -> String {
    let mark = format!("name=\"{name}\" value=\"");
    let rest = page.body.split(&mark).nth(1);
    rest.map_or("", |rest| rest.split('"').next().unwrap()).to_owned()
}

async fn a_product_is_made_found_changed_and_archived(server: &mut Server) {
    let mut anna = Visitor::owner(server).await.with("accept-language", "de");
    let root = anna.root().await;
    let list = format!("{root}/products");
    anna.get(&list).await.expect(200).says(&["Neues Produkt", "Produkte füllen die Zeilen"]);
    let vat = server.post("/taxes", &json!({"name": "USt", "value": 19})).await.json(201);
    let spa = server.post("/taxes", &json!({"name": "Kurtaxe", "value": 2})).await.json(201);
    let fresh = anna.get(&format!("{list}/new")).await;
    let key = hidden(fresh.expect(200), "idempotency");
    let form = |price: &'static str| {
        vec![
            ("idempotency", key.as_str()),
            ("/name", "Übernachtung"),
            ("/description", "**Mit** Frühstück"),
            ("/unit", "Nacht"),
            ("/unit_price", price),
            ("/currency", ""),
            ("/tax_ids", text(&vat["id"])),
            ("/tax_ids", text(&spa["id"])),
            ("/tax_ids", ""),
        ]
    };
    let refused = anna.post(&format!("{list}/new"), &form("viel")).await;
    refused.expect(422).says(&["href=\"#/unit_price\"", "value=\"viel\"", "Frühstück"]);
    assert_eq!(server.count("/products").await, 0);
    // Sent twice, it is one.
    for _ in 0..2 {
        let made = anna.post(&format!("{list}/new"), &form("1.250,50")).await;
        assert_eq!(made.expect(303).to(), format!("{list}?said=saved"));
    }
    let products = server.get("/products").await.json(200);
    assert_eq!(products["total"], 1);
    let made = &products["data"][0];
    assert_eq!(decimal(&made["unit_price"]).to_string(), "1250.5");
    assert_eq!(made["description"], "<p><strong>Mit</strong> Frühstück</p>");
    assert_eq!(
        (&made["tax_ids"], &made["currency"]),
        (&json!([vat["id"], spa["id"]]), &json!(null))
    );
    let id = text(&made["id"]);
    anna.get(&format!("{list}?q=nacht")).await.says(&["Übernachtung", "1.250,50", "Nacht"]);
    let mut script = anna.with("hx-request", "true");
    let none = script.get(&format!("{list}?q=nobody")).await;
    assert!(!none.expect(200).says(&["Nichts gefunden."]).body.contains("<html"));
    anna.get(&format!("{root}/search?q=nacht")).await.says(&[&format!("{list}/{id}")]);
    // It is shown as it was typed; what the form does not have stays, and who comes second is told.
    let more = json!({"metadata": {"own": 7}});
    server.patch(&format!("/products/{id}"), &more).await.expect(200);
    let page = anna.get(&format!("{list}/{id}")).await;
    page.expect(200).says(&["**Mit** Frühstück", "value=\"1.250,50\"", "/api/v1/products/"]);
    let (key, revision) = (hidden(&page, "idempotency"), hidden(&page, "revision"));
    let with = |revision| {
        let once = [("idempotency", key.as_str()), ("revision", revision)];
        [&once[..], &[("/name", "Nacht"), ("/unit_price", "90")]].concat()
    };
    let (late, good) = (with("1"), with(revision.as_str()));
    let told = anna.post(&format!("{list}/{id}"), &late).await;
    told.expect(422).says(&["Jemand anderes hat diese Seite gespeichert"]);
    anna.post(&format!("{list}/{id}"), &good).await.expect(303);
    let after = server.get(&format!("/products/{id}")).await.json(200);
    assert_eq!(
        (&after["name"], &after["metadata"], &after["tax_ids"]),
        (&json!("Nacht"), &json!({"own": 7}), &json!([]))
    );
    // Who may only look sees it and changes nothing.
    let account = server.account_id.clone();
    let mut viewer = Visitor::with_role(server, "v@example.com", "viewer", &[&account]).await;
    let seen = viewer.get(&format!("{list}/{id}")).await;
    assert!(!seen.expect(200).says(&["disabled"]).body.contains("/archive"));
    viewer.post(&format!("{list}/{id}"), &good).await.expect(403);
    anna.post(&format!("{list}/{id}/archive"), &[]).await.expect(303);
    assert!(!anna.get(&list).await.body.contains("Nacht</a>"));
    anna.get(&format!("{root}/products/0198f6a0-0000-7000-8000-000000000001")).await.expect(404);
}

both! {
    a_product_is_made_found_changed_and_archived,
}
