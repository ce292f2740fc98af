//! Noting what became of a letter: with its job, in the log of deliveries, and on its document.

use super::{Delivery, letter::Delivered};
use crate::work::boxed;
use crate::{Error, Result, UseCase, What, Work, invoices, jobs, work::or_conflict};
use net30_domain::{
    delivery::{DeliveryStatus, LastDelivery, LetterKind},
    event::EventType,
    id::InvoiceId,
    invoice::{Invoice, Stage},
    text::Email,
};
use net30_gateways::mail::Failure;
use net30_store::{
    delivery,
    outbox::{self, Job},
};
use serde_json::{Value, json};

/// How a try ended.
pub(super) enum Outcome {
    /// The mail server took the letter.
    Sent { subject: String },
    /// It did not.
    Failed(Failure),
    /// There was nothing to send any more.
    Obsolete,
}

/// Notes how a try ended, unless somebody else has taken the job since.
pub(super) struct Settle {
    pub(super) job: Job,
    pub(super) outcome: Outcome,
}

impl UseCase for Settle {
    type Output = ();

    boxed!();

    async fn run(&self, work: &mut Work) -> Result<()> {
        let now = work.now;
        let id = Delivered::of(&self.job)?.delivery_id;
        let (status, error) = match &self.outcome {
            Outcome::Sent { .. } | Outcome::Obsolete => {
                if !outbox::complete(&mut work.tx, &self.job, now).await? {
                    return Ok(());
                }
                let sent = matches!(self.outcome, Outcome::Sent { .. });
                (if sent { DeliveryStatus::Sent } else { DeliveryStatus::Cancelled }, None)
            }
            Outcome::Failed(failure) => {
                let words = failure.to_string();
                match self.put_off_or_bury(work, failure, &words).await? {
                    Some(status) => (status, Some(words)),
                    None => return Ok(()),
                }
            }
        };
        let account = work.caller.account_id;
        let Some(mut letter) = delivery::load(&mut work.tx, account, id).await? else {
            return Ok(());
        };
        let before = letter.status;
        if before != DeliveryStatus::Waiting && status != DeliveryStatus::Sent {
            // It was taken back meanwhile, and so it stays.
            return Ok(());
        }
        letter.status = status;
        letter.last_error = error;
        letter.updated_at = now;
        letter.attempts = self.job.attempts;
        if let Outcome::Sent { subject } = &self.outcome {
            letter.subject = Some(subject.clone());
            letter.sent_at = Some(now);
        }
        or_conflict(delivery::settle(&mut work.tx, &letter, before).await?)?;
        note_on_document(work, &letter).await
    }
}

impl Settle {
    /// What the letter is then; `None` if somebody else has taken the job since.
    async fn put_off_or_bury(
        &self,
        work: &mut Work,
        failure: &Failure,
        words: &str,
    ) -> Result<Option<DeliveryStatus>> {
        let now = work.now;
        let first = work.app.outside().retry_first;
        let again = match failure {
            Failure::Permanent(_) => None,
            Failure::Temporary(_) | Failure::Server(_) => {
                jobs::try_again_at(now, self.job.tries(), first)
            }
        };
        let is_ours = match again {
            Some(at) => outbox::retry_later(&mut work.tx, &self.job, at, words).await?,
            None => outbox::bury(&mut work.tx, &self.job, now, words).await?,
        };
        let status = if again.is_some() { DeliveryStatus::Waiting } else { DeliveryStatus::Failed };
        if is_ours && again.is_none() {
            // What the mail server said may name the customer: it stands in the log of deliveries.
            let (account_id, tries) = (work.caller.account_id, self.job.tries());
            let delivery_id = Delivered::of(&self.job)?.delivery_id;
            tracing::warn!(%account_id, %delivery_id, tries, "a letter failed for good");
        }
        Ok(is_ours.then_some(status))
    }
}

/// Brings a document up to date with what became of a letter about it.
async fn note_on_document(work: &mut Work, letter: &Delivery) -> Result<()> {
    let is_about_document =
        matches!(letter.kind, LetterKind::Invoice | LetterKind::Reminder | LetterKind::Receipt);
    if !is_about_document {
        return Ok(());
    }
    let found = invoices::find_and_claim(work, InvoiceId(letter.object_id)).await?;
    let Some(mut invoice) = found else { return Ok(()) };
    if letter.kind == LetterKind::Invoice {
        note(&mut invoice, letter);
    }
    let to: Vec<&str> = letter.content.to.iter().map(Email::as_str).collect();
    let told = json!({"delivery_id": letter.id.to_string(), "to": to, "kind": letter.kind.word()});
    match letter.status {
        DeliveryStatus::Sent if letter.kind == LetterKind::Invoice => {
            invoices::save(work, &mut invoice, EventType::InvoiceSent, &told).await
        }
        DeliveryStatus::Failed => {
            let mut told = told;
            told["error"] = letter.last_error.clone().map_or(Value::Null, Value::String);
            invoices::save(work, &mut invoice, EventType::InvoiceSendFailed, &told).await
        }
        // A try that failed for now is no event; it is shown on the document all the same.
        DeliveryStatus::Sent | DeliveryStatus::Waiting | DeliveryStatus::Cancelled => {
            if !invoice.is_changed() {
                return Ok(());
            }
            invoices::save_quietly(work, &mut invoice).await
        }
    }
}

fn note(invoice: &mut Invoice, letter: &Delivery) {
    if let Stage::Issued(issue) = &mut invoice.stage
        && issue.sent_at.is_none()
    {
        issue.sent_at = letter.sent_at;
    }
    let Some(last) = invoice.last_delivery.as_mut().filter(|last| last.id == letter.id) else {
        return;
    };
    if (last.status, &last.error) != (letter.status, &letter.last_error) {
        *last = LastDelivery {
            id: letter.id,
            status: letter.status,
            error: letter.last_error.clone(),
            at: letter.updated_at,
        };
    }
    if letter.status != DeliveryStatus::Waiting {
        invoice.scheduled_send_at = None;
    }
}

/// Brings a letter back whose job is to be tried anew.
pub(crate) async fn revived(work: &mut Work, job: &Job) -> Result<()> {
    let account = work.caller.account_id;
    let id = Delivered::of(job)?.delivery_id;
    let found = delivery::load(&mut work.tx, account, id).await?;
    let mut letter = found.ok_or(Error::NotFound(What::Delivery))?;
    let before = letter.status;
    letter.status = DeliveryStatus::Waiting;
    letter.updated_at = work.now;
    or_conflict(delivery::settle(&mut work.tx, &letter, before).await?)?;
    note_on_document(work, &letter).await
}
