//! Currencies, amounts in minor units, and decimals read exactly.

use rust_decimal::Decimal;

/// Most decimals that a price, a quantity or a rate may have.
pub const DECIMALS_MAX: u32 = 8;
/// Most digits before the point of any number: amounts stay below 10¹⁵ units.
pub const INTEGER_DIGITS_MAX: u32 = 15;

/// A currency of ISO 4217 with its number of decimals (JPY 0, USD 2, KWD 3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Currency(iso_currency::Currency);

impl Currency {
    /// Reads an ISO 4217 code in any case; `None` if there is no such currency or it has no minor unit to count in (gold).
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        let currency = iso_currency::Currency::from_code(&code.trim().to_ascii_uppercase())?;
        currency.exponent().map(|_| Self(currency))
    }

    /// The three letters.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.0.code()
    }

    /// Digits after the point: 0, 2, 3 or 4.
    #[must_use]
    pub fn decimals(self) -> u32 {
        self.0.exponent().map_or(0, u32::from)
    }
}

impl std::fmt::Display for Currency {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}

/// An amount of money in the minor unit of the document's currency (cents, yen, fils).
///
/// Which currency is said once, by the document: amounts of two documents are never added here. No amount that was
/// calculated or read has more than 10¹⁸ units, so that two or three can be added as they are. What adds up any number of
/// amounts uses a [`Sum`], and takes an amount out of it only where it fits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Amount(pub i64);

impl Amount {
    /// Nothing.
    pub const ZERO: Amount = Amount(0);

    /// The amount as a decimal with exactly the currency's decimals: `15000` of USD is `150.00`.
    #[must_use]
    pub fn to_decimal(self, currency: Currency) -> Decimal {
        Decimal::new(self.0, currency.decimals())
    }

    /// The amount that a decimal states exactly.
    ///
    /// # Errors
    /// [`NumberError`] if the decimal has more decimals than the currency, or is too large.
    pub fn from_decimal(value: Decimal, currency: Currency) -> Result<Self, NumberError> {
        let mut scaled = value.normalize();
        if scaled.scale() > currency.decimals() {
            return Err(NumberError::TooManyDecimals { max: currency.decimals() });
        }
        scaled.rescale(currency.decimals());
        if scaled.scale() != currency.decimals() {
            return Err(NumberError::TooLarge);
        }
        let minor = i64::try_from(scaled.mantissa()).map_err(|_| NumberError::TooLarge)?;
        if minor.unsigned_abs() >= 10_u64.pow(INTEGER_DIGITS_MAX + currency.decimals().min(3)) {
            return Err(NumberError::TooLarge);
        }
        Ok(Self(minor))
    }

    /// Whether it is nothing.
    #[must_use]
    pub fn is_zero(self) -> bool {
        self.0 == 0
    }
}

impl std::ops::Add for Amount {
    type Output = Amount;
    fn add(self, other: Amount) -> Amount {
        Amount(self.0 + other.0)
    }
}

impl std::ops::Sub for Amount {
    type Output = Amount;
    fn sub(self, other: Amount) -> Amount {
        Amount(self.0 - other.0)
    }
}

impl std::ops::Neg for Amount {
    type Output = Amount;
    fn neg(self) -> Amount {
        Amount(-self.0)
    }
}

impl Amount {
    /// The sum, if 64 bits hold it.
    #[must_use]
    pub fn plus(self, other: Amount) -> Option<Amount> {
        self.0.checked_add(other.0).map(Amount)
    }

    /// The difference, if 64 bits hold it.
    #[must_use]
    pub fn minus(self, other: Amount) -> Option<Amount> {
        self.0.checked_sub(other.0).map(Amount)
    }
}

/// A sum of any number of amounts in one currency, in its minor unit: 64 bits would not hold ten of the largest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Sum(pub i128);

impl Sum {
    /// Nothing.
    pub const ZERO: Sum = Sum(0);

    /// The sum as a decimal with exactly the currency's decimals.
    ///
    /// # Panics
    /// Beyond 28 digits: ten billion of the largest amounts, or more than a few sums that [fit](Self::fits).
    #[must_use]
    pub fn to_decimal(self, currency: Currency) -> Decimal {
        Decimal::try_from_i128_with_scale(self.0, currency.decimals())
            .expect("a sum of documents has at most 28 digits")
    }

    /// Whether the sum has at most 27 digits, so that a few like it can be added and written down.
    #[must_use]
    pub fn fits(self) -> bool {
        self.0.unsigned_abs() < 10_u128.pow(27)
    }

    /// The sum as an amount, if 64 bits hold it.
    #[must_use]
    pub fn amount(self) -> Option<Amount> {
        i64::try_from(self.0).ok().map(Amount)
    }

