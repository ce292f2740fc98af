//! The editor: an invoice as it is typed, with the real page beside it.
//!
//! The form's fields are named by pointers of the native API, and read by its reader (`draft`). Looking at what is typed
//! (`check`, `pages`) changes nothing and fills outputs alone: no field is written but by who types, or by a whole page. What
//! is typed is kept as it is (`kept`), and becomes an invoice when it is saved (`save`).

mod conflict;
mod desk;
mod draft;
mod fill;
mod kept;
mod options;
mod page;
mod product;
mod results;
mod rich;
mod save;
mod taxes;
mod typed;
mod unsaved;

pub(crate) use kept::{discard, keep};
pub(crate) use options::{customers, products};
pub(in crate::app) use rich::{to_html as texts_as_kept, to_text as texts_as_typed};
pub(crate) use save::{create, replace};
pub(super) use unsaved::{Unsaved, unsaved};

use super::super::{Answer, page as reply, visit::Visit};
use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use desk::Desk;
use net30_app::{
    Error, What, documents, invoices,
    invoices::Shown,
    scratch::{self, Subject},
};
use net30_domain::{action::Action, document::DocumentType, id::InvoiceId};
use net30_http::{
    document::{self, Disposition},
    problem::{Problem, Result},
};
use net30_native::forms;
use page::{EditorPage, Place, Told};
use serde_json::{Value, json};
use typed::Typed;

/// Most pages that are drawn for one request.
const PAGES_AT_ONCE: usize = 5;
/// Most pages that can be looked at beside the form; the PDF has all of them.
const PAGES_MAX: usize = 100;

/// The invoice that the address names, if it is one that may be edited.
async fn editable(visit: &Visit) -> Result<Shown> {
    let missing = |_| Error::NotFound(What::Invoice);
    let id: InvoiceId = visit.parameter("id").parse().map_err(missing)?;
    let shown = invoices::get(visit.app(), &visit.caller()?, id).await?;
    let lock = visit.place()?.account.lock;
    shown.invoice.decide(Action::Edit, lock).map_err(Error::from)?;
    Ok(shown)
}

/// The window that the address names, or another one.
fn subject_of(visit: &Visit, invoice: Option<InvoiceId>) -> Subject {
    let about = invoice.map_or_else(|| "new".to_owned(), |id| id.to_string());
    let named = format!("{about}.{}", visit.query.text("draft")).parse();
    named.unwrap_or_else(|_| Subject::fresh(invoice))
}

/// What was typed before in the window that the address names, or last in any.
async fn kept_before(
    visit: &Visit,
    invoice: Option<InvoiceId>,
) -> Result<(Option<scratch::Typed>, Vec<scratch::Typed>)> {
    let user_id = visit.user()?.id;
    let mut all = scratch::of(visit.app(), &visit.caller()?, user_id, invoice).await?;
    let named = visit.query.text("draft");
    let at = if named.is_empty() && invoice.is_some() {
        (!all.is_empty()).then_some(0)
    } else {
        all.iter().position(|kept| kept.subject.tab == named)
    };
    let own = at.map(|at| all.remove(at));
    Ok((own, all))
}

/// A new invoice.
pub(crate) fn fresh(visit: &Visit) -> Answer<'_> {
    Box::pin(async move {
        let desk = Desk::of(visit)?;
        let (before, _) = kept_before(visit, None).await?;
        let mut told = Told::default();
        let (typed, subject) = if let Some(kept) = before {
            told.restored = Some(desk.writing.moment(kept.saved_at));
            (kept_form(&kept), kept.subject)
        } else {
            let mut typed = desk.blank();
            typed.set("/customer_id", visit.query.text("customer"));
            (typed, subject_of(visit, None))
        };
        let place = Place { invoice: None, document: DocumentType::Invoice, subject };
        shown(&desk, &place, typed, told, StatusCode::OK).await
    })
}

