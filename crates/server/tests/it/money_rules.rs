//! Rules of money that bills of everyday life need: prices that include tax, withholdings, lines of text and what is
//! taken off, and numbers that are too large.

use crate::support::Clock;
use crate::support::Server;
use crate::support::{Api, both, both_at, eventually, text};
use serde_json::{Value, json};

fn body(fields: Value) -> Value {
    let mut body = json!({"customer": {"company": "K"}, "currency": "EUR"});
    body.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
    body
}

async fn issued(api: &Api, fields: Value) -> Value {
    api.post("/invoices?issue=true", &body(fields)).await.json(201)
}

fn vat(rate: u8) -> Value {
    json!([{"name": "VAT", "value": rate}])
}

/// A line of 119.00 that includes 19 %, and one of 107.00 that includes 7 %.
fn both_rates() -> Value {
    json!([
        {"name": "a", "unit_price": 119, "taxes": vat(19)},
        {"name": "b", "unit_price": 107, "taxes": vat(7)},
    ])
}

fn figures(invoice: &Value, names: &[&str]) -> Vec<String> {
    names.iter().map(|name| invoice["totals"][name].to_string()).collect()
}

async fn credit(api: &Api, invoice: &Value, lines: Value) -> Value {
    let path = format!("/invoices/{}/credit-note", text(&invoice["id"]));
    api.post(&path, &lines).await.json(201)
}

async fn a_discount_on_prices_that_include_tax_is_what_the_customer_pays_less(server: &mut Server) {
    let one = json!([{"name": "a", "unit_price": 119, "taxes": vat(19)}]);
    let gross = ["gross_subtotal", "gross_discount", "gross_charges", "net", "tax", "total"];
    for (fields, expected) in [
        (
            json!({"items": one, "discount_type": "amount", "discount_value": 10}),
            ["119.00", "10.00", "0.00", "91.60", "17.40", "109.00"],
        ),
        (
            json!({"items": one, "extra_charges": {"type": "amount", "value": 15}}),
            ["119.00", "0.00", "15.00", "112.61", "21.39", "134.00"],
        ),
        (
            json!({"items": both_rates(), "discount_type": "amount", "discount_value": "22.60"}),
            ["226.00", "22.60", "0.00", "180.00", "23.40", "203.40"],
        ),
        (
            json!({"items": one, "discount_type": "amount", "discount_value": 119}),
            ["119.00", "119.00", "0.00", "0.00", "0.00", "0.00"],
        ),
    ] {
        let mut fields = fields;
        fields["tax_included"] = json!(true);
        let made = issued(server, fields).await;
        assert_eq!(figures(&made, &gross), expected);
        let note = credit(server, &made, json!({})).await;
        assert_eq!(figures(&note, &gross), expected);
    }
    let plain =
        issued(server, json!({"items": one, "discount_type": "amount", "discount_value": 10}))
            .await;
    assert_eq!(figures(&plain, &gross)[..3], ["null", "null", "null"]);
    assert_eq!(plain["totals"]["total"].to_string(), "129.71");
}

async fn invoiless_takes_a_flat_discount_and_charge_with_tax_from_prices_that_include_it(
    server: &mut Server,
) {
    let api = server.at("/v1");
    let customer = json!({"internalId": "1", "billTo": {"company": "K"}});
    let item =
        json!({"name": "a", "quantity": 1, "price": 119, "taxes": [{"name": "VAT", "value": 19}]});
    for (fields, total, net) in [
        (json!({"discount": {"type": "Flat", "value": 10}}), "109.00", "91.60"),
        (json!({"extraCharges": {"type": "Flat", "value": 15}}), "134.00", "112.61"),
        (json!({"discount": {"type": "Flat", "value": 119}}), "0.00", "0.00"),
    ] {
        let mut body = json!({"customer": customer, "taxIncluded": true, "items": [item]});
        body.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
        let made = api.post("/invoices", &body).await.json(201);
        let shown = api.get(&format!("/invoices/{}", text(&made["id"]))).await.json(200);
        assert_eq!([shown["total"].to_string(), shown["netTotal"].to_string()], [total, net]);
    }
}

async fn the_explanation_says_the_steps_as_they_are_paid(server: &mut Server) {
    let fields = json!({"tax_included": true, "items": both_rates(), "discount_type": "percentage", "discount_value": 10,
        "extra_charges": {"type": "percentage", "value": 5}});
    let made = server.post("/invoices?explain=true", &body(fields)).await.json(201);
    let steps = made["calculation"].as_array().unwrap();
    let told = |rule: &str| -> Vec<String> {
        let its = steps.iter().filter(|step| step["rule"] == rule);
        its.map(|step| step["rounded"].to_string()).collect()
    };
    assert_eq!(told("gross_discount"), ["22.60"]);
    assert_eq!(told("gross_charge"), ["10.17"]);
    assert_eq!(told("net_of_gross"), ["100.00", "90.00", "98.55", "100.00", "90.00"]);
    assert_eq!(told("tax_of_gross").last().unwrap(), "6.30");
}

