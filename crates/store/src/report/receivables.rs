//! Invoices as their customers owe them, with everything that moved the receivable.

use super::Scope;
use crate::{
    Boxed, Connection, Query, Result,
    db::{At, Error, FromRow, Param, Row, args, statements},
    invoice::{Class, Deleted},
    payment,
};
use net30_domain::{
    Date,
    id::{AccountId, CustomerId, InvoiceId},
    money::Amount,
    receivable::{Moved, Movement, Receivable},
    standing::Position,
};
use std::collections::BTreeSet;
use uuid::Uuid;

macro_rules! columns {
    () => {
        "id, class, customer_id, number, issue_date, due_date, created_at, payable_minor, paid_minor, credited_minor"
    };
}

statements! {
    CLAIM = concat!(
        "select ", columns!(), " from invoice where id = ?1 and account_id = ?2 and stage = 1 and document = 0"
    );
    OF_CUSTOMER = concat!(
        "select ", columns!(), " from invoice @by(invoice_by_customer)
        where customer_id = ?1 and issue_date <= ?2 and stage = 1 and document = 0 order by issue_date, id"
    );
    CREDIT_NOTES = "select id, number, issue_date, created_at, payable_minor from invoice
        where credits_id = ?1 and stage = 1 order by created_at, id";
    PAID_AFTER = "select distinct invoice_id from payment @by(payment_by_day)
        where account_id = ?1 and paid_on > ?2 and reversed_at is null";
    REFUNDED_AFTER = "select distinct p.invoice_id from refund r @by(refund_by_day)
        join payment p on p.id = r.payment_id where r.account_id = ?1 and r.refunded_on > ?2";
    USED_AFTER = "select distinct p.invoice_id from credit_use u @by(credit_use_by_day)
        join payment p on p.id = u.from_payment_id
        where u.account_id = ?1 and u.applied_on > ?2 and u.released_at is null";
    CREDITED_AFTER = "select distinct credits_id from invoice @by(invoice_by_issue_date)
        where account_id = ?1 and class = ?2 and issue_date > ?3 and credits_id is not null";
}

struct ClaimRow {
    receivable: Receivable,
    is_paid: bool,
    is_credited: bool,
}

impl FromRow for ClaimRow {
    fn from_row(row: &mut Row<'_>) -> Result<Self> {
        let invoice_id = InvoiceId(row.take()?);
        let currency = Class::from_code(row.take()?)?.currency;
        let customer_id = CustomerId(row.take()?);
        let number: Option<String> = row.take()?;
        let receivable = Receivable {
            invoice_id,
            customer_id,
            currency,
            number: number.ok_or_else(|| Error::broken("an issued document has no number"))?,
            issue_date: row.take()?,
            due_date: row.take()?,
            created_at: row.take::<At>()?.0,
            payable: Amount(row.take()?),
            movements: vec![],
        };
        Ok(Self {
            receivable,
            is_paid: row.take::<i64>()? != 0,
            is_credited: row.take::<i64>()? != 0,
        })
    }
}

struct CreditNoteRow(Movement);

impl FromRow for CreditNoteRow {
    fn from_row(row: &mut Row<'_>) -> Result<Self> {
        let id: Uuid = row.take()?;
        let number: Option<String> = row.take()?;
        let number = number.ok_or_else(|| Error::broken("an issued document has no number"))?;
        let date: Date = row.take()?;
        Ok(Self(Movement {
            what: Moved::CreditNote { number },
            id,
            date,
            recorded_at: row.take::<At>()?.0,
            amount: Amount(row.take()?),
        }))
    }
}

/// The receivables of invoices; drafts, void ones and credit notes have none.
pub fn receivables<'a>(
    q: &'a mut dyn Connection,
    account: AccountId,
    ids: &'a [InvoiceId],
) -> Boxed<'a, Vec<Receivable>> {
    Box::pin(async move {
        let each: Vec<Vec<&dyn Param>> =
            ids.iter().map(|id| vec![&id.0 as &dyn Param, &account.0]).collect();
        let rows: Vec<Vec<ClaimRow>> = q.rows_of_each(&CLAIM, &each).await?;
        moved(q, rows.into_iter().flatten().collect()).await
    })
}

