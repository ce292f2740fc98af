//! Sequences of numbers.
#![expect(
    clippy::unused_async,
    clippy::todo,
    unused_variables,
    missing_docs,
    reason = "signatures first"
)]
use crate::{Query, Result, Tx};
use net30_domain::{Date, id::AccountId, invoice::DocumentType};

/// Takes the next number of a series; other transactions that want one wait until this one ends.
pub async fn draw(
    tx: &mut Tx,
    account: AccountId,
    document: DocumentType,
    series: &str,
) -> Result<i64> {
    todo!()
}
/// The number that would be drawn next.
pub async fn peek(
    q: &mut impl Query,
    account: AccountId,
    document: DocumentType,
    series: &str,
) -> Result<i64> {
    todo!()
}
pub async fn last_issue_date(
    q: &mut impl Query,
    account: AccountId,
    document: DocumentType,
    series: &str,
) -> Result<Option<Date>> {
    todo!()
}
pub async fn set_last_issue_date(
    tx: &mut Tx,
    account: AccountId,
    document: DocumentType,
    series: &str,
    date: Date,
) -> Result<()> {
    todo!()
}
