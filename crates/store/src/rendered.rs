//! Rendered documents: the bytes that an issued revision was first rendered to.

use crate::{
    Boxed, Connection, Query, Result, Tx,
    db::{Error, FromRow, Param, Row, args, statements},
    key::hash_of,
};
use net30_domain::id::{AccountId, InvoiceId};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

statements! {
    INSERT = "insert into rendered (invoice_id, revision, format, sha256, bytes) values (?1, ?2, ?3, ?4, ?5)
        on conflict (invoice_id, revision, format) do nothing";
    ACCOUNT_OF = "select account_id from invoice where id = ?1";
    OF_DOCUMENT = "select invoice_id, revision, format, sha256, bytes from rendered where invoice_id = ?1
        order by revision, format";
    HASHES = "select invoice_id, revision, format, sha256 from rendered where invoice_id = ?1";
    DELETE = "delete from rendered where invoice_id = ?1";
    IS_KEPT = "select revision from rendered where invoice_id = ?1 and revision = ?2 and format = ?3";
    LOAD = "select sha256, bytes from rendered where invoice_id = ?1 and revision = ?2 and format = ?3";
}

/// Keeps a document; false if one is already kept for the revision and format, which then stays.
pub fn insert<'a>(
    tx: &'a mut Tx,
    invoice_id: InvoiceId,
    revision: i64,
    format: &'a str,
    bytes: &'a [u8],
) -> Boxed<'a, bool> {
    Box::pin(async move {
        let sha256: [u8; 32] = Sha256::digest(bytes).into();
        let values = args![invoice_id.0, revision, format, sha256.to_vec(), bytes];
        if tx.execute(&INSERT, values).await? == 0 {
            return Ok(false);
        }
        let (account,): (Uuid,) = tx.one(&ACCOUNT_OF, args![invoice_id.0]).await?;
        let digest = digest(invoice_id, revision, format, &sha256);
        tx.pending.books.add(AccountId(account), &digest);
        Ok(true)
    })
}

/// Removes all that is kept of a document that is removed itself.
pub(crate) fn remove(tx: &mut Tx, account: AccountId, invoice_id: InvoiceId) -> Boxed<'_, ()> {
    Box::pin(async move {
        let kept: Vec<Hash> = tx.rows(&HASHES, args![invoice_id.0]).await?;
        for Hash(digest) in kept {
            tx.pending.books.remove(account, &digest);
        }
        tx.execute(&DELETE, args![invoice_id.0]).await.map(|_| ())
    })
}

/// The hash of a kept document for the sum of the history ([`crate::history_sum`]).
fn digest(invoice_id: InvoiceId, revision: i64, format: &str, sha256: &[u8; 32]) -> [u8; 32] {
    let mut hash = Sha256::new_with_prefix(b"rendered");
    hash.update(invoice_id.0);
    hash.update(revision.to_be_bytes());
    hash.update((format.len() as u64).to_be_bytes());
    hash.update(format.as_bytes());
    hash.update(sha256);
    hash.finalize().into()
}

struct Hash([u8; 32]);

impl FromRow for Hash {
    fn from_row(row: &mut Row<'_>) -> Result<Self> {
        let (invoice_id, revision) = (InvoiceId(row.take()?), row.take()?);
        let format: String = row.take()?;
        Ok(Self(digest(invoice_id, revision, &format, &hash_of(row.take()?)?)))
    }
}

/// A document as it is kept, for going through all of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rendered {
    /// Of which document.
    pub invoice_id: InvoiceId,
    /// Its hash for the sum of the history.
    pub digest: [u8; 32],
    /// Whether its bytes are those that were kept.
    pub is_whole: bool,
}

impl FromRow for Rendered {
    fn from_row(row: &mut Row<'_>) -> Result<Self> {
        let (invoice_id, revision) = (InvoiceId(row.take()?), row.take()?);
        let (format, sha256): (String, _) = (row.take()?, hash_of(row.take()?)?);
        let bytes: Vec<u8> = row.take()?;
        let is_whole = Sha256::digest(&bytes).as_slice() == sha256;
        Ok(Self { invoice_id, digest: digest(invoice_id, revision, &format, &sha256), is_whole })
    }
}

/// All that is kept of some documents.
pub fn of_documents<'a>(
    q: &'a mut dyn Connection,
    ids: &'a [InvoiceId],
) -> Boxed<'a, Vec<Rendered>> {
    Box::pin(async move {
        let each: Vec<Vec<&dyn Param>> = ids.iter().map(|id| vec![&id.0 as &dyn Param]).collect();
        let kept: Vec<Vec<Rendered>> = q.rows_of_each(&OF_DOCUMENT, &each).await?;
        Ok(kept.into_iter().flatten().collect())
    })
}

/// Whether a document is kept for a revision and format.
pub fn is_kept<'a>(
    q: &'a mut dyn Connection,
    invoice_id: InvoiceId,
    revision: i64,
    format: &'a str,
) -> Boxed<'a, bool> {
    Box::pin(async move {
        let kept: Option<(i64,)> =
            q.optional(&IS_KEPT, args![invoice_id.0, revision, format]).await?;
        Ok(kept.is_some())
    })
}

/// The document kept for a revision and format.
///
/// # Errors
/// [`Error::Broken`] if the bytes are no longer those that were kept.
pub fn load<'a>(
    q: &'a mut dyn Connection,
    invoice_id: InvoiceId,
    revision: i64,
    format: &'a str,
) -> Boxed<'a, Option<Vec<u8>>> {
    Box::pin(async move {
        let kept: Option<(Vec<u8>, Vec<u8>)> =
            q.optional(&LOAD, args![invoice_id.0, revision, format]).await?;
        match kept {
            Some((sha256, bytes)) if Sha256::digest(&bytes).as_slice() != sha256 => {
                Err(Error::broken(format!("the kept {format} of document {invoice_id} is damaged")))
            }
            kept => Ok(kept.map(|(_, bytes)| bytes)),
        }
    })
}
