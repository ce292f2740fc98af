//! Faults are told so that a reader sees at once what to change.

use crate::support::Server;
use crate::support::{Draft, Reply, both, invoice, text};
use serde_json::json;

/// The pointers of a 422, in the order of the alphabet.
fn sorted(reply: &Reply) -> Vec<String> {
    let mut faults = reply.faults();
    faults.sort();
    faults
}

/// What cannot be read, what is not allowed, and what is not there: in one reply.
async fn faults_of_every_kind_are_told_in_one_reply(server: &mut Server) {
    let nobody = "0192d3a0-0000-7000-8000-000000000000";
    let mut body = invoice();
    body["currency"] = json!("EURO");
    body["customer"] = json!(null);
    body["customer_id"] = json!(nobody);
    body["due_date"] = json!("2026-02-30");
    body["discount_type"] = json!("percentage");
    body["discount_value"] = json!(101);
    body["items"] = json!([
        {"name": "x", "quantity": "many", "unit_price": 1, "base_quantity": 0},
        7,
        {"name": "y", "unit_price": 1, "flat_fee": -1, "taxes": [{"name": "VAT", "value": -1}], "unit": "x".repeat(21)},
        {"product_id": nobody, "base_quantity": -1},
        {"unit_price": 1},
    ]);
    let wanted = [
        "/currency",
        "/customer_id",
        "/discount_value",
        "/due_date",
        "/items/0/base_quantity",
        "/items/0/quantity",
        "/items/1",
        "/items/2/flat_fee",
        "/items/2/taxes/0/value",
        "/items/2/unit",
        "/items/3/base_quantity",
        "/items/3/product_id",
        "/items/4",
    ];
    assert_eq!(sorted(&server.post("/invoices", &body).await), wanted);
    let draft = server.draft().await;
    let path = format!("/invoices/{}", text(&draft["id"]));
    assert_eq!(sorted(&server.put(&path, &body).await), wanted);
    assert_eq!(sorted(&server.patch(&path, &body).await), wanted);
    assert_eq!(server.read(text(&draft["id"])).await, draft);
    let recurring = json!({"invoice": body, "schedule": {"every": 0, "unit": "month", "start_date": "2030-01-01"}, "mode": "sometimes"});
    let told = sorted(&server.post("/recurring-invoices", &recurring).await);
    for pointer in [
        "/invoice/currency",
        "/invoice/items/0/base_quantity",
        "/invoice/items/2/flat_fee",
        "/mode",
        "/schedule/every",
    ] {
        assert!(told.contains(&pointer.to_owned()), "{pointer} is not in {told:?}");
    }
    let product = json!({"name": "", "unit_price": 1, "tax_ids": ["x", nobody]});
    assert_eq!(
        sorted(&server.post("/products", &product).await),
        ["/name", "/tax_ids/0", "/tax_ids/1"]
    );
    let tax = json!({"name": "x".repeat(101), "value": -1});
    assert_eq!(sorted(&server.post("/taxes", &tax).await), ["/name", "/value"]);
}

