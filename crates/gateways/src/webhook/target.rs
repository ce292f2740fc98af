//! Where deliveries may go.

use crate::address::is_public;
use url::{Host, Url};

/// Most characters of a receiver's URL.
const URL_CHARS_MAX: usize = 2000;

/// Why nothing is delivered to a URL.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TargetError {
    /// It is none.
    #[error("is not a URL that begins with https://")]
    Malformed,
    /// It is longer than 2000 characters.
    #[error("has more than {URL_CHARS_MAX} characters")]
    TooLong,
    /// It is not encrypted.
    #[error(
        "must begin with https://; http:// is for receivers in your own network, where the server allows it"
    )]
    Plain,
    /// It has a user name or a password.
    #[error("must not have a user name or a password")]
    Credentials,
    /// It has a fragment, which is never sent.
    #[error("must not have a part behind #")]
    Fragment,
    /// It leads into a private network or to this machine.
    #[error("is not a public address")]
    Private,
}

impl TargetError {
    /// The stable word for programs.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Malformed => "invalid_url",
            Self::TooLong => "too_long",
            Self::Plain => "https_required",
            Self::Credentials => "credentials_in_url",
            Self::Fragment => "fragment_in_url",
            Self::Private => "private_address",
        }
    }
}

/// Checks where a client wants its deliveries, as far as that can be seen without resolving a name.
///
/// # Errors
/// [`TargetError`] says what is wrong with it.
pub fn check_target(url: &str, allow_private_addresses: bool) -> Result<(), TargetError> {
    if url.chars().count() > URL_CHARS_MAX {
        return Err(TargetError::TooLong);
    }
    // What the parser would silently strip or turn round is refused.
    if url.chars().any(|c| c.is_control() || c.is_whitespace() || c == '\\') {
        return Err(TargetError::Malformed);
    }
    let url = Url::parse(url).map_err(|_| TargetError::Malformed)?;
    match url.scheme() {
        "https" => {}
        "http" if allow_private_addresses => {}
        "http" => return Err(TargetError::Plain),
        _ => return Err(TargetError::Malformed),
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(TargetError::Credentials);
    }
    if url.fragment().is_some() {
        return Err(TargetError::Fragment);
    }
    // The parser understands all spellings of an address: decimal, octal, hexadecimal, with parts left out.
    let is_private = match url.host() {
        None => return Err(TargetError::Malformed),
        Some(Host::Ipv4(address)) => !is_public(address.into()),
        Some(Host::Ipv6(address)) => !is_public(address.into()),
        Some(Host::Domain(name)) => {
            let name = name.trim_end_matches('.');
            name == "localhost" || name.ends_with(".localhost")
        }
    };
    if is_private && !allow_private_addresses { Err(TargetError::Private) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::{TargetError, check_target};

    #[test]
    fn only_public_https_is_called() {
        use TargetError::{Credentials, Fragment, Malformed, Plain, Private};
        for (url, expected) in [
            ("https://hooks.example.com/a?b=c", Ok(())),
            ("https://hooks.example.com:8443/", Ok(())),
            ("https://1.1.1.1/", Ok(())),
            ("http://hooks.example.com/", Err(Plain)),
            ("ftp://hooks.example.com/", Err(Malformed)),
            ("hooks.example.com", Err(Malformed)),
            ("https://", Err(Malformed)),
            ("https://exa mple.com/", Err(Malformed)),
            ("https:\\\\example.com\\", Err(Malformed)),
            ("https://example.com/\r\nx", Err(Malformed)),
            ("https://user@example.com/", Err(Credentials)),
            ("https://:secret@example.com/", Err(Credentials)),
            ("https://example.com/#x", Err(Fragment)),
            ("https://127.0.0.1/", Err(Private)),
            ("https://127.1/", Err(Private)),
            ("https://2130706433/", Err(Private)),
            ("https://0x7f000001/", Err(Private)),
            ("https://0x7f.0.0.1/", Err(Private)),
            ("https://0177.0.0.1/", Err(Private)),
            ("https://127.0.0.1./", Err(Private)),
            ("https://１２７.0.0.1/", Err(Private)),
            ("https://0/", Err(Private)),
            ("https://10.0.0.1/", Err(Private)),
            ("https://169.254.169.254/latest/meta-data", Err(Private)),
            ("https://[::1]/", Err(Private)),
            ("https://[::ffff:127.0.0.1]/", Err(Private)),
            ("https://[::ffff:a9fe:a9fe]/", Err(Private)),
            ("https://[fd00::1]/", Err(Private)),
            ("https://[fe80::1]/", Err(Private)),
            ("https://[64:ff9b::7f00:1]/", Err(Private)),
            ("https://localhost/", Err(Private)),
            ("https://LOCALHOST./", Err(Private)),
            ("https://db.localhost/", Err(Private)),
        ] {
            assert_eq!(check_target(url, false), expected, "{url}");
        }
        let long = format!("https://example.com/{}", "x".repeat(2000));
        assert_eq!(check_target(&long, false), Err(TargetError::TooLong));
    }

    #[test]
    fn the_operator_may_allow_receivers_in_the_own_network() {
        for url in ["http://127.0.0.1:8080/x", "http://localhost/", "https://10.0.0.1/"] {
            assert_eq!(check_target(url, true), Ok(()), "{url}");
        }
        assert_eq!(check_target("http://a:b@127.0.0.1/", true), Err(TargetError::Credentials));
        assert_eq!(check_target("file:///etc/passwd", true), Err(TargetError::Malformed));
    }
}
