//! Payments and refunds. An invoice is loaded with its own.

use crate::{
    Boxed, Connection, Paging, Query, Result, Slice, Total, Tx,
    db::{AskAmong, At, Error, FromRow, Row, args, ask_among, statements},
    paging::{COUNT_MAX, NewestFirst},
};
use net30_domain::{
    Timestamp,
    id::{AccountId, InvoiceId, PaymentId, RefundId},
    money::{Amount, Currency},
    payment::{CreditUse, Method, Payment, Refund, RefundReason},
};
use std::collections::HashMap;
use uuid::Uuid;

macro_rules! columns {
    () => {
        "id, invoice_id, amount_minor, method, reference, notes, paid_on, created_at, reversed_at"
    };
}

statements! {
    INSERT = concat!(
        "insert into payment (account_id, ", columns!(), ") values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)"
    );
    REVERSE = "update payment set reversed_at = ?3 where account_id = ?1 and id = ?2 and reversed_at is null";
    INSERT_REFUND = "insert into refund (account_id, id, payment_id, amount_minor, reason, notes, refunded_on,
        created_at) values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
    LOAD = concat!("select ", columns!(), " from payment where account_id = ?1 and id = ?2");
    OF_INVOICE = concat!(
        "select invoice_id, ", columns!(), " from payment where @among(invoice_id) order by created_at, id"
    );
    LIST = concat!(
        "select ", columns!(), " from payment @by(payment_by_creation)
        where account_id = ?1 and (created_at, id) < (?2, ?3)
        order by created_at desc, id desc limit ?4 offset ?5"
    );
    SCAN = concat!(
        "select ", columns!(), " from payment @by(payment_by_creation)
        where account_id = ?1 and (created_at, id) > (?2, ?3) order by created_at, id limit ?4"
    );
    COUNT = "select count(*) from (select 1 from payment @by(payment_by_creation) where account_id = ?1
        limit ?2) counted";
    COUNT_REFUNDS = "select count(*) from refund where account_id = ?1";
    CURRENCY_OF = "select id, currency from invoice where @among(id)";
    USES_OF = "select from_payment_id, id, from_payment_id, to_payment_id, amount_minor, applied_on, created_at from credit_use
        where @among(from_payment_id) and released_at is null order by created_at, id";
    REFUNDS_OF = "select payment_id, id, payment_id, amount_minor, reason, notes, refunded_on, created_at from refund
        where @among(payment_id) order by created_at, id";
}

impl FromRow for Payment {
    fn from_row(row: &mut Row<'_>) -> Result<Self> {
        Ok(Self {
            id: PaymentId(row.take()?),
            invoice_id: InvoiceId(row.take()?),
            amount: Amount(row.take()?),
            method: row.read(Method::parse)?,
            reference: row.take()?,
            notes: row.take()?,
            date: row.take()?,
            created_at: row.take::<At>()?.0,
            reversed_at: row.moment()?,
            refunds: vec![],
            uses: vec![],
        })
    }
}

impl FromRow for Refund {
    fn from_row(row: &mut Row<'_>) -> Result<Self> {
        Ok(Self {
            id: RefundId(row.take()?),
            payment_id: PaymentId(row.take()?),
            amount: Amount(row.take()?),
            reason: row.read(RefundReason::parse)?,
            notes: row.take()?,
            date: row.take()?,
            created_at: row.take::<At>()?.0,
        })
    }
}

/// Keeps a new payment. Its refunds are kept by [`insert_refund`].
pub fn insert<'a>(tx: &'a mut Tx, payment: &'a Payment, account: AccountId) -> Boxed<'a, ()> {
    Box::pin(async move {
        let values = args![
            account.0,
            payment.id.0,
            payment.invoice_id.0,
            payment.amount.0,
            payment.method.word(),
            payment.reference,
            payment.notes,
            payment.date,
            At(payment.created_at),
            payment.reversed_at.map(At)
        ];
        tx.execute(&INSERT, values).await.map(|_| ())
    })
}

/// Marks a payment as reversed; false if there is none, or it was reversed before.
pub fn reverse(tx: &mut Tx, account: AccountId, id: PaymentId, now: Timestamp) -> Boxed<'_, bool> {
    Box::pin(async move { Ok(tx.execute(&REVERSE, args![account.0, id.0, At(now)]).await? == 1) })
}

/// Keeps a new refund of a payment.
pub fn insert_refund<'a>(tx: &'a mut Tx, account: AccountId, refund: &'a Refund) -> Boxed<'a, ()> {
    Box::pin(async move {
        let values = args![
            account.0,
            refund.id.0,
            refund.payment_id.0,
            refund.amount.0,
            refund.reason.word(),
            refund.notes,
            refund.date,
            At(refund.created_at)
        ];
        tx.execute(&INSERT_REFUND, values).await.map(|_| ())
    })
}

/// The payment with an id, and its refunds.
pub fn load(
    q: &mut dyn Connection,
    account: AccountId,
    id: PaymentId,
) -> Boxed<'_, Option<Payment>> {
    Box::pin(async move {
        let mut payment: Vec<Payment> = q.rows(&LOAD, args![account.0, id.0]).await?;
        add_refunds(q, payment.iter_mut().collect()).await?;
        Ok(payment.pop())
    })
}

