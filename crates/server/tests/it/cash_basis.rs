//! Cash basis: money pays what is owed after credit notes, so that once nothing is due it is accrual basis, to the cent.

use crate::support::Server;
use crate::{
    reports::Dice,
    support::{Api, both, text},
};
use serde_json::{Value, json};
use std::collections::BTreeMap;

async fn issued(api: &Api, body: Value) -> Value {
    let mut fields =
        json!({"customer": {"company": "K"}, "currency": "EUR", "issue_date": "2026-01-10"});
    fields.as_object_mut().unwrap().extend(body.as_object().unwrap().clone());
    api.post("/invoices?issue=true", &fields).await.json(201)
}

/// a: 100 at 19 %, b: 100 at another rate, each by its own name.
async fn two_lines(api: &Api, other: u8) -> Value {
    issued(
        api,
        json!({"items": [
            {"name": "a", "quantity": 2, "unit_price": 50, "taxes": [{"name": "A", "value": 19}]},
            {"name": "b", "unit_price": 100, "taxes": [{"name": "B", "value": other}]},
        ]}),
    )
    .await
}

async fn pay(api: &Api, invoice: &Value, fields: Value) -> Value {
    api.post(&format!("/invoices/{}/payments", text(&invoice["id"])), &fields).await.json(201)
}

async fn credit(api: &Api, invoice: &Value, line: usize, quantity: Value) {
    let items = json!({"items": [{"id": invoice["items"][line]["id"], "quantity": quantity}]});
    api.post(&format!("/invoices/{}/credit-note", text(&invoice["id"])), &items).await.expect(201);
}

async fn refund(api: &Api, invoice: &Value, payment: &Value, fields: Value) {
    let path =
        format!("/invoices/{}/payments/{}/refunds", text(&invoice["id"]), text(&payment["id"]));
    api.post(&path, &fields).await.expect(201);
}

/// Base and tax by the tax's name and rate; what is nothing is left out.
async fn taxes(api: &Api, query: &str) -> BTreeMap<String, [String; 2]> {
    let report = api.get(&format!("/reports/tax?{query}")).await.json(200);
    let mut taxes = BTreeMap::new();
    for currency in report["by_currency"].as_array().unwrap() {
        for tax in currency["taxes"].as_array().unwrap() {
            let name =
                format!("{} {} {}", text(&currency["currency"]), text(&tax["name"]), tax["value"]);
            let figures = [tax["base"].to_string(), tax["tax"].to_string()];
            if !figures.iter().all(|figure| figure.trim_matches(['0', '.', '-']).is_empty()) {
                taxes.insert(name, figures);
            }
        }
    }
    taxes
}

/// Net, tax, the rest and all of it by product; what is nothing is left out.
async fn products(api: &Api, query: &str) -> BTreeMap<String, Vec<String>> {
    let report = api.get(&format!("/reports/revenue?group_by=product&{query}")).await.json(200);
    let mut products = BTreeMap::new();
    for currency in report["by_currency"].as_array().unwrap() {
        for group in currency["groups"].as_array().unwrap() {
            let name = format!("{} {}", text(&currency["currency"]), group["product_id"]);
            let figures = ["net", "tax", "other", "total"].map(|figure| group[figure].to_string());
            if !figures.iter().all(|figure| figure.trim_matches(['0', '.', '-']).is_empty()) {
                products.insert(name, figures.to_vec());
            }
        }
    }
    products
}

fn expected(taxes: &[(&str, &str, &str)]) -> BTreeMap<String, [String; 2]> {
    let entry = |(name, base, tax): &(&str, &str, &str)| {
        (format!("EUR {name}"), [(*base).to_owned(), (*tax).to_owned()])
    };
    taxes.iter().map(entry).collect()
}

async fn what_is_paid_after_a_credit_note_pays_what_is_left(server: &mut Server) {
    let invoice = two_lines(server, 0).await;
    credit(server, &invoice, 1, json!(1)).await;
    pay(server, &invoice, json!({})).await;
    assert_eq!(taxes(server, "basis=cash").await, expected(&[("A 19", "100.00", "19.00")]));
    assert_eq!(taxes(server, "basis=accrual").await, expected(&[("A 19", "100.00", "19.00")]));
}

