//! Credit notes: of the whole of an invoice, of what remains of it, or of some of its lines.

use super::{
    super::{
        Answer,
        act::{Again, Undone, act},
        dialog::Head,
        form::{Shape, Written},
        number::Reading,
        page, refusals,
        shell::{Frame, Here, Writing},
        visit::Visit,
    },
    head, loaded, own, refusal, refused,
};
use askama::Template;
use axum::response::Response;
use net30_app::{
    Error,
    invoices::{self, CreditLine, Creditable, MakeCreditNote},
};
use net30_domain::{action::Action, document::DocumentType, html::Html};
use net30_http::problem::Result;
use net30_native::forms;
use serde_json::Value;

/// What was read, or why nothing could be.
type Outcome<T, E> = std::result::Result<T, E>;

/// A line of the invoice.
struct Row {
    /// The name of its field.
    field: String,
    name: String,
    quantity: String,
    /// How many are not credited yet; none if nothing is left.
    left: Option<String>,
    price: String,
    typed: String,
}

#[derive(Template)]
#[template(path = "app/credit.html")]
struct CreditPage {
    p: Frame,
    d: Head,
    number: String,
    is_whole: bool,
    rows: Vec<Row>,
    reason: String,
    /// What the note would come to.
    total: Total,
    listens: String,
}

/// What a note would come to, or why it cannot be.
#[derive(Template)]
#[template(path = "app/credit_total.html")]
struct Total {
    text: String,
    is_fault: bool,
}

/// What a form says is to be credited.
struct Asked {
    lines: Option<Vec<CreditLine>>,
    reason: Option<Html>,
}

fn written(visit: &Visit) -> Result<Written> {
    let writing = Writing::of(visit, visit.user()?);
    let figures = Reading::of(writing.formats());
    let numbers = [("/items/*/quantity", &figures)];
    let shape =
        Shape { lists: &["/items"], with_ids: &["/items"], numbers: &numbers, ..Shape::default() };
    let mut written = visit.form.written(&shape);
    if let Some(Value::String(reason)) = written.value.get_mut("reason") {
        *reason = as_html(reason);
    }
    Ok(written)
}

/// A plain text as the API takes it, which reads HTML.
fn as_html(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    text.replace('\n', "<br>")
}

fn is_whole(visit: &Visit) -> bool {
    visit.form.text("what") != "lines"
}

fn read(visit: &Visit, written: &Written) -> Outcome<Asked, Undone> {
    let is_whole = is_whole(visit);
    let (made, mut faults) = written.read(forms::credit_note);
    if is_whole {
        faults.retain(|fault| !fault.pointer.starts_with("/items"));
    }
    match made {
        Some((lines, reason)) if faults.is_empty() => {
            let lines = if is_whole { None } else { Some(lines.unwrap_or_default()) };
            Ok(Asked { lines, reason })
        }
        _ => Err(Undone::Faults(faults)),
    }
}

fn total(visit: &Visit, of: &Creditable, asked: Outcome<&Asked, &Undone>) -> Result<Total> {
    let t = visit.texts();
    let writing = Writing::of(visit, visit.user()?);
    let money = writing.formats().money(of.shown.invoice.content.currency);
    let text = match asked {
        Ok(asked) => match of.preview(asked.lines.as_deref()) {
            Ok(totals) => {
                let text = t.credit_total(&money.amount(totals.payable()));
                return Ok(Total { text, is_fault: false });
            }
            Err(Error::Refused(refusal)) => refusals::said(t, &refusal),
            Err(Error::Invalid(faults)) if faults.iter().any(|fault| fault.pointer == "/items") => {
                t.credit_choose()
            }
            Err(_) => t.credit_look(),
        },
        Err(_) => t.credit_look(),
    };
    Ok(Total { text, is_fault: true })
}

async fn dialog(
    visit: &Visit,
    of: &Creditable,
    again: Again,
    asked: Outcome<&Asked, &Undone>,
) -> Result<Response> {
    let (t, status, shown) = (visit.texts(), again.status, &of.shown);
    let content = &shown.invoice.content;
    let writing = Writing::of(visit, visit.user()?);
    let money = writing.formats().money(content.currency);
    let rows = content.lines.iter().map(|line| {
        let left = of.remaining.iter().find(|left| left.line_id == line.id);
        let field = format!("/items/{}/quantity", line.id);
        Row {
            typed: visit.form.exact(&field).to_owned(),
            field,
            name: line.name.clone().unwrap_or_default(),
            quantity: writing.formats().quantity(line.quantity),
            left: left.map(|left| writing.formats().quantity(left.quantity)),
            price: money.price(line.unit_price),
        }
    });
    let number =
        invoices::next_number(visit.app(), &visit.caller()?, DocumentType::CreditNote).await?;
    let template = CreditPage {
        p: Frame::of(visit, t.credit_title(), Here::Invoices),
        d: head(visit, shown, "credit", again)?,
        number,
        is_whole: is_whole(visit),
        rows: rows.collect(),
        reason: visit.form.exact("/reason").to_owned(),
        total: total(visit, of, asked)?,
        listens: format!("{}/credit/total", own(visit, shown)?),
    };
    page::with_status(status, &template)
}

async fn creditable(visit: &Visit) -> Result<Creditable> {
    let id = loaded(visit).await?.invoice.id;
    Ok(invoices::creditable(visit.app(), &visit.caller()?, id).await?)
}

pub(in super::super) fn show(visit: &Visit) -> Answer<'_> {
    Box::pin(async move {
        let of = creditable(visit).await?;
        if let Some(refusal) = refusal(visit, &of.shown, Action::Credit)? {
            return refused(visit, &of.shown, &refusal);
        }
        let whole = Asked { lines: None, reason: None };
        dialog(visit, &of, Again::first(), Ok(&whole)).await
    })
}

/// What scripts show below the lines while quantities are typed.
pub(in super::super) fn listen(visit: &Visit) -> Answer<'_> {
    Box::pin(async move {
        let of = creditable(visit).await?;
        let asked = read(visit, &written(visit)?);
        page::shown(&total(visit, &of, asked.as_ref())?)
    })
}

pub(in super::super) fn credit(visit: &Visit) -> Answer<'_> {
    Box::pin(async move {
        let of = creditable(visit).await?;
        let written = written(visit)?;
        let asked = read(visit, &written);
        // Without scripts it is looked up before it is done.
        if visit.form.text("do") == "look" {
            let again = match &asked {
                Err(Undone::Faults(faults)) => {
                    let undone = Undone::Faults(faults.clone());
                    Again::of(visit, visit.texts(), &written, undone)?
                }
                Ok(_) | Err(_) => Again::first(),
            };
            return dialog(visit, &of, again, asked.as_ref()).await;
        }
        let list = format!("/app/{}/invoices", visit.place()?.code());
        let done = match asked {
            Ok(Asked { lines, reason }) => {
                let use_case = MakeCreditNote { id: of.shown.invoice.id, lines, reason };
                act(visit, &use_case, |note| format!("{list}/{}?said=credited", note.invoice.id))
                    .await
            }
            Err(undone) => Err(undone),
        };
        match done {
            Ok(response) => Ok(response),
            Err(undone) => {
                let again = Again::of(visit, visit.texts(), &written, undone)?;
                let asked = read(visit, &written);
                dialog(visit, &of, again, asked.as_ref()).await
            }
        }
    })
}
