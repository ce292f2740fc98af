//! What is known of a customer, changed; and a new one.

use super::{
    super::{
        Answer,
        act::{Again, Once, Undone, act},
        fields::Choice,
        form::{Blank, Shape, Written},
        page,
        shell::{Frame, Here, Writing},
        texts::Texts,
        visit::Visit,
    },
    list_path, loaded,
    show::plain,
};
use askama::Template;
use axum::response::Response;
use net30_app::{
    customers::{Create, Replace},
    invoices::CustomerDraft,
};
use net30_domain::{
    customer::Customer,
    fault::Faults as DomainFaults,
    money::Currency,
    text::{Country, Language},
};
use net30_http::problem::Result;
use net30_native::forms;
use serde_json::{Value, json};

const SHAPE: Shape<'static> = Shape {
    separated: &["/billing_emails"],
    lists: &[],
    numbers: &[],
    wholes: &[],
    switches: &[],
    with_ids: &[],
    blank: Blank::Null,
};

/// The fields of the form, in their order.
const FIELDS: [&str; 20] = [
    "/company",
    "/first_name",
    "/last_name",
    "/contact_name",
    "/email",
    "/billing_emails",
    "/phone",
    "/address/line1",
    "/address/line2",
    "/address/postal_code",
    "/address/city",
    "/address/region",
    "/address/country",
    "/tax_id",
    "/legal_id",
    "/electronic_address/scheme",
    "/electronic_address/id",
    "/currency",
    "/lang",
    "/payment_terms",
];
/// Those that stand in a box of their own.
const MORE: [&str; 2] = ["/external_id", "/notes"];

/// A field as it is shown.
struct Field {
    name: &'static str,
    label: String,
    hint: String,
    value: String,
    /// What it said when the form was first shown.
    was: String,
    /// What somebody else has written there meanwhile.
    theirs: Option<String>,
    kind: Kind,
    fault: Option<String>,
    complete: &'static str,
}

/// How a field is typed into.
enum Kind {
    Line,
    Email,
    Text,
    Choice(Vec<Choice>),
}

impl Field {
    fn choices(&self) -> &[Choice] {
        match &self.kind {
            Kind::Choice(choices) => choices,
            _ => &[],
        }
    }

    fn word(&self) -> &'static str {
        match self.kind {
            Kind::Line => "line",
            Kind::Email => "email",
            Kind::Text => "text",
            Kind::Choice(_) => "choice",
        }
    }
}

/// Fields that belong together.
struct Group {
    title: String,
    fields: Vec<Field>,
}

#[derive(Template)]
#[template(path = "app/customer_edit.html")]
struct EditPage {
    p: Frame,
    action: String,
    back: String,
    back_words: String,
    once: Once,
    notice: Option<String>,
    faults: super::super::fields::Faults,
    groups: Vec<Group>,
}

/// What a form may say that belongs to no customer yet, or to this one.
struct Present {
    body: Value,
    revision: Option<i64>,
}

impl Present {
    fn of(customer: &Customer) -> Self {
        Self { body: forms::customer_body(customer), revision: Some(customer.revision) }
    }

    fn new() -> Self {
        Self { body: json!({}), revision: None }
    }

    /// What a field says, as it is typed.
    fn text(&self, name: &str) -> String {
        match self.body.pointer(name) {
            Some(Value::String(text)) if name == "/notes" => plain(text),
            Some(Value::String(text)) => text.clone(),
            Some(Value::Array(items)) => {
                let items: Vec<&str> = items.iter().filter_map(Value::as_str).collect();
                items.join(", ")
            }
            Some(Value::Null) | None => String::new(),
            Some(other) => other.to_string(),
        }
    }
}

