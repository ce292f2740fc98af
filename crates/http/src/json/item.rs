//! One value of a body: a field of an object, or an item of an array.

use super::{
    Case, Pointer, Sink, Step,
    date::{parse_date, parse_timestamp},
    kind_of,
};
use net30_app::{Field, invoices::SendDate};
use net30_domain::{
    Date, Decimal, Timestamp,
    html::Html,
    money::{Currency, NumberError, parse_decimal},
    text::{Country, Email, Language},
};
use rust_decimal::prelude::ToPrimitive;
use serde_json::Value;
use std::{ops::RangeInclusive, rc::Rc};
use uuid::Uuid;

/// Most keys of a free object.
const FREE_KEYS_MAX: usize = 50;
/// Most bytes of a free object as JSON.
const FREE_BYTES_MAX: usize = 16 * 1024;
/// Most characters of a number in a free object: none of either database's limits is near.
const FREE_NUMBER_CHARS_MAX: usize = 60;

/// A value of a body, or its absence. Reading it notes a fault and yields `Absent` if it is not what is asked for.
#[derive(Clone, Debug)]
pub struct Item<'v> {
    value: Option<&'v Value>,
    pointer: Pointer<'v>,
    pub(super) case: Case,
    pub(super) sink: &'v Sink,
}

impl<'v> Item<'v> {
    pub(super) fn new(
        value: Option<&'v Value>,
        pointer: Pointer<'v>,
        case: Case,
        sink: &'v Sink,
    ) -> Self {
        Self { value, pointer, case, sink }
    }

    /// The JSON pointer of the value, in the caller's own spelling.
    #[must_use]
    pub fn pointer(&self) -> String {
        self.pointer.to_string()
    }

