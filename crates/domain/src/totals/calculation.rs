//! A calculation under way, and the arithmetic that each of its parts does: shares, sums, splits, limits.

use super::{
    Rules, Step,
    recorder::{Place, Recorder},
};
use crate::{
    document::Content,
    fault::Fault,
    money::{Amount, NumberError},
    rounding::{self, Exact},
    tax::Rate,
};
use rust_decimal::Decimal;

/// A calculation under way.
pub(super) struct Calculation<'a, R> {
    /// What is calculated.
    pub(super) content: &'a Content,
    /// By which rules.
    pub(super) rules: Rules,
    /// Who listens.
    pub(super) recorder: &'a mut R,
}

impl<R: Recorder> Calculation<'_, R> {
    /// Whether discount and charge of the document include tax.
    pub(super) fn is_inclusive(&self) -> bool {
        self.content.tax_included && self.rules >= Rules::Second
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
        self.within(discount, whole, place)?;
        Ok(discount)
    }

    /// Refuses to take off more than there is.
    pub(super) fn within(&self, off: Amount, whole: Amount, place: Place) -> Result<(), Fault> {
        let above =
            if whole < Amount::ZERO { off < whole || off > Amount::ZERO } else { off > whole };
        if above {
            let whole = whole.to_decimal(self.content.currency);
            let message = format!("is above the {whole} that it is taken from");
            return Err(Fault::new(place.field(), "out_of_range", message));
        }
        Ok(())
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