async fn what_was_paid_before_a_credit_note_pays_what_is_left(server: &mut Server) {
    let invoice = two_lines(server, 0).await;
    pay(server, &invoice, json!({"amount": 119, "date": "2026-01-20"})).await;
    let before = taxes(server, "basis=cash&to_date=2026-01-31").await;
    assert_eq!(before, expected(&[("A 19", "54.34", "10.32"), ("B 0", "54.34", "0.00")]));
    credit(server, &invoice, 1, json!(1)).await;
    assert_eq!(taxes(server, "basis=cash").await, expected(&[("A 19", "100.00", "19.00")]));
    // What was told of January stays: the credit note's own day moves the money.
    assert_eq!(taxes(server, "basis=cash&to_date=2026-01-31").await, before);
}

async fn what_is_given_back_of_a_credited_line_is_taken_from_that_line(server: &mut Server) {
    let invoice = two_lines(server, 7).await;
    let payment = pay(server, &invoice, json!({})).await;
    credit(server, &invoice, 1, json!(1)).await;
    assert_eq!(
        taxes(server, "basis=cash").await,
        expected(&[("A 19", "100.00", "19.00"), ("B 7", "100.00", "7.00")])
    );
    refund(server, &invoice, &payment, json!({"amount": 107})).await;
    assert_eq!(taxes(server, "basis=cash").await, expected(&[("A 19", "100.00", "19.00")]));
}

async fn half_a_line_that_was_credited_is_half_paid(server: &mut Server) {
    let invoice = two_lines(server, 7).await;
    credit(server, &invoice, 0, json!(1)).await;
    pay(server, &invoice, json!({})).await;
    assert_eq!(
        taxes(server, "basis=cash").await,
        expected(&[("A 19", "50.00", "9.50"), ("B 7", "100.00", "7.00")])
    );
}

async fn an_exchange_that_asks_for_nothing_counts_when_it_is_issued(server: &mut Server) {
    issued(server, json!({"items": [
        {"name": "new", "unit_price": 107, "taxes": [{"name": "A", "value": 0}]},
        {"name": "old", "quantity": -1, "unit_price": 100, "taxes": [{"name": "B", "value": 7}]},
    ]})).await;
    let accrued = taxes(server, "basis=accrual").await;
    assert_eq!(accrued, expected(&[("A 0", "107.00", "0.00"), ("B 7", "-100.00", "-7.00")]));
    assert_eq!(taxes(server, "basis=cash").await, accrued);
    assert_eq!(products(server, "basis=cash").await, products(server, "basis=accrual").await);
}

async fn once_nothing_is_due_cash_is_accrual_for_each_tax_and_product(server: &mut Server) {
    let setting =
        |name: &str, usual: u64| std::env::var(name).map_or(usual, |text| text.parse().unwrap());
    let (seed, count) = (setting("NET30_MONEY_SEED", 28_112_026), setting("NET30_MONEY_WALKS", 6));
    println!("NET30_MONEY_SEED={seed} NET30_MONEY_WALKS={count}");
    server.patch("/settings", &json!({"allow_overpayment": true})).await.expect(200);
    let mut dice = Dice(seed);
    let mut products_made = vec![];
    for name in ["p", "q"] {
        let product =
            server.post("/products", &json!({"name": name, "unit_price": 1})).await.json(201);
        products_made.push(product["id"].clone());
    }
    for _ in 0..count {
        let invoice = issued(server, any_invoice(&mut dice, &products_made)).await;
        for _ in 0..dice.roll(7) {
            step(server, &mut dice, &invoice).await;
        }
        settle(server, &mut dice, &invoice).await;
    }
    assert_eq!(taxes(server, "basis=cash").await, taxes(server, "basis=accrual").await);
    assert_eq!(products(server, "basis=cash").await, products(server, "basis=accrual").await);
}

