//! REST hooks: webhooks that a program subscribes by itself, as Zapier and its like do.

use super::{
    read,
    wire::{HookBody, NewHook},
};
use crate::{PREFIX, TAG, request};
use axum::extract::State;
use net30_app::{
    What,
    webhooks::{Create, Unsubscribe, WithSecret},
};
use net30_domain::id::WebhookId;
use net30_http::{Http, call::WriteRequest, problem::Result, reply::Reply};

/// What the use case calls the receiver's URL.
fn rename(pointer: &str) -> String {
    if pointer == "/url" { "/target_url".to_owned() } else { pointer.to_owned() }
}

/// Subscribe a REST hook
///
/// For Zapier and its like: the receiver is told of one type of event until it is unsubscribed, or answers 410. It is a
/// webhook as others are, in the native API's words.
#[utoipa::path(
    post, path = "/hooks/subscribe", operation_id = "subscribe_hook", tag = TAG,
    request_body = HookBody,
    responses((
        status = 201, description = "The hook.", body = NewHook,
        headers(("Location" = String, description = "Where the webhook is."), ("ETag" = String, description = "Its revision.")),
    )),
)]
pub(super) async fn subscribe(
    State(http): State<Http>,
    mut request: WriteRequest,
) -> Result<Reply> {
    let draft = request::read_draft(&mut request, |reader, _| read::hook(reader))?;
    let words = |(made, secret): &WithSecret| {
        let location = format!("{PREFIX}/webhooks/{}", made.id);
        let reply = Reply::created(&NewHook { id: made.id.0, secret: secret.clone() }, &location);
        reply.etag(made.revision).with_secret(secret)
    };
    http.write(&request, &Create { draft, is_hook: true }, rename, words).await
}

/// Unsubscribe a REST hook
///
/// One that is subscribed no more is not found.
#[utoipa::path(
    delete, path = "/hooks/{id}", operation_id = "unsubscribe_hook", tag = TAG,
    params(("id" = Uuid, Path, description = "The hook.")),
    responses((status = 204, description = "It is unsubscribed.")),
)]
pub(super) async fn unsubscribe(
    State(http): State<Http>,
    mut request: WriteRequest,
) -> Result<Reply> {
    let id = request.id::<WebhookId>("id", What::Webhook)?;
    request::read_nothing(&mut request)?;
    http.write(&request, &Unsubscribe { id }, rename, |()| Reply::no_content()).await
}
