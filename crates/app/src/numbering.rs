//! Which numbers come next, so that a pattern is seen before it is kept. Looking draws none.

use crate::{App, Boxed, Caller, Error, What};
use jiff::{ToSpan as _, civil::Date};
use net30_domain::{document::DocumentType, number::Pattern};
use net30_store::{account, sequence};

/// How many numbers of a series are shown.
const SHOWN: i64 = 3;

/// What a pattern makes of the next documents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ahead {
    /// The next numbers, as of today.
    pub today: Vec<String>,
    /// The first number of the period that follows, if another one begins then.
    pub next_period: Option<(Date, String)>,
    /// Whether the series of today has given out no number yet.
    pub is_new: bool,
}

/// What a pattern makes of the next documents of the caller's account.
///
/// # Errors
/// [`Error::NotFound`] if the account is gone.
pub fn ahead<'a>(
    app: &'a App,
    caller: &'a Caller,
    document: DocumentType,
    pattern: &'a Pattern,
) -> Boxed<'a, Ahead> {
    Box::pin(async move {
        let mut reader = app.store().reader().await?;
        let found = account::load(&mut reader, caller.account_id).await?;
        let account = found.ok_or(Error::NotFound(What::Account))?;
        let today = account.today(app.now());
        let series = pattern.series(today);
        let next = sequence::peek(&mut reader, account.id, document, &series).await?;
        let numbers = (next..next + SHOWN).map(|place| pattern.format(today, place));
        let mut next_period = None;
        for first in first_days(today) {
            let its = pattern.series(first);
            if its != series {
                let place = sequence::peek(&mut reader, account.id, document, &its).await?;
                next_period = Some((first, pattern.format(first, place)));
                break;
            }
        }
        Ok(Ahead { today: numbers.collect(), next_period, is_new: next == 1 })
    })
}

/// The days on which a period may begin: tomorrow, the next month, the next year.
fn first_days(today: Date) -> Vec<Date> {
    let month = today.last_of_month().checked_add(1.day());
    let year = today.last_of_year().checked_add(1.day());
    [today.checked_add(1.day()), month, year].into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::first_days;
    use jiff::civil::date;

    #[test]
    fn periods_begin_tomorrow_next_month_or_next_year() {
        let days = first_days(date(2026, 2, 27));
        assert_eq!(days, [date(2026, 2, 28), date(2026, 3, 1), date(2027, 1, 1)]);
        assert_eq!(first_days(date(2026, 12, 31)), [date(2027, 1, 1); 3]);
    }
}
