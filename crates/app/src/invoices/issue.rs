//! Issuing, and what becomes of an issued document.

use super::{credit, decide, load_visible, read::Shown, save, send::withdraw_all, snapshot};
use crate::{Error, Result, UseCase, What, Work, documents, secret, work::won};
use net30_domain::{
    account::{Account, Lock},
    event::EventType,
    id::InvoiceId,
    invoice::{Invoice, Issue, Stage},
    stage::{Action, Refusal, Step},
};
use net30_store::{customer, invoice, sequence};
use serde_json::json;

/// Draws the number, freezes seller and customer, and makes the public link.
pub struct Publish {
    /// Which.
    pub id: InvoiceId,
}

impl UseCase for Publish {
    type Output = Shown;

    async fn run(&self, work: &mut Work) -> Result<Shown> {
        let mut invoice = load_visible(work, self.id).await?;
        decide(work, &invoice, Action::Issue).await?;
        issue(work, &mut invoice).await?;
        Shown::of(work, invoice, None).await
    }
}

/// Takes an issued invoice without payments back to draft. It keeps its number; its public link is dead.
pub struct Unpublish {
    /// Which.
    pub id: InvoiceId,
}

impl UseCase for Unpublish {
    type Output = Shown;

    async fn run(&self, work: &mut Work) -> Result<Shown> {
        let mut invoice = load_visible(work, self.id).await?;
        unpublish(work, &mut invoice).await?;
        Shown::of(work, invoice, None).await
    }
}

/// Takes an issued document back to draft, within the use case's transaction.
pub(super) async fn unpublish(work: &mut Work, invoice: &mut Invoice) -> Result<()> {
    decide(work, invoice, Action::Unpublish).await?;
    // What was issued stays in the history with its PDF, even if nobody has looked at it yet.
    documents::keep_pdf(work, invoice).await?;
    let before = invoice.clone();
    invoice.stage = Stage::Draft { kept_number: before.number().map(str::to_owned) };
    // What the client wanted, it has now: the number is kept, and no longer a wish that may change.
    invoice.content.number = None;
    withdraw_all(work, invoice).await?;
    let data = json!({"number": before.number()});
    save(work, &before, invoice, EventType::InvoiceUnpublished, &data).await?;
    match &before.credits {
        Some(original) => refresh(work, original.id, before.id).await,
        None => Ok(()),
    }
}

/// Declares an issued document void. It keeps its number, totals and PDF.
pub struct Void {
    /// Which.
    pub id: InvoiceId,
}

impl UseCase for Void {
    type Output = Shown;

    async fn run(&self, work: &mut Work) -> Result<Shown> {
        let before = load_visible(work, self.id).await?;
        decide(work, &before, Action::Void).await?;
        let after = void(work, &before, false).await?;
        Shown::of(work, after, None).await
    }
}

/// Voids an issued document, and hides it from lists if `hide`.
pub(super) async fn void(work: &mut Work, before: &Invoice, hide: bool) -> Result<Invoice> {
    let mut after = before.clone();
    if let Stage::Issued(issue) = &before.stage {
        after.stage = Stage::Void { issue: issue.clone(), at: work.now };
    }
    withdraw_all(work, &mut after).await?;
    if hide {
        after.deleted_at = Some(work.now);
    }
    let data = json!({"number": before.number(), "hidden": hide});
    save(work, before, &mut after, EventType::InvoiceVoided, &data).await?;
    if let Some(original) = &before.credits {
        refresh(work, original.id, after.id).await?;
    }
    Ok(after)
}

/// Says that the document was sent, without sending it; issues a draft first.
pub struct MarkSent {
    /// Which.
    pub id: InvoiceId,
}

impl UseCase for MarkSent {
    type Output = Shown;

    async fn run(&self, work: &mut Work) -> Result<Shown> {
        let mut invoice = load_visible(work, self.id).await?;
        mark_sent(work, &mut invoice).await?;
        Shown::of(work, invoice, None).await
    }
}

/// Notes that a document was sent, within the use case's transaction; issues a draft first.
pub(super) async fn mark_sent(work: &mut Work, invoice: &mut Invoice) -> Result<()> {
    if decide(work, invoice, Action::MarkSent).await? == Step::IssueFirst {
        issue(work, invoice).await?;
    }
    let before = invoice.clone();
    let now = work.now;
    if let Stage::Issued(issue) = &mut invoice.stage
        && issue.sent_at.is_none()
    {
        issue.sent_at = Some(now);
        let data = json!({"by_hand": true});
        save(work, &before, invoice, EventType::InvoiceSent, &data).await?;
    }
    Ok(())
}

