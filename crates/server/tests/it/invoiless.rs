//! Invoiless' API in the order of its page: create with every parameter and limit, update, get, list, send, delete; then
//! customers, items, payments and refunds, which its clients use beyond the page.

use crate::support::{Api, Draft, Reply, Server, both, decimal, text};
use serde_json::{Value, json};
use std::{path::PathBuf, process::Command};
use uuid::Uuid;

/// Every word, in the page's order.
const STATUSES: [&str; 7] =
    ["Draft", "Pending", "Unpaid", "Canceled", "Partial", "Paid", "Refunded"];
/// The page's languages.
const LANGUAGES: [&str; 22] = [
    "en", "fr", "de", "nl", "es", "bg", "ro", "ja", "mn", "da", "sv", "lt", "fi", "hu", "cs", "it",
    "et", "lv", "pt", "pl", "sk", "zh",
];

/// The page's first example.
fn example() -> Value {
    json!({
        "customer": {"internalId": "INTERNAL_USER_ID", "billTo": {"company": "Invoiless"}},
        "items": [{"name": "Demo product", "quantity": 1, "price": 42}],
    })
}

/// The page's first example with other fields.
fn with(fields: Value) -> Value {
    let mut body = example();
    for (key, value) in fields.as_object().expect("fields are an object") {
        body[key] = value.clone();
    }
    body
}

/// The example with one line that has other fields.
fn with_item(fields: Value) -> Value {
    let mut body = example();
    for (key, value) in fields.as_object().expect("fields are an object") {
        body["items"][0][key] = value.clone();
    }
    body
}

fn of(server: &Server) -> Api {
    server.at("/v1")
}

/// Makes an invoice, and shows it.
async fn made(api: &Api, fields: Value) -> Value {
    let created = api.post("/invoices", &with(fields)).await.json(201);
    shown(api, &created).await
}

async fn shown(api: &Api, invoice: &Value) -> Value {
    api.get(&path(invoice)).await.json(200)
}

fn path(invoice: &Value) -> String {
    format!("/invoices/{}", text(&invoice["id"]))
}

/// What a body is refused for.
async fn faults(api: &Api, body: &Value) -> Vec<String> {
    api.post("/invoices", body).await.faults()
}

#[track_caller]
fn says(reply: &Value, fields: &Value) {
    for (key, value) in fields.as_object().expect("fields are an object") {
        assert_eq!(&reply[key], value, "{key} of {reply}");
    }
}

async fn create_invoice_answers_with_id_and_url(server: &mut Server) {
    let api = of(server);
    let reply = api.post("/invoices", &example()).await.expect(201);
    let created = reply.body();
    let mut keys: Vec<_> = created.as_object().unwrap().keys().collect();
    keys.sort();
    assert_eq!(keys, ["id", "url"]);
    assert_eq!(
        reply.header("location"),
        Some(format!("/v1/invoices/{}", text(&created["id"])).as_str())
    );
    assert_eq!(reply.header("x-ignored-fields"), None);
    // The preview of a draft opens without a key.
    let visitor = server.without_key().at("/i");
    let (_, preview) = text(&created["url"]).split_once("/i").expect("the preview is a page");
    assert!(visitor.get(preview).await.expect(200).text().contains("Demo product"));
    // The second example: the customer by its id.
    let customer = shown(&api, &created).await["customer"].clone();
    says(&customer, &json!({"internalId": "INTERNAL_USER_ID", "shipTo": null}));
    assert_eq!(customer["billTo"]["company"], "Invoiless");
    let second = made(&api, json!({"customer": customer["id"]})).await;
    assert_eq!(second["customer"], customer);
    // So does the page of an issued invoice.
    let issued =
        api.post("/invoices", &with(json!({"status": "Pending", "slug": "demo"}))).await.json(201);
    let (_, link) = text(&issued["url"]).split_once("/i").expect("the page is public");
    let page = visitor.get(link).await.expect(200);
    assert!(page.text().contains("Demo product"));
}

async fn every_body_parameter_comes_back(server: &mut Server) {
    let api = of(server);
    let fields = json!({
        "slug": "demo-slug", "header": "Bill", "number": "A-7", "date": "2026-01-15", "dueDate": "2026-02-14", "currency": "EUR",
        "lang": "de", "status": "Draft", "shipTo": true, "extraCharges": {"type": "Flat", "value": 5}, "discount": {"type": "Percentage", "value": 10},
        "extraFields": [{"name": "Tip", "type": "Flat", "value": 1.5}, {"name": "Withholding", "type": "Percentage", "value": -2}],
        "taxes": [{"name": "VAT", "type": "Percentage", "value": 19}, {"name": "Eco", "type": "Flat", "value": 0.5}], "taxIncluded": false,
        "terms": "<b>30 days</b>", "notes": "Thank you", "tags": ["web", "2026"], "isRetainer": true,
    });
    let invoice = made(&api, fields.clone()).await;
    says(&invoice, &fields);
    says(&invoice, &json!({"kind": "Invoice", "isOverdue": false, "sentAt": null, "paidAt": null}));
    assert!(
        text(&invoice["createdAt"]).ends_with('Z') && text(&invoice["updatedAt"]).ends_with('Z')
    );
    // 42 - 10 % + 5; 19 % and 0.50; 1.50 and - 2 % of the gross.
    for (key, value) in [
        ("subTotal", "42.00"),
        ("netTotal", "42.80"),
        ("tax", "8.63"),
        ("total", "51.90"),
        ("amountDue", "51.90"),
    ] {
        assert_eq!(invoice[key].to_string(), value, "{key}: {invoice}");
    }
    // What the page leaves open or sets as default.
    let plain = made(&api, json!({"lang": null})).await;
    says(
        &plain,
        &json!({
            "lang": "en", "status": "Draft", "shipTo": false, "taxIncluded": false, "isRetainer": false, "extraCharges": null, "discount": null,
            "extraFields": [], "tags": [], "taxes": [], "slug": null, "header": null, "number": null, "terms": null, "notes": null,
        }),
    );
    // The types default to a percentage.
    let rates = json!({"discount": {"value": 10}, "extraCharges": {"value": 5}, "taxes": [{"value": 7}], "extraFields": [{"name": "Tip", "value": 1}]});
    let invoice = made(&api, rates).await;
    for pointer in ["/discount/type", "/extraCharges/type", "/taxes/0/type", "/extraFields/0/type"]
    {
        assert_eq!(invoice.pointer(pointer), Some(&json!("Percentage")), "{pointer}");
    }
}

