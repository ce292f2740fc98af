//! Webhooks: whom the account tells what happens.

use crate::words::words;
use crate::{
    event::EventType,
    id::{AccountId, EventId, WebhookDeliveryId, WebhookId},
};
use jiff::Timestamp;

/// Most webhooks of an account.
pub const WEBHOOKS_MAX: i64 = 200;

/// The word for a delivery that tells of no event, but tries whether the receiver answers.
pub const TEST_WORD: &str = "webhook.test";

/// Which events a webhook is told of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventPattern {
    /// Every event: `*`.
    All,
    /// Every event of a noun: `invoice.*`. It holds an event of that noun.
    Noun(EventType),
    /// One type: `invoice.paid`.
    Type(EventType),
}

impl EventPattern {
    /// Reads `*`, `invoice.*` or `invoice.paid`; `None` if no event could ever match.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        if word == "*" {
            return Some(Self::All);
        }
        let Some(noun) = word.strip_suffix(".*") else {
            return EventType::parse(word).map(Self::Type);
        };
        EventType::ALL.iter().copied().find(|kind| kind.noun() == noun).map(Self::Noun)
    }

    /// Whether an event of this type is told.
    #[must_use]
    pub fn matches(self, kind: EventType) -> bool {
        match self {
            Self::All => true,
            Self::Noun(of_noun) => of_noun.noun() == kind.noun(),
            Self::Type(wanted) => wanted == kind,
        }
    }
}

impl std::fmt::Display for EventPattern {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::All => f.write_str("*"),
            Self::Noun(of_noun) => write!(f, "{}.*", of_noun.noun()),
            Self::Type(kind) => f.write_str(kind.word()),
        }
    }
}

words! {
    /// Which signature goes with a delivery beside that of Standard Webhooks.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
    pub enum SignatureStyle {
        /// None: Standard Webhooks alone.
        #[default]
        Standard = "standard",
        /// `X-JustPaid-Signature`.
        JustPaid = "justpaid",
        /// `invoiless-signature`.
        Invoiless = "invoiless",
    }
}

words! {
    /// In which API's words a delivery speaks.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
    pub enum PayloadStyle {
        /// The native API's.
        #[default]
        Native = "native",
        /// JustInvoice's.
        JustInvoice = "justinvoice",
        /// JustPaid's.
        JustPaid = "justpaid",
        /// Invoiless'.
        Invoiless = "invoiless",
    }
}

words! {
    /// Why a webhook is told nothing.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
    pub enum DisabledReason {
        /// Somebody switched it off.
        #[default]
        ByHand = "by_hand",
        /// No delivery arrived for days.
        Failing = "failing",
        /// The receiver said that it is gone for good: 410.
        Gone = "gone",
    }
}

words! {
    /// How far a delivery is.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
    pub enum WebhookDeliveryStatus {
        /// It is still to be made.
        #[default]
        Pending = "pending",
        /// The receiver took it.
        Delivered = "delivered",
        /// It was given up; it can be made again by hand.
        Failed = "failed",
    }
}

/// That a webhook is told nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Disabled {
    /// Since when.
    pub at: Timestamp,
    /// Why.
    pub reason: DisabledReason,
}

/// Somebody whom the account tells what happens. Its secret is kept apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Webhook {
    /// Its id.
    pub id: WebhookId,
    /// Whose it is.
    pub account_id: AccountId,
    /// Where deliveries go.
    pub url: String,
    /// What is told: at least one.
    pub events: Vec<EventPattern>,
    /// How deliveries are signed.
    pub signature_style: SignatureStyle,
    /// How deliveries speak.
    pub payload_style: PayloadStyle,
    /// What people say of it.
    pub description: Option<String>,
    /// Whether a program subscribed it (a REST hook): it goes when its receiver answers 410.
    pub is_hook: bool,
    /// Whether it is told nothing for now.
    pub disabled: Option<Disabled>,
    /// Since when every attempt has failed.
    pub failing_since: Option<Timestamp>,
    /// Counts its changes.
    pub revision: i64,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
}

impl Webhook {
    /// Whether it is told of events of this type.
    #[must_use]
    pub fn wants(&self, kind: EventType) -> bool {
        self.events.iter().any(|pattern| pattern.matches(kind))
    }
}

/// What a webhook is told, and what came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebhookDelivery {
    /// Its id, the same at each attempt: by it a receiver knows what it has already.
    pub id: WebhookDeliveryId,
    /// Whom it is for.
    pub webhook_id: WebhookId,
    /// Of which event it tells; none for a test.
    pub event_id: Option<EventId>,
    /// The word of the event's type, or [`TEST_WORD`].
    pub kind: String,
    /// How far it is.
    pub status: WebhookDeliveryStatus,
    /// How often it was tried since it was made, or made again by hand.
    pub attempts: i32,
    /// When it is tried next.
    pub next_at: Option<Timestamp>,
    /// What came of the last attempt.
    pub last: Option<Attempt>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it arrived or was given up.
    pub ended_at: Option<Timestamp>,
}

/// What came of an attempt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// The receiver's HTTP status, if it answered.
    pub response_status: Option<i32>,
    /// The beginning of what it answered.
    pub response: Option<String>,
    /// Why it failed.
    pub error: Option<String>,
    /// How long it took in milliseconds.
    pub duration_ms: i32,
}

#[cfg(test)]
mod tests {
    use super::EventPattern;
    use crate::event::EventType;

    #[test]
    fn a_pattern_matches_what_it_says() {
        for (word, matched, other) in [
            ("*", EventType::TaxCreated, None),
            ("invoice.*", EventType::InvoicePaid, Some(EventType::PaymentRecorded)),
            ("invoice.paid", EventType::InvoicePaid, Some(EventType::InvoiceSent)),
        ] {
            let pattern = EventPattern::parse(word).unwrap();
            assert_eq!(pattern.to_string(), word);
            assert!(pattern.matches(matched), "{word}");
            assert!(other.is_none_or(|other| !pattern.matches(other)), "{word}");
        }
        for word in ["", "invoice", "invoice.", ".*", "bill.*", "invoice.pai", "**", "INVOICE.PAID"]
        {
            assert_eq!(EventPattern::parse(word), None, "{word}");
        }
    }
}
