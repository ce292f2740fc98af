//! An invoice as a document, and its history.

use crate::{
    TAG,
    events::{wire::Event, write::event},
    request,
    wire::{File, Whole},
};
use axum::extract::State;
use net30_app::{What, documents, events};
use net30_domain::id::{InvoiceId, PaymentId};
use net30_http::{
    Http,
    call::ReadRequest,
    document::{self, Copy, Disposition},
    problem::Result,
    reply::Reply,
};

/// Get the PDF
///
/// PDF/A-3b. That of an issued document is made once and never changes. It carries its electronic invoice (Factur-X,
/// `ZUGFeRD`) where EN 16931 can say it. `copy=current` gives a copy as the document stands
/// today: with what was paid, and stamped if it is paid, credited, refunded or void. A draft that its template's own
/// program fails on is refused (422, `template_failed`); what was issued is set by the layout then, and `Net30-Note` says
/// so.
#[utoipa::path(
    get, path = "/invoices/{id}/pdf", operation_id = "get_invoice_pdf", tag = TAG,
    params(
        ("id" = Uuid, Path, description = "The invoice."),
        ("download" = Option<bool>, Query, description = "To be saved rather than shown."),
        ("copy" = Option<String>, Query, description = "`issued`, as it was issued, if left out; `current`, as it stands today.", example = "issued"),
    ),
    responses((
        status = 200, description = "The document.", body = inline(File), content_type = "application/pdf",
        headers(
            ("Content-Disposition" = String, description = "What to call the file."),
            ("ETag" = String, description = "SHA-256 of the bytes."),
            ("Net30-Note" = String, description = "What there is to say of how it was set, if anything."),
        ),
    )),
)]
pub(super) async fn pdf(State(http): State<Http>, request: ReadRequest) -> Result<Reply> {
    let id = request.id::<InvoiceId>("id", What::Invoice)?;
    let (download, copy) = request::query(&request, |query| {
        let download = query.boolean("download").unwrap_or(false);
        (download, query.choice("copy", &document::COPIES).unwrap_or_default())
    })?;
    let pdf = match copy {
        Copy::Issued => documents::pdf(http.app(), &request.caller, id).await?,
        Copy::Current => documents::current(http.app(), &request.caller, id).await?,
    };
    Ok(document::pdf(pdf, Disposition::of(download)))
}

/// Get the receipt for a payment
///
/// A PDF that says what was received. A payment that was removed has none.
#[utoipa::path(
    get, path = "/invoices/{id}/payments/{payment_id}/receipt", operation_id = "get_payment_receipt", tag = TAG,
    params(
        ("id" = Uuid, Path, description = "The invoice."),
        ("payment_id" = Uuid, Path, description = "The payment."),
        ("download" = Option<bool>, Query, description = "To be saved rather than shown."),
    ),
    responses((
        status = 200, description = "The receipt.", body = [u8], content_type = "application/pdf",
        headers(
            ("Content-Disposition" = String, description = "What to call the file."),
            ("ETag" = String, description = "SHA-256 of the bytes."),
        ),
    )),
)]
pub(super) async fn receipt(State(http): State<Http>, request: ReadRequest) -> Result<Reply> {
    let id = request.id::<InvoiceId>("id", What::Invoice)?;
    let payment_id = request.id::<PaymentId>("payment_id", What::Payment)?;
    let download = request::query(&request, |query| query.boolean("download").unwrap_or(false))?;
    let pdf = documents::receipt(http.app(), &request.caller, id, payment_id).await?;
    Ok(document::pdf(pdf, Disposition::of(download)))
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
