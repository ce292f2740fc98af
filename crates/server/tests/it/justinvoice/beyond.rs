//! What the page leaves open: what is required, the limits, faults, texts, customers, and what all APIs have in common.

use super::{api, days_ago, example, got, made, says_the_example, today, with, without};
use crate::support::Server;
use crate::support::{Draft, both, invoice as native_invoice, text};
use reqwest::Method;
use serde_json::{Value, json};

async fn only_the_address_and_the_lines_are_required(server: &mut Server) {
    let body = json!({"customerEmail": "ann@example.com", "lineItems": [{"description": "Work", "quantity": "1.5", "unitPrice": "10.10"}]});
    let invoice = api(server).post("", &body).await.json(201);
    assert_eq!(invoice["invoiceStatus"], 0);
    assert_eq!(invoice["invoiceDate"], format!("{}T00:00:00Z", today()));
    assert_eq!(invoice["currencyCode"], server.get("/settings").await.json(200)["currency"]);
    assert_eq!(invoice["total"].to_string(), "15.15");
    assert_eq!(invoice["customerCompanyName"], "ann@example.com");
    let named = json!({"customerEmail": "ann@example.com", "customerFirstName": "Ann", "lineItems": body["lineItems"]});
    let invoice = api(server).post("", &named).await.json(201);
    assert_eq!(
        (&invoice["customerFirstName"], &invoice["customerCompanyName"]),
        (&json!("Ann"), &Value::Null)
    );
    for (field, pointer) in [("customerEmail", "/customerEmail"), ("lineItems", "/lineItems")] {
        assert_eq!(api(server).post("", &without(field)).await.faults(), [pointer]);
        assert_eq!(api(server).post("", &with(json!({field: null}))).await.faults(), [pointer]);
    }
    let mut faults = api(server).post("", &json!({"lineItems": [{}, null, 7]})).await.faults();
    faults.sort();
    assert_eq!(
        faults,
        [
            "/customerEmail",
            "/lineItems/0/description",
            "/lineItems/0/quantity",
            "/lineItems/0/unitPrice",
            "/lineItems/1",
            "/lineItems/2"
        ]
    );
}

async fn every_field_has_its_limit(server: &mut Server) {
    let long = |count: usize| json!("ü".repeat(count));
    for (field, max) in [
        ("customerFirstName", 255),
        ("customerLastName", 255),
        ("customerCompanyName", 255),
        ("customerAddress", 255),
        ("customerCity", 255),
        ("customerProvinceState", 255),
        ("customerPostalCode", 50),
        ("noteToCustomer", 1000),
    ] {
        let invoice = made(server, json!({field: long(max)})).await;
        assert_eq!(invoice[field], long(max), "{field}");
        let pointer = format!("/{field}");
        assert_eq!(
            api(server).post("", &with(json!({field: long(max + 1)}))).await.faults(),
            [pointer.as_str()]
        );
        assert_eq!(
            api(server).post("", &with(json!({field: 7}))).await.faults(),
            [pointer.as_str()]
        );
    }
    let line = |key: &str, value: Value| {
        let mut line = example()["lineItems"][0].clone();
        line[key] = value;
        json!({"lineItems": [line]})
    };
    for count in [255, 256, 1000] {
        let invoice = made(server, line("description", long(count))).await;
        assert_eq!(invoice["lineItems"][0]["description"], long(count));
    }
    for (key, value) in [
        ("description", long(1001)),
        ("description", json!(" ")),
        ("quantity", json!(0)),
        ("quantity", json!(-1)),
        ("quantity", json!("x")),
        ("unitPrice", json!(-0.01)),
        ("unitPrice", json!("0.000000001")),
        ("unitPrice", json!(1e300)),
    ] {
        let pointer = format!("/lineItems/0/{key}");
        assert_eq!(
            api(server).post("", &with(line(key, value.clone()))).await.faults(),
            [pointer.as_str()],
            "{value}"
        );
    }
    assert_eq!(made(server, line("unitPrice", json!(0))).await["total"].to_string(), "0.00");
    assert_eq!(
        made(server, line("quantity", json!("0.00000001"))).await["lineItems"][0]["quantity"]
            .to_string(),
        "0.00000001"
    );
    let lines = |count: usize| json!({"lineItems": vec![example()["lineItems"][0].clone(); count]});
    assert_eq!(made(server, lines(1000)).await["subTotal"].to_string(), "300000.00");
    for count in [0, 1001] {
        assert_eq!(api(server).post("", &with(lines(count))).await.faults(), ["/lineItems"]);
    }
    for (field, value) in [
        ("customerEmail", "bob"),
        ("customerCountry", "XX"),
        ("customerCountry", "USA"),
        ("currencyCode", "BITCOIN"),
        ("invoiceDate", "10/08/2025"),
        ("invoiceDate", "2025-02-30"),
        ("invoiceDate", "2025-08-10T25:00:00Z"),
    ] {
        let pointer = format!("/{field}");
        assert_eq!(
            api(server).post("", &with(json!({field: value}))).await.faults(),
            [pointer.as_str()],
            "{value}"
        );
    }
    for date in [
        "2025-08-10",
        "2025-08-10T23:59:59.1234567-11:00",
        "2025-08-10T00:00:00",
        "2025-08-10T00:00:00.000Z",
    ] {
        assert_eq!(
            made(server, json!({"invoiceDate": date})).await["invoiceDate"],
            "2025-08-10T00:00:00Z",
            "{date}"
        );
    }
}

