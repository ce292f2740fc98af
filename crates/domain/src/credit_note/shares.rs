//! Cumulative shares: what an invoice comes to as far as its lines are credited.
//!
//! A line of which `credited` of `quantity` are credited has
//! - gross, and a discount in per cent, as quantity × price gives them; a fee, `round(fee × credited ÷ quantity)`;
//! - every other figure `round(figure × credited ÷ quantity)`: tax, base (net less its share of the document's
//!   discount), and what is paid for it where its discount is an amount.
//!
//! Each grows with the quantity and ends at the line's own figure. Of the document, charge and amounts after tax are
//! credited as the sum of the lines' bases is; percentages after tax are taken on the gross credited so far.

use super::{Credited, names_tax, same_tax};
use crate::{
    fault::{Fault, Faults},
    invoice::{Content, CreditedLine, Invoice, Line},
    money::Amount,
    rounding::{self, Exact},
    tax::{Rate, TAXES_MAX, Tax},
    totals::{Breakdown, LineTotals, TaxTotal, Totals, breakdown},
};
use rust_decimal::Decimal;

/// The invoice's books of what was credited: before the note, and with it.
pub(super) struct Ledger<'a> {
    invoice: &'a Invoice,
    already: &'a [Credited<'a>],
    breakdown: Breakdown,
    before: Vec<State>,
    after: Vec<State>,
    /// Which lines of the invoice the note takes back, in its order.
    chosen: Vec<usize>,
}

/// How far a line is credited.
#[derive(Clone, Copy, Debug, Default)]
struct State {
    quantity: Decimal,
    totals: LineTotals,
}

impl State {
    fn base(&self) -> Amount {
        self.totals.total - self.totals.tax
    }
}

fn too_large() -> Faults {
    vec![Fault::new("/items", "too_large", "has numbers too large to be credited in parts")]
}

