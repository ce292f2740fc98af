//! Webhooks. Each follows the history of its account, and is the queue of its own deliveries.
//!
//! Whoever changes a webhook and its deliveries in one transaction changes the webhook first: its row is the lock.

use crate::{
    Boxed, Connection, Query, Result, Tx,
    account::at_work,
    db::{At, Error, FromRow, Json, Row, args, statements},
    event::Place,
};
use net30_domain::{
    Timestamp,
    id::{AccountId, WebhookId},
    webhook::{Disabled, DisabledReason, EventPattern, PayloadStyle, SignatureStyle, Webhook},
};
use uuid::Uuid;

macro_rules! columns {
    () => {
        "id, account_id, url, events, signature_style, payload_style, description, is_hook, disabled_at,
        disabled_reason, failing_since, revision, created_at, updated_at"
    };
}

statements! {
    INSERT = concat!(
        "insert into webhook (", columns!(), ", secret, txid, sequence, claims)
        values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, 0)"
    );
    LOAD = concat!("select ", columns!(), " from webhook where account_id = ?1 and id = ?2");
    LIST = concat!(
        "select ", columns!(), " from webhook @by(webhook_by_creation) where account_id = ?1
        order by created_at desc, id desc"
    );
    COUNT = "select count(*) from webhook @by(webhook_by_creation) where account_id = ?1";
    UPDATE = "update webhook set url = ?4, events = ?5, signature_style = ?6, payload_style = ?7, description = ?8,
        disabled_at = ?9, disabled_reason = ?10, revision = ?11, updated_at = ?12
        where account_id = ?1 and id = ?2 and revision = ?3";
    FOLLOW_FROM = "update webhook set failing_since = null, txid = ?3, sequence = ?4
        where account_id = ?1 and id = ?2";
    DELETE = "delete from webhook where account_id = ?1 and id = ?2";
    SECRETS = "select secret, previous_secret, previous_until from webhook where account_id = ?1 and id = ?2";
    LIST_ALL = "select id, account_id, secret from webhook order by id limit ?1";
    ROTATE = "update webhook set previous_secret = secret, previous_until = ?5, secret = ?4,
        revision = revision + 1, updated_at = ?6 where account_id = ?1 and id = ?2 and revision = ?3";
    ANY_ENABLED = "select id from webhook @by(webhook_enabled) where disabled_at is null limit 1";
    // The one of each account that is furthest behind before the second of any.
    BEHIND = concat!(
        "select ", columns!(), ", txid, sequence from (
            select w.*, row_number() over (partition by w.account_id order by w.txid, w.sequence, w.id) as place
            from webhook w @by(webhook_enabled) where w.disabled_at is null and exists (
                select 1 from event e @by(event_by_commit) where e.account_id = w.account_id
                and (e.txid, e.sequence) > (w.txid, w.sequence) and e.txid < @horizon
            ) and not exists (
                select 1 from setback s where s.task = 'webhook_news' and s.object_id = w.id and s.again_at > ?2
            ) and ", at_work!("w.account_id"), "
        ) ranked order by place, txid, sequence, id limit ?1"
    );
    // Nobody else may have moved it, so that an event is never turned into deliveries twice.
    ADVANCE = "update webhook set txid = ?4, sequence = ?5
        where id = ?1 and txid = ?2 and sequence = ?3 and disabled_at is null";
    WAKE = "update webhook set next_at = ?2 where id = ?1 and (next_at is null or next_at > ?2)";
    DUE = concat!(
        "select id, account_id, url from (
            select w.id, w.account_id, w.url, w.next_at,
                row_number() over (partition by w.account_id order by w.next_at, w.id) as place
            from webhook w @by(webhook_due) where w.disabled_at is null and w.next_at <= ?1
            and (w.locked_until is null or w.locked_until < ?1) and ", at_work!("w.account_id"), "
        ) ranked order by place, next_at, id limit ?2"
    );
    // The conditions are repeated, since another server may have taken the row meanwhile.
    CLAIM = concat!(
        "update webhook set locked_until = ?2, claims = claims + 1
        where id = ?3 and disabled_at is null and next_at <= ?1 and (locked_until is null or locked_until < ?1)
        returning ", columns!(), ", claims"
    );
    KEEP = concat!(
        "update webhook set locked_until = ?3 where id = ?1 and claims = ?2 and disabled_at is null
        returning ", columns!(), ", claims"
    );
    UNLOCK = "update webhook set locked_until = null where id = ?1 and claims = ?2";
    SET_NEXT = "update webhook set next_at = (
            select min(d.next_at) from webhook_delivery d where d.webhook_id = ?1 and d.next_at is not null
        ) where id = ?1 returning next_at";
    NOTE_SUCCESS = "update webhook set failing_since = null where id = ?1 and failing_since is not null";
    NOTE_FAILURE = "update webhook set failing_since = ?2 where id = ?1 and failing_since is null";
    DISABLE = "update webhook set disabled_at = ?2, disabled_reason = ?3, revision = revision + 1, updated_at = ?2
        where id = ?1 and disabled_at is null and failing_since <= ?4";
}

