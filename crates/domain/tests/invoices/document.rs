//! Documents for the tests, plain unless a test says otherwise.

use net30_domain::{
    Date, Decimal,
    document::{Content, Discount, ItemReferences, Line, ServicePeriod},
    id::{CustomerId, LineId},
    money::Currency,
    tax::{Category, Rate, Tax},
    text::Language,
    totals::{Totals, calculate},
};

pub(crate) fn decimal(text: &str) -> Decimal {
    text.parse().expect("the test states a decimal")
}

pub(crate) fn line_id(number: usize) -> LineId {
    LineId(format!("{number:032x}").parse().expect("32 hexadecimal digits are a UUID"))
}

pub(crate) fn day(day: i8) -> Date {
    Date::constant(2026, 3, day)
}

pub(crate) fn percent(rate: &str) -> Rate {
    Rate::Percentage(decimal(rate))
}

pub(crate) fn amount(value: &str) -> Rate {
    Rate::Amount(decimal(value))
}

pub(crate) fn tax(name: &str, rate: Rate) -> Tax {
    Tax {
        id: None,
        name: name.to_owned(),
        rate,
        category: Category::default_of(rate),
        exemption_reason: None,
        compound: false,
    }
}

pub(crate) fn vat(rate: &str) -> Tax {
    tax("VAT", percent(rate))
}

pub(crate) fn discount(rate: Rate) -> Discount {
    Discount { rate, name: None, code: None }
}

/// `quantity` × `unit_price`, with its own taxes.
pub(crate) fn line(quantity: &str, unit_price: &str, taxes: &[Tax]) -> Line {
    Line {
        id: line_id(0),
        product_id: None,
        name: Some("Work".to_owned()),
        description: None,
        url: None,
        quantity: decimal(quantity),
        unit: None,
        unit_price: decimal(unit_price),
        base_quantity: Decimal::ONE,
        flat_fee: None,
        discount: None,
        taxes: taxes.to_vec(),
        service: ServicePeriod::default(),
        item: ItemReferences::default(),
        display_order: None,
    }
}

/// A document in euro; its lines are numbered.
pub(crate) fn document(lines: Vec<Line>) -> Content {
    let numbered = lines.into_iter().enumerate();
    let lines = numbered.map(|(number, line)| Line { id: line_id(number + 1), ..line }).collect();
    Content::bare(CustomerId(line_id(7).0), day(1), currency("EUR"), Language::En, lines)
}

pub(crate) fn currency(code: &str) -> Currency {
    Currency::parse(code).expect("the test names a currency")
}

pub(crate) fn total(content: &Content) -> Totals {
    calculate(content).unwrap_or_else(|faults| panic!("{faults:?}"))
}
