//! Links by e-mail: a new password for who lost theirs, and invitations.

use super::{Invited, MakeLink};
use crate::{App, Boxed, Call, Caller, Result, mail};
use jiff::SignedDuration;
use net30_domain::{
    account::Account,
    refusal::Refusal,
    text::{Email, Language},
    user::User,
};
use net30_store::{Connection, account, membership, one_time_link, secret, user};
use std::{sync::LazyLock, time::Duration};
use tokio::sync::Semaphore;

/// After how long a person is sent another link: whoever knows an address cannot fill its mailbox.
const AGAIN_AFTER: SignedDuration = SignedDuration::from_mins(5);
/// How long is waited after each try that failed.
const PAUSES: [Duration; 2] = [Duration::from_secs(5), Duration::from_mins(1)];
/// How many links are under way at a time; others wait, and nobody waits for them.
const AT_ONCE: usize = 4;
/// How many credentials are looked at to see whether any account has a mail server.
const CREDENTIALS_MAX: i64 = 1000;

static UNDER_WAY: LazyLock<Semaphore> = LazyLock::new(|| Semaphore::new(AT_ONCE));

/// Whether links for new passwords can be mailed at all; it says nothing about anybody.
///
/// # Errors
/// Those of the database.
pub fn mails_passwords(app: &App) -> Boxed<'_, bool> {
    Box::pin(async move {
        if mail::server_sends(app) {
            return Ok(true);
        }
        let mut reader = app.store().reader().await?;
        let all = secret::all(&mut reader, CREDENTIALS_MAX).await?;
        Ok(all.iter().any(|(_, service, _)| service == "smtp"))
    })
}

/// Has a link for a new password sent to whoever signs in with an address, if somebody does. It returns at once: neither
/// what is answered nor how long that takes tells whether there is such a person.
///
/// `language` is the browser's; a person who has said which one they read gets that.
pub fn ask_for_password(app: &App, email: &str, language: Language) {
    let (app, email) = (app.clone(), email.to_owned());
    tokio::spawn(async move {
        // It is never closed.
        let Ok(_place) = UNDER_WAY.acquire().await else { return };
        if let Err(error) = Box::pin(send_password(&app, &email, language)).await {
            tracing::warn!(%error, "a link for a new password cannot be sent");
        }
    });
}

async fn send_password(app: &App, email: &str, language: Language) -> Result<()> {
    let Ok(email) = Email::parse(email) else { return Ok(()) };
    let mut reader = app.store().reader().await?;
    let found = user::find(&mut reader, &email).await?;
    let Some(user) = found.filter(|user| user.disabled_at.is_none()) else { return Ok(()) };
    let last = one_time_link::newest(&mut reader, user.id).await?;
    if last.is_some_and(|last| app.now().duration_since(last) < AGAIN_AFTER) {
        return Ok(());
    }
    let place = trusted_account(&mut reader, &user).await?;
    let language = user.preferences.language.unwrap_or(language);
    let personal = mail::of_server(app, &mut reader, place.as_ref(), language).await?;
    drop(reader);
    let Some(personal) = personal else {
        tracing::warn!("a link for a new password cannot be sent: there is no mail server");
        return Ok(());
    };
    let make = MakeLink { email: user.email.clone() };
    let link = app.run(&Call::of(Caller::nowhere()), &make).await?;
    for pause in PAUSES.into_iter().map(Some).chain([None]) {
        match mail::send_personal(app, &personal, &user.email, &link).await {
            Ok(()) => return Ok(()),
            Err(words) => {
                tracing::warn!(user_id = %user.id, words, "a link for a new password was not taken");
            }
        }
        if let Some(pause) = pause {
            tokio::time::sleep(pause).await;
        }
    }
    Ok(())
}

/// An account by whose mail server a person's link may go: one of theirs, if all are of one organisation. Whoever runs a mail
/// server can read what goes through it; a company is not to read links into the books of another.
async fn trusted_account(q: &mut dyn Connection, user: &User) -> Result<Option<Account>> {
    let mut found: Vec<Account> = vec![];
    for membership in membership::of_user(q, user.id).await? {
        found.extend(account::load(q, membership.account_id).await?);
    }
    let first = found.first().map(|account| account.organisation_id);
    if found.iter().any(|account| Some(account.organisation_id) != first) {
        return Ok(None);
    }
    for account in found {
        let own = secret::load(q, account.id, "smtp").await?;
        if own.is_some() && account.suspended_at.is_none() {
            return Ok(Some(account));
        }
    }
    Ok(None)
}

/// Mails an invitation while the owner waits; says what the mail server said if it did not take it.
///
/// # Errors
/// Those of the database, and [`Error::SecretKeyDiffers`](crate::Error::SecretKeyDiffers).
pub fn mail_invitation<'a>(
    app: &'a App,
    caller: &'a Caller,
    invited: &'a Invited,
) -> Boxed<'a, std::result::Result<(), String>> {
    Box::pin(async move {
        let account = app.account(caller).await?;
        let mut reader = app.store().reader().await?;
        let personal = mail::of_account(app, &mut reader, &account).await?;
        drop(reader);
        let Some(personal) = personal else {
            return Ok(Err(Refusal::SmtpNotConfigured.to_string()));
        };
        let to = &invited.invitation.email;
        Ok(mail::send_personal(app, &personal, to, &invited.link).await)
    })
}
