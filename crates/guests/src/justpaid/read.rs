//! From JustPaid's JSON to drafts, and from faults of the drafts back to it.

use super::status::starts;
use net30_app::invoices::{
    CreateAt, CustomerDraft, CustomerRef, DraftBody, InvoiceDraft, LineDraft, NewPayment, TaxRef,
};
use net30_domain::{
    Decimal,
    customer::{Name, Party},
    document::{Discount, ServicePeriod, Texts},
    id::{CustomerId, InvoiceId},
    limits::{EMAILS_MAX, HTML_CHARS_MAX, LINES_MAX, NAME_CHARS_MAX, REFERENCE_CHARS_MAX},
    money::{Currency, parse_decimal},
    number::NUMBER_CHARS_MAX,
    payment::Method,
    tax::{Category, Rate, Tax},
    text::Email,
};
use net30_http::{
    fields::{email, html, present, text},
    json::{Item, Reader},
    problem::{Place, Problem},
};
use serde_json::Value;
use uuid::Uuid;

/// Most characters of a customer's name, contact and e-mail address.
const PARTY_CHARS_MAX: usize = 100;
/// Most characters of a telephone number, which is below what others take.
const PHONE_CHARS_MAX: usize = 20;
/// Most characters of a number that a tax office gave, likewise.
const TAX_ID_CHARS_MAX: usize = 25;

/// Reads an invoice that is to be made, and where it is to stand at once.
pub(super) fn invoice(reader: &Reader<'_>) -> CreateAt {
    let wanted = reader.choice("invoice_status", &starts()).value().flatten();
    reader.require("customer");
    // Where there is no id to read, a fault has been noted: this one is never looked for.
    let customer = reader.id("customer").value().unwrap_or(CustomerId(Uuid::nil()));
    let mut currency = reader.currency("currency").value();
    let lines = lines(reader, &mut currency);
    let description = html(reader, "description", HTML_CHARS_MAX);
    let texts = Texts { description, ..Texts::default() };
    let body = DraftBody { currency, texts, lines, ..DraftBody::default() };
    let draft = InvoiceDraft {
        issue_date: reader.date("invoice_date").value(),
        due_date: reader.date("due_date"),
        service: service(reader),
        number: text(reader, "invoice_number", NUMBER_CHARS_MAX),
        external_source: text(reader, "external_source", REFERENCE_CHARS_MAX),
        external_source_id: text(reader, "external_source_id", REFERENCE_CHARS_MAX),
        ..InvoiceDraft::of(CustomerRef::Id(customer), body)
    };
    CreateAt { draft, wanted }
}

fn service(reader: &Reader<'_>) -> ServicePeriod {
    ServicePeriod {
        start: reader.date("service_start_date").value(),
        end: reader.date("service_end_date").value(),
    }
}

fn lines(reader: &Reader<'_>, currency: &mut Option<Currency>) -> Vec<LineDraft> {
    if !reader.require("line_items") {
        return vec![];
    }
    let items = reader.array("line_items", 1..=LINES_MAX).value().unwrap_or_default();
    let mut read = |item: &Item<'_>| {
        // Where one cannot be read, an empty one stands in its place: those behind it keep theirs.
        present(item, item.object()).map(|reader| line(&reader, currency)).unwrap_or_default()
    };
    items.iter().map(&mut read).collect()
}

/// Reads a line. All lines are in the invoice's currency, which the first that names one may say.
fn line(reader: &Reader<'_>, currency: &mut Option<Currency>) -> LineDraft {
    if let Some(own) = reader.currency("currency").value()
        && *currency.get_or_insert(own) != own
    {
        reader.fault("currency", "conflict", "is not the currency of the invoice");
    }
    if is_blank(reader, "name") && is_blank(reader, "description") {
        reader.fault("name", "required", "is required, or description");
    }
    reader.require("unit_price");
    let order = reader.integer("display_order", i64::from(i32::MIN)..=i64::from(i32::MAX));
    LineDraft {
        name: text(reader, "name", NAME_CHARS_MAX),
        description: html(reader, "description", HTML_CHARS_MAX),
        quantity: checked(reader, "quantity", |quantity| {
            quantity.is_zero().then_some("must not be zero")
        }),
        unit_price: checked(reader, "unit_price", |price| {
            (price < Decimal::ZERO).then_some("must not be negative")
        }),
        flat_fee: reader.decimal("flat_fee").value(),
        discount: rate(reader, "discount_percent", "discount_amount").map(|rate| Discount {
            rate,
            name: None,
            code: None,
        }),
        taxes: tax(reader).map(|tax| vec![TaxRef::Inline(tax)]),
        service: service(reader),
        display_order: order.value().and_then(|order| i32::try_from(order).ok()),
        ..LineDraft::default()
    }
}

