//! Whether what claims to come from Stripe does.
//!
//! Source: <https://docs.stripe.com/webhooks#verify-manually>: `Stripe-Signature: t=…,v1=…[,v1=…]`, HMAC-SHA256 with the
//! endpoint's secret over time, a dot and the raw body. While a secret is rolled there are several `v1`.

use super::SigningSecret;
use hmac::{Hmac, KeyInit, Mac};
use jiff::Timestamp;
use sha2::Sha256;

/// How far the time of a signature may be from ours, in either direction.
pub const TOLERANCE_SECONDS: i64 = 300;
/// Most signatures that one header may have.
const SIGNATURES_MAX: usize = 20;

/// Why a message is not believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SignatureError {
    /// There is no signature that could be checked.
    #[error("the header Stripe-Signature is missing or malformed")]
    Malformed,
    /// No signature is by this secret over this body.
    #[error("the signature does not match the body")]
    Wrong,
    /// The signature is right, and too old or from the future.
    #[error("the signature is outside of the tolerance of {TOLERANCE_SECONDS} seconds")]
    Stale,
}

/// Verifies that `body` was signed with `secret` at about `now`. Compares in constant time.
///
/// # Errors
/// [`SignatureError`].
///
/// # Panics
/// Never: HMAC takes a key of any length.
pub fn verify(
    header: &str,
    body: &[u8],
    secret: &SigningSecret,
    now: Timestamp,
) -> Result<(), SignatureError> {
    let parts = || header.split(',').filter_map(|part| part.trim().split_once('='));
    let time = parts().find(|(name, _)| *name == "t").ok_or(SignatureError::Malformed)?.1;
    let signed_at: i64 = time.parse().map_err(|_| SignatureError::Malformed)?;
    let signatures = parts().filter(|(name, _)| *name == "v1").take(SIGNATURES_MAX);
    let signatures: Vec<Vec<u8>> =
        signatures.filter_map(|(_, hex)| base16ct::mixed::decode_vec(hex).ok()).collect();
    if signatures.is_empty() {
        return Err(SignatureError::Malformed);
    }
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.expose().as_bytes())
        .expect("HMAC takes a key of any length");
    mac.update(time.as_bytes());
    mac.update(b".");
    mac.update(body);
    if !signatures.iter().any(|signature| mac.clone().verify_slice(signature).is_ok()) {
        return Err(SignatureError::Wrong);
    }
    let age = now.as_second().saturating_sub(signed_at);
    if age.saturating_abs() > TOLERANCE_SECONDS { Err(SignatureError::Stale) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::{SignatureError, SigningSecret, TOLERANCE_SECONDS, verify};
    use jiff::Timestamp;

    const BODY: &[u8] = br#"{"id":"evt_1"}"#;
    const TIME: i64 = 1_800_000_000;
    // printf '1800000000.{"id":"evt_1"}' | openssl dgst -sha256 -hmac whsec_0123456789
    const SIGNATURE: &str = "69ee121bde16b69bc1d4f36bfa9a0a095f4bec09b845eaa45dc84ed4f95d7209";

    fn check(header: &str, body: &[u8], seconds_later: i64) -> Result<(), SignatureError> {
        let secret = SigningSecret::parse("whsec_0123456789").unwrap();
        verify(header, body, &secret, Timestamp::from_second(TIME + seconds_later).unwrap())
    }

    #[test]
    fn what_was_signed_with_the_secret_is_believed() {
        let good = format!("t={TIME},v1={SIGNATURE}");
        assert_eq!(check(&good, BODY, 0), Ok(()));
        assert_eq!(check(&good, BODY, TOLERANCE_SECONDS), Ok(()));
        let rolled = format!("t={TIME},v1={},v0=00,v1={SIGNATURE}", "0".repeat(64));
        assert_eq!(check(&rolled, BODY, 0), Ok(()));
    }

    #[test]
    fn what_was_changed_or_is_stale_is_not() {
        let good = format!("t={TIME},v1={SIGNATURE}");
        assert_eq!(check(&good, br#"{"id":"evt_2"}"#, 0), Err(SignatureError::Wrong));
        let later = format!("t={},v1={SIGNATURE}", TIME + 1);
        assert_eq!(check(&later, BODY, 0), Err(SignatureError::Wrong));
        for seconds in [TOLERANCE_SECONDS + 1, -TOLERANCE_SECONDS - 1] {
            assert_eq!(check(&good, BODY, seconds), Err(SignatureError::Stale));
        }
        for header in
            ["", "t=1", "v1=00", "t=x,v1=00", "t=1,v1=zz", &format!("t={TIME},v0={SIGNATURE}")]
        {
            assert_eq!(check(header, BODY, 0), Err(SignatureError::Malformed), "{header}");
        }
    }
}
