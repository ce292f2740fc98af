//! What failed in the background, each on its own: how often, why, and when it is tried again.

use crate::{
    Boxed, Connection, Query, Result, Tx,
    db::{At, FromRow, Row, args, statements},
};
use net30_domain::{Timestamp, id::AccountId};
use uuid::Uuid;

statements! {
    NOTE = "insert into setback (task, object_id, account_id, failures, error, again_at, updated_at)
        values (?1, ?2, ?3, ?4, ?5, ?6, ?7) on conflict (task, object_id) do update set failures = excluded.failures,
        error = excluded.error, again_at = excluded.again_at, updated_at = excluded.updated_at";
    LOAD = "select failures, error, again_at from setback where task = ?1 and object_id = ?2";
    CLEAR = "delete from setback where task = ?1 and object_id = ?2";
    DUE_OF = "select object_id from setback @by(setback_by_account)
        where account_id = ?1 and task = ?2 and again_at <= ?3 order by again_at, object_id limit ?4";
    ACCOUNTS_DUE = "select distinct account_id from setback @by(setback_due) where task = ?1 and again_at <= ?2 limit ?3";
    ANY_OF = "select object_id from setback @by(setback_by_account) where account_id = ?1 and task = ?2 limit 1";
    HASTEN = "update setback set again_at = ?3 where account_id = ?1 and task = ?2 and again_at > ?3";
    PURGE = "delete from setback where task = ?1 and again_at < ?2";
}

/// What is done in the background for one object at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Task {
    /// Charging a late fee for an invoice.
    LateFee,
    /// Looking which invoices of an account are late.
    LateFees,
    /// Telling which invoices of an account are overdue.
    Overdue,
    /// Making the next invoice of a recurring one.
    Recurring,
    /// Following a rule for reminders.
    ReminderRule,
    /// Telling a webhook of news.
    WebhookNews,
}

impl Task {
    const ALL: [Self; 6] = [
        Self::LateFee,
        Self::LateFees,
        Self::Overdue,
        Self::Recurring,
        Self::ReminderRule,
        Self::WebhookNews,
    ];

    /// As it is kept, and as the statements of its own module name it.
    fn word(self) -> &'static str {
        match self {
            Self::LateFee => "late_fee",
            Self::LateFees => "late_fees",
            Self::Overdue => "overdue",
            Self::Recurring => "recurring",
            Self::ReminderRule => "reminder_rule",
            Self::WebhookNews => "webhook_news",
        }
    }
}

/// How often something failed, and when it is tried again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setback {
    /// How often in a row, from 1.
    pub failures: i32,
    /// Why, the last time.
    pub error: String,
    /// Not before this moment.
    pub again_at: Timestamp,
}

impl FromRow for Setback {
    fn from_row(row: &mut Row<'_>) -> Result<Self> {
        Ok(Self { failures: row.take()?, error: row.take()?, again_at: row.take::<At>()?.0 })
    }
}

/// Keeps that something failed.
pub fn note<'a>(
    tx: &'a mut Tx,
    task: Task,
    account: AccountId,
    object: Uuid,
    setback: &'a Setback,
    now: Timestamp,
) -> Boxed<'a, ()> {
    Box::pin(async move {
        let values = args![
            task.word(),
            object,
            account.0,
            setback.failures,
            setback.error,
            At(setback.again_at),
            At(now)
        ];
        tx.execute(&NOTE, values).await.map(|_| ())
    })
}

/// What is known of failures of an object; `None` if it did not fail the last time.
pub fn load(q: &mut dyn Connection, task: Task, object: Uuid) -> Boxed<'_, Option<Setback>> {
    Box::pin(async move { q.optional(&LOAD, args![task.word(), object]).await })
}

/// Forgets the failures of an object; false if there were none.
pub fn clear(tx: &mut Tx, task: Task, object: Uuid) -> Boxed<'_, bool> {
    Box::pin(async move { Ok(tx.execute(&CLEAR, args![task.word(), object]).await? == 1) })
}

/// The objects of an account that are to be tried again by now, longest due first.
pub fn due_of(
    q: &mut dyn Connection,
    task: Task,
    account: AccountId,
    now: Timestamp,
    limit: i64,
) -> Boxed<'_, Vec<Uuid>> {
    Box::pin(async move {
        let found: Vec<(Uuid,)> =
            q.rows(&DUE_OF, args![account.0, task.word(), At(now), limit]).await?;
        Ok(found.into_iter().map(|(id,)| id).collect())
    })
}

/// The accounts that have something to be tried again by now.
pub fn accounts_due(
    q: &mut dyn Connection,
    task: Task,
    now: Timestamp,
    limit: i64,
) -> Boxed<'_, Vec<AccountId>> {
    Box::pin(async move {
        let found: Vec<(Uuid,)> = q.rows(&ACCOUNTS_DUE, args![task.word(), At(now), limit]).await?;
        Ok(found.into_iter().map(|(id,)| AccountId(id)).collect())
    })
}

/// Whether anything of an account waits to be tried again.
pub fn any_of(q: &mut dyn Connection, task: Task, account: AccountId) -> Boxed<'_, bool> {
    Box::pin(async move {
        let found: Option<(Uuid,)> = q.optional(&ANY_OF, args![account.0, task.word()]).await?;
        Ok(found.is_some())
    })
}

/// Has all that waits of an account tried again at once: what made it fail may be gone.
pub fn hasten(tx: &mut Tx, task: Task, account: AccountId, now: Timestamp) -> Boxed<'_, u64> {
    Box::pin(async move { tx.execute(&HASTEN, args![account.0, task.word(), At(now)]).await })
}

/// Forgets what was to be tried again before a moment and was not: its object is gone.
pub fn purge(tx: &mut Tx, before: Timestamp) -> Boxed<'_, ()> {
    Box::pin(async move {
        for task in Task::ALL {
            tx.execute(&PURGE, args![task.word(), At(before)]).await?;
        }
        Ok(())
    })
}
