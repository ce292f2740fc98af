//! A document of an invoice in the native API's JSON, without a server or a database.
//!
//! The file holds what `POST /api/v1/invoices` takes or what it replies, and beside it `company` (as `/settings` has
//! it) and, if wanted, `template` (as `/templates` has it).

use crate::{
    customers::read::customer_of_invoice, invoices::read::whole_invoice, settings::read::settings,
    templates::read::template,
};
use axum::http::StatusCode;
use net30_app::{
    Clock, Error,
    accounts::AccountDraft,
    invoices::{CustomerDraft, InvoiceDraft},
    print::{Sheet, print as set},
    system_clock,
};
use net30_domain::{
    Timestamp,
    document::DocumentType,
    fault::Fault,
    id::InvoiceId,
    template::{Layout, Look, built_in},
};
use net30_http::{
    json::{self, Body, Case, Reader, Unknown},
    problem::{Entry, Place, Problem},
};
use serde_json::{Map, Value, json};
use uuid::Uuid;

pub use net30_app::{
    einvoices::Profile,
    print::{PrintFormat, Printed, Tools},
};

/// Why there is no document.
#[derive(Debug)]
pub enum PrintError {
    /// The JSON is wrong.
    Invalid {
        /// What is wrong as a whole.
        detail: String,
        /// Every fault: where it is (a JSON pointer), and what.
        faults: Vec<(String, String)>,
    },
    /// Something broke on our side.
    Broken(String),
}

/// Makes the document of an invoice in JSON.
///
/// # Errors
/// [`PrintError::Invalid`] with all faults.
pub fn print(body: &[u8], format: PrintFormat, with: &Tools<'_>) -> Result<Printed, PrintError> {
    let clock: Clock = system_clock();
    let sheet = sheet(body).map_err(invalid)?;
    set(&sheet, format, with, clock()).map_err(|error| match error {
        Error::Invalid(faults) => invalid(Problem::invalid_body(faults)),
        other => PrintError::Broken(other.to_string()),
    })
}

fn invalid(problem: Problem) -> PrintError {
    if problem.status == StatusCode::INTERNAL_SERVER_ERROR {
        let source = problem.source.map_or(problem.detail, |source| source.to_string());
        return PrintError::Broken(source);
    }
    let place = |entry: Entry| match entry.place {
        Place::Pointer(pointer) => (pointer, entry.message),
        Place::Parameter(name) => (name, entry.message),
        Place::Header(name) => (name.to_owned(), entry.message),
    };
    PrintError::Invalid {
        detail: problem.detail,
        faults: problem.errors.into_iter().map(place).collect(),
    }
}

fn sheet(body: &[u8]) -> Result<Sheet, Problem> {
    let mut body = Body::parse(body)?;
    let Value::Object(fields) = &mut body else { return Err(Problem::invalid_body(vec![])) };
    let (company, look) = (fields.remove("company"), fields.remove("template"));
    let facts = Facts::of(fields);
    let customer = fields.get("customer").cloned();
    bare(fields);
    // Each part is read by its own route's reader; all faults are told at once.
    let mut faults = Vec::new();
    let account = part(&mut faults, account(&facts, company));
    let look = part(&mut faults, self::look(fields, look));
    let customer = part(&mut faults, self::customer(customer));
    let draft = part(&mut faults, draft(&body));
    match (account, look, customer, draft) {
        (Some(account), Some(look), Some(customer), Some(draft)) if faults.is_empty() => {
            Ok(facts.sheet(account, look, customer, draft))
        }
        _ => Err(Problem::invalid(faults)),
    }
}

/// What a reply says besides what a client writes.
struct Facts {
    id: InvoiceId,
    document: DocumentType,
    is_draft: bool,
    issued_at: Option<Timestamp>,
    link: Option<String>,
    currency: Value,
    lang: Value,
}

impl Facts {
    fn of(fields: &Map<String, Value>) -> Self {
        let text = |key: &str| fields.get(key).and_then(Value::as_str);
        let id = text("id").and_then(|id| id.parse().ok());
        let link = fields.get("links").and_then(|links| links.get("public"));
        Self {
            id: id.unwrap_or(InvoiceId(Uuid::nil())),
            document: text("type").and_then(DocumentType::parse).unwrap_or(DocumentType::Invoice),
            is_draft: text("status") == Some("draft") || text("number").is_none(),
            issued_at: text("issued_at").and_then(|moment| moment.parse().ok()),
            link: link.and_then(Value::as_str).map(str::to_owned),
            currency: text("currency").unwrap_or("USD").into(),
            lang: text("lang").map_or(Value::Null, Value::from),
        }
    }

    fn sheet(
        self,
        account: AccountDraft,
        look: Look,
        customer: CustomerDraft,
        draft: InvoiceDraft,
    ) -> Sheet {
        // A document with a number is a document that was issued, if only on paper.
        let midnight = draft.issue_date.and_then(|date| {
            date.to_zoned(account.time_zone.clone()).ok().map(|zoned| zoned.timestamp())
        });
        let issued_at = self.issued_at.or(midnight).unwrap_or(Timestamp::UNIX_EPOCH);
        Sheet {
            id: self.id,
            document: self.document,
            draft,
            customer,
            account,
            look,
            issued_at: (!self.is_draft).then_some(issued_at),
            link: self.link,
        }
    }
}

