//! What there is to know at a glance.

use super::{Currencies, Figures, InCurrency, Reading, ReportFilter, aging::owed_on, apart};
use crate::{App, Boxed, Caller, Result};
use net30_domain::{
    Date, Decimal,
    money::{Currency, Sum},
    receivable::Age,
    rounding,
    standing::{Position, Standing},
};
use net30_store::report;

/// The figures of a summary that can be converted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SummaryFigures {
    /// How many invoices were issued in the period.
    pub invoices: i64,
    /// What they come to.
    pub invoiced: Sum,
    /// How many credit notes were issued in the period.
    pub credit_notes: i64,
    /// What they take back, as a positive sum.
    pub credited: Sum,
    /// How many payments came in the period.
    pub payments: i64,
    /// What came.
    pub received: Sum,
    /// How many refunds were given in the period.
    pub refunds: i64,
    /// What was given back, as a positive sum.
    pub refunded: Sum,
    /// How many invoices are owed today, whatever their date.
    pub open_invoices: i64,
    /// What is owed today.
    pub outstanding: Sum,
    /// How many of them are overdue.
    pub overdue_invoices: i64,
    /// What of it is overdue.
    pub overdue: Sum,
}

impl Figures for SummaryFigures {
    fn sums(&mut self) -> Vec<&mut Sum> {
        vec![
            &mut self.invoiced,
            &mut self.credited,
            &mut self.received,
            &mut self.refunded,
            &mut self.outstanding,
            &mut self.overdue,
        ]
    }

    fn count(&mut self, others: &Self) {
        self.invoices += others.invoices;
        self.credit_notes += others.credit_notes;
        self.payments += others.payments;
        self.refunds += others.refunds;
        self.open_invoices += others.open_invoices;
        self.overdue_invoices += others.overdue_invoices;
    }
}

/// Invoices of the period that stand alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StandingFigures {
    /// Where they stand today.
    pub standing: Standing,
    /// How many.
    pub count: i64,
    /// What they come to.
    pub total: Sum,
    /// What is still due of them.
    pub due: Sum,
}

/// The rest of a summary, which cannot be converted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Details {
    /// Invoices of the period by where they stand today, drafts included.
    pub standings: Vec<StandingFigures>,
    /// How many invoices were paid in full in the period.
    pub paid_invoices: i64,
    /// How many days after their date they were paid on average; none if none was.
    pub average_days_to_pay: Option<Decimal>,
}

/// A summary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// Today by the account's own clock.
    pub today: Date,
    /// The account's currency.
    pub currency: Currency,
    /// The figures of each currency.
    pub totals: Vec<InCurrency<SummaryFigures>>,
    /// The rest of each currency, in the order of the totals.
    pub details: Vec<Details>,
}

#[derive(Default)]
struct Gathered {
    figures: SummaryFigures,
    details: Details,
    days: i64,
}

/// What there is to know at a glance of a period, and of what is owed today.
///
/// # Errors
/// Those of the database.
pub fn summary<'a>(
    app: &'a App,
    caller: &'a Caller,
    filter: &'a ReportFilter,
) -> Boxed<'a, Summary> {
    Box::pin(async move {
        let (caller, filter) = (*caller, filter.clone());
        apart(app, async move |app| {
            let mut reading = Reading::begin(app, &caller, &filter).await?;
            let mut all = Currencies::<Gathered>::of(reading.account.defaults.currency);
            if !reading.is_void {
                issued(&mut reading, &mut all).await?;
                money(&mut reading, &mut all).await?;
                owed(&mut reading, &mut all).await?;
            }
            let mut summary = Summary {
                today: reading.today,
                currency: all.own,
                totals: vec![],
                details: vec![],
            };
            for InCurrency { currency, figures: gathered } in all.sorted() {
                let average = rounding::average(gathered.days, gathered.details.paid_invoices);
                summary.totals.push(InCurrency { currency, figures: gathered.figures });
                summary.details.push(Details { average_days_to_pay: average, ..gathered.details });
            }
            Ok(summary)
        })
        .await
    })
}

async fn issued(reading: &mut Reading, all: &mut Currencies<Gathered>) -> Result<()> {
    let Reading { reader, scope, today, .. } = reading;
    for row in report::standings(reader, scope, *today).await? {
        let Gathered { figures, details, .. } = all.entry(row.currency);
        let is_draft = row.standing.position == Position::Draft;
        if row.document.takes_back() {
            if !is_draft {
                figures.credit_notes += row.count;
                figures.credited += row.payable;
            }
            continue;
        }
        if !is_draft {
            figures.invoices += row.count;
            figures.invoiced += row.payable;
        }
        details.standings.push(StandingFigures {
            standing: row.standing,
            count: row.count,
            total: row.payable,
            due: row.due,
        });
    }
    Ok(())
}

async fn money(reading: &mut Reading, all: &mut Currencies<Gathered>) -> Result<()> {
    let Reading { reader, scope, .. } = reading;
    for received in report::received(reader, scope).await? {
        let figures = &mut all.entry(received.currency).figures;
        figures.payments += received.count;
        figures.received += received.amount;
    }
    for refunded in report::refunded(reader, scope).await? {
        let figures = &mut all.entry(refunded.currency).figures;
        figures.refunds += refunded.count;
        figures.refunded += refunded.amount;
    }
    for time in report::payment_times(reader, scope).await? {
        let gathered = all.entry(time.currency);
        let days = time.paid_on.since(time.issue_date).map_or(0, |span| span.get_days());
        gathered.days += i64::from(days) * time.count;
        gathered.details.paid_invoices += time.count;
    }
    Ok(())
}

async fn owed(reading: &mut Reading, all: &mut Currencies<Gathered>) -> Result<()> {
    // What is owed today is owed whatever period is looked at.
    let period = reading.scope;
    reading.scope = report::Scope { from: None, to: None, ..period };
    let owed = owed_on(reading, reading.today).await?;
    reading.scope = period;
    for part in owed {
        let figures = &mut all.entry(part.currency).figures;
        figures.open_invoices += part.invoices;
        figures.outstanding += part.amount;
        if part.age != Age::NotDue {
            figures.overdue_invoices += part.invoices;
            figures.overdue += part.amount;
        }
    }
    Ok(())
}
