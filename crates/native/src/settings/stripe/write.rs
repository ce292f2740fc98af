//! From credentials for Stripe to what is shown of them.

use super::wire::Stripe;
use net30_app::checkout::{KeyCheck, StripeSettings};

/// The events that are understood.
const EVENTS: [&str; 5] = [
    "checkout.session.completed",
    "checkout.session.async_payment_succeeded",
    "checkout.session.async_payment_failed",
    "checkout.session.expired",
    "payment_intent.payment_failed",
];

/// What is set up, and what Stripe said of the key.
pub(crate) fn stripe(settings: Option<&StripeSettings>, checked: Option<KeyCheck>) -> Stripe {
    let mode = |settings: &StripeSettings| if settings.live { "live" } else { "test" };
    Stripe {
        configured: settings.is_some(),
        mode: settings.map(mode),
        restricted: settings.map(|settings| settings.restricted),
        secret_key: settings.map(|settings| settings.secret_key.clone()),
        webhook_secret: settings.and_then(|settings| settings.webhook_secret.clone()),
        webhook_url: settings.map(|settings| settings.webhook_url.clone()),
        webhook_events: EVENTS,
        warning: (checked == Some(KeyCheck::Unknown)).then_some(
            "Stripe could not be reached, so that nobody knows yet whether the key works",
        ),
    }
}
