//! Rendered documents.
#![expect(
    clippy::unused_async,
    clippy::todo,
    unused_variables,
    missing_docs,
    reason = "signatures first"
)]
use crate::{Query, Result, Tx};
use net30_domain::id::InvoiceId;

/// Keeps a document; the first one kept for a revision and format stays. The hash is made here.
pub async fn insert(
    tx: &mut Tx,
    invoice_id: InvoiceId,
    revision: i64,
    format: &str,
    bytes: &[u8],
) -> Result<bool> {
    todo!()
}
pub async fn load(
    q: &mut impl Query,
    invoice_id: InvoiceId,
    revision: i64,
    format: &str,
) -> Result<Option<Vec<u8>>> {
    todo!()
}
