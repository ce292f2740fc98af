//! The round that follows the rules, on every server.

use super::remind::{GiveUp, Remind};
use crate::work::boxed;
use crate::{
    App, Boxed, Call, Caller, Error, Result, UseCase, Work,
    rounds::{Part, Round, by_account, caught, side_by_side},
};
use net30_domain::{
    Date,
    id::{AccountId, ReminderRuleId},
    reminder::Rule,
    schedule::moment,
};
use net30_store::{account, reminder, setback::Task};

/// How many rules one round looks at.
const RULES_MAX: i64 = 200;
/// How many invoices of a class a rule reminds of in one round.
const INVOICES_MAX: i64 = 25;

impl App {
    /// Reminds of what the rules reach, each invoice in a transaction of its own; says how much was done.
    ///
    /// Several servers may do it at once: each rule reminds of an invoice once. What fails stops nothing else: an invoice
    /// whose reminder failed is passed over, a rule that cannot be followed is tried again later.
    ///
    /// # Errors
    /// Those of the database.
    pub fn reminders_due(&self) -> Boxed<'_, usize> {
        Box::pin(async move {
            let mut reader = self.store().reader().await?;
            let due = reminder::due(&mut reader, self.now(), RULES_MAX).await?;
            drop(reader);
            let work = |(account, ids)| self.clone().reminders_of(account, ids);
            side_by_side(by_account(due).into_iter().map(work)).await
        })
    }

    async fn reminders_of(self, account: AccountId, ids: Vec<ReminderRuleId>) -> Result<usize> {
        let mut done = 0;
        for id in ids {
            let part =
                Part { round: Round::Reminders, task: Task::ReminderRule, account, object: id.0 };
            let follow = async {
                let caller = self.system_caller(account).await?;
                Box::pin(self.follow(&caller, id)).await
            };
            done += self.part(part, follow).await?.unwrap_or_default();
        }
        Ok(done)
    }

    async fn follow(&self, caller: &Caller, id: ReminderRuleId) -> Result<usize> {
        let mut reader = self.store().reader().await?;
        let account = account::load(&mut reader, caller.account_id).await?;
        let rule = reminder::load(&mut reader, caller.account_id, id).await?;
        let (Some(account), Some(rule)) = (account, rule) else { return Ok(0) };
        let Some((from, _)) = rule.next else { return Ok(0) };
        let Some(through) = last_day(&account, rule.draft.time, self.now()) else { return Ok(0) };
        let due = rule.due_date_on(from).zip(rule.due_date_on(through));
        let reached = match due {
            Some((first, last)) if from <= through => {
                reminder::reached(&mut reader, &rule, first, last, INVOICES_MAX).await?
            }
            _ => vec![],
        };
        drop(reader);
        let call = Call::of(*caller);
        if reached.is_empty() {
            let next = through.tomorrow().map_or(from, |next| next.max(from));
            return self.run(&call, &MoveOn { id, next }).await.map(usize::from);
        }
        let mut done = 0;
        for (invoice_id, due) in reached {
            match caught(self.run(&call, &Remind { rule_id: id, invoice_id })).await {
                Ok(reminded) => done += usize::from(reminded),
                Err(Error::Contention) => {}
                Err(error @ (Error::Unavailable(_) | Error::DiskFailed(_))) => return Err(error),
                Err(error) => {
                    tracing::warn!(rule = %id, invoice = %invoice_id, %error, "a reminder failed");
                    let (days, day) = (rule.draft.days, rule.day_for(due).unwrap_or(due));
                    self.run(&call, &GiveUp { rule_id: id, invoice_id, days, day }).await?;
                    done += 1;
                }
            }
        }
        Ok(done)
    }
}

/// The last day whose time has come.
pub(crate) fn last_day(
    account: &net30_domain::account::Account,
    time: jiff::civil::Time,
    now: jiff::Timestamp,
) -> Option<Date> {
    let today = account.today(now);
    let at = moment(today, time, &account.time_zone)?;
    if at <= now { Some(today) } else { today.yesterday().ok() }
}

/// Goes on with a later day, since all that the rule reaches until then is done.
struct MoveOn {
    id: ReminderRuleId,
    next: Date,
}

impl UseCase for MoveOn {
    type Output = bool;

    boxed!();

    async fn run(&self, work: &mut Work) -> Result<bool> {
        let account = work.account().await?;
        let found = reminder::load(&mut work.tx, account.id, self.id).await?;
        let is_behind = |rule: &Rule| rule.next.is_some_and(|(_, at)| at <= work.now);
        let Some(rule) = found.filter(is_behind) else { return Ok(false) };
        let at = moment(self.next, rule.draft.time, &account.time_zone);
        let Some(at) = at else { return Ok(false) };
        Ok(reminder::move_on(&mut work.tx, &rule, (self.next, at)).await?)
    }
}
