//! What Stripe tells by webhook.
//!
//! Source: <https://docs.stripe.com/api/events>, <https://docs.stripe.com/payments/checkout/fulfillment>.

use super::Session;
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;

/// Something that Stripe tells, after its signature was verified.
#[derive(Clone, Debug)]
pub struct Event {
    /// Its id (`evt_…`).
    pub id: String,
    /// Whether it is about real money.
    pub livemode: bool,
    /// What it says.
    pub news: News,
}

/// What an event says, as far as it matters here.
#[derive(Clone, Debug)]
pub enum News {
    /// A session is complete, was paid later, or expired: what that means is in the session.
    Session(Box<Session>),
    /// A payment that needed days was refused in the end.
    LaterPaymentFailed(Box<Session>),
    /// An attempt to pay was declined; the session stays open for another.
    Declined {
        /// The metadata of the payment, which are those of the session.
        metadata: BTreeMap<String, String>,
        /// Which attempt: the id of the charge, else of the payment.
        attempt: String,
        /// Stripe's word for why, such as `card_declined`.
        reason: Option<String>,
    },
    /// Anything else.
    Other,
}

#[derive(Deserialize)]
struct Wire {
    id: String,
    r#type: String,
    #[serde(default)]
    livemode: bool,
    data: Data,
}

#[derive(Deserialize)]
struct Data {
    object: Value,
}

#[derive(Deserialize)]
struct Intent {
    id: String,
    #[serde(default)]
    metadata: BTreeMap<String, String>,
    last_payment_error: Option<IntentError>,
}

#[derive(Deserialize)]
struct IntentError {
    charge: Option<String>,
    code: Option<String>,
    decline_code: Option<String>,
}

impl Event {
    /// Reads an event; `None` if it is none, or its object is not what its type says.
    #[must_use]
    pub fn parse(body: &[u8]) -> Option<Self> {
        let wire: Wire = serde_json::from_slice(body).ok()?;
        let object = wire.data.object;
        let news = match wire.r#type.as_str() {
            "checkout.session.completed"
            | "checkout.session.async_payment_succeeded"
            | "checkout.session.expired" => News::Session(serde_json::from_value(object).ok()?),
            "checkout.session.async_payment_failed" => {
                News::LaterPaymentFailed(serde_json::from_value(object).ok()?)
            }
            "payment_intent.payment_failed" => {
                let intent: Intent = serde_json::from_value(object).ok()?;
                let error = intent.last_payment_error;
                let charge = error.as_ref().and_then(|error| error.charge.clone());
                News::Declined {
                    attempt: charge.unwrap_or(intent.id),
                    metadata: intent.metadata,
                    reason: error.and_then(|error| error.decline_code.or(error.code)),
                }
            }
            _ => News::Other,
        };
        Some(Self { id: wire.id, livemode: wire.livemode, news })
    }
}

#[cfg(test)]
mod tests {
    use super::{Event, News};
    use crate::stripe::PaymentStatus;
    use serde_json::json;

    fn event(kind: &str, object: &serde_json::Value) -> Option<Event> {
        let body = json!({"id": "evt_1", "object": "event", "type": kind, "livemode": false, "data": {"object": object}});
        Event::parse(body.to_string().as_bytes())
    }

    #[test]
    fn a_completed_session_is_read_from_its_event() {
        let session = json!({"id": "cs_1", "status": "complete", "payment_status": "paid", "amount_total": 1200,
            "currency": "usd", "metadata": {"a": "b"}, "payment_intent": "pi_1", "mode": "payment"});
        let read = event("checkout.session.completed", &session).unwrap();
        let News::Session(read) = read.news else { panic!("{read:?}") };
        assert_eq!(read.payment_status, Some(PaymentStatus::Paid));
        assert_eq!((read.amount_total, read.metadata["a"].as_str()), (Some(1200), "b"));
    }

    #[test]
    fn a_declined_card_names_its_charge_and_its_reason() {
        let intent = json!({"id": "pi_1", "metadata": {"net30_attempt": "x"}, "last_payment_error":
            {"charge": "ch_1", "code": "card_declined", "decline_code": "insufficient_funds"}});
        let read = event("payment_intent.payment_failed", &intent).unwrap();
        let News::Declined { attempt, reason, .. } = read.news else { panic!("{read:?}") };
        assert_eq!((attempt.as_str(), reason.as_deref()), ("ch_1", Some("insufficient_funds")));
    }

    #[test]
    fn what_is_no_event_is_not_taken_for_one() {
        assert!(Event::parse(b"{}").is_none());
        assert!(Event::parse(b"nonsense").is_none());
        assert!(event("checkout.session.completed", &json!({"no": "session"})).is_none());
        assert!(matches!(event("charge.refunded", &json!({})).unwrap().news, News::Other));
    }
}
