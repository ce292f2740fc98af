//! The round that charges fees, on every server.

use super::{TIME, charge::Charge};
use crate::work::boxed;
use crate::{
    App, Boxed, Call, Caller, Error, Result, UseCase, Work,
    reminders::last_day,
    rounds::{Part, Round, caught, side_by_side},
};
use net30_domain::{
    Date, Timestamp,
    event::EventType,
    id::{AccountId, InvoiceId},
    schedule::moment,
};
use net30_store::{
    Reader, account, late_fee,
    setback::{self, Task},
};
use serde_json::json;
use std::collections::HashSet;

/// How many accounts one round looks at.
const ACCOUNTS_MAX: i64 = 200;
/// How many invoices of a class are charged for in one round.
const INVOICES_MAX: i64 = 25;

impl App {
    /// Charges the fees that are due, each in a transaction of its own; says how much was done.
    ///
    /// Several servers may do it at once: each period of an invoice is charged for once. An invoice for which nothing can
    /// be charged waits alone, ever longer, and so does an account.
    ///
    /// # Errors
    /// Those of the database.
    pub fn late_fees_due(&self) -> Boxed<'_, usize> {
        Box::pin(async move {
            let now = self.now();
            let mut reader = self.store().reader().await?;
            let mut due = late_fee::due(&mut reader, now, ACCOUNTS_MAX).await?;
            let again =
                setback::accounts_due(&mut reader, Task::LateFee, now, ACCOUNTS_MAX).await?;
            for account in again {
                let own = setback::load(&mut reader, Task::LateFees, account.0).await?;
                let waits = own.is_some_and(|own| own.again_at > now);
                if !waits && !account::is_suspended(&mut reader, account).await? {
                    due.push(account);
                }
            }
            drop(reader);
            let mut seen = HashSet::new();
            due.retain(|account| seen.insert(*account));
            side_by_side(due.into_iter().map(|account| self.clone().late_fees_of(account))).await
        })
    }

    async fn late_fees_of(self, account: AccountId) -> Result<usize> {
        let part =
            Part { round: Round::LateFees, task: Task::LateFees, account, object: account.0 };
        let charge = async {
            let caller = self.system_caller(account).await?;
            let again = Box::pin(self.charge_again(&caller)).await?;
            Ok(again + Box::pin(self.charge_for(&caller)).await?)
        };
        Ok(self.part(part, charge).await?.unwrap_or_default())
    }

    /// Charges for what is late since the account was looked at last.
    async fn charge_for(&self, caller: &Caller) -> Result<usize> {
        let account_id = caller.account_id;
        let mut reader = self.store().reader().await?;
        let account = account::load(&mut reader, account_id).await?;
        let fees = late_fee::load(&mut reader, account_id).await?;
        let (Some(account), Some(fees)) = (account, fees) else { return Ok(0) };
        let Some((from, at)) = fees.next else { return Ok(0) };
        let Some(through) = last_day(&account, TIME, self.now()) else { return Ok(0) };
        if at > self.now() {
            return Ok(0);
        }
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
        if late.is_empty() {
            let next = through.tomorrow().map_or(from, |next| next.max(from));
            return self.run(&Call::of(*caller), &MoveOn { next }).await.map(usize::from);
        }
        let mut done = 0;
        for (invoice_id, period) in late {
            // What failed has had its turn too: it is passed over from now on.
            done += usize::from(self.charge(caller, invoice_id, period).await?.unwrap_or(true));
        }
        Ok(done)
    }

    /// Tries again what failed before and whose time has come.
    async fn charge_again(&self, caller: &Caller) -> Result<usize> {
        let account_id = caller.account_id;
        let mut reader = self.store().reader().await?;
        let due = setback::due_of(&mut reader, Task::LateFee, account_id, self.now(), INVOICES_MAX)
            .await?;
        let due = periods(&mut reader, account_id, due).await?;
        drop(reader);
        let (count, mut mended) = (due.len(), false);
        for (invoice_id, period) in due {
            if self.charge(caller, invoice_id, period).await?.is_some() {
                let recovered = Recovered { invoice_id };
                self.run(&Call::of(*caller), &recovered).await?;
                mended = true;
            }
        }
        Ok(if mended { count } else { 0 })
    }

    /// Charges for a period of an invoice; `None` if that failed, and the invoice was set back.
    async fn charge(
        &self,
        caller: &Caller,
        invoice_id: InvoiceId,
        period: i32,
    ) -> Result<Option<bool>> {
        let call = Call::of(*caller);
        let charge = Charge { invoice_id, period };
        match Box::pin(caught(self.run(&call, &charge))).await {
            Ok(charged) => Ok(Some(charged)),
            Err(Error::Contention) => Ok(Some(false)),
            Err(error @ (Error::Unavailable(_) | Error::DiskFailed(_))) => Err(error),
            Err(error) => {
                self.run(&call, &SetBack { invoice_id, error }).await?;
                Ok(None)
            }
        }
    }
}

