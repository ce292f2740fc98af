//! The same action on many documents, each on its own.

use super::{Erase, MarkPaid, MarkSent, Publish, Restore, Send, SendOptions, Trash, Void};
use crate::{App, Call, Caller, Error, Result};
use net30_domain::id::{AccountId, InvoiceId};
use net30_store::invoice;

/// Most documents of one batch.
pub const BATCH_MAX: usize = 500;

/// What is done with each document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BatchAction {
    /// To the trash.
    Delete,
    /// Issue.
    Publish,
    /// Mark as sent.
    MarkSent,
    /// Mark as paid.
    MarkPaid,
    /// Void.
    Void,
    /// Send.
    Send,
}

/// What is done with the trash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TrashAction {
    /// Take out.
    Restore,
    /// Remove for good.
    Delete,
    /// Remove everything in it for good.
    Empty,
}

/// How a batch ended.
#[derive(Debug, Default)]
pub struct BatchOutcome {
    /// What was done.
    pub succeeded: Vec<InvoiceId>,
    /// What was not, and why.
    pub failed: Vec<(InvoiceId, Error)>,
}

impl BatchOutcome {
    fn note(&mut self, id: InvoiceId, outcome: Result<()>) {
        match outcome {
            Ok(()) => self.succeeded.push(id),
            Err(error) => self.failed.push((id, error)),
        }
    }
}

/// Does the same with many documents, each in a transaction of its own: one that fails stops no other.
pub async fn batch(
    app: &App,
    caller: &Caller,
    action: BatchAction,
    ids: &[InvoiceId],
    dry_run: bool,
) -> BatchOutcome {
    let call = Call { dry_run, ..Call::of(*caller) };
    let mut outcome = BatchOutcome::default();
    for &id in ids {
        let done = match action {
            BatchAction::Delete => app.run(&call, &Trash { id }).await,
            BatchAction::Publish => app.run(&call, &Publish { id }).await.map(drop),
            BatchAction::MarkSent => app.run(&call, &MarkSent { id }).await.map(drop),
            BatchAction::MarkPaid => {
                app.run(&call, &MarkPaid { id, payment: None }).await.map(drop)
            }
            BatchAction::Void => app.run(&call, &Void { id }).await.map(drop),
            BatchAction::Send => {
                app.run(&call, &Send { id, options: SendOptions::default() }).await.map(drop)
            }
        };
        outcome.note(id, done);
    }
    outcome
}

/// Restores or removes documents in the trash; `Empty` takes all of them, whatever `ids` says.
///
/// # Errors
/// Those of the database, before anything was done.
pub async fn trash_batch(
    app: &App,
    caller: &Caller,
    action: TrashAction,
    ids: &[InvoiceId],
    dry_run: bool,
) -> Result<BatchOutcome> {
    let call = Call { dry_run, ..Call::of(*caller) };
    let mut outcome = BatchOutcome::default();
    let all;
    let ids = if action == TrashAction::Empty {
        all = trashed(app, caller.account_id).await?;
        &all
    } else {
        ids
    };
    for &id in ids {
        let done = match action {
            TrashAction::Restore => app.run(&call, &Restore { id }).await.map(drop),
            TrashAction::Delete | TrashAction::Empty => app.run(&call, &Erase { id }).await,
        };
        outcome.note(id, done);
    }
    Ok(outcome)
}

async fn trashed(app: &App, account_id: AccountId) -> Result<Vec<InvoiceId>> {
    let mut reader = app.store().reader().await?;
    Ok(invoice::trashed_ids(&mut reader, account_id).await?)
}
