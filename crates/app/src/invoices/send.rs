//! Sending documents by e-mail: at once or at a date, and taking that back.

use super::{
    Claimed, Shown, claim, decide,
    issue::issue,
    save,
    withdraw::{note_withdrawn, withdraw_scheduled},
};
use crate::work::boxed;
use crate::{
    Error, Result, UseCase, Work,
    customers::{addresses_of, each_once},
    documents, formats,
    mail::{self, NewEmail},
};
use jiff::{
    civil::{DateTime, time},
    tz::TimeZone,
};
use net30_domain::{
    Date, Timestamp,
    action::Action,
    email_delivery::{EmailDeliveryStatus, EmailKind, LastEmailDelivery},
    event::EventType,
    id::InvoiceId,
    invoice::Invoice,
    refusal::Refusal,
    stage::Step,
    text::Email,
};
use serde_json::json;

/// When a document is to be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SendDate {
    /// At nine in the morning of a day, by the account's clock.
    Day(Date),
    /// At a moment.
    At(Timestamp),
    /// At a date and time by the account's clock.
    Local(DateTime),
}

/// What is sent, to whom, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SendOptions {
    /// To whom; the customer's address and its addresses for invoices if empty.
    pub to: Vec<Email>,
    /// Copies.
    pub cc: Vec<Email>,
    /// Copies that the others do not see.
    pub bcc: Vec<Email>,
    /// A subject of its own, with placeholders.
    pub subject: Option<String>,
    /// A text of its own, with placeholders.
    pub message: Option<String>,
    /// When; at once if none.
    pub date: Option<SendDate>,
    /// Whether the PDF goes with it.
    pub attach_pdf: bool,
    /// Whether the electronic invoice goes with it.
    pub attach_xml: bool,
}

impl Default for SendOptions {
    fn default() -> Self {
        Self {
            to: vec![],
            cc: vec![],
            bcc: vec![],
            subject: None,
            message: None,
            date: None,
            attach_pdf: true,
            attach_xml: false,
        }
    }
}

/// Sends a document by e-mail; issues a draft first. Without a mail server it is refused, and nothing is issued.
pub struct Send {
    /// Which.
    pub id: InvoiceId,
    /// What, to whom, and when.
    pub options: SendOptions,
}

impl UseCase for Send {
    type Output = Shown;

    boxed!();

    async fn run(&self, work: &mut Work) -> Result<Shown> {
        let mut invoice = claim(work, self.id).await?;
        send_in(work, &mut invoice, &self.options).await?;
        Shown::of(work, invoice.into_invoice(), None).await
    }
}

/// Leaves a document to be sent, within the use case's transaction; issues a draft first.
///
/// It takes the place of an e-mail that was to be sent later.
pub(crate) async fn send_in(
    work: &mut Work,
    invoice: &mut Claimed,
    options: &SendOptions,
) -> Result<()> {
    let step = decide(work, invoice, Action::Send).await?;
    check(options)?;
    let run_at = moment(work, options.date).await?;
    let to = recipients(work, invoice, options).await?;
    if step == Step::IssueFirst {
        issue(work, invoice).await?;
    }
    let attachments = if options.attach_xml { vec![xml(work, invoice).await?] } else { vec![] };
    withdraw_scheduled(work, invoice).await?;
    let key = format!("send/{}/{}", invoice.id, work.fresh_id::<uuid::Uuid>());
    let email = NewEmail {
        cc: options.cc.clone(),
        bcc: options.bcc.clone(),
        subject: options.subject.clone(),
        message: options.message.clone(),
        attachments,
        attach_pdf: options.attach_pdf,
        ..NewEmail::about(EmailKind::Invoice, invoice.id.0, to.clone(), key, run_at)
    };
    let posted = mail::post(work, email).await?;
    let id = posted.ok_or_else(|| Error::broken("an e-mail with a fresh key was there before"))?;
    invoice.scheduled_send_at = options.date.map(|_| run_at).filter(|_| run_at > work.now);
    invoice.last_delivery = Some(LastEmailDelivery {
        id,
        status: EmailDeliveryStatus::Waiting,
        error: None,
        at: work.now,
    });
    let to: Vec<&str> = to.iter().map(Email::as_str).collect();
    let data = json!({
        "delivery_id": id.to_string(),
        "to": to,
        "date": invoice.scheduled_send_at.map(|at| at.to_string()),
    });
    save(work, invoice, EventType::InvoiceSendQueued, &data).await
}

