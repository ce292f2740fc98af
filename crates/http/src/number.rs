//! Exact decimals as JSON.

use net30_domain::{
    Decimal,
    money::{Amount, Currency},
};
use serde::{Serialize, Serializer};
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
        rust_decimal::serde::arbitrary_precision::serialize(&self.0, serializer)
    }
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
