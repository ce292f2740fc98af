//! Credit notes.

use super::{decide, issue::issue, load_visible, read::Shown, snapshot};
use crate::{Error, Result, UseCase, Work};
use net30_domain::{
    Decimal,
    credit_note::{self, MakeError, Wanted},
    event::EventType,
    id::{InvoiceId, LineId},
    invoice::{DocumentLink, DocumentType, Invoice, Stage},
    stage::Action,
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
    pub reason: Option<String>,
}

impl UseCase for MakeCreditNote {
    type Output = Shown;

    async fn run(&self, work: &mut Work) -> Result<Shown> {
        let original = load_visible(work, self.id).await?;
        decide(work, &original, Action::Credit).await?;
        let account_id = work.caller.account_id;
        let mut notes = Vec::new();
        for note in original.credit_notes.iter().filter(|note| note.counts) {
            notes.extend(invoice::load(&mut work.tx, account_id, note.id).await?);
        }
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
        if let Some(reason) = &self.reason {
            made.content.description = Some(crate::html::sanitised(reason));
        }
        let mut note = Invoice {
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
        invoice::insert(&mut work.tx, &note).await?;
        let data = serde_json::json!({"credits": snapshot::issued(&original)["number"]});
        work.record(EventType::InvoiceCreated, note.id.0, &data).await?;
        // A note is issued at once: a draft of it could outgrow what remains uncredited.
        issue(work, &mut note).await?;
        Shown::of(work, note, None).await
    }
}
