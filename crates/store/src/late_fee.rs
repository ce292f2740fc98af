//! Late fees: what accounts charge, and what was charged for which period of which invoice.

use crate::{
    Boxed, Connection, Query, Result, Tx,
    account::at_work,
    db::{At, FromRow, Param, Row, args, statements},
    invoice::open_classes,
    kept::{json, kept_struct},
};
use net30_domain::{
    Date, Decimal, Timestamp,
    draft::TaxRef,
    id::{AccountId, CustomerId, InvoiceId},
    late_fee::{Every, LateFees, Place, Terms},
    money::{Amount, Currency},
    standing::Position,
    tax::Rate,
};
use uuid::Uuid;

statements! {
    SAVE = "insert into late_fee_terms (account_id, details, next_on, next_at, last_error, revision, updated_at)
        values (?1, ?2, ?3, ?4, ?5, ?6, ?7) on conflict (account_id) do update set details = excluded.details,
        next_on = excluded.next_on, next_at = excluded.next_at, last_error = excluded.last_error,
        revision = excluded.revision, updated_at = excluded.updated_at
        where late_fee_terms.revision = excluded.revision - 1";
    MOVE_ON = "update late_fee_terms set next_on = ?3, next_at = ?4
        where account_id = ?1 and revision = ?2 and next_on = ?5";
    LOAD = "select details, next_on, next_at, last_error, revision, updated_at from late_fee_terms where account_id = ?1";
    DUE = concat!(
        "select t.account_id, t.revision from late_fee_terms t @by(late_fee_terms_due) where t.next_at <= ?1
        and not exists (
            select 1 from setback s where s.task = 'late_fees' and s.object_id = t.account_id and s.again_at > ?1
        ) and ", at_work!("t.account_id"), " order by t.next_at, t.account_id limit ?2"
    );
    // Fees are charged for no fee. What failed waits for its own time.
    REACHED = "select i.id, i.due_sort from invoice i @by(invoice_by_due_date)
        where i.account_id = ?1 and i.class = ?2 and i.due_sort between ?3 and ?4
        and not exists (select 1 from late_fee f where f.invoice_id = i.id)
        and not exists (select 1 from late_fee f where f.fee_invoice_id = i.id)
        and not exists (select 1 from setback s where s.task = 'late_fee' and s.object_id = i.id)
        order by i.due_sort, i.id limit ?5";
    FOLLOWING = "select f.invoice_id, f.period from late_fee f @by(late_fee_next)
        where f.account_id = ?1 and f.next_on <= ?2
        and not exists (select 1 from setback s where s.task = 'late_fee' and s.object_id = f.invoice_id)
        order by f.next_on, f.invoice_id limit ?3";
    INSERT = "insert into late_fee (invoice_id, period, account_id, day, amount_minor, fee_invoice_id, next_on,
        charged_at) values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) on conflict (invoice_id, period) do nothing";
    SET_DOCUMENT = "update late_fee set fee_invoice_id = ?3, amount_minor = ?4 where invoice_id = ?1 and period = ?2";
    STOP = "update late_fee set next_on = null where invoice_id = ?1 and account_id = ?2 and period < ?3";
    STOP_ALL = "update late_fee set next_on = null where account_id = ?1 and next_on is not null";
    OF_INVOICE = "select invoice_id, period, day, amount_minor, fee_invoice_id, charged_at from late_fee
        where invoice_id = ?1 and account_id = ?2 order by period";
    NEWEST_DRAFT = "select id from invoice @by(invoice_by_customer)
        where customer_id = ?1 and account_id = ?2 and class = ?3 order by issue_date desc, id desc limit 1";
}

/// The terms as they are kept.
struct Details {
    enabled: bool,
    rate: Rate,
    currency: Option<Currency>,
    every: Every,
    grace_days: i32,
    total_max: Option<Decimal>,
    place: Place,
    name: Option<String>,
    taxes: Vec<TaxRef>,
}
kept_struct! { Details as DetailsRecord {
    enabled: bool, rate: Rate, currency: Option<Currency>, every: Every, grace_days: i32, total_max: Option<Decimal>,
    place: Place, name: Option<String>, taxes: Vec<TaxRef>,
} }