async fn all_faults_are_told_at_once(server: &mut Server) {
    let body = json!({"customerEmail": "bob", "customerCountry": "XX", "invoiceDate": "x", "invoiceStatus": 9, "currencyCode": "??",
        "lineItems": [{"description": "", "quantity": 0, "unitPrice": -1}]});
    let mut faults = api(server).post("", &body).await.faults();
    faults.sort();
    assert_eq!(
        faults,
        [
            "/currencyCode",
            "/customerCountry",
            "/customerEmail",
            "/invoiceDate",
            "/invoiceStatus",
            "/lineItems/0/description",
            "/lineItems/0/quantity",
            "/lineItems/0/unitPrice"
        ]
    );
    assert_eq!(api(server).post("", &json!([])).await.problem(422), "validation_failed");
    let malformed =
        api(server).send_bytes(Method::POST, "", Some(b"{".to_vec()), "application/json").await;
    assert_eq!(malformed.problem(400), "malformed_json");
}

async fn unknown_fields_are_ignored_and_named(server: &mut Server) {
    let mut body = example();
    body["customerPhone"] = json!("1");
    body["lineItems"][0]["sku"] = json!("A");
    let reply = api(server).post("", &body).await.expect(201);
    let ignored = reply.header("x-ignored-fields").unwrap();
    for field in ["/customerPhone", "/lineItems/0/sku"] {
        assert!(ignored.contains(field), "{ignored}");
    }
    let path = format!("/{}/final", text(&reply.body()["id"]));
    let acted = api(server).post(&path, &json!({"reason": "x"})).await.expect(200);
    assert_eq!(acted.header("x-ignored-fields"), Some("/reason"));
    api(server).get("?unknown=1").await.expect(200);
}

async fn plain_text_comes_back_to_the_letter(server: &mut Server) {
    for note in
        ["a < b && c > d", "<b>Fish</b> & Chips", "&lt;", "two\nlines", "<script>alert(1)</script>"]
    {
        let mut body = with(json!({"noteToCustomer": note}));
        body["lineItems"][0]["description"] = json!(note);
        let invoice = api(server).post("", &body).await.json(201);
        assert_eq!(
            (&invoice["noteToCustomer"], &invoice["lineItems"][0]["description"]),
            (&json!(note), &json!(note))
        );
        let page = server
            .get(&format!("/invoices/{}/html", text(&invoice["id"])))
            .await
            .expect(200)
            .text();
        assert!(!page.contains("<script>alert"));
    }
    server
        .patch("/settings", &json!({"defaults": {"notes": "the account's own"}}))
        .await
        .expect(200);
    assert_eq!(
        api(server).post("", &without("noteToCustomer")).await.json(201)["noteToCustomer"],
        "the account's own"
    );
    assert_eq!(
        made(server, json!({"noteToCustomer": null})).await["noteToCustomer"],
        "the account's own"
    );
    assert_eq!(made(server, json!({"noteToCustomer": ""})).await["noteToCustomer"], Value::Null);
}

async fn a_customer_is_found_by_address_and_name_and_takes_over_what_is_said(server: &mut Server) {
    let known = json!({"company": "SMITH  consulting", "email": "Bob.Smith@example.com", "phone": "555", "tax_id": "T1", "address": {"line1": "Old", "line2": "Floor 2"}});
    let known = server.post("/customers", &known).await.json(201);
    let bare = json!({"customerEmail": "bob.smith@example.com", "lineItems": example()["lineItems"], "invoiceStatus": 5});
    let found = api(server).post("", &bare).await.json(201);
    assert_eq!(
        (&found["customerCompanyName"], &found["customerAddress"]),
        (&json!("SMITH  consulting"), &json!("Old\nFloor 2"))
    );
    says_the_example(&made(server, json!({})).await);
    assert_eq!(server.count("/customers").await, 1);
    let customer = server.get(&format!("/customers/{}", text(&known["id"]))).await.json(200);
    assert_eq!((&customer["phone"], &customer["tax_id"]), (&json!("555"), &json!("T1")));
    assert_eq!(
        (&customer["address"]["line1"], &customer["address"]["line2"]),
        (&json!("123 Main Street"), &Value::Null)
    );
    let issued = made(server, json!({"invoiceStatus": 0})).await;
    let other = made(server, json!({"customerCompanyName": "Another"})).await;
    assert_eq!(
        (&other["customerCompanyName"], server.count("/customers").await),
        (&json!("Another"), 2)
    );
    assert_eq!(got(server, &issued).await["customerCompanyName"], "Smith Consulting");
    let nameless = json!({"customerEmail": "new@example.com", "lineItems": example()["lineItems"]});
    let nameless = api(server).post("", &nameless).await.json(201);
    assert_eq!(
        (&nameless["customerCompanyName"], server.count("/customers").await),
        (&json!("new@example.com"), 3)
    );
}

