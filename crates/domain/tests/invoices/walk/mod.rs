//! A random walk with money: invoices of every kind against a second, simple engine, and then payments, refunds and
//! credit notes in any order until nothing is due. Cash basis must then be accrual basis, to the cent.
//!
//! `NET30_MONEY_SEED` and `NET30_MONEY_WALKS` say where to begin and how far to go.

mod content;
mod dice;
mod engine;

use crate::{
    document::line_id,
    issued::{invoice, issued as issued_document},
};
use content::{any_content, products};
use dice::Dice;
use engine::{Figures, calculate, rounded, whole};
use net30_domain::{
    Date, Decimal, Timestamp,
    credit_note::{self, MakeError, Wanted},
    id::{InvoiceId, LineId, PaymentId, RefundId},
    invoice::{DocumentLink, Invoice},
    money::{Amount, Sum},
    payment::{Method, Payment, Refund, RefundReason},
    proceeds::{Event, Happened, Parts, Proceeds, money_of, proceeds_of, sort},
    totals::Totals,
};
use num_rational::BigRational;

fn setting(name: &str, usual: u64) -> u64 {
    std::env::var(name).map_or(usual, |text| text.parse().expect("a whole number"))
}

/// Each seed is a walk of its own: the one that fails is printed, and can be walked alone.
fn walks(count: u64, walk: impl Fn(&mut Dice)) {
    let first = setting("NET30_MONEY_SEED", 20_261_128);
    let count = setting("NET30_MONEY_WALKS", count);
    println!("walks {first} to {}", first + count - 1);
    for seed in first..first + count {
        println!("NET30_MONEY_SEED={seed} NET30_MONEY_WALKS=1");
        walk(&mut Dice(seed));
    }
}

fn figures_of(totals: &Totals) -> Figures {
    let minor = |amount: Amount| i128::from(amount.0);
    Figures {
        subtotal: minor(totals.subtotal),
        discount: minor(totals.discount),
        charges: minor(totals.charges),
        paid: totals.inclusive.map(|paid| [paid.subtotal, paid.discount, paid.charges].map(minor)),
        net: minor(totals.net),
        taxes: totals
            .taxes
            .iter()
            .map(|tax| {
                (tax.name.clone(), tax.rate.value().normalize(), minor(tax.base), minor(tax.amount))
            })
            .collect(),
        tax: minor(totals.tax),
        gross: minor(totals.gross),
        extra_fields: totals.extra_fields.iter().copied().map(minor).collect(),
        total: minor(totals.total),
        rounding: minor(totals.rounding),
        lines: totals
            .lines
            .iter()
            .map(|line| (minor(line.net), minor(line.total - line.tax)))
            .collect(),
    }
}

#[test]
fn a_second_engine_finds_the_same_figures() {
    walks(2_000, |dice| {
        let content = any_content(dice);
        if let Ok(totals) = net30_domain::totals::calculate(&content) {
            assert_eq!(totals.contradiction(), None);
            assert_eq!(figures_of(&totals), calculate(&content), "{content:#?}");
        }
    });
}

/// An invoice with what happens to it.
struct Walk<'d> {
    dice: &'d mut Dice,
    invoice: Invoice,
    notes: Vec<Invoice>,
    products: Vec<usize>,
    moments: i64,
}

