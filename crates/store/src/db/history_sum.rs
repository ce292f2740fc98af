//! Sums of the history: see [`crate::history_sum`].

/// Sums are kept modulo 2^61, twice, so that two of them can be added by any database without overflow.
const MODULUS: i64 = 1 << 61;

/// A sum of entries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HistorySum {
    entries: i64,
    low: i64,
    high: i64,
}

impl HistorySum {
    /// How many entries there are.
    #[must_use]
    pub fn entries(&self) -> i64 {
        self.entries
    }

    /// Adds an entry by the SHA-256 of what it says.
    pub fn add(&mut self, digest: &[u8; 32]) {
        let (low, high) = halves(digest);
        self.join(&Self { entries: 1, low, high });
    }

    /// Takes an entry out again.
    pub(crate) fn remove(&mut self, digest: &[u8; 32]) {
        let (low, high) = halves(digest);
        self.join(&Self { entries: -1, low: MODULUS - low, high: MODULUS - high });
    }

    /// The sum as a row keeps it: entries, low and high half.
    pub(crate) fn parts(&self) -> (i64, i64, i64) {
        (self.entries, self.low, self.high)
    }

    /// A sum as a row keeps it; none if it is no sum.
    pub(crate) fn kept(entries: i64, low: i64, high: i64) -> Option<Self> {
        let is_sum = (0..MODULUS).contains(&low) && (0..MODULUS).contains(&high);
        is_sum.then_some(Self { entries, low, high })
    }

    /// Adds all entries of another sum.
    pub(crate) fn join(&mut self, other: &Self) {
        self.entries += other.entries;
        self.low = (self.low + other.low) % MODULUS;
        self.high = (self.high + other.high) % MODULUS;
    }
}

/// 122 bits of a digest, in two numbers below the modulus.
fn halves(digest: &[u8; 32]) -> (i64, i64) {
    let number = |bytes: &[u8]| {
        bytes.iter().fold(0_i64, |number, byte| ((number << 8) | i64::from(*byte)) & (MODULUS - 1))
    };
    (number(&digest[..8]), number(&digest[8..16]))
}

#[cfg(test)]
mod tests {
    use super::{HistorySum, MODULUS};

    #[test]
    fn a_sum_does_not_depend_on_the_order_and_forgets_what_is_taken_out() {
        let digests: Vec<[u8; 32]> = (0..=255).map(|byte| [byte; 32]).collect();
        let sum = |digests: &mut dyn Iterator<Item = &[u8; 32]>| {
            let mut sum = HistorySum::default();
            digests.for_each(|digest| sum.add(digest));
            sum
        };
        let whole = sum(&mut digests.iter());
        assert_eq!(sum(&mut digests.iter().rev()), whole);
        assert_eq!(whole.entries(), 256);
        assert!((0..MODULUS).contains(&whole.low) && (0..MODULUS).contains(&whole.high));
        let mut without = whole;
        without.remove(&[7; 32]);
        assert_eq!(without, sum(&mut digests.iter().filter(|digest| **digest != [7; 32])));
        assert_ne!(without, whole);
    }
}
