//! Which documents are wanted, and in which order.

use crate::{
    db::{At, Error, FromRow, Param, Result, Row},
    paging::{as_written, day_in, moment_in},
};
use jiff::Timestamp;
use net30_domain::{
    Date, Decimal, document::DocumentType, id::CustomerId, invoice::Invoice, money::Currency,
    standing::Standing,
};
use std::fmt::Write as _;
use uuid::Uuid;

/// Which documents by their deletion.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Deleted {
    /// Those that are not deleted.
    #[default]
    No,
    /// Drafts in the trash.
    TrashedDrafts,
    /// Void documents hidden from lists.
    Hidden,
}

/// Which documents are wanted. All conditions hold at once; the default wants all that are not deleted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct InvoiceFilter {
    /// Standing is one of these.
    pub standings: Option<Vec<Standing>>,
    /// Type is one of these.
    pub documents: Option<Vec<DocumentType>>,
    /// Customer.
    pub customer_id: Option<CustomerId>,
    /// First issue date.
    pub issued_from: Option<Date>,
    /// Last issue date.
    pub issued_to: Option<Date>,
    /// First due date; documents without one are left out.
    pub due_from: Option<Date>,
    /// Last due date; documents without one are left out.
    pub due_to: Option<Date>,
    /// Least total, rounding included, whatever the currency.
    pub total_min: Option<Decimal>,
    /// Greatest total, rounding included, whatever the currency.
    pub total_max: Option<Decimal>,
    /// Currency.
    pub currency: Option<Currency>,
    /// Has this tag, in any case.
    pub tag: Option<String>,
    /// Part of the number, the customer's name or a tag, in any case.
    pub search: Option<String>,
    /// Which by their deletion.
    pub deleted: Deleted,
    /// Void documents that are hidden as well.
    pub with_hidden: bool,
}

/// What a list is sorted by. Equal ones are sorted by id, in the same direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SortKey {
    /// Date of the document.
    IssueDate,
    /// Due date; documents without one come after all others.
    DueDate,
    /// Total, rounding included, whatever the currency.
    Total,
    /// Number, figures by their value; drafts without one come before all others.
    Number,
    /// When it was made.
    CreatedAt,
}

impl SortKey {
    /// Every key.
    pub const ALL: [SortKey; 5] =
        [Self::IssueDate, Self::DueDate, Self::Total, Self::Number, Self::CreatedAt];

    pub(crate) fn column(self) -> &'static str {
        match self {
            Self::IssueDate => "issue_date",
            Self::DueDate => "due_sort",
            Self::Total => "total_sort",
            Self::Number => "number_sort",
            Self::CreatedAt => "created_at",
        }
    }

    pub(crate) fn index(self) -> &'static str {
        match self {
            Self::IssueDate => "invoice_by_issue_date",
            Self::DueDate => "invoice_by_due_date",
            Self::Total => "invoice_by_total",
            Self::Number => "invoice_by_number",
            Self::CreatedAt => "invoice_by_creation",
        }
    }

    /// What a document is sorted by.
    pub(super) fn of(self, invoice: &Invoice) -> SortValue {
        match self {
            Self::IssueDate => SortValue::Day(invoice.content.issue_date),
            Self::DueDate => SortValue::Day(due_sort(invoice)),
            Self::Total => SortValue::Total(total_sort(invoice)),
            Self::Number => SortValue::Number(number_sort(invoice.number().unwrap_or_default())),
            // as exact as it is kept
            Self::CreatedAt => SortValue::Moment(invoice.created_at.as_microsecond()),
        }
    }

    pub(super) fn read(self, text: &str) -> Result<SortValue> {
        Ok(match self {
            Self::IssueDate | Self::DueDate => SortValue::Day(day_in(text)?),
            Self::Total => SortValue::Total(as_written(text, text.parse().ok())?),
            Self::Number => SortValue::Number(text.to_owned()),
            Self::CreatedAt => SortValue::Moment(moment_in(text)?.0.as_microsecond()),
        })
    }
}

/// How a list is sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Sort {
    /// By what.
    pub key: SortKey,
    /// The greatest first.
    pub descending: bool,
}

impl Default for Sort {
    fn default() -> Self {
        Self { key: SortKey::IssueDate, descending: true }
    }
}

/// What a document is sorted by; values of one list are of one kind.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum SortValue {
    Day(Date),
    Total(i64),
    Number(String),
    /// Microseconds since 1970.
    Moment(i64),
}

