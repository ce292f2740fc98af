//! Heads of chains: what is kept elsewhere, so that a chain that was cut or written anew is found out.

use crate::{App, Boxed};
use net30_domain::id::AccountId;
use net30_store::{account, event};

/// Where the chain of an account ends: its last link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// Of which account.
    pub account_id: AccountId,
    /// The last link's place, from 1; 0 before the first.
    pub sequence: i64,
    /// The last link's hash.
    pub hash: [u8; 32],
}

impl Head {
    /// The hash in hexadecimal.
    #[must_use]
    pub fn hash_text(&self) -> String {
        base16ct::lower::encode_string(&self.hash)
    }

    /// Reads a hash in hexadecimal.
    #[must_use]
    pub fn parse_hash(text: &str) -> Option<[u8; 32]> {
        base16ct::mixed::decode_vec(text).ok()?.try_into().ok()
    }

    fn signed_text(&self) -> String {
        format!("net30 head 1\n{}\n{}\n{}", self.account_id, self.sequence, self.hash_text())
    }
}

impl App {
    /// Signs a head with the server's secret key (HMAC-SHA-256, in hexadecimal), so that nobody else can invent one.
    #[must_use]
    pub fn sign_head(&self, head: &Head) -> String {
        self.outside().secret_key.sign(&head.signed_text())
    }

    /// Writes the head of each account's chain to the log, signed: logs are kept elsewhere than the database.
    ///
    /// # Errors
    /// Those of the database.
    pub fn log_heads(&self) -> Boxed<'_, ()> {
        Box::pin(async move {
            let mut reader = self.store().reader().await?;
            for account_id in account::all_ids(&mut reader).await? {
                let Some((sequence, hash)) = event::chain_end(&mut reader, account_id).await?
                else {
                    continue;
                };
                let head = Head { account_id, sequence, hash };
                let (hash, signature) = (head.hash_text(), self.sign_head(&head));
                tracing::info!(%account_id, sequence, hash, signature, "head of the books");
            }
            Ok(())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Head;
    use net30_domain::id::AccountId;

    #[test]
    fn a_hash_survives_its_text() {
        let hash = std::array::from_fn(|place| u8::try_from(place * 8).unwrap());
        let head = Head { account_id: AccountId(uuid::Uuid::nil()), sequence: 7, hash };
        assert_eq!(Head::parse_hash(&head.hash_text()), Some(hash));
        for text in ["", "00", &"g".repeat(64), &"0".repeat(63), &"ü".repeat(32)] {
            assert_eq!(Head::parse_hash(text), None, "{text}");
        }
    }
}
