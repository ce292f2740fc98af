//! JustInvoice's page, from top to bottom, and then what the page leaves open.

use crate::support::{Api, Draft, Reply, Server, both, invoice as native_invoice, text};
use jiff::{ToSpan, Zoned, civil::Date};
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

fn today() -> Date {
    Zoned::now().date()
}

fn days_ago(days: i64) -> String {
    today().checked_sub(days.days()).unwrap().to_string()
}

/// Checks that a reply says what the page's examples send.
#[track_caller]
fn says_the_example(reply: &Value) {
    for (field, sent) in example().as_object().unwrap() {
        match field.as_str() {
            "invoiceDate" => assert_eq!(reply[field], "2025-08-10"),
            "lineItems" => {
                let line = &reply["lineItems"][0];
                assert_eq!(line["description"], "Consulting Hours");
                assert_eq!(line["quantity"].to_string().parse::<f64>().unwrap(), 2.0);
                assert_eq!(line["unitPrice"].to_string().parse::<f64>().unwrap(), 150.0);
                assert_eq!(line["amount"].to_string(), "300.00");
            }
            _ => assert_eq!(reply[field], *sent, "{field}"),
        }
    }
    assert_eq!(reply["lineItems"].as_array().unwrap().len(), 1);
    assert_eq!(reply["subTotal"].to_string(), "300.00");
}

/// Runs one of the example programs as a user would, and returns the invoice that it prints.
fn run(server: &Server, program: &str, file: &str) -> Value {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/justinvoice");
    let output = Command::new(program)
        .arg(folder.join(file))
        .env("NET30_URL", server.base())
        .env("NET30_KEY", &server.key)
        .output()
        .unwrap_or_else(|error| panic!("{program} is missing; ./test installs it: {error}"));
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{file}: {said}");
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{file}: {error}: {said}"))
}

// API Endpoints

both! {
    async fn post_creates_an_invoice(server) {
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
        for field in ["invoiceNumber", "paymentLink", "pdfUrl"] {
            assert_eq!(body[field], Value::Null, "{field} of a draft");
        }
        assert_eq!(got(server, &body).await, body);
    }

    async fn get_lists_the_last_30_days(server) {
        let dated = async |days: i64| made(server, json!({"invoiceDate": days_ago(days)})).await["id"].clone();
        let (now, old, older, oldest) = (dated(0).await, dated(29).await, dated(32).await, dated(364).await);
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

    async fn get_with_days_takes_1_to_365(server) {
        for days in ["1", "365"] {
            assert_eq!(api(server).get(&format!("?days={days}")).await.json(200), json!([]));
        }
        for days in ["0", "366", "-1", "abc", "", "1.5", "99999999999999999999"] {
            assert_eq!(api(server).get(&format!("?days={days}")).await.faults(), ["days"], "{days}");
        }
        assert_eq!(api(server).get("?days=1&days=2").await.faults(), ["days"]);
    }

    async fn a_list_longer_than_a_page_is_whole_and_newest_first(server) {
        let date = days_ago(0);
        for _ in 0..201 {
            made(server, json!({"invoiceDate": date})).await;
        }
        let list = api(server).get("").await.json(200);
        let ids: Vec<&str> = list.as_array().unwrap().iter().map(|invoice| text(&invoice["id"])).collect();
        assert_eq!(ids.len(), 201);
        assert!(ids.is_sorted_by(|later, earlier| later > earlier));
    }

    async fn get_shows_an_invoice_by_its_id_or_number(server) {
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
            assert_eq!(api(server).get(&format!("/{missing}")).await.problem(404), "not_found", "{missing}");
        }
    }

    async fn post_cancelled_marks_an_invoice_as_cancelled(server) {
        let invoice = made(server, json!({"invoiceStatus": 0})).await;
        let cancelled = act(server, &invoice, "cancelled").await.json(200);
        assert_eq!(cancelled["invoiceStatus"], 3);
        assert_eq!(cancelled["invoiceNumber"], invoice["invoiceNumber"]);
        for action in ["cancelled", "paid", "final"] {
            assert_eq!(act(server, &invoice, action).await.problem(409), "invalid_transition", "{action}");
        }
        let draft = made(server, json!({})).await;
        assert_eq!(act(server, &draft, "cancelled").await.problem(409), "invalid_transition");
        let paid = made(server, json!({"invoiceStatus": 0})).await;
        act(server, &paid, "paid").await.expect(200);
        assert_eq!(act(server, &paid, "cancelled").await.problem(409), "has_payments");
    }

    async fn post_paid_marks_an_invoice_as_paid(server) {
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

    async fn delete_deletes_an_invoice(server) {
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
                assert_eq!(api(server).act(&format!("/{path}/{action}")).await.problem(404), "not_found");
            }
        }
        let kept = server.get("/invoices/trash/list?issued=true").await.json(200);
        assert!(kept["data"].as_array().unwrap().iter().any(|entry| entry["number"] == number), "{kept}");
        let next = made(server, json!({"invoiceStatus": 0})).await;
        assert_ne!(next["invoiceNumber"], number);
        let paid = made(server, json!({"invoiceStatus": 0})).await;
        act(server, &paid, "paid").await.expect(200);
        let refused = api(server).delete(&format!("/{}", text(&paid["id"]))).await;
        assert_eq!(refused.problem(409), "has_payments");
        got(server, &paid).await;
    }
}

