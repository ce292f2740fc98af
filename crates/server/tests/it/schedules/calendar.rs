//! The dates of a plan, worked out day by day: slow, simple, and not the program's way.

use serde_json::{Value, json};

const WEEKDAYS: [&str; 7] =
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// A day, counted from 1 March of the year 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Day(i64);

impl Day {
    /// The day of a date (days of a civil calendar: H. Hinnant's `days_from_civil`).
    pub(super) const fn of(year: i64, month: i64, day: i64) -> Self {
        let year = if month <= 2 { year - 1 } else { year };
        let of_year = (153 * (if month > 2 { month - 3 } else { month + 9 }) + 2) / 5 + day - 1;
        Self(year * 365 + year / 4 - year / 100 + year / 400 + of_year)
    }

    pub(super) const fn plus(self, days: i64) -> Self {
        Self(self.0 + days)
    }

    /// Year, month and day of the month.
    pub(super) fn civil(self) -> (i64, i64, i64) {
        let (mut year, mut month) = (self.0 / 366, 1);
        while Self::of(year + 1, 1, 1) <= self {
            year += 1;
        }
        while month < 12 && Self::of(year, month + 1, 1) <= self {
            month += 1;
        }
        (year, month, self.0 - Self::of(year, month, 1).0 + 1)
    }

    /// From 0, which is Monday. 1 March of the year 0 was a Wednesday.
    fn weekday(self) -> i64 {
        (self.0 + 2) % 7
    }

    pub(super) fn text(self) -> String {
        let (year, month, day) = self.civil();
        format!("{year:04}-{month:02}-{day:02}")
    }
}

fn length(year: i64, month: i64) -> i64 {
    match month {
        2 if (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// On which day.
#[derive(Clone, Copy, Debug)]
pub(super) enum On {
    Start,
    Weekday(i64),
    Day(i64),
    LastDay,
    Nth(i64, i64),
    LastWeekday(i64),
}

/// A schedule.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    pub(super) unit: &'static str,
    pub(super) every: i64,
    pub(super) on: On,
    pub(super) start: Day,
    pub(super) end: Option<Day>,
    pub(super) count: Option<i64>,
    pub(super) time: &'static str,
}

impl Plan {
    /// The schedule as a client writes it.
    pub(super) fn schedule(&self) -> Value {
        let mut schedule = json!({
            "every": self.every,
            "unit": self.unit,
            "start_date": self.start.text(),
            "end_date": self.end.map(Day::text),
            "count": self.count,
            "time": self.time,
        });
        let weekday = |weekday: i64| json!(WEEKDAYS[usize::try_from(weekday).unwrap()]);
        match self.on {
            On::Start => {}
            On::Weekday(day) => schedule["weekday"] = weekday(day),
            On::Day(day) => schedule["day"] = json!(day),
            On::LastDay => schedule["day"] = json!("last"),
            On::Nth(nth, day) => {
                schedule["nth"] = json!(nth);
                schedule["weekday"] = weekday(day);
            }
            On::LastWeekday(day) => {
                schedule["nth"] = json!("last");
                schedule["weekday"] = weekday(day);
            }
        }
        schedule
    }

    /// Whether the rule for days of the week or the month names a day, whatever the interval.
    fn fits(&self, day: Day) -> bool {
        let ((year, month, of_month), (_, start_month, start_day)) =
            (day.civil(), self.start.civil());
        let last = length(year, month);
        if self.unit == "year" && month != start_month {
            return false;
        }
        match (self.unit, self.on) {
            ("day", _) => true,
            ("week", On::Weekday(weekday)) => day.weekday() == weekday,
            ("week", _) => day.weekday() == self.start.weekday(),
            (_, On::Start) => of_month == start_day.min(last),
            (_, On::Day(wanted)) => of_month == wanted.min(last),
            (_, On::LastDay) => of_month == last,
            (_, On::Nth(nth, weekday)) => day.weekday() == weekday && (of_month + 6) / 7 == nth,
            (_, On::LastWeekday(weekday)) => day.weekday() == weekday && of_month + 7 > last,
            (_, On::Weekday(_)) => unreachable!("a weekday alone is for weeks"),
        }
    }

    /// All dates up to a day: of the days that fit, each `every`th from the first.
    pub(super) fn dates(&self, until: Day) -> Vec<String> {
        let until = self.end.map_or(until, |end| end.min(until));
        let every = usize::try_from(self.every).unwrap();
        let mut dates: Vec<String> = (self.start.0..=until.0)
            .map(Day)
            .filter(|day| self.fits(*day))
            .step_by(every)
            .map(Day::text)
            .collect();
        dates.truncate(self.count.map_or(usize::MAX, |count| usize::try_from(count).unwrap()));
        dates
    }
}

#[test]
fn the_calendar_of_the_test_is_right() {
    assert_eq!(Day::of(2028, 2, 29).plus(1).text(), "2028-03-01");
    assert_eq!(Day::of(2027, 2, 28).plus(1).text(), "2027-03-01");
    assert_eq!(Day::of(2027, 12, 31).plus(1).civil(), (2028, 1, 1));
    // 1 June 2027 is a Tuesday.
    assert_eq!(Day::of(2027, 6, 1).weekday(), 1);
    assert_eq!(Day::of(2000, 1, 1).weekday(), 5);
}
