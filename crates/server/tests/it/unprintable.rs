//! What no font has: a draft is warned of it, and issuing is refused before a number is drawn.

use crate::support::{Draft, Server, both, text};
use serde_json::{Value, json};

/// A character that no font has, as it is none.
const ODD: char = '\u{10ffff}';

fn odd() -> String {
    format!("A{ODD}B")
}

fn line() -> Value {
    json!([{"name": odd(), "quantity": 1, "unit_price": 10}])
}

/// Where a reply warns of what cannot be printed.
fn warned(reply: &Value) -> Vec<&str> {
    let warnings = reply["warnings"].as_array().expect("a reply has warnings").iter();
    let ours = warnings.filter(|warning| warning["code"] == "unprintable");
    ours.map(|warning| text(&warning["pointer"])).collect()
}

/// Where a refusal says that something cannot be printed.
fn refused(problem: &Value) -> Vec<&str> {
    let errors = problem["errors"].as_array().expect("a problem has errors").iter();
    let at = |error: &Value| {
        assert_eq!(error["code"], "unprintable", "{problem}");
        let detail = error.to_string();
        assert!(detail.contains("U+10FFFF") && detail.contains("NET30_FONTS"), "{detail}");
    };
    errors.inspect(|error| at(error)).map(|error| text(&error["pointer"])).collect()
}

async fn next(server: &Server) -> Value {
    server.get("/invoices/next-number").await.json(200)["next_number"].clone()
}

async fn a_draft_is_warned_of_and_not_issued(server: &mut Server) {
    let number = next(server).await;
    let body = json!({
        "customer": {"company": odd(), "address": {"city": odd()}, "contact_name": "Eve"},
        "notes": format!("<p>Thanks <b>{ODD}</b></p>"),
        "metadata": {"never": odd()},
        "tags": ["printed"],
        "items": [{"name": "x", "unit_price": 10}, {"name": odd(), "unit": odd(), "unit_price": 1}],
    });
    let places =
        ["/notes", "/items/1/name", "/items/1/unit", "/customer/company", "/customer/address/city"];
    let draft = server.post("/invoices", &body).await.json(201);
    assert_eq!(warned(&draft), places);
    assert_eq!(warned(&server.read(text(&draft["id"])).await), places);
    let list = server.get("/invoices").await.json(200);
    assert_eq!(warned(&list["data"][0]), places, "{list}");
    for act in ["publish", "publish?dry_run=true", "mark-sent", "mark-paid"] {
        let problem = server.invoice_act(&draft, act).await.json(422);
        assert_eq!(refused(&problem), places, "{act}");
    }
    assert_eq!(refused(&server.post("/invoices?issue=true", &body).await.json(422)), places);
    assert_eq!(server.count("/invoices").await, 1);
    assert_eq!(next(server).await, number);
    let mended = json!({"notes": "Thanks", "items": [{"name": "x", "unit_price": 10}], "customer": {"company": "AB"}});
    let path = format!("/invoices/{}", text(&draft["id"]));
    let mended = server.patch(&path, &mended).await.json(200);
    assert_eq!(warned(&mended), [""; 0]);
    let issued = server.invoice_act(&draft, "publish").await.json(200);
    assert_eq!(issued["number"], number);
    assert_eq!(warned(&issued), [""; 0]);
}

