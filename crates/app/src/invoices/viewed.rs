//! The customer looked at a document.

use super::{claim, save};
use crate::work::boxed;
use crate::{App, Boxed, Call, Caller, Result, UseCase, Work};
use net30_domain::{
    event::EventType,
    id::InvoiceId,
    invoice::{Invoice, Stage},
};

/// Notes that the customer looked at a document by its public link, the first time.
///
/// # Errors
/// [`crate::Error::NotFound`] if the account has no such document.
pub fn viewed<'a>(app: &'a App, caller: &'a Caller, invoice: &'a Invoice) -> Boxed<'a, ()> {
    Box::pin(async move {
        if !is_news(invoice) {
            return Ok(());
        }
        let call = Call::of(Caller::system(caller.organisation_id, caller.account_id));
        app.run(&call, &View { id: invoice.id }).await
    })
}

fn is_news(invoice: &Invoice) -> bool {
    invoice.viewed_at.is_none() && matches!(invoice.stage, Stage::Issued(_))
}

struct View {
    id: InvoiceId,
}

impl UseCase for View {
    type Output = ();

    boxed!();

    async fn run(&self, work: &mut Work) -> Result<()> {
        let mut invoice = claim(work, self.id).await?;
        if !is_news(&invoice) {
            return Ok(());
        }
        invoice.viewed_at = Some(work.now);
        save(work, &mut invoice, EventType::InvoiceViewed, &serde_json::json!({})).await
    }
}