impl FromRow for Webhook {
    fn from_row(row: &mut Row<'_>) -> Result<Self> {
        Ok(Self {
            id: WebhookId(row.take()?),
            account_id: AccountId(row.take()?),
            url: row.take()?,
            events: patterns(&row.take::<Json<Vec<String>>>()?.0)?,
            signature_style: row.read(SignatureStyle::parse)?,
            payload_style: row.read(PayloadStyle::parse)?,
            description: row.take()?,
            is_hook: row.take::<i16>()? != 0,
            disabled: disabled(row)?,
            failing_since: row.moment()?,
            revision: row.take()?,
            created_at: row.take::<At>()?.0,
            updated_at: row.take::<At>()?.0,
        })
    }
}

fn patterns(words: &[String]) -> Result<Vec<EventPattern>> {
    let pattern = |word: &String| EventPattern::parse(word).ok_or_else(|| Error::unreadable(word));
    words.iter().map(pattern).collect()
}

fn words(patterns: &[EventPattern]) -> Json<Vec<String>> {
    Json(patterns.iter().map(ToString::to_string).collect())
}

fn disabled(row: &mut Row<'_>) -> Result<Option<Disabled>> {
    let (at, reason) = (row.moment()?, row.take::<Option<String>>()?);
    let reason = reason.as_deref().and_then(DisabledReason::parse);
    match (at, reason) {
        (None, _) => Ok(None),
        (Some(at), Some(reason)) => Ok(Some(Disabled { at, reason })),
        (Some(_), None) => Err(Error::broken("a disabled webhook has no reason")),
    }
}

/// A webhook that has not been told of the latest events.
#[derive(Clone, Debug)]
pub struct Follower {
    /// The webhook.
    pub webhook: Webhook,
    /// How far it has been told.
    pub place: Place,
}

impl FromRow for Follower {
    fn from_row(row: &mut Row<'_>) -> Result<Self> {
        Ok(Self { webhook: Webhook::from_row(row)?, place: Place::from_row(row)? })
    }
}

/// A webhook whose due deliveries one server makes.
#[derive(Clone, Debug)]
pub struct Leased {
    /// The webhook.
    pub webhook: Webhook,
    /// Which lease it is: whoever takes it later has another number.
    pub lease: i64,
}

impl FromRow for Leased {
    fn from_row(row: &mut Row<'_>) -> Result<Self> {
        Ok(Self { webhook: Webhook::from_row(row)?, lease: row.take()? })
    }
}

/// The sealed secrets of a webhook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Secrets {
    /// The one that signs.
    pub current: Vec<u8>,
    /// The one before, which signs too until a moment.
    pub previous: Option<(Vec<u8>, Timestamp)>,
}

impl FromRow for Secrets {
    fn from_row(row: &mut Row<'_>) -> Result<Self> {
        let (current, previous): (_, Option<Vec<u8>>) = (row.take()?, row.take()?);
        Ok(Self { current, previous: previous.zip(row.moment()?) })
    }
}

/// Keeps a new webhook, which is told of what comes behind `place`.
pub fn insert<'a>(
    tx: &'a mut Tx,
    webhook: &'a Webhook,
    secret: &'a [u8],
    place: Place,
) -> Boxed<'a, ()> {
    Box::pin(async move {
        let values = args![
            webhook.id.0,
            webhook.account_id.0,
            webhook.url,
            words(&webhook.events),
            webhook.signature_style.word(),
            webhook.payload_style.word(),
            webhook.description,
            i16::from(webhook.is_hook),
            webhook.disabled.map(|disabled| At(disabled.at)),
            webhook.disabled.map(|disabled| disabled.reason.word()),
            webhook.failing_since.map(At),
            webhook.revision,
            At(webhook.created_at),
            At(webhook.updated_at),
            secret,
            place.txid,
            place.sequence
        ];
        tx.execute(&INSERT, values).await.map(|_| ())
    })
}

