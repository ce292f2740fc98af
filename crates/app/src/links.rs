//! The links that need no key: each document's own, and the one that publishing gives out.
//!
//! A document's own link is there from its creation and stays the same for its whole life: a draft's leads to a preview, an
//! issued document's to its page. Its last part is the document's id and 128 bits of an HMAC of it, so that it is found
//! without an index and guessed by nobody. The key of the HMAC lies in the database: links survive backup and restore. The
//! link that publishing gives out has a random token of its own, which unpublishing revokes.

use crate::{App, Boxed, Caller, Error, Result, What, secret, shown::Shown};
use hmac::{Hmac, KeyInit as _, Mac as _};
use net30_domain::{
    id::InvoiceId,
    invoice::{Invoice, Stage},
    key::Scope,
};
use net30_store::{Store, account, customer, invoice, link_secret};
use sha2::Sha256;
use subtle::ConstantTimeEq as _;
use uuid::Uuid;

/// How many characters the last part of a document's own link has; a token of publishing has half as many.
const TOKEN_LENGTH: usize = 2 * secret::TOKEN_128_LENGTH;
/// What the key is used for, so that nothing else that it may sign one day is taken for a link.
const PURPOSE: &[u8] = b"net30 document link 1";

/// Makes and checks the links of documents.
#[derive(Clone)]
pub(crate) struct LinkKey(Hmac<Sha256>);

impl LinkKey {
    fn new(secret: [u8; 32]) -> Self {
        Self(Hmac::new_from_slice(&secret).expect("HMAC takes keys of any length"))
    }

    /// The database's key; a database that has none gets one.
    pub(crate) async fn of(store: &Store) -> Result<Self> {
        let mut reader = store.reader().await?;
        if let Some(secret) = link_secret::load(&mut reader).await? {
            return Ok(Self::new(secret));
        }
        drop(reader);
        let mut tx = store.begin().await?;
        let secret = link_secret::keep(&mut tx, rand::random()).await?;
        tx.commit().await?;
        Ok(Self::new(secret))
    }

    fn proof(&self, id: InvoiceId) -> u128 {
        let mut mac = self.0.clone();
        mac.update(PURPOSE);
        mac.update(id.0.as_bytes());
        first_half(mac)
    }

    /// 128 bits of an HMAC of something else that has to be known again, for a purpose of its own.
    pub(crate) fn signed(&self, purpose: &[u8], parts: &[&[u8]]) -> u128 {
        let mut mac = self.0.clone();
        mac.update(purpose);
        for part in parts {
            // With its length, so that no part runs into the next.
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part);
        }
        first_half(mac)
    }

    /// The last part of a document's own link.
    fn token(&self, id: InvoiceId) -> String {
        secret::in_base_62(id.0.as_u128()) + &secret::in_base_62(self.proof(id))
    }

    /// The document whose own link ends in `token`.
    fn open(&self, token: &str) -> Option<InvoiceId> {
        let (id, proof) = token.split_at_checked(secret::TOKEN_128_LENGTH)?;
        let id = InvoiceId(Uuid::from_u128(secret::of_base_62(id)?));
        let given = secret::of_base_62(proof)?.to_be_bytes();
        bool::from(self.proof(id).to_be_bytes().ct_eq(&given)).then_some(id)
    }
}

/// The first half of what an HMAC comes to.
fn first_half(mac: Hmac<Sha256>) -> u128 {
    let bytes = mac.finalize().into_bytes();
    let (first, _) = bytes.split_first_chunk().expect("SHA-256 has 32 bytes");
    u128::from_be_bytes(*first)
}

impl App {
    /// A document's own link: the same for its whole life.
    #[must_use]
    pub fn document_link(&self, id: InvoiceId) -> String {
        format!("{}/i/{}", self.public_url(), self.inner.link_key.token(id))
    }
}

/// The link that publishing gives out.
#[must_use]
pub fn public_link(public_url: &str, slug: Option<&str>, token: &str) -> String {
    let slug: String = slug
        .unwrap_or_default()
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
        .collect();
    let dash = if slug.is_empty() { "" } else { "-" };
    format!("{public_url}/i/{slug}{dash}{token}")
}

/// The document behind the last part of a link, and the organisation whose it is.
///
/// # Errors
/// [`Error::NotFound`] if the link is none of ours or was revoked, or the document is in the trash or gone.
pub fn open<'a>(app: &'a App, token: &'a str) -> Boxed<'a, (Caller, Shown)> {
    Box::pin(async move {
        let mut reader = app.store().reader().await?;
        let found = if token.len() == TOKEN_LENGTH {
            match app.inner.link_key.open(token) {
                Some(id) => invoice::load_by_link(&mut reader, id).await?,
                None => None,
            }
        } else {
            invoice::load_by_token(&mut reader, token).await?
        };
        let invoice = found.filter(|found| !is_trashed(found));
        let invoice = invoice.ok_or(Error::NotFound(What::Invoice))?;
        let account = account::load(&mut reader, invoice.account_id)
            .await?
            .ok_or(Error::NotFound(What::Account))?;
        let id = invoice.content.customer_id;
        let customer = customer::load(&mut reader, account.id, id)
            .await?
            .ok_or_else(|| Error::broken(format!("customer {id} of an invoice is gone")))?;
        let caller = Caller {
            key_id: None,
            user_id: None,
            organisation_id: account.organisation_id,
            account_id: account.id,
            scope: Scope::Read,
            sees_hidden: true,
            by_mcp: false,
        };
        Ok((caller, Shown::naming(app, Box::new(invoice), customer, account.today(app.now()))))
    })
}

/// Whether it is a draft in the trash. A void document that a client deleted is still there for whoever has its link.
fn is_trashed(invoice: &Invoice) -> bool {
    invoice.deleted_at.is_some() && matches!(invoice.stage, Stage::Draft { .. })
}

#[cfg(test)]
mod tests {
    use super::{InvoiceId, LinkKey, TOKEN_LENGTH};
    use uuid::Uuid;

    #[test]
    fn a_link_leads_to_its_document_and_cannot_be_made_without_the_key() {
        let (key, other) = (LinkKey::new([1; 32]), LinkKey::new([2; 32]));
        for id in [Uuid::nil(), Uuid::max(), Uuid::now_v7()].map(InvoiceId) {
            let token = key.token(id);
            assert_eq!(token.len(), TOKEN_LENGTH);
            assert!(token.bytes().all(|byte| byte.is_ascii_alphanumeric()));
            assert_eq!(key.token(id), token);
            assert_eq!(key.open(&token), Some(id));
            assert_eq!(other.open(&token), None);
            for at in 0..TOKEN_LENGTH {
                let mut changed = token.clone().into_bytes();
                changed[at] = if changed[at] == b'a' { b'b' } else { b'a' };
                assert_eq!(key.open(&String::from_utf8(changed).unwrap()), None, "{at}");
            }
        }
        for nonsense in [
            "",
            "x",
            &"z".repeat(TOKEN_LENGTH),
            &"ü".repeat(TOKEN_LENGTH / 2),
            &"0".repeat(TOKEN_LENGTH),
        ] {
            assert_eq!(key.open(nonsense), None, "{nonsense}");
        }
    }
}
