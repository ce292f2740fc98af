//! A page as a reply: with the headers that every page has.

use super::visit::Visit;
use askama::Template;
use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use net30_http::problem::{Problem, Result};
use sha2::{Digest, Sha256};

/// Nothing from elsewhere, nothing inline, and HTML made by no script but through our own policy.
const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; \
     connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; \
     frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types net30",
);
const OWN_ORIGIN: HeaderValue = HeaderValue::from_static("same-origin");

/// A page with 200.
pub(super) fn shown(template: &impl Template) -> Result<Response> {
    with_status(StatusCode::OK, template)
}

/// A page with a status.
pub(super) fn with_status(status: StatusCode, template: &impl Template) -> Result<Response> {
    let html = template.render().map_err(Problem::broken)?;
    let media_type = HeaderValue::from_static("text/html; charset=utf-8");
    let tag = tag_of(&html);
    let mut response = (status, [(header::CONTENT_TYPE, media_type)], html).into_response();
    if status == StatusCode::OK {
        response.headers_mut().insert(header::ETAG, tag);
    }
    Ok(response)
}

/// By what a browser knows that a page is still as it was. Weak: it may come compressed or not.
fn tag_of(html: &str) -> HeaderValue {
    let hash = Sha256::digest(html.as_bytes());
    let tag = format!("W/\"{}\"", base16ct::lower::encode_string(&hash[..16]));
    HeaderValue::try_from(tag).expect("a hash in hexadecimal is a header")
}

/// In place of a page that the browser has already, that it is so.
pub(super) fn unless_known(visit: &Visit, response: Response) -> Response {
    let known = visit.headers.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    let tag = response.headers().get(header::ETAG).and_then(|value| value.to_str().ok());
    let (Some(known), Some(tag)) = (known, tag) else { return response };
    // Other layers may have made a strong one of it (RFC 9110, 13.1.2: compared weakly).
    let plain = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    if !visit.is_read || !known.split(',').any(|known| plain(known) == plain(tag)) {
        return response;
    }
    let (mut parts, _) = response.into_parts();
    parts.status = StatusCode::NOT_MODIFIED;
    parts.headers.remove(header::CONTENT_TYPE);
    parts.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(parts, axum::body::Body::empty())
}

/// A picture (SVG) as a reply: even opened alone it runs nothing.
pub(super) fn picture(svg: String) -> Response {
    let policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox";
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("image/svg+xml")),
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy)),
    ];
    (headers, svg).into_response()
}

/// Sends the browser to a page of ours, to be read by GET.
pub(super) fn see(visit: &Visit, path: &str) -> Response {
    let mut response = StatusCode::SEE_OTHER.into_response();
    // What surrounds every request puts the path of the server before it.
    let location = HeaderValue::try_from(path);
    let location = location.unwrap_or(HeaderValue::from_static("/app"));
    if visit.wants_fragment() {
        // A script would put the page that it is sent to into the middle of this one.
        *response.status_mut() = StatusCode::NO_CONTENT;
        let whole = HeaderValue::try_from(visit.at(path));
        response.headers_mut().insert("hx-redirect", whole.unwrap_or(location));
    } else {
        response.headers_mut().insert(header::LOCATION, location);
    }
    response
}

/// Puts on a reply what all of them have, unless its own says otherwise.
pub(super) fn guarded(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.entry(header::CONTENT_SECURITY_POLICY).or_insert(POLICY);
    // With `no-referrer` browsers would send `Origin: null` with forms.
    headers.insert(header::REFERRER_POLICY, OWN_ORIGIN);
    headers.insert("cross-origin-opener-policy", OWN_ORIGIN);
    headers.insert("cross-origin-resource-policy", OWN_ORIGIN);
    headers
        .entry(header::VARY)
        .or_insert(HeaderValue::from_static("cookie, hx-request, accept-language"));
    response
}
