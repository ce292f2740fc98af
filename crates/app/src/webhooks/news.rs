//! What webhooks are told: an event, and the object that it happened to.

use crate::{App, Caller, Error, Result, entry, invoices, invoices::Shown};
use jiff::Timestamp;
use net30_domain::{
    customer::Customer,
    event::Event,
    id::{CustomerId, InvoiceId, ProductId, TaxId, TemplateId},
    payment::Payment,
    product::Product,
    tax::TaxDefinition,
    template::Template,
    webhook::PayloadStyle,
};
use serde_json::Value;
use uuid::Uuid;

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct News {
    /// The event's id.
    pub id: Uuid,
    /// The word of its type, such as `invoice.paid`.
    pub word: String,
    /// When it happened.
    pub at: Timestamp,
    /// Who did it.
    pub actor: String,
    /// To what.
    pub object_id: Uuid,
    /// What changed, or the facts of it: a JSON object.
    pub data: String,
}

impl News {
    /// What happened as the history has it.
    pub(super) fn of(event: &Event) -> Self {
        Self {
            id: event.id.0,
            word: event.kind.word().to_owned(),
            at: event.at,
            actor: event.actor.to_string(),
            object_id: event.object_id,
            data: event.data.clone(),
        }
    }

    /// What it happened to: the first part of the word.
    #[must_use]
    pub fn noun(&self) -> &str {
        self.word.split('.').next().unwrap_or_default()
    }
}

/// The object that something happened to, as it is when it is told.
#[derive(Clone, Debug)]
pub enum Subject {
    /// A document.
    Invoice(Box<Shown>),
    /// A payment, and the document that it pays.
    Payment(Box<Shown>, Payment),
    /// A customer.
    Customer(Box<Customer>),
    /// A product.
    Product(Product),
    /// A tax.
    Tax(TaxDefinition),
    /// A template.
    Template(Template),
    /// Something that is gone, or has no form of its own.
    Nothing,
}

/// Writes what a webhook is told in an API's words; the last argument is what links begin with.
pub type PayloadWriter = fn(&News, &Subject, PayloadStyle, &str) -> Vec<u8>;

/// The object that an event happened to.
pub(super) async fn subject(app: &App, caller: &Caller, event: &Event) -> Result<Subject> {
    let id = event.object_id;
    let found = match event.kind.noun() {
        "invoice" => invoices::get(app, caller, InvoiceId(id)).await.map(invoice),
        "payment" => {
            invoices::get(app, caller, InvoiceId(id)).await.map(|shown| payment(shown, &event.data))
        }
        "customer" => {
            let customer = entry::get(app, caller, CustomerId(id)).await;
            customer.map(|customer| Subject::Customer(Box::new(customer)))
        }
        "product" => entry::get(app, caller, ProductId(id)).await.map(Subject::Product),
        "tax" => entry::get(app, caller, TaxId(id)).await.map(Subject::Tax),
        "template" => entry::get(app, caller, TemplateId(id)).await.map(Subject::Template),
        _ => Ok(Subject::Nothing),
    };
    match found {
        Err(Error::NotFound(_)) => Ok(Subject::Nothing),
        found => found,
    }
}

fn invoice(shown: Shown) -> Subject {
    Subject::Invoice(Box::new(shown))
}

/// The payment that the facts of the event name.
fn payment(shown: Shown, data: &str) -> Subject {
    let facts: Value = serde_json::from_str(data).unwrap_or_default();
    let id = facts["payment_id"].as_str().unwrap_or_default();
    let named = |payment: &&Payment| payment.id.to_string() == id;
    match shown.invoice.payments.iter().find(named).cloned() {
        Some(payment) => Subject::Payment(Box::new(shown), payment),
        None => invoice(shown),
    }
}
