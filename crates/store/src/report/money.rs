//! Money that came and went back within a period.

use super::{
    Scope,
    sums::{sum, take_sum},
};
use crate::{
    Query, Result,
    db::{FromRow, Json, Param, Row, Statement, args, statements},
    invoice::Class,
    kept::{Kept, kept_struct},
    payment,
};
use net30_domain::{
    Date,
    id::{CustomerId, InvoiceId, ProductId},
    money::{Amount, Currency, Sum},
    payment::Payment,
    tax::{Category, Rate},
    totals::TaxTotal,
};
use std::collections::{BTreeSet, HashMap};
use uuid::Uuid;

statements! {
    RECEIVED = concat!(
        "select i.class, count(*), ", sum!("p.amount_minor"), " from payment p @by(payment_by_day)
        join invoice i on i.id = p.invoice_id
        where p.account_id = ?1 and p.paid_on between ?2 and ?3 and p.reversed_at is null and i.stage = 1 group by 1"
    );
    RECEIVED_OF_CUSTOMER = concat!(
        "select i.class, count(*), ", sum!("p.amount_minor"), " from invoice i @by(invoice_by_customer)
        join payment p on p.invoice_id = i.id
        where i.customer_id = ?1 and p.paid_on between ?2 and ?3 and p.reversed_at is null and i.stage = 1 group by 1"
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
    GIVEN_BACK = "select distinct p.invoice_id from refund r @by(refund_by_day) join payment p on p.id = r.payment_id
        where r.account_id = ?1 and r.refunded_on between ?2 and ?3";
    PAID_OF_CUSTOMER = "select id from invoice @by(invoice_by_customer)
        where customer_id = ?1 and stage = 1 and paid_minor <> 0";
    SETTLED = "select class, customer_id, net_minor, tax_minor, payable_minor, totals from invoice
        where id = ?1 and account_id = ?2 and stage = 1";
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
    q: &mut impl Query,
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
pub async fn received(q: &mut impl Query, scope: &Scope) -> Result<Vec<Flowed>> {
    flowed(q, scope, &RECEIVED, &RECEIVED_OF_CUSTOMER).await
}

/// Refunds of documents that are not void, by the day that they were given.
pub async fn refunded(q: &mut impl Query, scope: &Scope) -> Result<Vec<Flowed>> {
    flowed(q, scope, &REFUNDED, &REFUNDED_OF_CUSTOMER).await
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
pub async fn payment_times(q: &mut impl Query, scope: &Scope) -> Result<Vec<PaymentTime>> {
    let (from, to) = scope.days();
    let found: Vec<PaymentTime> = match scope.customer {
        Some(customer) => q.rows(&TIMES_OF_CUSTOMER, args![customer.0, from, to]).await?,
        None => q.rows(&TIMES, args![scope.account.0, from, to]).await?,
    };
    Ok(found.into_iter().filter(|time| scope.wants(time.currency)).collect())
}

/// The documents of which money came or went back within the period, in the order of their ids.
pub async fn settled_ids(q: &mut impl Query, scope: &Scope) -> Result<Vec<InvoiceId>> {
    let (from, to) = scope.days();
    let mut ids: BTreeSet<Uuid> = BTreeSet::new();
    if let Some(customer) = scope.customer {
        let found: Vec<(Uuid,)> = q.rows(&PAID_OF_CUSTOMER, args![customer.0]).await?;
        ids.extend(found.into_iter().map(|(id,)| id));
    } else {
        for statement in [&PAID, &GIVEN_BACK] {
            let found: Vec<(Uuid,)> = q.rows(statement, args![scope.account.0, from, to]).await?;
            ids.extend(found.into_iter().map(|(id,)| id));
        }
    }
    Ok(ids.into_iter().map(InvoiceId).collect())
}

/// What a document consists of, and what was paid of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settled {
    /// Currency of the amounts.
    pub currency: Currency,
    /// Whose it is.
    pub customer: CustomerId,
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
    /// Its payments with their refunds, reversed ones included.
    pub payments: Vec<Payment>,
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

struct SettledRow(Settled);

impl FromRow for SettledRow {
    fn from_row(row: &mut Row<'_>) -> Result<Self> {
        let currency = Class::from_code(row.take()?)?.currency;
        let customer = CustomerId(row.take()?);
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
        Ok(Self(Settled {
            currency,
            customer,
            net,
            tax,
            payable,
            taxes,
            products: vec![],
            payments: vec![],
        }))
    }
}

/// Documents with their payments; void ones, drafts and other currencies are left out.
pub async fn settled(
    q: &mut impl Query,
    scope: &Scope,
    ids: &[InvoiceId],
    with_products: bool,
) -> Result<Vec<Settled>> {
    let each: Vec<Vec<&dyn Param>> =
        ids.iter().map(|id| vec![&id.0 as &dyn Param, &scope.account.0]).collect();
    let rows: Vec<Vec<SettledRow>> = q.rows_of_each(&SETTLED, &each).await?;
    let mut found: Vec<(InvoiceId, Settled)> = ids
        .iter()
        .zip(rows)
        .filter_map(|(id, rows)| Some((*id, rows.into_iter().next()?.0)))
        .filter(|(_, settled)| scope.wants(settled.currency))
        .collect();
    let ids: Vec<InvoiceId> = found.iter().map(|(id, _)| *id).collect();
    let mut payments: HashMap<InvoiceId, Vec<Payment>> = payment::of_invoices(q, &ids).await?;
    for (id, settled) in &mut found {
        settled.payments = payments.remove(id).unwrap_or_default();
    }
    if with_products {
        let each: Vec<Vec<&dyn Param>> = ids.iter().map(|id| vec![&id.0 as &dyn Param]).collect();
        let products: Vec<Vec<(Option<Uuid>, i64, i64)>> = q.rows_of_each(&PRODUCTS, &each).await?;
        for ((_, settled), products) in found.iter_mut().zip(products) {
            let product = |(id, net, tax): (Option<Uuid>, _, _)| {
                (id.map(ProductId), Amount(net), Amount(tax))
            };
            settled.products = products.into_iter().map(product).collect();
        }
    }
    Ok(found.into_iter().map(|(_, settled)| settled).collect())
}
