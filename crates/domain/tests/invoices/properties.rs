//! What must hold for all input.

use crate::{
    arbitrary::any_document,
    document::{decimal, line_id, total},
};
use net30_domain::{
    Decimal,
    document::{Adjustments, AllowanceCharge, Content, Line},
    money::{Amount, Sum},
    rounding::{apportion, quotas, spread},
    tax::{Rate, Tax, TaxRounding},
    totals::{AllowanceChargeTotal, Balance, LineTotals, Rules, Totals, calculate, explain},
};
use proptest::{collection, prelude::*};

fn sum(amounts: impl IntoIterator<Item = Amount>) -> Amount {
    amounts.into_iter().sum::<Sum>().amount().expect("fits")
}

/// The totals without what is said of each line.
fn of_document(totals: Totals) -> Totals {
    Totals { lines: Vec::new(), ..totals }
}

fn share_of_discount(line: &LineTotals) -> Amount {
    line.net + line.tax - line.total
}

fn bears_amount(taxes: &[Tax]) -> bool {
    taxes.iter().any(|tax| matches!(tax.rate, Rate::Amount(_)))
}

/// Splits the line at `index` in two of the same price; `None` if part of it does not depend on the quantity.
fn split(content: &Content, index: usize, at: u32) -> Option<Content> {
    let mut content = content.clone();
    let line = content.lines[index].clone();
    let amount = |rate: Rate| matches!(rate, Rate::Amount(_));
    let taxes = if line.taxes.is_empty() { &content.taxes } else { &line.taxes };
    let units = line.quantity.mantissa() * i128::from(at) / 100;
    let first = Decimal::from_i128_with_scale(units, line.quantity.scale());
    if line.flat_fee.is_some()
        || line.discount.as_ref().is_some_and(|discount| amount(discount.rate))
        || bears_amount(taxes)
        || first.is_zero()
    {
        return None;
    }
    content.lines[index].quantity = first;
    let rest = line.quantity - first;
    content.lines.push(Line { id: line_id(99), quantity: rest, ..line });
    Some(content)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn figures_sum_up(content in any_document(true), paid in 0_i64..1_000_000, refunded in 0_i64..1_000_000) {
        let totals = total(&content);
        prop_assert_eq!(totals.contradiction(), None);
        prop_assert_eq!(sum(totals.lines.iter().map(share_of_discount)), totals.discount);
        for line in &totals.lines {
            let paid = line.gross - line.discount;
            prop_assert!(content.tax_included || line.net == paid);
        }
        let (paid, refunded, credited) = (Amount(paid), Amount(refunded), Amount(17));
        let balance = Balance::of(&totals, paid, refunded, credited);
        prop_assert_eq!(balance.due + paid - refunded + credited, totals.total + totals.rounding);
    }

    #[test]
    fn the_lines_bear_all_taxes_but_the_charge_s(content in any_document(true)) {
        let borne = content.lines.iter().any(|line| line.taxes.is_empty()) || !bears_amount(&content.taxes);
        if !borne { return Ok(()) }
        let mut content = content;
        content.adjustments.extra_charge = None;
        content.adjustments.charges.clear();
        let totals = total(&content);
        prop_assert_eq!(sum(totals.lines.iter().map(|line| line.tax)), totals.tax);
        prop_assert_eq!(sum(totals.lines.iter().map(|line| line.total)), totals.gross);
    }

    #[test]
    fn the_order_of_lines_changes_no_total(
        (content, shuffled) in any_document(true).prop_flat_map(|content| {
            let lines = Just(content.lines.clone()).prop_shuffle();
            (Just(content), lines)
        })
    ) {
        let other = Content { lines: shuffled, ..content.clone() };
        prop_assert_eq!(of_document(total(&content)), of_document(total(&other)));
    }

    #[test]
    fn a_split_line_changes_the_total_by_at_most_a_unit_a_rounding(
        content in any_document(false), index in 0_usize..12, at in 1_u32..100,
    ) {
        let index = index % content.lines.len();
        let mut content = content;
        content.adjustments.round_to = None;
        let Some(other) = split(&content, index, at) else { return Ok(()) };
        let Ok((totals, steps)) = explain(&other, Rules::CURRENT) else { return Ok(()) };
        let changed = (totals.total - total(&content).total).0.unsigned_abs();
        let changed = usize::try_from(changed).expect("few units");
        prop_assert!(changed <= steps.len(), "{changed} units in {} roundings", steps.len());
    }

    #[test]
    fn gross_prices_do_not_move(content in any_document(true)) {
        let content = Content { tax_included: true, ..content };
        let Ok(totals) = calculate(&content) else { return Ok(()) };
        let unborne = bears_amount(&content.taxes) && content.lines.iter().all(|line| !line.taxes.is_empty());
        if unborne { return Ok(()) }
        let paid = totals.inclusive.expect("prices include tax");
        prop_assert_eq!(paid.subtotal, sum(totals.lines.iter().map(|line| line.gross - line.discount)));
        prop_assert_eq!(totals.gross, sum([paid.subtotal, -paid.discount, paid.charges]));
        prop_assert_eq!(sum(totals.lines.iter().map(|line| line.total)), sum([paid.subtotal, -paid.discount]));
        if content.adjustments.discount.is_none() && content.adjustments.allowances.is_empty() {
            for line in &totals.lines {
                prop_assert_eq!(line.total, line.gross - line.discount);
            }
        }
    }

    #[test]
    fn an_amount_off_a_price_that_includes_tax_is_off_the_total(content in any_document(false)) {
        let mut content = Content { tax_included: true, ..content };
        content.adjustments = Adjustments { extra_charge: None, charges: Vec::new(), extra_fields: Vec::new(), ..content.adjustments };
        let mut bare = content.clone();
        bare.adjustments.discount = None;
        let (Ok(totals), Ok(bare)) = (calculate(&content), calculate(&bare)) else { return Ok(()) };
        let (discount, _) = totals.discount_and_extra_charge();
        prop_assert_eq!(totals.total, bare.total - discount);
    }

    #[test]
    fn a_tax_on_the_sum_is_its_base_times_its_rate(content in any_document(true)) {
        let content = Content { tax_included: false, tax_rounding: TaxRounding::Total, ..content };
        let Ok(totals) = calculate(&content) else { return Ok(()) };
        for tax in &totals.taxes {
            if let Rate::Percentage(rate) = tax.rate {
                let units = i128::from(tax.base.0) * rate.mantissa();
                let whole = 100 * 10_i128.pow(rate.scale());
                let rounded = (2 * units.abs() + whole) / (2 * whole) * units.signum();
                prop_assert_eq!(i128::from(tax.amount.0), rounded);
            }
        }
    }

    #[test]
    fn allowances_and_charges_come_to_what_they_say(content in any_document(true)) {
        let totals = total(&content);
        let adjustments = &content.adjustments;
        let (discount, extra_charge) = totals.discount_and_extra_charge();
        prop_assert!(adjustments.discount.is_some() || discount.is_zero());
        prop_assert!(adjustments.extra_charge.is_some() || extra_charge.is_zero());
        prop_assert_eq!(totals.each_allowance.len(), adjustments.allowances.len());
        prop_assert_eq!(totals.each_charge.len(), adjustments.charges.len());
        let stated = adjustments.allowances.iter().zip(&totals.each_allowance);
        for (said, found) in stated.chain(adjustments.charges.iter().zip(&totals.each_charge)) {
            if let Rate::Amount(value) = said.rate {
                prop_assert_eq!(found.amount.to_decimal(content.currency), value);
            }
            prop_assert!(content.tax_included || found.net == found.amount);
        }
        let nets = |each: &[AllowanceChargeTotal]| sum(each.iter().map(|one| one.net));
        if adjustments.discount.is_none() {
            prop_assert_eq!(nets(&totals.each_allowance), totals.discount);
        }
        if adjustments.extra_charge.is_none() {
            prop_assert_eq!(nets(&totals.each_charge), totals.charges);
        }
    }

    /// EN 16931 BR-S-08: what a tax is taken of is what lines, allowances and charges that name it come to.
    #[test]
    fn a_base_is_the_lines_less_allowances_and_with_charges(content in any_document(false)) {
        let mut content = Content { tax_included: false, tax_rounding: TaxRounding::Total, ..content };
        let vat = |rate: &str| vec![crate::document::vat(rate)];
        for (at, line) in content.lines.iter_mut().enumerate() {
            line.taxes = vat(if at % 2 == 0 { "19" } else { "7" });
        }
        let adjustments = &mut content.adjustments;
        (adjustments.discount, adjustments.extra_charge) = (None, None);
        for (at, one) in adjustments.allowances.iter_mut().chain(&mut adjustments.charges).enumerate() {
            one.tax = vat(if at % 2 == 0 { "19" } else { "7" }).pop();
        }
        let Ok(totals) = calculate(&content) else { return Ok(()) };
        for tax in &totals.taxes {
            let lines = content.lines.iter().zip(&totals.lines).filter(|(line, _)| tax.is_of(&line.taxes[0]));
            let named = |list: &[AllowanceCharge], each: &[AllowanceChargeTotal]| {
                let pairs = list.iter().zip(each);
                sum(pairs.filter(|(one, _)| tax.is_of(one.tax.as_ref().expect("named"))).map(|(_, total)| total.net))
            };
            let allowances = named(&content.adjustments.allowances, &totals.each_allowance);
            let charges = named(&content.adjustments.charges, &totals.each_charge);
            prop_assert_eq!(tax.base, sum([sum(lines.map(|(_, line)| line.net)), -allowances, charges]));
        }
    }

    #[test]
    fn an_explanation_has_the_same_totals_and_every_cent(content in any_document(true)) {
        let (totals, steps) = explain(&content, Rules::CURRENT).expect("the document can be calculated");
        prop_assert_eq!(totals, total(&content));
        let unit = Decimal::new(1, content.currency.decimals());
        for step in &steps {
            let exact: Decimal = step.exact.trim_end_matches('…').parse().expect("a decimal");
            let off = (step.rounded - exact).abs();
            match step.rule {
                "rounding" => prop_assert!(off <= Decimal::from(3)),
                "spread" => prop_assert!(off <= unit * Decimal::TWO, "{step:?}"),
                _ => prop_assert!(off * Decimal::TWO <= unit + decimal("0.00000000001"), "{step:?}"),
            }
        }
    }

    #[test]
    fn parts_of_a_spread_sum_to_the_whole(
        whole in any::<i32>(), weights in collection::vec(-1_000_000_000_i64..1_000_000_000, 1..40),
    ) {
        let weights: Vec<_> = weights.into_iter().map(Amount).collect();
        if let Some(parts) = spread(Amount(whole.into()), &weights) {
            prop_assert_eq!(sum(parts), Amount(whole.into()));
        }
    }

    #[test]
    fn no_part_of_a_spread_exceeds_its_weight(
        weights in collection::vec(0_i64..1_000_000_000_000_000_000, 1..9), percent in 0_i64..=100,
    ) {
        let weights: Vec<_> = weights.into_iter().map(Amount).collect();
        let whole: i128 = weights.iter().map(|weight| i128::from(weight.0)).sum();
        let whole = Amount(i64::try_from((whole / 100 * i128::from(percent)).min(i64::MAX.into())).expect("cut to fit"));
        let parts = apportion(whole, &quotas(whole, &weights).expect("fits")).expect("fits");
        prop_assert!(parts.iter().zip(&weights).all(|(part, weight)| part <= weight && part.0 >= 0));
        prop_assert_eq!(sum(parts), whole);
    }

    /// Numbers of any size and sign, as no reader of requests would let through.
    #[test]
    fn no_number_makes_it_panic(
        content in any_document(true),
        numbers in collection::vec((any::<i128>(), 0_u32..=28, 0_usize..9), 1..20),
    ) {
        let mut content = content;
        for (at, (mantissa, scale, field)) in numbers.into_iter().enumerate() {
            let number = Decimal::from_i128_with_scale(mantissa >> 32, scale);
            let at = at % content.lines.len();
            let line = &mut content.lines[at];
            match field {
                0 => line.quantity = number,
                1 => line.unit_price = number,
                2 => line.base_quantity = number,
                3 => line.flat_fee = Some(number),
                4 => if let Some(tax) = line.taxes.first_mut() { tax.rate = Rate::Percentage(number) },
                5 => if let Some(tax) = content.taxes.first_mut() { tax.rate = Rate::Amount(number) },
                6 => if let Some(discount) = &mut content.adjustments.discount { discount.rate = Rate::Percentage(number) },
                7 => if let Some(field) = content.adjustments.extra_fields.first_mut() { field.rate = Rate::Percentage(number) },
                _ => content.adjustments.round_to = Some(number),
            }
        }
        if let Err(faults) = calculate(&content) {
            prop_assert!(!faults.is_empty() && faults.iter().all(|fault| fault.pointer.starts_with('/')));
        }
    }

    /// The largest numbers that a reader lets through.
    #[test]
    fn the_largest_numbers_are_calculated_or_named(
        content in any_document(true),
        numbers in collection::vec((999_999_999_999_000_i64..=999_999_999_999_999, 0_u32..=8, 0_usize..3), 1..6),
    ) {
        let mut content = content;
        for (at, (units, decimals, field)) in numbers.into_iter().enumerate() {
            let at = at % content.lines.len();
            let line = &mut content.lines[at];
            let number = Decimal::from_i128_with_scale(
                i128::from(units) * 10_i128.pow(decimals) + i128::from(decimals), decimals);
            match field {
                0 => line.quantity = number,
                1 => line.unit_price = number,
                _ => line.base_quantity = number,
            }
        }
        match calculate(&content) {
            Ok(totals) => prop_assert_eq!(totals.contradiction(), None),
            Err(faults) => prop_assert!(faults.iter().all(|fault| fault.pointer.starts_with('/'))),
        }
    }
}
