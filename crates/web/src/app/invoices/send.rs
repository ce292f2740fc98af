//! Sending by e-mail: to whom, what it says, what goes with it, and when. A draft is issued by it.

use super::{
    super::{
        Answer,
        act::{Again, Undone, act},
        dialog::Head,
        form::{Shape, Written},
        page,
        shell::{Frame, Here, Writing},
        visit::Visit,
    },
    head,
    issue::{LastLook, last_look},
    loaded, own, path, refusal, refused,
};
use askama::Template;
use axum::response::Response;
use jiff::SignedDuration;
use net30_app::{
    Paging,
    invoices::{CancelSend, Send, SendDate, SendOptions, Shown},
    mail::{self, PreviewDraft, Wording},
};
use net30_domain::{
    action::Action,
    document::DocumentType,
    email_delivery::{EmailDeliveryStatus, EmailKind, MailText},
    invoice::Stage,
    standing::Position,
};
use net30_http::problem::Result;
use net30_native::forms;

/// How long an e-mail waits, so that sending can be undone.
pub(super) const UNDO: SignedDuration = SignedDuration::from_secs(10);
/// E-mails of before that are shown.
const BEFORE_MAX: i64 = 5;
const SHAPE: Shape<'static> = Shape {
    separated: &["/to", "/cc", "/bcc"],
    switches: &["/attach_pdf", "/attach_xml"],
    lists: &[],
    numbers: &[],
    wholes: &[],
    with_ids: &[],
    blank: super::super::form::Blank::Absent,
};

/// An address of the customer.
struct Address {
    email: String,
    is_chosen: bool,
}

/// The e-mail as it would be written.
struct EmailPreview {
    subject: String,
    text: String,
}

#[derive(Template)]
#[template(path = "app/send.html")]
struct SendPage {
    p: Frame,
    d: Head,
    /// What issuing comes to, if it is a draft.
    look: Option<LastLook>,
    edit: String,
    has_server: bool,
    link: String,
    addresses: Vec<Address>,
    others: String,
    cc: String,
    subject: String,
    message: String,
    attach_pdf: bool,
    attach_xml: bool,
    date: String,
    email: Option<EmailPreview>,
    before: Vec<(String, String)>,
    pdf: String,
    customers_view: String,
}

/// Which of the account's texts goes with the document.
fn text_of(shown: &Shown) -> MailText {
    match (shown.invoice.document, shown.invoice.position()) {
        (DocumentType::CreditNote, _) => MailText::CreditNote,
        (DocumentType::Invoice, Position::Settled) => MailText::PaidInvoice,
        (DocumentType::Invoice, _) => MailText::Invoice,
    }
}

/// Whether there is a mail server by which e-mails go out.
pub(super) async fn has_server(visit: &Visit) -> Result<bool> {
    let settings = mail::email_settings(visit.app(), &visit.caller()?).await?;
    Ok(settings.is_some() || mail::server_sends(visit.app()))
}

async fn wording(visit: &Visit, shown: &Shown) -> Result<Wording> {
    let (kind, language) = (text_of(shown), shown.invoice.content.language);
    let own = mail::template(visit.app(), &visit.caller()?, kind, Some(language)).await?;
    // A text for all languages counts where the language has none of its own.
    if own.updated_at.is_none() {
        let every = mail::template(visit.app(), &visit.caller()?, kind, None).await?;
        if every.updated_at.is_some() {
            return Ok(every.wording);
        }
    }
    Ok(own.wording)
}