async fn every_limit_of_the_body_is_met(server: &mut Server) {
    let api = of(server);
    let long = |length: usize| "ä".repeat(length);
    let tax = |index: usize| json!({"name": format!("T{index}"), "value": 1});
    let several =
        |count: usize, of: &dyn Fn(usize) -> Value| Value::Array((0..count).map(of).collect());
    let tag = |index: usize| json!(format!("tag {index}"));
    let field = |index: usize| json!({"name": format!("F{index}"), "value": index});
    for (key, allowed, refused, pointer) in [
        ("slug", json!(long(50)), json!(long(51)), "/slug"),
        ("header", json!(long(20)), json!(long(21)), "/header"),
        ("number", json!(long(20)), json!(long(21)), "/number"),
        ("currency", json!("JPY"), json!("XYZ"), "/currency"),
        ("lang", json!("mn"), json!("tr"), "/lang"),
        ("status", json!("Unpaid"), json!("unpaid"), "/status"),
        ("items", several(1000, &|_| example()["items"][0].clone()), json!([]), "/items"),
        (
            "items",
            json!([example()["items"][0]]),
            several(1001, &|_| example()["items"][0].clone()),
            "/items",
        ),
        ("extraFields", several(3, &field), several(4, &field), "/extraFields"),
        ("taxes", several(3, &tax), several(4, &tax), "/taxes"),
        ("terms", json!(long(1000)), json!(long(1001)), "/terms"),
        ("notes", json!(long(1000)), json!(long(1001)), "/notes"),
        ("tags", several(10, &tag), several(11, &tag), "/tags"),
        ("tags", json!([long(50)]), json!([long(51)]), "/tags/0"),
        (
            "extraFields",
            json!([{"name": long(15), "value": 1}]),
            json!([{"name": long(16), "value": 1}]),
            "/extraFields/0/name",
        ),
        (
            "taxes",
            json!([{"name": long(15), "value": 1}]),
            json!([{"name": long(16), "value": 1}]),
            "/taxes/0/name",
        ),
        ("taxes", json!([{"value": 0}]), json!([{"name": "VAT"}]), "/taxes/0/value"),
        (
            "taxes",
            json!([{"value": 0.5, "type": "Flat"}]),
            json!([{"value": 1, "type": "flat"}]),
            "/taxes/0/type",
        ),
        ("extraCharges", json!({"value": 0}), json!({"value": -0.01}), "/extraCharges/value"),
        (
            "extraCharges",
            json!({"type": "Flat", "value": 1}),
            json!({"type": "Flat"}),
            "/extraCharges/value",
        ),
        ("discount", json!({"value": 100}), json!({"value": 100.01}), "/discount/value"),
        (
            "discount",
            json!({"type": "Flat", "value": 42}),
            json!({"type": "Flat", "value": 42.01}),
            "/discount/value",
        ),
        ("discount", json!({"value": 0}), json!({"value": -1}), "/discount/value"),
        (
            "extraFields",
            json!([{"name": "a", "value": -1}]),
            json!([{"value": -1}]),
            "/extraFields/0/name",
        ),
        ("shipTo", json!(true), json!("yes"), "/shipTo"),
        ("date", json!("2026-01-15T10:00:00Z"), json!("15.01.2026"), "/date"),
    ] {
        api.post("/invoices?dry_run=true", &with(json!({key: allowed}))).await.expect(200);
        assert_eq!(faults(&api, &with(json!({key: refused}))).await, [pointer]);
    }
    for lang in LANGUAGES {
        api.post("/invoices?dry_run=true", &with(json!({"lang": lang}))).await.expect(200);
    }
    made(&api, json!({"date": "2026-01-15", "dueDate": "2026-01-15"})).await;
    assert_eq!(
        faults(&api, &with(json!({"date": "2026-01-15", "dueDate": "2026-01-14"}))).await,
        ["/dueDate"]
    );
    let missing = api.post("/invoices", &json!({})).await.faults();
    assert_eq!(missing, ["/items", "/customer"]);
}

