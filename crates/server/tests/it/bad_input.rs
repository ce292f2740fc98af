//! Bad input of every kind against every route that takes a body: a 4xx that names the field, and nothing is stored.

use crate::support::{Api, Draft, Reply, Server, both, invoice, text};
use reqwest::Method;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// A route that takes a body, and a good body for it.
struct Route {
    method: Method,
    path: String,
    body: Value,
}

fn full_invoice() -> Value {
    let mut body = invoice();
    let more = json!({
        "issue_date": "2026-01-15", "due_date": "2026-02-14", "service_start_date": "2026-01-01", "service_end_date": "2026-01-31",
        "delivery_date": "2026-01-10", "lang": "en", "slug": "slug", "header": "Bill", "description": "d", "notes": "n", "terms": "t",
        "buyer_reference": "b", "purchase_order": "p", "contract_reference": "c", "project_reference": "p", "discount_type": "percentage",
        "discount_value": 5, "discount_name": "loyal", "extra_charges": {"type": "amount", "value": 10, "name": "Freight"},
        "extra_fields": [{"name": "Tip", "type": "amount", "value": 1}], "tax_included": false, "tags": ["a"], "is_retainer": false,
        "ship_to": false, "round_to": "0.05", "metadata": {"k": "v"},
        "taxes": [{"name": "VAT", "type": "percentage", "value": 19, "category": "S", "compound": false}],
    });
    for (key, value) in more.as_object().unwrap() {
        body[key] = value.clone();
    }
    body["items"] = json!([{
        "name": "x", "description": "d", "url": "https://a.example", "quantity": 2, "unit": "hour", "unit_price": 10, "base_quantity": 1,
        "flat_fee": 1, "discount_type": "amount", "discount_value": 1, "discount_name": "n", "service_start_date": "2026-01-01",
        "service_end_date": "2026-01-31", "display_order": 1, "taxes": [{"name": "VAT", "value": 7}],
    }]);
    body["customer"] = full_customer();
    body
}

fn full_customer() -> Value {
    json!({
        "company": "Globex", "first_name": "A", "last_name": "B", "contact_name": "C", "email": "a@b.example",
        "additional_emails": ["c@d.example"], "billing_emails": ["e@f.example"], "phone": "1", "tax_id": "t", "legal_id": "l",
        "address": {"line1": "1", "line2": "2", "city": "c", "region": "r", "postal_code": "p", "country": "DE"},
        "ship_to": {"name": "n", "address": {"country": "FR"}}, "electronic_address": {"scheme": "0088", "id": "1"},
        "currency": "EUR", "lang": "de", "external_id": "e", "notes": "n", "metadata": {"k": 1},
    })
}

