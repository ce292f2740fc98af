//! Recurring invoices: set up, paused, resumed, removed. What they make is made in `run`.

mod pattern;
mod round;
mod run;

pub use net30_domain::recurring::{CatchUp, Mode, Pattern, Recurring, Status};
pub use run::GenerateNow;

use crate::work::boxed;
use crate::{
    App, Caller, Error, Page, Paging, Result, UseCase, What, Work,
    invoices::{self, InvoiceDraft, Listing},
    work::won,
};
use net30_domain::{
    event::EventType,
    fault::{Faults, add_later},
    id::RecurringId,
    schedule::{Billing, Schedule},
    stage::Refusal,
};
use net30_store::{account, recurring};
use serde_json::json;

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
pub struct Create {
    /// What it is to be.
    pub draft: RecurringDraft,
}

impl UseCase for Create {
    type Output = Recurring;

    boxed!();

    async fn run(&self, work: &mut Work) -> Result<Recurring> {
        let pattern = checked(work, &self.draft).await?;
        let draft = self.draft.clone();
        let mut made = Recurring {
            id: work.fresh_id(),
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
        recurring::insert(&mut work.tx, &made).await?;
        work.record(EventType::RecurringCreated, made.id.0, &json!({})).await?;
        if made.status == Status::Ended {
            work.record(EventType::RecurringEnded, made.id.0, &json!({})).await?;
        }
        Ok(made)
    }
}

/// Replaces what a recurring invoice says. A changed schedule goes on today, after the dates that are done.
pub struct Replace {
    /// Which.
    pub id: RecurringId,
    /// What it is to be.
    pub draft: RecurringDraft,
}

impl UseCase for Replace {
    type Output = Recurring;

    boxed!();

    async fn run(&self, work: &mut Work) -> Result<Recurring> {
        let before = load(work, self.id).await?;
        let pattern = checked(work, &self.draft).await?;
        let draft = self.draft.clone();
        let mut after = Recurring {
            name: draft.name,
            pattern,
            schedule: draft.schedule,
            mode: draft.mode,
            catch_up: draft.catch_up,
            billing: draft.billing,
            set_service_period: draft.set_service_period,
            ..before.clone()
        };
        if after == before {
            return Ok(after);
        }
        let (today, account) = (work.today().await?, work.account().await?);
        let is_rescheduled = after.schedule != before.schedule;
        match before.status {
            Status::Active | Status::Ended if is_rescheduled => {
                after.go_on(today, &account.time_zone);
            }
            Status::Active if before.failures > 0 => {
                // What made it fail may be mended: it is tried at once.
                let date = before.next.map_or(today, |next| next.date);
                after.go_on(date, &account.time_zone);
            }
            Status::Active | Status::Paused | Status::Ended => {}
        }
        keep(work, &before, &mut after, EventType::RecurringUpdated).await?;
        Ok(after)
    }
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
        let before = load(work, self.id).await?;
        match before.status {
            Status::Paused => return Ok(before),
            Status::Ended => return Err(Refusal::RecurringEnded.into()),
            Status::Active => {}
        }
        let mut after = Recurring { status: Status::Paused, next: None, ..before.clone() };
        keep(work, &before, &mut after, EventType::RecurringPaused).await?;
        Ok(after)
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
        let before = load(work, self.id).await?;
        match before.status {
            Status::Active => return Ok(before),
            Status::Ended => return Err(Refusal::RecurringEnded.into()),
            Status::Paused => {}
        }
        let (today, account) = (work.today().await?, work.account().await?);
        let mut after = before.clone();
        after.go_on(today, &account.time_zone);
        keep(work, &before, &mut after, EventType::RecurringResumed).await?;
        Ok(after)
    }
}

/// Removes a recurring invoice. The invoices that it made stay.
pub struct Delete {
    /// Which.
    pub id: RecurringId,
}

impl UseCase for Delete {
    type Output = ();

    boxed!();

    async fn run(&self, work: &mut Work) -> Result<()> {
        let before = load(work, self.id).await?;
        won(recurring::delete(&mut work.tx, before.account_id, before.id).await?)?;
        let data = json!({"name": before.name, "runs": before.runs});
        work.record(EventType::RecurringDeleted, before.id.0, &data).await
    }
}

/// One recurring invoice.
///
/// # Errors
/// [`Error::NotFound`] if the account has no such recurring invoice.
pub async fn get(app: &App, caller: &Caller, id: RecurringId) -> Result<Recurring> {
    let mut reader = app.store().reader().await?;
    let found = recurring::load(&mut reader, caller.account_id, id).await?;
    found.ok_or(Error::NotFound(What::Recurring))
}

/// A page of recurring invoices, newest first.
///
/// # Errors
/// [`Error::BadCursor`] if the cursor is not one of this list's.
pub async fn list(
    app: &App,
    caller: &Caller,
    status: Option<Status>,
    search: Option<&str>,
    paging: &Paging,
) -> Result<Page<Recurring>> {
    let mut reader = app.store().reader().await?;
    Ok(recurring::list(&mut reader, caller.account_id, status, search, paging).await?)
}

/// A page of the invoices that a recurring invoice made, newest first.
///
/// # Errors
/// [`Error::NotFound`] if the account has no such recurring invoice, [`Error::BadCursor`] if the cursor is not one of
/// this list's.
pub async fn invoices(
    app: &App,
    caller: &Caller,
    id: RecurringId,
    paging: &Paging,
) -> Result<Listing> {
    let mut reader = app.store().reader().await?;
    let account_id = caller.account_id;
    recurring::load(&mut reader, account_id, id).await?.ok_or(Error::NotFound(What::Recurring))?;
    let account =
        account::load(&mut reader, account_id).await?.ok_or(Error::NotFound(What::Account))?;
    let today = account.today(app.now());
    let page = recurring::invoices(&mut reader, account_id, id, paging).await?;
    drop(reader);
    Listing::of(app, *caller, today, page).await
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
            won(recurring::update(&mut work.tx, &after, before.revision).await?)?;
        }
    }
    Ok(())
}

/// Loads a recurring invoice for a change and checks the client's `If-Match`.
async fn load(work: &mut Work, id: RecurringId) -> Result<Recurring> {
    let account_id = work.caller.account_id;
    let found = recurring::load(&mut work.tx, account_id, id).await?;
    let found = found.ok_or(Error::NotFound(What::Recurring))?;
    work.matches(found.revision)?;
    Ok(found)
}

/// Keeps a change under the next revision and appends the event that says what happened.
async fn keep(
    work: &mut Work,
    before: &Recurring,
    after: &mut Recurring,
    kind: EventType,
) -> Result<()> {
    after.revision = before.revision + 1;
    after.updated_at = work.now;
    won(recurring::update(&mut work.tx, after, before.revision).await?)?;
    work.record(kind, after.id.0, &json!({})).await?;
    if after.status == Status::Ended && before.status != Status::Ended {
        work.record(EventType::RecurringEnded, after.id.0, &json!({"runs": after.runs})).await?;
    }
    Ok(())
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
    of_invoice.extend(pattern::unknown_placeholders(&draft.invoice));
    let account = work.account().await?;
    let language = draft.invoice.language.unwrap_or(account.defaults.language);
    let sample = pattern::Moment::sample(&draft.schedule, draft.billing, language);
    let filled = pattern::filled(&draft.invoice, &sample);
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
        Some(customer) if faults.is_empty() => Ok(pattern::of(&draft.invoice, customer)),
        _ => Err(Error::Invalid(faults)),
    }
}
