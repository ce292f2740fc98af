//! Recurring invoices.

pub(crate) mod read;
pub(crate) mod wire;
pub(crate) mod write;

use self::wire::{Recurring, RecurringBody, RecurringChanges};
use crate::{
    PREFIX, TAG,
    invoices::{self, wire::Invoice},
    request::{self, Present, paging, search},
};
use axum::{extract::State, response::Response};
use net30_app::{
    UseCase, What,
    recurring::{self, Create, Delete, GenerateNow, Pause, Replace, Resume, Status},
};
use net30_domain::id::RecurringId;
use net30_http::{
    Http,
    call::{ReadRequest, WriteRequest},
    json::Reader,
    listing,
    page::Page,
    problem::Result,
    query::Query,
    reply::Reply,
};
use utoipa_axum::{router::OpenApiRouter, routes};

/// Recurring invoices that are in memory at once: each may have a thousand lines.
const STEP: i64 = 8;

/// The table of routes.
pub(crate) fn routes() -> OpenApiRouter<Http> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(get, replace, patch, delete))
        .routes(routes!(pause))
        .routes(routes!(resume))
        .routes(routes!(generate_now))
        .routes(routes!(made))
}

fn reply(found: &recurring::Recurring) -> Reply {
    Reply::ok(&write::recurring(found)).etag(found.revision)
}

fn created(made: &recurring::Recurring) -> Reply {
    let location = format!("{PREFIX}/recurring-invoices/{}", made.id);
    Reply::created(&write::recurring(made), &location).etag(made.revision)
}

fn whole(reader: &Reader<'_>) -> recurring::RecurringDraft {
    reader.ignore(&read::READ_ONLY);
    read::recurring(reader)
}

/// List recurring invoices
///
/// Newest first.
#[utoipa::path(
    get, path = "/recurring-invoices", operation_id = "list_recurring_invoices", tag = TAG,
    params(
        ("status" = Option<String>, Query, description = "`active`, `paused` or `ended`; all if left out.", example = "active"),
        ("search" = Option<String>, Query, description = "Part of the name, in any case."),
        ("page" = Option<i64>, Query, minimum = 1, description = "Which page; 1 if left out.", example = 1),
        ("limit" = Option<i64>, Query, minimum = 1, maximum = 100, description = "Entries a page; 50 if left out.", example = 50),
        ("cursor" = Option<String>, Query, description = "`next_cursor` of the page before, in place of `page`."),
    ),
    responses((status = 200, description = "A page of recurring invoices.", body = Page<Recurring>)),
)]
async fn list(State(http): State<Http>, request: ReadRequest) -> Result<Response> {
    let words = Status::ALL.map(|status| (status.word(), status));
    let (status, wanted, paging) = request::query(&request, |query| {
        (query.choice("status", &words), search(query), paging(query))
    })?;
    let caller = request.caller;
    let fetch = move |paging| {
        let (http, wanted) = (http.clone(), wanted.clone());
        async move { recurring::list(http.app(), &caller, status, wanted.as_deref(), &paging).await }
    };
    listing::in_steps(paging, STEP, fetch, write::recurring).await
}

/// Create a recurring invoice
///
/// `invoice` is what each invoice says: the body of an invoice without dates and number, with placeholders in its texts.
/// It is tried out at once. Dates before today are not made up for; the start still decides on which days it falls.
#[utoipa::path(
    post, path = "/recurring-invoices", operation_id = "create_recurring_invoice", tag = TAG,
    request_body = RecurringBody,
    responses((
        status = 201, description = "The recurring invoice.", body = Recurring,
        headers(("Location" = String, description = "Where it is."), ("ETag" = String, description = "Its revision.")),
    )),
)]
async fn create(State(http): State<Http>, mut request: WriteRequest) -> Result<Reply> {
    let draft = request::read_draft(&mut request, |reader, _| read::recurring(reader))?;
    http.write(&request, &Create { draft }, str::to_owned, created).await
}

/// Get a recurring invoice
///
/// With the dates that come next.
#[utoipa::path(
    get, path = "/recurring-invoices/{id}", operation_id = "get_recurring_invoice", tag = TAG,
    params(("id" = Uuid, Path, description = "The recurring invoice.")),
    responses((
        status = 200, description = "The recurring invoice.", body = Recurring,
        headers(("ETag" = String, description = "Its revision.")),
    )),
)]
async fn get(State(http): State<Http>, request: ReadRequest) -> Result<Reply> {
    let id = request.id::<RecurringId>("id", What::Recurring)?;
    request::query(&request, |_| ())?;
    Ok(reply(&recurring::get(http.app(), &request.caller, id).await?))
}

/// Replace a recurring invoice
///
/// What is left out gets its default. Invoices that it made stay as they are; no date is made twice.
#[utoipa::path(
    put, path = "/recurring-invoices/{id}", operation_id = "replace_recurring_invoice", tag = TAG,
    params(("id" = Uuid, Path, description = "The recurring invoice.")),
    request_body = RecurringBody,
    responses((
        status = 200, description = "The recurring invoice.", body = Recurring,
        headers(("ETag" = String, description = "Its revision.")),
    )),
)]
async fn replace(State(http): State<Http>, mut request: WriteRequest) -> Result<Reply> {
    let id = request.id::<RecurringId>("id", What::Recurring)?;
    let draft = request::read_draft(&mut request, |reader, _| whole(reader))?;
    http.write(&request, &Replace { id, draft }, str::to_owned, reply).await
}

