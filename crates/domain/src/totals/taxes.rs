//! Taxes: taken out of prices that include them, or added to those that do not.

use super::{
    TaxTotal,
    calculation::{Calculation, too_large},
    lines::{Group, Work, compare_taxes, has_amount},
    recorder::{Place, Recorder},
};
use crate::{
    account::TaxRounding,
    fault::Fault,
    money::Amount,
    rounding::{self, Exact},
    tax::{Rate, TAXES_MAX, Tax},
};
use rust_decimal::Decimal;

/// One tax on one line, group of lines, or charge.
struct Entry<'a> {
    tax: &'a Tax,
    place: Place,
    /// What it is taken from.
    base: Exact,
    due: Due,
}

enum Due {
    /// Already rounded.
    Amount(Amount),
    /// A part of the tax on the sum: of this line of the work, or of the charge.
    Quota { exact: Exact, line: Option<usize>, position: usize },
}

/// What each tax is taken from, and what it comes to, before rounding.
fn forward(
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
fn forward_sum(taxes: &[Tax], base: Exact, fixed: &[Amount; TAXES_MAX]) -> Option<Exact> {
    let found = forward(taxes, base, fixed)?;
    found.iter().try_fold(Exact::ZERO, |sum, (_, tax)| sum.plus(*tax))
}

/// The exact net of an amount that includes its taxes: (paid − fixed) × 100 ÷ (100 + Σ rates).
fn net_of(taxes: &[Tax], paid: Amount, fixed: &[Amount; TAXES_MAX]) -> Option<Exact> {
    let constant = forward_sum(taxes, Exact::ZERO, fixed)?;
    let slope = forward_sum(taxes, Exact::ONE, &[Amount::ZERO; TAXES_MAX])?;
    Exact::whole(paid).minus(constant)?.over(Exact::ONE.plus(slope)?)
}

/// The positions of the percentages, the higher rate first.
fn percentages(taxes: &[Tax]) -> impl Iterator<Item = usize> {
    let mut positions: [Option<(usize, Decimal)>; TAXES_MAX] = [None; TAXES_MAX];
    for (position, tax) in taxes.iter().enumerate() {
        if let Rate::Percentage(percent) = tax.rate {
            positions[position] = Some((position, percent));
        }
    }
    positions.sort_by(|a, b| b.map(|(_, rate)| rate).cmp(&a.map(|(_, rate)| rate)));
    positions.into_iter().flatten().map(|(position, _)| position)
}

fn sum_of_fixed(lines: &[Work<'_>]) -> [i128; TAXES_MAX] {
    let mut sums = [0; TAXES_MAX];
    for line in lines {
        for (sum, fixed) in sums.iter_mut().zip(line.fixed) {
            *sum += i128::from(fixed.0);
        }
    }
    sums
}

/// Sets down each line's exact part of each tax, to be rounded on the sum.
fn quotas_of_lines<'a>(lines: &mut [Work<'a>], entries: &mut Vec<Entry<'a>>) -> Result<(), Fault> {
    for (at, line) in lines.iter_mut().enumerate() {
        let taxes = line.taxes;
        let found = forward(taxes, Exact::whole(line.base()), &line.fixed)
            .ok_or_else(|| too_large(line.tax_place(0)))?;
        for (position, (tax, (base, exact))) in taxes.iter().zip(found).enumerate() {
            let due = match tax.rate {
                Rate::Percentage(_) => Due::Quota { exact, line: Some(at), position },
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

    /// Takes the net out of prices that include tax: by group, or by line where tax is rounded on lines.
    pub(super) fn take_out_taxes(
        &mut self,
        lines: &mut [Work<'a>],
        groups: &mut [Group],
    ) -> Result<(), Fault> {
        for group in groups {
            let lines = &mut lines[group.range.clone()];
            let first = &lines[0];
            let (taxes, place) = (first.taxes, Place::Line(first.index));
            if self.content.tax_rounding == TaxRounding::Line {
                for line in &mut *lines {
                    let place = Place::Line(line.index);
                    line.net = self.net_of_gross(taxes, line.paid, &line.fixed, place)?;
                }
                group.net = self.sum(lines.iter().map(|line| line.net), Place::Items)?;
                continue;
            }
            let fixed = self.limit_all(sum_of_fixed(lines), place)?;
            group.net = self.net_of_gross(taxes, group.paid, &fixed, place)?;
            let quotas = lines.iter().map(|line| net_of(taxes, line.paid, &line.fixed)).collect();
            let nets = self.split(group.net, quotas, place, |at| Place::Line(lines[at].index))?;
            for (line, net) in lines.iter_mut().zip(nets) {
                line.net = net;
            }
        }
        Ok(())
    }

    fn net_of_gross(
        &mut self,
        taxes: &[Tax],
        paid: Amount,
        fixed: &[Amount; TAXES_MAX],
        place: Place,
    ) -> Result<Amount, Fault> {
        let gross = paid.to_decimal(self.content.currency);
        let inputs = || {
            let rates = taxes.iter().filter_map(|tax| match tax.rate {
                Rate::Percentage(percent) => Some(("percent", percent)),
                Rate::Amount(_) => None,
            });
            std::iter::once(("gross", gross)).chain(rates).collect()
        };
        let net = self.round("net_of_gross", place, inputs, net_of(taxes, paid, fixed))?;
        if paid >= Amount::ZERO && net < Amount::ZERO {
            let message = format!("is above the price of {gross} that includes it");
            let place = match place {
                Place::Line(line) if !self.content.lines[line].taxes.is_empty() => {
                    let named = &self.content.lines[line].taxes;
                    let amount = |tax: &Tax| matches!(tax.rate, Rate::Amount(_));
                    Place::LineTax(line, named.iter().position(amount).unwrap_or(0))
                }
                _ => {
                    let amount = |tax: &Tax| matches!(tax.rate, Rate::Amount(_));
                    Place::Tax(self.content.taxes.iter().position(amount).unwrap_or(0))
                }
            };
            return Err(Fault::new(place.field(), "out_of_range", message));
        }
        Ok(net)
    }

    /// The taxes of the document; sets each line's part of each.
    pub(super) fn taxes(
        &mut self,
        lines: &mut [Work<'a>],
        groups: &[Group],
        charges: Amount,
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
        if !charges.is_zero() {
            self.tax_charge(lines, groups, charges, on_sum, &mut entries)?;
        }
        for (position, (tax, amount)) in self.content.taxes.iter().zip(unborne).enumerate() {
            if !amount.is_zero() {
                let place = Place::Tax(position);
                entries.push(Entry { tax, place, base: Exact::ZERO, due: Due::Amount(*amount) });
            }
        }
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

    fn base_of(
        &self,
        tax: &Tax,
        net: Amount,
        before: &[Amount],
        place: Place,
    ) -> Result<Amount, Fault> {
        let before = if tax.compound { before } else { &[] };
        self.sum(before.iter().copied().chain([net]), place)
    }

    /// The taxes in prices that include them, of each group, or of each line where tax is rounded on lines.
    fn included(
        &mut self,
        lines: &mut [Work<'a>],
        groups: &[Group],
        by_line: bool,
        entries: &mut Vec<Entry<'a>>,
    ) -> Result<(), Fault> {
        for group in groups {
            if !by_line {
                self.included_unit(&mut lines[group.range.clone()], group, entries)?;
                continue;
            }
            for at in group.range.clone() {
                let Work { paid, net, share, .. } = lines[at];
                let unit = Group { range: at..at + 1, paid, net, share };
                self.included_unit(&mut lines[at..=at], &unit, entries)?;
            }
        }
        Ok(())
    }

    /// The taxes of lines that are taxed as one: gross − net, less what the document's discount takes of it.
    fn included_unit(
        &mut self,
        lines: &mut [Work<'a>],
        unit: &Group,
        entries: &mut Vec<Entry<'a>>,
    ) -> Result<(), Fault> {
        let taxes = lines[0].taxes;
        let places = [0, 1, 2].map(|position| lines[0].tax_place(position));
        let fixed = self.limit_all(sum_of_fixed(lines), places[0])?;
        let of_percentages = unit.paid - unit.net - fixed.into_iter().sum();
        let of_percentages = if unit.share.is_zero() {
            of_percentages
        } else {
            let exact = Exact::whole(of_percentages)
                .times(Exact::whole(unit.base()))
                .and_then(|product| product.over(Exact::whole(unit.net)));
            let currency = self.content.currency;
            let inputs = || {
                vec![
                    ("tax", of_percentages.to_decimal(currency)),
                    ("net", unit.net.to_decimal(currency)),
                    ("base", unit.base().to_decimal(currency)),
                ]
            };
            self.round("tax", places[0], inputs, exact)?
        };
        let blame = || too_large(places[0]);
        let found = forward(taxes, Exact::whole(unit.base()), &fixed).ok_or_else(blame)?;
        let positions: Vec<usize> = percentages(taxes).collect();
        let quotas = positions.iter().map(|position| found[*position].1).collect();
        let parts =
            self.split(of_percentages, Some(quotas), places[0], |at| places[positions[at]])?;
        let mut borne = fixed;
        for (position, part) in positions.iter().zip(parts) {
            borne[*position] = part;
        }
        for (position, tax) in taxes.iter().enumerate() {
            let place = places[position];
            let base = Exact::whole(self.base_of(tax, unit.base(), &borne[..position], place)?);
            entries.push(Entry { tax, place, base, due: Due::Amount(borne[position]) });
        }
        if let [line] = lines {
            line.taxed = borne;
            return Ok(());
        }
        self.included_lines(lines, unit, &borne, &positions)
    }

    /// Gives each line its part of its group's taxes, so that an undiscounted line stays at what is paid for it.
    fn included_lines(
        &mut self,
        lines: &mut [Work<'a>],
        unit: &Group,
        taxed: &[Amount; TAXES_MAX],
        positions: &[usize],
    ) -> Result<(), Fault> {
        let blame = lines[0].tax_place(0);
        let found: Option<Vec<_>> = lines
            .iter()
            .map(|line| forward(line.taxes, Exact::whole(line.base()), &line.fixed))
            .collect();
        let found = found.ok_or_else(|| too_large(blame))?;
        let wholes = if unit.share.is_zero() {
            lines.iter().map(|line| line.paid - line.net).collect()
        } else {
            let sum = |taxes: &[(Exact, Exact); TAXES_MAX]| {
                taxes.iter().try_fold(Exact::ZERO, |sum, (_, tax)| sum.plus(*tax))
            };
            let quotas = found.iter().map(sum).collect();
            let whole = taxed.iter().copied().sum();
            self.split(whole, quotas, blame, |at| Place::Line(lines[at].index))?
        };
        for line in &mut *lines {
            line.taxed = line.fixed;
        }
        // The highest percentage takes what the others leave of the line's whole.
        for position in positions.iter().skip(1) {
            let quotas = found.iter().map(|taxes| taxes[*position].1).collect();
            let place = |at: usize| lines[at].tax_place(*position);
            let parts = self.split(taxed[*position], Some(quotas), blame, place)?;
            for (line, part) in lines.iter_mut().zip(parts) {
                line.taxed[*position] = part;
            }
        }
        if let Some(position) = positions.first() {
            for (line, whole) in lines.iter_mut().zip(wholes) {
                let others: Amount = line.taxed.into_iter().sum();
                line.taxed[*position] = whole - others;
            }
        }
        Ok(())
    }

    /// Taxes the charge: by the document's own taxes, else as most of the net is taxed.
    fn tax_charge(
        &mut self,
        lines: &[Work<'a>],
        groups: &[Group],
        charges: Amount,
        on_sum: bool,
        entries: &mut Vec<Entry<'a>>,
    ) -> Result<(), Fault> {
        let own = &self.content.taxes;
        let mut most: Option<&Group> = None;
        for group in groups {
            // Strictly more: of equal groups the first, which has the higher rate.
            if most.is_none_or(|most| group.base() > most.base()) {
                most = Some(group);
            }
        }
        let model = most.map(|group| &lines[group.range.start]);
        let (taxes, places) = match model {
            Some(line) if own.is_empty() => {
                (line.taxes, [0, 1, 2].map(|position| line.tax_place(position)))
            }
            _ => (own.as_slice(), [0, 1, 2].map(Place::Tax)),
        };
        let none = [Amount::ZERO; TAXES_MAX];
        let start = entries.len();
        if on_sum {
            let found = forward(taxes, Exact::whole(charges), &none)
                .ok_or_else(|| too_large(Place::Charge))?;
            for (position, (tax, (base, exact))) in taxes.iter().zip(found).enumerate() {
                let due = Due::Quota { exact, line: None, position };
                entries.push(Entry { tax, place: places[position], base, due });
            }
        } else {
            self.one_by_one(taxes, charges, &none, places, entries)?;
        }
        // A line's amount tax is the line's, and the document's was taken already: only its base grows.
        for entry in &mut entries[start..] {
            if matches!(entry.tax.rate, Rate::Amount(_)) {
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
                Due::Quota { exact, line, position } => {
                    quotas.push(exact);
                    bearers.push((line, position));
                }
            }
        }
        if !quotas.is_empty() {
            let whole = self.part(tax.rate, base, "tax", place)?;
            amount += i128::from(whole.0);
            let index = |at: usize| {
                bearers[at].0.map_or(Place::Charge, |line: usize| Place::Line(lines[line].index))
            };
            let parts = self.split(whole, Some(quotas), place, index)?;
            for ((line, position), part) in bearers.into_iter().zip(parts) {
                if let Some(line) = line {
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

    fn limit_all(
        &self,
        sums: [i128; TAXES_MAX],
        place: Place,
    ) -> Result<[Amount; TAXES_MAX], Fault> {
        let mut amounts = [Amount::ZERO; TAXES_MAX];
        for (amount, sum) in amounts.iter_mut().zip(sums) {
            *amount = self.limit(sum, place)?;
        }
        Ok(amounts)
    }
}
