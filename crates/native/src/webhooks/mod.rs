//! Webhooks: whom the account tells what happens.

mod deliveries;
mod hooks;
pub mod news;
pub(crate) mod read;
pub(crate) mod wire;
pub(crate) mod write;

use self::wire::{NewWebhook, Webhook, WebhookBody, WebhookChanges};
use crate::{
    PREFIX, TAG,
    request::{self, Present},
    wire::Whole,
};
use axum::{extract::State, http::StatusCode};
use net30_app::{
    What,
    webhooks::{self, Create, Delete, Replace, RotateSecret, WebhookDraft, WithSecret},
};
use net30_domain::{id::WebhookId, webhook};
use net30_http::{
    Http,
    call::{ReadRequest, WriteRequest},
    json::Reader,
    problem::Result,
    query::Query,
    reply::Reply,
};
use utoipa_axum::{router::OpenApiRouter, routes};

/// Fields of a reply that a client may send back.
const READ_ONLY: [&str; 9] = [
    "id",
    "hook",
    "secret",
    "disabled_at",
    "disabled_reason",
    "failing_since",
    "revision",
    "created_at",
    "updated_at",
];

/// The table of routes.
/// The table of routes.
#[must_use]
pub fn routes() -> OpenApiRouter<Http> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(get, replace, patch, delete))
        .routes(routes!(rotate_secret))
        .routes(routes!(deliveries::test))
        .routes(routes!(deliveries::list))
        .routes(routes!(deliveries::get))
        .routes(routes!(deliveries::retry))
        .routes(routes!(hooks::subscribe))
        .routes(routes!(hooks::unsubscribe))
}

fn reply(found: &webhook::Webhook) -> Reply {
    Reply::ok(&write::webhook(found)).etag(found.revision)
}

fn new_webhook((made, secret): &WithSecret) -> NewWebhook {
    NewWebhook { webhook: write::webhook(made), secret: secret.clone() }
}

fn created(made: &WithSecret) -> Reply {
    let location = format!("{PREFIX}/webhooks/{}", made.0.id);
    let reply = Reply::created(&new_webhook(made), &location);
    reply.etag(made.0.revision).with_secret(&made.1)
}

fn rotated(made: &WithSecret) -> Reply {
    let reply = Reply::json(StatusCode::OK, &new_webhook(made));
    reply.etag(made.0.revision).with_secret(&made.1)
}

fn whole(reader: &Reader<'_>) -> WebhookDraft {
    reader.ignore(&READ_ONLY);
    read::webhook(reader)
}

/// List webhooks
///
/// All of them, newest first, without their secrets; those that programs subscribed too.
#[utoipa::path(
    get, path = "/webhooks", operation_id = "list_webhooks", tag = TAG,
    responses((status = 200, description = "The webhooks.", body = Whole<Webhook>)),
)]
async fn list(State(http): State<Http>, request: ReadRequest) -> Result<Reply> {
    request::query(&request, |_| ())?;
    let found = webhooks::list(http.app(), &request.caller).await?;
    Ok(Reply::ok(&Whole { data: found.iter().map(write::webhook).collect() }))
}

/// Create a webhook
///
/// It is told of what happens from now on. The secret that signs deliveries is shown once and never again.
#[utoipa::path(
    post, path = "/webhooks", operation_id = "create_webhook", tag = TAG,
    request_body = WebhookBody,
    responses((
        status = 201, description = "The webhook and its secret.", body = NewWebhook,
        headers(("Location" = String, description = "Where the webhook is."), ("ETag" = String, description = "Its revision.")),
    )),
)]
async fn create(State(http): State<Http>, mut request: WriteRequest) -> Result<Reply> {
    let draft = request::read_draft(&mut request, |reader, _| read::webhook(reader))?;
    let use_case = Create { draft, is_hook: false };
    http.write(&request, &use_case, str::to_owned, created).await
}

