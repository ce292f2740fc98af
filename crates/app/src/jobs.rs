//! Jobs: what is left to be done outside, tried again when it fails, and given up in the end.

use crate::work::boxed;
use crate::{App, Caller, Error, Result, UseCase, What, Work, mail};
use jiff::{SignedDuration, Timestamp};
use net30_domain::key::Scope;
use net30_store::{Page, Paging, outbox};
use std::time::Duration;
use uuid::Uuid;

pub use net30_store::outbox::Job;

/// How often a job is tried before it is given up: with the usual pauses, over three days.
pub(crate) const TRIES_MAX: i32 = 20;
/// How many times longer than the first pause the longest is: six hours after one minute.
const LONGEST_PAUSE: u32 = 360;
/// How long jobs that are done are kept, in days.
const DONE_KEPT_DAYS: i64 = 30;

/// When a job that has failed `tries` times is tried again; none if it is given up.
///
/// Each pause is twice the one before, up to the longest, and a fifth longer or shorter by chance: what failed together
/// does not come back together.
pub(crate) fn try_again_at(now: Timestamp, tries: i32, first: Duration) -> Option<Timestamp> {
    if tries >= TRIES_MAX {
        return None;
    }
    let doubled = 2_u32.saturating_pow(u32::try_from(tries - 1).unwrap_or(0));
    let pause = first.saturating_mul(doubled.min(LONGEST_PAUSE));
    let percent = rand::random_range(80..=120_u32);
    let pause = pause.saturating_mul(percent) / 100;
    let pause = SignedDuration::try_from(pause).unwrap_or(SignedDuration::from_hours(6));
    Some(now.checked_add(pause).unwrap_or(now))
}

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
pub async fn list(
    app: &App,
    caller: &Caller,
    status: JobStatus,
    paging: &Paging,
) -> Result<Page<Job>> {
    let mut reader = app.store().reader().await?;
    let dead = status == JobStatus::Dead;
    Ok(outbox::list(&mut reader, caller.account_id, dead, paging).await?)
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
    pub async fn release_leases(&self) -> Result<()> {
        let mut tx = self.store().begin().await?;
        outbox::release(&mut tx).await?;
        Ok(tx.commit().await?)
    }

    /// Removes jobs that were done long ago, of the kinds whose keys are kept elsewhere for good.
    pub(crate) async fn sweep_jobs(&self) -> Result<()> {
        let before = self.now() - SignedDuration::from_hours(24 * DONE_KEPT_DAYS);
        let mut tx = self.store().begin().await?;
        outbox::purge(&mut tx, mail::JOB, before).await?;
        Ok(tx.commit().await?)
    }
}

#[cfg(test)]
mod tests {
    use super::{TRIES_MAX, try_again_at};
    use jiff::{SignedDuration, Timestamp};
    use std::time::Duration;

    #[test]
    fn tries_become_rarer_over_three_days() {
        let begin: Timestamp = "2026-03-05T09:30:00Z".parse().unwrap();
        let minute = Duration::from_mins(1);
        let mut now = begin;
        for tries in 1..TRIES_MAX {
            let next = try_again_at(now, tries, minute).unwrap();
            let pause = next.duration_since(now);
            assert!(pause >= SignedDuration::from_secs(48), "{tries}: {pause}");
            assert!(pause <= SignedDuration::from_secs(6 * 3600 * 6 / 5), "{tries}: {pause}");
            now = next;
        }
        let whole = now.duration_since(begin).as_hours();
        assert!((55..90).contains(&whole), "{whole} hours");
        assert_eq!(try_again_at(now, TRIES_MAX, minute), None);
        assert_eq!(try_again_at(now, 1, Duration::ZERO), Some(now));
    }
}
