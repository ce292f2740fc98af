//! The account's own texts of e-mails.

use super::{check_placeholders, write::Draft};
use crate::work::boxed;
use crate::{App, Boxed, Caller, Error, Result, UseCase, What, Work, error::faultless, shown};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use net30_documents::mail::{LOGO_ID, Mail, Occasion, built_in};
use net30_domain::{
    Timestamp, account::Account, email_delivery::MailText, event::EventType, fault::Fault,
    id::InvoiceId, key::Scope, text::Language,
};
use net30_store::email_template::{self, EmailTemplate};
use net30_words::Locale;
use serde_json::json;

pub use net30_documents::mail::Wording;

/// A text of e-mails as it is used now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailTemplate {
    /// Of which e-mails.
    pub kind: MailText,
    /// For which language; for all that have none of their own if none.
    pub language: Option<Language>,
    /// The text.
    pub wording: Wording,
    /// When the account changed it; none if it is the built-in one.
    pub updated_at: Option<Timestamp>,
}

/// The text of e-mails for a language; without one, what is written in all that have no text of their own.
///
/// # Errors
/// Those of the database.
pub fn template<'a>(
    app: &'a App,
    caller: &'a Caller,
    kind: MailText,
    language: Option<Language>,
) -> Boxed<'a, MailTemplate> {
    Box::pin(async move {
        let account = app.account(caller).await?;
        let mut reader = app.store().reader().await?;
        let own = email_template::load(&mut reader, account.id, kind, language).await?;
        Ok(match own {
            Some(own) => of_own(kind, language, own),
            None => of_built_in(kind, language, &account),
        })
    })
}

fn of_own(kind: MailText, language: Option<Language>, own: EmailTemplate) -> MailTemplate {
    let wording = Wording { subject: own.subject, message: own.message };
    MailTemplate { kind, language, wording, updated_at: Some(own.updated_at) }
}

fn of_built_in(kind: MailText, language: Option<Language>, account: &Account) -> MailTemplate {
    let used = language.unwrap_or(account.defaults.language);
    let locale = Locale::of(used, account.seller.address.country);
    let wording = built_in(Occasion::Text(kind), locale);
    MailTemplate { kind, language, wording, updated_at: None }
}

/// Replaces a text of e-mails.
pub struct SaveTemplate {
    /// Of which e-mails.
    pub kind: MailText,
    /// For which language; for all that have none of their own if none.
    pub language: Option<Language>,
    /// What is written.
    pub wording: Wording,
}

impl UseCase for SaveTemplate {
    type Output = MailTemplate;

    boxed!();

    async fn run(&self, work: &mut Work) -> Result<MailTemplate> {
        work.caller.needs(Scope::Write)?;
        check_wording(Some(&self.wording.subject), Some(&self.wording.message))?;
        let account = work.caller.account_id;
        let own = EmailTemplate {
            subject: self.wording.subject.clone(),
            message: self.wording.message.clone(),
            updated_at: work.now,
        };
        email_template::save(&mut work.tx, account, self.kind, self.language, &own).await?;
        record(work, self.kind, self.language);
        Ok(of_own(self.kind, self.language, own))
    }
}

/// Goes back to the built-in text of e-mails.
pub struct RemoveTemplate {
    /// Of which e-mails.
    pub kind: MailText,
    /// For which language.
    pub language: Option<Language>,
}

impl UseCase for RemoveTemplate {
    type Output = ();

    boxed!();

    async fn run(&self, work: &mut Work) -> Result<()> {
        work.caller.needs(Scope::Write)?;
        let account = work.caller.account_id;
        if email_template::remove(&mut work.tx, account, self.kind, self.language).await? {
            record(work, self.kind, self.language);
        }
        Ok(())
    }
}

fn record(work: &mut Work, kind: MailText, language: Option<Language>) {
    let changed = match language {
        Some(language) => format!("email_templates.{}.{}", kind.word(), language.code()),
        None => format!("email_templates.{}", kind.word()),
    };
    let (account, data) = (work.caller.account_id, json!({"changed": [changed]}));
    work.record(EventType::SettingsUpdated, account.0, &data);
}

/// What a preview shows, and in which words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PreviewDraft {
    /// Of which e-mails.
    pub kind: MailText,
    /// About which document.
    pub invoice_id: InvoiceId,
    /// In which language; the document's if none.
    pub language: Option<Language>,
    /// A subject to try; the one in use if none.
    pub subject: Option<String>,
    /// A message to try; the one in use if none.
    pub message: Option<String>,
}

/// An e-mail as it would be written now.
///
/// # Errors
/// [`Error::NotFound`] if the account has no such document, [`Error::Invalid`] if a placeholder is unknown.
pub fn preview<'a>(app: &'a App, caller: &'a Caller, draft: &'a PreviewDraft) -> Boxed<'a, Mail> {
    Box::pin(async move {
        check_wording(draft.subject.as_deref(), draft.message.as_deref())?;
        let account = app.account(caller).await?;
        let shown = match shown::get(app, caller, draft.invoice_id).await {
            Err(Error::NotFound(What::Invoice)) => {
                return Err(Error::fault("/invoice_id", "not_found", "there is no such invoice"));
            }
            found => found?,
        };
        let mut reader = app.store().reader().await?;
        let draft = Draft {
            account: &account,
            occasion: Occasion::Text(draft.kind),
            language: draft.language.unwrap_or(shown.invoice.content.language),
            subject: draft.subject.as_deref(),
            message: draft.message.as_deref(),
            customer: Some(&shown.customer.party),
            about: Some(&shown),
            facts: &[],
            files: &[],
        };
        let mut mail = draft.worded(app, &mut reader).await?;
        if let Some(png) = &mail.logo {
            // A page has no parts beside it: the logo stands in the preview itself.
            let inline = format!("data:image/png;base64,{}", STANDARD.encode(png));
            mail.html = mail.html.replace(&format!("cid:{LOGO_ID}"), &inline);
        }
        Ok(mail)
    })
}

/// Refuses texts with placeholders that there are not.
pub(crate) fn check_wording(subject: Option<&str>, message: Option<&str>) -> Result<()> {
    let fault = |(pointer, text): (&str, Option<&str>)| {
        let fault = check_placeholders(text?).err()?;
        Some(Fault::new(pointer, "unknown_placeholder", fault))
    };
    faultless(
        [("/subject", subject), ("/message", message)].into_iter().filter_map(fault).collect(),
    )
}
