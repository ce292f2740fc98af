//! Credit notes: what they take back, and that they never take back more than there is.
//!
//! What a note comes to is not calculated from its own lines, since rounding would then leave cents behind. It is the
//! difference of two cumulative figures of the invoice: what is credited with the note, less what was credited before
//! it (`shares`). So notes in parts sum to the invoice in every figure, whatever the parts, and each note keeps
//! gross = net + tax and Σ line net = subtotal. A note of the whole has the invoice's own totals.
//!
//! The totals stored with a note are therefore authoritative; [`totals_of`] computes them again.

mod draft;
mod shares;

pub use draft::{hold, restate};

use crate::{
    document::{Content, DueDateSource, Line, PaymentMeans, Presentation, References, Texts},
    fault::{Fault, Faults},
    id::LineId,
    invoice::{CreditedLine, Invoice, Stage},
    money::{Amount, Currency, DECIMALS_MAX, NumberError, Sum},
    refusal::Refusal,
    tax::Rate,
    totals::{LineTotals, TaxTotal, Totals},
};
use jiff::civil::Date;
use rust_decimal::Decimal;
use shares::Ledger;

/// What is to be credited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// All that is not credited yet.
    Whole,
    /// Lines of the invoice, and how many of each; all that remains of a line where no quantity is said.
    Lines(Vec<(LineId, Option<Decimal>)>),
}

/// What an earlier note took back: its lines of the invoice, in the order of its own, and its totals.
#[derive(Clone, Copy)]
struct Credited<'a> {
    lines: &'a [CreditedLine],
    totals: &'a Totals,
}

/// The notes that count: issued and not void.
fn counted(notes: &[Invoice]) -> Vec<Credited<'_>> {
    let issued = notes.iter().filter(|note| matches!(note.stage, Stage::Issued(_)));
    issued.map(|note| Credited { lines: &note.credited_lines, totals: &note.totals }).collect()
}

/// A credit note as it is to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// What it says.
    pub content: Content,
    /// What it comes to; not `calculate(content)`, see [the module](self).
    pub totals: Totals,
    /// What it takes back of the invoice's lines, in the order of its lines.
    pub credited_lines: Vec<CreditedLine>,
}

/// Why no credit note is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MakeError {
    /// The request is wrong.
    Faults(Faults),
    /// The invoice does not allow it.
    Refused(Refusal),
}

impl From<Faults> for MakeError {
    fn from(faults: Faults) -> Self {
        Self::Faults(faults)
    }
}

/// Makes the credit note that takes `wanted` back from an invoice.
///
/// `notes` are the invoice's credit notes; those that are not issued, or void, count for nothing. Whether the invoice's
/// stage allows credit notes is for [`Invoice::decide`] to say.
///
/// # Errors
/// [`MakeError::Faults`] with pointers into `{items: [{id, quantity}]}`: `not_found`, `duplicate`, `out_of_range`,
/// `above_remaining`. [`MakeError::Refused`] with [`Refusal::CreditAboveInvoice`] if nothing remains, or if the notes
/// together would take back more than the invoice asks for (which lines of opposite sign can bring about).
pub fn make(
    invoice: &Invoice,
    notes: &[Invoice],
    wanted: &Wanted,
    new_line_id: &mut dyn FnMut() -> LineId,
    issue_date: Date,
) -> Result<Made, MakeError> {
    let already = counted(notes);
    let credited_lines = match wanted {
        Wanted::Whole => remaining_lines(invoice, &already),
        Wanted::Lines(wanted) => chosen_lines(invoice, &already, wanted)?,
    };
    if credited_lines.is_empty() {
        return Err(above_invoice(invoice, &already));
    }
    let ledger = Ledger::new(invoice, &already, &credited_lines)?;
    let totals = ledger.totals()?;
    let notes: Vec<_> = already.iter().map(|note| note.totals).chain([&totals]).collect();
    if exceeds(invoice, &notes) {
        return Err(above_invoice(invoice, &already));
    }
    if totals.total < Amount::ZERO {
        let total = invoice.worded(totals.total);
        let message = format!("come to a credit of {total}, which is below zero");
        return Err(vec![Fault::new("/items", "negative_total", message)].into());
    }
    let content = written(invoice, &ledger, &totals, &credited_lines, new_line_id, issue_date)?;
    Ok(Made { content, totals, credited_lines })
}

/// What of an invoice's lines its notes have not taken back yet, in the order of its lines; nothing if only text is left.
#[must_use]
pub fn remaining(invoice: &Invoice, notes: &[Invoice]) -> Vec<CreditedLine> {
    remaining_lines(invoice, &counted(notes))
}

