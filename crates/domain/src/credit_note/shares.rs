//! Cumulative shares: what an invoice comes to as far as its lines are credited.
//!
//! A line of which `credited` of `quantity` are credited has
//! - gross, and a discount in per cent, as quantity × price gives them; a fee, `round(fee × credited ÷ quantity)`;
//! - every other figure `round(figure × credited ÷ quantity)`: tax, base (net less its share of the document's
//!   discount), and what is paid for it where its discount is an amount. Where prices include tax it is what is paid
//!   after the discount that is shared so, and the base is what the tax leaves of it.
//!
//! Each grows with the quantity and ends at the line's own figure. A line with the quantity zero (text, or a flat fee
//! alone) is credited as a whole. Of the document, charge and amounts after tax are credited as the sum of the lines'
//! bases is; percentages after tax are taken on the gross or net credited so far.

use super::{Credited, same_tax};
use crate::{
    document::{Content, Line, Of},
    fault::{Fault, Faults},
    invoice::{CreditedLine, Invoice},
    money::{Amount, Sum},
    rounding::{self, Exact},
    tax::{Rate, TAXES_MAX, Tax},
    totals::{AllowanceChargeTotal, Breakdown, Inclusive, LineTotals, TaxTotal, Totals, breakdown},
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
    /// Whether a note names it: a line with the quantity zero is credited by that.
    named: bool,
    quantity: Decimal,
    totals: LineTotals,
}

/// What lines come to as far as they are credited, and what else the document's taxes are.
struct Tally {
    subtotal: Sum,
    discount: Sum,
    /// What is paid for the lines, before and after the document's discount.
    paid: Sum,
    left: Sum,
    /// Base and amount of each tax.
    taxes: Vec<(Sum, Sum)>,
    /// What of each whole tax is not a line's: the charges', and amounts that no line bears.
    of_no_line: Vec<(Sum, Sum)>,
}

impl State {
    fn base(&self) -> Amount {
        self.totals.total - self.totals.tax
    }

    fn is_full(&self, line: &Line) -> bool {
        self.named && self.quantity == line.quantity
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
                state.named = true;
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
            let totals = credited_so_far(invoice, line, &invoice.totals.lines[index], quantity);
            let totals = totals.ok_or_else(too_large)?;
            after[index] = State { named: true, quantity, totals };
            chosen.push(index);
        }
        Ok(Self {
            invoice,
            already,
            breakdown: breakdown(&invoice.content, invoice.totals.rules)?,
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
            self.figures(&self.before)
        };
        let before = before.ok_or_else(too_large)?;
        let mut totals = combined(&after, &before, Amount::minus).ok_or_else(too_large)?;
        let part =
            |index: &usize| subtract_line(&self.after[*index].totals, &self.before[*index].totals);
        totals.lines = self.chosen.iter().map(part).collect();
        totals.taxes.retain(|total| {
            let borne = |index: &usize| self.taxes_of(*index).iter().any(|tax| total.is_of(tax));
            !total.base.is_zero() || !total.amount.is_zero() || self.chosen.iter().any(borne)
        });
        Ok(totals)
    }

    fn is_complete(&self) -> bool {
        let lines = self.invoice.content.lines.iter().zip(&self.invoice.totals.lines);
        lines
            .zip(&self.after)
            .all(|((line, whole), state)| state.is_full(line) || super::is_text(line, whole))
    }

    fn taxes_of(&self, index: usize) -> &[Tax] {
        let content = &self.invoice.content;
        let own = &content.lines[index].taxes;
        if own.is_empty() { &content.taxes } else { own }
    }

    /// Splits a line's credited tax over its taxes, as the invoice splits the line's whole tax.
    fn split_tax(&self, index: usize, state: &State) -> Option<[Amount; TAXES_MAX]> {
        let whole = &self.breakdown.line_taxes[index];
        let of_whole: Sum = whole.iter().copied().sum();
        // Taxes that cancel each other out cannot be told apart by their sum: the first part takes them whole.
        if state.named && of_whole == state.totals.tax.into() {
            return Some(*whole);
        }
        let mut parts = [Amount::ZERO; TAXES_MAX];
        for (part, share) in parts.iter_mut().zip(rounding::spread(state.totals.tax, whole)?) {
            *part = share;
        }
        Some(parts)
    }

