//! Webhooks: whom the account tells what happens.
//!
//! A webhook costs the use cases nothing: it follows the history by itself. [`WebhookSender`] turns what is new there into
//! deliveries, with the bytes that are sent at each attempt, and makes those that are due.

mod deliveries;
mod news;
mod sender;
mod settle;

pub use deliveries::{Retry, Test, WebhookDeliveryShown, deliveries, delivery};
pub use news::{News, PayloadWriter, Subject};
pub use sender::WebhookSender;

use crate::work::boxed;
use crate::{
    App, Boxed, Caller, Error, Result, UseCase, What, Work,
    entry::{self, Entry, kept_in, load},
    work::or_conflict,
};
use jiff::{SignedDuration, Timestamp};
use net30_domain::{
    event::EventType,
    id::{AccountId, WebhookId},
    refusal::Refusal,
    webhook::{
        Disabled, DisabledReason, EventPattern, PayloadStyle, SignatureStyle, WEBHOOKS_MAX, Webhook,
    },
};
use net30_gateways::webhook::{check_target, new_secret};
use net30_store::{event, webhook as webhooks};
use serde_json::{Value, json};

/// How long the secret before signs too after it was replaced.
const PREVIOUS_SECRET_FOR: SignedDuration = SignedDuration::from_hours(24);

pub use crate::outside::Patience;

/// What a client writes of a webhook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebhookDraft {
    /// Where deliveries go.
    pub url: String,
    /// What is told.
    pub events: Vec<EventPattern>,
    /// How deliveries are signed.
    pub signature_style: SignatureStyle,
    /// How deliveries speak.
    pub payload_style: PayloadStyle,
    /// What people say of it.
    pub description: Option<String>,
    /// Whether it is told anything.
    pub enabled: bool,
}

impl From<&Webhook> for WebhookDraft {
    fn from(webhook: &Webhook) -> Self {
        let webhook = webhook.clone();
        Self {
            url: webhook.url,
            events: webhook.events,
            signature_style: webhook.signature_style,
            payload_style: webhook.payload_style,
            description: webhook.description,
            enabled: webhook.disabled.is_none(),
        }
    }
}

/// A webhook and, where it is new, its secret.
pub type WithSecret = (Webhook, String);

/// Makes a webhook, which is told of what happens from now on.
pub struct Create {
    /// What it is to be.
    pub draft: WebhookDraft,
    /// Whether a program subscribes it (a REST hook).
    pub is_hook: bool,
}

impl UseCase for Create {
    type Output = WithSecret;

    boxed!();

    async fn run(&self, work: &mut Work) -> Result<WithSecret> {
        check(work, &self.draft)?;
        let account_id = work.caller.account_id;
        if webhooks::count(&mut work.tx, account_id).await? >= WEBHOOKS_MAX {
            return Err(Refusal::TooManyWebhooks { max: WEBHOOKS_MAX }.into());
        }
        let draft = self.draft.clone();
        let webhook = Webhook {
            id: work.fresh_id(),
            account_id,
            url: draft.url,
            events: draft.events,
            signature_style: draft.signature_style,
            payload_style: draft.payload_style,
            description: draft.description,
            is_hook: self.is_hook,
            disabled: (!draft.enabled).then(|| by_hand(work.now)),
            failing_since: None,
            revision: 1,
            created_at: work.now,
            updated_at: work.now,
        };
        let secret = new_secret(rand::random());
        let sealed = seal(&work.app, account_id, webhook.id, &secret);
        let data = json!({"events": words(&webhook.events)});
        work.record(EventType::WebhookCreated, webhook.id.0, &data);
        let end = event::end(&mut work.tx, account_id).await?;
        webhooks::insert(&mut work.tx, &webhook, &sealed, end).await?;
        work.app.note_followed(true);
        Ok((webhook, secret))
    }
}

/// Replaces what a webhook says of itself. One that is enabled again is told of what happens from then on.
pub type Replace = entry::Replace<Webhook>;
/// Removes a webhook with its deliveries.
pub type Delete = entry::Delete<Webhook>;

/// A webhook is made by [`Create`], since its secret is made with it and shown once.
impl Entry for Webhook {
    type Draft = WebhookDraft;
    type Id = WebhookId;
    const WHAT: What = What::Webhook;
    const EVENTS: [EventType; 3] =
        [EventType::WebhookCreated, EventType::WebhookUpdated, EventType::WebhookDeleted];

    async fn check(draft: &WebhookDraft, work: &mut Work, _: Option<WebhookId>) -> Result<()> {
        check(work, draft)
    }

