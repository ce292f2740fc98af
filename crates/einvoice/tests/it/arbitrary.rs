//! Documents that nobody thought of, the same in each run.

use crate::documents::{adjusted_by, charge, credit_note, currency, discount, tax, vat};
use net30_domain::{
    Decimal,
    document::{Content, Line},
    tax::{Category, Rate, Tax},
    totals::calculate,
};
use net30_einvoice::{Profile, Source, document, validate};

/// A sequence of numbers that look like chance.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u32) -> u32 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        u32::try_from((self.0 >> 33) % u64::from(limit)).expect("below the limit")
    }

    fn is(&mut self, one_of: u32) -> bool {
        self.below(one_of) == 0
    }

    fn decimal(&mut self, limit: u32, decimals: u32) -> Decimal {
        Decimal::new(i64::from(self.below(limit)), decimals)
    }

    fn tax(&mut self) -> Tax {
        match self.below(6) {
            0 => vat("7"),
            1 => vat("5.5"),
            2 => tax(Category::Zero, "0"),
            3 => tax(Category::Exempt, "0"),
            _ => vat("19"),
        }
    }
}

/// A document by its number.
pub(crate) fn source(seed: u64) -> Source {
    let mut dice = Dice(seed.wrapping_mul(7919) + 1);
    let is_yen = dice.is(10);
    let cents = if is_yen { 0 } else { 2 };
    let lines = (0..=dice.below(6)).map(|_| {
        let price_decimals = dice.below(5);
        let price = dice.decimal(100_000, if is_yen { 0 } else { price_decimals });
        let quantity_decimals = dice.below(4);
        let mut line = crate::documents::line("1", "1", &[dice.tax()]);
        line.quantity =
            dice.decimal(3_000, if is_yen { 0 } else { quantity_decimals }) + Decimal::ONE;
        line.unit_price = price;
        if dice.is(4) {
            line.base_quantity =
                Decimal::from(if is_yen { 1 } else { [10, 100, 3][dice.below(3) as usize] });
        }
        if dice.is(4) {
            line.flat_fee = Some(dice.decimal(5_000, cents));
        }
        if dice.is(3) {
            let rate = Rate::Percentage(dice.decimal(1_000, 1));
            line.discount = Some(discount(rate));
        }
        line
    });
    let lines: Vec<Line> = lines.collect();
    let mut content: Content = crate::documents::content(lines);
    if is_yen {
        content.currency = currency("JPY");
    }
    content.tax_included = dice.is(2);
    if dice.is(2) {
        content.adjustments.discount = Some(discount(Rate::Percentage(dice.decimal(500, 1))));
    }
    if dice.is(3) {
        content.adjustments.extra_charge = Some(charge(Rate::Amount(dice.decimal(9_999, cents))));
    }
    for _ in 0..dice.below(3) {
        let tax = dice.is(2).then(|| vat("19"));
        let rate = Rate::Percentage(dice.decimal(60, 1));
        // An allowance is for lines that are there.
        let is_borne = content.lines.iter().any(|line| line.taxes == [vat("19")]);
        let tax_of_allowance = tax.clone().filter(|_| is_borne);
        content.adjustments.allowances.push(adjusted_by(rate, tax_of_allowance));
        content.adjustments.charges.push(adjusted_by(rate, tax));
    }
    if calculate(&content).is_err() {
        // More would be taken off lines than they are.
        content.adjustments.allowances.clear();
    }
    match dice.below(4) {
        0 => credit_note(content, &[]),
        1 => credit_note(content, &[(1, "0.5")]),
        _ => crate::documents::source(content),
    }
}

#[test]
fn any_complete_document_is_right_in_every_format() {
    for seed in 0..500 {
        let source = source(seed);
        let document = document(&source);
        for profile in Profile::ALL {
            let faults = validate(&document, profile);
            // Half of a yen is nothing that Peppol takes, and a whole one that the parts of a credit note are off by is more
            // than the rules let a tax be.
            let of_yen = ["PEPPOL-EN16931-R120", "BR-CO-17", "BR-S-09"];
            let is_a_yen = source.currency.code() == "JPY"
                && faults.iter().all(|fault| of_yen.contains(&fault.rule.as_str()));
            assert!(faults.is_empty() || is_a_yen, "{seed} in {profile}: {faults:#?}\n{source:#?}");
        }
    }
}