/// Every route that takes a body, on objects that are there.
async fn routes(api: &Api) -> Vec<Route> {
    let draft = api.draft().await;
    let issued = api.issued().await;
    let paid = api.issued().await;
    api.invoice_act(&paid, "mark-paid").await.expect(200);
    let payment = api.read(text(&paid["id"])).await["payments"][0]["id"].clone();
    let (draft_path, issued_path) =
        (format!("/invoices/{}", text(&draft["id"])), format!("/invoices/{}", text(&issued["id"])));
    let refunds = format!("/invoices/{}/payments/{}/refunds", text(&paid["id"]), text(&payment));
    let mut settings = api.get("/settings").await.json(200);
    // Passed over, whatever they are, since replies have them.
    for read_only in ["id", "organisation_id", "revision", "created_at", "updated_at", "warnings"] {
        settings.as_object_mut().unwrap().remove(read_only);
    }
    let company = json!({"company": {"name": "A", "legal_id": "l", "tax_id": "t", "tax_number": "n", "electronic_address": {"scheme": "0088", "id": "1"},
        "address": {"country": "DE"}, "contact_name": "c", "phone": "p", "email": "a@b.example", "website": "w",
        "bank": {"holder": "h", "iban": "DE02120300000000202051", "bic": "b", "bank_name": "n"}}});
    let new_account = json!({"company": {"name": "A"}, "currency": "EUR"});
    let pay = json!({"amount": 1, "method": "cash", "reference": "r", "notes": "n", "date": "2026-01-15"});
    let product = json!({"name": "A", "description": "d", "sku": "s", "unit": "u", "unit_price": 1, "currency": "EUR", "tax_ids": [], "metadata": {}});
    let tax = json!({"name": "A", "type": "percentage", "value": 1, "category": "S", "exemption_reason": "e", "compound": false});
    let template = json!({"name": "A", "layout": "modern", "accent_color": "#123456", "font": "serif", "header": "h", "footer": "f",
        "paper": "a4", "window": "din-5008-b", "columns": ["description", "amount"], "texts": {"invoice": "i"}, "source": "= x"});
    let mut routes = vec![];
    let mut add = |method: Method, path: &str, body: &Value| {
        routes.push(Route { method, path: path.to_owned(), body: body.clone() });
    };
    add(Method::POST, "/invoices", &full_invoice());
    add(Method::PUT, &draft_path, &full_invoice());
    add(Method::PATCH, &draft_path, &full_invoice());
    add(Method::POST, &format!("{issued_path}/payments"), &pay);
    let mut mark_paid = pay.clone();
    mark_paid.as_object_mut().unwrap().remove("amount");
    add(Method::POST, &format!("{issued_path}/mark-paid"), &mark_paid);
    add(
        Method::POST,
        &refunds,
        &json!({"amount": 1, "reason": "other", "notes": "n", "date": "2026-01-15"}),
    );
    add(
        Method::POST,
        &format!("{issued_path}/credit-note"),
        &json!({"items": [{"id": issued["items"][0]["id"], "quantity": 1}]}),
    );
    add(
        Method::POST,
        &format!("{issued_path}/send"),
        &json!({"to": ["a@b.example"], "cc": [], "bcc": [], "subject": "s", "message": "m",
        "date": "2026-01-15T10:00:00Z", "attach_pdf": true, "attach_xml": false}),
    );
    add(
        Method::POST,
        &format!("/customers/{}/statement/send", text(&issued["customer_id"])),
        &json!({"to": ["a@b.example"], "subject": "s", "message": "m", "from_date": "2026-01-01",
        "to_date": "2026-01-31", "currency": "USD"}),
    );
    add(Method::POST, "/invoices/batch", &json!({"action": "void", "ids": [issued["id"]]}));
    add(Method::POST, "/invoices/trash/batch", &json!({"action": "restore", "ids": [draft["id"]]}));
    for (list, body) in [
        ("/customers", &full_customer()),
        ("/products", &product),
        ("/taxes", &tax),
        ("/templates", &template),
    ] {
        let mut first = body.clone();
        if list == "/customers" {
            first["external_id"] = json!("first");
        }
        let made = api.post(list, &first).await.json(201);
        let path = format!("{list}/{}", text(&made["id"]));
        add(Method::POST, list, body);
        add(Method::PUT, &path, &first);
        add(Method::PATCH, &path, &first);
    }
    add(Method::PUT, "/settings", &settings);
    add(Method::PATCH, "/settings", &company);
    add(Method::POST, "/accounts", &new_account);
    add(Method::POST, "/api-keys", &json!({"label": "l", "scope": "read"}));
    routes
}

/// The pointers of all values in a body.
fn pointers(value: &Value, at: &str, all: &mut Vec<String>) {
    let free = at.ends_with("/metadata");
    match value {
        Value::Object(fields) if !free => {
            for (key, value) in fields {
                let at = format!("{at}/{key}");
                all.push(at.clone());
                pointers(value, &at, all);
            }
        }
        Value::Array(items) => {
            for (index, value) in items.iter().enumerate() {
                let at = format!("{at}/{index}");
                all.push(at.clone());
                pointers(value, &at, all);
            }
        }
        _ => {}
    }
}

