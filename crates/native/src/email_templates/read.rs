//! From a client's JSON to e-mail templates.

use net30_app::mail::{PreviewDraft, Wording};
use net30_domain::{
    email_delivery::MailText,
    id::InvoiceId,
    limits::{MESSAGE_CHARS_MAX, SUBJECT_CHARS_MAX},
};
use net30_http::{fields::text, json::Reader};
use uuid::Uuid;

/// Reads a text.
pub fn wording(reader: &Reader<'_>) -> Wording {
    reader.ignore(&["kind", "lang", "built_in", "updated_at"]);
    Wording {
        subject: reader.required_text("subject", SUBJECT_CHARS_MAX),
        message: reader.required_text("message", MESSAGE_CHARS_MAX),
    }
}

/// Reads what a preview shows.
pub(crate) fn preview(reader: &Reader<'_>, kind: MailText) -> PreviewDraft {
    reader.require("invoice_id");
    PreviewDraft {
        kind,
        // Where there is no id to read, a fault has been noted: this one is never looked for.
        invoice_id: reader.id("invoice_id").value().unwrap_or(InvoiceId(Uuid::nil())),
        language: reader.language("lang").value(),
        subject: text(reader, "subject", SUBJECT_CHARS_MAX),
        message: text(reader, "message", MESSAGE_CHARS_MAX),
    }
}
