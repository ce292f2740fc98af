//! What single routes ask of a request before anything of it is read; the rest has the usual rules.
//!
//! A body has the size that the operator sets, reading needs the scope `read` and everything else `write`.

use crate::HttpConfig;
use axum::http::Method;
use net30_domain::key::Scope;

/// What the short forms of the pages come to at most: those of who is, or is not yet, signed in.
const FORM_BYTES_MAX: u64 = 16 * 1024;

/// Largest bodies, where they differ: a template has a logo of 1 MiB in base64, Stripe's events have some kilobytes,
/// and the form of the public page is one amount. Electronic invoices may carry files.
const BODY_BYTES_MAX: [(&str, u64); 16] = [
    ("/api/v1/invoices/import", 20 * 1024 * 1024),
    ("/api/v1/templates", 2 * 1024 * 1024),
    ("/api/v1/templates/{id}", 2 * 1024 * 1024),
    ("/stripe/{account}/{hook}", 256 * 1024),
    ("/i/{link}/pay", 1024),
    ("/sign-in", FORM_BYTES_MAX),
    ("/sign-out", FORM_BYTES_MAX),
    ("/welcome/{token}", FORM_BYTES_MAX),
    ("/reset", FORM_BYTES_MAX),
    ("/reset/{token}", FORM_BYTES_MAX),
    // A picture of 1 MiB, with what a form has around it.
    ("/app/{account}/settings/company/logo", 2 * 1024 * 1024),
    ("/me", FORM_BYTES_MAX),
    ("/me/security/confirm", FORM_BYTES_MAX),
    ("/me/security/password", FORM_BYTES_MAX),
    ("/me/security/sessions/end-others", FORM_BYTES_MAX),
    ("/me/security/sessions/{id}/end", FORM_BYTES_MAX),
];

/// What only looks, but is no `GET`; a tool that does more is a request of its own.
const READ: [(Method, &str); 3] = [
    (Method::POST, "/api/v1/invoices/{id}/validate"),
    (Method::POST, "/api/v1/invoices/preview"),
    (Method::POST, "/mcp"),
];

/// What changes who may do what, or where money and mail go.
const ADMIN: [(Method, &str); 18] = [
    (Method::POST, "/api/v1/accounts"),
    (Method::GET, "/api/v1/api-keys"),
    (Method::POST, "/api/v1/api-keys"),
    (Method::DELETE, "/api/v1/api-keys/{id}"),
    (Method::PATCH, "/api/v1/users/{id}"),
    (Method::DELETE, "/api/v1/users/{id}"),
    (Method::POST, "/api/v1/users/{id}/end-sessions"),
    (Method::POST, "/api/v1/invitations"),
    (Method::DELETE, "/api/v1/invitations/{id}"),
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
    let is_it = |(known, path): &(Method, &str)| known == read_as && Some(*path) == route;
    if ADMIN.iter().any(is_it) {
        return Scope::Admin;
    }
    if READ.iter().any(is_it) {
        return Scope::Read;
    }
    match *method {
        Method::GET | Method::HEAD => Scope::Read,
        _ => Scope::Write,
    }
}
