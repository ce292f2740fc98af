//! Pages of other origins may call the APIs from a browser, if the operator names their origins (Fetch, CORS protocol).
//!
//! Keys are sent as headers and never by the browser itself, so that nothing needs credentials mode.

use crate::HttpConfig;
use axum::{
    body::Body,
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    response::Response,
};

/// Where the APIs are; the pages for people are nobody else's to read.
const APIS: [&str; 3] = ["/api/", "/v1/", "/API/"];
const METHODS: HeaderValue = HeaderValue::from_static("GET, HEAD, POST, PUT, PATCH, DELETE");
/// What a page may send.
const SENT: HeaderValue = HeaderValue::from_static(
    "authorization, x-api-key, api-key, scope-id, x-account-id, content-type, idempotency-key, \
     if-match, if-none-match, x-request-id",
);
/// What a page may read of a reply, besides what it always may.
const SHOWN: HeaderValue = HeaderValue::from_static(
    "content-disposition, etag, idempotent-replayed, location, retry-after, x-ignored-fields, \
     x-request-id",
);
/// Seconds for which a browser need not ask again.
const MAX_AGE_SECONDS: HeaderValue = HeaderValue::from_static("7200");

/// The origin of a request to an API, if pages of it may read the reply.
pub(crate) fn allowed(headers: &HeaderMap, path: &str, config: &HttpConfig) -> Option<HeaderValue> {
    if config.cors_origins.is_empty() || !APIS.iter().any(|api| path.starts_with(api)) {
        return None;
    }
    let origin = headers.get(header::ORIGIN)?;
    let is_named =
        |named: &String| named == "*" || named.as_bytes().eq_ignore_ascii_case(origin.as_bytes());
    config.cors_origins.iter().any(is_named).then(|| origin.clone())
}

/// The answer to a browser that asks first, without what [`add_headers`] adds; `None` to everybody else.
pub(crate) fn preflight(method: &Method, headers: &HeaderMap) -> Option<Response> {
    let asks = headers.contains_key(header::ACCESS_CONTROL_REQUEST_METHOD);
    if *method != Method::OPTIONS || !asks {
        return None;
    }
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::NO_CONTENT;
    let headers = response.headers_mut();
    headers.insert(header::ACCESS_CONTROL_ALLOW_METHODS, METHODS);
    headers.insert(header::ACCESS_CONTROL_ALLOW_HEADERS, SENT);
    headers.insert(header::ACCESS_CONTROL_MAX_AGE, MAX_AGE_SECONDS);
    Some(response)
}

/// Lets pages of an origin read the reply.
pub(crate) fn add_headers(headers: &mut HeaderMap, origin: HeaderValue) {
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
    headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, SHOWN);
    headers.append(header::VARY, HeaderValue::from_static("origin"));
}
