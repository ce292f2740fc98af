//! Follows the history for the webhooks, and makes their deliveries.

use super::{
    news::{self, News, PayloadWriter},
    open,
    settle::Settle,
    webhooks,
};
use crate::{App, Call, Caller, Error, Result, UseCase, What, Work};
use futures_util::future::join_all;
use jiff::{SignedDuration, Timestamp};
use net30_domain::{
    id::{AccountId, WebhookDeliveryId},
    webhook::Webhook,
};
use net30_gateways::webhook::{self as receiver, Answer, Message};
use net30_store::{
    Reader, account,
    event::{self, Place},
    webhook::{Claimed, Follower},
    webhook_delivery::{self, Due, NewDelivery},
};
use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use uuid::Uuid;

/// How many webhooks are told of news in a round.
const FOLLOWERS_MAX: i64 = 64;
/// How many events a webhook is told of at once.
const EVENTS_MAX: i64 = 50;
/// To how many webhooks deliveries are made at the same time.
const RECEIVERS_MAX: usize = 64;
/// How many deliveries are made at the same time to one of them.
const AT_ONCE_MAX: i64 = 4;
/// How often a webhook's deliveries are made in turn, before others have theirs.
const TURNS_MAX: usize = 25;
/// How much longer than its calls a webhook is held: until what came of them is written down.
const LEASE_MARGIN: Duration = Duration::from_secs(2);

/// Follows the history for the webhooks, and makes their deliveries. One for the process.
pub struct Courier {
    app: App,
    write: PayloadWriter,
    caller: receiver::Caller,
    receivers: Arc<Semaphore>,
    stopping: AtomicBool,
}

impl Courier {
    /// A courier that tells what `write` makes of the news.
    ///
    /// # Errors
    /// [`Error::Broken`] if the system's certificates cannot be read.
    pub fn new(app: App, write: PayloadWriter) -> Result<Arc<Self>> {
        let outside = app.outside();
        let allow_private_addresses = outside.allow_private_addresses;
        let caller = receiver::Caller::new(allow_private_addresses, outside.patience.timeout)
            .map_err(|error| Error::Broken(error.into()))?;
        let receivers = Arc::new(Semaphore::new(RECEIVERS_MAX));
        Ok(Arc::new(Self { app, write, caller, receivers, stopping: AtomicBool::new(false) }))
    }

