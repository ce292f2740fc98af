//! The parameters and bodies of statements.

use crate::{
    invoices::read_actions::addresses,
    reports::read::{period, prefers},
};
use axum::http::HeaderMap;
use net30_app::{
    Dialect,
    statements::{StatementEmail, StatementPeriod},
};
use net30_domain::limits::{MESSAGE_CHARS_MAX, SUBJECT_CHARS_MAX};
use net30_http::{csv::dialect, fields::text, json::Reader, query::Query};

/// What a statement is given as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Json,
    Csv(Dialect),
    Pdf,
}

/// Reads which movements are wanted.
pub(super) fn statement_period(query: &Query<'_>) -> StatementPeriod {
    let (from, to) = period(query);
    StatementPeriod { from, to, currency: query.currency("currency") }
}

/// Reads what the statement is to be given as: by `format`, else by what the client accepts.
pub(super) fn format(query: &Query<'_>, headers: &HeaderMap) -> Format {
    let table = Format::Csv(dialect(query));
    let formats = [("json", Format::Json), ("csv", table), ("pdf", Format::Pdf)];
    if query.has("format") {
        return query.choice("format", &formats).unwrap_or(Format::Json);
    }
    if prefers(headers, "application/pdf") {
        Format::Pdf
    } else if prefers(headers, "text/csv") {
        table
    } else {
        Format::Json
    }
}

/// Reads what is sent, and to whom.
pub(super) fn email(reader: &Reader<'_>) -> (StatementPeriod, StatementEmail) {
    let email = StatementEmail {
        to: addresses(reader, "to"),
        subject: text(reader, "subject", SUBJECT_CHARS_MAX),
        message: text(reader, "message", MESSAGE_CHARS_MAX),
    };
    let (from, to) = (reader.date("from_date").value(), reader.date("to_date").value());
    if let (Some(from), Some(to)) = (from, to)
        && to < from
    {
        reader.fault("to_date", "out_of_range", "must not be before from_date");
    }
    (StatementPeriod { from, to, currency: reader.currency("currency").value() }, email)
}
