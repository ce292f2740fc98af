//! What becomes of an invoice, and what it refuses.

use crate::support::Server;
use crate::support::{Draft, both, decimal, invoice, text};
use serde_json::json;

async fn an_invoice_is_calculated_to_the_cent(server: &mut Server) {
    let draft = server.draft().await;
    let totals = &draft["totals"];
    for (figure, expected) in [
        ("subtotal", "6139.98"),
        ("discount", "0.00"),
        ("charges", "0.00"),
        ("net", "6139.98"),
        ("tax", "544.92"),
        ("gross", "6684.90"),
        ("total", "6684.90"),
        ("paid", "0.00"),
        ("due", "6684.90"),
    ] {
        assert_eq!(totals[figure].to_string(), expected, "{figure} of {totals}");
    }
    assert_eq!(totals["taxes"][0]["base"].to_string(), "6139.98");
    assert_eq!(draft["items"][1]["net"].to_string(), "39.98");
    assert_eq!(draft["status"], "draft");
    assert!(
        draft["number"].is_null()
            && draft["share_token"].is_null()
            && draft["links"]["public"].is_null()
    );
}

async fn a_published_invoice_has_number_link_and_date(server: &mut Server) {
    let draft = server.draft().await;
    let issued = server.invoice_act(&draft, "publish").await.json(200);
    // Its link is given out with that, so it counts as sent.
    assert_eq!(issued["status"], "sent");
    assert!(issued["sent_at"].is_string());
    assert_eq!(issued["id"], draft["id"]);
    let year = &text(&issued["issue_date"])[..4];
    assert_eq!(issued["number"], format!("INV-{year}-0001"));
    assert!(issued["issued_at"].is_string());
    let link = text(&issued["links"]["public"]);
    assert!(
        link.starts_with(server.base()) && link.ends_with(text(&issued["share_token"])),
        "{link}"
    );
    assert_eq!(server.read(text(&issued["id"])).await, issued);
    assert_eq!(server.invoice_act(&issued, "publish").await.problem(409), "invalid_transition");
}

async fn status_open_or_issue_true_issues_at_once(server: &mut Server) {
    let mut body = invoice();
    body["status"] = json!("open");
    let open = server.post("/invoices", &body).await.json(201);
    assert_eq!(open["status"], "open");
    assert_eq!(server.issued().await["status"], "open");
}

async fn a_create_says_where_the_invoice_is(server: &mut Server) {
    let reply = server.post("/invoices", &invoice()).await.expect(201);
    let location = reply.header("location").unwrap();
    let path = location.split_once("/api/v1").unwrap().1;
    assert_eq!(server.get(path).await.json(200), reply.body());
}

async fn an_unpublished_invoice_keeps_its_number(server: &mut Server) {
    let issued = server.issued().await;
    let draft = server.invoice_act(&issued, "unpublish").await.json(200);
    assert_eq!(draft["status"], "draft");
    assert_eq!(draft["number"], issued["number"]);
    assert!(draft["share_token"].is_null());
    let other = server.issued().await;
    assert_ne!(other["number"], issued["number"]);
    let path = format!("/invoices/{}", text(&issued["id"]));
    server.patch(&path, &json!({"notes": "corrected"})).await.expect(200);
    let taken = server.patch(&path, &json!({"number": "X-1"})).await;
    assert_eq!(taken.faults(), ["/number"]);
    let again = server.invoice_act(&issued, "publish").await.json(200);
    assert_eq!(again["number"], issued["number"]);
    assert_eq!(again["notes"], "corrected");
    assert_ne!(again["share_token"], issued["share_token"]);
}

async fn an_issued_invoice_is_not_edited(server: &mut Server) {
    let issued = server.issued().await;
    let path = format!("/invoices/{}", text(&issued["id"]));
    server.patch(&path, &json!({"notes": "changed"})).await.expect(409);
    server.put(&path, &invoice()).await.expect(409);
    assert_eq!(server.delete(&path).await.problem(409), "invalid_transition");
    assert_eq!(server.read(text(&issued["id"])).await, issued);
}

async fn what_was_read_can_be_put_back_unchanged(server: &mut Server) {
    let draft = server.made(json!({"tags": ["a", "b"], "metadata": {"x": [1, {"y": 2.50}]}, "discount_type": "percentage",
        "discount_value": 10, "extra_charges": {"type": "amount", "value": 12.5, "name": "Freight"}}), false).await;
    let path = format!("/invoices/{}", text(&draft["id"]));
    assert_eq!(server.put(&path, &draft).await.json(200), draft);
    assert_eq!(server.patch(&path, &json!({})).await.json(200), draft);
}

