//! Recurring invoices: set up, paused, resumed, removed. What they make is made in `run`.

mod pattern;
mod round;
mod run;

pub use net30_domain::recurring::{CatchUp, Mode, Pattern, Recurring, Status};
pub use run::GenerateNow;

use crate::work::boxed;
use crate::{
    App, Boxed, Caller, Error, Page, Paging, Result, UseCase, What, Work,
    entry::{self, Creatable, Entry, inserted_in, kept_in, load},
    invoices::{self, InvoiceDraft, Listing},
    work::or_conflict,
};
use net30_domain::{
    draft::{DraftBody, LineDraft},
    event::EventType,
    fault::{Faults, add_later},
    id::{CustomerId, RecurringId},
    refusal::Refusal,
    schedule::{Billing, Schedule},
};
use net30_store::{account, recurring};
use net30_words::Locale;
use serde_json::{Value, json};

/// What a client writes of a recurring invoice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecurringDraft {
    /// What people call it.
    pub name: Option<String>,
    /// What each invoice says; without dates and number, which are the schedule's business.
    pub invoice: InvoiceDraft,
    /// When.
    pub schedule: Schedule,
    /// What becomes of each invoice.
    pub mode: Mode,
    /// What becomes of dates that passed while nobody was there to act.
    pub catch_up: CatchUp,
    /// Which period each invoice is for.
    pub billing: Billing,
    /// Whether invoices say the period as that of the service.
    pub set_service_period: bool,
}

/// Sets up a recurring invoice. Its first date is today's or a later one; dates before that are not made up for.
pub type Create = entry::Create<Recurring>;
/// Replaces what a recurring invoice says. A changed schedule goes on today, after the dates that are done.
pub type Replace = entry::Replace<Recurring>;
/// Removes a recurring invoice. The invoices that it made stay.
pub type Delete = entry::Delete<Recurring>;

impl Entry for Recurring {
    type Draft = RecurringDraft;
    type Id = RecurringId;
    const WHAT: What = What::Recurring;
    const EVENTS: [EventType; 3] =
        [EventType::RecurringCreated, EventType::RecurringUpdated, EventType::RecurringDeleted];

    async fn with(&self, draft: &RecurringDraft, work: &mut Work) -> Result<Self> {
        let pattern = checked(work, draft).await?;
        let draft = draft.clone();
        let mut after = Self {
            name: draft.name,
            pattern,
            schedule: draft.schedule,
            mode: draft.mode,
            catch_up: draft.catch_up,
            billing: draft.billing,
            set_service_period: draft.set_service_period,
            ..self.clone()
        };
        if after == *self {
            return Ok(after);
        }
        let (today, account) = (work.today().await?, work.account().await?);
        let is_rescheduled = after.schedule != self.schedule;
        match self.status {
            Status::Active | Status::Ended if is_rescheduled => {
                after.go_on(today, &account.time_zone);
            }
            Status::Active if self.failures > 0 => {
                // What made it fail may be mended: it is tried at once.
                let date = self.next.map_or(today, |next| next.date);
                after.go_on(date, &account.time_zone);
            }
            Status::Active | Status::Paused | Status::Ended => {}
        }
        Ok(after)
    }

    async fn follow_up(&mut self, work: &mut Work, before: Option<&Self>) -> Result<()> {
        let data = if before.is_some() { json!({"runs": self.runs}) } else { json!({}) };
        let had_ended = before.is_some_and(|before| before.status == Status::Ended);
        if self.status == Status::Ended && !had_ended {
            work.record(EventType::RecurringEnded, self.id.0, &data);
        }
        Ok(())
    }

    fn deleted(&self, _: bool) -> Value {
        json!({"name": self.name, "runs": self.runs})
    }

    kept_in!(recurring, never archived);
}

impl Creatable for Recurring {
    async fn made(id: RecurringId, draft: &RecurringDraft, work: &mut Work) -> Result<Self> {
        let pattern = checked(work, draft).await?;
        let draft = draft.clone();
        let mut made = Self {
            id,
            account_id: work.caller.account_id,
            name: draft.name,
            pattern,
            schedule: draft.schedule,
            mode: draft.mode,
            catch_up: draft.catch_up,
            billing: draft.billing,
            set_service_period: draft.set_service_period,
            status: Status::Active,
            next: None,
            runs: 0,
            done_through: None,
            last_run_on: None,
            last_run_at: None,
            failures: 0,
            last_error: None,
            revision: 1,
            created_at: work.now,
            updated_at: work.now,
        };
        let (today, account) = (work.today().await?, work.account().await?);
        made.go_on(today, &account.time_zone);
        Ok(made)
    }

    inserted_in!(recurring);
}

/// Makes no further invoices until it is resumed.
pub struct Pause {
    /// Which.
    pub id: RecurringId,
}

impl UseCase for Pause {
    type Output = Recurring;

    boxed!();

    async fn run(&self, work: &mut Work) -> Result<Recurring> {
        let before: Recurring = load(work, self.id).await?;
        match before.status {
            Status::Paused => return Ok(before),
            Status::Ended => return Err(Refusal::RecurringEnded.into()),
            Status::Active => {}
        }
        let after = Recurring { status: Status::Paused, next: None, ..before };
        keep(work, after, EventType::RecurringPaused).await
    }
}

