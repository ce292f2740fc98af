//! Who owes what, and for how long.

use super::{CHUNK, Currencies, Figures, InCurrency, Reading, ReportFilter, apart};
use crate::{App, Boxed, Caller, Result};
use net30_domain::{
    Date,
    id::CustomerId,
    money::{Amount, Currency, Sum},
    receivable::{Age, Receivable},
};
use net30_store::report;
use std::collections::BTreeMap;

/// What is owed, by age.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AgingFigures {
    /// How many invoices.
    pub invoices: i64,
    /// What is owed of each age, in the order of [`Age::ALL`].
    pub ages: [Sum; 5],
}

impl AgingFigures {
    /// What is owed of any age.
    #[must_use]
    pub fn total(&self) -> Sum {
        self.ages.into_iter().sum()
    }

    fn add(&mut self, age: Age, invoices: i64, due: Sum) {
        self.invoices += invoices;
        self.ages[age as usize] += due;
    }
}

impl Figures for AgingFigures {
    fn sums(&mut self) -> Vec<&mut Sum> {
        self.ages.iter_mut().collect()
    }

    fn count(&mut self, others: &Self) {
        self.invoices += others.invoices;
    }
}

/// What a customer owes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustomerAging {
    /// Who.
    pub id: CustomerId,
    /// The customer's name.
    pub name: Option<String>,
    /// How much.
    pub figures: AgingFigures,
}

/// An ageing report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aging {
    /// The day at whose end it is owed.
    pub as_of: Date,
    /// The account's currency.
    pub currency: Currency,
    /// What is owed in each currency.
    pub totals: Vec<InCurrency<AgingFigures>>,
    /// By whom, in the order of the totals: the greatest debt first.
    pub customers: Vec<Vec<CustomerAging>>,
}

type ByCustomer = BTreeMap<CustomerId, AgingFigures>;

/// What was owed at the end of a day, today if none is given, of invoices that the filter's period is about.
///
/// # Errors
/// Those of the database.
pub fn aging<'a>(
    app: &'a App,
    caller: &'a Caller,
    filter: &'a ReportFilter,
    as_of: Option<Date>,
) -> Boxed<'a, Aging> {
    Box::pin(async move {
        let (caller, filter) = (*caller, filter.clone());
        apart(app, async move |app| {
            let mut reading = Reading::begin(app, &caller, &filter).await?;
            let as_of = as_of.unwrap_or(reading.today);
            let owed = owed_on(&mut reading, as_of).await?;
            named(&mut reading, owed, as_of).await
        })
        .await
    })
}

/// What is owed at the end of a day: what is owed now, but for invoices that were moved since, which are worked out
/// one by one.
pub(super) async fn owed_on(reading: &mut Reading, day: Date) -> Result<Vec<Owed>> {
    if reading.is_void {
        return Ok(vec![]);
    }
    let Reading { reader, scope, .. } = reading;
    let scope = report::Scope { to: Some(scope.to.map_or(day, |to| to.min(day))), ..*scope };
    let mut owed: Vec<Owed> = report::due(reader, &scope, day)
        .await?
        .into_iter()
        .map(|due| Owed {
            currency: due.currency,
            customer: due.customer,
            age: due.age,
            invoices: due.count,
            amount: due.due,
        })
        .collect();
    let moved = report::receivables_changed_after(reader, &scope, day).await?;
    for ids in moved.chunks(CHUNK) {
        for receivable in report::receivables(reader, scope.account, ids).await? {
            if is_about(&scope, &receivable) {
                // Once as it stands now, taken back, and once as it stood.
                owed.extend(Owed::of(&receivable, day, receivable.owed_on(Date::MAX), -1));
                owed.extend(Owed::of(&receivable, day, receivable.owed_on(day), 1));
            }
        }
    }
    Ok(owed)
}

fn is_about(scope: &report::Scope, receivable: &Receivable) -> bool {
    scope.currency.is_none_or(|currency| currency == receivable.currency)
        && scope.customer.is_none_or(|customer| customer == receivable.customer_id)
        && scope.from.is_none_or(|from| receivable.issue_date >= from)
        && scope.to.is_none_or(|to| receivable.issue_date <= to)
}

/// A part of what is owed.
pub(super) struct Owed {
    pub(super) currency: Currency,
    customer: CustomerId,
    pub(super) age: Age,
    pub(super) invoices: i64,
    pub(super) amount: Sum,
}

impl Owed {
    fn of(receivable: &Receivable, day: Date, amount: Amount, sign: i8) -> Option<Self> {
        (amount > Amount::ZERO).then(|| Self {
            currency: receivable.currency,
            customer: receivable.customer_id,
            age: Age::of(receivable.due_date, day),
            invoices: i64::from(sign),
            amount: if sign < 0 { -Sum::from(amount) } else { amount.into() },
        })
    }
}

async fn named(reading: &mut Reading, owed: Vec<Owed>, as_of: Date) -> Result<Aging> {
    let mut customers = Currencies::<ByCustomer>::of(reading.account.defaults.currency);
    for part in owed {
        let figures = customers.entry(part.currency).entry(part.customer).or_default();
        figures.add(part.age, part.invoices, part.amount);
    }
    let currency = customers.own;
    let mut aging = Aging { as_of, currency, totals: vec![], customers: vec![] };
    for InCurrency { currency, figures: mut customers } in customers.sorted() {
        customers.retain(|_, figures| figures.invoices != 0 || !figures.total().is_zero());
        if customers.is_empty() {
            continue;
        }
        let ids: Vec<CustomerId> = customers.keys().copied().collect();
        let account = reading.account.id;
        let names = report::customer_names(&mut reading.reader, account, &ids).await?;
        let mut total = AgingFigures::default();
        let mut listed = Vec::with_capacity(customers.len());
        for (id, figures) in customers {
            for age in Age::ALL {
                total.add(age, 0, figures.ages[age as usize]);
            }
            total.invoices += figures.invoices;
            listed.push(CustomerAging { id, name: names.get(&id).cloned(), figures });
        }
        listed.sort_by_key(|customer| (-customer.figures.total(), customer.id));
        aging.totals.push(InCurrency { currency, figures: total });
        aging.customers.push(listed);
    }
    Ok(aging)
}
