//! The round that makes what is due, on every server.

use super::run::{Fail, Run};
use crate::{
    App, Boxed, Call, Error, Result,
    rounds::{Part, Round, by_account, side_by_side},
};
use net30_domain::{
    id::{AccountId, RecurringId},
    refusal::Refusal,
};
use net30_store::{recurring, setback::Task};
use rand::seq::SliceRandom as _;

/// How many recurring invoices one round looks at.
const ROUND_MAX: i64 = 100;

impl App {
    /// Makes the invoices that are due, each in a transaction of its own; says how many recurring invoices went on.
    ///
    /// Several servers may do it at once: each date makes its invoice once. One that fails is noted, tried again later,
    /// and stops no other; accounts have their turn side by side.
    ///
    /// # Errors
    /// Those of the database.
    pub fn recurring_due(&self) -> Boxed<'_, usize> {
        Box::pin(async move {
            let mut reader = self.store().reader().await?;
            let mut due = recurring::due(&mut reader, self.now(), ROUND_MAX).await?;
            drop(reader);
            // Servers that begin with the same one would wait for each other all the way.
            due.shuffle(&mut rand::rng());
            let work = |(account, ids)| self.clone().recurring_of(account, ids);
            side_by_side(by_account(due).into_iter().map(work)).await
        })
    }

    async fn recurring_of(self, account: AccountId, ids: Vec<RecurringId>) -> Result<usize> {
        let mut done = 0;
        for id in ids {
            let part =
                Part { round: Round::Recurring, task: Task::Recurring, account, object: id.0 };
            let run = async {
                let call = Call::of(self.system_caller(account).await?);
                Box::pin(self.run_recurring(&call, id)).await
            };
            done += usize::from(self.part(part, run).await?.unwrap_or_default());
        }
        Ok(done)
    }

    async fn run_recurring(&self, call: &Call, id: RecurringId) -> Result<bool> {
        let run = Run { id };
        let mut outcome = Box::pin(self.run(call, &run)).await;
        if let Err(Error::Refused(Refusal::NotChronological { .. })) = outcome {
            // Another invoice drew a later number meanwhile: the next try dates this one after it.
            outcome = Box::pin(self.run(call, &run)).await;
        }
        match outcome {
            Ok(done) => Ok(done),
            Err(error @ (Error::Contention | Error::Unavailable(_) | Error::DiskFailed(_))) => {
                Err(error)
            }
            Err(error) => {
                if let Error::Broken(source) = &error {
                    tracing::warn!(recurring = %id, %source, "a recurring invoice cannot be made");
                }
                self.run(call, &Fail { id, error: error.in_full() }).await?;
                Ok(false)
            }
        }
    }
}