    /// The value as it is; `None` if it is absent.
    #[must_use]
    pub fn value(&self) -> Option<&'v Value> {
        self.value
    }

    /// Whether it was left out.
    #[must_use]
    pub fn is_absent(&self) -> bool {
        self.value.is_none()
    }

    /// Whether it is `null`.
    #[must_use]
    pub fn is_null(&self) -> bool {
        self.value.is_some_and(Value::is_null)
    }

    /// Notes a fault of this value.
    pub fn fault(&self, code: &'static str, message: impl Into<String>) {
        self.sink.fault(self.pointer(), code, message);
    }

    /// Reads the value with `reading`, which says what is wrong as code and message.
    pub fn read<T>(
        &self,
        reading: impl FnOnce(&'v Value) -> Result<T, (&'static str, String)>,
    ) -> Field<T> {
        match self.value {
            None => Field::Absent,
            Some(Value::Null) => Field::Null,
            Some(value) => match reading(value) {
                Ok(read) => Field::Value(read),
                Err((code, message)) => {
                    self.fault(code, message);
                    Field::Absent
                }
            },
        }
    }

    fn word<T>(&self, reading: impl FnOnce(&str) -> Result<T, (&'static str, String)>) -> Field<T> {
        self.read(|value| match value {
            Value::String(text) => reading(text),
            other => Err(wrong_type("a text", other)),
        })
    }

    /// A text of at most `chars_max` characters, without control characters other than tab and line ends.
    #[must_use]
    pub fn text(&self, chars_max: usize) -> Field<String> {
        self.word(|text| {
            printable(text)?;
            if text.len() > chars_max && text.chars().count() > chars_max {
                return Err(("too_long", format!("has more than {chars_max} characters")));
            }
            Ok(text.to_owned())
        })
    }

    /// A text that may carry a little HTML, of at most `chars_max` characters as they are sent.
    #[must_use]
    pub fn html(&self, chars_max: usize) -> Field<Html> {
        self.word(|text| {
            printable(text)?;
            Html::parse(text, chars_max).map_err(|error| ("too_long", error.to_string()))
        })
    }

    /// A decimal, as a JSON number or a text; exactly what is written.
    #[must_use]
    pub fn decimal(&self) -> Field<Decimal> {
        self.read(|value| match value {
            Value::Number(number) => parse_decimal(number.as_str()).map_err(number_fault),
            Value::String(text) => parse_decimal(text).map_err(number_fault),
            other => Err(wrong_type("a number", other)),
        })
    }

    /// A whole number within `range`.
    #[must_use]
    pub fn integer(&self, range: RangeInclusive<i64>) -> Field<i64> {
        self.read(|value| {
            let Value::Number(number) = value else {
                return Err(wrong_type("a whole number", value));
            };
            let outside = || {
                let message = format!("must be from {} to {}", range.start(), range.end());
                ("out_of_range", message)
            };
            match parse_decimal(number.as_str()) {
                Ok(decimal) if decimal.is_integer() => {
                    decimal.to_i64().filter(|whole| range.contains(whole)).ok_or_else(outside)
                }
                Err(NumberError::TooLarge) => Err(outside()),
                Ok(_) | Err(_) => Err(("not_an_integer", "must be a whole number".to_owned())),
            }
        })
    }

    /// `true` or `false`.
    #[must_use]
    pub fn boolean(&self) -> Field<bool> {
        self.read(|value| value.as_bool().ok_or_else(|| wrong_type("true or false", value)))
    }

    /// A date `YYYY-MM-DD`, or a date-time whose date is taken as it is written.
    #[must_use]
    pub fn date(&self) -> Field<Date> {
        self.word(parse_date)
    }

    /// A moment by RFC 3339, cut to microseconds: what both databases keep.
    #[must_use]
    pub fn timestamp(&self) -> Field<Timestamp> {
        self.word(parse_timestamp)
    }

    /// A day, a moment by RFC 3339, or a date and time without a zone.
    #[must_use]
    pub fn day_or_moment(&self) -> Field<SendDate> {
        self.word(|text| {
            if text.len() <= 10 {
                return parse_date(text).map(SendDate::Day);
            }
            match text.parse::<jiff::civil::DateTime>() {
                Ok(local) if text.parse::<Timestamp>().is_err() => {
                    parse_date(&local.date().to_string()).map(|_| SendDate::Local(local))
                }
                _ => parse_timestamp(text).map(SendDate::At),
            }
        })
    }

    /// An id.
    #[must_use]
    pub fn id<T: From<Uuid>>(&self) -> Field<T> {
        self.word(|text| {
            let wrong = |_| ("invalid_id", "is not an id (a UUID)".to_owned());
            text.parse::<Uuid>().map(T::from).map_err(wrong)
        })
    }

    /// An e-mail address.
    #[must_use]
    pub fn email(&self) -> Field<Email> {
        self.word(|text| Email::parse(text).map_err(|error| ("invalid_email", error.to_string())))
    }

    /// A country of ISO 3166-1.
    #[must_use]
    pub fn country(&self) -> Field<Country> {
        self.word(|text| {
            Country::parse(text).map_err(|error| ("unknown_country", error.to_string()))
        })
    }

    /// A currency of ISO 4217.
    #[must_use]
    pub fn currency(&self) -> Field<Currency> {
        self.word(|text| {
            let message = "is not a currency code (ISO 4217), such as USD or EUR";
            Currency::parse(text).ok_or(("unknown_currency", message.to_owned()))
        })
    }

    /// A language that documents are written in.
    #[must_use]
    pub fn language(&self) -> Field<Language> {
        self.word(|text| {
            Language::parse(text).map_err(|error| ("unknown_language", error.to_string()))
        })
    }

    /// One of a few words.
    #[must_use]
    pub fn choice<T: Clone>(&self, choices: &[(&str, T)]) -> Field<T> {
        self.word(|text| choose(text, choices, self.case))
    }

    /// An array of so many items.
    #[must_use]
    pub fn array(&self, length: RangeInclusive<usize>) -> Field<Vec<Item<'v>>> {
        self.read(|value| {
            let Value::Array(values) = value else { return Err(wrong_type("an array", value)) };
            if values.len() < *length.start() {
                return Err(("too_few", format!("must have at least {} items", length.start())));
            }
            if values.len() > *length.end() {
                return Err(("too_many", format!("may have at most {} items", length.end())));
            }
            let base: Rc<str> = Rc::from(self.pointer());
            let item = |(index, value)| {
                let pointer = Pointer { base: Rc::clone(&base), step: Step::Index(index) };
                Item::new(Some(value), pointer, self.case, self.sink)
            };
            Ok(values.iter().enumerate().map(item).collect())
        })
    }

    /// A free object of the client, as compact JSON: at most 50 keys and 16 KiB.
    #[must_use]
    pub fn free_object(&self) -> Field<String> {
        self.read(|value| {
            let Value::Object(object) = value else { return Err(wrong_type("an object", value)) };
            if object.len() > FREE_KEYS_MAX {
                return Err(("too_many", format!("may have at most {FREE_KEYS_MAX} keys")));
            }
            if let Some(fault) = unkeepable(value) {
                return Err(fault);
            }
            let text = value.to_string();
            if text.len() > FREE_BYTES_MAX {
                return Err(("too_long", format!("has more than {FREE_BYTES_MAX} bytes as JSON")));
            }
            Ok(text)
        })
    }
}

