//! Invoices and credit notes.

mod batch;
mod credit;
mod delete;
mod edit;
mod export;
mod finalise;
mod issue;
mod named;
mod payment_list;
mod payments;
mod print;
mod reach;
mod read;
mod recent;
mod resolve;
mod send;
mod snapshot;
mod viewed;

pub use batch::{BATCH_MAX, BatchAction, BatchOutcome, TrashAction, batch, trash_batch};
pub use credit::{CreditLine, MakeCreditNote};
pub use delete::{Erase, Hide, Restore, Trash};
pub use edit::{Create, Duplicate, Replace};
pub use export::export;
pub use finalise::Finalise;
pub use issue::{MarkSent, Publish, Unpublish, Void};
pub use named::{Named, find};
pub use net30_domain::draft::{CustomerDraft, CustomerRef, Field, InvoiceDraft, LineDraft, TaxRef};
pub use net30_store::invoice::{Deleted, InvoiceFilter, Sort, SortKey};
pub use payment_list::payments;
pub use payments::{
    MarkPaid, NewPayment, NewRefund, RecordPayment, RefundPayment, ReversePayment, payment,
};
pub use print::{PrintFormat, Sheet, print};
pub use reach::{CreateAt, Move, ReplaceAt, Wanted};
pub use read::{Explained, InvoiceList, Shown, explain, get, get_by_token, list, next_number};
pub use recent::recent;
pub use send::{CancelSend, Send, SendDate, SendOptions};
pub(crate) use send::{addresses_of, send_in};
pub(crate) use snapshot::changes;
pub use viewed::viewed;

use crate::{Error, Result, What, Work, work::won};
use net30_domain::{
    event::EventType,
    id::InvoiceId,
    invoice::{Invoice, Stage},
    stage::{Action, Step},
};
use net30_store::{checkout, invoice};

/// Loads a document for a change and checks the client's `If-Match`.
pub(crate) use edit::draft_with;
pub(crate) use issue::issue;
pub(crate) use payments::{Received, receive};
pub(crate) use resolve::{not_found, resolve};

pub(crate) async fn load(work: &mut Work, id: InvoiceId) -> Result<Invoice> {
    let account_id = work.caller.account_id;
    let loaded = invoice::load(&mut work.tx, account_id, id).await?;
    let invoice = loaded.ok_or(Error::NotFound(What::Invoice))?;
    work.matches(invoice.revision)?;
    Ok(invoice)
}

/// Loads a document that lists show: one that was deleted through an API that erases is not there.
pub(crate) async fn load_visible(work: &mut Work, id: InvoiceId) -> Result<Invoice> {
    let invoice = load(work, id).await?;
    if is_hidden(&invoice) { Err(Error::NotFound(What::Invoice)) } else { Ok(invoice) }
}

/// Whether it is a void document that a client deleted: in the books, but no longer shown.
pub(crate) fn is_hidden(invoice: &Invoice) -> bool {
    invoice.deleted_at.is_some() && invoice.stage.issue().is_some()
}

/// Decides whether `action` is allowed under the account's lock.
pub(crate) async fn decide(work: &mut Work, invoice: &Invoice, action: Action) -> Result<Step> {
    let lock = work.account().await?.lock;
    Ok(invoice.decide(action, lock)?)
}

/// Saves a changed document under its next revision and appends the event that says what happened.
pub(crate) async fn save(
    work: &mut Work,
    before: &Invoice,
    after: &mut Invoice,
    kind: EventType,
    data: &serde_json::Value,
) -> Result<()> {
    let was_paid = before.paid_at.is_some();
    let settled = after.position() == net30_domain::standing::Position::Settled;
    after.paid_at = if settled { before.paid_at.or(Some(work.now)) } else { None };
    after.revision = before.revision + 1;
    after.updated_at = work.now;
    won(invoice::update(&mut work.tx, after, before).await?)?;
    look_after_checkout(work, before, after).await?;
    work.record(kind, after.id.0, data).await?;
    if !was_paid && after.paid_at.is_some() {
        work.record(EventType::InvoicePaid, after.id.0, &serde_json::json!({})).await?;
    }
    Ok(())
}

/// Has an open payment page of the document looked at, if it is no longer for what is due.
pub(crate) async fn look_after_checkout(
    work: &mut Work,
    before: &Invoice,
    after: &Invoice,
) -> Result<()> {
    let was_open = matches!(before.stage, Stage::Issued(_));
    let is_open = matches!(after.stage, Stage::Issued(_));
    let changes = !is_open || before.balance().due != after.balance().due;
    if was_open
        && changes
        && checkout::check_soon(&mut work.tx, after.account_id, after.id, work.now).await?
    {
        work.leaves_work();
    }
    Ok(())
}
