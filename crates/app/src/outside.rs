//! What the operator says of the world outside.

use crate::{App, SecretKey};
use net30_domain::text::Email;
use net30_gateways::mail::SmtpServer;
use std::{path::PathBuf, time::Duration};

/// What the operator says of the world outside.
#[derive(Clone, Debug)]
pub struct Outside {
    /// Seals credentials at rest.
    pub secret_key: SecretKey,
    /// Whether outgoing calls may reach private addresses: for receivers in one's own network.
    pub allow_private_addresses: bool,
    /// The mail server for the accounts that have none of their own.
    pub smtp: Option<ServerMail>,
    /// How long a mail server may take for one answer.
    pub smtp_timeout: Duration,
    /// After how long what failed is tried again for the first time; later ever more slowly.
    pub retry_first: Duration,
    /// How patiently receivers of webhooks are called.
    pub patience: Patience,
    /// A folder with fonts for characters that those in the binary lack.
    pub fonts: Option<PathBuf>,
    /// This program, to be started again for what is to have bounds of its own ([`crate::typesetter`]).
    pub program: Option<PathBuf>,
    /// Where Stripe's API is; a test may have its own.
    pub stripe_api_base: String,
}

impl Outside {
    /// A server that calls public addresses only.
    #[must_use]
    pub fn of(secret_key: SecretKey) -> Self {
        Self {
            secret_key,
            allow_private_addresses: false,
            smtp: None,
            smtp_timeout: net30_gateways::mail::TIMEOUT,
            retry_first: Duration::from_mins(1),
            patience: Patience::default(),
            fonts: None,
            program: None,
            stripe_api_base: net30_gateways::stripe::API_BASE.to_owned(),
        }
    }
}

/// The server's own mail server, for the accounts that have none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServerMail {
    /// Where it is, and as whom e-mails are handed in.
    pub(crate) server: SmtpServer,
    /// From which address e-mails come, if the operator says so.
    pub(crate) from: Option<Email>,
}

impl ServerMail {
    /// Reads the operator's settings: a URL as `smtp://user:password@host:port`, and where e-mails come from.
    ///
    /// # Errors
    /// What is wrong, without repeating the URL, which may have a password.
    pub fn parse(url: &str, from: Option<&str>) -> std::result::Result<Self, String> {
        let server = SmtpServer::parse(url).map_err(|fault| format!("the SMTP URL {fault}"))?;
        let from = from.map(Email::parse).transpose();
        let from = from.map_err(|fault| format!("the sender of mail {fault}"))?;
        Ok(Self { server, from })
    }
}

/// How patiently receivers are called.
#[derive(Clone, Debug)]
pub struct Patience {
    /// How long a call may take as a whole.
    pub timeout: Duration,
    /// How long is waited after each failed attempt; after one more the delivery is given up.
    pub pauses: Vec<Duration>,
}

impl Default for Patience {
    /// 15 seconds; eleven attempts within a little more than three days.
    fn default() -> Self {
        const MINUTE: u64 = 60;
        const HOUR: u64 = 60 * MINUTE;
        let pauses = [
            5,
            MINUTE,
            5 * MINUTE,
            30 * MINUTE,
            2 * HOUR,
            5 * HOUR,
            10 * HOUR,
            14 * HOUR,
            20 * HOUR,
            24 * HOUR,
        ];
        Self { timeout: Duration::from_secs(15), pauses: pauses.map(Duration::from_secs).to_vec() }
    }
}

impl App {
    /// What the operator says of the world outside.
    pub(crate) fn outside(&self) -> &Outside {
        &self.inner.outside
    }
}
