//! JustInvoice's numbers for where an invoice stands.

use net30_domain::standing::{Position, Standing};

/// Ready for payment.
pub(super) const FINAL: i64 = 0;
/// The customer was asked to pay, or has paid a part.
const PAYMENT_REQUESTED: i64 = 1;
/// Nothing is due.
const PAID: i64 = 2;
/// Void, or all that was paid was given back or credited.
const CANCELLED: i64 = 3;
/// The last payment online failed.
const FAILED: i64 = 4;
/// Not issued.
pub(super) const DRAFT: i64 = 5;

/// The number for a standing. It knows nothing of the calendar: what is overdue is still to be paid.
pub(super) fn number(standing: Standing) -> i64 {
    match standing.position {
        Position::Void | Position::Refunded | Position::Credited => CANCELLED,
        Position::Draft => DRAFT,
        Position::Settled => PAID,
        Position::Due { payment_failed: true, .. } => FAILED,
        Position::Due { part_paid: true, .. } | Position::Due { sent: true, .. } => {
            PAYMENT_REQUESTED
        }
        Position::Due { .. } => FINAL,
    }
}

#[cfg(test)]
mod tests {
    use super::number;
    use net30_domain::standing::{Position, Standing};

    #[test]
    fn the_first_fact_that_holds_gives_the_number() {
        let due =
            |payment_failed, part_paid, sent| Position::Due { payment_failed, part_paid, sent };
        for (position, expected) in [
            (Position::Void, 3),
            (Position::Draft, 5),
            (Position::Refunded, 3),
            (Position::Credited, 3),
            (Position::Settled, 2),
            (due(true, true, true), 4),
            (due(true, false, false), 4),
            (due(false, true, false), 1),
            (due(false, false, true), 1),
            (due(false, false, false), 0),
        ] {
            for overdue in [false, true] {
                assert_eq!(number(Standing { position, overdue }), expected, "{position:?}");
            }
        }
    }
}
