//! The bodies of what is done with invoices: payments, refunds, credit notes, batches.

use net30_app::invoices::{
    BATCH_MAX, BatchAction, CreditLine, NewPayment, NewRefund, SendOptions, TrashAction,
};
use net30_domain::{
    html::Html,
    id::{InvoiceId, LineId},
    limits::{
        HTML_CHARS_MAX, LINES_MAX, MESSAGE_CHARS_MAX, RECIPIENTS_MAX, REFERENCE_CHARS_MAX,
        SUBJECT_CHARS_MAX,
    },
    payment::{Method, RefundReason},
    text::Email,
};
use net30_http::{
    fields::{email, html, present, text},
    json::{Item, Reader},
};

/// Reads a payment.
pub fn payment(reader: &Reader<'_>) -> NewPayment {
    NewPayment { amount: reader.decimal("amount").value(), ..payment_of_balance(reader) }
}

/// Reads how the balance was paid.
pub(crate) fn payment_of_balance(reader: &Reader<'_>) -> NewPayment {
    let methods = Method::ALL.map(|method| (method.word(), method));
    NewPayment {
        amount: None,
        method: reader.choice("method", &methods).value(),
        reference: text(reader, "reference", REFERENCE_CHARS_MAX),
        notes: text(reader, "notes", HTML_CHARS_MAX),
        date: reader.date("date").value(),
    }
}

/// Reads a refund.
pub fn refund(reader: &Reader<'_>) -> NewRefund {
    let reasons = RefundReason::ALL.map(|reason| (reason.word(), reason));
    NewRefund {
        amount: reader.decimal("amount").value(),
        reason: reader.choice("reason", &reasons).value(),
        notes: text(reader, "notes", HTML_CHARS_MAX),
        date: reader.date("date").value(),
    }
}

/// Reads what a credit note takes back, and why.
pub fn credit_note(reader: &Reader<'_>) -> (Option<Vec<CreditLine>>, Option<Html>) {
    let line = |item: &Item<'_>| {
        let reader = present(item, item.object())?;
        let quantity = reader.decimal("quantity").value();
        if !reader.require("id") {
            return None;
        }
        Some(CreditLine { line_id: reader.id::<LineId>("id").value()?, quantity })
    };
    let lines = reader.array("items", 1..=LINES_MAX).value();
    let lines = lines.map(|items| items.iter().filter_map(line).collect());
    (lines, html(reader, "reason", HTML_CHARS_MAX))
}

/// Reads what an e-mail is to say, where it is to go, and when.
pub fn message(reader: &Reader<'_>) -> SendOptions {
    SendOptions {
        to: addresses(reader, "to"),
        cc: addresses(reader, "cc"),
        bcc: addresses(reader, "bcc"),
        subject: text(reader, "subject", SUBJECT_CHARS_MAX),
        message: text(reader, "message", MESSAGE_CHARS_MAX),
        date: reader.item("date").day_or_moment().value(),
        attach_pdf: reader.boolean("attach_pdf").value().unwrap_or(true),
        attach_xml: reader.boolean("attach_xml").value().unwrap_or(false),
    }
}

/// Reads one address, or an array of them.
pub(crate) fn addresses(reader: &Reader<'_>, key: &'static str) -> Vec<Email> {
    if reader.item(key).value().is_some_and(serde_json::Value::is_array) {
        let items = reader.array(key, 0..=RECIPIENTS_MAX).value().unwrap_or_default();
        items.iter().filter_map(|item| present(item, item.email())).collect()
    } else {
        email(reader, key).into_iter().collect()
    }
}

/// Reads a batch.
pub(crate) fn batch(reader: &Reader<'_>) -> (BatchAction, Vec<InvoiceId>) {
    let actions = [
        ("delete", BatchAction::Delete),
        ("publish", BatchAction::Publish),
        ("mark-sent", BatchAction::MarkSent),
        ("mark-paid", BatchAction::MarkPaid),
        ("void", BatchAction::Void),
        ("send", BatchAction::Send),
    ];
    reader.require("action");
    // Where there is no action to read, a fault has been noted: this one is never done.
    let action = reader.choice("action", &actions).value().unwrap_or(BatchAction::MarkSent);
    (action, ids(reader))
}

/// Reads what is to become of the trash.
pub(crate) fn trash(reader: &Reader<'_>) -> (TrashAction, Vec<InvoiceId>) {
    let actions = [
        ("restore", TrashAction::Restore),
        ("delete", TrashAction::Delete),
        ("empty", TrashAction::Empty),
    ];
    reader.require("action");
    // Where there is no action to read, a fault has been noted: this one is never done.
    let action = reader.choice("action", &actions).value().unwrap_or(TrashAction::Restore);
    if action == TrashAction::Empty {
        // Naming some while emptying the whole trash is a mistake to be told, not to be guessed at.
        let _ = reader.array("ids", 0..=0);
        return (TrashAction::Empty, vec![]);
    }
    (action, ids(reader))
}

/// Reads the ids of a batch, each once.
fn ids(reader: &Reader<'_>) -> Vec<InvoiceId> {
    if !reader.require("ids") {
        return vec![];
    }
    let items = reader.array("ids", 1..=BATCH_MAX).value().unwrap_or_default();
    let mut seen = std::collections::HashSet::new();
    items
        .iter()
        .filter_map(|item| present(item, item.id::<InvoiceId>()))
        .filter(|id| seen.insert(*id))
        .collect()
}
