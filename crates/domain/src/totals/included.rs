//! Prices that include tax: every amount that a client gives is what the customer pays, discount and charge too.
//!
//! What is left to be paid of each group is split into net and tax. The net before the discount and before the charge is
//! taken out in the same way, so that discount and charge without tax are what the nets differ by.

use super::{
    Inclusive, Step,
    allowances_charges::Charge,
    calculation::{Calculation, too_large},
    lines::{Group, Work, bear_alike},
    recorder::{Place, Recorder},
    sums::Sums,
    taxes::{Due, Entry, forward, forward_sum},
};
use crate::{
    fault::Fault,
    money::Amount,
    rounding::Exact,
    tax::TaxRounding,
    tax::{Rate, TAXES_MAX, Tax},
};
use rust_decimal::Decimal;
use std::ops::Range;

/// The exact net of an amount that includes its taxes: (paid − fixed) × 100 ÷ (100 + Σ rates).
pub(super) fn net_of(taxes: &[Tax], paid: Amount, fixed: &[Amount; TAXES_MAX]) -> Option<Exact> {
    let constant = forward_sum(taxes, Exact::ZERO, fixed)?;
    let slope = forward_sum(taxes, Exact::ONE, &[Amount::ZERO; TAXES_MAX])?;
    Exact::whole(paid).minus(constant)?.over(Exact::ONE.plus(slope)?)
}

/// The positions of the percentages, the higher rate first.
pub(super) fn percentages(taxes: &[Tax]) -> impl Iterator<Item = usize> {
    let mut positions: [Option<(usize, Decimal)>; TAXES_MAX] = [None; TAXES_MAX];
    for (position, tax) in taxes.iter().enumerate() {
        if let Rate::Percentage(percent) = tax.rate {
            positions[position] = Some((position, percent));
        }
    }
    positions.sort_by(|a, b| b.map(|(_, rate)| rate).cmp(&a.map(|(_, rate)| rate)));
    positions.into_iter().flatten().map(|(position, _)| position)
}

/// The amount taxes that lines bear, by position.
pub(super) fn sum_of_fixed(lines: &[Work<'_>]) -> [i128; TAXES_MAX] {
    let mut sums = [0; TAXES_MAX];
    for line in lines {
        for (sum, fixed) in sums.iter_mut().zip(line.fixed) {
            *sum += i128::from(fixed.0);
        }
    }
    sums
}

/// All taxes of a list: three amounts of 15 digits fit in 64 bits.
pub(super) fn total_of(taxes: &[Amount; TAXES_MAX]) -> Amount {
    let [first, second, third] = *taxes;
    first + second + third
}

/// What is taxed as one: a group of lines, or a line where tax is rounded on lines, with charges; or charges by themselves.
struct Unit<'a> {
    /// Which lines; none of a charge by itself.
    range: Range<usize>,
    /// The taxes, and where they are named.
    taxes: &'a [Tax],
    places: [Place; TAXES_MAX],
    /// What is shown in an explanation.
    place: Place,
    /// Amount taxes, by position.
    fixed: [Amount; TAXES_MAX],
    /// What is paid before discount and charge.
    paid: Amount,
    /// Its share of the discount.
    share: Amount,
    /// The charges that are here: which, and how much.
    charges: Vec<(usize, Amount)>,
}

/// The nets of a unit's lines: as priced, and less what is taken off.
#[derive(Clone, Copy)]
struct Nets {
    priced: Amount,
    discounted: Amount,
}

impl<'a, R: Recorder> Calculation<'a, R> {
    /// Calculates a document whose prices include tax, amounts after tax aside.
    pub(super) fn inclusive(
        &mut self,
        lines: &mut [Work<'a>],
        groups: &mut [Group],
        unborne: &[Amount; TAXES_MAX],
    ) -> Result<Sums<'a>, Fault> {
        let subtotal = self.sum(groups.iter().map(|group| group.paid), Place::Items)?;
        // Nothing is taken out yet: the nets are what is paid.
        let reductions = self.reduce(subtotal, lines, groups)?;
        let discount = reductions.sum;
        let charges = self.charges(subtotal - discount, lines, groups)?;
        let paid = self.sum(charges.iter().map(|charge| charge.amount), Place::ExtraCharge)?;
        let inclusive = Inclusive { subtotal, discount, charges: paid };
        let mut entries = Vec::with_capacity(lines.len() + charges.len());
        let (mut priced, mut discounted) = (0_i128, 0_i128);
        let mut nets_of_charges = vec![Amount::ZERO; charges.len()];
        for unit in self.units(lines, groups, &charges)? {
            let nets = self.unit(lines, &unit, &mut entries, &mut nets_of_charges)?;
            priced += i128::from(nets.priced.0);
            discounted += i128::from(nets.discounted.0);
        }
        self.unborne(unborne, &mut entries);
        let discount = self.limit(priced - discounted, Place::Discount)?;
        Ok(Sums {
            subtotal: self.limit(priced, Place::Items)?,
            discount,
            nets_of_charges,
            charges,
            each_allowance: self.each_allowance(&reductions, discount)?,
            inclusive: Some(inclusive),
            taxes: self.tax_totals(entries, lines)?,
        })
    }

