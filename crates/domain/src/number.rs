//! Number patterns: how a document's number is made of its date and its place in the sequence.

use crate::limits::PATTERN_CHARS_MAX;
use jiff::civil::Date;

/// Most characters of a number that a pattern makes or a client gives.
pub const NUMBER_CHARS_MAX: usize = 100;

/// A pattern such as `INV-{YYYY}-{SEQ:4}`.
///
/// The sequence restarts where the date tokens change: with `{YYYY}` every year, with `{YYYY}{MM}` every month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    text: String,
    parts: Vec<Part>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Text(String),
    Year4,
    Year2,
    Month,
    Day,
    Sequence { width: usize },
}

/// Why a text is no pattern.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PatternError {
    /// An unknown token.
    #[error(
        "has the unknown token {{{0}}}; known are {{YYYY}}, {{YY}}, {{MM}}, {{DD}}, {{SEQ}} and {{SEQ:4}}"
    )]
    UnknownToken(String),
    /// A brace without its partner.
    #[error("has a brace without its partner")]
    Brace,
    /// Not exactly one `{SEQ}`.
    #[error("must have exactly one {{SEQ}}")]
    Sequence,
    /// A month without a year or a day without a month: numbers would repeat.
    #[error("has a month without a year or a day without a month, so that numbers would repeat")]
    Period,
    /// A width that is not 1 to 12.
    #[error("has a width that is not 1 to 12")]
    Width,
    /// Longer than 60 characters, or with a control character.
    #[error("is longer than 60 characters or has a control character")]
    Text,
}

impl Pattern {
    /// Invoices, where nobody says otherwise.
    pub const DEFAULT_INVOICE: &str = "INV-{YYYY}-{SEQ:4}";
    /// Credit notes, where nobody says otherwise.
    pub const DEFAULT_CREDIT_NOTE: &str = "CN-{YYYY}-{SEQ:4}";

    /// Reads a pattern.
    ///
    /// # Errors
    /// [`PatternError`] if a token is unknown, or the numbers made of it would repeat.
    pub fn parse(text: &str) -> Result<Self, PatternError> {
        if text.chars().count() > PATTERN_CHARS_MAX || text.chars().any(char::is_control) {
            return Err(PatternError::Text);
        }
        let mut parts = Vec::new();
        let mut rest = text;
        while let Some(open) = rest.find(['{', '}']) {
            let after = rest[open..].strip_prefix('{').ok_or(PatternError::Brace)?;
            let close = after.find('}').ok_or(PatternError::Brace)?;
            if open > 0 {
                parts.push(Part::Text(rest[..open].to_owned()));
            }
            parts.push(Self::token(&after[..close])?);
            rest = &after[close + 1..];
        }
        if !rest.is_empty() {
            parts.push(Part::Text(rest.to_owned()));
        }
        let has = |wanted: fn(&Part) -> bool| parts.iter().filter(|part| wanted(part)).count();
        if has(|part| matches!(part, Part::Sequence { .. })) != 1 {
            return Err(PatternError::Sequence);
        }
        let year = has(|part| matches!(part, Part::Year4 | Part::Year2)) > 0;
        let month = has(|part| matches!(part, Part::Month)) > 0;
        let day = has(|part| matches!(part, Part::Day)) > 0;
        if (month && !year) || (day && !month) {
            return Err(PatternError::Period);
        }
        Ok(Self { text: text.to_owned(), parts })
    }

    fn token(token: &str) -> Result<Part, PatternError> {
        match token {
            "YYYY" => Ok(Part::Year4),
            "YY" => Ok(Part::Year2),
            "MM" => Ok(Part::Month),
            "DD" => Ok(Part::Day),
            "SEQ" => Ok(Part::Sequence { width: 1 }),
            _ => match token.strip_prefix("SEQ:") {
                Some(width) => match width.parse() {
                    Ok(width @ 1..=12) => Ok(Part::Sequence { width }),
                    _ => Err(PatternError::Width),
                },
                None => Err(PatternError::UnknownToken(token.to_owned())),
            },
        }
    }

    /// The pattern as written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The number at a place of the sequence. The width is a minimum: after 9999 comes 10000.
    #[must_use]
    pub fn format(&self, date: Date, sequence: i64) -> String {
        self.write(date, |width| format!("{sequence:0width$}"))
    }

    /// The name of the sequence that a date belongs to: the pattern with everything but `{SEQ}` filled in.
    ///
    /// Two patterns that make the same texts share a sequence, and a changed pattern starts a new one.
    #[must_use]
    pub fn series(&self, date: Date) -> String {
        self.write(date, |_| "{SEQ}".to_owned())
    }

    fn write(&self, date: Date, sequence: impl Fn(usize) -> String) -> String {
        self.parts
            .iter()
            .map(|part| match part {
                Part::Text(text) => text.clone(),
                Part::Year4 => format!("{:04}", date.year()),
                Part::Year2 => format!("{:02}", date.year().rem_euclid(100)),
                Part::Month => format!("{:02}", date.month()),
                Part::Day => format!("{:02}", date.day()),
                Part::Sequence { width } => sequence(*width),
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{Pattern, PatternError};
    use jiff::civil::date;

    fn check(pattern: &str, sequence: i64, number: &str, series: &str) {
        let pattern = Pattern::parse(pattern).unwrap();
        assert_eq!(pattern.format(date(2026, 3, 9), sequence), number);
        assert_eq!(pattern.series(date(2026, 3, 9)), series);
    }

    #[test]
    fn a_number_is_made_of_the_date_and_the_sequence() {
        check(Pattern::DEFAULT_INVOICE, 7, "INV-2026-0007", "INV-2026-{SEQ}");
        check(Pattern::DEFAULT_INVOICE, 10_000, "INV-2026-10000", "INV-2026-{SEQ}");
        check("{SEQ}", 1, "1", "{SEQ}");
        check("{YY}{MM}{DD}/{SEQ:2}-é", 3, "260309/03-é", "260309/{SEQ}-é");
    }

    #[test]
    fn a_pattern_whose_numbers_would_repeat_is_refused() {
        for (pattern, error) in [
            ("INV", PatternError::Sequence),
            ("{SEQ}{SEQ}", PatternError::Sequence),
            ("{MM}-{SEQ}", PatternError::Period),
            ("{YYYY}-{DD}-{SEQ}", PatternError::Period),
            ("{SEQ:0}", PatternError::Width),
            ("{SEQ:x}", PatternError::Width),
            ("{seq}", PatternError::UnknownToken("seq".to_owned())),
            ("{SEQ", PatternError::Brace),
            ("SEQ}", PatternError::Brace),
            ("{SEQ}\n", PatternError::Text),
        ] {
            assert_eq!(Pattern::parse(pattern), Err(error), "{pattern}");
        }
    }
}
