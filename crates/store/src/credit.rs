//! Credit of customers: what was paid beyond what was due, and what of it pays other invoices.

use crate::{
    Boxed, Connection, Query, Result, Tx,
    db::{At, FromRow, Row, args, statements},
};
use net30_domain::{
    Date, Timestamp,
    id::{AccountId, CreditUseId, CustomerId, InvoiceId, PaymentId},
    money::{Amount, Currency, Sum},
    payment::CreditUse,
};
use std::collections::BTreeMap;
use uuid::Uuid;

statements! {
    IN_CREDIT = "select id from invoice @by(invoice_in_credit)
        where customer_id = ?1 and due_minor < 0 and stage = 1 and account_id = ?2 and currency = ?3 and document = 0
        order by issue_date, id";
    BALANCES = "select currency, due_minor from invoice @by(invoice_in_credit)
        where customer_id = ?1 and due_minor < 0 and stage = 1 and account_id = ?2 and document = 0";
    INSERT = "insert into credit_use (id, account_id, from_payment_id, to_payment_id, amount_minor, applied_on,
        created_at) values (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    RELEASE = "update credit_use set released_at = ?3
        where account_id = ?1 and to_payment_id = ?2 and released_at is null";
    SOURCES = "select distinct p.invoice_id from credit_use u @by(credit_use_by_target)
        join payment p on p.id = u.from_payment_id where u.to_payment_id = ?1 and u.released_at is null order by 1";
    SCAN = "select u.id, p.invoice_id, i.currency, u.to_payment_id, u.amount_minor, u.applied_on, u.created_at,
        u.released_at from credit_use u join payment p on p.id = u.from_payment_id join invoice i on i.id = p.invoice_id
        where u.id > ?1 and u.account_id = ?2 order by u.id limit ?3";
    // What pays by credit without as much credit that was used for it.
    UNBALANCED = "select p.id from payment p @by(payment_by_creation)
        left join credit_use u on u.to_payment_id = p.id and u.released_at is null
        where p.account_id = ?1 and p.method = 'credit' and p.reversed_at is null
        group by p.id, p.amount_minor having p.amount_minor <> coalesce(cast(sum(u.amount_minor) as bigint), 0) limit 1";
    // Credit that was used for what is not paid by it, or is another customer's or in another currency.
    MISPLACED = "select u.id from credit_use u @by(credit_use_by_day)
        join payment f on f.id = u.from_payment_id join payment t on t.id = u.to_payment_id
        join invoice i on i.id = f.invoice_id join invoice j on j.id = t.invoice_id
        where u.account_id = ?1 and u.released_at is null
            and (f.reversed_at is not null or t.reversed_at is not null or t.method <> 'credit' or i.id = j.id
                or i.customer_id <> j.customer_id or i.currency <> j.currency or u.amount_minor <= 0) limit 1";
}

impl FromRow for CreditUse {
    fn from_row(row: &mut Row<'_>) -> Result<Self> {
        Ok(Self {
            id: CreditUseId(row.take()?),
            from: PaymentId(row.take()?),
            to: PaymentId(row.take()?),
            amount: Amount(row.take()?),
            date: row.take()?,
            created_at: row.take::<At>()?.0,
        })
    }
}

/// Has this transaction wait until no other one uses a customer's credit.
pub fn wait_for(tx: &mut Tx, account: AccountId, customer: CustomerId) -> Boxed<'_, ()> {
    Box::pin(async move { tx.claim(&format!("credit\n{account}\n{customer}")).await.map(|_| ()) })
}

/// The invoices of a customer on which more was paid than was due, the oldest first.
pub fn in_credit(
    q: &mut dyn Connection,
    account: AccountId,
    customer: CustomerId,
    currency: Currency,
) -> Boxed<'_, Vec<InvoiceId>> {
    Box::pin(async move {
        let values = args![customer.0, account.0, currency.code()];
        let ids: Vec<(Uuid,)> = q.rows(&IN_CREDIT, values).await?;
        Ok(ids.into_iter().map(|(id,)| InvoiceId(id)).collect())
    })
}

struct Balance(Currency, Amount);

impl FromRow for Balance {
    fn from_row(row: &mut Row<'_>) -> Result<Self> {
        Ok(Self(row.read(Currency::parse)?, Amount(row.take()?)))
    }
}