    /// What is taxed as one: groups of lines with the charges that are taxed with them, then charges by themselves.
    fn units(
        &self,
        lines: &[Work<'a>],
        groups: &[Group],
        charges: &[Charge<'a>],
    ) -> Result<Vec<Unit<'a>>, Fault> {
        let by_line = self.content.tax_rounding == TaxRounding::Line;
        let mut units = Vec::with_capacity(groups.len() + charges.len());
        for group in groups {
            if by_line {
                for at in group.range.clone() {
                    let line = &lines[at];
                    let unit = Unit::of(at..at + 1, line, line.fixed, line.paid, line.share);
                    units.push(unit);
                }
                continue;
            }
            let its = &lines[group.range.clone()];
            let fixed = self.limit_all(sum_of_fixed(its), Place::Line(its[0].index))?;
            units.push(Unit::of(group.range.clone(), &its[0], fixed, group.paid, group.share));
        }
        let mut alone: Vec<Unit<'a>> = Vec::new();
        for (at, charge) in
            charges.iter().enumerate().filter(|(_, charge)| !charge.amount.is_zero())
        {
            match charge.group {
                Some(group) if !by_line => units[group].charges.push((at, charge.amount)),
                group => {
                    let model = group.map(|group| &lines[groups[group].range.start]);
                    let unit = Unit::of_charge(at, charge, model);
                    // Those that bear the same taxes are taxed as one, unless each is rounded by itself.
                    let known = alone
                        .iter_mut()
                        .find(|known| !by_line && bear_alike(known.taxes, unit.taxes));
                    match known {
                        Some(known) => known.charges.extend(unit.charges),
                        None => alone.push(unit),
                    }
                }
            }
        }
        units.extend(alone);
        Ok(units)
    }

    /// Splits what is paid for a unit into net and taxes; sets its lines' nets, shares and taxes.
    fn unit(
        &mut self,
        lines: &mut [Work<'a>],
        unit: &Unit<'a>,
        entries: &mut Vec<Entry<'a>>,
        nets_of_charges: &mut [Amount],
    ) -> Result<Nets, Fault> {
        let lines = &mut lines[unit.range.clone()];
        let reduced = unit.paid - unit.share;
        let mut nets = Nets { priced: Amount::ZERO, discounted: Amount::ZERO };
        if !lines.is_empty() {
            nets.priced = self.net_of_gross(unit.taxes, unit.paid, &unit.fixed, unit.place)?;
            nets.discounted = nets.priced;
        }
        if !unit.share.is_zero() {
            nets.discounted = self.net_of_gross(unit.taxes, reduced, &unit.fixed, unit.place)?;
        }
        let taxed = self.taxes_of_unit(unit, reduced, nets.discounted)?;
        let (mut paid, mut charged) = (reduced, nets.discounted);
        for (at, amount) in &unit.charges {
            paid = self.sum([paid, *amount], Place::ExtraCharge)?;
            let net = self.net_of_gross(unit.taxes, paid, &unit.fixed, unit.place)?;
            nets_of_charges[*at] = net - charged;
            charged = net;
        }
        let borne =
            if unit.charges.is_empty() { taxed } else { self.taxes_of_unit(unit, paid, charged)? };
        for (position, tax) in unit.taxes.iter().enumerate() {
            let place = unit.places[position];
            let base = Exact::whole(self.base_of(tax, charged, &borne[..position], place)?);
            entries.push(Entry { tax, place, base, due: Due::Amount(borne[position]) });
        }
        match lines {
            [] => {}
            [line] => {
                line.net = nets.priced;
                line.share = nets.priced - nets.discounted;
                line.taxed = taxed;
            }
            lines => self.lines_of_unit(lines, unit, nets, &taxed)?,
        }
        Ok(nets)
    }

    /// What of `paid` is which tax: what is not net.
    fn taxes_of_unit(
        &mut self,
        unit: &Unit<'a>,
        paid: Amount,
        net: Amount,
    ) -> Result<[Amount; TAXES_MAX], Fault> {
        let place = unit.places[0];
        let of_percentages = paid - net - total_of(&unit.fixed);
        let currency = self.content.currency;
        if !of_percentages.is_zero() {
            self.recorder.record(|| Step {
                rule: "tax_of_gross",
                at: place.object(),
                inputs: vec![
                    ("gross", paid.to_decimal(currency)),
                    ("net", net.to_decimal(currency)),
                ],
                exact: Exact::whole(of_percentages).text(currency),
                rounded: of_percentages.to_decimal(currency),
            });
        }
        let found =
            forward(unit.taxes, Exact::whole(net), &unit.fixed).ok_or_else(|| too_large(place))?;
        let positions: Vec<usize> = percentages(unit.taxes).collect();
        let quotas = positions.iter().map(|position| found[*position].1).collect();
        let parts =
            self.split(of_percentages, Some(quotas), place, |at| unit.places[positions[at]])?;
        let mut taxes = unit.fixed;
        for (position, part) in positions.into_iter().zip(parts) {
            taxes[position] = part;
        }
        Ok(taxes)
    }

    /// Gives each of several lines its part of the unit, so that net and tax come to what is paid for the line.
    fn lines_of_unit(
        &mut self,
        lines: &mut [Work<'a>],
        unit: &Unit<'a>,
        nets: Nets,
        taxed: &[Amount; TAXES_MAX],
    ) -> Result<(), Fault> {
        let place = |lines: &[Work<'_>], at: usize| Place::Line(lines[at].index);
        let quotas = lines.iter().map(|line| net_of(unit.taxes, line.paid, &line.fixed)).collect();
        let priced = self.split(nets.priced, quotas, unit.place, |at| place(lines, at))?;
        let shares: Vec<Amount> = lines.iter().map(|line| line.share).collect();
        let mut discounted = priced.clone();
        if !unit.share.is_zero() {
            let left = |line: &Work<'_>| net_of(unit.taxes, line.paid - line.share, &line.fixed);
            let quotas = lines.iter().map(left).collect();
            discounted = self.split(nets.discounted, quotas, unit.place, |at| place(lines, at))?;
        }
        let mut wholes = Vec::with_capacity(lines.len());
        for (at, line) in lines.iter_mut().enumerate() {
            line.net = priced[at];
            line.share = priced[at] - discounted[at];
            wholes.push(line.paid - shares[at] - discounted[at]);
        }
        let found: Option<Vec<_>> = lines
            .iter()
            .map(|line| forward(line.taxes, Exact::whole(line.base()), &line.fixed))
            .collect();
        let found = found.ok_or_else(|| too_large(unit.place))?;
        let positions: Vec<usize> = percentages(unit.taxes).collect();
        self.taxes_of_lines(lines, &found, &wholes, taxed, &positions)
    }

    /// Gives each line its part of each tax; `wholes` are all taxes of each line.
    pub(super) fn taxes_of_lines(
        &mut self,
        lines: &mut [Work<'a>],
        found: &[[(Exact, Exact); TAXES_MAX]],
        wholes: &[Amount],
        taxed: &[Amount; TAXES_MAX],
        positions: &[usize],
    ) -> Result<(), Fault> {
        let blame = lines[0].tax_place(0);
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
                line.taxed[*position] = *whole - total_of(&line.taxed);
            }
        }
        Ok(())
    }

    /// Takes the net out of an amount that includes its taxes.
    pub(super) fn net_of_gross(
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

    /// Sums as amounts, if they keep within the largest.
    pub(super) fn limit_all(
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

impl<'a> Unit<'a> {
    /// Lines that are taxed as `first` is.
    fn of(
        range: Range<usize>,
        first: &Work<'a>,
        fixed: [Amount; TAXES_MAX],
        paid: Amount,
        share: Amount,
    ) -> Self {
        Self {
            range,
            taxes: first.taxes,
            places: [0, 1, 2].map(|position| first.tax_place(position)),
            place: Place::Line(first.index),
            fixed,
            paid,
            share,
            charges: Vec::new(),
        }
    }

    /// A charge by itself, taxed as the lines of `model` are, if there are any.
    fn of_charge(at: usize, charge: &Charge<'a>, model: Option<&Work<'a>>) -> Self {
        let (taxes, places) = match model {
            Some(line) => (line.taxes, [0, 1, 2].map(|position| line.tax_place(position))),
            None => (charge.taxes, charge.places),
        };
        Self {
            range: 0..0,
            taxes,
            places,
            place: charge.place,
            fixed: [Amount::ZERO; TAXES_MAX],
            paid: Amount::ZERO,
            share: Amount::ZERO,
            charges: vec![(at, charge.amount)],
        }
    }
}
