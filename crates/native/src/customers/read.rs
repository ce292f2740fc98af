//! From a client's JSON to the draft of a customer.

use crate::read::{metadata, payment_terms};
use net30_app::invoices::{CustomerDraft, Known};
use net30_domain::{
    customer::{Address, ElectronicAddress, Name, Party, ShipTo},
    limits::{
        ADDRESS_LINE_CHARS_MAX, EMAILS_MAX, HTML_CHARS_MAX, LEGAL_ID_CHARS_MAX, NAME_CHARS_MAX,
        PHONE_CHARS_MAX, POSTAL_CODE_CHARS_MAX, REFERENCE_CHARS_MAX, SCHEME_CHARS_MAX,
        TAX_ID_CHARS_MAX,
    },
    text::{Country, Email},
};
use net30_http::fields::email;
use net30_http::{
    fields::{html, text},
    json::Reader,
};
use serde_json::Value;

/// Fields of a reply that a client may send back.
pub(crate) const READ_ONLY: [&str; 7] =
    ["id", "archived_at", "revision", "created_at", "updated_at", "credit", "warnings"];

/// Reads a customer that is to be made or replaced.
pub fn customer(reader: &Reader<'_>) -> CustomerDraft {
    let draft = details(reader);
    require_name(reader, &draft.party.name);
    draft
}

/// Reads the details of an invoice's customer, who may be there already: then no name is needed.
pub(crate) fn customer_of_invoice(reader: &Reader<'_>) -> CustomerDraft {
    let draft = details(reader);
    if draft.external_id.is_none() && draft.party.email.is_none() {
        require_name(reader, &draft.party.name);
    }
    draft
}

fn require_name(reader: &Reader<'_>, name: &Name) {
    let is_person = name.first_name.is_some() && name.last_name.is_some();
    let is_given = |key| {
        let item = reader.item(key);
        let is_blank = |value: &Value| value.as_str().is_some_and(|text| text.trim().is_empty());
        item.value().is_some_and(|value| !value.is_null() && !is_blank(value))
    };
    if name.company.is_some() || is_person {
        return;
    }
    match (&name.first_name, &name.last_name) {
        // What was given but is no name has been named already.
        _ if is_given("company") => {}
        (Some(_), None) if is_given("last_name") => {}
        (None, _) if is_given("first_name") => {}
        (Some(_), None) => reader.fault("last_name", "required", "is required beside first_name"),
        (None, Some(_)) => reader.fault("first_name", "required", "is required beside last_name"),
        (None, None) if is_given("last_name") => {}
        _ => reader.fault("company", "required", "is required, or first_name and last_name"),
    }
}

fn details(reader: &Reader<'_>) -> CustomerDraft {
    let (payment_terms, payment_days) = payment_terms(reader);
    CustomerDraft {
        party: Party {
            name: Name { company: text(reader, "company", NAME_CHARS_MAX), ..person(reader) },
            contact_name: text(reader, "contact_name", NAME_CHARS_MAX),
            email: email(reader, "email"),
            additional_emails: emails(reader, "additional_emails"),
            billing_emails: emails(reader, "billing_emails"),
            phone: text(reader, "phone", PHONE_CHARS_MAX),
            address: address(reader, "address"),
            ship_to: ship_to(reader),
            tax_id: text(reader, "tax_id", TAX_ID_CHARS_MAX),
            legal_id: text(reader, "legal_id", LEGAL_ID_CHARS_MAX),
            legal_id_scheme: text(reader, "legal_id_scheme", SCHEME_CHARS_MAX),
            electronic_address: electronic_address(reader, "electronic_address"),
        },
        currency: reader.currency("currency").value(),
        language: reader.language("lang").value(),
        payment_terms: payment_terms.value(),
        payment_days: payment_days.value(),
        external_id: text(reader, "external_id", REFERENCE_CHARS_MAX),
        notes: html(reader, "notes", HTML_CHARS_MAX),
        metadata: metadata(reader),
        known: Known::default(),
    }
}

fn person(reader: &Reader<'_>) -> Name {
    Name {
        company: None,
        first_name: text(reader, "first_name", NAME_CHARS_MAX),
        last_name: text(reader, "last_name", NAME_CHARS_MAX),
    }
}

fn emails(reader: &Reader<'_>, key: &'static str) -> Vec<Email> {
    let items = reader.array(key, 0..=EMAILS_MAX).value().unwrap_or_default();
    items.iter().filter_map(|item| net30_http::fields::present(item, item.email())).collect()
}

/// Reads a postal address; none of its parts if it is left out.
pub(crate) fn address(reader: &Reader<'_>, key: &'static str) -> Address {
    let Some(reader) = reader.object(key).value() else { return Address::default() };
    Address {
        line1: text(&reader, "line1", ADDRESS_LINE_CHARS_MAX),
        line2: text(&reader, "line2", ADDRESS_LINE_CHARS_MAX),
        line3: text(&reader, "line3", ADDRESS_LINE_CHARS_MAX),
        city: text(&reader, "city", ADDRESS_LINE_CHARS_MAX),
        region: text(&reader, "region", ADDRESS_LINE_CHARS_MAX),
        postal_code: text(&reader, "postal_code", POSTAL_CODE_CHARS_MAX),
        country: country(&reader, "country"),
    }
}

/// Reads a country; an empty text is none.
pub(crate) fn country(reader: &Reader<'_>, key: &'static str) -> Option<Country> {
    let country = reader.item(key);
    if country.value().is_some_and(|value| value == "") { None } else { country.country().value() }
}

/// Reads an electronic address.
pub(crate) fn electronic_address(
    reader: &Reader<'_>,
    key: &'static str,
) -> Option<ElectronicAddress> {
    let reader = reader.object(key).value()?;
    Some(ElectronicAddress {
        scheme: reader.required_text("scheme", SCHEME_CHARS_MAX),
        id: reader.required_text("id", REFERENCE_CHARS_MAX),
    })
}

fn ship_to(reader: &Reader<'_>) -> Option<ShipTo> {
    let reader = reader.object("ship_to").value()?;
    let ship_to = ShipTo {
        name: Name { company: text(&reader, "name", NAME_CHARS_MAX), ..person(&reader) },
        address: address(&reader, "address"),
        email: email(&reader, "email"),
        phone: text(&reader, "phone", PHONE_CHARS_MAX),
        legal_id: text(&reader, "legal_id", LEGAL_ID_CHARS_MAX),
    };
    (ship_to != ShipTo::default()).then_some(ship_to)
}
