//! The outbox: what is to be done outside, written in the same transaction as its cause.

use crate::{
    Result, Tx,
    db::{At, FromRow, Query as _, Row, args, statements},
};
use net30_domain::{Timestamp, id::AccountId};
use uuid::Uuid;

statements! {
    INSERT = "insert into outbox (id, account_id, kind, dedup_key, payload, run_at, attempts)
        values (?1, ?2, ?3, ?4, ?5, ?6, 0) on conflict (dedup_key) do nothing";
    // The condition on locked_until is repeated, since another server may have taken the row meanwhile.
    CLAIM = "update outbox set locked_until = ?2, attempts = attempts + 1
        where id in (
            select id from outbox @by(outbox_pending) where kind = ?4 and done_at is null and dead_at is null and run_at <= ?1
            and (locked_until is null or locked_until < ?1) order by run_at, id limit ?3
        ) and done_at is null and dead_at is null and (locked_until is null or locked_until < ?1)
        returning id, account_id, kind, dedup_key, payload, run_at, attempts, locked_until, last_error";
    COMPLETE = "update outbox set done_at = ?3, locked_until = null
        where id = ?1 and attempts = ?2 and done_at is null and dead_at is null";
    RETRY_LATER = "update outbox set run_at = ?3, last_error = ?4, locked_until = null
        where id = ?1 and attempts = ?2 and done_at is null and dead_at is null";
    BURY = "update outbox set dead_at = ?3, last_error = ?4, locked_until = null
        where id = ?1 and attempts = ?2 and done_at is null and dead_at is null";
}

/// Something to be done outside, at least once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    /// Its id.
    pub id: Uuid,
    /// For whom.
    pub account_id: AccountId,
    /// What is to be done.
    pub kind: String,
    /// Two jobs with the same key are one.
    pub dedup_key: String,
    /// With what: JSON.
    pub payload: String,
    /// Not before this moment.
    pub run_at: Timestamp,
    /// How often it was begun; who claimed it is known by it.
    pub attempts: i32,
    /// Until when it belongs to who claimed it.
    pub locked_until: Option<Timestamp>,
    /// Why it failed last.
    pub last_error: Option<String>,
}

impl FromRow for Job {
    fn from_row(row: &mut Row<'_>) -> Result<Self> {
        Ok(Self {
            id: row.take()?,
            account_id: AccountId(row.take()?),
            kind: row.take()?,
            dedup_key: row.take()?,
            payload: row.take()?,
            run_at: row.take::<At>()?.0,
            attempts: row.take()?,
            locked_until: row.moment()?,
            last_error: row.take()?,
        })
    }
}

/// Adds a job; false if there is or was one with its key.
pub async fn enqueue(tx: &mut Tx, job: &Job) -> Result<bool> {
    let values =
        args![job.id, job.account_id.0, job.kind, job.dedup_key, job.payload, At(job.run_at)];
    Ok(tx.execute(&INSERT, values).await? == 1)
}

/// Takes up to `limit` jobs of a kind whose time has come; nobody else gets them until `lease_until`.
pub async fn claim(
    tx: &mut Tx,
    kind: &str,
    now: Timestamp,
    lease_until: Timestamp,
    limit: i64,
) -> Result<Vec<Job>> {
    tx.rows(&CLAIM, args![At(now), At(lease_until), limit, kind]).await
}

/// Notes that a claimed job is done; false if somebody else has claimed it since.
pub async fn complete(tx: &mut Tx, job: &Job, now: Timestamp) -> Result<bool> {
    Ok(tx.execute(&COMPLETE, args![job.id, job.attempts, At(now)]).await? == 1)
}

/// Puts a claimed job off; false if somebody else has claimed it since.
pub async fn retry_later(tx: &mut Tx, job: &Job, run_at: Timestamp, error: &str) -> Result<bool> {
    Ok(tx.execute(&RETRY_LATER, args![job.id, job.attempts, At(run_at), error]).await? == 1)
}

/// Gives a claimed job up for good; false if somebody else has claimed it since.
pub async fn bury(tx: &mut Tx, job: &Job, now: Timestamp, error: &str) -> Result<bool> {
    Ok(tx.execute(&BURY, args![job.id, job.attempts, At(now), error]).await? == 1)
}
