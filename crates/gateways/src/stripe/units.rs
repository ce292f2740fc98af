//! Amounts as Stripe counts them, which is not always as ISO 4217 does.
//!
//! Source: <https://docs.stripe.com/currencies>, "Zero-decimal currencies", "Three-decimal currencies" and "Special cases":
//! the króna and the Ugandan shilling have no decimals, but are counted in hundredths all the same ("to charge 5 UGX,
//! provide an amount value of 500"); forint and new Taiwan dollar are charged in hundredths as well (only payouts have
//! none); the last digit of three-decimal amounts must be 0.

use net30_domain::money::{Amount, Currency};

const ZERO_DECIMAL: [&str; 15] = [
    "BIF", "CLP", "DJF", "GNF", "JPY", "KMF", "KRW", "MGA", "PYG", "RWF", "VND", "VUV", "XAF",
    "XOF", "XPF",
];
const THREE_DECIMAL: [&str; 5] = ["BHD", "JOD", "KWD", "OMR", "TND"];
/// Charged in hundredths that must be whole units.
const WHOLE_UNITS: [&str; 2] = ["ISK", "UGX"];

/// An amount that Stripe can charge, in Stripe's own units of the currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Charge {
    units: i64,
    currency: Currency,
}

impl Charge {
    /// The charge of exactly this amount; `None` if there is none: nothing or less, fractions that Stripe cannot charge,
    /// or a currency whose units Stripe does not state.
    #[must_use]
    pub fn of(amount: Amount, currency: Currency) -> Option<Self> {
        let code = currency.code();
        let stripe_decimals = if ZERO_DECIMAL.contains(&code) {
            0
        } else if THREE_DECIMAL.contains(&code) {
            3
        } else if currency.decimals() > 2 {
            return None;
        } else {
            2
        };
        let units = rescaled(amount.0, currency.decimals(), stripe_decimals)?;
        let step = if THREE_DECIMAL.contains(&code) {
            10
        } else if WHOLE_UNITS.contains(&code) {
            100
        } else {
            1
        };
        (units > 0 && units % step == 0).then_some(Self { units, currency })
    }

    /// How much, in Stripe's units.
    #[must_use]
    pub fn units(self) -> i64 {
        self.units
    }

    /// The currency as Stripe writes it: in small letters.
    #[must_use]
    pub fn currency_code(self) -> String {
        self.currency.code().to_ascii_lowercase()
    }
}

/// Exactly the same amount with another number of decimals, if there is one.
fn rescaled(minor: i64, from: u32, to: u32) -> Option<i64> {
    if to >= from {
        return minor.checked_mul(10_i64.checked_pow(to - from)?);
    }
    let divisor = 10_i64.checked_pow(from - to)?;
    (minor % divisor == 0).then_some(minor / divisor)
}

#[cfg(test)]
mod tests {
    use super::Charge;
    use net30_domain::{
        Decimal,
        money::{Amount, Currency},
    };

    fn check(amount: &str, code: &str, units: Option<i64>) {
        let currency = Currency::parse(code).unwrap();
        let amount: Decimal = amount.parse().unwrap();
        let charge = Charge::of(Amount::from_decimal(amount, currency).unwrap(), currency);
        assert_eq!(charge.map(Charge::units), units, "{amount} {code}");
    }

    #[test]
    fn amounts_are_counted_as_stripe_counts_them() {
        check("10.00", "USD", Some(1000));
        check("0.01", "EUR", Some(1));
        check("500", "JPY", Some(500));
        check("500", "KRW", Some(500));
        check("5.120", "KWD", Some(5120));
        check("5.124", "KWD", None);
        check("5", "ISK", Some(500));
        check("5", "UGX", Some(500));
        check("10.45", "HUF", Some(1045));
        check("800.45", "TWD", Some(80045));
        check("7.00", "MGA", Some(7));
        check("7.20", "MGA", None);
        check("1.000", "IQD", None);
        check("1.0000", "CLF", None);
        check("0", "USD", None);
        check("-1", "USD", None);
    }

    #[test]
    fn an_amount_too_large_to_count_is_no_charge() {
        let krona = Currency::parse("ISK").unwrap();
        assert_eq!(Charge::of(Amount(i64::MAX), krona), None);
    }
}