fn label(t: Texts, name: &str) -> (String, String) {
    let none = String::new;
    match name {
        "/company" => (t.customer_company(), none()),
        "/first_name" => (t.customer_first_name(), none()),
        "/last_name" => (t.customer_last_name(), none()),
        "/contact_name" => (t.customer_contact(), none()),
        "/email" => (t.email(), t.customer_email_hint()),
        "/billing_emails" => (t.customer_billing_emails(), t.customer_billing_emails_hint()),
        "/phone" => (t.customer_phone(), none()),
        "/address/line1" => (t.customer_address_line1(), none()),
        "/address/line2" => (t.customer_address_line2(), none()),
        "/address/postal_code" => (t.customer_postal_code(), none()),
        "/address/city" => (t.customer_city(), none()),
        "/address/region" => (t.customer_region(), none()),
        "/address/country" => (t.country(), none()),
        "/tax_id" => (t.fact_tax_id(), none()),
        "/legal_id" => (t.customer_legal_id(), t.customer_legal_id_hint()),
        "/electronic_address/scheme" => {
            (t.customer_electronic_scheme(), t.customer_electronic_scheme_hint())
        }
        "/electronic_address/id" => (t.customer_electronic_address(), none()),
        "/currency" => (t.currency(), none()),
        "/lang" => (t.document_language(), none()),
        "/payment_terms" => (t.customer_payment_terms(), t.customer_payment_terms_hint()),
        "/external_id" => (t.customer_external_id(), t.customer_external_id_hint()),
        _ => (t.act_notes(), t.act_notes_hint()),
    }
}

fn choices(visit: &Visit, name: &str, value: &str) -> Result<Vec<Choice>> {
    let t = visit.texts();
    let writing = Writing::of(visit, visit.user()?);
    let choice =
        |own: &str, text: String| Choice { is_chosen: own == value, value: own.to_owned(), text };
    let mut choices = vec![choice("", t.customer_as_account())];
    match name {
        "/address/country" => {
            choices = vec![choice("", String::new())];
            let mut all: Vec<(String, String)> = Country::all()
                .map(|country| (writing.formats().country(country), country.code().to_owned()))
                .collect();
            all.sort_by_key(|(text, _)| net30_domain::text::folded(text));
            choices.extend(all.into_iter().map(|(text, code)| choice(&code, text)));
        }
        "/lang" => {
            choices.extend(super::super::welcome::LANGUAGE_NAMES.iter().map(
                |(language, text): &(Language, &str)| choice(language.code(), (*text).to_owned()),
            ));
        }
        _ => {
            let mut all: Vec<&str> =
                Country::all().map(|country| country.currency().code()).collect();
            all.extend(Currency::parse(value).map(Currency::code));
            all.sort_unstable();
            all.dedup();
            choices.extend(all.into_iter().map(|code| choice(code, code.to_owned())));
        }
    }
    Ok(choices)
}

fn complete(name: &str) -> &'static str {
    match name {
        "/company" => "organization",
        "/email" => "email",
        "/phone" => "tel",
        _ => "off",
    }
}

/// A field; `mine` is what was typed, if anything was.
fn field(
    visit: &Visit,
    present: &Present,
    name: &'static str,
    again: &Again,
    is_conflict: bool,
) -> Result<Field> {
    let t = visit.texts();
    let theirs = present.text(name);
    let is_first = !visit.form.has("idempotency");
    let before = format!("was:{name}");
    let was = if is_first { theirs.clone() } else { visit.form.text(&before).to_owned() };
    let mine = if is_first { theirs.clone() } else { visit.form.exact(name).to_owned() };
    let is_mine = mine.trim() != was;
    let is_theirs = is_conflict && theirs != was;
    // What only they have changed is taken over; what both have changed is for the person to choose.
    let value = if is_theirs && !is_mine { theirs.clone() } else { mine };
    let is_chosen_from = matches!(name, "/address/country" | "/lang" | "/currency");
    let kind = match name {
        "/email" => Kind::Email,
        "/notes" => Kind::Text,
        _ if is_chosen_from => Kind::Choice(choices(visit, name, &value)?),
        _ => Kind::Line,
    };
    let (label, hint) = label(t, name);
    let differs = is_theirs && is_mine && theirs != value.trim();
    Ok(Field {
        name,
        label,
        hint,
        was: if is_conflict { theirs.clone() } else { was },
        theirs: differs.then_some(theirs),
        kind,
        fault: again.faults.of(name).map(str::to_owned),
        complete: complete(name),
        value,
    })
}

