//! The parameters of reports.

use axum::http::{HeaderMap, header};
use net30_app::{
    Dialect,
    reports::{Basis, Grouping, Rates, ReportFilter},
};
use net30_domain::{
    Date, Decimal,
    money::{Currency, parse_decimal},
};
use net30_http::{csv::dialect, query::Query};

/// Most rates of a request.
const RATES_MAX: usize = 50;

/// What is wanted besides the report's own parameters.
pub(super) struct Wanted {
    pub(super) filter: ReportFilter,
    pub(super) rates: Option<Rates>,
    /// How a table is written, if one is wanted in place of JSON.
    pub(super) table: Option<Dialect>,
}

/// Reads what every report takes.
pub(super) fn wanted(query: &Query<'_>, headers: &HeaderMap) -> Wanted {
    let (from, to) = period(query);
    Wanted {
        filter: ReportFilter {
            from,
            to,
            currency: query.currency("currency"),
            customer_id: query.id("customer_id"),
        },
        rates: query.read("rates", rates),
        table: table_wanted(query, headers),
    }
}

/// Reads a period whose last day is not before its first.
pub(crate) fn period(query: &Query<'_>) -> (Option<Date>, Option<Date>) {
    let (from, to) = (query.date("from_date"), query.date("to_date"));
    if let (Some(from), Some(to)) = (from, to)
        && to < from
    {
        query.fault("to_date", "out_of_range", "must not be before from_date");
    }
    (from, to)
}

/// Reads whether a table is wanted in place of JSON, and how it is written: by `format`, else by what the client accepts.
fn table_wanted(query: &Query<'_>, headers: &HeaderMap) -> Option<Dialect> {
    let format = query.choice("format", &[("json", false), ("csv", true)]);
    let dialect = dialect(query);
    format.unwrap_or_else(|| prefers(headers, "text/csv")).then_some(dialect)
}

/// Whether a client accepts a media type, and does not name JSON before it.
pub(crate) fn prefers(headers: &HeaderMap, media_type: &str) -> bool {
    let values = headers.get_all(header::ACCEPT).into_iter();
    let texts = values.filter_map(|value| value.to_str().ok()).flat_map(|text| text.split(','));
    let mut types = texts.map(|text| text.split(';').next().unwrap_or_default().trim());
    types.find(|&name| name == media_type || name == "application/json") == Some(media_type)
}

/// Reads when something counts.
pub(super) fn basis(query: &Query<'_>) -> Basis {
    query.choice("basis", &Basis::ALL.map(|basis| (basis.word(), basis))).unwrap_or_default()
}

/// Reads what revenue is grouped by.
pub(super) fn grouping(query: &Query<'_>) -> Grouping {
    let words = Grouping::ALL.map(|grouping| (grouping.word(), grouping));
    query.choice("group_by", &words).unwrap_or_default()
}

/// Reads rates: `USD:0.92,GBP:1.17`.
fn rates(text: &str) -> Result<Rates, (&'static str, String)> {
    let mut rates = Rates::new();
    for pair in text.split(',') {
        let (code, rate) = pair.split_once(':').ok_or_else(|| {
            ("invalid_rates", "must be pairs of currency and rate, such as USD:0.92".to_owned())
        })?;
        let currency = Currency::parse(code)
            .ok_or_else(|| ("unknown_currency", format!("{code} is not a currency code")))?;
        let rate = parse_decimal(rate.trim())
            .map_err(|error| (error.code(), format!("the rate of {code} {error}")))?;
        if rate <= Decimal::ZERO {
            return Err(("out_of_range", format!("the rate of {code} must be above 0")));
        }
        if rates.iter().any(|(known, _)| *known == currency) {
            return Err(("repeated", format!("{code} has more than one rate")));
        }
        if rates.len() == RATES_MAX {
            return Err(("too_many", format!("has more than {RATES_MAX} rates")));
        }
        rates.push((currency, rate));
    }
    Ok(rates)
}

#[cfg(test)]
mod tests {
    use super::{prefers, rates};
    use axum::http::{HeaderMap, HeaderValue, header};

    #[test]
    fn the_first_media_type_that_there_is_decides() {
        for (accept, csv) in [
            ("text/csv", true),
            ("text/html, text/csv;q=0.9, application/json", true),
            ("application/json, text/csv", false),
            ("*/*", false),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT, HeaderValue::from_static(accept));
            assert_eq!(prefers(&headers, "text/csv"), csv, "{accept}");
        }
        assert!(!prefers(&HeaderMap::new(), "text/csv"));
    }

    #[test]
    fn rates_are_read_exactly_or_refused() {
        let read = rates("USD:0.92,gbp: 1.17").unwrap();
        assert_eq!(read[1].0.code(), "GBP");
        assert_eq!(read[0].1.to_string(), "0.92");
        for wrong in ["", "USD", "USD:", "USD:x", "XXQ:1", "USD:0", "USD:-1", "USD:1,USD:2"] {
            assert!(rates(wrong).is_err(), "{wrong}");
        }
    }
}
