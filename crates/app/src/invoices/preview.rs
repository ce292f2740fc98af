//! A document as it would be saved: looked at while it is written, and stored nowhere.
//!
//! It reads by a connection of its own kind, and never takes the one that writes: whoever types holds nobody up.

use super::resolve::{
    Catalogue, buyer, content, judge_template, not_found, number, template_to_find,
};
use crate::{
    App, Boxed, Caller, Error, Result, What,
    customers::{blank, foreseen},
    formats,
    invoices::{CustomerRef, InvoiceDraft, Shown},
    unprintable,
};
use net30_domain::{
    Date, Timestamp,
    account::{Account, Lock},
    action::Action,
    check::totals_of,
    credit_note,
    customer::Customer,
    document::{Content, DocumentType, Line},
    fault::{Fault, Faults, add_later},
    id::{CustomerId, InvoiceId, LineId},
    invoice::{Invoice, Stage},
    refusal::Refusal,
    totals::Totals,
};
use net30_store::{Reader, account, customer, invoice, sequence, template};
use uuid::Uuid;

/// A document as it would be saved now.
#[derive(Clone, Debug)]
pub struct Preview {
    /// The document with its customer; one that nobody has named yet has no name, and one that would be made the id nil.
    pub shown: Shown,
    /// Whether it can be calculated. If not, its totals say nothing.
    pub adds_up: bool,
    /// What keeps it from being saved.
    pub faults: Faults,
    /// What keeps it from being issued, once it is saved.
    pub issues: Faults,
    /// The number that it would be issued under.
    pub number: String,
}

/// What would come of a draft, which may take the place of a document that is there.
///
/// A customer whom the draft names by the id nil is one whom nobody has named yet.
///
/// # Errors
/// [`Error::NotFound`] if the account has no such document, [`Error::Refused`] if it is no draft. What is wrong with the
/// draft is part of what comes of it.
pub fn preview<'a>(
    app: &'a App,
    caller: &'a Caller,
    draft: &'a InvoiceDraft,
    of: Option<InvoiceId>,
) -> Boxed<'a, Preview> {
    Box::pin(async move {
        // On the heap: it keeps a whole document in mind.
        Box::pin(foresee(app, caller, draft, of)).await
    })
}

async fn foresee(
    app: &App,
    caller: &Caller,
    draft: &InvoiceDraft,
    of: Option<InvoiceId>,
) -> Result<Preview> {
    let mut reader = app.store().reader().await?;
    let account = account::load(&mut reader, caller.account_id).await?;
    let account = account.ok_or(Error::NotFound(What::Account))?;
    let before = match of {
        Some(id) => Some(draft_of(&mut reader, caller, &account, id).await?),
        None => None,
    };
    let (before, now) = (before.as_ref(), app.now());
    let today = account.today(now);
    let mut faults = Faults::new();
    let customer = customer_of(&mut reader, &account, draft, before, now, &mut faults).await?;
    let content = said(&mut reader, &account, draft, before, &customer, today, &mut faults).await?;
    let (mut content, totals) = calculated(content, before, &mut faults);
    content.buyer = buyer(&draft.customer, &customer, before);
    let adds_up = totals.is_some();
    let invoice = document(&account, before, content, totals.unwrap_or_default(), now);
    let number = next_number(&mut reader, &account, &invoice, &mut faults).await?;
    drop(reader);
    if unprintable::must_look(app, &invoice, &customer) {
        unprintable::look(app).await?;
    }
    let shown = Shown::naming(app, Box::new(invoice), customer, today);
    let issues = if adds_up { issues(&account, &shown) } else { Faults::new() };
    Ok(Preview { shown, adds_up, faults, issues, number })
}

/// The draft that is to be replaced.
async fn draft_of(
    reader: &mut Reader,
    caller: &Caller,
    account: &Account,
    id: InvoiceId,
) -> Result<Invoice> {
    let found = invoice::load(reader, caller.account_id, id).await?;
    let found = found.filter(|invoice| caller.sees(invoice));
    let found = found.ok_or(Error::NotFound(What::Invoice))?;
    found.decide(Action::Edit, account.lock)?;
    Ok(found)
}

async fn customer_of(
    reader: &mut Reader,
    account: &Account,
    draft: &InvoiceDraft,
    before: Option<&Invoice>,
    now: Timestamp,
    faults: &mut Faults,
) -> Result<Customer> {
    let nobody = || blank(CustomerId(Uuid::nil()), account.id, now);
    match &draft.customer {
        CustomerRef::Id(id) if id.0.is_nil() => Ok(nobody()),
        CustomerRef::Id(id) => {
            let found = customer::load(reader, account.id, *id).await?;
            let is_same = before.is_some_and(|before| before.content.customer_id == *id);
            let usable = found.filter(|found| found.archived_at.is_none() || is_same);
            if usable.is_none() {
                faults.push(not_found("/customer_id", "customer", id.0).resting_on(["/customer"]));
            }
            Ok(usable.unwrap_or_else(nobody))
        }
        CustomerRef::Details(details) => {
            let foreseen = foreseen(reader, account.id, details, now).await?;
            if foreseen.party.name.display().trim().is_empty() {
                let message = "company, or first_name and last_name, is required";
                let fault = Fault::new("/customer/company", "required", message);
                let names = ["/customer/first_name", "/customer/last_name"];
                faults.push(fault.resting_on(names));
            }
            Ok(foreseen)
        }
    }
}

