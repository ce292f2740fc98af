//! The history.
#![expect(
    clippy::unused_async,
    clippy::todo,
    unused_variables,
    missing_docs,
    reason = "signatures first"
)]
use crate::{Query, Result, Tx};
use net30_domain::{event::Event, id::AccountId};
use uuid::Uuid;

/// A link of the account's chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BookLink {
    pub sequence: i64,
    pub previous: [u8; 32],
    pub hash: [u8; 32],
    pub event: Event,
}

pub async fn append(tx: &mut Tx, event: &Event) -> Result<()> {
    todo!()
}
/// Events in the order of their commits, oldest first; the text is the cursor after the last of them.
pub async fn list(
    q: &mut impl Query,
    account: AccountId,
    after: Option<&str>,
    limit: i64,
) -> Result<(Vec<Event>, Option<String>)> {
    todo!()
}
/// Events of one object, oldest first.
pub async fn of_object(
    q: &mut impl Query,
    account: AccountId,
    object_id: Uuid,
    limit: i64,
) -> Result<Vec<Event>> {
    todo!()
}
pub async fn book_links(
    q: &mut impl Query,
    account: AccountId,
    after_sequence: i64,
    limit: i64,
) -> Result<Vec<BookLink>> {
    todo!()
}
/// The end of the account's chain: its last sequence and hash.
pub async fn chain_end(q: &mut impl Query, account: AccountId) -> Result<Option<(i64, [u8; 32])>> {
    todo!()
}
#[must_use]
pub fn link_hash(previous: &[u8; 32], sequence: i64, event: &Event) -> [u8; 32] {
    todo!()
}
