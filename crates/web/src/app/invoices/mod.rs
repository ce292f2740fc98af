//! Invoices and credit notes: found, looked at, and what is done with them.

mod actions;
mod archive;
pub(super) mod bulk;
pub(super) mod confirm;
pub(super) mod credit;
pub(super) mod editor;
pub(super) mod issue;
pub(super) mod list;
pub(super) mod pay;
pub(super) mod send;
pub(super) mod show;
pub(super) mod trash;
pub(super) mod views;

pub(super) use editor::{texts_as_kept, texts_as_typed};

use super::{
    act::{Again, Once},
    dialog::Head,
    page, refusals,
    shell::{Frame, Here},
    texts::Texts,
    visit::Visit,
};
use askama::Template;
use axum::{http::StatusCode, response::Response};
use net30_app::{
    Error, What,
    invoices::{self, Shown},
};
use net30_domain::{
    action::Action,
    document::DocumentType,
    id::InvoiceId,
    payment::Method,
    refusal::Refusal,
    standing::{Position, Standing},
};
use net30_http::problem::Result;

/// How a standing is shown: the class of its badge, the sign before the word, and the word.
pub(super) struct Badge {
    pub(super) class: &'static str,
    pub(super) sign: &'static str,
    pub(super) word: String,
}

impl Badge {
    /// The first that is true, as the native API words it.
    pub(super) fn of(t: Texts, standing: Standing) -> Self {
        let (class, sign, word) = match standing.position {
            Position::Void => ("void", "⊘", t.status_void()),
            Position::Draft => ("draft", "✎", t.status_draft()),
            Position::Refunded => ("refunded", "↩", t.status_refunded()),
            Position::Credited => ("refunded", "↩", t.status_credited()),
            Position::Settled => ("paid", "✓", t.status_paid()),
            Position::Due { .. } if standing.overdue => ("overdue", "▲", t.status_overdue()),
            Position::Due { payment_failed: true, .. } => ("failed", "!", t.status_failed()),
            Position::Due { part_paid: true, .. } => ("part-paid", "◐", t.status_part_paid()),
            Position::Due { sent: true, .. } => ("sent", "●", t.status_sent()),
            Position::Due { .. } => ("open", "○", t.status_open()),
        };
        Self { class, sign, word }
    }
}

/// The document that the address names.
async fn loaded(visit: &Visit) -> Result<Shown> {
    let id: InvoiceId =
        visit.parameter("id").parse().map_err(|_| Error::NotFound(What::Invoice))?;
    Ok(invoices::get(visit.app(), &visit.caller()?, id).await?)
}

/// What a document is called: its number, or that it is a draft.
fn title(t: Texts, shown: &Shown) -> String {
    let number = shown.invoice.number().map_or_else(|| t.a_draft(), str::to_owned);
    match shown.invoice.document {
        DocumentType::Invoice => number,
        DocumentType::CreditNote => t.credit_note_titled(&number),
    }
}

/// Where the list of documents is, below the path of the server.
fn list_path(visit: &Visit) -> Result<String> {
    Ok(format!("/app/{}/invoices", visit.place()?.code()))
}

/// Where the page of a document is, below the path of the server.
fn path(visit: &Visit, shown: &Shown) -> Result<String> {
    Ok(format!("{}/{}", list_path(visit)?, shown.invoice.id))
}

/// Where the page of a document is.
fn own(visit: &Visit, shown: &Shown) -> Result<String> {
    Ok(visit.at(&path(visit, shown)?))
}

/// What stands around a dialog about a document; `step` is the end of its address.
fn head(visit: &Visit, shown: &Shown, step: &str, again: Again) -> Result<Head> {
    let own = own(visit, shown)?;
    let action = format!("{own}/{step}");
    // An e-mail that goes out meanwhile is no reason to look again before money is written down: what must not be is refused.
    let is_draft = shown.invoice.stage.issue().is_none();
    let looks = is_draft || ["issue", "void", "unpublish", "hide", "erase"].contains(&step);
    let once = if looks { Once::of(visit, shown.invoice.revision) } else { Once::making(visit) };
    Ok(Head::of(visit, action, (own, title(visit.texts(), shown)), once, again))
}

/// Why an action is refused now, if it is.
fn refusal(visit: &Visit, shown: &Shown, action: Action) -> Result<Option<Refusal>> {
    let lock = visit.place()?.account.lock;
    Ok(shown.invoice.decide(action, lock).err())
}

#[derive(Template)]
#[template(path = "app/refused.html")]
struct RefusedPage {
    p: Frame,
    words: String,
    back: String,
    back_words: String,
}

/// Says that something cannot be done with a document now.
fn refused(visit: &Visit, shown: &Shown, refusal: &Refusal) -> Result<Response> {
    let t = visit.texts();
    let template = RefusedPage {
        p: Frame::of(visit, t.trouble_conflict(), Here::Invoices),
        words: refusals::said(t, refusal),
        back: own(visit, shown)?,
        back_words: title(t, shown),
    };
    page::with_status(StatusCode::CONFLICT, &template)
}

fn method_words(t: Texts, method: Method) -> String {
    match method {
        Method::BankTransfer => t.method_transfer(),
        Method::Card => t.method_card(),
        Method::Cash => t.method_cash(),
        Method::Cheque => t.method_cheque(),
        Method::DirectDebit => t.method_debit(),
        Method::Credit => t.method_credit(),
        Method::Other => t.method_other(),
    }
}
