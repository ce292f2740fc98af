//! The APIs, each in the same files: a table of routes, its JSON, its readers, its writers, its words for a status.

pub(crate) mod ends;
pub(crate) mod invoiless;
pub(crate) mod justinvoice;
pub(crate) mod justpaid;
pub(crate) mod native;

use crate::{Http, caller::HidesDeleted};
use axum::Extension;
use utoipa_axum::router::OpenApiRouter;

/// The routes of every API, with their description.
pub(crate) fn routes() -> OpenApiRouter<Http> {
    let guests = invoiless::routes().merge(justinvoice::routes()).merge(justpaid::routes());
    native::routes().merge(guests.layer(Extension(HidesDeleted)))
}
