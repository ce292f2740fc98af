//! Pages of lists: by offset, or after a cursor.

use crate::db::{At, Error, Result};
use net30_domain::{Date, Timestamp};
use uuid::Uuid;

/// The days that both databases know, and that a document may have.
const DAYS: std::ops::RangeInclusive<Date> = Date::constant(1, 1, 1)..=Date::constant(9999, 12, 31);

/// Where a page ended, as URL-safe text that only the store reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor(String);

impl Cursor {
    /// Takes a text that a client sent back.
    ///
    /// # Errors
    /// [`Error::BadCursor`] if it is no text that a cursor could be. Whether it fits the list is seen when it is used.
    pub fn parse(text: &str) -> Result<Self> {
        let good = !text.is_empty() && text.len().is_multiple_of(2) && text.len() <= 1000;
        if good && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')) {
            Ok(Self(text.to_owned()))
        } else {
            Err(Error::BadCursor)
        }
    }

    /// The text for the client.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub(crate) fn of(parts: &[&str]) -> Self {
        use std::fmt::Write as _;
        let mut text = String::new();
        for byte in parts.join("\n").bytes() {
            write!(text, "{byte:02x}").expect("a String takes every text");
        }
        Self(text)
    }

    /// The parts that it was made of, all of them and no more.
    pub(crate) fn parts<const N: usize>(&self) -> Result<[String; N]> {
        let digit = |at: usize| u8::from_str_radix(&self.0[at..at + 2], 16);
        let bytes = (0..self.0.len()).step_by(2).map(digit).collect::<Result<Vec<_>, _>>();
        let text = String::from_utf8(bytes.map_err(|_| Error::BadCursor)?);
        let parts: Vec<String> =
            text.map_err(|_| Error::BadCursor)?.split('\n').map(str::to_owned).collect();
        // PostgreSQL keeps no text with other control characters, so that none of ours has one.
        let is_ours = |part: &String| !part.chars().any(char::is_control);
        match <[String; N]>::try_from(parts) {
            Ok(parts) if parts.iter().all(is_ours) => Ok(parts),
            _ => Err(Error::BadCursor),
        }
    }
}

/// Reads an id in a cursor, as it was written.
pub(crate) fn id_in(text: &str) -> Result<Uuid> {
    as_written(text, text.parse().ok())
}

/// Reads a day in a cursor: one that both databases know.
pub(crate) fn day_in(text: &str) -> Result<Date> {
    as_written(text, text.parse().ok().filter(|day| DAYS.contains(day)))
}

/// Reads a moment in a cursor, in microseconds: one that both databases know.
pub(crate) fn moment_in(text: &str) -> Result<At> {
    let microseconds: i64 = as_written(text, text.parse().ok())?;
    let moment = Timestamp::from_microsecond(microseconds).map_err(|_| Error::BadCursor)?;
    let day = moment.to_zoned(jiff::tz::TimeZone::UTC).date();
    if DAYS.contains(&day) { Ok(At(moment)) } else { Err(Error::BadCursor) }
}

/// What was read, if it is written so: every place has one text.
pub(crate) fn as_written<T: std::fmt::Display>(text: &str, read: Option<T>) -> Result<T> {
    read.filter(|read| read.to_string() == text).ok_or(Error::BadCursor)
}

/// Where a page begins of a list that has the newest entries first.
#[derive(Clone, Copy, Debug)]
pub(crate) struct NewestFirst {
    /// Entries are older than this, or as old and with a lesser id.
    pub(crate) before: At,
    /// See `before`.
    pub(crate) id_before: Uuid,
    /// How many of them are skipped.
    pub(crate) offset: i64,
}

impl NewestFirst {
    /// Where a page begins.
    pub(crate) fn of(paging: &Paging) -> Result<Self> {
        match paging {
            Paging::Offset { offset, .. } => {
                Ok(Self { before: At::AFTER_ALL, id_before: Uuid::max(), offset: (*offset).max(0) })
            }
            Paging::After { cursor, .. } => {
                let [created, id] = cursor.parts()?;
                Ok(Self { before: moment_in(&created)?, id_before: id_in(&id)?, offset: 0 })
            }
        }
    }

    /// The cursor after an entry.
    pub(crate) fn after(created_at: Timestamp, id: Uuid) -> Cursor {
        Cursor::of(&[&created_at.as_microsecond().to_string(), &id.to_string()])
    }
}

/// Which part of a list is wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Paging {
    /// `limit` entries after skipping `offset`.
    Offset {
        /// How many are skipped, not negative.
        offset: i64,
        /// How many are wanted, at least 1.
        limit: i64,
    },
    /// `limit` entries after the one where a page ended.
    After {
        /// Where that page ended.
        cursor: Cursor,
        /// How many are wanted, at least 1.
        limit: i64,
    },
}

impl Paging {
    /// How many entries are wanted.
    #[must_use]
    pub fn limit(&self) -> i64 {
        match self {
            Self::Offset { limit, .. } | Self::After { limit, .. } => *limit,
        }
    }
}

/// How many entries a list has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Total {
    /// So many were counted.
    pub count: i64,
    /// Whether that is all; otherwise there are more, and counting stopped.
    pub exact: bool,
}

/// Entries of a list, and where the next ones begin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slice<T> {
    /// The entries.
    pub items: Vec<T>,
    /// Where the next page begins, if there is one.
    pub next: Option<Cursor>,
}

/// A page of a list with the list's length.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page<T> {
    /// The entries.
    pub items: Vec<T>,
    /// How many entries the whole list has.
    pub total: Total,
    /// Where the next page begins, if there is one.
    pub next: Option<Cursor>,
}

/// Which entries of a catalogue (customers, products, taxes, templates) are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CatalogueFilter {
    /// A part of what the entry is searched by, in any case.
    pub search: Option<String>,
    /// The archived entries in place of the others.
    pub archived: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_is_checked_whole_when_it_is_read() {
        let id = "0198f6a0-0000-7000-8000-000000000001";
        let start = |parts: &[&str]| {
            NewestFirst::of(&Paging::After { cursor: Cursor::of(parts), limit: 1 })
        };
        assert!(start(&["1790000000000000", id]).is_ok());
        for wrong in [
            // The year -9999, which PostgreSQL does not know.
            &["-377705023201000000", id][..],
            &["253402207200000001", id],
            &["+1790000000000000", id],
            &["01790000000000000", id],
            &["9223372036854775807", id],
            &["x", id],
            &["1790000000000000", "0198F6A0-0000-7000-8000-000000000001"],
            &["1790000000000000", "0198f6a0000070008000000000000001"],
            &["1790000000000000", id, ""],
            &["1790000000000000"],
            &["1790000000000000\0", id],
        ] {
            assert!(matches!(start(wrong), Err(Error::BadCursor)), "{wrong:?}");
        }
        assert!(day_in("2026-11-28").is_ok());
        for wrong in ["-009999-01-01", "-004713-01-01", "0000-01-01", "2026-11-8", "20261128"] {
            assert!(day_in(wrong).is_err(), "{wrong}");
        }
    }
}
