//! Reads a query string as [`crate::json`] reads a body: all faults at once, each with the name of its parameter.

use crate::{
    json::{
        Case, Unknown, choose, is_not_here, nearest, number_fault, parse_date, parse_timestamp,
        unprintable,
    },
    problem::{Entry, Place, Problem, Result},
};
use net30_domain::{
    Date, Decimal, Timestamp,
    money::{Currency, parse_decimal},
};
use percent_encoding::percent_decode_str;
use std::{borrow::Cow, cell::RefCell, ops::RangeInclusive};
use uuid::Uuid;

/// Most characters of a parameter's value.
const VALUE_CHARS_MAX: usize = 2000;
/// Most parameters.
const PARAMETERS_MAX: usize = 200;

/// The parameters of a request. A bad value is noted and read as absent, so that reading goes on.
#[derive(Debug)]
pub struct Query<'q> {
    parameters: Vec<(Cow<'q, str>, Cow<'q, str>)>,
    case: Case,
    asked: RefCell<Vec<&'static str>>,
    faults: RefCell<Vec<Entry>>,
}

impl<'q> Query<'q> {
    /// Splits and decodes what stands after the question mark.
    #[must_use]
    pub fn parse(text: &'q str, case: Case) -> Self {
        let query = Self {
            parameters: Vec::new(),
            case,
            asked: RefCell::default(),
            faults: RefCell::default(),
        };
        let mut parameters = Vec::new();
        for pair in text.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            match (decoded(name), decoded(value)) {
                _ if parameters.len() == PARAMETERS_MAX => {
                    query.fault("", "too_many", format!("more than {PARAMETERS_MAX} parameters"));
                    break;
                }
                (Some(name), Some(value)) => parameters.push((name, value)),
                (decoded_name, _) => {
                    let name = decoded_name.unwrap_or(Cow::Borrowed(name));
                    query.fault(&name, "invalid_text", "is not UTF-8");
                }
            }
        }
        Self { parameters, ..query }
    }

    /// Notes a fault of a parameter.
    pub fn fault(&self, name: &str, code: &'static str, message: impl Into<String>) {
        let place = Place::Parameter(name.to_owned());
        self.faults.borrow_mut().push(Entry { place, code: code.into(), message: message.into() });
    }

    /// Every value of a parameter that may be repeated.
    #[must_use]
    pub fn all(&self, name: &'static str) -> Vec<&str> {
        self.asked.borrow_mut().push(name);
        let named = self.parameters.iter().filter(|(given, _)| self.is_named(given, name));
        named.map(|(_, value)| value.as_ref()).collect()
    }

    /// Whether a parameter is there.
    #[must_use]
    pub fn has(&self, name: &'static str) -> bool {
        !self.all(name).is_empty()
    }

    /// Reads a parameter with `reading`, which says what is wrong as code and message.
    pub fn read<T>(
        &self,
        name: &'static str,
        reading: impl FnOnce(&str) -> std::result::Result<T, (&'static str, String)>,
    ) -> Option<T> {
        let found = match self.all(name).as_slice() {
            [] => return None,
            [value] => match unprintable(value) {
                Some(_) => Err(("invalid_text", "has a control character".to_owned())),
                None if value.chars().count() > VALUE_CHARS_MAX => {
                    Err(("too_long", format!("has more than {VALUE_CHARS_MAX} characters")))
                }
                None => reading(value),
            },
            _ => Err(("repeated", "is given more than once".to_owned())),
        };
        found.map_err(|(code, message)| self.fault(name, code, message)).ok()
    }

    /// A text of at most `chars_max` characters.
    #[must_use]
    pub fn text(&self, name: &'static str, chars_max: usize) -> Option<String> {
        self.read(name, |text| {
            if text.chars().count() > chars_max {
                return Err(("too_long", format!("has more than {chars_max} characters")));
            }
            Ok(text.to_owned())
        })
    }

    /// `true` or `false`.
    #[must_use]
    pub fn boolean(&self, name: &'static str) -> Option<bool> {
        self.read(name, |text| choose(text, &[("true", true), ("false", false)], Case::Any))
    }

    /// A whole number within `range`.
    #[must_use]
    pub fn integer(&self, name: &'static str, range: RangeInclusive<i64>) -> Option<i64> {
        self.read(name, |text| {
            let digits = text.strip_prefix('-').unwrap_or(text);
            if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
                return Err(("not_an_integer", "must be a whole number".to_owned()));
            }
            // Only an overflow is left to fail: that is out of any range.
            text.parse().ok().filter(|whole| range.contains(whole)).ok_or_else(|| {
                ("out_of_range", format!("must be from {} to {}", range.start(), range.end()))
            })
        })
    }

    /// A decimal, exactly as written.
    #[must_use]
    pub fn decimal(&self, name: &'static str) -> Option<Decimal> {
        self.read(name, |text| parse_decimal(text).map_err(number_fault))
    }

    /// A date `YYYY-MM-DD`, or a date-time whose date is taken as it is written.
    #[must_use]
    pub fn date(&self, name: &'static str) -> Option<Date> {
        self.read(name, parse_date)
    }

    /// A moment by RFC 3339.
    #[must_use]
    pub fn timestamp(&self, name: &'static str) -> Option<Timestamp> {
        self.read(name, parse_timestamp)
    }

    /// An id.
    #[must_use]
    pub fn id<T: From<Uuid>>(&self, name: &'static str) -> Option<T> {
        self.read(name, |text| {
            let wrong = |_| ("invalid_id", "is not an id (a UUID)".to_owned());
            text.parse::<Uuid>().map(T::from).map_err(wrong)
        })
    }

    /// A currency of ISO 4217.
    #[must_use]
    pub fn currency(&self, name: &'static str) -> Option<Currency> {
        self.read(name, |text| {
            let message = "is not a currency code (ISO 4217), such as USD or EUR";
            Currency::parse(text).ok_or(("unknown_currency", message.to_owned()))
        })
    }

    /// One of a few words.
    #[must_use]
    pub fn choice<T: Clone>(&self, name: &'static str, choices: &[(&str, T)]) -> Option<T> {
        self.read(name, |text| choose(text, choices, self.case))
    }

    /// Several of a few words, separated by commas; empty if the parameter is absent or wrong.
    #[must_use]
    pub fn choices<T: Clone>(&self, name: &'static str, choices: &[(&str, T)]) -> Vec<T> {
        let list = |text: &str| {
            text.split(',').map(|word| choose(word.trim(), choices, self.case)).collect()
        };
        self.read(name, list).unwrap_or_default()
    }

    /// The faults, and the parameters that nobody asked for if those are refused.
    #[must_use]
    pub fn finish(self, unknown: Unknown) -> Vec<Entry> {
        if unknown == Unknown::Refuse {
            let asked = self.asked.borrow();
            let is_unknown = |given: &str| !asked.iter().any(|name| self.is_named(given, name));
            for (given, _) in self.parameters.iter().filter(|(given, _)| is_unknown(given)) {
                let free = asked.iter().copied().filter(|name| !self.is_given(name));
                let message = is_not_here("parameter", nearest(given, free));
                self.fault(given, "unknown_parameter", message);
            }
        }
        self.faults.into_inner()
    }

    fn is_given(&self, name: &str) -> bool {
        self.parameters.iter().any(|(given, _)| self.is_named(given, name))
    }

    fn is_named(&self, given: &str, name: &str) -> bool {
        match self.case {
            Case::Exact => given == name,
            Case::Any => given.eq_ignore_ascii_case(name),
        }
    }
}

