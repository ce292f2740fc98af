//! What webhooks were told: to look at, to send again, to try.

use super::{load, webhooks};
use crate::work::boxed;
use crate::{App, Boxed, Caller, Error, Result, UseCase, What, Work, work::or_conflict};
use net30_domain::{
    id::{WebhookDeliveryId, WebhookId},
    refusal::Refusal,
    webhook::{TEST_WORD, Webhook, WebhookDelivery, WebhookDeliveryStatus},
};
use net30_store::{
    Page, Paging,
    webhook_delivery::{self, NewDelivery},
};

/// How long what became of a delivery is kept.
const KEPT_FOR: jiff::SignedDuration = jiff::SignedDuration::from_hours(30 * 24);
/// How many are removed in one transaction.
const SWEPT_AT_ONCE: u64 = 1000;

impl App {
    /// Removes deliveries that ended long ago.
    pub(crate) async fn sweep_deliveries(&self) -> Result<()> {
        let before = self.now() - KEPT_FOR;
        loop {
            let mut tx = self.store().begin().await?;
            let limit = i64::try_from(SWEPT_AT_ONCE).unwrap_or(i64::MAX);
            let swept = webhook_delivery::purge(&mut tx, before, limit).await?;
            tx.commit().await?;
            if swept < SWEPT_AT_ONCE {
                return Ok(());
            }
        }
    }
}

/// A delivery with what it sends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebhookDeliveryShown {
    /// The delivery.
    pub delivery: WebhookDelivery,
    /// The body that is posted: JSON.
    pub payload: Vec<u8>,
}

/// Deliveries to a webhook, newest first.
///
/// # Errors
/// [`Error::NotFound`] if the account has no such webhook, [`Error::BadCursor`] if the cursor is not of this list.
pub fn deliveries<'a>(
    app: &'a App,
    caller: &'a Caller,
    id: WebhookId,
    status: Option<WebhookDeliveryStatus>,
    paging: &'a Paging,
) -> Boxed<'a, Page<WebhookDelivery>> {
    Box::pin(async move {
        let mut reader = app.store().reader().await?;
        let account_id = caller.account_id;
        let found = webhooks::load(&mut reader, account_id, id).await?;
        found.ok_or(Error::NotFound(What::Webhook))?;
        Ok(webhook_delivery::list(&mut reader, account_id, id, status, paging).await?)
    })
}

/// One delivery to a webhook.
///
/// # Errors
/// [`Error::NotFound`] if there is no such delivery to one of the account's webhooks.
pub fn delivery<'a>(
    app: &'a App,
    caller: &'a Caller,
    webhook_id: WebhookId,
    id: WebhookDeliveryId,
) -> Boxed<'a, WebhookDeliveryShown> {
    Box::pin(async move {
        let mut reader = app.store().reader().await?;
        let account_id = caller.account_id;
        let found = webhook_delivery::load(&mut reader, account_id, webhook_id, id).await?;
        let delivery = found.ok_or(Error::NotFound(What::WebhookDelivery))?;
        let payload = webhook_delivery::payload(&mut reader, account_id, id).await?;
        Ok(WebhookDeliveryShown {
            delivery,
            payload: payload.ok_or(Error::NotFound(What::WebhookDelivery))?,
        })
    })
}

/// Makes a delivery again, whatever came of it: at once, and as patiently as the first time.
pub struct Retry {
    /// To which webhook.
    pub webhook_id: WebhookId,
    /// Which.
    pub id: WebhookDeliveryId,
}

impl UseCase for Retry {
    type Output = WebhookDelivery;

    boxed!();

    async fn run(&self, work: &mut Work) -> Result<WebhookDelivery> {
        let account_id = work.caller.account_id;
        let (webhook_id, id, now) = (self.webhook_id, self.id, work.now);
        let found = webhook_delivery::load(&mut work.tx, account_id, webhook_id, id).await?;
        found.ok_or(Error::NotFound(What::WebhookDelivery))?;
        let webhook = webhooks::load(&mut work.tx, account_id, webhook_id).await?;
        enabled(&webhook.ok_or(Error::NotFound(What::WebhookDelivery))?)?;
        webhooks::wake(&mut work.tx, webhook_id, now).await?;
        or_conflict(webhook_delivery::again(&mut work.tx, account_id, webhook_id, id, now).await?)?;
        work.leave_news();
        let found = webhook_delivery::load(&mut work.tx, account_id, webhook_id, id).await?;
        found.ok_or(Error::NotFound(What::WebhookDelivery))
    }
}

/// Sends a webhook something that is no event, to see whether it arrives.
pub struct Test<W> {
    /// Which webhook.
    pub webhook_id: WebhookId,
    /// Writes what is sent, by the id of the delivery and the moment.
    pub write: W,
}

impl<W> UseCase for Test<W>
where
    W: Fn(&Webhook, WebhookDeliveryId, jiff::Timestamp) -> Vec<u8> + Sync,
{
    type Output = WebhookDelivery;

    boxed!();

    async fn run(&self, work: &mut Work) -> Result<WebhookDelivery> {
        let webhook: Webhook = load(work, self.webhook_id).await?;
        enabled(&webhook)?;
        let (id, now) = (work.fresh_id(), work.now);
        let payload = (self.write)(&webhook, id, now);
        let made = NewDelivery { id, event_id: None, kind: TEST_WORD.to_owned(), payload };
        webhooks::wake(&mut work.tx, webhook.id, now).await?;
        let account_id = webhook.account_id;
        webhook_delivery::insert(&mut work.tx, account_id, webhook.id, &[made], now).await?;
        work.leave_news();
        let found = webhook_delivery::load(&mut work.tx, account_id, webhook.id, id).await?;
        found.ok_or_else(|| Error::broken("a delivery that was just made is not there"))
    }
}

fn enabled(webhook: &Webhook) -> Result<()> {
    if webhook.disabled.is_some() { Err(Refusal::WebhookDisabled.into()) } else { Ok(()) }
}
