//! Documents of every kind, for the property tests.

use crate::document::{currency, document, line, tax};
use net30_domain::{
    Decimal,
    document::{AllowanceCharge, Content, Discount, ExtraCharge, ExtraField, Line, Of},
    tax::{Category, Rate, Tax, TaxRounding},
    totals::calculate,
};
use proptest::{collection, option, prelude::*, sample};

/// A decimal of up to so many units and exactly so many decimals.
fn decimal(units: std::ops::RangeInclusive<i64>, decimals: u32) -> impl Strategy<Value = Decimal> {
    let factor = 10_i64.pow(decimals);
    (*units.start() * factor..=*units.end() * factor)
        .prop_map(move |value| Decimal::new(value, decimals))
}

fn quantity(returns: bool) -> impl Strategy<Value = Decimal> {
    let sold = prop_oneof![
        4 => (1_i64..=20).prop_map(Decimal::from),
        2 => (1_i64..=20_000).prop_map(|value| Decimal::new(value, 3)),
        1 => (1_i64..=10_000_000_000).prop_map(|value| Decimal::new(value, 8)),
        1 => Just(Decimal::ZERO),
    ];
    (sold, 0..10)
        .prop_map(move |(quantity, die)| if returns && die == 0 { -quantity } else { quantity })
}

fn price() -> impl Strategy<Value = Decimal> {
    prop_oneof![
        4 => decimal(0..=500, 2),
        2 => decimal(0..=10, 4),
        1 => decimal(0..=3, 8),
        1 => (0_i64..=9_999_999).prop_map(Decimal::from),
    ]
}

/// An amount that every currency of the tests can state.
fn amount(most: i64) -> impl Strategy<Value = Rate> {
    (0..=most).prop_map(|value| Rate::Amount(Decimal::from(value)))
}

fn percentage(most: i64) -> impl Strategy<Value = Rate> {
    decimal(0..=most, 2).prop_map(Rate::Percentage)
}

fn tax_of_any_kind() -> impl Strategy<Value = Tax> {
    let rates = ["0", "5", "7", "9.975", "19", "20", "25.5", "8.87500001"];
    let percentage = sample::select(rates.to_vec())
        .prop_map(|rate| Rate::Percentage(rate.parse().expect("a decimal")));
    let rate = prop_oneof![8 => percentage, 1 => amount(3)];
    let names = sample::select(vec!["VAT", "GST", "PST"]);
    (names, rate, prop::bool::weighted(0.2), any::<bool>()).prop_map(
        |(name, rate, compound, exempt)| {
            let free = rate.value().is_zero();
            let category =
                if free && exempt { Category::Exempt } else { Category::default_of(rate) };
            let exemption_reason = (free && exempt).then(|| "exempt by law".to_owned());
            Tax { compound, category, exemption_reason, ..tax(name, rate) }
        },
    )
}

fn taxes() -> impl Strategy<Value = Vec<Tax>> {
    collection::vec(tax_of_any_kind(), 0..=3).prop_map(|mut taxes| {
        let mut seen = Vec::new();
        taxes.retain(|tax| {
            let key = (tax.name.clone(), tax.rate, tax.category);
            let first = !seen.contains(&key);
            seen.push(key);
            first
        });
        taxes
    })
}

fn any_line(returns: bool) -> impl Strategy<Value = Line> {
    let base = prop_oneof![6 => Just(Decimal::ONE), 1 => Just(Decimal::from(3)), 1 => Just(Decimal::ONE_HUNDRED)];
    let discount = option::weighted(0.3, prop_oneof![percentage(100), amount(2)]);
    let fee = option::weighted(0.2, (0_i64..=9).prop_map(Decimal::from));
    (
        quantity(returns),
        price(),
        base,
        fee,
        discount,
        prop_oneof![2 => Just(Vec::new()), 3 => taxes()],
    )
        .prop_map(|(quantity, unit_price, base_quantity, flat_fee, rate, taxes)| Line {
            quantity,
            unit_price,
            base_quantity,
            flat_fee,
            discount: rate.map(|rate| Discount { rate, name: None, code: None }),
            ..line("1", "1", &taxes)
        })
}

/// The tax of one of the lines, if it bears one that an allowance can name.
fn plain_tax(content: &Content, line: usize) -> Option<Tax> {
    let line = &content.lines[line % content.lines.len()];
    let taxes = if line.taxes.is_empty() { &content.taxes } else { &line.taxes };
    match taxes.as_slice() {
        [tax] if matches!(tax.rate, Rate::Percentage(_)) && !tax.compound => Some(tax.clone()),
        _ => None,
    }
}

/// Any document that can be calculated, with returns among its lines or without.
pub(crate) fn any_document(returns: bool) -> impl Strategy<Value = Content> {
    let discount = option::weighted(0.4, prop_oneof![percentage(100), amount(20)]);
    let charge = option::weighted(0.3, prop_oneof![percentage(20), amount(20)]);
    let allowance = (prop_oneof![percentage(20), amount(2)], option::weighted(0.5, 0_usize..12));
    let allowances = prop_oneof![2 => Just(Vec::new()), 1 => collection::vec(allowance, 0..=2)];
    let surcharge = (prop_oneof![percentage(20), amount(20)], option::weighted(0.5, 0_usize..12));
    let charges = prop_oneof![2 => Just(Vec::new()), 1 => collection::vec(surcharge, 0..=2)];
    let sign = prop::bool::weighted(0.3);
    let of = sample::select(Of::ALL.to_vec());
    let field =
        (prop_oneof![percentage(20), amount(20)], sign, of).prop_map(|(rate, negative, of)| {
            let rate = match rate {
                Rate::Percentage(value) if negative => Rate::Percentage(-value),
                other => other,
            };
            ExtraField { name: "Withheld".to_owned(), rate, of }
        });
    let step = option::weighted(0.2, sample::select(vec!["1", "5"]));
    (
        collection::vec(any_line(returns), 1..=12),
        taxes(),
        (discount, charge, collection::vec(field, 0..=3), allowances, charges),
        (any::<bool>(), any::<bool>(), step),
        sample::select(vec!["EUR", "JPY", "KWD"]),
    )
        .prop_map(
            |(
                lines,
                taxes,
                (discount, charge, extra_fields, allowances, charges),
                (included, on_lines, step),
                code,
            )| {
                let mut content = document(lines);
                content.taxes = taxes;
                content.adjustments.discount =
                    discount.map(|rate| Discount { rate, name: None, code: None });
                content.adjustments.extra_charge =
                    charge.map(|rate| ExtraCharge { rate, name: None, code: None });
                content.adjustments.extra_fields = extra_fields;
                let each = |list: Vec<(Rate, Option<usize>)>| {
                    let one = |(rate, line): (Rate, Option<usize>)| {
                        let tax = line.and_then(|line| plain_tax(&content, line));
                        AllowanceCharge { rate, reason: None, code: None, tax }
                    };
                    list.into_iter().map(one).collect()
                };
                (content.adjustments.allowances, content.adjustments.charges) =
                    (each(allowances), each(charges));
                content.tax_included = included;
                content.tax_rounding =
                    if on_lines { TaxRounding::Line } else { TaxRounding::Total };
                content.adjustments.round_to = step.map(|step| step.parse().expect("a decimal"));
                content.currency = currency(code);
                content
            },
        )
        .prop_filter("discounts are within what they are taken from", |content| {
            calculate(content).is_ok()
        })
}
