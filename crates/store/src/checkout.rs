//! Attempts to pay online, each with the Checkout Session that Stripe made for it.
//!
//! An attempt is reserved before Stripe is called, gets its session afterwards, and ends once. What was paid by it is
//! accounted for once, and that may be after its end: a session may be paid in the moment that it is given up.

use crate::{
    Boxed, Connection, Query, Result, Tx,
    db::{At, FromRow, Row, args, statements},
};
use net30_domain::{
    Timestamp,
    id::{AccountId, InvoiceId, PaymentId},
    money::{Amount, Currency},
};
use uuid::Uuid;

macro_rules! columns {
    () => {
        "id, account_id, invoice_id, attempt, currency, amount_minor, due_minor, charged_units, session_id, url, \
        outcome, declined, payment_id, check_at, created_at, expires_at, ended_at, settled_at"
    };
}

statements! {
    LAST_ATTEMPT = "select coalesce(max(attempt), 0) from checkout where invoice_id = ?1";
    RESERVE = "insert into checkout (id, account_id, invoice_id, attempt, currency, amount_minor, due_minor,
        charged_units, check_at, created_at, expires_at) values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";
    LOAD = concat!("select ", columns!(), " from checkout where account_id = ?1 and id = ?2");
    LIVE = concat!(
        "select ", columns!(), " from checkout where account_id = ?1 and invoice_id = ?2 and ended_at is null"
    );
    BY_SESSION = concat!("select ", columns!(), " from checkout where account_id = ?1 and session_id = ?2");
    SET_SESSION = "update checkout set session_id = ?2, url = ?3 where id = ?1 and ended_at is null
        and (session_id is null or session_id = ?2)";
    CLEAR_URL = "update checkout set url = null where id = ?1 and ended_at is null";
    END = "update checkout set ended_at = ?2, outcome = ?3 where id = ?1 and ended_at is null";
    ABANDON = "update checkout set ended_at = ?2, outcome = ?3 where id = ?1 and ended_at is null and session_id is null";
    SETTLE = "update checkout set settled_at = ?2, ended_at = coalesce(ended_at, ?2), outcome = ?3, payment_id = ?4
        where id = ?1 and settled_at is null";
    SET_DECLINED = "update checkout set declined = ?2 where id = ?1 and ended_at is null and declined is distinct from ?2";
    CHECK_AT = "update checkout set check_at = ?2 where id = ?1 and ended_at is null";
    CHECK_SOON = "update checkout set check_at = ?3
        where invoice_id = ?1 and account_id = ?2 and ended_at is null and session_id is not null";
    ANY_DUE = "select id from checkout @by(checkout_to_check) where ended_at is null and check_at <= ?1 limit 1";
    // The condition is repeated, since another server may have taken the row meanwhile.
    CLAIM = concat!(
        "update checkout set check_at = ?2 where id in (
            select id from (
                select c.id, c.check_at, row_number() over (partition by c.account_id order by c.check_at, c.id) as place
                from checkout c @by(checkout_to_check) where c.ended_at is null and c.check_at <= ?1
            ) ranked order by place, check_at, id limit ?3
        ) and ended_at is null and check_at <= ?1 returning ", columns!()
    );
    UNMATCHED = concat!(
        "select ", columns!(), " from checkout @by(checkout_unmatched)
        where account_id = ?1 and outcome = 'unmatched' and seen_to_at is null order by settled_at limit ?2"
    );
    SEE_TO = "update checkout set seen_to_at = ?3
        where account_id = ?1 and id = ?2 and outcome = 'unmatched' and seen_to_at is null";
    CLAIM_ONE = "update checkout set check_at = ?3 where id = ?1 and ended_at is null and check_at = ?2";
}

/// How an attempt ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It was paid, and the payment is recorded.
    Paid,
    /// It was paid, but there is no document to record the payment on, or the money is not what was agreed.
    Unmatched,
    /// The payment was refused in the end.
    Failed,
    /// Nobody paid in time.
    Expired,
    /// Another attempt took its place, or nothing is due any more.
    Replaced,
    /// Stripe never made a session, or does not know it.
    Abandoned,
}

impl Outcome {
    const ALL: [Self; 6] =
        [Self::Paid, Self::Unmatched, Self::Failed, Self::Expired, Self::Replaced, Self::Abandoned];

    fn word(self) -> &'static str {
        match self {
            Self::Paid => "paid",
            Self::Unmatched => "unmatched",
            Self::Failed => "failed",
            Self::Expired => "expired",
            Self::Replaced => "replaced",
            Self::Abandoned => "abandoned",
        }
    }

    fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| outcome.word() == word)
    }
}

