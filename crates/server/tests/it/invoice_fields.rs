//! What electronic invoices need of a document: said by POST, changed by PATCH, kept by recurring invoices, calculated,
//! issued, and credited.

use crate::support::Server;
use crate::support::{Draft as _, both, text};
use serde_json::{Value, json};

/// Each field of an invoice, with what it is changed to.
fn fields() -> Vec<(&'static str, Value)> {
    let address = json!({
        "line1": "1 Dock", "line2": "Gate 2", "line3": "Hall 3", "city": "Hamburg", "region": null, "postal_code": "20457",
        "country": "DE",
    });
    let bank = json!({
        "holder": "Acme", "iban": "DE02120300000000202051", "account_number": null, "routing_number": null,
        "sort_code": null, "bsb": null, "institution_number": null, "transit_number": null, "ifsc": null,
        "bank_code": null, "branch_code": null, "bic": "BYLADEM1001", "bank_name": null,
    });
    vec![
        (
            "preceding_documents",
            json!([{"number": "INV-1", "issue_date": "2025-12-01"}, {"number": "INV-2", "issue_date": null}]),
        ),
        ("deliver_to", json!({"name": "Warehouse", "address": address})),
        ("delivery_date", json!("2026-01-05")),
        (
            "payment_means",
            json!({
                "code": "59", "reference": "RF18539007547034", "bank": bank,
                "direct_debit": {"mandate": "M-1", "creditor_id": "DE98ZZZ09999999999", "debited_iban": "DE02120300000000202051"},
                "card": {"last_figures": "4242", "holder": "Jane Doe"},
            }),
        ),
        ("discount_code", json!("95")),
    ]
}

/// Each field of an item.
fn item_fields() -> Vec<(&'static str, Value)> {
    vec![
        ("unit_code", json!("HUR")),
        ("note", json!("a note")),
        ("order_line", json!("3")),
        ("seller_item_id", json!("S-1")),
        ("buyer_item_id", json!("B-1")),
        ("standard_item_id", json!({"scheme": "0160", "id": "4012345000009"})),
        ("classifications", json!([{"scheme": "STI", "version": "2008", "code": "72000000"}])),
        ("origin_country", json!("BE")),
        ("discount_code", json!("64")),
    ]
}

/// 100.00 at 19 % and 200.00 at 7 %.
fn two_rates() -> Value {
    let item = |name: &str, price: i64, rate: i64| {
        json!({
            "name": name, "unit": "hour", "quantity": 10, "unit_price": price, "discount_type": "percentage",
            "discount_value": 0, "taxes": [{"name": "VAT", "value": rate}],
        })
    };
    json!({
        "customer": {"company": "Globex"}, "currency": "EUR", "issue_date": "2026-01-05", "discount_type": "amount",
        "discount_value": 0, "items": [item("a", 10, 19), item("b", 20, 7)],
    })
}

/// Ten off everything, five off what bears 19 %, 3 % on top at 19 %, and one for a parcel at 7 %.
fn with_allowances() -> Value {
    let mut body = two_rates();
    let tax = |value: i64| json!({"value": value, "category": "S"});
    body["allowances"] = json!([
        {"type": "amount", "value": 30, "reason": "Loyalty"},
        {"type": "amount", "value": 5, "reason": "Bonus", "reason_code": "95", "tax": tax(19)},
    ]);
    body["charges"] = json!([
        {"type": "percentage", "value": 3, "reason": "Fuel", "reason_code": "ABK", "tax": tax(19)},
        {"type": "amount", "value": 1, "reason_code": "FC", "tax": tax(7)},
    ]);
    body
}

fn figures(totals: &Value, names: &[&str]) -> Vec<String> {
    names.iter().map(|name| totals[name].to_string()).collect()
}

fn amounts(each: &Value) -> Vec<String> {
    each.as_array().unwrap().iter().map(|one| one["amount"].to_string()).collect()
}

const SUMS: [&str; 6] = ["subtotal", "discount", "charges", "net", "tax", "total"];

