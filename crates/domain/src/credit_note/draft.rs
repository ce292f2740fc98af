//! Drafts of credit notes that were issued before: what follows from the invoice, and what the account may write.

use crate::{
    document::Content,
    fault::{Fault, Faults},
};

/// Holds a changed draft to what follows from its invoice: customer, currency, lines and all that figures are made of.
///
/// Lines that say what they said before keep their ids.
///
/// # Errors
/// `read_only` at each field that is to say something else.
pub fn hold(before: &Content, after: &mut Content) -> Result<(), Faults> {
    if after.lines.len() == before.lines.len() {
        for (line, kept) in after.lines.iter_mut().zip(&before.lines) {
            line.id = kept.id;
        }
    }
    let changes = [
        ("/customer_id", after.customer_id != before.customer_id),
        ("/currency", after.currency != before.currency),
        ("/items", after.lines != before.lines),
        ("/taxes", after.taxes != before.taxes),
        ("/tax_included", after.tax_included != before.tax_included),
        ("/discount_value", after.adjustments.discount != before.adjustments.discount),
        ("/allowances", after.adjustments.allowances != before.adjustments.allowances),
        ("/charges", after.adjustments.charges != before.adjustments.charges),
        ("/extra_charges", after.adjustments.extra_charge != before.adjustments.extra_charge),
        ("/extra_fields", after.adjustments.extra_fields != before.adjustments.extra_fields),
        ("/round_to", after.adjustments.round_to != before.adjustments.round_to),
    ];
    let fixed = changes.into_iter().filter(|(_, is_changed)| *is_changed);
    let message = "follows from the invoice that is credited; publish this credit note, void it and make another";
    let faults: Faults =
        fixed.map(|(pointer, _)| Fault::new(pointer, "read_only", message)).collect();
    if faults.is_empty() { Ok(()) } else { Err(faults) }
}

/// Puts what follows from the invoice, in a note that was made anew, into a draft; what the account wrote stays.
pub fn restate(draft: &mut Content, made: Content) {
    let mut lines = made.lines;
    if lines.len() == draft.lines.len() {
        for (line, kept) in lines.iter_mut().zip(&draft.lines) {
            line.id = kept.id;
        }
    }
    draft.lines = lines;
    draft.customer_id = made.customer_id;
    draft.currency = made.currency;
    draft.taxes = made.taxes;
    draft.tax_included = made.tax_included;
    draft.tax_rounding = made.tax_rounding;
    draft.adjustments = made.adjustments;
}
