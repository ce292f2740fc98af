//! Customers' statements, as JSON, as a table, as a PDF, and by e-mail.

pub(crate) mod read;
pub(crate) mod wire;
pub(crate) mod write;

use self::{
    read::{Format, email, format, statement_period},
    wire::{CustomerStatement, SentStatement, StatementLetterBody},
};
use crate::{TAG, request, wire::File};
use axum::{extract::State, http::HeaderMap};
use net30_app::{
    What,
    statements::{self, SendStatement, StatementPeriod},
};
use net30_domain::id::CustomerId;
use net30_http::{
    Http,
    call::{ReadRequest, WriteRequest},
    csv,
    document::{self, Disposition},
    problem::{Place, Problem, Result},
    reply::Reply,
};
use std::sync::Arc;
use utoipa_axum::{router::OpenApiRouter, routes};

/// The table of routes.
pub(crate) fn routes() -> OpenApiRouter<Http> {
    OpenApiRouter::new().routes(routes!(get)).routes(routes!(pdf)).routes(routes!(send))
}

/// The statement that a request asks for by its parameters.
async fn asked(
    http: &Http,
    request: &ReadRequest,
    id: CustomerId,
    period: StatementPeriod,
) -> Result<statements::CustomerStatement> {
    let found = statements::statement(http.app(), &request.caller, id, period).await;
    found.map_err(|error| {
        let mut problem = Problem::from(error);
        for entry in &mut problem.errors {
            if let Place::Pointer(pointer) = &entry.place {
                entry.place = Place::Parameter(pointer.trim_start_matches('/').to_owned());
            }
        }
        problem
    })
}

/// Get a customer's statement
///
/// Every invoice, credit note, payment and refund of the period with the balance that it leaves, for each currency. As
/// CSV or PDF with `format`, or by what `Accept` names.
#[utoipa::path(
    get, path = "/customers/{id}/statement", operation_id = "get_customer_statement", tag = TAG,
    params(
        ("id" = Uuid, Path, description = "The customer."),
        ("from_date" = Option<Date>, Query, description = "First day, after an opening balance; the beginning if left out.", example = "2026-01-01"),
        ("to_date" = Option<Date>, Query, description = "Last day; today if left out.", example = "2026-03-31"),
        ("currency" = Option<String>, Query, description = "Only in this currency (ISO 4217)."),
        ("format" = Option<String>, Query, description = "`json`, `csv` or `pdf`."),
        ("delimiter" = Option<String>, Query, description = "What stands between the cells of a table: `,`, `;` or `tab`; `,` if left out."),
        ("bom" = Option<bool>, Query, description = "A byte order mark before a table, by which Excel knows UTF-8."),
    ),
    responses((
        status = 200, description = "The statement.",
        content((CustomerStatement = "application/json"), (String = "text/csv"), (Vec<u8> = "application/pdf")),
    )),
)]
async fn get(State(http): State<Http>, headers: HeaderMap, request: ReadRequest) -> Result<Reply> {
    let id = request.id::<CustomerId>("id", What::Customer)?;
    let (period, format) =
        request::query(&request, |query| (statement_period(query), format(query, &headers)))?;
    let statement = asked(&http, &request, id, period).await?;
    match format {
        Format::Json => Ok(Reply::ok(&write::statement(&statement))),
        Format::Csv(dialect) => {
            let name = format!("statement-{}", statement.to);
            Ok(csv::reply(&name, statements::csv(&statement, dialect)))
        }
        Format::Pdf => {
            let pdf = statements::pdf(http.app(), &Arc::new(statement)).await?;
            Ok(document::pdf(pdf, Disposition::Inline))
        }
    }
}

/// Get a customer's statement as a PDF
///
/// In the customer's language, on the account's paper and in its template.
#[utoipa::path(
    get, path = "/customers/{id}/statement/pdf", operation_id = "get_customer_statement_pdf", tag = TAG,
    params(
        ("id" = Uuid, Path, description = "The customer."),
        ("from_date" = Option<Date>, Query, description = "First day, after an opening balance; the beginning if left out.", example = "2026-01-01"),
        ("to_date" = Option<Date>, Query, description = "Last day; today if left out.", example = "2026-03-31"),
        ("currency" = Option<String>, Query, description = "Only in this currency (ISO 4217)."),
        ("download" = Option<bool>, Query, description = "To be saved rather than shown."),
    ),
    responses((
        status = 200, description = "The statement.", body = inline(File), content_type = "application/pdf",
        headers(
            ("Content-Disposition" = String, description = "What to call the file."),
            ("ETag" = String, description = "SHA-256 of the bytes."),
        ),
    )),
)]
async fn pdf(State(http): State<Http>, request: ReadRequest) -> Result<Reply> {
    let id = request.id::<CustomerId>("id", What::Customer)?;
    let (period, download) = request::query(&request, |query| {
        (statement_period(query), query.boolean("download").unwrap_or(false))
    })?;
    let statement = asked(&http, &request, id, period).await?;
    let pdf = statements::pdf(http.app(), &Arc::new(statement)).await?;
    let disposition = if download { Disposition::Attachment } else { Disposition::Inline };
    Ok(document::pdf(pdf, disposition))
}

/// Send a customer's statement by e-mail
///
/// With the PDF as it is at this moment. Needs a mail server: without one it is refused with `smtp_not_configured`.
#[utoipa::path(
    post, path = "/customers/{id}/statement/send", operation_id = "send_customer_statement", tag = TAG,
    params(("id" = Uuid, Path, description = "The customer.")),
    request_body(content = Option<StatementLetterBody>, description = "To whom, and of which period."),
    responses((status = 200, description = "It is on its way.", body = SentStatement)),
)]
async fn send(State(http): State<Http>, mut request: WriteRequest) -> Result<Reply> {
    let id = request.id::<CustomerId>("id", What::Customer)?;
    let (period, email) = request::read_optional(&mut request, |reader, _| email(reader))?;
    let caller = request.call.caller;
    let statement = Arc::new(statements::statement(http.app(), &caller, id, period).await?);
    let pdf = statements::pdf(http.app(), &statement).await?;
    let use_case = SendStatement { statement, pdf, email };
    http.write(&request, &use_case, str::to_owned, |sent| Reply::ok(&write::sent(sent))).await
}
