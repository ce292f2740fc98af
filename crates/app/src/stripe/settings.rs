//! An account's credentials for Stripe: taken, kept sealed, and never shown again.

use crate::work::boxed;
use crate::{
    App, Boxed, Caller, Error, Field, Result, UseCase, Work, credentials::Service,
    secret::token_128,
};
use net30_domain::{event::EventType, id::AccountId, key::Scope};
use net30_gateways::stripe::{ApiKey, SigningSecret, StripeError};
use net30_store::Connection;
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::time::Duration;

/// How long saving waits for Stripe to say whether a key works.
const CHECK_PATIENCE: Duration = Duration::from_secs(4);

/// What is sealed. Its names are part of the database's format.
#[derive(Serialize, Deserialize)]
struct Kept {
    secret_key: String,
    webhook_secret: Option<String>,
    /// The unguessable part of the address at which Stripe tells what happened.
    hook: String,
}

/// The credentials, ready for use.
pub(crate) struct Credentials {
    pub(crate) key: ApiKey,
    pub(crate) signing_secret: Option<SigningSecret>,
    pub(crate) hook: String,
}

impl Credentials {
    fn of(kept: Kept) -> Result<Self> {
        let unreadable = || Error::broken("kept credentials of Stripe cannot be read");
        Ok(Self {
            key: ApiKey::parse(&kept.secret_key).ok_or_else(unreadable)?,
            signing_secret: kept.webhook_secret.as_deref().and_then(SigningSecret::parse),
            hook: kept.hook,
        })
    }

    fn kept(&self) -> Kept {
        Kept {
            secret_key: self.key.expose().to_owned(),
            webhook_secret: self.signing_secret.as_ref().map(|secret| secret.expose().to_owned()),
            hook: self.hook.clone(),
        }
    }

    fn shown(&self, app: &App, account_id: AccountId) -> StripeSettings {
        StripeSettings {
            secret_key: self.key.masked(),
            live: self.key.is_live(),
            restricted: self.key.is_restricted(),
            webhook_secret: self.signing_secret.as_ref().map(SigningSecret::masked),
            webhook_url: format!("{}/stripe/{account_id}/{}", app.public_url(), self.hook),
        }
    }
}

/// The account's credentials, if it has any.
pub(crate) async fn credentials(
    app: &App,
    query: &mut dyn Connection,
    account_id: AccountId,
) -> Result<Option<Credentials>> {
    let kept: Option<Kept> = app.credentials(query, account_id, Service::Stripe).await?;
    kept.map(Credentials::of).transpose()
}

/// What may be shown of an account's credentials.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StripeSettings {
    /// The key without its middle: `rk_live_…1234`.
    pub secret_key: String,
    /// Whether the key moves real money.
    pub live: bool,
    /// Whether the key may do no more than it was given.
    pub restricted: bool,
    /// The signing secret without its middle.
    pub webhook_secret: Option<String>,
    /// The address to give Stripe as an endpoint for its events.
    pub webhook_url: String,
}

/// What may be shown of the caller's account's credentials, if it has any.
///
/// # Errors
/// [`Error::SecretKeyDiffers`] if they were sealed with another key.
pub fn get<'a>(app: &'a App, caller: &'a Caller) -> Boxed<'a, Option<StripeSettings>> {
    Box::pin(async move {
        let mut reader = app.store().reader().await?;
        let found = credentials(app, &mut reader, caller.account_id).await?;
        Ok(found.map(|credentials| credentials.shown(app, caller.account_id)))
    })
}

/// What Stripe says of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyCheck {
    /// It works.
    Works,
    /// Stripe does not know it, or it may not use Checkout Sessions.
    Refused,
    /// Stripe did not answer: nobody knows.
    Unknown,
}

/// Asks Stripe whether a key works.
///
/// # Errors
/// [`Error::Broken`] if the machine's TLS cannot be set up.
pub fn check<'a>(app: &'a App, key: &'a ApiKey) -> Boxed<'a, KeyCheck> {
    Box::pin(async move {
        let asked = tokio::time::timeout(CHECK_PATIENCE, app.stripe()?.list(key, 1)).await;
        Ok(match asked {
            Ok(Ok(_)) => KeyCheck::Works,
            Ok(Err(error)) if StripeError::is_about_key(&error) => KeyCheck::Refused,
            _ => KeyCheck::Unknown,
        })
    })
}

/// Keeps the caller's account's credentials.
pub struct Save {
    /// The key; the one that is kept if left out.
    pub secret_key: Option<ApiKey>,
    /// The signing secret; the one that is kept if left out.
    pub webhook_secret: Field<SigningSecret>,
}

impl UseCase for Save {
    type Output = StripeSettings;

    boxed!();

    async fn run(&self, work: &mut Work) -> Result<StripeSettings> {
        work.caller.needs(Scope::Admin)?;
        let account_id = work.caller.account_id;
        let app = work.app.clone();
        let before = match credentials(&app, &mut work.tx, account_id).await {
            // What cannot be opened is replaced by what the client enters again.
            Err(Error::SecretKeyDiffers) => None,
            found => found?,
        };
        let key = self.secret_key.as_ref().or(before.as_ref().map(|before| &before.key));
        let Some(key) = key else {
            return Err(Error::fault("/secret_key", "required", "is required"));
        };
        let signing_secret = match &self.webhook_secret {
            Field::Absent => before.as_ref().and_then(|before| before.signing_secret.clone()),
            Field::Null => None,
            Field::Value(secret) => Some(secret.clone()),
        };
        let hook = before.as_ref().map_or_else(token_128, |before| before.hook.clone());
        let after = Credentials { key: key.clone(), signing_secret, hook };
        work.save_credentials(Service::Stripe, &after.kept()).await?;
        let data = json!({"changed": ["stripe"], "stripe": after.key.masked()});
        work.record(EventType::SettingsUpdated, account_id.0, &data);
        Ok(after.shown(&app, account_id))
    }
}

/// Forgets the caller's account's credentials: nothing can be paid online any more.
///
/// Sessions that are open stay open until they expire; what is paid by them is in the Stripe account, and this server no
/// longer learns of it.
pub struct Forget;

impl UseCase for Forget {
    type Output = ();

    boxed!();

    async fn run(&self, work: &mut Work) -> Result<()> {
        work.caller.needs(Scope::Admin)?;
        if work.remove_credentials(Service::Stripe).await? {
            let account_id = work.caller.account_id;
            let data = json!({"changed": ["stripe"], "stripe": null});
            work.record(EventType::SettingsUpdated, account_id.0, &data);
        }
        Ok(())
    }
}
