//! Replies kept for idempotency keys, in the same transaction as the effect.

use crate::{
    Boxed, Connection, Query, Result, Tx,
    db::{At, FromRow, Json, Row, args, statements},
    key::hash_of,
};
use net30_domain::{Timestamp, id::AccountId};

statements! {
    FIND = "select fingerprint, status, headers, body, created_at from idempotency
        where account_id = ?1 and key = ?2";
    INSERT = "insert into idempotency (account_id, key, fingerprint, status, headers, body, created_at)
        values (?1, ?2, ?3, ?4, ?5, ?6, ?7) on conflict (account_id, key) do nothing";
    PURGE = "delete from idempotency where created_at < ?1";
}

/// A reply as it was given the first time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredReply {
    /// SHA-256 of the request.
    pub fingerprint: [u8; 32],
    /// HTTP status.
    pub status: u16,
    /// Header names and values.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
    /// When it was given.
    pub created_at: Timestamp,
}

impl FromRow for StoredReply {
    fn from_row(row: &mut Row<'_>) -> Result<Self> {
        Ok(Self {
            fingerprint: hash_of(row.take()?)?,
            status: u16::try_from(row.take::<i32>()?).map_err(crate::Error::broken)?,
            headers: row.take::<Json<_>>()?.0,
            body: row.take()?,
            created_at: row.take::<At>()?.0,
        })
    }
}

/// The reply that was given for a key.
pub fn find<'a>(
    q: &'a mut dyn Connection,
    account: AccountId,
    key: &'a str,
) -> Boxed<'a, Option<StoredReply>> {
    Box::pin(async move { q.optional(&FIND, args![account.0, key]).await })
}

/// Keeps a reply; false if one is already kept for the key.
pub fn insert<'a>(
    tx: &'a mut Tx,
    account: AccountId,
    key: &'a str,
    reply: &'a StoredReply,
) -> Boxed<'a, bool> {
    Box::pin(async move {
        let values = args![
            account.0,
            key,
            reply.fingerprint.to_vec(),
            i32::from(reply.status),
            Json(&reply.headers),
            reply.body,
            At(reply.created_at)
        ];
        Ok(tx.execute(&INSERT, values).await? == 1)
    })
}

/// Removes the replies that were given before a moment; says how many.
pub fn purge(tx: &mut Tx, before: Timestamp) -> Boxed<'_, u64> {
    Box::pin(async move { tx.execute(&PURGE, args![At(before)]).await })
}
