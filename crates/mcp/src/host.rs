//! Under which names the server may be asked, and from which pages: so that no page of somebody else reaches a server in
//! the visitor's own network by a name that it has made to lead there.

use axum::http::{HeaderMap, Uri, header, uri::Authority};
use net30_http::Http;

/// The names of this machine itself.
const LOCAL: [&str; 3] = ["localhost", "127.0.0.1", "[::1]"];

/// Why a request is refused, if it is.
pub(crate) fn refused(http: &Http, headers: &HeaderMap) -> Option<String> {
    let text = |name| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
    let public = http.app().public_url();
    let host = text(header::HOST.as_str()).unwrap_or_default();
    if !is_known(public, host) {
        return Some(format!("the server is not known as {host}: name it by --public-url"));
    }
    let origin = text(header::ORIGIN.as_str())?;
    let allowed = &http.config().cors_origins;
    let is_allowed = allowed.iter().any(|known| known == "*" || known == origin);
    (!is_allowed && !is_same(public, origin))
        .then(|| format!("pages of {origin} may not ask: name it by --cors-origins"))
}

/// Whether a name is that of the public URL, or of this machine; at any port.
fn is_known(public: &str, host: &str) -> bool {
    let Ok(authority) = host.parse::<Authority>() else { return false };
    let own = public.parse::<Uri>().ok();
    let own = own.as_ref().and_then(Uri::host);
    own.into_iter().chain(LOCAL).any(|known| known.eq_ignore_ascii_case(authority.host()))
}

/// Whether an origin is that of the public URL.
fn is_same(public: &str, origin: &str) -> bool {
    let rest = public.strip_prefix(origin);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_server_is_asked_under_its_own_names() {
        let public = "https://billing.example.com/net30";
        for own in [
            "billing.example.com",
            "Billing.example.com:443",
            "127.0.0.1:3030",
            "localhost",
            "[::1]:80",
        ] {
            assert!(is_known(public, own), "{own}");
        }
        for other in ["", "evil.example", "billing.example.com.evil.example", "10.0.0.1", "a b"] {
            assert!(!is_known(public, other), "{other}");
        }
        assert!(is_same(public, "https://billing.example.com"));
        for other in [
            "https://billing.example",
            "http://billing.example.com",
            "null",
            "https://evil.example",
        ] {
            assert!(!is_same(public, other), "{other}");
        }
    }
}
