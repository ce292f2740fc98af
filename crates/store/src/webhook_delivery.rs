//! What webhooks are told, and what came of it.

use crate::{
    Boxed, Connection, Page, Paging, Query, Result, Slice, Total, Tx,
    db::{At, FromRow, Param, Row, args, statements},
    paging::{COUNT_MAX, NewestFirst},
};
use net30_domain::{
    Timestamp,
    id::{AccountId, EventId, WebhookDeliveryId, WebhookId},
    webhook::{Attempt, WebhookDelivery, WebhookDeliveryStatus},
};
use uuid::Uuid;

macro_rules! columns {
    () => {
        "id, webhook_id, event_id, kind, status, attempts, next_at, response_status, response, error, duration_ms,
        created_at, ended_at"
    };
}

statements! {
    INSERT = "insert into webhook_delivery (id, webhook_id, account_id, event_id, kind, payload, status, attempts,
        next_at, created_at) values (?1, ?2, ?3, ?4, ?5, ?6, 'pending', 0, ?7, ?7)";
    LOAD = concat!(
        "select ", columns!(), " from webhook_delivery where id = ?3 and webhook_id = ?2 and account_id = ?1"
    );
    PAYLOAD = "select payload from webhook_delivery where id = ?2 and account_id = ?1";
    LIST = concat!(
        "select ", columns!(), " from webhook_delivery @by(webhook_delivery_by_creation)
        where webhook_id = ?2 and account_id = ?1 and (created_at, id) < (?3, ?4)
        order by created_at desc, id desc limit ?5 offset ?6"
    );
    LIST_OF_STATUS = concat!(
        "select ", columns!(), " from webhook_delivery @by(webhook_delivery_by_status)
        where webhook_id = ?2 and account_id = ?1 and status = ?7 and (created_at, id) < (?3, ?4)
        order by created_at desc, id desc limit ?5 offset ?6"
    );
    COUNT = "select count(*) from (select 1 from webhook_delivery @by(webhook_delivery_by_creation)
        where webhook_id = ?1 limit ?2) counted";
    COUNT_OF_STATUS = "select count(*) from (select 1 from webhook_delivery @by(webhook_delivery_by_status)
        where webhook_id = ?1 and status = ?3 limit ?2) counted";
    DUE = concat!(
        "select ", columns!(), ", payload from webhook_delivery @by(webhook_delivery_due)
        where webhook_id = ?1 and next_at <= ?2 order by next_at, id limit ?3"
    );
    NOTE = "update webhook_delivery set status = ?3, attempts = attempts + 1, next_at = ?4, response_status = ?5,
        response = ?6, error = ?7, duration_ms = ?8, ended_at = ?9 where id = ?1 and attempts = ?2 and status = 'pending'";
    AGAIN = "update webhook_delivery set status = 'pending', attempts = 0, next_at = ?4, ended_at = null
        where id = ?3 and webhook_id = ?2 and account_id = ?1";
    PURGE = "delete from webhook_delivery where id in (
            select id from webhook_delivery @by(webhook_delivery_ended) where ended_at < ?1 order by ended_at limit ?2
        )";
}

impl FromRow for WebhookDelivery {
    fn from_row(row: &mut Row<'_>) -> Result<Self> {
        let (id, webhook_id) = (WebhookDeliveryId(row.take()?), WebhookId(row.take()?));
        let event_id: Option<Uuid> = row.take()?;
        let kind = row.take()?;
        let status = row.read(WebhookDeliveryStatus::parse)?;
        let (attempts, next_at) = (row.take()?, row.moment()?);
        let (response_status, response) = (row.take()?, row.take()?);
        let (error, duration_ms): (_, Option<i32>) = (row.take()?, row.take()?);
        let attempt = |duration_ms| Attempt { response_status, response, error, duration_ms };
        Ok(Self {
            id,
            webhook_id,
            event_id: event_id.map(EventId),
            kind,
            status,
            attempts,
            next_at,
            last: duration_ms.map(attempt),
            created_at: row.take::<At>()?.0,
            ended_at: row.moment()?,
        })
    }
}

/// A delivery that is to be made now, with the bytes to send.
#[derive(Clone, Debug)]
pub struct Due {
    /// The delivery.
    pub delivery: WebhookDelivery,
    /// What is sent.
    pub payload: Vec<u8>,
}

impl FromRow for Due {
    fn from_row(row: &mut Row<'_>) -> Result<Self> {
        Ok(Self { delivery: WebhookDelivery::from_row(row)?, payload: row.take()? })
    }
}

/// A delivery to be made.
#[derive(Clone, Debug)]
pub struct NewDelivery {
    /// Its id.
    pub id: WebhookDeliveryId,
    /// Of which event it tells; none for a test.
    pub event_id: Option<EventId>,
    /// The word of the event's type.
    pub kind: String,
    /// What is sent.
    pub payload: Vec<u8>,
}

