//! Reminders: the rules, and what they did about an invoice.

pub(crate) mod read;
pub(crate) mod wire;
pub(crate) mod write;

use self::wire::{RemindBody, Reminders};
use crate::{
    TAG,
    invoices::{self, wire::Invoice},
    request,
    resource::{self, Creatable, Noun, Resource, Unpaged},
};
use axum::extract::State;
use net30_app::{
    App, Caller, What,
    invoices::Shown,
    reminders::{self, Pause, Rule, RuleDraft},
};
use net30_domain::id::InvoiceId;
use net30_http::{
    Http,
    call::{ReadRequest, WriteRequest},
    json::Reader,
    problem::Result,
    reply::Reply,
};
use serde_json::{Value, json};
use utoipa_axum::{router::OpenApiRouter, routes};

/// The table of routes.
pub(crate) fn routes() -> OpenApiRouter<Http> {
    OpenApiRouter::new()
        .routes(resource::unpaged::<Rule>())
        .routes(resource::creation::<Rule>())
        .routes(resource::one::<Rule>())
        .routes(routes!(of_invoice))
        .routes(routes!(remind))
        .routes(routes!(pause))
        .routes(routes!(resume))
}

impl Resource for Rule {
    const NOUN: Noun = Noun {
        path: "/reminder-rules",
        one: "reminder rule",
        many: "reminder rules",
        short: "rule",
    };
    const READ_ONLY: &'static [&'static str] =
        &["id", "last_error", "revision", "created_at", "updated_at"];
    const GET: &'static str = "With why its reminders are skipped, if they are.";
    const REPLACE: &'static str =
        "What is left out gets its default. No invoice is reminded of twice by the same rule.";
    const DELETE: &'static str = "What it sent stays on record.";

    type Entry = Self;
    type Body = wire::RuleBody;
    type Wire = wire::Rule;

    fn read(reader: &Reader<'_>, _: Option<&Self>) -> RuleDraft {
        read::rule(reader)
    }

    fn body(&self) -> wire::RuleBody {
        write::body(self)
    }

    fn wire(&self) -> wire::Rule {
        write::rule(self)
    }

    fn example_of_changes() -> Value {
        json!({"enabled": false})
    }

    resource::shows_itself!();
}

impl Creatable for Rule {
    const CREATE: &'static str = "\
        Customers are reminded of each open invoice once by each rule, so many days before or after it is due. Reminders stop\n\
        when the invoice is paid, voided or credited. The rule reaches what comes due for it from today on, and\n\
        with `include_overdue` also what is overdue already.";
    const LOCATION: &'static str = "Where the rule is.";
}

impl Unpaged for Rule {
    const LIST: &'static str = "By their days, the earliest first.";

    async fn all(app: &App, caller: &Caller) -> net30_app::Result<Vec<Self>> {
        reminders::list(app, caller).await
    }
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
    let words = |shown: &Shown| Reply::ok(&invoices::view(&http, shown)).etag_of(shown);
    http.write(&request, &remind, str::to_owned, words).await
}

async fn set_paused(http: &Http, mut request: WriteRequest, paused: bool) -> Result<Reply> {
    let id = request.id::<InvoiceId>("id", What::Invoice)?;
    request::read_nothing(&mut request)?;
    let words = |shown: &Shown| Reply::ok(&invoices::view(http, shown)).etag_of(shown);
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
