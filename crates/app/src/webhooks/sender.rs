//! Follows the history for the webhooks, and makes their deliveries: fairly, so that an account with receivers that hang
//! keeps nobody else waiting.

use super::{
    news::{self, News, PayloadWriter},
    open,
    settle::Settle,
    webhooks,
};
use crate::work::boxed;
use crate::{
    App, Boxed, Call, Caller, Error, Result, UseCase, What, Work,
    fair::{Lane, Lanes, Size},
    rounds::{Part, Round, by_account, caught, side_by_side},
};
use futures_util::future::BoxFuture;
use futures_util::future::join_all;
use jiff::{SignedDuration, Timestamp};
use net30_domain::{
    id::{AccountId, WebhookDeliveryId},
    webhook::Webhook,
};
use net30_gateways::{
    address::origin_of,
    webhook::{self as receiver, Answer, Message},
};
use net30_store::{
    Reader, account,
    event::{self, Place},
    setback::Task,
    webhook::{Follower, Leased},
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
const SIZE: Size = Size { places: 128, of_account: 16, of_host: 16 };
/// How many webhooks with something due a round looks at.
const DUE_MAX: i64 = 1000;
/// How many deliveries are made at the same time to one of them.
const AT_ONCE_MAX: i64 = 4;
/// How often a webhook's deliveries are made in turn, before others have theirs.
const TURNS_MAX: usize = 25;
/// How much longer than its calls a webhook is held: until what came of them is written down.
const LEASE_MARGIN: Duration = Duration::from_secs(2);

/// Follows the history for the webhooks, and makes their deliveries. One for the process.
pub struct WebhookSender {
    app: App,
    write: PayloadWriter,
    caller: receiver::Caller,
    lanes: Lanes,
    under_way: Arc<Semaphore>,
    stopping: AtomicBool,
}

impl WebhookSender {
    /// A sender that tells what `write` makes of the news.
    ///
    /// # Errors
    /// [`Error::Broken`] if the system's certificates cannot be read.
    pub fn new(app: App, write: PayloadWriter) -> Result<Arc<Self>> {
        let outside = app.outside();
        let allow_private_addresses = outside.allow_private_addresses;
        let caller = receiver::Caller::new(allow_private_addresses, outside.patience.timeout)
            .map_err(|error| Error::Broken(error.into()))?;
        let (lanes, under_way) = (Lanes::new(SIZE), Arc::new(Semaphore::new(SIZE.places)));
        let stopping = AtomicBool::new(false);
        Ok(Arc::new(Self { app, write, caller, lanes, under_way, stopping }))
    }

    /// Turns what is new in the history into deliveries, and begins to make those that are due: each webhook's in a
    /// task of its own, so that a receiver that hangs delays nobody else's. Says how much it found to do.
    ///
    /// # Errors
    /// Those of the database.
    pub fn round(self: &Arc<Self>) -> Boxed<'_, usize> {
        Box::pin(async move {
            let followed = self.follow().await?;
            Ok(followed + self.begin().await?)
        })
    }

    /// Waits until the calls under way have ended; no others are made.
    pub fn finish(&self) -> BoxFuture<'_, ()> {
        Box::pin(async move {
            self.stopping.store(true, Ordering::Relaxed);
            let all = u32::try_from(SIZE.places).unwrap_or(u32::MAX);
            // It is never closed.
            let _ = self.under_way.acquire_many(all).await;
        })
    }

    async fn follow(self: &Arc<Self>) -> Result<usize> {
        let mut reader = self.app.store().reader().await?;
        let behind = webhooks::behind(&mut reader, self.app.now(), FOLLOWERS_MAX).await?;
        if behind.is_empty() {
            self.app.note_followed(webhooks::any_enabled(&mut reader).await?);
        }
        drop(reader);
        let behind = behind.into_iter().map(|follower| (follower.webhook.account_id, follower));
        let work = |(_, followers)| Arc::clone(self).tell_each(followers);
        side_by_side(by_account(behind.collect()).into_iter().map(work)).await
    }

    /// Tells the webhooks of one account. One that cannot be told is passed over for a while.
    async fn tell_each(self: Arc<Self>, followers: Vec<Follower>) -> Result<usize> {
        let mut told = 0;
        for follower in &followers {
            let (account, object) = (follower.webhook.account_id, follower.webhook.id.0);
            let part = Part { round: Round::Webhooks, task: Task::WebhookNews, account, object };
            let done = Box::pin(self.app.part(part, self.tell(follower))).await?;
            told += usize::from(done.is_some());
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
        let now = self.app.now();
        let mut reader = self.app.store().reader().await?;
        let due = webhooks::due(&mut reader, now, DUE_MAX).await?;
        drop(reader);
        let with_lane = due.into_iter().filter_map(|waiting| {
            let lane = self.lanes.take(waiting.account_id, &origin_of(&waiting.url))?;
            Some((waiting, lane))
        });
        let with_lane: Vec<_> = with_lane.collect();
        if with_lane.is_empty() {
            return Ok(0);
        }
        let mut tx = self.app.store().begin().await?;
        let mut taken = vec![];
        for (waiting, lane) in with_lane {
            match webhooks::claim(&mut tx, waiting.id, now, self.lease_until(now)).await {
                Err(net30_store::Error::Contention) => return Ok(0),
                leased => taken.extend(leased?.map(|leased| (leased, lane))),
            }
        }
        tx.commit().await?;
        let count = taken.len();
        for (leased, lane) in taken {
            // It is never closed, and has as many as there are lanes.
            let Ok(place) = Arc::clone(&self.under_way).acquire_owned().await else { break };
            tokio::spawn(Arc::clone(self).serve(leased, lane, place));
        }
        Ok(count)
    }

    fn lease_until(&self, now: Timestamp) -> Timestamp {
        let lease = self.app.outside().patience.timeout + LEASE_MARGIN;
        let lease = SignedDuration::try_from(lease).unwrap_or(SignedDuration::from_mins(1));
        now + lease
    }

    async fn serve(self: Arc<Self>, leased: Leased, mut lane: Lane, _place: OwnedSemaphorePermit) {
        let delivering = async { self.deliver(leased, &mut lane).await.map(|()| 0) };
        // Without a word of what came of them, deliveries are made again when the lease has ended, and no sooner.
        let _ = self.app.rounds().attempt(Round::Webhooks, Box::pin(delivering)).await;
        drop(lane);
        if self.lanes.somebody_was_refused() {
            self.app.announce();
        }
    }

    async fn deliver(&self, mut leased: Leased, lane: &mut Lane) -> Result<()> {
        let store = self.app.store();
        for _ in 0..TURNS_MAX {
            let now = self.app.now();
            let mut reader = store.reader().await?;
            let due =
                webhook_delivery::due(&mut reader, leased.webhook.id, now, AT_ONCE_MAX).await?;
            if due.is_empty() || !lane.is_well() || self.stopping.load(Ordering::Relaxed) {
                break;
            }
            let webhook = &leased.webhook;
            let secrets = self.secrets(&mut reader, webhook, now).await?;
            let call = Call::of(system(&mut reader, webhook.account_id).await?);
            drop(reader);
            lane.begin();
            let attempt = |due| self.attempt(&call, webhook, &secrets, due);
            let attempts = join_all(due.into_iter().map(attempt)).await;
            // A receiver that answers, whatever it says, is well.
            let answered = attempts.into_iter().collect::<Result<Vec<bool>>>()?;
            lane.went(answered.into_iter().all(|answered| answered));
            let mut tx = store.begin().await?;
            let until = self.lease_until(self.app.now());
            let kept = webhooks::keep(&mut tx, &leased, until).await?;
            tx.commit().await?;
            let Some(kept) = kept else { return Ok(()) };
            leased = kept;
        }
        let mut tx = store.begin().await?;
        let next_at = webhooks::release(&mut tx, &leased).await?;
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

    /// Makes one delivery and writes down what came of it; true if the receiver answered.
    async fn attempt(
        &self,
        call: &Call,
        webhook: &Webhook,
        secrets: &std::result::Result<Vec<String>, String>,
        due: Due,
    ) -> Result<bool> {
        let now = self.app.now();
        let Due { delivery, payload } = due;
        let answer = match secrets {
            Err(error) => no_answer(error.clone()),
            Ok(secrets) => {
                let id = delivery.id.to_string();
                let style = webhook.signature_style;
                let headers = receiver::headers(style, secrets, &id, now, &payload);
                let message = Message { url: webhook.url.clone(), headers, body: payload };
                let calling = async { Ok(self.caller.call(message, now).await) };
                caught(calling).await.unwrap_or_else(|error| no_answer(error.to_string()))
            }
        };
        let has_answered = answer.status.is_some();
        let pauses = self.app.outside().patience.pauses.clone();
        let settle = Settle { webhook: webhook.clone(), delivery, answer, pauses };
        self.app.run(call, &settle).await?;
        Ok(has_answered)
    }
}

/// What is written down where nobody was asked.
fn no_answer(error: String) -> Answer {
    let (body, duration) = (String::new(), Duration::ZERO);
    Answer { status: None, body, retry_at: None, error: Some(error), duration }
}

/// The server itself, at work for an account.
async fn system(reader: &mut Reader, account_id: AccountId) -> Result<Caller> {
    let account = account::load(reader, account_id).await?.ok_or(Error::NotFound(What::Account))?;
    Ok(Caller::system(account.organisation_id, account_id))
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

    boxed!();

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