    async fn with(&self, draft: &WebhookDraft, work: &mut Work) -> Result<Self> {
        let draft = draft.clone();
        Ok(Self {
            url: draft.url,
            events: draft.events,
            signature_style: draft.signature_style,
            payload_style: draft.payload_style,
            description: draft.description,
            disabled: match self.disabled {
                _ if draft.enabled => None,
                Some(disabled) => Some(disabled),
                None => Some(by_hand(work.now)),
            },
            ..self.clone()
        })
    }

    fn replaced(&self, _: &Self) -> Value {
        json!({"events": words(&self.events), "enabled": self.disabled.is_none()})
    }

    async fn follow_up(&mut self, work: &mut Work, before: Option<&Self>) -> Result<()> {
        let was_disabled = before.is_some_and(|before| before.disabled.is_some());
        if was_disabled && self.disabled.is_none() {
            let end = event::end(&mut work.tx, self.account_id).await?;
            or_conflict(webhooks::follow_from(&mut work.tx, self.account_id, self.id, end).await?)?;
            self.failing_since = None;
            work.app.note_followed(true);
        }
        Ok(())
    }

    fn deleted(&self, _: bool) -> Value {
        json!({})
    }

    kept_in!(webhooks, never archived);
}

/// Removes a webhook that a program subscribed (a REST hook), and no other.
pub struct Unsubscribe {
    /// The webhook.
    pub id: WebhookId,
}

impl UseCase for Unsubscribe {
    type Output = ();

    boxed!();

    async fn run(&self, work: &mut Work) -> Result<()> {
        let webhook: Webhook = load(work, self.id).await?;
        if !webhook.is_hook {
            return Err(Error::NotFound(What::Webhook));
        }
        Delete { id: self.id }.run(work).await
    }
}

/// Gives a webhook a new secret. The one before signs too for a day.
pub struct RotateSecret {
    /// Which.
    pub id: WebhookId,
}

impl UseCase for RotateSecret {
    type Output = WithSecret;

    boxed!();

    async fn run(&self, work: &mut Work) -> Result<WithSecret> {
        let mut webhook: Webhook = load(work, self.id).await?;
        let secret = new_secret(rand::random());
        let sealed = seal(&work.app, webhook.account_id, self.id, &secret);
        let (now, until) = (work.now, work.now + PREVIOUS_SECRET_FOR);
        or_conflict(webhooks::rotate(&mut work.tx, &webhook, &sealed, until, now).await?)?;
        webhook.revision += 1;
        webhook.updated_at = now;
        let data = json!({"secret": "rotated"});
        work.record(EventType::WebhookUpdated, self.id.0, &data);
        Ok((webhook, secret))
    }
}

/// The account's webhooks, newest first.
///
/// # Errors
/// Those of the database.
pub fn list<'a>(app: &'a App, caller: &'a Caller) -> Boxed<'a, Vec<Webhook>> {
    Box::pin(async move {
        let mut reader = app.store().reader().await?;
        Ok(webhooks::list(&mut reader, caller.account_id).await?)
    })
}

fn check(work: &Work, draft: &WebhookDraft) -> Result<()> {
    let allow_private_addresses = work.app.outside().allow_private_addresses;
    check_target(&draft.url, allow_private_addresses)
        .map_err(|error| Error::fault("/url", error.code(), error.to_string()))
}

fn by_hand(at: Timestamp) -> Disabled {
    Disabled { at, reason: DisabledReason::ByHand }
}

fn words(patterns: &[EventPattern]) -> Vec<String> {
    patterns.iter().map(ToString::to_string).collect()
}

fn seal(app: &App, account: AccountId, id: WebhookId, secret: &str) -> Vec<u8> {
    app.outside().secret_key.seal(account, &label(id), secret.as_bytes())
}

/// The secrets that sign for a webhook at a moment, the present one first.
fn open(
    app: &App,
    webhook: &Webhook,
    sealed: &webhooks::Secrets,
    now: Timestamp,
) -> Result<Vec<String>> {
    let previous = sealed.previous.as_ref().filter(|(_, until)| *until > now);
    let all = [&sealed.current].into_iter().chain(previous.map(|(sealed, _)| sealed));
    let open = |sealed: &Vec<u8>| {
        let key = &app.outside().secret_key;
        let plain = key.open(webhook.account_id, &label(webhook.id), sealed)?;
        String::from_utf8(plain).map_err(|error| Error::Broken(error.into()))
    };
    all.map(open).collect()
}

/// What the secret of a webhook is sealed as.
pub(crate) fn label(id: WebhookId) -> String {
    format!("webhook/{id}")
}
