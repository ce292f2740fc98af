//! From JustInvoice's JSON to the draft of an invoice.

use super::{
    status::{DRAFT, FINAL},
    text::kept,
};
use crate::words::SETTINGS;
use net30_app::{
    Field,
    invoices::{CustomerDraft, CustomerRef, DraftBody, InvoiceDraft, Known, LineDraft},
};
use net30_domain::{
    Decimal,
    customer::{Address, Name, Party},
    html::Html,
    id::CustomerId,
    limits::{ADDRESS_LINE_CHARS_MAX, LINES_MAX, NAME_CHARS_MAX, POSTAL_CODE_CHARS_MAX},
};
use net30_http::{
    fields::{present, text},
    json::{Item, Reader},
    problem::{Place, Problem},
};
use serde_json::Value;
use uuid::Uuid;

/// Most characters of a note or of the description of a line.
const TEXT_CHARS_MAX: usize = 1000;

/// Reads an invoice that is to be made, and whether it is issued at once.
pub(super) fn new_invoice(reader: &Reader<'_>) -> (InvoiceDraft, bool) {
    let issue_date = reader.date("invoiceDate").value();
    let body = DraftBody {
        currency: reader.currency("currencyCode").value(),
        notes: note(reader),
        lines: lines(reader),
        ..DraftBody::default()
    };
    let draft = InvoiceDraft { issue_date, ..InvoiceDraft::of(customer(reader), body) };
    (draft, issue(reader))
}

/// A client may make an invoice final or a draft; the other numbers follow from what happens to it.
fn issue(reader: &Reader<'_>) -> bool {
    let item = reader.item("invoiceStatus");
    let wrong = || ("invalid_choice", "must be 0 (final) or 5 (draft)".to_owned());
    let status = item.read(|value| match value.as_i64() {
        Some(status @ (FINAL | DRAFT)) => Ok(status),
        _ => Err(wrong()),
    });
    status.value() != Some(DRAFT)
}

fn customer(reader: &Reader<'_>) -> CustomerRef {
    let email =
        if reader.require("customerEmail") { reader.email("customerEmail").value() } else { None };
    let name = Name {
        company: text(reader, "customerCompanyName", NAME_CHARS_MAX),
        first_name: text(reader, "customerFirstName", NAME_CHARS_MAX),
        last_name: text(reader, "customerLastName", NAME_CHARS_MAX),
    };
    let country = reader.item("customerCountry");
    let address = Address {
        line1: text(reader, "customerAddress", ADDRESS_LINE_CHARS_MAX),
        line2: None,
        line3: None,
        city: text(reader, "customerCity", ADDRESS_LINE_CHARS_MAX),
        region: text(reader, "customerProvinceState", ADDRESS_LINE_CHARS_MAX),
        postal_code: text(reader, "customerPostalCode", POSTAL_CODE_CHARS_MAX),
        country: if country.value().is_some_and(|value| value == "") {
            None
        } else {
            country.country().value()
        },
    };
    match email {
        Some(email) => CustomerRef::Details(Box::new(CustomerDraft {
            party: Party { name, email: Some(email), address, ..Party::default() },
            known: Known::ByDetailsOrMailbox,
            ..CustomerDraft::default()
        })),
        // The fault has been noted: nobody will look for this one.
        None => CustomerRef::Id(CustomerId(Uuid::nil())),
    }
}

/// The note; an empty one is none, whatever the account's is. .NET sends `null` for what was left out.
fn note(reader: &Reader<'_>) -> Field<Html> {
    match reader.text("noteToCustomer", TEXT_CHARS_MAX) {
        Field::Value(text) if text.trim().is_empty() => Field::Null,
        Field::Value(text) => Field::Value(kept(&text)),
        Field::Null | Field::Absent => Field::Absent,
    }
}

fn lines(reader: &Reader<'_>) -> Vec<LineDraft> {
    if !reader.require("lineItems") {
        return vec![];
    }
    let items = reader.array("lineItems", 1..=LINES_MAX).value().unwrap_or_default();
    // Where one cannot be read, an empty one stands in its place: those behind it keep theirs.
    let read = |item: &Item<'_>| present(item, item.object()).map(|reader| line(&reader));
    items.iter().map(|item| read(item).unwrap_or_default()).collect()
}

