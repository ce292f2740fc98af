//! The account's table of taxs.
#![expect(
    clippy::unused_async,
    clippy::todo,
    unused_variables,
    missing_docs,
    reason = "signatures first"
)]
use crate::{CatalogueFilter, Page, Paging, Query, Result, Tx};
use net30_domain::{
    id::{AccountId, TaxId},
    tax::TaxDefinition,
};

pub async fn insert(tx: &mut Tx, tax: &TaxDefinition) -> Result<()> {
    todo!()
}
pub async fn update(tx: &mut Tx, tax: &TaxDefinition, expected_revision: i64) -> Result<bool> {
    todo!()
}
pub async fn load(
    q: &mut impl Query,
    account: AccountId,
    id: TaxId,
) -> Result<Option<TaxDefinition>> {
    todo!()
}
/// Those of the ids that there are, in no order.
pub async fn load_many(
    q: &mut impl Query,
    account: AccountId,
    ids: &[TaxId],
) -> Result<Vec<TaxDefinition>> {
    todo!()
}
pub async fn list(
    q: &mut impl Query,
    account: AccountId,
    filter: &CatalogueFilter,
    paging: &Paging,
) -> Result<Page<TaxDefinition>> {
    todo!()
}
pub async fn delete(tx: &mut Tx, account: AccountId, id: TaxId) -> Result<bool> {
    todo!()
}
pub async fn is_referenced(q: &mut impl Query, account: AccountId, id: TaxId) -> Result<bool> {
    todo!()
}
