//! Invoiless' API, `/v1`: invoices, and beside its page customers, items, payments and refunds.
//!
//! Fields that it does not know are ignored and named to the client. What an invoice has that this API cannot say stays
//! as it is, whichever field the client replaces.

mod catalogue;
mod change;
mod customers;
mod fields;
mod invoices;
mod items;
pub mod news;
mod payments;
mod read;
mod read_beside;
mod requests;
mod status;
mod wire;
mod write;

use net30_app::Paging;
use net30_domain::limits::SEARCH_CHARS_MAX;
use net30_http::{
    Http,
    call::{ReadRequest, WriteRequest},
    json::{Case, Reader, Unknown},
    paging::Limits,
    problem::Result,
    query::Query,
};
use utoipa_axum::{router::OpenApiRouter, routes};

/// Where the API begins.
const PREFIX: &str = "/v1";
/// Under which heading the OpenAPI document has its operations.
const TAG: &str = "Invoiless";

/// The table of routes, with their description.
#[must_use]
pub fn routes() -> OpenApiRouter<Http> {
    let routes = OpenApiRouter::new()
        .routes(routes!(invoices::list, invoices::create))
        .routes(routes!(invoices::get, invoices::replace, invoices::patch, invoices::delete))
        .routes(routes!(invoices::send))
        .routes(routes!(payments::list, payments::create))
        .routes(routes!(payments::get, payments::delete))
        .routes(routes!(payments::list_refunds, payments::refund))
        .routes(routes!(customers::list, customers::create))
        .routes(routes!(customers::get, customers::replace, customers::patch, customers::delete))
        .routes(routes!(items::list, items::create))
        .routes(routes!(items::get, items::replace, items::patch, items::delete));
    OpenApiRouter::new().nest(PREFIX, routes)
}

/// Reads a body for a use case that checks it too.
fn draft<T>(request: &mut WriteRequest, reading: impl FnOnce(&Reader<'_>) -> T) -> Result<T> {
    let body = request.json()?;
    request.read_draft(&body, Case::Exact, Unknown::Name, |reader, _| reading(reader))
}

/// As [`draft`], where the body may be left out.
fn body<T>(request: &mut WriteRequest, reading: impl FnOnce(&Reader<'_>) -> T) -> Result<T> {
    let body = request.json_or_empty()?;
    request.read_draft(&body, Case::Exact, Unknown::Name, |reader, _| reading(reader))
}

/// Reads the parameters of a request that only looks.
fn query<T>(request: &ReadRequest, reading: impl FnOnce(&Query<'_>) -> T) -> Result<T> {
    request.query(Case::Exact, Unknown::Name, reading)
}

/// Reads which part of a list is wanted.
fn paging(query: &Query<'_>) -> Paging {
    Limits::USUAL.numbered(query)
}

/// Reads a search; a blank one is none.
fn search(query: &Query<'_>) -> Option<String> {
    query.text("search", SEARCH_CHARS_MAX).filter(|text| !text.trim().is_empty())
}
