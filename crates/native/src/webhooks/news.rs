//! What a webhook is told in the native API's words: the event, and the object that it happened to.

use crate::{customers, invoices, products, resource::Resource as _, taxes, templates};
use jiff::Timestamp;
use net30_app::webhooks::{News, Subject};
use serde::Serialize;
use serde_json::value::RawValue;
use uuid::Uuid;

/// The body of a delivery: type, timestamp and data are those of Standard Webhooks.
#[derive(Serialize)]
struct Body<'a> {
    r#type: &'a str,
    timestamp: Timestamp,
    data: Data<'a>,
}

#[derive(Serialize)]
struct Data<'a> {
    event: Happened<'a>,
    object: Option<Object>,
}

/// The event, as in the history.
#[derive(Serialize)]
struct Happened<'a> {
    id: Uuid,
    r#type: &'a str,
    created_at: Timestamp,
    actor: &'a str,
    object_id: Uuid,
    data: Option<Box<RawValue>>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Object {
    Invoice(Box<invoices::wire::Invoice>),
    Customer(Box<customers::wire::Customer>),
    Product(products::ProductWire),
    Tax(taxes::TaxWire),
    Template(Box<templates::wire::Template>),
}

/// Writes the news. The object of a payment is the document that it pays, with its payments.
#[must_use]
pub fn body(news: &News, subject: &Subject, public_url: &str) -> Vec<u8> {
    let event = Happened {
        id: news.id,
        r#type: &news.word,
        created_at: news.at,
        actor: &news.actor,
        object_id: news.object_id,
        data: RawValue::from_string(news.data.clone()).ok(),
    };
    let data = Data { event, object: object(subject, public_url) };
    let body = Body { r#type: &news.word, timestamp: news.at, data };
    net30_http::json::written(&body)
}

fn object(subject: &Subject, public_url: &str) -> Option<Object> {
    Some(match subject {
        Subject::Invoice(shown) | Subject::Payment(shown, _) => {
            Object::Invoice(Box::new(invoices::write::invoice(shown, public_url)))
        }
        Subject::Customer(customer) => {
            Object::Customer(Box::new(customers::write::customer(customer)))
        }
        Subject::Product(product) => Object::Product(product.wire()),
        Subject::Tax(tax) => Object::Tax(tax.wire()),
        Subject::Template(template) => Object::Template(Box::new(template.wire())),
        Subject::Nothing => return None,
    })
}