both! {
    what_is_paid_after_a_credit_note_pays_what_is_left,
    what_was_paid_before_a_credit_note_pays_what_is_left,
    what_is_given_back_of_a_credited_line_is_taken_from_that_line,
    half_a_line_that_was_credited_is_half_paid,
    an_exchange_that_asks_for_nothing_counts_when_it_is_issued,
    once_nothing_is_due_cash_is_accrual_for_each_tax_and_product,
}

fn any_invoice(dice: &mut Dice, products: &[Value]) -> Value {
    let mut items = vec![];
    for _ in 0..=dice.roll(4) {
        let price = format!("{}.{:02}", dice.roll(300), dice.roll(100));
        let mut item = json!({"name": "x", "quantity": 1 + dice.roll(5), "unit_price": price});
        match dice.roll(4) {
            0 => item["taxes"] = json!([{"name": "VAT", "value": dice.one(&["7", "19", "0"])}]),
            1 => {
                item["taxes"] =
                    json!([{"name": "State", "value": "4.5"}, {"name": "City", "value": "2.25"}]);
            }
            _ => {}
        }
        if dice.roll(2) == 0 {
            item["product_id"] = dice.one(products);
        }
        items.push(item);
    }
    let mut body = json!({
        "items": items, "tax_included": dice.roll(2) == 0, "taxes": [{"name": "VAT", "value": 19}],
    });
    if dice.roll(2) == 0 {
        body["discount_type"] = json!("percentage");
        body["discount_value"] = json!(format!("{}.{}", dice.roll(60), dice.roll(10)));
    }
    if dice.roll(3) == 0 {
        body["extra_charges"] = json!({"type": "amount", "value": "4.90"});
    }
    if dice.roll(3) == 0 {
        body["extra_fields"] = json!([{"name": "Held", "type": "percentage", "value": -10, "of": dice.one(&["net", "gross"])}]);
    }
    body
}

async fn read(api: &Api, invoice: &Value) -> Value {
    api.get(&format!("/invoices/{}", text(&invoice["id"]))).await.json(200)
}

fn cents(value: &Value) -> i64 {
    value.to_string().replace('.', "").parse().unwrap()
}

fn amount(cents: i64) -> Value {
    json!(format!("{}.{:02}", cents / 100, cents % 100))
}

/// Pays, gives back or credits something; what is refused changes nothing.
async fn step(api: &Api, dice: &mut Dice, invoice: &Value) {
    let id = text(&invoice["id"]);
    let most = cents(&invoice["totals"]["total"]).max(1);
    let some = 1 + i64::try_from(dice.roll(u64::try_from(most).unwrap())).unwrap();
    match dice.roll(5) {
        0 | 1 => {
            let reply = api
                .post(&format!("/invoices/{id}/payments"), &json!({"amount": amount(some)}))
                .await;
            reply.expect(201);
        }
        2 => give_back(api, dice, invoice, some).await,
        _ => {
            let items = invoice["items"].as_array().unwrap();
            let item = dice.one(items);
            let body = if dice.roll(4) == 0 {
                json!({})
            } else {
                json!({"items": [{"id": item["id"], "quantity": 1}]})
            };
            let reply = api.post(&format!("/invoices/{id}/credit-note"), &body).await;
            assert!([201, 409, 422].contains(&reply.status), "{reply}");
        }
    }
}

/// Gives back at most so much of some payment.
async fn give_back(api: &Api, dice: &mut Dice, invoice: &Value, most: i64) {
    let now = read(api, invoice).await;
    let left = |payment: &Value| cents(&payment["amount"]) - cents(&payment["refunded"]);
    let payments = now["payments"].as_array().unwrap().clone();
    let payments: Vec<Value> = payments.into_iter().filter(|payment| left(payment) > 0).collect();
    if !payments.is_empty() {
        let payment = dice.one(&payments);
        let back = amount(most.min(left(&payment)));
        refund(api, invoice, &payment, json!({"amount": back})).await;
    }
}

async fn settle(api: &Api, dice: &mut Dice, invoice: &Value) {
    loop {
        let due = cents(&read(api, invoice).await["totals"]["due"]);
        match due {
            0 => return,
            1.. => drop(pay(api, invoice, json!({"amount": amount((due + 1) / 2)})).await),
            _ => give_back(api, dice, invoice, -due).await,
        }
    }
}
