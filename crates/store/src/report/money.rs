//! Money that came and went back within a period.

use super::{
    Scope, is_issued,
    sums::{sum, take_sum},
};
use crate::{
    Boxed, Connection, Query, Result,
    db::{At, FromRow, Json, Param, Row, Statement, args, statements},
    invoice::Class,
    kept::{Kept, kept_struct},
    payment,
};
use net30_domain::{
    Date, Timestamp,
    id::{CustomerId, InvoiceId, ProductId},
    money::{Amount, Currency, Sum},
    payment::Payment,
    standing::Position,
    tax::{Category, Rate},
    totals::TaxTotal,
};
use std::collections::{BTreeSet, HashMap};
use uuid::Uuid;

statements! {
    RECEIVED = concat!(
        "select i.class, count(*), ", sum!("p.amount_minor"), " from payment p @by(payment_by_day)
        join invoice i on i.id = p.invoice_id
        where p.account_id = ?1 and p.paid_on between ?2 and ?3 and p.reversed_at is null and i.stage = 1
        and p.method <> 'credit' group by 1"
    );
    RECEIVED_OF_CUSTOMER = concat!(
        "select i.class, count(*), ", sum!("p.amount_minor"), " from invoice i @by(invoice_by_customer)
        join payment p on p.invoice_id = i.id
        where i.customer_id = ?1 and p.paid_on between ?2 and ?3 and p.reversed_at is null and i.stage = 1
        and p.method <> 'credit' group by 1"
    );
    REFUNDED = concat!(
        "select i.class, count(*), ", sum!("r.amount_minor"), " from refund r @by(refund_by_day)
        join payment p on p.id = r.payment_id join invoice i on i.id = p.invoice_id
        where r.account_id = ?1 and r.refunded_on between ?2 and ?3 and p.reversed_at is null and i.stage = 1
        group by 1"
    );
    REFUNDED_OF_CUSTOMER = concat!(
        "select i.class, count(*), ", sum!("r.amount_minor"), " from invoice i @by(invoice_by_customer)
        join payment p on p.invoice_id = i.id join refund r on r.payment_id = p.id
        where i.customer_id = ?1 and r.refunded_on between ?2 and ?3 and p.reversed_at is null and i.stage = 1
        group by 1"
    );
    // Paid in full, by the last of its payments.
    TIMES = "select i.class, i.issue_date, p.paid_on, count(*) from payment p @by(payment_by_day)
        join invoice i on i.id = p.invoice_id
        where p.account_id = ?1 and p.paid_on between ?2 and ?3 and p.reversed_at is null
            and i.stage = 1 and i.document = 0 and i.position = 3
            and not exists (select 1 from payment l where l.invoice_id = p.invoice_id and l.reversed_at is null
                and (l.paid_on, l.id) > (p.paid_on, p.id))
        group by 1, 2, 3";
    TIMES_OF_CUSTOMER = "select i.class, i.issue_date, p.paid_on, count(*) from invoice i @by(invoice_by_customer)
        join payment p on p.invoice_id = i.id
        where i.customer_id = ?1 and p.paid_on between ?2 and ?3 and p.reversed_at is null
            and i.stage = 1 and i.document = 0 and i.position = 3
            and not exists (select 1 from payment l where l.invoice_id = p.invoice_id and l.reversed_at is null
                and (l.paid_on, l.id) > (p.paid_on, p.id))
        group by 1, 2, 3";
    PAID = "select distinct invoice_id from payment @by(payment_by_day)
        where account_id = ?1 and paid_on between ?2 and ?3 and reversed_at is null";
    USED = "select distinct p.invoice_id from credit_use u @by(credit_use_by_day)
        join payment p on p.id = u.from_payment_id
        where u.account_id = ?1 and u.applied_on between ?2 and ?3 and u.released_at is null";
    GIVEN_BACK = "select distinct p.invoice_id from refund r @by(refund_by_day) join payment p on p.id = r.payment_id
        where r.account_id = ?1 and r.refunded_on between ?2 and ?3";
    // What was paid, or is settled without any payment.
    PAID_OF_CUSTOMER = "select id from invoice @by(invoice_by_customer)
        where customer_id = ?1 and stage = 1 and document = 0 and (paid_minor <> 0 or payable_minor = credited_minor)";
    CREDITED = "select distinct n.credits_id from invoice n @by(invoice_by_issue_date)
        join invoice i on i.id = n.credits_id
        where n.account_id = ?1 and n.class = ?2 and n.issue_date between ?3 and ?4
            and (i.paid_minor <> 0 or i.payable_minor = i.credited_minor)";
    FOR_NOTHING = "select i.id from invoice i @by(invoice_by_issue_date)
        where i.account_id = ?1 and i.class = ?2 and i.issue_date between ?3 and ?4 and i.payable_minor = 0";
    SETTLED = "select class, customer_id, issue_date, credited_minor, net_minor, tax_minor, payable_minor, totals
        from invoice where id = ?1 and account_id = ?2 and stage = 1";
    CREDITS = "select id, issue_date, created_at, net_minor, tax_minor, payable_minor, totals from invoice
        where credits_id = ?1 and stage = 1 order by created_at, id";
    PRODUCTS = "select product_id, cast(sum(total_minor - tax_minor) as bigint), cast(sum(tax_minor) as bigint)
        from line where invoice_id = ?1 group by product_id order by product_id";
}