async fn the_document_shows_what_is_paid_and_then_the_tax_that_it_includes(server: &mut Server) {
    let made = issued(
        server,
        json!({"tax_included": true, "items": [{"name": "a", "unit_price": 100, "taxes": vat(19)}],
        "discount_type": "amount", "discount_value": 10}),
    )
    .await;
    let page =
        server.get(&format!("/invoices/{}/html", text(&made["id"]))).await.expect(200).text();
    let places = [
        "Subtotal",
        "€100.00",
        "Discount",
        "€10.00",
        "Total",
        "€90.00",
        "includes VAT 19% on €75.63",
        "€14.37",
        "Amount due",
    ]
    .map(|words| (words, page.rfind(words)));
    for (words, place) in places {
        assert!(place.is_some(), "{words}: {page}");
    }
    assert!(page.rfind("€90.00") > page.find("includes VAT"), "due after the tax");
    assert!(!page.contains("€84.03"), "no figure without tax");
}

async fn parts_of_a_discounted_invoice_are_credited_as_they_were_paid(server: &mut Server) {
    let made = issued(server, json!({"tax_included": true, "discount_type": "percentage", "discount_value": 10,
        "items": [{"name": "a", "quantity": 3, "unit_price": 10, "taxes": vat(19)}, {"name": "b", "unit_price": 10, "taxes": vat(7)}]})).await;
    let line = &made["items"][0]["id"];
    for _ in 0..2 {
        let note = credit(server, &made, json!({"items": [{"id": line, "quantity": 1}]})).await;
        assert_eq!(
            figures(&note, &["gross_subtotal", "gross_discount", "total"]),
            ["10.00", "1.00", "9.00"]
        );
    }
    let rest = credit(server, &made, json!({})).await;
    assert_eq!(
        figures(&rest, &["gross_subtotal", "gross_discount", "total"]),
        ["20.00", "2.00", "18.00"]
    );
    let after = server.get(&format!("/invoices/{}", text(&made["id"]))).await.json(200);
    assert_eq!(after["totals"]["due"].to_string(), "0.00");
    let report = server.get("/reports/tax").await.json(200);
    for tax in report["by_currency"][0]["taxes"].as_array().unwrap() {
        assert_eq!([tax["base"].to_string(), tax["tax"].to_string()], ["0.00", "0.00"]);
    }
}

async fn a_withholding_is_taken_of_the_net(server: &mut Server) {
    let field = json!([{"name": "IRPF", "type": "percentage", "value": -15, "of": "net"}]);
    let items = json!([{"name": "a", "unit_price": 1000, "taxes": vat(21)}]);
    let made = issued(server, json!({"items": items, "extra_fields": field})).await;
    assert_eq!(
        figures(&made, &["gross", "extra_fields", "total"]),
        ["1210.00", "-150.00", "1060.00"]
    );
    assert_eq!(made["extra_fields"][0]["of"], "net");
    let gross = issued(server, json!({"items": items, "extra_fields": [{"name": "Tip", "type": "percentage", "value": 10}]})).await;
    assert_eq!(figures(&gross, &["extra_fields", "total"]), ["121.00", "1331.00"]);
    assert_eq!(gross["extra_fields"][0]["of"], "gross");
    let note = credit(server, &made, json!({})).await;
    assert_eq!(note["totals"]["total"].to_string(), "1060.00");
    let wrong = server.post("/invoices", &body(json!({"items": items, "extra_fields": [{"name": "x", "type": "amount", "value": 1, "of": "tax"}]}))).await;
    assert_eq!(wrong.faults(), ["/extra_fields/0/of"]);
    // Invoiless cannot say of what: an echo of what it shows changes nothing.
    let draft = server
        .post("/invoices", &body(json!({"items": items, "extra_fields": field})))
        .await
        .json(201);
    let path = format!("/invoices/{}", text(&draft["id"]));
    let shown = server.at("/v1").get(&path).await.json(200);
    server.at("/v1").patch(&path, &json!({"extraFields": shown["extraFields"]})).await.expect(200);
    assert_eq!(server.get(&path).await.json(200)["totals"]["total"].to_string(), "1060.00");
}

