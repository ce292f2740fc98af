//! From a client's JSON to a rule for reminders.

use crate::{
    api::native::{read::text, recurring::read::time},
    json::Reader,
};
use jiff::civil::Time;
use net30_app::reminders::{Channel, RuleDraft};
use net30_domain::reminder::DAYS_MAX;

/// Fields of a reply that a client may send back.
pub(crate) const READ_ONLY: [&str; 5] =
    ["id", "last_error", "revision", "created_at", "updated_at"];

/// Reads a rule.
pub(crate) fn rule(reader: &Reader<'_>) -> RuleDraft {
    let channels = Channel::ALL.map(|channel| (channel.word(), channel));
    let days = i64::from(DAYS_MAX);
    reader.require("days");
    RuleDraft {
        days: reader
            .integer("days", -days..=days)
            .value()
            .and_then(|days| i32::try_from(days).ok())
            .unwrap_or_default(),
        time: time(reader, "time").unwrap_or(Time::constant(9, 0, 0, 0)),
        channel: reader.choice("channel", &channels).value().unwrap_or_default(),
        subject: text(reader, "subject", 255),
        message: text(reader, "message", 10_000),
        attach_pdf: reader.boolean("attach_pdf").value().unwrap_or(true),
        enabled: reader.boolean("enabled").value().unwrap_or(true),
    }
}