/// Reads all parameters of a query string.
///
/// # Errors
/// 422 with every fault, and with every unknown parameter if those are refused.
pub fn read<T>(
    text: &str,
    case: Case,
    unknown: Unknown,
    reading: impl FnOnce(&Query<'_>) -> T,
) -> Result<T> {
    let query = Query::parse(text, case);
    let made = reading(&query);
    let faults = query.finish(unknown);
    if faults.is_empty() { Ok(made) } else { Err(Problem::invalid(faults)) }
}

/// Undoes percent-encoding and `+`; `None` if the result is not UTF-8.
fn decoded(text: &str) -> Option<Cow<'_, str>> {
    if text.contains('+') {
        let spaced = text.replace('+', " ");
        return percent_decode_str(&spaced)
            .decode_utf8()
            .ok()
            .map(|text| Cow::Owned(text.into_owned()));
    }
    percent_decode_str(text).decode_utf8().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults<T>(
        text: &str,
        reading: impl FnOnce(&Query<'_>) -> T,
    ) -> Vec<(Place, std::borrow::Cow<'static, str>)> {
        match read(text, Case::Exact, Unknown::Refuse, reading) {
            Ok(_) => Vec::new(),
            Err(problem) => {
                problem.errors.into_iter().map(|entry| (entry.place, entry.code)).collect()
            }
        }
    }

    #[test]
    fn parameters_are_decoded() {
        let search =
            read("search=M%C3%BCller+%26%20Co&page=2", Case::Exact, Unknown::Refuse, |q| {
                (q.text("search", 20), q.integer("page", 1..=9))
            });
        assert_eq!(search.unwrap(), (Some("Müller & Co".to_owned()), Some(2)));
    }

    #[test]
    fn all_faults_are_found_and_unknown_names_refused() {
        let text =
            "limit=0&page=x&from=2025-13-01&status=paid,lost&id=7&min=1e400&b=&c=1&c=1&n=%FF&odd=1";
        let found = faults(text, |query| {
            let _ = (query.integer("limit", 1..=100), query.integer("page", 1..=i64::MAX));
            let _ = (query.date("from"), query.choices("status", &[("paid", 1)]));
            let _ = (query.id::<Uuid>("id"), query.decimal("min"), query.boolean("b"));
            let _ = (query.text("c", 5), query.text("n", 5));
        });
        let wanted = [
            ("n", "invalid_text"),
            ("limit", "out_of_range"),
            ("page", "not_an_integer"),
            ("from", "invalid_date"),
            ("status", "invalid_choice"),
            ("id", "invalid_id"),
            ("min", "too_large"),
            ("b", "invalid_choice"),
            ("c", "repeated"),
            ("odd", "unknown_parameter"),
        ];
        assert_eq!(
            found,
            wanted.map(|(name, code)| (Place::Parameter(name.to_owned()), code.into()))
        );
    }

    #[test]
    fn what_the_other_apis_do_not_know_is_passed_over() {
        let page = read("Page=3&utm=1", Case::Any, Unknown::Name, |q| q.integer("page", 1..=9));
        assert_eq!(page.unwrap(), Some(3));
    }
}