/// Issues a draft that was saved before, within the use case's transaction.
pub(crate) async fn issue(work: &mut Work, invoice: &mut Invoice) -> Result<()> {
    let account = work.account().await?;
    let before = invoice.clone();
    let seller = account.seller.clone();
    let buyer = customer::load(&mut work.tx, account.id, invoice.content.customer_id)
        .await?
        .ok_or(Error::NotFound(What::Customer))?;
    let mut missing = vec![];
    if seller.name.trim().is_empty() {
        missing.push("the company's name (settings: company.name)");
    }
    if buyer.party.name.display().trim().is_empty() {
        missing.push("the customer's name");
    }
    if invoice.content.lines.is_empty() {
        missing.push("a line");
    }
    if !missing.is_empty() {
        let document = invoice.title();
        return Err(Refusal::Incomplete { document, missing: missing.join(", ") }.into());
    }
    if matches!(invoice.stage, Stage::Draft { kept_number: Some(_) }) {
        credit::check_again(work, invoice).await?;
    }
    let number = draw_number(work, &account, invoice).await?;
    invoice.stage = Stage::Issued(Box::new(Issue {
        number,
        issued_at: work.now,
        sent_at: None,
        share_token: secret::token_128(),
        seller,
        buyer: buyer.party,
    }));
    let mut data = snapshot::issued(invoice);
    data["revision"] = json!(before.revision + 1);
    save(work, &before, invoice, EventType::InvoiceIssued, &data).await?;
    if let Some(original) = invoice.credits.clone() {
        let data = json!({
            "credit_note_id": invoice.id.to_string(),
            "credit_note": invoice.number(),
            "amount": invoice.totals.payable().to_decimal(invoice.content.currency).to_string(),
        });
        work.record(EventType::InvoiceCredited, original.id.0, &data).await?;
        refresh(work, original.id, invoice.id).await?;
    }
    Ok(())
}

/// Saves a document again whose balance follows from another: an invoice, when its credit note was issued, unpublished or
/// voided.
async fn refresh(work: &mut Work, id: InvoiceId, credit_note: InvoiceId) -> Result<()> {
    let account_id = work.caller.account_id;
    let mut after =
        invoice::load(&mut work.tx, account_id, id).await?.ok_or(Error::NotFound(What::Invoice))?;
    // The note is loaded as it is by now; the invoice is tallied where it stood before.
    let mut before = after.clone();
    for note in before.credit_notes.iter_mut().filter(|note| note.id == credit_note) {
        note.counts = !note.counts;
    }
    let settled = after.position() == net30_domain::standing::Position::Settled;
    after.paid_at = if settled { before.paid_at.or(Some(work.now)) } else { None };
    after.revision += 1;
    after.updated_at = work.now;
    won(invoice::update(&mut work.tx, &after, &before).await?)?;
    super::look_after_checkout(work, &before, &after).await
}

async fn draw_number(work: &mut Work, account: &Account, invoice: &Invoice) -> Result<String> {
    if let Stage::Draft { kept_number: Some(number) } = &invoice.stage {
        return Ok(number.clone());
    }
    let date = invoice.content.issue_date;
    let pattern = account.pattern(invoice.document);
    let series = pattern.series(date);
    if let Some(number) = &invoice.content.number {
        let owner = invoice::number_used(&mut work.tx, account.id, number).await?;
        if owner.is_some_and(|owner| owner != invoice.id) {
            return Err(Refusal::NumberTaken { number: number.clone() }.into());
        }
        return Ok(number.clone());
    }
    loop {
        let drawn = sequence::draw(&mut work.tx, account.id, invoice.document, &series).await?;
        // The draw locks the series, so that no other document comes between this look and the commit.
        if account.lock == Lock::Strict {
            let last =
                sequence::last_issue_date(&mut work.tx, account.id, invoice.document, &series)
                    .await?;
            if let Some(last) = last.filter(|last| date < *last) {
                return Err(Refusal::NotChronological { date, last }.into());
            }
        }
        let number = pattern.format(date, drawn);
        // A client may have taken this number for itself: it is never drawn again.
        if invoice::number_used(&mut work.tx, account.id, &number).await?.is_none() {
            sequence::set_last_issue_date(
                &mut work.tx,
                account.id,
                invoice.document,
                &series,
                date,
            )
            .await?;
            return Ok(number);
        }
    }
}
