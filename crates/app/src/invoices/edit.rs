//! Making and changing drafts.

use super::{
    claim, decide,
    issue::issue_new,
    keep_new,
    resolve::{draft_of, resolve},
    snapshot,
};
use crate::{
    Error, Result, UseCase, Work,
    invoices::{Claimed, CustomerRef, InvoiceDraft, Shown},
};
use crate::{
    claimed::save_note,
    work::{Meeting, boxed},
};
use net30_domain::{
    action::Action,
    credit_note,
    document::{Content, DocumentType},
    event::EventType,
    id::InvoiceId,
    invoice::Invoice,
    refusal::Refusal,
    totals::Totals,
};
use net30_store::invoice;

/// Makes a draft, and issues it if asked.
pub struct Create {
    /// What it is to be.
    pub draft: InvoiceDraft,
    /// Whether it is issued at once.
    pub issue: bool,
}

impl UseCase for Create {
    type Output = Shown;

    boxed!();

    fn meeting(&self) -> Meeting {
        // A customer by its details may have to be changed, for which somebody may wait who waits for the chain.
        if self.issue && matches!(self.draft.customer, CustomerRef::Id(_)) {
            Meeting::Sharing
        } else {
            Meeting::Making
        }
    }

    async fn run(&self, work: &mut Work) -> Result<Shown> {
        let resolved = resolve(work, &self.draft, None).await?;
        work.must_stay(&resolved.customer).await?;
        let invoice = draft_with(work, resolved.content, resolved.totals);
        check_unique(work, &invoice).await?;
        let data = serde_json::json!({});
        let invoice = if self.issue {
            issue_new(work, invoice, &resolved.customer, &data).await?
        } else {
            keep_new(work, invoice, &data).await?
        };
        Shown::of(work, invoice.into_invoice(), Some(resolved.customer)).await
    }
}

/// Replaces the content of a draft.
pub struct Replace {
    /// Which.
    pub id: InvoiceId,
    /// What it is to be.
    pub draft: InvoiceDraft,
}

impl UseCase for Replace {
    type Output = Shown;

    boxed!();

    async fn run(&self, work: &mut Work) -> Result<Shown> {
        let mut invoice = claim(work, self.id).await?;
        decide(work, &invoice, Action::Edit).await?;
        let resolved = resolve(work, &self.draft, Some(&invoice)).await?;
        rewrite(work, &mut invoice, resolved.content, resolved.totals).await?;
        Shown::of(work, invoice.into_invoice(), Some(resolved.customer)).await
    }
}

/// Saves what a draft is to say, if that is something else than it says.
pub(super) async fn rewrite(
    work: &mut Work,
    invoice: &mut Claimed,
    mut content: Content,
    mut totals: Totals,
) -> Result<()> {
    if invoice.document == DocumentType::CreditNote {
        // What a note comes to follows from what it takes back, and not from its own lines.
        credit_note::hold(&invoice.content, &mut content).map_err(Error::Invalid)?;
        totals.clone_from(&invoice.totals);
    }
    if content == invoice.content {
        return Ok(());
    }
    (invoice.content, invoice.totals) = (content, totals);
    check_unique(work, invoice).await?;
    let changes = snapshot::changes(invoice.before(), invoice);
    save_note(work, invoice, EventType::InvoiceUpdated, &changes).await
}

/// Makes a new draft with the same customer and lines, dated today, without number or payments.
pub struct Duplicate {
    /// Of which.
    pub id: InvoiceId,
}

impl UseCase for Duplicate {
    type Output = Shown;

    boxed!();

    async fn run(&self, work: &mut Work) -> Result<Shown> {
        let original = claim(work, self.id).await?;
        work.if_match = None;
        let draft = draft_of(&original.content, original.content.customer_id);
        let resolved = resolve(work, &draft, Some(&original)).await?;
        let mut content = resolved.content;
        content.buyer = Some(resolved.customer.as_buyer());
        for line in &mut content.lines {
            line.id = work.fresh_id();
        }
        let copy = draft_with(work, content, resolved.totals);
        let data = serde_json::json!({"duplicate_of": self.id.to_string()});
        let copy = keep_new(work, copy, &data).await?;
        Shown::of(work, copy.into_invoice(), Some(resolved.customer)).await
    }
}

/// A fresh draft of an invoice with this content.
pub(crate) fn draft_with(work: &mut Work, content: Content, totals: Totals) -> Invoice {
    let (id, account_id) = (work.fresh_id(), work.caller.account_id);
    Invoice::draft(id, account_id, DocumentType::Invoice, content, totals, work.now)
}

/// Refuses a number or an external id that another document of the account has.
pub(crate) async fn check_unique(work: &mut Work, invoice: &Invoice) -> Result<()> {
    let account_id = work.caller.account_id;
    let content = &invoice.content;
    if let Some(number) = &content.number {
        let owner = invoice::number_used(&mut work.tx, account_id, number).await?;
        if owner.is_some_and(|owner| owner != invoice.id) {
            return Err(Refusal::NumberTaken { number: number.clone() }.into());
        }
    }
    if let (Some(source), Some(id)) = (&content.external_source, &content.external_source_id) {
        let owner = invoice::load_by_external(&mut work.tx, account_id, source, id).await?;
        if let Some(owner) = owner.filter(|owner| owner.id != invoice.id) {
            let what = format!("the external_source_id {id} of {source}");
            return Err(Refusal::Duplicate { what, by: owner.title() }.into());
        }
    }
    Ok(())
}
