//! Through which mail server the account's e-mails go, who sends them, and whether that works.

use super::{
    super::{
        Answer, fields::Choice, form::Shape, page, shell::Frame, sudo, texts::Texts, visit::Visit,
    },
    Sheet, Tab, Unsaved, account, frame, path,
};
use askama::Template;
use axum::{http::StatusCode, response::Response};
use net30_app::{
    Call, Error,
    mail::{self, EmailSettings, RemoveEmailSettings, SaveEmailSettings, SmtpSecurity},
};
use net30_domain::{email_delivery::MailText, refusal::Refusal};
use net30_http::problem::Result;
use net30_native::forms;

/// What became of a test message.
enum Tested {
    Taken(String),
    Refused(String),
}

#[derive(Template)]
#[template(path = "app/settings_mail.html")]
struct MailPage {
    p: Frame,
    s: Sheet,
    /// Whether the account has a mail server of its own.
    has_own: bool,
    /// What stands in the empty field of a password that is kept.
    password_mark: &'static str,
    server_sends: bool,
    /// Kept credentials cannot be opened with this server's key.
    is_sealed: bool,
    securities: Vec<Choice>,
    /// From which address e-mails come if nobody says another.
    from_hint: String,
    company_name: String,
    test_to: String,
    tested: Option<Tested>,
    texts: Vec<(String, String)>,
}

/// The account's own mail server; none, and whether it cannot be opened.
async fn own(visit: &Visit) -> Result<(Option<EmailSettings>, bool)> {
    match mail::email_settings(visit.app(), &visit.caller()?).await {
        Ok(own) => Ok((own, false)),
        Err(Error::SecretKeyDiffers) => Ok((None, true)),
        Err(error) => Err(error.into()),
    }
}

pub(crate) fn show(visit: &Visit) -> Answer<'_> {
    Box::pin(async move {
        let (own, _) = own(visit).await?;
        let sheet = Sheet::of(visit, Tab::Mail, forms::email_settings_body(own.as_ref()))?;
        page::shown(&mail(visit, sheet, None).await?)
    })
}

pub(crate) fn save(visit: &Visit) -> Answer<'_> {
    Box::pin(async move {
        let t = visit.texts();
        let shape = Shape { wholes: &["/port"], switches: &["/bcc_self"], ..Shape::default() };
        let written = visit.form.written(&shape);
        let read = written.read_whole(forms::email_settings);
        let (settings, password) = match read {
            Ok(read) => read,
            Err(faults) => return again(visit, Unsaved::of(&written, t, &faults)).await,
        };
        if let Some(words) = sudo::proven(visit).await? {
            return again(visit, Unsaved::at(sudo::FIELD, words)).await;
        }
        let save = SaveEmailSettings { settings, password };
        match visit.app().run(&Call::of(visit.caller()?), &save).await {
            Ok(_) => Ok(page::see(visit, &path(visit, "mail?said=saved")?)),
            Err(error) => again(visit, Unsaved::told(&written, t, error)?).await,
        }
    })
}

async fn again(visit: &Visit, unsaved: Unsaved) -> Result<Response> {
    let (own, _) = own(visit).await?;
    let sheet = Sheet::of(visit, Tab::Mail, forms::email_settings_body(own.as_ref()))?;
    let page = mail(visit, unsaved.shown(sheet, &visit.form), None).await?;
    page::with_status(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

/// Sends a test message, and says what the mail server said.
pub(crate) fn test(visit: &Visit) -> Answer<'_> {
    Box::pin(async move {
        let t = visit.texts();
        let written = visit.form.written(&Shape::default());
        let to = match written.read_whole(forms::recipient) {
            Ok(Some(to)) => to,
            Ok(None) => return again(visit, Unsaved::at("/to", t.email_wrong())).await,
            Err(faults) => return again(visit, Unsaved::of(&written, t, &faults)).await,
        };
        let tested = match mail::test(visit.app(), &visit.caller()?, &to, false).await {
            Ok(Ok(())) => Tested::Taken(to.to_string()),
            Ok(Err(words)) => Tested::Refused(words),
            Err(Error::Refused(Refusal::SmtpNotConfigured)) => {
                return again(visit, Unsaved::whole(t.refused_no_mail())).await;
            }
            Err(error) => return Err(error.into()),
        };
        let (own, _) = own(visit).await?;
        let sheet = Sheet::of(visit, Tab::Mail, forms::email_settings_body(own.as_ref()))?;
        page::shown(&mail(visit, sheet, Some(tested)).await?)
    })
}

pub(crate) fn remove(visit: &Visit) -> Answer<'_> {
    Box::pin(async move {
        if let Some(words) = sudo::proven(visit).await? {
            return again(visit, Unsaved::at(sudo::FIELD, words)).await;
        }
        visit.app().run(&Call::of(visit.caller()?), &RemoveEmailSettings).await?;
        Ok(page::see(visit, &path(visit, "mail?said=removed")?))
    })
}

async fn mail(visit: &Visit, s: Sheet, tested: Option<Tested>) -> Result<MailPage> {
    let (t, account) = (visit.texts(), account(visit).await?);
    let (own, is_sealed) = own(visit).await?;
    let security = s.value("/tls");
    let security = if security.is_empty() { SmtpSecurity::default().word() } else { &security };
    let securities = SmtpSecurity::ALL.map(|known| Choice {
        value: known.word().to_owned(),
        text: match known.word() {
            "implicit" => t.tls_implicit(),
            "required" => t.tls_required(),
            "opportunistic" => t.tls_opportunistic(),
            _ => t.tls_none(),
        },
        is_chosen: known.word() == security,
    });
    let typed = s.value("/to");
    Ok(MailPage {
        p: frame(visit, t.settings_mail()),
        has_own: own.is_some() || is_sealed,
        password_mark: match &own {
            Some(EmailSettings { password: Some(_), .. }) => "••••••••",
            _ => "",
        },
        server_sends: mail::server_sends(visit.app()),
        is_sealed,
        securities: securities.into(),
        from_hint: match &account.seller.email {
            Some(email) => t.mail_usually(email.as_str()),
            None => t.mail_from_needed(),
        },
        company_name: account.seller.name.clone(),
        test_to: if typed.is_empty() { s.email.clone() } else { typed },
        tested,
        texts: MailText::ALL
            .iter()
            .map(|kind| (format!("{}/texts/{}", s.own, kind.word()), text_name(t, *kind)))
            .collect(),
        s,
    })
}

/// What a text of e-mails is called.
pub(super) fn text_name(t: Texts, kind: MailText) -> String {
    match kind {
        MailText::Invoice => t.email_invoice(),
        MailText::PaidInvoice => t.email_paid_invoice(),
        MailText::CreditNote => t.email_credit_note(),
        MailText::Reminder => t.email_reminder(),
        MailText::LateReminder => t.email_late_reminder(),
        MailText::Receipt => t.email_receipt(),
        MailText::Statement => t.email_statement(),
    }
}
