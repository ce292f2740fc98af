//! Reports: every figure is, to the cent, what the documents' own JSON adds up to.

mod books;
mod cash;
mod sums;

use crate::support::{Draft, Server, both, text};
pub(crate) use books::{Books, Dice, fill};
use cash::proceeds;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use sums::{Date, Sums, add, period, products, sign};
pub(crate) use sums::{Filter, age, date, flows, minor, owed_on, payable};

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn filters(books: &Books) -> Vec<Filter<'_>> {
    let year =
        Filter { from: Some(day("2025-06-15")), to: Some(day("2026-02-28")), ..Filter::default() };
    vec![
        Filter::default(),
        year,
        Filter { currency: Some("JPY"), ..Filter::default() },
        Filter { customer: Some(&books.customers[1]), ..Filter::default() },
        Filter { customer: Some(&books.customers[2]), currency: Some("EUR"), ..year },
        Filter { from: Some(day("2030-01-01")), ..Filter::default() },
    ]
}

/// A report's groups as sums, its totals under the group `total`.
fn read(report: &Value, groups: &str, key: impl Fn(&Value) -> String, figures: &[&str]) -> Sums {
    let mut sums = Sums::new();
    for entry in report["by_currency"].as_array().unwrap() {
        let figures_of =
            |of: &Value| figures.iter().map(|figure| minor(&of[figure])).collect::<Vec<_>>();
        add(&mut sums, &entry["currency"], "total".to_owned(), &figures_of(&entry["total"]));
        for group in entry[groups].as_array().unwrap() {
            let before = sums.len();
            add(&mut sums, &entry["currency"], key(group), &figures_of(group));
            assert_eq!(sums.len(), before + 1, "a group is there twice: {group}");
        }
    }
    sums
}

fn without_nothing(mut sums: Sums) -> Sums {
    sums.retain(|_, figures| figures.iter().any(|figure| *figure != 0));
    sums
}

fn revenue_group(group: &Value) -> String {
    let words = [&group["from_date"], &group["customer_id"], &group["product_id"]];
    words.into_iter().find_map(Value::as_str).unwrap_or("").to_owned()
}

/// Net, tax and total of what was invoiced.
fn accrued(books: &Books, filter: &Filter<'_>, grouping: &str) -> Sums {
    let mut sums = Sums::new();
    for invoice in filter.issued(&books.invoices) {
        let totals = &invoice["totals"];
        let figures = [minor(&totals["net"]), minor(&totals["tax"]), payable(invoice)]
            .map(|sum| sum * sign(invoice));
        add(&mut sums, &invoice["currency"], "total".to_owned(), &figures);
        match grouping {
            "customer" => add(
                &mut sums,
                &invoice["currency"],
                text(&invoice["customer_id"]).to_owned(),
                &figures,
            ),
            "product" => {
                let mut rest = figures[2];
                for (product, (net, tax)) in products(invoice) {
                    let its = [net, tax, net + tax].map(|sum| sum * sign(invoice));
                    add(&mut sums, &invoice["currency"], product, &its);
                    rest -= its[2];
                }
                add(&mut sums, &invoice["currency"], String::new(), &[0, 0, rest]);
            }
            _ => add(
                &mut sums,
                &invoice["currency"],
                period(date(&invoice["issue_date"]), grouping),
                &figures,
            ),
        }
    }
    sums
}

/// Net, tax and total of what was paid.
fn paid(books: &Books, filter: &Filter<'_>, grouping: &str) -> Sums {
    let mut sums = Sums::new();
    for invoice in filter.booked(&books.invoices) {
        let currency = &invoice["currency"];
        for part in proceeds(invoice, &books.invoices) {
            if !filter.includes(part.day) {
                continue;
            }
            let figures = [part.net, part.tax, part.money];
            add(&mut sums, currency, "total".to_owned(), &figures);
            match grouping {
                "customer" => {
                    let customer = text(&invoice["customer_id"]).to_owned();
                    add(&mut sums, currency, customer, &figures);
                }
                "product" => {
                    for (product, (net, tax)) in part.products {
                        add(&mut sums, currency, product, &[net, tax, net + tax]);
                    }
                    let rest = part.money - part.net - part.tax;
                    add(&mut sums, currency, String::new(), &[0, 0, rest]);
                }
                _ => add(&mut sums, currency, period(part.day, grouping), &figures),
            }
        }
    }
    sums
}

