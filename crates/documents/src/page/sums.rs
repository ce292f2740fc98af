//! What the lines come to, down to what is due. Every figure is one of the totals or of the balance.

use super::Pen;
use net30_domain::{
    money::Amount,
    tax::Rate,
    template::Heading,
    totals::{Inclusive, TaxTotal},
};
use net30_words::{Phrase, Word};
use serde::Serialize;

/// How much a sum stands out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Weight {
    Plain,
    Strong,
    /// What the reader looks for: what is due.
    Due,
}

impl Weight {
    /// The word for it.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Strong => "strong",
            Self::Due => "due",
        }
    }
}

/// A labelled amount below the lines.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Sum {
    pub(crate) label: String,
    pub(crate) amount: String,
    pub(crate) weight: Weight,
}

impl Pen<'_> {
    pub(super) fn sums(&self) -> Vec<Sum> {
        let mut sums = self.sums_to_total();
        sums.extend(self.sums_to_due());
        sums
    }

    fn sum(&self, label: String, amount: Amount, weight: Weight) -> Sum {
        Sum { label, amount: self.money.amount(amount), weight }
    }

    fn sums_to_total(&self) -> Vec<Sum> {
        match self.input.invoice.totals.inclusive {
            Some(paid) => self.sums_as_paid(paid),
            None => self.sums_without_tax(),
        }
    }

    /// Of a document whose prices include tax: subtotal, discount and charge as they are paid.
    fn sums_as_paid(&self, paid: Inclusive) -> Vec<Sum> {
        let content = &self.input.invoice.content;
        let totals = &self.input.invoice.totals;
        let mut sums = Vec::new();
        let mut add = |label: String, amount: Amount| {
            sums.push(self.sum(label, amount, Weight::Plain));
        };
        let on_top = self.taxes_on_top(paid);
        let adjusted = self.adjusted();
        let changed = !adjusted.is_empty();
        if changed || !on_top.is_empty() || !content.adjustments.extra_fields.is_empty() {
            add(self.heading(Heading::Subtotal, Word::Subtotal), paid.subtotal);
        }
        for (label, amount) in adjusted {
            add(label, amount);
        }
        for tax in on_top {
            add(self.tax_label(tax), tax.amount);
        }
        if !content.adjustments.extra_fields.is_empty() {
            if !totals.taxes.is_empty() {
                add(self.words.get(Word::TotalWithTax), totals.gross);
            }
            for (field, &amount) in
                content.adjustments.extra_fields.iter().zip(&totals.extra_fields)
            {
                add(self.named(Word::ExtraCharge, Some(&field.name), field.rate), amount);
            }
        }
        sums
    }

    /// Discount and allowances, extra charge and charges, with tax where prices include it.
    fn adjusted(&self) -> Vec<(String, Amount)> {
        let totals = &self.input.invoice.totals;
        let adjustments = &self.input.invoice.content.adjustments;
        let (discount, extra_charge) = totals.discount_and_extra_charge();
        let mut adjusted = Vec::new();
        let mut add = |word: Word, name: Option<&str>, rate: Rate, amount: Amount| {
            adjusted.push((self.named(word, name, rate), amount));
        };
        if let Some(own) = &adjustments.discount {
            add(Word::Discount, own.name.as_deref(), own.rate, -discount);
        }
        for (own, total) in adjustments.allowances.iter().zip(&totals.each_allowance) {
            add(Word::Discount, own.reason.as_deref(), own.rate, -total.amount);
        }
        if let Some(own) = &adjustments.extra_charge {
            add(Word::ExtraCharge, own.name.as_deref(), own.rate, extra_charge);
        }
        for (own, total) in adjustments.charges.iter().zip(&totals.each_charge) {
            add(Word::ExtraCharge, own.reason.as_deref(), own.rate, total.amount);
        }
        adjusted
    }

    /// Amount taxes that no price includes, since no line bears them.
    fn taxes_on_top(&self, paid: Inclusive) -> Vec<&TaxTotal> {
        let totals = &self.input.invoice.totals;
        if totals.gross == paid.subtotal - paid.discount + paid.charges {
            return Vec::new();
        }
        let is_amount = |tax: &&TaxTotal| matches!(tax.rate, Rate::Amount(_));
        totals.taxes.iter().filter(is_amount).collect()
    }

    /// What of the total is tax, where prices include it: `includes VAT 19 % on 75.63`.
    fn included_taxes(&self) -> Vec<Sum> {
        let totals = &self.input.invoice.totals;
        let Some(paid) = totals.inclusive else { return Vec::new() };
        let on_top = self.taxes_on_top(paid);
        let included = totals.taxes.iter().filter(|tax| !on_top.contains(tax));
        let sum = |tax: &TaxTotal| {
            let label = self.words.say(&Phrase::IncludesTax { tax: &self.tax_label(tax) });
            self.sum(label, tax.amount, Weight::Plain)
        };
        included.map(sum).collect()
    }

    fn sums_without_tax(&self) -> Vec<Sum> {
        let content = &self.input.invoice.content;
        let totals = &self.input.invoice.totals;
        let mut sums = Vec::new();
        let mut add = |label: String, amount: Amount, weight: Weight| {
            sums.push(self.sum(label, amount, weight));
        };
        let adjusted = self.adjusted();
        let changed = !adjusted.is_empty();
        if changed || !totals.taxes.is_empty() || !content.adjustments.extra_fields.is_empty() {
            let word = if content.tax_included { Word::SubtotalWithoutTax } else { Word::Subtotal };
            add(self.heading(Heading::Subtotal, word), totals.subtotal, Weight::Plain);
        }
        for (label, amount) in adjusted {
            add(label, amount, Weight::Plain);
        }
        if changed && !totals.taxes.is_empty() {
            add(self.words.get(Word::Net), totals.net, Weight::Plain);
        }
        for tax in &totals.taxes {
            add(self.tax_label(tax), tax.amount, Weight::Plain);
        }
        if !content.adjustments.extra_fields.is_empty() {
            if !totals.taxes.is_empty() {
                add(self.words.get(Word::TotalWithTax), totals.gross, Weight::Plain);
            }
            for (field, &amount) in
                content.adjustments.extra_fields.iter().zip(&totals.extra_fields)
            {
                add(
                    self.named(Word::ExtraCharge, Some(&field.name), field.rate),
                    amount,
                    Weight::Plain,
                );
            }
        }
        sums
    }

    fn sums_to_due(&self) -> Vec<Sum> {
        let totals = &self.input.invoice.totals;
        let balance = self.input.invoice.balance();
        let included = self.included_taxes();
        let mut sums = Vec::new();
        if self.asks_for_money() || !totals.rounding.is_zero() || !included.is_empty() {
            let label = self.heading(Heading::Total, Word::Total);
            sums.push(self.sum(label, totals.total, Weight::Strong));
        }
        sums.extend(included);
        let mut add = |word: Word, amount: Amount, weight: Weight| {
            sums.push(self.sum(self.words.get(word), amount, weight));
        };
        for (word, amount) in [
            (Word::Rounding, totals.rounding),
            (Word::Paid, -balance.paid),
            (Word::Refunded, balance.refunded),
            (Word::Credited, -balance.credited),
        ] {
            if !amount.is_zero() {
                add(word, amount, Weight::Plain);
            }
        }
        if !self.asks_for_money() {
            add(Word::TotalCredit, totals.payable(), Weight::Due);
        } else if balance.due < Amount::ZERO {
            add(Word::Overpaid, -balance.due, Weight::Due);
        } else {
            let label = self.heading(Heading::Due, Word::Due);
            sums.push(self.sum(label, balance.due, Weight::Due));
        }
        sums
    }

    /// What a discount or charge is called, with its rate if it is a percentage.
    fn named(&self, word: Word, name: Option<&str>, rate: Rate) -> String {
        let name = name.map(str::trim).filter(|name| !name.is_empty());
        let name = name.map_or_else(|| self.words.get(word), str::to_owned);
        match rate {
            Rate::Percentage(value) => {
                let rate = self.formats.percentage(value);
                self.words.say(&Phrase::NamedRate { name: &name, rate: &rate })
            }
            Rate::Amount(_) => name,
        }
    }

    fn tax_label(&self, tax: &TaxTotal) -> String {
        let name = tax.name.trim();
        let name = if name.is_empty() { self.words.get(Word::Tax) } else { name.to_owned() };
        match tax.rate {
            Rate::Percentage(value) => {
                // Many call their tax `VAT 19%` already.
                let name = if name.contains('%') {
                    name
                } else {
                    let rate = self.formats.percentage(value);
                    self.words.say(&Phrase::TaxRate { name: &name, rate: &rate })
                };
                self.words.say(&Phrase::TaxOf { name: &name, base: &self.money.amount(tax.base) })
            }
            Rate::Amount(_) => name,
        }
    }

    /// What must be said of the tax: why none is charged, and that prices include it.
    pub(super) fn remarks(&self) -> Vec<String> {
        let mut remarks: Vec<String> = Vec::new();
        for tax in &self.input.invoice.totals.taxes {
            let reason = super::present(tax.exemption_reason.as_ref());
            let word = || Word::of_exemption(tax.category).map(|word| self.words.get(word));
            let remark = reason.or_else(word);
            remarks.extend(remark.filter(|remark| !remarks.contains(remark)));
        }
        if self.input.invoice.content.tax_included && !self.input.invoice.totals.taxes.is_empty() {
            remarks.push(self.words.get(Word::PricesIncludeTax));
        }
        remarks
    }
}