impl Walk<'_> {
    fn moment(&mut self) -> Timestamp {
        self.moments += 1;
        Timestamp::from_second(self.moments).expect("a moment of 1970")
    }

    /// Days come in any order: what is recorded later may count earlier.
    fn day(&mut self) -> Date {
        Date::constant(2026, 1, 1).saturating_add(jiff::Span::new().days(self.dice.between(0, 300)))
    }

    fn due(&self) -> i64 {
        self.invoice.balance().due.0
    }

    fn pay(&mut self, amount: i64) {
        let payment = Payment {
            id: PaymentId(line_id(self.invoice.payments.len()).0),
            invoice_id: self.invoice.id,
            amount: Amount(amount),
            method: Method::Other,
            reference: None,
            notes: None,
            date: self.day(),
            created_at: self.moment(),
            reversed_at: None,
            refunds: vec![],
            uses: Vec::new(),
        };
        self.invoice.payments.push(payment);
    }

    /// Gives back of any payment that has something left, at most so much.
    fn refund(&mut self, most: i64) {
        let left = |payment: &Payment| payment.amount.0 - payment.refunded().0;
        let places: Vec<usize> = (0..self.invoice.payments.len())
            .filter(|place| left(&self.invoice.payments[*place]) > 0)
            .collect();
        if places.is_empty() {
            return;
        }
        let place = self.dice.one(&places);
        let amount = most.min(left(&self.invoice.payments[place]));
        let refund = Refund {
            id: RefundId(line_id(place).0),
            payment_id: self.invoice.payments[place].id,
            amount: Amount(amount),
            reason: RefundReason::Other,
            notes: None,
            date: self.day(),
            created_at: self.moment(),
        };
        self.invoice.payments[place].refunds.push(refund);
    }

    fn credit(&mut self) {
        let wanted = if self.dice.once_in(4) { Wanted::Whole } else { self.some_lines() };
        let mut last = 1000 * (self.notes.len() + 1);
        let mut fresh = || {
            last += 1;
            line_id(last)
        };
        let day = self.day();
        match credit_note::make(&self.invoice, &self.notes, &wanted, &mut fresh, day) {
            Ok(made) => {
                assert_eq!(made.totals.contradiction(), None);
                let mut note = issued_document(made.content, made.totals, made.credited_lines);
                note.id = InvoiceId(line_id(last).0);
                note.created_at = self.moment();
                self.invoice.credit_notes.push(DocumentLink {
                    id: note.id,
                    number: None,
                    payable: note.totals.payable(),
                    issue_date: day,
                    counts: true,
                });
                self.notes.push(note);
            }
            Err(MakeError::Refused(_)) => {}
            Err(MakeError::Faults(faults)) => {
                let may_be = |fault: &str| ["above_remaining", "negative_total"].contains(&fault);
                assert!(faults.iter().all(|fault| may_be(&fault.code)), "{faults:?}");
            }
        }
    }

    fn some_lines(&mut self) -> Wanted {
        let mut wanted: Vec<(LineId, Option<Decimal>)> = vec![];
        for line in &self.invoice.content.lines {
            if self.dice.once_in(2) {
                continue;
            }
            let units = line.quantity.mantissa() * i128::from(self.dice.between(1, 4)) / 4;
            let quantity = Decimal::from_i128_with_scale(units, line.quantity.scale());
            let whole = quantity.is_zero() || self.dice.once_in(3);
            wanted.push((line.id, if whole { None } else { Some(quantity) }));
        }
        if wanted.is_empty() { Wanted::Whole } else { Wanted::Lines(wanted) }
    }

    fn step(&mut self) {
        let payable = self.invoice.totals.payable().0;
        match self.dice.between(0, 6) {
            0 | 1 => {
                let amount = self.dice.between(1, payable.max(1));
                // Now and then more than is due.
                let most = if self.dice.once_in(4) { amount } else { amount.min(self.due()) };
                if most > 0 {
                    self.pay(most);
                }
            }
            2 => {
                let amount = self.dice.between(1, payable.max(1));
                self.refund(amount);
            }
            _ => self.credit(),
        }
    }

    /// Pays what is due, or gives back what is too much.
    fn settle(&mut self) {
        while self.due() != 0 {
            let due = self.due();
            if due > 0 {
                let half = self.dice.once_in(2);
                self.pay(if half { (due + 1) / 2 } else { due });
            } else {
                self.refund(-due);
            }
        }
    }

    fn parts(&self, document: &Invoice) -> Parts {
        let whole = &self.invoice.totals;
        let totals = &document.totals;
        let tax = |tax: &net30_domain::totals::TaxTotal| {
            let same = |other: &&net30_domain::totals::TaxTotal| {
                (&other.name, other.rate, other.category) == (&tax.name, tax.rate, tax.category)
            };
            let found = totals.taxes.iter().find(same);
            found.map_or_else(Default::default, |tax| (tax.base, tax.amount))
        };
        let count = self.products.iter().max().map_or(1, |last| last + 2);
        let mut products = vec![(Amount::ZERO, Amount::ZERO); count];
        let mut rest = (totals.net, totals.tax);
        for (at, line) in totals.lines.iter().enumerate() {
            let index = document.credited_lines.get(at).map_or(at, |credited| {
                let lines = &self.invoice.content.lines;
                lines.iter().position(|line| line.id == credited.line_id).expect("its line")
            });
            let (net, tax) = (line.total - line.tax, line.tax);
            let sum = &mut products[self.products[index]];
            *sum = (sum.0 + net, sum.1 + tax);
            rest = (rest.0 - net, rest.1 - tax);
        }
        products[count - 1] = rest;
        Parts {
            payable: totals.payable(),
            net: totals.net,
            tax: totals.tax,
            taxes: whole.taxes.iter().map(tax).collect(),
            products,
        }
    }

    fn events(&self) -> Vec<Event> {
        let mut events: Vec<Event> = money_of(&self.invoice.payments).collect();
        events.push(Event::issue(self.invoice.content.issue_date));
        events.extend(self.notes.iter().map(|note| Event {
            date: note.content.issue_date,
            recorded_at: note.created_at,
            what: Happened::Credit(self.parts(note)),
        }));
        sort(&mut events);
        events
    }

    fn check(&self) {
        let whole = self.parts(&self.invoice);
        let events = self.events();
        let proceeds = proceeds_of(&whole, &events).expect("the amounts are small");
        let credits: Vec<Parts> = self.notes.iter().map(|note| self.parts(note)).collect();
        let mut books = Books { owed: whole.clone(), credited: vec![], received: 0 };
        for (event, end) in events.iter().zip(1..) {
            books.enter(event);
            books.check(&proceeds[..end]);
        }
        if self.due() != 0 {
            return;
        }
        let accrued = |of: &dyn Fn(&Parts) -> Amount| {
            let credited: i128 = credits.iter().map(|part| i128::from(of(part).0)).sum();
            i128::from(of(&whole).0) - credited
        };
        let paid = |of: &dyn Fn(&Proceeds) -> Amount| sum(&proceeds, of);
        assert_eq!(paid(&|part| part.money), accrued(&|part| part.payable));
        assert_eq!(paid(&|part| part.net), accrued(&|part| part.net));
        assert_eq!(paid(&|part| part.tax), accrued(&|part| part.tax));
        for at in 0..whole.taxes.len() {
            assert_eq!(paid(&|part| part.taxes[at].0), accrued(&|part| part.taxes[at].0));
            assert_eq!(paid(&|part| part.taxes[at].1), accrued(&|part| part.taxes[at].1));
        }
        for at in 0..whole.products.len() {
            assert_eq!(paid(&|part| part.products[at].0), accrued(&|part| part.products[at].0));
            assert_eq!(paid(&|part| part.products[at].1), accrued(&|part| part.products[at].1));
        }
    }
}