async fn every_limit_of_an_item_is_met(server: &mut Server) {
    let api = of(server);
    let long = |length: usize| "n".repeat(length);
    let tax = |index: usize| json!({"name": format!("T{index}"), "value": 1});
    let taxes = |count: usize| Value::Array((0..count).map(tax).collect());
    for (key, allowed, refused, pointer) in [
        ("name", json!(long(100)), json!(long(101)), "/items/0/name"),
        ("name", json!("x"), json!(null), "/items/0/name"),
        ("url", json!("https://invoiless.example/a"), json!("javascript:x()"), "/items/0/url"),
        ("description", json!(long(1000)), json!(long(1001)), "/items/0/description"),
        ("quantity", json!("0.00000001"), json!(0), "/items/0/quantity"),
        ("quantity", json!(2), json!(-1), "/items/0/quantity"),
        ("quantity", json!(2), json!(null), "/items/0/quantity"),
        ("unit", json!(long(20)), json!(long(21)), "/items/0/unit"),
        ("price", json!(0), json!("-0.01"), "/items/0/price"),
        ("price", json!("0.00000001"), json!(null), "/items/0/price"),
        ("price", json!(1), json!("1e400"), "/items/0/price"),
        ("discount", json!({"value": 42}), json!({"value": 42.01}), "/items/0/discount/value"),
        (
            "discount",
            json!({"value": 1, "name": long(15)}),
            json!({"value": 1, "name": long(16)}),
            "/items/0/discount/name",
        ),
        ("taxes", taxes(3), taxes(4), "/items/0/taxes"),
        (
            "taxes",
            json!([{"name": long(15), "value": 1}]),
            json!([{"name": long(16), "value": 1}]),
            "/items/0/taxes/0/name",
        ),
        (
            "taxes",
            json!([{"name": "VAT", "value": 19}]),
            json!([{"value": 19}]),
            "/items/0/taxes/0/name",
        ),
        (
            "taxes",
            json!([{"name": "VAT", "value": 0}]),
            json!([{"name": "VAT"}]),
            "/items/0/taxes/0/value",
        ),
        ("item", json!(null), json!(Uuid::now_v7()), "/items/0/item"),
    ] {
        api.post("/invoices?dry_run=true", &with_item(json!({key: allowed}))).await.expect(200);
        assert_eq!(faults(&api, &with_item(json!({key: refused}))).await, [pointer], "{key}");
    }
    let fields = json!({
        "name": "Demo", "url": "https://invoiless.example/a", "description": "<i>x</i>", "quantity": 3, "unit": "hour", "price": 42.5,
        "discount": {"name": "Loyal", "type": "Flat", "value": 7.5}, "taxes": [{"name": "VAT", "type": "Percentage", "value": 10}],
    });
    let created = api.post("/invoices", &with_item(fields.clone())).await.json(201);
    let invoice = shown(&api, &created).await;
    says(&invoice["items"][0], &fields);
    assert_eq!(invoice["total"].to_string(), "132.00");
}

async fn every_field_of_a_customer_comes_back_and_its_limits_are_met(server: &mut Server) {
    let api = of(server);
    let place = |name: &str| {
        json!({
            "firstName": "Ann", "lastName": name, "company": "Globex", "email": "ann@globex.example", "phone": "+1 555",
            "address": "1 Market St\nSuite 5\n94103 San Francisco", "legal": "HRB 1",
        })
    };
    let customer = json!({"internalId": "7", "billTo": place("Bill"), "shipTo": place("Ship")});
    let invoice = made(&api, json!({"customer": customer})).await;
    says(&invoice["customer"], &customer);
    // Found by the internal id and updated; what is left out stays.
    let again =
        made(&api, json!({"customer": {"internalId": "7", "billTo": {"company": "Globex Inc"}}}))
            .await;
    assert_eq!(again["customer"]["id"], invoice["customer"]["id"]);
    assert_eq!(again["customer"]["billTo"]["company"], "Globex Inc");
    assert_eq!(again["customer"]["shipTo"], customer["shipTo"]);
    let bill_to = |fields: Value| with(json!({"customer": {"internalId": "8", "billTo": fields}}));
    for (fields, pointers) in [
        (json!({"firstName": "Ann", "lastName": "Lee"}), vec![]),
        (json!({"company": "A"}), vec![]),
        (json!({"firstName": "Ann"}), vec!["/customer/billTo/lastName"]),
        (json!({"lastName": "Lee"}), vec!["/customer/billTo/firstName"]),
        (json!({}), vec!["/customer/billTo/company"]),
        (json!({"company": "A", "email": "no address"}), vec!["/customer/billTo/email"]),
    ] {
        let reply = api.post("/invoices?dry_run=true", &bill_to(fields)).await;
        if pointers.is_empty() {
            reply.expect(200);
        } else {
            assert_eq!(reply.faults(), pointers);
        }
    }
    for (customer, pointer) in [
        (json!({"billTo": {"company": "A"}}), "/customer/internalId"),
        (json!({"internalId": "9"}), "/customer/billTo"),
        (
            json!({"internalId": "9", "billTo": {"company": "A"}, "shipTo": {"firstName": "x"}}),
            "/customer/shipTo/lastName",
        ),
        (json!(Uuid::now_v7()), "/customer"),
        (json!("CUSTOMER_ID"), "/customer"),
        (json!(7), "/customer"),
        (json!(""), "/customer"),
    ] {
        assert_eq!(faults(&api, &with(json!({"customer": customer}))).await, [pointer]);
    }
}

