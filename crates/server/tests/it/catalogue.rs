//! Customers, products, taxes, templates, accounts, keys and settings.

use crate::support::Server;
use crate::support::{Draft, both, text};
use serde_json::{Value, json};
use uuid::Uuid;

/// A picture of one pixel.
pub(crate) const PIXEL: &str = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

async fn what_is_made_can_be_read_changed_and_removed(server: &mut Server) {
    for (list, body, patch) in [
        (
            "/customers",
            json!({"company": "A", "email": "a@b.example", "address": {"country": "DE", "city": "Köln"}, "metadata": {"k": "v"}}),
            json!({"phone": "1"}),
        ),
        (
            "/products",
            json!({"name": "A", "unit_price": "1.55", "sku": "S", "currency": "EUR"}),
            json!({"unit": "hour"}),
        ),
        (
            "/taxes",
            json!({"name": "VAT", "type": "percentage", "value": 19, "category": "S"}),
            json!({"value": "19.5"}),
        ),
        (
            "/templates",
            json!({"name": "Mine", "layout": "modern", "accent_color": "#336699"}),
            json!({"footer": "f"}),
        ),
    ] {
        let made = server.post(list, &body).await.json(201);
        for (key, value) in body.as_object().unwrap() {
            if !value.is_object() {
                assert_eq!(
                    made[key].to_string().trim_matches('"'),
                    value.to_string().trim_matches('"'),
                    "{list} {key}"
                );
            }
        }
        let path = format!("{list}/{}", text(&made["id"]));
        assert_eq!(server.get(&path).await.json(200), made);
        let same = server.put(&path, &made).await.json(200);
        assert_eq!(same["revision"], made["revision"], "{list}");
        let (key, value) = patch.as_object().unwrap().iter().next().unwrap();
        let changed = server.patch(&path, &patch).await.json(200);
        assert_eq!(changed[key].to_string().trim_matches('"'), value.to_string().trim_matches('"'));
        assert_eq!(changed["revision"], 2);
        server.delete(&path).await.expect(204);
        server.get(&path).await.expect(404);
        server.delete(&path).await.expect(404);
    }
}

async fn a_customer_with_invoices_is_archived_not_removed(server: &mut Server) {
    let issued = server.issued().await;
    let path = format!("/customers/{}", text(&issued["customer_id"]));
    server.delete(&path).await.expect(204);
    assert_eq!(server.count("/customers").await, 0);
    assert_eq!(server.read(text(&issued["id"])).await["customer"]["company"], "Globex Corporation");
    let again = server.post("/invoices", &json!({"customer_id": issued["customer_id"], "items": [{"name": "x", "unit_price": 1}]})).await;
    assert_eq!(again.faults(), ["/customer_id"]);
}

async fn an_external_id_is_unique(server: &mut Server) {
    server.post("/customers", &json!({"company": "A", "external_id": "1"})).await.expect(201);
    assert_eq!(
        server.post("/customers", &json!({"company": "B", "external_id": "1"})).await.problem(409),
        "duplicate"
    );
}

async fn a_product_supplies_what_a_line_leaves_out(server: &mut Server) {
    let tax = server.post("/taxes", &json!({"name": "VAT", "value": 10})).await.json(201);
    let product =
        json!({"name": "Chair", "unit": "piece", "unit_price": "49.90", "tax_ids": [tax["id"]]});
    let product = server.post("/products", &product).await.json(201);
    let made = server
        .made(json!({"taxes": [], "items": [{"product_id": product["id"], "quantity": 2}]}), false)
        .await;
    assert_eq!(made["items"][0]["name"], "Chair");
    assert_eq!(made["items"][0]["unit"], "piece");
    assert_eq!(made["totals"]["net"].to_string(), "99.80");
    assert_eq!(made["totals"]["tax"].to_string(), "9.98");
    let unknown = uuid::Uuid::now_v7().to_string();
    let mut body = crate::support::invoice();
    body["items"] = json!([{"product_id": unknown}]);
    assert_eq!(server.post("/invoices", &body).await.faults(), ["/items/0/product_id"]);
}

