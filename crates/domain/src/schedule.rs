//! Schedules: the dates on which something comes round.
//!
//! Each date is computed from the start and its index, never from the date before it: the 31st becomes the 28th in
//! February and is the 31st again in March.

use crate::fault::{Fault, Faults};
use crate::words::words;
use jiff::{
    Span, Timestamp,
    civil::{Date, Time, Weekday},
    tz::TimeZone,
};

/// The last day that a document may have.
const LAST_DAY: Date = Date::constant(2999, 12, 31);
/// More steps than any schedule has before [`LAST_DAY`].
const INDEX_MAX: i64 = 1 << 20;

words! {
    /// What is counted between two dates.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum Unit {
        /// Days.
        Day = "day",
        /// Weeks.
        Week = "week",
        /// Months.
        Month = "month",
        /// Years.
        Year = "year",
    }
}

/// Which weekday of a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nth {
    /// The first to the fourth: every month has these.
    Of(i8),
    /// The last.
    Last,
}

/// Which day of the week, of the month, or of the start's month in a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum On {
    /// The start's own.
    Start,
    /// A day of the week; weeks only.
    Weekday(Weekday),
    /// A day of the month, 1 to 31; in a shorter month its last day. Months and years only.
    Day(i8),
    /// The last day of the month; months and years only.
    LastDay,
    /// A weekday of the month, such as the last Friday; months and years only.
    Nth(Nth, Weekday),
}

/// When something comes round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schedule {
    /// Every so many units, from 1 to 1000.
    pub every: i32,
    /// Of what.
    pub unit: Unit,
    /// On which day.
    pub on: On,
    /// The time of day, to the minute, where the account is.
    pub time: Time,
    /// No date is before it; the first that fits is the first date.
    pub start: Date,
    /// No date is after it.
    pub end: Option<Date>,
    /// At most so many dates, above zero.
    pub count: Option<i32>,
}

words! {
    /// Which period a date stands for.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    pub enum Billing {
        /// From the date to the day before the next one.
        #[default]
        InAdvance = "in_advance",
        /// From the date before to the day before the date.
        InArrears = "in_arrears",
    }
}

/// A period, both days included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// First day.
    pub start: Date,
    /// Last day.
    pub end: Date,
}

impl Schedule {
    /// The time of day if nobody says.
    pub const USUAL_TIME: Time = Time::constant(6, 0, 0, 0);

    /// What is wrong with it, with pointers into `{every, unit, weekday, nth, day, …}`.
    #[must_use]
    pub fn check(&self) -> Faults {
        let mut faults = Faults::new();
        let mut fault = |pointer: &str, code, message: &str| {
            faults.push(Fault::new(pointer, code, message));
        };
        if !(1..=1000).contains(&self.every) {
            fault("/every", "out_of_range", "must be from 1 to 1000");
        }
        let in_month = matches!(self.unit, Unit::Month | Unit::Year);
        match self.on {
            On::Weekday(_) if in_month => fault("/nth", "required", "is required with weekday"),
            On::Weekday(_) if self.unit == Unit::Day => {
                fault("/weekday", "not_allowed", "is for weeks, months and years");
            }
            On::Day(_) | On::LastDay if !in_month => {
                fault("/day", "not_allowed", "is for months and years");
            }
            On::Nth(..) if !in_month => fault("/nth", "not_allowed", "is for months and years"),
            On::Day(day) if !(1..=31).contains(&day) => {
                fault("/day", "out_of_range", "must be from 1 to 31, or last");
            }
            On::Nth(Nth::Of(nth), _) if !(1..=4).contains(&nth) => {
                fault("/nth", "out_of_range", "must be from 1 to 4, or last");
            }
            On::Start | On::Weekday(_) | On::Day(_) | On::LastDay | On::Nth(..) => {}
        }
        if self.count.is_some_and(|count| count < 1) {
            fault("/count", "out_of_range", "must be above zero");
        }
        if faults.is_empty() && self.occurrence(0).is_none() {
            faults.push(Fault::new("/end_date", "out_of_range", "is before the first date"));
        }
        faults
    }

