//! JustInvoice's page, from top to bottom, and then what the page leaves open.

mod beyond;

use crate::support::{Api, Draft, Reply, Server, both, decimal, text};
use jiff::{Timestamp, ToSpan, civil::Date, tz::TimeZone};
use reqwest::Method;
use serde_json::{Value, json};
use std::{path::Path, process::Command};

/// The invoice of the page's examples.
fn example() -> Value {
    json!({
        "customerEmail": "bob.smith@example.com",
        "customerFirstName": "Bob",
        "customerLastName": "Smith",
        "customerCompanyName": "Smith Consulting",
        "customerAddress": "123 Main Street",
        "customerCity": "New York",
        "customerProvinceState": "NY",
        "customerPostalCode": "10001",
        "customerCountry": "US",
        "invoiceDate": "2025-08-10T14:30:00Z",
        "invoiceStatus": 5,
        "currencyCode": "USD",
        "noteToCustomer": "Thank you for your business!",
        "lineItems": [{"description": "Consulting Hours", "quantity": 2, "unitPrice": 150}],
    })
}

/// The example with other fields.
#[expect(clippy::needless_pass_by_value, reason = "a literal reads best without a reference")]
fn with(changes: Value) -> Value {
    let mut body = example();
    for (key, value) in changes.as_object().unwrap() {
        body[key] = value.clone();
    }
    body
}

/// The example without a field.
fn without(field: &str) -> Value {
    let mut body = example();
    body.as_object_mut().unwrap().remove(field).unwrap();
    body
}

fn api(server: &Server) -> Api {
    server.at("/api/invoices")
}

async fn made(server: &Server, changes: Value) -> Value {
    api(server).post("", &with(changes)).await.json(201)
}

async fn act(server: &Server, invoice: &Value, action: &str) -> Reply {
    api(server).act(&format!("/{}/{action}", text(&invoice["id"]))).await
}

async fn got(server: &Server, invoice: &Value) -> Value {
    api(server).get(&format!("/{}", text(&invoice["id"]))).await.json(200)
}

/// The day of a fresh account, whose time zone is the system's.
#[expect(clippy::disallowed_methods, reason = "the server under test has the system's clock")]
fn today() -> Date {
    Timestamp::now().to_zoned(TimeZone::system()).date()
}

fn days_ago(days: i64) -> String {
    today().checked_sub(days.days()).unwrap().to_string()
}

/// Checks that a reply says what the page's examples send.
#[track_caller]
fn says_the_example(reply: &Value) {
    for (field, sent) in example().as_object().unwrap() {
        match field.as_str() {
            "invoiceDate" => assert_eq!(reply[field], "2025-08-10T00:00:00Z"),
            "lineItems" => {
                let line = &reply["lineItems"][0];
                assert_eq!(line["description"], "Consulting Hours");
                assert_eq!(decimal(&line["quantity"]), 2.into());
                assert_eq!(decimal(&line["unitPrice"]), 150.into());
                assert_eq!(line["amount"].to_string(), "300.00");
            }
            _ => assert_eq!(reply[field], *sent, "{field}"),
        }
    }
    assert_eq!(reply["lineItems"].as_array().unwrap().len(), 1);
    assert_eq!(reply["subTotal"].to_string(), "300.00");
}

/// Runs one of the example programs as a user would, and gets the invoice that it made.
async fn run(server: &Server, program: &str, file: &str) -> Value {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/justinvoice");
    let mut command = Command::new(program);
    command.arg(folder.join(file)).env("NET30_URL", server.base()).env("NET30_KEY", &server.key);
    let output = tokio::task::block_in_place(|| command.output())
        .unwrap_or_else(|error| panic!("{program} is missing; ./test installs it: {error}"));
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{file}: {said}");
    let printed: Value = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|error| panic!("{file}: {error}: {said}"));
    got(server, &printed).await
}

// API Endpoints

async fn post_creates_an_invoice(server: &mut Server) {
    let reply = api(server).post("", &example()).await.expect(201);
    let body = reply.body();
    says_the_example(&body);
    let path = format!("/api/invoices/{}", text(&body["id"]));
    assert_eq!(reply.header("location"), Some(path.as_str()));
    assert_eq!(reply.header("etag"), Some("\"1\""));
    assert_eq!(reply.header("x-ignored-fields"), None);
    assert_eq!(body["tax"].to_string(), "0.00");
    assert_eq!(body["total"].to_string(), "300.00");
    assert_eq!(body["amountDue"].to_string(), "300.00");
    assert!(text(&body["createdAt"]).ends_with('Z'));
    assert_eq!(body["invoiceNumber"], Value::Null, "a draft has none");
    let link = text(&body["paymentLink"]);
    assert_eq!(body["pdfUrl"], format!("{link}/pdf"));
    assert_eq!(got(server, &body).await, body);
}

