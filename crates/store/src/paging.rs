//! Pages of lists: by offset, or after a cursor.

use crate::db::{At, Error, Result};
use net30_domain::{Date, Timestamp, text::Email};
use uuid::Uuid;

/// The days that both databases know, and that a document may have.
const DAYS: std::ops::RangeInclusive<Date> = Date::constant(1, 1, 1)..=Date::constant(9999, 12, 31);

/// How far a list is counted; what is longer is reported as longer.
pub(crate) const COUNT_MAX: i64 = 10_000;

/// Where a page ended, as URL-safe text that only the store reads.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
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
        Self(base16ct::lower::encode_string(parts.join("\n").as_bytes()))
    }

    /// The parts that it was made of, all of them and no more.
    pub(crate) fn parts<const N: usize>(&self) -> Result<[String; N]> {
        let bytes = base16ct::mixed::decode_vec(&self.0).map_err(|_| Error::BadCursor)?;
        let text = String::from_utf8(bytes);
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
        let (before, id_before) = match paging {
            Paging::Offset { .. } => (At::AFTER_ALL, Uuid::max()),
            Paging::After { cursor, .. } => {
                let [created, id] = cursor.parts()?;
                (moment_in(&created)?, id_in(&id)?)
            }
        };
        Ok(Self { before, id_before, offset: paging.offset() })
    }

    /// The cursor after an entry.
    pub(crate) fn after(created_at: Timestamp, id: Uuid) -> Cursor {
        Cursor::of(&[&created_at.as_microsecond().to_string(), &id.to_string()])
    }
}

/// Which part of a list is wanted.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
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
    /// How many entries are wanted, at least 1.
    #[must_use]
    pub fn limit(&self) -> i64 {
        let (Self::Offset { limit, .. } | Self::After { limit, .. }) = self;
        (*limit).max(1)
    }

    /// How many entries are read: whether there are more is seen by one more than wanted.
    pub(crate) fn one_more(&self) -> i64 {
        self.limit().saturating_add(1)
    }

    /// The same beginning, with another number of entries.
    #[must_use]
    pub fn with_limit(self, limit: i64) -> Self {
        match self {
            Self::Offset { offset, .. } => Self::Offset { offset, limit },
            Self::After { cursor, .. } => Self::After { cursor, limit },
        }
    }

    /// How many entries of a list are skipped; none behind a cursor, which says where it begins.
    #[must_use]
    pub fn offset(&self) -> i64 {
        match self {
            Self::Offset { offset, .. } => (*offset).max(0),
            Self::After { .. } => 0,
        }
    }

    /// Which page it is, from 1; behind a cursor that is not known.
    #[must_use]
    pub fn page(&self) -> Option<i64> {
        match self {
            Self::Offset { offset, .. } => Some(offset / self.limit() + 1),
            Self::After { .. } => None,
        }
    }

    /// So many pages of this length a list has.
    #[must_use]
    pub fn pages_of(&self, count: i64) -> i64 {
        (count + self.limit() - 1) / self.limit()
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

impl Total {
    /// Of so many that were counted, at most one more than [`COUNT_MAX`].
    pub(crate) fn of(counted: i64) -> Self {
        Self { count: counted.min(COUNT_MAX), exact: counted <= COUNT_MAX }
    }
}

/// Entries of a list, and where the next ones begin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slice<T> {
    /// The entries.
    pub items: Vec<T>,
    /// Where the next page begins, if there is one.
    pub next: Option<Cursor>,
}

impl<T> Slice<T> {
    /// The entries that are wanted, of those that were read: see [`Paging::one_more`].
    pub(crate) fn cut(
        mut items: Vec<T>,
        paging: &Paging,
        after: impl FnOnce(&T) -> Cursor,
    ) -> Self {
        let limit = usize::try_from(paging.limit()).unwrap_or(usize::MAX);
        let has_more = items.len() > limit;
        items.truncate(limit);
        let next = items.last().filter(|_| has_more).map(after);
        Self { items, next }
    }

    /// With how many entries the whole list has.
    pub(crate) fn counted(self, total: Total) -> Page<T> {
        Page { items: self.items, total, next: self.next }
    }
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

/// Which customers are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CustomerFilter {
    /// As for every catalogue.
    pub catalogue: CatalogueFilter,
    /// The whole e-mail address, in any case.
    pub email: Option<Email>,
    /// The whole id of the client's own.
    pub external_id: Option<String>,
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