/// The receivables on a customer, whom the caller has found to be its account's, dated up to a day; oldest first.
pub fn receivables_of_customer(
    q: &mut dyn Connection,
    customer: CustomerId,
    to: Date,
) -> Boxed<'_, Vec<Receivable>> {
    Box::pin(async move {
        let rows: Vec<ClaimRow> = q.rows(&OF_CUSTOMER, args![customer.0, to]).await?;
        moved(q, rows).await
    })
}

/// The receivables with what moved them.
async fn moved(q: &mut dyn Connection, mut rows: Vec<ClaimRow>) -> Result<Vec<Receivable>> {
    let paid: Vec<InvoiceId> =
        rows.iter().filter(|row| row.is_paid).map(|row| row.receivable.invoice_id).collect();
    let mut payments = payment::of_invoices(q, &paid).await?;
    let credited: Vec<Uuid> =
        rows.iter().filter(|row| row.is_credited).map(|row| row.receivable.invoice_id.0).collect();
    let each: Vec<Vec<&dyn Param>> = credited.iter().map(|id| vec![id as &dyn Param]).collect();
    let notes: Vec<Vec<CreditNoteRow>> = q.rows_of_each(&CREDIT_NOTES, &each).await?;
    let mut notes = notes.into_iter();
    for row in &mut rows {
        let payments = payments.remove(&row.receivable.invoice_id).unwrap_or_default();
        for payment in payments.into_iter().filter(|payment| payment.reversed_at.is_none()) {
            let refund = |refund: &net30_domain::payment::Refund| Movement {
                what: Moved::Refund,
                id: refund.id.0,
                date: refund.date,
                recorded_at: refund.created_at,
                amount: refund.amount,
            };
            let refunds: Vec<Movement> = payment.refunds.iter().map(refund).collect();
            let lent = |part: &net30_domain::payment::CreditUse| Movement {
                what: Moved::CreditUsed,
                id: part.id.0,
                date: part.date,
                recorded_at: part.created_at,
                amount: part.amount,
            };
            let lent: Vec<Movement> = payment.uses.iter().map(lent).collect();
            row.receivable.movements.push(Movement {
                what: Moved::Payment { method: payment.method, reference: payment.reference },
                id: payment.id.0,
                date: payment.date,
                recorded_at: payment.created_at,
                amount: payment.amount,
            });
            row.receivable.movements.extend(refunds.into_iter().chain(lent));
        }
        if row.is_credited {
            let its = notes.next().unwrap_or_default();
            row.receivable.movements.extend(its.into_iter().map(|note| note.0));
        }
    }
    Ok(rows.into_iter().map(|row| row.receivable).collect())
}

/// The invoices of which money came or went back, or that were credited, after a day.
pub fn receivables_changed_after<'a>(
    q: &'a mut dyn Connection,
    scope: &'a Scope,
    day: Date,
) -> Boxed<'a, Vec<InvoiceId>> {
    Box::pin(async move {
        let mut ids: BTreeSet<Uuid> = BTreeSet::new();
        for statement in [&PAID_AFTER, &REFUNDED_AFTER, &USED_AFTER] {
            let found: Vec<(Uuid,)> = q.rows(statement, args![scope.account.0, day]).await?;
            ids.extend(found.into_iter().map(|(id,)| id));
        }
        let is_credit_note = |class: Class| {
            class.document.takes_back()
                && class.deleted == Deleted::No
                && !matches!(class.position, Position::Void | Position::Draft)
        };
        let classes = scope.classes(q, is_credit_note).await?;
        let each: Vec<Vec<&dyn Param>> =
            classes.iter().map(|class| args![scope.account.0, *class, day].to_vec()).collect();
        let found: Vec<Vec<(Uuid,)>> = q.rows_of_each(&CREDITED_AFTER, &each).await?;
        ids.extend(found.into_iter().flatten().map(|(id,)| id));
        Ok(ids.into_iter().map(InvoiceId).collect())
    })
}