/// As [`send_in`], where nothing is amiss if there is no mail server or the customer has no address.
pub(super) async fn send_if_possible(work: &mut Work, invoice: &mut Claimed) -> Result<()> {
    let options = SendOptions::default();
    if !mail::is_configured(work).await? || recipients_of(work, invoice, &options).await?.is_empty()
    {
        return Ok(());
    }
    send_in(work, invoice, &options).await
}

/// Takes back what was to be sent later.
pub struct CancelSend {
    /// Of which document.
    pub id: InvoiceId,
}

impl UseCase for CancelSend {
    type Output = Shown;

    boxed!();

    async fn run(&self, work: &mut Work) -> Result<Shown> {
        let mut invoice = claim(work, self.id).await?;
        let is_invoice = |email: &mail::EmailDelivery| email.kind == EmailKind::Invoice;
        let withdrawn = mail::withdraw(work, invoice.id.0, is_invoice).await?;
        note_withdrawn(work, &mut invoice, &withdrawn);
        if withdrawn.is_empty() {
            return Err(Refusal::NothingToCancel { document: invoice.title() }.into());
        }
        save(work, &mut invoice, EventType::InvoiceSendCancelled, &json!({})).await?;
        Shown::of(work, invoice.into_invoice(), None).await
    }
}

fn check(options: &SendOptions) -> Result<()> {
    mail::check_wording(options.subject.as_deref(), options.message.as_deref())
}

/// The electronic invoice as a file of an e-mail. It is kept with that: it stays what was checked when that was asked for.
async fn xml(work: &mut Work, invoice: &Invoice) -> Result<mail::Attachment> {
    let account = work.account().await?;
    let bytes = formats::promised_xml(&account, invoice)?;
    let xml = documents::document(invoice, bytes);
    Ok(mail::Attachment {
        name: format!("{}.xml", mail::file_name(&xml.name)),
        media_type: formats::MEDIA_TYPE.to_owned(),
        bytes: xml.bytes,
    })
}

/// The hour at which an e-mail is sent on the day that it is to be sent.
const SENT_AT: jiff::civil::Time = time(9, 0, 0, 0);

async fn moment(work: &mut Work, date: Option<SendDate>) -> Result<Timestamp> {
    let past = |what: String| {
        Err(Error::fault("/date", "out_of_range", format!("must not be before {what}")))
    };
    let now = work.now;
    let zone = work.account().await?.time_zone.clone();
    let at = match date {
        None => return Ok(now),
        Some(SendDate::Day(day)) => {
            let today = work.today().await?;
            if day < today {
                return past(format!("today, {today}"));
            }
            // On the day itself, what is late by some hours is sent at once.
            return Ok(by_clock(day.to_datetime(SENT_AT), zone)?.max(now));
        }
        Some(SendDate::Local(local)) => by_clock(local, zone)?,
        Some(SendDate::At(at)) => at,
    };
    if at < now { past(format!("this moment, {now:.0}")) } else { Ok(at) }
}

fn by_clock(local: DateTime, zone: TimeZone) -> Result<Timestamp> {
    let out_of_range = |_| Error::fault("/date", "out_of_range", "is out of range");
    Ok(local.to_zoned(zone).map_err(out_of_range)?.timestamp())
}

async fn recipients(
    work: &mut Work,
    invoice: &Invoice,
    options: &SendOptions,
) -> Result<Vec<Email>> {
    let to = recipients_of(work, invoice, options).await?;
    if to.is_empty() {
        let message = "is required, since the customer has no e-mail address";
        return Err(Error::fault("/to", "required", message));
    }
    Ok(to)
}

async fn recipients_of(
    work: &mut Work,
    invoice: &Invoice,
    options: &SendOptions,
) -> Result<Vec<Email>> {
    if !options.to.is_empty() {
        return Ok(each_once(options.to.clone()));
    }
    addresses_of(work, invoice).await
}