    /// What the invoice comes to as far as its lines are credited, with all of its taxes in their order.
    fn figures(&self, states: &[State]) -> Option<Totals> {
        let whole = &self.invoice.totals;
        let (credited, bases) = self.fraction(states);
        let of_document = |amount: Amount| ratio(amount, credited, bases);
        let tally = self.tally(states)?;
        let mut of_no_line = Vec::with_capacity(whole.taxes.len());
        for (base, amount) in &tally.of_no_line {
            of_no_line.push((of_document(base.amount()?)?, of_document(amount.amount()?)?));
        }
        let mut totals = Totals {
            rules: whole.rules,
            subtotal: tally.subtotal.amount()?,
            discount: tally.discount.amount()?,
            taxes: whole.taxes.iter().map(empty).collect(),
            ..Totals::default()
        };
        let charges = self.charges();
        let mut credited_charges = Vec::with_capacity(charges.len());
        for charge in &charges {
            let (amount, net) = (of_document(charge.amount)?, of_document(charge.net)?);
            credited_charges.push(AllowanceChargeTotal { amount, net });
        }
        if whole.inclusive.is_some() {
            let of_charges: Sum = credited_charges.iter().map(|charge| charge.amount).sum();
            let of_charges = of_charges.amount()?;
            let (subtotal, discount) = (tally.paid.amount()?, (tally.paid - tally.left).amount()?);
            totals.inclusive = Some(Inclusive { subtotal, discount, charges: of_charges });
            // What is paid stays what it is: the charges without tax are what their tax leaves of them. They bear
            // percentages alone; an amount that no line bears is on top of what is paid.
            let shares = whole.taxes.iter().zip(&of_no_line);
            let percentages = shares.filter(|(tax, _)| matches!(tax.rate, Rate::Percentage(_)));
            let their_tax: Sum = percentages.map(|(_, (_, amount))| *amount).sum();
            let net = (Sum::from(of_charges) - their_tax).amount()?;
            let quotas: Vec<_> =
                credited_charges.iter().map(|charge| Exact::whole(charge.net)).collect();
            let nets = rounding::apportion(net, &quotas)?;
            for (charge, net) in credited_charges.iter_mut().zip(nets) {
                charge.net = net;
            }
        }
        totals.charges = credited_charges.iter().map(|charge| charge.net).sum::<Sum>().amount()?;
        self.keep_bases_of_charges(&charges, &credited_charges, &tally, &mut of_no_line)?;
        let paid = totals.inclusive.map_or(totals.discount, |paid| paid.discount);
        totals.each_allowance = self.allowances(totals.discount, paid)?;
        let listed = charges.len() - whole.each_charge.len();
        totals.each_charge = credited_charges.split_off(listed);
        let shares = tally.taxes.into_iter().zip(of_no_line);
        for (tax, ((base, amount), (more_base, more))) in totals.taxes.iter_mut().zip(shares) {
            tax.base = (base + more_base.into()).amount()?;
            tax.amount = (amount + more.into()).amount()?;
        }
        let sum = |amounts: &[Amount]| amounts.iter().copied().sum::<Sum>().amount();
        totals.tax = totals.taxes.iter().map(|tax| tax.amount).sum::<Sum>().amount()?;
        totals.net = sum(&[totals.subtotal, -totals.discount, totals.charges])?;
        totals.gross = sum(&[totals.net, totals.tax])?;
        self.after_tax(totals, of_document)
    }

    /// Adds amounts after tax and the rounding; `of_document` says what of an amount of the document is credited.
    fn after_tax(
        &self,
        mut totals: Totals,
        of_document: impl Fn(Amount) -> Option<Amount>,
    ) -> Option<Totals> {
        let content = &self.invoice.content;
        let whole = &self.invoice.totals.extra_fields;
        for (field, amount) in content.adjustments.extra_fields.iter().zip(whole) {
            let of = match field.of {
                Of::Gross => totals.gross,
                Of::Net => totals.net,
            };
            totals.extra_fields.push(match field.rate {
                Rate::Amount(_) => of_document(*amount)?,
                Rate::Percentage(percent) => Amount(Exact::whole(of).percent(percent)?.rounded()?),
            });
        }
        let of_fields = totals.extra_fields.iter().copied().sum::<Sum>().amount()?;
        totals.total = of_fields.plus(totals.gross)?;
        if let Some(step) = content.adjustments.round_to {
            let step = Amount::from_decimal(step, content.currency).ok()?;
            totals.rounding =
                rounding::round_to_multiple(totals.total, step)?.minus(totals.total)?;
        }
        Some(totals)
    }