    /// The date with an index, from 0; `None` beyond the end.
    #[must_use]
    pub fn occurrence(&self, index: i64) -> Option<Date> {
        let is_counted = index >= 0 && self.count.is_none_or(|count| index < i64::from(count));
        let date = if is_counted { self.date_of(index)? } else { return None };
        self.end.is_none_or(|end| date <= end).then_some(date)
    }

    /// The first date on or after a day, with its index.
    #[must_use]
    pub fn on_or_after(&self, day: Date) -> Option<(i64, Date)> {
        // Dates only grow with the index: the bounds are doubled, then halved.
        let is_before = |index: i64| self.date_of(index).is_some_and(|date| date < day);
        let (mut low, mut high) = (0, 1);
        while is_before(high - 1) {
            low = high;
            high *= 2;
        }
        while low < high {
            let middle = i64::midpoint(low, high);
            if is_before(middle) { low = middle + 1 } else { high = middle }
        }
        Some((low, self.occurrence(low)?))
    }

    /// The moment at which a date comes round where the account is. A time that a clock change skips is as much later;
    /// one that comes twice is the first.
    #[must_use]
    pub fn moment(&self, date: Date, time_zone: &TimeZone) -> Option<Timestamp> {
        moment(date, self.time, time_zone)
    }

    /// The period that the date with an index stands for.
    #[must_use]
    pub fn period(&self, index: i64, billing: Billing) -> Option<Period> {
        let (first, next) = match billing {
            Billing::InAdvance => (index, index + 1),
            Billing::InArrears => (index - 1, index),
        };
        let end = self.computed(next)?.yesterday().ok()?;
        Some(Period { start: self.computed(first)?, end })
    }

    /// As [`Schedule::computed`], up to the last day that a document may have.
    fn date_of(&self, index: i64) -> Option<Date> {
        self.computed(index).filter(|date| *date <= LAST_DAY)
    }

    /// The date with an index, whatever ends the schedule; the one before the first has -1.
    fn computed(&self, index: i64) -> Option<Date> {
        if !(-INDEX_MAX..=INDEX_MAX).contains(&index) {
            return None;
        }
        let steps = index * i64::from(self.every);
        match self.unit {
            Unit::Day => self.start.checked_add(Span::new().try_days(steps).ok()?).ok(),
            Unit::Week => {
                let ahead = match self.on {
                    On::Weekday(weekday) => self.start.weekday().until(weekday),
                    On::Start | On::Day(_) | On::LastDay | On::Nth(..) => 0,
                };
                let days = steps * 7 + i64::from(ahead);
                self.start.checked_add(Span::new().try_days(days).ok()?).ok()
            }
            Unit::Month => self.in_month(self.first_month(1)? + steps),
            Unit::Year => self.in_month(self.first_month(12)? + steps * 12),
        }
    }

    /// The month of the first date, counted from the year 0: the start's, or the next one if the day is past there.
    fn first_month(&self, step: i64) -> Option<i64> {
        let month = i64::from(self.start.year()) * 12 + i64::from(self.start.month()) - 1;
        Some(if self.in_month(month)? < self.start { month + step } else { month })
    }

    fn in_month(&self, month: i64) -> Option<Date> {
        let year = i16::try_from(month.div_euclid(12)).ok()?;
        let first = Date::new(year, i8::try_from(month.rem_euclid(12) + 1).ok()?, 1).ok()?;
        let length = first.days_in_month();
        let day = |day: i8| Date::new(first.year(), first.month(), day.clamp(1, length)).ok();
        match self.on {
            On::Start | On::Weekday(_) => day(self.start.day()),
            On::Day(wanted) => day(wanted),
            On::LastDay => day(length),
            On::Nth(Nth::Of(nth), weekday) => first.nth_weekday_of_month(nth, weekday).ok(),
            On::Nth(Nth::Last, weekday) => first.nth_weekday_of_month(-1, weekday).ok(),
        }
    }
}

/// The moment of a date and time in a time zone. A time that a clock change skips is as much later; one that comes
/// twice is the first.
#[must_use]
pub fn moment(date: Date, time: Time, time_zone: &TimeZone) -> Option<Timestamp> {
    Some(date.to_datetime(time).to_zoned(time_zone.clone()).ok()?.timestamp())
}
