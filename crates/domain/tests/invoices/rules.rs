//! Each rule of the calculation, by an example that can be checked by hand.

use crate::document::{amount, currency, discount, document, line, percent, tax, total, vat};
use net30_domain::{
    Decimal,
    document::{Content, ExtraCharge, ExtraField, Line, Of},
    money::Amount,
    tax::{Category, Rate, Tax, TaxRounding},
    totals::{Rules, TaxTotal, Totals, calculate, explain, recalculate},
};

fn charge(rate: Rate) -> ExtraCharge {
    ExtraCharge { rate, name: Some("Freight".to_owned()), code: None }
}

/// (rate or amount, base, tax) of each tax, in the order of the totals; amounts in cents.
fn taxes(totals: &Totals) -> Vec<(String, i64, i64)> {
    let row =
        |tax: &TaxTotal| (format!("{} {}", tax.name, tax.rate.value()), tax.base.0, tax.amount.0);
    totals.taxes.iter().map(row).collect()
}

fn check(content: &Content, net: i64, expected: &[(&str, i64, i64)], gross: i64) {
    let totals = total(content);
    let expected: Vec<_> =
        expected.iter().map(|(name, base, tax)| ((*name).to_owned(), *base, *tax)).collect();
    assert_eq!((totals.net.0, taxes(&totals), totals.gross.0), (net, expected, gross));
}

#[test]
fn a_price_may_be_for_more_than_one_and_a_fee_is_added() {
    let mut content = document(vec![line("250", "9.99", &[])]);
    content.lines[0].base_quantity = Decimal::ONE_HUNDRED;
    content.lines[0].flat_fee = Some(Decimal::from(5));
    // 24.975 rounds to 24.98
    assert_eq!(total(&content).lines[0].gross, Amount(2998));
}

#[test]
fn lines_without_taxes_bear_the_document_s() {
    let mut content = document(vec![line("1", "100", &[]), line("1", "50", &[vat("7")])]);
    content.taxes = vec![vat("19")];
    check(&content, 15000, &[("VAT 19", 10000, 1900), ("VAT 7", 5000, 350)], 17250);
}

#[test]
fn a_discount_lowers_the_bases_and_ties_go_to_the_higher_rate() {
    let mut content = document(vec![line("1", "10", &[vat("7")]), line("1", "10", &[vat("19")])]);
    content.adjustments.discount = Some(discount(amount("0.01")));
    check(&content, 1999, &[("VAT 19", 999, 190), ("VAT 7", 1000, 70)], 2259);
}

#[test]
fn a_charge_bears_the_document_s_taxes_or_most_of_the_net_s() {
    let mut content = document(vec![line("1", "30", &[vat("7")]), line("1", "20", &[vat("19")])]);
    content.adjustments.extra_charge = Some(charge(percent("10")));
    check(&content, 5500, &[("VAT 19", 2000, 380), ("VAT 7", 3500, 245)], 6125);
    content.taxes = vec![vat("19")];
    check(&content, 5500, &[("VAT 19", 2500, 475), ("VAT 7", 3000, 210)], 6185);
}

#[test]
fn equal_nets_put_the_charge_at_the_higher_rate() {
    let mut content = document(vec![line("1", "20", &[vat("7")]), line("1", "20", &[vat("19")])]);
    content.adjustments.extra_charge = Some(charge(amount("5")));
    check(&content, 4500, &[("VAT 19", 2500, 475), ("VAT 7", 2000, 140)], 5115);
}

#[test]
fn an_amount_on_the_document_is_taken_once_and_on_lines_by_line() {
    let stamp = tax("Stamp", amount("2"));
    let mut content = document(vec![line("1", "10", &[]), line("3", "10", &[])]);
    content.taxes = vec![stamp.clone()];
    check(&content, 4000, &[("Stamp 2", 4000, 200)], 4200);
    let lines = total(&content).lines;
    assert_eq!((lines[0].tax, lines[1].tax), (Amount(50), Amount(150)));
    let content = document(vec![
        line("1", "10", std::slice::from_ref(&stamp)),
        line("3", "10", std::slice::from_ref(&stamp)),
    ]);
    check(&content, 4000, &[("Stamp 2", 4000, 400)], 4400);
}

#[test]
fn an_amount_on_the_document_is_taken_even_if_no_line_bears_it() {
    let mut content = document(vec![line("1", "10", &[vat("19")])]);
    content.taxes = vec![tax("Stamp", amount("2"))];
    check(&content, 1000, &[("VAT 19", 1000, 190), ("Stamp 2", 0, 200)], 1390);
}