/// Values that are wrong, or could be, in every field: JSON texts, since some of them are no `Value`.
fn bad_values() -> Vec<String> {
    let long = format!("\"{}\"", "x".repeat(20_000));
    let deep = format!("{}1{}", "[".repeat(60), "]".repeat(60));
    [
        "{\"x\":{\"y\":[]}}",
        "[[]]",
        "[{}]",
        "[null]",
        "true",
        "-1",
        "0",
        "1.00000000000000000001",
        "1e400",
        "-1e400",
        "1e-400",
        "99999999999999999999999999999999999999999999",
        "999999999999999.99",
        "\"\"",
        "\" \"",
        "\"\\u0000\"",
        "\"a\\u0000b\"",
        "\"NaN\"",
        "\"Infinity\"",
        "\"1e400\"",
        "\"2026-02-30\"",
        "\"9999-12-31\"",
        "\"-009999-01-01\"",
        "\"2026-01-01T25:00:00Z\"",
        "\"XXX\"",
        "\"not-an-id\"",
        "\"0192d3a0-0000-7000-8000-000000000000\"",
        "\"\\ud83d\\ude00\"",
        "\"\\u202e\"",
        "\"'; drop table invoice; --\"",
        "\"a@b\\r\\nBcc: c@d.example\"",
        "null",
        long.as_str(),
        deep.as_str(),
    ]
    .map(str::to_owned)
    .to_vec()
}

/// The body as text with one value replaced by a text of JSON.
fn with(body: &Value, pointer: &str, json: &str) -> Vec<u8> {
    let mut body = body.clone();
    *body.pointer_mut(pointer).unwrap() = json!("@@replaced@@");
    body.to_string().replace("\"@@replaced@@\"", json).into_bytes()
}

async fn counts(server: &Server) -> Vec<i64> {
    let mut counts = vec![];
    for list in
        ["/invoices", "/customers", "/products", "/taxes", "/templates", "/invoices/trash/list"]
    {
        counts.push(server.count(list).await);
    }
    for list in ["/api-keys", "/accounts"] {
        let list = server.get(list).await.json(200);
        counts.push(i64::try_from(list["data"].as_array().unwrap().len()).unwrap());
    }
    counts
}

/// A reply to bad input: never ours to blame, and a 422 names what it is about.
#[track_caller]
fn is_their_fault(reply: &Reply, pointer: &str, value: &str) {
    assert!(reply.status < 500, "{pointer} = {value}: {reply}");
    if reply.status == 422 {
        assert!(!reply.faults().is_empty(), "{pointer} = {value}: {reply}");
    }
}

async fn every_field_of_every_route_refuses_what_is_no_value_of_it(server: &mut Server) {
    let routes = routes(server).await;
    let before = counts(server).await;
    for route in &routes {
        let mut fields = vec![];
        pointers(&route.body, "", &mut fields);
        let mark = if route.path.contains('?') { '&' } else { '?' };
        let path = format!("{}{mark}dry_run=true", route.path);
        for field in &fields {
            for value in bad_values() {
                let body = with(&route.body, field, &value);
                let reply = server
                    .send_bytes(route.method.clone(), &path, Some(body), "application/json")
                    .await;
                is_their_fault(&reply, field, &value);
                // No field is an object of this shape, save free ones.
                if value.contains("\"y\":[]") && !field.ends_with("/metadata") {
                    let named =
                        reply.faults().iter().any(|fault| fault.starts_with(field.as_str()));
                    assert!(named, "{} {field} = {value}: {reply}", route.method);
                }
            }
        }
    }
    assert_eq!(counts(server).await, before);
}

