//! An invoice as it would be saved: what it comes to, and what it looks like.

use super::{
    read::looked_at,
    single::explain,
    wire_preview::{InvoicePreview, Issue, ItemPreview},
    write,
};
use crate::{
    TAG, customers,
    request::{self, into_words_of},
    wire::{File, Warning},
};
use axum::{
    extract::State,
    http::{HeaderMap, header},
};
use net30_app::{
    documents,
    invoices::{self, Preview},
};
use net30_domain::{fault::Fault, id::InvoiceId};
use net30_http::{
    Http,
    call::WriteRequest,
    document::{self, Disposition},
    number::Number,
    problem::{Problem, Result},
    query::Query,
    reply::Reply,
};
use std::ops::RangeInclusive;

/// Most pages that are counted in a request.
const PAGE_MAX: i64 = 10_000;

/// As what a client wants it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wanted {
    Json,
    Pdf,
    Svg,
}

impl Wanted {
    /// The first that `Accept` names; JSON if none.
    fn of(headers: &HeaderMap) -> Self {
        let accepted = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok());
        let mut ranges = accepted.unwrap_or_default().split(',');
        let named = |range: &str| match range.split(';').next().unwrap_or_default().trim() {
            "application/pdf" => Some(Self::Pdf),
            "image/svg+xml" => Some(Self::Svg),
            "application/json" => Some(Self::Json),
            _ => None,
        };
        ranges.find_map(named).unwrap_or(Self::Json)
    }
}

/// Reads which draft it would replace, and which page is wanted.
fn options(query: &Query<'_>) -> (Option<InvoiceId>, RangeInclusive<usize>, bool) {
    let page = query.integer("page", 1..=PAGE_MAX).and_then(|page| usize::try_from(page).ok());
    let page = page.unwrap_or(1);
    (query.id("replaces"), page..=page, explain(query))
}

/// Preview an invoice
///
/// What `POST /invoices` would make, or `PUT /invoices/{id}` with `replaces`: its totals as JSON, the document as PDF
/// (`Accept: application/pdf`), or one page as a picture (`Accept: image/svg+xml`; `Net30-Pages` says how many there are). Nothing
/// is stored, no number is drawn, and no customer is made. Nobody needs to be named yet.
#[utoipa::path(
    post, path = "/invoices/preview", operation_id = "preview_invoice", tag = TAG,
    params(
        ("replaces" = Option<Uuid>, Query, description = "The draft that it would replace."),
        ("page" = Option<i64>, Query, description = "Which page is drawn, from 1.", minimum = 1, maximum = 10_000, example = 1),
        ("explain" = Option<bool>, Query, description = "Show every rounding step in `calculation`."),
    ),
    request_body = super::wire::InvoiceBody,
    responses((
        status = 200, description = "What it comes to, or what it looks like.",
        content((InvoicePreview = "application/json"), (inline(File) = "application/pdf"), (inline(File) = "image/svg+xml")),
    )),
)]
pub(super) async fn preview(
    State(http): State<Http>,
    headers: HeaderMap,
    mut request: WriteRequest,
) -> Result<Reply> {
    let (app, caller) = (http.app(), request.call.caller);
    let body = request.json()?;
    let (draft, (of, page, explain)) =
        request::read_draft_of(&mut request, &body, |reader, query| {
            (looked_at(reader), options(query))
        })?;
    let mut preview = invoices::preview(app, &caller, &draft, of).await?;
    let faults = std::mem::take(&mut preview.faults);
    request.refuse(faults).map_err(|problem| into_words_of(&body, problem))?;
    match Wanted::of(&headers) {
        Wanted::Json => Ok(Reply::ok(&view(&preview, explain))),
        Wanted::Pdf => {
            let pdf = documents::previewed_pdf(app, &preview.shown).await?;
            Ok(document::pdf(pdf, Disposition::Inline))
        }
        Wanted::Svg => {
            let drawn = documents::previewed_pages(app, &preview.shown, page).await?;
            let missing = || Problem::not_found("page");
            let svg = drawn.svg.into_iter().next().ok_or_else(missing)?;
            Ok(document::picture(svg, drawn.count))
        }
    }
}

fn view(preview: &Preview, explain: bool) -> InvoicePreview {
    let invoice = &preview.shown.invoice;
    let (content, currency) = (&invoice.content, invoice.content.currency);
    let steps = explain.then(|| invoices::explain(invoice).ok()).flatten();
    let is_named = !preview.shown.customer.party.name.display().is_empty();
    InvoicePreview {
        number: preview.number.clone(),
        issue_date: content.issue_date,
        due_date: content.due_date,
        currency: currency.code(),
        lang: content.language.code(),
        customer: is_named.then(|| customers::write::customer(&preview.shown.customer)),
        items: invoice
            .totals
            .lines
            .iter()
            .map(|line| ItemPreview {
                net: Number::of(line.net, currency),
                tax: Number::of(line.tax, currency),
                total: Number::of(line.total, currency),
            })
            .collect(),
        totals: write::totals(invoice),
        issues: preview.issues.iter().map(issue).collect(),
        warnings: Warning::all(&preview.shown.warnings),
        calculation: steps.map(write::steps),
    }
}

fn issue(fault: &Fault) -> Issue {
    Issue {
        pointer: fault.pointer.clone(),
        code: fault.code.to_string(),
        message: fault.message.clone(),
    }
}
