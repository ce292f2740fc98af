//! From a job to the e-mail that it sends.

use super::{
    email::Payload,
    settings::{self, Route},
    write::Draft,
};
use crate::{
    App, Caller, Error, Result,
    documents::{self, Document},
    shown::{self, Shown},
};
use net30_documents::mail::{LOGO_ID, Occasion, payment_fact};
use net30_domain::{
    account::Account,
    customer::Party,
    document::DocumentType,
    email_delivery::{EmailDeliveryStatus, EmailKind, MailText},
    id::{CustomerId, InvoiceId},
    invoice::Stage,
    money::Amount,
    payment::Payment,
    standing::Position,
    text::Email,
};
use net30_gateways::mail::{MailFile, MailPicture, OutgoingMail, SmtpServer};
use net30_store::{
    customer,
    email_delivery::{self, EmailDelivery, Fact},
    outbox::Job,
};
use net30_words::Locale;

/// What becomes of a job.
pub(super) enum Prepared {
    /// An e-mail to be sent.
    NewEmail { server: SmtpServer, mail: Box<OutgoingMail> },
    /// Nothing: it was taken back, or what it is about is gone.
    Obsolete,
    /// Nothing for now: there is no mail server any more.
    NoServer,
}

pub(super) async fn prepare(app: &App, caller: &Caller, job: &Job) -> Result<Prepared> {
    let mut reader = app.store().reader().await?;
    let id = Payload::of(job)?.delivery_id;
    let found = email_delivery::load(&mut reader, caller.account_id, id).await?;
    let Some(email) = found.filter(|email| email.status == EmailDeliveryStatus::Waiting) else {
        return Ok(Prepared::Obsolete);
    };
    let stored = email_delivery::attachments(&mut reader, id).await?;
    drop(reader);
    let account = app.account(caller).await?;
    let Some(subject) = Subject::of(app, caller, &email).await? else {
        return Ok(Prepared::Obsolete);
    };
    let mut files: Vec<MailFile> = vec![];
    if email.content.attach_pdf
        && let Some(shown) = &subject.about
    {
        let pdf = subject.pdf(app, shown.clone()).await?;
        files.push(MailFile {
            name: format!("{}.pdf", file_name(&pdf.name)),
            media_type: "application/pdf".to_owned(),
            bytes: pdf.bytes,
        });
    }
    files.extend(stored.into_iter().map(|file| MailFile {
        name: file.name,
        media_type: file.media_type,
        bytes: file.bytes,
    }));
    let mut reader = app.store().reader().await?;
    let Some(route) = settings::route(app, &mut reader, &account).await? else {
        return Ok(Prepared::NoServer);
    };
    let names: Vec<String> = files.iter().map(|file| file.name.clone()).collect();
    let language = subject.about.as_ref().map(|shown| shown.invoice.content.language);
    let draft = Draft {
        account: &account,
        occasion: subject.occasion,
        language: language.or(email.content.language).unwrap_or(account.defaults.language),
        subject: email.content.subject.as_deref(),
        message: email.content.message.as_deref(),
        customer: subject.customer.as_ref(),
        about: subject.about.as_ref(),
        facts: &subject.facts(&email.content.facts, &account),
        files: &names,
    };
    let worded = draft.worded(app, &mut reader).await?;
    let is_to_customer = !matches!(subject.occasion, Occasion::Notice | Occasion::Test);
    let mail = addressed(app, &account, &route, is_to_customer, &email, worded, files);
    Ok(Prepared::NewEmail { server: route.server, mail: Box::new(mail) })
}

fn addressed(
    app: &App,
    account: &Account,
    route: &Route,
    is_to_customer: bool,
    email: &EmailDelivery,
    worded: net30_documents::mail::Mail,
    files: Vec<MailFile>,
) -> OutgoingMail {
    let texts = |addresses: &[Email]| addresses.iter().map(ToString::to_string).collect();
    let mut bcc: Vec<String> = texts(&email.content.bcc);
    if route.bcc_self && is_to_customer {
        bcc.push(route.from.clone());
    }
    debug_assert_eq!(account.id, email.account_id, "e-mails go by their own account's server");
    OutgoingMail {
        from_name: route.from_name.clone(),
        from: route.from.clone(),
        reply_to: route.reply_to.clone(),
        to: texts(&email.content.to),
        cc: texts(&email.content.cc),
        bcc,
        subject: worded.subject,
        text: worded.text,
        html: worded.html,
        pictures: pictures(worded.logo),
        files,
        message_id: email.message_id.clone(),
        date: app.now(),
    }
}

