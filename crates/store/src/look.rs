//! How issued documents look, frozen: each look once, by the hash of all that it decides.

use crate::{
    Boxed, Connection, Query, Result, Tx,
    db::{FromRow, Row, args, owned, statements},
    kept::{Kept, json},
    template::Details,
};
use net30_domain::template::{Look, LookHash};
use sha2::{Digest as _, Sha256};
use std::sync::Arc;

statements! {
    INSERT = "insert into look (hash, details, logo_png) values (?1, ?2, ?3) on conflict (hash) do nothing";
    IS_KEPT = "select hash from look where hash = ?1";
    LOAD = "select details, logo_png from look where hash = ?1";
}

/// A look as it is kept.
struct Frozen(Look);

impl FromRow for Frozen {
    fn from_row(row: &mut Row<'_>) -> Result<Self> {
        let details: Details = row.kept()?;
        Ok(Self(details.with_logo(row.take()?)))
    }
}

/// A look with the hash that it is kept by. Cheap to clone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HashedLook {
    look: Arc<Look>,
    hash: LookHash,
}

impl HashedLook {
    /// Hashes a look with its logo.
    #[must_use]
    pub fn of(look: Look) -> Self {
        let hash = hash(&look);
        Self { look: Arc::new(look), hash }
    }

    /// The look.
    #[must_use]
    pub fn look(&self) -> &Arc<Look> {
        &self.look
    }
}

/// Keeps a look, unless the very same is kept already. It stays for good: whatever was issued with it refers to it.
pub fn keep<'a>(tx: &'a mut Tx, hashed: &'a HashedLook) -> Boxed<'a, LookHash> {
    Box::pin(async move {
        let HashedLook { look, hash } = hashed;
        let logo = look.logo.as_ref().map(|logo| logo.png.clone());
        // A picture is not sent each time to be told that it is there.
        if logo.is_some() {
            let kept: Option<(Vec<u8>,)> = tx.optional(&IS_KEPT, args![hash.0.to_vec()]).await?;
            if kept.is_some() {
                return Ok(*hash);
            }
        }
        tx.execute_later(&INSERT, owned![hash.0.to_vec(), json(&Details::of(look)), logo])?;
        Ok(*hash)
    })
}

/// The look with a hash. It belongs to no account: whoever has the hash has a document that looks so.
pub fn load(q: &mut dyn Connection, hash: LookHash) -> Boxed<'_, Option<Look>> {
    Box::pin(async move {
        let found: Option<Frozen> = q.optional(&LOAD, args![hash.0.to_vec()]).await?;
        Ok(found.map(|Frozen(look)| look))
    })
}

fn hash(look: &Look) -> LookHash {
    let details = serde_json::to_vec(&Details::of(look).record()).unwrap_or_default();
    let logo = look.logo.as_ref().map(|logo| logo.png.as_slice());
    let mut hasher = Sha256::new();
    hasher.update(u64::try_from(details.len()).unwrap_or(u64::MAX).to_be_bytes());
    hasher.update(details);
    hasher.update([u8::from(logo.is_some())]);
    hasher.update(logo.unwrap_or_default());
    LookHash(hasher.finalize().into())
}

#[cfg(test)]
mod tests {
    use super::hash;
    use crate::kept::{hash_of, hex_of};
    use net30_domain::template::{Logo, Look};

    #[test]
    fn looks_that_differ_have_other_hashes() {
        let plain = Look::default();
        let footer = Look { footer: Some("x".to_owned()), ..Look::default() };
        let logo = Look { logo: Some(Logo { png: vec![], svg: None }), ..Look::default() };
        let hashes = [hash(&plain), hash(&footer), hash(&logo)];
        for (index, one) in hashes.iter().enumerate() {
            assert!(hashes[index + 1..].iter().all(|other| other != one));
            assert_eq!(hash_of(&hex_of(*one)), Some(*one));
        }
        assert_eq!(hash(&plain), hash(&Look::default()));
        assert_eq!(hash_of("zz"), None);
    }
}
