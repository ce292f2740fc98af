//! Schedules: dates by table, and what holds for every schedule.

use jiff::{
    Timestamp, ToSpan,
    civil::{Date, Weekday, date, time},
    tz::TimeZone,
};
use net30_domain::schedule::{Billing, Nth, On, Schedule, Unit};
use proptest::{option, prelude::*, sample::select};

fn every(every: i32, unit: Unit, on: On, start: Date) -> Schedule {
    Schedule { every, unit, on, time: Schedule::USUAL_TIME, start, end: None, count: None }
}

#[track_caller]
fn check(schedule: &Schedule, expected: &[&str]) {
    let dates: Vec<String> = (0..)
        .map_while(|index| schedule.occurrence(index))
        .take(expected.len())
        .map(|date| date.to_string())
        .collect();
    assert_eq!(dates, expected, "{schedule:?}");
}

#[test]
fn days_and_weeks_are_counted_from_the_start() {
    let start = date(2027, 2, 25);
    check(
        &every(1, Unit::Day, On::Start, start),
        &["2027-02-25", "2027-02-26", "2027-02-27", "2027-02-28", "2027-03-01"],
    );
    check(&every(10, Unit::Day, On::Start, start), &["2027-02-25", "2027-03-07", "2027-03-17"]);
    check(&every(2, Unit::Week, On::Start, start), &["2027-02-25", "2027-03-11", "2027-03-25"]);
    let weekday = On::Weekday;
    // The start is a Thursday.
    check(&every(1, Unit::Week, weekday(Weekday::Thursday), start), &["2027-02-25", "2027-03-04"]);
    check(&every(2, Unit::Week, weekday(Weekday::Monday), start), &["2027-03-01", "2027-03-15"]);
    check(&every(1, Unit::Week, weekday(Weekday::Wednesday), start), &["2027-03-03", "2027-03-10"]);
}

#[test]
fn a_month_has_its_last_day_and_the_31st_comes_back() {
    let start = date(2027, 1, 31);
    let expected = [
        "2027-01-31",
        "2027-02-28",
        "2027-03-31",
        "2027-04-30",
        "2027-05-31",
        "2027-06-30",
        "2027-07-31",
        "2027-08-31",
        "2027-09-30",
        "2027-10-31",
        "2027-11-30",
        "2027-12-31",
        "2028-01-31",
        "2028-02-29",
        "2028-03-31",
    ];
    for on in [On::Start, On::Day(31), On::LastDay] {
        check(&every(1, Unit::Month, on, start), &expected);
    }
    check(&every(1, Unit::Month, On::Day(30), start), &["2027-02-28", "2027-03-30", "2027-04-30"]);
    check(
        &every(3, Unit::Month, On::Day(31), start),
        &["2027-01-31", "2027-04-30", "2027-07-31", "2027-10-31", "2028-01-31"],
    );
    // The last day of February is not the 28th of other months.
    check(
        &every(1, Unit::Month, On::LastDay, date(2027, 2, 28)),
        &["2027-02-28", "2027-03-31", "2027-04-30"],
    );
    check(
        &every(1, Unit::Month, On::Start, date(2027, 2, 28)),
        &["2027-02-28", "2027-03-28", "2027-04-28"],
    );
}

#[test]
fn the_first_date_is_on_or_after_the_start() {
    check(&every(3, Unit::Month, On::Day(15), date(2027, 1, 20)), &["2027-02-15", "2027-05-15"]);
    check(&every(1, Unit::Month, On::Day(20), date(2027, 1, 20)), &["2027-01-20", "2027-02-20"]);
    check(&every(1, Unit::Year, On::Day(1), date(2027, 1, 20)), &["2028-01-01", "2029-01-01"]);
}

#[test]
fn the_nth_weekday_is_found_in_each_month() {
    let start = date(2027, 1, 1);
    let nth = |nth, weekday| On::Nth(nth, weekday);
    check(
        &every(1, Unit::Month, nth(Nth::Of(2), Weekday::Tuesday), start),
        &["2027-01-12", "2027-02-09", "2027-03-09", "2027-04-13"],
    );
    check(
        &every(1, Unit::Month, nth(Nth::Last, Weekday::Friday), start),
        &["2027-01-29", "2027-02-26", "2027-03-26", "2027-04-30", "2027-05-28"],
    );
    check(
        &every(1, Unit::Year, nth(Nth::Of(4), Weekday::Thursday), date(2027, 11, 1)),
        &["2027-11-25", "2028-11-23", "2029-11-22"],
    );
}

