//! The same sums once more, from the documents' own JSON, in whole minor units.

use crate::support::text;
use serde_json::Value;
use std::collections::BTreeMap;

pub(crate) type Date = jiff::civil::Date;

/// Which documents a report is about.
#[derive(Clone, Copy, Default)]
pub(crate) struct Filter<'a> {
    pub(crate) from: Option<Date>,
    pub(crate) to: Option<Date>,
    pub(crate) currency: Option<&'a str>,
    pub(crate) customer: Option<&'a str>,
}

impl Filter<'_> {
    pub(crate) fn query(&self) -> String {
        let parts = [
            self.from.map(|from| format!("&from_date={from}")),
            self.to.map(|to| format!("&to_date={to}")),
            self.currency.map(|currency| format!("&currency={currency}")),
            self.customer.map(|customer| format!("&customer_id={customer}")),
        ];
        parts.into_iter().flatten().collect()
    }

    pub(crate) fn includes(&self, day: Date) -> bool {
        self.from.is_none_or(|from| day >= from) && self.to.is_none_or(|to| day <= to)
    }

    /// The documents in the books, whatever their day.
    pub(crate) fn booked<'v>(&self, all: &'v [Value]) -> Vec<&'v Value> {
        let is_wanted = |invoice: &&Value| {
            !["voided", "draft"].contains(&text(&invoice["status"]))
                && self.currency.is_none_or(|currency| invoice["currency"] == currency)
                && self.customer.is_none_or(|customer| invoice["customer_id"] == customer)
        };
        all.iter().filter(is_wanted).collect()
    }

    pub(crate) fn issued<'v>(&self, all: &'v [Value]) -> Vec<&'v Value> {
        let booked = self.booked(all).into_iter();
        booked.filter(|invoice| self.includes(date(&invoice["issue_date"]))).collect()
    }
}

pub(crate) fn date(value: &Value) -> Date {
    text(value).parse().unwrap()
}

/// A JSON number in minor units: its decimals must be just the currency's, so that they can be cut out.
pub(crate) fn minor(value: &Value) -> i128 {
    value.to_string().replace('.', "").parse().unwrap_or_else(|_| panic!("{value} is no amount"))
}

pub(crate) fn payable(invoice: &Value) -> i128 {
    minor(&invoice["totals"]["total"]) + minor(&invoice["totals"]["rounding"])
}

pub(crate) fn sign(invoice: &Value) -> i128 {
    if invoice["type"] == "credit_note" { -1 } else { 1 }
}

/// Money of a document by day, in the order that it came and went; payments that were reversed are not shown.
pub(crate) fn flows(invoice: &Value) -> Vec<(Date, i128)> {
    let mut flows = vec![];
    for payment in invoice["payments"].as_array().unwrap() {
        flows.push((
            date(&payment["date"]),
            text(&payment["created_at"]),
            minor(&payment["amount"]),
        ));
        for refund in payment["refunds"].as_array().unwrap() {
            flows.push((
                date(&refund["date"]),
                text(&refund["created_at"]),
                -minor(&refund["amount"]),
            ));
        }
    }
    flows.sort_unstable();
    flows.into_iter().map(|(date, _, amount)| (date, amount)).collect()
}

/// Figures by currency and group.
pub(crate) type Sums = BTreeMap<(String, String), Vec<i128>>;

pub(crate) fn add(sums: &mut Sums, currency: &Value, group: String, figures: &[i128]) {
    let entry =
        sums.entry((text(currency).to_owned(), group)).or_insert_with(|| vec![0; figures.len()]);
    for (sum, figure) in entry.iter_mut().zip(figures) {
        *sum += figure;
    }
}

/// How a day's period is called.
pub(crate) fn period(day: Date, grouping: &str) -> String {
    match grouping {
        "month" => day.first_of_month().to_string(),
        "quarter" => jiff::civil::date(day.year(), (day.month() - 1) / 3 * 3 + 1, 1).to_string(),
        _ => day.first_of_year().to_string(),
    }
}

/// Net and tax of each product of a document, and of what no product brought in.
pub(crate) fn products(invoice: &Value) -> BTreeMap<String, (i128, i128)> {
    let totals = &invoice["totals"];
    let (mut net, mut tax) = (minor(&totals["net"]), minor(&totals["tax"]));
    let mut products: BTreeMap<String, (i128, i128)> = BTreeMap::new();
    for item in invoice["items"].as_array().unwrap() {
        let (its_tax, its_net) = (minor(&item["tax"]), minor(&item["total"]) - minor(&item["tax"]));
        let entry =
            products.entry(item["product_id"].as_str().unwrap_or("").to_owned()).or_default();
        *entry = (entry.0 + its_net, entry.1 + its_tax);
        net -= its_net;
        tax -= its_tax;
    }
    if net != 0 || tax != 0 {
        let entry = products.entry(String::new()).or_default();
        *entry = (entry.0 + net, entry.1 + tax);
    }
    products
}

/// What is left of an invoice on a day, by its payments and credit notes; nothing if all was given back.
pub(crate) fn owed_on(invoice: &Value, day: Date) -> i128 {
    if date(&invoice["issue_date"]) > day || invoice["type"] == "credit_note" {
        return 0;
    }
    let flows = flows(invoice);
    let moved = |wanted: fn(i128) -> bool| -> i128 {
        let its = flows.iter().filter(|(date, amount)| *date <= day && wanted(*amount));
        its.map(|(_, amount)| amount).sum()
    };
    let (paid, refunded) = (moved(|amount| amount > 0), -moved(|amount| amount < 0));
    if paid > 0 && refunded >= paid {
        return 0;
    }
    let notes = invoice["credit_notes"].as_array().unwrap().iter();
    let notes = notes.filter(|note| note["counts"] == true && date(&note["issue_date"]) <= day);
    let credited: i128 = notes.map(|note| minor(&note["total"])).sum();
    (payable(invoice) - paid + refunded - credited).max(0)
}

/// Which column of an ageing report a debt is in.
pub(crate) fn age(invoice: &Value, day: Date) -> usize {
    let Some(due) = invoice["due_date"].as_str() else { return 0 };
    let due: Date = due.parse().unwrap();
    match due.until(day).unwrap().get_days() {
        ..=0 => 0,
        1..=30 => 1,
        31..=60 => 2,
        61..=90 => 3,
        _ => 4,
    }
}
