//! From a client's JSON to the draft of an invoice.

use crate::{
    customers::read::{READ_ONLY as CUSTOMER_READ_ONLY, customer_of_invoice},
    read::{metadata, payment_terms, rate, taxes},
    status,
};
use net30_app::{
    Field,
    invoices::{CustomerRef, DraftBody, InvoiceDraft, LineDraft, TaxRef},
};
use net30_domain::{
    id::{CustomerId, TaxId},
    invoice::{
        Adjustments, Discount, ExtraCharge, ExtraField, Of, Presentation, References,
        ServicePeriod, Texts,
    },
    number::NUMBER_LENGTH_MAX,
    tax::{Rate, TAXES_MAX},
};
use net30_http::{
    fields::{HTML_CHARS_MAX, NAME_CHARS_MAX, html, html_field, link, present, text},
    json::{Item, Reader},
};
use uuid::Uuid;

/// Most lines of an invoice.
const LINES_MAX: usize = 1000;
/// Most extra fields.
const EXTRA_FIELDS_MAX: usize = 3;
/// Most tags, and most characters of one.
const TAGS_MAX: usize = 10;
const TAG_CHARS_MAX: usize = 50;
/// Most characters of a reference or an id of somebody else's.
const REFERENCE_CHARS_MAX: usize = 255;
/// Most characters of the name of a discount, a charge or an extra field.
const LABEL_CHARS_MAX: usize = 100;

/// Fields of a reply that a client may send back.
const READ_ONLY: [&str; 27] = [
    "id",
    "type",
    "totals",
    "payments",
    "credit_notes",
    "credits",
    "credited_items",
    "share_token",
    "links",
    "revision",
    "created_at",
    "updated_at",
    "issued_at",
    "sent_at",
    "viewed_at",
    "paid_at",
    "paid_on",
    "hidden",
    "voided_at",
    "scheduled_send_at",
    "recurring_invoice_id",
    "reminders_paused",
    "last_delivery",
    "early_payment_discount",
    "deleted_at",
    "warnings",
    "calculation",
];

/// Reads an invoice that is to be made, and whether it is issued at once.
pub(crate) fn new_invoice(reader: &Reader<'_>) -> (InvoiceDraft, bool) {
    let issue = reader.choice("status", &[("draft", false), ("open", true)]);
    (draft(reader), issue.value().unwrap_or(false))
}

/// Reads an invoice as it is to be, and the status that the client believes it to have.
///
/// What only replies have is passed over, so that a client can send back what it got.
pub(crate) fn whole_invoice(reader: &Reader<'_>) -> (InvoiceDraft, Option<&'static str>) {
    reader.ignore(&READ_ONLY);
    let words = status::WORDS.map(|word| (word, word));
    (draft(reader), reader.choice("status", &words).value())
}

/// Reads what each invoice of a schedule says.
pub(crate) fn pattern(reader: &Reader<'_>) -> InvoiceDraft {
    draft(reader)
}

/// Reads an invoice that takes the place of one whose status is `status`.
pub(crate) fn replacement(reader: &Reader<'_>, status: &str) -> InvoiceDraft {
    let (draft, believed) = whole_invoice(reader);
    if believed.is_some_and(|believed| believed != status) {
        let message = format!("is {status}; it follows from publish, void, payments and the like");
        reader.fault("status", "read_only", message);
    }
    draft
}

fn draft(reader: &Reader<'_>) -> InvoiceDraft {
    InvoiceDraft {
        issue_date: reader.date("issue_date").value(),
        due_date: reader.date("due_date"),
        service: service(reader),
        delivery_date: reader.date("delivery_date").value(),
        number: text(reader, "number", NUMBER_LENGTH_MAX),
        external_source: text(reader, "external_source", REFERENCE_CHARS_MAX),
        external_source_id: text(reader, "external_source_id", REFERENCE_CHARS_MAX),
        ..for_customer(reader)
    }
}

fn for_customer(reader: &Reader<'_>) -> InvoiceDraft {
    // In the order in which faults are told.
    let body = body(reader);
    InvoiceDraft::of(customer(reader), body)
}

