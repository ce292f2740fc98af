//! Webhooks: whom the account tells what happens.

mod deliveries;
mod hooks;
pub mod news;
pub(crate) mod read;
pub(crate) mod wire;
pub(crate) mod write;

use self::wire::{NewWebhook, WebhookBody};
use crate::{
    PREFIX, TAG, request,
    resource::{self, Noun, Resource, Unpaged},
};
use axum::{extract::State, http::StatusCode};
use net30_app::{
    App, Caller, What,
    webhooks::{self, Create, RotateSecret, WebhookDraft, WithSecret},
};
use net30_domain::{id::WebhookId, webhook::Webhook};
use net30_http::{Http, call::WriteRequest, json::Reader, problem::Result, reply::Reply};
use serde_json::{Value, json};
use utoipa_axum::{router::OpenApiRouter, routes};

/// The table of routes.
#[must_use]
pub fn routes() -> OpenApiRouter<Http> {
    OpenApiRouter::new()
        .routes(resource::unpaged::<Webhook>())
        .routes(routes!(create))
        .routes(resource::one::<Webhook>())
        .routes(routes!(rotate_secret))
        .routes(routes!(deliveries::test))
        .routes(routes!(deliveries::list))
        .routes(routes!(deliveries::get))
        .routes(routes!(deliveries::retry))
        .routes(routes!(hooks::subscribe))
        .routes(routes!(hooks::unsubscribe))
}

/// A webhook is made by a route of its own, since its reply has a secret that is shown once.
impl Resource for Webhook {
    const NOUN: Noun =
        Noun { path: "/webhooks", one: "webhook", many: "webhooks", short: "webhook" };
    const READ_ONLY: &'static [&'static str] = &[
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
    const GET: &'static str = "Without its secret.";
    const REPLACE: &'static str = "What is left out gets its default. One that is enabled again is told of what happens from then on.";
    const PATCH: &'static str = "\
        A merge patch (RFC 7396): what is left out stays, `null` clears. One that is enabled again is told of what happens\n\
        from then on.";
    const DELETE: &'static str = "With its deliveries: those that are still to be made are not.";

    type Entry = Self;
    type Body = WebhookBody;
    type Wire = wire::Webhook;

    fn read(reader: &Reader<'_>, _: Option<&Self>) -> WebhookDraft {
        read::webhook(reader)
    }

    fn body(&self) -> WebhookBody {
        write::body(self)
    }

    fn wire(&self) -> wire::Webhook {
        write::webhook(self)
    }

    fn example_of_changes() -> Value {
        json!({"enabled": false})
    }

    resource::shows_itself!();
}

impl Unpaged for Webhook {
    const LIST: &'static str =
        "All of them, newest first, without their secrets; those that programs subscribed too.";

    async fn all(app: &App, caller: &Caller) -> net30_app::Result<Vec<Self>> {
        webhooks::list(app, caller).await
    }
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
