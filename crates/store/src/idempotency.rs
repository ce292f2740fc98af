//! Replies kept for idempotency keys.
#![expect(
    clippy::unused_async,
    clippy::todo,
    unused_variables,
    missing_docs,
    reason = "signatures first"
)]
use crate::{Query, Result, Tx};
use net30_domain::{Timestamp, id::AccountId};

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

pub async fn find(
    q: &mut impl Query,
    account: AccountId,
    key: &str,
) -> Result<Option<StoredReply>> {
    todo!()
}
/// False if the key is already there.
pub async fn insert(
    tx: &mut Tx,
    account: AccountId,
    key: &str,
    reply: &StoredReply,
) -> Result<bool> {
    todo!()
}
/// Removes what is older than `before`; says how many.
pub async fn purge(tx: &mut Tx, before: Timestamp) -> Result<u64> {
    todo!()
}
