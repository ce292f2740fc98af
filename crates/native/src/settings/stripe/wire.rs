//! The JSON of the settings for Stripe.

use serde::Serialize;
use utoipa::ToSchema;

/// Credentials for Stripe. They are kept encrypted and never shown again.
#[derive(ToSchema)]
#[schema(example = json!({"secret_key": "rk_test_51AbcdefGh1234", "webhook_secret": "whsec_AbcdefGh1234"}))]
#[expect(
    dead_code,
    reason = "describes the request in the OpenAPI document; the body is read by hand"
)]
pub(crate) struct StripeBody {
    /// A restricted key (`rk_…`) with the permission "Checkout Sessions: write" and no other, or a secret key (`sk_…`).
    /// Required the first time.
    #[schema(max_length = 255)]
    secret_key: Option<String>,
    /// The signing secret (`whsec_…`) of an endpoint for `webhook_url`, if you have made one in Stripe's dashboard. Without
    /// it, the server asks Stripe itself.
    #[schema(max_length = 255)]
    webhook_secret: Option<String>,
}

/// What is set up for Stripe.
#[derive(Serialize, ToSchema)]
pub(crate) struct Stripe {
    /// Whether customers can pay online.
    #[schema(example = true)]
    pub(crate) configured: bool,
    /// `live` or `test`, as the key is.
    #[schema(example = "live")]
    pub(crate) mode: Option<&'static str>,
    /// Whether the key may do no more than it was given.
    #[schema(example = true)]
    pub(crate) restricted: Option<bool>,
    /// The key without its middle.
    #[schema(example = "rk_live_…1234")]
    pub(crate) secret_key: Option<String>,
    /// The signing secret without its middle.
    #[schema(example = "whsec_…abcd")]
    pub(crate) webhook_secret: Option<String>,
    /// The address for an endpoint in Stripe's dashboard.
    #[schema(
        example = "https://billing.acme.example/stripe/0198f6a0-0000-7000-8000-000000000001/4fGh"
    )]
    pub(crate) webhook_url: Option<String>,
    /// The events that such an endpoint is to send.
    pub(crate) webhook_events: [&'static str; 5],
    /// What could not be checked.
    pub(crate) warning: Option<&'static str>,
}
