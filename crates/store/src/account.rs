//! Accounts.
#![expect(
    clippy::unused_async,
    clippy::todo,
    unused_variables,
    missing_docs,
    reason = "signatures first"
)]
use crate::{Query, Result, Tx};
use net30_domain::{
    account::Account,
    id::{AccountId, OrganisationId},
};

pub async fn insert(tx: &mut Tx, account: &Account) -> Result<()> {
    todo!()
}
pub async fn load(q: &mut impl Query, id: AccountId) -> Result<Option<Account>> {
    todo!()
}
pub async fn update(tx: &mut Tx, account: &Account, expected_revision: i64) -> Result<bool> {
    todo!()
}
pub async fn list(q: &mut impl Query, organisation: OrganisationId) -> Result<Vec<Account>> {
    todo!()
}
pub async fn all_ids(q: &mut impl Query) -> Result<Vec<AccountId>> {
    todo!()
}
