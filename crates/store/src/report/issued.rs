//! What was issued within a period, and what of it is due.

use super::{
    Scope, is_issued, is_owed,
    sums::{sum, take_sum},
};
use crate::{
    Boxed, Connection, Query, Result,
    db::{Cell, FromRow, Param, Row, Statement, args, statements},
    invoice::{Class, Deleted},
    kept::Kept,
};
use net30_domain::{
    Date,
    document::DocumentType,
    id::{CustomerId, ProductId},
    money::{Currency, Sum},
    receivable::Age,
    standing::{Position, Standing},
    tax::{Category, Rate},
};
use uuid::Uuid;

macro_rules! sums {
    () => {
        concat!(
            "count(*), ",
            sum!("i.net_minor"),
            ", ",
            sum!("i.tax_minor"),
            ", ",
            sum!("i.payable_minor")
        )
    };
}

/// The documents of a class within a period.
macro_rules! of_class {
    () => {
        " from invoice i @by(invoice_by_issue_date)
        where i.account_id = ?1 and i.class = ?2 and i.issue_date between ?3 and ?4"
    };
}

/// The documents of a customer within a period.
macro_rules! of_customer {
    () => {
        " from invoice i @by(invoice_by_customer)
        where i.customer_id = ?1 and i.issue_date between ?2 and ?3"
    };
}

statements! {
    BY_DAY = concat!("select i.class, i.issue_date, ", sums!(), of_class!(), " group by 1, 2 order by 2");
    BY_DAY_OF_CUSTOMER = concat!("select i.class, i.issue_date, ", sums!(), of_customer!(), " group by 1, 2 order by 2");
    BY_CUSTOMER = concat!("select i.class, i.customer_id, ", sums!(), of_class!(), " group by 1, 2");
    BY_PRODUCT = concat!(
        "select i.class, l.product_id, count(*), ", sum!("(l.total_minor - l.tax_minor)"), ", ", sum!("l.tax_minor"),
        ", ", sum!("l.total_minor"), " from invoice i @by(invoice_by_issue_date) join line l on l.invoice_id = i.id
        where i.account_id = ?1 and i.class = ?2 and i.issue_date between ?3 and ?4 group by 1, 2"
    );
    BY_PRODUCT_OF_CUSTOMER = concat!(
        "select i.class, l.product_id, count(*), ", sum!("(l.total_minor - l.tax_minor)"), ", ", sum!("l.tax_minor"),
        ", ", sum!("l.total_minor"), " from invoice i @by(invoice_by_customer) join line l on l.invoice_id = i.id
        where i.customer_id = ?1 and i.issue_date between ?2 and ?3 group by 1, 2"
    );
    TAXES = concat!(
        "select i.class, coalesce(t.value ->> 'name', ''), t.value ->> 'rate', t.value ->> 'category', count(*), ",
        sum!("cast(t.value ->> 'base' as bigint)"), ", ", sum!("cast(t.value ->> 'amount' as bigint)"),
        " from invoice i @by(invoice_by_issue_date) cross join @taxes
        where i.account_id = ?1 and i.class = ?2 and i.issue_date between ?3 and ?4 group by 1, 2, 3, 4"
    );
    TAXES_OF_CUSTOMER = concat!(
        "select i.class, coalesce(t.value ->> 'name', ''), t.value ->> 'rate', t.value ->> 'category', count(*), ",
        sum!("cast(t.value ->> 'base' as bigint)"), ", ", sum!("cast(t.value ->> 'amount' as bigint)"),
        " from invoice i @by(invoice_by_customer) cross join @taxes
        where i.customer_id = ?1 and i.issue_date between ?2 and ?3 group by 1, 2, 3, 4"
    );
    STANDINGS = concat!(
        "select i.class, case when i.due_sort < ?5 then 1 else 0 end, count(*), ", sum!("i.payable_minor"), ", ",
        sum!("i.due_minor"), of_class!(), " group by 1, 2"
    );
    STANDINGS_OF_CUSTOMER = concat!(
        "select i.class, case when i.due_sort < ?4 then 1 else 0 end, count(*), ", sum!("i.payable_minor"), ", ",
        sum!("i.due_minor"), of_customer!(), " group by 1, 2"
    );
    DUE = concat!(
        "select i.class, i.customer_id, count(*), ", sum!("i.due_minor"), " from invoice i @by(invoice_by_due_date)
        where i.account_id = ?1 and i.class = ?2 and i.due_sort between ?3 and ?4
            and i.issue_date between ?5 and ?6 group by 1, 2"
    );
    DUE_OF_CUSTOMER = concat!(
        "select i.class, i.due_sort, count(*), ", sum!("i.due_minor"), of_customer!(), " group by 1, 2"
    );
}

/// A row of sums by a key.
struct Grouped<K, const SUMS: usize> {
    class: i32,
    key: K,
    count: i64,
    sums: [Sum; SUMS],
}

