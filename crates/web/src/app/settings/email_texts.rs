//! The texts of e-mails: the account's own, or the built-in ones, in each language.

use super::{
    super::{
        Answer, fields::Choice, form::Shape, page, shell::Frame, visit::Visit,
        welcome::LANGUAGE_NAMES,
    },
    Sheet, Tab, Unsaved, frame,
    mail::text_name,
    path,
};
use askama::Template;
use axum::{http::StatusCode, response::Response};
use net30_app::{
    Call, Error, What,
    mail::{self, MailTemplate, RemoveTemplate, SaveTemplate},
};
use net30_domain::{email_delivery::MailText, text::Language};
use net30_http::problem::Result;
use net30_native::forms;
use serde_json::json;

#[derive(Template)]
#[template(path = "app/settings_email_text.html")]
struct EmailTextPage {
    p: Frame,
    s: Sheet,
    action: String,
    language: String,
    languages: Vec<Choice>,
    is_own: bool,
}

fn kind(visit: &Visit) -> Result<MailText> {
    let kind = MailText::parse(visit.parameter("kind"));
    Ok(kind.ok_or(Error::NotFound(What::EmailTemplate))?)
}

/// The language that the address names; none for all that have no text of their own.
fn language(visit: &Visit) -> Option<Language> {
    Language::parse(visit.query.text("lang")).ok()
}

async fn present(visit: &Visit) -> Result<MailTemplate> {
    Ok(mail::template(visit.app(), &visit.caller()?, kind(visit)?, language(visit)).await?)
}

fn sheet(visit: &Visit, present: &MailTemplate) -> Result<Sheet> {
    let body = json!({"subject": present.wording.subject, "message": present.wording.message});
    Sheet::of(visit, Tab::Mail, body)
}

pub(crate) fn show(visit: &Visit) -> Answer<'_> {
    Box::pin(async move {
        let present = present(visit).await?;
        page::shown(&page_of(visit, sheet(visit, &present)?, &present)?)
    })
}

pub(crate) fn save(visit: &Visit) -> Answer<'_> {
    Box::pin(async move {
        let (t, kind, language) = (visit.texts(), kind(visit)?, language(visit));
        let written = visit.form.written(&Shape::default());
        let wording = match written.read_whole(forms::wording) {
            Ok(wording) => wording,
            Err(faults) => return again(visit, Unsaved::of(&written, t, &faults)).await,
        };
        let save = SaveTemplate { kind, language, wording };
        match visit.app().run(&Call::of(visit.caller()?), &save).await {
            Ok(_) => Ok(page::see(visit, &here(visit, "said=saved")?)),
            Err(error) => again(visit, Unsaved::told(&written, t, error)?).await,
        }
    })
}

async fn again(visit: &Visit, unsaved: Unsaved) -> Result<Response> {
    let present = present(visit).await?;
    let sheet = unsaved.shown(sheet(visit, &present)?, &visit.form);
    page::with_status(StatusCode::UNPROCESSABLE_ENTITY, &page_of(visit, sheet, &present)?)
}

pub(crate) fn remove(visit: &Visit) -> Answer<'_> {
    Box::pin(async move {
        let remove = RemoveTemplate { kind: kind(visit)?, language: language(visit) };
        visit.app().run(&Call::of(visit.caller()?), &remove).await?;
        Ok(page::see(visit, &here(visit, "said=removed")?))
    })
}

/// This page, in the same language.
fn here(visit: &Visit, said: &str) -> Result<String> {
    let own = path(visit, &format!("mail/texts/{}", kind(visit)?.word()))?;
    Ok(match language(visit) {
        Some(language) => format!("{own}?lang={}&{said}", language.code()),
        None => format!("{own}?{said}"),
    })
}

fn page_of(visit: &Visit, s: Sheet, present: &MailTemplate) -> Result<EmailTextPage> {
    let t = visit.texts();
    let code = language(visit).map_or("", Language::code);
    let mut languages = vec![Choice {
        value: String::new(),
        text: t.email_texts_all(),
        is_chosen: code.is_empty(),
    }];
    languages.extend(LANGUAGE_NAMES.iter().map(|(known, name)| Choice {
        value: known.code().to_owned(),
        text: (*name).to_owned(),
        is_chosen: known.code() == code,
    }));
    Ok(EmailTextPage {
        p: frame(visit, text_name(t, present.kind)),
        action: visit.at(&path(visit, &format!("mail/texts/{}", present.kind.word()))?),
        language: code.to_owned(),
        languages,
        is_own: present.updated_at.is_some(),
        s,
    })
}
