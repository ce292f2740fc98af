//! Exact decimals as JSON.

use net30_domain::{
    Decimal,
    money::{Amount, Currency},
};
use serde::{Serialize, Serializer, ser::Error as _};
use serde_json::value::RawValue;
use std::borrow::Cow;
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{
        RefOr, Schema,
        schema::{ObjectBuilder, Type},
    },
};

/// An exact decimal, written as a JSON number with just the digits that it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Number(pub Decimal);

impl Number {
    /// An amount with exactly the currency's decimals: `150.00`, and `150` of JPY.
    #[must_use]
    pub fn of(amount: Amount, currency: Currency) -> Self {
        Self(amount.to_decimal(currency))
    }
}

impl From<Decimal> for Number {
    fn from(value: Decimal) -> Self {
        Self(value)
    }
}

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let text = RawValue::from_string(text_of(self.0)).map_err(S::Error::custom)?;
        text.serialize(serializer)
    }
}

/// The digits, as `Display` writes them: a reply of 50 invoices has some 2,000 numbers.
fn text_of(decimal: Decimal) -> String {
    let Ok(figures) = u64::try_from(decimal.mantissa().unsigned_abs()) else {
        return decimal.to_string();
    };
    let mut buffer = itoa::Buffer::new();
    let (figures, decimals) = (buffer.format(figures), decimal.scale() as usize);
    let whole = figures.len().saturating_sub(decimals);
    let fraction = if decimals == 0 { 0 } else { 1 + decimals };
    // Just what it takes, since the raw value that it becomes would be moved otherwise.
    let length = usize::from(decimal.is_sign_negative()) + whole.max(1) + fraction;
    let mut text = String::with_capacity(length);
    if decimal.is_sign_negative() {
        text.push('-');
    }
    text.push_str(if whole == 0 { "0" } else { &figures[..whole] });
    if decimals > 0 {
        text.push('.');
        text.extend(std::iter::repeat_n('0', decimals.saturating_sub(figures.len())));
        text.push_str(&figures[whole..]);
    }
    text
}

impl PartialSchema for Number {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::Number)
            .description(Some(
                "An exact decimal. Replies have a JSON number, amounts with just the currency's decimals; \
                 requests may have a number or a string (`\"150.00\"`). Read and written without binary floating \
                 point: at most 15 digits before the point and 8 after it.",
            ))
            .examples([serde_json::json!(150)])
            .into()
    }
}

impl ToSchema for Number {
    fn name() -> Cow<'static, str> {
        "Decimal".into()
    }
}

#[cfg(test)]
mod tests {
    use super::{Number, text_of};
    use net30_domain::Decimal;

    #[test]
    fn a_number_is_written_with_the_digits_that_it_has() {
        let largest = i64::MAX.into();
        let mantissas = [0, 1, -1, 5, 10, 999, -1000, 190_400, largest, -largest, largest * 4];
        for mantissa in mantissas {
            for scale in [0, 1, 2, 3, 8, 20, 28] {
                let mut decimal = Decimal::from_i128_with_scale(mantissa, scale);
                for _ in 0..2 {
                    let text = text_of(decimal);
                    assert_eq!(text, decimal.to_string());
                    let is_usual = u64::try_from(decimal.mantissa().unsigned_abs()).is_ok();
                    assert!(!is_usual || text.len() == text.capacity(), "{text} is moved");
                    let json = serde_json::to_string(&Number(decimal)).unwrap();
                    assert_eq!(json, decimal.to_string());
                    decimal.set_sign_negative(true);
                }
            }
        }
    }
}
