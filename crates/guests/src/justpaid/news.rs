//! What a webhook is told in JustPaid's words, as <https://docs.justpaid.io/api-reference/api/webhooks> has them; what
//! happens here and not there gets a word made in the same way.

use super::{status, wire, write};
use crate::words::in_capitals;
use net30_app::webhooks::{News, Subject};
use net30_domain::{document::DocumentType, payment::Payment};
use serde::Serialize;
use uuid::Uuid;

#[derive(Serialize)]
struct Body {
    webhook_type: String,
    data: Data,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Data {
    Invoice {
        invoice_uuid: Uuid,
        status: &'static str,
        #[serde(flatten)]
        invoice: Box<wire::Invoice>,
    },
    Payment {
        invoice_payment_uuid: Uuid,
        invoice_uuid: Uuid,
        status: &'static str,
        payment: Box<wire::Payment>,
    },
    Customer(Box<wire::Customer>),
    Other {
        uuid: Uuid,
    },
}

/// Writes the news.
#[must_use]
pub fn body(news: &News, subject: &Subject) -> Vec<u8> {
    let data = match subject {
        Subject::Invoice(shown) => Data::Invoice {
            invoice_uuid: shown.invoice.id.0,
            status: status::word(shown.standing()),
            invoice: Box::new(write::invoice(shown)),
        },
        Subject::Payment(shown, payment) => Data::Payment {
            invoice_payment_uuid: payment.id.0,
            invoice_uuid: shown.invoice.id.0,
            status: payment_status(payment),
            payment: Box::new(write::payment(payment, shown.invoice.content.currency)),
        },
        Subject::Customer(customer) => Data::Customer(Box::new(write::customer(customer))),
        Subject::Product(_) | Subject::Tax(_) | Subject::Template(_) | Subject::Nothing => {
            Data::Other { uuid: news.object_id }
        }
    };
    let body = Body { webhook_type: word(news, subject), data };
    net30_http::json::written(&body)
}

fn word(news: &News, subject: &Subject) -> String {
    let document = match subject {
        Subject::Invoice(shown) => shown.invoice.document,
        _ => DocumentType::Invoice,
    };
    let noun = match document {
        DocumentType::Invoice => "INVOICE",
        DocumentType::CreditNote => "CREDIT_MEMO",
    };
    match news.word.as_str() {
        "invoice.created" => format!("{noun}_CREATED"),
        "invoice.updated" => format!("{noun}_UPDATED"),
        "invoice.issued"
        | "invoice.unpublished"
        | "invoice.voided"
        | "invoice.sent"
        | "invoice.paid"
        | "invoice.overdue" => format!("{noun}_STATUS_CHANGE"),
        "payment.failed" if matches!(subject, Subject::Invoice(_)) => {
            format!("{noun}_STATUS_CHANGE")
        }
        _ if matches!(subject, Subject::Payment(..)) => "INVOICE_PAYMENT_STATUS_CHANGE".to_owned(),
        other => in_capitals(other),
    }
}

/// JustPaid's word for how far a payment is.
fn payment_status(payment: &Payment) -> &'static str {
    match payment.reversed_at {
        Some(_) => "CANCELLED",
        None if payment.refunded() >= payment.amount => "VOIDED",
        None => "COMPLETED",
    }
}
