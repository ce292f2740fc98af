//! What an event says of a document: the figures and dates that it changed.

use net30_domain::{
    document::{AllowanceCharge, Content},
    html::Html,
    invoice::Invoice,
    tax::Rate,
};
use serde_json::{Value, json};

/// The facts of an issued document, for the books.
pub(crate) fn issued(invoice: &Invoice) -> Value {
    let currency = invoice.content.currency;
    let figure = |amount: net30_domain::money::Amount| amount.to_decimal(currency).to_string();
    json!({
        "type": invoice.document.word(),
        "number": invoice.number(),
        "customer_id": invoice.content.customer_id.to_string(),
        "issue_date": invoice.content.issue_date.to_string(),
        "due_date": invoice.content.due_date.map(|date| date.to_string()),
        "currency": currency.code(),
        "net": figure(invoice.totals.net),
        "tax": figure(invoice.totals.tax),
        "total": figure(invoice.totals.total),
        "revision": invoice.revision,
    })
}

/// Which fields of a draft changed: `{field: [before, after]}`.
pub(crate) fn changes(before: &Invoice, after: &Invoice) -> Value {
    let (old, new) = (describe(&before.content), describe(&after.content));
    let mut changed = serde_json::Map::new();
    for ((field, old), (_, new)) in old.into_iter().zip(new) {
        if old != new {
            changed.insert(field.to_owned(), json!([old, new]));
        }
    }
    if before.totals.total != after.totals.total {
        let figure = |invoice: &Invoice| {
            invoice.totals.total.to_decimal(invoice.content.currency).to_string()
        };
        changed.insert("total".to_owned(), json!([figure(before), figure(after)]));
    }
    if before.content.lines != after.content.lines {
        changed.insert("items".to_owned(), json!([lines(&before.content), lines(&after.content)]));
    }
    Value::Object(changed)
}

fn lines(content: &Content) -> Value {
    let line = |line: &net30_domain::document::Line| {
        json!({
            "name": line.name,
            "quantity": line.quantity.to_string(),
            "unit_price": line.unit_price.to_string(),
        })
    };
    content.lines.iter().map(line).collect()
}

fn describe(content: &Content) -> Vec<(&'static str, Value)> {
    let text = |value: &Option<String>| value.clone().map_or(Value::Null, Value::String);
    let html = |value: &Option<Html>| value.as_deref().map_or(Value::Null, Value::from);
    let date = |value: Option<net30_domain::Date>| {
        value.map_or(Value::Null, |date| Value::String(date.to_string()))
    };
    let debug = |value: &dyn std::fmt::Debug| Value::String(format!("{value:?}"));
    let rate = |rate: Option<Rate>| rate.map_or(Value::Null, |rate| Value::String(worded(rate)));
    let mut facts = vec![
        ("customer_id", Value::String(content.customer_id.to_string())),
        ("customer_revision", json!(content.buyer.as_ref().map(|buyer| buyer.revision))),
        ("issue_date", date(Some(content.issue_date))),
        ("due_date", date(content.due_date)),
        ("service_start_date", date(content.service.start)),
        ("service_end_date", date(content.service.end)),
        ("delivery_date", date(content.delivery_date)),
        ("deliver_to", said(content.deliver_to.as_deref())),
        ("payment_means", said(Some(&content.payment_means))),
        ("preceding_documents", said(Some(&content.references.preceding))),
        ("currency", Value::String(content.currency.code().to_owned())),
        ("lang", Value::String(content.language.code().to_owned())),
        ("number", text(&content.number)),
        ("slug", text(&content.presentation.slug)),
        ("notes", html(&content.notes)),
        ("terms", html(&content.terms)),
        ("payment_terms", text(&content.payment_terms)),
        ("payment_days", content.payment_days.map_or(Value::Null, Value::from)),
        ("discount", rate(content.adjustments.discount.as_ref().map(|discount| discount.rate))),
        (
            "extra_charges",
            rate(content.adjustments.extra_charge.as_ref().map(|charge| charge.rate)),
        ),
        ("allowances", allowances_charges(&content.adjustments.allowances)),
        ("charges", allowances_charges(&content.adjustments.charges)),
        (
            "extra_fields",
            debug(
                &content
                    .adjustments
                    .extra_fields
                    .iter()
                    .map(|field| (&field.name, field.rate.value()))
                    .collect::<Vec<_>>(),
            ),
        ),
        (
            "taxes",
            debug(
                &content.taxes.iter().map(|tax| (&tax.name, tax.rate.value())).collect::<Vec<_>>(),
            ),
        ),
        ("tax_included", Value::Bool(content.tax_included)),
        (
            "round_to",
            content
                .adjustments
                .round_to
                .map_or(Value::Null, |value| Value::String(value.to_string())),
        ),
        (
            "template_id",
            content.template_id.map_or(Value::Null, |id| Value::String(id.to_string())),
        ),
        ("tags", json!(content.presentation.tags)),
        ("is_retainer", Value::Bool(content.presentation.is_retainer)),
        ("ship_to", Value::Bool(content.presentation.ship_to)),
        ("external_source", text(&content.external_source)),
        ("external_source_id", text(&content.external_source_id)),
        ("metadata", text(&content.metadata)),
    ];
    let texts = content.texts.texts().chain(content.references.texts());
    facts.extend(texts.map(|(name, said)| (name, json!(said))));
    facts
}

/// What is of interest only in that it changed.
fn said(value: Option<&impl std::fmt::Debug>) -> Value {
    value.map_or(Value::Null, |value| Value::String(format!("{value:?}")))
}

fn worded(rate: Rate) -> String {
    match rate {
        Rate::Percentage(value) => format!("{value} %"),
        Rate::Amount(value) => value.to_string(),
    }
}

fn allowances_charges(list: &[AllowanceCharge]) -> Value {
    let one = |one: &AllowanceCharge| {
        json!({
            "value": worded(one.rate),
            "reason": one.reason,
            "reason_code": one.code,
            "tax": one.tax.as_ref().map(|tax| worded(tax.rate)),
        })
    };
    list.iter().map(one).collect()
}
