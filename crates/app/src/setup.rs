//! Opening the database, and what the command line does without a server.

use crate::{
    App, Boxed, Call, Caller, Clock, Error, Outside, Result,
    accounts::{self, AccountDraft, Created},
};
use jiff::tz::TimeZone;
use net30_domain::{
    account::Account,
    id::{AccountId, OrganisationId},
    key::{ApiKey, Scope},
    money::Currency,
    text::Country,
};
use net30_store::{Store, StoreConfig, account, secret, webhook};
use std::path::Path;
use uuid::Uuid;

/// How many sealed credentials are opened to see whether the key is theirs.
const SEALED_TRIED: i64 = 100;

/// Opens the database and brings it up to date; what was in its books before they were anchored is anchored now.
///
/// # Errors
/// [`Error::Unavailable`] if it cannot be reached, [`Error::Broken`] if it belongs to a newer version.
pub fn open<'a>(
    config: &'a StoreConfig,
    clock: Clock,
    public_url: &'a str,
    outside: Outside,
) -> Boxed<'a, App> {
    Box::pin(async move {
        let store = Store::open(config).await?;
        store.migrate().await?;
        let app = App::of(store, clock, public_url, outside).await?;
        crate::books::adopt(&app).await?;
        Ok(app)
    })
}

/// Whether there is no account yet.
///
/// # Errors
/// Those of the database.
pub fn is_first_start(app: &App) -> Boxed<'_, bool> {
    Box::pin(async move {
        let mut reader = app.store().reader().await?;
        Ok(account::all_ids(&mut reader).await?.is_empty())
    })
}

/// Makes an account, in a new organisation if none is named, with an admin key.
///
/// # Errors
/// [`Error::Invalid`] if there is no such organisation or the name is empty.
pub fn create_account<'a>(
    app: &'a App,
    name: &'a str,
    currency: Currency,
    country: Country,
    organisation_id: Option<OrganisationId>,
) -> Boxed<'a, Created> {
    Box::pin(async move {
        if name.trim().is_empty() {
            return Err(Error::fault("/name", "required", "the account's name must not be empty"));
        }
        if let Some(id) = organisation_id
            && !accounts::organisation_exists(app, id).await?
        {
            return Err(Error::fault(
                "/organisation",
                "not_found",
                format!("there is no organisation {id}"),
            ));
        }
        let organisation_id = organisation_id.unwrap_or_else(|| OrganisationId(Uuid::now_v7()));
        let id = AccountId(Uuid::now_v7());
        let caller = Caller::system(organisation_id, id);
        let time_zone = TimeZone::try_system().ok().filter(|zone| zone.iana_name().is_some());
        let draft = AccountDraft::of(name, currency, country, time_zone.unwrap_or(TimeZone::UTC));
        let create = accounts::Create { id, draft, key_label: Some("first key".to_owned()) };
        app.run(&Call::of(caller), &create).await
    })
}

/// Makes a key for an account.
///
/// # Errors
/// [`Error::NotFound`] if there is no such account.
pub fn create_key(
    app: &App,
    account_id: AccountId,
    label: Option<String>,
    scope: Scope,
) -> Boxed<'_, (ApiKey, String)> {
    Box::pin(async move {
        let caller = app.system_caller(account_id).await?;
        let create = crate::keys::Create { label, scope, account_id: None };
        app.run(&Call::of(caller), &create).await
    })
}

/// Revokes a key.
///
/// # Errors
/// [`Error::NotFound`] if there is no such key.
pub fn revoke_key(app: &App, id: net30_domain::id::KeyId) -> Boxed<'_, ()> {
    Box::pin(async move {
        let key = crate::keys::find(app, id).await?;
        let caller = Caller::system(key.organisation_id, key.account_id);
        app.run(&Call::of(caller), &crate::keys::Revoke { id }).await
    })
}

