//! The only place that rounds or splits: exact fractions, half away from zero, largest remainder.

use crate::money::{Amount, Currency, Sum};
use ethnum::I256;
use rust_decimal::Decimal;
use std::cmp::Ordering;

/// Most decimals of an exact value that [`Exact::text`] writes out.
const TEXT_DECIMALS: usize = 12;

/// A number that is not rounded yet: a fraction with a positive denominator.
///
/// Amounts enter it in minor units. Every operation answers `None` where 256 bits do not hold the result, which only
/// numbers beyond the limits of [`crate::money`] bring about.
#[derive(Clone, Copy, Debug)]
pub struct Exact {
    numerator: I256,
    denominator: I256,
}

impl Exact {
    /// Nothing.
    pub const ZERO: Exact = Exact { numerator: I256::ZERO, denominator: I256::ONE };
    /// One minor unit, or the plain number one.
    pub const ONE: Exact = Exact { numerator: I256::ONE, denominator: I256::ONE };

    /// An amount in minor units.
    #[must_use]
    pub fn whole(amount: Amount) -> Self {
        Self { numerator: I256::from(amount.0), denominator: I256::ONE }
    }

    /// A decimal as it is.
    #[must_use]
    pub fn of(value: Decimal) -> Self {
        Self { numerator: I256::from(value.mantissa()), denominator: power_of_ten(value.scale()) }
    }

    /// A decimal number of major units, counted in minor units of the currency.
    #[must_use]
    pub fn in_minor_units(value: Decimal, currency: Currency) -> Option<Self> {
        let value = Self::of(value);
        let numerator = product(value.numerator, power_of_ten(currency.decimals()))?;
        Some(Self { numerator, ..value })
    }

    /// The sum.
    #[must_use]
    pub fn plus(self, other: Self) -> Option<Self> {
        let (n, d) = (self.numerator, self.denominator);
        if d == other.denominator {
            return Some(Self { numerator: n.checked_add(other.numerator)?, denominator: d });
        }
        if other.numerator == I256::ZERO {
            return Some(self);
        }
        if n == I256::ZERO {
            return Some(other);
        }
        if d < other.denominator {
            return other.plus(self);
        }
        let (factor, rest) = div_rem_euclid(d, other.denominator)?;
        if rest == I256::ZERO {
            let scaled = product(other.numerator, factor)?;
            return Some(Self { numerator: n.checked_add(scaled)?, denominator: d });
        }
        let numerator = product(n, other.denominator)?.checked_add(product(other.numerator, d)?)?;
        Some(Self { numerator, denominator: product(d, other.denominator)? })
    }

    /// The difference.
    #[must_use]
    pub fn minus(self, other: Self) -> Option<Self> {
        self.plus(Self { numerator: other.numerator.checked_neg()?, ..other })
    }

    /// The product.
    #[must_use]
    pub fn times(self, other: Self) -> Option<Self> {
        Some(Self {
            numerator: product(self.numerator, other.numerator)?,
            denominator: product(self.denominator, other.denominator)?,
        })
    }

    /// The quotient; `None` also for a division by zero.
    #[must_use]
    pub fn over(self, other: Self) -> Option<Self> {
        let numerator = product(self.numerator, other.denominator)?;
        let denominator = product(self.denominator, other.numerator)?;
        match denominator.cmp(&I256::ZERO) {
            Ordering::Equal => None,
            Ordering::Greater => Some(Self { numerator, denominator }),
            Ordering::Less => Some(Self {
                numerator: numerator.checked_neg()?,
                denominator: denominator.checked_neg()?,
            }),
        }
    }

    /// So many per cent of it.
    #[must_use]
    pub fn percent(self, rate: Decimal) -> Option<Self> {
        let hundredth = Self { numerator: I256::ONE, denominator: I256::from(100) };
        self.times(Self::of(rate))?.times(hundredth)
    }

    /// Whether it is below zero.
    #[must_use]
    pub fn is_negative(self) -> bool {
        self.numerator < I256::ZERO
    }

