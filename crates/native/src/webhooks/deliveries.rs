//! What a webhook was told: the list, one to look at, to send again, to try.

use super::{wire, write};
use crate::{PREFIX, TAG, request};
use axum::extract::State;
use jiff::Timestamp;
use net30_app::webhooks::{News, PayloadWriter, Subject};
use net30_app::{
    What,
    webhooks::{self, Retry, Test},
};
use net30_domain::webhook::TEST_WORD;
use net30_domain::{
    id::{WebhookDeliveryId, WebhookId},
    webhook::{Webhook, WebhookDelivery, WebhookDeliveryStatus},
};
use net30_http::{
    Http,
    call::{ReadRequest, WriteRequest},
    paging::{self, Page, Wanted},
    problem::Result,
    reply::Reply,
};

/// List the deliveries to a webhook
///
/// Newest first. What was delivered or given up is kept for 30 days.
#[utoipa::path(
    get, path = "/webhooks/{id}/deliveries", operation_id = "list_webhook_deliveries", tag = TAG,
    params(
        ("id" = Uuid, Path, description = "The webhook."),
        ("status" = Option<String>, Query, description = "`pending`, `delivered` or `failed`; all if left out.", example = "failed"),
        Wanted,
    ),
    responses((status = 200, description = "A page of deliveries.", body = Page<wire::WebhookDelivery>)),
)]
pub(super) async fn list(State(http): State<Http>, request: ReadRequest) -> Result<Reply> {
    let id = request.id::<WebhookId>("id", What::Webhook)?;
    let (status, paging) = request::query(&request, |query| {
        let statuses: Vec<(&str, WebhookDeliveryStatus)> =
            WebhookDeliveryStatus::ALL.iter().map(|status| (status.word(), *status)).collect();
        (query.choice("status", &statuses), request::paging(query))
    })?;
    let found = webhooks::deliveries(http.app(), &request.caller, id, status, &paging).await?;
    Ok(paging::reply(&found, &paging, write::delivery))
}

/// Get a delivery
///
/// With the body that is posted.
#[utoipa::path(
    get, path = "/webhooks/{id}/deliveries/{delivery_id}", operation_id = "get_webhook_delivery", tag = TAG,
    params(
        ("id" = Uuid, Path, description = "The webhook."),
        ("delivery_id" = Uuid, Path, description = "The delivery."),
    ),
    responses((status = 200, description = "The delivery.", body = wire::WebhookDeliveryWithPayload)),
)]
pub(super) async fn get(State(http): State<Http>, request: ReadRequest) -> Result<Reply> {
    let webhook_id = request.id::<WebhookId>("id", What::WebhookDelivery)?;
    let id = request.id::<WebhookDeliveryId>("delivery_id", What::WebhookDelivery)?;
    request::query(&request, |_| ())?;
    let shown = webhooks::delivery(http.app(), &request.caller, webhook_id, id).await?;
    Ok(Reply::ok(&write::delivery_with_payload(&shown)))
}

/// Make a delivery again
///
/// At once, whatever came of it before, and as patiently as the first time. The receiver gets the same bytes under the
/// same `webhook-id`.
#[utoipa::path(
    post, path = "/webhooks/{id}/deliveries/{delivery_id}/retry", operation_id = "retry_webhook_delivery", tag = TAG,
    params(
        ("id" = Uuid, Path, description = "The webhook."),
        ("delivery_id" = Uuid, Path, description = "The delivery."),
    ),
    responses((status = 200, description = "The delivery, which is pending.", body = wire::WebhookDelivery)),
)]
pub(super) async fn retry(State(http): State<Http>, mut request: WriteRequest) -> Result<Reply> {
    let webhook_id = request.id::<WebhookId>("id", What::WebhookDelivery)?;
    let id = request.id::<WebhookDeliveryId>("delivery_id", What::WebhookDelivery)?;
    request::read_nothing(&mut request)?;
    let words = |delivery: &WebhookDelivery| Reply::ok(&write::delivery(delivery));
    http.write(&request, &Retry { webhook_id, id }, str::to_owned, words).await
}

/// Try a webhook
///
/// Sends it something of the type `webhook.test`, which is no event. Look at the delivery to see what came of it.
#[utoipa::path(
    post, path = "/webhooks/{id}/test", operation_id = "test_webhook", tag = TAG,
    params(("id" = Uuid, Path, description = "The webhook.")),
    responses((
        status = 201, description = "The delivery, which is pending.", body = wire::WebhookDelivery,
        headers(("Location" = String, description = "Where the delivery is.")),
    )),
)]
pub(super) async fn test(State(http): State<Http>, mut request: WriteRequest) -> Result<Reply> {
    let webhook_id = request.id::<WebhookId>("id", What::Webhook)?;
    request::read_nothing(&mut request)?;
    let public_url = http.app().public_url().to_owned();
    let payload = http.payload();
    let actor = request.call.caller.actor().to_string();
    let write = |webhook: &Webhook, id: WebhookDeliveryId, now: Timestamp| {
        trial(webhook, id, now, &actor, &public_url, payload)
    };
    let words = |delivery: &WebhookDelivery| {
        let location = format!("{PREFIX}/webhooks/{webhook_id}/deliveries/{}", delivery.id);
        Reply::created(&write::delivery(delivery), &location)
    };
    http.write(&request, &Test { webhook_id, write }, str::to_owned, words).await
}

/// Writes what a webhook is sent to see whether it arrives.
fn trial(
    webhook: &Webhook,
    id: WebhookDeliveryId,
    now: Timestamp,
    actor: &str,
    public_url: &str,
    payload: PayloadWriter,
) -> Vec<u8> {
    let news = News {
        id: id.0,
        word: TEST_WORD.to_owned(),
        at: now,
        actor: actor.to_owned(),
        object_id: webhook.id.0,
        data: "{}".to_owned(),
    };
    payload(&news, &Subject::Nothing, webhook.payload_style, public_url)
}
