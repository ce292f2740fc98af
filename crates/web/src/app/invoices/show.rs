//! A document: where it stands, what it looks like, what was paid, and what happened.

use super::{
    super::{
        Answer,
        act::Once,
        page,
        shell::{Frame, Here, Writing},
        texts::Texts,
        visit::Visit,
    },
    Badge,
    actions::{Bar, Viewed},
    loaded, method_words, title,
};
use askama::Template;
use axum::response::IntoResponse;
use net30_app::{documents, einvoices, events, invoices::Shown, users};
use net30_domain::{
    event::{Actor, Event, EventType},
    invoice::Stage,
    money::Amount,
    standing::Position,
    user::Role,
};
use net30_http::{
    document::{self, Disposition},
    problem::{Problem, Result},
};

/// Most pages of a document that are shown as pictures; the PDF has all of them.
const PICTURES_MAX: usize = 20;

#[derive(Template)]
#[template(path = "app/invoice.html")]
#[expect(clippy::struct_excessive_bools, reason = "each says whether a part of the page is there")]
struct InvoicePage {
    p: Frame,
    bar: Bar,
    once: Once,
    /// What was just done.
    said: Option<String>,
    /// Whether what was just sent can be taken back.
    can_undo: bool,
    /// What waits to be sent, and when.
    waits: Option<String>,
    is_trashed: bool,
    is_hidden: bool,
    customer: (String, String),
    has_xml: bool,
    list: String,
    own: String,
    badge: Badge,
    /// The figure that matters, and what it is.
    figure: String,
    caption: String,
    facts: Vec<(String, String)>,
    pictures: Vec<(String, String)>,
    has_more: bool,
    payments: Vec<Paid>,
    linked: Vec<(String, String)>,
    happened: Vec<Happened>,
    /// A link for the customer, once it was issued.
    link: Option<String>,
    customers_view: String,
}

/// A payment, as the page shows it.
struct Paid {
    /// Where money is given back of it, if any is left.
    refund: Option<String>,
    /// Where it is taken back, if it may be.
    remove: Option<String>,
    refunds: Vec<String>,
    date: String,
    method: String,
    reference: String,
    amount: String,
    is_reversed: bool,
}

/// Something that happened to the document.
struct Happened {
    moment: String,
    words: String,
    who: String,
}

/// What was just done, as the address says it.
fn said(t: Texts, word: &str) -> Option<String> {
    Some(match word {
        "issued" => t.said_issued(),
        "queued" => t.said_queued(),
        "scheduled" => t.said_scheduled(),
        "cancelled" => t.said_cancelled(),
        "paid" => t.said_paid(),
        "refunded" => t.said_refunded(),
        "removed" => t.said_removed(),
        "credited" => t.said_credited(),
        "voided" => t.said_voided(),
        "unpublished" => t.said_unpublished(),
        "trashed" => t.said_trashed(),
        "restored" => t.said_restored(),
        "hidden" => t.said_hidden(),
        "duplicated" => t.said_duplicated(),
        "marked" => t.said_marked(),
        "reminded" => t.said_reminded(),
        _ => return None,
    })
}

pub(crate) fn show(visit: &Visit) -> Answer<'_> {
    Box::pin(async move {
        let (t, shown, app) = (visit.texts(), loaded(visit).await?, visit.app());
        let writing = Writing::of(visit, visit.user()?);
        let history = events::of_invoice(app, &visit.caller()?, shown.invoice.id).await?;
        let people: Vec<_> = history
            .iter()
            .filter_map(|event| match event.actor {
                Actor::User(id) => Some(id),
                Actor::Key(_) | Actor::Mcp(_) | Actor::System => None,
            })
            .collect();
        let names = users::called(app, &people).await?;
        let happened = history.iter().rev().map(|event| Happened {
            moment: writing.moment(event.at),
            words: happened_words(t, event),
            who: match event.actor {
                Actor::User(id) => names.get(&id).cloned().unwrap_or_default(),
                Actor::Key(_) | Actor::Mcp(_) => t.by_key(),
                Actor::System => t.by_server(),
            },
        });
        let happened = happened.collect();
        let drawn = documents::pages_of(app, &shown, 0..=0).await?;
        page::shown(&invoice_page(visit, &writing, &shown, drawn.count, happened)?)
    })
}

