//! The credentials that accounts have for services outside, sealed.

use crate::{App, Result, Work};
use net30_domain::id::AccountId;
use net30_store::{Connection, secret};
use serde::{Serialize, de::DeserializeOwned};

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
    /// An account's credentials for a service.
    pub(crate) async fn credentials<T: DeserializeOwned>(
        &self,
        query: &mut dyn Connection,
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
        let (account, now) = (self.caller.account_id, self.now);
        Ok(secret::remove(&mut self.tx, account, service.word(), now).await?)
    }
}
