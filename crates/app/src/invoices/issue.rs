//! Issuing, and what becomes of an issued document.

use super::{Claimed, Shown, claim, counted, decide, save, snapshot, withdraw::withdraw_all};
use crate::work::boxed;
use crate::{
    Error, Result, UseCase, What, Work,
    claimed::{begin_new, credited_by, save_credited, save_note},
    documents,
    error::faultless,
    formats, secret,
    unprintable::{self, Sheet},
};
use net30_domain::{
    account::{Account, Lock},
    action::Action,
    check::totals_of,
    customer::Customer,
    event::EventType,
    fault::add_later,
    id::InvoiceId,
    invoice::{Invoice, Issue, Stage},
    refusal::{Missing, Refusal},
    stage::Step,
    totals::Rules,
};
use net30_store::{
    content, customer, invoice,
    sequence::{self, Drawn, Taken},
};
use serde_json::{Value, json};

/// Draws the number, freezes seller and customer, and makes the public link, which is given out: the document counts as
/// sent.
pub struct Publish {
    /// Which.
    pub id: InvoiceId,
}

impl UseCase for Publish {
    type Output = Shown;

    boxed!();

    async fn run(&self, work: &mut Work) -> Result<Shown> {
        let mut invoice = claim(work, self.id).await?;
        decide(work, &invoice, Action::Issue).await?;
        Box::pin(issue_as(work, &mut invoice, Sent::Yes)).await?;
        Shown::of(work, invoice.into_invoice(), None).await
    }
}

/// Takes an issued invoice without payments back to draft. It keeps its number; its public link is dead.
pub struct Unpublish {
    /// Which.
    pub id: InvoiceId,
}

impl UseCase for Unpublish {
    type Output = Shown;

    boxed!();

    async fn run(&self, work: &mut Work) -> Result<Shown> {
        let mut invoice = claim(work, self.id).await?;
        unpublish(work, &mut invoice).await?;
        Shown::of(work, invoice.into_invoice(), None).await
    }
}

/// Takes an issued document back to draft, within the use case's transaction.
pub(super) async fn unpublish(work: &mut Work, invoice: &mut Claimed) -> Result<()> {
    decide(work, invoice, Action::Unpublish).await?;
    documents::ensure_kept(work, invoice).await?;
    let number = invoice.number().map(str::to_owned);
    let data = json!({"number": number});
    invoice.stage = Stage::Draft { kept_number: number };
    // What the client wanted, it has now: the number is kept, and no longer a wish that may change.
    invoice.content.number = None;
    withdraw_all(work, invoice).await?;
    save_note(work, invoice, EventType::InvoiceUnpublished, &data).await
}

/// Declares an issued document void. It keeps its number, totals and PDF.
pub struct Void {
    /// Which.
    pub id: InvoiceId,
}

impl UseCase for Void {
    type Output = Shown;

    boxed!();

    async fn run(&self, work: &mut Work) -> Result<Shown> {
        let mut invoice = claim(work, self.id).await?;
        decide(work, &invoice, Action::Void).await?;
        void(work, &mut invoice, false).await?;
        Shown::of(work, invoice.into_invoice(), None).await
    }
}

/// Voids an issued document, and hides it from lists if `hide`.
pub(super) async fn void(work: &mut Work, invoice: &mut Claimed, hide: bool) -> Result<()> {
    if let Stage::Issued(issue) = &invoice.stage {
        invoice.stage = Stage::Void { issue: issue.clone(), at: work.now };
    }
    withdraw_all(work, invoice).await?;
    if hide {
        invoice.deleted_at = Some(work.now);
    }
    let data = json!({"number": invoice.number(), "hidden": hide});
    save_note(work, invoice, EventType::InvoiceVoided, &data).await
}

/// Says that the document was sent, without sending it; issues a draft first.
pub struct MarkSent {
    /// Which.
    pub id: InvoiceId,
}

impl UseCase for MarkSent {
    type Output = Shown;

    boxed!();

    async fn run(&self, work: &mut Work) -> Result<Shown> {
        let mut invoice = claim(work, self.id).await?;
        mark_sent(work, &mut invoice).await?;
        Shown::of(work, invoice.into_invoice(), None).await
    }
}

/// Notes that a document was sent, within the use case's transaction; issues a draft first.
pub(super) async fn mark_sent(work: &mut Work, invoice: &mut Claimed) -> Result<()> {
    if decide(work, invoice, Action::MarkSent).await? == Step::IssueFirst {
        return Box::pin(issue_as(work, invoice, Sent::Yes)).await;
    }
    let now = work.now;
    if let Stage::Issued(issue) = &mut invoice.stage
        && issue.sent_at.is_none()
    {
        issue.sent_at = Some(now);
        save(work, invoice, EventType::InvoiceSent, &sent_by_hand()).await?;
    }
    Ok(())
}

/// What the event says where no e-mail was sent.
fn sent_by_hand() -> serde_json::Value {
    json!({"by_hand": true})
}

/// Whether a document that is issued counts as sent by that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sent {
    Yes,
    No,
}

/// Issues a draft that was saved before, within the use case's transaction.
pub(crate) async fn issue(work: &mut Work, invoice: &mut Claimed) -> Result<()> {
    // On the heap, since many use cases end in it.
    Box::pin(issue_as(work, invoice, Sent::No)).await
}

/// Issues a document that is made in this moment; `data` is what the event of its making says.
pub(crate) async fn issue_new(
    work: &mut Work,
    invoice: Invoice,
    customer: &Customer,
    data: &Value,
) -> Result<Claimed> {
    let mut invoice = begin_new(work, invoice, data).await?;
    Box::pin(issue_to(work, &mut invoice, customer, Sent::No)).await?;
    Ok(invoice)
}

