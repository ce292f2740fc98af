//! What a document says, as a template's own Typst program reads it: `docs/templates.md` promises each name.
//!
//! Texts are worded and formatted in the document's language; what is in `raw` is for programs. Names are only ever added.

use crate::{DocumentInput, page::Page};
use net30_domain::{
    Date,
    document::Line,
    invoice::{Invoice, Stage},
    money::Amount,
    tax::{Rate, Tax},
};
use serde_json::{Map, Value, json};

/// What is promised: raised when a name is taken away or comes to mean something else.
const VERSION: u8 = 1;

/// What stands in `data.json`.
pub(super) fn data(input: &DocumentInput<'_>) -> Result<Value, serde_json::Error> {
    let page = Page::of(input);
    let invoice = input.invoice;
    let mut data = serde_json::to_value(&page)?;
    let Value::Object(fields) = &mut data else { return Ok(data) };
    // How our own layouts arrange it is no concern of others.
    for ours in ["layout", "short", "table"] {
        fields.remove(ours);
    }
    rename(fields, "recipient", "customer");
    rename(fields, "folio", "page_of");
    let mut lines = Vec::with_capacity(page.table.rows.len());
    for (row, (line, amount)) in
        page.table.rows.iter().zip(
            invoice.content.lines.iter().zip(invoice.totals.lines.iter().map(|totals| totals.net)),
        )
    {
        let mut shown = serde_json::to_value(row)?;
        if let Value::Object(shown) = &mut shown {
            shown.remove("long");
            shown.insert("raw".to_owned(), raw_line(invoice, line, amount));
        }
        lines.push(shown);
    }
    let columns =
        page.table.columns.iter().map(
            |column| json!({"key": column.key, "head": column.head, "figures": column.figures}),
        );
    fields.insert("version".to_owned(), json!(VERSION));
    fields.insert("kind".to_owned(), json!(invoice.document.word()));
    fields.insert("status".to_owned(), json!(status(invoice)));
    fields.insert("columns".to_owned(), columns.collect());
    fields.insert("lines".to_owned(), Value::Array(lines));
    fields.insert("carried_forward".to_owned(), json!(page.table.carried_forward));
    fields.insert("brought_forward".to_owned(), json!(page.table.brought_forward));
    fields.insert("raw".to_owned(), raw(invoice));
    Ok(data)
}

fn rename(fields: &mut Map<String, Value>, from: &str, to: &str) {
    if let Some(value) = fields.remove(from) {
        fields.insert(to.to_owned(), value);
    }
}

fn status(invoice: &Invoice) -> &'static str {
    match invoice.stage {
        Stage::Draft { .. } => "draft",
        Stage::Issued(_) => "issued",
        Stage::Void { .. } => "void",
    }
}

/// Figures and dates as programs write them: decimals with a point, dates by ISO 8601.
fn raw(invoice: &Invoice) -> Value {
    let (content, totals) = (&invoice.content, &invoice.totals);
    let balance = invoice.balance();
    let amount = |amount: Amount| figure(invoice, amount);
    let date = |date: Option<Date>| date.map(|date| date.to_string());
    let taxes = totals.taxes.iter().map(|tax| {
        json!({
            "name": tax.name,
            "category": tax.category.code(),
            "rate": rate(tax.rate),
            "base": amount(tax.base),
            "amount": amount(tax.amount),
        })
    });
    json!({
        "currency": content.currency.code(),
        "decimals": content.currency.decimals(),
        "tax_included": content.tax_included,
        "issue_date": content.issue_date.to_string(),
        "due_date": date(content.due_date),
        "delivery_date": date(content.delivery_date),
        "service_start_date": date(content.service.start),
        "service_end_date": date(content.service.end),
        "subtotal": amount(totals.subtotal),
        "discount": amount(totals.discount),
        "charges": amount(totals.charges),
        "net": amount(totals.net),
        "taxes": taxes.collect::<Vec<_>>(),
        "tax": amount(totals.tax),
        "gross": amount(totals.gross),
        "total": amount(totals.payable()),
        "paid": amount(balance.paid),
        "refunded": amount(balance.refunded),
        "credited": amount(balance.credited),
        "due": amount(balance.due),
    })
}

fn raw_line(invoice: &Invoice, line: &Line, amount: Amount) -> Value {
    let own = !line.taxes.is_empty();
    let taxes = if own { &line.taxes } else { &invoice.content.taxes };
    let rates: Vec<Value> = taxes.iter().map(|tax: &Tax| rate(tax.rate)).collect();
    json!({
        "quantity": line.quantity.to_string(),
        "unit": line.unit,
        "unit_price": line.unit_price.to_string(),
        "base_quantity": line.base_quantity.to_string(),
        "tax_rates": rates,
        "net": figure(invoice, amount),
    })
}

fn figure(invoice: &Invoice, amount: Amount) -> String {
    amount.to_decimal(invoice.content.currency).to_string()
}

/// A percentage, or an amount.
fn rate(rate: Rate) -> Value {
    match rate {
        Rate::Percentage(value) => json!({"percentage": value.to_string()}),
        Rate::Amount(value) => json!({"amount": value.to_string()}),
    }
}
