//! The JSON of webhooks.

use jiff::Timestamp;
use serde::Serialize;
use serde_json::value::RawValue;
use utoipa::ToSchema;
use uuid::Uuid;

/// A webhook as a client writes it. `url` is required.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({"url": "https://hooks.example.com/net30", "events": ["invoice.*", "payment.recorded"]}))]
pub(crate) struct WebhookBody {
    /// Where deliveries are posted: `https://`, to a public address unless the operator of the server allows others.
    #[schema(max_length = 2000, example = "https://hooks.example.com/net30")]
    pub(crate) url: String,
    /// Types of events as in the history (`invoice.paid`), all types of a noun (`invoice.*`), or everything (`*`);
    /// everything if left out.
    #[schema(required = false, min_items = 1, max_items = 100, example = json!(["invoice.*", "payment.recorded"]))]
    pub(crate) events: Vec<String>,
    /// Which signature goes with a delivery beside that of Standard Webhooks: `standard` for none, `justpaid` for
    /// `X-JustPaid-Signature`, `invoiless` for `invoiless-signature`; `standard` if left out.
    #[schema(required = false, example = "standard")]
    pub(crate) signature_style: &'static str,
    /// In which API's words a delivery speaks: `native`, `justinvoice`, `justpaid` or `invoiless`; `native` if left out.
    #[schema(required = false, example = "native")]
    pub(crate) payload_style: &'static str,
    /// What people say of it.
    #[schema(max_length = 255, example = "bookkeeping")]
    pub(crate) description: Option<String>,
    /// Whether it is told anything; `true` if left out.
    #[schema(required = false, example = true)]
    pub(crate) enabled: bool,
}

/// A webhook, without its secret.
#[derive(Serialize, ToSchema)]
pub(crate) struct Webhook {
    /// Its id.
    pub(crate) id: Uuid,
    #[serde(flatten)]
    pub(crate) fields: WebhookBody,
    /// Whether a program subscribed it (`/hooks/subscribe`).
    #[schema(example = false)]
    pub(crate) hook: bool,
    /// Since when it is told nothing.
    pub(crate) disabled_at: Option<Timestamp>,
    /// Why: `by_hand`, `failing` (no delivery arrived for five days) or `gone` (the receiver answered 410).
    #[schema(example = json!(null))]
    pub(crate) disabled_reason: Option<&'static str>,
    /// Since when every attempt to tell it something has failed.
    pub(crate) failing_since: Option<Timestamp>,
    /// Counts its changes; the `ETag` of this reply.
    #[schema(example = 1)]
    pub(crate) revision: i64,
    /// When it was made.
    pub(crate) created_at: Timestamp,
    /// When it was last changed.
    pub(crate) updated_at: Timestamp,
}

/// A webhook with its secret.
#[derive(Serialize, ToSchema)]
pub(crate) struct NewWebhook {
    #[serde(flatten)]
    pub(crate) webhook: Webhook,
    /// What signs deliveries: shown once and never again.
    #[schema(example = "whsec_…")]
    pub(crate) secret: String,
}

/// What a webhook was or is to be told.
#[derive(Serialize, ToSchema)]
pub(crate) struct WebhookDelivery {
    /// Its id: `webhook-id` in the request, the same at each attempt.
    pub(crate) id: Uuid,
    /// To which webhook.
    pub(crate) webhook_id: Uuid,
    /// Of which event it tells; null for a test.
    pub(crate) event_id: Option<Uuid>,
    /// Type of the event, or `webhook.test`.
    #[schema(example = "invoice.paid")]
    pub(crate) r#type: String,
    /// `pending`, `delivered` or `failed`: given up after three days, and made again only by hand.
    #[schema(example = "delivered")]
    pub(crate) status: &'static str,
    /// How often it was tried.
    #[schema(example = 1)]
    pub(crate) attempts: i32,
    /// When it is tried next.
    pub(crate) next_at: Option<Timestamp>,
    /// The receiver's HTTP status at the last attempt; null if it did not answer.
    #[schema(example = 200)]
    pub(crate) response_status: Option<i32>,
    /// The beginning of what it answered, at most 1 kB.
    #[schema(example = "ok")]
    pub(crate) response: Option<String>,
    /// Why the last attempt failed.
    #[schema(example = json!(null))]
    pub(crate) error: Option<String>,
    /// How long the last attempt took in milliseconds.
    #[schema(example = 83)]
    pub(crate) duration_ms: Option<i32>,
    /// When it was made.
    pub(crate) created_at: Timestamp,
    /// When it arrived or was given up.
    pub(crate) ended_at: Option<Timestamp>,
}

/// A delivery with what it sends.
#[derive(Serialize, ToSchema)]
pub(crate) struct WebhookDeliveryWithPayload {
    #[serde(flatten)]
    pub(crate) delivery: WebhookDelivery,
    /// The body that is posted.
    #[schema(value_type = Object, example = json!({"type": "invoice.paid", "timestamp": "2026-03-01T12:00:00Z", "data": {}}))]
    pub(crate) payload: Option<Box<RawValue>>,
}

/// What a program subscribes.
#[derive(ToSchema)]
#[schema(example = json!({"target_url": "https://hooks.zapier.com/hooks/standard/1/2/", "event": "invoice.paid"}))]
#[expect(
    dead_code,
    reason = "describes the request in the OpenAPI document; the body is read by hand"
)]
pub(crate) struct HookBody {
    /// Where deliveries are posted.
    #[schema(max_length = 2000)]
    target_url: String,
    /// The type of an event, all types of a noun (`invoice.*`), or everything (`*`).
    event: String,
}

/// A hook that was subscribed.
#[derive(Serialize, ToSchema)]
pub(crate) struct NewHook {
    /// Its id, by which it is unsubscribed.
    pub(crate) id: Uuid,
    /// What signs deliveries, for receivers that check: shown once and never again.
    #[schema(example = "whsec_…")]
    pub(crate) secret: String,
}
