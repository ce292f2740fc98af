//! What an account begins with: what there is to do, each with what does it, how the account stands, and twelve months.

mod tasks;

use super::{
    Answer, page, refusals,
    shell::{Frame, Here, Writing},
    start,
    texts::Texts,
    visit::Visit,
};
use askama::Template;
use net30_app::{
    Call, Error, What, checkout, entry,
    invoices::{self, InvoiceFilter},
    jobs, logo, mail, reminders,
    today::{self, Glance},
    webhooks::{self, WebhookDraft},
};
use net30_domain::{
    id::{InvoiceId, WebhookId},
    money::{Currency, Sum},
    user::Role,
    webhook::Webhook,
};
use net30_http::problem::Result;
use net30_words::{Locale, month_name};
use uuid::Uuid;

/// Width and height of the chart, in its own units; each month has as much of the width.
const MONTH_WIDTH: i64 = 60;
const BAR_WIDTH: i64 = 36;
const CHART_HEIGHT: i64 = 160;
const CHART_TOP: i64 = 12;
const CHART_BOTTOM: i64 = 26;

/// A figure of the head.
struct Figure {
    name: String,
    text: String,
    detail: String,
    href: Option<String>,
    class: &'static str,
}

/// A currency with its figures.
struct InCurrency {
    code: &'static str,
    figures: Vec<Figure>,
}

/// A bar of the chart: its place, and the month under it.
struct Bar {
    x: i64,
    y: i64,
    height: i64,
    middle: i64,
    month: String,
    is_now: bool,
}

/// The chart, and the table that says the same.
struct Chart {
    width: i64,
    height: i64,
    zero: i64,
    labels: i64,
    bars: Vec<Bar>,
    rows: Vec<(String, String)>,
    words: String,
    title: String,
}

/// A step of setting an account up.
struct Step {
    words: String,
    href: String,
    is_done: bool,
}

#[derive(Template)]
#[template(path = "app/today.html")]
struct TodayPage {
    p: Frame,
    date: String,
    said: Option<String>,
    refused: Option<String>,
    tasks: Vec<tasks::Task>,
    currencies: Vec<InCurrency>,
    chart: Option<Chart>,
    /// What is left of setting up; nothing once all is done, or if it is not for this person to do.
    steps: Vec<Step>,
    is_empty: bool,
    next_number: String,
    curl: String,
}

pub(super) fn show(visit: &Visit) -> Answer<'_> {
    Box::pin(async move { page::shown(&today(visit, None).await?) })
}

async fn today(visit: &Visit, refused: Option<String>) -> Result<TodayPage> {
    let (t, app, caller) = (visit.texts(), visit.app(), visit.caller()?);
    let writing = Writing::of(visit, visit.user()?);
    let root = visit.at(&format!("/app/{}", visit.place()?.code()));
    let glance = today::glance(app, &caller).await?;
    let to_do = today::to_do(app, &caller).await?;
    let has_documents = invoices::count(app, &caller, &InvoiceFilter::default()).await?.count > 0;
    let document = net30_domain::document::DocumentType::Invoice;
    let said = match visit.query.text("said") {
        "reminded" => Some(t.today_reminded()),
        "retried" => Some(t.today_retried()),
        "seen" => Some(t.today_seen()),
        "restarted" => Some(t.today_restarted()),
        _ => None,
    };
    Ok(TodayPage {
        p: Frame::of(visit, t.start(), Here::Start),
        date: writing.formats().date(glance.today),
        said,
        refused,
        tasks: tasks::tasks(visit, &writing, &root, &glance, &to_do).await?,
        currencies: if has_documents { figures(t, &writing, &root, &glance) } else { vec![] },
        chart: if has_documents { chart(t, &writing, &glance) } else { None },
        steps: steps(visit, &root, has_documents).await?,
        is_empty: !has_documents,
        next_number: invoices::next_number(app, &caller, document).await?,
        curl: start::example(app.public_url()),
    })
}

fn figures(t: Texts, writing: &Writing, root: &str, glance: &Glance) -> Vec<InCurrency> {
    let list = |view: &str, currency: Currency| {
        Some(format!("{root}/invoices?view={view}&currency={}", currency.code()))
    };
    let of = |currency: Currency, figures: &net30_app::reports::SummaryFigures| {
        let money = writing.formats().money(currency);
        let received = Sum(figures.received.0 - figures.refunded.0);
        InCurrency {
            code: currency.code(),
            figures: vec![
                Figure {
                    name: t.today_outstanding(),
                    text: money.sum(figures.outstanding),
                    detail: t.today_invoices(figures.open_invoices),
                    href: list("due", currency),
                    class: "",
                },
                Figure {
                    name: t.today_of_it_overdue(),
                    text: money.sum(figures.overdue),
                    detail: t.today_invoices(figures.overdue_invoices),
                    href: list("overdue", currency),
                    class: if figures.overdue_invoices > 0 { "bad" } else { "" },
                },
                Figure {
                    name: t
                        .today_received(&month_name(Locale::of(t.language(), None), glance.today)),
                    text: money.sum(received),
                    detail: t.today_payments(figures.payments),
                    href: None,
                    class: "",
                },
            ],
        }
    };
    glance.figures.iter().map(|entry| of(entry.currency, &entry.figures)).collect()
}

