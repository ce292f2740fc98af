//! Books of many kinds of documents, made through the API, and their own JSON read back.

use crate::support::{Server, text};
use serde_json::{Value, json};

/// Numbers that look random and are the same each time.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn roll(&mut self, sides: u64) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }

    pub(crate) fn one<T: Clone>(&mut self, of: &[T]) -> T {
        of[usize::try_from(self.roll(of.len() as u64)).unwrap()].clone()
    }
}

/// What was made.
pub(crate) struct Books {
    pub(crate) invoices: Vec<Value>,
    pub(crate) customers: Vec<String>,
}

fn day(dice: &mut Dice) -> jiff::civil::Date {
    let days = i64::try_from(dice.roll(480)).unwrap();
    jiff::civil::date(2025, 1, 1).checked_add(jiff::Span::new().days(days)).unwrap()
}

fn later(date: jiff::civil::Date, dice: &mut Dice) -> jiff::civil::Date {
    let days = i64::try_from(dice.roll(90)).unwrap();
    date.checked_add(jiff::Span::new().days(days)).unwrap()
}

fn items(dice: &mut Dice, currency: &str, products: &[String]) -> Vec<Value> {
    let mut items = vec![];
    for n in 0..=dice.roll(3) {
        let price = match currency {
            "JPY" => format!("{}", 1 + dice.roll(90_000)),
            "KWD" => format!("{}.{:03}", dice.roll(900), dice.roll(1000)),
            _ => format!("{}.{:02}", dice.roll(3000), 1 + dice.roll(99)),
        };
        let mut item =
            json!({"name": format!("Line {n}"), "quantity": 1 + dice.roll(7), "unit_price": price});
        if dice.roll(2) == 0 {
            item["product_id"] = json!(dice.one(products));
        }
        if dice.roll(3) == 0 {
            item["taxes"] = json!([{"name": "VAT", "value": dice.one(&[7, 19])}]);
        }
        items.push(item);
    }
    items
}

fn body(dice: &mut Dice, customers: &[String], products: &[String]) -> Value {
    let currency = dice.one(&["EUR", "EUR", "USD", "JPY", "KWD"]);
    let issued = day(dice);
    let mut body = json!({
        "customer_id": dice.one(customers), "currency": currency, "issue_date": issued,
        "items": items(dice, currency, products),
    });
    if dice.roll(5) > 0 {
        body["due_date"] = json!(issued.checked_add(jiff::Span::new().days(14)).unwrap());
    }
    body["taxes"] = match dice.roll(4) {
        0 => json!([]),
        1 => json!([{"name": "VAT", "value": "19.00"}]),
        2 => json!([{"name": "VAT", "value": 19}]),
        _ => json!([{"name": "State", "value": "4.5"}, {"name": "City", "value": "2.25"}]),
    };
    body["tax_included"] = json!(dice.roll(3) == 0);
    if dice.roll(4) == 0 {
        body["discount_type"] = json!("percentage");
        body["discount_value"] = json!("3.3");
    }
    if dice.roll(5) == 0 {
        body["extra_charges"] = json!({"type": "percentage", "value": 2, "name": "Freight"});
    }
    if dice.roll(6) == 0 {
        body["extra_fields"] = json!([{"name": "Tip", "type": "percentage", "value": 1}]);
    }
    if currency == "EUR" && dice.roll(6) == 0 {
        body["round_to"] = json!("0.05");
    }
    body
}

async fn pay(
    server: &Server,
    invoice: &Value,
    date: jiff::civil::Date,
    amount: Option<Value>,
) -> Value {
    let path = format!("/invoices/{}/payments", text(&invoice["id"]));
    let mut body = json!({"date": date});
    if let Some(amount) = amount {
        body["amount"] = amount;
    }
    server.post(&path, &body).await.expect(201);
    server.get(&format!("/invoices/{}", text(&invoice["id"]))).await.json(200)
}

async fn refund(server: &Server, invoice: &Value, date: jiff::civil::Date, amount: Option<Value>) {
    let payment = text(&invoice["payments"][0]["id"]);
    let path = format!("/invoices/{}/payments/{payment}/refunds", text(&invoice["id"]));
    let mut body = json!({"date": date});
    if let Some(amount) = amount {
        body["amount"] = amount;
    }
    server.post(&path, &body).await.expect(201);
}

