//! Trash, restore, remove for good, and the hiding of issued documents.

use super::{decide, issue::void, load, load_visible, read::Shown, save};
use crate::{Error, Result, UseCase, What, Work};
use net30_domain::{
    event::EventType,
    id::InvoiceId,
    invoice::Stage,
    stage::{Action, Step},
};
use net30_store::invoice;
use serde_json::json;

/// Moves a draft to the trash.
pub struct Trash {
    /// Which.
    pub id: InvoiceId,
}

impl UseCase for Trash {
    type Output = ();

    async fn run(&self, work: &mut Work) -> Result<()> {
        let before = load_visible(work, self.id).await?;
        if decide(work, &before, Action::Trash).await? == Step::Do {
            let mut after = before.clone();
            after.deleted_at = Some(work.now);
            save(work, &before, &mut after, EventType::InvoiceDeleted, &json!({})).await?;
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

    async fn run(&self, work: &mut Work) -> Result<Shown> {
        let before = load_visible(work, self.id).await?;
        decide(work, &before, Action::Restore).await?;
        let mut after = before.clone();
        after.deleted_at = None;
        save(work, &before, &mut after, EventType::InvoiceRestored, &json!({})).await?;
        Shown::of(work, after, None).await
    }
}

/// Removes a draft from the trash for good.
pub struct Erase {
    /// Which.
    pub id: InvoiceId,
}

impl UseCase for Erase {
    type Output = ();

    async fn run(&self, work: &mut Work) -> Result<()> {
        let before = load_visible(work, self.id).await?;
        decide(work, &before, Action::Erase).await?;
        crate::work::won(invoice::delete(&mut work.tx, work.caller.account_id, self.id).await?)?;
        work.record(EventType::InvoiceErased, self.id.0, &json!({})).await
    }
}

/// Deletes as two of the APIs do: a draft goes to the trash, an issued document is voided and hidden.
pub struct Hide {
    /// Which.
    pub id: InvoiceId,
}

impl UseCase for Hide {
    type Output = ();

    async fn run(&self, work: &mut Work) -> Result<()> {
        let before = load(work, self.id).await?;
        if before.deleted_at.is_some() {
            return Err(Error::NotFound(What::Invoice));
        }
        decide(work, &before, Action::Hide).await?;
        match before.stage {
            Stage::Issued(_) => {
                void(work, &before, true).await?;
            }
            Stage::Draft { .. } | Stage::Void { .. } => {
                let mut after = before.clone();
                after.deleted_at = Some(work.now);
                save(work, &before, &mut after, EventType::InvoiceDeleted, &json!({})).await?;
            }
        }
        Ok(())
    }
}