async fn each_field_is_changed_and_cleared_by_a_patch(server: &mut Server) {
    let made = server.post("/invoices", &two_rates()).await.json(201);
    let path = format!("/invoices/{}", text(&made["id"]));
    for (field, value) in fields() {
        let changed = server.patch(&path, &json!({field: value})).await.json(200);
        assert_eq!(changed[field], value, "{field}");
        assert_eq!(server.get(&path).await.json(200)[field], value, "{field}");
    }
    let whole = server.get(&path).await.json(200);
    assert_eq!(
        server.put(&path, &whole).await.json(200)["revision"],
        whole["revision"],
        "what was read changes nothing"
    );
    let mut items = whole["items"].clone();
    for (field, value) in item_fields() {
        items[0][field] = value.clone();
        let changed = server.patch(&path, &json!({"items": items})).await.json(200);
        assert_eq!(changed["items"][0][field], value, "{field}");
        items = changed["items"].clone();
    }
    let without = json!({"payment_means": {"card": null, "bank": {"bic": null}}});
    let changed = server.patch(&path, &without).await.json(200);
    assert_eq!(
        (&changed["payment_means"]["card"], &changed["payment_means"]["bank"]["bic"]),
        (&json!(null), &json!(null))
    );
    assert_eq!(changed["payment_means"]["reference"], "RF18539007547034");
    for field in ["deliver_to", "payment_means", "delivery_date"] {
        assert_eq!(
            server.patch(&path, &json!({field: null})).await.json(200)[field],
            json!(null),
            "{field}"
        );
    }
    let issued = server.post(&format!("{path}/publish"), &json!({})).await.json(200);
    assert_eq!(issued["items"][0]["standard_item_id"]["id"], "4012345000009");
}

async fn a_recurring_invoice_makes_invoices_with_each_field(server: &mut Server) {
    let mut body = with_allowances();
    body.as_object_mut().unwrap().remove("issue_date");
    for (field, value) in fields().into_iter().filter(|(field, _)| *field != "delivery_date") {
        body[field] = value;
    }
    for (field, value) in item_fields() {
        body["items"][0][field] = value;
    }
    let schedule = json!({"unit": "month", "start_date": "2026-01-31"});
    let recurring = json!({"invoice": body, "schedule": schedule, "mode": "draft"});
    let made = server.post("/recurring-invoices", &recurring).await.json(201);
    let generate = format!("/recurring-invoices/{}/generate-now", text(&made["id"]));
    let invoice = server.post(&generate, &json!({})).await.json(201);
    for (field, value) in fields().into_iter().filter(|(field, _)| *field != "delivery_date") {
        assert_eq!(invoice[field], value, "{field}");
    }
    for (field, value) in item_fields() {
        assert_eq!(invoice["items"][0][field], value, "{field}");
    }
    assert_eq!(invoice["allowances"].as_array().unwrap().len(), 2);
    assert_eq!(invoice["charges"][0]["reason"], "Fuel");
}

async fn allowances_and_charges_change_the_base_of_their_own_tax(server: &mut Server) {
    let invoice = server.post("/invoices?issue=true", &with_allowances()).await.json(201);
    let totals = &invoice["totals"];
    // 19 %: 100 - 10 - 5 + 7.95; 7 %: 200 - 20 + 1; the percentage is of 300 - 30 - 5.
    assert_eq!(figures(totals, &SUMS), ["300.00", "35.00", "8.95", "273.95", "30.33", "304.28"]);
    let bases: Vec<String> =
        totals["taxes"].as_array().unwrap().iter().map(|tax| tax["base"].to_string()).collect();
    assert_eq!(bases, ["92.95", "181.00"]);
    assert_eq!(amounts(&totals["each_allowance"]), ["30.00", "5.00"]);
    assert_eq!(amounts(&totals["each_charge"]), ["7.95", "1.00"]);

    // In part, and then the rest: together they are the invoice.
    let path = format!("/invoices/{}/credit-note", text(&invoice["id"]));
    let part = json!({"items": [{"id": invoice["items"][0]["id"], "quantity": 4}]});
    let part = server.post(&path, &part).await.json(201);
    let rest = server.post(&path, &json!({})).await.json(201);
    for name in SUMS {
        let cents = |document: &Value| {
            let figure = document["totals"][name].to_string();
            figure.replace('.', "").parse::<i64>().unwrap()
        };
        assert_eq!(cents(&part) + cents(&rest), cents(&invoice), "{name}");
    }
    for list in ["each_allowance", "each_charge"] {
        for at in 0..2 {
            let cents = |document: &Value| {
                let figure = document["totals"][list][at]["net"].to_string();
                figure.replace('.', "").parse::<i64>().unwrap()
            };
            assert_eq!(cents(&part) + cents(&rest), cents(&invoice), "{list} {at}");
        }
    }
    assert_eq!(server.read(text(&invoice["id"])).await["status"], "credited");

    let whole = server.post("/invoices?issue=true", &with_allowances()).await.json(201);
    let path = format!("/invoices/{}/credit-note", text(&whole["id"]));
    let note = server.post(&path, &json!({})).await.json(201);
    assert_eq!(figures(&note["totals"], &SUMS), figures(&whole["totals"], &SUMS));
    assert_eq!(note["totals"]["each_charge"], whole["totals"]["each_charge"]);
}

