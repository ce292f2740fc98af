//! What webhooks are told, in the words of the API that each has chosen.

use crate::api::{invoiless, justinvoice, justpaid, native};
use jiff::Timestamp;
use net30_app::webhooks::{News, Subject};
use net30_domain::{
    id::WebhookDeliveryId,
    webhook::{PayloadStyle, TEST_WORD, Webhook},
};

/// Writes what a webhook is told; `public_url` is what links begin with.
#[must_use]
pub fn payload(news: &News, subject: &Subject, style: PayloadStyle, public_url: &str) -> Vec<u8> {
    match style {
        PayloadStyle::Native => native::webhooks::news::body(news, subject, public_url),
        PayloadStyle::JustInvoice => justinvoice::news::body(news, subject),
        PayloadStyle::JustPaid => justpaid::news::body(news, subject),
        PayloadStyle::Invoiless => invoiless::news::body(news, subject),
    }
}

/// Writes what a webhook is sent to see whether it arrives.
pub(crate) fn test(
    webhook: &Webhook,
    id: WebhookDeliveryId,
    now: Timestamp,
    actor: &str,
    public_url: &str,
) -> Vec<u8> {
    let news = News {
        id: id.0,
        word: TEST_WORD.to_owned(),
        at: now,
        actor: actor.to_owned(),
        object_id: webhook.id.0,
        data: "{}".to_owned(),
    };
    payload(&news, &Subject::Nothing, webhook.payload_style, public_url)
}

/// The word of an event in capitals: `invoice.paid` as `INVOICE_PAID`.
pub(crate) fn in_capitals(word: &str) -> String {
    word.replace('.', "_").to_uppercase()
}

/// The word of an event in one: `invoice.paid` as `InvoicePaid`.
pub(crate) fn in_one_word(word: &str) -> String {
    let mut joined = String::with_capacity(word.len());
    for part in word.split(['.', '_']) {
        let mut letters = part.chars();
        joined.extend(letters.next().map(|first| first.to_ascii_uppercase()));
        joined.push_str(letters.as_str());
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::{in_capitals, in_one_word};

    #[test]
    fn words_are_spelt_as_the_other_services_spell_theirs() {
        assert_eq!(in_capitals("api_key.created"), "API_KEY_CREATED");
        assert_eq!(in_one_word("api_key.created"), "ApiKeyCreated");
        assert_eq!(in_one_word("invoice.paid"), "InvoicePaid");
    }
}
