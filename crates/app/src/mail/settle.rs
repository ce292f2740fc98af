//! Noting what became of an e-mail: with its job, in the log of deliveries, and on its document.

use super::{EmailDelivery, email::Payload};
use crate::work::boxed;
use crate::{Error, Result, UseCase, What, Work, backoff, claimed, work::or_conflict};
use net30_domain::{
    email_delivery::{EmailDeliveryStatus, EmailKind, LastEmailDelivery},
    event::EventType,
    id::InvoiceId,
    invoice::{Invoice, Stage},
    text::Email,
};
use net30_gateways::mail::Failure;
use net30_store::{
    email_delivery,
    outbox::{self, Job},
};
use serde_json::{Value, json};

/// How a try ended.
pub(super) enum Outcome {
    /// The mail server took the e-mail.
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
        let id = Payload::of(&self.job)?.delivery_id;
        let (status, error) = match &self.outcome {
            Outcome::Sent { .. } | Outcome::Obsolete => {
                if !outbox::complete(&mut work.tx, &self.job, now).await? {
                    return Ok(());
                }
                let sent = matches!(self.outcome, Outcome::Sent { .. });
                (
                    if sent { EmailDeliveryStatus::Sent } else { EmailDeliveryStatus::Cancelled },
                    None,
                )
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
        let Some(mut email) = email_delivery::load(&mut work.tx, account, id).await? else {
            return Ok(());
        };
        let before = email.status;
        if before != EmailDeliveryStatus::Waiting && status != EmailDeliveryStatus::Sent {
            // It was taken back meanwhile, and so it stays.
            return Ok(());
        }
        email.status = status;
        email.last_error = error;
        email.updated_at = now;
        email.attempts = self.job.attempts;
        if let Outcome::Sent { subject } = &self.outcome {
            email.subject = Some(subject.clone());
            email.sent_at = Some(now);
        }
        or_conflict(email_delivery::settle(&mut work.tx, &email, before).await?)?;
        note_on_document(work, &email).await
    }
}

impl Settle {
    /// What the e-mail is then; `None` if somebody else has taken the job since.
    async fn put_off_or_bury(
        &self,
        work: &mut Work,
        failure: &Failure,
        words: &str,
    ) -> Result<Option<EmailDeliveryStatus>> {
        let now = work.now;
        let first = work.app.outside().retry_first;
        let again = match failure {
            Failure::Permanent(_) => None,
            Failure::Temporary(_) | Failure::Server(_) => {
                backoff::of_job(now, self.job.tries(), first)
            }
        };
        let is_ours = match again {
            Some(at) => outbox::retry_later(&mut work.tx, &self.job, at, words).await?,
            None => outbox::bury(&mut work.tx, &self.job, now, words).await?,
        };
        let status = if again.is_some() {
            EmailDeliveryStatus::Waiting
        } else {
            EmailDeliveryStatus::Failed
        };
        if is_ours && again.is_none() {
            // What the mail server said may name the customer: it stands in the log of deliveries.
            let (account_id, tries) = (work.caller.account_id, self.job.tries());
            let delivery_id = Payload::of(&self.job)?.delivery_id;
            tracing::warn!(%account_id, %delivery_id, tries, "an e-mail failed for good");
        }
        Ok(is_ours.then_some(status))
    }
}

/// Brings a document up to date with what became of an e-mail about it.
async fn note_on_document(work: &mut Work, email: &EmailDelivery) -> Result<()> {
    let is_about_document =
        matches!(email.kind, EmailKind::Invoice | EmailKind::Reminder | EmailKind::Receipt);
    if !is_about_document {
        return Ok(());
    }
    let found = claimed::find_and_claim(work, InvoiceId(email.object_id)).await?;
    let Some(mut invoice) = found else { return Ok(()) };
    if email.kind == EmailKind::Invoice {
        note(&mut invoice, email);
    }
    let to: Vec<&str> = email.content.to.iter().map(Email::as_str).collect();
    let told = json!({"delivery_id": email.id.to_string(), "to": to, "kind": email.kind.word()});
    match email.status {
        EmailDeliveryStatus::Sent if email.kind == EmailKind::Invoice => {
            claimed::save(work, &mut invoice, EventType::InvoiceSent, &told).await
        }
        EmailDeliveryStatus::Failed => {
            let mut told = told;
            told["error"] = email.last_error.clone().map_or(Value::Null, Value::String);
            claimed::save(work, &mut invoice, EventType::InvoiceSendFailed, &told).await
        }
        // A try that failed for now is no event; it is shown on the document all the same.
        EmailDeliveryStatus::Sent
        | EmailDeliveryStatus::Waiting
        | EmailDeliveryStatus::Cancelled => {
            if !invoice.is_changed() {
                return Ok(());
            }
            claimed::save_quietly(work, &mut invoice).await
        }
    }
}

fn note(invoice: &mut Invoice, email: &EmailDelivery) {
    if let Stage::Issued(issue) = &mut invoice.stage
        && issue.sent_at.is_none()
    {
        issue.sent_at = email.sent_at;
    }
    let Some(last) = invoice.last_delivery.as_mut().filter(|last| last.id == email.id) else {
        return;
    };
    if (last.status, &last.error) != (email.status, &email.last_error) {
        *last = LastEmailDelivery {
            id: email.id,
            status: email.status,
            error: email.last_error.clone(),
            at: email.updated_at,
        };
    }
    if email.status != EmailDeliveryStatus::Waiting {
        invoice.scheduled_send_at = None;
    }
}

/// Brings an e-mail back whose job is to be tried anew.
pub(crate) async fn revived(work: &mut Work, job: &Job) -> Result<()> {
    let account = work.caller.account_id;
    let id = Payload::of(job)?.delivery_id;
    let found = email_delivery::load(&mut work.tx, account, id).await?;
    let mut email = found.ok_or(Error::NotFound(What::EmailDelivery))?;
    let before = email.status;
    email.status = EmailDeliveryStatus::Waiting;
    email.updated_at = work.now;
    or_conflict(email_delivery::settle(&mut work.tx, &email, before).await?)?;
    note_on_document(work, &email).await
}
