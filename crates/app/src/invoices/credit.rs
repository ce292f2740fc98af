//! Credit notes.

use super::{Claimed, claim, decide, issue::issue, keep_new, read::Shown, snapshot};
use crate::work::boxed;
use crate::{Error, Result, UseCase, Work};
use net30_domain::{
    Decimal,
    credit_note::{self, MakeError, Wanted},
    html::Html,
    id::{InvoiceId, LineId},
    invoice::{DocumentLink, DocumentType, Invoice, Stage},
    money::Sum,
    stage::{Action, Refusal},
};
use net30_store::invoice;

/// A line to be taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreditLine {
    /// The line of the invoice.
    pub line_id: LineId,
    /// How many of it; all that remain if left out.
    pub quantity: Option<Decimal>,
}

/// Makes a credit note of an issued invoice: of the whole (or what remains of it), or of some lines.
pub struct MakeCreditNote {
    /// Of which invoice.
    pub id: InvoiceId,
    /// Which lines; all if left out.
    pub lines: Option<Vec<CreditLine>>,
    /// Why, printed as the note's description.
    pub reason: Option<Html>,
}

impl UseCase for MakeCreditNote {
    type Output = Shown;

    boxed!();

    async fn run(&self, work: &mut Work) -> Result<Shown> {
        let original = claim(work, self.id).await?;
        decide(work, &original, Action::Credit).await?;
        let account_id = work.caller.account_id;
        let notes = counted_notes(work, &original).await?;
        let wanted = match &self.lines {
            None => Wanted::Whole,
            Some(lines) => {
                Wanted::Lines(lines.iter().map(|line| (line.line_id, line.quantity)).collect())
            }
        };
        let today = work.today().await?;
        let issue_date = today.max(original.content.issue_date);
        let made = {
            let mut fresh = || work.fresh_id::<LineId>();
            credit_note::make(&original, &notes, &wanted, &mut fresh, issue_date)
        };
        let mut made = made.map_err(|error| match error {
            MakeError::Faults(faults) => Error::Invalid(faults),
            MakeError::Refused(refusal) => Error::Refused(refusal),
        })?;
        if self.reason.is_some() {
            made.content.texts.description.clone_from(&self.reason);
        }
        let note = Invoice {
            id: work.fresh_id(),
            account_id,
            document: DocumentType::CreditNote,
            content: made.content,
            totals: made.totals,
            stage: Stage::Draft { kept_number: None },
            payments: vec![],
            credit_notes: vec![],
            credits: Some(DocumentLink {
                id: original.id,
                number: original.number().map(str::to_owned),
                payable: original.totals.payable(),
                issue_date: original.content.issue_date,
                counts: true,
            }),
            credited_lines: made.credited_lines,
            payment_failed_at: None,
            viewed_at: None,
            paid_at: None,
            scheduled_send_at: None,
            last_delivery: None,
            recurring_id: None,
            reminders_paused: false,
            deleted_at: None,
            revision: 1,
            created_at: work.now,
            updated_at: work.now,
        };
        let data = serde_json::json!({"credits": snapshot::issued(&original)["number"]});
        let mut note = keep_new(work, note, &data).await?;
        // A note is issued at once: a draft of it could outgrow what remains uncredited.
        issue(work, &mut note).await?;
        Shown::of(work, note.into_invoice(), None).await
    }
}

/// The credit notes of an invoice that count.
async fn counted_notes(work: &mut Work, original: &Invoice) -> Result<Vec<Invoice>> {
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