async fn dialog(
    visit: &Visit,
    shown: &Shown,
    again: Again,
    email: Option<EmailPreview>,
) -> Result<Response> {
    let (t, app, form) = (visit.texts(), visit.app(), &visit.form);
    let status = again.status;
    let is_draft = matches!(shown.invoice.stage, Stage::Draft { .. });
    let look = if is_draft { Some(last_look(visit, shown).await?) } else { None };
    let party = &shown.customer.party;
    let known: Vec<String> =
        party.email.iter().chain(&party.billing_emails).map(ToString::to_string).collect();
    let is_first = !form.has("idempotency");
    let typed: Vec<&str> = form.all("/to").collect();
    let chosen = |email: &str| is_first || typed.contains(&email);
    let others = typed.iter().filter(|typed| !known.iter().any(|email| email == *typed));
    let usual = wording(visit, shown).await?;
    let or_usual = |name: &str, usual: String| {
        if is_first { usual } else { form.exact(name).to_owned() }
    };
    let writing = Writing::of(visit, visit.user()?);
    let paging = Paging::Offset { offset: 0, limit: BEFORE_MAX };
    let sent = mail::deliveries_of(app, &visit.caller()?, shown.invoice.id, &paging).await?;
    let emails = sent.items.iter().filter(|email| email.kind == EmailKind::Invoice);
    let before = emails.map(|email| {
        let to: Vec<String> = email.content.to.iter().map(ToString::to_string).collect();
        let state = match email.status {
            EmailDeliveryStatus::Waiting => t.email_waiting(),
            EmailDeliveryStatus::Sent => t.email_sent(),
            EmailDeliveryStatus::Failed => t.email_failed(),
            EmailDeliveryStatus::Cancelled => t.email_cancelled(),
        };
        (format!("{} · {state}", writing.moment(email.updated_at)), to.join(", "))
    });
    let address = own(visit, shown)?;
    let title = if is_draft { t.issue_and_send() } else { t.send_title() };
    let template = SendPage {
        p: Frame::of(visit, title, Here::Invoices),
        d: head(visit, shown, "send", again)?,
        look,
        edit: format!("{address}/edit"),
        has_server: has_server(visit).await?,
        link: shown.link.clone(),
        others: others.copied().collect::<Vec<_>>().join(", "),
        addresses: known
            .iter()
            .map(|email| Address { email: email.clone(), is_chosen: chosen(email) })
            .collect(),
        cc: form.all("/cc").collect::<Vec<_>>().join(", "),
        subject: or_usual("/subject", usual.subject),
        message: or_usual("/message", usual.message),
        attach_pdf: is_first || form.text("/attach_pdf") == "true",
        attach_xml: form.text("/attach_xml") == "true",
        date: form.text("/date").to_owned(),
        email,
        before: before.collect(),
        pdf: format!("{address}/pdf"),
        customers_view: format!("{}?preview", shown.link),
    };
    page::with_status(status, &template)
}

pub(in super::super) fn show(visit: &Visit) -> Answer<'_> {
    Box::pin(async move {
        let shown = loaded(visit).await?;
        match refusal(visit, &shown, Action::Send)? {
            Some(refusal) => refused(visit, &shown, &refusal),
            None => dialog(visit, &shown, Again::first(), None).await,
        }
    })
}

/// What was typed; what is as it is usual is not said, so that it is written as it is usual then.
async fn options(
    visit: &Visit,
    shown: &Shown,
    written: &Written,
) -> std::result::Result<SendOptions, Undone> {
    let mut options = written.read_whole(forms::message).map_err(Undone::Faults)?;
    let usual = wording(visit, shown).await?;
    let same = |typed: &Option<String>, usual: &str| {
        typed.as_ref().is_some_and(|typed| typed.trim() == usual.trim())
    };
    if same(&options.subject, &usual.subject) {
        options.subject = None;
    }
    if same(&options.message, &usual.message) {
        options.message = None;
    }
    if options.date.is_none() {
        options.date = Some(SendDate::At(visit.app().now() + UNDO));
    }
    Ok(options)
}

async fn previewed(
    visit: &Visit,
    shown: &Shown,
    written: &Written,
) -> std::result::Result<EmailPreview, Undone> {
    let options = written.read_whole(forms::message).map_err(Undone::Faults)?;
    let draft = PreviewDraft {
        kind: text_of(shown),
        invoice_id: shown.invoice.id,
        language: None,
        subject: options.subject,
        message: options.message,
    };
    let mail = mail::preview(visit.app(), &visit.caller()?, &draft).await?;
    Ok(EmailPreview { subject: mail.subject, text: mail.text })
}

pub(in super::super) fn send(visit: &Visit) -> Answer<'_> {
    Box::pin(async move {
        let shown = loaded(visit).await?;
        let written = visit.form.written(&SHAPE);
        if visit.form.text("do") == "preview" {
            return match previewed(visit, &shown, &written).await {
                Ok(email) => dialog(visit, &shown, Again::first(), Some(email)).await,
                Err(undone) => {
                    let again = Again::of(visit, visit.texts(), &written, undone)?;
                    dialog(visit, &shown, again, None).await
                }
            };
        }
        let own = path(visit, &shown)?;
        let done = match options(visit, &shown, &written).await {
            Ok(options) => {
                let said = if visit.form.text("/date").is_empty() { "queued" } else { "scheduled" };
                let use_case = Send { id: shown.invoice.id, options };
                act(visit, &use_case, |_| format!("{own}?said={said}")).await
            }
            Err(undone) => Err(undone),
        };
        match done {
            Ok(response) => Ok(response),
            Err(undone) => {
                let again = Again::of(visit, visit.texts(), &written, undone)?;
                dialog(visit, &shown, again, None).await
            }
        }
    })
}

/// Takes back what waits to be sent.
pub(in super::super) fn cancel(visit: &Visit) -> Answer<'_> {
    Box::pin(async move {
        let shown = loaded(visit).await?;
        let own = path(visit, &shown)?;
        let use_case = CancelSend { id: shown.invoice.id };
        match act(visit, &use_case, |_| format!("{own}?said=cancelled")).await {
            Ok(response) => Ok(response),
            Err(Undone::Refused(refusal)) => refused(visit, &shown, &refusal),
            Err(undone) => Err(undone.into()),
        }
    })
}
