//! From e-mail templates to their JSON.

use super::wire;
use net30_app::mail::{Mail, MailTemplate};
use net30_domain::text::Language;

/// An e-mail template.
pub(crate) fn template(template: &MailTemplate) -> wire::EmailTemplate {
    wire::EmailTemplate {
        kind: template.kind.word(),
        lang: template.language.map(Language::code),
        subject: template.wording.subject.clone(),
        message: template.wording.message.clone(),
        built_in: template.updated_at.is_none(),
        updated_at: template.updated_at,
    }
}

/// An e-mail.
pub(crate) fn preview(email: Mail) -> wire::EmailPreview {
    wire::EmailPreview { subject: email.subject, text: email.text, html: email.html }
}
