//! What most tests begin with.

use super::{Api, Reply};
use rust_decimal::Decimal;
use serde_json::{Value, json};

/// An invoice of three lines: 6139.98 net, 544.92 tax, 6684.90 in all.
pub(crate) fn invoice() -> Value {
    json!({
        "customer": {"company": "Globex Corporation", "email": "billing@globex.example"},
        "currency": "USD",
        "payment_terms": "Net 30",
        "taxes": [{"name": "Sales tax", "value": 8.875}],
        "items": [
            {"name": "Web development", "quantity": 40, "unit": "hour", "unit_price": 150},
            {"name": "Hosting", "quantity": 2, "unit_price": "19.99"},
            {"name": "Domain", "unit_price": 100},
        ],
    })
}

/// What tests do with invoices again and again.
pub(crate) trait Draft {
    /// Makes a draft of [`invoice`].
    async fn draft(&self) -> Value;
    /// Makes [`invoice`] and issues it.
    async fn issued(&self) -> Value;
    /// Makes an invoice with other fields than [`invoice`]'s, issued or not.
    async fn made(&self, changes: Value, issue: bool) -> Value;
    /// Reads an invoice.
    async fn read(&self, id: &str) -> Value;
    /// How many entries a list has, by its own word.
    async fn count(&self, list: &str) -> i64;
    /// Does something with an invoice: `publish`, `void`, ….
    async fn invoice_act(&self, invoice: &Value, action: &str) -> Reply;
}

impl Draft for Api {
    async fn draft(&self) -> Value {
        self.made(json!({}), false).await
    }

    async fn issued(&self) -> Value {
        self.made(json!({}), true).await
    }

    async fn made(&self, changes: Value, issue: bool) -> Value {
        let mut body = invoice();
        for (key, value) in changes.as_object().expect("changes are an object") {
            body[key] = value.clone();
        }
        self.post(&format!("/invoices?issue={issue}"), &body).await.json(201)
    }

    async fn read(&self, id: &str) -> Value {
        self.get(&format!("/invoices/{id}")).await.json(200)
    }

    async fn count(&self, list: &str) -> i64 {
        let list = self.get(list).await.json(200);
        list["total"].as_i64().expect("a list says how many there are")
    }

    async fn invoice_act(&self, invoice: &Value, action: &str) -> Reply {
        self.act(&format!("/invoices/{}/{action}", text(&invoice["id"]))).await
    }
}

/// What a list with `view=summary` says of a document.
pub(crate) fn in_a_line(whole: &Value) -> Value {
    const SAME: [&str; 18] = [
        "id",
        "type",
        "status",
        "number",
        "customer_id",
        "issue_date",
        "due_date",
        "currency",
        "revision",
        "created_at",
        "updated_at",
        "issued_at",
        "sent_at",
        "viewed_at",
        "paid_at",
        "voided_at",
        "scheduled_send_at",
        "hidden",
    ];
    const SUMS: [&str; 6] = ["total", "paid", "credited", "refunded", "rounding", "due"];
    let customer = &whole["customer"];
    let person = [&customer["first_name"], &customer["last_name"]].map(Value::as_str);
    let person = person.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let name = customer["company"].as_str().map_or(person, str::to_owned);
    let mut line: serde_json::Map<String, Value> =
        SAME.map(|field| (field.to_owned(), whole[field].clone())).into_iter().collect();
    let sums = SUMS.map(|sum| (sum.to_owned(), whole["totals"][sum].clone())).into_iter();
    line.insert("customer_name".to_owned(), name.into());
    line.insert("totals".to_owned(), Value::Object(sums.collect()));
    line.into()
}

/// A JSON text.
#[track_caller]
pub(crate) fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("{value} is no text"))
}

/// A JSON number, exactly.
#[track_caller]
pub(crate) fn decimal(value: &Value) -> Decimal {
    value.to_string().parse().unwrap_or_else(|_| panic!("{value} is no number"))
}
