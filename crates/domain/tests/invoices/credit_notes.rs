//! What credit notes take back: in whole, in part, and never more than there is.

use crate::issued::{invoice, issued, void};
use crate::{
    arbitrary::any_document,
    document::{
        amount, currency, day, decimal, discount, document, line, line_id, percent, tax, total, vat,
    },
};
use net30_domain::{
    Decimal,
    credit_note::{Made, MakeError, Wanted, make, totals_hold, totals_of},
    document::{ExtraCharge, ExtraField, Line, Of},
    id::LineId,
    invoice::{CreditedLine, Invoice, Stage},
    money::Amount,
    refusal::Refusal,
    totals::Totals,
};
use proptest::{collection, prelude::*};

fn try_credit(invoice: &Invoice, notes: &[Invoice], wanted: &Wanted) -> Result<Invoice, MakeError> {
    let mut last = 1000;
    let mut fresh = || {
        last += 1;
        line_id(last)
    };
    let Made { content, totals, credited_lines } =
        make(invoice, notes, wanted, &mut fresh, day(9))?;
    Ok(issued(content, totals, credited_lines))
}

fn credit(invoice: &Invoice, notes: &[Invoice], wanted: &Wanted) -> Invoice {
    try_credit(invoice, notes, wanted).unwrap_or_else(|error| panic!("{error:?}"))
}

fn some(lines: &[(usize, &str)]) -> Wanted {
    let lines = lines.iter().map(|(number, quantity)| (line_id(*number), Some(decimal(quantity))));
    Wanted::Lines(lines.collect())
}

/// All figures of a document, taxes by what they are called.
fn figures(totals: &Totals) -> Vec<(String, i128)> {
    let mut figures = vec![
        ("subtotal".to_owned(), totals.subtotal),
        ("discount".to_owned(), totals.discount),
        ("charges".to_owned(), totals.charges),
        ("net".to_owned(), totals.net),
        ("tax".to_owned(), totals.tax),
        ("gross".to_owned(), totals.gross),
        ("total".to_owned(), totals.total),
        ("rounding".to_owned(), totals.rounding),
    ];
    if let Some(paid) = totals.inclusive {
        figures.push(("gross subtotal".to_owned(), paid.subtotal));
        figures.push(("gross discount".to_owned(), paid.discount));
        figures.push(("gross charges".to_owned(), paid.charges));
    }
    let each = totals.each_allowance.iter().map(|one| ("allowance", one));
    for (index, (name, one)) in
        each.chain(totals.each_charge.iter().map(|one| ("charge", one))).enumerate()
    {
        figures.push((format!("{name} {index}"), one.amount));
        figures.push((format!("net of {name} {index}"), one.net));
    }
    for (index, amount) in totals.extra_fields.iter().enumerate() {
        figures.push((format!("extra field {index}"), *amount));
    }
    for tax in &totals.taxes {
        let name = format!("{} {:?} {}", tax.name, tax.rate, tax.category.code());
        figures.push((format!("base of {name}"), tax.base));
        figures.push((format!("amount of {name}"), tax.amount));
    }
    figures.into_iter().map(|(name, amount)| (name, i128::from(amount.0))).collect()
}

/// The notes' figures summed; a figure that no note has is zero.
fn assert_sum_is_the_invoice(invoice: &Invoice, notes: &[Invoice]) {
    for (name, whole) in figures(&invoice.totals) {
        let of_note = |note: &Invoice| -> i128 {
            let figures = figures(&note.totals);
            figures.iter().filter(|(other, _)| *other == name).map(|(_, amount)| amount).sum()
        };
        assert_eq!(notes.iter().map(of_note).sum::<i128>(), whole, "{name}");
    }
    for (index, line) in invoice.content.lines.iter().enumerate() {
        let parts = notes.iter().flat_map(|note| {
            let lines = note.credited_lines.iter().zip(&note.totals.lines);
            lines.filter(|(credited, _)| credited.line_id == line.id).map(|(_, totals)| totals)
        });
        let sum = parts.fold([Amount::ZERO; 5], |[a, b, c, d, e], part| {
            [a + part.gross, b + part.discount, c + part.net, d + part.tax, e + part.total]
        });
        let whole = invoice.totals.lines[index];
        assert_eq!(sum, [whole.gross, whole.discount, whole.net, whole.tax, whole.total]);
    }
}

fn refused_above(result: Result<Invoice, MakeError>, left: &str) {
    let expected = Refusal::CreditAboveInvoice { left: left.to_owned() };
    assert_eq!(result.expect_err("refused"), MakeError::Refused(expected));
}

fn fault_of(result: Result<Invoice, MakeError>) -> (String, String) {
    match result.expect_err("a fault") {
        MakeError::Faults(faults) => (faults[0].pointer.clone(), faults[0].code.to_string()),
        MakeError::Refused(refusal) => panic!("{refusal:?}"),
    }
}

