//! Taxes: added to prices that do not include them, and summed by name, rate and category.

use super::{
    TaxTotal,
    allowances_charges::{Charge, is_percentage},
    calculation::{Calculation, too_large},
    lines::{Group, Work, compare_taxes, has_amount},
    recorder::{Place, Recorder},
};
use crate::{
    fault::Fault,
    money::Amount,
    rounding::{self, Exact},
    tax::TaxRounding,
    tax::{Rate, TAXES_MAX, Tax},
};

/// One tax on one line, group of lines, or charge.
pub(super) struct Entry<'a> {
    /// Which.
    pub(super) tax: &'a Tax,
    /// Where it is named.
    pub(super) place: Place,
    /// What it is taken from.
    pub(super) base: Exact,
    /// How much it is.
    pub(super) due: Due,
}

/// How much a tax on one line, group of lines, or charge is.
pub(super) enum Due {
    /// Already rounded.
    Amount(Amount),
    /// A part of the tax on the sum.
    Quota { exact: Exact, bearer: Bearer, position: usize },
}

/// Who bears a part of a tax.
#[derive(Clone, Copy)]
pub(super) enum Bearer {
    /// A line of the work.
    Line(usize),
    /// A charge, which stands there.
    Charge(Place),
}

/// What each tax is taken from, and what it comes to, before rounding.
pub(super) fn forward(
    taxes: &[Tax],
    base: Exact,
    fixed: &[Amount; TAXES_MAX],
) -> Option<[(Exact, Exact); TAXES_MAX]> {
    let mut found = [(Exact::ZERO, Exact::ZERO); TAXES_MAX];
    let mut before = Exact::ZERO;
    for (position, tax) in taxes.iter().enumerate() {
        let base = if tax.compound { base.plus(before)? } else { base };
        let amount = match tax.rate {
            Rate::Amount(_) => Exact::whole(fixed[position]),
            Rate::Percentage(percent) => base.percent(percent)?,
        };
        if position + 1 < taxes.len() {
            before = before.plus(amount)?;
        }
        found[position] = (base, amount);
    }
    Some(found)
}

/// The sum of the taxes on a base, before rounding.
pub(super) fn forward_sum(
    taxes: &[Tax],
    base: Exact,
    fixed: &[Amount; TAXES_MAX],
) -> Option<Exact> {
    let found = forward(taxes, base, fixed)?;
    found.iter().try_fold(Exact::ZERO, |sum, (_, tax)| sum.plus(*tax))
}

/// Sets down each line's exact part of each tax, to be rounded on the sum.
fn quotas_of_lines<'a>(lines: &mut [Work<'a>], entries: &mut Vec<Entry<'a>>) -> Result<(), Fault> {
    for (at, line) in lines.iter_mut().enumerate() {
        let taxes = line.taxes;
        let found = forward(taxes, Exact::whole(line.base()), &line.fixed)
            .ok_or_else(|| too_large(line.tax_place(0)))?;
        for (position, (tax, (base, exact))) in taxes.iter().zip(found).enumerate() {
            let due = match tax.rate {
                Rate::Percentage(_) => Due::Quota { exact, bearer: Bearer::Line(at), position },
                Rate::Amount(_) => {
                    line.taxed[position] = line.fixed[position];
                    Due::Amount(line.fixed[position])
                }
            };
            entries.push(Entry { tax, place: line.tax_place(position), base, due });
        }
    }
    Ok(())
}

