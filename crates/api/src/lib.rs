//! Every door of the server in one table: the four APIs, what describes them, and the pages beside them.

mod news;
pub mod openapi;
pub mod routes;

pub use news::payload;

use axum::Extension;
use net30_http::{Api, Http, caller::HidesDeleted};
use utoipa_axum::router::OpenApiRouter;

/// All that the server answers.
#[must_use]
pub fn api() -> Api {
    Api { routes: routes::router(), describe: openapi::written_below, payload }
}

/// The routes of the four APIs, with their description.
fn apis() -> OpenApiRouter<Http> {
    net30_native::routes().merge(net30_guests::routes().layer(Extension(HidesDeleted)))
}