fn three_lines() -> Invoice {
    let mut content = document(vec![
        line("3", "33.33", &[vat("19")]),
        line("10", "0.99", &[vat("7")]),
        line("1", "5.00", &[vat("19")]),
    ]);
    content.adjustments.discount = Some(discount(percent("10")));
    content.adjustments.extra_charge =
        Some(ExtraCharge { rate: amount("4.90"), name: None, code: None });
    invoice(content)
}

#[test]
fn a_note_of_the_whole_is_the_invoice_with_its_own_lines_and_date() {
    let invoice = three_lines();
    let note = credit(&invoice, &[], &Wanted::Whole);
    assert_eq!(note.totals, invoice.totals);
    assert!(totals_hold(&invoice, &note));
    assert_eq!(note.content.issue_date, day(9));
    assert_eq!(note.content.lines[0].id, line_id(1001));
    assert_eq!(note.content.adjustments.discount, invoice.content.adjustments.discount);
    assert_eq!(note.content.adjustments.extra_charge, invoice.content.adjustments.extra_charge);
    assert_eq!(total(&note.content), note.totals);
    assert_eq!(
        note.credited_lines[1],
        CreditedLine { line_id: line_id(2), quantity: decimal("10") }
    );
    refused_above(try_credit(&invoice, &[note], &Wanted::Whole), "0.00 EUR");
}

#[test]
fn a_note_of_some_lines_names_their_taxes_only() {
    let invoice = three_lines();
    let note = credit(&invoice, &[], &some(&[(2, "10")]));
    assert_eq!(note.totals.lines.len(), 1);
    let rates: Vec<_> = note.totals.taxes.iter().map(|tax| tax.rate.value()).collect();
    // The charge is taxed at 19 %, and credited with the lines.
    assert_eq!(rates, [decimal("19"), decimal("7")]);
    assert_eq!(note.totals.charges, Amount(42));
    assert_eq!(note.totals.contradiction(), None);
    let rest = credit(&invoice, std::slice::from_ref(&note), &Wanted::Whole);
    assert_sum_is_the_invoice(&invoice, &[note, rest]);
}

#[test]
fn the_third_third_takes_the_cent_that_is_left() {
    let invoice = invoice(document(vec![line("3", "0.333333", &[vat("19")])]));
    let mut notes = Vec::new();
    for _ in 0..3 {
        notes.push(credit(&invoice, &notes, &some(&[(1, "1")])));
    }
    let nets: Vec<_> = notes.iter().map(|note| note.totals.net.0).collect();
    assert_eq!(nets, [33, 34, 33]);
    assert_sum_is_the_invoice(&invoice, &notes);
}

#[test]
fn percentages_stay_and_amounts_are_credited_in_proportion() {
    let stamp = tax("Stamp", amount("2.00"));
    let mut content = document(vec![
        Line {
            flat_fee: Some(decimal("6")),
            discount: Some(discount(amount("4.00"))),
            ..line("4", "10", &[stamp])
        },
        Line { discount: Some(discount(percent("10"))), ..line("4", "10", &[]) },
    ]);
    content.adjustments.extra_fields =
        vec![ExtraField { name: "Tip".to_owned(), rate: amount("7.80"), of: Of::Gross }];
    let invoice = invoice(content);
    let note = credit(&invoice, &[], &some(&[(1, "1"), (2, "2")]));
    let [first, second] = &note.content.lines[..] else { panic!("two lines") };
    assert_eq!(first.flat_fee, Some(decimal("1.50")));
    assert_eq!(first.discount.as_ref().map(|discount| discount.rate), Some(amount("1.00")));
    assert_eq!(first.taxes[0].rate, amount("0.50"));
    assert_eq!(second.discount.as_ref().map(|discount| discount.rate), Some(percent("10")));
    assert_eq!(note.totals.lines[0].net, Amount(1050));
    assert_eq!(note.totals.lines[1].net, Amount(1800));
    // 28.50 of 78.00 are credited, and so of the tip.
    assert_eq!(note.content.adjustments.extra_fields[0].rate, amount("2.85"));
    assert_eq!(note.totals.total, Amount(2850 + 50 + 285));
}

#[test]
fn a_note_has_no_due_date_and_no_number_of_the_invoice() {
    let mut content = document(vec![line("1", "1", &[])]);
    content.due_date = Some(day(30));
    content.number = Some("INV-1".to_owned());
    content.external_source_id = Some("in_1".to_owned());
    content.references.buyer_reference = Some("04011000-12345-67".to_owned());
    let note = credit(&invoice(content), &[], &Wanted::Whole).content;
    assert_eq!((note.due_date, note.number, note.external_source_id), (None, None, None));
    assert_eq!(note.references.buyer_reference.as_deref(), Some("04011000-12345-67"));
}

