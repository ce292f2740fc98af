//! What money received for an invoice stands for: how much of it is net, and how much is which tax.
//!
//! Of money that pays an invoice in part, each part of the total has been paid in proportion. What was received until a
//! moment is split as a whole, and a single payment stands for the difference that it made: so the parts of all
//! payments add up to the invoice's own figures, to the cent, whatever their number and order.

use crate::{
    money::Amount,
    payment::Payment,
    rounding::{Exact, spread},
};
use jiff::{Timestamp, civil::Date};

/// What an invoice's total consists of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parts {
    /// What is to be paid, rounding and amounts after tax included.
    pub payable: Amount,
    /// Net of tax.
    pub net: Amount,
    /// All taxes.
    pub tax: Amount,
    /// Base and amount of each tax.
    pub taxes: Vec<(Amount, Amount)>,
    /// Net and tax of each product; their sums are net and tax.
    pub products: Vec<(Amount, Amount)>,
}

/// What an amount of money stands for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proceeds {
    /// The money itself.
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
    fn minus(&self, other: &Self) -> Self {
        let less = |these: &[(Amount, Amount)], those: &[(Amount, Amount)]| {
            these.iter().zip(those).map(|(a, b)| (a.0 - b.0, a.1 - b.1)).collect()
        };
        Self {
            money: self.money - other.money,
            net: self.net - other.net,
            tax: self.tax - other.tax,
            taxes: less(&self.taxes, &other.taxes),
            products: less(&self.products, &other.products),
        }
    }
}

/// Money that came, or went back as a negative amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Flow {
    /// On which day.
    pub date: Date,
    /// How much.
    pub amount: Amount,
}

/// The money of an invoice's payments and refunds, in the order of their days; reversed payments never came.
#[must_use]
pub fn flows(payments: &[Payment]) -> Vec<Flow> {
    let mut flows: Vec<(Date, Timestamp, Amount)> = Vec::new();
    for payment in payments.iter().filter(|payment| payment.reversed_at.is_none()) {
        flows.push((payment.date, payment.created_at, payment.amount));
        let refunds = payment.refunds.iter();
        flows.extend(refunds.map(|refund| (refund.date, refund.created_at, -refund.amount)));
    }
    flows.sort_unstable();
    flows.into_iter().map(|(date, _, amount)| Flow { date, amount }).collect()
}

/// What each flow stands for; `None` if a product has more than 256 bits, which no stored invoice brings about.
#[must_use]
pub fn proceeds_of(parts: &Parts, flows: &[Flow]) -> Option<Vec<Proceeds>> {
    let mut before = until(parts, Amount::ZERO)?;
    let mut received = Amount::ZERO;
    let mut proceeds = Vec::with_capacity(flows.len());
    for flow in flows {
        received += flow.amount;
        let after = until(parts, received)?;
        proceeds.push(after.minus(&before));
        before = after;
    }
    Some(proceeds)
}

/// What all money received so far stands for. What is beyond the total, or was given back before it came, is no part.
fn until(parts: &Parts, received: Amount) -> Option<Proceeds> {
    let counted = received.clamp(Amount::ZERO, parts.payable.max(Amount::ZERO));
    let share = |part: Amount| {
        if parts.payable <= Amount::ZERO {
            return Some(Amount::ZERO);
        }
        let part = Exact::whole(counted).times(Exact::whole(part))?;
        part.over(Exact::whole(parts.payable))?.rounded().map(Amount)
    };
    let (net, tax) = (share(parts.net)?, share(parts.tax)?);
    let is_whole = parts.payable > Amount::ZERO && counted == parts.payable;
    let split =
        |total: Amount, pairs: &[(Amount, Amount)], part: fn(&(Amount, Amount)) -> Amount| {
            let weights: Vec<Amount> = pairs.iter().map(part).collect();
            // Also where they cancel out, so that there is no proportion.
            if is_whole || weights.is_empty() { Some(weights) } else { spread(total, &weights) }
        };
    let bases = parts.taxes.iter().map(|(base, _)| share(*base)).collect::<Option<Vec<_>>>()?;
    let nets = split(net, &parts.products, |(net, _)| *net)?;
    Some(Proceeds {
        money: received,
        net,
        tax,
        taxes: bases.into_iter().zip(split(tax, &parts.taxes, |(_, amount)| *amount)?).collect(),
        products: nets.into_iter().zip(split(tax, &parts.products, |(_, tax)| *tax)?).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::{Flow, Parts, proceeds_of};
    use crate::money::Amount;
    use jiff::civil::date;

    fn parts() -> Parts {
        Parts {
            payable: Amount(12_677),
            net: Amount(10_000),
            tax: Amount(2_577),
            taxes: vec![(Amount(10_000), Amount(1_900)), (Amount(9_671), Amount(677))],
            products: vec![(Amount(3_333), Amount(577)), (Amount(6_667), Amount(2_000))],
        }
    }

    fn flow(amount: i64) -> Flow {
        Flow { date: date(2026, 1, 1), amount: Amount(amount) }
    }

    fn check(amounts: &[i64], money: i64, net: i64, tax: i64) {
        let flows: Vec<Flow> = amounts.iter().map(|amount| flow(*amount)).collect();
        let proceeds = proceeds_of(&parts(), &flows).unwrap();
        let sum = |part: fn(&super::Proceeds) -> Amount| proceeds.iter().map(part).sum::<Amount>();
        assert_eq!(sum(|part| part.money), Amount(money), "{amounts:?}");
        assert_eq!(sum(|part| part.net), Amount(net), "{amounts:?}");
        assert_eq!(sum(|part| part.tax), Amount(tax), "{amounts:?}");
        for part in &proceeds {
            assert_eq!(part.taxes.iter().map(|(_, amount)| *amount).sum::<Amount>(), part.tax);
            assert_eq!(part.products.iter().map(|(net, _)| *net).sum::<Amount>(), part.net);
            assert_eq!(part.products.iter().map(|(_, tax)| *tax).sum::<Amount>(), part.tax);
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
}
