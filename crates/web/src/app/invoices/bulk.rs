//! The same with many documents. The ids stand in the page and not on the server: each request does a part of them, so that
//! scripts can show how far it is and stop, and without scripts the next part waits for a button.

use super::{
    super::{
        Answer,
        act::Once,
        fields,
        form::Form,
        page, refusals,
        shell::{Frame, Here},
        texts::Texts,
        visit::Visit,
    },
    archive::archive,
    list::Asked,
    list_path, title,
};
use askama::Template;
use axum::{
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use net30_app::{
    App, Call, Error, Idempotency, StoredReply, UseCase, documents,
    invoices::{self, BATCH_MAX, BatchAction, BatchOutcome, Finalise, Shown},
    reminders::RemindNow,
};
use net30_domain::{account::Lock, id::InvoiceId};
use net30_http::problem::{Problem, Result};
use serde_json::json;
use sha2::{Digest, Sha256};
use std::collections::HashSet;
use uuid::Uuid;

/// Most documents that are chosen at once.
const CHOSEN_MAX: i64 = 1000;
/// Most documents that are downloaded at once.
const DOWNLOADED_MAX: usize = 100;
/// Documents that are named before something is done with all of them.
const NAMED: usize = 8;

/// What is done with each.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Deed {
    Send,
    Issue,
    MarkSent,
    MarkPaid,
    Remind,
    Void,
    Delete,
    Restore,
    Erase,
}

impl Deed {
    const ALL: [Self; 9] = [
        Self::Send,
        Self::Issue,
        Self::MarkSent,
        Self::MarkPaid,
        Self::Remind,
        Self::Void,
        Self::Delete,
        Self::Restore,
        Self::Erase,
    ];

    fn word(self) -> &'static str {
        match self {
            Self::Send => "send",
            Self::Issue => "issue",
            Self::MarkSent => "mark-sent",
            Self::MarkPaid => "mark-paid",
            Self::Remind => "remind",
            Self::Void => "void",
            Self::Delete => "delete",
            Self::Restore => "restore",
            Self::Erase => "erase",
        }
    }

    fn asked(visit: &Visit) -> Result<Self> {
        let word = visit.form.text("do");
        let found = Self::ALL.into_iter().find(|deed| deed.word() == word);
        found.ok_or_else(|| Problem::not_found("action"))
    }

    /// What is asked before it is done, and what comes of it.
    fn words(self, t: Texts, count: i64) -> (String, String) {
        match self {
            Self::Send => (t.bulk_send(count), t.bulk_send_words()),
            Self::Issue => (t.bulk_issue(count), t.bulk_issue_words()),
            Self::MarkSent => (t.bulk_mark_sent(count), t.bulk_mark_sent_words()),
            Self::MarkPaid => (t.bulk_mark_paid(count), t.bulk_mark_paid_words()),
            Self::Remind => (t.bulk_remind(count), t.bulk_remind_words()),
            Self::Void => (t.bulk_void(count), t.void_words()),
            Self::Delete => (t.bulk_delete(count), t.trash_words()),
            Self::Restore => (t.bulk_restore(count), t.bulk_restore_words()),
            Self::Erase => (t.bulk_erase(count), t.erase_words()),
        }
    }

    fn verb(self, t: Texts) -> String {
        match self {
            Self::Send => t.send_title(),
            Self::Issue => t.act_issue(),
            Self::MarkSent => t.mark_sent(),
            Self::MarkPaid => t.mark_paid(),
            Self::Remind => t.act_remind(),
            Self::Void => t.act_void(),
            Self::Delete => t.act_delete(),
            Self::Restore => t.act_restore(),
            Self::Erase => t.act_erase(),
        }
    }

    fn is_final(self) -> bool {
        matches!(self, Self::Void | Self::Erase)
    }
}

/// One that could not be done.
struct Failure {
    href: String,
    name: String,
    words: String,
}

#[derive(Template)]
#[template(path = "app/bulk.html")]
#[expect(clippy::struct_excessive_bools, reason = "each says whether a part of the page is there")]
struct BulkPage {
    p: Frame,
    words: String,
    deed: &'static str,
    verb: String,
    is_final: bool,
    /// Whether it is issued into books that take nothing back.
    is_strict: bool,
    ids: Vec<String>,
    named: Vec<String>,
    has_more: bool,
    once: Once,
    run: String,
    back: String,
    /// What came of those that were done before; nothing at first.
    summary: Option<String>,
    failures: Vec<Failure>,
    is_done: bool,
    count: i64,
}