/// What a note of `lines` comes to if it was made after `notes`: the computation behind [`make`].
///
/// # Errors
/// [`Faults`] only if the invoice has no such line, or cannot be calculated itself.
pub fn totals_of(
    invoice: &Invoice,
    notes: &[Invoice],
    lines: &[CreditedLine],
) -> Result<Totals, Faults> {
    Ledger::new(invoice, &counted(notes), lines)?.totals()
}

/// Whether a note's totals can be right by themselves: they sum up, take back no more than the invoice asks for, and
/// are the invoice's own if the note is of the whole.
///
/// To the cent they follow only from the notes before it, see [`totals_of`].
#[must_use]
pub fn totals_hold(invoice: &Invoice, note: &Invoice) -> bool {
    let whole = note.credited_lines.len() == invoice.content.lines.len()
        && note.credited_lines.iter().zip(&invoice.content.lines).all(|(credited, line)| {
            credited.line_id == line.id && credited.quantity == line.quantity
        });
    note.totals.contradiction().is_none()
        && !exceeds(invoice, &[&note.totals])
        && (!whole || note.totals == invoice.totals)
}

/// Whether notes together take back more than the invoice asks for: in what is payable, or in any tax.
fn exceeds(invoice: &Invoice, notes: &[&Totals]) -> bool {
    let beyond = |sum: Sum, whole: Amount| {
        let whole = Sum::from(whole);
        if whole < Sum::ZERO { sum < whole } else { sum > whole }
    };
    let payable = notes.iter().map(|note| note.payable()).sum();
    let of_tax = |tax: &TaxTotal| {
        let amounts =
            notes.iter().flat_map(|note| &note.taxes).filter(|other| same_tax(tax, other));
        amounts.map(|other| other.amount).sum()
    };
    beyond(payable, invoice.totals.payable())
        || invoice.totals.taxes.iter().any(|tax| beyond(of_tax(tax), tax.amount))
}

fn same_tax(a: &TaxTotal, b: &TaxTotal) -> bool {
    (&a.name, a.rate, a.category) == (&b.name, b.rate, b.category)
}

