//! Hashes of what the books hold: all that an issued document, a payment or a refund says.
//!
//! What is hashed is a text in UTF-8: the word for it and the version of this format, then a line break, then JSON
//! without spaces, keys in the order of their bytes, without what is empty. Decimals and dates are texts, amounts are
//! whole numbers of the currency's smallest unit, moments are microseconds since 1970, ids are texts with hyphens. The
//! format is part of the database's: a change of it is a new version beside this one (`docs/books.md`).

mod canonical;

use crate::{
    invoice::records::{
        FrozenRecord, LineRestRecord, RestRecord, SumsRecord, frozen_of, line_rest_of, rest_of,
        sums_of,
    },
    kept::Kept,
};
use net30_domain::{
    Date, Decimal, Timestamp,
    document::Line,
    id::{
        AccountId, CustomerId, InvoiceId, LineId, PaymentId, ProductId, RecurringId, RefundId,
        TemplateId,
    },
    invoice::{CreditedLine, Invoice},
    payment::{Payment, Refund},
    totals::LineTotals,
};
use serde::{Serialize, Serializer};
use sha2::{Digest as _, Sha256};
use std::fmt::Display;

/// The version of the format.
pub const VERSION: u8 = 1;

/// The SHA-256 of a content, as text `1:` and 64 hexadecimal digits.
#[must_use]
pub fn text_of(hash: &[u8; 32]) -> String {
    format!("{VERSION}:{}", base16ct::lower::encode_string(hash))
}

/// A line as it is hashed.
#[derive(Serialize)]
struct LineContent<'a> {
    id: Shown<&'a LineId>,
    product_id: Option<Shown<&'a ProductId>>,
    name: Option<&'a str>,
    quantity: Shown<&'a Decimal>,
    unit_price: Shown<&'a Decimal>,
    gross: i64,
    discount: i64,
    net: i64,
    tax: i64,
    total: i64,
    rest: LineRestRecord,
}

impl<'a> LineContent<'a> {
    fn of((line, sums): (&'a Line, &LineTotals)) -> Self {
        Self {
            id: Shown(&line.id),
            product_id: line.product_id.as_ref().map(Shown),
            name: line.name.as_deref(),
            quantity: Shown(&line.quantity),
            unit_price: Shown(&line.unit_price),
            gross: sums.gross.0,
            discount: sums.discount.0,
            net: sums.net.0,
            tax: sums.tax.0,
            total: sums.total.0,
            rest: line_rest_of(line),
        }
    }
}

/// A document as it is hashed.
#[derive(Serialize)]
struct DocumentContent<'a> {
    id: Shown<InvoiceId>,
    account_id: Shown<AccountId>,
    #[serde(rename = "type")]
    kind: &'static str,
    number: &'a str,
    issued_at: i64,
    share_token: &'a str,
    parties: FrozenRecord,
    customer_id: Shown<CustomerId>,
    currency: &'a str,
    issue_date: Shown<Date>,
    due_date: Option<Shown<Date>>,
    template_id: Option<Shown<TemplateId>>,
    external_source: Option<&'a str>,
    external_source_id: Option<&'a str>,
    metadata: Option<&'a str>,
    rest: RestRecord,
    totals: SumsRecord,
    lines: Vec<LineContent<'a>>,
    credits: Option<Shown<InvoiceId>>,
    credited_lines: <Vec<CreditedLine> as Kept>::Record,
    recurring_id: Option<Shown<RecurringId>>,
    created_at: i64,
}