async fn issue_as(work: &mut Work, invoice: &mut Claimed, sent: Sent) -> Result<()> {
    let (account_id, id) = (work.caller.account_id, invoice.content.customer_id);
    let customer = customer::load(&mut work.tx, account_id, id).await?;
    issue_to(work, invoice, &customer.ok_or(Error::NotFound(What::Customer))?, sent).await
}

async fn issue_to(
    work: &mut Work,
    invoice: &mut Claimed,
    customer: &Customer,
    sent: Sent,
) -> Result<()> {
    let account = work.account().await?;
    let seller = account.seller.clone();
    let buyer = customer.named_in(invoice.content.buyer.as_deref());
    let mut missing = vec![];
    if seller.name.trim().is_empty() {
        missing.push(Missing::CompanyName);
    }
    if buyer.name.display().trim().is_empty() {
        missing.push(Missing::CustomerName);
    }
    if invoice.content.lines.is_empty() {
        missing.push(Missing::Line);
    }
    if !missing.is_empty() {
        let document = invoice.title();
        return Err(Refusal::Incomplete { document, missing }.into());
    }
    refuse_future(work, &account, invoice).await?;
    let original = credited_by(work, invoice).await?;
    if let Some(original) = &original
        && matches!(invoice.stage, Stage::Draft { kept_number: Some(_) })
    {
        counted::check_again(work, invoice, original).await?;
    }
    if !invoice.document.takes_back() && invoice.totals.rules != Rules::CURRENT {
        // A draft of before the rules of today: what is issued now is calculated by them.
        invoice.totals = totals_of(&invoice.content).map_err(Error::Invalid)?;
    }
    let look = documents::todays_look(work, invoice).await?;
    // Before the number is drawn: what is refused leaves no gap.
    let sheet = Sheet {
        invoice,
        account: &account,
        buyer: &buyer,
        look: look.look(),
        credited: original.as_deref(),
    };
    let mut faults = unprintable::faults(work, &sheet)?;
    add_later(&mut faults, formats::unfit(&account, invoice, &seller, &buyer));
    faultless(faults)?;
    let appearance = documents::freeze(work, invoice, &look).await?;
    let (number, drawn) = draw_number(work, &account, invoice).await?;
    invoice.stage = Stage::Issued(Box::new(Issue {
        number,
        issued_at: work.now,
        sent_at: (sent == Sent::Yes).then_some(work.now),
        share_token: secret::token_128(),
        seller,
        buyer,
        appearance: Some(appearance),
    }));
    let mut data = snapshot::issued(invoice);
    data["revision"] = json!(invoice.revision + 1);
    data["content"] = json!(content::of_document(invoice).map(|hash| content::text_of(&hash)));
    if let Some((series, place)) = drawn {
        data["series"] = json!(series);
        data["place"] = json!(place);
    }
    save(work, invoice, EventType::InvoiceIssued, &data).await?;
    if sent == Sent::Yes {
        work.record(EventType::InvoiceSent, invoice.id.0, &sent_by_hand());
    }
    if let Some(mut original) = original {
        let data = json!({
            "credit_note_id": invoice.id.to_string(),
            "credit_note": invoice.number(),
            "amount": invoice.totals.payable().to_decimal(invoice.content.currency).to_string(),
        });
        let credited = Some((EventType::InvoiceCredited, &data));
        save_credited(work, &mut original, credited).await?;
    }
    Ok(())
}

/// Under the strict lock, a document that is dated after today would keep every later one from its series.
async fn refuse_future(work: &mut Work, account: &Account, invoice: &Invoice) -> Result<()> {
    let (date, today) = (invoice.content.issue_date, work.today().await?);
    if account.lock == Lock::Strict && date > today {
        return Err(Refusal::DatedAfterToday { date, today }.into());
    }
    Ok(())
}

/// The document's number, and its series and place in it if it is drawn now.
async fn draw_number(
    work: &mut Work,
    account: &Account,
    invoice: &Invoice,
) -> Result<(String, Option<(String, i64)>)> {
    if let Stage::Draft { kept_number: Some(number) } = &invoice.stage {
        return Ok((number.clone(), None));
    }
    let date = invoice.content.issue_date;
    let pattern = account.pattern(invoice.document);
    if let Some(number) = &invoice.content.number {
        let owner = invoice::number_used(&mut work.tx, account.id, number).await?;
        if owner.is_some_and(|owner| owner != invoice.id) {
            return Err(Refusal::NumberTaken { number: number.clone() }.into());
        }
        return Ok((number.clone(), None));
    }
    let is_strict = account.lock == Lock::Strict;
    if !is_strict
        && !work.is_careful
        && let Some((place, number)) =
            sequence::foresee(&mut work.tx, account.id, invoice.document, pattern, date)
    {
        return Ok((number, Some((pattern.series(date), place))));
    }
    // A number that a client has taken for itself is never drawn. It is rarely so: if it is, keeping the document fails,
    // and the next try looks.
    let taken = if work.is_careful { Taken::PassedOver } else { Taken::Unlikely };
    let Drawn { place, number, last_issue_date } =
        sequence::draw(&mut work.tx, account.id, invoice.document, pattern, date, taken).await?;
    if is_strict && account.today(work.app.now()) != account.today(work.now) {
        // A day has begun while it waited for its turn, and the number before may be of that day.
        return Err(Error::Contention);
    }
    // The draw locks the series, so that no other document comes between this look and the commit. What was dated ahead
    // before the lock was strict does not keep today's documents from the series.
    let last = last_issue_date.min(account.today(work.now));
    if is_strict && date < last {
        return Err(Refusal::NotChronological { date, last }.into());
    }
    Ok((number, Some((pattern.series(date), place))))
}
