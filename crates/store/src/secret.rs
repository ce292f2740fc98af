//! Credentials of accounts, as sealed bytes: this crate cannot read them.

use crate::{
    Boxed, Connection, Query, Tx, account,
    db::{At, args, statements},
};
use net30_domain::{Timestamp, id::AccountId};
use uuid::Uuid;

statements! {
    SAVE = "insert into account_secret (account_id, service, sealed, updated_at) values (?1, ?2, ?3, ?4)
        on conflict (account_id, service) do update set sealed = excluded.sealed, updated_at = excluded.updated_at";
    LOAD = "select sealed from account_secret where account_id = ?1 and service = ?2";
    LIST_ALL = "select account_id, service, sealed from account_secret order by account_id, service limit ?1";
    REMOVE = "delete from account_secret where account_id = ?1 and service = ?2";
}

/// Keeps the credentials of a service, in place of those before.
pub fn save<'a>(
    tx: &'a mut Tx,
    id: AccountId,
    service: &'a str,
    sealed: &'a [u8],
    now: Timestamp,
) -> Boxed<'a, ()> {
    Box::pin(async move {
        tx.execute(&SAVE, args![id.0, service, sealed.to_vec(), At(now)]).await?;
        account::note_credentials(tx, id, now).await
    })
}

/// The credentials of a service.
pub fn load<'a>(
    q: &'a mut dyn Connection,
    account: AccountId,
    service: &'a str,
) -> Boxed<'a, Option<Vec<u8>>> {
    Box::pin(async move {
        let found: Option<(Vec<u8>,)> = q.optional(&LOAD, args![account.0, service]).await?;
        Ok(found.map(|(sealed,)| sealed))
    })
}

/// Credentials of all accounts, up to `limit`: whose, for what, and the sealed bytes.
pub fn all(q: &mut dyn Connection, limit: i64) -> Boxed<'_, Vec<(AccountId, String, Vec<u8>)>> {
    Box::pin(async move {
        let found: Vec<(Uuid, String, Vec<u8>)> = q.rows(&LIST_ALL, args![limit]).await?;
        Ok(found
            .into_iter()
            .map(|(account, word, sealed)| (AccountId(account), word, sealed))
            .collect())
    })
}

/// Removes the credentials of a service; false if there were none.
pub fn remove<'a>(
    tx: &'a mut Tx,
    id: AccountId,
    service: &'a str,
    now: Timestamp,
) -> Boxed<'a, bool> {
    Box::pin(async move {
        let is_removed = tx.execute(&REMOVE, args![id.0, service]).await? == 1;
        if is_removed {
            account::note_credentials(tx, id, now).await?;
        }
        Ok(is_removed)
    })
}