/// Payments or refunds within a period, added up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flowed {
    /// Currency of the sum.
    pub currency: Currency,
    /// How many.
    pub count: i64,
    /// How much.
    pub amount: Sum,
}

impl FromRow for Flowed {
    fn from_row(row: &mut Row<'_>) -> Result<Self> {
        let currency = Class::from_code(row.take()?)?.currency;
        Ok(Self { currency, count: row.take()?, amount: take_sum(row)? })
    }
}

async fn flowed(
    q: &mut dyn Connection,
    scope: &Scope,
    of_account: &'static Statement,
    of_customer: &'static Statement,
) -> Result<Vec<Flowed>> {
    let (from, to) = scope.days();
    let found: Vec<Flowed> = match scope.customer {
        Some(customer) => q.rows(of_customer, args![customer.0, from, to]).await?,
        None => q.rows(of_account, args![scope.account.0, from, to]).await?,
    };
    Ok(found.into_iter().filter(|flowed| scope.wants(flowed.currency)).collect())
}

/// Payments of documents that are not void, by the day that they came in; reversed ones never came.
pub fn received<'a>(q: &'a mut dyn Connection, scope: &'a Scope) -> Boxed<'a, Vec<Flowed>> {
    Box::pin(flowed(q, scope, &RECEIVED, &RECEIVED_OF_CUSTOMER))
}

/// Refunds of documents that are not void, by the day that they were given.
pub fn refunded<'a>(q: &'a mut dyn Connection, scope: &'a Scope) -> Boxed<'a, Vec<Flowed>> {
    Box::pin(flowed(q, scope, &REFUNDED, &REFUNDED_OF_CUSTOMER))
}

/// Invoices that were paid in full on a day within the period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaymentTime {
    /// Their currency.
    pub currency: Currency,
    /// Their date.
    pub issue_date: Date,
    /// The day of their last payment.
    pub paid_on: Date,
    /// How many.
    pub count: i64,
}

impl FromRow for PaymentTime {
    fn from_row(row: &mut Row<'_>) -> Result<Self> {
        let currency = Class::from_code(row.take()?)?.currency;
        Ok(Self { currency, issue_date: row.take()?, paid_on: row.take()?, count: row.take()? })
    }
}

/// When the invoices were paid that were paid in full within the period.
pub fn payment_times<'a>(
    q: &'a mut dyn Connection,
    scope: &'a Scope,
) -> Boxed<'a, Vec<PaymentTime>> {
    Box::pin(async move {
        let (from, to) = scope.days();
        let found: Vec<PaymentTime> = match scope.customer {
            Some(customer) => q.rows(&TIMES_OF_CUSTOMER, args![customer.0, from, to]).await?,
            None => q.rows(&TIMES, args![scope.account.0, from, to]).await?,
        };
        Ok(found.into_iter().filter(|time| scope.wants(time.currency)).collect())
    })
}

