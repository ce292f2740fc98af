//! Payments and refunds.
#![expect(
    clippy::unused_async,
    clippy::todo,
    unused_variables,
    missing_docs,
    reason = "signatures first"
)]
use crate::{Paging, Query, Result, Slice, Tx};
use net30_domain::{
    Timestamp,
    id::{AccountId, PaymentId},
    payment::{Payment, Refund},
};

pub async fn insert(tx: &mut Tx, payment: &Payment, account: AccountId) -> Result<()> {
    todo!()
}
pub async fn reverse(
    tx: &mut Tx,
    account: AccountId,
    id: PaymentId,
    now: Timestamp,
) -> Result<bool> {
    todo!()
}
pub async fn insert_refund(tx: &mut Tx, account: AccountId, refund: &Refund) -> Result<()> {
    todo!()
}
pub async fn load(
    q: &mut impl Query,
    account: AccountId,
    id: PaymentId,
) -> Result<Option<Payment>> {
    todo!()
}
/// The account's payments, newest first.
pub async fn list(
    q: &mut impl Query,
    account: AccountId,
    paging: &Paging,
) -> Result<Slice<Payment>> {
    todo!()
}