    /// The nearest amount. Only beyond what may be recorded of one document is it another than the sum.
    #[must_use]
    pub fn nearest(self) -> Amount {
        let most = i128::from(i64::MAX);
        Amount(i64::try_from(self.0.clamp(-most, most)).unwrap_or(i64::MAX))
    }

    /// The sum as an amount, if it has at most 15 digits before the point: the bound of all that is recorded.
    #[must_use]
    pub fn limited(self, currency: Currency) -> Option<Amount> {
        let limit = 10_u128.pow(INTEGER_DIGITS_MAX + currency.decimals().min(3));
        if self.0.unsigned_abs() < limit { self.amount() } else { None }
    }

    /// Whether it is nothing.
    #[must_use]
    pub fn is_zero(self) -> bool {
        self.0 == 0
    }
}

impl From<Amount> for Sum {
    fn from(amount: Amount) -> Self {
        Self(i128::from(amount.0))
    }
}

impl std::ops::Add for Sum {
    type Output = Sum;
    fn add(self, other: Sum) -> Sum {
        Sum(self.0 + other.0)
    }
}

impl std::ops::Sub for Sum {
    type Output = Sum;
    fn sub(self, other: Sum) -> Sum {
        Sum(self.0 - other.0)
    }
}

impl std::ops::Neg for Sum {
    type Output = Sum;
    fn neg(self) -> Sum {
        Sum(-self.0)
    }
}

impl std::ops::AddAssign for Sum {
    fn add_assign(&mut self, other: Sum) {
        *self = *self + other;
    }
}

impl std::iter::Sum<Amount> for Sum {
    fn sum<I: Iterator<Item = Amount>>(amounts: I) -> Sum {
        amounts.map(Sum::from).sum()
    }
}

impl std::iter::Sum for Sum {
    fn sum<I: Iterator<Item = Sum>>(sums: I) -> Sum {
        sums.fold(Sum::ZERO, |sum, more| sum + more)
    }
}

/// Why a text is not a number that net30 calculates with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NumberError {
    /// No decimal number at all.
    #[error("is not a decimal number")]
    NotANumber,
    /// More digits after the point than are kept.
    #[error("has more than {max} decimals")]
    TooManyDecimals {
        /// How many are allowed.
        max: u32,
    },
    /// More than [`INTEGER_DIGITS_MAX`] digits before the point.
    #[error("has more than 15 digits before the point")]
    TooLarge,
}

impl NumberError {
    /// The stable word for programs.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::NotANumber => "not_a_number",
            Self::TooManyDecimals { .. } => "too_many_decimals",
            Self::TooLarge => "too_large",
        }
    }
}

/// Reads a decimal exactly as written (`150`, `-0.5`, `1.5e2`), never through binary floating point.
///
/// # Errors
/// [`NumberError`] if it is no number, has over 8 decimals or over 15 digits before the point (`1e400`).
pub fn parse_decimal(text: &str) -> Result<Decimal, NumberError> {
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => {
            (mantissa, exponent.parse::<i64>().map_err(|_| exponent_error(exponent))?)
        }
        None => (text, 0),
    };
    let (negative, unsigned) = match mantissa.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, mantissa),
    };
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !all_digits(whole) || !all_digits(fraction) || unsigned.ends_with('.') {
        return Err(NumberError::NotANumber);
    }
    let digits = format!("{whole}{fraction}");
    let significant = digits.trim_start_matches('0').trim_end_matches('0');
    if significant.is_empty() {
        return Ok(Decimal::ZERO);
    }
    let trailing = digits.len() - digits.trim_end_matches('0').len();
    let power = |count: usize| i64::try_from(count).map_err(|_| NumberError::TooLarge);
    // value = significant × 10^shift
    let shift = exponent.saturating_sub(power(fraction.len())?).saturating_add(power(trailing)?);
    if shift < -i64::from(DECIMALS_MAX) {
        return Err(NumberError::TooManyDecimals { max: DECIMALS_MAX });
    }
    if shift.saturating_add(power(significant.len())?) > i64::from(INTEGER_DIGITS_MAX) {
        return Err(NumberError::TooLarge);
    }
    let mut units: i128 = significant.parse().map_err(|_| NumberError::TooLarge)?;
    let scale = u32::try_from((-shift).max(0)).map_err(|_| NumberError::TooLarge)?;
    for _ in 0..shift.max(0) {
        units *= 10;
    }
    Ok(Decimal::from_i128_with_scale(if negative { -units } else { units }, scale))
}

fn exponent_error(exponent: &str) -> NumberError {
    let digits = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        NumberError::NotANumber
    } else if exponent.starts_with('-') {
        NumberError::TooManyDecimals { max: DECIMALS_MAX }
    } else {
        NumberError::TooLarge
    }
}
