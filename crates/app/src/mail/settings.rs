//! Through which mail server the e-mails of an account go, and who they say sends them.

use super::host::own_host;
use crate::work::boxed;
use crate::{
    App, Boxed, Caller, Error, Field, Result, UseCase, Work, credentials::Service,
    outside::ServerMail,
};
use net30_domain::{account::Account, event::EventType, id::AccountId, key::Scope, text::Email};
use net30_gateways::mail::SmtpServer;
use net30_store::{Connection, secret};
use serde::{Deserialize, Serialize};
use serde_json::json;

pub use net30_gateways::mail::Security as SmtpSecurity;

/// The account's own mail server, and what its e-mails say of who sends them.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmailSettings {
    /// The mail server's host.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the connection is protected.
    pub security: SmtpSecurity,
    /// The user, if the server wants one.
    pub username: Option<String>,
    /// The user's password. Never shown.
    pub password: Option<String>,
    /// Who sends; the company's name if none.
    pub from_name: Option<String>,
    /// From which address; the company's if none.
    pub from_email: Option<String>,
    /// Where answers go; to the sender if none.
    pub reply_to: Option<String>,
    /// Whether the sender's address gets a blind copy of each e-mail to a customer.
    pub bcc_self: bool,
}

impl std::fmt::Debug for EmailSettings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("EmailSettings")
            .field("host", &self.host)
            .field("port", &self.port)
            .field("password", &self.password.as_ref().map(|_| "…"))
            .finish_non_exhaustive()
    }
}

/// Through which server an e-mail goes, and who sends it.
#[derive(Debug)]
pub(super) struct Route {
    pub(super) server: SmtpServer,
    pub(super) from_name: String,
    pub(super) from: String,
    pub(super) reply_to: Option<String>,
    /// Whether the sender gets a blind copy.
    pub(super) bcc_self: bool,
}

/// The route of an account's e-mails; none if there is no mail server.
pub(super) async fn route(
    app: &App,
    query: &mut dyn Connection,
    account: &Account,
) -> Result<Option<Route>> {
    let own: Option<EmailSettings> = app.credentials(query, account.id, Service::Smtp).await?;
    Ok(match own {
        Some(own) => Some(own_route(app, account, own)),
        None => app.outside().smtp.as_ref().map(|smtp| server_route(app, account, smtp)),
    })
}

fn own_route(app: &App, account: &Account, own: EmailSettings) -> Route {
    let company = account.seller.email.as_ref().map(ToString::to_string);
    Route {
        server: SmtpServer {
            host: own.host,
            port: own.port,
            security: own.security,
            credentials: own.username.map(|user| (user, own.password.unwrap_or_default())),
            may_be_private: app.outside().allow_private_addresses,
        },
        from_name: own.from_name.unwrap_or_else(|| account.seller.name.clone()),
        from: own.from_email.or(company).unwrap_or_else(|| own_address(app)),
        reply_to: own.reply_to,
        bcc_self: own.bcc_self,
    }
}

/// The operator's server rarely takes e-mails from a customer's company: these come from its own address, and answers go
/// to the company.
fn server_route(app: &App, account: &Account, smtp: &ServerMail) -> Route {
    let user = smtp.server.credentials.as_ref().map(|(user, _)| user);
    let user = user.and_then(|user| Email::parse(user).ok());
    let company = account.seller.email.as_ref();
    let from = smtp.from.as_ref().or(user.as_ref()).or(company).map(ToString::to_string);
    let from = from.unwrap_or_else(|| own_address(app));
    Route {
        server: smtp.server.clone(),
        from_name: account.seller.name.clone(),
        reply_to: company.map(ToString::to_string).filter(|company| *company != from),
        from,
        bcc_self: false,
    }
}

/// The operator's server, for e-mails that belong to no account.
pub(super) fn servers_own_route(app: &App, smtp: &ServerMail) -> Route {
    let user = smtp.server.credentials.as_ref().map(|(user, _)| user);
    let user = user.and_then(|user| Email::parse(user).ok());
    let from = smtp.from.as_ref().or(user.as_ref()).map(ToString::to_string);
    Route {
        server: smtp.server.clone(),
        from_name: own_host(app.public_url()),
        from: from.unwrap_or_else(|| own_address(app)),
        reply_to: None,
        bcc_self: false,
    }
}