async fn a_patch_changes_only_what_it_names(server: &mut Server) {
    let draft = server.made(json!({"notes": "old", "metadata": {"a": 1, "b": 2}}), false).await;
    let path = format!("/invoices/{}", text(&draft["id"]));
    let changes = json!({"notes": null, "metadata": {"b": null, "c": 3}, "purchase_order": "PO-1"});
    let after = server.patch(&path, &changes).await.json(200);
    assert!(after["notes"].is_null());
    assert_eq!(after["metadata"], json!({"a": 1, "c": 3}));
    assert_eq!(after["purchase_order"], "PO-1");
    assert_eq!(after["items"], draft["items"]);
    assert_eq!(after["revision"], 2);
}

async fn a_void_invoice_keeps_number_and_totals(server: &mut Server) {
    let issued = server.issued().await;
    let void = server.invoice_act(&issued, "void").await.json(200);
    assert_eq!(void["status"], "voided");
    assert_eq!(void["number"], issued["number"]);
    assert_eq!(void["totals"]["total"], issued["totals"]["total"]);
    for action in ["void", "publish", "unpublish", "mark-paid", "mark-sent", "credit-note"] {
        assert_eq!(
            server.invoice_act(&issued, action).await.problem(409),
            "invalid_transition",
            "{action}"
        );
    }
}

async fn a_draft_is_not_voided(server: &mut Server) {
    let draft = server.draft().await;
    let reply = server.invoice_act(&draft, "void").await;
    assert_eq!(reply.problem(409), "invalid_transition");
    assert!(text(&reply.body()["detail"]).contains("publish"), "{reply}");
}

async fn mark_sent_issues_a_draft(server: &mut Server) {
    let draft = server.draft().await;
    let sent = server.invoice_act(&draft, "mark-sent").await.json(200);
    assert_eq!(sent["status"], "sent");
    assert!(sent["number"].is_string() && sent["sent_at"].is_string());
}

async fn send_needs_a_mail_server(server: &mut Server) {
    let draft = server.draft().await;
    let path = format!("/invoices/{}/send", text(&draft["id"]));
    let reply = server.post(&path, &json!({"to": ["a@b.example"]})).await;
    assert_eq!(reply.problem(409), "smtp_not_configured");
    assert_eq!(server.read(text(&draft["id"])).await, draft);
}

async fn a_duplicate_is_a_fresh_draft(server: &mut Server) {
    let issued = server.made(json!({"issue_date": "2026-01-15", "notes": "n", "external_source": "shop", "external_source_id": "1"}), true).await;
    let copy = server.invoice_act(&issued, "duplicate").await.json(201);
    assert_eq!(copy["status"], "draft");
    assert_ne!(copy["id"], issued["id"]);
    assert!(copy["number"].is_null() && copy["external_source_id"].is_null());
    assert_ne!(copy["issue_date"], "2026-01-15");
    assert_eq!(copy["totals"]["total"], issued["totals"]["total"]);
    assert_eq!(copy["notes"], "n");
    assert_ne!(copy["items"][0]["id"], issued["items"][0]["id"]);
}

async fn an_overdue_invoice_says_so(server: &mut Server) {
    let late =
        server.made(json!({"issue_date": "2020-01-01", "payment_terms": "Net 30"}), true).await;
    assert_eq!(late["due_date"], "2020-01-31");
    assert_eq!(late["status"], "overdue");
    let paid = server.invoice_act(&late, "mark-paid").await.json(200);
    assert_eq!(paid["status"], "paid");
}

async fn a_number_of_the_clients_own_is_kept_and_never_drawn(server: &mut Server) {
    let year = server.get("/invoices/next-number").await.json(200);
    let next = text(&year["next_number"]).to_owned();
    let own = server.made(json!({"number": next}), true).await;
    assert_eq!(own["number"], next.as_str());
    let drawn = server.issued().await;
    assert_eq!(text(&drawn["number"]), next.replace("0001", "0002"));
    let taken = server
        .post("/invoices", &{
            let mut body = invoice();
            body["number"] = json!(next);
            body
        })
        .await;
    assert_eq!(taken.problem(409), "number_taken");
}

