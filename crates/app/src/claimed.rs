//! Documents that a transaction has claimed: the only ones that can be decided on and saved.
//!
//! Whoever decides on a document must know that it stays as it was looked at until the decision is on disk. So a use case
//! claims what it decides on: on PostgreSQL others wait for its row, on SQLite there is one writer. A use case that
//! writes one document because of another (a credit note because of its invoice) claims both, the one that it is asked
//! for first, and its invoice after a credit note.

use crate::{Error, Result, What, Work};
use net30_domain::{
    action::Action,
    event::EventType,
    id::InvoiceId,
    invoice::{Invoice, Stage},
    money::Amount,
    stage::Step,
    standing::Position,
};
use net30_store::{
    checkout,
    invoice::{self, ClaimedRow},
};
use serde_json::{Value, json};
use std::ops::{Deref, DerefMut};

/// A document that nobody else changes before the transaction ends; it reads as the document that it is to become.
pub(crate) struct Claimed {
    row: ClaimedRow,
    /// What it is to become, once something was changed.
    changed: Option<Box<Invoice>>,
}

impl Claimed {
    fn of(row: ClaimedRow) -> Self {
        Self { row, changed: None }
    }

    /// The document as it was claimed, or last saved.
    pub(crate) fn before(&self) -> &Invoice {
        self.row.invoice()
    }

    /// Whether it is to become something else than it is.
    pub(crate) fn is_changed(&self) -> bool {
        self.changed.as_ref().is_some_and(|changed| **changed != *self.row.invoice())
    }

    /// Removes it for good.
    pub(crate) async fn erase(self, work: &mut Work) -> Result<()> {
        Ok(invoice::delete(&mut work.tx, &self.row).await?)
    }

    /// The document, of which nothing more is decided.
    pub(crate) fn into_invoice(self) -> Box<Invoice> {
        self.changed.unwrap_or_else(|| self.row.into_invoice())
    }
}

impl Deref for Claimed {
    type Target = Invoice;

    fn deref(&self) -> &Invoice {
        self.changed.as_deref().unwrap_or_else(|| self.row.invoice())
    }
}

impl DerefMut for Claimed {
    fn deref_mut(&mut self) -> &mut Invoice {
        self.changed.get_or_insert_with(|| Box::new(self.row.invoice().clone()))
    }
}

/// Claims the document that a client wants changed, and checks its `If-Match`.
///
/// # Errors
/// [`Error::NotFound`] if the account has none with this id that the caller sees, [`Error::PreconditionFailed`].
pub(crate) async fn claim(work: &mut Work, id: InvoiceId) -> Result<Claimed> {
    let claimed = find_and_claim(work, id).await?;
    let claimed = claimed.filter(|claimed| work.caller.sees(claimed));
    let claimed = claimed.ok_or(Error::NotFound(What::Invoice))?;
    work.matches(claimed.revision)?;
    Ok(claimed)
}

/// Claims a document that is to follow from something else; `None` if it is gone.
pub(crate) async fn find_and_claim(work: &mut Work, id: InvoiceId) -> Result<Option<Claimed>> {
    let account_id = work.caller.account_id;
    Ok(invoice::claim(&mut work.tx, account_id, id).await?.map(Claimed::of))
}

/// Keeps a new document, which nobody else can know of yet; `data` is what its event says.
pub(crate) async fn keep_new(work: &mut Work, invoice: Invoice, data: &Value) -> Result<Claimed> {
    let row = invoice::insert(&mut work.tx, Box::new(invoice)).await?;
    work.record(EventType::InvoiceCreated, row.invoice().id.0, data);
    Ok(Claimed::of(row))
}

/// A new document that is issued in this transaction: its row is written when it is saved, once; `data` is what the event
/// of its making says.
pub(crate) async fn begin_new(work: &mut Work, invoice: Invoice, data: &Value) -> Result<Claimed> {
    work.record(EventType::InvoiceCreated, invoice.id.0, data);
    Ok(Claimed::of(ClaimedRow::unwritten(Box::new(invoice))))
}