fn above_invoice(invoice: &Invoice, already: &[Credited<'_>]) -> MakeError {
    let credited: Sum = already.iter().map(|note| note.totals.payable()).sum();
    let left = invoice.worded((Sum::from(invoice.totals.payable()) - credited).nearest());
    MakeError::Refused(Refusal::CreditAboveInvoice { left })
}

/// How many of a line were credited by the notes.
fn credited_quantity(already: &[Credited<'_>], line: LineId) -> Decimal {
    let lines = already.iter().flat_map(|note| note.lines);
    lines.filter(|credited| credited.line_id == line).map(|credited| credited.quantity).sum()
}

fn is_named(already: &[Credited<'_>], line: LineId) -> bool {
    already.iter().flat_map(|note| note.lines).any(|credited| credited.line_id == line)
}

/// Whether a line comes to nothing whatever is credited of it: text between other lines.
fn is_text(line: &Line, totals: &LineTotals) -> bool {
    line.quantity.is_zero() && *totals == LineTotals::default()
}

/// All that is not credited yet; nothing if only text is left.
fn remaining_lines(invoice: &Invoice, already: &[Credited<'_>]) -> Vec<CreditedLine> {
    let lines = invoice.content.lines.iter().zip(&invoice.totals.lines);
    let mut is_worth_a_note = already.is_empty();
    let mut remaining = Vec::new();
    for (line, totals) in lines {
        let quantity = line.quantity - credited_quantity(already, line.id);
        let is_left =
            if line.quantity.is_zero() { !is_named(already, line.id) } else { !quantity.is_zero() };
        if is_left {
            is_worth_a_note |= !is_text(line, totals);
            remaining.push(CreditedLine { line_id: line.id, quantity });
        }
    }
    if is_worth_a_note { remaining } else { Vec::new() }
}

fn chosen_lines(
    invoice: &Invoice,
    already: &[Credited<'_>],
    wanted: &[(LineId, Option<Decimal>)],
) -> Result<Vec<CreditedLine>, Faults> {
    let mut faults = Faults::new();
    let mut chosen: Vec<CreditedLine> = Vec::with_capacity(wanted.len());
    if wanted.is_empty() {
        faults.push(Fault::new("/items", "required", "must have at least one item"));
    }
    for (index, (line_id, quantity)) in wanted.iter().enumerate() {
        let line_id = *line_id;
        let mut fault = |field: &str, code, message: String| {
            faults.push(Fault::new(format!("/items/{index}/{field}"), code, message));
        };
        let Some(line) = invoice.content.lines.iter().find(|line| line.id == line_id) else {
            fault("id", "not_found", format!("{} has no such item", invoice.title()));
            continue;
        };
        if chosen.iter().any(|other| other.line_id == line_id) {
            fault("id", "duplicate", "is the same item as one before it".to_owned());
            continue;
        }
        let remaining = line.quantity - credited_quantity(already, line_id);
        let quantity = quantity.unwrap_or(remaining);
        // Text, or a flat fee alone, is credited once and as a whole.
        let is_once = line.quantity.is_zero() && !is_named(already, line_id);
        let above = quantity.abs() > remaining.abs() || (remaining.is_zero() && !is_once);
        if quantity.normalize().scale() > DECIMALS_MAX {
            let error = NumberError::TooManyDecimals { max: DECIMALS_MAX };
            fault("quantity", error.code(), error.to_string());
        } else if quantity.is_zero() && !remaining.is_zero() {
            fault("quantity", "out_of_range", "must not be zero".to_owned());
        } else if above {
            let message = format!("is above the {} that remain uncredited", remaining.normalize());
            fault("quantity", "above_remaining", message);
        } else if (quantity < Decimal::ZERO) != (line.quantity < Decimal::ZERO) {
            fault(
                "quantity",
                "out_of_range",
                "must have the sign of the item's quantity".to_owned(),
            );
        } else {
            chosen.push(CreditedLine { line_id, quantity });
        }
    }
    if faults.is_empty() { Ok(chosen) } else { Err(faults) }
}

/// What the note says: the invoice's lines and terms, amounts in place of what is credited in part.
fn written(
    invoice: &Invoice,
    ledger: &Ledger<'_>,
    totals: &Totals,
    lines: &[CreditedLine],
    new_line_id: &mut dyn FnMut() -> LineId,
    issue_date: Date,
) -> Result<Content, Faults> {
    let of = &invoice.content;
    let in_part = *totals != invoice.totals;
    let mut content = Content {
        issue_date,
        due_date: None,
        due_date_source: DueDateSource::Terms,
        number: None,
        presentation: Presentation { slug: None, ..of.presentation.clone() },
        // What the invoice says to its payer would ask for money that is given back.
        texts: Texts::default(),
        payment_means: PaymentMeans::default(),
        references: References { preceding: vec![], ..of.references.clone() },
        notes: None,
        terms: None,
        payment_terms: None,
        payment_days: None,
        external_source: None,
        external_source_id: None,
        metadata: None,
        lines: Vec::with_capacity(lines.len()),
        ..of.clone()
    };
    for (position, (credited, line)) in lines.iter().zip(ledger.credited_lines()).enumerate() {
        let mut written = Line { id: new_line_id(), quantity: credited.quantity, ..line.clone() };
        if credited.quantity != line.quantity {
            written.flat_fee = match line.flat_fee {
                Some(_) => Some(ledger.flat_fee(position)?.to_decimal(of.currency)),
                None => None,
            };
            if let Some(discount) = &mut written.discount {
                put_amount(&mut discount.rate, totals.lines[position].discount, of.currency);
            }
            let amounts = ledger.line_taxes(position)?;
            for (tax, amount) in written.taxes.iter_mut().zip(amounts) {
                put_amount(&mut tax.rate, amount, of.currency);
            }
        }
        content.lines.push(written);
    }
    if in_part {
        // As the invoice says them: with tax where prices include it.
        let (discount, charge) = totals.discount_and_extra_charge();
        let adjustments = &mut content.adjustments;
        if let Some(own) = &mut adjustments.discount {
            put_amount(&mut own.rate, discount, of.currency);
        }
        if let Some(own) = &mut adjustments.extra_charge {
            put_amount(&mut own.rate, charge, of.currency);
        }
        let allowances = adjustments.allowances.iter_mut().zip(&totals.each_allowance);
        for (own, total) in
            allowances.chain(adjustments.charges.iter_mut().zip(&totals.each_charge))
        {
            put_amount(&mut own.rate, total.amount, of.currency);
        }
        for (field, amount) in content.adjustments.extra_fields.iter_mut().zip(&totals.extra_fields)
        {
            put_amount(&mut field.rate, *amount, of.currency);
        }
        for tax in &mut content.taxes {
            let total = totals.taxes.iter().find(|total| total.is_of(tax));
            let amount = total.map_or(Amount::ZERO, |total| total.amount);
            put_amount(&mut tax.rate, amount, of.currency);
        }
    }
    Ok(content)
}

/// Puts the credited amount in place of the invoice's; a percentage stays what it is.
fn put_amount(rate: &mut Rate, amount: Amount, currency: Currency) {
    if let Rate::Amount(value) = rate {
        *value = amount.to_decimal(currency);
    }
}
