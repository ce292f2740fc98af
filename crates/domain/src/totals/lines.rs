//! Lines: gross, discount, and in which group of taxes each stands.

use super::{
    calculation::Calculation,
    recorder::{Place, Recorder},
};
use crate::{
    document::Line,
    fault::{Fault, Faults},
    money::{Amount, DECIMALS_MAX, NumberError},
    rounding::Exact,
    tax::{Rate, TAXES_MAX, Tax},
};
use rust_decimal::Decimal;
use std::{cmp::Ordering, ops::Range};

/// A line under calculation.
pub(super) struct Work<'a> {
    /// Where it stands in the document.
    pub(super) index: usize,
    /// The taxes that it bears.
    pub(super) taxes: &'a [Tax],
    /// Whether it names them itself.
    pub(super) own: bool,
    /// Sum of the percentages, in 10⁻⁸ per cent.
    rate: i128,
    /// Quantity × price ÷ base quantity + fee.
    pub(super) gross: Amount,
    /// The line's discount.
    pub(super) discount: Amount,
    /// Gross − discount; includes tax if prices do.
    pub(super) paid: Amount,
    /// Without tax.
    pub(super) net: Amount,
    /// Its share of the document's discount.
    pub(super) share: Amount,
    /// The amount taxes that it bears, by position.
    pub(super) fixed: [Amount; TAXES_MAX],
    /// All the taxes that it bears, by position.
    pub(super) taxed: [Amount; TAXES_MAX],
}

impl Work<'_> {
    /// Net less the share of the discount.
    pub(super) fn base(&self) -> Amount {
        self.net - self.share
    }

    /// Where tax number `position` is named.
    pub(super) fn tax_place(&self, position: usize) -> Place {
        if self.own { Place::LineTax(self.index, position) } else { Place::Tax(position) }
    }
}

/// Lines that bear the same taxes, and what they come to.
#[derive(Clone, Debug)]
pub(super) struct Group {
    /// Which lines, in the order of the work.
    pub(super) range: Range<usize>,
    /// What they come to, as the prices say it.
    pub(super) paid: Amount,
    /// Without tax.
    pub(super) net: Amount,
    /// Their share of the document's discount.
    pub(super) share: Amount,
}

impl Group {
    /// Net less the share of the discount.
    pub(super) fn base(&self) -> Amount {
        self.net - self.share
    }
}

/// Whether any of the taxes is an amount.
pub(super) fn has_amount(taxes: &[Tax]) -> bool {
    taxes.iter().any(|tax| matches!(tax.rate, Rate::Amount(_)))
}

/// The order of taxes in totals: percentages by rate downwards, then by name; amounts last.
pub(super) fn compare_taxes(a: &Tax, b: &Tax) -> Ordering {
    let by_rate = match (a.rate, b.rate) {
        (Rate::Percentage(a), Rate::Percentage(b)) | (Rate::Amount(a), Rate::Amount(b)) => {
            b.cmp(&a)
        }
        (Rate::Percentage(_), Rate::Amount(_)) => Ordering::Less,
        (Rate::Amount(_), Rate::Percentage(_)) => Ordering::Greater,
    };
    by_rate.then_with(|| a.name.cmp(&b.name)).then_with(|| a.category.cmp(&b.category))
}

/// Whether two lists of percentages are the same taxes in the same order. Amounts are never: each list has its own.
pub(super) fn bear_alike(a: &[Tax], b: &[Tax]) -> bool {
    let alike = |(a, b): (&Tax, &Tax)| compare_taxes(a, b).is_eq() && a.compound == b.compound;
    a.len() == b.len() && !has_amount(a) && a.iter().zip(b).all(alike)
}

/// The order of groups: the higher rate first, then any fixed order. Equal means: the same group.
fn compare_groups(a: &Work<'_>, b: &Work<'_>) -> Ordering {
    if std::ptr::eq(a.taxes, b.taxes) && a.own == b.own {
        return Ordering::Equal;
    }
    let taxes = || {
        let pairs = a.taxes.iter().zip(b.taxes);
        pairs
            .map(|(a, b)| compare_taxes(a, b).then(a.compound.cmp(&b.compound)))
            .find(|o| o.is_ne())
    };
    b.rate
        .cmp(&a.rate)
        .then(a.taxes.len().cmp(&b.taxes.len()))
        .then_with(|| taxes().unwrap_or(Ordering::Equal))
        // An amount is taken once on the document, but on each line that names it.
        .then_with(|| if has_amount(a.taxes) { a.own.cmp(&b.own) } else { Ordering::Equal })
}

