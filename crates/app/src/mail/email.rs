//! Leaving e-mails to be sent, and taking them back.

use super::{host::own_host, settings};
use crate::{App, Result, Work};
use net30_domain::{
    Timestamp,
    email_delivery::{EmailDeliveryStatus, EmailKind},
    id::{EmailDeliveryId, PaymentId},
    refusal::Refusal,
    text::{Email, Language},
};
use net30_store::{email_delivery, outbox};
use serde_json::json;
use uuid::Uuid;

pub use net30_store::email_delivery::{Attachment, Fact};

/// The kind of the jobs that send e-mails.
pub(crate) const JOB: &str = "email";

/// An e-mail that is to be sent.
#[derive(Clone, Debug)]
pub(crate) struct NewEmail {
    /// What it is for.
    pub(crate) kind: EmailKind,
    /// What it is about: the invoice or credit note of an invoice e-mail, a reminder and a receipt, the customer of a
    /// statement, whatever a notice is about.
    pub(crate) object_id: Uuid,
    /// To whom; never empty.
    pub(crate) to: Vec<Email>,
    /// Copies.
    pub(crate) cc: Vec<Email>,
    /// Copies that the others do not see.
    pub(crate) bcc: Vec<Email>,
    /// A subject of its own, with placeholders; the template's if none. A notice needs one.
    pub(crate) subject: Option<String>,
    /// A text of its own, with placeholders; the template's if none. A notice needs one.
    pub(crate) message: Option<String>,
    /// The language of an e-mail that is about no document; the account's if none.
    pub(crate) language: Option<Language>,
    /// Facts that an e-mail about no document shows, worded in its language.
    pub(crate) facts: Vec<Fact>,
    /// Files that go with it. The PDF of a document is not one of them: `attach_pdf`.
    pub(crate) attachments: Vec<Attachment>,
    /// Whether the document's PDF goes with it; with a receipt, the receipt's.
    pub(crate) attach_pdf: bool,
    /// The payment that it is a receipt for.
    pub(crate) payment_id: Option<PaymentId>,
    /// Not before this moment.
    pub(crate) run_at: Timestamp,
    /// What it does: a second e-mail of the account with the same key is never sent.
    pub(crate) dedup_key: String,
}

impl NewEmail {
    /// A plain e-mail, to be sent at once, with the document's PDF if it is about one.
    pub(crate) fn about(
        kind: EmailKind,
        object_id: Uuid,
        to: Vec<Email>,
        dedup_key: String,
        run_at: Timestamp,
    ) -> Self {
        Self {
            kind,
            object_id,
            to,
            cc: vec![],
            bcc: vec![],
            subject: None,
            message: None,
            language: None,
            facts: vec![],
            attachments: vec![],
            attach_pdf: matches!(
                kind,
                EmailKind::Invoice | EmailKind::Reminder | EmailKind::Receipt
            ),
            payment_id: None,
            run_at,
            dedup_key,
        }
    }
}

/// Leaves an e-mail to be sent when the transaction is on disk; none if there is or was one with its key.
///
/// # Errors
/// [`Refusal::SmtpNotConfigured`] if neither the account nor the server has a mail server.
pub(crate) async fn post(work: &mut Work, email: NewEmail) -> Result<Option<EmailDeliveryId>> {
    if !settings::is_configured(work).await? {
        return Err(Refusal::SmtpNotConfigured.into());
    }
    let id: EmailDeliveryId = work.fresh_id();
    let delivery = email_delivery::EmailDelivery {
        id,
        account_id: work.caller.account_id,
        kind: email.kind,
        object_id: email.object_id,
        dedup_key: email.dedup_key,
        message_id: message_id(&work.app, id.0),
        status: EmailDeliveryStatus::Waiting,
        content: email_delivery::Content {
            to: email.to,
            cc: email.cc,
            bcc: email.bcc,
            subject: email.subject,
            message: email.message,
            language: email.language,
            facts: email.facts,
            attach_pdf: email.attach_pdf,
            payment_id: email.payment_id,
        },
        subject: None,
        attempts: 0,
        last_error: None,
        run_at: email.run_at,
        sent_at: None,
        created_at: work.now,
        updated_at: work.now,
    };
    if !email_delivery::insert(&mut work.tx, &delivery, &email.attachments).await? {
        return Ok(None);
    }
    let payload = json!({"delivery_id": id.to_string()});
    work.enqueue(JOB, job_key(id), &payload, email.run_at).await?;
    Ok(Some(id))
}

/// Takes back the e-mails about an object that are still to be sent, and says which these were.
///
/// One that is being sent at this moment arrives all the same; what became of it is noted then.
pub(crate) async fn withdraw(
    work: &mut Work,
    object_id: Uuid,
    which: impl Fn(&email_delivery::EmailDelivery) -> bool,
) -> Result<Vec<EmailDeliveryId>> {
    let mut withdrawn = vec![];
    let waiting = email_delivery::waiting(&mut work.tx, work.caller.account_id, object_id).await?;
    for mut email in waiting.into_iter().filter(which) {
        email.status = EmailDeliveryStatus::Cancelled;
        email.updated_at = work.now;
        crate::work::or_conflict(
            email_delivery::settle(&mut work.tx, &email, EmailDeliveryStatus::Waiting).await?,
        )?;
        outbox::withdraw(&mut work.tx, &job_key(email.id), work.now).await?;
        withdrawn.push(email.id);
    }
    Ok(withdrawn)
}

/// What the job of an e-mail says.
pub(super) struct Payload {
    /// Which e-mail.
    pub(super) delivery_id: EmailDeliveryId,
}

impl Payload {
    pub(super) fn of(job: &outbox::Job) -> Result<Self> {
        let payload: serde_json::Value = serde_json::from_str(&job.payload)
            .map_err(|error| crate::Error::Broken(error.into()))?;
        let id = payload["delivery_id"].as_str().and_then(|id| id.parse().ok());
        let broken = || crate::Error::broken("the job of an e-mail names none");
        Ok(Self { delivery_id: id.ok_or_else(broken)? })
    }
}

/// A message's id: unique by the e-mail's, and at home on this server.
pub(super) fn message_id(app: &App, id: Uuid) -> String {
    format!("<{id}@{}>", own_host(app.public_url()))
}

/// What the job that sends an e-mail is called.
fn job_key(id: EmailDeliveryId) -> String {
    format!("{JOB}/{id}")
}