async fn an_update_by_this_api_keeps_what_only_others_know_of_a_customer(server: &mut Server) {
    let api = of(server);
    let known = server.post("/customers", &json!({
        "company": "Globex", "external_id": "7", "tax_id": "DE1", "billing_emails": ["a@globex.example"], "currency": "EUR",
        "address": {"line1": "1 Market St", "city": "Berlin", "postal_code": "10115", "country": "DE"},
    })).await.json(201);
    let path = format!("/customers/{}", text(&known["id"]));
    let own = api.get(&path).await.json(200);
    assert_eq!(own["billTo"]["address"], "1 Market St\n10115 Berlin\nDE");
    made(&api, json!({"customer": {"internalId": "7", "billTo": own["billTo"]}})).await;
    api.put(&path, &own).await.expect(200);
    let after = server.get(&path).await.json(200);
    assert_eq!(after, known);
    let bill_to = json!({"company": "Globex Inc", "address": "2 Market St"});
    made(&api, json!({"customer": {"internalId": "7", "billTo": bill_to}})).await;
    let after = server.get(&path).await.json(200);
    says(
        &after,
        &json!({"company": "Globex Inc", "tax_id": "DE1", "billing_emails": ["a@globex.example"], "currency": "EUR"}),
    );
    says(&after["address"], &json!({"line1": "2 Market St", "city": null}));
}

async fn html_is_sanitised_and_prices_may_include_tax(server: &mut Server) {
    let api = of(server);
    let script = "<p>a</p><script>alert(1)</script>";
    let mut body = with(
        json!({"terms": script, "notes": script, "taxIncluded": true, "taxes": [{"name": "VAT", "value": 20}]}),
    );
    body["items"][0]["description"] = json!(script);
    let created = api.post("/invoices", &body).await.json(201);
    let invoice = shown(&api, &created).await;
    says(&invoice, &json!({"terms": "<p>a</p>", "notes": "<p>a</p>"}));
    assert_eq!(invoice["items"][0]["description"], "<p>a</p>");
    for (key, value) in
        [("subTotal", "35.00"), ("netTotal", "35.00"), ("tax", "7.00"), ("total", "42.00")]
    {
        assert_eq!(invoice[key].to_string(), value, "{key}");
    }
}

async fn each_status_of_a_new_invoice_is_reached_by_what_it_means(server: &mut Server) {
    let api = of(server);
    for (status, native, due) in [
        ("Draft", "draft", "42.00"),
        ("Pending", "open", "42.00"),
        ("Unpaid", "sent", "42.00"),
        ("Canceled", "voided", "42.00"),
        ("Paid", "paid", "0.00"),
        ("Refunded", "refunded", "42.00"),
    ] {
        let invoice = made(&api, json!({"status": status})).await;
        assert_eq!(invoice["status"], status);
        assert_eq!(invoice["amountDue"].to_string(), due, "{status}");
        assert_eq!(invoice["number"].is_string(), status != "Draft");
        assert_eq!(invoice["paidAt"].is_string(), status == "Paid");
        assert_eq!(invoice["sentAt"].is_string(), status == "Unpaid");
        assert_eq!(server.read(text(&invoice["id"])).await["status"], native);
    }
    let partial = api.post("/invoices", &with(json!({"status": "Partial"}))).await;
    assert_eq!(partial.faults(), ["/status"]);
    assert!(
        partial.body()["errors"][0]["message"].as_str().unwrap().contains("record the payment")
    );
}

async fn a_status_in_put_and_patch_is_a_transition(server: &mut Server) {
    let api = of(server);
    // From, to, and what comes of it; none where it is refused.
    let way = async |from: &str, to: &str| -> Reply {
        let invoice = if from == "Partial" {
            let invoice = made(&api, json!({"status": "Unpaid"})).await;
            api.post(&format!("{}/payments", path(&invoice)), &json!({"amount": 2}))
                .await
                .expect(201);
            invoice
        } else {
            made(&api, json!({"status": from})).await
        };
        api.patch(&path(&invoice), &json!({"status": to})).await
    };
    for from in STATUSES {
        for to in STATUSES {
            let reply = way(from, to).await;
            let refused = match (from, to) {
                (from, to) if from == to => None,
                (_, "Partial") => Some((422, "validation_failed")),
                ("Canceled", _)
                | ("Pending" | "Unpaid" | "Partial" | "Paid" | "Refunded", "Pending")
                | ("Partial" | "Paid" | "Refunded", "Unpaid") => Some((409, "invalid_transition")),
                ("Paid" | "Partial", "Draft" | "Canceled") | ("Refunded", "Draft") => {
                    Some((409, "has_payments"))
                }
                _ => None,
            };
            match refused {
                Some((status, code)) => {
                    assert_eq!(reply.problem(status), code, "{from} to {to}: {reply}");
                }
                None => assert_eq!(reply.json(200)["status"], to, "{from} to {to}"),
            }
        }
    }
    // A PUT with another status and the same content.
    let invoice = made(&api, json!({"status": "Pending"})).await;
    let mut body = invoice.clone();
    body["status"] = json!("Paid");
    let paid = api.put(&path(&invoice), &body).await.json(200);
    says(&paid, &json!({"status": "Paid", "number": invoice["number"]}));
    assert_eq!(decimal(&paid["amountDue"]).to_string(), "0.00");
}