impl<'a> Ledger<'a> {
    /// Opens the books for a note of `lines`; lines that the invoice does not have are faults.
    pub(super) fn new(
        invoice: &'a Invoice,
        already: &'a [Credited<'a>],
        lines: &[CreditedLine],
    ) -> Result<Self, Faults> {
        let index_of = |credited: &CreditedLine| {
            let has_id = |line: &Line| line.id == credited.line_id;
            invoice.content.lines.iter().position(has_id).ok_or_else(|| {
                let message = format!("{} has no item {}", invoice.title(), credited.line_id);
                vec![Fault::new("/items", "not_found", message)]
            })
        };
        let mut before = vec![State::default(); invoice.content.lines.len()];
        for note in already {
            for (credited, totals) in note.lines.iter().zip(&note.totals.lines) {
                let state = &mut before[index_of(credited)?];
                state.quantity += credited.quantity;
                state.totals = add(&state.totals, totals);
            }
        }
        let mut after = before.clone();
        let mut chosen = Vec::with_capacity(lines.len());
        for credited in lines {
            let index = index_of(credited)?;
            let quantity = before[index].quantity + credited.quantity;
            let line = &invoice.content.lines[index];
            let totals =
                credited_so_far(&invoice.content, line, &invoice.totals.lines[index], quantity);
            after[index] = State { quantity, totals: totals.ok_or_else(too_large)? };
            chosen.push(index);
        }
        Ok(Self {
            invoice,
            already,
            breakdown: breakdown(&invoice.content)?,
            before,
            after,
            chosen,
        })
    }

    /// The lines of the invoice that the note takes back.
    pub(super) fn credited_lines(&self) -> impl Iterator<Item = &Line> {
        self.chosen.iter().map(|index| &self.invoice.content.lines[*index])
    }

    /// The note's part of the flat fee of its line at `position`.
    pub(super) fn flat_fee(&self, position: usize) -> Result<Amount, Faults> {
        let index = self.chosen[position];
        let line = &self.invoice.content.lines[index];
        let fee = |state: &State| fee_so_far(&self.invoice.content, line, state.quantity);
        let after = fee(&self.after[index]).ok_or_else(too_large)?;
        Ok(after - fee(&self.before[index]).ok_or_else(too_large)?)
    }

    /// The note's part of each tax of its line at `position`.
    pub(super) fn line_taxes(&self, position: usize) -> Result<[Amount; TAXES_MAX], Faults> {
        let index = self.chosen[position];
        let mut parts = self.split_tax(index, &self.after[index]).ok_or_else(too_large)?;
        let before = self.split_tax(index, &self.before[index]).ok_or_else(too_large)?;
        for (part, before) in parts.iter_mut().zip(before) {
            *part = *part - before;
        }
        Ok(parts)
    }

    /// What the note comes to.
    pub(super) fn totals(&self) -> Result<Totals, Faults> {
        let after = self.figures(&self.after).ok_or_else(too_large)?;
        let before = if self.is_complete() {
            // The last note takes exactly what the others left, even if one between them was voided.
            self.sum_of_notes()
        } else {
            self.figures(&self.before).ok_or_else(too_large)?
        };
        let mut totals = subtract(&after, &before);
        let part =
            |index: &usize| subtract_line(&self.after[*index].totals, &self.before[*index].totals);
        totals.lines = self.chosen.iter().map(part).collect();
        totals.taxes.retain(|total| {
            let borne =
                |index: &usize| self.taxes_of(*index).iter().any(|tax| names_tax(total, tax));
            !total.base.is_zero() || !total.amount.is_zero() || self.chosen.iter().any(borne)
        });
        Ok(totals)
    }

    fn is_complete(&self) -> bool {
        let lines = self.invoice.content.lines.iter();
        lines.zip(&self.after).all(|(line, state)| line.quantity == state.quantity)
    }

    fn taxes_of(&self, index: usize) -> &[Tax] {
        let content = &self.invoice.content;
        let own = &content.lines[index].taxes;
        if own.is_empty() { &content.taxes } else { own }
    }

    /// Splits a line's credited tax over its taxes, as the invoice splits the line's whole tax.
    fn split_tax(&self, index: usize, state: &State) -> Option<[Amount; TAXES_MAX]> {
        let mut parts = [Amount::ZERO; TAXES_MAX];
        let whole = &self.breakdown.line_taxes[index];
        for (part, share) in parts.iter_mut().zip(rounding::spread(state.totals.tax, whole)?) {
            *part = share;
        }
        Some(parts)
    }

    /// What the invoice comes to as far as its lines are credited, with all of its taxes in their order.
    fn figures(&self, states: &[State]) -> Option<Totals> {
        let whole = &self.invoice.totals;
        let content = &self.invoice.content;
        let (credited, bases) = self.fraction(states);
        let of_document = |amount: Amount| ratio(amount, credited, bases);
        let mut totals = Totals {
            taxes: whole.taxes.iter().map(empty).collect(),
            charges: of_document(whole.charges)?,
            ..Totals::default()
        };
        // What of each tax is not a line's: the charge's, and amounts that no line bears.
        let mut of_no_line: Vec<(Amount, Amount)> =
            whole.taxes.iter().map(|tax| (tax.base, tax.amount)).collect();
        for (index, state) in states.iter().enumerate() {
            totals.subtotal += state.totals.net;
            totals.discount += state.totals.net - state.base();
            let full =
                State { quantity: content.lines[index].quantity, totals: whole.lines[index] };
            let parts = self.split_tax(index, state)?;
            let fulls = self.split_tax(index, &full)?;
            for (position, tax) in self.taxes_of(index).iter().enumerate() {
                let at = whole.taxes.iter().position(|total| names_tax(total, tax))?;
                let before = if tax.compound { position } else { 0 };
                let base = |state: &State, parts: &[Amount; TAXES_MAX]| {
                    state.base() + parts[..before].iter().copied().sum()
                };
                totals.taxes[at].base += base(state, &parts);
                totals.taxes[at].amount += parts[position];
                of_no_line[at].0 = of_no_line[at].0 - base(&full, &fulls);
                of_no_line[at].1 = of_no_line[at].1 - fulls[position];
            }
        }
        for (tax, (base, amount)) in totals.taxes.iter_mut().zip(of_no_line) {
            tax.base += of_document(base)?;
            tax.amount += of_document(amount)?;
            totals.tax += tax.amount;
        }
        totals.net = totals.subtotal - totals.discount + totals.charges;
        totals.gross = totals.net + totals.tax;
        totals.total = totals.gross;
        for (field, amount) in content.extra_fields.iter().zip(&whole.extra_fields) {
            let amount = match field.rate {
                Rate::Amount(_) => of_document(*amount)?,
                Rate::Percentage(percent) => {
                    Amount(Exact::whole(totals.gross).percent(percent)?.rounded()?)
                }
            };
            totals.extra_fields.push(amount);
            totals.total += amount;
        }
        if let Some(step) = content.round_to {
            let step = Amount::from_decimal(step, content.currency).ok()?;
            totals.rounding = rounding::round_to_multiple(totals.total, step)? - totals.total;
        }
        Some(totals)
    }

    /// How much of the lines' bases is credited; of their number, where they all come to nothing.
    fn fraction(&self, states: &[State]) -> (Decimal, Decimal) {
        let magnitude = |amount: Amount| Decimal::from(amount.0).abs();
        let whole = &self.invoice.totals.lines;
        let bases: Decimal = whole.iter().map(|line| magnitude(line.total - line.tax)).sum();
        if bases.is_zero() {
            let lines = self.invoice.content.lines.iter();
            let full = lines.zip(states).filter(|(line, state)| line.quantity == state.quantity);
            return (Decimal::from(full.count()), Decimal::from(whole.len()));
        }
        let credited: Decimal = states.iter().map(|state| magnitude(state.base())).sum();
        (credited.min(bases), bases)
    }

    fn sum_of_notes(&self) -> Totals {
        let whole = &self.invoice.totals;
        let mut sum = Totals {
            taxes: whole.taxes.iter().map(empty).collect(),
            extra_fields: vec![Amount::ZERO; whole.extra_fields.len()],
            ..Totals::default()
        };
        for Credited { totals, .. } in self.already {
            sum.subtotal += totals.subtotal;
            sum.discount += totals.discount;
            sum.charges += totals.charges;
            sum.net += totals.net;
            sum.tax += totals.tax;
            sum.gross += totals.gross;
            sum.total += totals.total;
            sum.rounding += totals.rounding;
            for (sum, field) in sum.extra_fields.iter_mut().zip(&totals.extra_fields) {
                *sum += *field;
            }
            for tax in &totals.taxes {
                if let Some(sum) = sum.taxes.iter_mut().find(|sum| same_tax(sum, tax)) {
                    sum.base += tax.base;
                    sum.amount += tax.amount;
                }
            }
        }
        sum
    }
}

