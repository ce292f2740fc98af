//! Mail: e-mails are left to be sent in the transaction of their cause, and sent by a round of background work.
//!
//! `NewEmail` and `post` are for use cases; `deliver` is the round; an e-mail that was sent twice, because a server died
//! while the mail server answered, has the same `Message-ID` both times.

mod at_once;
mod deliver;
mod email;
mod host;
mod log;
mod personal;
mod prepare;
mod receipt;
mod settings;
mod settle;
mod templates;
mod try_out;
mod write;

pub use crate::outside::ServerMail;
pub use deliver::MailSender;
pub use email::{Attachment, Fact};
pub(crate) use email::{JOB, NewEmail, post, withdraw};
pub use log::{deliveries, deliveries_of};
pub use net30_documents::mail::Mail;
pub use net30_store::email_delivery::{EmailDelivery, EmailDeliveryFilter};
pub(crate) use personal::{of_account, of_server, send_personal};
pub(crate) use prepare::file_name;
pub(crate) use receipt::post_receipt;
pub(crate) use settings::is_configured;
pub use settings::{
    EmailSettings, RemoveEmailSettings, SaveEmailSettings, SmtpSecurity, email_settings,
    server_sends,
};
pub(crate) use settle::revived;
pub(crate) use templates::check_wording;
pub use templates::{
    MailTemplate, PreviewDraft, RemoveTemplate, SaveTemplate, Wording, preview, template,
};
pub use try_out::test;

use net30_documents::mail::{PLACEHOLDERS, unknown_placeholder};

/// Says what is wrong with a text of e-mails, if it has a placeholder that there is not.
pub(crate) fn check_placeholders(text: &str) -> std::result::Result<(), String> {
    let Some(name) = unknown_placeholder(text) else { return Ok(()) };
    let known = PLACEHOLDERS.map(|name| format!("{{{name}}}")).join(", ");
    Err(format!("has the unknown placeholder {{{name}}}; there are {known}"))
}