async fn what_every_document_prints_counts_too(server: &mut Server) {
    let draft = server.draft().await;
    let refuses = async |server: &Server| {
        let problem = server.invoice_act(&draft, "publish").await.json(422);
        refused(&problem).iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    let company = |name: &str| json!({"company": {"name": name}});
    server.patch("/settings", &company(&odd())).await.expect(200);
    assert_eq!(refuses(server).await, ["/settings/company/name"]);
    server.patch("/settings", &company("Acme")).await.expect(200);
    let numbering = |pattern: &str| json!({"numbering": {"invoice": pattern}});
    server.patch("/settings", &numbering(&format!("{ODD}-{{SEQ:4}}"))).await.expect(200);
    assert_eq!(refuses(server).await, ["/settings/numbering"]);
    server.patch("/settings", &numbering("N-{SEQ:4}")).await.expect(200);
    let template = json!({"name": "Own", "layout": "classic", "footer": odd()});
    let template = server.post("/templates", &template).await.json(201);
    let path = format!("/invoices/{}", text(&draft["id"]));
    server.patch(&path, &json!({"template_id": template["id"]})).await.expect(200);
    assert_eq!(refuses(server).await, ["/template/footer"]);
    server.patch(&path, &json!({"template_id": null})).await.expect(200);
    server.invoice_act(&draft, "publish").await.expect(200);
}

async fn every_api_refuses_in_its_own_words(server: &mut Server) {
    let number = next(server).await;
    let company = json!({"company": "Globex", "email": "a@globex.example"});
    let customer = server.post("/customers", &company).await.json(201);
    let justinvoice = server.at("/api").post("/invoices", &json!({
        "customerEmail": "a@globex.example", "lineItems": [{"description": odd(), "quantity": 1, "unitPrice": 9}],
    })).await;
    let justpaid = server.post("/invoice/create", &json!({
        "customer": customer["id"], "invoice_status": "ready-to-send", "line_items": [{"name": odd(), "quantity": 1, "unit_price": 9}],
    })).await;
    let invoiless = server.at("/v1").post("/invoices", &json!({
        "customer": customer["id"], "status": "Pending", "items": [{"name": odd(), "quantity": 1, "price": 9}],
    })).await;
    for (reply, pointer) in [
        (justinvoice, "/lineItems/0/description"),
        (justpaid, "/line_items/0/name"),
        (invoiless, "/items/0/name"),
    ] {
        let said = String::from_utf8_lossy(&reply.bytes).into_owned();
        assert_eq!(reply.status, 422, "{said}");
        assert!(said.contains(pointer) && said.contains("U+10FFFF"), "{pointer}: {said}");
    }
    assert_eq!(server.count("/invoices").await, 0);
    assert_eq!(next(server).await, number);
}

async fn a_recurring_invoice_says_why_it_made_none(server: &mut Server) {
    let made = server
        .post(
            "/recurring-invoices",
            &json!({
                "name": "Hosting",
                "mode": "issue",
                "invoice": {"customer": {"company": "Globex"}, "currency": "EUR", "items": line()},
                "schedule": {"unit": "month", "start_date": "2999-06-10"},
            }),
        )
        .await
        .json(201);
    let act = format!("/recurring-invoices/{}/generate-now", text(&made["id"]));
    assert_eq!(refused(&server.act(&act).await.json(422)), ["/items/0/name"]);
    assert_eq!(server.count("/invoices").await, 0);
}

async fn what_was_issued_before_is_printed_and_credited(server: &mut Server) {
    let issued = server.issued().await;
    // As a version without this rule left it.
    let statement = format!("update line set name = '{}'", odd());
    server.books_are_broken();
    server.database.execute(&server.data(), &statement).await;
    assert_eq!(warned(&server.read(text(&issued["id"])).await), [""; 0]);
    let says = server.get(&format!("/invoices/{}/pdf", text(&issued["id"]))).await.expect(200);
    assert!(crate::documents::pdf_text(&says.bytes).contains("A\u{fffd}B"));
    let note = server.invoice_act(&issued, "credit-note").await.json(201);
    let note = if note["status"] == "draft" {
        server.invoice_act(&note, "publish").await.json(200)
    } else {
        note
    };
    assert!(note["number"].is_string(), "{note}");
    // Taken back to draft, it can be mended, and must be.
    let other = server.issued().await;
    server.database.execute(&server.data(), &statement).await;
    server.invoice_act(&other, "unpublish").await.expect(200);
    let problem = server.invoice_act(&other, "publish").await.json(422);
    assert_eq!(refused(&problem)[0], "/items/0/name");
}

both! {
    a_draft_is_warned_of_and_not_issued,
    what_every_document_prints_counts_too,
    every_api_refuses_in_its_own_words,
    a_recurring_invoice_says_why_it_made_none,
    what_was_issued_before_is_printed_and_credited,
}