fn chart(t: Texts, writing: &Writing, glance: &Glance) -> Option<Chart> {
    let money = writing.formats().money(glance.currency);
    let highest = glance.months.iter().map(|month| month.net.0).max().unwrap_or(0).max(0);
    let lowest = glance.months.iter().map(|month| month.net.0).min().unwrap_or(0).min(0);
    let range = highest - lowest;
    if range == 0 {
        return None;
    }
    // Whole units: rounded down, and at least one where there is something.
    let scaled = |value: i128| {
        let height = i128::from(CHART_HEIGHT) * value.abs() / range;
        i64::try_from(height).unwrap_or(0).max(i64::from(value != 0))
    };
    let zero = CHART_TOP + scaled(highest);
    let locale = Locale::of(t.language(), None);
    let bars = glance.months.iter().zip(0_i64..).map(|(month, at)| {
        let height = scaled(month.net.0);
        let middle = at * MONTH_WIDTH + MONTH_WIDTH / 2;
        Bar {
            x: middle - BAR_WIDTH / 2,
            y: if month.net.0 >= 0 { zero - height } else { zero },
            height,
            middle,
            month: month_name(locale, month.first).chars().take(3).collect(),
            is_now: month.first == glance.today.first_of_month(),
        }
    });
    let bars: Vec<Bar> = bars.collect();
    let rows = glance.months.iter().map(|month| {
        let name = format!("{} {}", month_name(locale, month.first), month.first.year());
        (name, money.sum(month.net))
    });
    let total: i128 = glance.months.iter().map(|month| month.net.0).sum();
    let height = CHART_TOP + CHART_HEIGHT + CHART_BOTTOM;
    Some(Chart {
        width: MONTH_WIDTH * i64::try_from(glance.months.len()).unwrap_or(12),
        height,
        zero,
        labels: height - 8,
        bars,
        rows: rows.rev().collect(),
        words: t.today_year(&money.sum(Sum(total))),
        title: t.today_months(glance.currency.code()),
    })
}

/// What an owner has still to set up.
async fn steps(visit: &Visit, root: &str, has_documents: bool) -> Result<Vec<Step>> {
    let place = visit.place()?;
    if place.role != Role::Owner {
        return Ok(vec![]);
    }
    let (t, app, caller) = (visit.texts(), visit.app(), visit.caller()?);
    let seller = &place.account.seller;
    let has_address = seller.address.city.is_some();
    let has_bank = seller.bank.is_some();
    let has_logo = logo::of_account(app, &caller).await?.is_some();
    let has_mail =
        mail::server_sends(app) || !matches!(mail::email_settings(app, &caller).await, Ok(None));
    let at = |rest: &str| format!("{root}/settings/{rest}");
    let step = |words: String, href: String, is_done| Step { words, href, is_done };
    let steps = vec![
        step(t.step_address(), at("company"), has_address),
        step(t.step_bank(), format!("{}#bank", at("company")), has_bank),
        step(t.step_logo(), format!("{}#logo", at("company")), has_logo),
        step(t.step_mail(), at("mail"), has_mail),
        step(t.step_invoice(), format!("{root}/invoices"), has_documents),
    ];
    let is_done = steps.iter().all(|step| step.is_done);
    Ok(if is_done { vec![] } else { steps })
}

/// Reminds of an invoice at once.
pub(super) fn remind(visit: &Visit) -> Answer<'_> {
    Box::pin(async move {
        let unknown = |_| Error::NotFound(What::Invoice);
        let id: InvoiceId = visit.parameter("id").parse().map_err(unknown)?;
        let remind =
            reminders::RemindNow { id, to: vec![], subject: None, message: None, attach_pdf: true };
        let done = visit.app().run(&Call::of(visit.caller()?), &remind).await;
        after(visit, done.map(|_| ()), "reminded").await
    })
}

/// Tries an e-mail again that was given up.
pub(super) fn retry(visit: &Visit) -> Answer<'_> {
    Box::pin(async move {
        let id: Uuid = visit.parameter("id").parse().map_err(|_| Error::NotFound(What::Job))?;
        let done = visit.app().run(&Call::of(visit.caller()?), &jobs::Retry { id }).await;
        after(visit, done.map(|_| ()), "retried").await
    })
}

/// Notes that somebody has seen to money that fits no document.
pub(super) fn see_to(visit: &Visit) -> Answer<'_> {
    Box::pin(async move {
        let unknown = |_| Error::NotFound(What::Payment);
        let id: Uuid = visit.parameter("id").parse().map_err(unknown)?;
        let done = visit.app().run(&Call::of(visit.caller()?), &checkout::SeeTo { id }).await;
        after(visit, done, "seen").await
    })
}

/// Has a webhook that was stopped told again of what happens from now on.
pub(super) fn restart_webhook(visit: &Visit) -> Answer<'_> {
    Box::pin(async move {
        let unknown = |_| Error::NotFound(What::Webhook);
        let id: WebhookId = visit.parameter("id").parse().map_err(unknown)?;
        let caller = visit.caller()?;
        let webhook = entry::get::<Webhook>(visit.app(), &caller, id).await?;
        let draft = WebhookDraft { enabled: true, ..WebhookDraft::from(&webhook) };
        let done = visit.app().run(&Call::of(caller), &webhooks::Replace { id, draft }).await;
        after(visit, done.map(|_| ()), "restarted").await
    })
}

async fn after(
    visit: &Visit,
    done: net30_app::Result<()>,
    said: &str,
) -> Result<axum::response::Response> {
    let t = visit.texts();
    let words = match done {
        Ok(()) => {
            let own = format!("/app/{}?said={said}", visit.place()?.code());
            return Ok(page::see(visit, &own));
        }
        Err(Error::Refused(refusal)) => refusals::said(t, &refusal),
        Err(Error::Invalid(_)) => t.today_no_address(),
        Err(error) => return Err(error.into()),
    };
    let page = today(visit, Some(words)).await?;
    page::with_status(axum::http::StatusCode::CONFLICT, &page)
}
