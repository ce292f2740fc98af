//! What money received for an invoice stands for: how much of it is net, and how much is which tax.
//!
//! Money pays what is owed. What was received until a moment is split as a whole, in proportion to what each part of the
//! invoice comes to less its credit notes; money beyond that stands for what was credited, until it is given back. A
//! payment, a refund or a credit note then stands for the difference that it made. So once nothing is due, all of them
//! together stand for exactly what was invoiced less what was credited, whatever their number and order:
//! cash basis is accrual basis, to the cent.

use crate::{
    money::Amount,
    payment::Payment,
    rounding::{Exact, apportion},
};
use jiff::{Timestamp, civil::Date};

/// What the total of an invoice, or of a credit note of it, consists of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parts {
    /// What is to be paid, rounding and amounts after tax included.
    pub payable: Amount,
    /// Net of tax.
    pub net: Amount,
    /// All taxes.
    pub tax: Amount,
    /// Base and amount of each tax; of a credit note, in the order of the invoice's.
    pub taxes: Vec<(Amount, Amount)>,
    /// Net and tax of each product; their sums are net and tax. Of a credit note, in the order of the invoice's.
    pub products: Vec<(Amount, Amount)>,
}

/// What an event stands for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proceeds {
    /// The money itself; none of a credit note.
    pub money: Amount,
    /// How much of it is net.
    pub net: Amount,
    /// How much of it is tax. What is neither pays amounts after tax, rounding, or more than was due.
    pub tax: Amount,
    /// Base and amount of each tax, in the order of [`Parts::taxes`].
    pub taxes: Vec<(Amount, Amount)>,
    /// Net and tax of each product, in the order of [`Parts::products`].
    pub products: Vec<(Amount, Amount)>,
}

impl Proceeds {
    fn minus(&self, other: &Self) -> Option<Self> {
        let less = |these: &[(Amount, Amount)], those: &[(Amount, Amount)]| {
            let pairs = these.iter().zip(those);
            pairs.map(|(a, b)| Some((a.0.minus(b.0)?, a.1.minus(b.1)?))).collect::<Option<Vec<_>>>()
        };
        Some(Self {
            money: self.money.minus(other.money)?,
            net: self.net.minus(other.net)?,
            tax: self.tax.minus(other.tax)?,
            taxes: less(&self.taxes, &other.taxes)?,
            products: less(&self.products, &other.products)?,
        })
    }

    /// Whether money came or went, or came to stand for something else.
    #[must_use]
    pub fn moves(&self) -> bool {
        let some = |(a, b): &(Amount, Amount)| !(a.is_zero() && b.is_zero());
        [self.money, self.net, self.tax].iter().any(|amount| !amount.is_zero())
            || self.taxes.iter().any(some)
            || self.products.iter().any(some)
    }
}

/// What happened to an invoice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Happened {
    /// It was issued: one that asks for nothing is settled by that.
    Issue,
    /// Money came, or went back as a negative amount.
    Money(Amount),
    /// A credit note took something back.
    Credit(Parts),
}

/// Something that happened to an invoice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// On which day it counts.
    pub date: Date,
    /// When it was recorded.
    pub recorded_at: Timestamp,
    /// What.
    pub what: Happened,
}

impl Event {
    /// The issue of an invoice, before everything else of its day.
    #[must_use]
    pub fn issue(date: Date) -> Self {
        Self { date, recorded_at: Timestamp::MIN, what: Happened::Issue }
    }

    /// Whether money came or went back.
    #[must_use]
    pub fn is_money(&self) -> bool {
        matches!(self.what, Happened::Money(_))
    }
}