#[expect(clippy::too_many_lines, reason = "it fills one page, field by field")]
fn invoice_page(
    visit: &Visit,
    writing: &Writing,
    shown: &Shown,
    pages: usize,
    happened: Vec<Happened>,
) -> Result<InvoicePage> {
    let (t, invoice, content) = (visit.texts(), &shown.invoice, &shown.invoice.content);
    let list = visit.at(&format!("/app/{}/invoices", visit.place()?.code()));
    let own = format!("{list}/{}", invoice.id);
    let money = writing.formats().money(content.currency);
    let date = |date| writing.formats().date(date);
    let total = money.amount(invoice.totals.payable());
    let (figure, caption) = match shown.standing().position {
        Position::Due { .. } if invoice.document.asks_for_money() => {
            let due = money.amount(invoice.balance().due);
            let caption = match content.due_date {
                Some(day) if shown.standing().overdue => t.due_since(&total, &date(day)),
                Some(day) => t.due_until(&total, &date(day)),
                None => t.due_of(&total),
            };
            (due, caption)
        }
        _ => (total.clone(), t.total_of_document()),
    };
    let party = invoice.named(&shown.customer);
    let facts = [
        (t.email(), party.email.as_ref().map(ToString::to_string)),
        (t.column_issued(), Some(date(content.issue_date))),
        (t.column_due(), content.due_date.map(date)),
        (t.column_total(), Some(total.clone())),
        (t.fact_purchase_order(), content.references.purchase_order.clone()),
    ];
    let pictures = (1..=pages.min(PICTURES_MAX)).map(|page| {
        let alt = t.page_alt(&page.to_string(), &pages.to_string(), &total);
        (format!("{own}/pages/{page}?r={}", invoice.revision), alt)
    });
    let place = visit.place()?;
    let acts = place.role >= Role::Accountant && invoice.deleted_at.is_none();
    let stands = matches!(invoice.stage, Stage::Issued(_));
    let payments = invoice.payments.iter().map(|payment| Paid {
        refund: (acts && stands && payment.reversed_at.is_none() && payment.left() > Amount::ZERO)
            .then(|| format!("{own}/refund/{}", payment.id)),
        remove: (acts && stands && payment.can_be_reversed())
            .then(|| format!("{own}/payments/{}/remove", payment.id)),
        refunds: payment
            .refunds
            .iter()
            .map(|refund| t.refunded_on(&money.amount(refund.amount), &date(refund.date)))
            .collect(),
        date: date(payment.date),
        method: method_words(t, payment.method),
        reference: payment.reference.clone().unwrap_or_default(),
        amount: money.amount(payment.amount),
        is_reversed: payment.reversed_at.is_some(),
    });
    let linked = invoice.credit_notes.iter().chain(&invoice.credits).map(|link| {
        let number = link.number.clone().unwrap_or_else(|| t.a_draft());
        (format!("{list}/{}", link.id), number)
    });
    let was_sent = invoice.stage.issue().is_some_and(|issue| issue.sent_at.is_some());
    let viewed = Viewed { shown, lock: place.account.lock, was_sent };
    let waits = invoice.scheduled_send_at.filter(|at| *at > visit.app().now());
    let word = visit.query.text("said");
    Ok(InvoicePage {
        p: Frame::of(visit, title(t, shown), Here::Invoices)
            .with_api_call(visit, &format!("/invoices/{}", invoice.id)),
        bar: Bar::of(t, &viewed, place.role),
        once: Once::making(visit),
        can_undo: acts && word == "queued" && waits.is_some(),
        said: said(t, word),
        waits: waits.filter(|_| acts).map(|at| t.waits_until(&writing.moment(at))),
        is_trashed: invoice.deleted_at.is_some() && invoice.stage.issue().is_none(),
        is_hidden: invoice.is_hidden(),
        customer: (
            visit.at(&format!("/app/{}/customers/{}", place.code(), shown.customer.id)),
            party.name.display(),
        ),
        has_xml: invoice.stage.issue().is_some(),
        badge: Badge::of(t, shown.standing()),
        figure,
        caption,
        facts: facts.into_iter().filter_map(|(name, fact)| Some((name, fact?))).collect(),
        pictures: pictures.collect(),
        has_more: pages > PICTURES_MAX,
        payments: payments.collect(),
        linked: linked.collect(),
        happened,
        customers_view: format!("{}?preview", shown.link),
        link: (invoice.stage.issue().is_some()).then(|| shown.link.clone()),
        list,
        own,
    })
}