/// An attempt to pay a document online.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkout {
    /// Its id.
    pub id: Uuid,
    /// Whose document.
    pub account_id: AccountId,
    /// What is to be paid.
    pub invoice_id: InvoiceId,
    /// Counts the attempts to pay the document, from 1.
    pub attempt: i32,
    /// In which currency.
    pub currency: Currency,
    /// How much is to be paid.
    pub amount: Amount,
    /// How much was due when it was made.
    pub due: Amount,
    /// The amount in Stripe's own units.
    pub charged_units: i64,
    /// Stripe's id of the session, once there is one.
    pub session_id: Option<String>,
    /// Where the payer pays.
    pub url: Option<String>,
    /// How it ended.
    pub outcome: Option<Outcome>,
    /// Stripe's id of the last charge that was declined.
    pub declined: Option<String>,
    /// The payment that was recorded.
    pub payment_id: Option<PaymentId>,
    /// When Stripe is to be asked next.
    pub check_at: Timestamp,
    /// When it was made.
    pub created_at: Timestamp,
    /// When its session expires.
    pub expires_at: Timestamp,
    /// When it became known how it ended.
    pub ended_at: Option<Timestamp>,
    /// When the money was accounted for.
    pub settled_at: Option<Timestamp>,
}

impl FromRow for Checkout {
    fn from_row(row: &mut Row<'_>) -> Result<Self> {
        Ok(Self {
            id: row.take()?,
            account_id: AccountId(row.take()?),
            invoice_id: InvoiceId(row.take()?),
            attempt: row.take()?,
            currency: row.read(Currency::parse)?,
            amount: Amount(row.take()?),
            due: Amount(row.take()?),
            charged_units: row.take()?,
            session_id: row.take()?,
            url: row.take()?,
            outcome: row.take::<Option<String>>()?.as_deref().and_then(Outcome::parse),
            declined: row.take()?,
            payment_id: row.take::<Option<Uuid>>()?.map(PaymentId),
            check_at: row.take::<At>()?.0,
            created_at: row.take::<At>()?.0,
            expires_at: row.take::<At>()?.0,
            ended_at: row.moment()?,
            settled_at: row.moment()?,
        })
    }
}

/// A new attempt, before it has a number.
#[derive(Clone, Copy, Debug)]
pub struct Reservation {
    /// Its id.
    pub id: Uuid,
    /// Whose document.
    pub account_id: AccountId,
    /// What is to be paid.
    pub invoice_id: InvoiceId,
    /// In which currency.
    pub currency: Currency,
    /// How much is to be paid.
    pub amount: Amount,
    /// How much is due.
    pub due: Amount,
    /// The amount in Stripe's own units.
    pub charged_units: i64,
    /// When Stripe is to be asked first.
    pub check_at: Timestamp,
    /// When it is made.
    pub created_at: Timestamp,
    /// When its session is to expire.
    pub expires_at: Timestamp,
}

/// Keeps a new attempt under the document's next number.
///
/// # Errors
/// [`crate::Error::Unique`] if the document has a live attempt.
pub fn reserve<'a>(tx: &'a mut Tx, new: &'a Reservation) -> Boxed<'a, ()> {
    Box::pin(async move {
        let (last,): (i32,) = tx.one(&LAST_ATTEMPT, args![new.invoice_id.0]).await?;
        let values = args![
            new.id,
            new.account_id.0,
            new.invoice_id.0,
            last + 1,
            new.currency.code(),
            new.amount.0,
            new.due.0,
            new.charged_units,
            At(new.check_at),
            At(new.created_at),
            At(new.expires_at)
        ];
        tx.execute(&RESERVE, values).await.map(|_| ())
    })
}

/// The attempt with an id.
pub fn load(q: &mut dyn Connection, account: AccountId, id: Uuid) -> Boxed<'_, Option<Checkout>> {
    Box::pin(async move { q.optional(&LOAD, args![account.0, id]).await })
}

/// The document's live attempt.
pub fn live(
    q: &mut dyn Connection,
    account: AccountId,
    invoice: InvoiceId,
) -> Boxed<'_, Option<Checkout>> {
    Box::pin(async move { q.optional(&LIVE, args![account.0, invoice.0]).await })
}

/// The attempt with a session.
pub fn by_session<'a>(
    q: &'a mut dyn Connection,
    account: AccountId,
    session_id: &'a str,
) -> Boxed<'a, Option<Checkout>> {
    Box::pin(async move { q.optional(&BY_SESSION, args![account.0, session_id]).await })
}