/// Goes on with today's date or the next one; those of the pause are not made up for.
pub struct Resume {
    /// Which.
    pub id: RecurringId,
}

impl UseCase for Resume {
    type Output = Recurring;

    boxed!();

    async fn run(&self, work: &mut Work) -> Result<Recurring> {
        let before: Recurring = load(work, self.id).await?;
        match before.status {
            Status::Active => return Ok(before),
            Status::Ended => return Err(Refusal::RecurringEnded.into()),
            Status::Paused => {}
        }
        let (today, account) = (work.today().await?, work.account().await?);
        let mut after = before.clone();
        after.go_on(today, &account.time_zone);
        let mut after = keep(work, after, EventType::RecurringResumed).await?;
        after.follow_up(work, Some(&before)).await?;
        Ok(after)
    }
}

/// A page of recurring invoices, newest first.
///
/// # Errors
/// [`Error::BadCursor`] if the cursor is not one of this list's.
pub fn list<'a>(
    app: &'a App,
    caller: &'a Caller,
    status: Option<Status>,
    search: Option<&'a str>,
    paging: &'a Paging,
) -> Boxed<'a, Page<Recurring>> {
    Box::pin(async move {
        let mut reader = app.store().reader().await?;
        Ok(recurring::list(&mut reader, caller.account_id, status, search, paging).await?)
    })
}

/// A page of the invoices that a recurring invoice made, newest first.
///
/// # Errors
/// [`Error::NotFound`] if the account has no such recurring invoice, [`Error::BadCursor`] if the cursor is not one of
/// this list's.
pub fn invoices<'a>(
    app: &'a App,
    caller: &'a Caller,
    id: RecurringId,
    paging: &'a Paging,
) -> Boxed<'a, Listing> {
    Box::pin(async move {
        let mut reader = app.store().reader().await?;
        let account_id = caller.account_id;
        recurring::load(&mut reader, account_id, id)
            .await?
            .ok_or(Error::NotFound(What::Recurring))?;
        let account =
            account::load(&mut reader, account_id).await?.ok_or(Error::NotFound(What::Account))?;
        let today = account.today(app.now());
        let page = recurring::invoices(&mut reader, account_id, id, paging).await?;
        Ok(Listing::of(*caller, today, page))
    })
}

/// Moves what is to come to the account's new time zone.
pub(crate) async fn time_zone_changed(work: &mut Work) -> Result<()> {
    let account = work.account().await?;
    for before in recurring::active(&mut work.tx, account.id).await? {
        let mut after = before.clone();
        let Some(next) = after.next.as_mut().filter(|_| before.failures == 0) else { continue };
        next.at = before.schedule.moment(next.date, &account.time_zone).unwrap_or(next.at);
        if after != before {
            after.revision += 1;
            or_conflict(recurring::update(&mut work.tx, &after, before.revision).await?)?;
        }
    }
    Ok(())
}

/// Keeps a change under the next revision and appends the event that says what happened.
async fn keep(work: &mut Work, mut after: Recurring, kind: EventType) -> Result<Recurring> {
    entry::revised(work, &mut after).await?;
    work.record(kind, after.id.0, &json!({}));
    Ok(after)
}

/// Makes sure that the invoices can be made as things are today; finds or makes the customer.
async fn checked(work: &mut Work, draft: &RecurringDraft) -> Result<Pattern> {
    let mut faults: Faults = draft
        .schedule
        .check()
        .into_iter()
        // The parts of a schedule are right or wrong together.
        .map(|fault| fault.resting_on([""]).below("/schedule"))
        .collect();
    let mut of_invoice = pattern::dated(&draft.invoice);
    of_invoice.extend(pattern::unknown_placeholders(&draft.invoice.body));
    let account = work.account().await?;
    let language = draft.invoice.body.language.unwrap_or(account.defaults.language);
    let locale = Locale::of(language, account.seller.address.country);
    let sample = pattern::Moment::sample(&draft.schedule, draft.billing, locale);
    let body = pattern::filled(&draft.invoice.body, &sample);
    let filled = InvoiceDraft { body, ..draft.invoice.clone() };
    let customer = match invoices::resolve(work, &filled, None).await {
        Ok(resolved) => Some(resolved.customer.id),
        Err(Error::Invalid(found)) => {
            add_later(&mut of_invoice, found);
            None
        }
        Err(error) => return Err(error),
    };
    faults.extend(of_invoice.into_iter().map(|fault| fault.below("/invoice")));
    match customer {
        Some(customer) if faults.is_empty() => Ok(pattern_of(&draft.invoice.body, customer)),
        _ => Err(Error::Invalid(faults)),
    }
}

/// What each invoice says; each has lines of its own.
fn pattern_of(body: &DraftBody, customer_id: CustomerId) -> Pattern {
    let own = |line: &LineDraft| LineDraft { id: None, ..line.clone() };
    Pattern {
        customer_id,
        body: DraftBody { lines: body.lines.iter().map(own).collect(), ..body.clone() },
    }
}
