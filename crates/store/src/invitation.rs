//! Whom an account has invited, found by the hash of the token in their link.

use crate::{
    Boxed, Connection, Query, Result, Tx,
    db::{At, Error, FromRow, Row, args, statements},
    key::hash_of,
};
use net30_domain::{
    Timestamp,
    id::{AccountId, InvitationId},
    text::Email,
    user::{Invitation, Role},
};

macro_rules! columns {
    () => {
        "id, account_id, email, role, hash, created_at, expires_at"
    };
}

statements! {
    INSERT = "insert into invitation (id, account_id, email, email_folded, role, hash, created_at, expires_at)
        values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
    DROP_FORMER = "delete from invitation where account_id = ?1 and email_folded = ?2";
    FIND = concat!("select ", columns!(), " from invitation where hash = ?1");
    LIST = concat!(
        "select ", columns!(), " from invitation where account_id = ?1 and expires_at > ?2 order by created_at, id"
    );
    USE = "delete from invitation where hash = ?1";
    REMOVE = "delete from invitation where id = ?1 and account_id = ?2 and expires_at > ?3";
    PURGE = "delete from invitation where expires_at <= ?1";
}

impl FromRow for Invitation {
    fn from_row(row: &mut Row<'_>) -> Result<Self> {
        let (id, account_id) = (InvitationId(row.take()?), AccountId(row.take()?));
        let email: String = row.take()?;
        Ok(Self {
            id,
            account_id,
            email: Email::parse(&email).map_err(|_| Error::unreadable(&email))?,
            role: row.read(Role::parse)?,
            hash: hash_of(row.take()?)?,
            created_at: row.take::<At>()?.0,
            expires_at: row.take::<At>()?.0,
        })
    }
}

/// Keeps a new invitation. A former one of the account for the same address no longer works.
pub fn insert<'a>(tx: &'a mut Tx, invitation: &'a Invitation) -> Boxed<'a, ()> {
    Box::pin(async move {
        let folded = invitation.email.folded();
        tx.execute(&DROP_FORMER, args![invitation.account_id.0, folded]).await?;
        let values = args![
            invitation.id.0,
            invitation.account_id.0,
            invitation.email.as_str(),
            folded,
            invitation.role.word(),
            invitation.hash.to_vec(),
            At(invitation.created_at),
            At(invitation.expires_at)
        ];
        tx.execute(&INSERT, values).await.map(|_| ())
    })
}

/// The invitation of a token, too old or not.
pub fn find<'a>(q: &'a mut dyn Connection, hash: &'a [u8; 32]) -> Boxed<'a, Option<Invitation>> {
    Box::pin(async move { q.optional(&FIND, args![hash.to_vec()]).await })
}

/// The invitations of an account that still work, oldest first.
pub fn list(
    q: &mut dyn Connection,
    account: AccountId,
    now: Timestamp,
) -> Boxed<'_, Vec<Invitation>> {
    Box::pin(async move { q.rows(&LIST, args![account.0, At(now)]).await })
}

/// Uses an invitation up; false if somebody was first.
pub fn use_up<'a>(tx: &'a mut Tx, hash: &'a [u8; 32]) -> Boxed<'a, bool> {
    Box::pin(async move { Ok(tx.execute(&USE, args![hash.to_vec()]).await? == 1) })
}

/// Takes back an invitation of an account; false if there is none that still works.
pub fn remove(
    tx: &mut Tx,
    id: InvitationId,
    account: AccountId,
    now: Timestamp,
) -> Boxed<'_, bool> {
    Box::pin(async move { Ok(tx.execute(&REMOVE, args![id.0, account.0, At(now)]).await? == 1) })
}

/// Removes the invitations that no longer work.
pub fn purge(tx: &mut Tx, now: Timestamp) -> Boxed<'_, ()> {
    Box::pin(async move { tx.execute(&PURGE, args![At(now)]).await.map(|_| ()) })
}