/// The hash of all that an issued document says; `None` of a draft, which may be changed.
///
/// What becomes of it afterwards is not part of it: when it was sent, seen, paid, voided or hidden.
#[must_use]
pub fn of_document(invoice: &Invoice) -> Option<[u8; 32]> {
    let issue = invoice.stage.issue()?;
    let content = &invoice.content;
    let totals = &invoice.totals;
    let document = DocumentContent {
        id: Shown(invoice.id),
        account_id: Shown(invoice.account_id),
        kind: invoice.document.word(),
        number: &issue.number,
        issued_at: moment(issue.issued_at),
        share_token: &issue.share_token,
        parties: frozen_of(issue),
        customer_id: Shown(content.customer_id),
        currency: content.currency.code(),
        issue_date: Shown(content.issue_date),
        due_date: content.due_date.map(Shown),
        template_id: content.template_id.map(Shown),
        external_source: content.external_source.as_deref(),
        external_source_id: content.external_source_id.as_deref(),
        metadata: content.metadata.as_deref(),
        rest: rest_of(content),
        totals: sums_of(totals),
        lines: content.lines.iter().zip(&totals.lines).map(LineContent::of).collect(),
        credits: invoice.credits.as_ref().map(|link| Shown(link.id)),
        credited_lines: invoice.credited_lines.record(),
        recurring_id: invoice.recurring_id.map(Shown),
        created_at: moment(invoice.created_at),
    };
    Some(hashed("document", &document))
}

/// A payment as it is hashed.
#[derive(Serialize)]
struct PaymentContent<'a> {
    id: Shown<PaymentId>,
    invoice_id: Shown<InvoiceId>,
    amount: i64,
    method: &'static str,
    reference: Option<&'a str>,
    notes: Option<&'a str>,
    date: Shown<Date>,
    created_at: i64,
}

/// The hash of all that a payment says. That it was reversed is an event of its own.
#[must_use]
pub fn of_payment(payment: &Payment) -> [u8; 32] {
    let payment = PaymentContent {
        id: Shown(payment.id),
        invoice_id: Shown(payment.invoice_id),
        amount: payment.amount.0,
        method: payment.method.word(),
        reference: payment.reference.as_deref(),
        notes: payment.notes.as_deref(),
        date: Shown(payment.date),
        created_at: moment(payment.created_at),
    };
    hashed("payment", &payment)
}

/// A refund as it is hashed.
#[derive(Serialize)]
struct RefundContent<'a> {
    id: Shown<RefundId>,
    payment_id: Shown<PaymentId>,
    amount: i64,
    reason: &'static str,
    notes: Option<&'a str>,
    date: Shown<Date>,
    created_at: i64,
}

/// The hash of all that a refund says.
#[must_use]
pub fn of_refund(refund: &Refund) -> [u8; 32] {
    let refund = RefundContent {
        id: Shown(refund.id),
        payment_id: Shown(refund.payment_id),
        amount: refund.amount.0,
        reason: refund.reason.word(),
        notes: refund.notes.as_deref(),
        date: Shown(refund.date),
        created_at: moment(refund.created_at),
    };
    hashed("refund", &refund)
}

/// A value that is written as the text it is shown as.
struct Shown<T>(T);

impl<T: Display> Serialize for Shown<T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(&self.0)
    }
}

/// Kept to the microsecond.
fn moment(at: Timestamp) -> i64 {
    at.as_microsecond()
}

fn hashed(what: &str, content: &impl Serialize) -> [u8; 32] {
    let text = canonical::written(format!("net30 {what} {VERSION}\n").into_bytes(), content);
    Sha256::digest(&text).into()
}

#[cfg(test)]
mod tests {
    use super::{hashed, text_of};

    #[derive(serde::Serialize)]
    struct Content {
        id: &'static str,
        notes: Option<&'static str>,
        amount: i64,
    }

    /// The format is kept for ever: what was hashed once must come to the same.
    #[test]
    fn the_hash_of_a_content_never_changes() {
        // printf 'net30 refund 1\n{"amount":5,"id":"x"}' | sha256sum
        let hash = hashed("refund", &Content { id: "x", notes: None, amount: 5 });
        assert_eq!(
            text_of(&hash),
            "1:2744e3a0615c350a6f540a221ebdf7ca6e156d83bf35d99e2af7afee5b0c7172"
        );
    }
}
