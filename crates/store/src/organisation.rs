//! Organisations.
#![expect(
    clippy::unused_async,
    clippy::todo,
    unused_variables,
    missing_docs,
    reason = "signatures first"
)]
use crate::{Query, Result, Tx};
use net30_domain::{Timestamp, id::OrganisationId};

pub async fn insert(tx: &mut Tx, id: OrganisationId, name: &str, now: Timestamp) -> Result<()> {
    todo!()
}
pub async fn exists(q: &mut impl Query, id: OrganisationId) -> Result<bool> {
    todo!()
}
