//! Lists of invoices, as JSON and as CSV, and the number that comes next.

use super::{
    single::{WORDING, view},
    wire::{Invoice, InvoiceSummary},
    wire_actions::NextNumber,
    write::summary,
};
use crate::{
    TAG,
    request::{self, paging, search},
    status,
};
use axum::{
    body::Body,
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};
use futures_util::{StreamExt as _, stream};
use net30_app::{
    App, Caller, Dialect, Paging,
    invoices::{self, InvoiceFilter, Listing, Shown, Sort, SortKey, Wording},
};
use net30_domain::{Date, document::DocumentType, limits::TAG_CHARS_MAX, summary::Summary};
use net30_http::{
    Http,
    call::ReadRequest,
    csv, listing,
    paging::{Page, Wanted},
    problem::Result,
    query::Query,
    reply::Reply,
};
use serde::Serialize;
use utoipa::ToSchema;

/// The words of `sort`.
const SORTS: [(&str, Sort); 10] = [
    ("issue_date", Sort { key: SortKey::IssueDate, descending: false }),
    ("-issue_date", Sort { key: SortKey::IssueDate, descending: true }),
    ("due_date", Sort { key: SortKey::DueDate, descending: false }),
    ("-due_date", Sort { key: SortKey::DueDate, descending: true }),
    ("total", Sort { key: SortKey::Total, descending: false }),
    ("-total", Sort { key: SortKey::Total, descending: true }),
    ("number", Sort { key: SortKey::Number, descending: false }),
    ("-number", Sort { key: SortKey::Number, descending: true }),
    ("created_at", Sort { key: SortKey::CreatedAt, descending: false }),
    ("-created_at", Sort { key: SortKey::CreatedAt, descending: true }),
];

fn documents() -> [(&'static str, DocumentType); DocumentType::ALL.len()] {
    DocumentType::ALL.map(|document| (document.word(), document))
}

/// Reads which invoices are wanted.
pub(super) fn filter(query: &Query<'_>) -> InvoiceFilter {
    let words = status::WORDS.map(|word| (word, word));
    let wanted = query.choices("status", &words);
    let standings = wanted.iter().filter_map(|word| status::standings(word)).flatten().collect();
    let documents = query.choices("type", &documents());
    let (issued_from, issued_to) = period(query, "from_date", "to_date");
    let (due_from, due_to) = period(query, "due_from", "due_to");
    InvoiceFilter {
        standings: (!wanted.is_empty()).then_some(standings),
        documents: (!documents.is_empty()).then_some(documents),
        customer_id: query.id("customer_id"),
        issued_from,
        issued_to,
        due_from,
        due_to,
        total_min: query.decimal("min_amount"),
        total_max: query.decimal("max_amount"),
        currency: query.currency("currency"),
        tag: query.text("tag", TAG_CHARS_MAX).filter(|tag| !tag.trim().is_empty()),
        search: search(query),
        ..InvoiceFilter::default()
    }
}

fn period(query: &Query<'_>, from: &'static str, to: &'static str) -> (Option<Date>, Option<Date>) {
    let (first, last) = (query.date(from), query.date(to));
    if let (Some(first), Some(last)) = (first, last)
        && last < first
    {
        query.fault(to, "out_of_range", format!("must not be before {from}"));
    }
    (first, last)
}

/// Reads how the list is to be sorted.
pub(super) fn sort(query: &Query<'_>) -> Sort {
    query.choice("sort", &SORTS).unwrap_or_default()
}

/// A page of a list as JSON.
pub(crate) async fn page(http: &Http, list: Listing, paging: &Paging) -> Result<Response> {
    let envelope = Page::<ListedInvoice>::of(vec![], list.total, list.next.as_ref(), paging);
    let word =
        |http: &Http, shown: &Shown| ListedInvoice::Whole(Box::new(view(http, shown, false)));
    listing::reply(http, list, &envelope, WORDING, word).await
}

/// How much a list says of each document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum View {
    /// All of it.
    #[default]
    Whole,
    /// A line.
    Summary,
}

/// The words of `view`.
const VIEWS: [(&str, View); 2] = [("whole", View::Whole), ("summary", View::Summary)];

/// A document of a list: all of it, or with `view=summary` a line.
#[derive(Serialize, ToSchema)]
#[serde(untagged)]
enum ListedInvoice {
    Whole(Box<Invoice>),
    Summary(Box<InvoiceSummary>),
}

/// A page of a list as JSON, a line for each document.
async fn summaries(http: &Http, list: Listing, paging: &Paging) -> Result<Response> {
    const LINES: Wording = Wording("native lines");
    let envelope = Page::<ListedInvoice>::of(vec![], list.total, list.next.as_ref(), paging);
    let today = list.today();
    let word =
        move |_: &Http, line: &Summary| ListedInvoice::Summary(Box::new(summary(line, today)));
    listing::reply(http, list, &envelope, LINES, word).await
}

