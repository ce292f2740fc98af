//! The outbox: what is to be done outside, written in the same transaction as its cause.

use crate::{
    Boxed, Connection, Cursor, Page, Paging, Query, Result, Slice, Total, Tx,
    account::at_work,
    db::{At, FromRow, Row, args, statements},
    paging::{COUNT_MAX, id_in},
};
use net30_domain::{Timestamp, id::AccountId};
use uuid::Uuid;

macro_rules! columns {
    () => {
        "id, account_id, kind, dedup_key, payload, run_at, attempts, attempts_forgiven, locked_until, last_error, dead_at"
    };
}

statements! {
    INSERT = "insert into outbox (id, account_id, kind, dedup_key, payload, run_at, attempts)
        values (?1, ?2, ?3, ?4, ?5, ?6, 0) on conflict (dedup_key) do nothing";
    // From account to account by the index, whatever lies between.
    ACCOUNTS_DUE = concat!(
        "with recursive owner (id) as (
            select (
                select account_id from outbox @by(outbox_by_account) where kind = ?1 and done_at is null and dead_at is null
                order by account_id limit 1
            )
            union all
            select (
                select o.account_id from outbox o @by(outbox_by_account) where o.kind = ?1 and o.done_at is null
                and o.dead_at is null and o.account_id > owner.id order by o.account_id limit 1
            ) from owner where owner.id is not null
        )
        select id from (
            select owner.id, (
                select o.run_at from outbox o @by(outbox_by_account) where o.kind = ?1 and o.account_id = owner.id
                and o.done_at is null and o.dead_at is null and o.run_at <= ?2
                and (o.locked_until is null or o.locked_until < ?2) order by o.run_at limit 1
            ) as first from owner where owner.id is not null and ", at_work!("owner.id"), "
        ) waiting where first is not null order by first, id limit ?3"
    );
    // The condition on locked_until is repeated, since another server may have taken the row meanwhile.
    CLAIM = "update outbox set locked_until = ?2, attempts = attempts + 1
        where id in (
            select id from outbox @by(outbox_by_account) where kind = ?4 and account_id = ?5
            and done_at is null and dead_at is null and run_at <= ?1
            and (locked_until is null or locked_until < ?1) order by run_at, id limit ?3
        ) and done_at is null and dead_at is null and (locked_until is null or locked_until < ?1)
        returning id, account_id, kind, dedup_key, payload, run_at, attempts, attempts_forgiven, locked_until,
        last_error, dead_at";
    RENEW = "update outbox set locked_until = ?3
        where id = ?1 and attempts = ?2 and done_at is null and dead_at is null";
    COMPLETE = "update outbox set done_at = ?3, locked_until = null
        where id = ?1 and attempts = ?2 and done_at is null and dead_at is null";
    RETRY_LATER = "update outbox set run_at = ?3, last_error = ?4, locked_until = null
        where id = ?1 and attempts = ?2 and done_at is null and dead_at is null";
    // What somebody is working on is left to them.
    WITHDRAW = "update outbox set done_at = ?2, locked_until = null where dedup_key = ?1
        and done_at is null and dead_at is null and (locked_until is null or locked_until < ?2)";
    RELEASE = "update outbox set locked_until = null where locked_until is not null and done_at is null and dead_at is null";
    REVIVE = "update outbox set dead_at = null, run_at = ?3, attempts_forgiven = attempts
        where id = ?1 and account_id = ?2 and dead_at is not null";
    HASTEN = "update outbox set run_at = ?3
        where id = ?1 and account_id = ?2 and done_at is null and dead_at is null and locked_until is null and run_at > ?3";
    PURGE = "delete from outbox where kind = ?1 and done_at < ?2";
    LOAD = concat!("select ", columns!(), " from outbox where account_id = ?1 and id = ?2 and done_at is null");
    WAITING = concat!(
        "select ", columns!(), " from outbox @by(outbox_waiting_by_account)
        where account_id = ?1 and id < ?2 and done_at is null and dead_at is null
        order by id desc limit ?3 offset ?4"
    );
    DEAD = concat!(
        "select ", columns!(), " from outbox @by(outbox_dead_by_account)
        where account_id = ?1 and id < ?2 and dead_at is not null order by id desc limit ?3 offset ?4"
    );
    COUNT_WAITING = "select count(*) from (select 1 from outbox @by(outbox_waiting_by_account)
        where account_id = ?1 and done_at is null and dead_at is null limit ?2) counted";
    COUNT_DEAD = "select count(*) from (select 1 from outbox @by(outbox_dead_by_account)
        where account_id = ?1 and dead_at is not null limit ?2) counted";
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
    /// How many of these no longer count, since somebody had it tried anew.
    pub attempts_forgiven: i32,
    /// Until when it belongs to who claimed it.
    pub locked_until: Option<Timestamp>,
    /// Why it failed last.
    pub last_error: Option<String>,
    /// When it was given up.
    pub dead_at: Option<Timestamp>,
}

impl Job {
    /// How often it was begun since it was made or tried anew.
    #[must_use]
    pub fn tries(&self) -> i32 {
        self.attempts - self.attempts_forgiven
    }
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
            attempts_forgiven: row.take()?,
            locked_until: row.moment()?,
            last_error: row.take()?,
            dead_at: row.moment()?,
        })
    }
}

/// Adds a job; false if there is or was one with its key.
pub fn enqueue<'a>(tx: &'a mut Tx, job: &'a Job) -> Boxed<'a, bool> {
    Box::pin(async move {
        let values =
            args![job.id, job.account_id.0, job.kind, job.dedup_key, job.payload, At(job.run_at)];
        Ok(tx.execute(&INSERT, values).await? == 1)
    })
}