/// Suspends an account: its keys are refused, nothing is done for it in the background, and its public pages offer no
/// payment. False if it is suspended already.
///
/// # Errors
/// [`Error::NotFound`] if there is no such account.
pub fn suspend_account(app: &App, id: AccountId) -> Boxed<'_, bool> {
    Box::pin(async move {
        let caller = app.system_caller(id).await?;
        app.run(&Call::of(caller), &accounts::Suspend).await
    })
}

/// Ends the suspension of an account: what it left goes on. False if it is not suspended.
///
/// # Errors
/// [`Error::NotFound`] if there is no such account.
pub fn resume_account(app: &App, id: AccountId) -> Boxed<'_, bool> {
    Box::pin(async move {
        let caller = app.system_caller(id).await?;
        app.run(&Call::of(caller), &accounts::Resume).await
    })
}

/// Every account of the database, oldest first.
///
/// # Errors
/// Those of the database.
pub fn all_accounts(app: &App) -> Boxed<'_, Vec<Account>> {
    Box::pin(async move {
        let mut reader = app.store().reader().await?;
        Ok(account::all(&mut reader).await?)
    })
}

/// Every account of the database.
///
/// # Errors
/// Those of the database.
pub fn account_ids(app: &App) -> Boxed<'_, Vec<AccountId>> {
    Box::pin(async move {
        let mut reader = app.store().reader().await?;
        Ok(account::all_ids(&mut reader).await?)
    })
}

impl App {
    /// Writes a consistent copy of the database into a file, while serving.
    ///
    /// # Errors
    /// [`Error::Broken`] if the file cannot be written.
    pub fn backup<'a>(&'a self, file: &'a Path) -> Boxed<'a, ()> {
        Box::pin(async move { Ok(self.store().backup(file).await?) })
    }

    /// Removes what is only kept for a while: replies of idempotency keys for 24 hours, what webhooks were told and jobs
    /// that were done for 30 days, sessions and one-time links until they end, what was typed and not saved for 90 days.
    ///
    /// # Errors
    /// Those of the database.
    pub fn sweep(&self) -> Boxed<'_, ()> {
        Box::pin(async move {
            let day_ago = self.now() - jiff::SignedDuration::from_hours(24);
            let mut tx = self.store().begin().await?;
            net30_store::idempotency::purge(&mut tx, day_ago).await?;
            net30_store::session::purge(&mut tx, self.now()).await?;
            net30_store::one_time_link::purge(&mut tx, self.now()).await?;
            net30_store::invitation::purge(&mut tx, self.now()).await?;
            tx.commit().await?;
            self.sweep_scratch().await?;
            self.sweep_deliveries().await?;
            self.sweep_jobs().await?;
            self.sweep_setbacks().await
        })
    }
}

/// Puts a backup in place of a database. `folder` is for a working copy, which is removed again.
///
/// # Errors
/// [`Error::Broken`] if the database has accounts and `force` is not set.
pub fn restore<'a>(
    file: &'a Path,
    config: &'a StoreConfig,
    folder: &'a Path,
    force: bool,
) -> Boxed<'a, ()> {
    Box::pin(async move { Ok(Store::restore(file, config, folder, force).await?) })
}

/// Whether the database has credentials that were sealed with another secret key than this server's.
///
/// # Errors
/// Those of the database.
pub fn secret_key_differs(app: &App) -> Boxed<'_, bool> {
    Box::pin(async move {
        let mut reader = app.store().reader().await?;
        let key = &app.outside().secret_key;
        let credentials = secret::all(&mut reader, SEALED_TRIED).await?;
        let webhooks = webhook::all_secrets(&mut reader, SEALED_TRIED).await?;
        let differs = |opened: Result<Vec<u8>>| matches!(opened, Err(Error::SecretKeyDiffers));
        Ok(credentials
            .iter()
            .any(|(account, service, sealed)| differs(key.open(*account, service, sealed)))
            || webhooks.iter().any(|(id, account, sealed)| {
                differs(key.open(*account, &crate::webhooks::label(*id), sealed))
            }))
    })
}