impl SortValue {
    pub(super) fn text(&self) -> String {
        match self {
            Self::Day(day) => day.to_string(),
            Self::Total(number) | Self::Moment(number) => number.to_string(),
            Self::Number(number) => number.clone(),
        }
    }

    pub(super) fn param(&self) -> Result<Box<dyn Param>> {
        Ok(match self {
            Self::Day(day) => Box::new(*day),
            Self::Total(number) => Box::new(*number),
            Self::Number(number) => Box::new(number.clone()),
            Self::Moment(moment) => {
                Box::new(At(Timestamp::from_microsecond(*moment).map_err(Error::broken)?))
            }
        })
    }
}

/// A document's place in a list.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    pub(super) value: SortValue,
    pub(super) id: Uuid,
}

macro_rules! places {
    ($($name:ident($kind:ty) => $value:expr;)*) => {$(
        /// A place as one kind of column gives it.
        pub(super) struct $name(pub(super) Place);

        impl FromRow for $name {
            fn from_row(row: &mut Row<'_>) -> Result<Self> {
                let id = row.take()?;
                let value: fn($kind) -> SortValue = $value;
                Ok(Self(Place { value: value(row.take()?), id }))
            }
        }
    )*};
}
places! {
    DayPlace(Date) => SortValue::Day;
    TotalPlace(i64) => SortValue::Total;
    NumberPlace(String) => SortValue::Number;
    MomentPlace(At) => |at| SortValue::Moment(at.0.as_microsecond());
}

/// The due date for sorting: documents without one come last.
pub(super) fn due_sort(invoice: &Invoice) -> Date {
    invoice.content.due_date.unwrap_or(Date::MAX)
}

/// What is to be paid in ten-thousandths of a unit, so that totals of currencies with 0 to 4 decimals compare.
pub(super) fn total_sort(invoice: &Invoice) -> i64 {
    let payable = invoice.totals.payable().0;
    payable.saturating_mul(10_i64.pow(4_u32.saturating_sub(invoice.content.currency.decimals())))
}

/// A bound of totals in ten-thousandths: the least that is not below (`up`), or the greatest that is not above it.
pub(super) fn total_bound(bound: Decimal, up: bool) -> i64 {
    let scaled = bound.checked_mul(Decimal::from(10_000));
    let past_all = if bound.is_sign_negative() { i64::MIN } else { i64::MAX };
    let Some(scaled) = scaled else { return past_all };
    // Division of the mantissa, since no amount is rounded here: a bound between two totals takes the next one.
    let divisor = 10_i128.pow(scaled.scale());
    let floor = scaled.mantissa().div_euclid(divisor);
    let is_between = scaled.mantissa().rem_euclid(divisor) != 0;
    i64::try_from(floor + i128::from(up && is_between)).unwrap_or(past_all)
}

/// A number such that `INV-9` sorts before `INV-10`: each run of figures after the count of its figures.
pub(super) fn number_sort(number: &str) -> String {
    let mut sort = String::with_capacity(number.len() + 4);
    let mut rest = number;
    while let Some(first) = rest.chars().next() {
        let figures = rest.bytes().take_while(u8::is_ascii_digit).count();
        if figures == 0 {
            sort.push(first);
            rest = &rest[first.len_utf8()..];
        } else {
            let significant = rest[..figures].trim_start_matches('0');
            write!(sort, "{:02}{significant}", significant.len())
                .expect("a String takes every text");
            rest = &rest[figures..];
        }
    }
    sort
}

#[cfg(test)]
mod tests {
    use super::{number_sort, total_bound};

    #[test]
    fn numbers_sort_by_the_value_of_their_figures() {
        let sorted = ["", "7", "INV-2025-0009", "INV-2026-0007", "INV-2026-10", "INV-2026-10000"];
        assert!(sorted.map(number_sort).is_sorted());
    }

    #[test]
    fn a_bound_between_two_totals_takes_the_next_within() {
        for (bound, up, expected) in [
            ("1.5", true, 15_000),
            ("1.00005", true, 10_001),
            ("1.00005", false, 10_000),
            ("-1.00005", true, -10_000),
            ("-1.00005", false, -10_001),
            ("79228162514264337593543950335", true, i64::MAX),
            ("-79228162514264337593543950335", false, i64::MIN),
        ] {
            assert_eq!(total_bound(bound.parse().unwrap(), up), expected, "{bound}");
        }
    }
}
