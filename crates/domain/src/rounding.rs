//! The only place that rounds or splits: exact fractions, half away from zero, largest remainder.

use crate::money::{Amount, Currency, INTEGER_DIGITS_MAX};
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
        Self::of(value).times_integer(power_of_ten(currency.decimals()))
    }

    /// The sum.
    #[must_use]
    pub fn plus(self, other: Self) -> Option<Self> {
        let (n, d) = (self.numerator, self.denominator);
        if d == other.denominator {
            return Some(Self { numerator: n.checked_add(other.numerator)?, denominator: d });
        }
        if d > other.denominator && d.checked_rem(other.denominator)? == I256::ZERO {
            let scaled = other.numerator.checked_mul(d.checked_div(other.denominator)?)?;
            return Some(Self { numerator: n.checked_add(scaled)?, denominator: d });
        }
        if other.denominator > d && other.denominator.checked_rem(d)? == I256::ZERO {
            return other.plus(self);
        }
        let numerator =
            n.checked_mul(other.denominator)?.checked_add(other.numerator.checked_mul(d)?)?;
        Some(Self { numerator, denominator: d.checked_mul(other.denominator)? })
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
            numerator: self.numerator.checked_mul(other.numerator)?,
            denominator: self.denominator.checked_mul(other.denominator)?,
        })
    }

    /// The quotient; `None` also for a division by zero.
    #[must_use]
    pub fn over(self, other: Self) -> Option<Self> {
        let numerator = self.numerator.checked_mul(other.denominator)?;
        let denominator = self.denominator.checked_mul(other.numerator)?;
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
        let rate = Self::of(rate);
        Some(Self {
            numerator: self.numerator.checked_mul(rate.numerator)?,
            denominator: self
                .denominator
                .checked_mul(rate.denominator)?
                .checked_mul(I256::from(100))?,
        })
    }

    fn times_integer(self, factor: I256) -> Option<Self> {
        Some(Self { numerator: self.numerator.checked_mul(factor)?, ..self })
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
        Some((i64::try_from(floor).ok()?, rest))
    }

    /// The value in major units as text, with at most 12 decimals and then `…`, never rounded.
    #[must_use]
    pub fn text(self, currency: Currency) -> String {
        let Some(denominator) = self.denominator.checked_mul(power_of_ten(currency.decimals()))
        else {
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

/// Division towards negative infinity; short numbers take the processor's own path.
fn div_rem_euclid(numerator: I256, denominator: I256) -> Option<(I256, I256)> {
    if let (Ok(n), Ok(d)) = (i64::try_from(numerator), i64::try_from(denominator)) {
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
    let floor = i64::try_from(floor).ok()?;
    let above = denominator.checked_sub(rest)?;
    // Halves go away from zero: up where the value is positive, down where it is negative.
    let up = if numerator < I256::ZERO { rest > above } else { rest >= above };
    if up { floor.checked_add(1) } else { Some(floor) }
}

/// The amount, unless it has more than 15 digits before the point.
#[must_use]
pub fn limited(minor: i128, currency: Currency) -> Option<Amount> {
    let limit = 10_u128.pow(INTEGER_DIGITS_MAX + currency.decimals().min(3));
    (minor.unsigned_abs() < limit).then(|| i64::try_from(minor).ok().map(Amount)).flatten()
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
    widest.checked_mul(widest)?;
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
