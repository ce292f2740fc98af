//! A year of schedules: no date is missed and none is made twice, whatever the clock does, on both databases, with two
//! servers and with servers that are killed.
//!
//! What is expected is worked out here, day by day, without the program's own calendar.

mod calendar;

use crate::support::{Api, Backend, Clock, Server, eventually, text};
use calendar::{Day, On, Plan};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// When the year begins and ends; it has a 29th of February and both changes of clocks.
const BEGIN: Day = Day::of(2027, 6, 1);
const END: Day = Day::of(2028, 6, 5);

/// Two hundred plans of all kinds.
fn plans() -> Vec<Plan> {
    let mut plans = vec![];
    let units = ["day", "week", "month", "month", "month", "year"];
    let times = ["06:00", "00:00", "23:59", "02:30", "12:15"];
    for number in 0..200_i64 {
        let unit = units[usize::try_from(number % 6).unwrap()];
        let turn = number / 6;
        let every = match unit {
            "day" => 3 + turn % 11,
            "week" => 1 + turn % 4,
            "month" => 1 + turn % 3,
            _ => 1,
        };
        let on = match (unit, number % 5) {
            ("week", 0..=2) => On::Weekday(turn % 7),
            ("month" | "year", 0) => On::Day(if turn % 2 == 0 { 31 } else { 29 }),
            ("month" | "year", 1) => On::LastDay,
            ("month" | "year", 2) => On::Nth(1 + turn % 4, turn % 7),
            ("month" | "year", 3) => On::LastWeekday(turn % 7),
            _ => On::Start,
        };
        let mut plan = Plan {
            unit,
            every,
            on,
            start: BEGIN.plus(number * 37 % 200),
            end: (number % 7 == 3).then(|| BEGIN.plus(250 + number % 50)),
            count: (number % 11 == 5).then_some(3 + number % 4),
            time: times[usize::try_from(number % 5).unwrap()],
        };
        // A schedule that ends before its first date is refused.
        if plan.dates(BEGIN.plus(800)).is_empty() {
            plan.end = None;
        }
        plans.push(plan);
    }
    plans
}

/// An account with a time zone of its own and the plans that are set up in it.
struct Account {
    api: Api,
    made: Vec<(String, Plan)>,
}

async fn set_up(server: &Server, plans: Vec<Plan>) -> Vec<Account> {
    let zones = ["Europe/Berlin", "America/New_York", "Pacific/Auckland"];
    let mut accounts = vec![];
    for zone in zones {
        let created = server.command_json(&["account", "create", zone]);
        let api = server.with_key(text(&created["api_key"]));
        api.patch("/settings", &json!({"time_zone": zone})).await.expect(200);
        accounts.push(Account { api, made: vec![] });
    }
    for (number, plan) in plans.into_iter().enumerate() {
        let account = &mut accounts[number % zones.len()];
        let body = json!({
            "name": format!("plan {number}"),
            "invoice": {"customer": {"company": "Globex"}, "currency": "EUR", "items": [{"name": "x", "unit_price": 1}]},
            "schedule": plan.schedule(),
            "mode": if number % 4 == 0 { "issue" } else { "draft" },
        });
        let made = account.api.post("/recurring-invoices", &body).await.json(201);
        account.made.push((text(&made["id"]).to_owned(), plan));
    }
    accounts
}

async fn all(api: &Api, list: &str) -> Vec<Value> {
    let mut entries = vec![];
    let mut cursor = String::new();
    loop {
        let page = api.get(&format!("{list}limit=100{cursor}")).await.json(200);
        entries.extend(page["data"].as_array().unwrap().iter().cloned());
        match page["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return entries,
        }
    }
}

/// Waits until nothing is due any more at a moment.
async fn settle(accounts: &[Account], now: &str) {
    let now = now.replace(' ', "T");
    for account in accounts {
        eventually("that nothing is due", async || {
            let active = all(&account.api, "/recurring-invoices?status=active&").await;
            for recurring in &active {
                assert_eq!(recurring["failures"], 0, "{recurring}");
            }
            let is_due = |recurring: &Value| {
                text(&recurring["next_run_at"]).trim_end_matches('Z') <= now.as_str()
            };
            (!active.iter().any(is_due)).then_some(())
        })
        .await;
    }
}

