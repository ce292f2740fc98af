//! Issuing for clients that may ask for it again.

use super::{Shown, claim, decide, issue::issue};
use crate::work::boxed;
use crate::{Result, UseCase, Work};
use net30_domain::{action::Action, id::InvoiceId, invoice::Stage};

/// Issues a draft; an invoice that is issued already stays as it is.
pub struct Finalise {
    /// Which.
    pub id: InvoiceId,
}

impl UseCase for Finalise {
    type Output = Shown;

    boxed!();

    async fn run(&self, work: &mut Work) -> Result<Shown> {
        let mut invoice = claim(work, self.id).await?;
        if !matches!(invoice.stage, Stage::Issued(_)) {
            decide(work, &invoice, Action::Issue).await?;
            issue(work, &mut invoice).await?;
        }
        Shown::of(work, invoice.into_invoice(), None).await
    }
}
