//! What must hold between the fields of a document, and within their numbers.
//!
//! Lengths of texts and the reading of single fields are the business of whoever reads a request. The refusals here are
//! the same for every API.

use crate::{
    document::{AllowanceCharge, Content, Discount, Line, ServicePeriod},
    fault::{Fault, Faults},
    limits::{ALLOWANCES_MAX, EXTRA_FIELDS_MAX, LINES_MAX},
    money::{Amount, DECIMALS_MAX, INTEGER_DIGITS_MAX, NumberError},
    tax::{Rate, TAXES_MAX, Tax},
    totals::{Totals, calculate},
    weight,
};
use rust_decimal::Decimal;

/// Everything that is wrong with a document that a client wrote; empty if it may be kept and issued.
///
/// Includes the faults of the calculation itself, each pointer at most once.
#[must_use]
pub fn check(content: &Content) -> Faults {
    totals_of(content).err().unwrap_or_default()
}

/// What a document comes to, if nothing is wrong with it: [`check`] and [`calculate`] in one.
///
/// # Errors
/// All [`Faults`] of the document. A negative total is `negative_total` at `/items`.
pub fn totals_of(content: &Content) -> Result<Totals, Faults> {
    let mut faults = Faults::new();
    check_dates(content, &mut faults);
    check_document(content, &mut faults);
    weight::check(content, &mut faults);
    if content.lines.is_empty() {
        faults.push(Fault::new("/items", "required", "must have at least one item"));
    } else if content.lines.len() > LINES_MAX {
        faults.push(Fault::new("/items", "too_many", "has more than 1000 items"));
    }
    for (index, line) in content.lines.iter().enumerate() {
        check_line(index, line, &mut faults);
    }
    match calculate(content) {
        Err(found) => {
            for fault in found {
                if faults.iter().all(|known| known.pointer != fault.pointer) {
                    // What comes out follows from all that goes in.
                    faults.push(fault.resting_on([""]));
                }
            }
            Err(faults)
        }
        Ok(_) if !faults.is_empty() => Err(faults),
        Ok(totals) if totals.total < Amount::ZERO => {
            let total = totals.total.to_decimal(content.currency);
            let message = format!("come to a total of {total}, which is below zero");
            Err(vec![Fault::new("/items", "negative_total", message).resting_on([""])])
        }
        Ok(totals) => Ok(totals),
    }
}

fn check_dates(content: &Content, faults: &mut Faults) {
    if content.due_date.is_some_and(|due| due < content.issue_date) {
        let message = format!("is before the issue date {}", content.issue_date);
        let fault = Fault::new("/due_date", "before_issue_date", message);
        faults.push(fault.resting_on(["/issue_date"]));
    }
    check_service(content.service, String::new, faults);
    for (index, line) in content.lines.iter().enumerate() {
        check_service(line.service, || format!("/items/{index}"), faults);
    }
}

fn check_service(service: ServicePeriod, at: impl FnOnce() -> String, faults: &mut Faults) {
    if let (Some(start), Some(end)) = (service.start, service.end)
        && end < start
    {
        let at = at();
        let pointer = format!("{at}/service_end_date");
        let message = format!("is before the service start date {start}");
        let fault = Fault::new(pointer, "before_start", message);
        faults.push(fault.resting_on([format!("{at}/service_start_date")]));
    }
}

fn check_document(content: &Content, faults: &mut Faults) {
    check_discount(content.adjustments.discount.as_ref(), String::new, faults);
    if let Some(charge) = &content.adjustments.extra_charge {
        let value = charge.rate.value();
        let at = || "/extra_charges/value".to_owned();
        if check_number(value, at, faults) && value.is_sign_negative() && !value.is_zero() {
            faults.push(Fault::new(at(), "out_of_range", "must not be negative"));
        }
    }
    check_allowances_charges(&content.adjustments.allowances, "/allowances", faults);
    check_allowances_charges(&content.adjustments.charges, "/charges", faults);
    if content.adjustments.extra_fields.len() > EXTRA_FIELDS_MAX {
        faults.push(Fault::new("/extra_fields", "too_many", "has more than 3 extra fields"));
    }
    for (index, field) in content.adjustments.extra_fields.iter().enumerate() {
        check_number(field.rate.value(), || format!("/extra_fields/{index}/value"), faults);
    }
    check_taxes(&content.taxes, || "/taxes".to_owned(), faults);
    if let Some(step) = content.adjustments.round_to
        && check_number(step, || "/round_to".to_owned(), faults)
        && step <= Decimal::ZERO
    {
        faults.push(Fault::new("/round_to", "out_of_range", "must be above zero"));
    }
}

