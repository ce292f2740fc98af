//! What the operator says of the world outside, and credentials for it.

use crate::{App, Result, SecretKey, Work, mail::ServerMail, webhooks::Patience};
use net30_domain::id::AccountId;
use net30_store::{Query, secret};
use serde::{Serialize, de::DeserializeOwned};
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
            stripe_api_base: net30_gateways::stripe::API_BASE.to_owned(),
        }
    }
}

/// A service that an account has credentials for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Service {
    /// Its mail server.
    Smtp,
    /// Its Stripe account.
    Stripe,
}

impl Service {
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Smtp => "smtp",
            Self::Stripe => "stripe",
        }
    }
}

impl App {
    /// What the operator says of the world outside.
    pub(crate) fn outside(&self) -> &Outside {
        &self.inner.outside
    }

    /// An account's credentials for a service.
    pub(crate) async fn credentials<T: DeserializeOwned>(
        &self,
        query: &mut impl Query,
        account: AccountId,
        service: Service,
    ) -> Result<Option<T>> {
        let word = service.word();
        let Some(sealed) = secret::load(query, account, word).await? else { return Ok(None) };
        let plain = self.outside().secret_key.open(account, word, &sealed)?;
        serde_json::from_slice(&plain).map(Some).map_err(|error| crate::Error::Broken(error.into()))
    }
}

impl Work {
    /// Keeps the caller's account's credentials for a service, sealed.
    pub(crate) async fn save_credentials<T: Serialize>(
        &mut self,
        service: Service,
        credentials: &T,
    ) -> Result<()> {
        let account = self.caller.account_id;
        let plain =
            serde_json::to_vec(credentials).map_err(|error| crate::Error::Broken(error.into()))?;
        let sealed = self.app.outside().secret_key.seal(account, service.word(), &plain);
        let now = self.now;
        Ok(secret::save(&mut self.tx, account, service.word(), &sealed, now).await?)
    }

    /// Forgets them; false if there were none.
    pub(crate) async fn remove_credentials(&mut self, service: Service) -> Result<bool> {
        let account = self.caller.account_id;
        Ok(secret::remove(&mut self.tx, account, service.word()).await?)
    }
}
