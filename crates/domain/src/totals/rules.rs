//! Which rules a document was calculated by.

/// The rules of a calculation. Totals keep theirs, so that what was issued stays as it was issued, and can be computed
/// again, whatever is ruled later.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rules {
    /// Discount and charge of the document are amounts without tax, also where prices include it.
    First,
    /// Where prices include tax, so do discount and charge of the document.
    Second,
    /// Likewise; a document may have several allowances and charges, each with a tax of its own.
    #[default]
    Third,
}

impl Rules {
    /// The rules of today.
    pub const CURRENT: Self = Self::Third;

    /// The number that is kept with the totals; part of the database's format.
    #[must_use]
    pub fn number(self) -> i32 {
        match self {
            // Kept before there were numbers.
            Self::First => 0,
            Self::Second => 2,
            Self::Third => 3,
        }
    }

    /// The rules with a number.
    #[must_use]
    pub fn from_number(number: i32) -> Option<Self> {
        [Self::First, Self::Second, Self::Third].into_iter().find(|rules| rules.number() == number)
    }
}
