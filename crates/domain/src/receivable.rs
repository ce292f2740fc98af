//! What an invoice asks of its customer on a day, and how old the receivable is: what ageing and statements count by.

use crate::{
    id::{CustomerId, InvoiceId},
    money::{Amount, Currency, Sum},
    payment::Method,
};
use jiff::{Timestamp, ToSpan, civil::Date};
use uuid::Uuid;

/// What moves a receivable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Moved {
    /// Money came.
    Payment {
        /// How.
        method: Method,
        /// Reference of the bank or the payer.
        reference: Option<String>,
    },
    /// Money was given back.
    Refund,
    /// What was paid beyond what was due pays another invoice.
    CreditUsed,
    /// A credit note took something back.
    CreditNote {
        /// Its number.
        number: String,
    },
}

/// A movement of a receivable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Movement {
    /// What moved it.
    pub what: Moved,
    /// The id of the payment, refund or credit note.
    pub id: Uuid,
    /// The day that it counts from.
    pub date: Date,
    /// When it was recorded.
    pub recorded_at: Timestamp,
    /// How much, above zero as a rule.
    pub amount: Amount,
}

/// An issued invoice that is not void, as its customer owes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receivable {
    /// The invoice.
    pub invoice_id: InvoiceId,
    /// Whose debt it is.
    pub customer_id: CustomerId,
    /// Currency of all its amounts.
    pub currency: Currency,
    /// The invoice's number.
    pub number: String,
    /// The day that it counts from.
    pub issue_date: Date,
    /// When it is to be paid.
    pub due_date: Option<Date>,
    /// When it was made.
    pub created_at: Timestamp,
    /// What it came to.
    pub payable: Amount,
    /// Payments that were not reversed, their refunds, and credit notes that count.
    pub movements: Vec<Movement>,
}

/// What a receivable comes to after some of its movements.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Course {
    paid: Sum,
    refunded: Sum,
    credited: Sum,
}

impl Course {
    pub(crate) fn add(&mut self, movement: &Movement) {
        match movement.what {
            Moved::Payment { .. } => self.paid += movement.amount.into(),
            Moved::Refund => self.refunded += movement.amount.into(),
            Moved::CreditUsed => self.paid += -Sum::from(movement.amount),
            Moved::CreditNote { .. } => self.credited += movement.amount.into(),
        }
    }

    /// What is waived: an invoice of which everything paid was given back asks for nothing any more.
    pub(crate) fn waived(self, payable: Amount) -> Amount {
        let is_refunded = self.paid > Sum::ZERO && self.refunded >= self.paid;
        let left = self.unpaid(payable);
        if is_refunded && left > Sum::ZERO { left.nearest() } else { Amount::ZERO }
    }

    fn unpaid(self, payable: Amount) -> Sum {
        Sum::from(payable) - self.paid + self.refunded - self.credited
    }

    fn left(self, payable: Amount) -> Amount {
        (self.unpaid(payable) - self.waived(payable).into()).nearest()
    }
}

impl Receivable {
    /// What is left of it at the end of a day; negative where more was paid than was due.
    #[must_use]
    pub fn left_on(&self, day: Date) -> Amount {
        let mut course = Course::default();
        for movement in self.movements.iter().filter(|movement| movement.date <= day) {
            course.add(movement);
        }
        let payable = if self.issue_date <= day { self.payable } else { Amount::ZERO };
        course.left(payable)
    }

    /// What is owed at the end of a day: what is left, unless that is a credit.
    #[must_use]
    pub fn owed_on(&self, day: Date) -> Amount {
        if self.issue_date <= day { self.left_on(day).max(Amount::ZERO) } else { Amount::ZERO }
    }
}

/// How long ago a debt was due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Age {
    /// It is not due yet, or has no due date.
    NotDue,
    /// It was due 1 to 30 days ago.
    UpTo30,
    /// It was due 31 to 60 days ago.
    UpTo60,
    /// It was due 61 to 90 days ago.
    UpTo90,
    /// It was due more than 90 days ago.
    Over90,
}

impl Age {
    /// Every age, the youngest first.
    pub const ALL: [Age; 5] =
        [Self::NotDue, Self::UpTo30, Self::UpTo60, Self::UpTo90, Self::Over90];

    /// The age of a debt on a day.
    #[must_use]
    pub fn of(due: Option<Date>, day: Date) -> Self {
        let due = due.unwrap_or(Date::MAX);
        Self::ALL
            .into_iter()
            .find(|age| {
                let (from, to) = age.due_dates(day);
                (from..=to).contains(&due)
            })
            .unwrap_or(Self::NotDue)
    }

    /// The first and the last due date of debts that have this age on a day.
    #[must_use]
    pub fn due_dates(self, day: Date) -> (Date, Date) {
        let ago = |days: i32| day.saturating_sub(days.days());
        match self {
            Self::NotDue => (day, Date::MAX),
            Self::UpTo30 => (ago(30), ago(1)),
            Self::UpTo60 => (ago(60), ago(31)),
            Self::UpTo90 => (ago(90), ago(61)),
            // The first day that PostgreSQL knows as well.
            Self::Over90 => (Date::constant(1, 1, 1), ago(91)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Age;
    use jiff::civil::date;

    #[test]
    fn every_due_date_has_one_age() {
        let day = date(2026, 3, 31);
        for (due, age) in [
            (None, Age::NotDue),
            (Some(date(2026, 4, 1)), Age::NotDue),
            (Some(date(2026, 3, 31)), Age::NotDue),
            (Some(date(2026, 3, 30)), Age::UpTo30),
            (Some(date(2026, 3, 1)), Age::UpTo30),
            (Some(date(2026, 2, 28)), Age::UpTo60),
            (Some(date(2026, 1, 30)), Age::UpTo60),
            (Some(date(2026, 1, 29)), Age::UpTo90),
            (Some(date(2025, 12, 31)), Age::UpTo90),
            (Some(date(2025, 12, 30)), Age::Over90),
            (Some(date(1999, 1, 1)), Age::Over90),
        ] {
            assert_eq!(Age::of(due, day), age, "{due:?}");
        }
    }
}
