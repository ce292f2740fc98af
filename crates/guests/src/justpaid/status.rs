//! JustPaid's words for where an invoice stands, and for how a new one begins.

use net30_app::invoices::{Move, Wanted};
use net30_domain::standing::{Position, Standing, standings_worded};

/// Every word, in the order in which the first match wins.
pub(super) const WORDS: [&str; 9] = [
    "voided",
    "draft",
    "refunded",
    "paid",
    "overdue",
    "failed",
    "partial",
    "sent",
    "ready-to-send",
];

/// The words with which a new invoice may begin, and where each takes it; a draft stays what it is made as.
pub(super) fn starts() -> [(&'static str, Option<Wanted>); 3] {
    let to = |word, by| (word, Some(Wanted { standings: standings(word), by: Some(by) }));
    [("draft", None), to("ready-to-send", Move::Issue), to("sent", Move::Send)]
}

/// The word for a standing: the first that is true.
pub(super) fn word(standing: Standing) -> &'static str {
    match standing.position {
        Position::Void | Position::Credited => "voided",
        Position::Draft => "draft",
        Position::Refunded => "refunded",
        Position::Settled => "paid",
        Position::Due { .. } if standing.overdue => "overdue",
        Position::Due { payment_failed: true, .. } => "failed",
        Position::Due { part_paid: true, .. } => "partial",
        Position::Due { sent: true, .. } => "sent",
        Position::Due { .. } => "ready-to-send",
    }
}

/// The standings that a word stands for.
pub(super) fn standings(wanted: &'static str) -> Vec<Standing> {
    standings_worded(word, &wanted)
}

#[cfg(test)]
mod tests {
    use super::{WORDS, standings, starts, word};
    use net30_domain::standing::{Position, Standing};

    #[test]
    fn every_standing_has_one_word_and_is_found_by_it() {
        let found: usize = WORDS.iter().map(|word| standings(word).len()).sum();
        assert_eq!(found, Standing::all().len());
        assert!(WORDS.iter().all(|word| !standings(word).is_empty()));
    }

    #[test]
    fn the_first_fact_that_holds_gives_the_word() {
        let due = |payment_failed, part_paid, sent, overdue| {
            word(Standing { position: Position::Due { payment_failed, part_paid, sent }, overdue })
        };
        assert_eq!(due(true, true, true, true), "overdue");
        assert_eq!(due(true, true, true, false), "failed");
        assert_eq!(due(false, true, true, false), "partial");
        assert_eq!(due(false, false, true, false), "sent");
        assert_eq!(due(false, false, false, false), "ready-to-send");
    }

    #[test]
    fn a_new_invoice_begins_with_a_word_that_replies_use() {
        assert!(starts().iter().all(|(start, _)| WORDS.contains(start)));
    }
}
