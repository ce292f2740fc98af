//! An invoice as a document, and its history.

use crate::{
    Http,
    api::native::{
        TAG,
        events::{wire::Event, write::event},
        request,
        wire::Whole,
    },
    call::ReadRequest,
    problem::Result,
    reply::Reply,
};
use axum::{
    extract::State,
    http::{HeaderValue, header},
};
use net30_app::{What, documents, events};
use net30_domain::id::InvoiceId;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

/// What a page of ours may load: its own styles and pictures in the page, and nothing else.
const PAGE_POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; base-uri 'none'; \
     form-action 'none'; frame-ancestors 'none'",
);

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
        status = 200, description = "The document.", body = [u8], content_type = "application/pdf",
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
    let kind = if download { "attachment" } else { "inline" };
    let etag = format!("\"{}\"", pdf.sha256);
    Ok(Reply::bytes("application/pdf", pdf.bytes)
        .text_header(header::CONTENT_DISPOSITION, &disposition(kind, &pdf.name, "pdf"))
        .text_header(header::ETAG, &etag))
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
    let etag = format!("\"{}\"", page.sha256);
    Ok(Reply::bytes("text/html; charset=utf-8", page.bytes)
        .text_header(header::CONTENT_DISPOSITION, &disposition("inline", &page.name, "html"))
        .header(header::CONTENT_SECURITY_POLICY, PAGE_POLICY)
        .text_header(header::ETAG, &etag))
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

/// What to call a file (RFC 6266): in ASCII for old clients, and in UTF-8 (RFC 8187) where that loses something.
fn disposition(kind: &str, name: &str, ending: &str) -> String {
    let is_plain =
        |c: &char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | ' ' | '(' | ')');
    let plain: String = name.chars().map(|c| if is_plain(&c) { c } else { '_' }).collect();
    let header = format!("{kind}; filename=\"{plain}.{ending}\"");
    if plain == name {
        return header;
    }
    format!("{header}; filename*=UTF-8''{}.{ending}", utf8_percent_encode(name, NON_ALPHANUMERIC))
}

#[cfg(test)]
mod tests {
    use super::disposition;

    #[test]
    fn a_file_name_cannot_break_out_of_its_header() {
        for (name, expected) in [
            ("INV-2026-0001", "inline; filename=\"INV-2026-0001.pdf\""),
            ("a\"\r\n/b", "inline; filename=\"a____b.pdf\"; filename*=UTF-8''a%22%0D%0A%2Fb.pdf"),
            ("Nº7", "inline; filename=\"N_7.pdf\"; filename*=UTF-8''N%C2%BA7.pdf"),
        ] {
            assert_eq!(disposition("inline", name, "pdf"), expected);
        }
    }
}