impl<'a, R: Recorder> Calculation<'a, R> {
    /// Shares the document's amount taxes over the lines that bear them, by magnitude; answers what no line bears.
    pub(super) fn share_document_amounts(
        &mut self,
        lines: &mut [Work<'a>],
        groups: &[Group],
    ) -> Result<[Amount; TAXES_MAX], Fault> {
        let mut unborne = [Amount::ZERO; TAXES_MAX];
        let taxes = &self.content.taxes;
        if !has_amount(taxes) {
            return Ok(unborne);
        }
        let bearers = groups.iter().find(|group| !lines[group.range.start].own);
        for (position, tax) in taxes.iter().enumerate() {
            let Rate::Amount(value) = tax.rate else { continue };
            let place = Place::Tax(position);
            let amount = self.stated(value, place)?;
            let Some(group) = bearers else {
                unborne[position] = amount;
                continue;
            };
            let lines = &mut lines[group.range.clone()];
            let weights: Vec<_> = lines.iter().map(|line| Amount(line.paid.0.abs())).collect();
            let quotas = rounding::quotas(amount, &weights);
            let parts = self.split(amount, quotas, place, |at| Place::Line(lines[at].index))?;
            for (line, part) in lines.iter_mut().zip(parts) {
                line.fixed[position] = part;
            }
        }
        Ok(unborne)
    }

    /// The taxes of the document; sets each line's part of each.
    pub(super) fn taxes(
        &mut self,
        lines: &mut [Work<'a>],
        groups: &[Group],
        charges: &[Charge<'a>],
        unborne: &[Amount; TAXES_MAX],
    ) -> Result<Vec<TaxTotal>, Fault> {
        let mut entries = Vec::with_capacity(lines.len() + 1);
        let by_line = self.content.tax_rounding == TaxRounding::Line;
        let on_sum = !by_line && !self.content.tax_included;
        if on_sum {
            quotas_of_lines(lines, &mut entries)?;
        } else if self.content.tax_included {
            self.included(lines, groups, by_line, &mut entries)?;
        } else {
            for line in &mut *lines {
                let places = [0, 1, 2].map(|position| line.tax_place(position));
                let (base, fixed) = (line.base(), line.fixed);
                line.taxed = self.one_by_one(line.taxes, base, &fixed, places, &mut entries)?;
            }
        }
        for charge in charges.iter().filter(|charge| !charge.amount.is_zero()) {
            self.tax_charge(charge, on_sum, &mut entries)?;
        }
        self.unborne(unborne, &mut entries);
        self.tax_totals(entries, lines)
    }

    /// Sets down the document's amount taxes that no line bears.
    pub(super) fn unborne(&self, amounts: &[Amount; TAXES_MAX], entries: &mut Vec<Entry<'a>>) {
        for (position, (tax, amount)) in self.content.taxes.iter().zip(amounts).enumerate() {
            if !amount.is_zero() {
                let place = Place::Tax(position);
                entries.push(Entry { tax, place, base: Exact::ZERO, due: Due::Amount(*amount) });
            }
        }
    }

    /// Sums what was set down by tax.
    pub(super) fn tax_totals(
        &mut self,
        mut entries: Vec<Entry<'a>>,
        lines: &mut [Work<'a>],
    ) -> Result<Vec<TaxTotal>, Fault> {
        entries.sort_by(|a, b| compare_taxes(a.tax, b.tax));
        let runs = entries.chunk_by(|a, b| compare_taxes(a.tax, b.tax).is_eq());
        runs.map(|run| self.tax_total(run, lines)).collect()
    }

    /// Rounds each tax on its own, one after the other.
    fn one_by_one(
        &mut self,
        taxes: &'a [Tax],
        net: Amount,
        fixed: &[Amount; TAXES_MAX],
        places: [Place; TAXES_MAX],
        entries: &mut Vec<Entry<'a>>,
    ) -> Result<[Amount; TAXES_MAX], Fault> {
        let mut borne = [Amount::ZERO; TAXES_MAX];
        for (position, tax) in taxes.iter().enumerate() {
            let place = places[position];
            let base = self.base_of(tax, net, &borne[..position], place)?;
            borne[position] = match tax.rate {
                Rate::Amount(_) => fixed[position],
                Rate::Percentage(_) => self.part(tax.rate, base, "tax", place)?,
            };
            let due = Due::Amount(borne[position]);
            entries.push(Entry { tax, place, base: Exact::whole(base), due });
        }
        Ok(borne)
    }

    /// What a tax is taken from, if each is rounded on its own.
    pub(super) fn base_of(
        &self,
        tax: &Tax,
        net: Amount,
        before: &[Amount],
        place: Place,
    ) -> Result<Amount, Fault> {
        let before = if tax.compound { before } else { &[] };
        self.sum(before.iter().copied().chain([net]), place)
    }

    /// Taxes a charge by itself.
    fn tax_charge(
        &mut self,
        charge: &Charge<'a>,
        on_sum: bool,
        entries: &mut Vec<Entry<'a>>,
    ) -> Result<(), Fault> {
        let Charge { amount, taxes, places, place, .. } = *charge;
        let none = [Amount::ZERO; TAXES_MAX];
        let start = entries.len();
        if on_sum {
            let found =
                forward(taxes, Exact::whole(amount), &none).ok_or_else(|| too_large(place))?;
            for (position, (tax, (base, exact))) in taxes.iter().zip(found).enumerate() {
                let due = Due::Quota { exact, bearer: Bearer::Charge(place), position };
                entries.push(Entry { tax, place: places[position], base, due });
            }
        } else {
            self.one_by_one(taxes, amount, &none, places, entries)?;
        }
        // A line's amount tax is the line's, and the document's was taken already: only its base grows.
        for entry in &mut entries[start..] {
            if !is_percentage(entry.tax) {
                entry.due = Due::Amount(Amount::ZERO);
            }
        }
        Ok(())
    }

    /// Sums what is due of one tax, and rounds what was not rounded before.
    fn tax_total(&mut self, run: &[Entry<'a>], lines: &mut [Work<'a>]) -> Result<TaxTotal, Fault> {
        let (tax, place) = (run[0].tax, run[0].place);
        let bases = run.iter().try_fold(Exact::ZERO, |sum, entry| sum.plus(entry.base));
        let base = bases.and_then(Exact::rounded).ok_or_else(|| too_large(place))?;
        let base = self.limit(i128::from(base), place)?;
        let mut amount = 0;
        let mut quotas = Vec::new();
        let mut bearers = Vec::new();
        for entry in run {
            match entry.due {
                Due::Amount(due) => amount += i128::from(due.0),
                Due::Quota { exact, bearer, position } => {
                    quotas.push(exact);
                    bearers.push((bearer, position));
                }
            }
        }
        if !quotas.is_empty() {
            let whole = self.part(tax.rate, base, "tax", place)?;
            amount += i128::from(whole.0);
            let index = |at: usize| match bearers[at].0 {
                Bearer::Line(line) => Place::Line(lines[line].index),
                Bearer::Charge(place) => place,
            };
            let parts = self.split(whole, Some(quotas), place, index)?;
            for ((bearer, position), part) in bearers.into_iter().zip(parts) {
                if let Bearer::Line(line) = bearer {
                    lines[line].taxed[position] = part;
                }
            }
        }
        let reasons = run.iter().filter_map(|entry| entry.tax.exemption_reason.as_ref());
        Ok(TaxTotal {
            name: tax.name.clone(),
            rate: tax.rate,
            category: tax.category,
            exemption_reason: reasons.min().cloned(),
            base,
            amount: self.limit(amount, place)?,
        })
    }
}