fn sum(proceeds: &[Proceeds], of: &dyn Fn(&Proceeds) -> Amount) -> i128 {
    proceeds.iter().map(of).sum::<Sum>().0
}

/// What is paid of each part, in exact fractions: owed parts first, alike; then credited ones, alike.
struct Books {
    owed: Parts,
    credited: Vec<Parts>,
    received: i128,
}

impl Books {
    fn enter(&mut self, event: &Event) {
        match &event.what {
            Happened::Issue => {}
            Happened::Money(amount) => self.received += i128::from(amount.0),
            Happened::Credit(parts) => self.credited.push(parts.clone()),
        }
    }

    fn paid(&self, of: &dyn Fn(&Parts) -> Amount) -> BigRational {
        let sum = |of: &dyn Fn(&Parts) -> Amount| -> i128 {
            self.credited.iter().map(|part| i128::from(of(part).0)).sum()
        };
        let minor = |amount: Amount| i128::from(amount.0);
        let credited = sum(&|part| part.payable);
        let owed = minor(self.owed.payable) - credited;
        let part_owed = whole(minor(of(&self.owed)) - sum(of));
        let received = self.received.max(0);
        if received < owed {
            return part_owed * whole(received) / whole(owed);
        }
        if credited == 0 {
            return part_owed;
        }
        let beyond = (received - owed).min(credited);
        part_owed + whole(sum(of)) * whole(beyond) / whole(credited)
    }

    /// Sums are rounded once; their parts are within a unit of what they are exactly, and sum to them.
    fn check(&self, proceeds: &[Proceeds]) {
        let near = |found: i128, exact: &BigRational| {
            let off = whole(found) - exact;
            assert!(off < whole(1) && off > whole(-1), "{found} for {exact}");
        };
        let tax = sum(proceeds, &|part| part.tax);
        let net = sum(proceeds, &|part| part.net);
        assert_eq!(net, rounded(&self.paid(&|part| part.net)));
        assert_eq!(tax, rounded(&self.paid(&|part| part.tax)));
        let mut of_taxes = 0;
        for at in 0..self.owed.taxes.len() {
            let base = sum(proceeds, &|part| part.taxes[at].0);
            assert_eq!(base, rounded(&self.paid(&|part| part.taxes[at].0)));
            let amount = sum(proceeds, &|part| part.taxes[at].1);
            near(amount, &self.paid(&|part| part.taxes[at].1));
            of_taxes += amount;
        }
        assert_eq!(of_taxes, tax);
        let mut of_products = (0, 0);
        for at in 0..self.owed.products.len() {
            let its_net = sum(proceeds, &|part| part.products[at].0);
            let its_tax = sum(proceeds, &|part| part.products[at].1);
            near(its_net, &self.paid(&|part| part.products[at].0));
            near(its_tax, &self.paid(&|part| part.products[at].1));
            of_products = (of_products.0 + its_net, of_products.1 + its_tax);
        }
        assert_eq!(of_products, (net, tax));
    }
}

#[test]
fn once_nothing_is_due_cash_is_accrual() {
    walks(1_000, |dice| {
        let content = any_content(dice);
        let products = products(dice, content.lines.len());
        match net30_domain::check::totals_of(&content) {
            Ok(_) => {}
            Err(_) => return,
        }
        let invoice = invoice(content);
        let mut walk = Walk { dice, invoice, notes: vec![], products, moments: 0 };
        walk.check();
        for _ in 0..walk.dice.between(0, 9) {
            walk.step();
            walk.check();
        }
        walk.settle();
        walk.check();
        // All of it credited: nothing is left on either basis.
        for _ in 0..3 {
            walk.credit();
        }
        walk.settle();
        walk.check();
    });
}
