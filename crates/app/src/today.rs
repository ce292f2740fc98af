//! What there is to do in an account, and how it stands: what its first page shows.

use crate::{
    App, Boxed, Caller, Paging, Result, accounts,
    checkout::{self, Checkout},
    einvoices::{self, Fault, Profile},
    invoices::{self, InvoiceFilter, Shown, Sort, SortKey},
    jobs::{self, JobStatus},
    mail::{self, EmailDelivery, EmailDeliveryFilter},
    reports::{self, Basis, GroupKey, Grouping, InCurrency, ReportFilter, SummaryFigures},
    webhooks,
};
use jiff::{ToSpan as _, civil::Date};
use net30_domain::{
    account::Account,
    document::DocumentType,
    email_delivery::EmailDeliveryStatus,
    money::{Currency, Sum},
    standing::{Position, Standing},
    webhook::{DisabledReason, Webhook},
};
use uuid::Uuid;

/// Most entries of a kind that are shown one by one.
const EACH: i64 = 5;
/// Most drafts that are held against the promised format.
const JUDGED: i64 = 20;
/// Months of the chart.
const MONTHS: i32 = 12;

/// Documents that want something: the first few, and how many there are.
#[derive(Debug, Default)]
pub struct Few {
    /// The first few.
    pub first: Vec<Shown>,
    /// How many there are; at least so many, if they are not counted to the end.
    pub count: i64,
}

/// An e-mail that was given up.
#[derive(Debug)]
pub struct LostEmail {
    /// The e-mail.
    pub email: EmailDelivery,
    /// The document that it is about, if it is about one.
    pub about: Option<Shown>,
    /// The job that can be tried again.
    pub job: Option<Uuid>,
}

/// A draft that would not be issued, since it is not the electronic invoice that the account promises.
#[derive(Debug)]
pub struct Unfit {
    /// The draft.
    pub draft: Shown,
    /// What is wrong with it first.
    pub fault: Fault,
}

/// Money that came online and fits no document.
#[derive(Debug)]
pub struct Unmatched {
    /// The attempt by which it came.
    pub checkout: Checkout,
    /// The document that was to be paid, if it is still there.
    pub about: Option<Shown>,
}

/// What there is to do.
#[derive(Debug, Default)]
pub struct ToDo {
    /// Invoices that are overdue, the longest first.
    pub overdue: Few,
    /// Invoices whose online payment failed.
    pub failed_payments: Few,
    /// Issued and not sent.
    pub unsent: Few,
    /// Not issued.
    pub drafts: Few,
    /// E-mails that were given up, the newest first.
    pub lost_emails: Vec<LostEmail>,
    /// Drafts that are not what the account promises.
    pub unfit: Vec<Unfit>,
    /// Money that came online and fits no document.
    pub unmatched: Vec<Unmatched>,
    /// Webhooks that were stopped, not by hand.
    pub stopped_webhooks: Vec<Webhook>,
}

impl ToDo {
    /// Whether there is nothing to do.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let counts = [&self.overdue, &self.failed_payments, &self.unsent, &self.drafts];
        counts.iter().all(|few| few.count == 0)
            && self.lost_emails.is_empty()
            && self.unfit.is_empty()
            && self.unmatched.is_empty()
            && self.stopped_webhooks.is_empty()
    }
}

/// A month of the chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Month {
    /// Its first day.
    pub first: Date,
    /// What was invoiced in it, net of tax and less what was credited.
    pub net: Sum,
}

/// How an account stands.
#[derive(Debug)]
pub struct Glance {
    /// Today by its own clock.
    pub today: Date,
    /// Its currency.
    pub currency: Currency,
    /// What is owed today, and what came in this month, in each currency; its own first.
    pub figures: Vec<InCurrency<SummaryFigures>>,
    /// The last twelve months in its own currency, the present one last.
    pub months: Vec<Month>,
}

/// What there is to do in the caller's account.
///
/// # Errors
/// Those of the database.
pub fn to_do<'a>(app: &'a App, caller: &'a Caller) -> Boxed<'a, ToDo> {
    Box::pin(async move {
        let account = accounts::get(app, caller).await?;
        let due = |wanted: fn(Standing) -> bool| {
            Standing::all().into_iter().filter(|standing| wanted(*standing)).collect::<Vec<_>>()
        };
        let overdue = due(|standing| standing.overdue);
        let failed = due(|standing| {
            !standing.overdue
                && matches!(standing.position, Position::Due { payment_failed: true, .. })
        });
        let unsent = due(|standing| {
            let is_unsent = Position::Due { payment_failed: false, part_paid: false, sent: false };
            !standing.overdue && standing.position == is_unsent
        });
        let drafts = due(|standing| standing.position == Position::Draft);
        Ok(ToDo {
            overdue: few(app, caller, overdue, SortKey::DueDate).await?,
            failed_payments: few(app, caller, failed, SortKey::DueDate).await?,
            unsent: few(app, caller, unsent, SortKey::IssueDate).await?,
            drafts: few(app, caller, drafts.clone(), SortKey::CreatedAt).await?,
            lost_emails: lost_emails(app, caller).await?,
            unfit: unfit(app, caller, &account, drafts).await?,
            unmatched: unmatched(app, caller).await?,
            stopped_webhooks: stopped_webhooks(app, caller).await?,
        })
    })
}

