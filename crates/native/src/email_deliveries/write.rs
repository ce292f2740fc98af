//! From an e-mail delivery to its JSON.

use super::wire;
use net30_app::mail::EmailDelivery;
use net30_domain::text::Email;

/// An e-mail and what became of it.
pub(crate) fn delivery(email: &EmailDelivery) -> wire::EmailDelivery {
    let texts = |emails: &[Email]| emails.iter().map(ToString::to_string).collect();
    wire::EmailDelivery {
        id: email.id.0,
        kind: email.kind.word(),
        object_id: email.object_id,
        status: email.status.word(),
        to: texts(&email.content.to),
        cc: texts(&email.content.cc),
        bcc: texts(&email.content.bcc),
        subject: email.subject.clone(),
        message_id: email.message_id.clone(),
        attempts: email.attempts,
        error: email.last_error.clone(),
        scheduled_at: email.run_at,
        sent_at: email.sent_at,
        created_at: email.created_at,
        updated_at: email.updated_at,
    }
}
