//! From a client's JSON to an account's settings.

use crate::{
    customers::read::{address, electronic_address},
    read::{list_code, payment_terms, tax},
};
use jiff::tz::TimeZone;
use net30_app::{
    Field,
    accounts::{AccountDraft, NextNumbers},
};
use net30_domain::{
    account::{Defaults, EinvoiceProfile, Lock, ReceiptEmails},
    bank::{BankAccount, BankCode, checked_iban},
    id::TaxId,
    limits::{
        ACCOUNT_NUMBER_CHARS_MAX, BANK_CODE_CHARS_MAX, HTML_CHARS_MAX, LEGAL_ID_CHARS_MAX,
        NAME_CHARS_MAX, NEXT_NUMBER_MAX, PATTERN_CHARS_MAX, PHONE_CHARS_MAX, SCHEME_CHARS_MAX,
        SEPA_ID_CHARS_MAX, TAX_ID_CHARS_MAX, TIME_ZONE_CHARS_MAX, WEBSITE_CHARS_MAX,
    },
    money::Currency,
    number::Pattern,
    seller::Seller,
    tax::TaxRounding,
    tax::{TAXES_MAX, Tax},
    text::Country,
};
use net30_http::{
    fields::{email, html, text},
    json::{Item, Reader},
};

/// Fields of a reply that a client may send back.
pub(crate) const READ_ONLY: [&str; 6] =
    ["id", "organisation_id", "revision", "created_at", "updated_at", "warnings"];

/// What [`RECEIPT_EMAILS`] was called before; clients that still call it so are understood.
pub(crate) const RECEIPT_LETTERS: &str = "receipt_letters";
/// For which payments the customer gets a receipt.
pub(crate) const RECEIPT_EMAILS: &str = "receipt_emails";

/// Reads all settings of an account.
pub fn settings(reader: &Reader<'_>) -> AccountDraft {
    let seller = company(reader);
    reader.require("currency");
    let currency = reader.currency("currency").value().unwrap_or_else(dollar);
    let country = seller.address.country.unwrap_or_else(united_states);
    let fresh = AccountDraft::of(&seller.name, currency, country, time_zone(reader));
    let numbering = reader.object("numbering").value();
    let pattern = |key, default| match &numbering {
        Some(numbering) => self::pattern(numbering, key).unwrap_or(default),
        None => default,
    };
    let locks = [Lock::Flexible, Lock::Strict].map(|lock| (lock.word(), lock));
    let roundings =
        [TaxRounding::Total, TaxRounding::Line].map(|rounding| (rounding.word(), rounding));
    let profiles = EinvoiceProfile::ALL.map(|profile| (profile.word(), profile));
    let einvoice = reader.object("einvoice").value();
    AccountDraft {
        seller,
        defaults: defaults(reader, &fresh.defaults),
        invoice_numbers: pattern("invoice", fresh.invoice_numbers),
        credit_note_numbers: pattern("credit_note", fresh.credit_note_numbers),
        next: numbering.as_ref().map(next_numbers).unwrap_or_default(),
        lock: reader.choice("lock", &locks).value().unwrap_or_default(),
        tax_rounding: reader.choice("tax_rounding", &roundings).value().unwrap_or_default(),
        allow_overpayment: reader.boolean("allow_overpayment").value().unwrap_or(false),
        allow_partial_payment: reader.boolean("allow_partial_payment").value().unwrap_or(false),
        receipt_emails: receipt_emails(reader),
        einvoice_profile: einvoice
            .and_then(|einvoice| einvoice.choice("profile", &profiles).value())
            .unwrap_or_default(),
        time_zone: fresh.time_zone,
    }
}

fn receipt_emails(reader: &Reader<'_>) -> ReceiptEmails {
    let choices = ReceiptEmails::ALL.map(|choice| (choice.word(), choice));
    let given = reader.choice(RECEIPT_EMAILS, &choices).value();
    if !reader.has(RECEIPT_LETTERS) {
        return given.unwrap_or_default();
    }
    if reader.has(RECEIPT_EMAILS) {
        let message = format!("is the former name of {RECEIPT_EMAILS}; give one of them");
        reader.fault(RECEIPT_LETTERS, "conflict", message);
    }
    reader.choice(RECEIPT_LETTERS, &choices).value().unwrap_or_default()
}

