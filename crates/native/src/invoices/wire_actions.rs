//! The JSON of what is done with invoices: payments, refunds, credit notes, e-mails, batches.

use crate::wire::Addresses;
use jiff::{Timestamp, civil::Date};
use net30_http::{number::Number, problem::Entry};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// Money received.
#[derive(Serialize, ToSchema)]
pub(crate) struct Payment {
    /// Its id.
    pub(crate) id: Uuid,
    /// What it pays.
    pub(crate) invoice_id: Uuid,
    /// How much.
    pub(crate) amount: Number,
    /// What was given back of it.
    pub(crate) refunded: Number,
    /// What of it pays other invoices of the customer, as credit.
    pub(crate) used: Number,
    /// How it came.
    #[schema(example = "bank_transfer")]
    pub(crate) method: &'static str,
    /// Reference of the bank or the payer.
    #[schema(example = "TXN-12345")]
    pub(crate) reference: Option<String>,
    /// Notes.
    pub(crate) notes: Option<String>,
    /// The day it came in.
    pub(crate) date: Date,
    /// What was given back, oldest first.
    pub(crate) refunds: Vec<Refund>,
    /// When it was recorded.
    pub(crate) created_at: Timestamp,
    /// When it was removed again; only shown by `?reversed=true`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) reversed_at: Option<Timestamp>,
}

/// Money given back from a payment.
#[derive(Serialize, ToSchema)]
pub(crate) struct Refund {
    /// Its id.
    pub(crate) id: Uuid,
    /// From which payment.
    pub(crate) payment_id: Uuid,
    /// How much.
    pub(crate) amount: Number,
    /// Why.
    #[schema(example = "customer_request")]
    pub(crate) reason: &'static str,
    /// Notes.
    pub(crate) notes: Option<String>,
    /// The day it was given back.
    pub(crate) date: Date,
    /// When it was recorded.
    pub(crate) created_at: Timestamp,
}

/// A payment as a client writes it. All of it may be left out.
#[derive(ToSchema)]
#[schema(example = json!({"amount": 500.00, "method": "bank_transfer", "reference": "TXN-12345", "date": "2026-01-20"}))]
#[expect(
    dead_code,
    reason = "describes the request in the OpenAPI document; the body is read by hand"
)]
pub(crate) struct PaymentBody {
    /// How much; the balance if left out.
    amount: Option<Number>,
    /// `bank_transfer`, `card`, `cash`, `cheque`, `direct_debit`, `other`, or `credit`: from what the customer has to its
    /// credit, as far as it reaches; `other` if left out.
    method: Option<String>,
    /// Reference of the bank or the payer.
    #[schema(max_length = 255)]
    reference: Option<String>,
    /// Notes.
    #[schema(max_length = 10000)]
    notes: Option<String>,
    /// The day it came in; today if left out.
    date: Option<Date>,
}

/// A refund as a client writes it. All of it may be left out.
#[derive(ToSchema)]
#[schema(example = json!({"amount": 100.00, "reason": "customer_request"}))]
#[expect(
    dead_code,
    reason = "describes the request in the OpenAPI document; the body is read by hand"
)]
pub(crate) struct RefundBody {
    /// How much; what is left of the payment if left out.
    amount: Option<Number>,
    /// `duplicate`, `customer_request`, `cancelled`, `billing_error`, `fraudulent` or `other`; `other` if left out.
    reason: Option<String>,
    /// Notes.
    #[schema(max_length = 10000)]
    notes: Option<String>,
    /// The day it was given back; today if left out.
    date: Option<Date>,
}

/// What a credit note takes back. Nothing given: the whole of what remains uncredited.
#[derive(ToSchema)]
#[schema(example = json!({"items": [{"id": "019b8f3e-7c2a-7d51-9c1e-3f1d2a4b5c6d", "quantity": 1}]}))]
#[expect(
    dead_code,
    reason = "describes the request in the OpenAPI document; the body is read by hand"
)]
pub(crate) struct CreditNoteBody {
    /// The lines of the invoice that are taken back.
    items: Option<Vec<CreditNoteItemBody>>,
    /// Why: printed as the note's description.
    #[schema(max_length = 10000)]
    reason: Option<String>,
}

