//! The account's table of products.
#![expect(
    clippy::unused_async,
    clippy::todo,
    unused_variables,
    missing_docs,
    reason = "signatures first"
)]
use crate::{CatalogueFilter, Page, Paging, Query, Result, Tx};
use net30_domain::{
    id::{AccountId, ProductId},
    product::Product,
};

pub async fn insert(tx: &mut Tx, product: &Product) -> Result<()> {
    todo!()
}
pub async fn update(tx: &mut Tx, product: &Product, expected_revision: i64) -> Result<bool> {
    todo!()
}
pub async fn load(
    q: &mut impl Query,
    account: AccountId,
    id: ProductId,
) -> Result<Option<Product>> {
    todo!()
}
/// Those of the ids that there are, in no order.
pub async fn load_many(
    q: &mut impl Query,
    account: AccountId,
    ids: &[ProductId],
) -> Result<Vec<Product>> {
    todo!()
}
pub async fn list(
    q: &mut impl Query,
    account: AccountId,
    filter: &CatalogueFilter,
    paging: &Paging,
) -> Result<Page<Product>> {
    todo!()
}
pub async fn delete(tx: &mut Tx, account: AccountId, id: ProductId) -> Result<bool> {
    todo!()
}
pub async fn is_referenced(q: &mut impl Query, account: AccountId, id: ProductId) -> Result<bool> {
    todo!()
}
