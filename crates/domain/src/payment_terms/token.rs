//! What a word of payment terms means.

use crate::schedule::Unit;
use rust_decimal::Decimal;

/// A word by what it means; words that mean nothing of their own, such as `within`, are passed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// Digits.
    Number(Decimal),
    /// `/`.
    Slash,
    /// `%`.
    Percent,
    /// `+`.
    Plus,
    /// Days, weeks, months, years.
    Unit(Unit),
    /// `net`: nothing is taken off.
    Net,
    /// `discount`.
    Discount,
    /// `fin de mois`: what stands before it passes first, then the month ends.
    EndOfMonth,
    /// `EOM`, `after the end of the month`: the month ends first, then what stands beside it passes.
    AfterEndOfMonth,
    /// `end of next month`, by how many months on.
    MonthEnd(i32),
    /// `of the month following invoice`.
    NextMonth,
    /// `le`: a day of a month follows.
    On,
    /// `due on receipt`.
    Receipt,
    /// Means nothing of its own.
    Filler,
}