/// The invoices of which money came or went back within the period, or came to stand for something else: those with a
/// credit note of the period, and those that asked for nothing. In the order of their ids.
pub fn settled_ids<'a>(q: &'a mut dyn Connection, scope: &'a Scope) -> Boxed<'a, Vec<InvoiceId>> {
    Box::pin(async move {
        let (from, to) = scope.days();
        let mut ids: BTreeSet<Uuid> = BTreeSet::new();
        if let Some(customer) = scope.customer {
            let found: Vec<(Uuid,)> = q.rows(&PAID_OF_CUSTOMER, args![customer.0]).await?;
            ids.extend(found.into_iter().map(|(id,)| id));
            return Ok(ids.into_iter().map(InvoiceId).collect());
        }
        for statement in [&PAID, &GIVEN_BACK, &USED] {
            let found: Vec<(Uuid,)> = q.rows(statement, args![scope.account.0, from, to]).await?;
            ids.extend(found.into_iter().map(|(id,)| id));
        }
        let is_note = |class: Class| is_issued(class) && class.document.takes_back();
        let is_settled = |class: Class| {
            let is_due = matches!(class.position, Position::Due { .. });
            is_issued(class) && class.document.asks_for_money() && !is_due
        };
        for (statement, classes) in [
            (&CREDITED, scope.classes(q, is_note).await?),
            (&FOR_NOTHING, scope.classes(q, is_settled).await?),
        ] {
            let each: Vec<Vec<&dyn Param>> = classes
                .iter()
                .map(|class| args![scope.account.0, *class, from, to].to_vec())
                .collect();
            let found: Vec<Vec<(Uuid,)>> = q.rows_of_each(statement, &each).await?;
            ids.extend(found.into_iter().flatten().map(|(id,)| id));
        }
        Ok(ids.into_iter().map(InvoiceId).collect())
    })
}

/// What a document comes to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Net of tax.
    pub net: Amount,
    /// Tax.
    pub tax: Amount,
    /// What is to be paid.
    pub payable: Amount,
    /// Its taxes.
    pub taxes: Vec<Paid>,
    /// Net and tax of its lines by product; empty if they were not asked for.
    pub products: Vec<(Option<ProductId>, Amount, Amount)>,
}

/// A credit note of an invoice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credit {
    /// Its date.
    pub date: Date,
    /// When it was made.
    pub created_at: Timestamp,
    /// What it takes back.
    pub figures: Figures,
}

/// What an invoice consists of, what was paid of it and what was taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settled {
    /// Currency of the amounts.
    pub currency: Currency,
    /// Whose it is.
    pub customer: CustomerId,
    /// Its date.
    pub issue_date: Date,
    /// What it comes to.
    pub figures: Figures,
    /// Its payments with their refunds, reversed ones included.
    pub payments: Vec<Payment>,
    /// Its credit notes that count, oldest first.
    pub credits: Vec<Credit>,
}

/// A tax of a document that was paid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paid {
    /// What the document calls it.
    pub name: String,
    /// Its rate.
    pub rate: Rate,
    /// Its VAT category.
    pub category: Category,
    /// What it is taken from.
    pub base: Amount,
    /// How much it is.
    pub amount: Amount,
}

/// The one part of the totals that reports read.
struct Taxes {
    taxes: Vec<TaxTotal>,
}
kept_struct! { Taxes as TaxesRecord { taxes: Vec<TaxTotal> } }

impl Figures {
    /// From the columns `net_minor, tax_minor, payable_minor, totals`.
    fn take(row: &mut Row<'_>) -> Result<Self> {
        let (net, tax, payable) = (Amount(row.take()?), Amount(row.take()?), Amount(row.take()?));
        let totals: Taxes = Kept::revive(row.take::<Json<TaxesRecord>>()?.0)?;
        let paid = |tax: TaxTotal| Paid {
            name: tax.name,
            rate: tax.rate,
            category: tax.category,
            base: tax.base,
            amount: tax.amount,
        };
        let taxes = totals.taxes.into_iter().map(paid).collect();
        Ok(Self { net, tax, payable, taxes, products: vec![] })
    }
}

struct SettledRow {
    settled: Settled,
    is_credited: bool,
}