/// The credit of a customer, for each currency in which there is any; above zero.
pub fn balances(
    q: &mut dyn Connection,
    account: AccountId,
    customer: CustomerId,
) -> Boxed<'_, Vec<(Currency, Sum)>> {
    Box::pin(async move {
        let rows: Vec<Balance> = q.rows(&BALANCES, args![customer.0, account.0]).await?;
        let mut sums: BTreeMap<&str, (Currency, Sum)> = BTreeMap::new();
        for Balance(currency, due) in rows {
            sums.entry(currency.code()).or_insert((currency, Sum::ZERO)).1 += -Sum::from(due);
        }
        Ok(sums.into_values().collect())
    })
}

/// Keeps a new use of credit.
pub fn insert<'a>(tx: &'a mut Tx, account: AccountId, used: &'a CreditUse) -> Boxed<'a, ()> {
    Box::pin(async move {
        let values = args![
            used.id.0,
            account.0,
            used.from.0,
            used.to.0,
            used.amount.0,
            used.date,
            At(used.created_at)
        ];
        tx.execute(&INSERT, values).await.map(|_| ())
    })
}

/// The invoices whose credit a payment uses.
pub fn sources(q: &mut dyn Connection, payment: PaymentId) -> Boxed<'_, Vec<InvoiceId>> {
    Box::pin(async move {
        let ids: Vec<(Uuid,)> = q.rows(&SOURCES, args![payment.0]).await?;
        Ok(ids.into_iter().map(|(id,)| InvoiceId(id)).collect())
    })
}

/// Takes back what a payment uses of credit; false if it uses none.
pub fn release(
    tx: &mut Tx,
    account: AccountId,
    payment: PaymentId,
    now: Timestamp,
) -> Boxed<'_, bool> {
    Box::pin(
        async move { Ok(tx.execute(&RELEASE, args![account.0, payment.0, At(now)]).await? > 0) },
    )
}

/// A use of credit, taken back or not, and where it came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Used {
    /// The use.
    pub id: CreditUseId,
    /// The invoice whose payments brought too much.
    pub from: InvoiceId,
    /// Its currency.
    pub currency: Currency,
    /// What was paid by it.
    pub to: PaymentId,
    /// How much.
    pub amount: Amount,
    /// The day from which it counts.
    pub date: Date,
    /// When it was used.
    pub created_at: Timestamp,
    /// When it was taken back.
    pub released_at: Option<Timestamp>,
}

impl FromRow for Used {
    fn from_row(row: &mut Row<'_>) -> Result<Self> {
        Ok(Self {
            id: CreditUseId(row.take()?),
            from: InvoiceId(row.take()?),
            currency: row.read(Currency::parse)?,
            to: PaymentId(row.take()?),
            amount: Amount(row.take()?),
            date: row.take()?,
            created_at: row.take::<At>()?.0,
            released_at: row.take::<Option<At>>()?.map(|at| at.0),
        })
    }
}

/// The account's uses of credit after one, in the order of their ids: for going through all.
pub fn scan(
    q: &mut dyn Connection,
    account: AccountId,
    after: Option<CreditUseId>,
    limit: i64,
) -> Boxed<'_, Vec<Used>> {
    Box::pin(async move {
        let after = after.map_or(Uuid::nil(), |id| id.0);
        q.rows(&SCAN, args![after, account.0, limit]).await
    })
}

/// A payment by credit that is not covered by it, and a use of credit that is none; nothing if all is well.
pub fn contradiction(q: &mut dyn Connection, account: AccountId) -> Boxed<'_, Option<String>> {
    Box::pin(async move {
        let unbalanced: Option<(Uuid,)> = q.optional(&UNBALANCED, args![account.0]).await?;
        let misplaced: Option<(Uuid,)> = q.optional(&MISPLACED, args![account.0]).await?;
        Ok(match (unbalanced, misplaced) {
            (Some((id,)), _) => {
                Some(format!("payment {id} is more or less than the credit that it uses"))
            }
            (None, Some((id,))) => Some(format!(
                "the use {id} of credit is not that of a payment of the same customer"
            )),
            (None, None) => None,
        })
    })
}
