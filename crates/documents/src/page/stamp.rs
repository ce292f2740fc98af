//! What a document as it stands today is stamped with. One as it was issued has no stamp.

use super::Pen;
use net30_domain::standing::Position;
use net30_words::{Phrase, Word};
use serde::Serialize;

/// A stamp below the sums.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Stamp {
    pub(crate) text: String,
    /// `paid`, `void` or `credit`.
    pub(crate) tone: &'static str,
}

impl Pen<'_> {
    pub(super) fn stamp(&self) -> Option<Stamp> {
        let invoice = self.input.invoice;
        let (text, tone) = match invoice.position() {
            Position::Void => (self.words.get(Word::Void), "void"),
            Position::Refunded => (self.words.get(Word::Refunded), "credit"),
            Position::Credited => (self.words.get(Word::Credited), "credit"),
            Position::Settled => {
                let counted = invoice.payments.iter().filter(|paid| paid.reversed_at.is_none());
                // Of some nothing was ever to be paid.
                let date = self.formats.date(counted.map(|payment| payment.date).max()?);
                (self.words.say(&Phrase::PaidStamp { date: &date }), "paid")
            }
            Position::Draft | Position::Due { .. } => return None,
        };
        Some(Stamp { text, tone })
    }
}