async fn unknown_fields_are_named_at_every_level(server: &mut Server) {
    for route in routes(server).await {
        let mut fields = vec![String::new()];
        pointers(&route.body, "", &mut fields);
        for at in fields {
            let mut body = route.body.clone();
            if at.ends_with("/metadata") {
                continue;
            }
            let Some(Value::Object(object)) = body.pointer_mut(&at) else { continue };
            object.insert("no/such~field".to_owned(), json!(1));
            let path = format!("{}?dry_run=true", route.path);
            let reply = server.send(route.method.clone(), &path, Some(&body)).await;
            let expected = format!("{at}/no~1such~0field");
            assert!(reply.faults().contains(&expected), "{} {at}: {reply}", route.method);
        }
    }
}

async fn a_body_that_is_no_object_is_refused_everywhere(server: &mut Server) {
    let routes = routes(server).await;
    let before = counts(server).await;
    let deep = format!("{}{}", "[".repeat(2000), "]".repeat(2000));
    let deep_object = format!("{}1{}", "{\"a\":".repeat(2000), "}".repeat(2000));
    for route in &routes {
        let bodies: [(&[u8], u16); 14] = [
            (b"", 400),
            (b"   ", 400),
            (b"{", 400),
            (b"{\"a\":}", 400),
            (b"{'a': 1}", 400),
            (b"{}{}", 400),
            (b"\xff\xfe", 400),
            (b"{\"name\":\"\xc3\x28\"}", 400),
            (b"{\"name\":\"\\ud800\"}", 400),
            (deep.as_bytes(), 400),
            (deep_object.as_bytes(), 400),
            (b"[]", 422),
            (b"\"text\"", 422),
            (b"null", 422),
        ];
        for (body, status) in bodies {
            let reply = server
                .send_bytes(
                    route.method.clone(),
                    &route.path,
                    Some(body.to_vec()),
                    "application/json",
                )
                .await;
            // Some actions take no body as the body that says nothing.
            let may_be_empty =
                body.trim_ascii().is_empty() && (reply.status < 300 || reply.status == 409);
            assert!(
                reply.status == status || may_be_empty,
                "{} expected {status}: {reply}",
                route.path
            );
        }
        let html = server
            .send_bytes(route.method.clone(), &route.path, Some(b"{}".to_vec()), "text/html")
            .await;
        assert_eq!(html.problem(415), "unsupported_media_type", "{}", route.path);
    }
    let after = counts(server).await;
    // Credit notes and keys are made of a body that says nothing, too.
    assert_eq!(after[1..6], before[1..6]);
}

async fn all_faults_are_told_at_once(server: &mut Server) {
    let body = json!({
        "customer": {"company": 7, "email": "nobody", "address": {"country": "ZZ"}},
        "issue_date": "2026-02-30", "currency": "ABC", "lang": "xx", "unknown": 1,
        "taxes": [{"name": "VAT", "value": "1e400"}],
        "items": [{"name": "x".repeat(256), "unit_price": "1.123456789"}, {"unit_price": -1, "quantity": 0, "colour": "red"}, 7],
    });
    let faults: BTreeSet<String> =
        server.post("/invoices", &body).await.faults().into_iter().collect();
    for expected in [
        "/customer/company",
        "/customer/email",
        "/customer/address/country",
        "/issue_date",
        "/currency",
        "/lang",
        "/unknown",
        "/taxes/0/value",
        "/items/0/name",
        "/items/0/unit_price",
        "/items/1/colour",
        "/items/2",
    ] {
        assert!(faults.contains(expected), "{expected} is not in {faults:?}");
    }
    assert_eq!(server.count("/customers").await, 0);
}

async fn nothing_is_half_stored(server: &mut Server) {
    // The customer is good and new, the second line is not.
    let mut body = invoice();
    body["items"][1]["flat_fee"] = json!(-5);
    assert_eq!(server.post("/invoices?issue=true", &body).await.faults(), ["/items/1/flat_fee"]);
    // The sum is too large, which only the calculation knows.
    body["items"] =
        json!([{"name": "x", "quantity": "999999999999999", "unit_price": "999999999999999"}]);
    assert_eq!(server.post("/invoices?issue=true", &body).await.status, 422);
    assert_eq!((server.count("/customers").await, server.count("/invoices").await), (0, 0));
    assert!(text(&server.issued().await["number"]).ends_with("-0001"));
}