/// What the document would say, in the draft's own order of lines.
async fn said(
    reader: &mut Reader,
    account: &Account,
    draft: &InvoiceDraft,
    before: Option<&Invoice>,
    customer: &Customer,
    today: Date,
    faults: &mut Faults,
) -> Result<Content> {
    let catalogue = Catalogue::load(reader, account, draft, before).await?;
    if let Some(id) = template_to_find(draft.body.template_id, before) {
        judge_template(id, template::load(reader, account.id, id).await?.as_ref(), faults);
    }
    let mut lines = Vec::with_capacity(draft.body.lines.len());
    for (index, line) in draft.body.lines.iter().enumerate() {
        let is_there = |id: &LineId| {
            before.is_some_and(|before| before.content.lines.iter().any(|line| line.id == *id))
        };
        let kept = line.id.filter(is_there);
        // A new line has no id before it is saved; these tell the lines apart as long as nobody keeps them.
        let id = kept.unwrap_or(LineId(Uuid::from_u128(index as u128 + 1)));
        lines.push(catalogue.line(id, index, line, kept.is_none(), faults));
    }
    let taxes = match &draft.body.taxes {
        Some(taxes) => catalogue.taxes(taxes, "/taxes", faults),
        None => catalogue.usual_taxes(account),
    };
    let content = content(draft, account, Some(customer), today, taxes, lines, before);
    Ok(Content { number: number(draft, before, faults), ..content })
}

/// The content with its lines in their order, and what it comes to.
fn calculated(
    mut content: Content,
    before: Option<&Invoice>,
    faults: &mut Faults,
) -> (Content, Option<Totals>) {
    if let Some(note) = before.filter(|before| before.document == DocumentType::CreditNote) {
        // What a note comes to follows from what it takes back, and not from its own lines.
        let held = credit_note::hold(&note.content, &mut content);
        let is_held = held.is_ok();
        add_later(faults, held.err().unwrap_or_default());
        return (content, is_held.then(|| note.totals.clone()));
    }
    // Faults point into the draft's own order, so the check comes before the sorting.
    let checked = totals_of(&content);
    if let Err(later) = &checked {
        add_later(faults, later.clone());
    }
    let place = |line: &Line| line.display_order.unwrap_or(i32::MAX);
    if checked.is_ok() && !content.lines.is_sorted_by_key(place) {
        content.lines.sort_by_key(place);
        let totals = totals_of(&content).ok();
        return (content, totals);
    }
    (content, checked.ok())
}

fn document(
    account: &Account,
    before: Option<&Invoice>,
    content: Content,
    totals: Totals,
    now: Timestamp,
) -> Invoice {
    if let Some(before) = before {
        return Invoice { content, totals, ..before.clone() };
    }
    let (id, kind) = (InvoiceId(Uuid::nil()), DocumentType::Invoice);
    Invoice::draft(id, account.id, kind, content, totals, now)
}

/// The number under which the document would be issued.
async fn next_number(
    reader: &mut Reader,
    account: &Account,
    invoice: &Invoice,
    faults: &mut Faults,
) -> Result<String> {
    if let Stage::Draft { kept_number: Some(kept) } = &invoice.stage {
        return Ok(kept.clone());
    }
    let content = &invoice.content;
    if let Some(number) = &content.number {
        let owner = invoice::number_used(reader, account.id, number).await?;
        if owner.is_some_and(|owner| owner != invoice.id) {
            let refusal = Refusal::NumberTaken { number: number.clone() };
            faults.push(Fault::new("/number", refusal.code(), refusal.to_string()));
        }
        return Ok(number.clone());
    }
    let (document, date) = (invoice.document, content.issue_date);
    let pattern = account.pattern(document);
    Ok(sequence::peek_free(reader, account.id, document, pattern, date).await?)
}

/// What keeps the document from being issued as it stands.
fn issues(account: &Account, shown: &Shown) -> Faults {
    let (invoice, party) = (&shown.invoice, &shown.customer.party);
    let mut issues = Faults::new();
    if account.seller.name.trim().is_empty() {
        let message = "the company's name is missing in the settings";
        issues.push(Fault::new("/settings/company/name", "required", message));
    }
    let (date, today) = (invoice.content.issue_date, shown.today);
    if account.lock == Lock::Strict && date > today {
        let refusal = Refusal::DatedAfterToday { date, today };
        issues.push(Fault::new("/issue_date", refusal.code(), refusal.to_string()));
    }
    if party.name.display().trim().is_empty() {
        // Everything else would be said of nobody.
        return issues;
    }
    issues.extend(formats::unfit(account, invoice, &account.seller, party));
    issues
}
