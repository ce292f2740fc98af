//! Revenue net of tax, by period, customer or product.

use super::{Basis, Currencies, Figures, InCurrency, Reading, ReportFilter, apart, cash::Cash};
use crate::{App, Boxed, Caller, Result};
use net30_domain::{
    Date,
    id::{CustomerId, ProductId},
    money::{Currency, Sum},
    proceeds::Proceeds,
};
use net30_store::report::{self, Issued};
use std::collections::{BTreeMap, BTreeSet};

/// What revenue is grouped by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Grouping {
    /// By month.
    #[default]
    Month,
    /// By quarter.
    Quarter,
    /// By year.
    Year,
    /// By customer.
    Customer,
    /// By product.
    Product,
}

impl Grouping {
    /// Every grouping.
    pub const ALL: [Self; 5] =
        [Self::Month, Self::Quarter, Self::Year, Self::Customer, Self::Product];

    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year => "year",
            Self::Customer => "customer",
            Self::Product => "product",
        }
    }

    /// The period that a day is in; none if it is not grouped by periods.
    fn period(self, day: Date) -> Option<GroupKey> {
        let month = day.first_of_month();
        let (first, last) = match self {
            Self::Month => (month, day.last_of_month()),
            Self::Quarter => {
                let begins = (month.month() - 1) / 3 * 3 + 1;
                let first = jiff::civil::date(day.year(), begins, 1);
                (first, jiff::civil::date(day.year(), begins + 2, 1).last_of_month())
            }
            Self::Year => (day.first_of_year(), day.last_of_year()),
            Self::Customer | Self::Product => return None,
        };
        Some(GroupKey::Period(first, last))
    }
}

/// What the entries of a group have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GroupKey {
    /// The first and last day of a period.
    Period(Date, Date),
    /// A customer.
    Customer(CustomerId),
    /// A product; what no product brought in, such as freight, if none.
    Product(Option<ProductId>),
}

/// What came in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RevenueFigures {
    /// How many documents (accrual), or payments and refunds (cash); of products, how many lines or parts of payments.
    /// A credit note is none on cash basis, though it may change what money stands for.
    pub entries: i64,
    /// Net of tax: the revenue.
    pub net: Sum,
    /// Tax.
    pub tax: Sum,
    /// What is neither: amounts after tax, rounding, and what was paid beyond what was due.
    pub other: Sum,
    /// All together.
    pub total: Sum,
}

impl RevenueFigures {
    fn add(&mut self, entries: i64, net: Sum, tax: Sum, total: Sum) {
        self.entries += entries;
        self.net += net;
        self.tax += tax;
        self.total += total;
        self.other += total - net - tax;
    }
}

impl Figures for RevenueFigures {
    fn sums(&mut self) -> Vec<&mut Sum> {
        vec![&mut self.net, &mut self.tax, &mut self.other, &mut self.total]
    }

    fn count(&mut self, others: &Self) {
        self.entries += others.entries;
    }
}

/// The revenue of a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RevenueGroup {
    /// What its entries have in common.
    pub key: GroupKey,
    /// The customer's or product's name, if it is still known.
    pub name: Option<String>,
    /// What came in.
    pub figures: RevenueFigures,
}

/// A revenue report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revenue {
    /// The account's currency.
    pub currency: Currency,
    /// The total of each currency.
    pub totals: Vec<InCurrency<RevenueFigures>>,
    /// The groups of each currency, in the order of the totals: periods in their order, else the greatest first.
    pub groups: Vec<Vec<RevenueGroup>>,
}

type Groups = BTreeMap<GroupKey, RevenueFigures>;

/// What came in, net of tax.
///
/// # Errors
/// Those of the database.
pub fn revenue<'a>(
    app: &'a App,
    caller: &'a Caller,
    filter: &'a ReportFilter,
    basis: Basis,
    grouping: Grouping,
) -> Boxed<'a, Revenue> {
    Box::pin(async move {
        let (caller, filter) = (*caller, filter.clone());
        apart(app, async move |app| {
            let mut reading = Reading::begin(app, &caller, &filter).await?;
            let mut groups = Currencies::<Groups>::of(reading.account.defaults.currency);
            if !reading.is_void {
                match basis {
                    Basis::Accrual => accrued(&mut reading, grouping, &mut groups).await?,
                    Basis::Cash => paid(&mut reading, grouping, &mut groups).await?,
                }
            }
            named(&mut reading, groups).await
        })
        .await
    })
}

fn add<K>(figures: &mut RevenueFigures, row: &Issued<K>) {
    let sum = |sum| row.document.signed(sum);
    figures.add(row.count, sum(row.net), sum(row.tax), sum(row.payable));
}

async fn accrued(
    reading: &mut Reading,
    grouping: Grouping,
    groups: &mut Currencies<Groups>,
) -> Result<()> {
    let Reading { reader, scope, .. } = reading;
    match grouping {
        Grouping::Month | Grouping::Quarter | Grouping::Year => {
            for row in report::by_day(reader, scope).await? {
                let Some(key) = grouping.period(row.key) else { continue };
                add(groups.entry(row.currency).entry(key).or_default(), &row);
            }
        }
        Grouping::Customer => {
            for row in report::by_customer(reader, scope).await? {
                let key = GroupKey::Customer(row.key);
                add(groups.entry(row.currency).entry(key).or_default(), &row);
            }
        }
        Grouping::Product => {
            for row in report::by_product(reader, scope).await? {
                let key = GroupKey::Product(row.key);
                add(groups.entry(row.currency).entry(key).or_default(), &row);
            }
            let mut whole = Currencies::<RevenueFigures>::of(groups.own);
            for row in report::by_day(reader, scope).await? {
                add(whole.entry(row.currency), &row);
            }
            for InCurrency { currency, figures: whole } in whole.sorted() {
                add_rest(groups.entry(currency), &whole);
            }
        }
    }
    Ok(())
}