async fn prices_that_include_tax_include_it_in_allowances_and_charges(server: &mut Server) {
    let mut body = with_allowances();
    body["tax_included"] = json!(true);
    let totals = server.post("/invoices?issue=true", &body).await.json(201)["totals"].clone();
    let paid = ["gross_subtotal", "gross_discount", "gross_charges", "total"];
    assert_eq!(figures(&totals, &paid), ["300.00", "35.00", "8.95", "273.95"]);
    assert_eq!(amounts(&totals["each_charge"]), ["7.95", "1.00"]);
}

async fn what_is_wrong_with_an_allowance_is_named(server: &mut Server) {
    let mut body = with_allowances();
    body["allowances"] = json!([
        {"type": "amount", "value": -1},
        {"type": "amount", "value": 1, "reason_code": "too long"},
        {"type": "amount", "value": 1, "tax": {"type": "amount", "value": 1}},
        {"value": 1},
    ]);
    let mut found = server.post("/invoices", &body).await.expect(422).faults();
    found.retain(|fault| fault.contains("/allowances"));
    for pointer in [
        "/allowances/0/value",
        "/allowances/1/reason_code",
        "/allowances/2/tax",
        "/allowances/3/type",
    ] {
        assert!(found.iter().any(|fault| fault.contains(pointer)), "{pointer}: {found:?}");
    }
    for (allowance, pointer) in [
        (json!({"type": "amount", "value": 1, "tax": {"value": 20}}), "/allowances/0/tax"),
        (json!({"type": "amount", "value": 100.01, "tax": {"value": 19}}), "/allowances/0/value"),
        (json!({"type": "amount", "value": 301}), "/allowances/0/value"),
    ] {
        body["allowances"] = json!([allowance]);
        let found = server.post("/invoices", &body).await.expect(422).faults();
        assert!(found.iter().any(|fault| fault.contains(pointer)), "{pointer}: {found:?}");
    }
}

async fn what_is_left_out_is_as_the_account_and_the_product_say(server: &mut Server) {
    let settings = json!({
        "company": {"name": "Acme", "legal_id": "552100554", "legal_id_scheme": "0002", "creditor_id": "DE98ZZZ09999999999"},
        "defaults": {"payment_means_code": "58"},
    });
    let settings = server.patch("/settings", &settings).await.json(200);
    assert_eq!(settings["company"]["legal_id_scheme"], "0002");
    assert_eq!(settings["company"]["creditor_id"], "DE98ZZZ09999999999");
    let product = json!({"name": "Bolt", "sku": "B-7", "unit_price": 1});
    let product = server.post("/products", &product).await.json(201);
    let body = json!({
        "customer": {"company": "Globex", "legal_id": "1", "legal_id_scheme": "0204", "address": {"line3": "Hall 3"}},
        "items": [{"product_id": product["id"]}],
    });
    let invoice = server.post("/invoices?issue=true", &body).await.json(201);
    assert_eq!(invoice["payment_means"]["code"], "58");
    assert_eq!(invoice["items"][0]["seller_item_id"], "B-7");
    assert_eq!(invoice["customer"]["legal_id_scheme"], "0204");
    assert_eq!(invoice["customer"]["address"]["line3"], "Hall 3");
}

async fn guests_see_the_totals_and_leave_the_rest_alone(server: &mut Server) {
    let invoice = server.post("/invoices", &with_allowances()).await.json(201);
    let id = text(&invoice["id"]);
    let invoiless = server.at("/v1");
    let seen = invoiless.get(&format!("/invoices/{id}")).await.json(200);
    let figures: Vec<String> =
        ["subTotal", "netTotal", "tax", "total"].map(|name| seen[name].to_string()).into();
    assert_eq!(figures, ["300.00", "273.95", "30.33", "304.28"]);
    invoiless.patch(&format!("/invoices/{id}"), &json!({"notes": "Thank you"})).await.expect(200);
    let after = server.read(id).await;
    assert_eq!(
        (&after["allowances"], &after["charges"]),
        (&invoice["allowances"], &invoice["charges"])
    );
    assert_eq!(after["notes"], "Thank you");
}

both! {
    each_field_is_changed_and_cleared_by_a_patch,
    a_recurring_invoice_makes_invoices_with_each_field,
    allowances_and_charges_change_the_base_of_their_own_tax,
    prices_that_include_tax_include_it_in_allowances_and_charges,
    what_is_wrong_with_an_allowance_is_named,
    what_is_left_out_is_as_the_account_and_the_product_say,
    guests_see_the_totals_and_leave_the_rest_alone,
}
