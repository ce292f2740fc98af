//! The round that charges fees, on every server.

use super::{TIME, charge::Charge};
use crate::{App, Call, Caller, Error, Result, UseCase, Work, reminders::last_day};
use jiff::SignedDuration;
use net30_domain::{Date, Timestamp, event::EventType, schedule::moment};
use net30_store::{account, late_fee};
use serde_json::json;

/// How many accounts one round looks at.
const ACCOUNTS_MAX: i64 = 20;
/// How many invoices of a class are charged for in one round.
const INVOICES_MAX: i64 = 100;
/// Pause before fees that could not be charged are tried again.
const RETRY: SignedDuration = SignedDuration::from_hours(1);

impl App {
    /// Charges the fees that are due, each in a transaction of its own; says how much was done.
    ///
    /// Several servers may do it at once: each period of an invoice is charged for once.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn late_fees_due(&self) -> Result<usize> {
        let mut reader = self.store().reader().await?;
        let due = late_fee::due(&mut reader, self.now(), ACCOUNTS_MAX).await?;
        drop(reader);
        let mut done = 0;
        for account_id in due {
            let caller = self.system_caller(account_id).await?;
            done += Box::pin(self.charge_for(&caller)).await?;
        }
        Ok(done)
    }

    async fn charge_for(&self, caller: &Caller) -> Result<usize> {
        let account_id = caller.account_id;
        let mut reader = self.store().reader().await?;
        let account = account::load(&mut reader, account_id).await?;
        let fees = late_fee::load(&mut reader, account_id).await?;
        let (Some(account), Some(fees)) = (account, fees) else { return Ok(0) };
        let Some((from, _)) = fees.next else { return Ok(0) };
        let Some(through) = last_day(&account, TIME, self.now()) else { return Ok(0) };
        let terms = &fees.terms;
        let due = terms.due_date_for(from).zip(terms.due_date_for(through));
        let mut late = match due {
            Some((first, last)) if from <= through => {
                late_fee::reached(&mut reader, account_id, first, last, INVOICES_MAX).await?
            }
            _ => vec![],
        }
        .into_iter()
        .map(|(id, _)| (id, 0))
        .collect::<Vec<_>>();
        let following = late_fee::following(&mut reader, account_id, through, INVOICES_MAX).await?;
        late.extend(following.into_iter().map(|(id, period)| (id, period + 1)));
        drop(reader);
        let call = Call::of(*caller);
        if late.is_empty() {
            let next = through.tomorrow().map_or(from, |next| next.max(from));
            return self.run(&call, &MoveOn { next }).await.map(usize::from);
        }
        let (mut done, mut failed) = (0, None);
        for (invoice_id, period) in late {
            match Box::pin(self.run(&call, &Charge { invoice_id, period })).await {
                Ok(charged) => done += usize::from(charged),
                Err(Error::Contention) => {}
                Err(error @ Error::Unavailable(_)) => return Err(error),
                Err(error) => failed = Some(error.in_full()),
            }
        }
        if let Some(error) = failed.filter(|_| done == 0) {
            self.run(&call, &PutOff { error }).await?;
        }
        Ok(done)
    }
}

/// Goes on with a later day, since all that is late until then is charged for.
struct MoveOn {
    next: Date,
}

impl UseCase for MoveOn {
    type Output = bool;

    async fn run(&self, work: &mut Work) -> Result<bool> {
        let account = work.account().await?;
        let found = late_fee::load(&mut work.tx, account.id).await?;
        let Some(mut fees) = found.filter(|fees| is_behind(fees.next, work.now)) else {
            return Ok(false);
        };
        let Some(at) = moment(self.next, TIME, &account.time_zone) else { return Ok(false) };
        if fees.last_error.is_none() {
            return Ok(late_fee::move_on(&mut work.tx, account.id, &fees, (self.next, at)).await?);
        }
        fees.next = Some((self.next, at));
        fees.last_error = None;
        fees.revision += 1;
        Ok(late_fee::save(&mut work.tx, account.id, &fees, work.now).await?)
    }
}

/// Tries what failed again later.
struct PutOff {
    error: String,
}

impl UseCase for PutOff {
    type Output = ();

    async fn run(&self, work: &mut Work) -> Result<()> {
        let account_id = work.caller.account_id;
        let found = late_fee::load(&mut work.tx, account_id).await?;
        let Some(mut fees) = found.filter(|fees| is_behind(fees.next, work.now)) else {
            return Ok(());
        };
        let is_news = fees.last_error.as_ref() != Some(&self.error);
        fees.next = fees.next.map(|(day, _)| (day, work.now + RETRY));
        fees.last_error = Some(self.error.clone());
        fees.revision += 1;
        let kept = late_fee::save(&mut work.tx, account_id, &fees, work.now).await?;
        if kept && is_news {
            let data = json!({"error": self.error});
            work.record(EventType::LateFeesFailed, account_id.0, &data).await?;
        }
        Ok(())
    }
}

fn is_behind(next: Option<(Date, Timestamp)>, now: Timestamp) -> bool {
    next.is_some_and(|(_, at)| at <= now)
}
