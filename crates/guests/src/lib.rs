//! The APIs of others, spoken so that their clients need only another address and another key. Each has the same files:
//! its routes, its JSON (`wire`), its readers, its writers, its words for a status.

pub mod invoiless;
pub mod justinvoice;
pub mod justpaid;
mod words;

use net30_http::Http;
use utoipa_axum::router::OpenApiRouter;

/// The routes of all three, with their description.
#[must_use]
pub fn routes() -> OpenApiRouter<Http> {
    invoiless::routes().merge(justinvoice::routes()).merge(justpaid::routes())
}
