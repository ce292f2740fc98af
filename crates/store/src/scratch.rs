//! What people have typed and not saved yet.

use crate::{
    Boxed, Connection, Query, Result, Tx,
    db::{At, FromRow, Row, args, statements},
};
use net30_domain::{
    Timestamp,
    id::{AccountId, UserId},
};

statements! {
    // Whoever does not know what is kept by now replaces nothing, unless it is the same.
    KEEP = "insert into scratch (person_id, account_id, subject, tab, form, saved_at) values (?1, ?2, ?3, ?4, ?5, ?6)
        on conflict (person_id, account_id, subject, tab) do update set form = excluded.form, saved_at = excluded.saved_at
        where scratch.saved_at = ?7 or scratch.form = excluded.form";
    FIND = "select subject, tab, form, saved_at from scratch
        where person_id = ?1 and account_id = ?2 and subject = ?3 order by saved_at desc, tab";
    LIST = "select subject, tab, form, saved_at from scratch
        where person_id = ?1 and account_id = ?2 order by saved_at desc, subject, tab limit ?3";
    DISCARD = "delete from scratch where person_id = ?1 and account_id = ?2 and subject = ?3 and tab = ?4";
    // A timestamp that is kept twice keeps one more; that is no harm.
    TRIM = "delete from scratch where person_id = ?1 and account_id = ?2 and saved_at < (
        select min(kept.saved_at) from (
            select saved_at from scratch where person_id = ?1 and account_id = ?2 order by saved_at desc limit ?3
        ) kept
    )";
    PURGE = "delete from scratch where saved_at <= ?1";
}

/// What somebody has typed of something, and not saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scratch {
    /// Of what.
    pub subject: String,
    /// In which of several windows.
    pub tab: String,
    /// The form as it was typed, as browsers send it.
    pub form: String,
    /// When it was kept.
    pub saved_at: Timestamp,
}

impl FromRow for Scratch {
    fn from_row(row: &mut Row<'_>) -> Result<Self> {
        Ok(Self {
            subject: row.take()?,
            tab: row.take()?,
            form: row.take()?,
            saved_at: row.take::<At>()?.0,
        })
    }
}

/// Keeps what somebody has typed; false if something else was kept since `seen`.
pub fn keep<'a>(
    tx: &'a mut Tx,
    user: UserId,
    account: AccountId,
    scratch: &'a Scratch,
    seen: Option<Timestamp>,
) -> Boxed<'a, bool> {
    Box::pin(async move {
        let Scratch { subject, tab, form, saved_at } = scratch;
        let seen = seen.unwrap_or(Timestamp::UNIX_EPOCH);
        let values = args![user.0, account.0, subject, tab, form, At(*saved_at), At(seen)];
        Ok(tx.execute(&KEEP, values).await? == 1)
    })
}

/// What somebody has typed of something, in each window, the latest first.
pub fn find<'a>(
    q: &'a mut dyn Connection,
    user: UserId,
    account: AccountId,
    subject: &'a str,
) -> Boxed<'a, Vec<Scratch>> {
    Box::pin(async move { q.rows(&FIND, args![user.0, account.0, subject]).await })
}

/// What somebody has typed in an account, the latest first.
pub fn list(
    q: &mut dyn Connection,
    user: UserId,
    account: AccountId,
    limit: i64,
) -> Boxed<'_, Vec<Scratch>> {
    Box::pin(async move { q.rows(&LIST, args![user.0, account.0, limit]).await })
}

/// Forgets what somebody has typed in a window; false if nothing was kept.
pub fn discard<'a>(
    tx: &'a mut Tx,
    user: UserId,
    account: AccountId,
    subject: &'a str,
    tab: &'a str,
) -> Boxed<'a, bool> {
    Box::pin(
        async move { Ok(tx.execute(&DISCARD, args![user.0, account.0, subject, tab]).await? == 1) },
    )
}

/// Forgets all but the latest that somebody has typed in an account.
pub fn trim(tx: &mut Tx, user: UserId, account: AccountId, most: i64) -> Boxed<'_, ()> {
    Box::pin(async move { tx.execute(&TRIM, args![user.0, account.0, most]).await.map(|_| ()) })
}

/// Forgets what was typed so long ago that nobody comes back to it.
pub fn purge(tx: &mut Tx, before: Timestamp) -> Boxed<'_, ()> {
    Box::pin(async move { tx.execute(&PURGE, args![At(before)]).await.map(|_| ()) })
}
