//! A table as a reply: CSV, in the dialect that the caller's spreadsheet opens.

use crate::{query::Query, reply::Reply};
use axum::http::header;
use net30_app::{Delimiter, Dialect};

/// The media type of tables.
pub const MEDIA_TYPE: &str = "text/csv; charset=utf-8";

/// Reads how a table is to be written: `delimiter` and `bom`.
pub fn dialect(query: &Query<'_>) -> Dialect {
    let delimiters = [
        (",", Delimiter::Comma),
        (";", Delimiter::Semicolon),
        ("tab", Delimiter::Tab),
        ("comma", Delimiter::Comma),
        ("semicolon", Delimiter::Semicolon),
        ("\t", Delimiter::Tab),
    ];
    let delimiter = query.read("delimiter", |text| {
        let named = delimiters.iter().find(|(word, _)| word.eq_ignore_ascii_case(text));
        named
            .map(|(_, delimiter)| *delimiter)
            .ok_or_else(|| ("invalid_choice", "must be one of: \",\", \";\", \"tab\"".to_owned()))
    });
    Dialect { delimiter: delimiter.unwrap_or_default(), bom: query.boolean("bom").unwrap_or(false) }
}

/// What to call a table that is to be saved.
#[must_use]
pub fn disposition(name: &str) -> String {
    format!("attachment; filename=\"{name}.csv\"")
}

/// A table to be saved under a name.
pub fn reply(name: &str, bytes: Vec<u8>) -> Reply {
    Reply::bytes(MEDIA_TYPE, bytes).text_header(header::CONTENT_DISPOSITION, &disposition(name))
}