#[test]
fn a_compound_tax_is_taken_on_the_taxes_before_it() {
    let quebec =
        |compound| vec![tax("GST", percent("5")), Tax { compound, ..tax("QST", percent("9.5")) }];
    let plain = document(vec![line("1", "99.90", &quebec(false))]);
    check(&plain, 9990, &[("QST 9.5", 9990, 949), ("GST 5", 9990, 500)], 11439);
    // 99.90 + 4.995 is shown as 104.90, and 9.5 % of that is 9.9655
    let compound = document(vec![line("1", "99.90", &quebec(true))]);
    check(&compound, 9990, &[("QST 9.5", 10490, 997), ("GST 5", 9990, 500)], 11487);
}

#[test]
fn included_taxes_are_taken_out_together() {
    let canada = [tax("GST", percent("5")), tax("PST", percent("7"))];
    let mut content = document(vec![line("1", "112.00", &canada)]);
    content.tax_included = true;
    check(&content, 10000, &[("PST 7", 10000, 700), ("GST 5", 10000, 500)], 11200);
}

#[test]
fn an_amount_is_included_too() {
    let mut content = document(vec![line("1", "61.50", &[vat("19"), tax("Stamp", amount("2"))])]);
    content.tax_included = true;
    check(&content, 5000, &[("VAT 19", 5000, 950), ("Stamp 2", 5000, 200)], 6150);
    let mut content = document(vec![line("1", "61.50", &[])]);
    content.taxes = vec![vat("19"), tax("Stamp", amount("2"))];
    content.tax_included = true;
    check(&content, 5000, &[("VAT 19", 5000, 950), ("Stamp 2", 5000, 200)], 6150);
}

#[test]
fn a_discount_on_prices_that_include_tax_includes_it() {
    let mut content = document(vec![line("1", "119.00", &[vat("19")])]);
    content.tax_included = true;
    content.adjustments.discount = Some(discount(amount("10")));
    check(&content, 9160, &[("VAT 19", 9160, 1740)], 10900);
    content.adjustments.discount = Some(discount(amount("119")));
    check(&content, 0, &[("VAT 19", 0, 0)], 0);
    content.adjustments.discount = None;
    content.adjustments.extra_charge = Some(charge(amount("15")));
    check(&content, 11261, &[("VAT 19", 11261, 2139)], 13400);
    let mut content = document(vec![line("1", "119", &[vat("19")]), line("1", "107", &[vat("7")])]);
    content.tax_included = true;
    content.adjustments.discount = Some(discount(amount("22.60")));
    check(&content, 18000, &[("VAT 19", 9000, 1710), ("VAT 7", 9000, 630)], 20340);
}

#[test]
fn what_was_calculated_by_the_first_rules_is_calculated_by_them_again() {
    let mut content = document(vec![line("1", "119.00", &[vat("19")])]);
    content.tax_included = true;
    content.adjustments.discount = Some(discount(amount("10")));
    content.adjustments.extra_charge = Some(charge(amount("5")));
    let totals = recalculate(&content, Rules::First).expect("can be calculated");
    assert_eq!((totals.subtotal, totals.net), (Amount(10000), Amount(9500)));
    assert_eq!((totals.gross, totals.inclusive), (Amount(11305), None));
    assert_ne!(total(&content), totals);
}

#[test]
fn a_charge_that_includes_tax_bears_the_document_s_taxes_if_there_are_any() {
    let mut content = document(vec![line("1", "119", &[vat("19")]), line("1", "107", &[vat("7")])]);
    content.tax_included = true;
    content.adjustments.extra_charge = Some(charge(amount("10.70")));
    content.taxes = vec![vat("7")];
    check(&content, 21000, &[("VAT 19", 10000, 1900), ("VAT 7", 11000, 770)], 23670);
    content.taxes = vec![vat("10")];
    let bases = [("VAT 19", 10000, 1900), ("VAT 10", 973, 97), ("VAT 7", 10000, 700)];
    check(&content, 20973, &bases, 23670);
    content.tax_rounding = TaxRounding::Line;
    check(&content, 20973, &bases, 23670);
}

#[test]
fn tax_on_lines_is_taken_after_the_line_s_share_of_the_discount() {
    let mut content = document(vec![line("1", "0.03", &[vat("19")]); 10]);
    content.tax_rounding = TaxRounding::Line;
    check(&content, 30, &[("VAT 19", 30, 10)], 40);
    content.adjustments.discount = Some(discount(percent("50")));
    // Each half cent of discount goes to five of the lines whole: five of 0.02, five of 0.01.
    check(&content, 15, &[("VAT 19", 15, 0)], 15);
}