#[test]
fn what_a_void_note_took_back_can_be_credited_again_to_the_cent() {
    let taxes = [vat("19"), tax("GST", percent("5"))];
    let mut invoice = document(vec![line("7", "0.999", &taxes), line("1", "1", &[])]);
    invoice.tax_included = true;
    let invoice = crate::issued::invoice(invoice);
    let mut notes = vec![credit(&invoice, &[], &some(&[(1, "2")]))];
    notes.push(credit(&invoice, &notes, &some(&[(1, "3")])));
    void(&mut notes[0]);
    notes.push(credit(&invoice, &notes, &some(&[(1, "1"), (2, "1")])));
    notes.push(credit(&invoice, &notes, &Wanted::Whole));
    assert_sum_is_the_invoice(&invoice, &notes[1..]);
}

#[test]
fn wrong_lines_and_quantities_are_named() {
    let invoice = three_lines();
    let fault = |wanted: &Wanted| fault_of(try_credit(&invoice, &[], wanted));
    let named = |pointer: &str, code: &str| (pointer.to_owned(), code.to_owned());
    assert_eq!(fault(&Wanted::Lines(Vec::new())), named("/items", "required"));
    assert_eq!(fault(&some(&[(1, "1"), (9, "1")])), named("/items/1/id", "not_found"));
    assert_eq!(fault(&some(&[(1, "1"), (1, "1")])), named("/items/1/id", "duplicate"));
    assert_eq!(fault(&some(&[(1, "3.00000001")])), named("/items/0/quantity", "above_remaining"));
    assert_eq!(fault(&some(&[(1, "0")])), named("/items/0/quantity", "out_of_range"));
    assert_eq!(fault(&some(&[(1, "-1")])), named("/items/0/quantity", "out_of_range"));
    let most = Wanted::Lines(vec![(line_id(1), Some(Decimal::MAX))]);
    assert_eq!(fault(&most), named("/items/0/quantity", "above_remaining"));
    let tiny = Wanted::Lines(vec![(line_id(1), Some(Decimal::from_i128_with_scale(1, 9)))]);
    assert_eq!(fault(&tiny), named("/items/0/quantity", "too_many_decimals"));
    let notes = [credit(&invoice, &[], &some(&[(1, "2")]))];
    let result = try_credit(&invoice, &notes, &some(&[(1, "1.5")]));
    assert_eq!(fault_of(result), named("/items/0/quantity", "above_remaining"));
    let rest = credit(&invoice, &notes, &Wanted::Lines(vec![(line_id(1), None)]));
    assert_eq!(rest.credited_lines[0].quantity, Decimal::ONE);
}

#[test]
fn sales_without_their_returns_are_not_credited_beyond_the_invoice() {
    let invoice =
        invoice(document(vec![line("3", "10", &[vat("19")]), line("-1", "10", &[vat("19")])]));
    refused_above(try_credit(&invoice, &[], &some(&[(1, "3")])), "23.80 EUR");
    let alone = try_credit(&invoice, &[], &some(&[(2, "-1")]));
    assert_eq!(fault_of(alone), ("/items".to_owned(), "negative_total".to_owned()));
    let both = credit(&invoice, &[], &some(&[(1, "3"), (2, "-1")]));
    assert_eq!(both.totals, invoice.totals);
}

#[test]
fn the_rounding_of_the_total_is_taken_back_too() {
    let mut content = document(vec![line("1", "10.02", &[]), line("1", "5.01", &[])]);
    content.currency = currency("CHF");
    content.adjustments.round_to = Some(decimal("0.05"));
    let invoice = invoice(content);
    let first = credit(&invoice, &[], &some(&[(1, "1")]));
    let second = credit(&invoice, std::slice::from_ref(&first), &Wanted::Whole);
    assert_eq!(first.totals.payable() + second.totals.payable(), invoice.totals.payable());
    assert_eq!(first.totals.payable(), Amount(1000));
}

#[test]
fn amount_taxes_that_no_line_bears_are_credited_on_top_of_what_is_paid() {
    let mut content = document(vec![line("-13", "0.2274", &[vat("0")])]);
    content.tax_included = true;
    content.taxes = ["2", "1"].map(|fee| tax("Fee", amount(fee))).into();
    let invoice = crate::issued::invoice(content);
    assert_eq!(invoice.totals.total, Amount(4));
    let mut notes = vec![credit(&invoice, &[], &some(&[(1, "-2")]))];
    let first = &notes[0].totals;
    // 2/13 of -2.96, of 2.00 and of 1.00, each rounded by itself.
    assert_eq!((first.net, first.tax, first.total), (Amount(-45), Amount(45), Amount::ZERO));
    assert_eq!(first.charges, Amount::ZERO);
    assert_eq!(first.contradiction(), None);
    notes.push(credit(&invoice, &notes, &Wanted::Whole));
    assert_sum_is_the_invoice(&invoice, &notes);
}