/// Keeps the session that Stripe made for an attempt; false if the attempt is over, or has another session.
pub fn set_session<'a>(
    tx: &'a mut Tx,
    id: Uuid,
    session_id: &'a str,
    url: &'a str,
) -> Boxed<'a, bool> {
    Box::pin(async move { Ok(tx.execute(&SET_SESSION, args![id, session_id, url]).await? == 1) })
}

/// Notes that the payer is done and nothing is left to be opened; false if the attempt is over.
pub fn clear_url(tx: &mut Tx, id: Uuid) -> Boxed<'_, bool> {
    Box::pin(async move { Ok(tx.execute(&CLEAR_URL, args![id]).await? == 1) })
}

/// Ends an attempt by which nothing was paid; false if it had ended before.
pub fn end(tx: &mut Tx, id: Uuid, outcome: Outcome, now: Timestamp) -> Boxed<'_, bool> {
    Box::pin(async move { Ok(tx.execute(&END, args![id, At(now), outcome.word()]).await? == 1) })
}

/// Ends an attempt that has no session; false if it has one by now, or had ended before.
pub fn abandon(tx: &mut Tx, id: Uuid, now: Timestamp) -> Boxed<'_, bool> {
    Box::pin(async move {
        let values = args![id, At(now), Outcome::Abandoned.word()];
        Ok(tx.execute(&ABANDON, values).await? == 1)
    })
}

/// Notes that what was paid by an attempt is accounted for; false if it had been before.
pub fn settle(
    tx: &mut Tx,
    id: Uuid,
    outcome: Outcome,
    payment: Option<PaymentId>,
    now: Timestamp,
) -> Boxed<'_, bool> {
    Box::pin(async move {
        let values = args![id, At(now), outcome.word(), payment.map(|payment| payment.0)];
        Ok(tx.execute(&SETTLE, values).await? == 1)
    })
}

/// Notes that a charge was declined; false if it was noted before, or the attempt is over.
pub fn set_declined<'a>(tx: &'a mut Tx, id: Uuid, charge: &'a str) -> Boxed<'a, bool> {
    Box::pin(async move { Ok(tx.execute(&SET_DECLINED, args![id, charge]).await? == 1) })
}

/// Sets when Stripe is to be asked next; false if the attempt is over.
pub fn check_at(tx: &mut Tx, id: Uuid, at: Timestamp) -> Boxed<'_, bool> {
    Box::pin(async move { Ok(tx.execute(&CHECK_AT, args![id, At(at)]).await? == 1) })
}

/// Has the document's live attempt looked at; false if there is none that has a session.
pub fn check_soon(
    tx: &mut Tx,
    account: AccountId,
    invoice: InvoiceId,
    now: Timestamp,
) -> Boxed<'_, bool> {
    Box::pin(async move {
        Ok(tx.execute(&CHECK_SOON, args![invoice.0, account.0, At(now)]).await? == 1)
    })
}

/// Whether Stripe is to be asked for an attempt by now.
pub fn any_due(q: &mut dyn Connection, now: Timestamp) -> Boxed<'_, bool> {
    Box::pin(async move { Ok(q.optional::<(Uuid,)>(&ANY_DUE, args![At(now)]).await?.is_some()) })
}

/// Takes up to `limit` attempts for which Stripe is to be asked by now, the accounts in turn; nobody else gets them until
/// `again_at`.
pub fn claim(
    tx: &mut Tx,
    now: Timestamp,
    again_at: Timestamp,
    limit: i64,
) -> Boxed<'_, Vec<Checkout>> {
    Box::pin(async move { tx.rows(&CLAIM, args![At(now), At(again_at), limit]).await })
}

/// Attempts whose money fits no document, and that nobody has seen to; the oldest first.
pub fn unmatched(
    q: &mut dyn Connection,
    account: AccountId,
    limit: i64,
) -> Boxed<'_, Vec<Checkout>> {
    Box::pin(async move { q.rows(&UNMATCHED, args![account.0, limit]).await })
}

/// Notes that somebody has seen to an attempt whose money fits no document; false if there is none that waits.
pub fn see_to(tx: &mut Tx, account: AccountId, id: Uuid, now: Timestamp) -> Boxed<'_, bool> {
    Box::pin(async move { Ok(tx.execute(&SEE_TO, args![account.0, id, At(now)]).await? == 1) })
}

/// Takes one attempt for asking Stripe out of turn; false if somebody else has taken it since it was loaded.
pub fn claim_one<'a>(
    tx: &'a mut Tx,
    checkout: &'a Checkout,
    again_at: Timestamp,
) -> Boxed<'a, bool> {
    Box::pin(async move {
        let values = args![checkout.id, At(checkout.check_at), At(again_at)];
        Ok(tx.execute(&CLAIM_ONE, values).await? == 1)
    })
}
