//! The table of all routes: those of the APIs, which describe themselves, and the plain ones beside them.

use crate::apis;
use axum::{Router, http::Method};
use net30_http::{Http, health, plain::Plain};
use net30_web::{app, docs, public, stripe};

fn plain() -> impl Iterator<Item = Plain> {
    let modules =
        [health::routes(), docs::routes(), app::routes(), public::routes(), stripe::routes()];
    modules.into_iter().flatten()
}

/// The tools of assistants, which ask the APIs within the process.
fn mcp(api: Router<Http>) -> Vec<Plain> {
    net30_mcp::routes(api)
}

/// The router of all routes, with nothing around them.
pub(crate) fn router() -> Router<Http> {
    let (api, _) = apis().split_for_parts();
    let plain = plain().chain(mcp(api.clone()));
    plain.fold(api, |router, plain| router.route(plain.path, plain.handler))
}

/// The routes of the pages, by method, path and who may ask: `open`, `person`, or a role.
///
/// For tests, which ask of each of them what all must have.
#[must_use]
pub fn pages() -> Vec<(Method, &'static str, &'static str)> {
    let word = |access| match access {
        app::Access::Open => "open",
        app::Access::SignedIn => "person",
        app::Access::Account(role) => role.word(),
    };
    app::ROUTES.iter().map(|route| (route.method.clone(), route.path, word(route.access))).collect()
}

/// Every route there is, by method and path; one that is read by GET is read by HEAD too.
///
/// For tests, which ask of each of them what all must have.
#[must_use]
pub fn all() -> Vec<(Method, String)> {
    let (api, document) = apis().split_for_parts();
    let mut all: Vec<(Method, String)> =
        plain().chain(mcp(api)).map(|plain| (plain.method, plain.path.to_owned())).collect();
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