/// Parts of the invoice's lines: which, and how many hundredths of what remains.
fn parts() -> impl Strategy<Value = Vec<Vec<(usize, i64)>>> {
    collection::vec(collection::vec((0_usize..12, 1_i64..=100), 1..4), 0..6)
}

fn wanted(invoice: &Invoice, notes: &[Invoice], part: &[(usize, i64)]) -> Option<Wanted> {
    let mut lines: Vec<(LineId, Option<Decimal>)> = Vec::new();
    for (index, hundredths) in part {
        let line = &invoice.content.lines[index % invoice.content.lines.len()];
        let credited = notes.iter().flat_map(|note| &note.credited_lines);
        let credited: Decimal = credited
            .filter(|credited| credited.line_id == line.id)
            .map(|credited| credited.quantity)
            .sum();
        let remaining = line.quantity - credited;
        let scale = remaining.scale();
        let quantity = Decimal::from_i128_with_scale(
            remaining.mantissa() * i128::from(*hundredths) / 100,
            scale,
        );
        if !quantity.is_zero() && lines.iter().all(|(id, _)| *id != line.id) {
            lines.push((line.id, Some(quantity)));
        }
    }
    (!lines.is_empty()).then_some(Wanted::Lines(lines))
}

fn reordered(made: &Invoice) -> impl Iterator<Item = (&CreditedLine, &Line)> {
    made.credited_lines.iter().zip(&made.content.lines)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, ..ProptestConfig::default() })]

    #[test]
    fn a_note_of_the_whole_has_exactly_the_invoice_s_totals(content in any_document(true)) {
        let invoice = invoice(content);
        // Of an invoice that gives money there is nothing to take back, whatever is withheld of it.
        if invoice.totals.total.min(invoice.totals.gross) < Amount::ZERO { return Ok(()) }
        let note = credit(&invoice, &[], &Wanted::Whole);
        prop_assert_eq!(&note.totals, &invoice.totals);
        prop_assert_eq!(total(&note.content), invoice.totals);
    }

    #[test]
    fn parts_never_exceed_the_invoice_and_end_at_it(content in any_document(false), parts in parts()) {
        // What is withheld may exceed the rest, or a part of it; that is another rule.
        let mut content = content;
        content.adjustments.extra_fields.clear();
        let invoice = invoice(content);
        let mut notes: Vec<Invoice> = Vec::new();
        for part in parts {
            let Some(wanted) = wanted(&invoice, &notes, &part) else { continue };
            let note = credit(&invoice, &notes, &wanted);
            prop_assert_eq!(note.totals.contradiction(), None);
            prop_assert!(totals_hold(&invoice, &note));
            let again = totals_of(&invoice, &notes, &note.credited_lines);
            prop_assert_eq!(again.as_ref(), Ok(&note.totals));
            prop_assert!(note.totals.payable() >= Amount::ZERO);
            for line in &note.totals.lines {
                prop_assert!(line.gross >= Amount::ZERO && line.tax >= Amount::ZERO);
                prop_assert!(line.total >= Amount::ZERO);
            }
            for (credited, line) in reordered(&note) {
                prop_assert_eq!(credited.quantity, line.quantity);
            }
            notes.push(note);
        }
        if let Ok(rest) = try_credit(&invoice, &notes, &Wanted::Whole) {
            notes.push(rest);
        }
        assert_sum_is_the_invoice(&invoice, &notes);
        let whole = try_credit(&invoice, &notes, &Wanted::Whole);
        prop_assert!(matches!(whole, Err(MakeError::Refused(_))));
    }

    #[test]
    fn whatever_is_credited_voided_and_credited_again_ends_at_the_invoice(
        content in any_document(true), parts in parts(), voided in 0_usize..6,
    ) {
        let invoice = invoice(content);
        let mut notes: Vec<Invoice> = Vec::new();
        for (index, part) in parts.iter().enumerate() {
            let counted: Vec<_> = notes.iter().filter(|note| note.stage.issue().is_some() && !is_void(note)).cloned().collect();
            let Some(wanted) = wanted(&invoice, &counted, part) else { continue };
            if let Ok(note) = try_credit(&invoice, &notes, &wanted) {
                prop_assert_eq!(note.totals.contradiction(), None);
                notes.push(note);
            }
            if index == voided && !notes.is_empty() {
                let first = voided % notes.len();
                void(&mut notes[first]);
            }
        }
        if let Ok(rest) = try_credit(&invoice, &notes, &Wanted::Whole) {
            notes.push(rest);
            notes.retain(|note| !is_void(note));
            assert_sum_is_the_invoice(&invoice, &notes);
        }
    }
}

fn is_void(note: &Invoice) -> bool {
    matches!(note.stage, Stage::Void { .. })
}