/// Change a recurring invoice
///
/// A merge patch (RFC 7396): what is left out stays, `null` clears, `items` and other arrays are replaced whole.
#[utoipa::path(
    patch, path = "/recurring-invoices/{id}", operation_id = "update_recurring_invoice", tag = TAG,
    params(("id" = Uuid, Path, description = "The recurring invoice.")),
    request_body(content = RecurringChanges, description = "What changes. No field is required.", example = json!({"mode": "issue_and_send"})),
    responses((
        status = 200, description = "The recurring invoice.", body = Recurring,
        headers(("ETag" = String, description = "Its revision.")),
    )),
)]
async fn patch(State(http): State<Http>, mut request: WriteRequest) -> Result<Reply> {
    let id = request.id::<RecurringId>("id", What::Recurring)?;
    let (app, caller) = (http.app(), request.call.caller);
    // A customer in the patch, however it is named, takes the place of the present one.
    let changes = request.json()?;
    let new_terms = changes.get("invoice").is_some_and(request::says_new_terms);
    let customer = changes.pointer("/invoice/customer");
    let renames_customer = customer.is_some_and(|customer| !customer.is_null());
    let load = || async move {
        let found = recurring::get(app, &caller, id).await?;
        let mut body = write::body(&found);
        if renames_customer {
            body.invoice.customer_id = None;
        }
        if new_terms {
            body.invoice.payment_days = None;
        }
        Ok(Present { body, revision: found.revision, context: () })
    };
    let reading = |reader: &Reader<'_>, _: &Query<'_>, (): &()| whole(reader);
    let use_case = |draft| Replace { id, draft };
    request::patch(&http, &mut request, load, reading, use_case, reply).await
}

/// Delete a recurring invoice
///
/// The invoices that it made stay.
#[utoipa::path(
    delete, path = "/recurring-invoices/{id}", operation_id = "delete_recurring_invoice", tag = TAG,
    params(("id" = Uuid, Path, description = "The recurring invoice.")),
    responses((status = 204, description = "It is removed.")),
)]
async fn delete(State(http): State<Http>, mut request: WriteRequest) -> Result<Reply> {
    let id = request.id::<RecurringId>("id", What::Recurring)?;
    request::read_nothing(&mut request)?;
    http.write(&request, &Delete { id }, str::to_owned, |()| Reply::no_content()).await
}

async fn act<U: UseCase<Output = recurring::Recurring>>(
    http: &Http,
    mut request: WriteRequest,
    use_case: impl FnOnce(RecurringId) -> U,
) -> Result<Reply> {
    let id = request.id::<RecurringId>("id", What::Recurring)?;
    request::read_nothing(&mut request)?;
    http.write(&request, &use_case(id), str::to_owned, reply).await
}

/// Pause a recurring invoice
///
/// It makes no invoices until it is resumed.
#[utoipa::path(
    post, path = "/recurring-invoices/{id}/pause", operation_id = "pause_recurring_invoice", tag = TAG,
    params(("id" = Uuid, Path, description = "The recurring invoice.")),
    responses((status = 200, description = "The recurring invoice.", body = Recurring)),
)]
async fn pause(State(http): State<Http>, request: WriteRequest) -> Result<Reply> {
    act(&http, request, |id| Pause { id }).await
}

/// Resume a recurring invoice
///
/// It goes on with today's date or the next one; those of the pause are not made up for.
#[utoipa::path(
    post, path = "/recurring-invoices/{id}/resume", operation_id = "resume_recurring_invoice", tag = TAG,
    params(("id" = Uuid, Path, description = "The recurring invoice.")),
    responses((status = 200, description = "The recurring invoice.", body = Recurring)),
)]
async fn resume(State(http): State<Http>, request: WriteRequest) -> Result<Reply> {
    act(&http, request, |id| Resume { id }).await
}

/// Generate the next invoice now
///
/// Makes the invoice of the next date ahead of its time, dated today; the schedule goes on with the date after it. So
/// each period is invoiced once.
#[utoipa::path(
    post, path = "/recurring-invoices/{id}/generate-now", operation_id = "generate_recurring_invoice", tag = TAG,
    params(("id" = Uuid, Path, description = "The recurring invoice.")),
    responses((
        status = 201, description = "The invoice.", body = Invoice,
        headers(("Location" = String, description = "Where the invoice is."), ("ETag" = String, description = "Its revision.")),
    )),
)]
async fn generate_now(State(http): State<Http>, mut request: WriteRequest) -> Result<Reply> {
    let id = request.id::<RecurringId>("id", What::Recurring)?;
    request::read_nothing(&mut request)?;
    let words = |shown: &net30_app::invoices::Shown| invoices::created(&http, shown);
    http.write(&request, &GenerateNow { id }, str::to_owned, words).await
}

/// List the invoices of a recurring invoice
///
/// Those that it made, newest first; those in the trash are left out.
#[utoipa::path(
    get, path = "/recurring-invoices/{id}/invoices", operation_id = "list_invoices_of_recurring_invoice", tag = TAG,
    params(
        ("id" = Uuid, Path, description = "The recurring invoice."),
        ("page" = Option<i64>, Query, minimum = 1, description = "Which page; 1 if left out.", example = 1),
        ("limit" = Option<i64>, Query, minimum = 1, maximum = 100, description = "Entries a page; 50 if left out.", example = 50),
        ("cursor" = Option<String>, Query, description = "`next_cursor` of the page before, in place of `page`."),
    ),
    responses((status = 200, description = "A page of invoices.", body = Page<Invoice>)),
)]
async fn made(State(http): State<Http>, request: ReadRequest) -> Result<Response> {
    let id = request.id::<RecurringId>("id", What::Recurring)?;
    let paging = request::query(&request, paging)?;
    let list = recurring::invoices(http.app(), &request.caller, id, &paging).await?;
    invoices::page(&http, list, &paging).await
}