fn empty(tax: &TaxTotal) -> TaxTotal {
    TaxTotal { base: Amount::ZERO, amount: Amount::ZERO, ..tax.clone() }
}

/// `round(amount × part ÷ whole)`.
fn ratio(amount: Amount, part: Decimal, whole: Decimal) -> Option<Amount> {
    if part == whole {
        return Some(amount);
    }
    let exact = Exact::whole(amount).times(Exact::of(part))?.over(Exact::of(whole))?;
    exact.rounded().map(Amount)
}

fn fee_so_far(content: &Content, line: &Line, credited: Decimal) -> Option<Amount> {
    let fee = Amount::from_decimal(line.flat_fee.unwrap_or_default(), content.currency).ok()?;
    ratio(fee, credited, line.quantity)
}

/// What a line comes to as far as it is credited; see [the module](self).
fn credited_so_far(
    content: &Content,
    line: &Line,
    whole: &LineTotals,
    credited: Decimal,
) -> Option<LineTotals> {
    if credited == line.quantity {
        return Some(*whole);
    }
    let share = |amount: Amount| ratio(amount, credited, line.quantity);
    let product = Exact::in_minor_units(line.unit_price, content.currency)?
        .times(Exact::of(credited))?
        .over(Exact::of(line.base_quantity))?;
    let gross = Amount(product.rounded()?) + fee_so_far(content, line, credited)?;
    let paid = match line.discount.as_ref().map(|discount| discount.rate) {
        None => gross,
        Some(Rate::Amount(_)) => share(whole.gross - whole.discount)?,
        Some(Rate::Percentage(percent)) => {
            gross - Amount(Exact::whole(gross).percent(percent)?.rounded()?)
        }
    };
    let included = share(whole.gross - whole.discount - whole.net)?;
    let net = paid - included;
    let whole_base = whole.total - whole.tax;
    // A share of the document's discount of zero: the base is the net, to the cent.
    let base = if whole_base == whole.net { net } else { share(whole_base)? };
    let tax = share(whole.tax)?;
    Some(LineTotals { gross, discount: gross - paid, net, tax, total: base + tax })
}

fn add(a: &LineTotals, b: &LineTotals) -> LineTotals {
    LineTotals {
        gross: a.gross + b.gross,
        discount: a.discount + b.discount,
        net: a.net + b.net,
        tax: a.tax + b.tax,
        total: a.total + b.total,
    }
}

fn subtract_line(a: &LineTotals, b: &LineTotals) -> LineTotals {
    LineTotals {
        gross: a.gross - b.gross,
        discount: a.discount - b.discount,
        net: a.net - b.net,
        tax: a.tax - b.tax,
        total: a.total - b.total,
    }
}

/// `a − b` of the document; the lines are left out.
fn subtract(a: &Totals, b: &Totals) -> Totals {
    let taxes = a.taxes.iter().zip(&b.taxes).map(|(a, b)| TaxTotal {
        base: a.base - b.base,
        amount: a.amount - b.amount,
        ..a.clone()
    });
    Totals {
        lines: Vec::new(),
        subtotal: a.subtotal - b.subtotal,
        discount: a.discount - b.discount,
        charges: a.charges - b.charges,
        net: a.net - b.net,
        taxes: taxes.collect(),
        tax: a.tax - b.tax,
        gross: a.gross - b.gross,
        extra_fields: a.extra_fields.iter().zip(&b.extra_fields).map(|(a, b)| *a - *b).collect(),
        total: a.total - b.total,
        rounding: a.rounding - b.rounding,
    }
}