/// The logo as the e-mail's HTML shows it.
pub(super) fn pictures(logo: Option<Vec<u8>>) -> Vec<MailPicture> {
    let picture = |bytes| MailPicture { id: LOGO_ID, media_type: "image/png", bytes };
    logo.map(picture).into_iter().collect()
}

/// What an e-mail is about.
struct Subject {
    occasion: Occasion,
    customer: Option<Party>,
    about: Option<Shown>,
    /// The payment that it is a receipt for.
    payment: Option<Payment>,
}

impl Subject {
    /// The file that goes with it: the receipt, a copy that says that nothing is to be paid any more, or the document as it
    /// was issued.
    async fn pdf(&self, app: &App, shown: Shown) -> Result<Document> {
        match (&self.payment, self.occasion) {
            (Some(payment), _) => {
                Box::pin(documents::receipt_of(app, shown, payment.clone())).await
            }
            (None, Occasion::Text(MailText::PaidInvoice)) => {
                documents::current_of(app, shown).await
            }
            (None, _) => documents::pdf_of(app, shown).await,
        }
    }

    /// What the e-mail shows at a glance: besides what was given, what a receipt is for.
    fn facts(&self, given: &[Fact], account: &Account) -> Vec<Fact> {
        let mut facts = given.to_vec();
        if let (Some(payment), Some(shown)) = (&self.payment, &self.about) {
            let content = &shown.invoice.content;
            let locale = Locale::of(content.language, account.seller.address.country);
            let (label, value) = payment_fact(payment, content.currency, locale);
            facts.insert(0, Fact { label, value });
        }
        facts
    }

    /// `None` if it is gone, or no longer a reason to write.
    async fn of(app: &App, caller: &Caller, email: &EmailDelivery) -> Result<Option<Self>> {
        let alone =
            |occasion, customer| Some(Self { occasion, customer, about: None, payment: None });
        Ok(match email.kind {
            EmailKind::Notice => alone(Occasion::Notice, None),
            EmailKind::Test => alone(Occasion::Test, None),
            EmailKind::Statement => {
                let mut reader = app.store().reader().await?;
                let id = CustomerId(email.object_id);
                let found = customer::load(&mut reader, caller.account_id, id).await?;
                let occasion = Occasion::Text(MailText::Statement);
                found.and_then(|customer| alone(occasion, Some(customer.party)))
            }
            EmailKind::Invoice | EmailKind::Reminder | EmailKind::Receipt => {
                match shown::get(app, caller, InvoiceId(email.object_id)).await {
                    Err(Error::NotFound(_)) => None,
                    found => Self::of_document(email, found?),
                }
            }
        })
    }

    fn of_document(email: &EmailDelivery, shown: Shown) -> Option<Self> {
        let Stage::Issued(issue) = &shown.invoice.stage else { return None };
        let customer = issue.buyer.clone();
        let payment = match email.content.payment_id {
            // What was taken back meanwhile is no reason to thank.
            Some(id) => Some(documents::counted(&shown.invoice, id)?.clone()),
            None => None,
        };
        let balance = shown.invoice.balance();
        let is_paid = shown.invoice.position() == Position::Settled && balance.paid > Amount::ZERO;
        let text = match (email.kind, shown.invoice.document) {
            (EmailKind::Reminder, _) if balance.due <= Amount::ZERO => return None,
            (EmailKind::Reminder, _) if shown.standing().overdue => MailText::LateReminder,
            (EmailKind::Reminder, _) => MailText::Reminder,
            (EmailKind::Receipt, _) => MailText::Receipt,
            (_, DocumentType::CreditNote) => MailText::CreditNote,
            (_, DocumentType::Invoice) if is_paid => MailText::PaidInvoice,
            (_, DocumentType::Invoice) => MailText::Invoice,
        };
        let occasion = Occasion::Text(text);
        Some(Self { occasion, customer: Some(customer), about: Some(shown), payment })
    }
}

/// A document's name as that of a file: nothing in it leads to another folder.
pub(crate) fn file_name(name: &str) -> String {
    let good = |c: char| if c.is_alphanumeric() || matches!(c, '-' | '_' | '.') { c } else { '-' };
    let name: String = name.chars().map(good).collect();
    name.trim_start_matches('.').to_owned()
}
