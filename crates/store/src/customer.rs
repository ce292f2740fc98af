//! Customers.
#![expect(
    clippy::unused_async,
    clippy::todo,
    unused_variables,
    missing_docs,
    reason = "signatures first"
)]
use crate::{CatalogueFilter, Page, Paging, Query, Result, Tx};
use net30_domain::{
    customer::Customer,
    id::{AccountId, CustomerId},
};

pub async fn insert(tx: &mut Tx, customer: &Customer) -> Result<()> {
    todo!()
}
pub async fn update(tx: &mut Tx, customer: &Customer, expected_revision: i64) -> Result<bool> {
    todo!()
}
pub async fn load(
    q: &mut impl Query,
    account: AccountId,
    id: CustomerId,
) -> Result<Option<Customer>> {
    todo!()
}
/// Those of the ids that there are, in no order.
pub async fn load_many(
    q: &mut impl Query,
    account: AccountId,
    ids: &[CustomerId],
) -> Result<Vec<Customer>> {
    todo!()
}
pub async fn find_by_external_id(
    q: &mut impl Query,
    account: AccountId,
    external_id: &str,
) -> Result<Option<Customer>> {
    todo!()
}
/// The oldest that is not archived.
pub async fn find_by_email(
    q: &mut impl Query,
    account: AccountId,
    folded: &str,
) -> Result<Option<Customer>> {
    todo!()
}
pub async fn list(
    q: &mut impl Query,
    account: AccountId,
    filter: &CatalogueFilter,
    paging: &Paging,
) -> Result<Page<Customer>> {
    todo!()
}
pub async fn delete(tx: &mut Tx, account: AccountId, id: CustomerId) -> Result<bool> {
    todo!()
}
pub async fn is_referenced(q: &mut impl Query, account: AccountId, id: CustomerId) -> Result<bool> {
    todo!()
}