fn tax_name(tax: &Value, rate: &str) -> String {
    let rate: rust_decimal::Decimal = tax[rate].to_string().parse().unwrap();
    format!("{} {} {}", text(&tax["name"]), rate.normalize(), text(&tax["category"]))
}

/// Base and amount of each tax.
fn taxes(books: &Books, filter: &Filter<'_>, is_cash: bool) -> Sums {
    let mut sums = Sums::new();
    let documents =
        if is_cash { filter.booked(&books.invoices) } else { filter.issued(&books.invoices) };
    for invoice in documents {
        let taxes = invoice["totals"]["taxes"].as_array().unwrap();
        let mut enter = |tax: &Value, figures: [i128; 2]| {
            add(&mut sums, &invoice["currency"], tax_name(tax, "rate"), &figures);
            add(&mut sums, &invoice["currency"], "total".to_owned(), &figures);
        };
        if !is_cash {
            for tax in taxes {
                let figures = [minor(&tax["base"]), minor(&tax["amount"])];
                enter(tax, figures.map(|sum| sum * sign(invoice)));
            }
            continue;
        }
        for part in proceeds(invoice, &books.invoices) {
            for (tax, (base, amount)) in taxes.iter().zip(&part.taxes) {
                if filter.includes(part.day) {
                    enter(tax, [*base, *amount]);
                }
            }
        }
    }
    sums
}

const AGES: [&str; 6] =
    ["not_due", "days_1_30", "days_31_60", "days_61_90", "days_over_90", "total"];

fn aged(books: &Books, filter: &Filter<'_>, day: Date) -> Sums {
    let mut sums = Sums::new();
    for invoice in filter.issued(&books.invoices) {
        let owed = owed_on(invoice, day);
        let mut figures = [0; 6];
        figures[age(invoice, day)] = owed;
        figures[5] = owed;
        add(&mut sums, &invoice["currency"], "total".to_owned(), &figures);
        add(&mut sums, &invoice["currency"], text(&invoice["customer_id"]).to_owned(), &figures);
    }
    sums
}

async fn check_revenue(server: &Server, books: &Books, filter: &Filter<'_>) {
    for grouping in ["month", "quarter", "year", "customer", "product"] {
        for basis in ["accrual", "cash"] {
            let path =
                format!("/reports/revenue?group_by={grouping}&basis={basis}{}", filter.query());
            let report = server.get(&path).await.json(200);
            let found = read(&report, "groups", revenue_group, &["net", "tax", "total"]);
            let sums = if basis == "cash" {
                paid(books, filter, grouping)
            } else {
                accrued(books, filter, grouping)
            };
            assert_eq!(without_nothing(found), without_nothing(sums), "{path}");
        }
    }
}

async fn check_tax(server: &Server, books: &Books, filter: &Filter<'_>) {
    for basis in ["accrual", "cash"] {
        let path = format!("/reports/tax?basis={basis}{}", filter.query());
        let report = server.get(&path).await.json(200);
        let found = read(&report, "taxes", |tax| tax_name(tax, "value"), &["base", "tax"]);
        assert_eq!(
            without_nothing(found),
            without_nothing(taxes(books, filter, basis == "cash")),
            "{path}"
        );
    }
}

async fn check_aging(server: &Server, books: &Books, filter: &Filter<'_>, today: Date) {
    for day in [
        today,
        "2025-12-31".parse().unwrap(),
        "2026-03-17".parse().unwrap(),
        "2024-01-01".parse().unwrap(),
    ] {
        let path = format!("/reports/aging?as_of={day}{}", filter.query());
        let report = server.get(&path).await.json(200);
        let found = read(&report, "customers", |of| text(&of["customer_id"]).to_owned(), &AGES);
        assert_eq!(found, without_nothing(aged(books, filter, day)), "{path}");
    }
}

/// The summary's figures of a currency, from the documents.
fn glance(
    books: &Books,
    filter: &Filter<'_>,
    currency: &str,
    today: Date,
) -> BTreeMap<&'static str, i128> {
    let only = Filter { currency: Some(currency), ..*filter };
    let mut sums = BTreeMap::new();
    let mut add = |name, sum: i128| *sums.entry(name).or_default() += sum;
    for invoice in only.issued(&books.invoices) {
        let is_note = sign(invoice) < 0;
        add(if is_note { "credit_notes" } else { "invoices" }, 1);
        add(if is_note { "credited" } else { "invoiced" }, payable(invoice));
    }
    for invoice in only.booked(&books.invoices) {
        for (_, amount) in flows(invoice).into_iter().filter(|(day, _)| only.includes(*day)) {
            add(if amount > 0 { "payments" } else { "refunds" }, 1);
            add(if amount > 0 { "received" } else { "refunded" }, amount.abs());
        }
        let owed = owed_on(invoice, today);
        add("open_invoices", i128::from(owed > 0));
        add("outstanding", owed);
        if age(invoice, today) > 0 {
            add("overdue_invoices", i128::from(owed > 0));
            add("overdue", owed);
        }
    }
    sums
}

