//! Tax by name, rate and category: what a return is filled in from.

use super::{Basis, Currencies, Figures, InCurrency, Reading, ReportFilter, apart, cash::Cash};
use crate::{App, Boxed, Caller, Result};
use net30_domain::{
    money::{Currency, Sum},
    tax::{Category, Rate},
};
use net30_store::report;

/// What a tax came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TaxFigures {
    /// How many documents (accrual), or payments and refunds (cash).
    pub entries: i64,
    /// What it was taken from.
    pub base: Sum,
    /// How much it was.
    pub tax: Sum,
}

impl Figures for TaxFigures {
    fn sums(&mut self) -> Vec<&mut Sum> {
        vec![&mut self.base, &mut self.tax]
    }

    fn count(&mut self, others: &Self) {
        self.entries += others.entries;
    }
}

/// A tax with what it came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaxLine {
    /// What documents call it.
    pub name: String,
    /// Its rate.
    pub rate: Rate,
    /// Its VAT category.
    pub category: Category,
    /// What it came to.
    pub figures: TaxFigures,
}

/// A tax report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaxReport {
    /// The account's currency.
    pub currency: Currency,
    /// All taxes of each currency together. What two taxes are taken from is in the base twice.
    pub totals: Vec<InCurrency<TaxFigures>>,
    /// The taxes of each currency, in the order of the totals: by name, then the highest rate first.
    pub taxes: Vec<Vec<TaxLine>>,
}

#[derive(Default)]
struct Lines(Vec<TaxLine>);

impl Lines {
    fn figures(&mut self, name: &str, rate: Rate, category: Category) -> &mut TaxFigures {
        // 19 and 19.00 are one rate.
        let rate = match rate {
            Rate::Percentage(value) => Rate::Percentage(value.normalize()),
            Rate::Amount(value) => Rate::Amount(value.normalize()),
        };
        let is_it =
            |line: &TaxLine| line.rate == rate && line.category == category && line.name == name;
        let place = self.0.iter().position(is_it).unwrap_or_else(|| {
            let name = name.to_owned();
            self.0.push(TaxLine { name, rate, category, figures: TaxFigures::default() });
            self.0.len() - 1
        });
        &mut self.0[place].figures
    }
}

/// The taxes of a period, less those of credit notes (accrual) or of what was given back (cash).
///
/// # Errors
/// Those of the database.
pub fn tax<'a>(
    app: &'a App,
    caller: &'a Caller,
    filter: &'a ReportFilter,
    basis: Basis,
) -> Boxed<'a, TaxReport> {
    Box::pin(async move {
        let (caller, filter) = (*caller, filter.clone());
        apart(app, async move |app| {
            let mut reading = Reading::begin(app, &caller, &filter).await?;
            let mut lines = Currencies::<Lines>::of(reading.account.defaults.currency);
            if !reading.is_void {
                match basis {
                    Basis::Accrual => accrued(&mut reading, &mut lines).await?,
                    Basis::Cash => paid(&mut reading, &mut lines).await?,
                }
            }
            Ok(added(lines))
        })
        .await
    })
}

async fn accrued(reading: &mut Reading, lines: &mut Currencies<Lines>) -> Result<()> {
    for row in report::taxes(&mut reading.reader, &reading.scope).await? {
        let figures = lines.entry(row.currency).figures(&row.name, row.rate, row.category);
        figures.entries += row.count;
        figures.base += row.document.signed(row.base);
        figures.tax += row.document.signed(row.amount);
    }
    Ok(())
}

async fn paid(reading: &mut Reading, lines: &mut Currencies<Lines>) -> Result<()> {
    let scope = reading.scope;
    reading
        .settled(false, |settled| {
            let cash = Cash::of(&settled, false)?;
            let lines = lines.entry(settled.currency);
            for (event, proceeds) in &cash.events {
                if !scope.includes(event.date) || !(event.is_money() || proceeds.moves()) {
                    continue;
                }
                for (tax, (base, amount)) in settled.figures.taxes.iter().zip(&proceeds.taxes) {
                    let figures = lines.figures(&tax.name, tax.rate, tax.category);
                    figures.entries += i64::from(event.is_money());
                    figures.base += (*base).into();
                    figures.tax += (*amount).into();
                }
            }
            Ok(())
        })
        .await
}

fn added(lines: Currencies<Lines>) -> TaxReport {
    let mut report = TaxReport { currency: lines.own, totals: vec![], taxes: vec![] };
    for InCurrency { currency, figures: Lines(mut lines) } in lines.sorted() {
        let mut total = TaxFigures::default();
        for line in &lines {
            total.count(&line.figures);
            total.base += line.figures.base;
            total.tax += line.figures.tax;
        }
        lines.sort_by(|a, b| {
            let place = |line: &TaxLine| (line.name.clone(), -line.rate.value(), line.category);
            place(a).cmp(&place(b))
        });
        report.totals.push(InCurrency { currency, figures: total });
        report.taxes.push(lines);
    }
    report
}
