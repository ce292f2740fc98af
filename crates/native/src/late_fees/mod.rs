//! Late fees: what the account charges, and what it charged for an invoice.

pub(crate) mod read;
pub(crate) mod wire;
pub(crate) mod write;

use self::wire::{LateFee, LateFees, LateFeesBody, LateFeesChanges};
use crate::{
    TAG,
    request::{self, Loading, Present},
    wire::Whole,
};
use axum::extract::State;
use net30_app::{
    What,
    late_fees::{self, Terms, Update},
};
use net30_domain::id::InvoiceId;
use net30_http::{
    Http,
    call::{ReadRequest, WriteRequest, worded},
    json::Reader,
    problem::Result,
    reply::Reply,
};
use utoipa_axum::{router::OpenApiRouter, routes};

/// The table of routes.
pub(crate) fn routes() -> OpenApiRouter<Http> {
    OpenApiRouter::new().routes(routes!(get, replace, patch)).routes(routes!(of_invoice))
}

fn reply(found: &late_fees::LateFees) -> Reply {
    Reply::ok(&write::late_fees(found)).etag(found.revision)
}

fn whole(reader: &Reader<'_>) -> Terms {
    reader.ignore(&read::READ_ONLY);
    read::terms(reader)
}

/// Get the terms of late fees
///
/// What the account charges for being paid late; nothing unless it says so.
#[utoipa::path(
    get, path = "/settings/late-fees", operation_id = "get_late_fees", tag = TAG,
    responses((
        status = 200, description = "The terms.", body = LateFees,
        headers(("ETag" = String, description = "Their revision.")),
    )),
)]
async fn get(State(http): State<Http>, request: ReadRequest) -> Result<Reply> {
    request::query(&request, |_| ())?;
    Ok(reply(&late_fees::get(http.app(), &request.caller).await?))
}

/// Replace the terms of late fees
///
/// Needs a key of scope `admin`. Reaches what becomes late from today on. Whether and how much may be charged is for the
/// law of your country and your contracts to say.
#[utoipa::path(
    put, path = "/settings/late-fees", operation_id = "replace_late_fees", tag = TAG,
    request_body = LateFeesBody,
    responses((
        status = 200, description = "The terms.", body = LateFees,
        headers(("ETag" = String, description = "Their revision.")),
    )),
)]
async fn replace(State(http): State<Http>, mut request: WriteRequest) -> Result<Reply> {
    let terms = request::read_draft(&mut request, |reader, _| whole(reader))?;
    http.write(&request, &Update { terms }, str::to_owned, reply).await
}

/// Change the terms of late fees
///
/// Needs a key of scope `admin`. A merge patch (RFC 7396): what is left out stays, `null` clears.
#[utoipa::path(
    patch, path = "/settings/late-fees", operation_id = "update_late_fees", tag = TAG,
    request_body(content = LateFeesChanges, description = "What changes. No field is required.", example = json!({"enabled": false})),
    responses((
        status = 200, description = "The terms.", body = LateFees,
        headers(("ETag" = String, description = "Their revision.")),
    )),
)]
async fn patch(State(http): State<Http>, mut request: WriteRequest) -> Result<Reply> {
    let (app, caller) = (http.app(), request.call.caller);
    let load = || -> Loading<'_> {
        Box::pin(async move {
            let found = late_fees::get(app, &caller).await?;
            Present::of(&write::body(&found.terms), found.revision, |reader, _| {
                worded(Update { terms: whole(reader) }, reply)
            })
        })
    };
    request::patch(&http, &mut request, &load).await
}

/// List the late fees of an invoice
///
/// Each period was charged for at most once.
#[utoipa::path(
    get, path = "/invoices/{id}/late-fees", operation_id = "list_late_fees", tag = TAG,
    params(("id" = Uuid, Path, description = "The invoice.")),
    responses((status = 200, description = "The fees.", body = Whole<LateFee>)),
)]
async fn of_invoice(State(http): State<Http>, request: ReadRequest) -> Result<Reply> {
    let id = request.id::<InvoiceId>("id", What::Invoice)?;
    request::query(&request, |_| ())?;
    let (invoice, charged) = late_fees::of_invoice(http.app(), &request.caller, id).await?;
    let currency = invoice.content.currency;
    Ok(Reply::ok(&Whole {
        data: charged.iter().map(|fee| write::late_fee(fee, currency)).collect(),
    }))
}