/// The documents that are chosen: by their boxes, or all that the list's address lets through.
async fn chosen(visit: &Visit) -> Result<Vec<InvoiceId>> {
    if visit.form.text("all") == "true" {
        let asked = Asked::read(visit, &Form::read(visit.form.text("query").as_bytes()))?;
        return Ok(invoices::ids(visit.app(), &visit.caller()?, &asked.filter(), CHOSEN_MAX).await?);
    }
    let mut seen = HashSet::new();
    let ids = visit.form.all("id").filter_map(|id| id.parse().ok());
    let ids: Vec<InvoiceId> = ids.filter(|id| seen.insert(*id)).collect();
    Ok(ids.into_iter().take(usize::try_from(CHOSEN_MAX).unwrap_or_default()).collect())
}

fn counted(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

async fn bulk_page(visit: &Visit, deed: Deed, ids: &[InvoiceId]) -> Result<BulkPage> {
    let (t, caller) = (visit.texts(), visit.caller()?);
    let (question, words) = deed.words(t, counted(ids.len()));
    let mut named = vec![];
    for id in ids.iter().take(NAMED) {
        if let Ok(shown) = invoices::get(visit.app(), &caller, *id).await {
            named.push(format!("{} · {}", title(t, &shown), customer_of(&shown)));
        }
    }
    let list = visit.at(&list_path(visit)?);
    let is_of_trash = matches!(deed, Deed::Restore | Deed::Erase);
    Ok(BulkPage {
        p: Frame::of(visit, question, Here::Invoices),
        words,
        deed: deed.word(),
        verb: deed.verb(t),
        is_final: deed.is_final(),
        is_strict: matches!(deed, Deed::Issue | Deed::Send)
            && visit.place()?.account.lock == Lock::Strict,
        ids: ids.iter().map(ToString::to_string).collect(),
        has_more: ids.len() > NAMED,
        named,
        once: Once::making(visit),
        run: format!("{list}/bulk/run"),
        back: if is_of_trash { format!("{list}/trash") } else { list },
        summary: None,
        failures: vec![],
        is_done: false,
        count: counted(ids.len()),
    })
}

fn customer_of(shown: &Shown) -> String {
    shown.invoice.named(&shown.customer).name.display()
}

/// Asks whether it is to be done with all that are chosen.
pub(in super::super) fn ask(visit: &Visit) -> Answer<'_> {
    Box::pin(async move {
        let ids = chosen(visit).await?;
        if ids.is_empty() {
            return Ok(page::see(visit, &list_path(visit)?));
        }
        if visit.form.text("do") == "download" {
            return download(visit, &ids).await;
        }
        page::shown(&bulk_page(visit, Deed::asked(visit)?, &ids).await?)
    })
}

/// Does the next part of it.
pub(in super::super) fn run(visit: &Visit) -> Answer<'_> {
    Box::pin(async move {
        let (t, deed, ids) = (visit.texts(), Deed::asked(visit)?, chosen(visit).await?);
        let (now, later) = ids.split_at(ids.len().min(BATCH_MAX));
        let outcome = done(visit, deed, now).await?;
        let failures = failures(visit, outcome.failed).await?;
        let succeeded = counted(outcome.succeeded.len());
        let accept = visit.headers.get(header::ACCEPT).and_then(|value| value.to_str().ok());
        if accept.is_some_and(|accept| accept.contains("application/json")) {
            let failed = failures.iter().map(|failure| {
                json!({"href": failure.href, "name": failure.name, "words": failure.words})
            });
            let reply = json!({"done": succeeded, "failed": failed.collect::<Vec<_>>()});
            let json = HeaderValue::from_static("application/json");
            return Ok(([(header::CONTENT_TYPE, json)], reply.to_string()).into_response());
        }
        let mut page = bulk_page(visit, deed, later).await?;
        page.summary = Some(t.bulk_done(succeeded));
        page.verb = t.bulk_go_on(page.count);
        page.failures = failures;
        page.is_done = later.is_empty();
        if page.is_done {
            page.p = Frame::of(visit, t.bulk_finished(), Here::Invoices);
        }
        page::shown(&page)
    })
}

/// Each document is done once under the page's key, however its parts are cut.
fn call(visit: &Visit, deed: Deed) -> Result<Call> {
    let key: Option<Uuid> = visit.form.text("idempotency").parse().ok();
    let idempotency = key.map(|key| Idempotency {
        // No client's key has a line feed.
        key: format!("\nbulk/{key}"),
        fingerprint: Sha256::digest(deed.word()).into(),
    });
    Ok(Call { idempotency, ..Call::of(visit.caller()?) })
}

