//! The mail server that the account's e-mail goes through.

pub(crate) mod read;
pub(crate) mod wire;
pub(crate) mod write;

use self::wire::{EmailSettings, EmailSettingsBody, EmailTest, EmailTestBody};
use crate::{TAG, request};
use axum::extract::State;
use net30_app::mail::{self, RemoveEmailSettings, SaveEmailSettings};
use net30_http::{
    Http,
    call::{ReadRequest, WriteRequest},
    problem::Result,
    reply::Reply,
};
use utoipa_axum::{router::OpenApiRouter, routes};

/// The table of routes.
pub(crate) fn routes() -> OpenApiRouter<Http> {
    OpenApiRouter::new().routes(routes!(get, replace, remove)).routes(routes!(test))
}

/// Get the e-mail settings
///
/// The mail server of the account. Its password is never shown.
#[utoipa::path(
    get, path = "/settings/email", operation_id = "get_email_settings", tag = TAG,
    responses((status = 200, description = "The settings.", body = EmailSettings)),
)]
async fn get(State(http): State<Http>, request: ReadRequest) -> Result<Reply> {
    request::query(&request, |_| ())?;
    let own = mail::email_settings(http.app(), &request.caller).await?;
    Ok(Reply::ok(&write::settings(own.as_ref(), mail::server_sends(http.app()))))
}

/// Replace the e-mail settings
///
/// Needs a key of scope `admin`. What is left out gets its default; the password stays if it is left out, as long as
/// host, port and username do.
#[utoipa::path(
    put, path = "/settings/email", operation_id = "replace_email_settings", tag = TAG,
    request_body = EmailSettingsBody,
    responses((status = 200, description = "The settings.", body = EmailSettings)),
)]
async fn replace(State(http): State<Http>, mut request: WriteRequest) -> Result<Reply> {
    let (settings, password) =
        request::read_draft(&mut request, |reader, _| read::settings(reader))?;
    let server_sends = mail::server_sends(http.app());
    let words = |own: &mail::EmailSettings| Reply::ok(&write::settings(Some(own), server_sends));
    http.write(&request, &SaveEmailSettings { settings, password }, str::to_owned, words).await
}

/// Remove the e-mail settings
///
/// Needs a key of scope `admin`. E-mails go through the server's own mail server then, if it has one.
#[utoipa::path(
    delete, path = "/settings/email", operation_id = "remove_email_settings", tag = TAG,
    responses((status = 204, description = "They are removed.")),
)]
async fn remove(State(http): State<Http>, mut request: WriteRequest) -> Result<Reply> {
    request::read_nothing(&mut request)?;
    http.write(&request, &RemoveEmailSettings, str::to_owned, |()| Reply::no_content()).await
}

/// Send a test message
///
/// Needs a key of scope `admin`. It is sent while you wait; `error` has the mail server's own words if it did not take
/// the message. Without any mail server it is refused with `smtp_not_configured`.
#[utoipa::path(
    post, path = "/settings/email/test", operation_id = "test_email_settings", tag = TAG,
    request_body = EmailTestBody,
    responses((status = 200, description = "Whether the mail server took it.", body = EmailTest)),
)]
async fn test(State(http): State<Http>, mut request: WriteRequest) -> Result<Reply> {
    let to = request::read(&mut request, |reader, _| read::recipient(reader))?;
    let call = &request.call;
    let steps = Box::pin(async {
        let sent = match &to {
            Some(to) => mail::test(http.app(), &call.caller, to, call.dry_run).await?,
            None => Ok(()),
        };
        Ok(EmailTest { ok: sent.is_ok(), error: sent.err() })
    });
    http.write_in_steps(&request, steps, Reply::ok).await
}
