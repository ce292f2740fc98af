//! Saving: what was typed becomes an invoice, or takes the place of one; and what can be done to the form without scripts.

use super::{
    super::super::{Answer, page as reply, refusals, visit::Visit},
    conflict::{Conflict, merged, theirs_of},
    desk::{Desk, Looked, base_of},
    editable, json_reply,
    page::{Place, Told},
    product::{self, Noted},
    results::{self, label_of},
    shown, subject_of,
    typed::Typed,
};
use axum::{
    http::{StatusCode, header},
    response::Response,
};
use net30_app::{
    Call, Done, Error, Idempotency, StoredReply, events,
    invoices::{self, Create, Replace, Shown},
    scratch::{self, Subject},
    users,
};
use net30_domain::{
    document::DocumentType,
    event::{Actor, EventType},
    fault::Fault,
    id::InvoiceId,
};
use net30_http::problem::Result;
use net30_native::forms;
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

/// What a form is sent for.
enum Wish<'t> {
    Save,
    /// To save it, and to go on to issuing it.
    Issue,
    /// To look at it as it is: another customer was looked for, say.
    Look,
    AddLine,
    Copy(&'t str),
    Remove(&'t str),
    Up(&'t str),
    Down(&'t str),
    /// To keep a line as a product.
    Product(&'t str),
    /// To take what somebody else saved in place of what was typed.
    Take(&'t str),
}

impl<'t> Wish<'t> {
    fn of(typed: &'t Typed) -> Self {
        let (wish, about) = typed.text("do").split_once(':').unwrap_or((typed.text("do"), ""));
        match wish {
            "issue" => Self::Issue,
            "look" => Self::Look,
            "add_line" => Self::AddLine,
            "copy" => Self::Copy(about),
            "remove" => Self::Remove(about),
            "up" => Self::Up(about),
            "down" => Self::Down(about),
            "product" => Self::Product(about),
            "take" => Self::Take(about),
            _ => Self::Save,
        }
    }
}

/// The form of a new invoice.
pub(crate) fn create(visit: &Visit) -> Answer<'_> {
    Box::pin(async move {
        let subject = subject_of(visit, None);
        let place = Place { invoice: None, document: DocumentType::Invoice, subject };
        Box::pin(sent(visit, place)).await
    })
}

/// The form of a draft that is there.
pub(crate) fn replace(visit: &Visit) -> Answer<'_> {
    Box::pin(async move {
        let invoice = editable(visit).await?.invoice;
        let subject = subject_of(visit, Some(invoice.id));
        let place = Place { invoice: Some(invoice.id), document: invoice.document, subject };
        Box::pin(sent(visit, place)).await
    })
}

async fn sent(visit: &Visit, place: Place) -> Result<Response> {
    let (desk, typed) = (Desk::of(visit)?, Typed::of(&visit.form));
    let mut changed = typed.clone();
    let mut noted = None;
    match Wish::of(&typed) {
        Wish::Save => return Box::pin(save(&desk, place, typed, false)).await,
        Wish::Issue => return Box::pin(save(&desk, place, typed, true)).await,
        Wish::Look => {}
        Wish::AddLine => {
            changed.add_line();
        }
        Wish::Copy(key) => changed.copy_line(key),
        Wish::Remove(key) => changed.remove_line(key),
        Wish::Up(key) => changed.move_line(key, -1),
        Wish::Down(key) => changed.move_line(key, 1),
        Wish::Product(key) => {
            let made = product::made(&desk, place.invoice, &place.subject, &typed, key).await?;
            if wants_json(visit) {
                return Ok(product::replied(&made));
            }
            if let Noted::Made { id, .. } = &made {
                changed.set_in_line(key, "product_id", id.to_string());
            }
            noted = Some(made);
        }
        Wish::Take(field) => {
            // The form was shown over what the other saved.
            let theirs = desk.writer_of(&typed).filled(&base_of(&typed));
            changed.set(field, theirs_of(&theirs, &typed, field));
        }
    }
    let status = noted.as_ref().map_or(StatusCode::OK, Noted::status);
    let conflicts = conflicts(&desk, &changed).await?;
    let told = Told { conflicts, product: noted, ..Told::default() };
    shown(&desk, &place, changed, told, status).await
}

/// What both have changed, as far as it still differs.
async fn conflicts(desk: &Desk<'_>, typed: &Typed) -> Result<Vec<Conflict>> {
    let theirs = desk.writer_of(typed).filled(&base_of(typed));
    let (keys, mut found) = (typed.keys(), vec![]);
    for field in typed.all("conflict") {
        let theirs = theirs_of(&theirs, typed, field);
        let yours = typed.text(field).to_owned();
        if yours.trim() != theirs.trim() {
            found.push(Conflict {
                field: field.to_owned(),
                label: label_of(desk.t, field, &keys),
                yours: desk.in_words(field, yours).await,
                theirs: desk.in_words(field, theirs).await,
            });
        }
    }
    Ok(found)
}

async fn save(desk: &Desk<'_>, place: Place, typed: Typed, issue: bool) -> Result<Response> {
    let mut looked = desk.look(&typed, place.invoice).await?;
    let faults = results::faults(&looked.drafted, &looked.preview);
    if !faults.is_empty() {
        return refused(desk, &place, typed, &looked).await;
    }
    let saved = match place.invoice {
        None => made(desk, &place.subject, &looked).await,
        Some(id) => replaced(desk, id, typed.text("revision").parse().ok(), &looked).await,
    };
    match saved {
        Ok(saved) => answered(desk, &place.subject, &typed, &saved, issue).await,
        Err(Error::PreconditionFailed(_)) => overtaken(desk, place, typed).await,
        // What came up between looking and saving.
        Err(Error::Invalid(faults)) => {
            looked.preview.faults.extend(faults);
            refused(desk, &place, typed, &looked).await
        }
        Err(Error::Refused(refusal)) => {
            let fault = Fault::new("", refusal.code(), refusals::said(desk.t, &refusal));
            looked.preview.faults.push(fault);
            refused(desk, &place, typed, &looked).await
        }
        Err(error) => Err(error.into()),
    }
}

/// Makes the invoice of a window, once: whoever sends the form again changes what was made.
async fn made(desk: &Desk<'_>, subject: &Subject, looked: &Looked) -> net30_app::Result<Shown> {
    let caller = desk.caller()?;
    let fingerprint = Sha256::digest(b"an invoice of the editor").into();
    let idempotency = Some(Idempotency { key: format!("editor {subject}"), fingerprint });
    let call = Call { idempotency, ..Call::of(caller) };
    let create = Create { draft: looked.drafted.draft.clone(), issue: false };
    let reply = |made: &Shown| StoredReply {
        status: 303,
        headers: vec![],
        body: format!("{} {}", made.invoice.id, made.invoice.revision).into_bytes(),
    };
    match desk.visit.app().write(&call, &create, reply).await? {
        Done::Fresh(made) => Ok(made),
        Done::Replayed(stored) => {
            let text = String::from_utf8_lossy(&stored.body).into_owned();
            let (id, revision) = text.split_once(' ').unwrap_or_default();
            let id = id.parse().map_err(|_| Error::broken("an invoice was made without an id"))?;
            replaced(desk, id, revision.parse().ok(), looked).await
        }
    }
}

async fn replaced(
    desk: &Desk<'_>,
    id: InvoiceId,
    revision: Option<i64>,
    looked: &Looked,
) -> net30_app::Result<Shown> {
    let call = Call { if_match: revision, ..Call::of(desk.caller()?) };
    let replace = Replace { id, draft: looked.drafted.draft.clone() };
    desk.visit.app().run(&call, &replace).await
}

async fn refused(
    desk: &Desk<'_>,
    place: &Place,
    typed: Typed,
    looked: &Looked,
) -> Result<Response> {
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    if wants_json(desk.visit) {
        return Ok(json_reply(status, &json!({"saved": false})));
    }
    let told =
        Told { is_tried: true, conflicts: conflicts(desk, &typed).await?, ..Told::default() };
    let page = super::page::page(desk, place, typed, looked, told).await?;
    reply::with_status(status, &page)
}

fn wants_json(visit: &Visit) -> bool {
    let accepted = visit.headers.get(header::ACCEPT).and_then(|value| value.to_str().ok());
    accepted.is_some_and(|accepted| accepted.starts_with("application/json"))
}

async fn answered(
    desk: &Desk<'_>,
    subject: &Subject,
    typed: &Typed,
    saved: &Shown,
    issue: bool,
) -> Result<Response> {
    let visit = desk.visit;
    let discard = scratch::Discard { user_id: visit.user()?.id, subject: subject.clone() };
    visit.app().run(&Call::of(visit.caller()?), &discard).await?;
    let id = saved.invoice.id;
    let own = format!("/app/{}/invoices/{id}", visit.place()?.code());
    let subject = Subject { invoice: Some(id), tab: subject.tab.clone() };
    if !wants_json(visit) {
        let next = if issue { format!("{own}/issue") } else { format!("{own}/edit?saved") };
        return Ok(reply::see(visit, &next));
    }
    let said = typed.without_blank_lines();
    let ids = saved.invoice.content.lines.iter().map(|line| Value::from(line.id.to_string()));
    let lines: Map<String, Value> = said.keys().into_iter().zip(ids).collect();
    let own = visit.at(&own);
    let body = json!({
        "saved": true,
        "at": desk.writing.time(visit.app().now()),
        "own": own,
        "action": format!("{own}/edit?draft={}", subject.tab),
        "of": format!("?of={id}"),
        "subject": subject.to_string(),
        "revision": saved.invoice.revision.to_string(),
        "was": forms::invoice_as_written(saved)?.to_string(),
        "lines": lines,
        "customer": {"value": saved.customer.id.to_string(), "text": saved.customer.party.name.display()},
        "title": desk.t.edit_draft(&saved.customer.party.name.display()),
    });
    Ok(json_reply(StatusCode::OK, &body))
}

/// Somebody else has saved the invoice meanwhile.
async fn overtaken(desk: &Desk<'_>, place: Place, typed: Typed) -> Result<Response> {
    let visit = desk.visit;
    let Some(id) = place.invoice else {
        return Err(Error::Contention.into());
    };
    if wants_json(visit) {
        return Ok(json_reply(StatusCode::PRECONDITION_FAILED, &json!({"saved": false})));
    }
    let theirs = invoices::get(visit.app(), &visit.caller()?, id).await?;
    let body = forms::invoice_as_written(&theirs)?;
    let merged = merged(&desk.writer_of(&typed), &typed, &base_of(&typed), &body);
    let mut both = merged.typed;
    both.set("was", body.to_string());
    both.set("revision", theirs.invoice.revision.to_string());
    both.remove("conflict");
    for field in &merged.both {
        both.push("conflict", field);
    }
    let (who, moment) = last_saved(desk, id).await?;
    let words = if merged.taken == 0 {
        desk.t.overtaken(&who, &moment)
    } else {
        desk.t.overtaken_taking(&who, &moment, i64::try_from(merged.taken).unwrap_or(i64::MAX))
    };
    let told = Told {
        conflicts: conflicts(desk, &both).await?,
        overtaken: Some(words),
        ..Told::default()
    };
    shown(desk, &place, both, told, StatusCode::PRECONDITION_FAILED).await
}

/// Who saved it last, and when.
async fn last_saved(desk: &Desk<'_>, id: InvoiceId) -> Result<(String, String)> {
    let visit = desk.visit;
    let history = events::of_invoice(visit.app(), &visit.caller()?, id).await?;
    let last = history
        .iter()
        .rev()
        .find(|event| matches!(event.kind, EventType::InvoiceUpdated | EventType::InvoiceCreated));
    let Some(event) = last else { return Ok((desk.t.somebody(), String::new())) };
    let who = match event.actor {
        Actor::User(user) => {
            let names = users::called(visit.app(), &[user]).await?;
            names.get(&user).cloned().unwrap_or_else(|| desk.t.somebody())
        }
        Actor::Key(_) | Actor::Mcp(_) => desk.t.a_program(),
        Actor::System => desk.t.the_server(),
    };
    Ok((who, desk.writing.moment(event.at)))
}