async fn faults_of_every_kind_are_told_in_one_reply_of_each_api(server: &mut Server) {
    let nobody = "0192d3a0-0000-7000-8000-000000000000";
    let body = json!({"customer": nobody, "currency": "EURO", "discount": {"value": 101},
        "items": [{"name": "x", "quantity": 0, "price": -1}, {"name": "x", "quantity": 1, "price": 1, "taxes": [{"name": "VAT", "value": -1}]}]});
    let reply = server.at("/v1").post("/invoices", &body).await;
    assert_eq!(
        sorted(&reply),
        [
            "/currency",
            "/customer",
            "/discount/value",
            "/items/0/price",
            "/items/0/quantity",
            "/items/1/taxes/0/value"
        ]
    );

    let body = json!({"customer": nobody, "currency": "EURO", "service_start_date": "2026-02-01", "service_end_date": "2026-01-01",
        "line_items": [{"name": "x", "unit_price": "much"}, {"name": "x", "unit_price": 1, "flat_fee": -1, "discount_percent": 101}]});
    let reply = server.post("/invoice/create", &body).await;
    assert_eq!(
        sorted(&reply),
        [
            "/currency",
            "/customer",
            "/line_items/0/unit_price",
            "/line_items/1/discount_percent",
            "/line_items/1/flat_fee",
            "/service_end_date"
        ]
    );

    let body = json!({"CustomerEmail": "a@b.example", "CurrencyCode": "EURO",
        "LineItems": [{"Description": "x", "Quantity": 0, "UnitPrice": -1}, {"Description": "x", "Quantity": 1, "UnitPrice": "0.123456789"}]});
    let reply = server.at("/api").post("/invoices", &body).await;
    assert_eq!(
        sorted(&reply),
        [
            "/CurrencyCode",
            "/LineItems/0/Quantity",
            "/LineItems/0/UnitPrice",
            "/LineItems/1/UnitPrice"
        ]
    );
}

/// What is only wrong because something else could not be read is not told.
async fn no_fault_is_told_that_only_follows_from_another(server: &mut Server) {
    for (changes, pointer) in [
        (json!({"issue_date": "2020-02-30", "due_date": "2020-03-30"}), "/issue_date"),
        (
            json!({"items": [{"name": "x", "unit_price": "10€"}], "discount_type": "amount", "discount_value": 5}),
            "/items/0/unit_price",
        ),
        (json!({"items": [{"name": "x".repeat(256), "unit_price": 1}]}), "/items/0/name"),
        (json!({"items": [{"product_id": "x"}]}), "/items/0/product_id"),
        (json!({"items": [7]}), "/items/0"),
        (json!({"customer": {"id": "x"}}), "/customer/id"),
        (
            json!({"taxes": [{"name": "A", "value": "x"}, {"name": "A", "value": 1}]}),
            "/taxes/0/value",
        ),
        (
            json!({"currency": "JPX", "discount_type": "amount", "discount_value": "0.5"}),
            "/currency",
        ),
        (
            json!({"service_start_date": "x", "service_end_date": "2000-01-01"}),
            "/service_start_date",
        ),
    ] {
        let mut body = invoice();
        body.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
        assert_eq!(server.post("/invoices", &body).await.faults(), [pointer], "{changes}");
    }
    let long = "x".repeat(256);
    for (customer, pointer) in [
        (json!({"first_name": long}), "/first_name"),
        (json!({"first_name": long, "last_name": "B"}), "/first_name"),
        (json!({"first_name": "A", "last_name": long}), "/last_name"),
        (json!({"company": long, "first_name": "A"}), "/company"),
    ] {
        assert_eq!(server.post("/customers", &customer).await.faults(), [pointer], "{customer}");
        let mut body = invoice();
        body["customer"] = customer;
        assert_eq!(server.post("/invoices", &body).await.faults(), [format!("/customer{pointer}")]);
    }
    let body = json!({"lineItems": [{"description": "x", "quantity": 1, "unitPrice": 1}]});
    assert_eq!(server.at("/api").post("/invoices", &body).await.faults(), ["/customerEmail"]);
    let body = json!({"items": [{"name": "x", "quantity": 1, "price": 1}]});
    assert_eq!(server.at("/v1").post("/invoices", &body).await.faults(), ["/customer"]);
    let body = json!({"line_items": [{"name": "x", "unit_price": 1}]});
    assert_eq!(server.post("/invoice/create", &body).await.faults(), ["/customer"]);
}

async fn a_draft_with_faults_leaves_no_trace(server: &mut Server) {
    let mut body = invoice();
    body["customer"] = json!({"company": "Nobody yet", "email": "nobody@example.com"});
    body["currency"] = json!("EURO");
    let keyed = server.with("idempotency-key", "k");
    assert_eq!(keyed.post("/invoices?issue=true", &body).await.faults(), ["/currency"]);
    assert_eq!(server.count("/customers").await, 0);
    assert_eq!(server.count("/invoices").await, 0);
    body["currency"] = json!("EUR");
    keyed.post("/invoices?issue=true", &body).await.expect(201);
}

