//! The native API's words for where a document stands.

use net30_domain::standing::{Position, Standing, standings_worded};

/// Every word, in the order in which the first match wins.
pub const WORDS: [&str; 10] = [
    "voided",
    "draft",
    "refunded",
    "credited",
    "paid",
    "overdue",
    "failed",
    "partially_paid",
    "sent",
    "open",
];

/// The word for a standing: the first that is true.
pub(crate) fn word(standing: Standing) -> &'static str {
    match standing.position {
        Position::Void => "voided",
        Position::Draft => "draft",
        Position::Refunded => "refunded",
        Position::Credited => "credited",
        Position::Settled => "paid",
        Position::Due { .. } if standing.overdue => "overdue",
        Position::Due { payment_failed: true, .. } => "failed",
        Position::Due { part_paid: true, .. } => "partially_paid",
        Position::Due { sent: true, .. } => "sent",
        Position::Due { .. } => "open",
    }
}

/// The standings that a word stands for; `None` if it is no word of ours.
pub fn standings(wanted: &str) -> Option<Vec<Standing>> {
    let known = WORDS.into_iter().find(|word| *word == wanted)?;
    Some(standings_worded(word, &known))
}

#[cfg(test)]
mod tests {
    use super::{WORDS, standings, word};
    use net30_domain::standing::{Position, Standing};

    #[test]
    fn every_standing_has_one_word_and_is_found_by_it() {
        let found: usize = WORDS.iter().map(|word| standings(word).unwrap().len()).sum();
        assert_eq!(found, Standing::all().len());
        assert_eq!(standings("cancelled"), None);
    }

    #[test]
    fn the_first_fact_that_holds_gives_the_word() {
        let due = |payment_failed, part_paid, sent, overdue| {
            word(Standing { position: Position::Due { payment_failed, part_paid, sent }, overdue })
        };
        assert_eq!(due(true, true, true, true), "overdue");
        assert_eq!(due(true, true, true, false), "failed");
        assert_eq!(due(false, true, true, false), "partially_paid");
        assert_eq!(due(false, false, true, false), "sent");
        assert_eq!(due(false, false, false, false), "open");
    }
}
