//! The order of the calculation: lines, discount, charge, taxes, amounts after tax, rounding.

use super::{
    Breakdown, Inclusive, LineTotals, Rules, Step, TaxTotal, Totals,
    lines::{Group, Work},
    recorder::{Place, Recorder},
};
use crate::{
    fault::{Fault, Faults},
    invoice::{Content, Of},
    money::{Amount, NumberError},
    rounding::{self, Exact},
    tax::{Rate, TAXES_MAX},
};
use rust_decimal::Decimal;

/// A calculation under way.
pub(super) struct Calculation<'a, R> {
    /// What is calculated.
    pub(super) content: &'a Content,
    /// By which rules.
    rules: Rules,
    /// Who listens.
    pub(super) recorder: &'a mut R,
}

/// What a document comes to before amounts after tax.
pub(super) struct Sums {
    /// Sum of the lines' nets.
    pub(super) subtotal: Amount,
    /// The discount without tax.
    pub(super) discount: Amount,
    /// The charge without tax.
    pub(super) charges: Amount,
    /// The same with tax, where prices include it.
    pub(super) inclusive: Option<Inclusive>,
    /// The taxes in their order.
    pub(super) taxes: Vec<TaxTotal>,
}

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
        let Sums { subtotal, discount, charges, inclusive, taxes } = sums;
        let net = self.sum([subtotal, -discount, charges], Place::Charge)?;
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
            inclusive,
            net,
            taxes,
            tax,
            gross,
            extra_fields,
            total,
            rounding,
        };
        Ok(Breakdown { totals, line_taxes })
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

    /// Whether discount and charge of the document include tax.
    fn is_inclusive(&self) -> bool {
        self.content.tax_included && self.rules >= Rules::Second
    }

    /// Calculates a document whose discount and charge are without tax, amounts after tax aside.
    fn exclusive(
        &mut self,
        lines: &mut [Work<'a>],
        groups: &mut [Group],
        unborne: &[Amount; TAXES_MAX],
    ) -> Result<Sums, Fault> {
        let content = self.content;
        if content.tax_included {
            self.take_out_taxes(lines, groups)?;
        }
        let subtotal = self.sum(groups.iter().map(|group| group.net), Place::Items)?;
        let discount = match &content.adjustments.discount {
            None => Amount::ZERO,
            Some(discount) => self.deduction(discount.rate, subtotal, Place::Discount)?,
        };
        if !discount.is_zero() {
            self.spread_discount(discount, lines, groups)?;
        }
        let charges = match &content.adjustments.extra_charge {
            None => Amount::ZERO,
            Some(charge) => self.part(charge.rate, subtotal - discount, "charge", Place::Charge)?,
        };
        let taxes = self.taxes(lines, groups, charges, unborne)?;
        Ok(Sums { subtotal, discount, charges, inclusive: None, taxes })
    }

    /// Spreads the document's discount over the groups by their net, and each group's part over its lines.
    pub(super) fn spread_discount(
        &mut self,
        discount: Amount,
        lines: &mut [Work<'a>],
        groups: &mut [Group],
    ) -> Result<(), Fault> {
        let nets: Vec<_> = groups.iter().map(|group| group.net).collect();
        let quotas = rounding::quotas(discount, &nets);
        let first = |group: usize| Place::Line(lines[groups[group].range.start].index);
        let shares = self.split(discount, quotas, Place::Discount, first)?;
        for (group, share) in groups.iter_mut().zip(shares) {
            group.share = share;
            let lines = &mut lines[group.range.clone()];
            let nets: Vec<_> = lines.iter().map(|line| line.net).collect();
            let quotas = rounding::quotas(share, &nets);
            let parts =
                self.split(share, quotas, Place::Discount, |at| Place::Line(lines[at].index))?;
            for (line, part) in lines.iter_mut().zip(parts) {
                line.share = part;
            }
        }
        Ok(())
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

    /// A percentage of `whole`, rounded, or an amount.
    pub(super) fn part(
        &mut self,
        rate: Rate,
        whole: Amount,
        rule: &'static str,
        place: Place,
    ) -> Result<Amount, Fault> {
        match rate {
            Rate::Amount(value) => self.stated(value, place),
            Rate::Percentage(percent) => {
                let of = whole.to_decimal(self.content.currency);
                let inputs = || vec![("of", of), ("percent", percent)];
                self.round(rule, place, inputs, Exact::whole(whole).percent(percent))
            }
        }
    }

    /// A discount from `whole`, which it may not exceed.
    pub(super) fn deduction(
        &mut self,
        rate: Rate,
        whole: Amount,
        place: Place,
    ) -> Result<Amount, Fault> {
        let rule = match place {
            Place::Discount if self.is_inclusive() => "gross_discount",
            Place::Discount => "discount",
            _ => "line_discount",
        };
        let discount = self.part(rate, whole, rule, place)?;
        let above = if whole < Amount::ZERO {
            discount < whole || discount > Amount::ZERO
        } else {
            discount > whole
        };
        if above {
            let whole = whole.to_decimal(self.content.currency);
            let message = format!("is above the {whole} that it is taken from");
            return Err(Fault::new(place.field(), "out_of_range", message));
        }
        Ok(discount)
    }

    /// An amount that the client states: exact in the currency, or a fault.
    pub(super) fn stated(&self, value: Decimal, place: Place) -> Result<Amount, Fault> {
        Amount::from_decimal(value, self.content.currency).map_err(|error: NumberError| {
            Fault::new(place.field(), error.code(), error.to_string())
        })
    }

    /// Rounds an exact value to an amount, and takes it down.
    pub(super) fn round(
        &mut self,
        rule: &'static str,
        place: Place,
        inputs: impl FnOnce() -> Vec<(&'static str, Decimal)>,
        exact: Option<Exact>,
    ) -> Result<Amount, Fault> {
        let exact = exact.ok_or_else(|| too_large(place))?;
        let minor = exact.rounded().ok_or_else(|| too_large(place))?;
        let amount = self.limit(i128::from(minor), place)?;
        let currency = self.content.currency;
        self.recorder.record(|| Step {
            rule,
            at: place.object(),
            inputs: inputs(),
            exact: exact.text(currency),
            rounded: amount.to_decimal(currency),
        });
        Ok(amount)
    }

    /// Splits a total by largest remainder, and takes down the parts unless there is but one.
    pub(super) fn split(
        &mut self,
        total: Amount,
        quotas: Option<Vec<Exact>>,
        blame: Place,
        place: impl Fn(usize) -> Place,
    ) -> Result<Vec<Amount>, Fault> {
        let quotas = quotas.ok_or_else(|| too_large(blame))?;
        let parts = rounding::apportion(total, &quotas).ok_or_else(|| too_large(blame))?;
        if parts.len() > 1 {
            let currency = self.content.currency;
            for (at, (part, quota)) in parts.iter().zip(&quotas).enumerate() {
                self.limit(i128::from(part.0), blame)?;
                self.recorder.record(|| Step {
                    rule: "spread",
                    at: place(at).object(),
                    inputs: vec![("total", total.to_decimal(currency))],
                    exact: quota.text(currency),
                    rounded: part.to_decimal(currency),
                });
            }
        }
        Ok(parts)
    }

    /// A sum, if it keeps within the largest amount.
    pub(super) fn sum(
        &self,
        amounts: impl IntoIterator<Item = Amount>,
        place: Place,
    ) -> Result<Amount, Fault> {
        self.limit(amounts.into_iter().map(|amount| i128::from(amount.0)).sum(), place)
    }

    /// The amount, if it keeps within the largest.
    pub(super) fn limit(&self, minor: i128, place: Place) -> Result<Amount, Fault> {
        rounding::limited(minor, self.content.currency).ok_or_else(|| too_large(place))
    }
}

/// A number is beyond what is calculated with.
pub(super) fn too_large(place: Place) -> Fault {
    let message = "makes an amount of more than 15 digits before the point";
    Fault::new(place.field(), NumberError::TooLarge.code(), message)
}
