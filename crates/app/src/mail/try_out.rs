//! A test message, sent while the client waits.

use super::{at_once::send_at_once, settings, write::Draft};
use crate::{App, Boxed, Caller};
use net30_documents::mail::Occasion;
use net30_domain::{key::Scope, refusal::Refusal, text::Email};

/// Sends a test message through the mail server that the account's e-mails go through; says what that server said if
/// it did not take it. A dry run only looks whether there is a server.
///
/// # Errors
/// [`Refusal::SmtpNotConfigured`] if there is neither an account's nor a server's mail server.
pub fn test<'a>(
    app: &'a App,
    caller: &'a Caller,
    to: &'a Email,
    dry_run: bool,
) -> Boxed<'a, std::result::Result<(), String>> {
    Box::pin(async move {
        caller.needs(Scope::Admin)?;
        let account = app.account(caller).await?;
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
        Ok(send_at_once(app, &route, worded, to).await)
    })
}