fn check_allowances_charges(list: &[AllowanceCharge], at: &str, faults: &mut Faults) {
    if list.len() > ALLOWANCES_MAX {
        faults.push(Fault::new(at, "too_many", format!("has more than {ALLOWANCES_MAX} entries")));
    }
    for (index, one) in list.iter().enumerate() {
        let value = one.rate.value();
        let pointer = || format!("{at}/{index}/value");
        if check_number(value, pointer, faults) && value < Decimal::ZERO {
            faults.push(Fault::new(pointer(), "out_of_range", "must not be negative"));
        }
        let Some(tax) = &one.tax else { continue };
        let pointer = || format!("{at}/{index}/tax");
        check_one_tax(tax, pointer, faults);
        if matches!(tax.rate, Rate::Amount(_)) || tax.compound {
            let message = "must be a percentage that is not compound";
            faults.push(Fault::new(pointer(), "not_allowed", message));
        }
    }
}

fn check_line(index: usize, line: &Line, faults: &mut Faults) {
    let at = |field: &str| format!("/items/{index}/{field}");
    if line.name.is_none() && line.description.is_none() && line.product_id.is_none() {
        let message = "an item needs a name, a description or a product_id";
        let others = [at("description"), at("product_id")];
        faults.push(Fault::new(at("name"), "required", message).resting_on(others));
    }
    check_number(line.quantity, || at("quantity"), faults);
    check_number(line.unit_price, || at("unit_price"), faults);
    if check_number(line.base_quantity, || at("base_quantity"), faults)
        && line.base_quantity <= Decimal::ZERO
    {
        faults.push(Fault::new(at("base_quantity"), "out_of_range", "must be above zero"));
    }
    if let Some(fee) = line.flat_fee
        && check_number(fee, || at("flat_fee"), faults)
        && fee < Decimal::ZERO
    {
        faults.push(Fault::new(at("flat_fee"), "out_of_range", "must not be negative"));
    }
    check_discount(line.discount.as_ref(), || format!("/items/{index}"), faults);
    check_taxes(&line.taxes, || at("taxes"), faults);
}

fn check_discount(discount: Option<&Discount>, at: impl Fn() -> String, faults: &mut Faults) {
    let Some(discount) = discount else { return };
    let pointer = || format!("{}/discount_value", at());
    let value = discount.rate.value();
    if !check_number(value, pointer, faults) {
        return;
    }
    if value < Decimal::ZERO {
        faults.push(Fault::new(pointer(), "out_of_range", "must not be negative"));
    } else if matches!(discount.rate, Rate::Percentage(_)) && value > Decimal::ONE_HUNDRED {
        faults.push(Fault::new(pointer(), "out_of_range", "must not be above 100 per cent"));
    }
}

fn check_taxes(taxes: &[Tax], list: impl Fn() -> String, faults: &mut Faults) {
    if taxes.len() > TAXES_MAX {
        faults.push(Fault::new(list(), "too_many", "has more than 3 taxes"));
    }
    for (index, tax) in taxes.iter().enumerate() {
        check_one_tax(tax, || format!("{}/{index}", list()), faults);
        let same = |other: &Tax| {
            (&other.name, other.rate, other.category) == (&tax.name, tax.rate, tax.category)
        };
        if taxes[..index].iter().any(same) {
            let pointer = format!("{}/{index}", list());
            let message = "is the same tax as one before it";
            faults.push(Fault::new(pointer, "duplicate", message).resting_on([list()]));
        }
    }
}

/// What is wrong with a tax by itself, such as an entry of the account's table; pointers begin with `at`.
#[must_use]
pub fn check_tax(tax: &Tax, at: &str) -> Faults {
    let mut faults = Faults::new();
    check_one_tax(tax, || at.to_owned(), &mut faults);
    faults
}

fn check_one_tax(tax: &Tax, at: impl Fn() -> String, faults: &mut Faults) {
    let value = tax.rate.value();
    if !check_number(value, || format!("{}/value", at()), faults) {
        return;
    }
    if value < Decimal::ZERO {
        faults.push(Fault::new(format!("{}/value", at()), "out_of_range", "must not be negative"));
    } else {
        check_category(tax, || format!("{}/category", at()), faults);
    }
}

/// EN 16931 BR-S-05 and its sisters: which categories have a rate.
fn check_category(tax: &Tax, pointer: impl FnOnce() -> String, faults: &mut Faults) {
    let positive = tax.rate.value() > Decimal::ZERO;
    match tax.category.wants_positive_rate() {
        Some(true) if !positive => {
            let message = format!("category {} needs a rate above zero", tax.category.code());
            faults.push(Fault::new(pointer(), "needs_rate", message));
        }
        Some(false) if positive => {
            let message = format!("category {} has no rate above zero", tax.category.code());
            faults.push(Fault::new(pointer(), "forbids_rate", message));
        }
        _ => {}
    }
}

/// Whether a number keeps within what is calculated with; else says so.
fn check_number(value: Decimal, pointer: impl FnOnce() -> String, faults: &mut Faults) -> bool {
    let value = if value.scale() > DECIMALS_MAX { value.normalize() } else { value };
    let error = if value.scale() > DECIMALS_MAX {
        NumberError::TooManyDecimals { max: DECIMALS_MAX }
    } else if value.mantissa().unsigned_abs() >= 10_u128.pow(INTEGER_DIGITS_MAX + value.scale()) {
        NumberError::TooLarge
    } else {
        return true;
    };
    faults.push(Fault::new(pointer(), error.code(), error.to_string()));
    false
}
