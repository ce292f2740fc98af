//! The outbox.
#![expect(
    clippy::unused_async,
    clippy::todo,
    unused_variables,
    missing_docs,
    reason = "signatures first"
)]
use crate::{Query, Result, Tx};
use net30_domain::{Timestamp, id::AccountId};
use uuid::Uuid;

/// Something to be done outside, at least once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    pub id: Uuid,
    pub account_id: AccountId,
    pub kind: String,
    pub dedup_key: String,
    pub payload: String,
    pub run_at: Timestamp,
    pub attempts: i32,
    pub locked_until: Option<Timestamp>,
    pub last_error: Option<String>,
}

/// False if a job with the dedup key is already there.
pub async fn enqueue(tx: &mut Tx, job: &Job) -> Result<bool> {
    todo!()
}
/// Takes up to `limit` jobs that are due; nobody else gets them until the lease ends.
pub async fn claim(
    tx: &mut Tx,
    now: Timestamp,
    lease_until: Timestamp,
    limit: i64,
) -> Result<Vec<Job>> {
    todo!()
}
/// False if the lease was lost.
pub async fn complete(tx: &mut Tx, job: &Job, now: Timestamp) -> Result<bool> {
    todo!()
}
pub async fn retry_later(tx: &mut Tx, job: &Job, run_at: Timestamp, error: &str) -> Result<bool> {
    todo!()
}
pub async fn bury(tx: &mut Tx, job: &Job, now: Timestamp, error: &str) -> Result<bool> {
    todo!()
}
