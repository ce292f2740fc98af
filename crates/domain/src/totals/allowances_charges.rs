//! What is taken off the lines' sum and added to it: the document's discount and allowances, its extra charge and charges.
//!
//! An allowance is a discount: it is spread over the lines that it is for, which are all, or those that bear the tax that it
//! names. What several take off a line is never more than the line. A charge is taxed with the lines that bear the tax that
//! it names, or by itself if none does.

use super::{
    AllowanceChargeTotal,
    calculation::Calculation,
    lines::{Group, Work, bear_alike},
    recorder::{Place, Recorder},
};
use crate::{
    fault::Fault,
    money::Amount,
    rounding,
    tax::{Rate, TAXES_MAX, Tax},
};

/// A charge, and how it is taxed.
pub(super) struct Charge<'a> {
    /// How much; with tax where prices include it.
    pub(super) amount: Amount,
    /// Where it stands.
    pub(super) place: Place,
    /// The group of lines that it is taxed with.
    pub(super) group: Option<usize>,
    /// The taxes that it bears, and where they are named.
    pub(super) taxes: &'a [Tax],
    pub(super) places: [Place; TAXES_MAX],
}

/// What is taken off.
pub(super) struct Reductions {
    /// All of it.
    pub(super) sum: Amount,
    /// The discount by itself.
    pub(super) discount: Amount,
    /// Each allowance.
    pub(super) allowances: Vec<Amount>,
}

/// Whether lines bear one tax and that is `wanted`, whose name may be left open.
fn bears(lines: &[Tax], wanted: &Tax) -> bool {
    let [own] = lines else { return false };
    let is_named = wanted.name.is_empty() || wanted.name == own.name;
    is_named && own.rate == wanted.rate && own.category == wanted.category
}

