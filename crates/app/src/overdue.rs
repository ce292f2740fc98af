//! The round that tells which invoices are overdue, on every server.
//!
//! Whether an invoice is overdue follows from its due date and the day (`Invoice::standing`), and nothing is stored of it.
//! The history says it all the same, once after each issuing, so that webhooks can be told.

use crate::work::boxed;
use crate::{
    App, Boxed, Call, Caller, Error, Result, UseCase, Work, invoices,
    rounds::{Part, Round, by_account, side_by_side},
};
use jiff::{ToSpan as _, tz::TimeZone};
use net30_domain::{
    Date,
    event::EventType,
    id::{AccountId, InvoiceId},
};
use net30_store::{account, overdue, setback::Task};
use serde_json::json;
use std::sync::atomic::{AtomicI64, Ordering};

/// What has been overdue for longer when it is seen first, as in data that comes from elsewhere, is no news.
const DAYS_MAX: i64 = 7;
/// How many invoices one round looks at.
const INVOICES_MAX: i64 = 500;
/// Days begin somewhere in the world at every quarter of an hour, and at no other time.
const SECONDS: i64 = 15 * 60;

/// In which quarter of an hour everything was told last.
#[derive(Debug)]
pub(crate) struct Lookout(AtomicI64);

impl Default for Lookout {
    fn default() -> Self {
        Self(AtomicI64::new(i64::MIN))
    }
}

impl App {
    /// Tells which invoices have become overdue, each in a transaction of its own; says how many. An account whose day has
    /// not begun, or which failed, keeps no other waiting.
    ///
    /// # Errors
    /// Those of the database.
    pub fn overdue_told(&self) -> Boxed<'_, usize> {
        Box::pin(async move {
            let now = self.now();
            let (quarter, lookout) = (now.as_second().div_euclid(SECONDS), &self.inner.overdue.0);
            if lookout.load(Ordering::Relaxed) == quarter {
                return Ok(0);
            }
            // No account is farther than a day from UTC.
            let to = now.to_zoned(TimeZone::UTC).date();
            let from = to.saturating_sub(DAYS_MAX.days());
            let mut reader = self.store().reader().await?;
            let untold = overdue::untold(&mut reader, from, to, now, INVOICES_MAX).await?;
            drop(reader);
            let due = untold.into_iter().map(|(account, id, due)| (account, (id, due))).collect();
            let work = |(account, due)| self.clone().overdue_of(account, due);
            let told = side_by_side(by_account(due).into_iter().map(work)).await?;
            if told == 0 {
                lookout.store(quarter, Ordering::Relaxed);
            }
            Ok(told)
        })
    }

    async fn overdue_of(self, account: AccountId, due: Vec<(InvoiceId, Date)>) -> Result<usize> {
        let part = Part { round: Round::Overdue, task: Task::Overdue, account, object: account.0 };
        let tell = async {
            let caller = self.system_caller(account).await?;
            Box::pin(self.tell_overdue(&caller, due)).await
        };
        Ok(self.part(part, tell).await?.unwrap_or_default())
    }

    async fn tell_overdue(&self, caller: &Caller, due: Vec<(InvoiceId, Date)>) -> Result<usize> {
        let mut reader = self.store().reader().await?;
        let account = account::load(&mut reader, caller.account_id).await?;
        drop(reader);
        let Some(account) = account else { return Ok(0) };
        let today = account.today(self.now());
        let mut told = 0;
        for (id, _) in due.into_iter().filter(|(_, day)| *day < today) {
            match self.run(&Call::of(*caller), &Tell { id }).await {
                Ok(is_news) => told += usize::from(is_news),
                // Tried again at once.
                Err(Error::Contention) => told += 1,
                Err(error) => return Err(error),
            }
        }
        Ok(told)
    }
}

/// Tells that an invoice is overdue; false if that was told before, or is no longer so.
struct Tell {
    id: InvoiceId,
}

impl UseCase for Tell {
    type Output = bool;

    boxed!();

    async fn run(&self, work: &mut Work) -> Result<bool> {
        let today = work.today().await?;
        // Another server that is as far as this waits here, and then finds it told.
        let Some(invoice) = invoices::find_and_claim(work, self.id).await? else {
            return Ok(false);
        };
        let is_overdue = invoice.document.asks_for_money()
            && invoice.deleted_at.is_none()
            && invoice.standing(today).overdue;
        let account_id = work.caller.account_id;
        if !is_overdue || overdue::is_told(&mut work.tx, account_id, self.id).await? {
            return Ok(false);
        }
        let data = json!({"due_date": invoice.content.due_date});
        work.record(EventType::InvoiceOverdue, self.id.0, &data);
        Ok(true)
    }
}
