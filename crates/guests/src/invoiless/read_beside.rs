//! From Invoiless' JSON to what stands beside an invoice: customers, items, payments, refunds, messages.

use super::{
    change::{Present, kept_or},
    fields::{ITEM_CHARS_MAX, SHORT_CHARS_MAX, cleared, date, object},
};
use net30_app::{
    invoices::{CustomerDraft, Known, NewPayment, NewRefund, SendOptions},
    products::ProductDraft,
};
use net30_domain::{
    Decimal,
    customer::{self, Address, Name, Party, ShipTo},
    limits::{
        HTML_CHARS_MAX, MESSAGE_CHARS_MAX, NAME_CHARS_MAX, PHONE_CHARS_MAX, REFERENCE_CHARS_MAX,
        SUBJECT_CHARS_MAX,
    },
    payment::{Method, RefundReason},
    product::Product,
    text::Email,
};
use net30_http::{
    fields::{html, text},
    json::Reader,
};

/// Most characters of an address.
const ADDRESS_CHARS_MAX: usize = 1000;

/// Reads a customer. `present` is the one whose place it takes; what this API cannot say of it stays as it is.
pub(super) fn customer(
    reader: &Reader<'_>,
    present: Option<&Present<'_, customer::Customer>>,
) -> CustomerDraft {
    reader.ignore(&["id", "createdAt", "updatedAt"]);
    let known = present.map(|present| present.object);
    let external_id = kept_or(
        present,
        reader,
        "internalId",
        |customer| customer.external_id.clone(),
        || text(reader, "internalId", REFERENCE_CHARS_MAX),
    );
    let mut party = known.map(|customer| customer.party.clone()).unwrap_or_default();
    let kept = present.and_then(|present| present.keeps(reader, "billTo"));
    if kept.is_none() && reader.require("billTo") {
        let said = reader.object("billTo").value().map(|reader| place(&reader));
        let said = said.unwrap_or_default();
        party = Party {
            name: said.name,
            email: said.email,
            phone: said.phone,
            address: kept_address(&party.address, said.address),
            legal_id: said.legal_id,
            ..party
        };
    }
    if present.and_then(|present| present.keeps(reader, "shipTo")).is_none() {
        let said = object(reader, "shipTo").map(|reader| place(&reader));
        party.ship_to = said.map(|said| match &party.ship_to {
            Some(known) => ShipTo { address: kept_address(&known.address, said.address), ..said },
            None => said,
        });
    }
    CustomerDraft {
        party,
        currency: known.and_then(|customer| customer.currency),
        language: known.and_then(|customer| customer.language),
        payment_terms: known.and_then(|customer| customer.payment_terms.clone()),
        payment_days: known.and_then(|customer| customer.payment_days),
        external_id,
        notes: known.and_then(|customer| customer.notes.clone()),
        metadata: known.and_then(|customer| customer.metadata.clone()),
        known: Known::default(),
    }
}

/// The known address with all its parts, if it reads the same.
fn kept_address(known: &Address, said: Address) -> Address {
    if said.text() == known.text() { known.clone() } else { said }
}

/// Reads an address with who is there.
fn place(reader: &Reader<'_>) -> ShipTo {
    let name = Name {
        company: text(reader, "company", NAME_CHARS_MAX),
        first_name: text(reader, "firstName", NAME_CHARS_MAX),
        last_name: text(reader, "lastName", NAME_CHARS_MAX),
    };
    match (&name.company, &name.first_name, &name.last_name) {
        (Some(_), ..) | (None, Some(_), Some(_)) => {}
        (None, Some(_), None) => {
            reader.fault("lastName", "required", "is required beside firstName");
        }
        (None, None, Some(_)) => {
            reader.fault("firstName", "required", "is required beside lastName");
        }
        (None, None, None) => {
            reader.fault("company", "required", "is required, or firstName and lastName");
        }
    }
    ShipTo {
        name,
        address: text(reader, "address", ADDRESS_CHARS_MAX)
            .map(|text| Address::of_text(&text))
            .unwrap_or_default(),
        email: email(reader),
        phone: text(reader, "phone", PHONE_CHARS_MAX),
        legal_id: text(reader, "legal", REFERENCE_CHARS_MAX),
    }
}

fn email(reader: &Reader<'_>) -> Option<Email> {
    if cleared(&reader.item("email")) { None } else { reader.email("email").value() }
}

/// Reads an item of the catalogue. `present` is the one whose place it takes.
pub(super) fn item(reader: &Reader<'_>, present: Option<&Present<'_, Product>>) -> ProductDraft {
    reader.ignore(&["id", "createdAt", "updatedAt"]);
    let known = present.map(|present| present.object);
    reader.require("price");
    let unit_price = reader.decimal("price").value().unwrap_or(Decimal::ZERO);
    if unit_price < Decimal::ZERO {
        reader.fault("price", "out_of_range", "must not be negative");
    }
    let own_text = |key, chars_max, of: fn(&Product) -> &Option<String>| {
        let kept = |product: &Product| of(product).clone();
        kept_or(present, reader, key, kept, || text(reader, key, chars_max))
    };
    ProductDraft {
        name: kept_or(
            present,
            reader,
            "name",
            |product| product.name.clone(),
            || reader.required_text("name", ITEM_CHARS_MAX),
        ),
        description: kept_or(
            present,
            reader,
            "description",
            |product| product.description.clone(),
            || html(reader, "description", HTML_CHARS_MAX),
        ),
        sku: known.and_then(|product| product.sku.clone()),
        unit: own_text("unit", SHORT_CHARS_MAX, |product| &product.unit),
        unit_price,
        currency: known.and_then(|product| product.currency),
        tax_ids: known.map(|product| product.tax_ids.clone()).unwrap_or_default(),
        metadata: known.and_then(|product| product.metadata.clone()),
    }
}

/// Reads what an e-mail is to say, where it is to go, and when.
pub(super) fn message(reader: &Reader<'_>) -> SendOptions {
    let date = reader.item("date");
    SendOptions {
        to: email(reader).into_iter().collect(),
        subject: text(reader, "subject", SUBJECT_CHARS_MAX),
        message: text(reader, "body", MESSAGE_CHARS_MAX),
        date: if cleared(&date) { None } else { date.day_or_moment().value() },
        ..SendOptions::default()
    }
}

/// Reads a payment.
pub(super) fn payment(reader: &Reader<'_>) -> NewPayment {
    let methods = [
        ("Cash", Method::Cash),
        ("Cheque", Method::Cheque),
        ("Card", Method::Card),
        ("BankTransfer", Method::BankTransfer),
        ("Other", Method::Other),
    ];
    NewPayment {
        amount: reader.decimal("amount").value(),
        method: reader.choice("method", &methods).value(),
        reference: None,
        notes: text(reader, "notes", HTML_CHARS_MAX),
        date: date(reader, "paidAt").value(),
    }
}

/// Reads a refund.
pub(super) fn refund(reader: &Reader<'_>) -> NewRefund {
    let reasons = [
        ("Duplicate", RefundReason::Duplicate),
        ("CustomerRequest", RefundReason::CustomerRequest),
        ("Cancelled", RefundReason::Cancelled),
        ("BillingError", RefundReason::BillingError),
        ("Fraudulent", RefundReason::Fraudulent),
        ("Other", RefundReason::Other),
    ];
    NewRefund {
        amount: reader.decimal("amount").value(),
        reason: reader.choice("reason", &reasons).value(),
        notes: text(reader, "notes", HTML_CHARS_MAX),
        date: date(reader, "refundedAt").value(),
    }
}