async fn check_summary(server: &Server, books: &Books, filter: &Filter<'_>, today: Date) {
    let path = format!("/reports/summary?{}", filter.query().trim_start_matches('&'));
    let report = server.get(&path).await.json(200);
    assert_eq!(report["today"], today.to_string());
    for currency in ["EUR", "USD", "JPY", "KWD"] {
        let entries = report["by_currency"].as_array().unwrap();
        let empty = json!({"by_status": [], "paid_invoices": 0});
        let entry = entries.iter().find(|entry| entry["currency"] == currency).unwrap_or(&empty);
        if filter.currency.is_some_and(|wanted| wanted != currency) {
            assert_eq!(entry, &empty, "{path}");
            continue;
        }
        for (name, sum) in glance(books, filter, currency, today) {
            let found = if entry[name].is_null() { 0 } else { minor(&entry[name]) };
            assert_eq!(found, sum, "{name} of {currency} in {path}");
        }
        let only = Filter { currency: Some(currency), ..*filter };
        let is_its = |invoice: &&Value| {
            invoice["type"] == "invoice"
                && invoice["status"] != "voided"
                && invoice["currency"] == currency
                && only.customer.is_none_or(|customer| invoice["customer_id"] == customer)
                && only.includes(date(&invoice["issue_date"]))
        };
        let mut statuses: BTreeMap<&str, (i64, i128, i128)> = BTreeMap::new();
        for invoice in books.invoices.iter().filter(is_its) {
            let its = statuses.entry(text(&invoice["status"])).or_default();
            *its = (its.0 + 1, its.1 + payable(invoice), its.2 + minor(&invoice["totals"]["due"]));
        }
        let found = entry["by_status"].as_array().unwrap().iter();
        let found = found.map(|its| {
            (
                text(&its["status"]),
                (its["count"].as_i64().unwrap(), minor(&its["total"]), minor(&its["due"])),
            )
        });
        assert_eq!(found.collect::<BTreeMap<_, _>>(), statuses, "{path}");
        let settled = only
            .booked(&books.invoices)
            .into_iter()
            .filter(|invoice| invoice["status"] == "paid" && invoice["type"] == "invoice");
        let days: Vec<i64> = settled
            .filter_map(|invoice| {
                let last = invoice["payments"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .map(|payment| date(&payment["date"]))
                    .max()?;
                only.includes(last).then(|| {
                    i64::from(date(&invoice["issue_date"]).until(last).unwrap().get_days())
                })
            })
            .collect();
        assert_eq!(entry["paid_invoices"], days.len(), "{path}");
        if !days.is_empty() {
            let (sum, count) = (days.iter().sum::<i64>(), i64::try_from(days.len()).unwrap());
            assert_eq!(
                minor(&entry["average_days_to_pay"]),
                i128::from((20 * sum + count) / (2 * count)),
                "{path}"
            );
        }
    }
}

fn decimal(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

async fn every_figure_is_what_the_documents_add_up_to(server: &mut Server) {
    // Another account's documents are in no figure.
    let stranger = server.command_json(&["account", "create", "Stranger"]);
    server.with_key(text(&stranger["api_key"])).issued().await;
    let books = fill(server, 260).await;
    let today = date(&server.get("/reports/summary").await.json(200)["today"]);
    for filter in filters(&books) {
        check_revenue(server, &books, &filter).await;
        check_tax(server, &books, &filter).await;
        check_aging(server, &books, &filter, today).await;
        check_summary(server, &books, &filter, today).await;
    }
}

async fn a_report_is_a_table_for_who_wants_one(server: &mut Server) {
    let customer = json!({"company": "=Globex"});
    let issued = server.made(json!({"customer": customer, "issue_date": "2026-01-15"}), true).await;
    for report in ["summary", "aging", "tax", "revenue?group_by=customer"] {
        let path = format!("/reports/{report}");
        let name = report.split('?').next().unwrap();
        let asked = if report.contains('?') {
            format!("{path}&format=csv")
        } else {
            format!("{path}?format=csv")
        };
        let by_format = server.get(&asked).await.expect(200);
        assert_eq!(by_format.header("content-type"), Some("text/csv; charset=utf-8"));
        assert_eq!(
            by_format.header("content-disposition"),
            Some(format!("attachment; filename=\"{name}.csv\"").as_str())
        );
        let by_accept = server.with("accept", "text/csv").get(&path).await.expect(200);
        assert_eq!(by_format.text(), by_accept.text());
        assert!(
            by_format.text().contains("6684.90") || by_format.text().contains("544.92"),
            "{}",
            by_format.text()
        );
    }
    let aging = server.get("/reports/aging?format=csv").await.expect(200).text();
    assert!(aging.contains("'=Globex") && !aging.contains(",=Globex"), "{aging}");
    assert!(aging.contains(text(&issued["customer_id"])), "{aging}");
    server.with("accept", "text/csv").get("/reports/tax?format=json").await.json(200);
}

async fn a_converted_total_is_given_only_at_the_rates_that_are_given(server: &mut Server) {
    server.patch("/settings", &json!({"currency": "EUR"})).await.expect(200);
    let item = |price: &str| json!([{"name": "x", "unit_price": price}]);
    for (currency, price) in [("EUR", "100.00"), ("JPY", "12345"), ("KWD", "1.234")] {
        let body = json!({"currency": currency, "items": item(price), "taxes": [], "issue_date": "2026-01-15"});
        server.made(body, true).await;
    }
    assert_eq!(server.get("/reports/revenue").await.json(200)["converted"], Value::Null);
    for (report, figure) in [("revenue", "net"), ("aging", "total"), ("summary", "outstanding")] {
        let path = format!("/reports/{report}?rates=JPY:0.0065,KWD:3.2555,USD:9");
        let converted = server.get(&path).await.json(200)["converted"].clone();
        assert_eq!(converted["currency"], "EUR");
        // 12345 × 0.0065 = 80.2425 and 1.234 × 3.2555 = 4.017287, each rounded for itself.
        assert_eq!(converted["total"][figure].to_string(), "184.26", "{report}");
        assert_eq!(
            converted["rates"],
            json!([{"currency": "JPY", "rate": decimal("0.0065")}, {"currency": "KWD", "rate": decimal("3.2555")}])
        );
        assert_eq!(
            server.get(&format!("/reports/{report}?rates=JPY:0.0065")).await.faults(),
            ["rates"]
        );
    }
}

async fn every_bad_parameter_of_a_report_is_named(server: &mut Server) {
    let path = "/reports/revenue?from_date=2026-02-30&to_date=x&currency=XX&customer_id=7&group_by=week&basis=x&rates=EUR&format=xml&odd=1";
    let mut faults = server.get(path).await.faults();
    faults.sort_unstable();
    assert_eq!(
        faults,
        [
            "basis",
            "currency",
            "customer_id",
            "format",
            "from_date",
            "group_by",
            "odd",
            "rates",
            "to_date"
        ]
    );
    assert_eq!(
        server.get("/reports/tax?from_date=2026-02-02&to_date=2026-02-01").await.faults(),
        ["to_date"]
    );
    assert_eq!(server.get("/reports/aging?as_of=never").await.faults(), ["as_of"]);
    let nobody = uuid::Uuid::now_v7();
    let report = server.get(&format!("/reports/revenue?customer_id={nobody}")).await.json(200);
    assert_eq!(report["by_currency"], json!([]));
}

async fn sums_beyond_64_bits_are_exact(server: &mut Server) {
    for _ in 0..12 {
        let items = json!([{"name": "x", "unit_price": "999999999999999.999"}]);
        server.made(json!({"currency": "KWD", "items": items, "taxes": [], "due_date": null, "payment_terms": null}), true).await;
    }
    for (report, figure) in [
        ("revenue", "/by_currency/0/total/net"),
        ("aging", "/by_currency/0/total/total"),
        ("summary", "/by_currency/0/outstanding"),
    ] {
        let found = server.get(&format!("/reports/{report}")).await.json(200);
        assert_eq!(found.pointer(figure).unwrap().to_string(), "11999999999999999.988", "{report}");
    }
}

both! {
    every_figure_is_what_the_documents_add_up_to,
    a_report_is_a_table_for_who_wants_one,
    a_converted_total_is_given_only_at_the_rates_that_are_given,
    every_bad_parameter_of_a_report_is_named,
    sums_beyond_64_bits_are_exact,
}
