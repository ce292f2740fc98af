//! What webhooks are told, in the words of the API that each has chosen.

use net30_app::webhooks::{News, Subject};
use net30_domain::webhook::PayloadStyle;
use net30_guests::{invoiless, justinvoice, justpaid};

/// Writes what a webhook is told; `public_url` is what links begin with.
#[must_use]
pub fn payload(news: &News, subject: &Subject, style: PayloadStyle, public_url: &str) -> Vec<u8> {
    match style {
        PayloadStyle::Native => net30_native::webhooks::news::body(news, subject, public_url),
        PayloadStyle::JustInvoice => justinvoice::news::body(news, subject),
        PayloadStyle::JustPaid => justpaid::news::body(news, subject),
        PayloadStyle::Invoiless => invoiless::news::body(news, subject),
    }
}
