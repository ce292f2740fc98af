//! Invoiless' words for where an invoice stands, and for where a client wants it.

use net30_app::invoices::{Move, Wanted};
use net30_domain::standing::{Position, Standing, standings_worded};

/// Every word, in the order of the page, with what leads there.
pub(super) const WORDS: [(&str, Option<Move>); 7] = [
    ("Draft", Some(Move::Unpublish)),
    ("Pending", Some(Move::Issue)),
    ("Unpaid", Some(Move::MarkSent)),
    ("Canceled", Some(Move::Void)),
    ("Partial", None),
    ("Paid", Some(Move::MarkPaid)),
    ("Refunded", Some(Move::Refund)),
];

/// The word for a standing: the first that is true.
pub(super) fn word(standing: Standing) -> &'static str {
    match standing.position {
        Position::Void | Position::Credited => "Canceled",
        Position::Draft => "Draft",
        Position::Refunded => "Refunded",
        Position::Settled => "Paid",
        Position::Due { part_paid: true, .. } => "Partial",
        Position::Due { sent: true, .. } => "Unpaid",
        Position::Due { .. } => "Pending",
    }
}

/// The standings that a word stands for.
pub(super) fn standings(wanted: &'static str) -> Vec<Standing> {
    standings_worded(word, &wanted)
}

/// The words that a client may write, and where each takes an invoice.
pub(super) fn goals() -> [(&'static str, Wanted); 7] {
    WORDS.map(|(word, by)| (word, Wanted { standings: standings(word), by }))
}

#[cfg(test)]
mod tests {
    use super::{WORDS, standings, word};
    use net30_domain::standing::{Position, Standing};

    #[test]
    fn every_standing_has_one_word_and_is_found_by_it() {
        let found: usize = WORDS.iter().map(|(word, _)| standings(word).len()).sum();
        assert_eq!(found, Standing::all().len());
        assert!(WORDS.iter().all(|(word, _)| !standings(word).is_empty()));
    }

    #[test]
    fn the_first_fact_that_holds_gives_the_word() {
        let due = |payment_failed, part_paid, sent, overdue| {
            word(Standing { position: Position::Due { payment_failed, part_paid, sent }, overdue })
        };
        assert_eq!(due(true, true, true, true), "Partial");
        assert_eq!(due(true, false, true, true), "Unpaid");
        assert_eq!(due(true, false, false, true), "Pending");
        assert_eq!(due(false, false, false, false), "Pending");
    }
}
