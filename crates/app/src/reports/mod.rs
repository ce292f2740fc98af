//! Reports: what was invoiced, received and taxed, and who owes what.
//!
//! Amounts of different currencies are never added: a report has its figures once for each currency, the account's own
//! first. Only with rates that the client gives is there a converted total beside them. Drafts, void documents and
//! reversed payments count nowhere, but for the count of drafts; credit notes are negative.

mod aging;
mod cash;
mod csv;
mod rates;
mod revenue;
mod summary;
mod tax;

pub use aging::{Aging, AgingFigures, CustomerAging, aging};
pub use csv::{aging_csv, revenue_csv, summary_csv, tax_csv};
pub use rates::{Converted, Figures, RateFault, Rates, converted};
pub use revenue::{GroupKey, Grouping, Revenue, RevenueFigures, RevenueGroup, revenue};
pub use summary::{Details, StandingFigures, Summary, SummaryFigures, summary};
pub use tax::{TaxFigures, TaxLine, TaxReport, tax};

use crate::{App, Caller, Error, Result, What};
use net30_domain::{
    Date,
    account::Account,
    id::{CustomerId, InvoiceId},
    money::Currency,
};
use net30_store::{Reader, account, report};
use std::sync::Arc;

/// How many documents are held at once where they have to be read one by one.
const CHUNK: usize = 500;

/// What a report is about. All conditions hold at once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReportFilter {
    /// From this day: of documents their own date, of money the day that it came or went.
    pub from: Option<Date>,
    /// To this day.
    pub to: Option<Date>,
    /// In this currency.
    pub currency: Option<Currency>,
    /// Of this customer.
    pub customer_id: Option<CustomerId>,
}

/// When something counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Basis {
    /// When it is invoiced.
    #[default]
    Accrual,
    /// When it is paid.
    Cash,
}

impl Basis {
    /// Every basis.
    pub const ALL: [Self; 2] = [Self::Accrual, Self::Cash];

    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Accrual => "accrual",
            Self::Cash => "cash",
        }
    }
}

/// The figures of one currency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InCurrency<T> {
    /// Of all amounts.
    pub currency: Currency,
    /// What they come to.
    pub figures: T,
}

/// A report that is being read: one moment of the database.
struct Reading {
    reader: Reader,
    account: Account,
    scope: report::Scope,
    today: Date,
    /// The filter names a customer whom the account does not have: nothing is theirs.
    is_void: bool,
}

impl Reading {
    async fn begin(app: &App, caller: &Caller, filter: &ReportFilter) -> Result<Self> {
        let mut reader = app.store().reader().await?;
        let found = account::load(&mut reader, caller.account_id).await?;
        let account = found.ok_or(Error::NotFound(What::Account))?;
        let today = account.today(app.now());
        let scope = report::Scope {
            account: account.id,
            customer: filter.customer_id,
            currency: filter.currency,
            from: filter.from,
            to: filter.to,
        };
        let is_void = !scope.is_of_account(&mut reader).await?;
        Ok(Self { reader, account, scope, today, is_void })
    }

    /// Documents with their payments, some hundred at a time.
    async fn settled(
        &mut self,
        with_products: bool,
        mut each: impl FnMut(report::Settled) -> Result<()>,
    ) -> Result<()> {
        let ids: Vec<InvoiceId> = report::settled_ids(&mut self.reader, &self.scope).await?;
        for ids in ids.chunks(CHUNK) {
            let settled =
                report::settled(&mut self.reader, &self.scope, ids, with_products).await?;
            settled.into_iter().try_for_each(&mut each)?;
        }
        Ok(())
    }
}

/// Figures by currency: the account's own first, then in the order of their codes.
struct Currencies<T> {
    own: Currency,
    entries: Vec<InCurrency<T>>,
}

impl<T: Default> Currencies<T> {
    fn of(own: Currency) -> Self {
        Self { own, entries: vec![] }
    }

    fn entry(&mut self, currency: Currency) -> &mut T {
        let place = self.entries.iter().position(|entry| entry.currency == currency);
        let place = place.unwrap_or_else(|| {
            self.entries.push(InCurrency { currency, figures: T::default() });
            self.entries.len() - 1
        });
        &mut self.entries[place].figures
    }

    fn sorted(mut self) -> Vec<InCurrency<T>> {
        let own = self.own;
        self.entries.sort_by_key(|entry| (entry.currency != own, entry.currency.code()));
        self.entries
    }
}

/// Works a report out on a thread that may be busy for long, and no more of them at once than there are processors.
async fn apart<T: Send + 'static>(
    app: &App,
    report: impl AsyncFnOnce(&App) -> Result<T> + Send + 'static,
) -> Result<T> {
    let broken = |error: tokio::sync::AcquireError| Error::Broken(error.into());
    let permit = Arc::clone(&app.inner.reporting).acquire_owned().await.map_err(broken)?;
    let (app, runtime) = (app.clone(), tokio::runtime::Handle::current());
    let working = tokio::task::spawn_blocking(move || {
        let worked_out = runtime.block_on(report(&app));
        drop(permit);
        worked_out
    });
    working.await.map_err(|error| Error::Broken(error.into()))?
}