fn body(reader: &Reader<'_>) -> DraftBody {
    let (payment_terms, payment_days) = payment_terms(reader);
    DraftBody {
        currency: reader.currency("currency").value(),
        language: reader.language("lang").value(),
        texts: texts(reader),
        notes: html_field(reader, "notes", HTML_CHARS_MAX),
        terms: html_field(reader, "terms", HTML_CHARS_MAX),
        payment_terms,
        payment_days,
        references: references(reader),
        adjustments: adjustments(reader),
        taxes: taxes(reader, "taxes"),
        tax_included: reader.boolean("tax_included").value(),
        template_id: reader.id("template_id").value(),
        presentation: presentation(reader),
        metadata: metadata(reader),
        lines: lines(reader),
    }
}

fn texts(reader: &Reader<'_>) -> Texts {
    Texts {
        header: text(reader, "header", 20),
        description: html(reader, "description", HTML_CHARS_MAX),
    }
}

fn references(reader: &Reader<'_>) -> References {
    References {
        buyer_reference: text(reader, "buyer_reference", REFERENCE_CHARS_MAX),
        purchase_order: text(reader, "purchase_order", REFERENCE_CHARS_MAX),
        contract_reference: text(reader, "contract_reference", REFERENCE_CHARS_MAX),
        project_reference: text(reader, "project_reference", REFERENCE_CHARS_MAX),
    }
}

fn adjustments(reader: &Reader<'_>) -> Adjustments {
    let charge = reader.object("extra_charges").value();
    Adjustments {
        discount: discount(reader),
        extra_charge: charge.and_then(|charge| extra_charge(&charge)),
        extra_fields: extra_fields(reader),
        round_to: reader.decimal("round_to").value(),
    }
}

fn presentation(reader: &Reader<'_>) -> Presentation {
    Presentation {
        slug: text(reader, "slug", 50),
        tags: tags(reader),
        is_retainer: reader.boolean("is_retainer").value().unwrap_or(false),
        ship_to: reader.boolean("ship_to").value().unwrap_or(false),
    }
}

/// The customer: an id wins over details, which must then be those of the same customer.
fn customer(reader: &Reader<'_>) -> CustomerRef {
    let nobody = CustomerRef::Id(CustomerId(Uuid::nil()));
    let id = reader.id::<CustomerId>("customer_id");
    let details = reader.object("customer");
    match (id, details) {
        (Field::Value(id), Field::Value(details)) => {
            let own_id = details.id::<CustomerId>("id").value();
            details.ignore_rest();
            if own_id != Some(id) {
                let message = "give either customer_id or customer, not two different ones";
                reader.fault("customer", "conflict", message);
            }
            CustomerRef::Id(id)
        }
        (Field::Value(id), _) => CustomerRef::Id(id),
        (_, Field::Value(details)) => {
            let id = details.item("id");
            if !id.is_absent() && !id.is_null() {
                details.ignore_rest();
                return id.id().value().map_or(nobody, CustomerRef::Id);
            }
            details.ignore(&CUSTOMER_READ_ONLY);
            CustomerRef::Details(Box::new(customer_of_invoice(&details)))
        }
        _ => {
            let is_missing = |key| {
                let item = reader.item(key);
                item.is_absent() || item.is_null()
            };
            if is_missing("customer_id") && is_missing("customer") {
                reader.fault("customer_id", "required", "is required, or customer");
            }
            nobody
        }
    }
}

fn service(reader: &Reader<'_>) -> ServicePeriod {
    ServicePeriod {
        start: reader.date("service_start_date").value(),
        end: reader.date("service_end_date").value(),
    }
}

fn discount(reader: &Reader<'_>) -> Option<Discount> {
    let name = text(reader, "discount_name", LABEL_CHARS_MAX);
    let rate = rate(reader, "discount_type", "discount_value", None)?;
    Some(Discount { rate, name })
}

fn extra_charge(reader: &Reader<'_>) -> Option<ExtraCharge> {
    let name = text(reader, "name", LABEL_CHARS_MAX);
    reader.require("value");
    let rate = rate(reader, "type", "value", None)?;
    Some(ExtraCharge { rate, name })
}