/// The lines that bear the tax of an allowance.
fn group_of(tax: &Tax, at: usize, lines: &[Work<'_>], groups: &[Group]) -> Result<usize, Fault> {
    let found = groups.iter().position(|group| bears(lines[group.range.start].taxes, tax));
    found.ok_or_else(|| {
        let message = "is borne by no item, so that there is nothing to take off";
        Fault::new(format!("/allowances/{at}/tax"), "not_found", message)
    })
}

impl<'a, R: Recorder> Calculation<'a, R> {
    /// Takes discount and allowances off `subtotal`, and spreads them over the lines that they are for.
    pub(super) fn reduce(
        &mut self,
        subtotal: Amount,
        lines: &mut [Work<'a>],
        groups: &mut [Group],
    ) -> Result<Reductions, Fault> {
        let adjustments = &self.content.adjustments;
        let all: Vec<usize> = (0..groups.len()).collect();
        let discount = match &adjustments.discount {
            None => Amount::ZERO,
            Some(discount) => self.deduction(discount.rate, subtotal, Place::Discount)?,
        };
        self.spread_over(discount, &all, Place::Discount, lines, groups)?;
        let mut left = subtotal - discount;
        let mut allowances = Vec::with_capacity(adjustments.allowances.len());
        for (at, allowance) in adjustments.allowances.iter().enumerate() {
            let place = Place::Allowance(at);
            let rule = if self.is_inclusive() { "gross_allowance" } else { "allowance" };
            let amount = self.part(allowance.rate, subtotal, rule, place)?;
            let of = match &allowance.tax {
                None => all.clone(),
                Some(tax) => vec![group_of(tax, at, lines, groups)?],
            };
            let most = match (&allowance.tax, of.as_slice()) {
                (Some(_), [group]) => groups[*group].base(),
                _ => left,
            };
            self.within(amount, most, place)?;
            self.spread_over(amount, &of, place, lines, groups)?;
            left = left - amount;
            allowances.push(amount);
        }
        Ok(Reductions { sum: subtotal - left, discount, allowances })
    }

    /// Spreads an amount over some groups by what is left of them, and each group's part over its lines likewise.
    fn spread_over(
        &mut self,
        amount: Amount,
        of: &[usize],
        blame: Place,
        lines: &mut [Work<'a>],
        groups: &mut [Group],
    ) -> Result<(), Fault> {
        if amount.is_zero() {
            return Ok(());
        }
        let left: Vec<_> = of.iter().map(|at| groups[*at].base()).collect();
        let first = |at: usize| Place::Line(lines[groups[of[at]].range.start].index);
        let shares = self.split(amount, rounding::quotas(amount, &left), blame, first)?;
        for (at, share) in of.iter().zip(shares) {
            let group = &mut groups[*at];
            group.share = group.share + share;
            let lines = &mut lines[group.range.clone()];
            let left: Vec<_> = lines.iter().map(Work::base).collect();
            let quotas = rounding::quotas(share, &left);
            let parts = self.split(share, quotas, blame, |at| Place::Line(lines[at].index))?;
            for (line, part) in lines.iter_mut().zip(parts) {
                line.share = line.share + part;
            }
        }
        Ok(())
    }

    /// The charges, the extra charge first; a percentage is of what the reductions have left.
    pub(super) fn charges(
        &mut self,
        reduced: Amount,
        lines: &[Work<'a>],
        groups: &[Group],
    ) -> Result<Vec<Charge<'a>>, Fault> {
        let adjustments = &self.content.adjustments;
        let rule = if self.is_inclusive() { "gross_charge" } else { "charge" };
        let extra =
            adjustments.extra_charge.iter().map(|charge| (Place::ExtraCharge, charge.rate, None));
        let each = adjustments.charges.iter().enumerate();
        let each = each.map(|(at, charge)| (Place::Charge(at), charge.rate, charge.tax.as_ref()));
        let mut charges = Vec::with_capacity(adjustments.charges.len() + 1);
        for (place, rate, tax) in extra.chain(each) {
            let amount = self.part(rate, reduced, rule, place)?;
            charges.push(self.charge(amount, place, tax, lines, groups));
        }
        Ok(charges)
    }

    fn charge(
        &self,
        amount: Amount,
        place: Place,
        tax: Option<&'a Tax>,
        lines: &[Work<'a>],
        groups: &[Group],
    ) -> Charge<'a> {
        let own = self.content.taxes.as_slice();
        let group = match tax {
            Some(tax) => groups.iter().position(|group| bears(lines[group.range.start].taxes, tax)),
            None => self.charged_group(lines, groups),
        };
        let model = group.map(|at| &lines[groups[at].range.start]);
        let (taxes, places) = match (tax, model, place) {
            (Some(_), Some(line), _) => {
                (line.taxes, [0, 1, 2].map(|position| line.tax_place(position)))
            }
            (Some(tax), None, Place::Charge(at)) => {
                (std::slice::from_ref(tax), [Place::ChargeTax(at); TAXES_MAX])
            }
            (None, Some(line), _) if own.is_empty() => {
                (line.taxes, [0, 1, 2].map(|position| line.tax_place(position)))
            }
            _ => (own, [0, 1, 2].map(Place::Tax)),
        };
        Charge { amount, place, group, taxes, places }
    }

    /// The group that a charge without a tax of its own is taxed with, unless it bears taxes that no line does: the
    /// document's own taxes, else those that most is paid for.
    fn charged_group(&self, lines: &[Work<'a>], groups: &[Group]) -> Option<usize> {
        let own = self.content.taxes.as_slice();
        if !own.is_empty() {
            let bears_them = |group: &Group| {
                let first = &lines[group.range.start];
                !first.own || bear_alike(first.taxes, own)
            };
            return groups.iter().position(bears_them);
        }
        let left = |at: usize| groups[at].base();
        // Strictly more: of equal groups the first, which has the higher rate.
        (0..groups.len()).reduce(|most, at| if left(at) > left(most) { at } else { most })
    }

    /// What each allowance comes to, where all reductions come to `net` without tax.
    pub(super) fn each_allowance(
        &mut self,
        reductions: &Reductions,
        net: Amount,
    ) -> Result<Vec<AllowanceChargeTotal>, Fault> {
        let stated = &reductions.allowances;
        if stated.is_empty() || net == reductions.sum {
            return Ok(stated
                .iter()
                .map(|&amount| AllowanceChargeTotal { amount, net: amount })
                .collect());
        }
        let weights: Vec<Amount> =
            std::iter::once(reductions.discount).chain(stated.iter().copied()).collect();
        let place = |at: usize| at.checked_sub(1).map_or(Place::Discount, Place::Allowance);
        let nets = self.split(net, rounding::quotas(net, &weights), Place::Discount, place)?;
        let each = stated.iter().zip(nets.into_iter().skip(1));
        Ok(each.map(|(&amount, net)| AllowanceChargeTotal { amount, net }).collect())
    }
}

/// The charges that the document lists, with what each comes to without tax.
pub(super) fn each_charge(charges: &[Charge<'_>], nets: &[Amount]) -> Vec<AllowanceChargeTotal> {
    let listed = charges.iter().zip(nets).filter(|(charge, _)| charge.place != Place::ExtraCharge);
    listed.map(|(charge, &net)| AllowanceChargeTotal { amount: charge.amount, net }).collect()
}

/// Whether a charge's tax is a percentage; an amount was taken of the lines, or of the document, already.
pub(super) fn is_percentage(tax: &Tax) -> bool {
    matches!(tax.rate, Rate::Percentage(_))
}
