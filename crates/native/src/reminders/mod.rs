//! Reminders: the rules, and what they did about an invoice.

pub(crate) mod read;
pub(crate) mod wire;
pub(crate) mod write;

use self::wire::{RemindBody, Reminders, Rule, RuleBody, RuleChanges};
use crate::{
    PREFIX, TAG,
    invoices::{self, wire::Invoice},
    request::{self, Present},
    wire::Whole,
};
use axum::extract::State;
use net30_app::{
    What,
    invoices::Shown,
    reminders::{self, Create, Delete, Pause, Replace, RuleDraft},
};
use net30_domain::id::{InvoiceId, ReminderRuleId};
use net30_http::{
    Http,
    call::{ReadRequest, WriteRequest},
    json::Reader,
    problem::Result,
    query::Query,
    reply::Reply,
};
use utoipa_axum::{router::OpenApiRouter, routes};

/// The table of routes.
pub(crate) fn routes() -> OpenApiRouter<Http> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(get, replace, patch, delete))
        .routes(routes!(of_invoice))
        .routes(routes!(remind))
        .routes(routes!(pause))
        .routes(routes!(resume))
}

fn reply(found: &reminders::Rule) -> Reply {
    Reply::ok(&write::rule(found)).etag(found.revision)
}

fn created(made: &reminders::Rule) -> Reply {
    let location = format!("{PREFIX}/reminder-rules/{}", made.id);
    Reply::created(&write::rule(made), &location).etag(made.revision)
}

fn whole(reader: &Reader<'_>) -> RuleDraft {
    reader.ignore(&read::READ_ONLY);
    read::rule(reader)
}

/// List reminder rules
///
/// By their days, the earliest first.
#[utoipa::path(
    get, path = "/reminder-rules", operation_id = "list_reminder_rules", tag = TAG,
    responses((status = 200, description = "The rules.", body = Whole<Rule>)),
)]
async fn list(State(http): State<Http>, request: ReadRequest) -> Result<Reply> {
    request::query(&request, |_| ())?;
    let rules = reminders::list(http.app(), &request.caller).await?;
    Ok(Reply::ok(&Whole { data: rules.iter().map(write::rule).collect() }))
}

/// Create a reminder rule
///
/// Customers are reminded of each open invoice once by each rule, so many days before or after it is due. Reminders stop
/// when the invoice is paid, voided or credited. The rule reaches what comes due for it from today on, and
/// with `include_overdue` also what is overdue already.
#[utoipa::path(
    post, path = "/reminder-rules", operation_id = "create_reminder_rule", tag = TAG,
    request_body = RuleBody,
    responses((
        status = 201, description = "The rule.", body = Rule,
        headers(("Location" = String, description = "Where the rule is."), ("ETag" = String, description = "Its revision.")),
    )),
)]
async fn create(State(http): State<Http>, mut request: WriteRequest) -> Result<Reply> {
    let draft = request::read_draft(&mut request, |reader, _| read::rule(reader))?;
    http.write(&request, &Create { draft }, str::to_owned, created).await
}

/// Get a reminder rule
///
/// With why its reminders are skipped, if they are.
#[utoipa::path(
    get, path = "/reminder-rules/{id}", operation_id = "get_reminder_rule", tag = TAG,
    params(("id" = Uuid, Path, description = "The rule.")),
    responses((
        status = 200, description = "The rule.", body = Rule,
        headers(("ETag" = String, description = "Its revision.")),
    )),
)]
async fn get(State(http): State<Http>, request: ReadRequest) -> Result<Reply> {
    let id = request.id::<ReminderRuleId>("id", What::ReminderRule)?;
    request::query(&request, |_| ())?;
    Ok(reply(&reminders::get(http.app(), &request.caller, id).await?))
}

/// Replace a reminder rule
///
/// What is left out gets its default. No invoice is reminded of twice by the same rule.
#[utoipa::path(
    put, path = "/reminder-rules/{id}", operation_id = "replace_reminder_rule", tag = TAG,
    params(("id" = Uuid, Path, description = "The rule.")),
    request_body = RuleBody,
    responses((
        status = 200, description = "The rule.", body = Rule,
        headers(("ETag" = String, description = "Its revision.")),
    )),
)]
async fn replace(State(http): State<Http>, mut request: WriteRequest) -> Result<Reply> {
    let id = request.id::<ReminderRuleId>("id", What::ReminderRule)?;
    let draft = request::read_draft(&mut request, |reader, _| whole(reader))?;
    http.write(&request, &Replace { id, draft }, str::to_owned, reply).await
}