    /// The nearest integer, halves away from zero; `None` if it has more than 64 bits.
    #[must_use]
    pub fn rounded(self) -> Option<i64> {
        round_ratio(self.numerator, self.denominator)
    }

    /// The integer at or below it, and how far above that it is, as a numerator over its denominator.
    fn floor_and_rest(self) -> Option<(i64, I256)> {
        let (floor, rest) = div_rem_euclid(self.numerator, self.denominator)?;
        Some((short(floor)?, rest))
    }

    /// The value in major units as text, with at most 12 decimals and then `…`, never rounded.
    #[must_use]
    pub fn text(self, currency: Currency) -> String {
        let Some(denominator) = product(self.denominator, power_of_ten(currency.decimals())) else {
            return "…".to_owned();
        };
        let sign = if self.is_negative() { "-" } else { "" };
        let magnitude = self.numerator.unsigned_abs();
        let denominator = denominator.unsigned_abs();
        let mut text = format!("{sign}{}", magnitude / denominator);
        let mut rest = magnitude % denominator;
        let least = currency.decimals() as usize;
        let mut decimals = 0;
        while decimals < least || (rest != 0 && decimals < TEXT_DECIMALS) {
            if decimals == 0 {
                text.push('.');
            }
            let Some(next) = rest.checked_mul(ethnum::U256::from(10_u8)) else { break };
            text.push(char::from(b'0' + (next / denominator).as_u8()));
            rest = next % denominator;
            decimals += 1;
        }
        if rest != 0 {
            text.push('…');
        }
        text
    }
}

fn power_of_ten(exponent: u32) -> I256 {
    I256::from(10_i128.pow(exponent))
}

/// The number in 64 bits, if it has no more: nearly all do, and the processor calculates with them itself.
fn short(number: I256) -> Option<i64> {
    let (high, low) = number.into_words();
    if high == low >> 127 { i64::try_from(low).ok() } else { None }
}

/// The product, unless it has more than 256 bits.
fn product(a: I256, b: I256) -> Option<I256> {
    match (short(a), short(b)) {
        (Some(a), Some(b)) => Some(I256::from(i128::from(a) * i128::from(b))),
        _ => a.checked_mul(b),
    }
}

/// Division towards negative infinity.
fn div_rem_euclid(numerator: I256, denominator: I256) -> Option<(I256, I256)> {
    if let (Some(n), Some(d)) = (short(numerator), short(denominator)) {
        return Some((I256::from(n.checked_div_euclid(d)?), I256::from(n.checked_rem_euclid(d)?)));
    }
    Some((numerator.checked_div_euclid(denominator)?, numerator.checked_rem_euclid(denominator)?))
}

/// Rounds a fraction to the nearest integer, halves away from zero.
///
/// `None` if the denominator is not positive, or the result has more than 64 bits.
#[must_use]
pub fn round_ratio(numerator: I256, denominator: I256) -> Option<i64> {
    if denominator <= I256::ZERO {
        return None;
    }
    let (floor, rest) = div_rem_euclid(numerator, denominator)?;
    let floor = short(floor)?;
    let above = denominator.checked_sub(rest)?;
    // Halves go away from zero: up where the value is positive, down where it is negative.
    let up = if numerator < I256::ZERO { rest > above } else { rest >= above };
    if up { floor.checked_add(1) } else { Some(floor) }
}

/// A sum in another currency, at so many of its units for one unit of the sum's, rounded to its decimals, halves away from
/// zero; `None` if 256 bits do not hold it.
#[must_use]
pub fn converted(sum: Sum, from: Currency, rate: Decimal, into: Currency) -> Option<Sum> {
    let exact = Exact { numerator: I256::from(sum.0), denominator: power_of_ten(from.decimals()) }
        .times(Exact::of(rate))?
        .times(Exact { numerator: power_of_ten(into.decimals()), denominator: I256::ONE })?;
    let doubled = product(exact.numerator.checked_abs()?, I256::from(2))?;
    let width = product(exact.denominator, I256::from(2))?;
    let nearest =
        i128::try_from(doubled.checked_add(exact.denominator)?.checked_div(width)?).ok()?;
    Some(Sum(if exact.is_negative() { -nearest } else { nearest }))
}

