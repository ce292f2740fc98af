//! The order of the calculation: lines, discount, charge, taxes, amounts after tax, rounding.

use super::{
    Breakdown, LineTotals, Rules, Step, TaxTotal, Totals,
    allowances_charges::{Charge, each_charge},
    calculation::{Calculation, too_large},
    lines::{Group, Work},
    recorder::{Place, Recorder},
    sums::Sums,
};
use crate::{
    document::{Content, Of},
    fault::{Fault, Faults},
    money::Amount,
    rounding::{self, Exact},
    tax::TAXES_MAX,
};

/// Calculates a document.
pub(super) fn run<R: Recorder>(
    content: &Content,
    rules: Rules,
    recorder: &mut R,
) -> Result<Breakdown, Faults> {
    let mut calculation = Calculation { content, rules, recorder };
    let lines = calculation.lines()?;
    calculation.document(lines).map_err(|fault| vec![fault])
}

impl<'a, R: Recorder> Calculation<'a, R> {
    fn document(&mut self, mut lines: Vec<Work<'a>>) -> Result<Breakdown, Fault> {
        let content = self.content;
        let mut groups = self.groups(&lines)?;
        let unborne = self.share_document_amounts(&mut lines, &groups)?;
        let sums = if self.is_inclusive() {
            self.inclusive(&mut lines, &mut groups, &unborne)?
        } else {
            self.exclusive(&mut lines, &mut groups, &unborne)?
        };
        let Sums { subtotal, discount, each_allowance, inclusive, taxes, .. } = sums;
        let charges = self.sum(sums.nets_of_charges.iter().copied(), Place::ExtraCharge)?;
        let each_charge = each_charge(&sums.charges, &sums.nets_of_charges);
        let charge_taxes = sums.charges.iter().map(|charge| borne(charge, &taxes)).collect();
        let net = self.sum([subtotal, -discount, charges], Place::ExtraCharge)?;
        let tax = self.sum(taxes.iter().map(|tax| tax.amount), Place::Items)?;
        let gross = self.sum([net, tax], Place::Items)?;
        let mut extra_fields = Vec::with_capacity(content.adjustments.extra_fields.len());
        let mut total = gross;
        for (index, field) in content.adjustments.extra_fields.iter().enumerate() {
            let place = Place::ExtraField(index);
            let whole = match field.of {
                Of::Gross => gross,
                Of::Net => net,
            };
            let amount = self.part(field.rate, whole, "extra_field", place)?;
            total = self.sum([total, amount], place)?;
            extra_fields.push(amount);
        }
        let rounding = self.rounding(total)?;
        self.bound(&lines)?;
        let mut by_index = vec![LineTotals::default(); lines.len()];
        let mut line_taxes = vec![[Amount::ZERO; TAXES_MAX]; lines.len()];
        for line in &lines {
            let tax = self.sum(line.taxed, Place::Line(line.index))?;
            let total = self.sum([line.base(), tax], Place::Line(line.index))?;
            let Work { gross, discount, net, .. } = *line;
            by_index[line.index] = LineTotals { gross, discount, net, tax, total };
            line_taxes[line.index] = line.taxed;
        }
        let totals = Totals {
            rules: self.rules,
            lines: by_index,
            subtotal,
            discount,
            charges,
            each_allowance,
            each_charge,
            inclusive,
            net,
            taxes,
            tax,
            gross,
            extra_fields,
            total,
            rounding,
        };
        Ok(Breakdown { totals, line_taxes, charge_taxes })
    }

    /// Holds that lines of any sign stay within the largest amount, whichever of them are added up: those of a product,
    /// or those of a credit note.
    fn bound(&self, lines: &[Work<'a>]) -> Result<(), Fault> {
        if self.rules < Rules::Second {
            return Ok(());
        }
        let mut sums = [0_i128; 3];
        for line in lines {
            let tax: i128 = line.taxed.iter().map(|tax| i128::from(tax.0).abs()).sum();
            let figures = [i128::from(line.gross.0).abs(), i128::from(line.net.0).abs(), tax];
            for (sum, figure) in sums.iter_mut().zip(figures) {
                *sum += figure;
            }
        }
        for sum in sums {
            self.limit(sum, Place::Items)?;
        }
        Ok(())
    }

    /// Calculates a document whose discount and charge are without tax, amounts after tax aside.
    fn exclusive(
        &mut self,
        lines: &mut [Work<'a>],
        groups: &mut [Group],
        unborne: &[Amount; TAXES_MAX],
    ) -> Result<Sums<'a>, Fault> {
        let content = self.content;
        if content.tax_included {
            self.take_out_taxes(lines, groups)?;
        }
        let subtotal = self.sum(groups.iter().map(|group| group.net), Place::Items)?;
        let reductions = self.reduce(subtotal, lines, groups)?;
        let discount = reductions.sum;
        let charges = self.charges(subtotal - discount, lines, groups)?;
        let taxes = self.taxes(lines, groups, &charges, unborne)?;
        Ok(Sums {
            subtotal,
            discount,
            nets_of_charges: charges.iter().map(|charge| charge.amount).collect(),
            charges,
            each_allowance: self.each_allowance(&reductions, discount)?,
            inclusive: None,
            taxes,
        })
    }

    fn rounding(&mut self, total: Amount) -> Result<Amount, Fault> {
        let Some(step) = self.content.adjustments.round_to else { return Ok(Amount::ZERO) };
        let multiple = self.stated(step, Place::RoundTo)?;
        if multiple <= Amount::ZERO {
            return Err(Fault::new("/round_to", "out_of_range", "must be above zero"));
        }
        let rounded = rounding::round_to_multiple(total, multiple)
            .ok_or_else(|| too_large(Place::RoundTo))?;
        let rounded = self.limit(i128::from(rounded.0), Place::RoundTo)?;
        let currency = self.content.currency;
        self.recorder.record(|| Step {
            rule: "rounding",
            at: Place::RoundTo.object(),
            inputs: vec![("total", total.to_decimal(currency)), ("round_to", step)],
            exact: Exact::whole(total).text(currency),
            rounded: rounded.to_decimal(currency),
        });
        Ok(rounded - total)
    }
}

/// Which of a document's taxes a charge bears.
fn borne(charge: &Charge<'_>, taxes: &[TaxTotal]) -> Vec<usize> {
    let bears = |total: &TaxTotal| charge.taxes.iter().any(|tax| total.is_of(tax));
    (0..taxes.len()).filter(|at| bears(&taxes[*at])).collect()
}
