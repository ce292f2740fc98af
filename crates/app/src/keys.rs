//! API keys: made, listed, revoked. The secret is shown once and never kept.

use crate::work::boxed;
use crate::{App, Boxed, Caller, Error, Result, UseCase, What, Work, caller::secret_hash, secret};
use jiff::Timestamp;
use net30_domain::{
    event::EventType,
    id::{AccountId, KeyId},
    key::{ApiKey, Scope},
};
use net30_store::{account, key};
use serde_json::json;
use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

/// When keys were last used, until the worker writes it down.
pub(crate) type KeysUsed = Mutex<HashMap<KeyId, Timestamp>>;

/// How many characters of a secret are kept to tell keys apart.
const PREFIX_LENGTH: usize = 12;

/// Makes a key. The second part of the output is its secret.
pub struct Create {
    /// What people call it.
    pub label: Option<String>,
    /// What it may be used for.
    pub scope: Scope,
    /// The account that it works on; the caller's if left out.
    pub account_id: Option<AccountId>,
}

impl UseCase for Create {
    type Output = (ApiKey, String);

    boxed!();

    async fn run(&self, work: &mut Work) -> Result<(ApiKey, String)> {
        work.caller.needs(Scope::Admin)?;
        let account_id = self.account_id.unwrap_or(work.caller.account_id);
        let found = account::load(&mut work.tx, account_id).await?;
        found
            .filter(|account| account.organisation_id == work.caller.organisation_id)
            .ok_or_else(|| Error::fault("/account_id", "not_found", "there is no such account"))?;
        let secret = format!("net30_{}", secret::token_256());
        let key = ApiKey {
            id: work.fresh_id(),
            organisation_id: work.caller.organisation_id,
            account_id,
            label: self.label.clone(),
            scope: self.scope,
            prefix: secret[..PREFIX_LENGTH].to_owned(),
            hash: secret_hash(&secret),
            created_at: work.now,
            last_used_at: None,
            revoked_at: None,
        };
        key::insert(&mut work.tx, &key).await?;
        let data = json!({"prefix": key.prefix, "scope": key.scope.word()});
        work.record(EventType::KeyCreated, key.id.0, &data);
        Ok((key, secret))
    }
}

/// Stops a key of the caller's organisation from working.
pub struct Revoke {
    /// Which.
    pub id: KeyId,
}

impl UseCase for Revoke {
    type Output = ();

    boxed!();

    async fn run(&self, work: &mut Work) -> Result<()> {
        work.caller.needs(Scope::Admin)?;
        let found = key::load(&mut work.tx, self.id).await?;
        let own = found.filter(|key| key.organisation_id == work.caller.organisation_id);
        let key = own.ok_or(Error::NotFound(What::Key))?;
        if key::revoke(&mut work.tx, self.id, work.now).await? {
            let data = json!({"prefix": key.prefix});
            work.record(EventType::KeyRevoked, self.id.0, &data);
        }
        Ok(())
    }
}

/// The keys of the caller's organisation, revoked ones included.
///
/// # Errors
/// [`Error::Forbidden`] without the admin scope.
pub fn list<'a>(app: &'a App, caller: &'a Caller) -> Boxed<'a, Vec<ApiKey>> {
    Box::pin(async move {
        caller.needs(Scope::Admin)?;
        let mut reader = app.store().reader().await?;
        Ok(key::list(&mut reader, caller.organisation_id).await?)
    })
}

/// Every key of the database, for the command line.
///
/// # Errors
/// Those of the database.
pub fn list_all(app: &App) -> Boxed<'_, Vec<ApiKey>> {
    Box::pin(async move {
        let mut reader = app.store().reader().await?;
        Ok(key::list_all(&mut reader).await?)
    })
}

/// One key, whoever's it is, for the command line.
///
/// # Errors
/// [`Error::NotFound`] if there is no such key.
pub fn find(app: &App, id: KeyId) -> Boxed<'_, ApiKey> {
    Box::pin(async move {
        let mut reader = app.store().reader().await?;
        key::load(&mut reader, id).await?.ok_or(Error::NotFound(What::Key))
    })
}

impl App {
    /// Notes that a key was used; [`App::write_key_use`] writes it down.
    pub(crate) fn note_key_use(&self, id: KeyId) {
        let now = self.now();
        let mut used = self.inner.keys_used.lock().unwrap_or_else(PoisonError::into_inner);
        used.insert(id, now);
    }

    /// Writes down when keys were last used. Called by the worker now and then, not by each request.
    ///
    /// # Errors
    /// Those of the database.
    pub fn write_key_use(&self) -> Boxed<'_, ()> {
        Box::pin(async move {
            let used: Vec<(KeyId, Timestamp)> = {
                let mut used = self.inner.keys_used.lock().unwrap_or_else(PoisonError::into_inner);
                used.drain().collect()
            };
            if used.is_empty() {
                return Ok(());
            }
            let mut tx = self.store().begin().await?;
            key::touch(&mut tx, &used).await?;
            Ok(tx.commit().await?)
        })
    }
}
