//! API keys, found by the hash of their secret.

use crate::{
    Boxed, Connection, Query, Result, Tx,
    db::{At, Error, FromRow, Param, Row, args, statements},
};
use net30_domain::{
    Timestamp,
    id::{AccountId, KeyId, OrganisationId},
    key::{ApiKey, Scope},
};

macro_rules! columns {
    () => {
        "id, organisation_id, account_id, label, scope, prefix, hash, created_at, last_used_at, revoked_at"
    };
}

statements! {
    INSERT = concat!(
        "insert into api_key (", columns!(), ") values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)"
    );
    FIND_BY_HASH = concat!(
        "select ", columns!(), ", (select a.suspended_at from account a where a.id = api_key.account_id)
        from api_key where hash = ?1"
    );
    LOAD = concat!("select ", columns!(), " from api_key where id = ?1");
    LIST = concat!(
        "select ", columns!(), " from api_key where organisation_id = ?1 order by created_at, id"
    );
    LIST_ALL = concat!("select ", columns!(), " from api_key order by created_at, id");
    REVOKE = "update api_key set revoked_at = ?2 where id = ?1 and revoked_at is null";
    TOUCH = "update api_key set last_used_at = ?2
        where id = ?1 and (last_used_at is null or last_used_at < ?2)";
}

impl FromRow for ApiKey {
    fn from_row(row: &mut Row<'_>) -> Result<Self> {
        Ok(Self {
            id: KeyId(row.take()?),
            organisation_id: OrganisationId(row.take()?),
            account_id: AccountId(row.take()?),
            label: row.take()?,
            scope: row.read(Scope::parse)?,
            prefix: row.take()?,
            hash: hash_of(row.take()?)?,
            created_at: row.take::<At>()?.0,
            last_used_at: row.moment()?,
            revoked_at: row.moment()?,
        })
    }
}

/// A hash as it is kept.
pub(crate) fn hash_of(bytes: Vec<u8>) -> Result<[u8; 32]> {
    bytes.try_into().map_err(|_| Error::broken("a stored hash has not 32 bytes"))
}

/// Keeps a new key.
pub fn insert<'a>(tx: &'a mut Tx, key: &'a ApiKey) -> Boxed<'a, ()> {
    Box::pin(async move {
        let values = args![
            key.id.0,
            key.organisation_id.0,
            key.account_id.0,
            key.label,
            key.scope.word(),
            key.prefix,
            key.hash.to_vec(),
            At(key.created_at),
            key.last_used_at.map(At),
            key.revoked_at.map(At)
        ];
        tx.execute(&INSERT, values).await.map(|_| ())
    })
}

/// A key, and whether its account is suspended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The key.
    pub key: ApiKey,
    /// Since when the account that it works on is suspended.
    pub suspended_at: Option<Timestamp>,
}

impl FromRow for Found {
    fn from_row(row: &mut Row<'_>) -> Result<Self> {
        Ok(Self { key: ApiKey::from_row(row)?, suspended_at: row.moment()? })
    }
}

/// The key with a secret, revoked or not.
pub fn find_by_hash<'a>(q: &'a mut dyn Connection, hash: &'a [u8; 32]) -> Boxed<'a, Option<Found>> {
    Box::pin(async move { q.optional(&FIND_BY_HASH, args![hash.to_vec()]).await })
}

/// The key with an id.
pub fn load(q: &mut dyn Connection, id: KeyId) -> Boxed<'_, Option<ApiKey>> {
    Box::pin(async move { q.optional(&LOAD, args![id.0]).await })
}

/// The keys of an organisation, oldest first, revoked ones included.
pub fn list(q: &mut dyn Connection, organisation: OrganisationId) -> Boxed<'_, Vec<ApiKey>> {
    Box::pin(async move { q.rows(&LIST, args![organisation.0]).await })
}

/// Every key of the server, oldest first.
pub fn list_all(q: &mut dyn Connection) -> Boxed<'_, Vec<ApiKey>> {
    Box::pin(async move { q.rows(&LIST_ALL, &[]).await })
}

/// Revokes a key; false if there is none, or it was revoked before.
pub fn revoke(tx: &mut Tx, id: KeyId, now: Timestamp) -> Boxed<'_, bool> {
    Box::pin(async move { Ok(tx.execute(&REVOKE, args![id.0, At(now)]).await? == 1) })
}

/// Notes when keys were last used.
pub fn touch<'a>(tx: &'a mut Tx, used: &'a [(KeyId, Timestamp)]) -> Boxed<'a, ()> {
    Box::pin(async move {
        let mut used: Vec<(KeyId, At)> = used.iter().map(|(id, at)| (*id, At(*at))).collect();
        // In one order in every process, so that two never wait for each other.
        used.sort_by_key(|(id, _)| *id);
        let rows: Vec<Vec<&dyn Param>> =
            used.iter().map(|(id, at)| vec![&id.0 as &dyn Param, at]).collect();
        tx.execute_many(&TOUCH, &rows).await.map(|_| ())
    })
}
