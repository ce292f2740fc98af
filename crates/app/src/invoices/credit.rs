//! Credit notes.

use super::{Shown, claim, counted::counted_notes, decide, issue::issue, keep_new, snapshot};
use crate::work::boxed;
use crate::{App, Boxed, Caller, Error, Result, UseCase, Work};
use net30_domain::{
    Decimal,
    action::Action,
    credit_note::{self, MakeError, Wanted},
    document::DocumentType,
    html::Html,
    id::{InvoiceId, LineId},
    invoice::{CreditedLine, DocumentLink, Invoice},
    totals::Totals,
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
        let wanted = wanted(self.lines.as_deref());
        let today = work.today().await?;
        let issue_date = today.max(original.content.issue_date);
        let made = {
            let mut fresh = || work.fresh_id::<LineId>();
            credit_note::make(&original, &notes, &wanted, &mut fresh, issue_date)
        };
        let mut made = made.map_err(told)?;
        if self.reason.is_some() {
            made.content.texts.description.clone_from(&self.reason);
        }
        let (id, kind) = (work.fresh_id(), DocumentType::CreditNote);
        let note = Invoice {
            credits: Some(DocumentLink {
                id: original.id,
                number: original.number().map(str::to_owned),
                payable: original.totals.payable(),
                issue_date: original.content.issue_date,
                counts: true,
            }),
            credited_lines: made.credited_lines,
            ..Invoice::draft(id, account_id, kind, made.content, made.totals, work.now)
        };
        let data = serde_json::json!({"credits": snapshot::issued(&original)["number"]});
        let mut note = keep_new(work, note, &data).await?;
        // A note is issued at once: a draft of it could outgrow what remains uncredited.
        issue(work, &mut note).await?;
        Shown::of(work, note.into_invoice(), None).await
    }
}

fn wanted(lines: Option<&[CreditLine]>) -> Wanted {
    match lines {
        None => Wanted::Whole,
        Some(lines) => {
            Wanted::Lines(lines.iter().map(|line| (line.line_id, line.quantity)).collect())
        }
    }
}

fn told(error: MakeError) -> Error {
    match error {
        MakeError::Faults(faults) => Error::Invalid(faults),
        MakeError::Refused(refusal) => Error::Refused(refusal),
    }
}

/// What may still be credited of an invoice.
#[derive(Clone, Debug)]
pub struct Creditable {
    /// The invoice.
    pub shown: Shown,
    /// What of its lines is not credited yet, in their order.
    pub remaining: Vec<CreditedLine>,
    notes: Vec<Invoice>,
}

/// What may still be credited of an invoice; nothing is claimed by that.
///
/// # Errors
/// [`Error::NotFound`] if the account has no such document.
pub fn creditable<'a>(app: &'a App, caller: &'a Caller, id: InvoiceId) -> Boxed<'a, Creditable> {
    Box::pin(async move {
        let shown = crate::shown::get(app, caller, id).await?;
        let mut reader = app.store().reader().await?;
        let mut notes = vec![];
        for note in shown.invoice.credit_notes.iter().filter(|note| note.counts) {
            notes.extend(invoice::load(&mut reader, caller.account_id, note.id).await?);
        }
        let remaining = credit_note::remaining(&shown.invoice, &notes);
        Ok(Creditable { shown, remaining, notes })
    })
}

impl Creditable {
    /// What a credit note of some lines would come to, or of all that remains.
    ///
    /// # Errors
    /// [`Error::Invalid`] and [`Error::Refused`] as the note itself.
    pub fn preview(&self, lines: Option<&[CreditLine]>) -> Result<Totals> {
        let invoice = &self.shown.invoice;
        let mut none = || LineId(uuid::Uuid::nil());
        let day = invoice.content.issue_date;
        let made = credit_note::make(invoice, &self.notes, &wanted(lines), &mut none, day);
        Ok(made.map_err(told)?.totals)
    }
}