/// Finds the choice that a word names.
pub fn choose<T: Clone>(
    text: &str,
    choices: &[(&str, T)],
    case: Case,
) -> Result<T, (&'static str, String)> {
    let names = |word: &str| match case {
        Case::Exact => word == text,
        Case::Any => word.eq_ignore_ascii_case(text),
    };
    let found = choices.iter().find(|(word, _)| names(word));
    found.map(|(_, choice)| choice.clone()).ok_or_else(|| {
        let words: Vec<&str> = choices.iter().map(|(word, _)| *word).collect();
        ("invalid_choice", format!("must be one of: {}", words.join(", ")))
    })
}

/// Words why a text is no number.
#[must_use]
pub fn number_fault(error: NumberError) -> (&'static str, String) {
    (error.code(), error.to_string())
}

/// The first character that XML 1.0 (and so the electronic invoice) cannot carry.
#[must_use]
pub fn unprintable(text: &str) -> Option<char> {
    text.chars().find(|character| {
        (character.is_ascii_control() && !matches!(character, '\t' | '\n' | '\r'))
            || matches!(character, '\u{fffe}' | '\u{ffff}')
    })
}

fn printable(text: &str) -> Result<(), (&'static str, String)> {
    match unprintable(text) {
        None => Ok(()),
        Some(character) => {
            let message = format!("has the control character U+{:04X}", u32::from(character));
            Err(("invalid_text", message))
        }
    }
}

pub(super) fn wrong_type(wanted: &str, value: &Value) -> (&'static str, String) {
    ("type", format!("must be {wanted}, not {}", kind_of(value)))
}

/// What in a free object one of the databases could not keep.
fn unkeepable(value: &Value) -> Option<(&'static str, String)> {
    let has_nul = |text: &str| {
        text.contains('\0').then(|| ("invalid_text", "has the character U+0000".to_owned()))
    };
    match value {
        Value::Null | Value::Bool(_) => None,
        Value::String(text) => has_nul(text),
        Value::Number(number) => {
            let text = number.as_str();
            let exponent = text.split_once(['e', 'E']).map_or("", |(_, exponent)| exponent);
            let digits = exponent.trim_start_matches(['+', '-']).trim_start_matches('0');
            (text.len() > FREE_NUMBER_CHARS_MAX || digits.len() > 3)
                .then(|| ("too_large", "has a number that is too long to keep".to_owned()))
        }
        Value::Array(items) => items.iter().find_map(unkeepable),
        Value::Object(object) => {
            object.iter().find_map(|(key, value)| has_nul(key).or_else(|| unkeepable(value)))
        }
    }
}