#[test]
fn extra_fields_come_after_tax() {
    let mut content = document(vec![line("1", "100", &[vat("20")])]);
    let field = |rate, of| ExtraField { name: "Withheld".to_owned(), rate, of };
    content.adjustments.extra_fields =
        vec![field(percent("-15"), Of::Gross), field(amount("1.50"), Of::Gross)];
    let totals = total(&content);
    assert_eq!(totals.extra_fields, [Amount(-1800), Amount(150)]);
    assert_eq!((totals.gross, totals.total), (Amount(12000), Amount(10350)));
    // Spain: 1,000 and 21 % VAT, less 15 % of the net.
    let mut content = document(vec![line("1", "1000", &[vat("21")])]);
    content.adjustments.extra_fields = vec![field(percent("-15"), Of::Net)];
    assert_eq!(total(&content).total, Amount(106_000));
}

#[test]
fn the_total_is_rounded_to_its_multiple_half_away_from_zero() {
    let cases = [("10.02", 1000, -2), ("10.03", 1005, 2), ("10.05", 1005, 0), ("10.07", 1005, -2)];
    for (price, payable, rounding) in cases {
        let mut content = document(vec![line("1", price, &[])]);
        content.currency = currency("CHF");
        content.adjustments.round_to = Some(Decimal::new(5, 2));
        let totals = total(&content);
        assert_eq!((totals.payable().0, totals.rounding.0), (payable, rounding), "{price}");
    }
    let mut content = document(vec![line("1", "10.05", &[])]);
    content.adjustments.round_to = Some(Decimal::new(10, 2));
    assert_eq!(total(&content).payable(), Amount(1010));
}

#[test]
fn rates_are_the_same_however_they_are_written_and_names_are_not() {
    let content = document(vec![
        line("1", "10", &[vat("19")]),
        line("1", "10", &[vat("19.00")]),
        line("1", "10", &[tax("TVA", percent("19"))]),
        line("1", "10", &[Tax { category: Category::Exempt, ..vat("0") }]),
        line("1", "10", &[vat("0")]),
    ]);
    let expected =
        [("TVA 19", 1000, 190), ("VAT 19", 2000, 380), ("VAT 0", 1000, 0), ("VAT 0", 1000, 0)];
    check(&content, 5000, &expected, 5570);
}

#[test]
fn a_return_lowers_its_own_rate() {
    let mut content = document(vec![line("10", "10", &[vat("19")]), line("-2", "10", &[vat("7")])]);
    content.adjustments.discount = Some(discount(percent("10")));
    check(&content, 7200, &[("VAT 19", 9000, 1710), ("VAT 7", -1800, -126)], 8784);
}

#[test]
fn a_thousand_lines_with_a_tax_each_are_calculated() {
    let lines = (1..=1000).map(|number| {
        let taxes =
            [tax("A", percent(&format!("{number}.5"))), tax("B", amount(&number.to_string()))];
        Line { ..line("1", "1", &taxes) }
    });
    let totals = total(&document(lines.collect()));
    assert_eq!(totals.taxes.len(), 2000);
    assert_eq!(totals.contradiction(), None);
}

#[test]
fn a_sum_beyond_the_largest_amount_is_a_fault() {
    let content = document(vec![line("1", "999999999999999", &[]); 2]);
    let faults = calculate(&content).expect_err("too large");
    assert_eq!((faults[0].pointer.as_str(), &*faults[0].code), ("/items", "too_large"));
}

#[test]
fn each_cent_is_explained() {
    let mut content = document(vec![line("3", "10.01", &[vat("19")])]);
    content.lines[0].discount = Some(discount(percent("12.5")));
    let (_, steps) = explain(&content, Rules::CURRENT).expect("can be calculated");
    let told: Vec<_> = steps
        .iter()
        .map(|step| (step.rule, step.at.as_str(), step.exact.as_str(), step.rounded.to_string()))
        .collect();
    let expected = [
        ("line_gross", "/items/0", "30.03", "30.03".to_owned()),
        ("line_discount", "/items/0", "3.75375", "3.75".to_owned()),
        ("tax", "/items/0/taxes/0", "4.9932", "4.99".to_owned()),
    ];
    assert_eq!(told, expected);
    assert_eq!(steps[1].inputs[1], ("percent", Decimal::new(125, 1)));
}

#[test]
fn an_endless_decimal_is_cut_at_twelve_places() {
    let mut content = document(vec![line("1", "1", &[])]);
    content.lines[0].base_quantity = Decimal::from(3);
    let (_, steps) = explain(&content, Rules::CURRENT).expect("can be calculated");
    assert_eq!(steps[0].exact, "0.333333333333…");
}
