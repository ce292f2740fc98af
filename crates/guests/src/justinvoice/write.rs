//! From an invoice to JustInvoice's JSON.

use super::{
    status, text,
    wire::{Invoice, LineItem},
};
use net30_app::invoices::Shown;
use net30_domain::{
    Date,
    customer::Address,
    document::Line,
    money::{Amount, Currency},
    text::{Country, Email},
    totals::LineTotals,
};
use net30_http::number::Number;

/// An invoice as a reply shows it.
pub(super) fn invoice(shown: &Shown) -> Invoice {
    let invoice = &shown.invoice;
    let content = &invoice.content;
    let currency = content.currency;
    let issue = invoice.stage.issue();
    let party = issue.map_or(&shown.customer.party, |issue| &issue.buyer);
    let (name, address) = (&party.name, &party.address);
    let lines = content.lines.iter().zip(&invoice.totals.lines);
    let number = |amount: Amount| Number::of(amount, currency);
    Invoice {
        id: invoice.id.0,
        invoice_number: invoice.number().map(str::to_owned),
        invoice_status: status::number(shown.standing()),
        customer_email: party.email.as_ref().map(Email::to_string),
        customer_first_name: name.first_name.clone(),
        customer_last_name: name.last_name.clone(),
        customer_company_name: name.company.clone(),
        customer_address: street(address),
        customer_city: address.city.clone(),
        customer_province_state: address.region.clone(),
        customer_postal_code: address.postal_code.clone(),
        customer_country: address.country.as_ref().map(Country::code).map(str::to_owned),
        invoice_date: midnight(content.issue_date),
        due_date: content.due_date.map(midnight),
        currency_code: currency.code().to_owned(),
        note_to_customer: content.notes.as_deref().map(text::plain),
        line_items: lines.map(|(line, totals)| line_item(line, totals, currency)).collect(),
        sub_total: number(invoice.totals.subtotal),
        tax: number(invoice.totals.tax),
        total: number(invoice.totals.total),
        amount_due: number(invoice.balance().due),
        pdf_url: format!("{}/pdf", shown.link),
        payment_link: shown.link.clone(),
        created_at: invoice.created_at,
    }
}

/// A date as the page writes it: .NET and Go read a date-time here, and nothing else.
fn midnight(date: Date) -> String {
    format!("{date}T00:00:00Z")
}

/// The street with all of its lines, of which JustInvoice has one.
fn street(address: &Address) -> Option<String> {
    let lines = [&address.line1, &address.line2, &address.line3];
    let lines: Vec<&str> = lines.into_iter().filter_map(|line| line.as_deref()).collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

fn line_item(line: &Line, totals: &LineTotals, currency: Currency) -> LineItem {
    let description = line.description.as_deref().map(text::plain);
    let parts: Vec<String> = line.name.clone().into_iter().chain(description).collect();
    LineItem {
        description: parts.join("\n"),
        quantity: Number(line.quantity),
        unit_price: Number(line.unit_price),
        amount: Number::of(totals.net, currency),
    }
}
