//! JustPaid's API: `/api/v1/invoice/`, `/api/v1/customer/` and `/api/v1/payment/invoice_payment`.
//!
//! Fields that it does not know are ignored and named to the client. It knows no credit notes: they are in none of its
//! lists, and none of its invoices.

mod customers;
mod filter;
mod invoices;
pub mod news;
mod payments;
mod read;
mod status;
mod wire;
mod write;

use net30_http::{
    Http,
    call::{ReadRequest, WriteRequest},
    json::{Case, Reader, Unknown},
    problem::Result,
    query::Query,
};
use utoipa_axum::{router::OpenApiRouter, routes};

/// Where the API begins.
const PREFIX: &str = "/api/v1";
/// Under which heading the OpenAPI document has its operations.
const TAG: &str = "JustPaid";

/// The table of routes, with their description.
#[must_use]
pub fn routes() -> OpenApiRouter<Http> {
    let routes = OpenApiRouter::new()
        .routes(routes!(invoices::list))
        .routes(routes!(invoices::create))
        .routes(routes!(invoices::retrieve))
        .routes(routes!(customers::create))
        .routes(routes!(customers::retrieve))
        .routes(routes!(payments::list))
        .routes(routes!(payments::create))
        .routes(routes!(payments::retrieve))
        .routes(routes!(payments::cancel));
    OpenApiRouter::new().nest(PREFIX, routes)
}

/// Reads a body for a use case that checks it too; fields that nobody asks for are ignored and named.
fn body<T>(request: &mut WriteRequest, reading: impl FnOnce(&Reader<'_>) -> T) -> Result<T> {
    let body = request.json()?;
    request.read_draft(&body, Case::Exact, Unknown::Name, |reader, _| reading(reader))
}

/// Reads the parameters of a request that only looks.
fn query<T>(request: &ReadRequest, reading: impl FnOnce(&Query<'_>) -> T) -> Result<T> {
    request.query(Case::Exact, Unknown::Name, reading)
}