/// The period that is next of each invoice: the one after the last that was charged.
async fn periods(
    reader: &mut Reader,
    account: AccountId,
    invoices: Vec<uuid::Uuid>,
) -> Result<Vec<(InvoiceId, i32)>> {
    let mut next = vec![];
    for id in invoices.into_iter().map(InvoiceId) {
        let charged = late_fee::of_invoice(reader, account, id).await?;
        next.push((id, charged.last().map_or(0, |last| last.period + 1)));
    }
    Ok(next)
}

/// Goes on with a later day, since all that is late until then is charged for, or waits to be tried again.
struct MoveOn {
    next: Date,
}

impl UseCase for MoveOn {
    type Output = bool;

    boxed!();

    async fn run(&self, work: &mut Work) -> Result<bool> {
        let account = work.account().await?;
        let found = late_fee::load(&mut work.tx, account.id).await?;
        let Some(fees) = found.filter(|fees| is_behind(fees.next, work.now)) else {
            return Ok(false);
        };
        let Some(at) = moment(self.next, TIME, &account.time_zone) else { return Ok(false) };
        Ok(late_fee::move_on(&mut work.tx, account.id, &fees, (self.next, at)).await?)
    }
}

/// Has what failed for an invoice tried again later, and tells it once.
struct SetBack {
    invoice_id: InvoiceId,
    error: Error,
}

impl UseCase for SetBack {
    type Output = ();

    boxed!();

    async fn run(&self, work: &mut Work) -> Result<()> {
        let account = work.caller.account_id;
        let part = Part {
            round: Round::LateFees,
            task: Task::LateFee,
            account,
            object: self.invoice_id.0,
        };
        let app = work.app.clone();
        let is_news = app.set_back_in(&mut work.tx, part, &self.error).await?;
        let error = self.error.in_full();
        let found = late_fee::load(&mut work.tx, account).await?;
        let differs = |fees: &super::LateFees| fees.last_error.as_ref() != Some(&error);
        let Some(mut fees) = found.filter(|fees| is_news && differs(fees)) else {
            return Ok(());
        };
        fees.last_error = Some(error.clone());
        fees.revision += 1;
        // Whoever changed the terms meanwhile has cleared or noted it.
        if late_fee::save(&mut work.tx, account, &fees, work.now).await? {
            let data = json!({"error": error, "invoice_id": self.invoice_id.to_string()});
            work.record(EventType::LateFeesFailed, account.0, &data);
        }
        Ok(())
    }
}

/// Forgets that an invoice failed; with the last of the account, the error that its settings show.
struct Recovered {
    invoice_id: InvoiceId,
}

impl UseCase for Recovered {
    type Output = ();

    boxed!();

    async fn run(&self, work: &mut Work) -> Result<()> {
        let account = work.caller.account_id;
        setback::clear(&mut work.tx, Task::LateFee, self.invoice_id.0).await?;
        if setback::any_of(&mut work.tx, Task::LateFee, account).await? {
            return Ok(());
        }
        let found = late_fee::load(&mut work.tx, account).await?;
        if let Some(mut fees) = found.filter(|fees| fees.last_error.is_some()) {
            fees.last_error = None;
            fees.revision += 1;
            crate::work::or_conflict(
                late_fee::save(&mut work.tx, account, &fees, work.now).await?,
            )?;
        }
        Ok(())
    }
}

fn is_behind(next: Option<(Date, Timestamp)>, now: Timestamp) -> bool {
    next.is_some_and(|(_, at)| at <= now)
}
