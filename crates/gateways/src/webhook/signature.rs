//! How a receiver knows that a delivery is ours.
//!
//! Every delivery is signed after Standard Webhooks 1.0.0 (<https://www.standardwebhooks.com>). By choice it is signed
//! in the way of JustPaid (<https://docs.justpaid.io/api-reference/api/webhooks>) or of Invoiless
//! (<https://docs.invoiless.com/docs/webhooks>) as well, so that what checks their signatures goes on working.

use base64::{Engine as _, engine::general_purpose::STANDARD as BASE64};
use hmac::{Hmac, KeyInit as _, Mac as _};
use jiff::Timestamp;
use net30_domain::webhook::SignatureStyle;
use sha2::Sha256;

/// How a secret begins.
const PREFIX: &str = "whsec_";

/// The secret made of 256 random bits, as text.
#[must_use]
pub fn new_secret(random: [u8; 32]) -> String {
    format!("{PREFIX}{}", BASE64.encode(random))
}

/// What goes with a delivery: its id, the moment of the attempt, and the signatures.
///
/// The first of the `secrets` is the present one; of the others, each signs too after Standard Webhooks. The other ways
/// have room for one signature, and that is the present one's.
#[must_use]
pub fn headers(
    style: SignatureStyle,
    secrets: &[String],
    id: &str,
    now: Timestamp,
    body: &[u8],
) -> Vec<(&'static str, String)> {
    let moment = now.as_second().to_string();
    let signed = |secret: &String| {
        let parts = [id.as_bytes(), b".", moment.as_bytes(), b".", body];
        format!("v1,{}", BASE64.encode(hmac(&key_of(secret), &parts)))
    };
    let signatures: Vec<String> = secrets.iter().map(signed).collect();
    let mut headers = vec![
        ("webhook-id", id.to_owned()),
        ("webhook-timestamp", moment.clone()),
        ("webhook-signature", signatures.join(" ")),
    ];
    // Both take the text of the secret as it is for the key.
    let key = secrets.first().map(String::as_bytes).unwrap_or_default();
    match style {
        SignatureStyle::Standard => {}
        SignatureStyle::JustPaid => {
            let code = hmac(key, &[moment.as_bytes(), b".", body]);
            headers.push(("x-justpaid-timestamp", moment));
            headers.push((
                "x-justpaid-signature",
                format!("v1={}", base16ct::lower::encode_string(&code)),
            ));
        }
        SignatureStyle::Invoiless => {
            let code = hmac(key, &[body]);
            headers.push(("invoiless-signature", format!("sha256={}", BASE64.encode(code))));
        }
    }
    headers
}

/// What Standard Webhooks takes for the key: the bytes behind the prefix.
fn key_of(secret: &str) -> Vec<u8> {
    let encoded = secret.strip_prefix(PREFIX).unwrap_or(secret);
    BASE64.decode(encoded).unwrap_or_else(|_| secret.as_bytes().to_vec())
}

fn hmac(key: &[u8], parts: &[&[u8]]) -> [u8; 32] {
    let mut code = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes a key of any length");
    for part in parts {
        code.update(part);
    }
    code.finalize().into_bytes().into()
}

#[cfg(test)]
mod tests {
    use super::{SignatureStyle, headers, new_secret};
    use jiff::Timestamp;

    const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    fn header(style: SignatureStyle, secrets: &[&str], name: &str) -> Option<String> {
        let secrets: Vec<String> = secrets.iter().map(ToString::to_string).collect();
        let now = Timestamp::from_second(1_614_265_330).unwrap();
        let body = br#"{"test": 2432232314}"#;
        let found = headers(style, &secrets, "msg_p5jXN8AQM9LWM0D4loKWxJek", now, body);
        found.into_iter().find(|(known, _)| *known == name).map(|(_, value)| value)
    }

    /// The example of the specification's own libraries.
    #[test]
    fn a_delivery_is_signed_as_standard_webhooks_says() {
        let signature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
        let signed = header(SignatureStyle::Standard, &[SECRET], "webhook-signature").unwrap();
        assert_eq!(signed, signature);
        let both = [SECRET, "whsec_AAAA"];
        let rotated = header(SignatureStyle::Standard, &both, "webhook-signature").unwrap();
        assert!(rotated.starts_with(&format!("{signature} v1,")), "{rotated}");
    }

    #[test]
    fn the_other_services_signatures_are_there_where_they_are_wanted() {
        for (style, name, length) in [
            (SignatureStyle::JustPaid, "x-justpaid-signature", "v1=".len() + 64),
            (SignatureStyle::Invoiless, "invoiless-signature", "sha256=".len() + 44),
        ] {
            assert_eq!(header(style, &[SECRET], name).unwrap().len(), length);
            assert_eq!(header(SignatureStyle::Standard, &[SECRET], name), None);
            assert!(header(style, &[SECRET], "webhook-signature").is_some());
        }
    }

    #[test]
    fn a_secret_is_of_256_bits() {
        assert_eq!(new_secret([0; 32]), format!("whsec_{}=", "A".repeat(43)));
    }
}