async fn text_fees_alone_and_what_is_taken_off_are_lines(server: &mut Server) {
    let items = json!([
        {"name": "Work", "quantity": 2, "unit_price": 50, "taxes": vat(19)},
        {"name": "As we agreed on the phone", "quantity": 0, "unit_price": 0},
        {"name": "Call-out", "quantity": 0, "unit_price": 0, "flat_fee": 20, "taxes": vat(19)},
        {"name": "Voucher", "quantity": 1, "unit_price": -30, "taxes": vat(19)},
    ]);
    let made = issued(server, json!({"items": items})).await;
    let nets: Vec<String> =
        made["items"].as_array().unwrap().iter().map(|item| item["net"].to_string()).collect();
    assert_eq!(nets, ["100.00", "0.00", "20.00", "-30.00"]);
    assert_eq!(figures(&made, &["net", "tax", "total"]), ["90.00", "17.10", "107.10"]);
    let page =
        server.get(&format!("/invoices/{}/html", text(&made["id"]))).await.expect(200).text();
    let (begin, end) = (page.find("As we agreed").unwrap(), page.find("Call-out").unwrap());
    assert!(
        !page[begin..end].contains("0.00"),
        "a line of text has no figures: {}",
        &page[begin..end]
    );
    let fee = credit(server, &made, json!({"items": [{"id": made["items"][2]["id"]}]})).await;
    assert_eq!(fee["totals"]["total"].to_string(), "23.80");
    let again = server
        .post(
            &format!("/invoices/{}/credit-note", text(&made["id"])),
            &json!({"items": [{"id": made["items"][2]["id"]}]}),
        )
        .await;
    assert_eq!(again.faults(), ["/items/0/quantity"]);
    let rest = credit(server, &made, json!({})).await;
    assert_eq!(rest["totals"]["total"].to_string(), "83.30");
    let nothing =
        server.post(&format!("/invoices/{}/credit-note", text(&made["id"])), &json!({})).await;
    assert_eq!(nothing.problem(409), "credit_above_invoice");
    let below =
        server.post("/invoices", &body(json!({"items": [{"name": "x", "unit_price": -1}]}))).await;
    assert_eq!(below.faults(), ["/items"]);
    let invoiless = json!({"customer": {"internalId": "1", "billTo": {"company": "K"}}, "items": [{"name": "x", "quantity": 0, "price": -1}]});
    assert_eq!(
        server.at("/v1").post("/invoices", &invoiless).await.faults(),
        ["/items/0/quantity", "/items/0/price"]
    );
    // What the native API takes, Invoiless keeps as it is.
    let draft = server.post("/invoices", &body(json!({"items": items}))).await.json(201);
    let path = format!("/invoices/{}", text(&draft["id"]));
    let shown = server.at("/v1").get(&path).await.json(200);
    server.at("/v1").patch(&path, &json!({"items": shown["items"]})).await.expect(200);
    assert_eq!(server.get(&path).await.json(200)["totals"], draft["totals"]);
    let justinvoice = json!({"customerEmail": "a@b.example", "lineItems": [{"description": "x", "quantity": 0, "unitPrice": -1}]});
    assert_eq!(
        server.at("/api").post("/invoices", &justinvoice).await.faults(),
        ["/lineItems/0/quantity", "/lineItems/0/unitPrice"]
    );
}

async fn what_was_calculated_by_the_rules_of_before_stays_until_it_is_issued_anew(
    server: &mut Server,
) {
    let fields = json!({"tax_included": true, "items": [{"name": "a", "unit_price": 119, "taxes": vat(19)}],
        "discount_type": "percentage", "discount_value": 10});
    let made = server.post("/invoices", &body(fields)).await.json(201);
    let path = format!("/invoices/{}", text(&made["id"]));
    assert_eq!(figures(&made, &["gross_discount", "total"]), ["11.90", "107.10"]);
    // As it was kept before the rules had a number: by both, this invoice comes to the same total.
    let forget = match server.database.url() {
        None => "update invoice set totals = json_remove(totals, '$.rules', '$.inclusive')",
        Some(_) => "update invoice set totals = totals - 'rules' - 'inclusive'",
    };
    server.database.execute(&server.data(), forget).await;
    let before = server.get(&path).await.json(200);
    assert_eq!(
        figures(&before, &["discount", "gross_discount", "total"]),
        ["10.00", "null", "107.10"]
    );
    let verified = server.command(&["verify"]);
    assert!(verified.status.success(), "{verified:?}");
    let page = server.get(&format!("{path}/html")).await.expect(200).text();
    assert!(page.contains("Subtotal without tax") && !page.contains("includes VAT"), "{page}");
    let explained = server.get(&format!("{path}?explain=true")).await.json(200);
    let rules: Vec<&str> = explained["calculation"]
        .as_array()
        .unwrap()
        .iter()
        .map(|step| text(&step["rule"]))
        .collect();
    assert_eq!(rules, ["line_gross", "net_of_gross", "discount", "tax"]);
    let issued = server.act(&format!("{path}/publish")).await.json(200);
    assert_eq!(figures(&issued, &["gross_discount", "total"]), ["11.90", "107.10"]);
}