/// The account's payments, newest first, reversed ones included.
///
/// # Errors
/// [`crate::Error::BadCursor`] if the cursor is not of this list.
pub fn list<'a>(
    q: &'a mut dyn Connection,
    account: AccountId,
    paging: &'a Paging,
) -> Boxed<'a, Slice<Payment>> {
    Box::pin(async move {
        let NewestFirst { before, id_before, offset } = NewestFirst::of(paging)?;
        let values = args![account.0, before, id_before, paging.one_more(), offset];
        let payments: Vec<Payment> = q.rows(&LIST, values).await?;
        let cursor = |last: &Payment| NewestFirst::after(last.created_at, last.id.0);
        let mut slice = Slice::cut(payments, paging, cursor);
        add_refunds(q, slice.items.iter_mut().collect()).await?;
        Ok(slice)
    })
}

/// The account's payments after one, in the order they were recorded, reversed ones included: for going through all.
pub fn scan<'a>(
    q: &'a mut dyn Connection,
    account: AccountId,
    after: Option<&'a Payment>,
    limit: i64,
) -> Boxed<'a, Vec<Payment>> {
    Box::pin(async move {
        let (at, id) = after.map_or((Timestamp::UNIX_EPOCH, Uuid::nil()), |payment| {
            (payment.created_at, payment.id.0)
        });
        let mut payments: Vec<Payment> = q.rows(&SCAN, args![account.0, At(at), id, limit]).await?;
        add_refunds(q, payments.iter_mut().collect()).await?;
        Ok(payments)
    })
}

/// How many payments the account has, reversed ones included.
pub fn count(q: &mut dyn Connection, account: AccountId) -> Boxed<'_, Total> {
    Box::pin(async move {
        let (count,): (i64,) = q.one(&COUNT, args![account.0, COUNT_MAX + 1]).await?;
        Ok(Total::of(count))
    })
}

/// How many refunds the account has given.
pub fn count_refunds(q: &mut dyn Connection, account: AccountId) -> Boxed<'_, i64> {
    Box::pin(async move { Ok(q.one::<(i64,)>(&COUNT_REFUNDS, args![account.0]).await?.0) })
}

/// The currency of each payment: that of the document that it pays.
///
/// # Errors
/// [`Error::Broken`] if a payment's document is gone, which foreign keys prevent.
pub fn currencies<'a>(
    q: &'a mut dyn Connection,
    payments: &'a [Payment],
) -> Boxed<'a, Vec<Currency>> {
    Box::pin(async move {
        let mut ids: Vec<Uuid> = payments.iter().map(|payment| payment.invoice_id.0).collect();
        ids.sort_unstable();
        ids.dedup();
        let found: Vec<Vec<CurrencyOf>> = q.rows_among(&CURRENCY_OF, &ids, &[]).await?;
        let one = |payment: &Payment| {
            let place = ids.binary_search(&payment.invoice_id.0).ok()?;
            found[place].first().map(|row| row.0)
        };
        let known: Option<Vec<Currency>> = payments.iter().map(one).collect();
        known.ok_or_else(|| Error::broken("a payment's document is gone"))
    })
}

struct CurrencyOf(Currency);

impl FromRow for CurrencyOf {
    fn from_row(row: &mut Row<'_>) -> Result<Self> {
        row.read(Currency::parse).map(Self)
    }
}

/// The question for the payments of each of some documents, in the order they were recorded, without their refunds.
pub(crate) fn ask_of_invoices(invoices: &[Uuid]) -> AskAmong<'_, Payment> {
    ask_among(&OF_INVOICE, invoices, &[])
}

/// The payments of each of some documents, in the order they were recorded, with their refunds.
pub(crate) fn of_invoices<'a>(
    q: &'a mut dyn Connection,
    invoices: &'a [InvoiceId],
) -> Boxed<'a, HashMap<InvoiceId, Vec<Payment>>> {
    Box::pin(async move {
        let ids: Vec<Uuid> = invoices.iter().map(|id| id.0).collect();
        let (payments,) = q.answers((ask_of_invoices(&ids),)).await?;
        let payments = with_refunds(q, payments).await?;
        Ok(invoices.iter().copied().zip(payments).collect())
    })
}

/// Some lists of payments with their refunds.
pub(crate) fn with_refunds(
    q: &mut dyn Connection,
    mut lists: Vec<Vec<Payment>>,
) -> Boxed<'_, Vec<Vec<Payment>>> {
    Box::pin(async move {
        add_refunds(q, lists.iter_mut().flatten().collect()).await?;
        Ok(lists)
    })
}

async fn add_refunds(q: &mut dyn Connection, payments: Vec<&mut Payment>) -> Result<()> {
    if payments.is_empty() {
        return Ok(());
    }
    let ids: Vec<Uuid> = payments.iter().map(|payment| payment.id.0).collect();
    let questions =
        (ask_among::<Refund>(&REFUNDS_OF, &ids, &[]), ask_among::<CreditUse>(&USES_OF, &ids, &[]));
    let (refunds, uses) = q.answers(questions).await?;
    for ((payment, refunds), uses) in payments.into_iter().zip(refunds).zip(uses) {
        payment.refunds = refunds;
        payment.uses = uses;
    }
    Ok(())
}