async fn built_in_templates_are_copied_not_changed(server: &mut Server) {
    let list = server.get("/templates").await.json(200);
    let built_in = list["data"]
        .as_array()
        .unwrap()
        .iter()
        .find(|template| template["name"] == "Modern")
        .unwrap()
        .clone();
    let path = format!("/templates/{}", text(&built_in["id"]));
    assert_eq!(server.patch(&path, &json!({"name": "x"})).await.problem(409), "built_in");
    assert_eq!(server.delete(&path).await.problem(409), "built_in");
    let mine =
        json!({"name": "Mine", "logo": PIXEL, "accent_color": "#ff0000", "layout": "minimal"});
    let mine = server.post("/templates", &mine).await.json(201);
    assert!(text(&mine["logo"]).starts_with("data:image/png;base64,"));
    let issued = server.made(json!({"template_id": mine["id"]}), true).await;
    server.get(&format!("/invoices/{}/pdf", text(&issued["id"]))).await.expect(200);
    let bad = server.post("/templates", &json!({"name": "x", "logo": "AAAA"})).await;
    assert_eq!(bad.faults(), ["/logo"]);
}

async fn lists_are_searched(server: &mut Server) {
    for name in ["Straße 1", "Bäcker", "under_score", "100%"] {
        server
            .post(
                "/customers",
                &json!({"company": name, "email": format!("{}@x.example", name.len())}),
            )
            .await
            .expect(201);
        server.post("/products", &json!({"name": name, "unit_price": 1})).await.expect(201);
    }
    for list in ["/customers", "/products"] {
        for (search, count) in
            [("stra%C3%9Fe", 1), ("B%C3%84CK", 1), ("_", 1), ("%25", 1), ("er", 2), ("zzz", 0)]
        {
            assert_eq!(
                server.count(&format!("{list}?search={search}")).await,
                count,
                "{list} {search}"
            );
        }
    }
}

async fn settings_are_read_and_changed(server: &mut Server) {
    let before = server.get("/settings").await.json(200);
    assert_eq!(before["company"]["name"], "My company");
    assert_eq!(server.put("/settings", &before).await.json(200)["revision"], before["revision"]);
    let patch = json!({"currency": "EUR", "lang": "de", "time_zone": "Europe/Berlin",
        "company": {"address": {"country": "DE"}, "bank": {"iban": "DE02120300000000202051"}},
        "defaults": {"payment_terms": "Net 14", "taxes": [{"name": "USt", "value": 19}], "tax_included": true}});
    let after = server.patch("/settings", &patch).await.json(200);
    assert_eq!(after["company"]["name"], "My company");
    assert_eq!(after["company"]["bank"]["iban"], "DE02120300000000202051");
    let body = json!({"customer": {"company": "A"}, "issue_date": "2026-01-01", "items": [{"name": "x", "unit_price": "119"}]});
    let made = server.post("/invoices", &body).await.json(201);
    assert_eq!(
        (text(&made["currency"]), text(&made["lang"]), text(&made["due_date"])),
        ("EUR", "de", "2026-01-15")
    );
    assert_eq!(made["totals"]["tax"].to_string(), "19.00");
}

async fn an_organisation_has_several_accounts(server: &mut Server) {
    let made = server
        .post("/accounts", &json!({"company": {"name": "Second"}, "currency": "USD"}))
        .await
        .json(201);
    let account = made.get("account").unwrap_or(&made);
    let second = server.with("scope-id", text(&account["id"]));
    second.issued().await;
    assert_eq!(second.count("/invoices").await, 1);
    assert_eq!(server.count("/invoices").await, 0);
    assert_eq!(server.with("x-account-id", text(&account["id"])).count("/invoices").await, 1);
    assert_eq!(server.get("/accounts").await.json(200)["data"].as_array().unwrap().len(), 2);
    let other = server.command_json(&["account", "create", "Stranger"]);
    for id in [text(&other["account_id"]), "nonsense", &uuid::Uuid::now_v7().to_string()] {
        assert_eq!(server.with("scope-id", id).get("/invoices").await.status, 404, "{id}");
    }
}