/// Change a reminder rule
///
/// A merge patch (RFC 7396): what is left out stays, `null` clears.
#[utoipa::path(
    patch, path = "/reminder-rules/{id}", operation_id = "update_reminder_rule", tag = TAG,
    params(("id" = Uuid, Path, description = "The rule.")),
    request_body(content = RuleChanges, description = "What changes. No field is required.", example = json!({"enabled": false})),
    responses((
        status = 200, description = "The rule.", body = Rule,
        headers(("ETag" = String, description = "Its revision.")),
    )),
)]
async fn patch(State(http): State<Http>, mut request: WriteRequest) -> Result<Reply> {
    let id = request.id::<ReminderRuleId>("id", What::ReminderRule)?;
    let (app, caller) = (http.app(), request.call.caller);
    let load = || async move {
        let found = reminders::get(app, &caller, id).await?;
        Ok(Present { body: write::body(&found), revision: found.revision, context: () })
    };
    let reading = |reader: &Reader<'_>, _: &Query<'_>, (): &()| whole(reader);
    let use_case = |draft| Replace { id, draft };
    request::patch(&http, &mut request, load, reading, use_case, reply).await
}

/// Delete a reminder rule
///
/// What it sent stays on record.
#[utoipa::path(
    delete, path = "/reminder-rules/{id}", operation_id = "delete_reminder_rule", tag = TAG,
    params(("id" = Uuid, Path, description = "The rule.")),
    responses((status = 204, description = "It is removed.")),
)]
async fn delete(State(http): State<Http>, mut request: WriteRequest) -> Result<Reply> {
    let id = request.id::<ReminderRuleId>("id", What::ReminderRule)?;
    request::read_nothing(&mut request)?;
    http.write(&request, &Delete { id }, str::to_owned, |()| Reply::no_content()).await
}

/// List the reminders of an invoice
///
/// Those that there were, with what became of them, and those that are planned as long as it stays open.
#[utoipa::path(
    get, path = "/invoices/{id}/reminders", operation_id = "list_reminders", tag = TAG,
    params(("id" = Uuid, Path, description = "The invoice.")),
    responses((status = 200, description = "The reminders.", body = Reminders)),
)]
async fn of_invoice(State(http): State<Http>, request: ReadRequest) -> Result<Reply> {
    let id = request.id::<InvoiceId>("id", What::Invoice)?;
    request::query(&request, |_| ())?;
    let (past, planned) = reminders::of_invoice(http.app(), &request.caller, id).await?;
    Ok(Reply::ok(&write::reminders(&past, &planned)))
}

/// Remind of an invoice
///
/// Sends the customer a reminder now, of an invoice that is due or will be. The rules go on as they would.
///
/// Needs a mail server: without one it is refused with `smtp_not_configured`.
#[utoipa::path(
    post, path = "/invoices/{id}/remind", operation_id = "remind_of_invoice", tag = TAG,
    params(("id" = Uuid, Path, description = "The invoice.")),
    request_body(content = Option<RemindBody>, description = "To whom and what; all of it may be left out."),
    responses((status = 200, description = "The invoice.", body = Invoice)),
)]
async fn remind(State(http): State<Http>, mut request: WriteRequest) -> Result<Reply> {
    let id = request.id::<InvoiceId>("id", What::Invoice)?;
    let remind = request::read_optional(&mut request, |reader, _| read::remind(reader, id))?;
    let words =
        |shown: &Shown| Reply::ok(&invoices::view(&http, shown)).etag(shown.invoice.revision);
    http.write(&request, &remind, str::to_owned, words).await
}

async fn set_paused(http: &Http, mut request: WriteRequest, paused: bool) -> Result<Reply> {
    let id = request.id::<InvoiceId>("id", What::Invoice)?;
    request::read_nothing(&mut request)?;
    let words =
        |shown: &Shown| Reply::ok(&invoices::view(http, shown)).etag(shown.invoice.revision);
    http.write(&request, &Pause { id, paused }, str::to_owned, words).await
}

/// Pause the reminders of an invoice
///
/// The customer is not reminded of it until they are resumed.
#[utoipa::path(
    post, path = "/invoices/{id}/reminders/pause", operation_id = "pause_reminders", tag = TAG,
    params(("id" = Uuid, Path, description = "The invoice.")),
    responses((status = 200, description = "The invoice.", body = Invoice)),
)]
async fn pause(State(http): State<Http>, request: WriteRequest) -> Result<Reply> {
    set_paused(&http, request, true).await
}

/// Resume the reminders of an invoice
///
/// Those that came due during the pause are not made up for.
#[utoipa::path(
    post, path = "/invoices/{id}/reminders/resume", operation_id = "resume_reminders", tag = TAG,
    params(("id" = Uuid, Path, description = "The invoice.")),
    responses((status = 200, description = "The invoice.", body = Invoice)),
)]
async fn resume(State(http): State<Http>, request: WriteRequest) -> Result<Reply> {
    set_paused(&http, request, false).await
}
