//! The same action on many documents, each on its own.

use super::{Erase, MarkPaid, MarkSent, Publish, Restore, Send, SendOptions, Trash, Void};
use crate::{App, Boxed, Call, Error, Idempotency, Result, StoredReply, UseCase};
use futures_util::future::BoxFuture;
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
///
/// Under an idempotency key each document is done once, also if the server dies before the batch is answered.
pub fn batch<'a>(
    app: &'a App,
    call: &'a Call,
    action: BatchAction,
    ids: &'a [InvoiceId],
) -> BoxFuture<'a, BatchOutcome> {
    Box::pin(async move {
        let mut outcome = BatchOutcome::default();
        for &id in ids {
            let done = match action {
                BatchAction::Delete => once(app, call, id, &Trash { id }).await,
                BatchAction::Publish => once(app, call, id, &Publish { id }).await,
                BatchAction::MarkSent => once(app, call, id, &MarkSent { id }).await,
                BatchAction::MarkPaid => once(app, call, id, &MarkPaid { id, payment: None }).await,
                BatchAction::Void => once(app, call, id, &Void { id }).await,
                BatchAction::Send => {
                    once(app, call, id, &Send { id, options: SendOptions::default() }).await
                }
            };
            outcome.note(id, done);
        }
        outcome
    })
}

/// Does a step of a batch; if it was done before under the batch's idempotency key, that was it.
///
/// A step that failed stored nothing, and is tried again.
async fn once<U: UseCase>(app: &App, batch: &Call, id: InvoiceId, step: &U) -> Result<()> {
    // No client's key has a line feed.
    let own =
        |wish: &Idempotency| Idempotency { key: format!("{}\n{id}", wish.key), ..wish.clone() };
    let call =
        Call { if_match: None, idempotency: batch.idempotency.as_ref().map(own), ..batch.clone() };
    let done = |_: &U::Output| StoredReply { status: 204, headers: vec![], body: vec![] };
    // On the heap: the futures of six use cases side by side are large.
    Box::pin(app.write(&call, step, done)).await.map(drop)
}

/// Restores or removes documents in the trash; `Empty` takes all of them, whatever `ids` says. As [`batch`] each is done
/// once.
///
/// # Errors
/// Those of the database, before anything was done.
pub fn trash_batch<'a>(
    app: &'a App,
    call: &'a Call,
    action: TrashAction,
    ids: &'a [InvoiceId],
) -> Boxed<'a, BatchOutcome> {
    Box::pin(async move {
        let mut outcome = BatchOutcome::default();
        let all;
        let ids = if action == TrashAction::Empty {
            all = trashed(app, call.caller.account_id).await?;
            &all
        } else {
            ids
        };
        for &id in ids {
            let done = match action {
                TrashAction::Restore => once(app, call, id, &Restore { id }).await,
                TrashAction::Delete | TrashAction::Empty => {
                    once(app, call, id, &Erase { id }).await
                }
            };
            outcome.note(id, done);
        }
        Ok(outcome)
    })
}

async fn trashed(app: &App, account_id: AccountId) -> Result<Vec<InvoiceId>> {
    let mut reader = app.store().reader().await?;
    Ok(invoice::trashed_ids(&mut reader, account_id).await?)
}