/// Reads a number of which `wrong` says what is wrong with it: this API has neither text between lines nor prices below
/// zero.
fn checked(
    reader: &Reader<'_>,
    key: &'static str,
    wrong: fn(Decimal) -> Option<&'static str>,
) -> Option<Decimal> {
    let value = reader.decimal(key).value()?;
    if let Some(message) = wrong(value) {
        reader.fault(key, "out_of_range", message);
    }
    Some(value)
}

fn is_blank(reader: &Reader<'_>, key: &'static str) -> bool {
    let item = reader.item(key);
    let is_empty = |value: &Value| value.as_str().is_some_and(|text| text.trim().is_empty());
    item.is_absent() || item.is_null() || item.value().is_some_and(is_empty)
}

/// Reads how much: the percentage, else the amount. Clients that send both mean the percentage, unless it is 0.
fn rate(reader: &Reader<'_>, percent_key: &'static str, amount_key: &'static str) -> Option<Rate> {
    let percent = reader.decimal(percent_key).value();
    if let Some(percent) = percent.filter(|percent| !percent.is_zero()) {
        return Some(Rate::Percentage(percent));
    }
    let amount = reader.decimal(amount_key).value().filter(|amount| !amount.is_zero());
    amount.map(Rate::Amount).or(percent.map(Rate::Percentage))
}

/// Reads the line's own tax; none leaves it to the account's.
fn tax(reader: &Reader<'_>) -> Option<Tax> {
    let name = text(reader, "tax_name", NAME_CHARS_MAX);
    let mut found = rate(reader, "tax_rate", "tax_amount");
    if found.is_none() && name.is_some() {
        if is_blank(reader, "tax_rate") && is_blank(reader, "tax_amount") {
            reader.fault("tax_rate", "required", "is required beside tax_name, or tax_amount");
        } else {
            // A named tax of 0 is a tax: the line is zero-rated.
            found = Some(Rate::Percentage(Decimal::ZERO));
        }
    }
    let rate = found?;
    Some(Tax {
        id: None,
        name: name.unwrap_or_default(),
        rate,
        category: Category::default_of(rate),
        exemption_reason: None,
        compound: false,
    })
}

/// Reads a customer that is to be made.
pub(super) fn customer(reader: &Reader<'_>) -> CustomerDraft {
    let company = reader.required_text("name", PARTY_CHARS_MAX);
    // Checked beside the address itself, since the page's limit is below that of an address.
    let _ = reader.text("email", PARTY_CHARS_MAX);
    CustomerDraft {
        party: Party {
            name: Name { company: Some(company), ..Name::default() },
            contact_name: text(reader, "contact_name", PARTY_CHARS_MAX),
            email: email(reader, "email"),
            additional_emails: emails(reader, "additional_emails"),
            billing_emails: emails(reader, "billing_emails"),
            phone: text(reader, "phone_number", PHONE_CHARS_MAX),
            tax_id: text(reader, "tax_id", TAX_ID_CHARS_MAX),
            ..Party::default()
        },
        currency: reader.currency("currency").value(),
        external_id: text(reader, "external_id", REFERENCE_CHARS_MAX),
        ..CustomerDraft::default()
    }
}

fn emails(reader: &Reader<'_>, key: &'static str) -> Vec<Email> {
    let items = reader.array(key, 0..=EMAILS_MAX).value().unwrap_or_default();
    items.iter().filter_map(|item| present(item, item.email())).collect()
}

