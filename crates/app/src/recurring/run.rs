//! What a recurring invoice makes: one invoice for each of its dates, at most.

use super::pattern;
use crate::work::boxed;
use crate::{
    Error, Result, UseCase, What, Work, backoff, entry,
    invoices::{self, CustomerRef, InvoiceDraft, SendOptions, Shown, draft_with, issue_new},
    work::or_conflict,
};
use net30_domain::{
    Date,
    account::Lock,
    document::{DocumentType, ServicePeriod},
    event::EventType,
    id::RecurringId,
    recurring::{Due, Mode, Next, Recurring, Status},
    refusal::Refusal,
};
use net30_store::{customer, recurring, sequence};
use net30_words::Locale;
use serde_json::json;

/// Does what a recurring invoice wants by now; false if that is nothing, as when another server was quicker.
pub(super) struct Run {
    pub(super) id: RecurringId,
}

impl UseCase for Run {
    type Output = bool;

    boxed!();

    async fn run(&self, work: &mut Work) -> Result<bool> {
        let account = work.account().await?;
        let found = recurring::load(&mut work.tx, account.id, self.id).await?;
        let Some(mut recurring) = found else { return Ok(false) };
        let due = recurring.due(work.now, &account.time_zone);
        if due == Due::Nothing {
            return Ok(false);
        }
        claim(work, &mut recurring).await?;
        match due {
            Due::Nothing => {}
            Due::PutOff { at } => {
                recurring.next = recurring.next.map(|next| Next { at, ..next });
                update(work, &mut recurring).await?;
            }
            Due::PassOver { through } => {
                let data = json!({"date": null, "passed_over": passed_over(&recurring, through)});
                recurring.done_through = Some(through);
                recurring.go_on(through, &account.time_zone);
                work.record(EventType::RecurringRun, recurring.id.0, &data);
                update(work, &mut recurring).await?;
            }
            Due::Make { index, date } => {
                make(work, &mut recurring, index, date).await?;
            }
        }
        Ok(true)
    }
}

/// Makes the invoice of the next date now, and goes on with the one after it. Dated today, unless its date has passed.
pub struct GenerateNow {
    /// Of which.
    pub id: RecurringId,
}

impl UseCase for GenerateNow {
    type Output = Shown;

    boxed!();

    async fn run(&self, work: &mut Work) -> Result<Shown> {
        let mut recurring: Recurring = entry::load(work, self.id).await?;
        let today = work.today().await?;
        let next = match recurring.next {
            Some(next) => Some((next.index, next.date)),
            None if recurring.status == Status::Paused => recurring.following(today),
            None => None,
        };
        let (index, date) = next.ok_or(Refusal::RecurringEnded)?;
        let was_paused = recurring.status == Status::Paused;
        claim(work, &mut recurring).await?;
        let shown = make(work, &mut recurring, index, date).await?;
        if was_paused && recurring.status == Status::Active {
            recurring.status = Status::Paused;
            recurring.next = None;
            update(work, &mut recurring).await?;
        }
        Ok(shown)
    }
}

/// Notes that the next date could not be made, and puts it off.
pub(super) struct Fail {
    pub(super) id: RecurringId,
    pub(super) error: String,
}

impl UseCase for Fail {
    type Output = ();

    boxed!();

    async fn run(&self, work: &mut Work) -> Result<()> {
        let account = work.account().await?;
        let found = recurring::load(&mut work.tx, account.id, self.id).await?;
        let Some(mut recurring) = found else { return Ok(()) };
        // By the rule for dates that passed it need not have been the first of those that are due.
        let Due::Make { index, date } = recurring.due(work.now, &account.time_zone) else {
            return Ok(());
        };
        claim(work, &mut recurring).await?;
        let is_news = recurring.last_error.as_ref() != Some(&self.error);
        recurring.failures = recurring.failures.saturating_add(1);
        let at = backoff::of_part(work.now, recurring.failures);
        recurring.next = Some(Next { index, date, at });
        recurring.last_error = Some(self.error.clone());
        if is_news {
            let data = json!({"date": date.to_string(), "error": self.error});
            work.record(EventType::RecurringFailed, recurring.id.0, &data);
        }
        update(work, &mut recurring).await
    }
}

/// Takes the recurring invoice for this transaction alone: another server waits here, and then finds it changed.
async fn claim(work: &mut Work, recurring: &mut Recurring) -> Result<()> {
    or_conflict(recurring::claim(&mut work.tx, recurring).await?)?;
    recurring.revision += 1;
    Ok(())
}

