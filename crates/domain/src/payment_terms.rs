//! Payment terms: a sentence such as `Net 30` or `30 jours fin de mois`, understood whole or not at all.
//!
//! A date that was half understood would be worse than none: two months are not two days. So each word has to mean
//! something here, in any of the [languages](crate::text::Language) of documents, and all of it has to fit together.

mod reading;
mod token;
mod vocabulary;
mod words;

use crate::schedule::Unit;
use jiff::{Span, civil::Date};
use rust_decimal::Decimal;

/// Most days that terms may give: ten years.
pub const PAYMENT_DAYS_MAX: i32 = 3650;
/// The last day that a document may have.
const LAST_DAY: Date = Date::constant(2999, 12, 31);

/// What terms mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PaymentTerms {
    /// When all is to be paid.
    pub due: Due,
    /// What may be taken off by who pays early.
    pub early_payment: Option<EarlyPayment>,
}

/// When a document is to be paid, from its issue date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due {
    /// On the day itself.
    OnReceipt,
    /// So long after it.
    After(Wait),
    /// So long after it, then at the end of the month `months` later, then so long after that.
    MonthEnd {
        /// What passes before the month ends.
        before: Wait,
        /// Months from there; 0 is the end of that month.
        months: i32,
        /// What passes after the month's end.
        after: Wait,
    },
    /// So long after it, then on a day of the month that follows.
    NextMonth {
        /// What passes first.
        before: Wait,
        /// The day, 1 to 31; in a shorter month its last day.
        day: i8,
    },
}

/// A length of time, not negative.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wait {
    /// How many.
    pub count: i32,
    /// Of what.
    pub unit: Unit,
}

/// A discount for paying early: `2/10` is 2 per cent within 10 days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EarlyPayment {
    /// Per cent of the total, above 0 and at most 100.
    pub percentage: Decimal,
    /// How long it may be taken, from the issue date.
    pub within: Wait,
}

/// What terms say of a document's due date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DueDate {
    /// There are no terms.
    NoTerms,
    /// They name this day.
    Understood(Date),
    /// They name no day that could be made out.
    NotUnderstood,
}

impl DueDate {
    /// The day, if there is one.
    #[must_use]
    pub fn date(self) -> Option<Date> {
        match self {
            Self::Understood(date) => Some(date),
            Self::NoTerms | Self::NotUnderstood => None,
        }
    }
}

/// The day on which a document of `issue_date` is to be paid: `days` after it where they are given, else as the text
/// says.
#[must_use]
pub fn due_date_of(terms: Option<&str>, days: Option<i32>, issue_date: Date) -> DueDate {
    let found = match (days, terms) {
        (Some(days), _) => Wait { count: days, unit: Unit::Day }.after(issue_date),
        (None, Some(terms)) => {
            PaymentTerms::parse(terms).and_then(|terms| terms.due.date(issue_date))
        }
        (None, None) => return DueDate::NoTerms,
    };
    found.map_or(DueDate::NotUnderstood, DueDate::Understood)
}

impl PaymentTerms {
    /// Reads terms in any of the languages; `None` if a word of them is unknown or they do not fit together.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        reading::terms(&words::tokens(text)?)
    }
}

impl Due {
    /// The day for a document of `issue_date`; `None` beyond the last day that a document may have.
    #[must_use]
    pub fn date(self, issue_date: Date) -> Option<Date> {
        let date = match self {
            Self::OnReceipt => issue_date,
            Self::After(wait) => wait.after(issue_date)?,
            Self::MonthEnd { before, months, after } => {
                let month = Wait { count: months, unit: Unit::Month };
                let first = before.after(issue_date)?.first_of_month();
                after.after(month.after(first)?.last_of_month())?
            }
            Self::NextMonth { before, day } => {
                let month = Wait { count: 1, unit: Unit::Month };
                let first = month.after(before.after(issue_date)?.first_of_month())?;
                let day = day.clamp(1, first.days_in_month());
                Date::new(first.year(), first.month(), day).ok()?
            }
        };
        (date <= LAST_DAY).then_some(date)
    }
}

impl Wait {
    /// No time.
    pub const NONE: Self = Self { count: 0, unit: Unit::Day };

    /// A length of time that is no longer than [`PAYMENT_DAYS_MAX`].
    #[must_use]
    pub fn of(count: i32, unit: Unit) -> Option<Self> {
        let days = match unit {
            Unit::Day => 1,
            Unit::Week => 7,
            Unit::Month => 30,
            Unit::Year => 365,
        };
        let is_good = count >= 0 && count.checked_mul(days)? <= PAYMENT_DAYS_MAX;
        is_good.then_some(Self { count, unit })
    }

    /// The day so long after another; `None` beyond the last day that a document may have.
    #[must_use]
    pub fn after(self, date: Date) -> Option<Date> {
        let span = match self.unit {
            Unit::Day => Span::new().try_days(self.count),
            Unit::Week => Span::new().try_weeks(self.count),
            Unit::Month => Span::new().try_months(self.count),
            Unit::Year => Span::new().try_years(self.count),
        };
        date.checked_add(span.ok()?).ok().filter(|date| *date <= LAST_DAY)
    }
}

impl EarlyPayment {
    /// The last day on which the discount may be taken.
    #[must_use]
    pub fn until(self, issue_date: Date) -> Option<Date> {
        self.within.after(issue_date)
    }
}
