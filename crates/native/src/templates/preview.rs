//! What a template looks like.

use crate::{TAG, request, wire::File};
use axum::extract::State;
use net30_app::{What, templates};
use net30_domain::id::{InvoiceId, TemplateId};
use net30_http::{
    Http,
    call::ReadRequest,
    document::{self, Disposition},
    problem::{Problem, Result},
    reply::Reply,
};

/// Most pages that are looked for.
const PAGE_MAX: i64 = 1000;

/// Preview as PDF
///
/// A sample in the template's look, or any of your invoices. Nothing is kept, and no number is drawn. Where the template's
/// `source` is not all that a document should be, such as readable by screen readers (PDF/UA), `Net30-Note` says why.
#[utoipa::path(
    get, path = "/templates/{id}/preview.pdf", operation_id = "preview_template", tag = TAG,
    params(
        ("id" = Uuid, Path, description = "The template; a built-in one as well."),
        ("invoice" = Option<Uuid>, Query, description = "The invoice that is shown; a sample if left out."),
        ("download" = Option<bool>, Query, description = "To be saved rather than shown."),
    ),
    responses((
        status = 200, description = "The document.", body = inline(File), content_type = "application/pdf",
        headers(
            ("Content-Disposition" = String, description = "What to call the file."),
            ("ETag" = String, description = "SHA-256 of the bytes."),
            ("Net30-Note" = String, description = "What there is to say of it, if anything."),
        ),
    )),
)]
pub(super) async fn pdf(State(http): State<Http>, request: ReadRequest) -> Result<Reply> {
    let id = request.id::<TemplateId>("id", What::Template)?;
    let (invoice, download) = request::query(&request, |query| {
        (query.id::<InvoiceId>("invoice"), query.boolean("download").unwrap_or(false))
    })?;
    let pdf = templates::preview(http.app(), &request.caller, id, invoice).await?;
    Ok(document::pdf(pdf, Disposition::of(download)))
}

/// Preview a page as SVG
///
/// The very lines and breaks of the PDF, as a picture that needs no fonts.
#[utoipa::path(
    get, path = "/templates/{id}/preview.svg", operation_id = "preview_template_page", tag = TAG,
    params(
        ("id" = Uuid, Path, description = "The template; a built-in one as well."),
        ("invoice" = Option<Uuid>, Query, description = "The invoice that is shown; a sample if left out."),
        ("page" = Option<i64>, Query, description = "Which page, from 1 to 1000; the first if left out.", example = 1),
    ),
    responses((
        status = 200, description = "The page.", body = String, content_type = "image/svg+xml",
        headers(("Net30-Pages" = i64, description = "How many pages there are.")),
    )),
)]
pub(super) async fn svg(State(http): State<Http>, request: ReadRequest) -> Result<Reply> {
    let id = request.id::<TemplateId>("id", What::Template)?;
    let (invoice, page) = request::query(&request, |query| {
        let page = query.integer("page", 1..=PAGE_MAX).unwrap_or(1);
        (query.id::<InvoiceId>("invoice"), usize::try_from(page).unwrap_or(1))
    })?;
    let pages = templates::preview_page(http.app(), &request.caller, id, invoice, page).await?;
    let Some(picture) = pages.svg.into_iter().next() else {
        let message = format!("there are {} pages", pages.count);
        return Err(Problem::parameter("page", "out_of_range", message));
    };
    Ok(document::picture(picture, pages.count))
}
