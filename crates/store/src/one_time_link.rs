//! Links that work once, found by the hash of their token.

use crate::{
    Boxed, Connection, Query, Result, Tx,
    db::{At, Error, FromRow, Row, args, statements},
    key::hash_of,
};
use net30_domain::{
    Timestamp,
    id::{AccountId, OrganisationId, UserId},
    user::{LinkPurpose, OneTimeLink},
};
use uuid::Uuid;

const FIRST_RUN: &str = "first_run";
const PASSWORD: &str = "password";

statements! {
    INSERT = "insert into one_time_link
        (hash, purpose, organisation_id, account_id, person_id, created_at, expires_at, used_at)
        values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
    FIND = "select hash, purpose, organisation_id, account_id, person_id, created_at, expires_at, used_at
        from one_time_link where hash = ?1";
    USE = "update one_time_link set used_at = ?2 where hash = ?1 and used_at is null";
    DROP_FIRST_RUN = "delete from one_time_link where account_id = ?1 and used_at is null";
    DROP_PASSWORD = "delete from one_time_link where person_id = ?1 and used_at is null";
    NEWEST = "select max(created_at) from one_time_link where person_id = ?1 and used_at is null";
    PURGE = "delete from one_time_link where expires_at <= ?1";
}

impl FromRow for OneTimeLink {
    fn from_row(row: &mut Row<'_>) -> Result<Self> {
        let (hash, word) = (hash_of(row.take()?)?, row.take::<String>()?);
        let (organisation, account): (Option<Uuid>, Option<Uuid>) = (row.take()?, row.take()?);
        let person: Option<Uuid> = row.take()?;
        let purpose = match (word.as_str(), organisation, account, person) {
            (FIRST_RUN, Some(organisation), Some(account), None) => {
                LinkPurpose::FirstRun(OrganisationId(organisation), AccountId(account))
            }
            (PASSWORD, None, None, Some(person)) => LinkPurpose::Password(UserId(person)),
            _ => return Err(Error::unreadable(&word)),
        };
        Ok(Self {
            hash,
            purpose,
            created_at: row.take::<At>()?.0,
            expires_at: row.take::<At>()?.0,
            used_at: row.moment()?,
        })
    }
}

/// Keeps a new link. Former ones for the same that were not used yet no longer work.
pub fn insert<'a>(tx: &'a mut Tx, link: &'a OneTimeLink) -> Boxed<'a, ()> {
    Box::pin(async move {
        let (word, organisation, account, person) = match link.purpose {
            LinkPurpose::FirstRun(organisation, account) => {
                tx.execute(&DROP_FIRST_RUN, args![account.0]).await?;
                (FIRST_RUN, Some(organisation.0), Some(account.0), None)
            }
            LinkPurpose::Password(user) => {
                tx.execute(&DROP_PASSWORD, args![user.0]).await?;
                (PASSWORD, None, None, Some(user.0))
            }
        };
        let values = args![
            link.hash.to_vec(),
            word,
            organisation,
            account,
            person,
            At(link.created_at),
            At(link.expires_at),
            link.used_at.map(At)
        ];
        tx.execute(&INSERT, values).await.map(|_| ())
    })
}

/// The link of a token, used or not.
pub fn find<'a>(q: &'a mut dyn Connection, hash: &'a [u8; 32]) -> Boxed<'a, Option<OneTimeLink>> {
    Box::pin(async move { q.optional(&FIND, args![hash.to_vec()]).await })
}

/// Uses a link up; false if somebody was first.
pub fn use_up<'a>(tx: &'a mut Tx, hash: &'a [u8; 32], now: Timestamp) -> Boxed<'a, bool> {
    Box::pin(async move { Ok(tx.execute(&USE, args![hash.to_vec(), At(now)]).await? == 1) })
}

/// Takes back the links by which a person could set their password.
pub fn take_back(tx: &mut Tx, user: UserId) -> Boxed<'_, ()> {
    Box::pin(async move { tx.execute(&DROP_PASSWORD, args![user.0]).await.map(|_| ()) })
}

/// When the latest link was made by which a person can set their password; none if there is none.
pub fn newest(q: &mut dyn Connection, user: UserId) -> Boxed<'_, Option<Timestamp>> {
    Box::pin(async move {
        let (found,): (Option<At>,) = q.one(&NEWEST, args![user.0]).await?;
        Ok(found.map(|at| at.0))
    })
}

/// Removes the links that no longer work.
pub fn purge(tx: &mut Tx, now: Timestamp) -> Boxed<'_, ()> {
    Box::pin(async move { tx.execute(&PURGE, args![At(now)]).await.map(|_| ()) })
}
