//! Recurring invoices.

pub(crate) mod read;
pub(crate) mod wire;
pub(crate) mod write;

use self::wire::Recurring as RecurringWire;
use crate::{
    TAG,
    invoices::{self, wire::Invoice},
    request::{self, paging, search},
    resource::{self, Creatable, Noun, Paged, Resource},
};
use axum::{extract::State, response::Response};
use net30_app::{
    App, Caller, Page, Paging, UseCase, What,
    recurring::{self, GenerateNow, Pause, Recurring, RecurringDraft, Resume, Status},
};
use net30_domain::id::RecurringId;
use net30_http::{
    Http,
    call::{ReadRequest, WriteRequest},
    json::Reader,
    paging::{self, Wanted},
    problem::Result,
    query::Query,
    reply::Reply,
};
use serde_json::{Value, json};
use utoipa::openapi::{ObjectBuilder, Type, path::Parameter};
use utoipa_axum::{router::OpenApiRouter, routes};

/// The table of routes.
pub(crate) fn routes() -> OpenApiRouter<Http> {
    OpenApiRouter::new()
        .routes(resource::paged::<Recurring>())
        .routes(resource::creation::<Recurring>())
        .routes(resource::one::<Recurring>())
        .routes(routes!(pause))
        .routes(routes!(resume))
        .routes(routes!(generate_now))
        .routes(routes!(made))
}

impl Resource for Recurring {
    const NOUN: Noun = Noun {
        path: "/recurring-invoices",
        one: "recurring invoice",
        many: "recurring invoices",
        short: "recurring invoice",
    };
    const READ_ONLY: &'static [&'static str] = &read::READ_ONLY;
    const GET: &'static str = "With the dates that come next.";
    const REPLACE: &'static str = "What is left out gets its default. Invoices that it made stay as they are; no date is made twice.";
    const PATCH: &'static str = "A merge patch (RFC 7396): what is left out stays, `null` clears, `items` and other arrays are replaced whole.";
    const DELETE: &'static str = "The invoices that it made stay.";

    type Entry = Self;
    type Body = wire::RecurringBody;
    type Wire = RecurringWire;

    fn read(reader: &Reader<'_>, _: Option<&Self>) -> RecurringDraft {
        read::recurring(reader)
    }

    fn body(&self) -> wire::RecurringBody {
        write::body(self)
    }

    fn body_before(&self, changes: &Value) -> wire::RecurringBody {
        let mut body = self.body();
        // A customer in the patch, however it is named, takes the place of the present one.
        let customer = changes.pointer("/invoice/customer");
        if customer.is_some_and(|customer| !customer.is_null()) {
            body.invoice.customer_id = None;
        }
        if changes.get("invoice").is_some_and(request::says_new_terms) {
            body.invoice.payment_days = None;
        }
        body
    }

    fn wire(&self) -> RecurringWire {
        write::recurring(self)
    }

    fn example_of_changes() -> Value {
        json!({"mode": "issue_and_send"})
    }

    resource::shows_itself!();
}

impl Creatable for Recurring {
    const CREATE: &'static str = "\
        `invoice` is what each invoice says: the body of an invoice without dates and number, with placeholders in its texts.\n\
        It is tried out at once. Dates before today are not made up for; the start still decides on which days it falls.";
    const LOCATION: &'static str = "Where it is.";
}

/// Which recurring invoices are wanted: by status, and by a part of the name.
type Filter = (Option<Status>, Option<String>);

impl Paged for Recurring {
    /// Each may have a thousand lines.
    const STEP: i64 = 8;

    type Filter = Filter;
    type Listed = Self;
    type ListedWire = RecurringWire;

    fn filters() -> Vec<Parameter> {
        let words = "`active`, `paused` or `ended`; all if left out.";
        let status =
            paging::parameter("status", words, ObjectBuilder::new().schema_type(Type::String));
        let search = resource::search("Part of the name, in any case.");
        vec![status.example(Some(json!("active"))).build(), search]
    }

    fn filter(query: &Query<'_>) -> Filter {
        let words = Status::ALL.map(|status| (status.word(), status));
        (query.choice("status", &words), search(query))
    }

    async fn page(
        app: &App,
        caller: &Caller,
        (status, search): &Filter,
        paging: &Paging,
    ) -> net30_app::Result<Page<Self>> {
        recurring::list(app, caller, *status, search.as_deref(), paging).await
    }

    fn listed(listed: &Self) -> RecurringWire {
        listed.wire()
    }
}

async fn act<U: UseCase<Output = Recurring>>(
    http: &Http,
    mut request: WriteRequest,
    use_case: impl FnOnce(RecurringId) -> U,
) -> Result<Reply> {
    let id = request.id::<RecurringId>("id", What::Recurring)?;
    request::read_nothing(&mut request)?;
    http.write(&request, &use_case(id), str::to_owned, resource::reply).await
}

/// Pause a recurring invoice
///
/// It makes no invoices until it is resumed.
#[utoipa::path(
    post, path = "/recurring-invoices/{id}/pause", operation_id = "pause_recurring_invoice", tag = TAG,
    params(("id" = Uuid, Path, description = "The recurring invoice.")),
    responses((status = 200, description = "The recurring invoice.", body = RecurringWire)),
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
    responses((status = 200, description = "The recurring invoice.", body = RecurringWire)),
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
        Wanted,
    ),
    responses((status = 200, description = "A page of invoices.", body = paging::Page<Invoice>)),
)]
async fn made(State(http): State<Http>, request: ReadRequest) -> Result<Response> {
    let id = request.id::<RecurringId>("id", What::Recurring)?;
    let paging = request::query(&request, paging)?;
    let list = recurring::invoices(http.app(), &request.caller, id, &paging).await?;
    invoices::page(&http, list, &paging).await
}