fn form_page(
    visit: &Visit,
    present: &Present,
    (back, back_words): (String, String),
    again: Again,
    is_conflict: bool,
) -> Result<Response> {
    let (t, status) = (visit.texts(), again.status);
    let of = |names: &[&'static str]| -> Result<Vec<Field>> {
        names.iter().map(|name| field(visit, present, name, &again, is_conflict)).collect()
    };
    let groups = vec![
        Group { title: t.customer_group_who(), fields: of(&FIELDS[..7])? },
        Group { title: t.customer_address(), fields: of(&FIELDS[7..13])? },
        Group { title: t.customer_group_registers(), fields: of(&FIELDS[13..17])? },
        Group { title: t.customer_group_documents(), fields: of(&FIELDS[17..])? },
        Group { title: t.customer_group_more(), fields: of(&MORE)? },
    ];
    let title = if present.revision.is_some() { t.customer_edit() } else { t.customer_new() };
    let once = match present.revision {
        Some(revision) => Once::of(visit, revision),
        None => Once::making(visit),
    };
    let has_conflict =
        groups.iter().flat_map(|group| &group.fields).any(|own| own.theirs.is_some());
    let template = EditPage {
        p: Frame::of(visit, title, Here::Customers),
        action: visit.at(visit.target.split('?').next().unwrap_or_default()),
        back,
        back_words,
        once,
        notice: match (is_conflict, has_conflict) {
            (true, true) => Some(t.conflict_choose()),
            (true, false) => Some(t.conflict_merged()),
            (false, _) => again.notice.clone(),
        },
        faults: again.faults,
        groups,
    };
    page::with_status(status, &template)
}

/// The customer as the form would have it: what the form does not have stays.
fn written(visit: &Visit, present: &Present) -> Written {
    let mut written = visit.form.written(&SHAPE);
    let blank = |name: &str| visit.form.text(name).is_empty();
    if blank("/electronic_address/scheme") && blank("/electronic_address/id") {
        written.value["electronic_address"] = Value::Null;
    }
    // Other terms have no days of before.
    if visit.form.text("/payment_terms") != present.text("/payment_terms") {
        written.value["payment_days"] = Value::Null;
    }
    // Notes that were not touched keep what is more than text in them.
    let notes = visit.form.text("/notes").replace("\r\n", "\n");
    if notes == present.text("/notes") {
        written.value["notes"] = present.body.get("notes").cloned().unwrap_or_default();
    } else if let Some(Value::String(notes)) = written.value.get_mut("notes") {
        let text = notes.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        *notes = text.replace('\n', "<br>");
    }
    written.value = forms::merged(present.body.clone(), &written.value);
    written
}

fn read(written: &Written) -> std::result::Result<CustomerDraft, DomainFaults> {
    written.read_whole(forms::customer)
}

pub(in super::super) fn show(visit: &Visit) -> Answer<'_> {
    Box::pin(async move {
        let customer = loaded(visit).await?.customer;
        let back = (
            visit.at(&format!("{}/{}", list_path(visit)?, customer.id)),
            customer.party.name.display(),
        );
        form_page(visit, &Present::of(&customer), back, Again::first(), false)
    })
}

pub(in super::super) fn save(visit: &Visit) -> Answer<'_> {
    Box::pin(async move {
        let customer = loaded(visit).await?.customer;
        let (id, present) = (customer.id, Present::of(&customer));
        let own = format!("{}/{id}", list_path(visit)?);
        let written = written(visit, &present);
        let done = match read(&written) {
            Ok(draft) => act(visit, &Replace { id, draft }, |_| format!("{own}?said=saved")).await,
            Err(faults) => Err(Undone::Faults(faults)),
        };
        match done {
            Ok(response) => Ok(response),
            Err(undone) => {
                let is_conflict = matches!(undone, Undone::Changed);
                let again = Again::of(visit, visit.texts(), &written, undone)?;
                let back = (visit.at(&own), customer.party.name.display());
                form_page(visit, &present, back, again, is_conflict)
            }
        }
    })
}

pub(in super::super) fn show_new(visit: &Visit) -> Answer<'_> {
    Box::pin(async move {
        let back = (visit.at(&list_path(visit)?), visit.texts().customers());
        form_page(visit, &Present::new(), back, Again::first(), false)
    })
}

pub(in super::super) fn create(visit: &Visit) -> Answer<'_> {
    Box::pin(async move {
        let (list, present) = (list_path(visit)?, Present::new());
        let written = written(visit, &present);
        let done = match read(&written) {
            Ok(draft) => {
                let to = |made: &Customer| format!("{list}/{}?said=saved", made.id);
                act(visit, &Create { draft }, to).await
            }
            Err(faults) => Err(Undone::Faults(faults)),
        };
        match done {
            Ok(response) => Ok(response),
            Err(undone) => {
                let again = Again::of(visit, visit.texts(), &written, undone)?;
                let back = (visit.at(&list), visit.texts().customers());
                form_page(visit, &present, back, again, false)
            }
        }
    })
}
