//! The native API in its own words, over a database of each test's own.

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, Request, StatusCode},
};
use net30_app::{Database, Outside, SecretKey, StoreConfig, setup, system_clock};
use net30_domain::{money::Currency, text::Country};
use net30_http::{HttpConfig, router};
use serde_json::{Value, json};
use std::path::PathBuf;
use tower::ServiceExt;
use uuid::Uuid;

/// A router over a fresh database, with an admin key.
struct Server {
    router: Router,
    key: String,
    folder: PathBuf,
}

impl Drop for Server {
    fn drop(&mut self) {
        // The folder is in the system's place for such: if it stays, nothing is broken.
        drop(std::fs::remove_dir_all(&self.folder));
    }
}

struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    text: String,
}

impl Answer {
    #[track_caller]
    fn json(&self) -> Value {
        serde_json::from_str(&self.text).expect(&self.text)
    }

    #[track_caller]
    fn is(self, status: u16) -> Self {
        assert_eq!(self.status.as_u16(), status, "{}", self.text);
        self
    }

    #[track_caller]
    fn faults(&self) -> Vec<String> {
        let body = self.json();
        let place = |entry: &Value| {
            let place = entry.get("pointer").or_else(|| entry.get("parameter"));
            format!("{} {}", place.unwrap().as_str().unwrap(), entry["code"].as_str().unwrap())
        };
        body["errors"].as_array().map(|all| all.iter().map(place).collect()).unwrap_or_default()
    }
}

impl Server {
    async fn start() -> Self {
        let folder = std::env::temp_dir().join(format!("net30-native-{}", Uuid::now_v7()));
        std::fs::create_dir_all(&folder).unwrap();
        let config = StoreConfig::of(Database::Sqlite(folder.join("net30.db")));
        let outside = Outside::of(SecretKey::parse(&SecretKey::random_text()).unwrap());
        let app = setup::open(&config, system_clock(), "http://net30.test", outside).await.unwrap();
        let dollar = Currency::parse("USD").unwrap();
        let country = Country::parse("US").unwrap();
        let created = setup::create_account(&app, "Acme", dollar, country, None).await.unwrap();
        Self {
            router: router(app, HttpConfig::default(), net30_api::api()),
            key: created.secret,
            folder,
        }
    }

    async fn call(&self, method: &str, path: &str, body: Option<Value>) -> Answer {
        self.call_with(method, path, body, &[]).await
    }

    async fn call_with(
        &self,
        method: &str,
        path: &str,
        body: Option<Value>,
        headers: &[(&str, &str)],
    ) -> Answer {
        let mut request = Request::builder()
            .method(method)
            .uri(format!("/api/v1{path}"))
            .header("authorization", format!("Bearer {}", self.key));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let body = body.map_or_else(Body::empty, |body| Body::from(body.to_string()));
        let response = self.router.clone().oneshot(request.body(body).unwrap()).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.unwrap();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        Answer { status: parts.status, headers: parts.headers, text }
    }

    async fn get(&self, path: &str) -> Answer {
        self.call("GET", path, None).await
    }

    async fn post(&self, path: &str, body: Value) -> Answer {
        self.call("POST", path, Some(body)).await
    }

    async fn invoice(&self) -> Value {
        self.post("/invoices", invoice()).await.is(201).json()
    }
}

fn invoice() -> Value {
    json!({
        "customer": {"company": "Globex", "email": "billing@globex.example"},
        "issue_date": "2026-01-15",
        "payment_terms": "Net 30",
        "taxes": [{"name": "VAT", "value": "19"}],
        "items": [
            {"name": "Design", "quantity": 3, "unit_price": "33.33", "unit": "hour"},
            {"name": "Hosting", "unit_price": 10.5, "discount_type": "amount", "discount_value": 0.5},
        ],
    })
}

