//! Sending documents by e-mail: at once or at a date, and taking that back.

use super::{Claimed, claim, decide, issue::issue, read::Shown, save};
use crate::work::boxed;
use crate::{
    Error, Result, UseCase, Work,
    mail::{self, Letter},
};
use jiff::{
    civil::{DateTime, time},
    tz::TimeZone,
};
use net30_domain::{
    Date, Timestamp,
    delivery::{DeliveryStatus, LastDelivery, LetterKind},
    event::EventType,
    id::InvoiceId,
    invoice::Invoice,
    stage::{Action, Refusal, Step},
    text::Email,
};
use net30_store::customer;
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
/// It takes the place of a letter that was to be sent later.
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
    withdraw_scheduled(work, invoice).await?;
    let key = format!("send/{}/{}", invoice.id, work.fresh_id::<uuid::Uuid>());
    let letter = Letter {
        cc: options.cc.clone(),
        bcc: options.bcc.clone(),
        subject: options.subject.clone(),
        message: options.message.clone(),
        attach_pdf: options.attach_pdf,
        ..Letter::about(LetterKind::Invoice, invoice.id.0, to.clone(), key, run_at)
    };
    let posted = mail::post(work, letter).await?;
    let id = posted.ok_or_else(|| Error::broken("a letter with a fresh key was there before"))?;
    invoice.scheduled_send_at = options.date.map(|_| run_at).filter(|_| run_at > work.now);
    invoice.last_delivery =
        Some(LastDelivery { id, status: DeliveryStatus::Waiting, error: None, at: work.now });
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
        let is_invoice = |letter: &mail::Delivery| letter.kind == LetterKind::Invoice;
        let withdrawn = mail::withdraw(work, invoice.id.0, is_invoice).await?;
        note_withdrawn(work, &mut invoice, &withdrawn);
        if withdrawn.is_empty() {
            return Err(Refusal::NothingToCancel { document: invoice.title() }.into());
        }
        save(work, &mut invoice, EventType::InvoiceSendCancelled, &json!({})).await?;
        Shown::of(work, invoice.into_invoice(), None).await
    }
}

/// Takes back every letter about a document that is still to be sent, reminders included. The document is changed but
/// not yet saved.
pub(super) async fn withdraw_all(work: &mut Work, invoice: &mut Invoice) -> Result<()> {
    let withdrawn = mail::withdraw(work, invoice.id.0, |_| true).await?;
    note_withdrawn(work, invoice, &withdrawn);
    Ok(())
}

async fn withdraw_scheduled(work: &mut Work, invoice: &mut Invoice) -> Result<()> {
    let now = work.now;
    let later = |letter: &mail::Delivery| letter.kind == LetterKind::Invoice && letter.run_at > now;
    let withdrawn = mail::withdraw(work, invoice.id.0, later).await?;
    note_withdrawn(work, invoice, &withdrawn);
    Ok(())
}

fn note_withdrawn(work: &Work, invoice: &mut Invoice, withdrawn: &[net30_domain::id::DeliveryId]) {
    if !withdrawn.is_empty() {
        invoice.scheduled_send_at = None;
    }
    if let Some(last) = &mut invoice.last_delivery
        && withdrawn.contains(&last.id)
    {
        last.status = DeliveryStatus::Cancelled;
        last.at = work.now;
    }
}

fn check(options: &SendOptions) -> Result<()> {
    mail::check_wording(options.subject.as_deref(), options.message.as_deref())?;
    if options.attach_xml {
        let message = "electronic invoices are not offered yet: leave it out";
        return Err(Error::fault("/attach_xml", "not_offered", message));
    }
    Ok(())
}

/// The hour at which a letter is sent on the day that it is to be sent.
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

/// Where letters about a document go: the customer's address and its addresses for invoices.
pub(crate) async fn addresses_of(work: &mut Work, invoice: &Invoice) -> Result<Vec<Email>> {
    let id = invoice.content.customer_id;
    let found = customer::load(&mut work.tx, invoice.account_id, id).await?;
    let party = found.ok_or(Error::NotFound(crate::What::Customer))?.party;
    Ok(each_once(party.email.into_iter().chain(party.billing_emails).collect()))
}

fn each_once(addresses: Vec<Email>) -> Vec<Email> {
    let mut seen = std::collections::HashSet::new();
    addresses.into_iter().filter(|address| seen.insert(address.folded())).collect()
}