async fn next_number_only_shows(server: &mut Server) {
    let first = server.get("/invoices/next-number").await.json(200);
    assert_eq!(server.get("/invoices/next-number").await.json(200), first);
    assert_eq!(server.issued().await["number"], first["next_number"]);
    let note = server.get("/invoices/next-number?type=credit_note").await.json(200);
    assert!(text(&note["next_number"]).starts_with("CN-"));
}

async fn the_calculation_can_be_checked_by_hand(server: &mut Server) {
    let draft =
        server.made(json!({"discount_type": "percentage", "discount_value": "3.3"}), false).await;
    let explained =
        server.get(&format!("/invoices/{}?explain=true", text(&draft["id"]))).await.json(200);
    let steps = explained["calculation"].as_array().unwrap();
    assert!(
        steps
            .iter()
            .any(|step| step["rule"] == "discount"
                && decimal(&step["rounded"]).to_string() == "202.62"),
        "{explained}"
    );
    assert!(steps.iter().any(|step| step["rule"] == "tax"));
}

async fn a_yen_has_no_decimals_and_a_dinar_three(server: &mut Server) {
    let items = |price: &str| json!([{"name": "x", "unit_price": price}]);
    let yen =
        server.made(json!({"currency": "JPY", "taxes": [], "items": items("150")}), false).await;
    assert_eq!(yen["totals"]["total"].to_string(), "150");
    let dinar =
        server.made(json!({"currency": "KWD", "taxes": [], "items": items("1.2345")}), false).await;
    assert_eq!(dinar["totals"]["total"].to_string(), "1.235");
}

async fn prices_that_include_tax_do_not_move(server: &mut Server) {
    let made = server
        .made(
            json!({"tax_included": true, "taxes": [{"name": "VAT", "value": 19}],
        "items": [{"name": "x", "unit_price": "119.00"}]}),
            false,
        )
        .await;
    assert_eq!(made["totals"]["net"].to_string(), "100.00");
    assert_eq!(made["totals"]["tax"].to_string(), "19.00");
    assert_eq!(made["totals"]["total"].to_string(), "119.00");
}

async fn the_sum_of_the_lines_is_the_subtotal(server: &mut Server) {
    let items: Vec<_> = (1..=50).map(|n| json!({"name": format!("line {n}"), "quantity": format!("{n}.333"), "unit_price": "0.37"})).collect();
    let made = server
        .made(
            json!({"items": items, "discount_type": "percentage", "discount_value": "7.77"}),
            false,
        )
        .await;
    let nets: rust_decimal::Decimal =
        made["items"].as_array().unwrap().iter().map(|item| decimal(&item["net"])).sum();
    assert_eq!(nets, decimal(&made["totals"]["subtotal"]));
    let (net, tax) = (decimal(&made["totals"]["net"]), decimal(&made["totals"]["tax"]));
    assert_eq!(net + tax, decimal(&made["totals"]["gross"]));
}

async fn an_external_id_is_used_once(server: &mut Server) {
    let changes = json!({"external_source": "shop", "external_source_id": "order-1"});
    server.made(changes.clone(), false).await;
    let mut body = invoice();
    for (key, value) in changes.as_object().unwrap() {
        body[key] = value.clone();
    }
    assert_eq!(server.post("/invoices", &body).await.problem(409), "duplicate");
}

both! {
    an_invoice_is_calculated_to_the_cent,
    a_published_invoice_has_number_link_and_date,
    status_open_or_issue_true_issues_at_once,
    a_create_says_where_the_invoice_is,
    an_unpublished_invoice_keeps_its_number,
    an_issued_invoice_is_not_edited,
    what_was_read_can_be_put_back_unchanged,
    a_patch_changes_only_what_it_names,
    a_void_invoice_keeps_number_and_totals,
    a_draft_is_not_voided,
    mark_sent_issues_a_draft,
    send_needs_a_mail_server,
    a_duplicate_is_a_fresh_draft,
    an_overdue_invoice_says_so,
    a_number_of_the_clients_own_is_kept_and_never_drawn,
    next_number_only_shows,
    the_calculation_can_be_checked_by_hand,
    a_yen_has_no_decimals_and_a_dinar_three,
    prices_that_include_tax_do_not_move,
    the_sum_of_the_lines_is_the_subtotal,
    an_external_id_is_used_once,
}
