//! From invoices, customers and payments to JustPaid's JSON.

use super::{
    status::word,
    wire::{Customer, Invoice, LineItem, Payment},
};
use crate::justinvoice::text::plain;
use net30_app::invoices::Shown;
use net30_domain::{
    Decimal,
    customer::{self, Party},
    document::{Content, Line},
    invoice,
    limits::NAME_CHARS_MAX,
    money::Currency,
    payment,
    tax::{Rate, Tax},
    text::Email,
    totals::LineTotals,
};
use net30_http::number::Number;

/// An invoice as a reply shows it.
pub(super) fn invoice(shown: &Shown) -> Invoice {
    let invoice = &shown.invoice;
    let content = &invoice.content;
    let issue = invoice.stage.issue();
    let lines = content.lines.iter().zip(&invoice.totals.lines);
    Invoice {
        uuid: invoice.id.0,
        invoice_status: word(shown.standing()),
        amount: Number::of(invoice.totals.total, content.currency),
        currency: content.currency.code(),
        invoice_number: number(invoice),
        invoice_date: content.issue_date,
        due_date: content.due_date,
        service_start_date: content.service.start,
        service_end_date: content.service.end,
        description: content.texts.description.as_deref().map(str::to_owned),
        created_at: invoice.created_at,
        is_recurring: invoice.recurring_id.is_some(),
        from_external_source: content.external_source.is_some(),
        external_source: content.external_source.clone(),
        external_source_id: content.external_source_id.clone(),
        line_items: lines.map(|(line, totals)| line_item(line, totals, content)).collect(),
        file_url: format!("{}/pdf", shown.link),
        payment_link: shown.link.clone(),
        customer: as_it_was(
            &shown.customer,
            issue.map_or(&shown.customer.party, |issue| &issue.buyer),
        ),
    }
}

/// The number that an invoice has or is to have. The page shows one for drafts too, and its clients read a text.
fn number(invoice: &invoice::Invoice) -> String {
    let wanted = invoice.content.number.as_deref();
    match invoice.number().or(wanted) {
        Some(number) => number.to_owned(),
        None => format!("DRAFT-{}", invoice.id.0.simple().to_string().split_at(8).0),
    }
}

/// What a line is called. One that is only described is called by its first line.
fn name(line: &Line) -> String {
    line.name.clone().unwrap_or_else(|| {
        let description = line.description.as_deref().map(plain).unwrap_or_default();
        let first = description.lines().map(str::trim).find(|line| !line.is_empty());
        first.unwrap_or_default().chars().take(NAME_CHARS_MAX).collect()
    })
}

fn line_item(line: &Line, totals: &LineTotals, content: &Content) -> LineItem {
    let currency = content.currency;
    let taxes = if line.taxes.is_empty() { &content.taxes } else { &line.taxes };
    LineItem {
        uuid: line.id.0,
        name: name(line),
        unit_price: Number(line.unit_price),
        quantity: Number(line.quantity),
        amount: Number::of(totals.net, currency),
        currency: currency.code(),
        description: line.description.as_deref().map(str::to_owned),
        flat_fee: line.flat_fee.map(Number),
        tax_rate: summed_rate(taxes),
        tax_amount: Number::of(totals.tax, currency),
        tax_name: joined_names(taxes),
        discount_amount: Number::of(totals.discount, currency),
        discount_percent: match line.discount.as_ref().map(|discount| discount.rate) {
            Some(Rate::Percentage(percent)) => Some(Number(percent)),
            Some(Rate::Amount(_)) | None => None,
        },
        service_start_date: line.service.start,
        service_end_date: line.service.end,
        display_order: line.display_order,
    }
}

/// The sum of the percentages; none if there is no percentage.
fn summed_rate(taxes: &[Tax]) -> Option<Number> {
    let percentages = taxes.iter().filter_map(|tax| match tax.rate {
        Rate::Percentage(percent) => Some(percent),
        Rate::Amount(_) => None,
    });
    // At most three of 15 digits and 8 decimals each: far from the limits of a decimal.
    percentages.reduce(|sum: Decimal, percent| sum + percent).map(Number)
}

/// The names of the taxes that have one.
fn joined_names(taxes: &[Tax]) -> Option<String> {
    let names: Vec<&str> =
        taxes.iter().map(|tax| tax.name.as_str()).filter(|name| !name.is_empty()).collect();
    (!names.is_empty()).then(|| names.join(" + "))
}

/// A customer as it is now.
pub(super) fn customer(customer: &customer::Customer) -> Customer {
    as_it_was(customer, &customer.party)
}

/// A customer with the names and addresses that an issued invoice froze.
fn as_it_was(customer: &customer::Customer, party: &Party) -> Customer {
    let emails = |emails: &[Email]| emails.iter().map(Email::to_string).collect();
    Customer {
        external_id: customer.external_id.clone(),
        uuid: customer.id.0,
        name: party.name.display(),
        contact_name: party.contact_name.clone(),
        email: party.email.as_ref().map(Email::to_string),
        additional_emails: emails(&party.additional_emails),
        billing_emails: emails(&party.billing_emails),
        phone_number: party.phone.clone(),
        currency: customer.currency.map(Currency::code),
        tax_id: party.tax_id.clone(),
    }
}

/// A payment of an invoice in `currency`.
pub(super) fn payment(payment: &payment::Payment, currency: Currency) -> Payment {
    let refunded = payment.refunded();
    Payment {
        uuid: payment.id.0,
        invoice: payment.invoice_id.0,
        status: match payment.reversed_at {
            Some(_) => "cancelled",
            None if refunded >= payment.amount => "refunded",
            None => "paid",
        },
        amount: Number::of(payment.amount, currency),
        refunded_amount: Number::of(refunded, currency),
        currency: currency.code(),
        payment_date: payment.date,
        payment_method: payment.method.word(),
        reference: payment.reference.clone(),
        notes: payment.notes.clone(),
        created_at: payment.created_at,
        cancelled_at: payment.reversed_at,
    }
}