/// A document with every field that a client may write.
fn full_invoice() -> Value {
    let text = r#"{
        "customer": {
            "first_name": "Grete", "last_name": "Hopper", "email": "grete@hopper.example",
            "additional_emails": ["a@hopper.example"], "phone": "1",
            "address": {"line1": "1 Way", "city": "Bonn", "postal_code": "53111", "country": "DE"},
            "ship_to": {"name": "Depot", "address": {"city": "Köln"}},
            "electronic_address": {"scheme": "0088", "id": "4012345000009"},
            "external_id": "C-1", "metadata": {"vip": true}
        },
        "issue_date": "2026-01-15", "due_date": "2026-03-01",
        "service_start_date": "2026-01-01", "service_end_date": "2026-01-31",
        "delivery_date": "2026-01-14", "currency": "EUR", "lang": "de", "number": "MY-1",
        "slug": "my-slug", "header": "Bill", "description": "<b>bold</b>", "notes": "n & m",
        "terms": "t", "payment_terms": "as agreed", "buyer_reference": "04011000-1-1",
        "purchase_order": "PO", "contract_reference": "CR", "project_reference": "PR",
        "discount_type": "percentage", "discount_value": 10, "discount_name": "Loyal",
        "extra_charges": {"type": "amount", "value": "4.9", "name": "Freight"},
        "extra_fields": [{"name": "Tip", "type": "percentage", "value": 2.5}],
        "taxes": [{"name": "VAT", "type": "percentage", "value": 19, "category": "S", "compound": false}],
        "tax_included": false, "tags": ["web", "ü"], "is_retainer": true, "ship_to": true,
        "external_source": "shop", "external_source_id": "77", "round_to": 0.05,
        "metadata": {"b": 1.50, "a": {"deep": [1, null]}},
        "items": [{
            "name": "Work", "description": "<i>x</i>", "url": "https://acme.example/x", "quantity": 2.5,
            "unit": "hour", "unit_price": 99.12345678, "base_quantity": 10, "flat_fee": 3,
            "discount_type": "amount", "discount_value": 1, "discount_name": "d",
            "taxes": [{"name": "VAT", "value": 7}], "service_start_date": "2026-01-02",
            "service_end_date": "2026-01-03", "display_order": 4
        }]
    }"#;
    serde_json::from_str(text).unwrap()
}

#[tokio::test]
async fn amounts_are_numbers_with_the_currencys_decimals() {
    let server = Server::start().await;
    let made = server.post("/invoices?explain=true", invoice()).await.is(201);
    for text in [
        "\"subtotal\":109.99",
        "\"tax\":20.90",
        "\"due\":130.89",
        "\"quantity\":3",
        "\"paid\":0.00",
    ] {
        assert!(made.text.contains(text), "{text}: {}", made.text);
    }
    let body = made.json();
    assert_eq!(made.headers["etag"], "\"1\"");
    let location = format!("/api/v1/invoices/{}", body["id"].as_str().unwrap());
    assert_eq!(made.headers["location"], location.as_str());
    assert_eq!(body["status"], "draft");
    assert_eq!(body["number"], Value::Null);
    assert_eq!(body["due_date"], "2026-02-14");
    assert_eq!(body["links"]["public"], Value::Null);
    assert!(!body["calculation"].as_array().unwrap().is_empty());
    let mut yen = invoice();
    yen["currency"] = json!("JPY");
    yen["items"] = json!([{"name": "a", "unit_price": 150}]);
    let made = server.post("/invoices", yen).await.is(201);
    assert!(made.text.contains("\"subtotal\":150,"), "{}", made.text);
}

