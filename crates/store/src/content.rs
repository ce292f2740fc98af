//! Hashes of what the books hold: all that an issued document, a payment or a refund says.
//!
//! What is hashed is a text in UTF-8: the word for it and the version of this format, then a line break, then JSON
//! without spaces, keys in the order of their bytes, without what is empty. Decimals and dates are texts, amounts are
//! whole numbers of the currency's smallest unit, moments are microseconds since 1970, ids are texts with hyphens. The
//! format is part of the database's: a change of it is a new version beside this one (`docs/books.md`).

use crate::{
    invoice::records::{frozen_of, line_rest_of, rest_of, sums_of},
    kept::Kept as _,
};
use net30_domain::{
    Timestamp,
    invoice::Invoice,
    payment::{Payment, Refund},
};
use serde::Serialize;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

/// The version of the format.
pub const VERSION: u8 = 1;

/// The SHA-256 of a content, as text `1:` and 64 hexadecimal digits.
#[must_use]
pub fn text_of(hash: &[u8; 32]) -> String {
    use std::fmt::Write as _;
    let mut text = format!("{VERSION}:");
    for byte in hash {
        write!(text, "{byte:02x}").expect("a String takes every text");
    }
    text
}

/// The hash of all that an issued document says; `None` of a draft, which may be changed.
///
/// What becomes of it afterwards is not part of it: when it was sent, seen, paid, voided or hidden.
#[must_use]
pub fn of_document(invoice: &Invoice) -> Option<[u8; 32]> {
    let issue = invoice.stage.issue()?;
    let content = &invoice.content;
    let totals = &invoice.totals;
    let lines: Vec<Value> = content
        .lines
        .iter()
        .zip(&totals.lines)
        .map(|(line, sums)| {
            json!({
                "id": line.id.to_string(),
                "product_id": line.product_id.map(|id| id.to_string()),
                "name": line.name,
                "quantity": line.quantity.to_string(),
                "unit_price": line.unit_price.to_string(),
                "gross": sums.gross.0,
                "discount": sums.discount.0,
                "net": sums.net.0,
                "tax": sums.tax.0,
                "total": sums.total.0,
                "rest": value(&line_rest_of(line)),
            })
        })
        .collect();
    let document = json!({
        "id": invoice.id.to_string(),
        "account_id": invoice.account_id.to_string(),
        "type": invoice.document.word(),
        "number": issue.number,
        "issued_at": moment(issue.issued_at),
        "share_token": issue.share_token,
        "parties": value(&frozen_of(issue)),
        "customer_id": content.customer_id.to_string(),
        "currency": content.currency.code(),
        "issue_date": content.issue_date.to_string(),
        "due_date": content.due_date.map(|date| date.to_string()),
        "template_id": content.template_id.map(|id| id.to_string()),
        "external_source": content.external_source,
        "external_source_id": content.external_source_id,
        "metadata": content.metadata,
        "rest": value(&rest_of(content)),
        "totals": value(&sums_of(totals)),
        "lines": lines,
        "credits": invoice.credits.as_ref().map(|link| link.id.to_string()),
        "credited_lines": value(&invoice.credited_lines.record()),
        "recurring_id": invoice.recurring_id.map(|id| id.to_string()),
        "created_at": moment(invoice.created_at),
    });
    Some(hashed("document", &document))
}

/// The hash of all that a payment says. That it was reversed is an event of its own.
#[must_use]
pub fn of_payment(payment: &Payment) -> [u8; 32] {
    let payment = json!({
        "id": payment.id.to_string(),
        "invoice_id": payment.invoice_id.to_string(),
        "amount": payment.amount.0,
        "method": payment.method.word(),
        "reference": payment.reference,
        "notes": payment.notes,
        "date": payment.date.to_string(),
        "created_at": moment(payment.created_at),
    });
    hashed("payment", &payment)
}

/// The hash of all that a refund says.
#[must_use]
pub fn of_refund(refund: &Refund) -> [u8; 32] {
    let refund = json!({
        "id": refund.id.to_string(),
        "payment_id": refund.payment_id.to_string(),
        "amount": refund.amount.0,
        "reason": refund.reason.word(),
        "notes": refund.notes,
        "date": refund.date.to_string(),
        "created_at": moment(refund.created_at),
    });
    hashed("refund", &refund)
}

/// Kept to the microsecond.
fn moment(at: Timestamp) -> i64 {
    at.as_microsecond()
}

fn value(record: &impl Serialize) -> Value {
    serde_json::to_value(record).expect("records are structs of texts, numbers and lists")
}

fn hashed(what: &str, content: &Value) -> [u8; 32] {
    let mut text = format!("net30 {what} {VERSION}\n");
    write(content, &mut text);
    Sha256::digest(text.as_bytes()).into()
}

/// Writes JSON in the one way that there is for a value.
fn write(value: &Value, text: &mut String) {
    match value {
        Value::Object(fields) => {
            let mut fields: Vec<_> = fields.iter().filter(|(_, value)| !is_empty(value)).collect();
            fields.sort_unstable_by_key(|(key, _)| key.as_str());
            text.push('{');
            for (place, (key, value)) in fields.into_iter().enumerate() {
                if place > 0 {
                    text.push(',');
                }
                text.push_str(&Value::from(key.as_str()).to_string());
                text.push(':');
                write(value, text);
            }
            text.push('}');
        }
        Value::Array(items) => {
            text.push('[');
            for (place, item) in items.iter().enumerate() {
                if place > 0 {
                    text.push(',');
                }
                write(item, text);
            }
            text.push(']');
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            text.push_str(&value.to_string());
        }
    }
}

/// What is not written as a field: nothing, and what holds nothing.
fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(items) => items.is_empty(),
        Value::Object(fields) => fields.values().all(is_empty),
        Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{hashed, text_of, write};
    use serde_json::json;

    #[test]
    fn there_is_one_way_to_write_a_value() {
        let mut text = String::new();
        let value = json!({"b": [1, null, {"y": "\"ü\n", "x": null}], "a": {"n": null, "l": []}, "c": -0.5, "d": false});
        write(&value, &mut text);
        assert_eq!(text, "{\"b\":[1,null,{\"y\":\"\\\"ü\\n\"}],\"c\":-0.5,\"d\":false}");
    }

    /// The format is kept for ever: what was hashed once must come to the same.
    #[test]
    fn the_hash_of_a_content_never_changes() {
        // printf 'net30 refund 1\n{"amount":5,"id":"x"}' | sha256sum
        let hash = hashed("refund", &json!({"id": "x", "notes": null, "amount": 5}));
        assert_eq!(
            text_of(&hash),
            "1:2744e3a0615c350a6f540a221ebdf7ca6e156d83bf35d99e2af7afee5b0c7172"
        );
    }
}
