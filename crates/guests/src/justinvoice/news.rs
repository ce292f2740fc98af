//! What a webhook is told in JustInvoice's words. Its page describes none: the form is that of the native API, the names
//! are its own.

use super::{wire, write};
use jiff::Timestamp;
use net30_app::webhooks::{News, Subject};
use net30_domain::document::DocumentType;
use serde::Serialize;
use uuid::Uuid;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Body<'a> {
    id: Uuid,
    r#type: &'a str,
    created_at: Timestamp,
    data: Data,
}

/// The object; the id alone of what the API has no form for.
#[derive(Serialize)]
#[serde(untagged)]
enum Data {
    Invoice(Box<wire::Invoice>),
    Other { id: Uuid },
}

/// Writes the news. What happens to a payment is told with the invoice that it pays.
#[must_use]
pub fn body(news: &News, subject: &Subject) -> Vec<u8> {
    let data = match subject {
        Subject::Invoice(shown) | Subject::Payment(shown, _)
            if shown.invoice.document == DocumentType::Invoice =>
        {
            Data::Invoice(Box::new(write::invoice(shown)))
        }
        _ => Data::Other { id: news.object_id },
    };
    let body = Body { id: news.id, r#type: &news.word, created_at: news.at, data };
    net30_http::json::written(&body)
}