/// An address at this server's own host, where nobody has said another.
fn own_address(app: &App) -> String {
    let host = own_host(app.public_url());
    let is_name = host.contains(|c: char| c.is_ascii_alphabetic()) && !host.starts_with('[');
    format!("invoices@{}", if is_name { &host } else { "localhost" })
}

/// Whether e-mails of the caller's account can go anywhere.
pub(crate) async fn is_configured(work: &mut Work) -> Result<bool> {
    if work.app.outside().smtp.is_some() {
        return Ok(true);
    }
    let account = work.caller.account_id;
    Ok(secret::load(&mut work.tx, account, Service::Smtp.word()).await?.is_some())
}

/// The account's own mail server; none if it has none of its own.
///
/// # Errors
/// [`Error::SecretKeyDiffers`] if it was kept with another key.
pub fn email_settings<'a>(app: &'a App, caller: &'a Caller) -> Boxed<'a, Option<EmailSettings>> {
    Box::pin(async move {
        let mut reader = app.store().reader().await?;
        app.credentials(&mut reader, caller.account_id, Service::Smtp).await
    })
}

/// Whether the server has a mail server for the accounts that have none.
#[must_use]
pub fn server_sends(app: &App) -> bool {
    app.outside().smtp.is_some()
}

/// Replaces the account's own mail server.
pub struct SaveEmailSettings {
    /// What it is to be; its password is not looked at.
    pub settings: EmailSettings,
    /// The password; if left out it stays, as long as host, port and user do.
    pub password: Field<String>,
}

impl UseCase for SaveEmailSettings {
    type Output = EmailSettings;

    boxed!();

    async fn run(&self, work: &mut Work) -> Result<EmailSettings> {
        work.caller.needs(Scope::Admin)?;
        let account = work.account().await?;
        let mut settings = self.settings.clone();
        if settings.from_email.is_none() && account.seller.email.is_none() {
            let message = "is required, since the company has no e-mail address";
            return Err(Error::fault("/from_email", "required", message));
        }
        settings.password = match &self.password {
            Field::Value(password) => Some(password.clone()),
            Field::Null => None,
            Field::Absent => kept_password(work, account.id, &settings).await?,
        };
        if settings.password.is_some() && settings.username.is_none() {
            return Err(Error::fault("/username", "required", "is required beside a password"));
        }
        work.save_credentials(Service::Smtp, &settings).await?;
        let data = json!({"changed": ["email"]});
        work.record(EventType::SettingsUpdated, account.id.0, &data);
        Ok(settings)
    }
}

/// The password that stays: a key that may change settings is not to learn it by naming a server of its own.
async fn kept_password(
    work: &mut Work,
    account: AccountId,
    settings: &EmailSettings,
) -> Result<Option<String>> {
    let app = work.app.clone();
    let found: Result<Option<EmailSettings>> =
        app.credentials(&mut work.tx, account, Service::Smtp).await;
    let before = match found {
        // What cannot be opened is to be replaced just now.
        Err(Error::SecretKeyDiffers) => None,
        found => found?,
    };
    let same = |before: &EmailSettings| {
        before.host == settings.host
            && before.port == settings.port
            && before.username == settings.username
    };
    Ok(before.filter(same).and_then(|before| before.password))
}

/// Forgets the account's own mail server.
pub struct RemoveEmailSettings;

impl UseCase for RemoveEmailSettings {
    type Output = ();

    boxed!();

    async fn run(&self, work: &mut Work) -> Result<()> {
        work.caller.needs(Scope::Admin)?;
        if work.remove_credentials(Service::Smtp).await? {
            let (account, data) = (work.caller.account_id, json!({"changed": ["email"]}));
            work.record(EventType::SettingsUpdated, account.0, &data);
        }
        Ok(())
    }
}
