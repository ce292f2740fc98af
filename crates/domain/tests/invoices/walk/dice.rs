//! Numbers that look random and are the same for the same seed.

use net30_domain::Decimal;

/// A generator, by Vigna's splitmix64.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ (bits >> 31)
    }

    /// From `least` to `most`, both included.
    pub(crate) fn between(&mut self, least: i64, most: i64) -> i64 {
        let width = u64::try_from(most - least).expect("least is at most most") + 1;
        least + i64::try_from(self.next() % width).expect("below the width")
    }

    /// Once in `many` times.
    pub(crate) fn once_in(&mut self, many: i64) -> bool {
        self.between(1, many) == 1
    }

    pub(crate) fn one<T: Clone>(&mut self, of: &[T]) -> T {
        let last = i64::try_from(of.len()).expect("a short list") - 1;
        of[usize::try_from(self.between(0, last)).expect("not negative")].clone()
    }

    /// So many units with up to so many decimals.
    pub(crate) fn decimal(&mut self, most: i64, decimals: u32) -> Decimal {
        let decimals = u32::try_from(self.between(0, decimals.into())).expect("few decimals");
        Decimal::new(self.between(0, most * 10_i64.pow(decimals)), decimals)
    }
}
