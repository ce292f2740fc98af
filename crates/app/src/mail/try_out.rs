//! A test message, sent while the client waits.

use super::{settings, write::Draft};
use crate::{App, Caller, Result, accounts};
use net30_documents::mail::Occasion;
use net30_domain::{key::Scope, stage::Refusal, text::Email};
use net30_gateways::mail::OutgoingMail;
use uuid::Uuid;

/// Sends a test message through the mail server that the account's letters go through; says what that server said if
/// it did not take it. A dry run only looks whether there is a server.
///
/// # Errors
/// [`Refusal::SmtpNotConfigured`] if there is neither an account's nor a server's mail server.
pub async fn test(
    app: &App,
    caller: &Caller,
    to: &Email,
    dry_run: bool,
) -> Result<std::result::Result<(), String>> {
    caller.needs(Scope::Admin)?;
    let account = accounts::get(app, caller).await?;
    let mut reader = app.store().reader().await?;
    let route = settings::route(app, &mut reader, &account).await?;
    let route = route.ok_or(Refusal::SmtpNotConfigured)?;
    if dry_run {
        return Ok(Ok(()));
    }
    let draft = Draft {
        account: &account,
        occasion: Occasion::Test,
        language: account.defaults.language,
        subject: None,
        message: None,
        customer: None,
        about: None,
        facts: &[],
        files: &[],
    };
    let worded = draft.worded(app, &mut reader).await?;
    drop(reader);
    let mail = OutgoingMail {
        from_name: route.from_name,
        from: route.from,
        reply_to: route.reply_to,
        to: vec![to.to_string()],
        cc: vec![],
        bcc: vec![],
        subject: worded.subject,
        text: worded.text,
        html: worded.html,
        pictures: super::prepare::pictures(worded.logo),
        files: vec![],
        message_id: super::letter::message_id(app, Uuid::from_u128(rand::random())),
        date: app.now(),
    };
    let sent = app.mailer().send_now(&route.server, &mail, app.outside().smtp_timeout).await;
    Ok(sent.map_err(|failure| failure.to_string()))
}
