//! API keys.
#![expect(
    clippy::unused_async,
    clippy::todo,
    unused_variables,
    missing_docs,
    reason = "signatures first"
)]
use crate::{Query, Result, Tx};
use net30_domain::{
    Timestamp,
    id::{KeyId, OrganisationId},
    key::ApiKey,
};

pub async fn insert(tx: &mut Tx, key: &ApiKey) -> Result<()> {
    todo!()
}
pub async fn find_by_hash(q: &mut impl Query, hash: &[u8; 32]) -> Result<Option<ApiKey>> {
    todo!()
}
pub async fn load(q: &mut impl Query, id: KeyId) -> Result<Option<ApiKey>> {
    todo!()
}
pub async fn list(q: &mut impl Query, organisation: OrganisationId) -> Result<Vec<ApiKey>> {
    todo!()
}
pub async fn list_all(q: &mut impl Query) -> Result<Vec<ApiKey>> {
    todo!()
}
pub async fn revoke(tx: &mut Tx, id: KeyId, now: Timestamp) -> Result<bool> {
    todo!()
}
pub async fn touch(tx: &mut Tx, used: &[(KeyId, Timestamp)]) -> Result<()> {
    todo!()
}
