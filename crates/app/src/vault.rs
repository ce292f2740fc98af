//! Credentials at rest: sealed with the server's own key, opened only to be used.

use crate::{Error, Result};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use hmac::{Hmac, Mac};
use net30_domain::id::AccountId;
use sha2::Sha256;

/// Length of the key in bytes.
const KEY_BYTES: usize = 32;
/// Length of a nonce in bytes: long enough to be drawn at random.
const NONCE_BYTES: usize = 24;

/// The server's secret key: 256 bits, kept outside the database, so that a stolen backup gives no credentials away.
#[derive(Clone)]
pub struct SecretKey {
    cipher: XChaCha20Poly1305,
    signer: Hmac<Sha256>,
}

impl std::fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SecretKey(…)")
    }
}

impl SecretKey {
    /// A new one, as text: 32 random bytes in base64.
    #[must_use]
    pub fn random_text() -> String {
        STANDARD.encode(rand::random::<[u8; KEY_BYTES]>())
    }

    /// Reads the text of a key; `None` unless it is the base64 of 32 bytes.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let bytes: [u8; KEY_BYTES] = STANDARD.decode(text.trim()).ok()?.try_into().ok()?;
        let signer = <Hmac<Sha256> as hmac::KeyInit>::new_from_slice(&bytes).ok()?;
        Some(Self { cipher: XChaCha20Poly1305::new(&bytes.into()), signer })
    }

    /// Signs a text that says what it is for: HMAC-SHA-256, in hexadecimal.
    pub(crate) fn sign(&self, text: &str) -> String {
        let code = self.signer.clone().chain_update(text).finalize().into_bytes();
        base16ct::lower::encode_string(&code)
    }

    /// Seals what belongs to an account: XChaCha20-Poly1305, with a random nonce in front.
    ///
    /// The account and the service are authenticated too: sealed bytes moved to another row do not open.
    pub(crate) fn seal(&self, account: AccountId, service: &str, plain: &[u8]) -> Vec<u8> {
        let nonce: [u8; NONCE_BYTES] = rand::random();
        let label = label(account, service);
        let payload = Payload { msg: plain, aad: label.as_bytes() };
        let sealed = self.cipher.encrypt(&XNonce::from(nonce), payload);
        [nonce.to_vec(), sealed.expect("a text of a few kilobytes is sealed")].concat()
    }

    /// Opens what [`seal`](Self::seal) closed.
    ///
    /// # Errors
    /// [`Error::SecretKeyDiffers`] if it was closed with another key, or was changed.
    pub(crate) fn open(&self, account: AccountId, service: &str, sealed: &[u8]) -> Result<Vec<u8>> {
        let (nonce, sealed) =
            sealed.split_first_chunk::<NONCE_BYTES>().ok_or(Error::SecretKeyDiffers)?;
        let label = label(account, service);
        let payload = Payload { msg: sealed, aad: label.as_bytes() };
        self.cipher.decrypt(&XNonce::from(*nonce), payload).map_err(|_| Error::SecretKeyDiffers)
    }
}

fn label(account: AccountId, service: &str) -> String {
    format!("{account}/{service}")
}

#[cfg(test)]
mod tests {
    use super::SecretKey;
    use net30_domain::id::AccountId;
    use uuid::Uuid;

    #[test]
    fn only_the_same_key_opens_and_only_in_the_same_place() {
        let [key, other] = [(); 2].map(|()| SecretKey::parse(&SecretKey::random_text()).unwrap());
        let account = AccountId(Uuid::from_u128(1));
        let sealed = key.seal(account, "stripe", b"rk_live_1");
        assert_eq!(key.open(account, "stripe", &sealed).unwrap(), b"rk_live_1");
        assert!(!sealed.windows(9).any(|window| window == b"rk_live_1"));
        assert!(other.open(account, "stripe", &sealed).is_err());
        assert!(key.open(account, "smtp", &sealed).is_err());
        assert!(key.open(AccountId(Uuid::from_u128(2)), "stripe", &sealed).is_err());
        assert!(key.open(account, "stripe", &sealed[..20]).is_err());
        let mut changed = sealed;
        changed[30] ^= 1;
        assert!(key.open(account, "stripe", &changed).is_err());
    }

    #[test]
    fn a_key_is_32_bytes() {
        assert!(SecretKey::parse("c2hvcnQ=").is_none());
        assert!(SecretKey::parse("not base64").is_none());
        assert!(SecretKey::parse(&format!("{}\n", SecretKey::random_text())).is_some());
    }
}
