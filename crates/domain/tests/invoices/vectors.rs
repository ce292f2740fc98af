//! The vectors: invoices with the figures that the rules must give.

use crate::document::{amount, currency, decimal, discount, document, line, total};
use net30_domain::{
    Decimal,
    document::{Content, ExtraCharge},
    money::{Amount, Sum},
    tax::{Category, Rate, Tax, TaxRounding},
    totals::{Balance, Totals},
};
use serde::Deserialize;

#[derive(Deserialize)]
struct File {
    vectors: Vec<Vector>,
}

#[derive(Deserialize)]
struct Vector {
    id: String,
    currency: String,
    lines: Vec<VectorLine>,
    #[serde(default)]
    allowances: Vec<Allowance>,
    #[serde(default)]
    charges: Vec<Allowance>,
    #[serde(default)]
    prices_include_tax: bool,
    prepaid: Option<String>,
    expected: Figures,
    expected_per_line_vat: Option<Figures>,
    expected_gross_preserving: Option<Figures>,
}

#[derive(Deserialize)]
struct VectorLine {
    qty: String,
    price: String,
    base_qty: Option<String>,
    category: String,
    rate: String,
    #[serde(default)]
    allowances: Vec<Allowance>,
}

#[derive(Deserialize)]
struct Allowance {
    amount: Option<String>,
    percent: Option<String>,
}

#[derive(Deserialize)]
struct Figures {
    line_net: Option<Vec<String>>,
    line_sum: String,
    allowances: String,
    charges: String,
    net: String,
    vat: Vec<Vat>,
    vat_total: String,
    gross: String,
    due: String,
}

#[derive(Deserialize)]
struct Vat {
    category: String,
    rate: String,
    taxable: String,
    tax: String,
}

impl Allowance {
    fn rate(&self) -> Rate {
        match (&self.amount, &self.percent) {
            (Some(value), _) => amount(value),
            (None, Some(percent)) => Rate::Percentage(decimal(percent)),
            (None, None) => panic!("an allowance has an amount or a percentage"),
        }
    }
}

fn vectors() -> Vec<Vector> {
    let file: File = serde_json::from_str(include_str!("../../vectors.json")).expect("valid JSON");
    file.vectors
}

fn content_of(vector: &Vector, tax_rounding: TaxRounding) -> Content {
    let lines = vector.lines.iter().map(|stated| {
        let tax = Tax {
            id: None,
            name: "VAT".to_owned(),
            rate: Rate::Percentage(decimal(&stated.rate)),
            category: Category::parse(&stated.category).expect("a known category"),
            exemption_reason: None,
            compound: false,
        };
        let mut line = line(&stated.qty, &stated.price, &[tax]);
        line.base_quantity = stated.base_qty.as_deref().map_or(Decimal::ONE, decimal);
        assert!(stated.allowances.len() <= 1, "a line has one discount");
        line.discount = stated.allowances.first().map(|given| discount(given.rate()));
        line
    });
    let mut content = document(lines.collect());
    content.currency = currency(&vector.currency);
    content.tax_included = vector.prices_include_tax;
    content.tax_rounding = tax_rounding;
    content.adjustments.discount = vector.allowances.first().map(|given| discount(given.rate()));
    content.adjustments.extra_charge = vector.charges.first().map(|given| ExtraCharge {
        rate: given.rate(),
        name: None,
        code: None,
    });
    content
}

fn check(vector: &Vector, tax_rounding: TaxRounding, expected: &Figures) {
    let content = content_of(vector, tax_rounding);
    let totals = total(&content);
    let id = &vector.id;
    let same = |what: &str, found: Amount, expected: &str| {
        assert_eq!(found.to_decimal(content.currency), decimal(expected), "{id}: {what}");
    };
    for (index, expected) in expected.line_net.iter().flatten().enumerate() {
        same(&format!("net of line {index}"), totals.lines[index].net, expected);
    }
    same("subtotal", totals.subtotal, &expected.line_sum);
    same("discount", totals.discount, &expected.allowances);
    same("charges", totals.charges, &expected.charges);
    same("net", totals.net, &expected.net);
    same("tax", totals.tax, &expected.vat_total);
    same("gross", totals.gross, &expected.gross);
    let paid = vector.prepaid.as_deref().map_or(Amount::ZERO, |paid| {
        Amount::from_decimal(decimal(paid), content.currency).expect("an amount")
    });
    let balance = Balance::of(&totals, paid, Amount::ZERO, Amount::ZERO);
    same("due", balance.due, &expected.due);
    assert_eq!(totals.taxes.len(), expected.vat.len(), "{id}: number of taxes");
    for expected in &expected.vat {
        let category = Category::parse(&expected.category).expect("a known category");
        let rate = Rate::Percentage(decimal(&expected.rate));
        let found = totals.taxes.iter().find(|tax| (tax.category, tax.rate) == (category, rate));
        let found =
            found.unwrap_or_else(|| panic!("{id}: no {} {}", expected.category, expected.rate));
        same("base", found.base, &expected.taxable);
        same("tax of a rate", found.amount, &expected.tax);
    }
}

/// V23 puts its charge at 7 % and its discount at 19 %. Here a document has one discount, spread over all rates, and
/// one charge, taxed as most of the net is, so that the figures by rate differ.
fn is_expressible(vector: &Vector) -> bool {
    vector.id != "V23"
}

#[test]
fn the_vectors_are_all_there() {
    assert_eq!(vectors().len(), 31);
}

#[test]
fn tax_on_the_sum_gives_the_expected_figures() {
    for vector in vectors().iter().filter(|vector| is_expressible(vector)) {
        let expected = vector.expected_gross_preserving.as_ref().unwrap_or(&vector.expected);
        check(vector, TaxRounding::Total, expected);
    }
}

#[test]
fn tax_on_lines_gives_the_expected_figures() {
    let mut checked = 0;
    for vector in &vectors() {
        if let Some(expected) = &vector.expected_per_line_vat {
            check(vector, TaxRounding::Line, expected);
            checked += 1;
        }
    }
    assert_eq!(checked, 5);
}

#[test]
fn what_cannot_be_expressed_still_sums() {
    for vector in vectors().iter().filter(|vector| !is_expressible(vector)) {
        let content = content_of(vector, TaxRounding::Total);
        let totals = total(&content);
        let same = |found: Amount, expected: &str| {
            assert_eq!(found.to_decimal(content.currency), decimal(expected), "{}", vector.id);
        };
        same(totals.subtotal, &vector.expected.line_sum);
        same(totals.discount, &vector.expected.allowances);
        same(totals.charges, &vector.expected.charges);
        same(totals.net, &vector.expected.net);
        let bases: Sum = totals.taxes.iter().map(|tax| tax.base).sum();
        assert_eq!(bases, totals.net.into());
        assert_eq!(totals.gross, totals.net + totals.tax);
    }
}

#[test]
fn a_three_decimal_currency_keeps_its_three_decimals() {
    let vectors = vectors();
    let vector = vectors.iter().find(|vector| vector.id == "V52").expect("V52 is there");
    let Totals { gross, .. } = total(&content_of(vector, TaxRounding::Total));
    assert_eq!(gross, Amount(3953));
}