    /// A base that is the sum of charges stays so, to the cent.
    fn keep_bases_of_charges(
        &self,
        charges: &[AllowanceChargeTotal],
        credited: &[AllowanceChargeTotal],
        tally: &Tally,
        of_no_line: &mut [(Amount, Amount)],
    ) -> Option<()> {
        for (at, ((base, _), (of_tax, _))) in
            of_no_line.iter_mut().zip(&tally.of_no_line).enumerate()
        {
            let nets = |charges: &[AllowanceChargeTotal]| -> Sum {
                let bear = charges.iter().zip(&self.breakdown.charge_taxes);
                bear.filter(|(_, taxes)| taxes.contains(&at)).map(|(charge, _)| charge.net).sum()
            };
            if *of_tax == nets(charges) {
                *base = nets(credited).amount()?;
            }
        }
        Some(())
    }

    /// What the invoice's charges come to: the extra charge, if there is one, then each charge.
    fn charges(&self) -> Vec<AllowanceChargeTotal> {
        let Totals { each_charge, charges, inclusive, .. } = &self.invoice.totals;
        let extra = self.invoice.content.adjustments.extra_charge.as_ref().map(|_| {
            let sum = |of: fn(&AllowanceChargeTotal) -> Amount| -> Sum {
                each_charge.iter().map(of).sum()
            };
            let paid = inclusive.map_or(*charges, |paid| paid.charges);
            AllowanceChargeTotal {
                amount: (Sum::from(paid) - sum(|charge| charge.amount)).nearest(),
                net: (Sum::from(*charges) - sum(|charge| charge.net)).nearest(),
            }
        });
        extra.into_iter().chain(each_charge.iter().copied()).collect()
    }

    /// Each allowance's part of what is taken off: of `net` without tax, and of `paid` as the client says it.
    fn allowances(&self, net: Amount, paid: Amount) -> Option<Vec<AllowanceChargeTotal>> {
        let Totals { each_allowance, discount, inclusive, .. } = &self.invoice.totals;
        let parts = |part: Amount, whole: Amount, of: fn(&AllowanceChargeTotal) -> Amount| {
            let each: Vec<Amount> = each_allowance.iter().map(of).collect();
            let of_discount = Sum::from(whole) - each.iter().copied().sum::<Sum>();
            let weights: Vec<Amount> = std::iter::once(of_discount.nearest()).chain(each).collect();
            rounding::apportion(part, &rounding::quotas(part, &weights)?)
        };
        let whole_paid = inclusive.map_or(*discount, |paid| paid.discount);
        let nets = parts(net, *discount, |allowance| allowance.net)?;
        let amounts = parts(paid, whole_paid, |allowance| allowance.amount)?;
        let each = amounts.into_iter().zip(nets).skip(1);
        Some(each.map(|(amount, net)| AllowanceChargeTotal { amount, net }).collect())
    }

    /// Adds up what the lines come to as far as they are credited.
    fn tally(&self, states: &[State]) -> Option<Tally> {
        let whole = &self.invoice.totals;
        let mut tally = Tally {
            subtotal: Sum::ZERO,
            discount: Sum::ZERO,
            paid: Sum::ZERO,
            left: Sum::ZERO,
            taxes: vec![(Sum::ZERO, Sum::ZERO); whole.taxes.len()],
            of_no_line: whole
                .taxes
                .iter()
                .map(|tax| (tax.base.into(), tax.amount.into()))
                .collect(),
        };
        for (index, state) in states.iter().enumerate() {
            tally.subtotal += state.totals.net.into();
            tally.discount += (state.totals.net - state.base()).into();
            tally.paid += (state.totals.gross - state.totals.discount).into();
            tally.left += state.totals.total.into();
            let full = State { named: true, totals: whole.lines[index], ..*state };
            let parts = self.split_tax(index, state)?;
            let fulls = self.split_tax(index, &full)?;
            for (position, tax) in self.taxes_of(index).iter().enumerate() {
                let at = whole.taxes.iter().position(|total| total.is_of(tax))?;
                let before = if tax.compound { position } else { 0 };
                let base = |state: &State, parts: &[Amount; TAXES_MAX]| {
                    parts[..before].iter().copied().sum::<Sum>() + state.base().into()
                };
                tally.taxes[at].0 += base(state, &parts);
                tally.taxes[at].1 += parts[position].into();
                tally.of_no_line[at].0 += -base(&full, &fulls);
                tally.of_no_line[at].1 += -Sum::from(fulls[position]);
            }
        }
        Some(tally)
    }