/// What happened, in a few words; what has none is called as in the API.
fn happened_words(t: Texts, event: &Event) -> String {
    match event.kind {
        EventType::InvoiceCreated => t.event_created(),
        EventType::InvoiceUpdated => t.event_updated(),
        EventType::InvoiceIssued => t.event_issued(),
        EventType::InvoiceUnpublished => t.event_unpublished(),
        EventType::InvoiceVoided => t.event_voided(),
        EventType::InvoiceSendQueued => t.event_send_queued(),
        EventType::InvoiceSendCancelled => t.event_send_cancelled(),
        EventType::InvoiceSendFailed => t.event_send_failed(),
        EventType::InvoiceSent => t.event_sent(),
        EventType::InvoiceViewed => t.event_viewed(),
        EventType::InvoicePaid => t.event_paid(),
        EventType::InvoiceOverdue => t.event_overdue(),
        EventType::InvoiceDeleted => t.event_deleted(),
        EventType::InvoiceRestored => t.event_restored(),
        EventType::InvoiceCredited => t.event_credited(),
        EventType::PaymentRecorded => t.event_payment_recorded(),
        EventType::PaymentReversed => t.event_payment_reversed(),
        EventType::PaymentRefunded => t.event_payment_refunded(),
        EventType::PaymentFailed => t.event_payment_failed(),
        EventType::InvoiceReminderDue => t.event_reminder(),
        EventType::InvoiceRemindersPaused => t.event_reminders_paused(),
        EventType::InvoiceRemindersResumed => t.event_reminders_resumed(),
        EventType::InvoiceLateFeeCharged => t.event_late_fee(),
        other => other.word().to_owned(),
    }
}

/// A page of the document as a picture.
pub(crate) fn picture(visit: &Visit) -> Answer<'_> {
    Box::pin(async move {
        let shown = loaded(visit).await?;
        let missing = || Problem::not_found("page");
        let page: usize = visit.parameter("page").parse().map_err(|_| missing())?;
        if !(1..=PICTURES_MAX).contains(&page) {
            return Err(missing());
        }
        let drawn = documents::pages_of(visit.app(), &shown, page..=page).await?;
        let svg = drawn.svg.into_iter().next().ok_or_else(missing)?;
        Ok(page::picture(svg))
    })
}

/// The document as PDF.
pub(crate) fn pdf(visit: &Visit) -> Answer<'_> {
    Box::pin(async move {
        let pdf = documents::pdf_of(visit.app(), loaded(visit).await?).await?;
        Ok(document::pdf(pdf, Disposition::Inline).into_response())
    })
}

/// The electronic invoice.
pub(crate) fn xml(visit: &Visit) -> Answer<'_> {
    Box::pin(async move {
        let shown = loaded(visit).await?;
        let xml = einvoices::xml_of(visit.app(), &visit.caller()?, &shown, None).await?;
        Ok(document::xml(xml, Disposition::Attachment).into_response())
    })
}
