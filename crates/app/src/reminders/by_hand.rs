//! A reminder that somebody asks for, of whatever is open, whatever the rules say.

use crate::work::boxed;
use crate::{
    Error, Result, UseCase, Work, customers,
    invoices::{self, Shown},
    mail::{self, NewEmail},
};
use net30_domain::{
    email_delivery::EmailKind, event::EventType, id::InvoiceId, invoice::Invoice, refusal::Refusal,
    standing::Position, text::Email,
};
use serde_json::json;

/// Reminds of an open invoice by e-mail at once. Each time that it is asked for, an e-mail is sent; no rule counts it.
pub struct RemindNow {
    /// Of which.
    pub id: InvoiceId,
    /// To whom; the customer's address and its addresses for invoices if empty.
    pub to: Vec<Email>,
    /// A subject of its own, with placeholders.
    pub subject: Option<String>,
    /// A text of its own, with placeholders.
    pub message: Option<String>,
    /// Whether the PDF goes with it.
    pub attach_pdf: bool,
}

impl UseCase for RemindNow {
    type Output = Shown;

    boxed!();

    async fn run(&self, work: &mut Work) -> Result<Shown> {
        let invoice = invoices::claim(work, self.id).await?;
        check(&invoice)?;
        mail::check_wording(self.subject.as_deref(), self.message.as_deref())?;
        let to = if self.to.is_empty() {
            customers::addresses_of(work, &invoice).await?
        } else {
            self.to.clone()
        };
        if to.is_empty() {
            let message = "is required, since the customer has no e-mail address";
            return Err(Error::fault("/to", "required", message));
        }
        let key = format!("remind/{}/{}", invoice.id, work.fresh_id::<uuid::Uuid>());
        let email = NewEmail {
            subject: self.subject.clone(),
            message: self.message.clone(),
            attach_pdf: self.attach_pdf,
            ..NewEmail::about(EmailKind::Reminder, invoice.id.0, to.clone(), key, work.now)
        };
        let delivery = mail::post(work, email).await?;
        let to: Vec<&str> = to.iter().map(Email::as_str).collect();
        let data = json!({
            "by_hand": true,
            "delivery_id": delivery.map(|id| id.to_string()),
            "to": to,
        });
        work.record(EventType::InvoiceReminderDue, invoice.id.0, &data);
        Shown::of(work, invoice.into_invoice(), None).await
    }
}

/// Only of an issued invoice of which something is due, a customer is reminded.
fn check(invoice: &Invoice) -> Result<()> {
    let is_open = matches!(invoice.position(), Position::Due { .. });
    if invoice.document.asks_for_money() && is_open {
        return Ok(());
    }
    Err(Refusal::NothingDue { document: invoice.title() }.into())
}
