//! What is refused, where, and by which name.

use crate::document::{amount, currency, day, discount, document, line, percent, tax, vat};
use net30_domain::{
    Decimal,
    check::{check, check_tax, totals_of},
    document::{Content, ExtraCharge, ExtraField, Line, Of, ServicePeriod},
    tax::{Category, Tax},
};

fn refused(content: &Content, expected: &[(&str, &str)]) {
    let faults = check(content);
    let found: Vec<_> = faults.iter().map(|fault| (fault.pointer.as_str(), &*fault.code)).collect();
    assert_eq!(found, expected, "{faults:?}");
}

fn plain() -> Content {
    document(vec![line("2", "10.00", &[vat("19")])])
}

fn with_line(change: impl FnOnce(&mut Line)) -> Content {
    let mut content = plain();
    change(&mut content.lines[0]);
    content
}

fn with(change: impl FnOnce(&mut Content)) -> Content {
    let mut content = plain();
    change(&mut content);
    content
}

#[test]
fn a_plain_document_has_no_faults() {
    refused(&plain(), &[]);
    assert!(totals_of(&plain()).is_ok());
}

#[test]
fn dates_that_go_back_are_refused() {
    refused(&with(|c| c.due_date = Some(day(1))), &[]);
    let late = with(|c| {
        c.issue_date = day(2);
        c.due_date = Some(day(1));
    });
    refused(&late, &[("/due_date", "before_issue_date")]);
    let backwards = ServicePeriod { start: Some(day(3)), end: Some(day(2)) };
    refused(&with(|c| c.service = backwards), &[("/service_end_date", "before_start")]);
    refused(
        &with_line(|l| l.service = backwards),
        &[("/items/0/service_end_date", "before_start")],
    );
    let open = ServicePeriod { start: None, end: Some(day(2)) };
    refused(&with(|c| c.service = open), &[]);
}

#[test]
fn the_number_of_lines_taxes_and_extra_fields_is_limited() {
    refused(&document(Vec::new()), &[("/items", "required")]);
    let many = |count| document(vec![line("1", "1", &[]); count]);
    refused(&many(1000), &[]);
    refused(&many(1001), &[("/items", "too_many")]);
    let four: Vec<Tax> = ["1", "2", "3", "4"].map(vat).into();
    refused(&with(|c| c.taxes.clone_from(&four)), &[("/taxes", "too_many")]);
    refused(&with_line(|l| l.taxes = four), &[("/items/0/taxes", "too_many")]);
    let field = ExtraField { name: "Tip".to_owned(), rate: amount("1"), of: Of::Gross };
    refused(
        &with(|c| c.adjustments.extra_fields = vec![field; 4]),
        &[("/extra_fields", "too_many")],
    );
}

#[test]
fn numbers_of_a_line_are_checked() {
    let out = "out_of_range";
    let zero = Decimal::ZERO;
    let minus = Decimal::NEGATIVE_ONE;
    refused(&with_line(|l| l.quantity = zero), &[]);
    refused(&with_line(|l| l.unit_price = minus), &[("/items", "negative_total")]);
    refused(&with_line(|l| l.unit_price = zero), &[]);
    refused(&with_line(|l| l.base_quantity = zero), &[("/items/0/base_quantity", out)]);
    refused(&with_line(|l| l.base_quantity = minus), &[("/items/0/base_quantity", out)]);
    refused(&with_line(|l| l.flat_fee = Some(minus)), &[("/items/0/flat_fee", out)]);
    refused(&with_line(|l| l.name = None), &[("/items/0/name", "required")]);
    let all = with_line(|l| {
        l.flat_fee = Some(minus);
        l.base_quantity = zero;
    });
    refused(&all, &[("/items/0/base_quantity", out), ("/items/0/flat_fee", out)]);
}

#[test]
fn numbers_beyond_the_limits_are_named() {
    let with_quantity = |value: Decimal| with_line(|l| l.quantity = value);
    refused(
        &with_quantity(Decimal::from_i128_with_scale(1, 20)),
        &[("/items/0/quantity", "too_many_decimals")],
    );
    refused(&with_quantity(Decimal::MAX), &[("/items/0/quantity", "too_large")]);
    let large = Decimal::from(999_999_999_999_999_i64);
    refused(&with_quantity(large), &[("/items/0/quantity", "too_large")]);
    refused(
        &with_line(|l| {
            l.quantity = Decimal::ONE;
            l.unit_price = large;
        }),
        // The price alone is within the limit, the price with tax is not.
        &[("/items", "too_large")],
    );
    refused(
        &with_line(|l| {
            l.quantity = Decimal::ONE;
            l.unit_price = large;
            l.taxes.clear();
        }),
        &[],
    );
    refused(
        &with_line(|l| l.flat_fee = Some(Decimal::new(1, 3))),
        &[("/items/0/flat_fee", "too_many_decimals")],
    );
    refused(&with(|c| c.currency = currency("JPY")), &[]);
    refused(
        &with(|c| {
            c.currency = currency("JPY");
            c.adjustments.round_to = Some(Decimal::new(5, 2));
        }),
        &[("/round_to", "too_many_decimals")],
    );
    refused(
        &with(|c| {
            c.adjustments.extra_charge =
                Some(ExtraCharge { rate: amount("0.001"), name: None, code: None });
        }),
        &[("/extra_charges/value", "too_many_decimals")],
    );
    let field = |rate| ExtraField { name: "Tip".to_owned(), rate, of: Of::Gross };
    refused(
        &with(|c| c.adjustments.extra_fields = vec![field(amount("1")), field(amount("0.001"))]),
        &[("/extra_fields/1/value", "too_many_decimals")],
    );
    refused(
        &with(|c| c.taxes = vec![tax("Stamp", amount("0.001"))]),
        &[("/taxes/0/value", "too_many_decimals")],
    );
}

