//! On which day of its time a recurring invoice is due, as it is kept.

use jiff::civil::Weekday;
use net30_domain::schedule::{Nth, On};

const WEEKDAYS: [(&str, Weekday); 7] = [
    ("monday", Weekday::Monday),
    ("tuesday", Weekday::Tuesday),
    ("wednesday", Weekday::Wednesday),
    ("thursday", Weekday::Thursday),
    ("friday", Weekday::Friday),
    ("saturday", Weekday::Saturday),
    ("sunday", Weekday::Sunday),
];

fn weekday_word(weekday: Weekday) -> &'static str {
    let found = WEEKDAYS.into_iter().find(|(_, known)| *known == weekday);
    found.map_or("monday", |(word, _)| word)
}

fn weekday_of(word: &str) -> Option<Weekday> {
    WEEKDAYS.into_iter().find(|(known, _)| *known == word).map(|(_, weekday)| weekday)
}

/// `start`, `friday`, `15`, `last`, `2 monday` or `last monday`.
pub(crate) fn on_text(on: On) -> String {
    match on {
        On::Start => "start".to_owned(),
        On::Weekday(weekday) => weekday_word(weekday).to_owned(),
        On::Day(day) => day.to_string(),
        On::LastDay => "last".to_owned(),
        On::Nth(Nth::Of(nth), weekday) => format!("{nth} {}", weekday_word(weekday)),
        On::Nth(Nth::Last, weekday) => format!("last {}", weekday_word(weekday)),
    }
}

pub(crate) fn on_of(text: &str) -> Option<On> {
    Some(match text.split_once(' ') {
        Some(("last", weekday)) => On::Nth(Nth::Last, weekday_of(weekday)?),
        Some((nth, weekday)) => On::Nth(Nth::Of(nth.parse().ok()?), weekday_of(weekday)?),
        None => match text {
            "start" => On::Start,
            "last" => On::LastDay,
            word => match weekday_of(word) {
                Some(weekday) => On::Weekday(weekday),
                None => On::Day(word.parse().ok()?),
            },
        },
    })
}
