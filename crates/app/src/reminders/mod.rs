//! Reminders: the rules by which customers are told of what is due, and what became of them.

mod by_hand;
mod remind;
mod round;

pub use by_hand::RemindNow;
pub use net30_domain::reminder::{Channel, Outcome, Reminder, Rule, RuleDraft};
pub(crate) use round::last_day;

use crate::work::boxed;
use crate::{
    App, Boxed, Caller, Error, Result, UseCase, What, Work,
    entry::{self, Creatable, Entry, inserted_in, kept_in},
    error::faultless,
    invoices, mail,
    work::or_conflict,
};
use net30_domain::{
    Date, Timestamp,
    event::EventType,
    fault::{Fault, Faults},
    id::{InvoiceId, ReminderRuleId},
    refusal::Refusal,
    reminder::DAYS_MAX,
    schedule::moment,
    standing::Position,
};
use net30_store::{account, invoice, reminder};
use serde_json::{Value, json};

/// Where a rule begins that reaches what is overdue already: before any invoice.
const EARLIEST: Date = jiff::civil::date(1970, 1, 1);
/// Most rules of an account.
const RULES_MAX: usize = 50;

/// Makes a rule. It reaches what comes due for it from today on, and what is overdue already if it says so.
pub type Create = entry::Create<Rule>;
/// Replaces what a rule says. With other days, or followed again, it begins anew as a fresh rule does.
pub type Replace = entry::Replace<Rule>;
/// Removes a rule. What it sent stays on record.
pub type Delete = entry::Delete<Rule>;

impl Entry for Rule {
    type Draft = RuleDraft;
    type Id = ReminderRuleId;
    const WHAT: What = What::ReminderRule;
    const EVENTS: [EventType; 3] = [
        EventType::ReminderRuleCreated,
        EventType::ReminderRuleUpdated,
        EventType::ReminderRuleDeleted,
    ];

    async fn check(draft: &RuleDraft, _: &mut Work, _: Option<ReminderRuleId>) -> Result<()> {
        check(draft)
    }

    async fn with(&self, draft: &RuleDraft, work: &mut Work) -> Result<Self> {
        let time_zone = work.account().await?.time_zone.clone();
        let next = match self.next {
            Some((day, _))
                if draft.enabled
                    && draft.days == self.draft.days
                    && (self.draft.include_overdue || !draft.include_overdue) =>
            {
                moment(day, draft.time, &time_zone).map(|at| (day, at))
            }
            _ => first(work, draft).await?,
        };
        Ok(Self { draft: draft.clone(), next, last_error: None, ..self.clone() })
    }

    fn is_same(&self, other: &Self) -> bool {
        self.draft == other.draft
    }

    fn replaced(&self, _: &Self) -> Value {
        json!({"days": self.draft.days, "enabled": self.draft.enabled})
    }

    fn deleted(&self, _: bool) -> Value {
        json!({"days": self.draft.days})
    }

    kept_in!(reminder, never archived);
}

impl Creatable for Rule {
    async fn made(id: ReminderRuleId, draft: &RuleDraft, work: &mut Work) -> Result<Self> {
        let account_id = work.caller.account_id;
        if reminder::list(&mut work.tx, account_id).await?.len() >= RULES_MAX {
            return Err(Refusal::TooMany { what: "reminder rules", max: RULES_MAX }.into());
        }
        Ok(Self {
            id,
            account_id,
            draft: draft.clone(),
            next: first(work, draft).await?,
            last_error: None,
            revision: 1,
            created_at: work.now,
            updated_at: work.now,
        })
    }

    fn created(&self) -> Value {
        json!({"days": self.draft.days, "channel": self.draft.channel.word()})
    }

    inserted_in!(reminder);
}

/// Reminds of an invoice no more, or again.
pub struct Pause {
    /// Of which.
    pub id: InvoiceId,
    /// Whether reminders are paused.
    pub paused: bool,
}

impl UseCase for Pause {
    type Output = invoices::Shown;

    boxed!();