/// The webhook with an id.
pub fn load(
    q: &mut dyn Connection,
    account: AccountId,
    id: WebhookId,
) -> Boxed<'_, Option<Webhook>> {
    Box::pin(async move { q.optional(&LOAD, args![account.0, id.0]).await })
}

/// The account's webhooks, newest first.
pub fn list(q: &mut dyn Connection, account: AccountId) -> Boxed<'_, Vec<Webhook>> {
    Box::pin(async move { q.rows(&LIST, args![account.0]).await })
}

/// How many webhooks the account has.
pub fn count(q: &mut dyn Connection, account: AccountId) -> Boxed<'_, i64> {
    Box::pin(async move { Ok(q.one::<(i64,)>(&COUNT, args![account.0]).await?.0) })
}

/// Keeps what people say of a webhook; false if its revision is no longer the expected one.
pub fn update<'a>(tx: &'a mut Tx, webhook: &'a Webhook, expected_revision: i64) -> Boxed<'a, bool> {
    Box::pin(async move {
        let values = args![
            webhook.account_id.0,
            webhook.id.0,
            expected_revision,
            webhook.url,
            words(&webhook.events),
            webhook.signature_style.word(),
            webhook.payload_style.word(),
            webhook.description,
            webhook.disabled.map(|disabled| At(disabled.at)),
            webhook.disabled.map(|disabled| disabled.reason.word()),
            webhook.revision,
            At(webhook.updated_at)
        ];
        Ok(tx.execute(&UPDATE, values).await? == 1)
    })
}

/// Lets a webhook be told of what comes behind `place`, and forgets that it was failing; false if there is none.
pub fn follow_from(
    tx: &mut Tx,
    account: AccountId,
    id: WebhookId,
    place: Place,
) -> Boxed<'_, bool> {
    Box::pin(async move {
        let values = args![account.0, id.0, place.txid, place.sequence];
        Ok(tx.execute(&FOLLOW_FROM, values).await? == 1)
    })
}

/// Removes a webhook with its deliveries; false if there is none.
pub fn delete(tx: &mut Tx, account: AccountId, id: WebhookId) -> Boxed<'_, bool> {
    Box::pin(async move { Ok(tx.execute(&DELETE, args![account.0, id.0]).await? == 1) })
}

/// The sealed secrets of a webhook.
pub fn secrets(
    q: &mut dyn Connection,
    account: AccountId,
    id: WebhookId,
) -> Boxed<'_, Option<Secrets>> {
    Box::pin(async move { q.optional(&SECRETS, args![account.0, id.0]).await })
}

/// The sealed secrets of the webhooks of all accounts, up to `limit`.
pub fn all_secrets(
    q: &mut dyn Connection,
    limit: i64,
) -> Boxed<'_, Vec<(WebhookId, AccountId, Vec<u8>)>> {
    Box::pin(async move {
        let found: Vec<(Uuid, Uuid, Vec<u8>)> = q.rows(&LIST_ALL, args![limit]).await?;
        Ok(found
            .into_iter()
            .map(|(id, account, secret)| (WebhookId(id), AccountId(account), secret))
            .collect())
    })
}

/// Puts a new secret in place of the present one, which signs too until a moment; false if the webhook's revision is
/// no longer the expected one.
pub fn rotate<'a>(
    tx: &'a mut Tx,
    webhook: &'a Webhook,
    secret: &'a [u8],
    previous_until: Timestamp,
    now: Timestamp,
) -> Boxed<'a, bool> {
    Box::pin(async move {
        let values = args![
            webhook.account_id.0,
            webhook.id.0,
            webhook.revision,
            secret,
            At(previous_until),
            At(now)
        ];
        Ok(tx.execute(&ROTATE, values).await? == 1)
    })
}

/// Whether anybody is told anything.
pub fn any_enabled(q: &mut dyn Connection) -> Boxed<'_, bool> {
    Box::pin(async move { Ok(q.optional::<(Uuid,)>(&ANY_ENABLED, &[]).await?.is_some()) })
}

/// Up to `limit` webhooks, of all accounts in turn, that have not been told of the latest events. Those that wait after a
/// failure, and those of suspended accounts, are left out.
pub fn behind(q: &mut dyn Connection, now: Timestamp, limit: i64) -> Boxed<'_, Vec<Follower>> {
    Box::pin(async move { q.rows(&BEHIND, args![limit, At(now)]).await })
}