/// The accounts that have jobs of a kind whose time has come and that nobody is at, longest due first. Suspended accounts
/// are left out.
pub fn accounts_due<'a>(
    q: &'a mut dyn Connection,
    kind: &'a str,
    now: Timestamp,
    limit: i64,
) -> Boxed<'a, Vec<AccountId>> {
    Box::pin(async move {
        let found: Vec<(Uuid,)> = q.rows(&ACCOUNTS_DUE, args![kind, At(now), limit]).await?;
        Ok(found.into_iter().map(|(id,)| AccountId(id)).collect())
    })
}

/// Takes up to `limit` of an account's jobs of a kind whose time has come; nobody else gets them until `lease_until`.
pub fn claim<'a>(
    tx: &'a mut Tx,
    kind: &'a str,
    account: AccountId,
    now: Timestamp,
    lease_until: Timestamp,
    limit: i64,
) -> Boxed<'a, Vec<Job>> {
    Box::pin(async move {
        tx.rows(&CLAIM, args![At(now), At(lease_until), limit, kind, account.0]).await
    })
}

/// Notes that a claimed job is done; false if somebody else has claimed it since.
pub fn complete<'a>(tx: &'a mut Tx, job: &'a Job, now: Timestamp) -> Boxed<'a, bool> {
    Box::pin(
        async move { Ok(tx.execute(&COMPLETE, args![job.id, job.attempts, At(now)]).await? == 1) },
    )
}

/// Puts a claimed job off; false if somebody else has claimed it since.
pub fn retry_later<'a>(
    tx: &'a mut Tx,
    job: &'a Job,
    run_at: Timestamp,
    error: &'a str,
) -> Boxed<'a, bool> {
    Box::pin(async move {
        Ok(tx.execute(&RETRY_LATER, args![job.id, job.attempts, At(run_at), error]).await? == 1)
    })
}

/// Gives a claimed job up for good; false if somebody else has claimed it since.
pub fn bury<'a>(tx: &'a mut Tx, job: &'a Job, now: Timestamp, error: &'a str) -> Boxed<'a, bool> {
    Box::pin(async move {
        Ok(tx.execute(&BURY, args![job.id, job.attempts, At(now), error]).await? == 1)
    })
}

/// Keeps a claimed job longer; false if somebody else has claimed it since.
pub fn renew<'a>(tx: &'a mut Tx, job: &'a Job, lease_until: Timestamp) -> Boxed<'a, bool> {
    Box::pin(async move {
        Ok(tx.execute(&RENEW, args![job.id, job.attempts, At(lease_until)]).await? == 1)
    })
}

/// Takes a job back that nobody is working on; false if there is none with this key.
pub fn withdraw<'a>(tx: &'a mut Tx, dedup_key: &'a str, now: Timestamp) -> Boxed<'a, bool> {
    Box::pin(async move { Ok(tx.execute(&WITHDRAW, args![dedup_key, At(now)]).await? == 1) })
}

/// Ends every lease: for the only server of a database, whose predecessor may have died with some.
pub fn release(tx: &mut Tx) -> Boxed<'_, u64> {
    Box::pin(async move { tx.execute(&RELEASE, args![]).await })
}

/// Has a job that was given up tried anew; false if the account has no such job.
pub fn revive(tx: &mut Tx, account: AccountId, id: Uuid, now: Timestamp) -> Boxed<'_, bool> {
    Box::pin(async move { Ok(tx.execute(&REVIVE, args![id, account.0, At(now)]).await? == 1) })
}

/// Has a job that waits for its time done now; false if it is being done, or was to be done already.
pub fn hasten(tx: &mut Tx, account: AccountId, id: Uuid, now: Timestamp) -> Boxed<'_, bool> {
    Box::pin(async move { Ok(tx.execute(&HASTEN, args![id, account.0, At(now)]).await? == 1) })
}

/// Removes jobs of a kind that were done before a moment. Their keys are forgotten.
pub fn purge<'a>(tx: &'a mut Tx, kind: &'a str, done_before: Timestamp) -> Boxed<'a, u64> {
    Box::pin(async move { tx.execute(&PURGE, args![kind, At(done_before)]).await })
}

/// A job of the account that is not done.
pub fn load(q: &mut dyn Connection, account: AccountId, id: Uuid) -> Boxed<'_, Option<Job>> {
    Box::pin(async move { q.optional(&LOAD, args![account.0, id]).await })
}

/// The account's jobs that were given up (`dead`), or that are still to be done, newest first.
///
/// # Errors
/// [`crate::Error::BadCursor`] if the cursor is not of this list.
pub fn list<'a>(
    q: &'a mut dyn Connection,
    account: AccountId,
    dead: bool,
    paging: &'a Paging,
) -> Boxed<'a, Page<Job>> {
    Box::pin(async move {
        let id_before = match paging {
            Paging::Offset { .. } => Uuid::max(),
            Paging::After { cursor, .. } => {
                let [id] = cursor.parts()?;
                id_in(&id)?
            }
        };
        let (list, count) = if dead { (&DEAD, &COUNT_DEAD) } else { (&WAITING, &COUNT_WAITING) };
        let values = args![account.0, id_before, paging.one_more(), paging.offset()];
        let items: Vec<Job> = q.rows(list, values).await?;
        let (count,): (i64,) = q.one(count, args![account.0, COUNT_MAX + 1]).await?;
        let cursor = |last: &Job| Cursor::of(&[&last.id.to_string()]);
        Ok(Slice::cut(items, paging, cursor).counted(Total::of(count)))
    })
}
