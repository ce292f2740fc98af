//! One invoice: made, shown, replaced, changed, thrown away.

use super::{
    read::{new_invoice, replacement},
    wire::{Invoice, InvoiceBody, InvoiceChanges},
    write,
};
use crate::{
    PREFIX, TAG,
    request::{self, Loading, Present, into_words_of},
    status::word,
};
use axum::extract::State;
use net30_app::{
    Error, What,
    invoices::{self, Create, Replace, Shown, Trash, Wording},
};
use net30_domain::{document::DueDateSource, id::InvoiceId};
use net30_http::{
    Http,
    call::{ReadRequest, WriteRequest, worded},
    problem::Result,
    query::Query,
    reply::Reply,
};

/// These words, wherever a document is shown as a whole.
pub(super) const WORDING: Wording = Wording("native");

/// Reads whether the steps of the calculation are wanted.
pub(super) fn explain(query: &Query<'_>) -> bool {
    query.boolean("explain").unwrap_or(false)
}

/// The invoice as JSON, with the steps of its calculation if they are wanted.
pub(super) fn view(http: &Http, shown: &Shown, explain: bool) -> Invoice {
    // What was stored has been calculated before: that it fails now would only leave the steps out.
    let steps = explain.then(|| invoices::explain(&shown.invoice).ok()).flatten();
    let calculation = steps.map(write::steps);
    Invoice { calculation, ..write::invoice(shown, http.app().public_url()) }
}

/// The reply that shows an invoice.
pub(super) fn reply(http: &Http, shown: &Shown, explain: bool) -> Reply {
    Reply::ok(&view(http, shown, explain)).etag_of(shown)
}

/// The reply that shows a new invoice.
pub(super) fn created(http: &Http, shown: &Shown, explain: bool) -> Reply {
    let location = format!("{PREFIX}/invoices/{}", shown.invoice.id);
    Reply::created(&view(http, shown, explain), &location).etag_of(shown)
}

/// Create an invoice
///
/// Makes a draft, or with `issue=true` (or `status: "open"`) issues it at once: the number is drawn, seller and
/// customer are frozen, and the public link works. The customer is one of yours by `customer_id`, or spelt out in
/// `customer`: found by `external_id`, else by e-mail and the same name (without e-mail by name and address, without a
/// name by e-mail), else made. What you give is used for this document and kept with that customer; no other customer
/// and no other document changes.
#[utoipa::path(
    post, path = "/invoices", operation_id = "create_invoice", tag = TAG,
    params(
        ("issue" = Option<bool>, Query, description = "Issue at once."),
        ("explain" = Option<bool>, Query, description = "Show every rounding step in `calculation`."),
    ),
    request_body = InvoiceBody,
    responses((
        status = 201, description = "The invoice.", body = Invoice,
        headers(("Location" = String, description = "Where the invoice is."), ("ETag" = String, description = "Its revision.")),
    )),
)]
pub(super) async fn create(State(http): State<Http>, mut request: WriteRequest) -> Result<Reply> {
    let body = request.json()?;
    let (draft, issue, explain) = request::read_draft_of(&mut request, &body, |reader, query| {
        let (draft, open) = new_invoice(reader);
        (draft, query.boolean("issue").unwrap_or(false) || open, explain(query))
    })?;
    let words = |shown: &Shown| created(&http, shown, explain);
    let written = http.write(&request, &Create { draft, issue }, str::to_owned, words).await;
    written.map_err(|problem| into_words_of(&body, problem))
}

/// Get an invoice
///
/// The invoice or credit note with its items, customer, totals, payments and credit notes.
#[utoipa::path(
    get, path = "/invoices/{id}", operation_id = "get_invoice", tag = TAG,
    params(
        ("id" = Uuid, Path, description = "The invoice."),
        ("explain" = Option<bool>, Query, description = "Show every rounding step in `calculation`."),
    ),
    responses((
        status = 200, description = "The invoice.", body = Invoice,
        headers(("ETag" = String, description = "Its revision.")),
    )),
)]
pub(super) async fn get(State(http): State<Http>, request: ReadRequest) -> Result<Reply> {
    let id = request.id::<InvoiceId>("id", What::Invoice)?;
    let explain = request::query(&request, explain)?;
    if explain {
        let shown = invoices::get(http.app(), &request.caller, id).await?;
        return Ok(reply(&http, &shown, explain));
    }
    let words = |shown: &Shown| Ok(view(&http, shown, false));
    net30_http::single::reply(&http, &request.caller, id, WORDING, words).await
}

