//! Refuses what a page of somebody else has a browser send in the name of who is signed in.
//!
//! Browsers say where a request comes from in headers that no page can set: `Sec-Fetch-Site` by https and on this machine,
//! `Origin` also by plain http. The cookie is `SameSite=Lax` besides.

use super::visit::Visit;
use axum::http::{HeaderMap, StatusCode, Uri, header, request::Parts};
use net30_http::problem::{Problem, Result};

/// The code of the problem.
pub(super) const CODE: &str = "other_origin";

/// Lets a request through that our own pages send.
///
/// # Errors
/// 403 with what does not match.
pub(super) fn check(visit: &Visit, parts: &Parts) -> Result<()> {
    let http = &visit.http;
    let app = http.app();
    refused(&parts.headers, app.public_url(), http.config().trust_proxy)
        .map_or(Ok(()), |why| Err(Problem::new(StatusCode::FORBIDDEN, CODE, why)))
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).map(|value| value.to_str().unwrap_or("?"))
}

/// Why a request is refused, if it is.
fn refused(headers: &HeaderMap, public_url: &str, trust_proxy: bool) -> Option<String> {
    match text(headers, "sec-fetch-site") {
        Some("same-origin" | "none") => return None,
        Some(other) => return Some(format!("Sec-Fetch-Site is {other}")),
        None => {}
    }
    let Some(origin) = text(headers, header::ORIGIN.as_str()) else {
        return Some("neither Sec-Fetch-Site nor Origin is there".to_owned());
    };
    let host = text(headers, header::HOST.as_str()).unwrap_or_default();
    let forwarded = text(headers, "x-forwarded-host").filter(|_| trust_proxy);
    let is_host = |host: &str| authority(origin).is_some_and(|own| own.eq_ignore_ascii_case(host));
    if is_host(host) || forwarded.is_some_and(is_host) || same_origin(origin, public_url) {
        return None;
    }
    Some(format!("Origin is {origin}, but Host is {host} and the public URL is {public_url}"))
}

/// What stands behind the scheme of an origin.
fn authority(origin: &str) -> Option<&str> {
    origin.strip_prefix("https://").or_else(|| origin.strip_prefix("http://"))
}

/// Whether an origin is that of a URL.
fn same_origin(origin: &str, url: &str) -> bool {
    let Ok(url) = url.parse::<Uri>() else { return false };
    let (Some(scheme), Some(authority)) = (url.scheme_str(), url.authority()) else { return false };
    origin.eq_ignore_ascii_case(&format!("{scheme}://{authority}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::{HeaderName, HeaderValue};

    const URL: &str = "https://billing.example.com/net30";

    fn passes(headers: &[(&'static str, &'static str)], trust_proxy: bool) -> bool {
        let own = headers
            .iter()
            .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)));
        refused(&own.collect(), URL, trust_proxy).is_none()
    }

    #[test]
    fn only_our_own_pages_may_send_forms() {
        let host = ("host", "10.0.0.1:3030");
        for own in [
            &[("sec-fetch-site", "same-origin")][..],
            &[("sec-fetch-site", "none")],
            &[("origin", "http://10.0.0.1:3030"), host],
            &[("origin", "https://10.0.0.1:3030"), host],
            &[("origin", "https://billing.example.com"), host],
        ] {
            assert!(passes(own, false), "{own:?}");
        }
        for foreign in [
            &[][..],
            &[host],
            &[("sec-fetch-site", "cross-site"), ("origin", "http://10.0.0.1:3030"), host],
            &[("sec-fetch-site", "same-site")],
            &[("sec-fetch-site", "")],
            &[("origin", "null"), host],
            &[("origin", "https://evil.example"), host],
            &[("origin", "http://billing.example.com"), host],
            &[("origin", "https://billing.example.com.evil.example"), host],
            &[("origin", "https://evil.example"), ("x-forwarded-host", "evil.example"), host],
        ] {
            assert!(!passes(foreign, false), "{foreign:?}");
        }
    }

    #[test]
    fn what_a_proxy_says_of_the_host_counts_only_if_it_is_trusted() {
        let forwarded = [
            ("origin", "https://outside.example"),
            ("x-forwarded-host", "outside.example"),
            ("host", "inside"),
        ];
        assert!(passes(&forwarded, true));
        assert!(!passes(&forwarded, false));
    }
}
