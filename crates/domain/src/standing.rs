//! Standing: the facts from which each API words a document's status.
//!
//! Nothing stores or writes a status. What is stored for indexes is a [`Position`], which does not depend on the day.

use crate::invoice::{Invoice, Stage};
use jiff::civil::Date;

/// Where a document stands, the calendar aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Position {
    /// Voided.
    Void,
    /// Not issued.
    Draft,
    /// Everything paid was given back.
    Refunded,
    /// Credit notes cover the total.
    Credited,
    /// Nothing is due.
    Settled,
    /// Issued and not settled: of an invoice something is due. A credit note stays here, since nothing is ever due on it.
    Due {
        /// The last online payment failed, none since.
        payment_failed: bool,
        /// Paid in part.
        part_paid: bool,
        /// Sent to the customer.
        sent: bool,
    },
}

impl Position {
    /// Every position.
    #[must_use]
    pub fn all() -> Vec<Position> {
        (0..16).filter_map(Self::from_code).collect()
    }

    /// The number under which it is indexed; part of the database's format.
    #[must_use]
    pub fn code(self) -> i16 {
        match self {
            Self::Void => 0,
            Self::Draft => 1,
            Self::Refunded => 2,
            Self::Settled => 3,
            Self::Credited => 4,
            Self::Due { payment_failed, part_paid, sent } => {
                8 + 4 * i16::from(payment_failed) + 2 * i16::from(part_paid) + i16::from(sent)
            }
        }
    }

    /// The position with a number.
    #[must_use]
    pub fn from_code(code: i16) -> Option<Self> {
        Some(match code {
            0 => Self::Void,
            1 => Self::Draft,
            2 => Self::Refunded,
            3 => Self::Settled,
            4 => Self::Credited,
            8..=15 => Self::Due {
                payment_failed: code & 4 != 0,
                part_paid: code & 2 != 0,
                sent: code & 1 != 0,
            },
            _ => return None,
        })
    }
}

/// A position on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Standing {
    /// Where it stands.
    pub position: Position,
    /// Something is due, and was due before today.
    pub overdue: bool,
}

impl Standing {
    /// The standing on a day of the account's time zone.
    #[must_use]
    pub fn on(today: Date, position: Position, due_date: Option<Date>) -> Self {
        let due = matches!(position, Position::Due { .. });
        Self { position, overdue: due && due_date.is_some_and(|date| date < today) }
    }

    /// Every standing there can be.
    ///
    /// An API's filter word is turned round by asking which of these it words so: see [`standings_worded`].
    #[must_use]
    pub fn all() -> Vec<Standing> {
        let of = |position: Position| {
            let days: &[bool] =
                if matches!(position, Position::Due { .. }) { &[false, true] } else { &[false] };
            days.iter().map(move |&overdue| Standing { position, overdue }).collect::<Vec<_>>()
        };
        Position::all().into_iter().flat_map(of).collect()
    }
}

/// The standings for which `word` says `wanted`: the inverse of an API's wording, so that a filter finds exactly the
/// documents that would show the word.
pub fn standings_worded<W: PartialEq>(word: impl Fn(Standing) -> W, wanted: &W) -> Vec<Standing> {
    Standing::all().into_iter().filter(|standing| word(*standing) == *wanted).collect()
}

impl Invoice {
    /// Where the document stands, the calendar aside.
    #[must_use]
    pub fn position(&self) -> Position {
        let issue = match &self.stage {
            Stage::Void { .. } => return Position::Void,
            Stage::Draft { .. } => return Position::Draft,
            Stage::Issued(issue) => issue,
        };
        let balance = self.balance();
        if self.document.asks_for_money() {
            if balance.paid.0 > 0 && balance.refunded >= balance.paid {
                return Position::Refunded;
            }
            if balance.credited.0 > 0 && balance.credited >= self.totals.payable() {
                return Position::Credited;
            }
            if balance.due.0 <= 0 {
                return Position::Settled;
            }
        }
        Position::Due {
            payment_failed: self.payment_failed_at.is_some(),
            part_paid: balance.paid > balance.refunded,
            sent: issue.sent_at.is_some(),
        }
    }

    /// Where the document stands on a day of the account's time zone.
    #[must_use]
    pub fn standing(&self, today: Date) -> Standing {
        Standing::on(today, self.position(), self.content.due_date)
    }
}

#[cfg(test)]
mod tests {
    use super::{Position, Standing, standings_worded};

    #[test]
    fn a_position_survives_its_code() {
        assert_eq!(Position::all().len(), 13);
        for position in Position::all() {
            assert_eq!(Position::from_code(position.code()), Some(position));
        }
    }

    #[test]
    fn each_standing_is_found_by_its_word_and_by_no_other() {
        let word = |standing: Standing| (standing.overdue, standing.position.code() % 3);
        for standing in Standing::all() {
            assert!(standings_worded(word, &word(standing)).contains(&standing));
        }
        let count: usize = [(false, 0), (false, 1), (false, 2), (true, 0), (true, 1), (true, 2)]
            .iter()
            .map(|wanted| standings_worded(word, wanted).len())
            .sum();
        assert_eq!(count, Standing::all().len());
    }
}
