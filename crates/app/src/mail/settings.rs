//! Through which mail server the letters of an account go.

use crate::{Result, Work, outside::Service};
use net30_domain::text::Email;
use net30_store::secret;
use serde::{Deserialize, Serialize};

pub use net30_gateways::mail::Security as SmtpSecurity;

/// The account's own mail server, and what its letters say of who sends them.
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
    /// The user's password.
    pub password: Option<String>,
    /// Who sends; the company's name if none.
    pub from_name: Option<String>,
    /// From which address; the company's if none.
    pub from_email: Option<String>,
    /// Where answers go; to the sender if none.
    pub reply_to: Option<String>,
    /// Whether the sender's address gets a blind copy of each letter to a customer.
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

/// The server's own mail server, for the accounts that have none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServerMail {
    /// Where it is, and as whom letters are handed in.
    pub(crate) server: net30_gateways::mail::SmtpServer,
    /// From which address letters come, if the operator says so.
    pub(crate) from: Option<Email>,
}

/// Whether letters of the caller's account can go anywhere.
pub(super) async fn is_configured(work: &mut Work) -> Result<bool> {
    if work.app.outside().smtp.is_some() {
        return Ok(true);
    }
    let account = work.caller.account_id;
    Ok(secret::load(&mut work.tx, account, Service::Smtp.word()).await?.is_some())
}

impl ServerMail {
    /// Reads the operator's settings: a URL as `smtp://user:password@host:port`, and where letters come from.
    ///
    /// # Errors
    /// What is wrong, without repeating the URL, which may have a password.
    pub fn parse(url: &str, from: Option<&str>) -> std::result::Result<Self, String> {
        let server = net30_gateways::mail::SmtpServer::parse(url)
            .map_err(|fault| format!("the SMTP URL {fault}"))?;
        let from = from.map(Email::parse).transpose();
        let from = from.map_err(|fault| format!("the sender of mail {fault}"))?;
        Ok(Self { server, from })
    }
}
