//! Mail: letters are left to be sent in the transaction of their cause, and sent by a round of background work.

mod letter;
mod settings;

pub use letter::{Attachment, Fact};
pub(crate) use letter::{Letter, post, withdraw};
pub use net30_store::delivery::{Delivery, DeliveryFilter};
pub use settings::{EmailSettings, ServerMail, SmtpSecurity};

/// Says what is wrong with a text of letters, if it has a placeholder that there is not.
pub(crate) fn check_placeholders(text: &str) -> std::result::Result<(), String> {
    use net30_documents::mail::{PLACEHOLDERS, unknown_placeholder};
    let Some(name) = unknown_placeholder(text) else { return Ok(()) };
    let known = PLACEHOLDERS.map(|name| format!("{{{name}}}")).join(", ");
    Err(format!("has the unknown placeholder {{{name}}}; there are {known}"))
}
