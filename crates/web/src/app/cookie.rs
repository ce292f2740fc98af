//! The cookie by which a browser shows who is signed in.
//!
//! By https its name begins with `__Host-`, by which browsers hold that it is sent over https alone, to this host alone and
//! set by nobody else (RFC 6265bis, 4.1.3.2). `SameSite=Lax`: people come back from the company's own sign-in by a link.

use axum::http::{HeaderMap, HeaderValue, header};
use net30_domain::session::Session;

fn name(is_secure: bool) -> &'static str {
    if is_secure { "__Host-net30" } else { "net30" }
}

/// The token that a browser shows.
pub(super) fn token(headers: &HeaderMap, is_secure: bool) -> Option<&str> {
    let wanted = name(is_secure);
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs =
        cookies.flat_map(|line| line.split(';')).filter_map(|pair| pair.split_once('='));
    let found = pairs.find(|(name, _)| name.trim() == wanted);
    found.map(|(_, token)| token.trim()).filter(|token| !token.is_empty())
}

/// Has the browser keep a token for as long as a session may go on.
pub(super) fn keeping(token: &str, is_secure: bool) -> HeaderValue {
    written(token, Session::LONGEST.as_secs(), is_secure)
}

/// Has the browser forget the token.
pub(super) fn forgetting(is_secure: bool) -> HeaderValue {
    written("", 0, is_secure)
}

fn written(token: &str, max_age_seconds: i64, is_secure: bool) -> HeaderValue {
    let (name, secure) = (name(is_secure), if is_secure { " Secure;" } else { "" });
    let text = format!(
        "{name}={token}; Path=/; Max-Age={max_age_seconds};{secure} HttpOnly; SameSite=Lax"
    );
    HeaderValue::try_from(text).expect("tokens are letters and figures")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_is_for_this_host_and_no_script() {
        let kept = keeping("0aZ", true);
        let expected = "__Host-net30=0aZ; Path=/; Max-Age=7776000; Secure; HttpOnly; SameSite=Lax";
        assert_eq!(kept, expected);
        assert_eq!(keeping("x", false), "net30=x; Path=/; Max-Age=7776000; HttpOnly; SameSite=Lax");
        assert_eq!(forgetting(false), "net30=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax");
    }

    #[test]
    fn by_https_only_the_cookie_counts_that_nobody_else_can_set() {
        let mut headers = HeaderMap::new();
        headers.append(header::COOKIE, HeaderValue::from_static("a=b; net30=plain"));
        headers.append(header::COOKIE, HeaderValue::from_static("__Host-net30=own"));
        assert_eq!(token(&headers, true), Some("own"));
        assert_eq!(token(&headers, false), Some("plain"));
        headers.remove(header::COOKIE);
        headers.insert(header::COOKIE, HeaderValue::from_static("net30=plain; x__Host-net30=no"));
        assert_eq!(token(&headers, true), None);
    }
}
