//! JustInvoice's API, `/api/invoices`.
//!
//! It reads names of fields in any case, since .NET clients send theirs in `PascalCase`, and passes over fields that it
//! does not know, naming them in `X-Ignored-Fields`.

mod list;
pub mod news;
mod read;
mod status;
pub(crate) mod text;
mod wire;
mod write;

use self::wire::{Invoice, InvoiceBody};
use axum::extract::State;
use net30_app::{
    Error, UseCase, What,
    invoices::{self, Create, Finalise, Hide, MarkPaid, Named, Shown, Void},
};
use net30_domain::id::InvoiceId;
use net30_http::{
    Http,
    call::{ReadRequest, WriteRequest},
    json::{Case, Unknown},
    problem::{Problem, Result},
    reply::Reply,
};
use utoipa_axum::{router::OpenApiRouter, routes};

/// Where the API begins.
const PREFIX: &str = "/api/invoices";
/// Under which heading the OpenAPI document has its operations.
const TAG: &str = "JustInvoice";

/// The table of routes, with their description.
#[must_use]
pub fn routes() -> OpenApiRouter<Http> {
    OpenApiRouter::new()
        .routes(routes!(list::list, create))
        .routes(routes!(get, delete))
        .routes(routes!(cancelled))
        .routes(routes!(paid))
        .routes(routes!(finalise))
}

fn reply(shown: &Shown) -> Reply {
    Reply::ok(&write::invoice(shown)).etag_of(shown)
}

fn created(shown: &Shown) -> Reply {
    let location = format!("{PREFIX}/{}", shown.invoice.id);
    Reply::created(&write::invoice(shown), &location).etag_of(shown)
}

/// What the path names: an id or a number.
fn id_or_number(text: Option<&str>) -> Result<String> {
    text.map(str::to_owned).ok_or_else(|| Problem::from(Error::NotFound(What::Invoice)))
}

/// Does something with the invoice that the path names. A body is not needed; what it says is ignored.
async fn act<U: UseCase + Send>(
    http: &Http,
    mut request: WriteRequest,
    act: impl Fn(InvoiceId) -> U + Sync,
    words: impl Fn(&U::Output) -> Reply + Sync,
) -> Result<Reply> {
    request.read_optional(Case::Any, Unknown::Name, |_, _| ())?;
    let use_case = Named { id_or_number: id_or_number(request.path_text("id"))?, act };
    http.write(&request, &use_case, str::to_owned, words).await
}

/// Create an invoice
///
/// Final at once, or a draft with `invoiceStatus` 5. The customer is found by the e-mail address and takes over what
/// is said of name and address, or is made.
#[utoipa::path(
    post, path = "/api/invoices", operation_id = "justinvoice_create_invoice", tag = TAG,
    request_body = InvoiceBody,
    responses((status = 201, description = "The invoice.", body = Invoice)),
)]
async fn create(State(http): State<Http>, mut request: WriteRequest) -> Result<Reply> {
    let body = request.json()?;
    let (draft, issue) = request
        .read_draft(&body, Case::Any, Unknown::Name, |reader, _| read::new_invoice(reader))?;
    let words = created;
    let written = http.write(&request, &Create { draft, issue }, read::rename, words).await;
    written.map_err(|problem| read::spelt_as_in(&body, problem))
}

/// Get an invoice
///
/// By its id or its number.
#[utoipa::path(
    get, path = "/api/invoices/{id}", operation_id = "justinvoice_get_invoice", tag = TAG,
    params(("id" = String, Path, description = "The invoice's id or number.", example = "INV-2026-0001")),
    responses((status = 200, description = "The invoice.", body = Invoice)),
)]
async fn get(State(http): State<Http>, request: ReadRequest) -> Result<Reply> {
    let id_or_number = id_or_number(request.path_text("id"))?;
    let shown = invoices::find(http.app(), &request.caller, &id_or_number).await?;
    Ok(reply(&shown))
}

/// Mark an invoice as cancelled
///
/// Cannot be undone. Refund payments first. The number stays in the books.
#[utoipa::path(
    post, path = "/api/invoices/{id}/cancelled", operation_id = "justinvoice_cancel_invoice", tag = TAG,
    params(("id" = String, Path, description = "The invoice's id or number.", example = "INV-2026-0001")),
    responses((status = 200, description = "The cancelled invoice.", body = Invoice)),
)]
async fn cancelled(State(http): State<Http>, request: WriteRequest) -> Result<Reply> {
    act(&http, request, |id| Void { id }, reply).await
}

/// Mark an invoice as paid
///
/// Records a payment of what is due; a draft becomes final first. Paying what is paid changes nothing.
#[utoipa::path(
    post, path = "/api/invoices/{id}/paid", operation_id = "justinvoice_mark_invoice_paid", tag = TAG,
    params(("id" = String, Path, description = "The invoice's id or number.", example = "INV-2026-0001")),
    responses((status = 200, description = "The paid invoice.", body = Invoice)),
)]
async fn paid(State(http): State<Http>, request: WriteRequest) -> Result<Reply> {
    act(&http, request, |id| MarkPaid { id, payment: None }, reply).await
}

/// Make a draft final
///
/// Its number is drawn, and the customer can open it by its link. An invoice that is final stays as it is.
#[utoipa::path(
    post, path = "/api/invoices/{id}/final", operation_id = "justinvoice_finalise_invoice", tag = TAG,
    params(("id" = String, Path, description = "The invoice's id or number.", example = "INV-2026-0001")),
    responses((status = 200, description = "The invoice.", body = Invoice)),
)]
async fn finalise(State(http): State<Http>, request: WriteRequest) -> Result<Reply> {
    act(&http, request, |id| Finalise { id }, reply).await
}

/// Delete an invoice
///
/// A draft goes to the trash. A final invoice is cancelled and no longer shown; its number stays in the books.
#[utoipa::path(
    delete, path = "/api/invoices/{id}", operation_id = "justinvoice_delete_invoice", tag = TAG,
    params(("id" = String, Path, description = "The invoice's id or number.", example = "INV-2026-0001")),
    responses((status = 204, description = "It is deleted.")),
)]
async fn delete(State(http): State<Http>, request: WriteRequest) -> Result<Reply> {
    act(&http, request, |id| Hide { id }, |()| Reply::no_content()).await
}