#[tokio::test]
async fn all_faults_of_a_body_are_named_at_once() {
    let server = Server::start().await;
    let answer = server
        .post(
            "/invoices?colour=red",
            json!({
                "issue_date": "15.1.2026", "currency": "EURO", "surprise": 1, "paid_at": null,
                "header": "much longer than twenty characters", "status": "paid", "discount_value": 5,
                "taxes": [{"value": "x"}, {"name": "a"}, 3],
                "tags": [""],
                "items": [{"name": "a", "unit_price": "1e400", "quantity": "0.1234567890123", "url": "javascript:x",
                           "discount_type": "half", "colour": 1}, null],
            }),
        )
        .await
        .is(422);
    let mut faults = answer.faults();
    faults.sort();
    let mut wanted = vec![
        "/currency unknown_currency",
        "/customer_id required",
        "/discount_type required",
        "/header too_long",
        "/issue_date invalid_date",
        "/items/0/colour unknown_field",
        "/items/0/discount_type invalid_choice",
        "/items/0/quantity too_many_decimals",
        "/items/0/unit_price too_large",
        "/items/0/url invalid_url",
        "/items/1 required",
        "/paid_at unknown_field",
        "/status invalid_choice",
        "/surprise unknown_field",
        "/tags/0 required",
        "/taxes/0/value not_a_number",
        "/taxes/1/value required",
        "/taxes/2 type",
        "colour unknown_parameter",
    ];
    wanted.sort_unstable();
    assert_eq!(faults, wanted);
}

#[tokio::test]
async fn what_was_got_can_be_put_back_and_nothing_changes() {
    let server = Server::start().await;
    for body in [invoice(), full_invoice()] {
        let id = server.post("/invoices", body).await.is(201).json()["id"].clone();
        let path = format!("/invoices/{}", id.as_str().unwrap());
        let got = server.get(&path).await.is(200);
        let put = server.call("PUT", &path, Some(got.json())).await.is(200);
        assert_eq!(put.text, got.text);
        let same = server.call("PATCH", &path, Some(json!({}))).await.is(200);
        assert_eq!(same.text, got.text);
    }
}

#[tokio::test]
async fn a_patch_changes_only_what_it_names() {
    let server = Server::start().await;
    let before = server.post("/invoices", full_invoice()).await.is(201).json();
    let path = format!("/invoices/{}", before["id"].as_str().unwrap());
    let changes = json!({"notes": null, "metadata": {"b": null, "c": 2}, "discount_value": null});
    let after = server.call("PATCH", &path, Some(changes)).await.is(200).json();
    assert_eq!(after["notes"], Value::Null);
    assert_eq!(after["metadata"], json!({"a": {"deep": [1, null]}, "c": 2}));
    assert_eq!(after["discount_type"], Value::Null);
    assert_eq!(after["revision"], 2);
    for kept in ["items", "taxes", "number", "customer_id", "terms", "due_date"] {
        let same = if kept == "items" {
            after[kept][0]["id"] == before[kept][0]["id"]
        } else {
            after[kept] == before[kept]
        };
        assert!(same, "{kept}");
    }
    let other = json!({"customer": {"company": "Initech"}});
    let moved = server.call("PATCH", &path, Some(other)).await.is(200).json();
    assert_eq!(moved["customer"]["company"], "Initech");
    let stale = [("if-match", "\"1\"")];
    server.call_with("PATCH", &path, Some(json!({"notes": "x"})), &stale).await.is(412);
    let wrong = server.call("PATCH", &path, Some(json!({"status": "open", "x": 1}))).await.is(422);
    assert_eq!(wrong.faults(), ["/status read_only", "/x unknown_field"]);
}