impl<K: Cell + Send + Sync, const SUMS: usize> FromRow for Grouped<K, SUMS> {
    fn from_row(row: &mut Row<'_>) -> Result<Self> {
        let (class, key, count) = (row.take()?, row.take()?, row.take()?);
        let mut sums = [Sum::ZERO; SUMS];
        for sum in &mut sums {
            *sum = take_sum(row)?;
        }
        Ok(Self { class, key, count, sums })
    }
}

/// Documents issued within a period, added up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issued<K> {
    /// Currency of the sums.
    pub currency: Currency,
    /// Invoices or credit notes; sums of both are positive.
    pub document: DocumentType,
    /// What they have in common.
    pub key: K,
    /// How many documents; of products, how many lines.
    pub count: i64,
    /// Net of tax.
    pub net: Sum,
    /// Tax.
    pub tax: Sum,
    /// What is to be paid; of products, net and tax.
    pub payable: Sum,
}

/// The rows of a statement for each of some classes, or of another for a customer.
async fn rows<R: FromRow + ClassOf>(
    q: &mut dyn Connection,
    scope: &Scope,
    (of_class, of_customer): (&'static Statement, &'static Statement),
    more: Option<Date>,
    is_wanted: fn(Class) -> bool,
) -> Result<Vec<(Class, R)>> {
    let (from, to) = scope.days();
    let found: Vec<R> = if let Some(customer) = scope.customer {
        let mut values: Vec<&dyn Param> = vec![&customer.0, &from, &to];
        values.extend(more.as_ref().map(|more| more as &dyn Param));
        q.rows(of_customer, &values).await?
    } else {
        let classes = scope.classes(q, is_wanted).await?;
        let each: Vec<Vec<&dyn Param>> = classes
            .iter()
            .map(|class| {
                let mut values: Vec<&dyn Param> = vec![&scope.account.0, class, &from, &to];
                values.extend(more.as_ref().map(|more| more as &dyn Param));
                values
            })
            .collect();
        q.rows_of_each::<R>(of_class, &each).await?.into_iter().flatten().collect()
    };
    let classed = found.into_iter().map(|row| Ok((Class::from_code(row.class())?, row)));
    let mut classed = classed.collect::<Result<Vec<(Class, R)>>>()?;
    classed.retain(|(class, _)| is_wanted(*class) && scope.wants(class.currency));
    Ok(classed)
}

/// A row that names its class.
trait ClassOf {
    fn class(&self) -> i32;
}

impl<K, const SUMS: usize> ClassOf for Grouped<K, SUMS> {
    fn class(&self) -> i32 {
        self.class
    }
}

fn issued<K, T>((class, row): (Class, Grouped<K, 3>), key: impl Fn(K) -> T) -> Issued<T> {
    let [net, tax, payable] = row.sums;
    Issued {
        currency: class.currency,
        document: class.document,
        key: key(row.key),
        count: row.count,
        net,
        tax,
        payable,
    }
}

/// What was issued, by day.
pub fn by_day<'a>(q: &'a mut dyn Connection, scope: &'a Scope) -> Boxed<'a, Vec<Issued<Date>>> {
    Box::pin(async move {
        let found = rows(q, scope, (&BY_DAY, &BY_DAY_OF_CUSTOMER), None, is_issued).await?;
        Ok(found.into_iter().map(|row| issued(row, |day| day)).collect())
    })
}

/// What was issued, by customer; of one customer, by [`by_day`] as well.
pub fn by_customer<'a>(
    q: &'a mut dyn Connection,
    scope: &'a Scope,
) -> Boxed<'a, Vec<Issued<CustomerId>>> {
    Box::pin(async move {
        if let Some(customer) = scope.customer {
            let days = by_day(q, scope).await?;
            let of = |Issued { currency, document, count, net, tax, payable, .. }| Issued {
                currency,
                document,
                key: customer,
                count,
                net,
                tax,
                payable,
            };
            return Ok(days.into_iter().map(of).collect());
        }
        let found = rows(q, scope, (&BY_CUSTOMER, &BY_DAY_OF_CUSTOMER), None, is_issued).await?;
        Ok(found.into_iter().map(|row| issued(row, |id: Uuid| CustomerId(id))).collect())
    })
}

/// What the lines came to of what was issued, by product: after the document's discount, without its charges.
pub fn by_product<'a>(
    q: &'a mut dyn Connection,
    scope: &'a Scope,
) -> Boxed<'a, Vec<Issued<Option<ProductId>>>> {
    Box::pin(async move {
        let found = rows(q, scope, (&BY_PRODUCT, &BY_PRODUCT_OF_CUSTOMER), None, is_issued).await?;
        let key = |id: Option<Uuid>| id.map(ProductId);
        Ok(found.into_iter().map(|row| issued(row, key)).collect())
    })
}