/// Adds what the documents say beside their lines, such as charges, to what no product brought in.
fn add_rest(groups: &mut Groups, whole: &RevenueFigures) {
    let sum = |part: fn(&RevenueFigures) -> Sum| groups.values().map(part).sum::<Sum>();
    let net = whole.net - sum(|figures| figures.net);
    let tax = whole.tax - sum(|figures| figures.tax);
    let total = whole.total - sum(|figures| figures.total);
    if !(net.is_zero() && tax.is_zero() && total.is_zero()) {
        groups.entry(GroupKey::Product(None)).or_default().add(0, net, tax, total);
    }
}

async fn paid(
    reading: &mut Reading,
    grouping: Grouping,
    groups: &mut Currencies<Groups>,
) -> Result<()> {
    let scope = reading.scope;
    let with_products = grouping == Grouping::Product;
    reading
        .settled(with_products, |settled| {
            let cash = Cash::of(&settled, with_products)?;
            let groups = groups.entry(settled.currency);
            for (event, proceeds) in &cash.events {
                if !scope.includes(event.date) || !(event.is_money() || proceeds.moves()) {
                    continue;
                }
                // A credit note moves what money stands for, and is no money itself.
                let entries = i64::from(event.is_money());
                if with_products {
                    add_products(groups, &cash.products, entries, proceeds);
                    continue;
                }
                let period = grouping.period(event.date);
                let key = period.unwrap_or(GroupKey::Customer(settled.customer));
                let Proceeds { money, net, tax, .. } = proceeds;
                let figures = groups.entry(key).or_default();
                figures.add(entries, (*net).into(), (*tax).into(), (*money).into());
            }
            Ok(())
        })
        .await
}

fn add_products(
    groups: &mut Groups,
    products: &[Option<ProductId>],
    entries: i64,
    proceeds: &Proceeds,
) {
    for (product, (net, tax)) in products.iter().zip(&proceeds.products) {
        let figures = groups.entry(GroupKey::Product(*product)).or_default();
        let (net, tax) = (Sum::from(*net), Sum::from(*tax));
        figures.add(entries, net, tax, net + tax);
    }
    let rest = Sum::from(proceeds.money) - proceeds.net.into() - proceeds.tax.into();
    if !rest.is_zero() {
        let figures = groups.entry(GroupKey::Product(None)).or_default();
        figures.add(0, Sum::ZERO, Sum::ZERO, rest);
    }
}

/// Finds the names, adds up the totals and sorts.
async fn named(reading: &mut Reading, groups: Currencies<Groups>) -> Result<Revenue> {
    let currency = groups.own;
    let groups = groups.sorted();
    let (mut customers, mut products) = (BTreeSet::new(), BTreeSet::new());
    for key in groups.iter().flat_map(|entry| entry.figures.keys()) {
        match key {
            GroupKey::Customer(id) => drop(customers.insert(*id)),
            GroupKey::Product(Some(id)) => drop(products.insert(*id)),
            GroupKey::Product(None) | GroupKey::Period(..) => {}
        }
    }
    let (reader, account) = (&mut reading.reader, reading.account.id);
    let customers: Vec<CustomerId> = customers.into_iter().collect();
    let customers = report::customer_names(reader, account, &customers).await?;
    let products: Vec<ProductId> = products.into_iter().collect();
    let products = report::product_names(reader, account, &products).await?;
    let name = |key: GroupKey| match key {
        GroupKey::Customer(id) => customers.get(&id).cloned(),
        GroupKey::Product(Some(id)) => products.get(&id).cloned(),
        GroupKey::Product(None) | GroupKey::Period(..) => None,
    };
    let mut revenue = Revenue { currency, totals: vec![], groups: vec![] };
    for InCurrency { currency, figures: groups } in groups {
        let mut total = RevenueFigures::default();
        for figures in groups.values() {
            total.add(figures.entries, figures.net, figures.tax, figures.total);
        }
        let mut groups: Vec<RevenueGroup> = groups
            .into_iter()
            .map(|(key, figures)| RevenueGroup { key, name: name(key), figures })
            .collect();
        if !groups.iter().any(|group| matches!(group.key, GroupKey::Period(..))) {
            groups.sort_by_key(|group| (-group.figures.net, group.key));
        }
        revenue.totals.push(InCurrency { currency, figures: total });
        revenue.groups.push(groups);
    }
    Ok(revenue)
}

#[cfg(test)]
mod tests {
    use super::{GroupKey, Grouping};
    use jiff::civil::date;

    #[test]
    fn a_day_is_in_one_period() {
        let day = date(2026, 5, 17);
        for (grouping, first, last) in [
            (Grouping::Month, date(2026, 5, 1), date(2026, 5, 31)),
            (Grouping::Quarter, date(2026, 4, 1), date(2026, 6, 30)),
            (Grouping::Year, date(2026, 1, 1), date(2026, 12, 31)),
        ] {
            assert_eq!(grouping.period(day), Some(GroupKey::Period(first, last)));
        }
        assert_eq!(Grouping::Customer.period(day), None);
    }
}