fn line(reader: &Reader<'_>) -> LineDraft {
    let description = reader.required_text("description", TEXT_CHARS_MAX);
    // What is short is the name of what was sold; a name cannot be long.
    let (name, description) = if description.chars().count() <= NAME_CHARS_MAX {
        (Some(description), None)
    } else {
        (None, Some(kept(&description)))
    };
    let above_zero = |value| (value <= Decimal::ZERO).then_some("must be above 0");
    let not_negative = |value| (value < Decimal::ZERO).then_some("must not be negative");
    LineDraft {
        name,
        description,
        quantity: required_decimal(&reader.item("quantity"), above_zero),
        unit_price: required_decimal(&reader.item("unitPrice"), not_negative),
        ..LineDraft::default()
    }
}

/// Reads a decimal that has to be there; `wrong` says what is wrong with it.
fn required_decimal(
    item: &Item<'_>,
    wrong: impl Fn(Decimal) -> Option<&'static str>,
) -> Option<Decimal> {
    if item.is_absent() || item.is_null() {
        item.fault("required", "is required");
        return None;
    }
    let value = item.decimal().value()?;
    if let Some(message) = wrong(value) {
        item.fault("out_of_range", message);
        return None;
    }
    Some(value)
}

/// Turns a pointer in native names into one in JustInvoice's; what a client cannot write is the whole body's fault. What the
/// settings lack stays theirs.
pub(super) fn rename(pointer: &str) -> String {
    if pointer.starts_with(SETTINGS) {
        return pointer.to_owned();
    }
    let mut steps = pointer.split('/').skip(1);
    match (steps.next(), steps.next(), steps.next()) {
        (Some("issue_date" | "due_date"), ..) => "/invoiceDate".to_owned(),
        (Some("currency"), ..) => "/currencyCode".to_owned(),
        (Some("notes"), ..) => "/noteToCustomer".to_owned(),
        (Some("customer" | "customer_id"), ..) => "/customerEmail".to_owned(),
        (Some("items"), None, _) => "/lineItems".to_owned(),
        (Some("items"), Some(index), field) => match field {
            Some("name" | "description") => format!("/lineItems/{index}/description"),
            Some("quantity") => format!("/lineItems/{index}/quantity"),
            Some("unit_price") => format!("/lineItems/{index}/unitPrice"),
            _ => format!("/lineItems/{index}"),
        },
        _ => String::new(),
    }
}

/// Spells pointers as the client spells its names.
pub(super) fn spelt_as_in(body: &Value, mut problem: Problem) -> Problem {
    for entry in &mut problem.errors {
        if let Place::Pointer(pointer) = &mut entry.place {
            *pointer = own_spelling(body, pointer);
        }
    }
    problem
}

fn own_spelling(body: &Value, pointer: &str) -> String {
    let mut own = String::with_capacity(pointer.len());
    let mut at = Some(body);
    for step in pointer.split('/').skip(1) {
        let (name, value) = match at {
            Some(Value::Object(fields)) => {
                let found = fields.iter().find(|(name, _)| name.eq_ignore_ascii_case(step));
                found.map_or((step, None), |(name, value)| (name.as_str(), Some(value)))
            }
            Some(Value::Array(items)) => {
                (step, step.parse::<usize>().ok().and_then(|index| items.get(index)))
            }
            _ => (step, None),
        };
        own.push('/');
        own.push_str(name);
        at = value;
    }
    own
}

#[cfg(test)]
mod tests {
    use super::{own_spelling, rename};
    use serde_json::json;

    #[test]
    fn a_pointer_leads_into_the_clients_own_body() {
        let body = json!({"LineItems": [{"UNITPRICE": 1, "quantity": 1}]});
        for (native, own) in [
            ("/items/0/unit_price", "/LineItems/0/UNITPRICE"),
            ("/items/0/quantity", "/LineItems/0/quantity"),
            ("/items/0/name", "/LineItems/0/description"),
            ("/items/0", "/LineItems/0"),
            ("/items/1/unit_price", "/LineItems/1/unitPrice"),
            ("/items", "/LineItems"),
            ("/currency", "/currencyCode"),
            ("/due_date", "/invoiceDate"),
            ("/taxes/0", ""),
            ("/settings/company/tax_id", "/settings/company/tax_id"),
        ] {
            assert_eq!(own_spelling(&body, &rename(native)), own, "{native}");
        }
    }
}