/// An average, rounded to one decimal, halves away from zero; `None` of nothing.
#[must_use]
pub fn average(total: i64, count: i64) -> Option<Decimal> {
    let tenths = I256::from(i128::from(total) * 10);
    round_ratio(tenths, I256::from(count)).map(|tenths| Decimal::new(tenths, 1))
}

/// A quotient with so many decimals, halves away from zero; `None` of a division by zero, or if it has more than 64 bits.
#[must_use]
pub fn quotient(dividend: Decimal, divisor: Decimal, decimals: u32) -> Option<Decimal> {
    let scale = Exact { numerator: power_of_ten(decimals), denominator: I256::ONE };
    let exact = Exact::of(dividend).over(Exact::of(divisor))?.times(scale)?;
    exact.rounded().map(|units| Decimal::new(units, decimals))
}

/// The amount, unless it has more than 15 digits before the point.
#[must_use]
pub fn limited(minor: i128, currency: Currency) -> Option<Amount> {
    Sum(minor).limited(currency)
}

/// Rounds an amount to a multiple of `step`, halves away from zero; `None` if the step is not above zero.
#[must_use]
pub fn round_to_multiple(amount: Amount, step: Amount) -> Option<Amount> {
    let count = round_ratio(I256::from(amount.0), I256::from(step.0))?;
    count.checked_mul(step.0).map(Amount)
}

/// Splits `total` into whole parts as near to `quotas` as can be, by largest remainder; the parts sum to `total`.
///
/// Every part is its quota rounded down or up, if the quotas sum to the total or to within a unit of it. Of equal
/// remainders the earlier comes first: the caller's order decides. `None` if a quota has more than 64 bits.
#[must_use]
pub fn apportion(total: Amount, quotas: &[Exact]) -> Option<Vec<Amount>> {
    if let [_] = quotas {
        return Some(vec![total]);
    }
    let mut parts = Vec::with_capacity(quotas.len());
    let mut rests = Vec::with_capacity(quotas.len());
    let mut missing = i128::from(total.0);
    for (index, quota) in quotas.iter().enumerate() {
        let (floor, rest) = quota.floor_and_rest()?;
        parts.push(Amount(floor));
        rests.push((index, rest, quota.denominator));
        missing -= i128::from(floor);
    }
    if missing == 0 || parts.is_empty() {
        return Some(parts);
    }
    // Cross products must fit, or the comparison would be no order.
    let widest = rests.iter().map(|(_, _, of)| *of).max()?;
    product(widest, widest)?;
    rests.sort_by(
        |(_, a, a_of), (_, b, b_of)| {
            if a_of == b_of { b.cmp(a) } else { (*b * *a_of).cmp(&(*a * *b_of)) }
        },
    );
    let count = i128::try_from(parts.len()).ok()?;
    let (each, more) = (missing.div_euclid(count), missing.rem_euclid(count));
    for (place, (index, _, _)) in rests.into_iter().enumerate() {
        let extra = each + i128::from(i128::try_from(place).ok()? < more);
        let part = i128::from(parts[index].0).checked_add(extra)?;
        parts[index] = Amount(i64::try_from(part).ok()?);
    }
    Some(parts)
}

/// Splits `total` over `weights` in proportion, by largest remainder, so that the parts add up to `total` exactly.
///
/// Of equal remainders the earlier comes first. Weights may differ in sign (a return beside a sale): each part then is
/// the same share of its weight, and exceeds it only if `total` exceeds the sum. If the weights sum to nothing, all
/// parts are alike.
///
/// # Panics
/// If there are no weights and `total` is not zero: it would be lost.
#[must_use]
pub fn spread(total: Amount, weights: &[Amount]) -> Option<Vec<Amount>> {
    assert!(total.is_zero() || !weights.is_empty(), "an amount is spread over something");
    if total.is_zero() {
        return Some(vec![Amount::ZERO; weights.len()]);
    }
    apportion(total, &quotas(total, weights)?)
}