async fn payments_beyond_the_largest_amount_are_refused(server: &mut Server) {
    server.patch("/settings", &json!({"allow_overpayment": true})).await.expect(200);
    let made =
        issued(server, json!({"currency": "KWD", "items": [{"name": "x", "unit_price": 1}]})).await;
    let path = format!("/invoices/{}/payments", text(&made["id"]));
    let most = json!({"amount": "999999999999999.999"});
    let first = server.post(&path, &most).await.json(201);
    for _ in 0..10 {
        assert_eq!(server.post(&path, &most).await.faults(), ["/amount"]);
    }
    let justpaid = json!({"invoice": made["id"], "amount": "999999999999999.999"});
    let refused = server.at("/api/v1").post("/payment/invoice_payment/create", &justpaid).await;
    assert_eq!(refused.faults(), ["/amount"]);
    let invoiless = server
        .at("/v1")
        .post(&path, &json!({"amount": "999999999999999.999", "method": "Cash"}))
        .await;
    assert_eq!(invoiless.faults(), ["/amount"]);
    let after = server.get(&format!("/invoices/{}", text(&made["id"]))).await.json(200);
    assert_eq!(after["totals"]["due"].to_string(), "-999999999999998.999");
    server.delete(&format!("{path}/{}", text(&first["id"]))).await.expect(204);
    server.post(&path, &most).await.expect(201);
}

async fn rates_at_which_a_report_has_too_many_digits_are_refused(server: &mut Server) {
    issued(server, json!({"currency": "KWD", "issue_date": "2026-01-02", "items": [{"name": "x", "unit_price": "999999999999999"}]})).await;
    for report in ["summary", "aging", "tax", "revenue"] {
        let reply = server.get(&format!("/reports/{report}?rates=KWD:999999999999999")).await;
        if report == "tax" {
            // Nothing of it is taxed.
            reply.expect(200);
            continue;
        }
        assert_eq!(reply.faults(), ["rates"], "{report}");
        server.get(&format!("/reports/{report}?rates=KWD:3.25")).await.expect(200);
    }
}

async fn lines_that_cancel_out_stay_within_the_largest_amount(server: &mut Server) {
    let sale = json!({"name": "x", "unit_price": "999999999999999"});
    let back = json!({"name": "y", "quantity": -1, "unit_price": "999999999999999"});
    let items: Vec<Value> =
        (0..20).map(|at| if at % 2 == 0 { sale.clone() } else { back.clone() }).collect();
    let refused = server.post("/invoices", &body(json!({"currency": "KWD", "items": items}))).await;
    assert_eq!(refused.faults(), ["/items"]);
}

both! {
    a_discount_on_prices_that_include_tax_is_what_the_customer_pays_less,
    invoiless_takes_a_flat_discount_and_charge_with_tax_from_prices_that_include_it,
    the_explanation_says_the_steps_as_they_are_paid,
    the_document_shows_what_is_paid_and_then_the_tax_that_it_includes,
    parts_of_a_discounted_invoice_are_credited_as_they_were_paid,
    a_withholding_is_taken_of_the_net,
    text_fees_alone_and_what_is_taken_off_are_lines,
    what_was_calculated_by_the_rules_of_before_stays_until_it_is_issued_anew,
    payments_beyond_the_largest_amount_are_refused,
    rates_at_which_a_report_has_too_many_digits_are_refused,
    lines_that_cancel_out_stay_within_the_largest_amount,
}

async fn the_largest_late_fee_is_charged_day_after_day(server: &mut Server, clock: &Clock) {
    let terms = json!({"enabled": true, "type": "amount", "value": "900000000000000", "currency": "KWD", "every": "day"});
    server.put("/settings/late-fees", &terms).await.expect(200);
    let late = issued(server, json!({"currency": "KWD", "issue_date": "2027-06-01", "due_date": "2027-06-05", "items": [{"name": "x", "unit_price": 1}]})).await;
    clock.set("2027-06-20 12:00:00");
    let fees = eventually("fifteen fees", async || {
        let fees =
            server.get(&format!("/invoices/{}/late-fees", text(&late["id"]))).await.json(200);
        let fees = fees["data"].as_array().unwrap().clone();
        (fees.len() >= 15).then_some(fees)
    })
    .await;
    for fee in fees {
        assert_eq!(fee["amount"].to_string(), "900000000000000.000");
    }
}

both_at! {
    the_largest_late_fee_is_charged_day_after_day = "2027-06-05 12:00:00",
}
