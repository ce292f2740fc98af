//! From an e-mail delivery to its JSON.

use super::wire;
use net30_app::mail::Delivery;
use net30_domain::text::Email;

/// An e-mail and what became of it.
pub(crate) fn delivery(letter: &Delivery) -> wire::EmailDelivery {
    let texts = |emails: &[Email]| emails.iter().map(ToString::to_string).collect();
    wire::EmailDelivery {
        id: letter.id.0,
        kind: letter.kind.word(),
        object_id: letter.object_id,
        status: letter.status.word(),
        to: texts(&letter.content.to),
        cc: texts(&letter.content.cc),
        bcc: texts(&letter.content.bcc),
        subject: letter.subject.clone(),
        message_id: letter.message_id.clone(),
        attempts: letter.attempts,
        error: letter.last_error.clone(),
        scheduled_at: letter.run_at,
        sent_at: letter.sent_at,
        created_at: letter.created_at,
        updated_at: letter.updated_at,
    }
}
