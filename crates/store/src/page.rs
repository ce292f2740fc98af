//! Pages of lists: by offset, or after a cursor.

use crate::db::{Error, Result};

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

    pub(crate) fn parts(&self) -> Result<Vec<String>> {
        let digit = |at: usize| u8::from_str_radix(&self.0[at..at + 2], 16);
        let bytes = (0..self.0.len()).step_by(2).map(digit).collect::<Result<Vec<_>, _>>();
        let text = String::from_utf8(bytes.map_err(|_| Error::BadCursor)?);
        Ok(text.map_err(|_| Error::BadCursor)?.split('\n').map(str::to_owned).collect())
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