impl FromRow for SettledRow {
    fn from_row(row: &mut Row<'_>) -> Result<Self> {
        let currency = Class::from_code(row.take()?)?.currency;
        let customer = CustomerId(row.take()?);
        let issue_date = row.take()?;
        let is_credited = row.take::<i64>()? != 0;
        let figures = Figures::take(row)?;
        let (payments, credits) = (vec![], vec![]);
        let settled = Settled { currency, customer, issue_date, figures, payments, credits };
        Ok(Self { settled, is_credited })
    }
}

struct CreditRow {
    id: Uuid,
    credit: Credit,
}

impl FromRow for CreditRow {
    fn from_row(row: &mut Row<'_>) -> Result<Self> {
        let id = row.take()?;
        let (date, created_at) = (row.take()?, row.take::<At>()?.0);
        Ok(Self { id, credit: Credit { date, created_at, figures: Figures::take(row)? } })
    }
}

/// Invoices with their payments and credit notes; void ones, drafts and other currencies are left out.
pub fn settled<'a>(
    q: &'a mut dyn Connection,
    scope: &'a Scope,
    ids: &'a [InvoiceId],
    with_products: bool,
) -> Boxed<'a, Vec<Settled>> {
    Box::pin(async move {
        let each: Vec<Vec<&dyn Param>> =
            ids.iter().map(|id| vec![&id.0 as &dyn Param, &scope.account.0]).collect();
        let rows: Vec<Vec<SettledRow>> = q.rows_of_each(&SETTLED, &each).await?;
        let mut found: Vec<(InvoiceId, SettledRow)> = ids
            .iter()
            .zip(rows)
            .filter_map(|(id, rows)| Some((*id, rows.into_iter().next()?)))
            .filter(|(_, row)| scope.wants(row.settled.currency))
            .collect();
        let ids: Vec<InvoiceId> = found.iter().map(|(id, _)| *id).collect();
        let mut payments: HashMap<InvoiceId, Vec<Payment>> = payment::of_invoices(q, &ids).await?;
        for (id, row) in &mut found {
            row.settled.payments = payments.remove(id).unwrap_or_default();
        }
        let credited: Vec<Uuid> =
            found.iter().filter(|(_, row)| row.is_credited).map(|(id, _)| id.0).collect();
        let each: Vec<Vec<&dyn Param>> = credited.iter().map(|id| vec![id as &dyn Param]).collect();
        let notes: Vec<Vec<CreditRow>> = q.rows_of_each(&CREDITS, &each).await?;
        let mut notes = notes.into_iter();
        let mut note_ids = vec![];
        for (_, row) in found.iter_mut().filter(|(_, row)| row.is_credited) {
            for CreditRow { id, credit } in notes.next().unwrap_or_default() {
                note_ids.push(id);
                row.settled.credits.push(credit);
            }
        }
        if with_products {
            let documents: Vec<Uuid> = ids.iter().map(|id| id.0).chain(note_ids).collect();
            let mut products = products_of(q, &documents).await?.into_iter();
            for (_, row) in &mut found {
                row.settled.figures.products = products.next().unwrap_or_default();
            }
            let credits = found.iter_mut().flat_map(|(_, row)| &mut row.settled.credits);
            for credit in credits {
                credit.figures.products = products.next().unwrap_or_default();
            }
        }
        Ok(found.into_iter().map(|(_, row)| row.settled).collect())
    })
}

type Products = Vec<(Option<ProductId>, Amount, Amount)>;

/// Net and tax of the lines of each document by product.
async fn products_of(q: &mut dyn Connection, documents: &[Uuid]) -> Result<Vec<Products>> {
    let each: Vec<Vec<&dyn Param>> = documents.iter().map(|id| vec![id as &dyn Param]).collect();
    let rows: Vec<Vec<(Option<Uuid>, i64, i64)>> = q.rows_of_each(&PRODUCTS, &each).await?;
    let product =
        |(id, net, tax): (Option<Uuid>, _, _)| (id.map(ProductId), Amount(net), Amount(tax));
    Ok(rows.into_iter().map(|rows| rows.into_iter().map(product).collect()).collect())
}
