//! What the credit notes of an invoice take back by now.

use super::{Claimed, decide};
use crate::{Error, Result, Work};
use net30_domain::{
    action::Action,
    credit_note::{self, MakeError, Wanted},
    id::LineId,
    invoice::Invoice,
    money::Sum,
    refusal::Refusal,
};
use net30_store::invoice;

/// The credit notes of an invoice that count.
pub(super) async fn counted_notes(work: &mut Work, original: &Invoice) -> Result<Vec<Invoice>> {
    let mut notes = Vec::new();
    for note in original.credit_notes.iter().filter(|note| note.counts) {
        notes.extend(invoice::load(&mut work.tx, original.account_id, note.id).await?);
    }
    Ok(notes)
}

/// Checks a credit note that was unpublished and is to be issued again: meanwhile others may have taken back what it
/// takes back, or its invoice may be no longer issued. What it comes to follows from the notes that count by now.
pub(super) async fn check_again(
    work: &mut Work,
    note: &mut Claimed,
    original: &Claimed,
) -> Result<()> {
    decide(work, original, Action::Credit).await?;
    let notes = counted_notes(work, original).await?;
    let lines = note.credited_lines.iter().map(|line| (line.line_id, Some(line.quantity)));
    let wanted = Wanted::Lines(lines.collect());
    let made = {
        let mut fresh = || work.fresh_id::<LineId>();
        credit_note::make(original, &notes, &wanted, &mut fresh, note.content.issue_date)
    };
    let made = made.map_err(|error| match error {
        // Its lines were good when it was made: what is wrong with them now is that too little is left.
        MakeError::Faults(_) => Error::Refused(Refusal::CreditAboveInvoice {
            left: original
                .worded((Sum::from(original.totals.payable()) - credited(&notes)).nearest()),
        }),
        MakeError::Refused(refusal) => Error::Refused(refusal),
    })?;
    credit_note::restate(&mut note.content, made.content);
    note.totals = made.totals;
    Ok(())
}

fn credited(notes: &[Invoice]) -> Sum {
    notes.iter().map(|note| note.totals.payable()).sum()
}