#[test]
fn the_29th_of_february_is_the_28th_between_leap_years() {
    check(
        &every(1, Unit::Year, On::Start, date(2028, 2, 29)),
        &["2028-02-29", "2029-02-28", "2030-02-28", "2031-02-28", "2032-02-29"],
    );
    check(&every(4, Unit::Year, On::Start, date(2096, 2, 29)), &["2096-02-29", "2100-02-28"]);
}

#[test]
fn a_schedule_ends_with_its_last_date_or_its_count() {
    let monthly = every(1, Unit::Month, On::Start, date(2027, 1, 31));
    let ending = |end| Schedule { end: Some(end), ..monthly.clone() };
    let count = |schedule: &Schedule| (0..).map_while(|index| schedule.occurrence(index)).count();
    assert_eq!(count(&ending(date(2027, 4, 30))), 4);
    assert_eq!(count(&ending(date(2027, 4, 29))), 3);
    assert_eq!(count(&Schedule { count: Some(5), ..monthly.clone() }), 5);
    assert_eq!(count(&Schedule { count: Some(5), ..ending(date(2027, 2, 28)) }), 2);
    assert_eq!(ending(date(2027, 4, 29)).on_or_after(date(2027, 4, 1)), None);
    // Documents have no dates beyond.
    let far = every(1, Unit::Year, On::Start, date(2999, 12, 31));
    assert_eq!(count(&far), 1);
    assert_eq!(far.on_or_after(Date::MAX), None);
}

#[test]
fn what_makes_no_sense_is_told() {
    let start = date(2027, 1, 1);
    for (schedule, pointers) in [
        (every(1, Unit::Day, On::Start, start), vec![]),
        (every(0, Unit::Day, On::Start, start), vec!["/every"]),
        (every(1001, Unit::Day, On::Day(1), start), vec!["/every", "/day"]),
        (every(1, Unit::Week, On::LastDay, start), vec!["/day"]),
        (every(1, Unit::Week, On::Nth(Nth::Last, Weekday::Friday), start), vec!["/nth"]),
        (every(1, Unit::Month, On::Weekday(Weekday::Friday), start), vec!["/nth"]),
        (every(1, Unit::Day, On::Weekday(Weekday::Friday), start), vec!["/weekday"]),
        (every(1, Unit::Month, On::Day(32), start), vec!["/day"]),
        (every(1, Unit::Month, On::Nth(Nth::Of(5), Weekday::Friday), start), vec!["/nth"]),
        (Schedule { count: Some(0), ..every(1, Unit::Day, On::Start, start) }, vec!["/count"]),
        (
            Schedule { end: Some(date(2026, 12, 31)), ..every(1, Unit::Day, On::Start, start) },
            vec!["/end_date"],
        ),
    ] {
        let found: Vec<String> = schedule.check().into_iter().map(|fault| fault.pointer).collect();
        assert_eq!(found, pointers, "{schedule:?}");
    }
}

#[test]
fn a_date_comes_round_once_though_clocks_are_changed() {
    let berlin = TimeZone::get("Europe/Berlin").unwrap();
    let at = |day, hour, minute| {
        let schedule = Schedule {
            time: time(hour, minute, 0, 0),
            ..every(1, Unit::Day, On::Start, date(2027, 1, 1))
        };
        schedule.moment(day, &berlin).unwrap().to_string()
    };
    // Skipped on the last Sunday of March: an hour later.
    assert_eq!(at(date(2027, 3, 28), 2, 30), "2027-03-28T01:30:00Z");
    assert_eq!(at(date(2027, 3, 28), 6, 0), "2027-03-28T04:00:00Z");
    assert_eq!(at(date(2027, 3, 27), 6, 0), "2027-03-27T05:00:00Z");
    // Comes twice on the last Sunday of October: the first.
    assert_eq!(at(date(2027, 10, 31), 2, 30), "2027-10-31T00:30:00Z");
    // Samoa had no 30 December 2011.
    let samoa = TimeZone::get("Pacific/Apia").unwrap();
    let daily = every(1, Unit::Day, On::Start, date(2011, 12, 1));
    let moments: Vec<Timestamp> = (0..40)
        .map(|index| daily.moment(daily.occurrence(index).unwrap(), &samoa).unwrap())
        .collect();
    assert!(moments.windows(2).all(|pair| pair[0] <= pair[1]));
}

#[test]
fn a_period_lies_ahead_of_its_date_or_behind_it() {
    let monthly = every(1, Unit::Month, On::Day(31), date(2027, 1, 31));
    let period = |index, billing| {
        let period = monthly.period(index, billing).unwrap();
        format!("{} {}", period.start, period.end)
    };
    assert_eq!(period(0, Billing::InAdvance), "2027-01-31 2027-02-27");
    assert_eq!(period(1, Billing::InAdvance), "2027-02-28 2027-03-30");
    assert_eq!(period(0, Billing::InArrears), "2026-12-31 2027-01-30");
    assert_eq!(period(1, Billing::InArrears), "2027-01-31 2027-02-27");
    // The last date has a period too.
    let once = Schedule { count: Some(1), ..monthly.clone() };
    assert_eq!(once.period(0, Billing::InAdvance), monthly.period(0, Billing::InAdvance));
}