/// Reads a payment, and which invoice it pays.
pub(super) fn payment(reader: &Reader<'_>) -> (InvoiceId, NewPayment) {
    reader.require("invoice");
    let methods = Method::ALL.map(|method| (method.word(), method));
    let payment = NewPayment {
        amount: reader.decimal("amount").value(),
        method: reader.choice("payment_method", &methods).value(),
        reference: text(reader, "reference", REFERENCE_CHARS_MAX),
        notes: text(reader, "notes", HTML_CHARS_MAX),
        date: reader.date("payment_date").value(),
    };
    // Where there is no id to read, a fault has been noted: this one is never looked for.
    (reader.id("invoice").value().unwrap_or(InvoiceId(Uuid::nil())), payment)
}

/// Turns a pointer in native names into one into JustPaid's body.
pub(super) fn rename(pointer: &str) -> String {
    let Some(line) = pointer.strip_prefix("/items") else {
        return match pointer {
            "/customer_id" => "/customer".to_owned(),
            "/issue_date" => "/invoice_date".to_owned(),
            "/number" => "/invoice_number".to_owned(),
            "/company" => "/name".to_owned(),
            "/phone" => "/phone_number".to_owned(),
            "/date" => "/payment_date".to_owned(),
            "/method" => "/payment_method".to_owned(),
            "/status" => "/invoice_status".to_owned(),
            same => same.to_owned(),
        };
    };
    let mut steps = line.splitn(3, '/').skip(1);
    match (steps.next(), steps.next()) {
        (Some(index), Some("discount_value")) => format!("/line_items/{index}/discount_percent"),
        (Some(index), Some(field)) if field.starts_with("taxes") => {
            format!("/line_items/{index}/tax_rate")
        }
        _ => format!("/line_items{line}"),
    }
}

/// Turns pointers to a percentage into those to the amount where the client gave that.
pub(super) fn into_words_of(body: &Value, mut problem: Problem) -> Problem {
    let says_something = |at: &str| {
        let text = match body.pointer(at) {
            Some(Value::String(text)) => text.clone(),
            Some(Value::Number(number)) => number.to_string(),
            _ => return false,
        };
        parse_decimal(&text).is_ok_and(|value| !value.is_zero())
    };
    for entry in &mut problem.errors {
        let Place::Pointer(pointer) = &mut entry.place else { continue };
        for (percent, amount) in
            [("/discount_percent", "/discount_amount"), ("/tax_rate", "/tax_amount")]
        {
            if let Some(line) = pointer.strip_suffix(percent) {
                let other = format!("{line}{amount}");
                if !says_something(pointer) && says_something(&other) {
                    *pointer = other;
                    break;
                }
            }
        }
    }
    problem
}

#[cfg(test)]
mod tests {
    use super::{into_words_of, rename};
    use net30_domain::fault::Fault;
    use net30_http::problem::{Place, Problem};
    use serde_json::json;

    #[test]
    fn a_pointer_leads_into_the_clients_own_body() {
        for (native, own) in [
            ("/customer_id", "/customer"),
            ("/issue_date", "/invoice_date"),
            ("/due_date", "/due_date"),
            ("/number", "/invoice_number"),
            ("/items", "/line_items"),
            ("/items/2", "/line_items/2"),
            ("/items/2/unit_price", "/line_items/2/unit_price"),
            ("/items/0/taxes/0/value", "/line_items/0/tax_rate"),
            ("/items/0/discount_value", "/line_items/0/discount_percent"),
        ] {
            assert_eq!(rename(native), own);
        }
    }

    #[test]
    fn a_discount_in_money_is_named_as_such() {
        let body = json!({"line_items": [
            {"discount_amount": "5"},
            {"discount_percent": 0, "discount_amount": 5},
            {"discount_percent": 10, "discount_amount": 5},
        ]});
        let faults = (0..3).map(|index| {
            Fault::new(format!("/line_items/{index}/discount_percent"), "out_of_range", "is wrong")
        });
        let problem = into_words_of(&body, Problem::invalid_body(faults.collect()));
        let places: Vec<Place> = problem.errors.into_iter().map(|entry| entry.place).collect();
        let pointer = |text: &str| Place::Pointer(text.to_owned());
        assert_eq!(
            places,
            [
                pointer("/line_items/0/discount_amount"),
                pointer("/line_items/1/discount_amount"),
                pointer("/line_items/2/discount_percent"),
            ]
        );
    }
}