/// A fee that was charged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Charged {
    /// For which invoice.
    pub invoice_id: InvoiceId,
    /// For which period, from 0.
    pub period: i32,
    /// For which day.
    pub day: Date,
    /// How much, in the invoice's currency, without tax; zero if the period cost nothing.
    pub amount: Amount,
    /// The document that asks for it.
    pub fee_invoice_id: Option<InvoiceId>,
    /// When.
    pub charged_at: Timestamp,
}

impl FromRow for LateFees {
    fn from_row(row: &mut Row<'_>) -> Result<Self> {
        let details: Details = row.kept()?;
        let next_on: Option<Date> = row.take()?;
        Ok(Self {
            terms: Terms {
                enabled: details.enabled,
                rate: details.rate,
                currency: details.currency,
                every: details.every,
                grace_days: details.grace_days,
                total_max: details.total_max,
                place: details.place,
                name: details.name,
                taxes: details.taxes,
            },
            next: next_on.zip(row.moment()?),
            last_error: row.take()?,
            revision: row.take()?,
            updated_at: row.moment()?,
        })
    }
}

impl FromRow for Charged {
    fn from_row(row: &mut Row<'_>) -> Result<Self> {
        Ok(Self {
            invoice_id: InvoiceId(row.take()?),
            period: row.take()?,
            day: row.take()?,
            amount: Amount(row.take()?),
            fee_invoice_id: row.take::<Option<Uuid>>()?.map(InvoiceId),
            charged_at: row.take::<At>()?.0,
        })
    }
}

/// What an account charges; `None` if it never said.
pub fn load(q: &mut dyn Connection, account: AccountId) -> Boxed<'_, Option<LateFees>> {
    Box::pin(async move { q.optional(&LOAD, args![account.0]).await })
}

/// Keeps what an account charges, whose revision is the new one; false if it was changed meanwhile.
pub fn save<'a>(
    tx: &'a mut Tx,
    account: AccountId,
    fees: &'a LateFees,
    now: Timestamp,
) -> Boxed<'a, bool> {
    Box::pin(async move {
        let terms = fees.terms.clone();
        let details = Details {
            enabled: terms.enabled,
            rate: terms.rate,
            currency: terms.currency,
            every: terms.every,
            grace_days: terms.grace_days,
            total_max: terms.total_max,
            place: terms.place,
            name: terms.name,
            taxes: terms.taxes,
        };
        let values = args![
            account.0,
            json(&details),
            fees.next.map(|(day, _)| day),
            fees.next.map(|(_, at)| At(at)),
            fees.last_error,
            fees.revision,
            At(now)
        ];
        Ok(tx.execute(&SAVE, values).await? == 1)
    })
}

/// Moves an account from the day that is done to its next one; false if it was changed or moved meanwhile.
pub fn move_on<'a>(
    tx: &'a mut Tx,
    account: AccountId,
    fees: &'a LateFees,
    next: (Date, Timestamp),
) -> Boxed<'a, bool> {
    Box::pin(async move {
        let Some((done, _)) = fees.next else { return Ok(false) };
        let values = args![account.0, fees.revision, next.0, At(next.1), done];
        Ok(tx.execute(&MOVE_ON, values).await? == 1)
    })
}

/// The accounts whose moment has come, longest due first; those that are suspended or wait after a failure are left out.
pub fn due(q: &mut dyn Connection, now: Timestamp, limit: i64) -> Boxed<'_, Vec<AccountId>> {
    Box::pin(async move {
        let found: Vec<(Uuid, i64)> = q.rows(&DUE, args![At(now), limit]).await?;
        Ok(found.into_iter().map(|(account, _)| AccountId(account)).collect())
    })
}