/// Decides whether `action` is allowed under the account's lock.
pub(crate) async fn decide(work: &mut Work, invoice: &Claimed, action: Action) -> Result<Step> {
    let lock = work.account().await?.lock;
    Ok(invoice.decide(action, lock)?)
}

/// Saves a changed document under its next revision and appends the event that says what happened.
///
/// This is the one place where a changed balance is seen to: when it was paid, where it is tallied, what becomes of an
/// open payment page, and who is told.
pub(crate) async fn save(
    work: &mut Work,
    claimed: &mut Claimed,
    kind: EventType,
    data: &Value,
) -> Result<()> {
    keep(work, claimed, Some((kind, data))).await
}

/// As [`save`], where what happened is no event of this document.
pub(crate) async fn save_quietly(work: &mut Work, claimed: &mut Claimed) -> Result<()> {
    keep(work, claimed, None).await
}

/// Claims the invoice that a credit note takes back, before it is written because of that.
pub(crate) async fn credited_by(work: &mut Work, note: &Claimed) -> Result<Option<Claimed>> {
    let Some(link) = &note.credits else { return Ok(None) };
    let original = find_and_claim(work, link.id).await?;
    original.map(Some).ok_or_else(|| Error::broken("the invoice of a credit note is gone"))
}

/// As [`save`], where the invoice of a credit note shows what was changed of the note: it is changed with it.
pub(crate) async fn save_note(
    work: &mut Work,
    claimed: &mut Claimed,
    kind: EventType,
    data: &Value,
) -> Result<()> {
    let original = credited_by(work, claimed).await?;
    save(work, claimed, kind, data).await?;
    match original {
        Some(mut original) => save_credited(work, &mut original, None).await,
        None => Ok(()),
    }
}

/// Saves an invoice of which a credit note was changed in this transaction: what it comes to and shows follows from it.
pub(crate) async fn save_credited(
    work: &mut Work,
    claimed: &mut Claimed,
    event: Option<(EventType, &Value)>,
) -> Result<()> {
    debug_assert!(!claimed.is_changed(), "an invoice is credited before anything else");
    let reread = invoice::reread(&mut work.tx, &claimed.row).await?;
    claimed.changed = Some(reread.into_invoice());
    keep(work, claimed, event).await
}

async fn keep(
    work: &mut Work,
    claimed: &mut Claimed,
    event: Option<(EventType, &Value)>,
) -> Result<()> {
    let changed = claimed.changed.take();
    let before = claimed.row.invoice();
    let (was_paid, id, account_id) = (before.paid_at.is_some(), before.id, before.account_id);
    let mut after = changed.unwrap_or_else(|| Box::new(before.clone()));
    let looks_after_checkout = changes_what_is_paid(before, &after);
    after.paid_at = paid_at(before, &after, work);
    after.revision = before.revision + 1;
    after.updated_at = work.now;
    let is_paid = after.paid_at.is_some();
    claimed.row = invoice::update(&mut work.tx, after, &claimed.row).await?;
    if looks_after_checkout && checkout::check_soon(&mut work.tx, account_id, id, work.now).await? {
        work.leaves_work();
    }
    if let Some((kind, data)) = event {
        work.record(kind, id.0, data);
    }
    if is_paid && !was_paid {
        work.record(EventType::InvoicePaid, id.0, &json!({}));
    }
    Ok(())
}

/// When the document was paid: when nothing was due any more, and not because all of it was credited.
fn paid_at(before: &Invoice, after: &Invoice, work: &Work) -> Option<net30_domain::Timestamp> {
    match after.position() {
        Position::Settled => before.paid_at.or(Some(work.now)),
        // Paid first and credited then: both happened.
        Position::Credited if after.balance().paid > Amount::ZERO => before.paid_at,
        _ => None,
    }
}

/// Whether an open payment page of the document is no longer for what is due.
fn changes_what_is_paid(before: &Invoice, after: &Invoice) -> bool {
    let was_open = matches!(before.stage, Stage::Issued(_));
    let is_open = matches!(after.stage, Stage::Issued(_));
    // `before` may count a credit note that was changed in this transaction: what is compared is the due of the row.
    was_open && (!is_open || before.balance().due != after.balance().due)
}
