//! From a client's JSON to the draft of a webhook.

use net30_app::{Field, webhooks::WebhookDraft};
use net30_domain::{
    limits::{
        DESCRIPTION_CHARS_MAX, EVENT_PATTERN_CHARS_MAX, EVENT_PATTERNS_MAX, RECEIVER_CHARS_MAX,
    },
    webhook::{EventPattern, PayloadStyle, SignatureStyle},
};
use net30_http::{
    fields::{present, text},
    json::{Item, Reader},
};

/// Reads a webhook.
pub(crate) fn webhook(reader: &Reader<'_>) -> WebhookDraft {
    let signatures = SignatureStyle::ALL.iter().map(|style| (style.word(), *style));
    let payloads = PayloadStyle::ALL.iter().map(|style| (style.word(), *style));
    WebhookDraft {
        url: reader.required_text("url", RECEIVER_CHARS_MAX),
        events: events(reader),
        signature_style: reader
            .choice("signature_style", &signatures.collect::<Vec<_>>())
            .value()
            .unwrap_or_default(),
        payload_style: reader
            .choice("payload_style", &payloads.collect::<Vec<_>>())
            .value()
            .unwrap_or_default(),
        description: text(reader, "description", DESCRIPTION_CHARS_MAX),
        enabled: reader.boolean("enabled").value().unwrap_or(true),
    }
}

/// Reads what a program subscribes.
pub(crate) fn hook(reader: &Reader<'_>) -> WebhookDraft {
    let url = reader.required_text("target_url", RECEIVER_CHARS_MAX);
    let event = if reader.require("event") { pattern(&reader.item("event")) } else { None };
    WebhookDraft {
        url,
        events: event.into_iter().collect(),
        signature_style: SignatureStyle::default(),
        payload_style: PayloadStyle::default(),
        description: None,
        enabled: true,
    }
}

/// The patterns, each once; every event if nothing is said.
fn events(reader: &Reader<'_>) -> Vec<EventPattern> {
    let Field::Value(items) = reader.array("events", 1..=EVENT_PATTERNS_MAX) else {
        return vec![EventPattern::All];
    };
    let mut patterns = vec![];
    for pattern in items.iter().filter_map(pattern) {
        if !patterns.contains(&pattern) {
            patterns.push(pattern);
        }
    }
    patterns
}

fn pattern(item: &Item<'_>) -> Option<EventPattern> {
    let word = present(item, item.text(EVENT_PATTERN_CHARS_MAX))?;
    let pattern = EventPattern::parse(&word);
    if pattern.is_none() {
        let message = "must be *, the type of an event such as invoice.paid, or all types of a noun such as invoice.*";
        item.fault("unknown_event", message);
    }
    pattern
}