/// A line of the invoice that a credit note takes back.
#[derive(ToSchema)]
#[expect(
    dead_code,
    reason = "describes the request in the OpenAPI document; the body is read by hand"
)]
pub(crate) struct CreditNoteItemBody {
    /// The line's id.
    id: Uuid,
    /// How many of it; all that remain if left out.
    quantity: Option<Number>,
}

/// An e-mail with the invoice. All of it may be left out.
#[derive(ToSchema)]
#[schema(example = json!({"to": "billing@globex.example", "message": "Please find our invoice attached."}))]
#[expect(
    dead_code,
    reason = "describes the request in the OpenAPI document; the body is read by hand"
)]
pub(crate) struct SendBody {
    /// One address or several; the customer's if left out.
    #[schema(value_type = Addresses, required = false)]
    to: Option<Vec<String>>,
    /// Copies.
    cc: Option<Vec<String>>,
    /// Copies that the others do not see.
    bcc: Option<Vec<String>>,
    /// Subject.
    #[schema(max_length = 255)]
    subject: Option<String>,
    /// Text.
    #[schema(max_length = 10_000)]
    message: Option<String>,
    /// When it is to be sent; at once if left out.
    date: Option<Timestamp>,
    /// Whether the PDF is attached; `true` if left out.
    attach_pdf: Option<bool>,
    /// Whether the electronic invoice is attached as XML too, in the format that the settings promise (`einvoice.profile`),
    /// else in UBL by EN 16931; `false` if left out. An attached PDF carries one as it is.
    attach_xml: Option<bool>,
}

/// The number that would be drawn now.
#[derive(Serialize, ToSchema)]
pub(crate) struct NextNumber {
    /// The number. It is drawn when a document is issued, not before.
    #[schema(example = "INV-2026-0001")]
    pub(crate) next_number: String,
}

/// The same action on many invoices.
#[derive(ToSchema)]
#[schema(example = json!({"action": "publish", "ids": ["019b8f3e-7c2a-7d51-9c1e-3f1d2a4b5c6d"]}))]
#[expect(
    dead_code,
    reason = "describes the request in the OpenAPI document; the body is read by hand"
)]
pub(crate) struct BatchBody {
    /// `delete`, `publish`, `mark-sent`, `mark-paid`, `void` or `send`.
    action: String,
    /// Which invoices.
    #[schema(min_items = 1, max_items = 500)]
    ids: Vec<Uuid>,
}

/// What is to become of drafts in the trash.
#[derive(ToSchema)]
#[schema(example = json!({"action": "restore", "ids": ["019b8f3e-7c2a-7d51-9c1e-3f1d2a4b5c6d"]}))]
#[expect(
    dead_code,
    reason = "describes the request in the OpenAPI document; the body is read by hand"
)]
pub(crate) struct TrashBody {
    /// `restore`, `delete` (for good) or `empty`.
    action: String,
    /// Which drafts; none for `empty`.
    #[schema(max_items = 500)]
    ids: Option<Vec<Uuid>>,
}

/// What became of each.
#[derive(Serialize, ToSchema)]
pub(crate) struct BatchReply {
    /// Those with which it worked.
    pub(crate) succeeded: Vec<Uuid>,
    /// The others, with the reason.
    pub(crate) failed: Vec<BatchFailure>,
}

/// One of a batch with which it did not work.
#[derive(Serialize, ToSchema)]
pub(crate) struct BatchFailure {
    /// Which.
    pub(crate) id: Uuid,
    /// Why.
    pub(crate) error: BatchError,
}

/// Why something did not work: what the call for this one alone would have answered.
#[derive(Serialize, ToSchema)]
pub(crate) struct BatchError {
    /// What the code means.
    #[schema(example = "The document's state does not allow it")]
    pub(crate) title: &'static str,
    /// The status of HTTP.
    #[schema(example = 409)]
    pub(crate) status: u16,
    /// Stable word for programs.
    #[schema(example = "invalid_transition")]
    pub(crate) code: &'static str,
    /// What is wrong.
    pub(crate) detail: String,
    /// All faults, for invalid input.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(value_type = Vec<Object>)]
    pub(crate) errors: Vec<Entry>,
}
