//! Stripe's secrets: read strictly, shown only in part, never logged.

/// Most characters of a secret.
const CHARACTERS_MAX: usize = 255;
/// Fewest characters after the prefix; Stripe's own have 24 and more.
const RANDOM_CHARACTERS_MIN: usize = 10;
/// How many of the last characters are shown.
const SHOWN: usize = 4;

/// A secret key (`sk_…`) or a restricted one (`rk_…`) of a Stripe account.
#[derive(Clone, PartialEq, Eq)]
pub struct ApiKey {
    text: String,
    prefix: &'static str,
}

impl ApiKey {
    const PREFIXES: [&'static str; 4] = ["rk_live_", "rk_test_", "sk_live_", "sk_test_"];

    /// Reads a key; `None` unless it looks like one. A publishable key (`pk_…`) is none.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let prefix = Self::PREFIXES.into_iter().find(|prefix| text.starts_with(prefix))?;
        is_random(&text[prefix.len()..]).then(|| Self { text: text.to_owned(), prefix })
    }

    /// Whether it moves real money.
    #[must_use]
    pub fn is_live(&self) -> bool {
        self.prefix.ends_with("live_")
    }

    /// Whether it may do no more than it was given.
    #[must_use]
    pub fn is_restricted(&self) -> bool {
        self.prefix.starts_with("rk")
    }

    /// What may be shown of it: `rk_live_…1234`.
    #[must_use]
    pub fn masked(&self) -> String {
        masked(self.prefix, &self.text)
    }

    /// The key itself.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.text
    }
}

impl std::fmt::Debug for ApiKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.masked())
    }
}

/// The secret with which Stripe signs what it tells (`whsec_…`).
#[derive(Clone, PartialEq, Eq)]
pub struct SigningSecret(String);

impl SigningSecret {
    const PREFIX: &'static str = "whsec_";

    /// Reads a secret; `None` unless it looks like one.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let random = text.trim().strip_prefix(Self::PREFIX)?;
        is_random(random).then(|| Self(text.trim().to_owned()))
    }

    /// What may be shown of it: `whsec_…abcd`.
    #[must_use]
    pub fn masked(&self) -> String {
        masked(Self::PREFIX, &self.0)
    }

    /// The secret itself.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for SigningSecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.masked())
    }
}

fn is_random(text: &str) -> bool {
    (RANDOM_CHARACTERS_MIN..=CHARACTERS_MAX).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

fn masked(prefix: &str, text: &str) -> String {
    let last = &text[text.len().saturating_sub(SHOWN)..];
    format!("{prefix}…{last}")
}

#[cfg(test)]
mod tests {
    use super::{ApiKey, SigningSecret};

    #[test]
    fn a_key_is_restricted_or_secret_and_live_or_test() {
        for (text, restricted, live) in [
            ("rk_live_51AbcdefGh1234", true, true),
            (" rk_test_51AbcdefGh1234\n", true, false),
            ("sk_live_51AbcdefGh1234", false, true),
            ("sk_test_51AbcdefGh1234", false, false),
        ] {
            let key = ApiKey::parse(text).unwrap();
            assert_eq!((key.is_restricted(), key.is_live()), (restricted, live), "{text}");
            assert_eq!(key.expose(), text.trim());
        }
        for text in [
            "pk_live_51AbcdefGh1234",
            "rk_live_short",
            "rk_live_51Abcdef Gh12",
            "rk_live_51äbcdefGh1234",
            "",
        ] {
            assert!(ApiKey::parse(text).is_none(), "{text}");
        }
    }

    #[test]
    fn only_the_last_characters_are_shown() {
        let key = ApiKey::parse("rk_live_51AbcdefGh1234").unwrap();
        assert_eq!(key.masked(), "rk_live_…1234");
        assert_eq!(format!("{key:?}"), "rk_live_…1234");
        let secret = SigningSecret::parse("whsec_AbcdefGhijkl").unwrap();
        assert_eq!(format!("{secret:?}"), "whsec_…ijkl");
    }
}