async fn the_invoice_is_the_same_in_the_native_api(server: &mut Server) {
    let invoice = made(server, json!({"invoiceStatus": 0})).await;
    let native = server.read(text(&invoice["id"])).await;
    assert_eq!(native["number"], invoice["invoiceNumber"]);
    assert_eq!(native["totals"]["total"].to_string(), invoice["total"].to_string());
    assert_eq!(format!("{}T00:00:00Z", text(&native["due_date"])), invoice["dueDate"]);
    let mut body = native_invoice();
    body["discount_type"] = json!("amount");
    body["discount_value"] = json!(10);
    body["items"][0]["description"] = json!("<p>By the <b>hour</b></p>");
    let native = server.post("/invoices?issue=true", &body).await.json(201);
    let shown = got(server, &native).await;
    for (theirs, ours) in
        [("subTotal", "subtotal"), ("tax", "tax"), ("total", "total"), ("amountDue", "due")]
    {
        assert_eq!(shown[theirs].to_string(), native["totals"][ours].to_string(), "{theirs}");
    }
    assert_eq!(shown["lineItems"][0]["description"], "Web development\nBy the hour");
    let note =
        server.act(&format!("/invoices/{}/credit-note", text(&native["id"]))).await.json(201);
    assert_eq!(api(server).get(&format!("/{}", text(&note["id"]))).await.problem(404), "not_found");
    let list = api(server).get("?days=365").await.json(200);
    assert!(list.as_array().unwrap().iter().all(|entry| entry["id"] != note["id"]));
}

async fn a_request_is_done_once_and_against_the_revision_that_is_known(server: &mut Server) {
    let once = api(server).with("idempotency-key", "order-1");
    let first = once.post("", &with(json!({"invoiceStatus": 0}))).await.expect(201);
    let again = once.post("", &with(json!({"invoiceStatus": 0}))).await.expect(201);
    assert_eq!((again.header("idempotent-replayed"), &again.bytes), (Some("true"), &first.bytes));
    let path = format!("/{}", text(&first.body()["invoiceNumber"]));
    let stale = api(server).with("if-match", "\"99\"");
    assert_eq!(stale.act(&format!("{path}/paid")).await.problem(412), "precondition_failed");
    assert_eq!(stale.delete(&path).await.problem(412), "precondition_failed");
    let fresh = api(server).with("if-match", first.header("etag").unwrap());
    let deleting = fresh.with("idempotency-key", "order-1-delete");
    deleting.delete(&path).await.expect(204);
    assert_eq!(
        deleting.delete(&path).await.expect(204).header("idempotent-replayed"),
        Some("true")
    );
    let dry =
        api(server).post("?dry_run=true", &with(json!({"invoiceStatus": 0}))).await.expect(200);
    says_the_example(&{
        let mut body = dry.body();
        body["invoiceStatus"] = json!(5);
        body
    });
    assert_eq!(server.count("/invoices?status=voided").await, 1);
    assert_eq!(server.count("/invoices").await, 1);
}

async fn another_account_has_other_invoices(server: &mut Server) {
    let account = json!({"company": {"name": "Acme Europe"}, "currency": "EUR"});
    let other = server.post("/accounts", &account).await.json(201);
    let there = api(server).with("scope-id", text(&other["id"]));
    let invoice = there
        .post("", &with(json!({"invoiceStatus": 0, "invoiceDate": days_ago(0)})))
        .await
        .json(201);
    there.get(&format!("/{}", text(&invoice["id"]))).await.expect(200);
    for path in [text(&invoice["id"]), text(&invoice["invoiceNumber"])] {
        assert_eq!(api(server).get(&format!("/{path}")).await.problem(404), "not_found");
    }
    assert_eq!(api(server).get("").await.json(200), json!([]));
    assert_eq!(there.get("").await.json(200).as_array().unwrap().len(), 1);
}

async fn the_openapi_document_has_every_route(server: &mut Server) {
    let document = server.get("/openapi.json").await.json(200);
    for (path, methods) in [
        ("/api/invoices", &["get", "post"][..]),
        ("/api/invoices/{id}", &["get", "delete"]),
        ("/api/invoices/{id}/cancelled", &["post"]),
        ("/api/invoices/{id}/paid", &["post"]),
        ("/api/invoices/{id}/final", &["post"]),
    ] {
        for method in methods {
            assert_eq!(
                document["paths"][path][method]["tags"],
                json!(["JustInvoice"]),
                "{method} {path}"
            );
        }
    }
    assert_eq!(document["components"]["schemas"]["justinvoice.InvoiceBody"]["example"], example());
}

both! {
    only_the_address_and_the_lines_are_required,
    every_field_has_its_limit,
    all_faults_are_told_at_once,
    unknown_fields_are_ignored_and_named,
    plain_text_comes_back_to_the_letter,
    a_customer_is_found_by_address_and_name_and_takes_over_what_is_said,
    the_invoice_is_the_same_in_the_native_api,
    a_request_is_done_once_and_against_the_revision_that_is_known,
    another_account_has_other_invoices,
    the_openapi_document_has_every_route,
}
