//! The table of all routes: those of the APIs, which describe themselves, and the plain ones beside them.

use crate::apis;
use axum::{Router, http::Method};
use net30_http::{Http, health, plain::Plain};
use net30_web::{docs, public, stripe};

fn plain() -> impl Iterator<Item = Plain> {
    let modules = [health::routes(), docs::routes(), public::routes(), stripe::routes()];
    modules.into_iter().flatten()
}

/// The router of all routes, with nothing around them.
pub(crate) fn router() -> Router<Http> {
    let (api, _) = apis().split_for_parts();
    plain().fold(api, |router, plain| router.route(plain.path, plain.handler))
}

/// Every route there is, by method and path; one that is read by GET is read by HEAD too.
///
/// For tests, which ask of each of them what all must have.
#[must_use]
pub fn all() -> Vec<(Method, String)> {
    let (_, document) = apis().split_for_parts();
    let mut all: Vec<(Method, String)> =
        plain().map(|plain| (plain.method, plain.path.to_owned())).collect();
    for (path, item) in document.paths.paths {
        let operations = [
            (Method::GET, item.get.is_some()),
            (Method::POST, item.post.is_some()),
            (Method::PUT, item.put.is_some()),
            (Method::PATCH, item.patch.is_some()),
            (Method::DELETE, item.delete.is_some()),
        ];
        let there = operations.into_iter().filter(|(_, is_there)| *is_there);
        all.extend(there.map(|(method, _)| (method, path.clone())));
    }
    all
}
