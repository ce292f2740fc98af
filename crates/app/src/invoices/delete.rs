//! Trash, restore, remove for good, and the hiding of issued documents.

use super::{Shown, claim, decide, issue::void};
use crate::{Error, Result, UseCase, What, Work};
use crate::{claimed::save_note, work::boxed};
use net30_domain::{action::Action, event::EventType, id::InvoiceId, invoice::Stage, stage::Step};
use serde_json::json;

/// Moves a draft to the trash.
pub struct Trash {
    /// Which.
    pub id: InvoiceId,
}

impl UseCase for Trash {
    type Output = ();

    boxed!();

    async fn run(&self, work: &mut Work) -> Result<()> {
        let mut invoice = claim(work, self.id).await?;
        if decide(work, &invoice, Action::Trash).await? == Step::Do {
            invoice.deleted_at = Some(work.now);
            save_note(work, &mut invoice, EventType::InvoiceDeleted, &json!({})).await?;
        }
        Ok(())
    }
}

/// Takes a draft out of the trash.
pub struct Restore {
    /// Which.
    pub id: InvoiceId,
}

impl UseCase for Restore {
    type Output = Shown;

    boxed!();

    async fn run(&self, work: &mut Work) -> Result<Shown> {
        let mut invoice = claim(work, self.id).await?;
        decide(work, &invoice, Action::Restore).await?;
        invoice.deleted_at = None;
        save_note(work, &mut invoice, EventType::InvoiceRestored, &json!({})).await?;
        Shown::of(work, invoice.into_invoice(), None).await
    }
}

/// Removes a draft from the trash for good.
pub struct Erase {
    /// Which.
    pub id: InvoiceId,
}

impl UseCase for Erase {
    type Output = ();

    boxed!();

    async fn run(&self, work: &mut Work) -> Result<()> {
        let invoice = claim(work, self.id).await?;
        decide(work, &invoice, Action::Erase).await?;
        invoice.erase(work).await?;
        work.record(EventType::InvoiceErased, self.id.0, &json!({}));
        Ok(())
    }
}

/// Deletes as two of the APIs do: a draft goes to the trash, an issued document is voided and hidden.
pub struct Hide {
    /// Which.
    pub id: InvoiceId,
}

impl UseCase for Hide {
    type Output = ();

    boxed!();

    async fn run(&self, work: &mut Work) -> Result<()> {
        let mut invoice = claim(work, self.id).await?;
        if invoice.deleted_at.is_some() {
            return Err(Error::NotFound(What::Invoice));
        }
        decide(work, &invoice, Action::Hide).await?;
        match invoice.stage {
            Stage::Issued(_) => void(work, &mut invoice, true).await,
            Stage::Draft { .. } | Stage::Void { .. } => {
                invoice.deleted_at = Some(work.now);
                save_note(work, &mut invoice, EventType::InvoiceDeleted, &json!({})).await
            }
        }
    }
}
