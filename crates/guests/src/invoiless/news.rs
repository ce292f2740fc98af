//! What a webhook is told in Invoiless' words, as <https://docs.invoiless.com/docs/webhooks> has them; what happens here
//! and not there gets a word made in the same way.

use super::{wire, write};
use crate::words::in_one_word;
use net30_app::webhooks::{News, Subject};
use serde::Serialize;
use uuid::Uuid;

#[derive(Serialize)]
struct Body {
    r#type: String,
    data: Data,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Data {
    Invoice(Box<wire::Invoice>),
    Payment(wire::Payment),
    Customer(Box<wire::Customer>),
    Item(wire::Item),
    Other { id: Uuid },
}

/// Writes the news.
#[must_use]
pub fn body(news: &News, subject: &Subject) -> Vec<u8> {
    let data = match subject {
        Subject::Invoice(shown) => Data::Invoice(Box::new(write::invoice(shown))),
        Subject::Payment(shown, payment) => {
            Data::Payment(write::payment(payment, shown.invoice.content.currency))
        }
        Subject::Customer(customer) => Data::Customer(Box::new(write::customer(customer))),
        Subject::Product(product) => Data::Item(write::item(product)),
        Subject::Tax(_) | Subject::Template(_) | Subject::Nothing => {
            Data::Other { id: news.object_id }
        }
    };
    let body = Body { r#type: word(&news.word), data };
    net30_http::json::written(&body)
}

fn word(word: &str) -> String {
    match word {
        // Invoiless has one word for what changes a document without a word of its own.
        "invoice.issued"
        | "invoice.unpublished"
        | "invoice.voided"
        | "invoice.credited"
        | "invoice.restored" => "InvoiceUpdated".to_owned(),
        "invoice.erased" => "InvoiceDeleted".to_owned(),
        "invoice.reminder_due" => "ReminderSent".to_owned(),
        "invoice.late_fee_charged" => "LateFeeApplied".to_owned(),
        other => in_one_word(other),
    }
}
