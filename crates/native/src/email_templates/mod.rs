//! The account's own e-mail templates.

pub(crate) mod read;
pub(crate) mod wire;
pub(crate) mod write;

use self::wire::{EmailPreview, EmailPreviewBody, EmailTemplate, EmailTemplateBody};
use crate::{TAG, request, wire::Whole};
use axum::extract::State;
use net30_app::{
    Error, What,
    mail::{self, MailTemplate, RemoveTemplate, SaveTemplate},
};
use net30_domain::{email_delivery::MailText, text::Language};
use net30_http::{
    Http,
    call::{ReadRequest, WriteRequest},
    json::{Case, choose},
    problem::Result,
    query::Query,
    reply::Reply,
};
use utoipa_axum::{router::OpenApiRouter, routes};

/// The table of routes.
pub(crate) fn routes() -> OpenApiRouter<Http> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(get, replace, remove))
        .routes(routes!(preview))
}

fn kind(text: Option<&str>) -> Result<MailText> {
    let kind = text.and_then(MailText::parse);
    Ok(kind.ok_or(Error::NotFound(What::EmailTemplate))?)
}

fn language(query: &Query<'_>) -> Option<Language> {
    let languages: Vec<(&str, Language)> =
        Language::ALL.iter().map(|language| (language.code(), *language)).collect();
    query.read("lang", |text| choose(text, &languages, Case::Any))
}

fn reply(template: &MailTemplate) -> Reply {
    Reply::ok(&write::template(template))
}

/// List the e-mail templates
///
/// Those in use: your own, else the built-in ones.
#[utoipa::path(
    get, path = "/email-templates", operation_id = "list_email_templates", tag = TAG,
    params(("lang" = Option<String>, Query, description = "For this language; for all that have no text of their own if left out.", example = "de")),
    responses((status = 200, description = "The texts.", body = Whole<EmailTemplate>)),
)]
async fn list(State(http): State<Http>, request: ReadRequest) -> Result<Reply> {
    let language = request::query(&request, language)?;
    let mut data = vec![];
    for kind in MailText::ALL {
        let found = mail::template(http.app(), &request.caller, kind, language).await?;
        data.push(write::template(&found));
    }
    Ok(Reply::ok(&Whole { data }))
}

/// Get an e-mail template
///
/// Your own, else the built-in one.
#[utoipa::path(
    get, path = "/email-templates/{kind}", operation_id = "get_email_template", tag = TAG,
    params(
        ("kind" = String, Path, description = "`invoice`, `paid_invoice`, `credit_note`, `reminder`, `late_reminder`, `receipt` or `statement`.", example = "invoice"),
        ("lang" = Option<String>, Query, description = "For this language; for all that have no text of their own if left out.", example = "de"),
    ),
    responses((status = 200, description = "The text.", body = EmailTemplate)),
)]
async fn get(State(http): State<Http>, request: ReadRequest) -> Result<Reply> {
    let kind = kind(request.path_text("kind"))?;
    let language = request::query(&request, language)?;
    Ok(reply(&mail::template(http.app(), &request.caller, kind, language).await?))
}

/// Replace an e-mail template
///
/// Plain text with placeholders: `{number}`, `{total}`, `{amount_due}`, `{due_date}`, `{customer}`, `{company}`,
/// `{link}`. Facts, a button and your signature follow it by themselves.
#[utoipa::path(
    put, path = "/email-templates/{kind}", operation_id = "replace_email_template", tag = TAG,
    params(
        ("kind" = String, Path, description = "`invoice`, `paid_invoice`, `credit_note`, `reminder`, `late_reminder`, `receipt` or `statement`.", example = "invoice"),
        ("lang" = Option<String>, Query, description = "For this language; for all that have no text of their own if left out.", example = "de"),
    ),
    request_body = EmailTemplateBody,
    responses((status = 200, description = "The text.", body = EmailTemplate)),
)]
async fn replace(State(http): State<Http>, mut request: WriteRequest) -> Result<Reply> {
    let kind = kind(request.path_text("kind"))?;
    let (wording, language) = request::read_draft(&mut request, |reader, query| {
        (read::wording(reader), language(query))
    })?;
    http.write(&request, &SaveTemplate { kind, language, wording }, str::to_owned, reply).await
}

/// Remove an e-mail template
///
/// The built-in one is used again.
#[utoipa::path(
    delete, path = "/email-templates/{kind}", operation_id = "remove_email_template", tag = TAG,
    params(
        ("kind" = String, Path, description = "`invoice`, `paid_invoice`, `credit_note`, `reminder`, `late_reminder`, `receipt` or `statement`.", example = "invoice"),
        ("lang" = Option<String>, Query, description = "That of this language; that for all others if left out.", example = "de"),
    ),
    responses((status = 204, description = "It is removed.")),
)]
async fn remove(State(http): State<Http>, mut request: WriteRequest) -> Result<Reply> {
    let kind = kind(request.path_text("kind"))?;
    let language = request::read_optional(&mut request, |_, query| language(query))?;
    let use_case = RemoveTemplate { kind, language };
    http.write(&request, &use_case, str::to_owned, |()| Reply::no_content()).await
}

/// Preview an e-mail
///
/// As it would be written now about an invoice of yours; `subject` and `message` try a text before it is saved.
/// Nothing is sent.
#[utoipa::path(
    post, path = "/email-templates/{kind}/preview", operation_id = "preview_email_template", tag = TAG,
    params(("kind" = String, Path, description = "`invoice`, `paid_invoice`, `credit_note`, `reminder`, `late_reminder`, `receipt` or `statement`.", example = "invoice")),
    request_body = EmailPreviewBody,
    responses((status = 200, description = "The e-mail.", body = EmailPreview)),
)]
async fn preview(State(http): State<Http>, mut request: WriteRequest) -> Result<Reply> {
    let kind = kind(request.path_text("kind"))?;
    let draft = request::read(&mut request, |reader, _| read::preview(reader, kind))?;
    let email = mail::preview(http.app(), &request.call.caller, &draft).await?;
    Ok(Reply::ok(&write::preview(email)))
}
