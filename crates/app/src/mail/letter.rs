//! Leaving letters to be sent, and taking them back.

use super::settings;
use crate::{App, Result, Work};
use net30_domain::{
    Timestamp,
    delivery::{DeliveryStatus, LetterKind},
    id::{DeliveryId, PaymentId},
    stage::Refusal,
    text::{Email, Language},
};
use net30_store::{delivery, outbox};
use serde_json::json;
use uuid::Uuid;

pub use net30_store::delivery::{Attachment, Fact};

/// The kind of the jobs that send letters.
pub(crate) const JOB: &str = "letter";

/// A letter that is to be sent.
#[derive(Clone, Debug)]
pub(crate) struct Letter {
    /// What it is for.
    pub(crate) kind: LetterKind,
    /// What it is about: the invoice or credit note of an invoice letter, a reminder and a receipt, the customer of a
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
    /// The language of a letter that is about no document; the account's if none.
    pub(crate) language: Option<Language>,
    /// Facts that a letter about no document shows, worded in its language.
    pub(crate) facts: Vec<Fact>,
    /// Files that go with it. The PDF of a document is not one of them: `attach_pdf`.
    pub(crate) attachments: Vec<Attachment>,
    /// Whether the document's PDF goes with it; with a receipt, the receipt's.
    pub(crate) attach_pdf: bool,
    /// The payment that it is a receipt for.
    pub(crate) payment_id: Option<PaymentId>,
    /// Not before this moment.
    pub(crate) run_at: Timestamp,
    /// What it does: a second letter of the account with the same key is never sent.
    pub(crate) dedup_key: String,
}

impl Letter {
    /// A plain letter, to be sent at once, with the document's PDF if it is about one.
    pub(crate) fn about(
        kind: LetterKind,
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
                LetterKind::Invoice | LetterKind::Reminder | LetterKind::Receipt
            ),
            payment_id: None,
            run_at,
            dedup_key,
        }
    }
}

/// Leaves a letter to be sent when the transaction is on disk; none if there is or was one with its key.
///
/// # Errors
/// [`Refusal::SmtpNotConfigured`] if neither the account nor the server has a mail server.
pub(crate) async fn post(work: &mut Work, letter: Letter) -> Result<Option<DeliveryId>> {
    if !settings::is_configured(work).await? {
        return Err(Refusal::SmtpNotConfigured.into());
    }
    let id: DeliveryId = work.fresh_id();
    let delivery = delivery::Delivery {
        id,
        account_id: work.caller.account_id,
        kind: letter.kind,
        object_id: letter.object_id,
        dedup_key: letter.dedup_key,
        message_id: message_id(&work.app, id.0),
        status: DeliveryStatus::Waiting,
        content: delivery::Content {
            to: letter.to,
            cc: letter.cc,
            bcc: letter.bcc,
            subject: letter.subject,
            message: letter.message,
            language: letter.language,
            facts: letter.facts,
            attach_pdf: letter.attach_pdf,
            payment_id: letter.payment_id,
        },
        subject: None,
        attempts: 0,
        last_error: None,
        run_at: letter.run_at,
        sent_at: None,
        created_at: work.now,
        updated_at: work.now,
    };
    if !delivery::insert(&mut work.tx, &delivery, &letter.attachments).await? {
        return Ok(None);
    }
    let payload = json!({"delivery_id": id.to_string()});
    work.enqueue(JOB, job_key(id), &payload, letter.run_at).await?;
    Ok(Some(id))
}

/// Takes back the letters about an object that are still to be sent, and says which these were.
///
/// One that is being sent at this moment arrives all the same; what became of it is noted then.
pub(crate) async fn withdraw(
    work: &mut Work,
    object_id: Uuid,
    which: impl Fn(&delivery::Delivery) -> bool,
) -> Result<Vec<DeliveryId>> {
    let mut withdrawn = vec![];
    let waiting = delivery::waiting(&mut work.tx, work.caller.account_id, object_id).await?;
    for mut letter in waiting.into_iter().filter(which) {
        letter.status = DeliveryStatus::Cancelled;
        letter.updated_at = work.now;
        crate::work::or_conflict(
            delivery::settle(&mut work.tx, &letter, DeliveryStatus::Waiting).await?,
        )?;
        outbox::withdraw(&mut work.tx, &job_key(letter.id), work.now).await?;
        withdrawn.push(letter.id);
    }
    Ok(withdrawn)
}

/// What the job of a letter says.
pub(super) struct Delivered {
    /// Which letter.
    pub(super) delivery_id: DeliveryId,
}

impl Delivered {
    pub(super) fn of(job: &outbox::Job) -> Result<Self> {
        let payload: serde_json::Value = serde_json::from_str(&job.payload)
            .map_err(|error| crate::Error::Broken(error.into()))?;
        let id = payload["delivery_id"].as_str().and_then(|id| id.parse().ok());
        let broken = || crate::Error::broken("the job of a letter names none");
        Ok(Self { delivery_id: id.ok_or_else(broken)? })
    }
}

/// A message's id: unique by the letter's, and at home on this server.
pub(super) fn message_id(app: &App, id: Uuid) -> String {
    format!("<{id}@{}>", host_of(app.public_url()))
}

/// What the job that sends a letter is called.
fn job_key(id: DeliveryId) -> String {
    format!("{JOB}/{id}")
}

/// The host of a URL, without its port.
pub(super) fn host_of(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    let host = match host.strip_prefix('[').and_then(|host| host.split_once(']')) {
        // An address as RFC 5322 writes it in a message id.
        Some((address, _)) => format!("[IPv6:{address}]"),
        None => host.split(':').next().unwrap_or_default().to_owned(),
    };
    if host.is_empty() { "localhost".to_owned() } else { host }
}

#[cfg(test)]
mod tests {
    use super::host_of;

    #[test]
    fn a_message_id_ends_in_the_servers_host() {
        for (url, host) in [
            ("https://billing.example.com", "billing.example.com"),
            ("https://billing.example.com:8443/net30", "billing.example.com"),
            ("http://127.0.0.1:3030", "127.0.0.1"),
            ("http://[::1]:3030", "[IPv6:::1]"),
            ("", "localhost"),
        ] {
            assert_eq!(host_of(url), host, "{url}");
        }
    }
}