async fn put_replaces_and_patch_keeps_what_is_left_out(server: &mut Server) {
    let api = of(server);
    let full = json!({
        "slug": "s", "header": "Bill", "number": "A-7", "date": "2026-01-15", "dueDate": "2026-02-14", "currency": "EUR", "lang": "de",
        "shipTo": true, "extraCharges": {"type": "Flat", "value": 5}, "discount": {"type": "Flat", "value": 1}, "taxIncluded": true,
        "extraFields": [{"name": "Tip", "type": "Flat", "value": 1.5}], "taxes": [{"name": "VAT", "type": "Percentage", "value": 19}],
        "terms": "t", "notes": "n", "tags": ["a"], "isRetainer": true,
    });
    let invoice = made(&api, full.clone()).await;
    let changed = api
        .patch(&path(&invoice), &json!({"notes": "other", "discount": {"value": 2}}))
        .await
        .json(200);
    let mut expected = full.clone();
    expected["notes"] = json!("other");
    expected["discount"]["value"] = json!(2);
    says(&changed, &expected);
    // "" and null clear.
    for clearing in [json!(""), json!(null)] {
        let invoice = made(&api, json!({"slug": "s", "header": "Bill", "number": "B-7", "notes": "n", "terms": "t", "tags": ["a"], "dueDate": "2999-01-01",
            "discount": {"value": 1}, "extraCharges": {"value": 1}, "extraFields": [{"name": "Tip", "value": 1}], "taxes": [{"value": 1}], "shipTo": true})).await;
        let mut patch = json!({});
        for key in [
            "slug",
            "header",
            "number",
            "notes",
            "terms",
            "tags",
            "dueDate",
            "discount",
            "extraCharges",
            "extraFields",
            "taxes",
            "shipTo",
        ] {
            patch[key] = clearing.clone();
        }
        let cleared = api.patch(&path(&invoice), &patch).await.json(200);
        says(
            &cleared,
            &json!({
                "slug": null, "header": null, "number": null, "notes": null, "terms": null, "tags": [], "dueDate": null, "discount": null,
                "extraCharges": null, "extraFields": [], "taxes": [], "shipTo": false,
            }),
        );
    }
    for key in ["customer", "items"] {
        assert_eq!(
            api.patch(&path(&invoice), &json!({key: null})).await.faults(),
            [format!("/{key}")]
        );
    }
    // PUT: what is left out goes back to its default.
    let replaced = api.put(&path(&invoice), &with(json!({"notes": "new"}))).await.json(200);
    says(
        &replaced,
        &json!({
            "slug": null, "header": null, "number": null, "notes": "new", "terms": null, "tags": [], "lang": "en",
            "discount": null, "extraCharges": null, "extraFields": [], "taxes": [], "shipTo": false, "taxIncluded": false, "isRetainer": false,
        }),
    );
    assert_eq!(api.put(&path(&invoice), &json!({})).await.faults(), ["/items", "/customer"]);
    // An issued invoice's content is final until it is a draft again.
    let issued = made(&api, json!({"status": "Pending"})).await;
    assert_eq!(
        api.patch(&path(&issued), &json!({"notes": "x"})).await.problem(409),
        "invalid_transition"
    );
    let back = api.patch(&path(&issued), &json!({"notes": "x", "status": "Draft"})).await.json(200);
    says(&back, &json!({"notes": "x", "status": "Draft", "number": issued["number"]}));
}

