//! What is allowed but surprising, told beside the reply.

use crate::{
    account::Account,
    customer::{Customer, Party},
    document::{Content, DueDateSource},
    invoice::Invoice,
    payment_terms::{DueDate, PaymentTerms, due_date_of},
    standing::Position,
    tax_id,
};

/// One thing that the client may not have meant. Nothing was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// Stable word for programs, in `snake_case`: `no_due_date`, `odd_tax_id`, …
    pub code: &'static str,
    /// JSON pointer (RFC 6901) in the native API's names.
    pub pointer: String,
    /// A sentence for people, in lowercase and without a full stop.
    pub message: String,
}

impl Warning {
    /// A warning at `pointer`.
    pub fn new(pointer: impl Into<String>, code: &'static str, message: impl Into<String>) -> Self {
        Self { code, pointer: pointer.into(), message: message.into() }
    }
}

/// What is surprising about a document to `buyer`, as long as it may still be changed or asks for money.
#[must_use]
pub fn of_invoice(invoice: &Invoice, buyer: &Party) -> Vec<Warning> {
    let matters = matches!(invoice.position(), Position::Draft | Position::Due { .. });
    if !matters || !invoice.document.asks_for_money() {
        return vec![];
    }
    let mut warnings = vec![];
    if invoice.content.due_date.is_none() {
        let message =
            "the invoice has no due date: it is never overdue, and nobody is reminded of it";
        warnings.push(Warning::new("/due_date", "no_due_date", message));
        warnings.extend(of_terms(&invoice.content));
    }
    warnings.extend(of_tax_id("/customer/tax_id", buyer));
    warnings
}

/// Why terms give no due date, where the client said none itself.
fn of_terms(content: &Content) -> Option<Warning> {
    let terms = content.payment_terms.as_deref();
    let due_date = due_date_of(terms, content.payment_days, content.issue_date);
    let is_theirs = content.due_date_source == DueDateSource::Terms;
    (is_theirs && due_date == DueDate::NotUnderstood).then(|| not_understood("/payment_terms"))
}

fn not_understood(pointer: &str) -> Warning {
    let message = "the payment terms are not understood, so that they give no due date: give payment_days or \
                   due_date beside them";
    Warning::new(pointer, "terms_not_understood", message)
}

/// What is surprising about a customer.
#[must_use]
pub fn of_customer(customer: &Customer) -> Vec<Warning> {
    let terms = customer.payment_terms.as_deref().filter(|_| customer.payment_days.is_none());
    let odd_terms = terms.filter(|terms| PaymentTerms::parse(terms).is_none());
    of_tax_id("/tax_id", &customer.party)
        .into_iter()
        .chain(odd_terms.map(|_| not_understood("/payment_terms")))
        .collect()
}

/// What is surprising about an account's settings.
#[must_use]
pub fn of_account(account: &Account) -> Vec<Warning> {
    let (seller, defaults) = (&account.seller, &account.defaults);
    let tax_id = seller.tax_id.as_deref();
    let message = tax_id.and_then(|tax_id| tax_id::oddity(tax_id, seller.address.country));
    let terms = defaults.payment_terms.as_deref().filter(|_| defaults.payment_days.is_none());
    let odd_terms = terms.filter(|terms| PaymentTerms::parse(terms).is_none());
    message
        .map(|message| Warning::new("/company/tax_id", "odd_tax_id", message))
        .into_iter()
        .chain(odd_terms.map(|_| not_understood("/defaults/payment_terms")))
        .collect()
}

fn of_tax_id(pointer: &str, party: &Party) -> Option<Warning> {
    let tax_id = party.tax_id.as_deref()?;
    let message = tax_id::oddity(tax_id, party.address.country)?;
    Some(Warning::new(pointer, "odd_tax_id", message))
}
