//! What single routes ask of a request before anything of it is read; the rest has the usual rules.
//!
//! A body has the size that the operator sets, reading needs the scope `read` and everything else `write`.

use crate::HttpConfig;
use axum::http::Method;
use net30_domain::key::Scope;

/// Largest bodies, where they differ: a template has a logo of 1 MiB in base64, Stripe's events have some kilobytes,
/// and the form of the public page is one amount.
const BODY_BYTES_MAX: [(&str, u64); 4] = [
    ("/api/v1/templates", 2 * 1024 * 1024),
    ("/api/v1/templates/{id}", 2 * 1024 * 1024),
    ("/stripe/{account}/{hook}", 256 * 1024),
    ("/i/{link}/pay", 1024),
];

/// What changes who may do what, or where money and mail go.
const ADMIN: [(Method, &str); 13] = [
    (Method::POST, "/api/v1/accounts"),
    (Method::GET, "/api/v1/api-keys"),
    (Method::POST, "/api/v1/api-keys"),
    (Method::DELETE, "/api/v1/api-keys/{id}"),
    (Method::PUT, "/api/v1/settings"),
    (Method::PATCH, "/api/v1/settings"),
    (Method::PUT, "/api/v1/settings/email"),
    (Method::DELETE, "/api/v1/settings/email"),
    (Method::POST, "/api/v1/settings/email/test"),
    (Method::PUT, "/api/v1/settings/late-fees"),
    (Method::PATCH, "/api/v1/settings/late-fees"),
    (Method::PUT, "/api/v1/settings/stripe"),
    (Method::DELETE, "/api/v1/settings/stripe"),
];

/// Most bytes of the body of a request to a route.
pub(crate) fn body_bytes_max(route: Option<&str>, config: &HttpConfig) -> u64 {
    let own = BODY_BYTES_MAX.iter().find(|(known, _)| Some(*known) == route);
    own.map_or(config.body_bytes_max, |(_, bytes_max)| *bytes_max)
}

/// The scope that a request to a route needs.
pub(crate) fn scope(method: &Method, route: Option<&str>) -> Scope {
    // HEAD reads what GET does.
    let read_as = if *method == Method::HEAD { &Method::GET } else { method };
    let is_admins = |(known, path): &(Method, &str)| known == read_as && Some(*path) == route;
    if ADMIN.iter().any(is_admins) {
        return Scope::Admin;
    }
    match *method {
        Method::GET | Method::HEAD => Scope::Read,
        _ => Scope::Write,
    }
}