async fn the_detail_of_a_single_fault_names_the_field(server: &mut Server) {
    for (prefix, path, body, detail) in [
        (
            "/api/v1",
            "/invoices",
            json!({"customer": {"company": "K"}, "items": [{"name": "x"}]}),
            "items[0].unit_price is required where no product supplies it",
        ),
        ("/api/v1", "/products", json!({"name": "x"}), "unit_price is required"),
        (
            "/api/v1",
            "/customers",
            json!({"company": "K", "address": {"country": "XX"}}),
            "address.country is not a two-letter country code (ISO 3166-1), such as US or DE",
        ),
        (
            "/api/v1",
            "/invoice/create",
            json!({"customer": "7", "line_items": [{"name": "x", "unit_price": 1}]}),
            "customer is not an id (a UUID)",
        ),
        (
            "/v1",
            "/invoices",
            json!({"customer": {"internalId": "1", "billTo": {"company": "K"}}, "items": [{"name": "x", "quantity": 1}]}),
            "items[0].price is required",
        ),
        (
            "/api",
            "/invoices",
            json!({"customerEmail": "a@b.example", "lineItems": [{"description": "x", "quantity": 0, "unitPrice": 1}]}),
            "lineItems[0].quantity must be above 0",
        ),
    ] {
        let reply = server.at(prefix).post(path, &body).await.json(422);
        assert_eq!(text(&reply["detail"]), detail, "{prefix}{path}");
    }
    let reply = server.get("/invoices?limit=1000").await.json(422);
    assert_eq!(reply["detail"], "the parameter limit must be from 1 to 100");
}

async fn an_unknown_field_near_a_known_one_asks_for_that(server: &mut Server) {
    let mut body = invoice();
    body["items"][0]["unitPrice"] = json!(1);
    body["items"][0].as_object_mut().unwrap().remove("unit_price");
    body["dueDate"] = json!("2026-12-01");
    body["colour"] = json!("red");
    let reply = server.post("/invoices", &body).await.json(422);
    let told = |pointer: &str| {
        let errors = reply["errors"].as_array().unwrap();
        let error = errors.iter().find(|error| error["pointer"] == pointer);
        text(&error.unwrap_or_else(|| panic!("no {pointer}: {reply}"))["message"]).to_owned()
    };
    assert_eq!(told("/items/0/unitPrice"), "is not a field here; did you mean `unit_price`?");
    assert_eq!(told("/dueDate"), "is not a field here; did you mean `due_date`?");
    assert_eq!(told("/colour"), "is not a field here");
    let reply = server.get("/invoices?form_date=2026-01-01").await.json(422);
    let detail = "the parameter form_date is not a parameter here; did you mean `from_date`?";
    assert_eq!(reply["detail"], detail);
}

async fn what_is_not_configured_says_how_to_configure_it(server: &mut Server) {
    let made = server.post("/invoices?issue=true", &invoice()).await.json(201);
    let reply = server.act(&format!("/invoices/{}/send", text(&made["id"]))).await;
    assert_eq!(reply.problem(409), "smtp_not_configured");
    let detail = reply.body()["detail"].to_string();
    assert!(detail.contains("settings/email") && detail.contains("NET30_SMTP_URL"), "{detail}");
}

both! {
    faults_of_every_kind_are_told_in_one_reply,
    faults_of_every_kind_are_told_in_one_reply_of_each_api,
    no_fault_is_told_that_only_follows_from_another,
    a_draft_with_faults_leaves_no_trace,
    the_detail_of_a_single_fault_names_the_field,
    an_unknown_field_near_a_known_one_asks_for_that,
    what_is_not_configured_says_how_to_configure_it,
}