#[test]
fn a_discount_is_at_most_what_it_is_taken_from() {
    let out = "out_of_range";
    let of_line = |rate| with_line(|l| l.discount = Some(discount(rate)));
    refused(&of_line(amount("20.00")), &[]);
    refused(&of_line(amount("20.01")), &[("/items/0/discount_value", out)]);
    refused(&of_line(amount("-1")), &[("/items/0/discount_value", out)]);
    refused(&of_line(percent("100")), &[]);
    refused(&of_line(percent("100.01")), &[("/items/0/discount_value", out)]);
    let of_document = |rate| with(|c| c.adjustments.discount = Some(discount(rate)));
    refused(&of_document(amount("20.00")), &[]);
    refused(&of_document(amount("20.01")), &[("/discount_value", out)]);
    refused(&of_document(percent("100.01")), &[("/discount_value", out)]);
    refused(&of_document(percent("-1")), &[("/discount_value", out)]);
}

#[test]
fn a_charge_and_round_to_are_not_negative() {
    let charge = |rate| {
        with(|c| c.adjustments.extra_charge = Some(ExtraCharge { rate, name: None, code: None }))
    };
    refused(&charge(amount("-1")), &[("/extra_charges/value", "out_of_range")]);
    refused(&charge(percent("0")), &[]);
    let round_to = |value| with(|c| c.adjustments.round_to = Some(value));
    refused(&round_to(Decimal::ZERO), &[("/round_to", "out_of_range")]);
    refused(&round_to(Decimal::NEGATIVE_ONE), &[("/round_to", "out_of_range")]);
    refused(&round_to(Decimal::new(5, 2)), &[]);
}

#[test]
fn a_negative_total_is_refused_and_a_return_is_not() {
    let with_return = |quantity| document(vec![line("1", "10", &[]), line(quantity, "10", &[])]);
    refused(&with_return("-1"), &[]);
    refused(&with_return("-2"), &[("/items", "negative_total")]);
    let withheld = ExtraField { name: "Withheld".to_owned(), rate: percent("-101"), of: Of::Gross };
    refused(
        &with(|c| c.adjustments.extra_fields = vec![withheld]),
        &[("/items", "negative_total")],
    );
}

#[test]
fn text_flat_fees_alone_and_what_is_taken_off_are_lines_too() {
    let lines = [
        line("1", "10", &[vat("19")]),
        line("0", "0", &[]),
        Line { flat_fee: Some(Decimal::from(5)), ..line("0", "99", &[vat("19")]) },
        line("2", "-2.50", &[vat("19")]),
    ];
    let totals = totals_of(&document(lines.to_vec())).expect("15.00 less 5.00");
    let nets: Vec<_> = totals.lines.iter().map(|line| line.net.0).collect();
    assert_eq!((nets, totals.total.0), (vec![1000, 0, 500, -500], 1190));
}

#[test]
fn a_tax_has_the_rate_of_its_category_and_is_named_once() {
    let of = |category, rate| Tax { category, ..tax("VAT", percent(rate)) };
    let cases = [
        (Category::Standard, "19", None),
        (Category::Standard, "0", Some("needs_rate")),
        (Category::Zero, "0", None),
        (Category::Zero, "5", Some("forbids_rate")),
        (Category::Exempt, "5", Some("forbids_rate")),
        (Category::ReverseCharge, "19", Some("forbids_rate")),
        (Category::Igic, "7", None),
        (Category::Igic, "0", None),
    ];
    for (category, rate, code) in cases {
        let expected: Vec<_> = code.map(|code| ("/taxes/0/category", code)).into_iter().collect();
        refused(&with(|c| c.taxes = vec![of(category, rate)]), &expected);
    }
    refused(&with(|c| c.taxes = vec![vat("-1")]), &[("/taxes/0/value", "out_of_range")]);
    let twice = vec![vat("19"), vat("7"), vat("19.00")];
    refused(&with_line(|l| l.taxes = twice), &[("/items/0/taxes/2", "duplicate")]);
    assert_eq!(check_tax(&of(Category::Zero, "5"), "/tax")[0].pointer, "/tax/category");
}

#[test]
fn an_amount_tax_is_not_above_the_price_that_includes_it() {
    let stamp = tax("Stamp", amount("30"));
    let included = |of_line: bool| {
        with(|c| {
            c.tax_included = true;
            let list = if of_line { &mut c.lines[0].taxes } else { &mut c.taxes };
            list.push(stamp.clone());
            if !of_line {
                c.lines[0].taxes.clear();
            }
        })
    };
    refused(&included(true), &[("/items/0/taxes/1/value", "out_of_range")]);
    refused(&included(false), &[("/taxes/0/value", "out_of_range")]);
}

#[test]
fn all_faults_are_found_at_once() {
    let content = with(|c| {
        c.due_date = Some("2025-01-01".parse().expect("a date"));
        c.lines.push(Line { base_quantity: Decimal::ZERO, ..line("1", "1", &[vat("-1")]) });
        c.lines.push(Line { flat_fee: Some(Decimal::NEGATIVE_ONE), ..line("1", "1", &[]) });
    });
    refused(
        &content,
        &[
            ("/due_date", "before_issue_date"),
            ("/items/1/base_quantity", "out_of_range"),
            ("/items/1/taxes/0/value", "out_of_range"),
            ("/items/2/flat_fee", "out_of_range"),
        ],
    );
}
