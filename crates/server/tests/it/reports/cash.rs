//! What money stands for, once more, from the documents' own JSON, in whole minor units: money pays what is owed after
//! credit notes; what is beyond that stands for what was credited.

use super::sums::{Date, date, minor, payable, products};
use crate::support::text;
use serde_json::Value;
use std::collections::BTreeMap;

/// What moved an invoice on a day: money, or a credit note.
enum Moved<'v> {
    Money(i128),
    Note(&'v Value),
}

/// What an event of an invoice stands for.
pub(crate) struct Proceeds {
    pub(crate) day: Date,
    pub(crate) is_money: bool,
    pub(crate) money: i128,
    pub(crate) net: i128,
    pub(crate) tax: i128,
    /// Base and amount of each of the invoice's taxes, in their order.
    pub(crate) taxes: Vec<(i128, i128)>,
    /// Net and tax by product.
    pub(crate) products: BTreeMap<String, (i128, i128)>,
}

/// The events of an invoice in their order; notes are found among all documents.
fn events<'v>(invoice: &'v Value, all: &'v [Value]) -> Vec<(Date, Moved<'v>)> {
    let moment = |value: &Value| -> jiff::Timestamp { text(value).parse().unwrap() };
    let mut events = vec![];
    for payment in invoice["payments"].as_array().unwrap() {
        let came = Moved::Money(minor(&payment["amount"]));
        events.push((date(&payment["date"]), moment(&payment["created_at"]), came));
        for refund in payment["refunds"].as_array().unwrap() {
            let went = Moved::Money(-minor(&refund["amount"]));
            events.push((date(&refund["date"]), moment(&refund["created_at"]), went));
        }
    }
    for note in invoice["credit_notes"].as_array().unwrap() {
        if note["counts"] == true {
            let note = all.iter().find(|other| other["id"] == note["id"]).unwrap();
            let made = moment(&note["created_at"]);
            events.push((date(&note["issue_date"]), made, Moved::Note(note)));
        }
    }
    events.sort_by_key(|(day, recorded_at, _)| (*day, *recorded_at));
    events.into_iter().map(|(day, _, moved)| (day, moved)).collect()
}

/// Of each part, `(owed × of_owed + credited × of_credited) ÷ whole` is paid.
struct Share {
    of_owed: i128,
    of_credited: i128,
    whole: i128,
}

impl Share {
    fn of(received: i128, whole: i128, credited: i128) -> Self {
        let owed = whole - credited;
        let received = received.max(0);
        if received < owed {
            return Self { of_owed: received, of_credited: 0, whole: owed };
        }
        if credited == 0 {
            return Self { of_owed: 1, of_credited: 0, whole: 1 };
        }
        let beyond = (received - owed).min(credited);
        Self { of_owed: credited, of_credited: beyond, whole: credited }
    }

    fn numerator(&self, whole: i128, credited: i128) -> i128 {
        (whole - credited) * self.of_owed + credited * self.of_credited
    }

    /// Halves away from zero.
    fn rounded(&self, whole: i128, credited: i128) -> i128 {
        let numerator = self.numerator(whole, credited);
        let nearest = (2 * numerator.abs() + self.whole) / (2 * self.whole);
        nearest * numerator.signum()
    }

    /// Largest remainder.
    fn split(&self, total: i128, parts: &[(i128, i128)]) -> Vec<i128> {
        let numerators: Vec<i128> =
            parts.iter().map(|(whole, credited)| self.numerator(*whole, *credited)).collect();
        let mut split: Vec<i128> =
            numerators.iter().map(|numerator| numerator.div_euclid(self.whole)).collect();
        let mut order: Vec<usize> = (0..parts.len()).collect();
        order.sort_by_key(|&place| -numerators[place].rem_euclid(self.whole));
        let missing = total - split.iter().sum::<i128>();
        for &place in order.iter().take(usize::try_from(missing).unwrap()) {
            split[place] += 1;
        }
        split
    }
}

/// The figures of the invoice, and of notes added up in the order of the invoice's.
struct Figures {
    payable: i128,
    net: i128,
    tax: i128,
    taxes: Vec<(i128, i128)>,
    products: BTreeMap<String, (i128, i128)>,
}