/// The money of an invoice's payments and refunds; reversed payments never came.
pub fn money_of(payments: &[Payment]) -> impl Iterator<Item = Event> {
    let event =
        |date, recorded_at, amount| Event { date, recorded_at, what: Happened::Money(amount) };
    payments.iter().filter(|payment| payment.reversed_at.is_none()).flat_map(move |payment| {
        let refunds = payment.refunds.iter();
        let refunds =
            refunds.map(move |refund| event(refund.date, refund.created_at, -refund.amount));
        // What pays another invoice no longer pays this one.
        let uses = payment.uses.iter();
        let uses = uses.map(move |part| event(part.date, part.created_at, -part.amount));
        std::iter::once(event(payment.date, payment.created_at, payment.amount))
            .chain(refunds)
            .chain(uses)
    })
}

/// Puts events into the order in which they count.
pub fn sort(events: &mut [Event]) {
    let amount = |event: &Event| match &event.what {
        Happened::Issue => Amount::ZERO,
        Happened::Money(amount) => *amount,
        Happened::Credit(parts) => parts.payable,
    };
    events.sort_by_key(|event| (event.date, event.recorded_at, amount(event)));
}

/// What each event stands for, in the order of the events, which is that in which they count.
///
/// `None` if a number has more than 256 bits, which no stored invoice brings about.
#[must_use]
pub fn proceeds_of(whole: &Parts, events: &[Event]) -> Option<Vec<Proceeds>> {
    let mut books = Books::open(whole);
    let mut before = Proceeds {
        taxes: vec![Default::default(); whole.taxes.len()],
        products: vec![Default::default(); whole.products.len()],
        ..Proceeds::default()
    };
    let mut proceeds = Vec::with_capacity(events.len());
    for event in events {
        books.enter(&event.what)?;
        let after = books.proceeds()?;
        proceeds.push(after.minus(&before)?);
        before = after;
    }
    Some(proceeds)
}

/// How an invoice stands after some of its events.
struct Books<'a> {
    whole: &'a Parts,
    credited: Parts,
    received: Amount,
}

/// How much of each part has been paid: `(owed × of_owed + credited × of_credited) ÷ whole`.
struct Share {
    of_owed: Amount,
    of_credited: Amount,
    whole: Amount,
}

impl Share {
    fn of(&self, whole: Amount, credited: Amount) -> Option<Exact> {
        let owed = Exact::whole(whole.minus(credited)?).times(Exact::whole(self.of_owed))?;
        let back = Exact::whole(credited).times(Exact::whole(self.of_credited))?;
        owed.plus(back)?.over(Exact::whole(self.whole))
    }
}

impl<'a> Books<'a> {
    fn open(whole: &'a Parts) -> Self {
        let credited = Parts {
            taxes: vec![Default::default(); whole.taxes.len()],
            products: vec![Default::default(); whole.products.len()],
            ..Parts::default()
        };
        Self { whole, credited, received: Amount::ZERO }
    }

    fn enter(&mut self, what: &Happened) -> Option<()> {
        match what {
            Happened::Issue => {}
            Happened::Money(amount) => self.received = self.received.plus(*amount)?,
            Happened::Credit(parts) => {
                let credited = &mut self.credited;
                credited.payable = credited.payable.plus(parts.payable)?;
                credited.net = credited.net.plus(parts.net)?;
                credited.tax = credited.tax.plus(parts.tax)?;
                let lists = [
                    (&mut credited.taxes, &parts.taxes),
                    (&mut credited.products, &parts.products),
                ];
                for (sums, parts) in lists {
                    for (sum, part) in sums.iter_mut().zip(parts) {
                        *sum = (sum.0.plus(part.0)?, sum.1.plus(part.1)?);
                    }
                }
            }
        }
        Some(())
    }

    /// What is owed after credit notes is paid first, all parts alike; what is beyond it stands for what was credited,
    /// all parts alike; what is beyond that too, or was given back before it came, is no part.
    fn share(&self) -> Option<Share> {
        let (zero, one) = (Amount::ZERO, Amount(1));
        let owed = self.whole.payable.minus(self.credited.payable)?;
        let received = self.received.max(zero);
        if received < owed {
            return Some(Share { of_owed: received, of_credited: zero, whole: owed });
        }
        let back = self.credited.payable;
        if back <= zero {
            return Some(Share { of_owed: one, of_credited: zero, whole: one });
        }
        let beyond = received.minus(owed)?.min(back);
        Some(Share { of_owed: back, of_credited: beyond, whole: back })
    }