/// A draft that is there.
pub(crate) fn edit(visit: &Visit) -> Answer<'_> {
    Box::pin(async move {
        let (desk, invoice) = (Desk::of(visit)?, editable(visit).await?);
        let id = invoice.invoice.id;
        let (before, others) = kept_before(visit, Some(id)).await?;
        let mut told = Told { is_saved: visit.query.has("saved"), ..Told::default() };
        let own = visit.at(&format!("/app/{}/invoices/{id}/edit", visit.place()?.code()));
        let other = |kept: scratch::Typed| {
            (format!("{own}?draft={}", kept.subject.tab), desk.writing.moment(kept.saved_at))
        };
        told.others = others.into_iter().map(other).collect();
        let (typed, subject) = if let Some(kept) = before {
            told.restored = Some(desk.writing.moment(kept.saved_at));
            (kept_form(&kept), kept.subject)
        } else {
            let body = forms::invoice_as_written(&invoice)?;
            (desk.filled(&invoice, &body), subject_of(visit, Some(id)))
        };
        let place = Place { invoice: Some(id), document: invoice.invoice.document, subject };
        shown(&desk, &place, typed, told, StatusCode::OK).await
    })
}

/// What was kept, with the moment, by which the page says that it knows what is kept.
fn kept_form(kept: &scratch::Typed) -> Typed {
    let mut typed = Typed::kept(&kept.form);
    typed.set("seen", kept.saved_at.as_microsecond().to_string());
    typed
}

/// The page of what is typed.
async fn shown(
    desk: &Desk<'_>,
    place: &Place,
    typed: Typed,
    told: Told,
    status: StatusCode,
) -> Result<Response> {
    let looked = desk.look(&typed, place.invoice).await?;
    let page: EditorPage = page::page(desk, place, typed, &looked, told).await?;
    reply::with_status(status, &page)
}

/// The document that a look at what is typed is about.
fn of(visit: &Visit) -> Option<InvoiceId> {
    visit.query.text("of").parse().ok()
}

/// What becomes of what is typed: outputs of the page, and no field.
pub(crate) fn check(visit: &Visit) -> Answer<'_> {
    Box::pin(async move {
        let (desk, typed) = (Desk::of(visit)?, Typed::of(&visit.form));
        let looked = desk.look(&typed, of(visit)).await?;
        reply::shown(&desk.results(&typed, &looked))
    })
}

/// Pictures of the pages of what is typed.
pub(crate) fn pages(visit: &Visit) -> Answer<'_> {
    Box::pin(async move {
        let (desk, typed) = (Desk::of(visit)?, Typed::of(&visit.form));
        let looked = desk.look(&typed, of(visit)).await?;
        let seq = visit.query.text("seq");
        if !looked.preview.adds_up {
            // No page, and no trouble: the picture of before stays.
            return Ok(json_reply(StatusCode::OK, &json!({"seq": seq, "count": 0, "pages": []})));
        }
        let number = |name: &str| visit.query.text(name).parse::<usize>().ok();
        let from = number("from").unwrap_or(1).clamp(1, PAGES_MAX);
        let to = number("to").unwrap_or(from).clamp(from, from + PAGES_AT_ONCE - 1);
        let shown = &looked.preview.shown;
        let drawn = documents::previewed_pages(visit.app(), shown, from..=to).await?;
        let total = desk.results(&typed, &looked).total;
        let count = drawn.count.to_string();
        let pages = drawn.svg.into_iter().zip(from..).map(|(svg, page)| {
            json!({"page": page, "svg": svg, "alt": desk.t.page_alt(&page.to_string(), &count, &total)})
        });
        let pages: Vec<Value> = pages.collect();
        let body = json!({"seq": seq, "count": drawn.count, "pages": pages});
        Ok(json_reply(StatusCode::OK, &body))
    })
}

/// The PDF of what is typed.
pub(crate) fn pdf(visit: &Visit) -> Answer<'_> {
    Box::pin(async move {
        let (desk, typed) = (Desk::of(visit)?, Typed::of(&visit.form));
        let looked = desk.look(&typed, of(visit)).await?;
        if !looked.preview.adds_up {
            let faults = results::faults(&looked.drafted, &looked.preview);
            return Err(Problem::invalid_body(faults));
        }
        let pdf = documents::previewed_pdf(visit.app(), &looked.preview.shown).await?;
        Ok(document::pdf(pdf, Disposition::Inline).into_response())
    })
}

fn json_reply(status: StatusCode, body: &Value) -> Response {
    let media_type = HeaderValue::from_static("application/json");
    (status, [(header::CONTENT_TYPE, media_type)], body.to_string()).into_response()
}