async fn done(visit: &Visit, deed: Deed, ids: &[InvoiceId]) -> Result<BatchOutcome> {
    use invoices::TrashAction;
    let (app, call) = (visit.app(), call(visit, deed)?);
    let batch = |action| invoices::batch(app, &call, action, ids);
    Ok(match deed {
        Deed::Send => batch(BatchAction::Send).await,
        Deed::MarkSent => batch(BatchAction::MarkSent).await,
        Deed::MarkPaid => batch(BatchAction::MarkPaid).await,
        Deed::Void => batch(BatchAction::Void).await,
        Deed::Delete => batch(BatchAction::Delete).await,
        Deed::Restore => invoices::trash_batch(app, &call, TrashAction::Restore, ids).await?,
        Deed::Erase => invoices::trash_batch(app, &call, TrashAction::Delete, ids).await?,
        Deed::Issue => each(app, &call, ids, |id| Finalise { id }).await,
        Deed::Remind => {
            let remind =
                |id| RemindNow { id, to: vec![], subject: None, message: None, attach_pdf: true };
            each(app, &call, ids, remind).await
        }
    })
}

/// Does a use case with each document, each in a transaction of its own.
async fn each<U: UseCase>(
    app: &App,
    bulk: &Call,
    ids: &[InvoiceId],
    step: impl Fn(InvoiceId) -> U,
) -> BatchOutcome {
    let mut outcome = BatchOutcome::default();
    for &id in ids {
        let own =
            |wish: &Idempotency| Idempotency { key: format!("{}\n{id}", wish.key), ..wish.clone() };
        let call = Call { idempotency: bulk.idempotency.as_ref().map(own), ..bulk.clone() };
        let nothing = |_: &U::Output| StoredReply { status: 204, headers: vec![], body: vec![] };
        match app.write(&call, &step(id), nothing).await {
            Ok(_) => outcome.succeeded.push(id),
            Err(error) => outcome.failed.push((id, error)),
        }
    }
    outcome
}

async fn failures(visit: &Visit, failed: Vec<(InvoiceId, Error)>) -> Result<Vec<Failure>> {
    let (t, caller) = (visit.texts(), visit.caller()?);
    let list = visit.at(&list_path(visit)?);
    let mut failures = vec![];
    for (id, error) in failed {
        let found = invoices::get(visit.app(), &caller, id).await;
        let name = found.map_or_else(
            |_| t.gone(),
            |shown| format!("{} · {}", title(t, &shown), customer_of(&shown)),
        );
        let words = match &error {
            Error::Refused(refusal) => refusals::said(t, refusal),
            Error::Invalid(faults) if faults.iter().any(|fault| fault.pointer == "/to") => {
                t.bulk_no_address()
            }
            Error::Invalid(faults) => {
                let said: Vec<String> = faults.iter().map(|fault| fields::said(t, fault)).collect();
                said.join(" ")
            }
            Error::NotFound(_) => t.trouble_missing(),
            _ => t.trouble_busy(),
        };
        if let Error::Broken(source) = &error {
            tracing::error!(invoice_id = %id, error = %source, "an invoice of a batch could not be done");
        }
        failures.push(Failure { href: format!("{list}/{id}"), name, words });
    }
    Ok(failures)
}

/// The PDFs of the documents as one file.
async fn download(visit: &Visit, ids: &[InvoiceId]) -> Result<Response> {
    let (app, caller) = (visit.app(), visit.caller()?);
    let mut files = vec![];
    for id in ids.iter().take(DOWNLOADED_MAX) {
        let document = documents::pdf(app, &caller, *id).await?;
        files.push((format!("{}.pdf", plain(&document.name)), document.bytes));
    }
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/zip")),
        (
            header::CONTENT_DISPOSITION,
            HeaderValue::from_static("attachment; filename=\"invoices.zip\""),
        ),
    ];
    Ok((headers, archive(&files)).into_response())
}

/// A document's name as that of a file: nothing in it leads to another folder.
fn plain(name: &str) -> String {
    let good = |c: char| if c.is_alphanumeric() || matches!(c, '-' | '_' | '.') { c } else { '-' };
    let name: String = name.chars().map(good).collect();
    name.trim_start_matches('.').to_owned()
}