/// Keeps what was claimed.
async fn update(work: &mut Work, recurring: &mut Recurring) -> Result<()> {
    recurring.updated_at = work.now;
    or_conflict(recurring::update(&mut work.tx, recurring, recurring.revision).await?)?;
    if recurring.status == Status::Ended {
        let data = json!({"runs": recurring.runs});
        work.record(EventType::RecurringEnded, recurring.id.0, &data);
    }
    Ok(())
}

/// How many dates after the last one that is done lie before or on a day.
fn passed_over(recurring: &Recurring, through: Date) -> i64 {
    let from = recurring.next.map_or(0, |next| next.index);
    let to = recurring.schedule.on_or_after(through).map_or(from, |(index, _)| index + 1);
    (to - from).max(0)
}

/// Makes the invoice of a date, and goes on with the next one; everything in the transaction of the claim.
async fn make(work: &mut Work, recurring: &mut Recurring, index: i64, date: Date) -> Result<Shown> {
    let account = work.account().await?;
    let issue_date = issue_date(work, recurring, date).await?;
    let draft = draft_for(work, recurring, index, issue_date).await?;
    let resolved = Box::pin(invoices::resolve(work, &draft, None)).await?;
    let mut made = draft_with(work, resolved.content, resolved.totals);
    made.recurring_id = Some(recurring.id);
    if !recurring::note_run(&mut work.tx, recurring, date, made.id, work.now).await? {
        return Err(Error::broken(format!("the date {date} has made its invoice before")));
    }
    let facts = json!({"recurring_invoice_id": recurring.id.to_string(), "date": date.to_string()});
    let made = match recurring.mode {
        Mode::Draft => invoices::keep_new(work, made, &facts).await?,
        Mode::Issue => issue_new(work, made, &resolved.customer, &facts).await?,
        Mode::IssueAndSend => {
            let mut made = invoices::keep_new(work, made, &facts).await?;
            invoices::send_in(work, &mut made, &SendOptions::default()).await?;
            made
        }
    };
    let passed_over = passed_over(recurring, date) - 1;
    recurring.runs += 1;
    recurring.done_through = recurring.done_through.max(Some(date));
    recurring.last_run_on = Some(date);
    recurring.last_run_at = Some(work.now);
    recurring.go_on(date, &account.time_zone);
    let facts = json!({
        "date": date.to_string(),
        "invoice_id": made.id.to_string(),
        "passed_over": passed_over.max(0),
    });
    work.record(EventType::RecurringRun, recurring.id.0, &facts);
    update(work, recurring).await?;
    Shown::of(work, made.into_invoice(), Some(resolved.customer)).await
}

/// The date that the invoice bears: its own, but none in the future, and none before the series' last number where
/// numbers are chronological.
async fn issue_date(work: &mut Work, recurring: &Recurring, date: Date) -> Result<Date> {
    let (account, today) = (work.account().await?, work.today().await?);
    if date > today || account.lock == Lock::Flexible || recurring.mode == Mode::Draft {
        return Ok(date.min(today));
    }
    let series = account.pattern(DocumentType::Invoice).series(date);
    let document = DocumentType::Invoice;
    let last = sequence::last_issue_date(&mut work.tx, account.id, document, &series).await?;
    Ok(if last.is_some_and(|last| date < last) { today } else { date })
}

async fn draft_for(
    work: &mut Work,
    recurring: &Recurring,
    index: i64,
    issue_date: Date,
) -> Result<InvoiceDraft> {
    let account = work.account().await?;
    let customer_id = recurring.pattern.customer_id;
    let customer = customer::load(&mut work.tx, account.id, customer_id)
        .await?
        .ok_or(Error::NotFound(What::Customer))?;
    let language = recurring.pattern.body.language.or(customer.language);
    let language = language.unwrap_or(account.defaults.language);
    let period = recurring.schedule.period(index, recurring.billing);
    let period = period.ok_or_else(|| Error::broken("a date of a schedule has no period"))?;
    let locale = Locale::of(language, account.seller.address.country);
    let moment = pattern::Moment { index, period, locale };
    let body = pattern::filled(&recurring.pattern.body, &moment);
    let service = if recurring.set_service_period {
        ServicePeriod { start: Some(period.start), end: Some(period.end) }
    } else {
        ServicePeriod::default()
    };
    let draft = InvoiceDraft::of(CustomerRef::Id(customer_id), body);
    Ok(InvoiceDraft { issue_date: Some(issue_date), service, ..draft })
}