/// Open invoices due within some days, both included, for which nothing was charged yet; documents of fees left out.
pub fn reached(
    q: &mut dyn Connection,
    account: AccountId,
    due_from: Date,
    due_to: Date,
    limit: i64,
) -> Boxed<'_, Vec<(InvoiceId, Date)>> {
    Box::pin(async move {
        let classes = open_classes(q, account).await?;
        let each: Vec<Vec<&dyn Param>> = classes
            .iter()
            .map(|class| {
                let values: [&dyn Param; 5] = [&account.0, class, &due_from, &due_to, &limit];
                values.to_vec()
            })
            .collect();
        let found: Vec<Vec<(Uuid, Date)>> = q.rows_of_each(&REACHED, &each).await?;
        Ok(found.into_iter().flatten().map(|(id, due)| (InvoiceId(id), due)).collect())
    })
}

/// Invoices whose next period has come, with the last period that was charged.
pub fn following(
    q: &mut dyn Connection,
    account: AccountId,
    day: Date,
    limit: i64,
) -> Boxed<'_, Vec<(InvoiceId, i32)>> {
    Box::pin(async move {
        let found: Vec<(Uuid, i32)> = q.rows(&FOLLOWING, args![account.0, day, limit]).await?;
        Ok(found.into_iter().map(|(id, period)| (InvoiceId(id), period)).collect())
    })
}

/// Takes a period of an invoice, to be charged within this transaction; false if it was charged before.
pub fn take<'a>(
    tx: &'a mut Tx,
    account: AccountId,
    charged: &'a Charged,
    next_on: Option<Date>,
) -> Boxed<'a, bool> {
    Box::pin(async move {
        let values = args![
            charged.invoice_id.0,
            charged.period,
            account.0,
            charged.day,
            charged.amount.0,
            charged.fee_invoice_id.map(|id| id.0),
            next_on,
            At(charged.charged_at)
        ];
        let taken = tx.execute(&INSERT, values).await? == 1;
        if taken {
            tx.execute(&STOP, args![charged.invoice_id.0, account.0, charged.period]).await?;
        }
        Ok(taken)
    })
}

/// Notes what a period that was taken came to, and where it is written down.
pub fn set_document<'a>(tx: &'a mut Tx, charged: &'a Charged) -> Boxed<'a, bool> {
    Box::pin(async move {
        let document = charged.fee_invoice_id.map(|id| id.0);
        let values = args![charged.invoice_id.0, charged.period, document, charged.amount.0];
        Ok(tx.execute(&SET_DOCUMENT, values).await? == 1)
    })
}

/// Looks at no further period of an invoice.
pub fn stop(tx: &mut Tx, account: AccountId, invoice: InvoiceId) -> Boxed<'_, ()> {
    Box::pin(
        async move { tx.execute(&STOP, args![invoice.0, account.0, i32::MAX]).await.map(|_| ()) },
    )
}

/// Looks at no further period of any invoice of an account.
pub fn stop_all(tx: &mut Tx, account: AccountId) -> Boxed<'_, ()> {
    Box::pin(async move { tx.execute(&STOP_ALL, args![account.0]).await.map(|_| ()) })
}

/// What was charged for an invoice, in the order of the periods.
pub fn of_invoice(
    q: &mut dyn Connection,
    account: AccountId,
    invoice: InvoiceId,
) -> Boxed<'_, Vec<Charged>> {
    Box::pin(async move { q.rows(&OF_INVOICE, args![invoice.0, account.0]).await })
}

/// A customer's newest draft in a currency.
pub fn newest_draft(
    q: &mut dyn Connection,
    account: AccountId,
    customer: CustomerId,
    currency: Currency,
) -> Boxed<'_, Option<InvoiceId>> {
    Box::pin(async move {
        let class = crate::invoice::invoice_class(currency, Position::Draft);
        let found: Option<(Uuid,)> =
            q.optional(&NEWEST_DRAFT, args![customer.0, account.0, class]).await?;
        Ok(found.map(|(id,)| InvoiceId(id)))
    })
}
