//! Reports: a period at a glance, who owes what, tax, revenue.

pub(crate) mod read;
pub(crate) mod wire;
pub(crate) mod write;

use self::{
    read::{basis, grouping, wanted},
    wire::{AgingReport, RevenueReport, SummaryReport, TaxReport},
};
use crate::{TAG, request, status};
use axum::{extract::State, http::HeaderMap};
use net30_app::{Dialect, reports};
use net30_http::{Http, call::ReadRequest, csv, problem::Result, reply::Reply};
use serde::Serialize;
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

/// The table of routes.
pub(crate) fn routes() -> OpenApiRouter<Http> {
    OpenApiRouter::new()
        .routes(routes!(summary))
        .routes(routes!(aging))
        .routes(routes!(tax))
        .routes(routes!(revenue))
}

/// What the document says of the parameters that every report has. [`wanted`] reads them.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "it is described alone")]
struct Narrowed {
    /// Only in this currency (ISO 4217).
    currency: Option<String>,
    /// Only of this customer.
    customer_id: Option<Uuid>,
    /// What a unit of other currencies is worth in the account's, for a converted total.
    #[param(example = "EUR:1.08,GBP:1.27")]
    rates: Option<String>,
    /// `json` or `csv`.
    format: Option<String>,
    /// What stands between the cells of a table: `,`, `;` or `tab`; `,` if left out.
    delimiter: Option<String>,
    /// A byte order mark before a table, by which Excel knows UTF-8.
    bom: Option<bool>,
}

/// A report as it is wanted: as a table with a name, or as JSON.
fn answer(
    table: Option<Dialect>,
    name: &str,
    wire: &impl Serialize,
    csv: impl FnOnce(Dialect) -> Vec<u8>,
) -> Reply {
    match table {
        Some(dialect) => csv::reply(name, csv(dialect)),
        None => Reply::ok(wire),
    }
}

/// Get a period at a glance
///
/// What was invoiced, credited and received in the period, its invoices by status, and what is owed today, whatever
/// its date. As CSV with `format=csv` or `Accept: text/csv`.
#[utoipa::path(
    get, path = "/reports/summary", operation_id = "get_summary_report", tag = TAG,
    params(
        ("from_date" = Option<Date>, Query, description = "First day: of documents their own date, of money the day that it came.", example = "2026-01-01"),
        ("to_date" = Option<Date>, Query, description = "Last day.", example = "2026-12-31"),
        Narrowed,
    ),
    responses((status = 200, description = "The summary.", content((SummaryReport = "application/json"), (String = "text/csv")))),
)]
async fn summary(
    State(http): State<Http>,
    headers: HeaderMap,
    request: ReadRequest,
) -> Result<Reply> {
    let wanted = request::query(&request, |query| wanted(query, &headers))?;
    let summary = reports::summary(http.app(), &request.caller, &wanted.filter).await?;
    let wire = write::summary(&summary, &wanted.filter, wanted.rates.as_ref())?;
    Ok(answer(wanted.table, "summary", &wire, |dialect| {
        reports::summary_csv(&summary, status::word, dialect)
    }))
}

/// Get who owes what
///
/// What customers owed at the end of a day, by how long ago it was due. As CSV with `format=csv` or
/// `Accept: text/csv`.
#[utoipa::path(
    get, path = "/reports/aging", operation_id = "get_aging_report", tag = TAG,
    params(
        ("as_of" = Option<Date>, Query, description = "The day; today if left out. Documents, payments and credit notes dated later are not counted."),
        ("from_date" = Option<Date>, Query, description = "Only invoices from this date."),
        ("to_date" = Option<Date>, Query, description = "Only invoices to this date."),
        Narrowed,
    ),
    responses((status = 200, description = "The report.", content((AgingReport = "application/json"), (String = "text/csv")))),
)]
async fn aging(
    State(http): State<Http>,
    headers: HeaderMap,
    request: ReadRequest,
) -> Result<Reply> {
    let (wanted, as_of) =
        request::query(&request, |query| (wanted(query, &headers), query.date("as_of")))?;
    let aging = reports::aging(http.app(), &request.caller, &wanted.filter, as_of).await?;
    let wire = write::aging(&aging, wanted.rates.as_ref())?;
    Ok(answer(wanted.table, "aging", &wire, |dialect| reports::aging_csv(&aging, dialect)))
}

/// Get the taxes of a period
///
/// By name, rate and category, less those of credit notes. With `basis=cash`, when the money came: a payment in part
/// pays each tax in part, and payments of the whole add up to the whole. As CSV with `format=csv` or
/// `Accept: text/csv`.
#[utoipa::path(
    get, path = "/reports/tax", operation_id = "get_tax_report", tag = TAG,
    params(
        ("from_date" = Option<Date>, Query, description = "First day.", example = "2026-01-01"),
        ("to_date" = Option<Date>, Query, description = "Last day.", example = "2026-03-31"),
        ("basis" = Option<String>, Query, description = "`accrual` (when it was invoiced) or `cash` (when it was paid); `accrual` if left out."),
        Narrowed,
    ),
    responses((status = 200, description = "The report.", content((TaxReport = "application/json"), (String = "text/csv")))),
)]
async fn tax(State(http): State<Http>, headers: HeaderMap, request: ReadRequest) -> Result<Reply> {
    let (wanted, basis) =
        request::query(&request, |query| (wanted(query, &headers), basis(query)))?;
    let report = reports::tax(http.app(), &request.caller, &wanted.filter, basis).await?;
    let wire = write::tax(&report, &wanted.filter, basis, wanted.rates.as_ref())?;
    Ok(answer(wanted.table, "tax", &wire, |dialect| reports::tax_csv(&report, dialect)))
}

/// Get the revenue of a period
///
/// Net of tax, less credit notes, by month, quarter, year, customer or product. With `basis=cash`, when the money came.
/// As CSV with `format=csv` or `Accept: text/csv`.
#[utoipa::path(
    get, path = "/reports/revenue", operation_id = "get_revenue_report", tag = TAG,
    params(
        ("from_date" = Option<Date>, Query, description = "First day.", example = "2026-01-01"),
        ("to_date" = Option<Date>, Query, description = "Last day.", example = "2026-12-31"),
        ("group_by" = Option<String>, Query, description = "`month`, `quarter`, `year`, `customer` or `product`; `month` if left out."),
        ("basis" = Option<String>, Query, description = "`accrual` (when it was invoiced) or `cash` (when it was paid); `accrual` if left out."),
        Narrowed,
    ),
    responses((status = 200, description = "The report.", content((RevenueReport = "application/json"), (String = "text/csv")))),
)]
async fn revenue(
    State(http): State<Http>,
    headers: HeaderMap,
    request: ReadRequest,
) -> Result<Reply> {
    let (wanted, basis, grouping) =
        request::query(&request, |query| (wanted(query, &headers), basis(query), grouping(query)))?;
    let revenue =
        reports::revenue(http.app(), &request.caller, &wanted.filter, basis, grouping).await?;
    let rates = wanted.rates.as_ref();
    let wire = write::revenue(&revenue, &wanted.filter, (basis, grouping), rates)?;
    Ok(answer(wanted.table, "revenue", &wire, |dialect| reports::revenue_csv(&revenue, dialect)))
}