/// Takes away what only a database could resolve, where the document says the same in words.
fn bare(fields: &mut Map<String, Value>) {
    fields.insert("customer_id".to_owned(), json!(Uuid::nil()));
    fields.remove("customer");
    let Some(Value::Array(items)) = fields.get_mut("items") else { return };
    for item in items {
        let Value::Object(item) = item else { continue };
        if is_given(item, "name") && is_given(item, "unit_price") {
            item.remove("product_id");
        }
        if is_given(item, "taxes") {
            item.remove("tax_id");
            item.remove("tax_ids");
        }
    }
}

fn is_given(fields: &Map<String, Value>, key: &str) -> bool {
    fields.get(key).is_some_and(|value| !value.is_null())
}

fn account(facts: &Facts, company: Option<Value>) -> Result<AccountDraft, Problem> {
    let mut body = json!({"currency": facts.currency, "lang": facts.lang});
    if let Some(company) = company {
        body["company"] = company;
    }
    let (account, _) = json::read(&body, Case::Exact, Unknown::Refuse, settings)?;
    let defaults = net30_domain::account::Defaults { payment_terms: None, ..account.defaults };
    Ok(AccountDraft { defaults, ..account })
}

/// The look: spelt out, or a built-in template's.
fn look(fields: &mut Map<String, Value>, template_body: Option<Value>) -> Result<Look, Problem> {
    let id = fields.remove("template_id").unwrap_or(Value::Null);
    match template_body {
        Some(Value::Object(mut spelt_out)) => {
            spelt_out.entry("name").or_insert_with(|| "template".into());
            let body = Value::Object(spelt_out);
            let reading = |reader: &Reader<'_>| {
                reader.ignore(&[
                    "id",
                    "built_in",
                    "archived_at",
                    "revision",
                    "created_at",
                    "updated_at",
                ]);
                template(reader, None)
            };
            let read = json::read(&body, Case::Exact, Unknown::Refuse, reading);
            read.map(|(draft, _)| draft.look).map_err(|problem| below("/template", problem))
        }
        Some(_) => Err(fault("/template", "type", "must be an object as /api/v1/templates has it")),
        None if id.is_null() => Ok(Look::default()),
        None => {
            let id = id.as_str().unwrap_or_default();
            let layout = |layout: &Layout| layout.template_id().to_string() == id;
            let known = built_in().into_iter().find(|template| layout(&template.look.layout));
            known.map(|template| template.look).ok_or_else(|| {
                let message = "only built-in templates are known without a database; spell it out as template";
                fault("/template_id", "not_found", message)
            })
        }
    }
}

fn customer(body: Option<Value>) -> Result<CustomerDraft, Problem> {
    let Some(body) = body.filter(|body| !body.is_null()) else {
        let message = "is required: without a database a customer_id says nothing";
        return Err(fault("/customer", "required", message));
    };
    let reading = |reader: &Reader<'_>| {
        reader.ignore(&crate::customers::read::READ_ONLY);
        customer_of_invoice(reader)
    };
    let read = json::read(&body, Case::Exact, Unknown::Refuse, reading);
    read.map(|(draft, _)| draft).map_err(|problem| below("/customer", problem))
}

fn draft(body: &Value) -> Result<InvoiceDraft, Problem> {
    let read = json::read(body, Case::Exact, Unknown::Refuse, whole_invoice);
    read.map(|((draft, _), _)| draft)
}

/// Keeps a part's faults, so that those of the others are found too.
fn part<T>(faults: &mut Vec<Entry>, read: Result<T, Problem>) -> Option<T> {
    read.map_err(|problem| faults.extend(problem.errors)).ok()
}

fn fault(pointer: &str, code: &'static str, message: &str) -> Problem {
    Problem::invalid_body(vec![Fault::new(pointer, code, message)])
}

/// Moves the pointers of a part to where it stands in the file.
fn below(pointer: &str, mut problem: Problem) -> Problem {
    for entry in &mut problem.errors {
        if let Place::Pointer(inner) = &mut entry.place {
            inner.insert_str(0, pointer);
        }
    }
    problem
}

#[cfg(test)]
mod tests {
    use super::{PrintError, PrintFormat, Tools, print};
    use serde_json::{Value, json};

    fn invoice() -> Value {
        json!({
            "number": "INV-7",
            "issue_date": "2026-01-15",
            "company": {"name": "Nordlicht Werkstatt"},
            "customer": {"company": "Globex"},
            "taxes": [{"name": "VAT", "value": "19"}],
            "items": [{"name": "Posters", "quantity": 2, "unit_price": "50.00"}],
        })
    }

    fn html(body: &Value) -> Result<String, PrintError> {
        print(body.to_string().as_bytes(), PrintFormat::Html, &Tools::default())
            .map(|printed| String::from_utf8(printed.bytes).unwrap())
    }

    #[test]
    fn a_document_needs_no_database() {
        let page = html(&invoice()).unwrap();
        for text in ["INV-7", "Nordlicht Werkstatt", "Globex", "Posters", "119.00"] {
            assert!(page.contains(text), "{text} is not in {page}");
        }
    }

    #[test]
    fn every_fault_of_every_part_is_named() {
        let mut body = invoice();
        body["company"] = json!({});
        body["customer"]["email"] = json!("nobody");
        body["items"][0]["unit_price"] = json!("x");
        body["template"] = json!({"layout": "gothic"});
        let Err(PrintError::Invalid { faults, .. }) = html(&body) else { panic!("it was printed") };
        for pointer in
            ["/company/name", "/customer/email", "/items/0/unit_price", "/template/layout"]
        {
            assert!(faults.iter().any(|(place, _)| place == pointer), "{pointer}: {faults:?}");
        }
    }
}