#[tokio::test]
async fn an_invoice_is_issued_paid_refunded_and_credited() {
    let server = Server::start().await;
    let issued = server.post("/invoices?issue=true", invoice()).await.is(201).json();
    assert_eq!(issued["status"], "overdue");
    let number = issued["number"].as_str().unwrap();
    let token = issued["share_token"].as_str().unwrap();
    assert_eq!(issued["links"]["public"], format!("http://net30.test/i/{token}"));
    let path = format!("/invoices/{}", issued["id"].as_str().unwrap());
    let pdf = server.get(&format!("{path}/pdf")).await.is(200);
    assert_eq!(pdf.headers["content-disposition"], format!("inline; filename=\"{number}.pdf\""));
    assert!(pdf.text.starts_with("%PDF"));
    let payment =
        json!({"amount": 30.89, "method": "card", "reference": "R", "date": "2026-01-20"});
    let paid = server.post(&format!("{path}/payments"), payment).await.is(201);
    assert!(paid.text.contains("\"amount\":30.89"), "{}", paid.text);
    let payment_path = format!("{path}/payments/{}", paid.json()["id"].as_str().unwrap());
    server.post(&format!("{path}/payments"), json!({"amount": 100.01})).await.is(409);
    let refund = json!({"amount": "0.89", "reason": "duplicate"});
    let refunded = server.post(&format!("{payment_path}/refunds"), refund).await.is(201).json();
    assert_eq!(refunded["refunds"][0]["reason"], "duplicate");
    let line = issued["items"][1]["id"].clone();
    let credited =
        server.post(&format!("{path}/credit-note"), json!({"items": [{"id": line}]})).await;
    let note = credited.is(201).json();
    assert_eq!(
        (&note["type"], &note["credits"]["number"]),
        (&json!("credit_note"), &json!(number))
    );
    server.call("DELETE", &path, None).await.is(409);
    server.call("POST", &format!("{path}/send"), None).await.is(409);
    server.call("POST", &format!("{path}/mark-paid"), None).await.is(200);
    let after = server.get(&path).await.is(200).json();
    assert_eq!(after["status"], "paid");
    assert_eq!(after["totals"]["due"].to_string(), "0.00");
    let events = server.get(&format!("{path}/events")).await.is(200).json();
    assert!(events["data"].as_array().unwrap().len() > 4);
}

#[tokio::test]
async fn a_list_is_filtered_sorted_and_paged() {
    let server = Server::start().await;
    for _ in 0..3 {
        server.invoice().await;
    }
    server.post("/invoices?issue=true", full_invoice()).await.is(201);
    let ids = |answer: &Answer| -> Vec<String> {
        let body = answer.json();
        let id = |invoice: &Value| invoice["id"].as_str().unwrap().to_owned();
        body["data"].as_array().unwrap().iter().map(id).collect()
    };
    let all = ids(&server.get("/invoices").await.is(200));
    let first = server.get("/invoices?limit=3").await.is(200);
    let body = first.json();
    let shape = ["page", "limit", "total", "total_pages"].map(|key| body[key].as_i64().unwrap());
    assert_eq!(shape, [1, 3, 4, 2]);
    let cursor = body["next_cursor"].as_str().unwrap();
    let rest = server.get(&format!("/invoices?limit=3&cursor={cursor}")).await.is(200);
    assert_eq!([ids(&first), ids(&rest)].concat(), all);
    for (query, count) in [
        ("status=draft", 3),
        ("status=draft,overdue", 4),
        ("status=paid", 0),
        ("search=hoPPer", 1),
        ("search=lobe", 3),
        ("tag=web", 1),
        ("currency=EUR&min_amount=0.01&max_amount=999", 1),
        ("from_date=2026-01-16", 0),
        ("type=credit_note", 0),
        ("sort=-total&page=1", 4),
    ] {
        let list = server.get(&format!("/invoices?{query}")).await.is(200).json();
        assert_eq!(list["total"], count, "{query}");
        assert_eq!(list["data"].as_array().unwrap().len(), count, "{query}");
    }
    let wrong =
        server.get("/invoices?status=lost&limit=101&page=1&cursor=zz&from_date=x&sort=id&q=1");
    assert_eq!(
        wrong.await.is(422).faults(),
        [
            "status invalid_choice",
            "from_date invalid_date",
            "sort invalid_choice",
            "limit out_of_range",
            "cursor bad_cursor",
            "cursor conflict",
            "q unknown_parameter",
        ]
    );
    let csv = server.get("/invoices/export/csv?status=draft").await.is(200);
    assert_eq!(csv.headers["content-type"], "text/csv; charset=utf-8");
    assert_eq!(csv.text.lines().count(), 4);
}