    async fn run(&self, work: &mut Work) -> Result<invoices::Shown> {
        let mut invoice = invoices::claim(work, self.id).await?;
        if invoice.reminders_paused != self.paused {
            invoice.reminders_paused = self.paused;
            let kind = if self.paused {
                EventType::InvoiceRemindersPaused
            } else {
                EventType::InvoiceRemindersResumed
            };
            invoices::save(work, &mut invoice, kind, &json!({})).await?;
        }
        invoices::Shown::of(work, invoice.into_invoice(), None).await
    }
}

/// A rule that will remind of an invoice if it stays open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Planned {
    /// Which rule.
    pub rule_id: ReminderRuleId,
    /// Its days after the due date.
    pub days: i32,
    /// On which day.
    pub day: Date,
    /// When.
    pub at: Timestamp,
}

/// What reminders of an invoice there were, and which are planned.
///
/// # Errors
/// [`Error::NotFound`] if the account has no such invoice.
pub fn of_invoice<'a>(
    app: &'a App,
    caller: &'a Caller,
    id: InvoiceId,
) -> Boxed<'a, (Vec<Reminder>, Vec<Planned>)> {
    Box::pin(async move {
        let mut reader = app.store().reader().await?;
        let account_id = caller.account_id;
        let found = invoice::load(&mut reader, account_id, id).await?;
        let invoice = found.filter(|invoice| caller.sees(invoice));
        let invoice = invoice.ok_or(Error::NotFound(What::Invoice))?;
        let past = reminder::of_invoice(&mut reader, account_id, id).await?;
        let is_open =
            matches!(invoice.position(), Position::Due { .. }) && !invoice.reminders_paused;
        let Some(due) = invoice.content.due_date.filter(|_| is_open) else {
            return Ok((past, vec![]));
        };
        let account =
            account::load(&mut reader, account_id).await?.ok_or(Error::NotFound(What::Account))?;
        let rules = reminder::list(&mut reader, account_id).await?;
        let planned = rules.iter().filter_map(|rule| {
            let (next, _) = rule.next?;
            let day = rule.day_for(due).filter(|day| *day >= next)?;
            let is_new = past.iter().all(|reminder| reminder.rule_id != rule.id);
            let at = moment(day, rule.draft.time, &account.time_zone).filter(|_| is_new)?;
            Some(Planned { rule_id: rule.id, days: rule.draft.days, day, at })
        });
        let mut planned: Vec<Planned> = planned.collect();
        planned.sort_by_key(|planned| (planned.at, planned.rule_id));
        Ok((past, planned))
    })
}

/// The account's rules, by their days.
///
/// # Errors
/// Those of the database.
pub fn list<'a>(app: &'a App, caller: &'a Caller) -> Boxed<'a, Vec<Rule>> {
    Box::pin(async move {
        let mut reader = app.store().reader().await?;
        Ok(reminder::list(&mut reader, caller.account_id).await?)
    })
}

/// Moves what is to come to the account's new time zone.
pub(crate) async fn time_zone_changed(work: &mut Work) -> Result<()> {
    let account = work.account().await?;
    for rule in reminder::list(&mut work.tx, account.id).await? {
        let Some((day, _)) = rule.next else { continue };
        if let Some(at) = moment(day, rule.draft.time, &account.time_zone) {
            or_conflict(reminder::move_on(&mut work.tx, &rule, (day, at)).await?)?;
        }
    }
    Ok(())
}

/// The first day that a rule made now reaches.
async fn first(work: &mut Work, draft: &RuleDraft) -> Result<Option<(Date, Timestamp)>> {
    let (today, account) = (work.today().await?, work.account().await?);
    let day = if draft.include_overdue { EARLIEST } else { today };
    let at = moment(day, draft.time, &account.time_zone).filter(|_| draft.enabled);
    Ok(at.map(|at| (day, at)))
}

fn check(draft: &RuleDraft) -> Result<()> {
    let mut faults = Faults::new();
    if !(-DAYS_MAX..=DAYS_MAX).contains(&draft.days) {
        let message = format!("must be from -{DAYS_MAX} to {DAYS_MAX}");
        faults.push(Fault::new("/days", "out_of_range", message));
    }
    for (pointer, text) in [("/subject", &draft.subject), ("/message", &draft.message)] {
        if let Some(text) = text
            && let Err(message) = mail::check_placeholders(text)
        {
            faults.push(Fault::new(pointer, "unknown_placeholder", message));
        }
    }
    faultless(faults)
}