fn weekdays() -> impl Strategy<Value = Weekday> {
    select(vec![
        Weekday::Monday,
        Weekday::Tuesday,
        Weekday::Wednesday,
        Weekday::Thursday,
        Weekday::Friday,
        Weekday::Saturday,
        Weekday::Sunday,
    ])
}

fn schedules() -> impl Strategy<Value = Schedule> {
    let units = select(Unit::ALL.to_vec());
    let in_month = prop_oneof![
        Just(On::Start),
        Just(On::LastDay),
        (1_i8..=31).prop_map(On::Day),
        (1_i8..=4, weekdays()).prop_map(|(nth, weekday)| On::Nth(Nth::Of(nth), weekday)),
        weekdays().prop_map(|weekday| On::Nth(Nth::Last, weekday)),
    ];
    let in_week = prop_oneof![Just(On::Start), weekdays().prop_map(On::Weekday)];
    let start = (0_i64..40_000).prop_map(|days| date(1990, 1, 1) + days.days());
    (1_i32..=60, units, in_month, in_week, start, option::of(1_i32..200)).prop_map(
        |(number, unit, in_month, in_week, start, count)| {
            let on = match unit {
                Unit::Day => On::Start,
                Unit::Week => in_week,
                Unit::Month | Unit::Year => in_month,
            };
            Schedule { count, ..every(number, unit, on, start) }
        },
    )
}

proptest! {
    #[test]
    fn dates_grow_and_are_found_again(schedule in schedules()) {
        prop_assert_eq!(schedule.check(), vec![]);
        let dates: Vec<Date> = (0..60).map_while(|index| schedule.occurrence(index)).collect();
        prop_assert!(dates.iter().all(|date| *date >= schedule.start));
        prop_assert!(dates.windows(2).all(|pair| pair[0] < pair[1]));
        for (index, date) in (0..).zip(&dates) {
            prop_assert_eq!(schedule.on_or_after(*date), Some((index, *date)));
            let after = schedule.on_or_after(date.tomorrow().unwrap());
            prop_assert_eq!(after, schedule.occurrence(index + 1).map(|next| (index + 1, next)));
        }
        prop_assert_eq!(schedule.on_or_after(Date::MIN), Some((0, dates[0])));
    }

    #[test]
    fn periods_follow_one_another_without_a_gap(schedule in schedules(), index in 0_i64..30) {
        for billing in [Billing::InAdvance, Billing::InArrears] {
            if let (Some(one), Some(next)) = (schedule.period(index, billing), schedule.period(index + 1, billing)) {
                prop_assert!(one.start <= one.end);
                prop_assert_eq!(one.end.tomorrow().unwrap(), next.start);
            }
        }
        if let Some(date) = schedule.occurrence(index) {
            let behind = schedule.period(index, Billing::InArrears).unwrap();
            prop_assert_eq!(behind.end.tomorrow().unwrap(), date);
        }
    }

    #[test]
    fn each_date_keeps_the_rule(schedule in schedules(), index in 0_i64..100) {
        let Some(date) = schedule.occurrence(index) else { return Ok(()) };
        let length = date.days_in_month();
        match (schedule.unit, schedule.on) {
            (Unit::Week, On::Weekday(weekday)) => prop_assert_eq!(date.weekday(), weekday),
            (Unit::Week, _) => prop_assert_eq!(date.weekday(), schedule.start.weekday()),
            (Unit::Day, _) => {}
            (_, On::Start) => prop_assert_eq!(date.day(), schedule.start.day().min(length)),
            (_, On::Day(day)) => prop_assert_eq!(date.day(), day.min(length)),
            (_, On::LastDay) => prop_assert_eq!(date.day(), length),
            (_, On::Nth(Nth::Of(nth), weekday)) => {
                prop_assert_eq!(date.weekday(), weekday);
                prop_assert_eq!((date.day() - 1) / 7 + 1, nth);
            }
            (_, On::Nth(Nth::Last, weekday)) => {
                prop_assert_eq!(date.weekday(), weekday);
                prop_assert!(date.day() + 7 > length);
            }
            (_, On::Weekday(_)) => prop_assert!(false, "a weekday alone is for weeks"),
        }
        if schedule.unit == Unit::Year {
            prop_assert_eq!(date.month(), schedule.start.month());
        }
    }
}
