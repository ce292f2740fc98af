//! Prices that include tax, by the first rules: discount and charge of the document are taken without tax.
//!
//! Nothing new is calculated by them; what was issued under them is computed again.

use super::{
    calculation::{Calculation, too_large},
    included::{net_of, percentages, sum_of_fixed, total_of},
    lines::{Group, Work},
    recorder::{Place, Recorder},
    taxes::{Due, Entry, forward, forward_sum},
};
use crate::{
    fault::Fault,
    money::Amount,
    rounding::Exact,
    tax::TaxRounding,
    tax::{TAXES_MAX, Tax},
};

/// What the percentages come to once the discount has taken its share: as much of what rounding adds to them, or takes
/// from them, as remains of the net.
fn discounted(
    taxes: &[Tax],
    unit: &Group,
    fixed: &[Amount; TAXES_MAX],
    whole: Amount,
) -> Option<Exact> {
    let of_amounts = Exact::whole(total_of(fixed));
    let percentages =
        |base: Amount| forward_sum(taxes, Exact::whole(base), fixed)?.minus(of_amounts);
    let added = Exact::whole(whole).minus(percentages(unit.net)?)?;
    let left = added.times(Exact::whole(unit.base()))?.over(Exact::whole(unit.net))?;
    percentages(unit.base())?.plus(left)
}

impl<'a, R: Recorder> Calculation<'a, R> {
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

    /// The taxes in prices that include them, of each group, or of each line where tax is rounded on lines.
    pub(super) fn included(
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
        let of_percentages = unit.paid - unit.net - total_of(&fixed);
        let of_percentages = if unit.share.is_zero() {
            of_percentages
        } else {
            let exact = discounted(taxes, unit, &fixed, of_percentages);
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
            let whole = total_of(taxed);
            self.split(whole, quotas, blame, |at| Place::Line(lines[at].index))?
        };
        self.taxes_of_lines(lines, &found, &wholes, taxed, positions)
    }
}