#[tokio::test]
async fn a_batch_does_each_on_its_own() {
    let server = Server::start().await;
    let (draft, issued) =
        (server.invoice().await, server.post("/invoices?issue=true", invoice()).await.json());
    let body = json!({"action": "delete", "ids": [draft["id"], issued["id"], Uuid::nil()]});
    let done = server.post("/invoices/batch", body).await.is(200).json();
    assert_eq!(done["succeeded"], json!([draft["id"]]));
    assert_eq!(done["failed"][0]["error"]["code"], "invalid_transition");
    assert_eq!(done["failed"][1]["error"]["status"], 404);
    assert_eq!(server.get("/invoices/trash/list").await.json()["total"], 1);
    let restore = json!({"action": "restore", "ids": [draft["id"]]});
    let restored = server.post("/invoices/trash/batch", restore).await.is(200).json();
    assert_eq!(restored["succeeded"], json!([draft["id"]]));
    let wrong = server.post("/invoices/batch", json!({"action": "burn", "ids": ["x"]})).await;
    assert_eq!(wrong.is(422).faults(), ["/action invalid_choice", "/ids/0 invalid_id"]);
}

#[tokio::test]
async fn the_catalogue_is_made_changed_and_put_back() {
    let server = Server::start().await;
    let png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
    for (path, body, patch) in [
        (
            "/customers",
            json!({"company": "Globex", "address": {"country": "DE"}}),
            json!({"email": "a@b.example"}),
        ),
        ("/products", json!({"name": "Work", "unit_price": "99.5"}), json!({"unit": "hour"})),
        ("/taxes", json!({"name": "VAT", "value": 19}), json!({"value": 7})),
        (
            "/templates",
            json!({"name": "Mine", "logo": png, "accent_color": "#123"}),
            json!({"footer": "f"}),
        ),
    ] {
        let made = server.post(path, body).await.is(201);
        let one = format!("{path}/{}", made.json()["id"].as_str().unwrap());
        let got = server.get(&one).await.is(200);
        assert_eq!(got.text, made.text);
        assert_eq!(server.call("PUT", &one, Some(got.json())).await.is(200).text, got.text);
        let changed = server.call("PATCH", &one, Some(patch.clone())).await.is(200).json();
        assert_eq!(changed["revision"], 2, "{path}");
        for (key, value) in patch.as_object().unwrap() {
            assert_eq!(changed[key], *value);
        }
        assert!(server.get(path).await.is(200).json()["total"].as_i64().unwrap() >= 1);
        server.call("DELETE", &one, None).await.is(204);
        server.get(&one).await.is(404);
        server.get(&format!("{path}/not-an-id")).await.is(404);
        server.post(path, json!({})).await.is(422);
    }
}

#[tokio::test]
async fn a_line_takes_over_its_product_and_names_its_tax() {
    let server = Server::start().await;
    let tax = server.post("/taxes", json!({"name": "VAT", "value": 19})).await.json();
    let product =
        json!({"name": "Work", "unit_price": 100, "unit": "hour", "tax_ids": [tax["id"]]});
    let product = server.post("/products", product).await.is(201).json();
    let body = json!({"customer": {"company": "G"}, "items": [
        {"product_id": product["id"], "quantity": 2},
        {"name": "x", "unit_price": 1, "tax_id": tax["id"]},
    ]});
    let made = server.post("/invoices", body).await.is(201).json();
    assert_eq!(made["items"][0]["unit"], "hour");
    assert_eq!(made["items"][1]["tax_id"], tax["id"]);
    assert_eq!(made["totals"]["tax"].to_string(), "38.19");
    let nowhere = json!({"customer_id": Uuid::nil(), "items": [
        {"name": "x", "unit_price": 1, "tax_id": Uuid::nil()}, {"product_id": Uuid::nil()},
    ]});
    let mut faults = server.post("/invoices", nowhere).await.is(422).faults();
    faults.sort();
    assert_eq!(
        faults,
        ["/customer_id not_found", "/items/0/tax_id not_found", "/items/1/product_id not_found"]
    );
}