// API Authentication

both! {
    async fn a_key_is_sent_in_either_header(server) {
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
        for refused in [open.get("").await, open.post("", &example()).await, open.with("x-api-key", "wrong").get("").await] {
            assert_eq!(refused.problem(401), "unauthorized");
            assert!(refused.header("www-authenticate").is_some());
        }
    }
}

// Setting Up Stripe Payment Provider: the link is there, whoever takes the money.

both! {
    async fn the_payment_link_and_the_pdf_open_without_a_key(server) {
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

    async fn a_public_link_leads_to_its_own_document_or_nowhere(server) {
        let open = server.without_key().at("");
        let token = text(&server.made(json!({"slug": "web-work"}), true).await["share_token"]).to_owned();
        for link in [format!("/i/web-work-{token}"), format!("/i/{token}"), format!("/i/web-work-{token}/pdf")] {
            open.get(&link).await.expect(200);
        }
        let other: String = token.chars().rev().collect();
        for link in [format!("/i/{other}"), format!("/i/{other}/pdf"), "/i/-".to_owned(), "/i/a%00b".to_owned(), "/i/%FF".to_owned(), format!("/i/{token}%20")] {
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
        assert_eq!(open.get(&link).await.problem(404), "not_found");
    }
}

// Code Examples

both! {
    async fn the_example_in_curl_works(server) {
        says_the_example(&tokio::task::block_in_place(|| run(server, "sh", "create.sh")));
    }

    async fn the_example_in_javascript_works(server) {
        says_the_example(&tokio::task::block_in_place(|| run(server, "node", "create.mjs")));
    }

    async fn the_example_in_python_works(server) {
        says_the_example(&tokio::task::block_in_place(|| run(server, "python3", "create.py")));
    }

    async fn the_example_in_csharp_works(server) {
        // What System.Text.Json writes of the example: names in PascalCase, a decimal with its zeros.
        let body = r#"{"CustomerEmail":"bob.smith@example.com","CustomerFirstName":"Bob","CustomerLastName":"Smith",
            "CustomerCompanyName":"Smith Consulting","CustomerAddress":"123 Main Street","CustomerCity":"New York",
            "CustomerProvinceState":"NY","CustomerPostalCode":"10001","CustomerCountry":"US",
            "InvoiceDate":"2025-08-10T14:30:00+00:00","InvoiceStatus":5,"CurrencyCode":"USD",
            "NoteToCustomer":"Thank you for your business!",
            "LineItems":[{"Description":"Consulting Hours","Quantity":2,"UnitPrice":150.00}]}"#;
        let bytes = Some(body.as_bytes().to_vec());
        let reply = api(server).send_bytes(Method::POST, "", bytes, "application/json; charset=utf-8").await;
        says_the_example(&reply.json(201));
        let wrong = body.replace("150.00", "-1").replace("USD", "XXX!");
        let reply = api(server).send_bytes(Method::POST, "", Some(wrong.into_bytes()), "application/json").await;
        let mut faults = reply.faults();
        faults.sort();
        assert_eq!(faults, ["/CurrencyCode", "/LineItems/0/UnitPrice"]);
        let large = body.replace("150.00", "999999999999999").replace("\"Quantity\":2", "\"Quantity\":999999999999999");
        let reply = api(server).send_bytes(Method::POST, "", Some(large.into_bytes()), "application/json").await;
        let faults = reply.faults();
        assert!(!faults.is_empty() && faults.iter().all(|fault| fault.starts_with("/LineItems")), "{faults:?}");
    }
}

// Invoice Status Values

both! {
    async fn an_invoice_is_final_if_nobody_says_otherwise(server) {
        for body in [without("invoiceStatus"), with(json!({"invoiceStatus": null})), with(json!({"invoiceStatus": 0}))] {
            let invoice = api(server).post("", &body).await.json(201);
            assert_eq!(invoice["invoiceStatus"], 0);
            assert!(invoice["invoiceNumber"].is_string());
            assert!(text(&invoice["paymentLink"]).contains("/i/"));
        }
    }

    async fn only_draft_and_final_can_be_created(server) {
        for status in [json!(1), json!(2), json!(3), json!(4), json!(6), json!(-1), json!(0.5), json!("5"), json!(true), json!([5])] {
            let reply = api(server).post("", &with(json!({"invoiceStatus": status}))).await;
            assert_eq!(reply.faults(), ["/invoiceStatus"], "{status}");
        }
        assert_eq!(server.count("/invoices").await, 0);
    }

    async fn each_standing_has_its_number(server) {
        let status = async |id: &Value| api(server).get(&format!("/{}", text(id))).await.json(200)["invoiceStatus"].clone();
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
        server.post(&format!("/invoices/{}/payments", text(&part_paid["id"])), &json!({"amount": 1})).await.expect(201);
        assert_eq!(status(&part_paid["id"]).await, 1);
        let overdue = server.made(json!({"issue_date": "2025-01-01", "due_date": "2025-01-31"}), true).await;
        assert_eq!(overdue["status"], "overdue");
        assert_eq!(status(&overdue["id"]).await, 0);
        let void = server.issued().await;
        server.invoice_act(&void, "void").await.expect(200);
        assert_eq!(status(&void["id"]).await, 3);
    }

    async fn a_failed_payment_shows(server) {
        let invoice = made(server, json!({"invoiceStatus": 0})).await;
        let statement = format!("update invoice set payment_failed_at = created_at where id = {}", id_literal(server, &invoice["id"]));
        server.database.execute(&server.data(), &statement).await;
        server.books_are_broken();
        assert_eq!(got(server, &invoice).await["invoiceStatus"], 4);
    }

    async fn post_final_makes_a_draft_final(server) {
        let draft = made(server, json!({})).await;
        let first = act(server, &draft, "final").await.expect(200);
        assert_eq!(first.body()["invoiceStatus"], 0);
        says_the_example(&{ let mut body = first.body(); body["invoiceStatus"] = json!(5); body });
        let again = act(server, &draft, "final").await.expect(200);
        assert_eq!((again.body(), again.header("etag")), (first.body(), first.header("etag")));
        act(server, &draft, "paid").await.expect(200);
        assert_eq!(act(server, &draft, "final").await.json(200)["invoiceStatus"], 2);
        let number = text(&first.body()["invoiceNumber"]).to_owned();
        api(server).act(&format!("/{number}/final")).await.expect(200);
    }
}

fn id_literal(server: &Server, id: &Value) -> String {
    match server.database.url() {
        Some(_) => format!("'{}'", text(id)),
        None => format!("x'{}'", text(id).replace('-', "")),
    }
}

// What the page leaves open

both! {
    async fn only_the_address_and_the_lines_are_required(server) {
        let body = json!({"customerEmail": "ann@example.com", "lineItems": [{"description": "Work", "quantity": "1.5", "unitPrice": "10.10"}]});
        let invoice = api(server).post("", &body).await.json(201);
        assert_eq!(invoice["invoiceStatus"], 0);
        assert_eq!(invoice["invoiceDate"], today().to_string());
        assert_eq!(invoice["currencyCode"], server.get("/settings").await.json(200)["currency"]);
        assert_eq!(invoice["total"].to_string(), "15.15");
        assert_eq!(invoice["customerCompanyName"], "ann@example.com");
        let named = json!({"customerEmail": "ann@example.com", "customerFirstName": "Ann", "lineItems": body["lineItems"]});
        let invoice = api(server).post("", &named).await.json(201);
        assert_eq!((&invoice["customerFirstName"], &invoice["customerCompanyName"]), (&json!("Ann"), &Value::Null));
        for (field, pointer) in [("customerEmail", "/customerEmail"), ("lineItems", "/lineItems")] {
            assert_eq!(api(server).post("", &without(field)).await.faults(), [pointer]);
            assert_eq!(api(server).post("", &with(json!({field: null}))).await.faults(), [pointer]);
        }
        let mut faults = api(server).post("", &json!({"lineItems": [{}, null, 7]})).await.faults();
        faults.sort();
        assert_eq!(faults, ["/customerEmail", "/lineItems/0/description", "/lineItems/0/quantity", "/lineItems/0/unitPrice", "/lineItems/1", "/lineItems/2"]);
    }

    async fn every_field_has_its_limit(server) {
        let long = |count: usize| json!("ü".repeat(count));
        for (field, max) in [
            ("customerFirstName", 255), ("customerLastName", 255), ("customerCompanyName", 255), ("customerAddress", 255),
            ("customerCity", 255), ("customerProvinceState", 255), ("customerPostalCode", 50), ("noteToCustomer", 1000),
        ] {
            let invoice = made(server, json!({field: long(max)})).await;
            assert_eq!(invoice[field], long(max), "{field}");
            let pointer = format!("/{field}");
            assert_eq!(api(server).post("", &with(json!({field: long(max + 1)}))).await.faults(), [pointer.as_str()]);
            assert_eq!(api(server).post("", &with(json!({field: 7}))).await.faults(), [pointer.as_str()]);
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
            ("description", long(1001)), ("description", json!(" ")), ("quantity", json!(0)), ("quantity", json!(-1)),
            ("quantity", json!("x")), ("unitPrice", json!(-0.01)), ("unitPrice", json!("0.000000001")), ("unitPrice", json!(1e300)),
        ] {
            let pointer = format!("/lineItems/0/{key}");
            assert_eq!(api(server).post("", &with(line(key, value.clone()))).await.faults(), [pointer.as_str()], "{value}");
        }
        assert_eq!(made(server, line("unitPrice", json!(0))).await["total"].to_string(), "0.00");
        assert_eq!(made(server, line("quantity", json!("0.00000001"))).await["lineItems"][0]["quantity"].to_string(), "0.00000001");
        let lines = |count: usize| json!({"lineItems": vec![example()["lineItems"][0].clone(); count]});
        assert_eq!(made(server, lines(1000)).await["subTotal"].to_string(), "300000.00");
        for count in [0, 1001] {
            assert_eq!(api(server).post("", &with(lines(count))).await.faults(), ["/lineItems"]);
        }
        for (field, value) in [
            ("customerEmail", "bob"), ("customerCountry", "XX"), ("customerCountry", "USA"), ("currencyCode", "BITCOIN"),
            ("invoiceDate", "10/08/2025"), ("invoiceDate", "2025-02-30"), ("invoiceDate", "2025-08-10T25:00:00Z"),
        ] {
            let pointer = format!("/{field}");
            assert_eq!(api(server).post("", &with(json!({field: value}))).await.faults(), [pointer.as_str()], "{value}");
        }
        for date in ["2025-08-10", "2025-08-10T23:59:59.1234567-11:00", "2025-08-10T00:00:00", "2025-08-10T00:00:00.000Z"] {
            assert_eq!(made(server, json!({"invoiceDate": date})).await["invoiceDate"], "2025-08-10", "{date}");
        }
    }

    async fn all_faults_are_told_at_once(server) {
        let body = json!({"customerEmail": "bob", "customerCountry": "XX", "invoiceDate": "x", "invoiceStatus": 9, "currencyCode": "??",
            "lineItems": [{"description": "", "quantity": 0, "unitPrice": -1}]});
        let mut faults = api(server).post("", &body).await.faults();
        faults.sort();
        assert_eq!(faults, ["/currencyCode", "/customerCountry", "/customerEmail", "/invoiceDate", "/invoiceStatus",
            "/lineItems/0/description", "/lineItems/0/quantity", "/lineItems/0/unitPrice"]);
        assert_eq!(api(server).post("", &json!([])).await.problem(422), "validation_failed");
        let malformed = api(server).send_bytes(Method::POST, "", Some(b"{".to_vec()), "application/json").await;
        assert_eq!(malformed.problem(400), "malformed_json");
    }

    async fn unknown_fields_are_ignored_and_named(server) {
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

    async fn plain_text_comes_back_to_the_letter(server) {
        for note in ["a < b && c > d", "<b>Fish</b> & Chips", "&lt;", "two\nlines", "<script>alert(1)</script>"] {
            let mut body = with(json!({"noteToCustomer": note}));
            body["lineItems"][0]["description"] = json!(note);
            let invoice = api(server).post("", &body).await.json(201);
            assert_eq!((&invoice["noteToCustomer"], &invoice["lineItems"][0]["description"]), (&json!(note), &json!(note)));
            let page = server.get(&format!("/invoices/{}/html", text(&invoice["id"]))).await.expect(200).text();
            assert!(!page.contains("<script>alert"));
        }
        server.patch("/settings", &json!({"notes": "the account's own"})).await.expect(200);
        assert_eq!(api(server).post("", &without("noteToCustomer")).await.json(201)["noteToCustomer"], "the account's own");
        assert_eq!(made(server, json!({"noteToCustomer": null})).await["noteToCustomer"], "the account's own");
        assert_eq!(made(server, json!({"noteToCustomer": ""})).await["noteToCustomer"], Value::Null);
    }

    async fn a_customer_is_found_by_the_address_and_takes_over_what_is_said(server) {
        let known = json!({"company": "Smith Ltd", "email": "Bob.Smith@example.com", "phone": "555", "tax_id": "T1", "address": {"line1": "Old", "line2": "Floor 2"}});
        let known = server.post("/customers", &known).await.json(201);
        let bare = json!({"customerEmail": "bob.smith@example.com", "lineItems": example()["lineItems"], "invoiceStatus": 5});
        let found = api(server).post("", &bare).await.json(201);
        assert_eq!((&found["customerCompanyName"], &found["customerAddress"]), (&json!("Smith Ltd"), &json!("Old\nFloor 2")));
        says_the_example(&made(server, json!({})).await);
        assert_eq!(server.count("/customers").await, 1);
        let customer = server.get(&format!("/customers/{}", text(&known["id"]))).await.json(200);
        assert_eq!((&customer["phone"], &customer["tax_id"]), (&json!("555"), &json!("T1")));
        assert_eq!((&customer["address"]["line1"], &customer["address"]["line2"]), (&json!("123 Main Street"), &Value::Null));
        let issued = made(server, json!({"invoiceStatus": 0})).await;
        made(server, json!({"customerCompanyName": "Renamed"})).await;
        assert_eq!(got(server, &issued).await["customerCompanyName"], "Smith Consulting");
    }

    async fn the_invoice_is_the_same_in_the_native_api(server) {
        let invoice = made(server, json!({"invoiceStatus": 0})).await;
        let native = server.read(text(&invoice["id"])).await;
        assert_eq!(native["number"], invoice["invoiceNumber"]);
        assert_eq!(native["totals"]["total"].to_string(), invoice["total"].to_string());
        assert_eq!(native["links"]["public"], invoice["paymentLink"]);
        assert_eq!(native["due_date"], invoice["dueDate"]);
        let mut body = native_invoice();
        body["discount_type"] = json!("amount");
        body["discount_value"] = json!(10);
        body["items"][0]["description"] = json!("<p>By the <b>hour</b></p>");
        let native = server.post("/invoices?issue=true", &body).await.json(201);
        let shown = got(server, &native).await;
        for (theirs, ours) in [("subTotal", "subtotal"), ("tax", "tax"), ("total", "total"), ("amountDue", "due")] {
            assert_eq!(shown[theirs].to_string(), native["totals"][ours].to_string(), "{theirs}");
        }
        assert_eq!(shown["lineItems"][0]["description"], "Web development\nBy the hour");
        let note = server.act(&format!("/invoices/{}/credit-note", text(&native["id"]))).await.json(201);
        assert_eq!(api(server).get(&format!("/{}", text(&note["id"]))).await.problem(404), "not_found");
        let list = api(server).get("?days=365").await.json(200);
        assert!(list.as_array().unwrap().iter().all(|entry| entry["id"] != note["id"]));
    }

    async fn a_request_is_done_once_and_against_the_revision_that_is_known(server) {
        let once = api(server).with("idempotency-key", "order-1");
        let first = once.post("", &with(json!({"invoiceStatus": 0}))).await.expect(201);
        let again = once.post("", &with(json!({"invoiceStatus": 0}))).await.expect(201);
        assert_eq!((again.header("idempotent-replayed"), again.bytes), (Some("true"), first.bytes.clone()));
        let path = format!("/{}", text(&first.body()["invoiceNumber"]));
        let stale = api(server).with("if-match", "\"99\"");
        assert_eq!(stale.act(&format!("{path}/paid")).await.problem(412), "precondition_failed");
        assert_eq!(stale.delete(&path).await.problem(412), "precondition_failed");
        let fresh = api(server).with("if-match", first.header("etag").unwrap());
        let deleting = fresh.with("idempotency-key", "order-1-delete");
        deleting.delete(&path).await.expect(204);
        assert_eq!(deleting.delete(&path).await.expect(204).header("idempotent-replayed"), Some("true"));
        let dry = api(server).post("?dry_run=true", &with(json!({"invoiceStatus": 0}))).await.expect(200);
        says_the_example(&{ let mut body = dry.body(); body["invoiceStatus"] = json!(5); body });
        assert_eq!(server.count("/invoices").await, 0);
    }

    async fn another_account_has_other_invoices(server) {
        let account = json!({"company": {"name": "Acme Europe"}, "currency": "EUR"});
        let other = server.post("/accounts", &account).await.json(201);
        let there = api(server).with("scope-id", text(&other["id"]));
        let invoice = there.post("", &with(json!({"invoiceStatus": 0, "invoiceDate": days_ago(0)}))).await.json(201);
        there.get(&format!("/{}", text(&invoice["id"]))).await.expect(200);
        for path in [text(&invoice["id"]), text(&invoice["invoiceNumber"])] {
            assert_eq!(api(server).get(&format!("/{path}")).await.problem(404), "not_found");
        }
        assert_eq!(api(server).get("").await.json(200), json!([]));
        assert_eq!(there.get("").await.json(200).as_array().unwrap().len(), 1);
    }

    async fn the_openapi_document_has_every_route(server) {
        let document = server.get("/openapi.json").await.json(200);
        for (path, methods) in [
            ("/api/invoices", &["get", "post"][..]), ("/api/invoices/{id}", &["get", "delete"]), ("/api/invoices/{id}/cancelled", &["post"]),
            ("/api/invoices/{id}/paid", &["post"]), ("/api/invoices/{id}/final", &["post"]),
        ] {
            for method in methods {
                assert_eq!(document["paths"][path][method]["tags"], json!(["JustInvoice"]), "{method} {path}");
            }
        }
        assert_eq!(document["components"]["schemas"]["justinvoice.InvoiceBody"]["example"], example());
    }
}
