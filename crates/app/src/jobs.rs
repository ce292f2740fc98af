//! Jobs: what is left to be done outside, tried again when it fails, and given up in the end.

use crate::work::boxed;
use crate::{App, Boxed, Caller, Error, Result, UseCase, What, Work, mail};
use jiff::SignedDuration;
use net30_domain::key::Scope;
use net30_store::{Page, Paging, outbox};
use uuid::Uuid;

pub use net30_store::outbox::Job;

/// How long jobs that are done are kept, in days.
const DONE_KEPT_DAYS: i64 = 30;

/// Which jobs are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JobStatus {
    /// Still to be done, for the first time or again.
    Waiting,
    /// Given up.
    Dead,
}

/// A page of the account's jobs, newest first.
///
/// # Errors
/// [`Error::BadCursor`] if the cursor is not one of this list's.
pub fn list<'a>(
    app: &'a App,
    caller: &'a Caller,
    status: JobStatus,
    paging: &'a Paging,
) -> Boxed<'a, Page<Job>> {
    Box::pin(async move {
        let mut reader = app.store().reader().await?;
        let dead = status == JobStatus::Dead;
        Ok(outbox::list(&mut reader, caller.account_id, dead, paging).await?)
    })
}

/// Has a job tried at once: one that was given up, or one that waits for its next try.
pub struct Retry {
    /// Which.
    pub id: Uuid,
}

impl UseCase for Retry {
    type Output = Job;

    boxed!();

    async fn run(&self, work: &mut Work) -> Result<Job> {
        work.caller.needs(Scope::Write)?;
        let account = work.caller.account_id;
        let now = work.now;
        let found = outbox::load(&mut work.tx, account, self.id).await?;
        let before = found.ok_or(Error::NotFound(What::Job))?;
        if before.dead_at.is_some() {
            crate::work::or_conflict(outbox::revive(&mut work.tx, account, self.id, now).await?)?;
            if before.kind == mail::JOB {
                mail::revived(work, &before).await?;
            }
        } else {
            outbox::hasten(&mut work.tx, account, self.id, now).await?;
        }
        work.leaves_work();
        let after = outbox::load(&mut work.tx, account, self.id).await?;
        after.ok_or(Error::NotFound(What::Job))
    }
}

impl App {
    /// Ends every lease. For the only server of a database, when it starts: its predecessor may have died with some.
    ///
    /// # Errors
    /// Those of the database.
    pub fn release_leases(&self) -> Boxed<'_, ()> {
        Box::pin(async move {
            let mut tx = self.store().begin().await?;
            outbox::release(&mut tx).await?;
            Ok(tx.commit().await?)
        })
    }

    /// Removes jobs that were done long ago, of the kinds whose keys are kept elsewhere for good.
    pub(crate) async fn sweep_jobs(&self) -> Result<()> {
        let before = self.now() - SignedDuration::from_hours(24 * DONE_KEPT_DAYS);
        let mut tx = self.store().begin().await?;
        outbox::purge(&mut tx, mail::JOB, before).await?;
        Ok(tx.commit().await?)
    }
}