    /// How much of the lines' bases is credited; of their number, where they all come to nothing.
    fn fraction(&self, states: &[State]) -> (Decimal, Decimal) {
        let magnitude = |amount: Amount| Decimal::from(amount.0).abs();
        let whole = &self.invoice.totals.lines;
        let bases: Decimal = whole.iter().map(|line| magnitude(line.total - line.tax)).sum();
        if bases.is_zero() {
            let lines = self.invoice.content.lines.iter().zip(whole).zip(states);
            let those = |text: bool| {
                let lines = lines.clone();
                lines.filter(move |((line, whole), _)| super::is_text(line, whole) == text)
            };
            let is_all_text = those(false).next().is_none();
            let named = those(is_all_text).filter(|((line, _), state)| state.is_full(line));
            return (Decimal::from(named.count()), Decimal::from(those(is_all_text).count()));
        }
        let credited: Decimal = states.iter().map(|state| magnitude(state.base())).sum();
        (credited.min(bases), bases)
    }

    fn sum_of_notes(&self) -> Option<Totals> {
        let whole = &self.invoice.totals;
        let none = Totals {
            rules: whole.rules,
            inclusive: whole.inclusive.map(|_| Inclusive::default()),
            taxes: whole.taxes.iter().map(empty).collect(),
            extra_fields: vec![Amount::ZERO; whole.extra_fields.len()],
            each_allowance: vec![AllowanceChargeTotal::default(); whole.each_allowance.len()],
            each_charge: vec![AllowanceChargeTotal::default(); whole.each_charge.len()],
            ..Totals::default()
        };
        let mut notes = self.already.iter();
        notes.try_fold(none, |sum, note| combined(&sum, note.totals, Amount::plus))
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
    invoice: &Invoice,
    line: &Line,
    whole: &LineTotals,
    credited: Decimal,
) -> Option<LineTotals> {
    let content = &invoice.content;
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
    let tax = share(whole.tax)?;
    if invoice.totals.inclusive.is_some() {
        // No share of the document's discount: what is paid is paid, to the cent.
        let is_priced = whole.total == whole.gross - whole.discount;
        let total = if is_priced { paid } else { share(whole.total)? };
        return Some(LineTotals { gross, discount: gross - paid, net, tax, total });
    }
    let whole_base = whole.total - whole.tax;
    // A share of the document's discount of zero: the base is the net, to the cent.
    let base = if whole_base == whole.net { net } else { share(whole_base)? };
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

/// Two documents figure by figure, without the lines; a tax that only `b` has is left out.
fn combined(a: &Totals, b: &Totals, both: fn(Amount, Amount) -> Option<Amount>) -> Option<Totals> {
    let taxes = a.taxes.iter().map(|tax| {
        let other = b.taxes.iter().find(|other| same_tax(tax, other));
        let (base, amount) = other.map_or_else(Default::default, |tax| (tax.base, tax.amount));
        Some(TaxTotal {
            base: both(tax.base, base)?,
            amount: both(tax.amount, amount)?,
            ..tax.clone()
        })
    });
    let inclusive = match (a.inclusive, b.inclusive) {
        (Some(a), Some(b)) => Some(Inclusive {
            subtotal: both(a.subtotal, b.subtotal)?,
            discount: both(a.discount, b.discount)?,
            charges: both(a.charges, b.charges)?,
        }),
        (of_a, _) => of_a,
    };
    let fields = a.extra_fields.iter().zip(&b.extra_fields);
    let each = |a: &[AllowanceChargeTotal], b: &[AllowanceChargeTotal]| {
        let pairs = a.iter().zip(b);
        let one = pairs.map(|(a, b)| {
            let (amount, net) = (both(a.amount, b.amount)?, both(a.net, b.net)?);
            Some(AllowanceChargeTotal { amount, net })
        });
        one.collect::<Option<Vec<_>>>()
    };
    Some(Totals {
        rules: a.rules,
        lines: Vec::new(),
        subtotal: both(a.subtotal, b.subtotal)?,
        discount: both(a.discount, b.discount)?,
        charges: both(a.charges, b.charges)?,
        each_allowance: each(&a.each_allowance, &b.each_allowance)?,
        each_charge: each(&a.each_charge, &b.each_charge)?,
        inclusive,
        net: both(a.net, b.net)?,
        taxes: taxes.collect::<Option<_>>()?,
        tax: both(a.tax, b.tax)?,
        gross: both(a.gross, b.gross)?,
        extra_fields: fields.map(|(a, b)| both(*a, *b)).collect::<Option<_>>()?,
        total: both(a.total, b.total)?,
        rounding: both(a.rounding, b.rounding)?,
    })
}