/// List invoices
///
/// Invoices and credit notes, newest first. All filters hold at once; a bad value is refused. Read on with `page`, or
/// with `cursor`, which stays exact while invoices come and go. `view=summary` shows the head of each document and what is
/// due, without lines, texts and payments: for 50 documents of three lines an eighth of the bytes.
#[utoipa::path(
    get, path = "/invoices", operation_id = "list_invoices", tag = TAG,
    params(
        ("status" = Option<String>, Query, description = "`draft`, `open`, `sent`, `partially_paid`, `paid`, `overdue`, `failed`, `refunded`, `credited` or `voided`; several are separated by commas.", example = "sent,overdue"),
        ("type" = Option<String>, Query, description = "`invoice` or `credit_note`; both if left out.", example = "invoice"),
        ("customer_id" = Option<Uuid>, Query, description = "Of this customer."),
        ("from_date" = Option<Date>, Query, description = "First issue date.", example = "2026-01-01"),
        ("to_date" = Option<Date>, Query, description = "Last issue date.", example = "2026-12-31"),
        ("due_from" = Option<Date>, Query, description = "First due date."),
        ("due_to" = Option<Date>, Query, description = "Last due date."),
        ("min_amount" = Option<f64>, Query, description = "Least total; read exactly as written.", example = 100),
        ("max_amount" = Option<f64>, Query, description = "Greatest total; read exactly as written."),
        ("currency" = Option<String>, Query, description = "ISO 4217 code.", example = "USD"),
        ("tag" = Option<String>, Query, description = "Has this tag, in any case."),
        ("search" = Option<String>, Query, description = "Part of the number, the customer's name or a tag, in any case."),
        ("sort" = Option<String>, Query, description = "`issue_date`, `due_date`, `total`, `number` or `created_at`; with `-` the greatest comes first. `-issue_date` if left out.", example = "-issue_date"),
        ("view" = Option<String>, Query, description = "`summary` for a line of each document, `whole` for all of it; `whole` if left out.", example = "whole"),
        Wanted,
    ),
    responses((status = 200, description = "A page of invoices.", body = Page<ListedInvoice>)),
)]
pub(super) async fn list(State(http): State<Http>, request: ReadRequest) -> Result<Response> {
    let (filter, sort, view, paging) = request::query(&request, |query| {
        let view = query.choice("view", &VIEWS).unwrap_or_default();
        (filter(query), sort(query), view, paging(query))
    })?;
    let list = invoices::listing(http.app(), &request.caller, &filter, sort, &paging).await?;
    match view {
        View::Whole => page(&http, list, &paging).await,
        View::Summary => summaries(&http, list, &paging).await,
    }
}

/// Show the next number
///
/// What would be drawn now. The number is drawn when a document is issued, not before.
#[utoipa::path(
    get, path = "/invoices/next-number", operation_id = "next_number", tag = TAG,
    params(("type" = Option<String>, Query, description = "`invoice` or `credit_note`; `invoice` if left out.", example = "invoice")),
    responses((status = 200, description = "The number.", body = NextNumber)),
)]
pub(super) async fn next_number(State(http): State<Http>, request: ReadRequest) -> Result<Reply> {
    let document = request::query(&request, |query| query.choice("type", &documents()))?;
    let document = document.unwrap_or(DocumentType::Invoice);
    let next_number = invoices::next_number(http.app(), &request.caller, document).await?;
    Ok(Reply::ok(&NextNumber { next_number }))
}

/// Export invoices as CSV
///
/// The list with the same filters, one row an invoice, streamed. Cells that a spreadsheet would take for a formula
/// are neutralised.
#[utoipa::path(
    get, path = "/invoices/export/csv", operation_id = "export_invoices", tag = TAG,
    params(
        ("status" = Option<String>, Query, description = "As for the list."),
        ("type" = Option<String>, Query, description = "As for the list."),
        ("customer_id" = Option<Uuid>, Query, description = "Of this customer."),
        ("from_date" = Option<Date>, Query, description = "First issue date."),
        ("to_date" = Option<Date>, Query, description = "Last issue date."),
        ("due_from" = Option<Date>, Query, description = "First due date."),
        ("due_to" = Option<Date>, Query, description = "Last due date."),
        ("min_amount" = Option<f64>, Query, description = "Least total."),
        ("max_amount" = Option<f64>, Query, description = "Greatest total."),
        ("currency" = Option<String>, Query, description = "ISO 4217 code."),
        ("tag" = Option<String>, Query, description = "Has this tag."),
        ("search" = Option<String>, Query, description = "As for the list."),
        ("sort" = Option<String>, Query, description = "As for the list."),
        ("delimiter" = Option<String>, Query, description = "What stands between the cells: `,`, `;` or `tab`; `,` if left out."),
        ("bom" = Option<bool>, Query, description = "A byte order mark before the table, by which Excel knows UTF-8."),
    ),
    responses((
        status = 200, description = "The rows, the head first.", body = String, content_type = "text/csv",
        headers(("Content-Disposition" = String, description = "What to call the file.")),
    )),
)]
pub(super) async fn export(State(http): State<Http>, request: ReadRequest) -> Result<Response> {
    let (filter, sort, dialect) =
        request::query(&request, |query| (filter(query), sort(query), csv::dialect(query)))?;
    Ok(as_csv(http.app().clone(), request.caller, filter, sort, dialect))
}

/// The list as a table, which is made as it is sent.
pub fn as_csv(
    app: App,
    caller: Caller,
    filter: InvoiceFilter,
    sort: Sort,
    dialect: Dialect,
) -> Response {
    let pieces = invoices::export(app, caller, filter, sort, status::word, dialect);
    let pieces = stream::unfold(pieces, async |mut pieces| Some((pieces.recv().await?, pieces)));
    // Compression asks once more after the end.
    let pieces = pieces.fuse();
    let headers = [
        (header::CONTENT_TYPE, csv::MEDIA_TYPE.to_owned()),
        (header::CONTENT_DISPOSITION, csv::disposition("invoices")),
    ];
    (headers, Body::from_stream(pieces)).into_response()
}