async fn the_sense_of_values_is_checked_too(server: &mut Server) {
    for (changes, pointer) in [
        (json!({"issue_date": "2026-02-01", "due_date": "2026-01-31"}), "/due_date"),
        (json!({"discount_type": "percentage", "discount_value": "100.01"}), "/discount_value"),
        (json!({"discount_type": "amount", "discount_value": "99999"}), "/discount_value"),
        (json!({"discount_type": "amount", "discount_value": "1.001"}), "/discount_value"),
        (json!({"discount_value": 5}), "/discount_type"),
        (json!({"round_to": "0"}), "/round_to"),
        (
            json!({"service_start_date": "2026-02-01", "service_end_date": "2026-01-01"}),
            "/service_end_date",
        ),
        (json!({"items": []}), "/items"),
        (json!({"items": [{"name": "x", "unit_price": 1, "flat_fee": -1}]}), "/items/0/flat_fee"),
        (json!({"items": [{"name": "x", "unit_price": -1}]}), "/items"),
        (
            json!({"items": [{"name": "x", "unit_price": 1, "base_quantity": 0}]}),
            "/items/0/base_quantity",
        ),
        (json!({"items": [{"unit_price": 1}]}), "/items/0"),
        (json!({"items": [{"name": "x"}]}), "/items/0/unit_price"),
        (
            json!({"items": [{"name": "x", "unit_price": 1, "url": "javascript:alert(1)"}]}),
            "/items/0/url",
        ),
        (
            json!({"taxes": [{"name": "a", "value": 1}, {"name": "b", "value": 1}, {"name": "c", "value": 1}, {"name": "d", "value": 1}]}),
            "/taxes",
        ),
        (json!({"tags": vec!["x"; 11]}), "/tags"),
        (json!({"tags": ["x".repeat(51)]}), "/tags/0"),
        (json!({"customer": {"first_name": "A"}}), "/customer/last_name"),
        (
            json!({"metadata": (0..51).map(|n| (n.to_string(), json!(1))).collect::<serde_json::Map<_, _>>()}),
            "/metadata",
        ),
    ] {
        let mut body = invoice();
        for (key, value) in changes.as_object().unwrap() {
            body[key] = value.clone();
        }
        let reply = server.post("/invoices", &body).await;
        let faults = reply.faults();
        assert!(faults.iter().any(|fault| fault == pointer), "{pointer}: {reply}");
    }
    assert_eq!(server.count("/invoices").await, 0);
}

async fn an_odd_but_good_text_comes_back_as_it_was(server: &mut Server) {
    for odd in [
        "\u{202e}abc",
        "emoji 😀",
        "tab\tline\nend",
        "a \\ \" ' < > &",
        "Ünïcödé ﷽",
        "%s %d {} ${x}",
    ] {
        let made =
            server.made(json!({"purchase_order": odd, "metadata": {odd: [odd]}}), true).await;
        let read = server.read(text(&made["id"])).await;
        assert_eq!(read["purchase_order"], odd);
        assert_eq!(read["metadata"], json!({odd: [odd]}));
        server.get(&format!("/invoices/{}/pdf", text(&made["id"]))).await.expect(200);
    }
}

both! {
    every_field_of_every_route_refuses_what_is_no_value_of_it,
    unknown_fields_are_named_at_every_level,
    a_body_that_is_no_object_is_refused_everywhere,
    all_faults_are_told_at_once,
    nothing_is_half_stored,
    the_sense_of_values_is_checked_too,
    an_odd_but_good_text_comes_back_as_it_was,
}