/// Notes that a webhook has been told of what is up to `to`; false if it was moved or disabled meanwhile.
pub fn advance(tx: &mut Tx, id: WebhookId, from: Place, to: Place) -> Boxed<'_, bool> {
    Box::pin(async move {
        let values = args![id.0, from.txid, from.sequence, to.txid, to.sequence];
        Ok(tx.execute(&ADVANCE, values).await? == 1)
    })
}

/// Notes that a delivery of the webhook is due at a moment.
pub fn wake(tx: &mut Tx, id: WebhookId, at: Timestamp) -> Boxed<'_, ()> {
    Box::pin(async move {
        // A row that is not changed is due earlier already.
        tx.execute(&WAKE, args![id.0, At(at)]).await.map(|_| ())
    })
}

/// A webhook that has a delivery due and is not at it.
#[derive(Clone, Debug)]
pub struct Waiting {
    /// Which.
    pub id: WebhookId,
    /// Whose.
    pub account_id: AccountId,
    /// Where its deliveries go.
    pub url: String,
}

impl FromRow for Waiting {
    fn from_row(row: &mut Row<'_>) -> Result<Self> {
        Ok(Self {
            id: WebhookId(row.take()?),
            account_id: AccountId(row.take()?),
            url: row.take()?,
        })
    }
}

/// Up to `limit` webhooks that have a delivery due and are not at it: of each account the longest due first, and the
/// accounts in turn. Suspended accounts are left out.
pub fn due(q: &mut dyn Connection, now: Timestamp, limit: i64) -> Boxed<'_, Vec<Waiting>> {
    Box::pin(async move { q.rows(&DUE, args![At(now), limit]).await })
}

/// Takes a webhook that has a delivery due; nobody else gets it until `lease_until`. None if somebody else was quicker.
pub fn claim(
    tx: &mut Tx,
    id: WebhookId,
    now: Timestamp,
    lease_until: Timestamp,
) -> Boxed<'_, Option<Leased>> {
    Box::pin(async move { tx.optional(&CLAIM, args![At(now), At(lease_until), id.0]).await })
}

/// Keeps a leased webhook for longer, and reads it again; none if it was disabled, removed, or leased by another.
pub fn keep<'a>(
    tx: &'a mut Tx,
    leased: &'a Leased,
    lease_until: Timestamp,
) -> Boxed<'a, Option<Leased>> {
    Box::pin(async move {
        let values = args![leased.webhook.id.0, leased.lease, At(lease_until)];
        tx.optional(&KEEP, values).await
    })
}

/// Gives a leased webhook back; says when its next delivery is due.
pub fn release<'a>(tx: &'a mut Tx, leased: &'a Leased) -> Boxed<'a, Option<Timestamp>> {
    Box::pin(async move {
        let id = leased.webhook.id.0;
        if tx.execute(&UNLOCK, args![id, leased.lease]).await? == 0 {
            // Somebody else has it, and gives it back.
            return Ok(None);
        }
        // A statement of its own: it sees what was added by whoever held the row before it was ours.
        let next: Option<NextAt> = tx.optional(&SET_NEXT, args![id]).await?;
        Ok(next.and_then(|next| next.0))
    })
}

struct NextAt(Option<Timestamp>);

impl FromRow for NextAt {
    fn from_row(row: &mut Row<'_>) -> Result<Self> {
        row.moment().map(Self)
    }
}

/// Notes that a delivery arrived.
pub fn note_success(tx: &mut Tx, id: WebhookId) -> Boxed<'_, ()> {
    Box::pin(async move { tx.execute(&NOTE_SUCCESS, args![id.0]).await.map(|_| ()) })
}

/// Notes that an attempt failed at `now`, unless those before failed too.
pub fn note_failure(tx: &mut Tx, id: WebhookId, now: Timestamp) -> Boxed<'_, ()> {
    Box::pin(async move { tx.execute(&NOTE_FAILURE, args![id.0, At(now)]).await.map(|_| ()) })
}

/// Disables a webhook whose every attempt has failed since `failing_since` or longer; false if that is not so.
pub fn disable(
    tx: &mut Tx,
    id: WebhookId,
    disabled: Disabled,
    failing_since: Timestamp,
) -> Boxed<'_, bool> {
    Box::pin(async move {
        let values = args![id.0, At(disabled.at), disabled.reason.word(), At(failing_since)];
        Ok(tx.execute(&DISABLE, values).await? == 1)
    })
}
