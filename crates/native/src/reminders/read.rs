//! From a client's JSON to a rule for reminders.

use crate::{invoices::read_actions::addresses, recurring::read::time};
use jiff::civil::Time;
use net30_app::reminders::{Channel, RemindNow, RuleDraft};
use net30_domain::{
    id::InvoiceId,
    limits::{MESSAGE_CHARS_MAX, SUBJECT_CHARS_MAX},
    reminder::DAYS_MAX,
};
use net30_http::{fields::text, json::Reader};

/// Reads a reminder that is asked for.
pub(crate) fn remind(reader: &Reader<'_>, id: InvoiceId) -> RemindNow {
    RemindNow {
        id,
        to: addresses(reader, "to"),
        subject: text(reader, "subject", SUBJECT_CHARS_MAX),
        message: text(reader, "message", MESSAGE_CHARS_MAX),
        attach_pdf: reader.boolean("attach_pdf").value().unwrap_or(true),
    }
}

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
        subject: text(reader, "subject", SUBJECT_CHARS_MAX),
        message: text(reader, "message", MESSAGE_CHARS_MAX),
        attach_pdf: reader.boolean("attach_pdf").value().unwrap_or(true),
        include_overdue: reader.boolean("include_overdue").value().unwrap_or(false),
        enabled: reader.boolean("enabled").value().unwrap_or(true),
    }
}