/// Replace a draft
///
/// What is left out gets its default. What only replies have (`id`, `totals`, …) is passed over, so that the
/// invoice can be sent back as it was got; items keep their identity by their `id`.
#[utoipa::path(
    put, path = "/invoices/{id}", operation_id = "replace_invoice", tag = TAG,
    params(
        ("id" = Uuid, Path, description = "The invoice."),
        ("explain" = Option<bool>, Query, description = "Show every rounding step in `calculation`."),
    ),
    request_body = InvoiceBody,
    responses((
        status = 200, description = "The invoice.", body = Invoice,
        headers(("ETag" = String, description = "Its revision.")),
    )),
)]
pub(super) async fn replace(State(http): State<Http>, mut request: WriteRequest) -> Result<Reply> {
    let id = request.id::<InvoiceId>("id", What::Invoice)?;
    let body = request.json()?;
    // Only drafts can be replaced, so that any other status is worth a look.
    let status = match body.get("status").and_then(serde_json::Value::as_str) {
        None | Some("draft") => "draft",
        Some(_) => word(invoices::get(http.app(), &request.call.caller, id).await?.standing()),
    };
    let (draft, explain) = request::read_draft_of(&mut request, &body, |reader, query| {
        (replacement(reader, status), explain(query))
    })?;
    let words = |shown: &Shown| reply(&http, shown, explain);
    let written = http.write(&request, &Replace { id, draft }, str::to_owned, words).await;
    written.map_err(|problem| into_words_of(&body, problem))
}

/// Change a draft
///
/// A merge patch (RFC 7396): what is left out stays, `null` clears, `items` and other arrays are replaced whole.
#[utoipa::path(
    patch, path = "/invoices/{id}", operation_id = "update_invoice", tag = TAG,
    params(
        ("id" = Uuid, Path, description = "The invoice."),
        ("explain" = Option<bool>, Query, description = "Show every rounding step in `calculation`."),
    ),
    request_body(content = InvoiceChanges, description = "What changes. No field is required.", example = json!({"due_date": "2026-02-28", "notes": null})),
    responses((
        status = 200, description = "The invoice.", body = Invoice,
        headers(("ETag" = String, description = "Its revision.")),
    )),
)]
pub(super) async fn patch(State(http): State<Http>, mut request: WriteRequest) -> Result<Reply> {
    let id = request.id::<InvoiceId>("id", What::Invoice)?;
    let caller = request.call.caller;
    // A customer in the patch, however it is named, takes the place of the present one.
    let changes = request.json()?;
    let renames_customer = changes.get("customer").is_some_and(|value| !value.is_null());
    let new_terms = request::says_new_terms(&changes);
    let app = http.app();
    let explained = request::peek(&request, explain);
    let words = {
        let http = http.clone();
        move |shown: &Shown| reply(&http, shown, explained)
    };
    let load = || -> Loading<'_> {
        let words = words.clone();
        Box::pin(async move {
            let shown = invoices::get(app, &caller, id).await?;
            let mut body = write::body(&shown);
            if renames_customer {
                body.fields.customer_id = None;
            }
            if new_terms {
                body.fields.payment_days = None;
            }
            let mut body =
                serde_json::to_value(body).map_err(|error| Error::Broken(error.into()))?;
            // A due date that nobody gave follows from the terms again.
            if shown.invoice.content.due_date_source == DueDateSource::Terms {
                body.as_object_mut().map(|fields| fields.remove("due_date"));
            }
            let status = word(shown.standing());
            Present::of(&body, shown.invoice.revision, move |reader, query| {
                let _ = explain(query);
                worded(Replace { id, draft: replacement(reader, status) }, words)
            })
        })
    };
    request::patch(&http, &mut request, &load).await
}

/// Delete a draft
///
/// Moves it to the trash. An issued invoice is never erased: void it, or make a credit note.
#[utoipa::path(
    delete, path = "/invoices/{id}", operation_id = "delete_invoice", tag = TAG,
    params(("id" = Uuid, Path, description = "The invoice.")),
    responses((status = 204, description = "It is in the trash.")),
)]
pub(super) async fn trash(State(http): State<Http>, mut request: WriteRequest) -> Result<Reply> {
    let id = request.id::<InvoiceId>("id", What::Invoice)?;
    request::read_nothing(&mut request)?;
    http.write(&request, &Trash { id }, str::to_owned, |()| Reply::no_content()).await
}