impl<'a, R: Recorder> Calculation<'a, R> {
    /// Every line with its gross and discount, sorted by group, then downwards by amount.
    pub(super) fn lines(&mut self) -> Result<Vec<Work<'a>>, Faults> {
        let content = self.content;
        let mut faults = Faults::new();
        let document_rate = Self::rate_of(&content.taxes, None);
        let mut lines = Vec::with_capacity(content.lines.len());
        for (index, line) in content.lines.iter().enumerate() {
            match self.line(index, line, *document_rate.as_ref().unwrap_or(&0)) {
                Ok(work) => lines.push(work),
                Err(fault) => faults.push(fault),
            }
        }
        if let Err(fault) = document_rate {
            faults.push(fault);
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        lines.sort_unstable_by(|a, b| {
            compare_groups(a, b).then(b.paid.cmp(&a.paid)).then(a.index.cmp(&b.index))
        });
        Ok(lines)
    }

    fn line(
        &mut self,
        index: usize,
        line: &'a Line,
        document_rate: i128,
    ) -> Result<Work<'a>, Fault> {
        let own = !line.taxes.is_empty();
        let taxes = if own { &line.taxes } else { &self.content.taxes };
        let rate = if own { Self::rate_of(taxes, Some(index))? } else { document_rate };
        let mut fixed = [Amount::ZERO; TAXES_MAX];
        if own {
            for (position, tax) in taxes.iter().enumerate() {
                if let Rate::Amount(value) = tax.rate {
                    fixed[position] = self.stated(value, Place::LineTax(index, position))?;
                }
            }
        }
        let gross = self.line_gross(index, line)?;
        let discount = match &line.discount {
            None => Amount::ZERO,
            Some(discount) => self.deduction(discount.rate, gross, Place::LineDiscount(index))?,
        };
        let paid = gross - discount;
        Ok(Work {
            index,
            taxes,
            own,
            rate,
            gross,
            discount,
            paid,
            net: paid,
            share: Amount::ZERO,
            fixed,
            taxed: [Amount::ZERO; TAXES_MAX],
        })
    }

    fn line_gross(&mut self, index: usize, line: &Line) -> Result<Amount, Fault> {
        if line.base_quantity <= Decimal::ZERO {
            let pointer = format!("/items/{index}/base_quantity");
            return Err(Fault::new(pointer, "out_of_range", "must be above zero"));
        }
        let exact = Exact::in_minor_units(line.unit_price, self.content.currency)
            .and_then(|price| price.times(Exact::of(line.quantity)));
        let exact = if line.base_quantity == Decimal::ONE {
            exact
        } else {
            exact.and_then(|product| product.over(Exact::of(line.base_quantity)))
        };
        let inputs = || {
            vec![
                ("quantity", line.quantity),
                ("unit_price", line.unit_price),
                ("base_quantity", line.base_quantity),
            ]
        };
        let product = self.round("line_gross", Place::Line(index), inputs, exact)?;
        match line.flat_fee {
            None => Ok(product),
            Some(fee) => {
                let fee = self.stated(fee, Place::FlatFee(index))?;
                self.limit(i128::from(product.0) + i128::from(fee.0), Place::FlatFee(index))
            }
        }
    }

    /// The sum of the percentages in 10⁻⁸ per cent, once the list is found good to calculate with.
    fn rate_of(taxes: &[Tax], line: Option<usize>) -> Result<i128, Fault> {
        if taxes.len() > TAXES_MAX {
            let list =
                line.map_or_else(|| "/taxes".to_owned(), |line| format!("/items/{line}/taxes"));
            return Err(Fault::new(list, "too_many", "has more than 3 taxes"));
        }
        let mut sum = 0_i128;
        for (position, tax) in taxes.iter().enumerate() {
            let Rate::Percentage(value) = tax.rate else { continue };
            let value = if value.scale() > DECIMALS_MAX { value.normalize() } else { value };
            let Some(zeros) = DECIMALS_MAX.checked_sub(value.scale()) else {
                let error = NumberError::TooManyDecimals { max: DECIMALS_MAX };
                let place =
                    line.map_or(Place::Tax(position), |line| Place::LineTax(line, position));
                return Err(Fault::new(place.field(), error.code(), error.to_string()));
            };
            // 96 bits × 10⁸, three times, are below 128 bits.
            sum += value.mantissa() * 10_i128.pow(zeros);
        }
        Ok(sum)
    }

    /// The groups of lines that were sorted by [`Self::lines`].
    pub(super) fn groups(&self, lines: &[Work<'_>]) -> Result<Vec<Group>, Fault> {
        let mut groups: Vec<Group> = Vec::new();
        let mut start = 0;
        for run in lines.chunk_by(|a, b| compare_groups(a, b).is_eq()) {
            let range = start..start + run.len();
            start = range.end;
            let paid = self.sum(run.iter().map(|line| line.paid), Place::Items)?;
            groups.push(Group { range, paid, net: paid, share: Amount::ZERO });
        }
        Ok(groups)
    }
}