/// The exact share of each weight in `total`; equal shares if the weights sum to nothing.
#[must_use]
pub fn quotas(total: Amount, weights: &[Amount]) -> Option<Vec<Exact>> {
    let sum: i128 = weights.iter().map(|weight| i128::from(weight.0)).sum();
    let even = sum == 0;
    let whole = if even { i128::try_from(weights.len()).ok()? } else { sum };
    let whole = Exact { numerator: I256::from(whole), denominator: I256::ONE };
    let share = |weight: &Amount| {
        let weight = if even { Exact::ONE } else { Exact::whole(*weight) };
        Exact::whole(total).times(weight)?.over(whole)
    };
    weights.iter().map(share).collect()
}

#[cfg(test)]
mod tests {
    use super::{
        Exact, apportion, average, converted, limited, quotas, round_ratio, round_to_multiple,
        spread,
    };
    use crate::money::{Amount, Currency, Sum};
    use ethnum::I256;
    use rust_decimal::Decimal;

    fn check(numerator: i64, denominator: i64, expected: Option<i64>) {
        let found = round_ratio(I256::from(numerator), I256::from(denominator));
        assert_eq!(found, expected, "{numerator}/{denominator}");
    }

    #[test]
    fn a_sum_is_converted_into_the_other_currencys_decimals() {
        let currency = |code| Currency::parse(code).unwrap();
        for (sum, from, rate, into, expected) in [
            (10_000, "EUR", "1.08", "USD", 10_800),
            (1, "EUR", "0.5", "USD", 1),
            (-1, "EUR", "0.5", "USD", -1),
            (1, "EUR", "0.49", "USD", 0),
            (1_234, "JPY", "0.0065", "EUR", 802),
            (1_000, "KWD", "3.25", "USD", 325),
            (i128::from(i64::MAX) * 1000, "USD", "1", "USD", i128::from(i64::MAX) * 1000),
        ] {
            let found = converted(Sum(sum), currency(from), rate.parse().unwrap(), currency(into));
            assert_eq!(found, Some(Sum(expected)), "{sum} {from} at {rate}");
        }
    }

    #[test]
    fn an_average_has_one_decimal() {
        for (total, count, expected) in
            [(10, 4, Some("2.5")), (1, 3, Some("0.3")), (-1, 4, Some("-0.3")), (5, 0, None)]
        {
            assert_eq!(average(total, count), expected.map(|text| text.parse().unwrap()));
        }
    }

    #[test]
    fn halves_go_away_from_zero() {
        check(5, 10, Some(1));
        check(4, 10, Some(0));
        check(-5, 10, Some(-1));
        check(-4, 10, Some(0));
        check(15, 10, Some(2));
        check(-15, 10, Some(-2));
        check(25, 10, Some(3));
        check(0, 7, Some(0));
        check(1, 3, Some(0));
        check(2, 3, Some(1));
        check(-2, 3, Some(-1));
        check(i64::MAX, 1, Some(i64::MAX));
        check(i64::MIN, 1, Some(i64::MIN));
        check(1, 0, None);
        check(1, -1, None);
    }

    #[test]
    fn long_numbers_are_rounded_as_short_ones() {
        let wide = I256::from(i128::MAX) * I256::from(1_000_000);
        for numerator in [-15_i64, -14, -5, -4, 0, 4, 5, 14, 15, 1_000_003] {
            let short = round_ratio(I256::from(numerator), I256::from(10));
            let long = round_ratio(I256::from(numerator) * wide, I256::from(10) * wide);
            assert_eq!(short, long, "{numerator}");
        }
        assert_eq!(round_ratio(wide, I256::ONE), None);
        assert_eq!(round_ratio(I256::MIN, I256::MAX), Some(-1));
    }

