//! Invoices: listed, shown, made.

use super::{
    PREFIX, TAG, filter, query, read,
    wire::{Invoice, InvoiceList, NewInvoice},
    write,
};
use axum::{extract::State, response::Response};
use net30_app::{
    Error, What,
    invoices::{self, Shown, Sort, Wording},
};
use net30_domain::{document::DocumentType, id::InvoiceId};
use net30_http::{
    Http,
    call::{ReadRequest, WriteRequest},
    json::{Case, Unknown},
    listing,
    problem::Result,
    reply::Reply,
    single,
};

/// In the words of this API.
const WORDING: Wording = Wording("justpaid");

/// List invoices
///
/// Newest first. All filters hold at once; a bad value is refused. Filters with `gte` and `lte` may also be spelt with
/// two underscores (`due_date__gte`), or as `due_date_from`, `due_date_to`, `min_amount` and `max_amount`.
#[utoipa::path(
    get, path = "/invoice/", operation_id = "justpaid_list_invoices", tag = TAG,
    params(
        ("invoice_status" = Option<String>, Query, description = "`draft`, `ready-to-send`, `sent`, `partial`, `paid`, `overdue`, `failed`, `refunded` or `voided`; several are separated by commas.", example = "sent"),
        ("customer" = Option<Uuid>, Query, description = "Of this customer."),
        ("invoice_date_gte" = Option<Date>, Query, description = "Invoice date on this day or later.", example = "2024-03-01"),
        ("invoice_date_lte" = Option<Date>, Query, description = "Invoice date on this day or earlier.", example = "2024-03-31"),
        ("due_date_gte" = Option<Date>, Query, description = "Due on this day or later."),
        ("due_date_lte" = Option<Date>, Query, description = "Due on this day or earlier."),
        ("amount_gte" = Option<f64>, Query, description = "This amount or more; read exactly as written.", example = 100),
        ("amount_lte" = Option<f64>, Query, description = "This amount or less; read exactly as written.", example = 1000),
        ("limit" = Option<i64>, Query, minimum = 1, maximum = 1000, description = "Number of results; 100 if left out.", example = 100),
        ("offset" = Option<i64>, Query, minimum = 0, description = "Number of results to skip; 0 if left out.", example = 0),
    ),
    responses((status = 200, description = "A part of the list, and how many match in all.", body = InvoiceList)),
)]
pub(super) async fn list(State(http): State<Http>, request: ReadRequest) -> Result<Response> {
    let (filter, paging) =
        query(&request, |query| (filter::invoices(query), filter::paging(query)))?;
    let found =
        invoices::listing(http.app(), &request.caller, &filter, Sort::default(), &paging).await?;
    let envelope = InvoiceList { items: vec![], count: found.total.count };
    let word = |_: &Http, shown: &Shown| write::invoice(shown);
    listing::reply(&http, found, &envelope, WORDING, word).await
}

/// Get an invoice
///
/// The invoice with its lines and customer.
#[utoipa::path(
    get, path = "/invoice/{invoice_uuid}", operation_id = "justpaid_get_invoice", tag = TAG,
    params(("invoice_uuid" = Uuid, Path, description = "The invoice.")),
    responses((
        status = 200, description = "The invoice.", body = Invoice,
        headers(("ETag" = String, description = "Its revision.")),
    )),
)]
pub(super) async fn retrieve(State(http): State<Http>, request: ReadRequest) -> Result<Reply> {
    let id = request.id::<InvoiceId>("invoice_uuid", What::Invoice)?;
    let words = |shown: &Shown| match shown.invoice.document {
        DocumentType::Invoice => Ok(write::invoice(shown)),
        DocumentType::CreditNote => Err(Error::NotFound(What::Invoice)),
    };
    single::reply(&http, &request.caller, id, WORDING, words).await
}

/// Create an invoice
///
/// Makes a draft; with `invoice_status` `ready-to-send` issues it at once, with `sent` says as well that you sent it.
/// Fields that are not known are ignored, and named in the header `X-Ignored-Fields`.
#[utoipa::path(
    post, path = "/invoice/create", operation_id = "justpaid_create_invoice", tag = TAG,
    request_body = NewInvoice,
    responses((
        status = 201, description = "The invoice.", body = Invoice,
        headers(("Location" = String, description = "Where the invoice is."), ("ETag" = String, description = "Its revision.")),
    )),
)]
pub(super) async fn create(State(http): State<Http>, mut request: WriteRequest) -> Result<Reply> {
    let body = request.json()?;
    let create =
        request.read_draft(&body, Case::Exact, Unknown::Name, |reader, _| read::invoice(reader))?;
    let words = |shown: &Shown| {
        let location = format!("{PREFIX}/invoice/{}", shown.invoice.id);
        let wire = write::invoice(shown);
        Reply::created(&wire, &location).etag_of(shown)
    };
    let written = http.write(&request, &create, read::rename, words).await;
    written.map_err(|problem| read::into_words_of(&body, problem))
}