/// What becomes of an issued invoice.
async fn live(server: &Server, dice: &mut Dice, invoice: Value) {
    let id = text(&invoice["id"]).to_owned();
    let issued = text(&invoice["issue_date"]).parse().unwrap();
    if invoice["totals"]["due"].to_string().trim_matches(['0', '.']).is_empty() {
        return;
    }
    // The least amount that every currency here has.
    let part = json!(if invoice["currency"] == "JPY" { "1" } else { "0.01" });
    match dice.roll(12) {
        0 => drop(server.act(&format!("/invoices/{id}/void")).await.expect(200)),
        1 | 2 => {
            let first = later(issued, dice);
            pay(server, &invoice, first, Some(part)).await;
            let second = later(first, dice);
            pay(server, &invoice, second, None).await;
        }
        3 => drop(pay(server, &invoice, later(issued, dice), Some(part)).await),
        4 | 5 => drop(pay(server, &invoice, later(issued, dice), None).await),
        6 => {
            let paid = later(issued, dice);
            let invoice = pay(server, &invoice, paid, None).await;
            refund(server, &invoice, later(paid, dice), Some(part)).await;
        }
        7 => {
            let paid = later(issued, dice);
            let invoice = pay(server, &invoice, paid, None).await;
            refund(server, &invoice, later(paid, dice), None).await;
            if dice.roll(2) == 0 {
                server.act(&format!("/invoices/{id}/void")).await.expect(200);
            }
        }
        8 => {
            let invoice = pay(server, &invoice, later(issued, dice), Some(part)).await;
            let payment = text(&invoice["payments"][0]["id"]);
            server.delete(&format!("/invoices/{id}/payments/{payment}")).await;
        }
        9 | 10 => {
            let mut wanted = json!({});
            if dice.roll(2) == 0 {
                wanted["items"] = json!([{"id": invoice["items"][0]["id"], "quantity": 1}]);
            }
            let note = server.post(&format!("/invoices/{id}/credit-note"), &wanted).await.json(201);
            let note_path = format!("/invoices/{}", text(&note["id"]));
            match dice.roll(4) {
                0 => drop(server.act(&format!("{note_path}/unpublish")).await.expect(200)),
                1 => drop(server.act(&format!("{note_path}/void")).await.expect(200)),
                2 => {}
                _ => {
                    server.act(&format!("{note_path}/unpublish")).await.expect(200);
                    let earlier = json!({"issue_date": later(issued, dice)});
                    server.patch(&note_path, &earlier).await.expect(200);
                    server.act(&format!("{note_path}/publish")).await.expect(200);
                }
            }
        }
        _ => {}
    }
}

/// Makes documents of every kind, and reads all of them back.
pub(crate) async fn fill(server: &Server, count: usize) -> Books {
    let mut dice = Dice(42);
    let (mut customers, mut products) = (vec![], vec![]);
    for name in ["Acme", "=Globex", "Initech", "Umbrella"] {
        let made = server.post("/customers", &json!({"company": name})).await.json(201);
        customers.push(text(&made["id"]).to_owned());
    }
    for name in ["Design", "Print"] {
        let made =
            server.post("/products", &json!({"name": name, "unit_price": 1})).await.json(201);
        products.push(text(&made["id"]).to_owned());
    }
    for _ in 0..count {
        let body = body(&mut dice, &customers, &products);
        let issue = dice.roll(10) > 0;
        let invoice = server.post(&format!("/invoices?issue={issue}"), &body).await.json(201);
        if issue {
            live(server, &mut dice, invoice).await;
        }
    }
    Books { invoices: all(server).await, customers }
}

/// Every document of the account.
pub(crate) async fn all(server: &Server) -> Vec<Value> {
    let mut invoices = vec![];
    let mut path = "/invoices?limit=100".to_owned();
    loop {
        let page = server.get(&path).await.json(200);
        invoices.extend(page["data"].as_array().unwrap().iter().cloned());
        let Some(cursor) = page["next_cursor"].as_str() else { return invoices };
        path = format!("/invoices?limit=100&cursor={cursor}");
    }
}
