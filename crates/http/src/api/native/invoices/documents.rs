//! An invoice as a document, and its history.

use crate::{
    Http,
    api::native::{
        TAG,
        events::{wire::Event, write::event},
        request,
        wire::{File, Whole},
    },
    call::ReadRequest,
    document::{self, Disposition},
    problem::Result,
    reply::Reply,
};
use axum::extract::State;
use net30_app::{What, documents, events};
use net30_domain::id::InvoiceId;

/// Get the PDF
///
/// PDF/A-3b. That of an issued document is rendered once and never changes.
#[utoipa::path(
    get, path = "/invoices/{id}/pdf", operation_id = "get_invoice_pdf", tag = TAG,
    params(
        ("id" = Uuid, Path, description = "The invoice."),
        ("download" = Option<bool>, Query, description = "To be saved rather than shown."),
    ),
    responses((
        status = 200, description = "The document.", body = inline(File), content_type = "application/pdf",
        headers(
            ("Content-Disposition" = String, description = "What to call the file."),
            ("ETag" = String, description = "SHA-256 of the bytes."),
        ),
    )),
)]
pub(super) async fn pdf(State(http): State<Http>, request: ReadRequest) -> Result<Reply> {
    let id = request.id::<InvoiceId>("id", What::Invoice)?;
    let download = request::query(&request, |query| query.boolean("download").unwrap_or(false))?;
    let pdf = documents::pdf(http.app(), &request.caller, id).await?;
    let disposition = if download { Disposition::Attachment } else { Disposition::Inline };
    Ok(document::pdf(pdf, disposition))
}

/// Get the page
///
/// The document as a page of HTML that loads nothing from elsewhere.
#[utoipa::path(
    get, path = "/invoices/{id}/html", operation_id = "get_invoice_html", tag = TAG,
    params(("id" = Uuid, Path, description = "The invoice.")),
    responses((status = 200, description = "The document.", body = String, content_type = "text/html")),
)]
pub(super) async fn html(State(http): State<Http>, request: ReadRequest) -> Result<Reply> {
    let id = request.id::<InvoiceId>("id", What::Invoice)?;
    request::query(&request, |_| ())?;
    let page = documents::html(http.app(), &request.caller, id).await?;
    Ok(document::page(page))
}

/// List the events of an invoice
///
/// Its history, oldest first.
#[utoipa::path(
    get, path = "/invoices/{id}/events", operation_id = "list_invoice_events", tag = TAG,
    params(("id" = Uuid, Path, description = "The invoice.")),
    responses((status = 200, description = "The events.", body = Whole<Event>)),
)]
pub(super) async fn events(State(http): State<Http>, request: ReadRequest) -> Result<Reply> {
    let id = request.id::<InvoiceId>("id", What::Invoice)?;
    request::query(&request, |_| ())?;
    let events = events::of_invoice(http.app(), &request.caller, id).await?;
    Ok(Reply::ok(&Whole { data: events.iter().map(event).collect() }))
}