    /// Turns what is new in the history into deliveries, and begins to make those that are due: each webhook's in a
    /// task of its own, so that a receiver that hangs delays nobody else's. Says how much it found to do.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn round(self: &Arc<Self>) -> Result<usize> {
        let followed = self.follow().await?;
        Ok(followed + self.begin().await?)
    }

    /// Waits until the calls under way have ended; no others are made.
    pub async fn finish(&self) {
        self.stopping.store(true, Ordering::Relaxed);
        let all = u32::try_from(RECEIVERS_MAX).unwrap_or(u32::MAX);
        // It is never closed.
        let _ = self.receivers.acquire_many(all).await;
    }

    async fn follow(&self) -> Result<usize> {
        let mut reader = self.app.store().reader().await?;
        let behind = webhooks::behind(&mut reader, FOLLOWERS_MAX).await?;
        if behind.is_empty() {
            self.app.note_followed(webhooks::any_enabled(&mut reader).await?);
        }
        drop(reader);
        let mut told = 0;
        for follower in &behind {
            match self.tell(follower).await {
                Ok(()) => told += 1,
                Err(error) => warn(&follower.webhook, "a webhook was not told of events", &error),
            }
        }
        Ok(told)
    }

    /// Turns the next events into deliveries to one webhook. They are written out here, outside of any transaction.
    async fn tell(&self, follower: &Follower) -> Result<()> {
        let app = &self.app;
        let webhook = &follower.webhook;
        let mut reader = app.store().reader().await?;
        let account_id = webhook.account_id;
        let caller = system(&mut reader, account_id).await?;
        let events = event::after(&mut reader, account_id, follower.place, EVENTS_MAX).await?;
        drop(reader);
        let Some((_, to)) = events.last() else { return Ok(()) };
        let to = *to;
        let mut deliveries = vec![];
        for (event, _) in events.iter().filter(|(event, _)| webhook.wants(event.kind)) {
            let subject = news::subject(app, &caller, event).await?;
            let news = News::of(event);
            let payload = (self.write)(&news, &subject, webhook.payload_style, app.public_url());
            deliveries.push(NewDelivery {
                id: WebhookDeliveryId(Uuid::nil()),
                event_id: Some(event.id),
                kind: news.word,
                payload,
            });
        }
        let advance = Advance { webhook, from: follower.place, to, deliveries };
        app.run(&Call::of(caller), &advance).await
    }

    async fn begin(self: &Arc<Self>) -> Result<usize> {
        let free = self.receivers.available_permits();
        let now = self.app.now();
        let mut reader = self.app.store().reader().await?;
        if free == 0 || !webhooks::any_due(&mut reader, now).await? {
            return Ok(0);
        }
        drop(reader);
        let limit = i64::try_from(free).unwrap_or(0);
        let mut tx = self.app.store().begin().await?;
        let claimed = match webhooks::claim(&mut tx, now, self.lease_until(now), limit).await {
            Err(net30_store::Error::Contention) => return Ok(0),
            claimed => claimed?,
        };
        tx.commit().await?;
        let count = claimed.len();
        for claimed in claimed {
            // There are as many as were free, and nobody else takes one.
            let Ok(place) = Arc::clone(&self.receivers).acquire_owned().await else { break };
            tokio::spawn(Arc::clone(self).serve(claimed, place));
        }
        Ok(count)
    }

    fn lease_until(&self, now: Timestamp) -> Timestamp {
        let lease = self.app.outside().patience.timeout + LEASE_MARGIN;
        let lease = SignedDuration::try_from(lease).unwrap_or(SignedDuration::from_mins(1));
        now + lease
    }

    async fn serve(self: Arc<Self>, claimed: Claimed, _place: OwnedSemaphorePermit) {
        let webhook = claimed.webhook.clone();
        // Without a word of what came of them, deliveries are made again when the lease has ended, and no sooner.
        if let Err(error) = self.deliver(claimed).await {
            warn(&webhook, "deliveries to a webhook were not finished", &error);
        }
    }

    async fn deliver(&self, mut claimed: Claimed) -> Result<()> {
        let store = self.app.store();
        for _ in 0..TURNS_MAX {
            let now = self.app.now();
            let mut reader = store.reader().await?;
            let due =
                webhook_delivery::due(&mut reader, claimed.webhook.id, now, AT_ONCE_MAX).await?;
            if due.is_empty() || self.stopping.load(Ordering::Relaxed) {
                break;
            }
            let webhook = &claimed.webhook;
            let secrets = self.secrets(&mut reader, webhook, now).await?;
            let call = Call::of(system(&mut reader, webhook.account_id).await?);
            drop(reader);
            let attempt = |due| self.attempt(&call, webhook, &secrets, due);
            let attempts = due.into_iter().map(attempt);
            join_all(attempts).await.into_iter().collect::<Result<()>>()?;
            let mut tx = store.begin().await?;
            let until = self.lease_until(self.app.now());
            let kept = webhooks::keep(&mut tx, &claimed, until).await?;
            tx.commit().await?;
            let Some(kept) = kept else { return Ok(()) };
            claimed = kept;
        }
        let mut tx = store.begin().await?;
        let next_at = webhooks::release(&mut tx, &claimed).await?;
        tx.commit().await?;
        if next_at.is_some_and(|next_at| next_at <= self.app.now()) {
            self.app.announce();
        }
        Ok(())
    }

    /// The secrets that sign, or why there are none.
    async fn secrets(
        &self,
        reader: &mut Reader,
        webhook: &Webhook,
        now: Timestamp,
    ) -> Result<std::result::Result<Vec<String>, String>> {
        let sealed = webhooks::secrets(reader, webhook.account_id, webhook.id).await?;
        let Some(sealed) = sealed else { return Err(Error::NotFound(What::Webhook)) };
        match open(&self.app, webhook, &sealed, now) {
            Err(error @ Error::SecretKeyDiffers) => Ok(Err(error.to_string())),
            opened => opened.map(Ok),
        }
    }

    /// Makes one delivery and writes down what came of it.
    async fn attempt(
        &self,
        call: &Call,
        webhook: &Webhook,
        secrets: &std::result::Result<Vec<String>, String>,
        due: Due,
    ) -> Result<()> {
        let now = self.app.now();
        let Due { delivery, payload } = due;
        let answer = match secrets {
            Err(error) => Answer {
                status: None,
                body: String::new(),
                retry_at: None,
                error: Some(error.clone()),
                duration: Duration::ZERO,
            },
            Ok(secrets) => {
                let id = delivery.id.to_string();
                let style = webhook.signature_style;
                let headers = receiver::headers(style, secrets, &id, now, &payload);
                let message = Message { url: webhook.url.clone(), headers, body: payload };
                self.caller.call(message, now).await
            }
        };
        let pauses = self.app.outside().patience.pauses.clone();
        self.app.run(call, &Settle { webhook: webhook.clone(), delivery, answer, pauses }).await
    }
}

/// The server itself, at work for an account.
async fn system(reader: &mut Reader, account_id: AccountId) -> Result<Caller> {
    let account = account::load(reader, account_id).await?.ok_or(Error::NotFound(What::Account))?;
    Ok(Caller::system(account.organisation_id, account_id))
}

fn warn(webhook: &Webhook, what: &'static str, error: &Error) {
    let cause = std::error::Error::source(error).map(ToString::to_string);
    tracing::warn!(webhook_id = %webhook.id, %error, cause, what);
}

/// Keeps deliveries, and that the webhook has been told of what is up to a place: both or nothing, and once.
struct Advance<'a> {
    webhook: &'a Webhook,
    from: Place,
    to: Place,
    deliveries: Vec<NewDelivery>,
}

impl UseCase for Advance<'_> {
    type Output = ();

    async fn run(&self, work: &mut Work) -> Result<()> {
        let (id, now) = (self.webhook.id, work.now);
        let is_first = webhooks::advance(&mut work.tx, id, self.from, self.to).await?;
        if !is_first || self.deliveries.is_empty() {
            // Another server told it, or it was disabled or removed.
            return Ok(());
        }
        webhooks::wake(&mut work.tx, id, now).await?;
        let deliveries: Vec<NewDelivery> = self
            .deliveries
            .iter()
            .map(|delivery| NewDelivery { id: work.fresh_id(), ..delivery.clone() })
            .collect();
        let account_id = self.webhook.account_id;
        webhook_delivery::insert(&mut work.tx, account_id, id, &deliveries, now).await?;
        Ok(())
    }
}
