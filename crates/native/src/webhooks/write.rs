//! From a webhook and its deliveries to their JSON.

use super::wire;
use net30_app::webhooks::WebhookDeliveryShown;
use net30_domain::webhook::{Webhook, WebhookDelivery};
use serde_json::value::RawValue;

/// A webhook, without its secret.
pub(crate) fn webhook(webhook: &Webhook) -> wire::Webhook {
    wire::Webhook {
        id: webhook.id.0,
        fields: body(webhook),
        hook: webhook.is_hook,
        disabled_at: webhook.disabled.map(|disabled| disabled.at),
        disabled_reason: webhook.disabled.map(|disabled| disabled.reason.word()),
        failing_since: webhook.failing_since,
        revision: webhook.revision,
        created_at: webhook.created_at,
        updated_at: webhook.updated_at,
    }
}

/// What a client would write to make this webhook.
pub(crate) fn body(webhook: &Webhook) -> wire::WebhookBody {
    wire::WebhookBody {
        url: webhook.url.clone(),
        events: webhook.events.iter().map(ToString::to_string).collect(),
        signature_style: webhook.signature_style.word(),
        payload_style: webhook.payload_style.word(),
        description: webhook.description.clone(),
        enabled: webhook.disabled.is_none(),
    }
}

/// A delivery.
pub(crate) fn delivery(delivery: &WebhookDelivery) -> wire::WebhookDelivery {
    let last = delivery.last.as_ref();
    wire::WebhookDelivery {
        id: delivery.id.0,
        webhook_id: delivery.webhook_id.0,
        event_id: delivery.event_id.map(|id| id.0),
        r#type: delivery.kind.clone(),
        status: delivery.status.word(),
        attempts: delivery.attempts,
        next_at: delivery.next_at,
        response_status: last.and_then(|attempt| attempt.response_status),
        response: last.and_then(|attempt| attempt.response.clone()),
        error: last.and_then(|attempt| attempt.error.clone()),
        duration_ms: last.map(|attempt| attempt.duration_ms),
        created_at: delivery.created_at,
        ended_at: delivery.ended_at,
    }
}

/// A delivery with what it sends.
pub(crate) fn delivery_with_payload(
    shown: &WebhookDeliveryShown,
) -> wire::WebhookDeliveryWithPayload {
    wire::WebhookDeliveryWithPayload {
        delivery: delivery(&shown.delivery),
        payload: serde_json::from_slice::<Box<RawValue>>(&shown.payload).ok(),
    }
}