/// Get a webhook
///
/// Without its secret.
#[utoipa::path(
    get, path = "/webhooks/{id}", operation_id = "get_webhook", tag = TAG,
    params(("id" = Uuid, Path, description = "The webhook.")),
    responses((
        status = 200, description = "The webhook.", body = Webhook,
        headers(("ETag" = String, description = "Its revision.")),
    )),
)]
async fn get(State(http): State<Http>, request: ReadRequest) -> Result<Reply> {
    let id = request.id::<WebhookId>("id", What::Webhook)?;
    request::query(&request, |_| ())?;
    Ok(reply(&webhooks::get(http.app(), &request.caller, id).await?))
}

/// Replace a webhook
///
/// What is left out gets its default. One that is enabled again is told of what happens from then on.
#[utoipa::path(
    put, path = "/webhooks/{id}", operation_id = "replace_webhook", tag = TAG,
    params(("id" = Uuid, Path, description = "The webhook.")),
    request_body = WebhookBody,
    responses((
        status = 200, description = "The webhook.", body = Webhook,
        headers(("ETag" = String, description = "Its revision.")),
    )),
)]
async fn replace(State(http): State<Http>, mut request: WriteRequest) -> Result<Reply> {
    let id = request.id::<WebhookId>("id", What::Webhook)?;
    let draft = request::read_draft(&mut request, |reader, _| whole(reader))?;
    http.write(&request, &Replace { id, draft }, str::to_owned, reply).await
}

/// Change a webhook
///
/// A merge patch (RFC 7396): what is left out stays, `null` clears. One that is enabled again is told of what happens
/// from then on.
#[utoipa::path(
    patch, path = "/webhooks/{id}", operation_id = "update_webhook", tag = TAG,
    params(("id" = Uuid, Path, description = "The webhook.")),
    request_body(content = WebhookChanges, description = "What changes. No field is required.", example = json!({"enabled": false})),
    responses((
        status = 200, description = "The webhook.", body = Webhook,
        headers(("ETag" = String, description = "Its revision.")),
    )),
)]
async fn patch(State(http): State<Http>, mut request: WriteRequest) -> Result<Reply> {
    let id = request.id::<WebhookId>("id", What::Webhook)?;
    let (app, caller) = (http.app(), request.call.caller);
    let load = || async move {
        let found = webhooks::get(app, &caller, id).await?;
        Ok(Present { body: write::body(&found), revision: found.revision, context: () })
    };
    let reading = |reader: &Reader<'_>, _: &Query<'_>, (): &()| whole(reader);
    let use_case = |draft| Replace { id, draft };
    request::patch(&http, &mut request, load, reading, use_case, reply).await
}

/// Delete a webhook
///
/// With its deliveries: those that are still to be made are not.
#[utoipa::path(
    delete, path = "/webhooks/{id}", operation_id = "delete_webhook", tag = TAG,
    params(("id" = Uuid, Path, description = "The webhook.")),
    responses((status = 204, description = "It is removed.")),
)]
async fn delete(State(http): State<Http>, mut request: WriteRequest) -> Result<Reply> {
    let id = request.id::<WebhookId>("id", What::Webhook)?;
    request::read_nothing(&mut request)?;
    let use_case = Delete { id, only_hook: false };
    http.write(&request, &use_case, str::to_owned, |()| Reply::no_content()).await
}

/// Give a webhook a new secret
///
/// It is shown once and never again, and signs from now on. For 24 hours the one before signs too, in
/// `webhook-signature`; the signatures of the other services have room for one, and that is the new one's.
#[utoipa::path(
    post, path = "/webhooks/{id}/rotate-secret", operation_id = "rotate_webhook_secret", tag = TAG,
    params(("id" = Uuid, Path, description = "The webhook.")),
    responses((
        status = 200, description = "The webhook and its secret.", body = NewWebhook,
        headers(("ETag" = String, description = "Its revision.")),
    )),
)]
async fn rotate_secret(State(http): State<Http>, mut request: WriteRequest) -> Result<Reply> {
    let id = request.id::<WebhookId>("id", What::Webhook)?;
    request::read_nothing(&mut request)?;
    http.write(&request, &RotateSecret { id }, str::to_owned, rotated).await
}
