//! The JSON of e-mail deliveries.

use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// An e-mail and what became of it.
#[derive(Serialize, ToSchema)]
pub(crate) struct EmailDelivery {
    /// Its id.
    pub(crate) id: Uuid,
    /// What it is for: `invoice`, `reminder`, `receipt`, `statement`, `notice` or `test`.
    #[schema(example = "invoice")]
    pub(crate) kind: &'static str,
    /// What it is about: the invoice, or the customer of a statement.
    pub(crate) object_id: Uuid,
    /// `waiting`, `sent`, `failed` or `cancelled`.
    #[schema(example = "sent")]
    pub(crate) status: &'static str,
    /// To whom.
    #[schema(example = json!(["billing@globex.example"]))]
    pub(crate) to: Vec<String>,
    /// Copies.
    pub(crate) cc: Vec<String>,
    /// Copies that the others do not see.
    pub(crate) bcc: Vec<String>,
    /// The subject that it was sent with; null until then.
    #[schema(example = "Invoice INV-2026-0001 from Acme Inc.")]
    pub(crate) subject: Option<String>,
    /// Its `Message-ID`, the same however often it is tried.
    #[schema(example = "<019b8f3e-7c2a-7d51-9c1e-3f1d2a4b5c6d@billing.example.com>")]
    pub(crate) message_id: String,
    /// How often it was tried.
    #[schema(example = 1)]
    pub(crate) attempts: i32,
    /// What went wrong last, in the mail server's words where it had some.
    #[schema(example = json!(null))]
    pub(crate) error: Option<String>,
    /// When it is, or was, to be sent.
    pub(crate) scheduled_at: Timestamp,
    /// When the mail server took it.
    pub(crate) sent_at: Option<Timestamp>,
    /// When it was asked for.
    pub(crate) created_at: Timestamp,
    /// When it was last tried or changed.
    pub(crate) updated_at: Timestamp,
}