/// The first few invoices that stand so, the oldest first.
async fn few(app: &App, caller: &Caller, standings: Vec<Standing>, key: SortKey) -> Result<Few> {
    let documents = Some(vec![DocumentType::Invoice]);
    let filter =
        InvoiceFilter { standings: Some(standings), documents, ..InvoiceFilter::default() };
    let sort = Sort { key, descending: false };
    let paging = Paging::Offset { offset: 0, limit: EACH };
    let mut listing = invoices::listing(app, caller, &filter, sort, &paging).await?;
    let mut few = Few { first: vec![], count: listing.total.count };
    while !listing.is_done() {
        few.first.extend(listing.piece(app).await?.documents);
    }
    Ok(few)
}

async fn lost_emails(app: &App, caller: &Caller) -> Result<Vec<LostEmail>> {
    let paging = Paging::Offset { offset: 0, limit: EACH };
    let filter = EmailDeliveryFilter { object_id: None, status: Some(EmailDeliveryStatus::Failed) };
    let failed = mail::deliveries(app, caller, filter, &paging).await?.items;
    if failed.is_empty() {
        return Ok(vec![]);
    }
    let dead = jobs::list(app, caller, JobStatus::Dead, &Paging::Offset { offset: 0, limit: 100 });
    let dead = dead.await?.items;
    let mut lost = vec![];
    for email in failed {
        let id = email.id.to_string();
        let job = dead.iter().find(|job| job.payload.contains(&id)).map(|job| job.id);
        let about = invoices::get(app, caller, email.object_id.into()).await.ok();
        lost.push(LostEmail { email, about, job });
    }
    Ok(lost)
}

async fn unmatched(app: &App, caller: &Caller) -> Result<Vec<Unmatched>> {
    let mut unmatched = vec![];
    for checkout in checkout::unmatched(app, caller, EACH).await? {
        let about = invoices::get(app, caller, checkout.invoice_id).await.ok();
        unmatched.push(Unmatched { checkout, about });
    }
    Ok(unmatched)
}

async fn stopped_webhooks(app: &App, caller: &Caller) -> Result<Vec<Webhook>> {
    let mut all = webhooks::list(app, caller).await?;
    all.retain(|webhook| {
        webhook.disabled.is_some_and(|disabled| disabled.reason != DisabledReason::ByHand)
    });
    Ok(all)
}

async fn unfit(
    app: &App,
    caller: &Caller,
    account: &Account,
    drafts: Vec<Standing>,
) -> Result<Vec<Unfit>> {
    let promised = Profile::promised(account.einvoice_profile);
    if promised.is_empty() {
        return Ok(vec![]);
    }
    let filter = InvoiceFilter { standings: Some(drafts), ..InvoiceFilter::default() };
    let newest = Sort { key: SortKey::CreatedAt, descending: true };
    let paging = Paging::Offset { offset: 0, limit: JUDGED };
    let mut listing = invoices::listing(app, caller, &filter, newest, &paging).await?;
    let mut all = vec![];
    while !listing.is_done() {
        for draft in listing.piece(app).await?.documents {
            if let Some(fault) = einvoices::first_fault(account, &draft, promised) {
                all.push(Unfit { draft, fault });
            }
        }
    }
    all.truncate(usize::try_from(EACH).unwrap_or(usize::MAX));
    Ok(all)
}

/// How the caller's account stands.
///
/// # Errors
/// Those of the database.
pub fn glance<'a>(app: &'a App, caller: &'a Caller) -> Boxed<'a, Glance> {
    Box::pin(async move {
        let account = accounts::get(app, caller).await?;
        let today = account.today(app.now());
        let this_month = ReportFilter {
            from: Some(today.first_of_month()),
            to: Some(today),
            ..ReportFilter::default()
        };
        let summary = reports::summary(app, caller, &this_month).await?;
        let currency = account.defaults.currency;
        let firsts: Vec<Date> = (0..MONTHS)
            .rev()
            .filter_map(|ago| today.first_of_month().checked_sub(ago.months()).ok())
            .collect();
        let year = ReportFilter {
            from: firsts.first().copied(),
            to: Some(today.last_of_month()),
            currency: Some(currency),
            customer_id: None,
        };
        let revenue = reports::revenue(app, caller, &year, Basis::Accrual, Grouping::Month).await?;
        let own = revenue.totals.iter().position(|total| total.currency == currency);
        let groups = own.and_then(|at| revenue.groups.get(at));
        let net = |first: Date| {
            let found = groups
                .into_iter()
                .flatten()
                .find(|group| matches!(group.key, GroupKey::Period(begin, _) if begin == first));
            found.map(|group| group.figures.net).unwrap_or_default()
        };
        Ok(Glance {
            today,
            currency,
            figures: summary.totals,
            months: firsts.into_iter().map(|first| Month { first, net: net(first) }).collect(),
        })
    })
}