#[tokio::test]
async fn settings_keys_and_accounts_are_kept() {
    let server = Server::start().await;
    let got = server.get("/settings").await.is(200);
    assert_eq!(server.call("PUT", "/settings", Some(got.json())).await.is(200).text, got.text);
    let patch = json!({"numbering": {"invoice": "R-{SEQ}"}, "time_zone": "Mars/Olympus"});
    let wrong = server.call("PATCH", "/settings", Some(patch)).await.is(422);
    assert_eq!(wrong.faults(), ["/time_zone unknown_time_zone"]);
    let patch = json!({"numbering": {"invoice": "R-{SEQ}"}, "lock": "strict"});
    server.call("PATCH", "/settings", Some(patch)).await.is(200);
    assert_eq!(server.get("/invoices/next-number").await.json(), json!({"next_number": "R-1"}));
    let account = json!({"company": {"name": "Acme Europe"}, "currency": "EUR"});
    let key = [("idempotency-key", "k1")];
    let made = server.call_with("POST", "/accounts", Some(account.clone()), &key).await.is(201);
    let again = server.call_with("POST", "/accounts", Some(account), &key).await.is(201);
    // The same account, but a secret is shown once and never kept.
    let secret = made.json()["api_key_secret"].as_str().unwrap().to_owned();
    assert_eq!(
        (again.text.as_str(), &again.headers["idempotent-replayed"]),
        (
            made.text.replace(&secret, "(shown once, in the first reply)").as_str(),
            &"true".parse().unwrap()
        )
    );
    assert_eq!(server.get("/accounts").await.json()["data"].as_array().unwrap().len(), 2);
    let id = made.json()["id"].as_str().unwrap().to_owned();
    let there = [("x-account-id", id.as_str())];
    let settings = server.call_with("GET", "/settings", None, &there).await.is(200).json();
    assert_eq!(settings["company"]["name"], "Acme Europe");
    let made =
        server.post("/api-keys", json!({"scope": "read", "label": "r"})).await.is(201).json();
    let id = made["id"].as_str().unwrap();
    let reader = Server {
        router: server.router.clone(),
        key: made["secret"].as_str().unwrap().to_owned(),
        folder: PathBuf::new(),
    };
    reader.get("/invoices").await.is(200);
    reader.post("/invoices", invoice()).await.is(403);
    reader.get("/api-keys").await.is(403);
    server.call("DELETE", &format!("/api-keys/{id}"), None).await.is(204);
    reader.get("/invoices").await.is(401);
    assert!(!server.get("/events").await.is(200).json()["data"].as_array().unwrap().is_empty());
}

#[tokio::test]
async fn a_dry_run_stores_nothing_and_a_repeated_request_is_replayed() {
    let server = Server::start().await;
    let dry = server.post("/invoices?dry_run=true&issue=true", invoice()).await.is(200);
    assert_eq!(dry.json()["status"], "overdue");
    assert_eq!(server.get("/invoices").await.json()["total"], 0);
    let key = [("idempotency-key", "once")];
    let first = server.call_with("POST", "/invoices", Some(invoice()), &key).await.is(201);
    let second = server.call_with("POST", "/invoices", Some(invoice()), &key).await.is(201);
    assert_eq!(first.text, second.text);
    server.call_with("POST", "/invoices", Some(full_invoice()), &key).await.is(422);
    assert_eq!(server.get("/invoices").await.json()["total"], 1);
}

#[tokio::test]
async fn every_operation_is_described() {
    let server = Server::start().await;
    let document = server.get("/openapi.json").await.is(200).json();
    let paths = document["paths"].as_object().unwrap();
    let mut ids = std::collections::HashSet::new();
    for (path, operations) in paths {
        // JustPaid's are below the same prefix, and stand under its name.
        let is_native = path.starts_with("/api/v1");
        let ours = |operation: &Value| is_native && operation["tags"][0] != "JustPaid";
        let operations = operations.as_object().unwrap();
        for (method, operation) in operations.iter().filter(|(_, operation)| ours(operation)) {
            let id = operation["operationId"].as_str().unwrap_or_else(|| panic!("{method} {path}"));
            assert!(ids.insert(id.to_owned()), "{id} is there twice");
            for text in ["summary", "description"] {
                assert!(!operation[text].as_str().unwrap_or_default().is_empty(), "{id}: {text}");
            }
            for parameter in operation["parameters"].as_array().into_iter().flatten() {
                let described =
                    parameter["$ref"].is_string() || parameter["description"].is_string();
                assert!(described, "{id}: {parameter}");
            }
        }
    }
    assert!(ids.len() > 50, "{ids:?}");
}