    /// What all that happened so far stands for.
    fn proceeds(&self) -> Option<Proceeds> {
        let share = self.share()?;
        let (whole, credited) = (self.whole, &self.credited);
        let rounded = |whole, credited| share.of(whole, credited)?.rounded().map(Amount);
        let (net, tax) = (rounded(whole.net, credited.net)?, rounded(whole.tax, credited.tax)?);
        let split = |total: Amount,
                     whole: &[(Amount, Amount)],
                     credited: &[(Amount, Amount)],
                     part: fn(&(Amount, Amount)) -> Amount| {
            let values = whole.iter().zip(credited);
            let values = values.map(|(whole, credited)| share.of(part(whole), part(credited)));
            apportion(total, &values.collect::<Option<Vec<_>>>()?)
        };
        let bases = whole.taxes.iter().zip(&credited.taxes);
        let bases = bases.map(|((whole, _), (credited, _))| rounded(*whole, *credited));
        let bases = bases.collect::<Option<Vec<_>>>()?;
        let taxes = split(tax, &whole.taxes, &credited.taxes, |(_, amount)| *amount)?;
        let nets = split(net, &whole.products, &credited.products, |(net, _)| *net)?;
        let of_products = split(tax, &whole.products, &credited.products, |(_, tax)| *tax)?;
        Some(Proceeds {
            money: self.received,
            net,
            tax,
            taxes: bases.into_iter().zip(taxes).collect(),
            products: nets.into_iter().zip(of_products).collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Event, Happened, Parts, Proceeds, proceeds_of};
    use crate::money::{Amount, Sum};
    use jiff::{Timestamp, civil::date};

    fn parts(
        payable: i64,
        net: i64,
        tax: i64,
        taxes: &[(i64, i64)],
        products: &[(i64, i64)],
    ) -> Parts {
        let pairs = |pairs: &[(i64, i64)]| {
            pairs.iter().map(|(a, b)| (Amount(*a), Amount(*b))).collect::<Vec<_>>()
        };
        Parts {
            payable: Amount(payable),
            net: Amount(net),
            tax: Amount(tax),
            taxes: pairs(taxes),
            products: pairs(products),
        }
    }

    fn whole() -> Parts {
        let taxes = [(10_000, 1_900), (9_671, 677)];
        parts(12_677, 10_000, 2_577, &taxes, &[(3_333, 577), (6_667, 2_000)])
    }

    fn event(what: Happened) -> Event {
        Event { date: date(2026, 1, 1), recorded_at: Timestamp::UNIX_EPOCH, what }
    }

    fn money(amounts: &[i64]) -> Vec<Event> {
        amounts.iter().map(|amount| event(Happened::Money(Amount(*amount)))).collect()
    }

    fn sum(proceeds: &[Proceeds], part: fn(&Proceeds) -> Amount) -> i128 {
        proceeds.iter().map(part).sum::<Sum>().0
    }

    fn check(amounts: &[i64], in_all: i128, net: i128, tax: i128) {
        let proceeds = proceeds_of(&whole(), &money(amounts)).unwrap();
        assert_eq!(sum(&proceeds, |part| part.money), in_all, "{amounts:?}");
        assert_eq!(sum(&proceeds, |part| part.net), net, "{amounts:?}");
        assert_eq!(sum(&proceeds, |part| part.tax), tax, "{amounts:?}");
        for part in &proceeds {
            let tax = Sum::from(part.tax);
            assert_eq!(part.taxes.iter().map(|(_, amount)| *amount).sum::<Sum>(), tax);
            assert_eq!(part.products.iter().map(|(net, _)| *net).sum::<Sum>(), part.net.into());
            assert_eq!(part.products.iter().map(|(_, tax)| *tax).sum::<Sum>(), tax);
        }
    }

    #[test]
    fn payments_of_the_whole_stand_for_the_whole_in_any_parts() {
        check(&[12_677], 12_677, 10_000, 2_577);
        check(&[1, 1, 1, 12_674], 12_677, 10_000, 2_577);
        check(&[4_000, 4_000, 4_677], 12_677, 10_000, 2_577);
    }

    #[test]
    fn what_was_given_back_stands_for_nothing() {
        check(&[5_000, -5_000], 0, 0, 0);
        check(&[-10, 10], 0, 0, 0);
        check(&[], 0, 0, 0);
    }

    #[test]
    fn what_is_above_the_total_is_neither_net_nor_tax() {
        check(&[20_000], 20_000, 10_000, 2_577);
        check(&[20_000, -7_323], 12_677, 10_000, 2_577);
    }

    #[test]
    fn a_part_is_rounded_once() {
        // 1/3 of 10,000 and of 2,577 of 12,677: 4,226 × 10,000 / 12,677 = 3,333.6
        check(&[4_226], 4_226, 3_334, 859);
    }

    /// a: 100 at 19 %, b: 100 at 7 %.
    fn two_lines() -> Parts {
        let both = [(10_000, 1_900), (10_000, 700)];
        parts(22_600, 20_000, 2_600, &both, &both)
    }

    fn credit_of_b() -> Event {
        let b = [(0, 0), (10_000, 700)];
        event(Happened::Credit(parts(10_700, 10_000, 700, &b, &b)))
    }

    #[test]
    fn money_after_a_credit_note_pays_what_is_left() {
        let [paid] = <[Event; 1]>::try_from(money(&[11_900])).unwrap();
        for events in [vec![credit_of_b(), paid.clone()], vec![paid, credit_of_b()]] {
            let proceeds = proceeds_of(&two_lines(), &events).unwrap();
            assert_eq!(sum(&proceeds, |part| part.taxes[0].0), 10_000);
            assert_eq!(sum(&proceeds, |part| part.taxes[0].1), 1_900);
            assert_eq!(sum(&proceeds, |part| part.taxes[1].0), 0);
            assert_eq!(sum(&proceeds, |part| part.products[1].1), 0);
            assert_eq!(sum(&proceeds, |part| part.net), 10_000);
        }
    }

    #[test]
    fn money_for_what_was_credited_stands_for_it_until_it_is_given_back() {
        let [paid, back] = <[Event; 2]>::try_from(money(&[22_600, -10_700])).unwrap();
        let proceeds = proceeds_of(&two_lines(), &[paid, credit_of_b(), back]).unwrap();
        assert_eq!(proceeds[0].taxes[1], (Amount(10_000), Amount(700)));
        assert!(!proceeds[1].moves());
        assert_eq!(proceeds[2].taxes, [(Amount(0), Amount(0)), (Amount(-10_000), Amount(-700))]);
        assert_eq!(sum(&proceeds, |part| part.tax), 1_900);
    }

    #[test]
    fn an_exchange_that_asks_for_nothing_is_settled_by_its_issue() {
        let both = [(10_700, 0), (-10_000, -700)];
        let whole = parts(0, 700, -700, &both, &both);
        let proceeds = proceeds_of(&whole, &[Event::issue(date(2026, 1, 1))]).unwrap();
        assert_eq!((proceeds[0].net, proceeds[0].taxes[1].1), (Amount(700), Amount(-700)));
    }

    #[test]
    fn the_largest_amounts_are_split() {
        let most = 999_999_999_999_999_999;
        let half = most / 2;
        let taxes = [(most, 0), (0, 0)];
        let whole = parts(most, most - 7, 7, &taxes, &[(most - 7, 7)]);
        let credit = parts(half, half - 3, 3, &[(half, 0), (0, 0)], &[(half - 3, 3)]);
        let mut events = money(&[half, 1, most - half - 1]);
        events.insert(1, event(Happened::Credit(credit)));
        events.extend(money(&[-half]));
        let proceeds = proceeds_of(&whole, &events).unwrap();
        assert_eq!(sum(&proceeds, |part| part.tax), 4);
    }
}