/// Every plan has made its dates, each once; an invoice is dated as its date.
async fn is_complete(accounts: &[Account], until: Day) {
    let mut count = 0;
    for account in accounts {
        let mut dates: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for invoice in all(&account.api, "/invoices?sort=issue_date&").await {
            let id = text(&invoice["recurring_invoice_id"]).to_owned();
            let date = text(&invoice["issue_date"]).to_owned();
            // In some time zones the day after has begun.
            if date <= until.text() {
                dates.entry(id).or_default().push(date);
            }
        }
        for (id, plan) in &account.made {
            let expected = plan.dates(until);
            count += expected.len();
            let found = dates.remove(id).unwrap_or_default();
            assert_eq!(found, expected, "{plan:?}");
        }
        assert!(dates.is_empty(), "invoices of no plan: {dates:?}");
    }
    assert!(count > 1000, "only {count} dates were expected");
}

/// Moments of the year at which the clock is looked at: most days one by one around the ends of months and where clocks
/// are changed, else leaps of days and weeks, and now and then back by an hour or a day.
fn moments() -> Vec<String> {
    let mut moments = vec![];
    let mut day = BEGIN.plus(1);
    let leaps = [1, 5, 9, 2, 23, 4, 1, 12, 6];
    let mut turn = 0;
    while day < END {
        moments.push(format!("{} 13:00:00", day.text()));
        match turn % 8 {
            3 => moments.push(format!("{} 12:00:00", day.text())),
            6 => moments.push(format!("{} 13:00:00", day.plus(-1).text())),
            _ => {}
        }
        let (_, month, of_month) = day.civil();
        let is_change =
            matches!((month, of_month), (3, 10..=15 | 25..=31) | (10 | 11, 1..=8 | 29..=31));
        day = day.plus(if is_change { 1 } else { leaps[turn % leaps.len()] });
        turn += 1;
    }
    // By then the last day is over in every time zone.
    moments.push(format!("{} 13:00:00", END.plus(1).text()));
    moments
}

async fn a_year(backend: Backend, servers: usize) {
    let clock = Clock::at(&format!("{} 00:00:00", BEGIN.plus(-1).text()));
    let server = clock.server(backend, &[]).await;
    let others: Vec<Server> = (1..servers).map(|_| server.beside()).collect();
    let accounts = set_up(&server, plans()).await;
    for moment in moments() {
        clock.set(&moment);
        settle(&accounts, &moment).await;
    }
    is_complete(&accounts, END).await;
    for other in others {
        other.finish().await;
    }
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_year_of_200_schedules_on_sqlite() {
    a_year(Backend::Sqlite, 1).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_year_of_200_schedules_on_postgres_with_two_servers() {
    a_year(Backend::Postgres, 2).await;
}

/// Kills the server again and again, each time a moment after it has begun to make what is due.
async fn killed(backend: Backend, kills: i64) {
    let clock = Clock::at(&format!("{} 00:00:00", BEGIN.plus(-1).text()));
    let mut server = clock.server(backend, &[]).await;
    let daily = |number: i64| Plan {
        unit: "day",
        every: 1 + number % 3,
        on: On::Start,
        start: BEGIN.plus(number % 5),
        end: None,
        count: None,
        time: "06:00",
    };
    let mut accounts = set_up(&server, (0..30).map(daily).collect()).await;
    let mut day = BEGIN;
    for kill in 0..kills {
        day = day.plus(1 + kill % 3);
        clock.set(&format!("{} 23:00:00", day.text()));
        // From at once to after it is all done: wherever the server is by then.
        tokio::time::sleep(std::time::Duration::from_millis(
            u64::try_from(kill * 37 % 1400).unwrap(),
        ))
        .await;
        tokio::task::block_in_place(|| server.kill());
        server.start_again();
        for account in &mut accounts {
            account.api = account.api.rebased(server.base());
        }
    }
    let moment = format!("{} 13:00:00", day.plus(1).text());
    clock.set(&moment);
    settle(&accounts, &moment).await;
    for account in &accounts {
        for (id, plan) in &account.made {
            let made = all(&account.api, &format!("/recurring-invoices/{id}/invoices?")).await;
            let mut dates: Vec<&str> =
                made.iter().map(|invoice| text(&invoice["issue_date"])).collect();
            dates.sort_unstable();
            assert_eq!(dates, plan.dates(day.plus(1)), "{plan:?}");
        }
    }
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn kill_9_neither_skips_nor_repeats_a_date_on_sqlite() {
    killed(Backend::Sqlite, 50).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn kill_9_neither_skips_nor_repeats_a_date_on_postgres() {
    killed(Backend::Postgres, 20).await;
}
