//! Which kinds of document there are, and what is true of each.

use crate::money::Sum;
use crate::words::words;

words! {
    /// Which kind of document it is. All kinds live in one table and one id space.
    ///
    /// What follows from the kind is asked by its name ([`Self::asks_for_money`]), so that a further kind answers here once.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
    pub enum DocumentType {
        /// Asks for money.
        Invoice = "invoice",
        /// Takes an invoice back, in whole or in part. Its amounts are positive.
        CreditNote = "credit_note",
    }
}

impl DocumentType {
    /// What messages call it.
    #[must_use]
    pub fn noun(self) -> &'static str {
        match self {
            Self::Invoice => "invoice",
            Self::CreditNote => "credit note",
        }
    }

    /// The code of electronic invoices (UNTDID 1001, BT-3).
    #[must_use]
    pub fn untdid_1001(self) -> u16 {
        match self {
            Self::Invoice => 380,
            Self::CreditNote => 381,
        }
    }

    /// Whether the customer is to pay it: it has a balance of its own, and falls due.
    #[must_use]
    pub fn asks_for_money(self) -> bool {
        match self {
            Self::Invoice => true,
            Self::CreditNote => false,
        }
    }

    /// Whether it takes back what another document asks for. Its figures are then those of what it takes back, and do not
    /// follow from its own lines ([`crate::credit_note`]).
    #[must_use]
    pub fn takes_back(self) -> bool {
        match self {
            Self::Invoice => false,
            Self::CreditNote => true,
        }
    }

    /// A sum of such documents as the books count it: what is taken back lowers what was invoiced.
    #[must_use]
    pub fn signed(self, sum: Sum) -> Sum {
        if self.takes_back() { -sum } else { sum }
    }
}
