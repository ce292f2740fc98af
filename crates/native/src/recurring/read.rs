//! From a client's JSON to the draft of a recurring invoice.

use crate::invoices::read::pattern;
use jiff::civil::{Time, Weekday};
use net30_app::{
    invoices::{CustomerRef, DraftBody, InvoiceDraft},
    recurring::{CatchUp, Mode, RecurringDraft},
};
use net30_domain::{
    id::CustomerId,
    limits::{NAME_CHARS_MAX, SCHEDULE_COUNT_MAX, SCHEDULE_EVERY_MAX},
    schedule::{Billing, Nth, On, Schedule, Unit},
};
use net30_http::{
    fields::text,
    json::{Item, Reader},
};
use serde_json::Value;
use uuid::Uuid;

/// Fields of a reply that a client may send back.
pub(crate) const READ_ONLY: [&str; 14] = [
    "id",
    "status",
    "next_run_on",
    "next_run_at",
    "last_run_on",
    "last_run_at",
    "runs",
    "failures",
    "last_error",
    "preview",
    "revision",
    "created_at",
    "updated_at",
    "customer",
];

/// The days of the week.
pub(crate) const WEEKDAYS: [(&str, Weekday); 7] = [
    ("monday", Weekday::Monday),
    ("tuesday", Weekday::Tuesday),
    ("wednesday", Weekday::Wednesday),
    ("thursday", Weekday::Thursday),
    ("friday", Weekday::Friday),
    ("saturday", Weekday::Saturday),
    ("sunday", Weekday::Sunday),
];

/// Reads a recurring invoice.
pub(crate) fn recurring(reader: &Reader<'_>) -> RecurringDraft {
    let modes = Mode::ALL.map(|mode| (mode.word(), mode));
    let rules = CatchUp::ALL.map(|rule| (rule.word(), rule));
    let billings =
        [Billing::InAdvance, Billing::InArrears].map(|billing| (billing.word(), billing));
    reader.require("invoice");
    reader.require("schedule");
    let invoice = reader.object("invoice").value().map(|invoice| pattern(&invoice));
    // Where there is nothing to read, a fault has been noted: these go nowhere.
    let nobody =
        || InvoiceDraft::of(CustomerRef::Id(CustomerId(Uuid::nil())), DraftBody::default());
    let schedule = reader.object("schedule").value().map(|schedule| self::schedule(&schedule));
    RecurringDraft {
        name: text(reader, "name", NAME_CHARS_MAX),
        invoice: invoice.unwrap_or_else(nobody),
        schedule: schedule.unwrap_or_else(daily),
        mode: reader.choice("mode", &modes).value().unwrap_or_default(),
        catch_up: reader.choice("catch_up", &rules).value().unwrap_or_default(),
        billing: reader.choice("billing", &billings).value().unwrap_or_default(),
        set_service_period: reader.boolean("set_service_period").value().unwrap_or(false),
    }
}

fn daily() -> Schedule {
    Schedule {
        every: 1,
        unit: Unit::Day,
        on: On::Start,
        time: Schedule::USUAL_TIME,
        start: jiff::civil::date(2000, 1, 1),
        end: None,
        count: None,
    }
}

fn schedule(reader: &Reader<'_>) -> Schedule {
    let units = Unit::ALL.map(|unit| (unit.word(), unit));
    reader.require("unit");
    reader.require("start_date");
    let whole = |key, max: i64| {
        reader.integer(key, 1..=max).value().and_then(|number| i32::try_from(number).ok())
    };
    Schedule {
        every: whole("every", SCHEDULE_EVERY_MAX).unwrap_or(1),
        unit: reader.choice("unit", &units).value().unwrap_or(Unit::Month),
        on: on(reader),
        time: time(reader, "time").unwrap_or(Schedule::USUAL_TIME),
        start: reader.date("start_date").value().unwrap_or(daily().start),
        end: reader.date("end_date").value(),
        count: whole("count", SCHEDULE_COUNT_MAX),
    }
}

fn on(reader: &Reader<'_>) -> On {
    let weekday = reader.choice("weekday", &WEEKDAYS).value();
    let nth = number_or_last(&reader.item("nth"), 4);
    let day = number_or_last(&reader.item("day"), 31);
    if day.is_some() && (weekday.is_some() || nth.is_some()) {
        reader.fault("day", "conflict", "give either day or weekday");
    }
    match (day, nth, weekday) {
        (Some(Nth::Of(day)), ..) => On::Day(day),
        (Some(Nth::Last), ..) => On::LastDay,
        (None, Some(nth), Some(weekday)) => On::Nth(nth, weekday),
        (None, Some(_), None) => {
            reader.fault("weekday", "required", "is required with nth");
            On::Start
        }
        (None, None, Some(weekday)) => On::Weekday(weekday),
        (None, None, None) => On::Start,
    }
}

/// A whole number from 1, or `last`.
fn number_or_last(item: &Item<'_>, max: i8) -> Option<Nth> {
    if let Some(Value::String(_)) = item.value() {
        return item.choice(&[("last", Nth::Last)]).value();
    }
    let number = item.integer(1..=i64::from(max)).value()?;
    i8::try_from(number).ok().map(Nth::Of)
}

/// Reads a time of day as `HH:MM`.
pub(crate) fn time(reader: &Reader<'_>, key: &'static str) -> Option<Time> {
    reader
        .item(key)
        .read(|value| {
            let wrong = || ("invalid_time", "is not a time of day of the form HH:MM".to_owned());
            let text = value.as_str().filter(|text| text.len() == 5).ok_or_else(wrong)?;
            let (hour, minute) = text.split_once(':').ok_or_else(wrong)?;
            let number = |digits: &str| {
                let is_plain =
                    digits.len() == 2 && digits.bytes().all(|byte| byte.is_ascii_digit());
                digits.parse().ok().filter(|_| is_plain).ok_or_else(wrong)
            };
            Time::new(number(hour)?, number(minute)?, 0, 0).map_err(|_| wrong())
        })
        .value()
}
