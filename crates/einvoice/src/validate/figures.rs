//! Calculation to the cent: what the document states follows from its lines, and is what net30 calculated.
//!
//! The rules of EN 16931 let many sums be off by a cent, or by one; ours do not.

use crate::{document::Document, fault::Fault, value::amount};
use en16931::{
    Invoice,
    invoice::{Code, LineVat},
};
use net30_domain::Decimal;

/// Whose rule it is that sums hold to the cent.
pub(super) const RULE: &str = "NET30-TOTALS";

/// A sum that a document states, and what its parts come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Sum {
    /// Its business term.
    pub(crate) term: String,
    /// What is stated.
    pub(crate) stated: Decimal,
    /// What its parts come to.
    pub(crate) calculated: Decimal,
}

/// Every sum of a document with what it should be.
pub(crate) fn sums(model: &Invoice) -> Vec<Sum> {
    let zero = Decimal::ZERO;
    let value = |sum: Option<en16931::InvoiceAmount>| {
        sum.map_or(zero, en16931::InvoiceAmount::into_decimal)
    };
    let totals = &model.totals;
    let lines: Decimal = model.lines.iter().map(|line| line.net_amount.into_decimal()).sum();
    let allowances: Decimal = model.allowances.iter().map(|part| part.amount.into_decimal()).sum();
    let charges: Decimal = model.charges.iter().map(|part| part.amount.into_decimal()).sum();
    let net = lines - allowances + charges;
    let tax: Decimal =
        model.vat_breakdown.iter().map(|group| group.tax_amount.into_decimal()).sum();
    let mut sums = vec![
        ("BT-106", totals.line_total.into_decimal(), lines),
        ("BT-107", value(totals.allowance_total), allowances),
        ("BT-108", value(totals.charge_total), charges),
        ("BT-109", totals.taxable_total.into_decimal(), net),
        ("BT-110", value(totals.vat_total), tax),
        ("BT-112", totals.gross_total.into_decimal(), net + tax),
        (
            "BT-115",
            totals.due.into_decimal(),
            net + tax - value(totals.paid) + value(totals.rounding),
        ),
    ]
    .into_iter()
    .map(|(term, stated, calculated)| Sum { term: term.to_owned(), stated, calculated })
    .collect::<Vec<_>>();
    for (index, group) in model.vat_breakdown.iter().enumerate() {
        let same = |vat: &LineVat| {
            is_same(vat, &group.category, group.rate.map(en16931::Percentage::into_decimal))
        };
        let lines: Decimal = model
            .lines
            .iter()
            .filter(|line| same(&line.vat))
            .map(|line| line.net_amount.into_decimal())
            .sum();
        let allowances: Decimal = model
            .allowances
            .iter()
            .filter(|part| same(&part.vat))
            .map(|part| part.amount.into_decimal())
            .sum();
        let charges: Decimal = model
            .charges
            .iter()
            .filter(|part| same(&part.vat))
            .map(|part| part.amount.into_decimal())
            .sum();
        sums.push(Sum {
            term: format!("BG-23[{index}]/BT-116"),
            stated: group.taxable_amount.into_decimal(),
            calculated: lines - allowances + charges,
        });
    }
    sums
}

fn is_same(vat: &LineVat, category: &Code, rate: Option<Decimal>) -> bool {
    let own = vat.rate.map(en16931::Percentage::into_decimal);
    vat.category == *category && own.unwrap_or_default() == rate.unwrap_or_default()
}

/// Where a document does not come to its own parts, or to what net30 calculated.
pub(super) fn faults(document: &Document, model: &Invoice) -> Vec<Fault> {
    let currency = document.source.currency;
    let figures = document.source.figures;
    let calculated = [
        ("the net", model.totals.taxable_total, figures.net),
        ("the tax", model.totals.vat_total.unwrap_or_default(), figures.tax),
        ("the gross", model.totals.gross_total, figures.gross),
        ("the amount due", model.totals.due, figures.due),
    ];
    let of_net30 = calculated
        .into_iter()
        .map(|(name, stated, ours)| (name.to_owned(), stated, amount(ours, currency)))
        .filter(|(_, stated, ours)| stated != ours)
        .map(|(name, stated, ours)| format!("{name} is {stated}, and was calculated to be {ours}"));
    let groups = &document.source.taxes;
    let of_taxes = model.vat_breakdown.iter().zip(groups).filter_map(|(group, ours)| {
        let ours = amount(ours.amount, currency);
        let stated = group.tax_amount;
        (stated != ours).then(|| format!("a tax is {stated}, and was calculated to be {ours}"))
    });
    let of_parts = sums(model).into_iter().filter(|sum| sum.stated != sum.calculated).map(|sum| {
        format!("{} is {}, and its parts come to {}", sum.term, sum.stated, sum.calculated)
    });
    of_net30.chain(of_taxes).chain(of_parts).map(|message| Fault::new("", RULE, message)).collect()
}
