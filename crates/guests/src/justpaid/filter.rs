//! Which part of a list is wanted.

use super::status;
use net30_app::{Paging, invoices::InvoiceFilter};
use net30_domain::{Date, Decimal, document::DocumentType};
use net30_http::{paging::Limits, query::Query};

/// Reads which invoices are wanted.
///
/// The page shows six of the filters without their names, so that all usual spellings are taken.
pub(super) fn invoices(query: &Query<'_>) -> InvoiceFilter {
    let wanted = query.choices("invoice_status", &status::WORDS.map(|word| (word, word)));
    let standings = wanted.iter().flat_map(|word| status::standings(word)).collect();
    InvoiceFilter {
        standings: (!wanted.is_empty()).then_some(standings),
        documents: Some(vec![DocumentType::Invoice]),
        customer_id: query.id("customer"),
        issued_from: date(query, &["invoice_date_gte", "invoice_date__gte", "invoice_date_from"]),
        issued_to: date(query, &["invoice_date_lte", "invoice_date__lte", "invoice_date_to"]),
        due_from: date(query, &["due_date_gte", "due_date__gte", "due_date_from"]),
        due_to: date(query, &["due_date_lte", "due_date__lte", "due_date_to"]),
        total_min: amount(query, &["amount_gte", "amount__gte", "amount_from", "min_amount"]),
        total_max: amount(query, &["amount_lte", "amount__lte", "amount_to", "max_amount"]),
        ..InvoiceFilter::default()
    }
}

/// Reads which part of the list is wanted.
pub(super) fn paging(query: &Query<'_>) -> Paging {
    Limits::LONG.skipping(query)
}

fn date(query: &Query<'_>, names: &[&'static str]) -> Option<Date> {
    query.date(spelling(query, names)?)
}

fn amount(query: &Query<'_>, names: &[&'static str]) -> Option<Decimal> {
    query.decimal(spelling(query, names)?)
}

/// Which of the names of one filter the client uses: one of them, not two.
fn spelling(query: &Query<'_>, names: &[&'static str]) -> Option<&'static str> {
    let mut given = names.iter().copied().filter(|name| query.has(name));
    let first = given.next()?;
    if let Some(second) = given.next() {
        query.fault(second, "repeated", format!("says the same as {first}"));
    }
    Some(first)
}
