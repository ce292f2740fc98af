//! Documents of every kind that the second engine knows.

use super::dice::Dice;
use crate::document::{currency, document, line, tax};
use net30_domain::{
    Decimal,
    document::{Content, Discount, ExtraCharge, ExtraField, Line, Of},
    money::Currency,
    tax::{Rate, Tax, TaxRounding},
};

fn percentage(dice: &mut Dice, most: i64) -> Rate {
    Rate::Percentage(dice.decimal(most, 3))
}

/// An amount that the currency can state.
fn amount(dice: &mut Dice, most: i64, currency: Currency) -> Rate {
    Rate::Amount(dice.decimal(most, currency.decimals()))
}

fn part(dice: &mut Dice, most: i64, currency: Currency) -> Rate {
    if dice.once_in(2) { percentage(dice, 100) } else { amount(dice, most, currency) }
}

fn taxes(dice: &mut Dice) -> Vec<Tax> {
    let mut taxes: Vec<Tax> = vec![];
    for _ in 0..dice.one(&[0, 1, 1, 1, 2, 3]) {
        let name = dice.one(&["VAT", "VAT", "GST", "PST"]);
        let rate = dice.one(&["0", "5", "7", "8.875", "9.975", "19", "19.00", "25.5"]);
        let new = tax(name, Rate::Percentage(rate.parse().expect("a decimal")));
        if !taxes.iter().any(|tax| (&tax.name, tax.rate) == (&new.name, new.rate)) {
            taxes.push(new);
        }
    }
    taxes
}

fn any_line(dice: &mut Dice, currency: Currency) -> Line {
    let quantity = match dice.between(0, 9) {
        0 => Decimal::ZERO,
        1 => -dice.decimal(9, 2),
        2 | 3 => dice.decimal(20, 3),
        _ => Decimal::from(dice.between(1, 12)),
    };
    let most = dice.one(&[5, 90, 900]);
    let price = dice.decimal(most, 4);
    let price = if dice.once_in(12) { -price } else { price };
    let own = if dice.once_in(3) { vec![] } else { taxes(dice) };
    let mut line = line("1", "1", &own);
    (line.quantity, line.unit_price) = (quantity, price);
    if dice.once_in(8) {
        line.base_quantity = dice.one(&[Decimal::from(3), Decimal::from(1000)]);
    }
    if dice.once_in(6) {
        line.flat_fee = Some(dice.decimal(20, currency.decimals()));
    }
    if dice.once_in(4) {
        line.discount = Some(Discount { rate: percentage(dice, 100), name: None, code: None });
    }
    line
}

/// A document; that it can be calculated is not said.
pub(crate) fn any_content(dice: &mut Dice) -> Content {
    let currency = currency(dice.one(&["EUR", "EUR", "JPY", "KWD"]));
    let lines = (0..dice.between(1, 7)).map(|_| any_line(dice, currency)).collect();
    let mut content = document(lines);
    content.currency = currency;
    content.taxes = taxes(dice);
    content.tax_included = dice.once_in(2);
    if dice.once_in(2) {
        content.adjustments.discount =
            Some(Discount { rate: part(dice, 40, currency), name: None, code: None });
    }
    if dice.once_in(3) {
        content.adjustments.extra_charge =
            Some(ExtraCharge { rate: part(dice, 40, currency), name: None, code: None });
    }
    for _ in 0..dice.one(&[0, 0, 0, 1, 2, 3]) {
        let rate = if dice.once_in(2) { percentage(dice, 25) } else { amount(dice, 9, currency) };
        let rate = match rate {
            Rate::Percentage(value) if dice.once_in(2) => Rate::Percentage(-value),
            rate => rate,
        };
        let of = dice.one(&Of::ALL);
        content.adjustments.extra_fields.push(ExtraField { name: "Field".to_owned(), rate, of });
    }
    if dice.once_in(5) {
        content.tax_rounding = TaxRounding::Line;
    }
    if dice.once_in(5) {
        content.adjustments.round_to = Some(Decimal::from(dice.one(&[1, 5])));
    }
    content
}

/// The product of each line, by a number.
pub(crate) fn products(dice: &mut Dice, lines: usize) -> Vec<usize> {
    (0..lines).map(|_| dice.one(&[0, 0, 1, 2])).collect()
}
