//! The series: what was drawn is not drawn again, and belongs to a document.

use super::{Checked, fault, history::Jumps, ledger::Ledger};
use net30_domain::id::AccountId;
use net30_store::{
    Reader,
    sequence::{self, Series},
};
use std::collections::HashSet;

/// Checks every series of the account against the chain, and against the numbers that documents have.
pub(super) async fn check(
    reader: &mut Reader,
    account_id: AccountId,
    ledger: &Ledger,
    numbers: &HashSet<String>,
    jumps: &Jumps,
) -> Checked {
    let kept = sequence::list(reader, account_id).await?;
    for ((document, name), drawn) in &ledger.drawn {
        let is_it = |series: &&Series| series.document == *document && series.series == *name;
        let Some(series) = kept.iter().find(is_it) else {
            return fault("numbering", format!("series {name}: it is gone"));
        };
        if series.next <= drawn.place {
            let (next, place) = (series.next, drawn.place);
            let message = format!("series {name}: {place} was drawn, and {next} would be next");
            return fault("numbering", message);
        }
        if drawn.date.is_some() && series.last_issue_date < drawn.date {
            return fault(
                "numbering",
                format!("series {name}: the date of its last number is set back"),
            );
        }
    }
    kept.iter().try_for_each(|series| {
        check_jumps(series, jumps)?;
        check_gaps(series, numbers)
    })
}

/// Numbers that a series left out are those that somebody told it to leave out.
fn check_jumps(series: &Series, jumps: &Jumps) -> Checked {
    let name = &series.series;
    match series.skipped.iter().find(|(first, next)| !jumps.know(name, *first, *next)) {
        None => Ok(()),
        Some((first, next)) => {
            let message =
                format!("series {name}: {first} was followed by {next}, and nobody told it to");
            fault("numbering", message)
        }
    }
}

/// Each number that a series gave out belongs to a document.
fn check_gaps(series: &Series, numbers: &HashSet<String>) -> Checked {
    let Some((before, after)) = series.series.split_once("{SEQ}") else { return Ok(()) };
    let place = |number: &String| {
        let digits = number.strip_prefix(before)?.strip_suffix(after)?;
        digits.parse::<i64>().ok()
    };
    let used: HashSet<i64> = numbers.iter().filter_map(place).collect();
    match series.drawn().find(|place| !used.contains(place)) {
        None => Ok(()),
        Some(gap) => {
            let name = &series.series;
            fault("numbering", format!("series {name}: the number {gap} belongs to no document"))
        }
    }
}