fn extra_fields(reader: &Reader<'_>) -> Vec<ExtraField> {
    let items = reader.array("extra_fields", 0..=EXTRA_FIELDS_MAX).value().unwrap_or_default();
    let field = |item: &Item<'_>| {
        let reader = present(item, item.object())?;
        let name = reader.required_text("name", LABEL_CHARS_MAX);
        reader.require("value");
        let of =
            reader.choice("of", &Of::ALL.map(|of| (of.word(), of))).value().unwrap_or_default();
        let rate = rate(&reader, "type", "value", None)?;
        Some(ExtraField { name, rate, of })
    };
    let unread = || ExtraField {
        name: String::new(),
        rate: Rate::Percentage(net30_domain::Decimal::ZERO),
        of: Of::default(),
    };
    items.iter().map(|item| field(item).unwrap_or_else(unread)).collect()
}

fn tags(reader: &Reader<'_>) -> Vec<String> {
    let items = reader.array("tags", 0..=TAGS_MAX).value().unwrap_or_default();
    let mut tags: Vec<String> = vec![];
    for item in &items {
        let Some(tag) = present(item, item.text(TAG_CHARS_MAX)) else { continue };
        if tag.trim().is_empty() {
            item.fault("required", "must not be empty");
        } else if !tags.contains(&tag) {
            tags.push(tag);
        }
    }
    tags
}

fn lines(reader: &Reader<'_>) -> Vec<LineDraft> {
    if !reader.require("items") {
        return vec![];
    }
    let items = reader.array("items", 1..=LINES_MAX).value().unwrap_or_default();
    // Where one cannot be read, an empty one stands in its place: those behind it keep theirs.
    let read = |item: &Item<'_>| present(item, item.object()).map(|reader| line(&reader));
    items.iter().map(|item| read(item).unwrap_or_default()).collect()
}

fn line(reader: &Reader<'_>) -> LineDraft {
    reader.ignore(&["net", "tax", "total"]);
    let order = reader.integer("display_order", i64::from(i32::MIN)..=i64::from(i32::MAX));
    LineDraft {
        id: reader.id("id").value(),
        product_id: reader.id("product_id").value(),
        name: text(reader, "name", NAME_CHARS_MAX),
        description: html(reader, "description", HTML_CHARS_MAX),
        url: link(reader, "url"),
        quantity: reader.decimal("quantity").value(),
        unit: text(reader, "unit", 20),
        unit_price: reader.decimal("unit_price").value(),
        base_quantity: reader.decimal("base_quantity").value(),
        flat_fee: reader.decimal("flat_fee").value(),
        discount: discount(reader),
        taxes: line_taxes(reader),
        service: service(reader),
        display_order: order.value().and_then(|order| i32::try_from(order).ok()),
    }
}

/// The line's taxes: spelt out, or by their ids. A reply says both; then they must agree.
fn line_taxes(reader: &Reader<'_>) -> Option<Vec<TaxRef>> {
    let spelt_out = taxes(reader, "taxes");
    let single = reader.id::<TaxId>("tax_id");
    let list = match reader.array("tax_ids", 0..=TAXES_MAX) {
        Field::Value(items) => {
            let id = |item: &Item<'_>| present(item, item.id()).unwrap_or(TaxId(Uuid::nil()));
            Field::Value(items.iter().map(id).collect())
        }
        Field::Null => Field::Null,
        Field::Absent => Field::Absent,
    };
    let list: Field<Vec<TaxId>> = list;
    let disagree = |key, with: &str| {
        reader.fault(key, "conflict", format!("does not agree with {with}; give only one of them"));
    };
    if let Some(spelt_out) = spelt_out {
        let ids: Vec<TaxId> = spelt_out.iter().filter_map(id_of).collect();
        if matches!(&list, Field::Value(list) if *list != ids) {
            disagree("tax_ids", "taxes");
        }
        if matches!(&single, Field::Value(single) if !ids.contains(single)) {
            disagree("tax_id", "taxes");
        }
        return Some(spelt_out);
    }
    match (list, single) {
        (Field::Value(list), single) => {
            if matches!(&single, Field::Value(single) if !list.contains(single)) {
                disagree("tax_id", "tax_ids");
            }
            Some(list.into_iter().map(TaxRef::Id).collect())
        }
        (_, Field::Value(single)) => Some(vec![TaxRef::Id(single)]),
        (Field::Null, _) | (_, Field::Null) => Some(vec![]),
        (Field::Absent, Field::Absent) => None,
    }
}

fn id_of(tax: &TaxRef) -> Option<TaxId> {
    match tax {
        TaxRef::Id(id) => Some(*id),
        TaxRef::Inline(tax) => tax.id,
    }
}