fn figures(document: &Value, taxes: &[Value]) -> Figures {
    let totals = &document["totals"];
    let of_tax = |tax: &Value| {
        let same = |other: &&Value| {
            ["name", "type", "rate", "category"].iter().all(|field| other[field] == tax[field])
        };
        let found = totals["taxes"].as_array().unwrap().iter().find(same);
        found.map_or((0, 0), |tax| (minor(&tax["base"]), minor(&tax["amount"])))
    };
    Figures {
        payable: payable(document),
        net: minor(&totals["net"]),
        tax: minor(&totals["tax"]),
        taxes: taxes.iter().map(of_tax).collect(),
        products: products(document),
    }
}

/// What each event of an invoice stands for.
pub(crate) fn proceeds(invoice: &Value, all: &[Value]) -> Vec<Proceeds> {
    let taxes = invoice["totals"]["taxes"].as_array().unwrap();
    let whole = figures(invoice, taxes);
    let mut credited = Figures {
        payable: 0,
        net: 0,
        tax: 0,
        taxes: vec![(0, 0); taxes.len()],
        products: BTreeMap::new(),
    };
    let ids: Vec<String> = {
        let events = events(invoice, all);
        let notes = events.iter().filter_map(|(_, moved)| match moved {
            Moved::Note(note) => Some(products(note)),
            Moved::Money(_) => None,
        });
        let mut ids: Vec<String> =
            notes.chain([whole.products.clone()]).flat_map(BTreeMap::into_keys).collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    };
    let mut received = 0;
    let mut before: Option<Proceeds> = None;
    let mut found = vec![];
    for (day, moved) in events(invoice, all) {
        let is_money = matches!(moved, Moved::Money(_));
        match moved {
            Moved::Money(amount) => received += amount,
            Moved::Note(note) => {
                let its = figures(note, taxes);
                credited.payable += its.payable;
                credited.net += its.net;
                credited.tax += its.tax;
                for (sum, tax) in credited.taxes.iter_mut().zip(its.taxes) {
                    *sum = (sum.0 + tax.0, sum.1 + tax.1);
                }
                for (product, (net, tax)) in its.products {
                    let sum = credited.products.entry(product).or_default();
                    *sum = (sum.0 + net, sum.1 + tax);
                }
            }
        }
        let share = Share::of(received, whole.payable, credited.payable);
        let net = share.rounded(whole.net, credited.net);
        let tax = share.rounded(whole.tax, credited.tax);
        let bases = whole.taxes.iter().zip(&credited.taxes);
        let bases = bases.map(|(whole, credited)| share.rounded(whole.0, credited.0));
        let amounts: Vec<_> =
            whole.taxes.iter().zip(&credited.taxes).map(|(a, b)| (a.1, b.1)).collect();
        let of =
            |figures: &Figures, id: &String| figures.products.get(id).copied().unwrap_or_default();
        let nets: Vec<_> = ids.iter().map(|id| (of(&whole, id).0, of(&credited, id).0)).collect();
        let of_products: Vec<_> =
            ids.iter().map(|id| (of(&whole, id).1, of(&credited, id).1)).collect();
        let after = Proceeds {
            day,
            is_money,
            money: received,
            net,
            tax,
            taxes: bases.zip(share.split(tax, &amounts)).collect(),
            products: ids
                .iter()
                .cloned()
                .zip(share.split(net, &nets).into_iter().zip(share.split(tax, &of_products)))
                .collect(),
        };
        found.push(less(&after, before.as_ref()));
        before = Some(after);
    }
    found
}

fn less(after: &Proceeds, before: Option<&Proceeds>) -> Proceeds {
    let figure = |part: fn(&Proceeds) -> i128| part(after) - before.map_or(0, part);
    let tax = |(place, after): (usize, &(i128, i128))| {
        let before = before.map_or((0, 0), |before| before.taxes[place]);
        (after.0 - before.0, after.1 - before.1)
    };
    let product = |(id, after): (&String, &(i128, i128))| {
        let before = before.map_or((0, 0), |before| before.products[id]);
        (id.clone(), (after.0 - before.0, after.1 - before.1))
    };
    Proceeds {
        day: after.day,
        is_money: after.is_money,
        money: figure(|of| of.money),
        net: figure(|of| of.net),
        tax: figure(|of| of.tax),
        taxes: after.taxes.iter().enumerate().map(tax).collect(),
        products: after.products.iter().map(product).collect(),
    }
}
