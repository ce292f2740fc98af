//! The settings of the account that the request works on.

pub(crate) mod read;
pub(crate) mod stripe;
pub(crate) mod wire;
pub(crate) mod write;

use self::wire::{Account, SettingsBody, SettingsChanges};
use crate::{
    TAG,
    request::{self, Loading, Present},
};
use axum::extract::State;
use net30_app::accounts::{self, AccountDraft, Settings, Update};
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
    OpenApiRouter::new().routes(routes!(get, replace, patch)).merge(stripe::routes())
}

fn reply(settings: &Settings) -> Reply {
    Reply::ok(&write::settings(settings)).etag(settings.account.revision)
}

fn whole(reader: &Reader<'_>) -> AccountDraft {
    reader.ignore(&read::READ_ONLY);
    read::settings(reader)
}

/// Get the settings
///
/// Of the account that the key, or the header `X-Account-Id`, names.
#[utoipa::path(
    get, path = "/settings", operation_id = "get_settings", tag = TAG,
    responses((
        status = 200, description = "The account with its settings.", body = Account,
        headers(("ETag" = String, description = "Its revision.")),
    )),
)]
async fn get(State(http): State<Http>, request: ReadRequest) -> Result<Reply> {
    request::query(&request, |_| ())?;
    Ok(reply(&accounts::settings(http.app(), &request.caller).await?))
}

/// Replace the settings
///
/// Needs a key of scope `admin`. What is left out gets its default.
#[utoipa::path(
    put, path = "/settings", operation_id = "replace_settings", tag = TAG,
    request_body = SettingsBody,
    responses((
        status = 200, description = "The account with its settings.", body = Account,
        headers(("ETag" = String, description = "Its revision.")),
    )),
)]
async fn replace(State(http): State<Http>, mut request: WriteRequest) -> Result<Reply> {
    let draft = request::read_draft(&mut request, |reader, _| whole(reader))?;
    http.write(&request, &Update { draft }, str::to_owned, reply).await
}

/// Change the settings
///
/// Needs a key of scope `admin`. A merge patch (RFC 7396): what is left out stays, `null` clears.
#[utoipa::path(
    patch, path = "/settings", operation_id = "update_settings", tag = TAG,
    request_body(content = SettingsChanges, description = "What changes. No field is required.", example = json!({"company": {"email": "billing@acme.example"}, "defaults": {"payment_terms": "Net 14"}})),
    responses((
        status = 200, description = "The account with its settings.", body = Account,
        headers(("ETag" = String, description = "Its revision.")),
    )),
)]
async fn patch(State(http): State<Http>, mut request: WriteRequest) -> Result<Reply> {
    let (app, caller) = (http.app(), request.call.caller);
    let changes = request.json()?;
    let new_terms = changes.get("defaults").is_some_and(request::says_new_terms);
    let by_former_name = changes.get(read::RECEIPT_LETTERS).is_some();
    let load = || -> Loading<'_> {
        Box::pin(async move {
            let found = accounts::get(app, &caller).await?;
            let mut body = write::body(&found);
            if new_terms {
                body.defaults.payment_days = None;
            }
            let present = Present::of(&body, found.revision, |reader, _| {
                worded(Update { draft: whole(reader) }, reply)
            })?;
            Ok(if by_former_name { present.without(read::RECEIPT_EMAILS) } else { present })
        })
    };
    request::patch(&http, &mut request, &load).await
}
