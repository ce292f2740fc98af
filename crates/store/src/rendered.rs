//! Rendered documents: the bytes that an issued revision was first rendered to.

use crate::{
    Query, Result, Tx,
    db::{Error, args, statements},
};
use net30_domain::id::InvoiceId;
use sha2::{Digest as _, Sha256};

statements! {
    INSERT = "insert into rendered (invoice_id, revision, format, sha256, bytes) values (?1, ?2, ?3, ?4, ?5)
        on conflict (invoice_id, revision, format) do nothing";
    LOAD = "select sha256, bytes from rendered where invoice_id = ?1 and revision = ?2 and format = ?3";
}

/// Keeps a document; false if one is already kept for the revision and format, which then stays.
pub async fn insert(
    tx: &mut Tx,
    invoice_id: InvoiceId,
    revision: i64,
    format: &str,
    bytes: &[u8],
) -> Result<bool> {
    let sha256 = Sha256::digest(bytes).to_vec();
    Ok(tx.execute(&INSERT, args![invoice_id.0, revision, format, sha256, bytes]).await? == 1)
}

/// The document kept for a revision and format.
///
/// # Errors
/// [`Error::Broken`] if the bytes are no longer those that were kept.
pub async fn load(
    q: &mut impl Query,
    invoice_id: InvoiceId,
    revision: i64,
    format: &str,
) -> Result<Option<Vec<u8>>> {
    let kept: Option<(Vec<u8>, Vec<u8>)> =
        q.optional(&LOAD, args![invoice_id.0, revision, format]).await?;
    match kept {
        Some((sha256, bytes)) if Sha256::digest(&bytes).as_slice() != sha256 => {
            Err(Error::broken(format!("the kept {format} of document {invoice_id} is damaged")))
        }
        kept => Ok(kept.map(|(_, bytes)| bytes)),
    }
}