/// A tax of documents issued within a period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IssuedTax {
    /// Currency of the sums.
    pub currency: Currency,
    /// Of invoices or of credit notes; sums of both are positive.
    pub document: DocumentType,
    /// What the documents call it.
    pub name: String,
    /// Its rate.
    pub rate: Rate,
    /// Its VAT category.
    pub category: Category,
    /// How many documents.
    pub count: i64,
    /// What it was taken from.
    pub base: Sum,
    /// How much it was.
    pub amount: Sum,
}

struct TaxRow {
    class: i32,
    name: String,
    rate: Rate,
    category: Category,
    count: i64,
    base: Sum,
    amount: Sum,
}

impl FromRow for TaxRow {
    fn from_row(row: &mut Row<'_>) -> Result<Self> {
        Ok(Self {
            class: row.take()?,
            name: row.take()?,
            rate: Kept::revive(row.take::<String>()?)?,
            category: row.read(Category::parse)?,
            count: row.take()?,
            base: take_sum(row)?,
            amount: take_sum(row)?,
        })
    }
}

impl ClassOf for TaxRow {
    fn class(&self) -> i32 {
        self.class
    }
}

/// The taxes of what was issued.
pub fn taxes<'a>(q: &'a mut dyn Connection, scope: &'a Scope) -> Boxed<'a, Vec<IssuedTax>> {
    Box::pin(async move {
        let found: Vec<(Class, TaxRow)> =
            rows(q, scope, (&TAXES, &TAXES_OF_CUSTOMER), None, is_issued).await?;
        let tax = |(class, row): (Class, TaxRow)| IssuedTax {
            currency: class.currency,
            document: class.document,
            name: row.name,
            rate: row.rate,
            category: row.category,
            count: row.count,
            base: row.base,
            amount: row.amount,
        };
        Ok(found.into_iter().map(tax).collect())
    })
}

/// Documents of a period by where they stand, drafts included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stands {
    /// Currency of the sums.
    pub currency: Currency,
    /// Invoices or credit notes.
    pub document: DocumentType,
    /// Where they stand on the day.
    pub standing: Standing,
    /// How many.
    pub count: i64,
    /// What is to be paid of them in all.
    pub payable: Sum,
    /// What is still due of them.
    pub due: Sum,
}

/// The documents of a period by where they stand on a day; void ones and the trash are left out.
pub fn standings<'a>(
    q: &'a mut dyn Connection,
    scope: &'a Scope,
    today: Date,
) -> Boxed<'a, Vec<Stands>> {
    Box::pin(async move {
        let is_wanted =
            |class: Class| class.deleted == Deleted::No && class.position != Position::Void;
        let both = (&STANDINGS, &STANDINGS_OF_CUSTOMER);
        let found: Vec<(Class, Grouped<i32, 2>)> =
            rows(q, scope, both, Some(today), is_wanted).await?;
        let stands = |(class, row): (Class, Grouped<i32, 2>)| {
            let is_due = matches!(class.position, Position::Due { .. });
            let [payable, due] = row.sums;
            Stands {
                currency: class.currency,
                document: class.document,
                standing: Standing { position: class.position, overdue: is_due && row.key == 1 },
                count: row.count,
                payable,
                due,
            }
        };
        Ok(found.into_iter().map(stands).collect())
    })
}

/// What customers owe as it stands now, added up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// Currency of the sum.
    pub currency: Currency,
    /// Who owes it.
    pub customer: CustomerId,
    /// How old it is.
    pub age: Age,
    /// How many invoices.
    pub count: i64,
    /// How much.
    pub due: Sum,
}

/// What is owed now of invoices issued within the period, by customer and by its age on a day.
pub fn due<'a>(q: &'a mut dyn Connection, scope: &'a Scope, day: Date) -> Boxed<'a, Vec<Due>> {
    Box::pin(async move {
        if let Some(customer) = scope.customer {
            let both = (&DUE, &DUE_OF_CUSTOMER);
            let found: Vec<(Class, Grouped<Date, 1>)> = rows(q, scope, both, None, is_owed).await?;
            let due = |(class, row): (Class, Grouped<Date, 1>)| Due {
                currency: class.currency,
                customer,
                age: Age::of(Some(row.key), day),
                count: row.count,
                due: row.sums[0],
            };
            return Ok(found.into_iter().map(due).collect());
        }
        let (from, to) = scope.days();
        let classes = scope.classes(q, is_owed).await?;
        let mut due = vec![];
        for age in Age::ALL {
            let (first, last) = age.due_dates(day);
            let each: Vec<Vec<&dyn Param>> = classes
                .iter()
                .map(|class| args![scope.account.0, *class, first, last, from, to].to_vec())
                .collect();
            let found: Vec<Vec<Grouped<Uuid, 1>>> = q.rows_of_each(&DUE, &each).await?;
            for row in found.into_iter().flatten() {
                due.push(Due {
                    currency: Class::from_code(row.class)?.currency,
                    customer: CustomerId(row.key),
                    age,
                    count: row.count,
                    due: row.sums[0],
                });
            }
        }
        Ok(due)
    })
}
