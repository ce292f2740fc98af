//! Dates and moments, as clients write them.

use jiff::civil::DateTime;
use net30_domain::{Date, Timestamp};

/// Reads a date `YYYY-MM-DD` of the years 1900 to 2999, or a date-time (ISO 8601) whose date is taken as it is written:
/// what is dated here is a day where the account is, whatever hour and zone a client puts behind it.
pub fn parse_date(text: &str) -> Result<Date, (&'static str, String)> {
    let wrong = || ("invalid_date", "is not a date of the form YYYY-MM-DD".to_owned());
    let (day, time) = text.split_at_checked(10).ok_or_else(wrong)?;
    if !is_formed(day) || !(time.is_empty() || is_time(time)) {
        return Err(wrong());
    }
    let date: Date = day.parse().map_err(|_| ("invalid_date", no_such_date(day)))?;
    if (1900..3000).contains(&date.year()) {
        Ok(date)
    } else {
        Err(("out_of_range", "must be from 1900-01-01 to 2999-12-31".to_owned()))
    }
}

/// Whether a text of ten bytes is made of digits and hyphens as a date is.
fn is_formed(day: &str) -> bool {
    day.bytes().enumerate().all(|(index, byte)| match index {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    })
}

/// Whether what stands behind a date is a time of day, with or without a zone.
fn is_time(text: &str) -> bool {
    let Some(time) = text.strip_prefix(['T', 't', ' ']) else { return false };
    // In a query string, a zone's + that was not escaped arrives as a space.
    let some_day = format!("2000-01-01T{}", time.replace(' ', "+"));
    some_day.parse::<DateTime>().is_ok() || some_day.parse::<Timestamp>().is_ok()
}

/// Words why a well-formed text is no date: that it is not in the calendar.
fn no_such_date(day: &str) -> String {
    let (year_and_month, month) = (&day[..7], &day[5..7]);
    match format!("{year_and_month}-01").parse::<Date>() {
        Ok(first) => {
            format!("is not a date there is: {year_and_month} has {} days", first.days_in_month())
        }
        Err(_) if &day[..4] == "0000" => "is not a date there is: no year is 0000".to_owned(),
        Err(_) => format!("is not a date there is: no month is {month}"),
    }
}

/// Reads a moment by RFC 3339, cut to microseconds.
pub fn parse_timestamp(text: &str) -> Result<Timestamp, (&'static str, String)> {
    let wrong = "is not a moment by RFC 3339, such as 2025-03-05T09:30:00Z";
    let moment: Timestamp = text.parse().map_err(|_| ("invalid_timestamp", wrong.to_owned()))?;
    let cut = Timestamp::from_microsecond(moment.as_microsecond()).unwrap_or(moment);
    let year = cut.to_zoned(jiff::tz::TimeZone::UTC).year();
    if (1900..3000).contains(&year) {
        Ok(cut)
    } else {
        Err(("out_of_range", "must be within the years 1900 to 2999".to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::parse_date;
    use jiff::civil::date;

    #[test]
    fn the_date_of_a_date_time_is_taken_as_it_is_written() {
        for text in [
            "2025-03-05",
            "2025-03-05T23:59:59Z",
            "2025-03-05t00:00:00z",
            "2025-03-05T00:00:00",
            "2025-03-05T00:00:00.123+13:00",
            "2025-03-05T00:00:00-11:00",
            "2025-03-05 14:30:00",
            "2025-03-05T00:00:00 02:00",
        ] {
            assert_eq!(parse_date(text), Ok(date(2025, 3, 5)), "{text}");
        }
    }

    #[test]
    fn what_is_no_date_is_told_why() {
        let form = "is not a date of the form YYYY-MM-DD";
        for (text, message) in [
            ("", form),
            ("20250201", form),
            ("2025-2-1", form),
            ("05.03.2025", form),
            ("2025-03-05x", form),
            ("2025-03-05T", form),
            ("2025-03-05T25:00:00Z", form),
            ("2025-03-05T00:00:00Zx", form),
            ("2025-03-0ä", form),
            ("2025-02-30", "is not a date there is: 2025-02 has 28 days"),
            ("2024-02-30T00:00:00Z", "is not a date there is: 2024-02 has 29 days"),
            ("2025-04-31", "is not a date there is: 2025-04 has 30 days"),
            ("2025-13-01", "is not a date there is: no month is 13"),
            ("0000-13-01", "is not a date there is: no year is 0000"),
            ("0001-01-01", "must be from 1900-01-01 to 2999-12-31"),
        ] {
            assert_eq!(parse_date(text).unwrap_err().1, message, "{text}");
        }
    }
}
