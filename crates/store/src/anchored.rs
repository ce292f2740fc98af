//! Hashes of what was in the books before hashes of content were chained.
//!
//! They are written once for each account, together with a chained event that holds a hash over all of them, and never
//! changed: what was issued before is protected from then on as what is issued later.

use crate::{
    Boxed, Connection, Query, Result, Tx,
    db::{FromRow, Param, Row, args, statements},
    key::hash_of,
};
use net30_domain::id::AccountId;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

statements! {
    INSERT = "insert into anchored (account_id, object_id, sha256) values (?1, ?2, ?3)";
    SCAN = "select object_id, sha256 from anchored where account_id = ?1 and object_id > ?2
        order by object_id limit ?3";
}

/// The hash of a document, a payment or a refund, as [`crate::content`] calculates it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Anchored {
    /// What.
    pub object_id: Uuid,
    /// The SHA-256 of its content.
    pub sha256: [u8; 32],
}

impl FromRow for Anchored {
    fn from_row(row: &mut Row<'_>) -> Result<Self> {
        Ok(Self { object_id: row.take()?, sha256: hash_of(row.take()?)? })
    }
}

/// Keeps hashes.
pub fn insert<'a>(tx: &'a mut Tx, account: AccountId, hashes: &'a [Anchored]) -> Boxed<'a, ()> {
    Box::pin(async move {
        let values: Vec<(Uuid, Vec<u8>)> =
            hashes.iter().map(|hash| (hash.object_id, hash.sha256.to_vec())).collect();
        let rows: Vec<Vec<&dyn Param>> =
            values.iter().map(|(id, hash)| vec![&account.0 as &dyn Param, id, hash]).collect();
        tx.execute_many(&INSERT, &rows).await.map(|_| ())
    })
}

/// Hashes of the account after an object, in the order of the objects.
pub fn scan(
    q: &mut dyn Connection,
    account: AccountId,
    after: Uuid,
    limit: i64,
) -> Boxed<'_, Vec<Anchored>> {
    Box::pin(async move { q.rows(&SCAN, args![account.0, after, limit]).await })
}

/// Hashes the hashes, which must come in the order of their objects.
#[derive(Clone, Default)]
pub struct OverAll(Sha256);

impl OverAll {
    /// Takes the next one.
    pub fn take(&mut self, anchored: &Anchored) {
        self.0.update(anchored.object_id);
        self.0.update(anchored.sha256);
    }

    /// The hash over all that were taken.
    #[must_use]
    pub fn hash(self) -> [u8; 32] {
        self.0.finalize().into()
    }
}