    #[test]
    fn what_does_not_fit_is_none_and_never_wrong() {
        let large = Exact::of(Decimal::MAX);
        assert!(large.rounded().is_none());
        let larger = large.times(large).expect("192 bits");
        assert!(larger.times(large).is_none());
        assert!(large.over(Exact::ZERO).is_none());
        let third = Exact::ONE.over(Exact::of(Decimal::from(3))).expect("a third");
        let one = third.plus(third).and_then(|two| two.plus(third)).expect("three thirds");
        assert_eq!(one.rounded(), Some(1));
        assert_eq!(
            Exact::ONE.minus(third).and_then(|rest| rest.minus(third)).and_then(Exact::rounded),
            Some(0)
        );
        let minus = Exact::ONE.over(Exact::of(Decimal::NEGATIVE_ONE)).expect("minus one");
        assert!(minus.is_negative() && minus.rounded() == Some(-1));
    }

    #[test]
    fn an_exact_value_is_told_to_twelve_decimals() {
        let euro = Currency::parse("EUR").expect("the euro");
        let told = |n: i64, d: i64| {
            Exact::whole(Amount(n)).over(Exact::whole(Amount(d))).expect("fits").text(euro)
        };
        assert_eq!(told(100, 1), "1.00");
        assert_eq!(told(1005, 10), "1.005");
        assert_eq!(told(-1005, 10), "-1.005");
        assert_eq!(told(100, 3), "0.333333333333…");
        assert_eq!(told(0, 3), "0.00");
        let yen = Currency::parse("JPY").expect("the yen");
        assert_eq!(Exact::whole(Amount(105)).text(yen), "105");
    }

    #[test]
    fn a_spread_loses_nothing_and_the_earlier_wins_a_tie() {
        let parts = |total, weights: &[i64]| {
            let weights: Vec<_> = weights.iter().copied().map(Amount).collect();
            let parts = spread(Amount(total), &weights).expect("fits");
            parts.into_iter().map(|part| part.0).collect::<Vec<_>>()
        };
        assert_eq!(parts(1, &[10, 10]), [1, 0]);
        assert_eq!(parts(100, &[1, 1, 1]), [34, 33, 33]);
        assert_eq!(parts(-100, &[1, 1, 1]), [-33, -33, -34]);
        assert_eq!(parts(10, &[1, 2, 7]), [1, 2, 7]);
        assert_eq!(parts(0, &[1, 2]), [0, 0]);
        assert_eq!(parts(5, &[0, 0]), [3, 2]);
        assert_eq!(parts(8, &[100, -20]), [10, -2]);
        assert_eq!(parts(7, &[5]), [7]);
        assert_eq!(parts(0, &[]), Vec::<i64>::new());
        assert_eq!(parts(i64::MAX, &[i64::MAX, 0]), [i64::MAX, 0]);
    }

    #[test]
    fn quotas_that_do_not_sum_to_the_total_still_give_parts_that_do() {
        let quotas = quotas(Amount(10), &[Amount(1), Amount(1)]).expect("fits");
        let parts = apportion(Amount(15), &quotas).expect("fits");
        assert_eq!(parts, [Amount(8), Amount(7)]);
    }

    #[test]
    fn multiples_and_limits() {
        let nearest =
            |amount, step| round_to_multiple(Amount(amount), Amount(step)).map(|found| found.0);
        assert_eq!(nearest(1002, 5), Some(1000));
        assert_eq!(nearest(1003, 5), Some(1005));
        assert_eq!(nearest(-1003, 5), Some(-1005));
        assert_eq!(nearest(15, 10), Some(20));
        assert_eq!(nearest(15, 0), None);
        assert_eq!(nearest(i64::MAX, 1000), None);
        let euro = Currency::parse("EUR").expect("the euro");
        assert_eq!(limited(99_999_999_999_999_999, euro), Some(Amount(99_999_999_999_999_999)));
        assert_eq!(limited(100_000_000_000_000_000, euro), None);
        assert_eq!(limited(i128::MIN, euro), None);
    }
}