async fn get_lists_the_last_30_days(server: &mut Server) {
    let dated =
        async |days: i64| made(server, json!({"invoiceDate": days_ago(days)})).await["id"].clone();
    let (now, old, older, oldest) =
        (dated(0).await, dated(29).await, dated(32).await, dated(364).await);
    let too_old = dated(367).await;
    let list = async |query: &str| {
        let list = api(server).get(query).await.json(200);
        list.as_array().unwrap().iter().map(|invoice| invoice["id"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(list("").await, [now.clone(), old.clone()]);
    assert_eq!(list("?days=30").await, [now.clone(), old.clone()]);
    assert_eq!(list("?days=1").await, std::slice::from_ref(&now));
    let year = list("?days=365").await;
    assert_eq!(year, [now, old, older, oldest]);
    assert!(!year.contains(&too_old));
}

async fn get_with_days_takes_1_to_365(server: &mut Server) {
    for days in ["1", "365"] {
        assert_eq!(api(server).get(&format!("?days={days}")).await.json(200), json!([]));
    }
    for days in ["0", "366", "-1", "abc", "", "1.5", "99999999999999999999"] {
        assert_eq!(api(server).get(&format!("?days={days}")).await.faults(), ["days"], "{days}");
    }
    assert_eq!(api(server).get("?days=1&days=2").await.faults(), ["days"]);
}

async fn a_list_longer_than_a_page_is_whole_and_newest_first(server: &mut Server) {
    let date = days_ago(0);
    for _ in 0..201 {
        made(server, json!({"invoiceDate": date})).await;
    }
    let list = api(server).get("").await.json(200);
    let ids: Vec<&str> =
        list.as_array().unwrap().iter().map(|invoice| text(&invoice["id"])).collect();
    assert_eq!(ids.len(), 201);
    assert!(ids.is_sorted_by(|later, earlier| later > earlier));
}

async fn get_shows_an_invoice_by_its_id_or_number(server: &mut Server) {
    let invoice = made(server, json!({"invoiceStatus": 0})).await;
    let number = text(&invoice["invoiceNumber"]);
    assert_eq!(api(server).get(&format!("/{number}")).await.json(200), invoice);
    let reply = api(server).get(&format!("/{}", text(&invoice["id"]))).await.expect(200);
    assert_eq!(reply.body(), invoice);
    assert!(reply.header("etag").is_some());
    let odd = server.made(json!({"number": "A/7 ü"}), true).await;
    let shown = api(server).get("/A%2F7%20%C3%BC").await.json(200);
    assert_eq!(shown["id"], odd["id"]);
    let unknown = uuid::Uuid::now_v7().to_string();
    for missing in ["INV-1999-0001", "%00", "%FF", "a%00b", &unknown, &"x".repeat(3000)] {
        assert_eq!(
            api(server).get(&format!("/{missing}")).await.problem(404),
            "not_found",
            "{missing}"
        );
    }
}

async fn post_cancelled_marks_an_invoice_as_cancelled(server: &mut Server) {
    let invoice = made(server, json!({"invoiceStatus": 0})).await;
    let cancelled = act(server, &invoice, "cancelled").await.json(200);
    assert_eq!(cancelled["invoiceStatus"], 3);
    assert_eq!(cancelled["invoiceNumber"], invoice["invoiceNumber"]);
    for action in ["cancelled", "paid", "final"] {
        assert_eq!(
            act(server, &invoice, action).await.problem(409),
            "invalid_transition",
            "{action}"
        );
    }
    let draft = made(server, json!({})).await;
    assert_eq!(act(server, &draft, "cancelled").await.problem(409), "invalid_transition");
    let paid = made(server, json!({"invoiceStatus": 0})).await;
    act(server, &paid, "paid").await.expect(200);
    assert_eq!(act(server, &paid, "cancelled").await.problem(409), "has_payments");
}

async fn post_paid_marks_an_invoice_as_paid(server: &mut Server) {
    let invoice = made(server, json!({"invoiceStatus": 0})).await;
    let first = act(server, &invoice, "paid").await.expect(200);
    let paid = first.body();
    assert_eq!(paid["invoiceStatus"], 2);
    assert_eq!(paid["amountDue"].to_string(), "0.00");
    let again = act(server, &invoice, "paid").await.expect(200);
    assert_eq!((again.body(), again.header("etag")), (paid, first.header("etag")));
    let payments = server.read(text(&invoice["id"])).await["payments"].clone();
    assert_eq!(payments.as_array().unwrap().len(), 1);
    let draft = made(server, json!({})).await;
    let issued = act(server, &draft, "paid").await.json(200);
    assert_eq!(issued["invoiceStatus"], 2);
    assert!(issued["invoiceNumber"].is_string());
}

async fn delete_deletes_an_invoice(server: &mut Server) {
    let draft = made(server, json!({"invoiceDate": days_ago(0)})).await;
    let issued = made(server, json!({"invoiceDate": days_ago(0), "invoiceStatus": 0})).await;
    let number = text(&issued["invoiceNumber"]);
    let deleted = api(server).delete(&format!("/{}", text(&draft["id"]))).await.expect(204);
    assert!(deleted.bytes.is_empty());
    api(server).delete(&format!("/{number}")).await.expect(204);
    assert_eq!(api(server).get("").await.json(200), json!([]));
    for path in [text(&draft["id"]), text(&issued["id"]), number] {
        assert_eq!(api(server).get(&format!("/{path}")).await.problem(404), "not_found");
        assert_eq!(api(server).delete(&format!("/{path}")).await.problem(404), "not_found");
        for action in ["final", "paid", "cancelled"] {
            assert_eq!(
                api(server).act(&format!("/{path}/{action}")).await.problem(404),
                "not_found"
            );
        }
    }
    let kept = server.get("/invoices/trash/list?issued=true").await.json(200);
    assert!(
        kept["data"].as_array().unwrap().iter().any(|entry| entry["number"] == number),
        "{kept}"
    );
    let next = made(server, json!({"invoiceStatus": 0})).await;
    assert_ne!(next["invoiceNumber"], number);
    let paid = made(server, json!({"invoiceStatus": 0})).await;
    act(server, &paid, "paid").await.expect(200);
    let refused = api(server).delete(&format!("/{}", text(&paid["id"]))).await;
    assert_eq!(refused.problem(409), "has_payments");
    got(server, &paid).await;
}

both! {
    post_creates_an_invoice,
    get_lists_the_last_30_days,
    get_with_days_takes_1_to_365,
    a_list_longer_than_a_page_is_whole_and_newest_first,
    get_shows_an_invoice_by_its_id_or_number,
    post_cancelled_marks_an_invoice_as_cancelled,
    post_paid_marks_an_invoice_as_paid,
    delete_deletes_an_invoice,
}

// API Authentication

async fn a_key_is_sent_in_either_header(server: &mut Server) {
    let open = api(server).without_key();
    for (name, value) in [
        ("x-api-key", server.key.clone()),
        ("authorization", format!("ApiKey {}", server.key)),
        ("authorization", format!("Bearer {}", server.key)),
        ("api-key", server.key.clone()),
    ] {
        let reply = open.with(name, &value).post("", &example()).await.expect(201);
        open.with(name, &value).get(&format!("/{}", text(&reply.body()["id"]))).await.expect(200);
    }
    for refused in [
        open.get("").await,
        open.post("", &example()).await,
        open.with("x-api-key", "wrong").get("").await,
    ] {
        assert_eq!(refused.problem(401), "unauthorized");
        assert!(refused.header("www-authenticate").is_some());
    }
}

both! {
    a_key_is_sent_in_either_header,
}

// Setting Up Stripe Payment Provider: the link is there, whoever takes the money.

async fn the_payment_link_and_the_pdf_open_without_a_key(server: &mut Server) {
    let invoice = made(server, json!({"invoiceStatus": 0})).await;
    let open = api(server).without_key().at("");
    let path = |link: &Value| {
        let link = text(link);
        link[link.find("/i/").unwrap_or_else(|| panic!("{link}"))..].to_owned()
    };
    let page = open.get(&path(&invoice["paymentLink"])).await.expect(200);
    assert!(page.header("content-type").unwrap().starts_with("text/html"));
    assert!(page.header("x-robots-tag").unwrap().contains("noindex"));
    assert!(page.header("content-security-policy").unwrap().contains("default-src 'none'"));
    assert_eq!(page.header("referrer-policy"), Some("no-referrer"));
    assert!(page.text().contains("Consulting Hours"));
    let pdf = open.get(&path(&invoice["pdfUrl"])).await.expect(200);
    assert_eq!(pdf.header("content-type"), Some("application/pdf"));
    assert!(pdf.bytes.starts_with(b"%PDF-"));
    let native = server.get(&format!("/invoices/{}/pdf", text(&invoice["id"]))).await.expect(200);
    assert_eq!(native.bytes, pdf.bytes);
    assert!(!server.log().contains(path(&invoice["paymentLink"]).trim_start_matches("/i/")));
}

async fn a_public_link_leads_to_its_own_document_or_nowhere(server: &mut Server) {
    let open = server.without_key().at("");
    let token =
        text(&server.made(json!({"slug": "web-work"}), true).await["share_token"]).to_owned();
    for link in
        [format!("/i/web-work-{token}"), format!("/i/{token}"), format!("/i/web-work-{token}/pdf")]
    {
        open.get(&link).await.expect(200);
    }
    let other: String = token.chars().rev().collect();
    for link in [
        format!("/i/{other}"),
        format!("/i/{other}/pdf"),
        "/i/-".to_owned(),
        "/i/a%00b".to_owned(),
        "/i/%FF".to_owned(),
        format!("/i/{token}%20"),
    ] {
        assert_eq!(open.get(&link).await.problem(404), "not_found", "{link}");
    }
    let issued = server.issued().await;
    let link = format!("/i/{}", text(&issued["share_token"]));
    server.invoice_act(&issued, "unpublish").await.expect(200);
    assert_eq!(open.get(&link).await.problem(404), "not_found");
    let deleted = made(server, json!({"invoiceStatus": 0})).await;
    let link = text(&deleted["paymentLink"]);
    let link = link[link.find("/i/").unwrap()..].to_owned();
    api(server).delete(&format!("/{}", text(&deleted["id"]))).await.expect(204);
    // Who has the link is told, also where the client no longer sees it.
    let page = open.get(&link).await.expect(200).text();
    assert!(page.contains("voided"), "{page}");
}

both! {
    the_payment_link_and_the_pdf_open_without_a_key,
    a_public_link_leads_to_its_own_document_or_nowhere,
}

// Code Examples

async fn the_example_in_curl_works(server: &mut Server) {
    says_the_example(&run(server, "sh", "create.sh").await);
}

async fn the_example_in_javascript_works(server: &mut Server) {
    says_the_example(&run(server, "node", "create.mjs").await);
}

async fn the_example_in_python_works(server: &mut Server) {
    says_the_example(&run(server, "python3", "create.py").await);
}

async fn the_example_in_csharp_works(server: &mut Server) {
    // What System.Text.Json writes of the example: names in PascalCase, a decimal with its zeros.
    let body = r#"{"CustomerEmail":"bob.smith@example.com","CustomerFirstName":"Bob","CustomerLastName":"Smith",
            "CustomerCompanyName":"Smith Consulting","CustomerAddress":"123 Main Street","CustomerCity":"New York",
            "CustomerProvinceState":"NY","CustomerPostalCode":"10001","CustomerCountry":"US",
            "InvoiceDate":"2025-08-10T14:30:00+00:00","InvoiceStatus":5,"CurrencyCode":"USD",
            "NoteToCustomer":"Thank you for your business!",
            "LineItems":[{"Description":"Consulting Hours","Quantity":2,"UnitPrice":150.00}]}"#;
    let bytes = Some(body.as_bytes().to_vec());
    let reply =
        api(server).send_bytes(Method::POST, "", bytes, "application/json; charset=utf-8").await;
    says_the_example(&reply.json(201));
    let wrong = body.replace("150.00", "-1").replace("USD", "XXX!");
    let reply = api(server)
        .send_bytes(Method::POST, "", Some(wrong.into_bytes()), "application/json")
        .await;
    let mut faults = reply.faults();
    faults.sort();
    assert_eq!(faults, ["/CurrencyCode", "/LineItems/0/UnitPrice"]);
    let large = body
        .replace("150.00", "999999999999999")
        .replace("\"Quantity\":2", "\"Quantity\":999999999999999");
    let reply = api(server)
        .send_bytes(Method::POST, "", Some(large.into_bytes()), "application/json")
        .await;
    let faults = reply.faults();
    assert!(
        !faults.is_empty() && faults.iter().all(|fault| fault.starts_with("/LineItems")),
        "{faults:?}"
    );
}

both! {
    the_example_in_curl_works,
    the_example_in_javascript_works,
    the_example_in_python_works,
    the_example_in_csharp_works,
}

// Invoice Status Values

async fn an_invoice_is_final_if_nobody_says_otherwise(server: &mut Server) {
    for body in [
        without("invoiceStatus"),
        with(json!({"invoiceStatus": null})),
        with(json!({"invoiceStatus": 0})),
    ] {
        let invoice = api(server).post("", &body).await.json(201);
        assert_eq!(invoice["invoiceStatus"], 0);
        assert!(invoice["invoiceNumber"].is_string());
        assert!(text(&invoice["paymentLink"]).contains("/i/"));
    }
}

async fn only_draft_and_final_can_be_created(server: &mut Server) {
    for status in [
        json!(1),
        json!(2),
        json!(3),
        json!(4),
        json!(6),
        json!(-1),
        json!(0.5),
        json!("5"),
        json!(true),
        json!([5]),
    ] {
        let reply = api(server).post("", &with(json!({"invoiceStatus": status}))).await;
        assert_eq!(reply.faults(), ["/invoiceStatus"], "{status}");
    }
    assert_eq!(server.count("/invoices").await, 0);
}

async fn each_standing_has_its_number(server: &mut Server) {
    let status = async |id: &Value| {
        api(server).get(&format!("/{}", text(id))).await.json(200)["invoiceStatus"].clone()
    };
    let draft = server.draft().await;
    assert_eq!(status(&draft["id"]).await, 5);
    let issued = server.issued().await;
    let path = format!("/invoices/{}", text(&issued["id"]));
    assert_eq!(status(&issued["id"]).await, 0);
    server.invoice_act(&issued, "mark-sent").await.expect(200);
    assert_eq!(status(&issued["id"]).await, 1);
    server.post(&format!("{path}/payments"), &json!({"amount": 1})).await.expect(201);
    assert_eq!(status(&issued["id"]).await, 1);
    let paid = server.invoice_act(&issued, "mark-paid").await.json(200);
    assert_eq!(status(&issued["id"]).await, 2);
    for payment in paid["payments"].as_array().unwrap() {
        server.act(&format!("{path}/payments/{}/refunds", text(&payment["id"]))).await.expect(201);
    }
    assert_eq!(status(&issued["id"]).await, 3);
    let part_paid = server.issued().await;
    server
        .post(&format!("/invoices/{}/payments", text(&part_paid["id"])), &json!({"amount": 1}))
        .await
        .expect(201);
    assert_eq!(status(&part_paid["id"]).await, 1);
    let overdue =
        server.made(json!({"issue_date": "2025-01-01", "due_date": "2025-01-31"}), true).await;
    assert_eq!(overdue["status"], "overdue");
    assert_eq!(status(&overdue["id"]).await, 0);
    let void = server.issued().await;
    server.invoice_act(&void, "void").await.expect(200);
    assert_eq!(status(&void["id"]).await, 3);
}

async fn a_failed_payment_shows(server: &mut Server) {
    let invoice = made(server, json!({"invoiceStatus": 0})).await;
    let statement = format!(
        "update invoice set payment_failed_at = created_at where id = {}",
        id_literal(server, &invoice["id"])
    );
    server.database.execute(&server.data(), &statement).await;
    server.books_are_broken();
    assert_eq!(got(server, &invoice).await["invoiceStatus"], 4);
}

async fn post_final_makes_a_draft_final(server: &mut Server) {
    let draft = made(server, json!({})).await;
    let first = act(server, &draft, "final").await.expect(200);
    assert_eq!(first.body()["invoiceStatus"], 0);
    says_the_example(&{
        let mut body = first.body();
        body["invoiceStatus"] = json!(5);
        body
    });
    let again = act(server, &draft, "final").await.expect(200);
    assert_eq!((again.body(), again.header("etag")), (first.body(), first.header("etag")));
    act(server, &draft, "paid").await.expect(200);
    assert_eq!(act(server, &draft, "final").await.json(200)["invoiceStatus"], 2);
    let number = text(&first.body()["invoiceNumber"]).to_owned();
    api(server).act(&format!("/{number}/final")).await.expect(200);
}

both! {
    an_invoice_is_final_if_nobody_says_otherwise,
    only_draft_and_final_can_be_created,
    each_standing_has_its_number,
    a_failed_payment_shows,
    post_final_makes_a_draft_final,
}

fn id_literal(server: &Server, id: &Value) -> String {
    match server.database.url() {
        Some(_) => format!("'{}'", text(id)),
        None => format!("x'{}'", text(id).replace('-', "")),
    }
}
