//! Sums that 64 bits need not hold: added up in two halves, each of which stays small.

use crate::{Result, db::Row};
use net30_domain::money::Sum;

/// The halves are above and below this; a column of amounts has at most 19 digits.
const HALF: i128 = 1_000_000_000;

/// The two columns of a sum.
macro_rules! sum {
    ($column:expr) => {
        concat!(
            "cast(coalesce(sum(",
            $column,
            " / 1000000000), 0) as bigint), cast(coalesce(sum(",
            $column,
            " % 1000000000), 0) as bigint)"
        )
    };
}
pub(super) use sum;

/// Reads the two columns of a sum.
pub(super) fn take_sum(row: &mut Row<'_>) -> Result<Sum> {
    let (above, below): (i64, i64) = (row.take()?, row.take()?);
    Ok(Sum(i128::from(above) * HALF + i128::from(below)))
}