async fn a_key_reaches_as_far_as_its_scope(server: &mut Server) {
    let key = |scope: &str| json!({"label": scope, "scope": scope});
    let secret = |made: &Value| {
        let found = ["secret", "key", "api_key", "api_key_secret"]
            .into_iter()
            .find_map(|name| made[name].as_str());
        found.unwrap_or_else(|| panic!("no secret in {made}")).to_owned()
    };
    let read = server.post("/api-keys", &key("read")).await.json(201);
    let write = server.post("/api-keys", &key("write")).await.json(201);
    let reader = server.with_key(&secret(&read));
    let writer = server.with_key(&secret(&write));
    reader.get("/invoices").await.expect(200);
    assert_eq!(
        reader.post("/invoices", &crate::support::invoice()).await.problem(403),
        "forbidden"
    );
    writer.post("/invoices", &crate::support::invoice()).await.expect(201);
    assert_eq!(
        writer.patch("/settings", &json!({"lock": "strict"})).await.problem(403),
        "forbidden"
    );
    assert_eq!(writer.post("/api-keys", &key("admin")).await.problem(403), "forbidden");
    assert_eq!(writer.get("/api-keys").await.status, 403);
    let list = server.get("/api-keys").await;
    assert!(!list.text().contains(&secret(&read)));
    let id = read.get("api_key").filter(|key| key.is_object()).unwrap_or(&read)["id"].clone();
    assert!(matches!(server.delete(&format!("/api-keys/{}", text(&id))).await.status, 200 | 204));
    reader.get("/invoices").await.expect(401);
}

async fn a_tax_that_is_gone_is_said_and_no_longer_referred_to(server: &mut Server) {
    let made = async |name: &str| {
        server.post("/taxes", &json!({"name": name, "value": 19})).await.json(201)
    };
    let (usual, there) = (made("Usual").await, made("There").await);
    let spelt_out = |tax: &Value| json!({"id": tax["id"], "name": tax["name"], "value": 19});
    let defaults = json!({"defaults": {"taxes": [spelt_out(&usual)]}});
    let settings = server.patch("/settings", &defaults).await.json(200);
    assert_eq!(settings["defaults"]["taxes"][0]["id"], usual["id"]);
    let taxes_of = async |taxes: Value| {
        let customer = server.post("/customers", &json!({"company": "Globex"})).await.json(201);
        let mut body =
            json!({"customer_id": customer["id"], "items": [{"name": "Work", "unit_price": 100}]});
        if !taxes.is_null() {
            body["taxes"] = taxes;
        }
        let invoice = server.post("/invoices?issue=true", &body).await.json(201);
        assert_eq!(invoice["totals"]["total"].to_string(), "119.00");
        invoice["taxes"][0]["id"].clone()
    };
    // Nothing refers to it yet but the settings.
    server.delete(&format!("/taxes/{}", text(&usual["id"]))).await.expect(204);
    assert_eq!(taxes_of(Value::Null).await, Value::Null);
    assert_eq!(taxes_of(json!([spelt_out(&usual)])).await, Value::Null);
    let nobodys = json!({"id": Uuid::now_v7(), "name": "Usual"});
    assert_eq!(taxes_of(json!([spelt_out(&nobodys)])).await, Value::Null);
    assert_eq!(taxes_of(json!([spelt_out(&there)])).await, there["id"]);
    assert_eq!(taxes_of(json!([there["id"]])).await, there["id"]);
}

both! {
    a_tax_that_is_gone_is_said_and_no_longer_referred_to,
    what_is_made_can_be_read_changed_and_removed,
    a_customer_with_invoices_is_archived_not_removed,
    an_external_id_is_unique,
    a_product_supplies_what_a_line_leaves_out,
    built_in_templates_are_copied_not_changed,
    lists_are_searched,
    settings_are_read_and_changed,
    an_organisation_has_several_accounts,
    a_key_reaches_as_far_as_its_scope,
}