/// Keeps deliveries to a webhook that are due at `now`.
pub fn insert<'a>(
    tx: &'a mut Tx,
    account: AccountId,
    webhook: WebhookId,
    deliveries: &'a [NewDelivery],
    now: Timestamp,
) -> Boxed<'a, ()> {
    Box::pin(async move {
        let now = At(now);
        let event_ids: Vec<Option<Uuid>> =
            deliveries.iter().map(|delivery| delivery.event_id.map(|id| id.0)).collect();
        let rows: Vec<Vec<&dyn Param>> = deliveries
            .iter()
            .zip(&event_ids)
            .map(|(delivery, event_id)| {
                vec![
                    &delivery.id.0 as &dyn Param,
                    &webhook.0,
                    &account.0,
                    event_id,
                    &delivery.kind,
                    &delivery.payload,
                    &now,
                ]
            })
            .collect();
        tx.execute_many(&INSERT, &rows).await.map(|_| ())
    })
}

/// A delivery to one of the account's webhooks.
pub fn load(
    q: &mut dyn Connection,
    account: AccountId,
    webhook: WebhookId,
    id: WebhookDeliveryId,
) -> Boxed<'_, Option<WebhookDelivery>> {
    Box::pin(async move { q.optional(&LOAD, args![account.0, webhook.0, id.0]).await })
}

/// What a delivery sends.
pub fn payload(
    q: &mut dyn Connection,
    account: AccountId,
    id: WebhookDeliveryId,
) -> Boxed<'_, Option<Vec<u8>>> {
    Box::pin(async move {
        let found: Option<(Vec<u8>,)> = q.optional(&PAYLOAD, args![account.0, id.0]).await?;
        Ok(found.map(|(payload,)| payload))
    })
}

/// Deliveries to one of the account's webhooks, newest first.
///
/// # Errors
/// [`crate::Error::BadCursor`] if the cursor is not of this list.
pub fn list<'a>(
    q: &'a mut dyn Connection,
    account: AccountId,
    webhook: WebhookId,
    status: Option<WebhookDeliveryStatus>,
    paging: &'a Paging,
) -> Boxed<'a, Page<WebhookDelivery>> {
    Box::pin(async move {
        let NewestFirst { before, id_before, offset } = NewestFirst::of(paging)?;
        let one_more = paging.one_more();
        let count_limit = COUNT_MAX + 1;
        let (items, (count,)): (Vec<WebhookDelivery>, (i64,)) = match status {
            None => {
                let values = args![account.0, webhook.0, before, id_before, one_more, offset];
                let items = q.rows(&LIST, values).await?;
                (items, q.one(&COUNT, args![webhook.0, count_limit]).await?)
            }
            Some(status) => {
                let word = status.word();
                let values = args![account.0, webhook.0, before, id_before, one_more, offset, word];
                let items = q.rows(&LIST_OF_STATUS, values).await?;
                (items, q.one(&COUNT_OF_STATUS, args![webhook.0, count_limit, word]).await?)
            }
        };
        let cursor = |last: &WebhookDelivery| NewestFirst::after(last.created_at, last.id.0);
        Ok(Slice::cut(items, paging, cursor).counted(Total::of(count)))
    })
}

/// Up to `limit` deliveries to a webhook that are due, in the order in which they are.
pub fn due(
    q: &mut dyn Connection,
    webhook: WebhookId,
    now: Timestamp,
    limit: i64,
) -> Boxed<'_, Vec<Due>> {
    Box::pin(async move { q.rows(&DUE, args![webhook.0, At(now), limit]).await })
}

/// Where a delivery stands after an attempt.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// How far it is.
    pub status: WebhookDeliveryStatus,
    /// When it is tried next, if it is pending.
    pub next_at: Option<Timestamp>,
    /// When it ended, if it did.
    pub ended_at: Option<Timestamp>,
    /// What came of the attempt.
    pub attempt: Attempt,
}

/// Notes what came of an attempt; false if another server was first.
pub fn note<'a>(
    tx: &'a mut Tx,
    delivery: &'a WebhookDelivery,
    outcome: &'a Outcome,
) -> Boxed<'a, bool> {
    Box::pin(async move {
        let attempt = &outcome.attempt;
        let values = args![
            delivery.id.0,
            delivery.attempts,
            outcome.status.word(),
            outcome.next_at.map(At),
            attempt.response_status,
            attempt.response,
            attempt.error,
            attempt.duration_ms,
            outcome.ended_at.map(At)
        ];
        Ok(tx.execute(&NOTE, values).await? == 1)
    })
}

/// Makes a delivery due again, from its first attempt; false if there is none.
pub fn again(
    tx: &mut Tx,
    account: AccountId,
    webhook: WebhookId,
    id: WebhookDeliveryId,
    now: Timestamp,
) -> Boxed<'_, bool> {
    Box::pin(async move {
        Ok(tx.execute(&AGAIN, args![account.0, webhook.0, id.0, At(now)]).await? == 1)
    })
}

/// Removes up to `limit` deliveries that ended before a moment; says how many there were.
pub fn purge(tx: &mut Tx, before: Timestamp, limit: i64) -> Boxed<'_, u64> {
    Box::pin(async move { tx.execute(&PURGE, args![At(before), limit]).await })
}
