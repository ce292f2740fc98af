//! The JSON of e-mail templates.

use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// An e-mail template as a client writes it.
#[derive(ToSchema)]
#[schema(example = json!({"subject": "Invoice {number} from {company}", "message": "Hello {customer},\n\nplease pay {amount_due} by {due_date}."}))]
#[expect(
    dead_code,
    reason = "describes the request in the OpenAPI document; the body is read by hand"
)]
pub(crate) struct EmailTemplateBody {
    /// The subject, with placeholders.
    #[schema(max_length = 255)]
    subject: String,
    /// The text, with placeholders; an empty line begins a paragraph.
    #[schema(max_length = 10_000)]
    message: String,
}

/// An e-mail template.
#[derive(Serialize, ToSchema)]
pub(crate) struct EmailTemplate {
    /// Of which e-mails.
    #[schema(example = "invoice")]
    pub(crate) kind: &'static str,
    /// For which language; null for all that have no text of their own.
    #[schema(example = json!(null))]
    pub(crate) lang: Option<&'static str>,
    /// The subject, with placeholders.
    #[schema(example = "Invoice {number} from {company}")]
    pub(crate) subject: String,
    /// The text, with placeholders.
    #[schema(example = "Hello {customer},\n\nplease find our invoice {number}.")]
    pub(crate) message: String,
    /// Whether it came with the program.
    #[schema(example = true)]
    pub(crate) built_in: bool,
    /// When you changed it.
    pub(crate) updated_at: Option<Timestamp>,
}

/// What a preview shows.
#[derive(ToSchema)]
#[schema(example = json!({"invoice_id": "019b8f3e-7c2a-7d51-9c1e-3f1d2a4b5c6d", "lang": "de"}))]
#[expect(
    dead_code,
    reason = "describes the request in the OpenAPI document; the body is read by hand"
)]
pub(crate) struct EmailPreviewBody {
    /// The invoice that the e-mail is about.
    invoice_id: Uuid,
    /// The language; the invoice's if left out.
    lang: Option<String>,
    /// A subject to try; the one in use if left out.
    #[schema(max_length = 255)]
    subject: Option<String>,
    /// A text to try; the one in use if left out.
    #[schema(max_length = 10_000)]
    message: Option<String>,
}

/// An e-mail.
#[derive(Serialize, ToSchema)]
pub(crate) struct EmailPreview {
    /// Its subject.
    #[schema(example = "Invoice INV-2026-0001 from Acme Inc.")]
    pub(crate) subject: String,
    /// Its text.
    pub(crate) text: String,
    /// The same as HTML.
    pub(crate) html: String,
}
