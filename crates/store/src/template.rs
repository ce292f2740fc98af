//! The account's table of templates.
#![expect(
    clippy::unused_async,
    clippy::todo,
    unused_variables,
    missing_docs,
    reason = "signatures first"
)]
use crate::{CatalogueFilter, Page, Paging, Query, Result, Tx};
use net30_domain::{
    id::{AccountId, TemplateId},
    template::Template,
};

pub async fn insert(tx: &mut Tx, template: &Template) -> Result<()> {
    todo!()
}
pub async fn update(tx: &mut Tx, template: &Template, expected_revision: i64) -> Result<bool> {
    todo!()
}
pub async fn load(
    q: &mut impl Query,
    account: AccountId,
    id: TemplateId,
) -> Result<Option<Template>> {
    todo!()
}
/// Those of the ids that there are, in no order.
pub async fn load_many(
    q: &mut impl Query,
    account: AccountId,
    ids: &[TemplateId],
) -> Result<Vec<Template>> {
    todo!()
}
pub async fn list(
    q: &mut impl Query,
    account: AccountId,
    filter: &CatalogueFilter,
    paging: &Paging,
) -> Result<Page<Template>> {
    todo!()
}
pub async fn delete(tx: &mut Tx, account: AccountId, id: TemplateId) -> Result<bool> {
    todo!()
}
pub async fn is_referenced(q: &mut impl Query, account: AccountId, id: TemplateId) -> Result<bool> {
    todo!()
}