fn company(reader: &Reader<'_>) -> Seller {
    reader.require("company");
    let Some(company) = reader.object("company").value() else { return Seller::default() };
    Seller {
        name: company.required_text("name", NAME_CHARS_MAX),
        address: address(&company, "address"),
        legal_id: text(&company, "legal_id", LEGAL_ID_CHARS_MAX),
        legal_id_scheme: text(&company, "legal_id_scheme", SCHEME_CHARS_MAX),
        tax_id: text(&company, "tax_id", TAX_ID_CHARS_MAX),
        tax_number: text(&company, "tax_number", TAX_ID_CHARS_MAX),
        electronic_address: electronic_address(&company, "electronic_address"),
        contact_name: text(&company, "contact_name", NAME_CHARS_MAX),
        phone: text(&company, "phone", PHONE_CHARS_MAX),
        email: email(&company, "email"),
        website: text(&company, "website", WEBSITE_CHARS_MAX),
        bank: company.object("bank").value().map(|reader| bank(&reader)),
        creditor_id: text(&company, "creditor_id", SEPA_ID_CHARS_MAX),
    }
}

/// Reads a bank account.
pub(crate) fn bank(reader: &Reader<'_>) -> BankAccount {
    let written = text(reader, "iban", ACCOUNT_NUMBER_CHARS_MAX);
    let account_number = text(reader, "account_number", ACCOUNT_NUMBER_CHARS_MAX);
    if written.is_none()
        && account_number.is_none()
        && reader.item("iban").value().is_none_or(|value| value.is_null() || value == "")
    {
        reader.fault("iban", "required", "is required, or account_number");
    }
    let iban = written.and_then(|written| match checked_iban(&written) {
        Ok(iban) => Some(iban),
        Err(message) => {
            reader.fault("iban", "invalid_iban", message);
            None
        }
    });
    let code = |code: BankCode| {
        let written = text(reader, code.word(), BANK_CODE_CHARS_MAX)?;
        match code.checked(&written) {
            Ok(checked) => Some((code, checked)),
            Err(message) => {
                reader.fault(code.word(), "invalid_bank_code", message);
                None
            }
        }
    };
    BankAccount {
        holder: text(reader, "holder", NAME_CHARS_MAX),
        iban,
        account_number,
        codes: BankCode::ALL.into_iter().filter_map(code).collect(),
        bic: text(reader, "bic", BANK_CODE_CHARS_MAX),
        bank_name: text(reader, "bank_name", NAME_CHARS_MAX),
    }
}

fn defaults(reader: &Reader<'_>, fresh: &Defaults) -> Defaults {
    let language = reader.language("lang").value().unwrap_or(fresh.language);
    let fresh = Defaults { language, ..fresh.clone() };
    let Some(defaults) = reader.object("defaults").value() else { return fresh };
    let (payment_terms, payment_days) = match payment_terms(&defaults) {
        (Field::Absent, Field::Absent) => (fresh.payment_terms.clone(), fresh.payment_days),
        (terms, days) => (terms.value(), days.value()),
    };
    Defaults {
        payment_terms,
        payment_days,
        notes: html(&defaults, "notes", HTML_CHARS_MAX),
        terms: html(&defaults, "terms", HTML_CHARS_MAX),
        template_id: defaults.id("template_id").value(),
        taxes: taxes(&defaults),
        tax_included: defaults.boolean("tax_included").value().unwrap_or(false),
        payment_means_code: list_code(&defaults, "payment_means_code"),
        ..fresh
    }
}

/// Taxes spelt out. Here an id alone is not enough: settings hold copies.
fn taxes(reader: &Reader<'_>) -> Vec<Tax> {
    let items = reader.array("taxes", 0..=TAXES_MAX).value().unwrap_or_default();
    let spelt_out = |item: &Item<'_>| {
        let reader = item.object().value()?;
        let id = reader.id::<TaxId>("id").value();
        tax(&reader).map(|tax| Tax { id, ..tax })
    };
    items.iter().filter_map(spelt_out).collect()
}

fn pattern(reader: &Reader<'_>, key: &'static str) -> Option<Pattern> {
    let written = text(reader, key, PATTERN_CHARS_MAX)?;
    match Pattern::parse(&written) {
        Ok(pattern) => Some(pattern),
        Err(error) => {
            reader.fault(key, "invalid_pattern", error.to_string());
            None
        }
    }
}

fn next_numbers(numbering: &Reader<'_>) -> NextNumbers {
    let Some(next) = numbering.object("next").value() else { return NextNumbers::default() };
    let number = |key| next.integer(key, 1..=NEXT_NUMBER_MAX).value();
    NextNumbers { invoice: number("invoice"), credit_note: number("credit_note") }
}

fn time_zone(reader: &Reader<'_>) -> TimeZone {
    let Some(name) = text(reader, "time_zone", TIME_ZONE_CHARS_MAX) else { return TimeZone::UTC };
    TimeZone::get(&name).unwrap_or_else(|_| {
        let message = "is not a time zone of the IANA database, such as Europe/Berlin";
        reader.fault("time_zone", "unknown_time_zone", message);
        TimeZone::UTC
    })
}

fn dollar() -> Currency {
    Currency::parse("USD").expect("ISO 4217 has the US dollar")
}

fn united_states() -> Country {
    Country::parse("US").expect("ISO 3166-1 has the United States")
}
