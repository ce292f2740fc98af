//! Late fees: what an account charges for being paid late. Nothing, unless it says so.

use crate::words::words;
use crate::{
    draft::TaxRef,
    money::{Amount, Currency, Sum},
    rounding::Exact,
    tax::Rate,
};
use jiff::{Span, Timestamp, civil::Date};
use rust_decimal::Decimal;

words! {
    /// How often a fee is charged.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    pub enum Every {
        /// Once for an invoice.
        #[default]
        Once = "once",
        /// For each day.
        Day = "day",
        /// For each week.
        Week = "week",
        /// For each month.
        Month = "month",
    }
}

words! {
    /// Where a fee is written down.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    pub enum Place {
        /// An invoice of its own, as a draft.
        #[default]
        Draft = "draft",
        /// An invoice of its own, issued.
        Issued = "issued",
        /// A line of the customer's newest draft in that currency; a draft of its own if there is none.
        DraftLine = "draft_line",
    }
}

/// What an account charges.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terms {
    /// Whether anything is charged.
    pub enabled: bool,
    /// How much: per cent of the amount due, or an amount.
    pub rate: Rate,
    /// The currency of an amount: invoices in another are charged nothing. The account's if none.
    pub currency: Option<Currency>,
    /// How often.
    pub every: Every,
    /// Days after the due date that are forgiven.
    pub grace_days: i32,
    /// Most that all fees of an invoice come to, in the invoice's currency.
    pub total_max: Option<Decimal>,
    /// Where it is written down.
    pub place: Place,
    /// What the line is called, in place of the usual words.
    pub name: Option<String>,
    /// Its taxes; none as a rule, since damages are no supply.
    pub taxes: Vec<TaxRef>,
}

impl Default for Terms {
    fn default() -> Self {
        Self {
            enabled: false,
            rate: Rate::Percentage(Decimal::ZERO),
            currency: None,
            every: Every::Once,
            grace_days: 0,
            total_max: None,
            place: Place::Draft,
            name: None,
            taxes: vec![],
        }
    }
}

/// The terms of an account as they are kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LateFees {
    /// What is charged.
    pub terms: Terms,
    /// The day that is looked at next, and the moment of it, if anything is charged.
    pub next: Option<(Date, Timestamp)>,
    /// Why fees could not be charged last.
    pub last_error: Option<String>,
    /// Counts its changes; 0 before the first.
    pub revision: i64,
    /// When they were last changed.
    pub updated_at: Option<Timestamp>,
}

impl Terms {
    /// The day on which a fee is charged for an invoice due on a day: the first that is late and not forgiven has
    /// period 0. Computed from the due date, so that a month has its last day and days do not drift.
    #[must_use]
    pub fn day_of(&self, due: Date, period: i32) -> Option<Date> {
        let first = self.first_day(due)?;
        let span = match self.every {
            Every::Once if period > 0 => return None,
            Every::Once => Span::new(),
            Every::Day => Span::new().try_days(period).ok()?,
            Every::Week => Span::new().try_weeks(period).ok()?,
            Every::Month => Span::new().try_months(period).ok()?,
        };
        first.checked_add(span).ok()
    }

    /// The first day for which a fee is charged for an invoice due on a day.
    #[must_use]
    pub fn first_day(&self, due: Date) -> Option<Date> {
        due.checked_add(Span::new().days(self.grace_days + 1)).ok()
    }

    /// The due date of the invoices for which the first fee is charged on a day.
    #[must_use]
    pub fn due_date_for(&self, first_day: Date) -> Option<Date> {
        first_day.checked_sub(Span::new().days(self.grace_days + 1)).ok()
    }

    /// What is charged for an amount due, after what was charged before; `None` if nothing is.
    #[must_use]
    pub fn fee(
        &self,
        due: Amount,
        charged: Sum,
        currency: Currency,
        usual: Currency,
    ) -> Option<Amount> {
        let fee = match self.rate {
            Rate::Percentage(rate) => Amount(Exact::whole(due).percent(rate)?.rounded()?),
            Rate::Amount(value) if self.currency.unwrap_or(usual) == currency => {
                Amount::from_decimal(value, currency).ok()?
            }
            Rate::Amount(_) => return None,
        };
        let left = match self.total_max {
            None => fee,
            Some(max) => {
                let max = Amount(Exact::in_minor_units(max, currency)?.rounded()?);
                (Sum::from(max) - charged).nearest()
            }
        };
        let fee = fee.min(left);
        (fee > Amount::ZERO).then_some(fee)
    }
}
