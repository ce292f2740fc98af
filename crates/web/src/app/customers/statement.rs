//! A customer's statement: as a page, a PDF, a table, and by e-mail.

use super::{
    super::{
        Answer,
        act::{Again, Once, Undone, act},
        dialog::Head,
        form::Shape,
        page,
        shell::{Frame, Here, Writing},
        texts::Texts,
        visit::Visit,
    },
    list_path, loaded,
};
use askama::Template;
use axum::response::{IntoResponse, Response};
use net30_app::{
    Error,
    customers::Seen,
    statements::{self, CustomerStatement, SendStatement, StatementEmail, StatementPeriod},
};
use net30_domain::{money::Currency, statement::EntryKind, user::Role};
use net30_http::{
    csv,
    document::{self, Disposition},
    problem::Result,
};
use std::sync::Arc;

/// Most movements that the page shows; the table has all of them.
const ENTRIES_MAX: usize = 500;

struct Entry {
    date: String,
    words: String,
    href: String,
    number: String,
    amount: String,
    balance: String,
}

struct InCurrency {
    code: String,
    opening: String,
    entries: Vec<Entry>,
    is_cut: bool,
    closing: String,
}

#[derive(Template)]
#[template(path = "app/statement.html")]
struct StatementPage {
    p: Frame,
    own: String,
    name: String,
    from: String,
    to: String,
    fault: Option<String>,
    all: Vec<InCurrency>,
    query: String,
    send: Option<String>,
}

fn period(visit: &Visit) -> StatementPeriod {
    let text = |name: &str| visit.query.text(name);
    StatementPeriod {
        from: text("from").parse().ok(),
        to: text("to").parse().ok(),
        currency: Currency::parse(text("currency")),
    }
}

fn words(t: Texts, kind: &EntryKind) -> String {
    match kind {
        EntryKind::Invoice { .. } => t.entry_invoice(),
        EntryKind::CreditNote { .. } => t.entry_credit_note(),
        EntryKind::Payment { .. } => t.entry_payment(),
        EntryKind::Refund => t.entry_refund(),
        EntryKind::CreditUsed => t.entry_credit_used(),
        EntryKind::Closed => t.entry_closed(),
    }
}

async fn statement(visit: &Visit, seen: &Seen) -> net30_app::Result<CustomerStatement> {
    let caller = visit.caller().map_err(|_| Error::Unauthorised)?;
    statements::statement(visit.app(), &caller, seen.customer.id, period(visit)).await
}

pub(in super::super) fn show(visit: &Visit) -> Answer<'_> {
    Box::pin(async move {
        let (t, seen) = (visit.texts(), loaded(visit).await?);
        let (found, fault) = match statement(visit, &seen).await {
            Ok(found) => (Some(found), None),
            Err(Error::Invalid(_)) => (None, Some(t.statement_backwards())),
            Err(error) => return Err(error.into()),
        };
        if let Some(found) = &found {
            match visit.query.text("format") {
                "csv" => {
                    let name = format!("statement-{}", found.to);
                    let table = statements::csv(found, net30_app::Dialect::default());
                    return Ok(csv::reply(&name, table).into_response());
                }
                "pdf" => {
                    let pdf = statements::pdf(visit.app(), &Arc::new(found.clone())).await?;
                    return Ok(document::pdf(pdf, Disposition::Inline).into_response());
                }
                _ => {}
            }
        }
        let writing = Writing::of(visit, visit.user()?);
        let invoices = visit.at(&format!("/app/{}/invoices", visit.place()?.code()));
        let all = found.iter().flat_map(|found| &found.statements).map(|its| {
            let money = writing.formats().money(its.currency);
            let skipped = its.entries.len().saturating_sub(ENTRIES_MAX);
            let entries = its.entries.iter().skip(skipped).map(|entry| Entry {
                date: writing.formats().date(entry.date),
                words: words(t, &entry.kind),
                href: format!("{invoices}/{}", entry.invoice_id),
                number: entry.number.clone(),
                amount: money.amount(entry.amount),
                balance: money.sum(entry.balance),
            });
            InCurrency {
                code: its.currency.code().to_owned(),
                opening: money.sum(its.opening),
                entries: entries.collect(),
                is_cut: skipped > 0,
                closing: money.sum(its.closing),
            }
        });
        let (from, to) = (visit.query.text("from").to_owned(), visit.query.text("to").to_owned());
        let own = visit.at(&format!("{}/{}", list_path(visit)?, seen.customer.id));
        let may_act = visit.place()?.role >= Role::Accountant;
        page::shown(&StatementPage {
            p: Frame::of(visit, t.act_statement(), Here::Customers),
            name: seen.customer.party.name.display(),
            query: format!("from={from}&to={to}"),
            send: may_act.then(|| format!("{own}/statement/send?from={from}&to={to}")),
            all: all.collect(),
            own,
            from,
            to,
            fault,
        })
    })
}

#[derive(Template)]
#[template(path = "app/confirm.html")]
struct SendPage {
    p: Frame,
    d: Head,
    words: Vec<String>,
    verb: String,
    is_final: bool,
}

fn dialog(visit: &Visit, seen: &Seen, again: Again) -> Result<Response> {
    let (t, status, party) = (visit.texts(), again.status, &seen.customer.party);
    let name = party.name.display();
    let own = visit.at(&format!("{}/{}", list_path(visit)?, seen.customer.id));
    let to: Vec<String> =
        party.email.iter().chain(&party.billing_emails).map(ToString::to_string).collect();
    let words = if to.is_empty() { t.remind_nobody() } else { t.statement_to(&to.join(", ")) };
    let template = SendPage {
        p: Frame::of(visit, t.statement_send_title(&name), Here::Customers),
        d: Head::of(visit, visit.at(&visit.target), (own, name), Once::making(visit), again),
        words: vec![words],
        verb: t.statement_send(),
        is_final: false,
    };
    page::with_status(status, &template)
}

pub(in super::super) fn show_send(visit: &Visit) -> Answer<'_> {
    Box::pin(async move { dialog(visit, &loaded(visit).await?, Again::first()) })
}

/// Sends the statement of the period that the address names, as the PDF that it is now.
pub(in super::super) fn send(visit: &Visit) -> Answer<'_> {
    Box::pin(async move {
        let seen = loaded(visit).await?;
        let own = format!("{}/{}", list_path(visit)?, seen.customer.id);
        let done = match made(visit, &seen).await {
            Ok(use_case) => act(visit, &use_case, |_| format!("{own}?said=queued")).await,
            Err(undone) => Err(undone),
        };
        match done {
            Ok(response) => Ok(response),
            Err(undone) => {
                let written = visit.form.written(&Shape::default());
                let mut again = Again::of(visit, visit.texts(), &written, undone)?;
                if again.notice.is_none() {
                    again.notice = again.faults.all().first().map(|(_, text)| text.clone());
                }
                dialog(visit, &seen, again)
            }
        }
    })
}

async fn made(visit: &Visit, seen: &Seen) -> std::result::Result<SendStatement, Undone> {
    let statement = Arc::new(statement(visit, seen).await?);
    let pdf = statements::pdf(visit.app(), &statement).await?;
    Ok(SendStatement { statement, pdf, email: StatementEmail::default() })
}