async fn get_invoices_pages_and_searches(server: &mut Server) {
    let api = of(server);
    for (number, company, tag) in
        [("A-1", "Globex", "web"), ("A-2", "Initech", "print"), ("A-3", "Globex", "print")]
    {
        let customer = json!({"internalId": company, "billTo": {"company": company}});
        made(&api, json!({"number": number, "customer": customer, "tags": [tag]})).await;
    }
    let list = api.get("/invoices").await.json(200);
    says(&list, &json!({"page": 1, "pages": 1, "limit": 50, "total": 3}));
    let numbers = async |query: &str| {
        let list = api.get(&format!("/invoices?{query}")).await.json(200);
        let docs = list["docs"].as_array().unwrap().clone();
        docs.iter().map(|doc| text(&doc["number"]).to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(numbers("").await, ["A-3", "A-2", "A-1"]);
    assert_eq!(numbers("limit=2").await, ["A-3", "A-2"]);
    assert_eq!(numbers("limit=2&page=2").await, ["A-1"]);
    assert_eq!(numbers("search=globex").await, ["A-3", "A-1"]);
    assert_eq!(numbers("search=a-2").await, ["A-2"]);
    assert_eq!(numbers("search=print").await, ["A-3", "A-2"]);
    assert_eq!(api.get("/invoices?limit=2").await.json(200)["pages"], 2);
    assert_eq!(api.get("/invoices?limit=0").await.faults(), ["limit"]);
    assert_eq!(api.get("/invoices?page=x").await.faults(), ["page"]);
    api.get("/invoices?whatever=1").await.expect(200);
}

async fn a_filter_finds_what_shows_the_word(server: &mut Server) {
    let api = of(server);
    let mut ids = vec![];
    for status in STATUSES {
        let invoice = made(&api, json!({"status": if status == "Partial" { "Unpaid" } else { status }, "date": "2020-01-01"})).await;
        if status == "Partial" {
            api.post(&format!("{}/payments", path(&invoice)), &json!({"amount": 2}))
                .await
                .expect(201);
        }
        ids.push((status, invoice["id"].clone()));
    }
    for (status, id) in &ids {
        let list = api.get(&format!("/invoices?status={status}")).await.json(200);
        assert_eq!(list["total"], 1, "{status}: {list}");
        says(&list["docs"][0], &json!({"id": id, "status": status}));
        let overdue = ["Pending", "Unpaid", "Partial"].contains(status);
        assert_eq!(list["docs"][0]["isOverdue"], overdue, "{status}");
    }
    assert_eq!(api.get("/invoices?status=Paid,Draft").await.json(200)["total"], 2);
    assert_eq!(api.get("/invoices?status=paid").await.faults(), ["status"]);
}

async fn send_invoice_wants_a_mail_server(server: &mut Server) {
    let api = of(server);
    let invoice = made(&api, json!({})).await;
    let send = format!("{}/send", path(&invoice));
    // The customer has no address.
    assert_eq!(api.act(&send).await.faults(), ["/email"]);
    let body = json!({"email": "a@b.example", "subject": "Hello", "body": "Here it is", "date": "2999-01-01"});
    assert_eq!(api.post(&send, &body).await.problem(409), "smtp_not_configured");
    let wrong = json!({"email": "nobody", "subject": "s".repeat(256), "date": "soon"});
    assert_eq!(api.post(&send, &wrong).await.faults(), ["/email", "/subject", "/date"]);
    assert_eq!(shown(&api, &invoice).await["status"], "Draft");
}

async fn delete_invoice_removes_it_from_sight_and_not_from_the_books(server: &mut Server) {
    let api = of(server);
    let draft = made(&api, json!({})).await;
    let issued = made(&api, json!({"status": "Pending"})).await;
    for invoice in [&draft, &issued] {
        api.delete(&path(invoice)).await.expect(204);
        assert_eq!(api.get(&path(invoice)).await.problem(404), "not_found");
        assert_eq!(api.delete(&path(invoice)).await.problem(404), "not_found");
        assert_eq!(api.put(&path(invoice), &example()).await.problem(404), "not_found");
    }
    assert_eq!(api.get("/invoices").await.json(200)["total"], 0);
    let books = server.get("/invoices/trash/list?issued=true").await.json(200);
    assert_eq!(books["data"][0]["number"], issued["number"]);
    let paid = made(&api, json!({"status": "Paid"})).await;
    assert_eq!(api.delete(&path(&paid)).await.problem(409), "has_payments");
}

async fn what_the_page_does_not_know_is_ignored_and_named(server: &mut Server) {
    let api = of(server);
    let mut body = with(json!({"colour": "red"}));
    body["items"][0]["weight"] = json!(1);
    body["customer"]["billTo"]["fax"] = json!("1");
    let reply = api.post("/invoices", &body).await.expect(201);
    assert_eq!(
        reply.header("x-ignored-fields"),
        Some("/items/0/weight, /customer/billTo/fax, /colour")
    );
    // A customer that is named by its id is not changed by an invoice.
    let customer = shown(&api, &reply.body()).await["customer"].clone();
    let named = json!({"id": customer["id"], "billTo": {"company": "Other"}});
    let reply = api.post("/invoices", &with(json!({"customer": named}))).await.expect(201);
    assert_eq!(reply.header("x-ignored-fields"), Some("/customer/billTo"));
    assert_eq!(shown(&api, &reply.body()).await["customer"], customer);
}

async fn the_common_rules_hold(server: &mut Server) {
    let api = of(server);
    for (name, value) in [
        ("authorization", format!("Bearer {}", server.key)),
        ("authorization", format!("ApiKey {}", server.key)),
        ("x-api-key", server.key.clone()),
        ("api-key", server.key.clone()),
    ] {
        api.without_key().with(name, &value).get("/invoices").await.expect(200);
    }
    let nobody = api.without_key().get("/invoices").await;
    assert_eq!(nobody.problem(401), "unauthorized");
    assert!(nobody.header("www-authenticate").is_some());
    let once = api.with("idempotency-key", "k1");
    let first = once.post("/invoices", &example()).await.expect(201);
    let again = once.post("/invoices", &example()).await.expect(201);
    assert_eq!((first.body(), again.header("idempotent-replayed")), (again.body(), Some("true")));
    assert_eq!(api.get("/invoices").await.json(200)["total"], 1);
    let invoice = first.body();
    let etag = api.get(&path(&invoice)).await.header("etag").unwrap().to_owned();
    assert_eq!(Some(etag.as_str()), first.header("etag"));
    let careful = api.with("if-match", &etag);
    careful.patch(&path(&invoice), &json!({"notes": "a"})).await.expect(200);
    assert_eq!(
        careful.patch(&path(&invoice), &json!({"notes": "b"})).await.problem(412),
        "precondition_failed"
    );
    assert_eq!(careful.delete(&path(&invoice)).await.problem(412), "precondition_failed");
    let dry = api.post("/invoices?dry_run=true", &example()).await.json(200);
    assert!(dry["id"].is_string());
    assert_eq!(api.get("/invoices").await.json(200)["total"], 1);
    let patched = api
        .patch(&format!("{}?dry_run=true", path(&invoice)), &json!({"notes": "c"}))
        .await
        .json(200);
    assert_eq!(
        (&patched["notes"], &shown(&api, &invoice).await["notes"]),
        (&json!("c"), &json!("a"))
    );
    let several = json!({"slug": "s".repeat(51), "items": [{"name": "a", "quantity": 0, "price": -1}], "lang": "xx"});
    let mut several_faults = faults(&api, &with(several)).await;
    several_faults.sort();
    assert_eq!(several_faults, ["/items/0/price", "/items/0/quantity", "/lang", "/slug"]);
}

async fn the_scope_id_names_the_account(server: &mut Server) {
    let api = of(server);
    let other = server.command_json(&[
        "account",
        "create",
        "Other",
        "--organisation",
        &server.organisation_id,
    ]);
    let scoped = api.with("scope-id", text(&other["account_id"]));
    let invoice = made(&scoped, json!({})).await;
    assert_eq!(api.get(&path(&invoice)).await.problem(404), "not_found");
    assert_eq!(api.get("/invoices").await.json(200)["total"], 0);
    assert_eq!(scoped.get("/invoices").await.json(200)["total"], 1);
    let stranger = server.command_json(&["account", "create", "Stranger"]);
    let foreign = api.with("scope-id", text(&stranger["account_id"]));
    assert_eq!(foreign.get("/invoices").await.problem(404), "not_found");
}

async fn an_item_of_the_catalogue_supplies_what_a_line_leaves_out(server: &mut Server) {
    let api = of(server);
    let fields =
        json!({"name": "Demo product", "description": "<b>x</b>", "unit": "piece", "price": 42.5});
    let reply = api.post("/items", &fields).await.expect(201);
    let item = reply.body();
    says(&item, &fields);
    let item_path = format!("/items/{}", text(&item["id"]));
    assert_eq!(reply.header("location"), Some(format!("/v1{item_path}").as_str()));
    let invoice = made(&api, json!({"items": [{"item": item["id"]}, {"item": item["id"], "name": "Own", "price": 1, "quantity": 2}]})).await;
    let mut line = fields.clone();
    line["quantity"] = json!(1);
    says(&invoice["items"][0], &line);
    says(
        &invoice["items"][1],
        &json!({"name": "Own", "price": 1, "quantity": 2, "unit": "piece", "item": item["id"]}),
    );
    assert_eq!(invoice["total"].to_string(), "44.50");
    // The same verbs as invoices.
    assert_eq!(api.get(&item_path).await.json(200), item);
    assert_eq!(api.get("/items").await.json(200)["docs"], json!([item]));
    assert_eq!(
        api.patch(&item_path, &json!({"price": 45, "unit": ""})).await.json(200)["unit"],
        json!(null)
    );
    let replaced = api.put(&item_path, &json!({"name": "New", "price": 1})).await.json(200);
    says(&replaced, &json!({"name": "New", "price": 1, "description": null}));
    assert_eq!(
        api.post("/items", &json!({"name": "n".repeat(101), "price": -1})).await.faults(),
        ["/price", "/name"]
    );
    assert_eq!(api.post("/items", &json!({})).await.faults(), ["/price", "/name"]);
    api.delete(&item_path).await.expect(204);
    assert_eq!(api.get("/items").await.json(200)["total"], 0);
    assert_eq!(shown(&api, &invoice).await["items"], invoice["items"]);
}

async fn customers_have_the_same_verbs(server: &mut Server) {
    let api = of(server);
    let fields = json!({"internalId": "7", "billTo": {"company": "Globex", "firstName": null, "lastName": null, "email": null, "phone": null, "address": "1 Market St", "legal": null}});
    let reply = api.post("/customers", &fields).await.expect(201);
    let customer = reply.body();
    says(&customer, &fields);
    let path = format!("/customers/{}", text(&customer["id"]));
    assert_eq!(reply.header("location"), Some(format!("/v1{path}").as_str()));
    assert_eq!(api.get(&path).await.json(200), customer);
    assert_eq!(api.get("/customers?search=globex").await.json(200)["docs"], json!([customer]));
    let patched =
        api.patch(&path, &json!({"billTo": {"email": "a@globex.example"}})).await.json(200);
    says(
        &patched["billTo"],
        &json!({"company": "Globex", "email": "a@globex.example", "address": "1 Market St"}),
    );
    let replaced = api.put(&path, &json!({"billTo": {"company": "Other"}})).await.json(200);
    says(&replaced, &json!({"internalId": null, "shipTo": null}));
    assert_eq!(replaced["billTo"]["email"], json!(null));
    assert_eq!(
        api.post("/customers", &json!({"billTo": {"firstName": "x"}})).await.faults(),
        ["/billTo/lastName"]
    );
    api.post("/customers", &fields).await.expect(201);
    assert_eq!(api.post("/customers", &fields).await.problem(409), "duplicate");
    api.delete(&path).await.expect(204);
    assert_eq!(api.get(&path).await.problem(404), "not_found");
}

async fn payments_and_refunds(server: &mut Server) {
    let api = of(server);
    let invoice = made(&api, json!({"status": "Unpaid"})).await;
    let payments = format!("{}/payments", path(&invoice));
    let fields = json!({"amount": 2, "method": "Cheque", "paidAt": "2026-01-20", "notes": "first"});
    let reply = api.post(&payments, &fields).await.expect(201);
    let first = reply.body();
    let mut expected = fields.clone();
    expected["amount"] = first["amount"].clone();
    says(&first, &expected);
    assert_eq!(first["amount"].to_string(), "2.00");
    assert_eq!(shown(&api, &invoice).await["status"], "Partial");
    let first_path = format!("/payments/{}", text(&first["id"]));
    assert_eq!(reply.header("location"), Some(format!("/v1{first_path}").as_str()));
    assert_eq!(api.get(&first_path).await.json(200), first);
    // The balance by default.
    let rest = api.act(&payments).await.json(201);
    assert_eq!(rest["amount"].to_string(), "40.00");
    assert_eq!(rest["method"], "Other");
    says(&shown(&api, &invoice).await, &json!({"status": "Paid"}));
    assert_eq!(api.get(&payments).await.json(200)["docs"], json!([first, rest]));
    assert_eq!(
        api.get(&format!("{payments}?limit=1&page=2")).await.json(200)["docs"],
        json!([rest])
    );
    for method in ["Cash", "Cheque", "Card", "BankTransfer", "Other"] {
        let dry = made(&api, json!({"status": "Pending"})).await;
        let paid = api
            .post(&format!("{}/payments", path(&dry)), &json!({"method": method}))
            .await
            .json(201);
        assert_eq!(paid["method"], method);
    }
    assert_eq!(api.post(&payments, &json!({"amount": 1})).await.problem(409), "overpayment");
    assert_eq!(
        api.post(&payments, &json!({"amount": 0, "method": "cash"})).await.faults(),
        ["/method", "/amount"]
    );
    assert_eq!(api.post(&payments, &json!({"amount": 0})).await.faults(), ["/amount"]);
    // Refunds.
    let refunds = format!("{first_path}/refunds");
    let fields = json!({"amount": 0.5, "reason": "BillingError", "refundedAt": "2026-01-25", "notes": "half"});
    let half = api.post(&refunds, &fields).await.json(201);
    says(
        &half,
        &json!({"payment": first["id"], "reason": "BillingError", "refundedAt": "2026-01-25", "notes": "half"}),
    );
    assert_eq!(half["amount"].to_string(), "0.50");
    for reason in
        ["Duplicate", "CustomerRequest", "Cancelled", "BillingError", "Fraudulent", "Other"]
    {
        let refund =
            api.post(&refunds, &json!({"amount": "0.01", "reason": reason})).await.json(201);
        assert_eq!(refund["reason"], reason);
    }
    let list = api.get(&refunds).await.json(200);
    says(&list, &json!({"total": 7}));
    assert_eq!(list["docs"][0], half);
    let left = api.act(&refunds).await.json(201);
    assert_eq!((left["amount"].to_string(), &left["reason"]), ("1.44".to_owned(), &json!("Other")));
    assert_eq!(api.act(&refunds).await.problem(409), "refund_above_payment");
    assert_eq!(api.delete(&first_path).await.problem(409), "has_payments");
    let rest_path = format!("/payments/{}", text(&rest["id"]));
    api.delete(&rest_path).await.expect(204);
    assert_eq!(api.get(&rest_path).await.problem(404), "not_found");
    assert_eq!(shown(&api, &invoice).await["status"], "Refunded");
}

both! {
    create_invoice_answers_with_id_and_url,
    every_body_parameter_comes_back,
    every_limit_of_the_body_is_met,
    every_limit_of_an_item_is_met,
    every_field_of_a_customer_comes_back_and_its_limits_are_met,
    an_update_by_this_api_keeps_what_only_others_know_of_a_customer,
    html_is_sanitised_and_prices_may_include_tax,
    each_status_of_a_new_invoice_is_reached_by_what_it_means,
    a_status_in_put_and_patch_is_a_transition,
    put_replaces_and_patch_keeps_what_is_left_out,
    get_invoices_pages_and_searches,
    a_filter_finds_what_shows_the_word,
    send_invoice_wants_a_mail_server,
    delete_invoice_removes_it_from_sight_and_not_from_the_books,
    what_the_page_does_not_know_is_ignored_and_named,
    the_common_rules_hold,
    the_scope_id_names_the_account,
    an_item_of_the_catalogue_supplies_what_a_line_leaves_out,
    customers_have_the_same_verbs,
    payments_and_refunds,
}

/// The programs of the page run as a user would run them.
mod examples {
    use super::*;

    fn run(program: &str, file: &str, server: &Server) -> Value {
        let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../examples/invoiless");
        let output = tokio::task::block_in_place(|| {
            Command::new(program)
                .arg(folder.join(file))
                .env("NET30_URL", server.base())
                .env("NET30_KEY", &server.key)
                .output()
                .unwrap_or_else(|error| panic!("{program} does not run: {error}"))
        });
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        let complaint = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{program} {file}: {said}{complaint}");
        let last = said.lines().last().unwrap_or_default();
        serde_json::from_str(last).unwrap_or_else(|_| panic!("{program} {file} said {said}"))
    }

    async fn the_programs_of_the_page_work(server: &mut Server) {
        let api = of(server);
        for (program, file) in
            [("sh", "create.sh"), ("node", "invoices.mjs"), ("python3", "invoices.py")]
        {
            let created = run(program, file, server);
            let invoice = shown(&api, &created).await;
            assert_eq!(invoice["items"][0]["name"], "Demo product", "{file}");
            assert_eq!(invoice["total"].to_string(), "42.00", "{file}");
        }
    }

    both! { the_programs_of_the_page_work }
}
