//! From Invoiless' JSON to drafts, and from faults of the drafts back to it.

use super::{
    change::{Present, kept_or},
    fields::{ITEM_CHARS_MAX, SHORT_CHARS_MAX, cleared, date, object},
    read_beside::customer,
    status::goals,
};
use crate::words::SETTINGS;
use net30_app::{
    Field,
    invoices::{
        CustomerDraft, CustomerRef, DraftBody, InvoiceDraft, Known, LineDraft, TaxRef, Wanted,
    },
};
use net30_domain::{
    Decimal,
    document::{
        Adjustments, Content, Discount, DueDateSource, ExtraCharge, ExtraField, Line, Presentation,
        Texts,
    },
    html::Html,
    id::{CustomerId, LineId, ProductId},
    invoice::{Invoice, Stage},
    limits::{
        EXTRA_FIELDS_MAX, LINES_MAX, REFERENCE_CHARS_MAX, SLUG_CHARS_MAX, TAG_CHARS_MAX, TAGS_MAX,
    },
    tax::{Category, Rate, TAXES_MAX, Tax},
};
use net30_http::{
    fields::{html, html_field, in_place, link, present, text},
    json::{Item, Reader},
};
use serde_json::Value;
use uuid::Uuid;

/// Most characters of a document's texts that may be HTML: what stands beside documents is read by the domain's own bound.
const TEXT_CHARS_MAX: usize = 1000;
/// Most characters of the name of a tax, a discount or an extra field, as Invoiless' page has it.
const NAME_OF_RATE_CHARS_MAX: usize = 15;

/// A way to say how much.
type RateOf = fn(Decimal) -> Rate;
/// The two ways to say how much.
const RATES: [(&str, RateOf); 2] = [("Flat", Rate::Amount), ("Percentage", Rate::Percentage)];

/// Fields of a reply that a client may send back.
const READ_ONLY: [&str; 12] = [
    "id",
    "kind",
    "url",
    "subTotal",
    "netTotal",
    "tax",
    "total",
    "amountDue",
    "isOverdue",
    "createdAt",
    "updatedAt",
    "sentAt",
];

/// Reads an invoice, and where it is to stand. `present` is the one whose place it takes.
pub(super) fn invoice(
    reader: &Reader<'_>,
    present: Option<&Present<'_, Invoice>>,
) -> (InvoiceDraft, Option<Wanted>) {
    reader.ignore(&READ_ONLY);
    reader.ignore(&["paidAt"]);
    let wanted = if cleared(&reader.item("status")) {
        None
    } else {
        reader.choice("status", &goals()).value()
    };
    (draft(reader, present), wanted)
}

fn draft(reader: &Reader<'_>, present: Option<&Present<'_, Invoice>>) -> InvoiceDraft {
    let own_html = |key, of: fn(&Content) -> &Option<Html>| {
        let kept = |invoice: &Invoice| Field::of(of(&invoice.content).clone());
        kept_or(present, reader, key, kept, || html_field(reader, key, TEXT_CHARS_MAX))
    };
    let own_text = |key, chars_max, of: fn(&Content) -> &Option<String>| {
        let kept = |invoice: &Invoice| of(&invoice.content).clone();
        kept_or(present, reader, key, kept, || text(reader, key, chars_max))
    };
    // A due date that nobody gave follows from the terms again, unless the client gives one now.
    let keeps_terms_date = present.is_some_and(|present| {
        present.object.content.due_date_source == DueDateSource::Terms && !present.says("dueDate")
    });
    let language =
        if cleared(&reader.item("lang")) { None } else { reader.language("lang").value() };
    // In the order in which faults are told.
    let issue_date = date(reader, "date").value();
    let due_date = if keeps_terms_date { Field::Absent } else { date(reader, "dueDate") };
    let currency =
        if cleared(&reader.item("currency")) { None } else { reader.currency("currency").value() };
    let number = number(reader, present);
    let slug = own_text("slug", SLUG_CHARS_MAX, |content| &content.presentation.slug);
    let unsaid = unsaid_of_body(present);
    let body = DraftBody {
        currency,
        language,
        texts: Texts {
            header: own_text("header", SHORT_CHARS_MAX, |content| &content.texts.header),
            ..unsaid.texts
        },
        notes: own_html("notes", |content| &content.notes),
        terms: own_html("terms", |content| &content.terms),
        adjustments: adjustments(reader, present),
        taxes: kept_or(
            present,
            reader,
            "taxes",
            |invoice| Some(inline(&invoice.content.taxes)),
            || taxes(reader, present.map_or(&[], |present| &present.object.content.taxes), false),
        ),
        tax_included: Some(boolean(reader, "taxIncluded")),
        presentation: Presentation {
            slug,
            tags: kept_or(
                present,
                reader,
                "tags",
                |invoice| invoice.content.presentation.tags.clone(),
                || tags(reader),
            ),
            is_retainer: boolean(reader, "isRetainer"),
            ship_to: boolean(reader, "shipTo"),
        },
        lines: lines(reader, present),
        ..unsaid
    };
    let customer = customer_ref(reader, present);
    InvoiceDraft { issue_date, due_date, number, ..unsaid_beside(customer, body, present) }
}

/// What this API cannot say, as it is.
fn unsaid_of_body(present: Option<&Present<'_, Invoice>>) -> DraftBody {
    let Some(content) = present.map(|present| &present.object.content) else {
        return DraftBody::default();
    };
    DraftBody {
        texts: content.texts.clone(),
        payment_terms: Field::of(content.payment_terms.clone()),
        payment_days: Field::of(content.payment_days),
        payment_means: content.payment_means.clone(),
        deliver_to: content.deliver_to.clone(),
        references: content.references.clone(),
        template_id: content.template_id,
        metadata: content.metadata.clone(),
        ..DraftBody::default()
    }
}

/// As [`unsaid_of_body`], of what stands beside the body.
fn unsaid_beside(
    customer: CustomerRef,
    body: DraftBody,
    present: Option<&Present<'_, Invoice>>,
) -> InvoiceDraft {
    let bare = InvoiceDraft::of(customer, body);
    let Some(content) = present.map(|present| &present.object.content) else { return bare };
    InvoiceDraft {
        service: content.service,
        delivery_date: content.delivery_date,
        external_source: content.external_source.clone(),
        external_source_id: content.external_source_id.clone(),
        ..bare
    }
}

/// Discount, charge and amounts after tax. What else there is stays, and so do names that cannot be said.
fn adjustments(reader: &Reader<'_>, present: Option<&Present<'_, Invoice>>) -> Adjustments {
    let known = present.map(|present| present.object.content.adjustments.clone());
    let known = known.unwrap_or_default();
    let nameless = || (None, None);
    let (discount_name, discount_code) =
        known.discount.clone().map_or_else(nameless, |discount| (discount.name, discount.code));
    let (charge_name, charge_code) =
        known.extra_charge.clone().map_or_else(nameless, |charge| (charge.name, charge.code));
    Adjustments {
        discount: one_rate(reader, "discount").map(|rate| Discount {
            rate,
            name: discount_name,
            code: discount_code,
        }),
        extra_charge: one_rate(reader, "extraCharges").map(|rate| ExtraCharge {
            rate,
            name: charge_name,
            code: charge_code,
        }),
        extra_fields: kept_or(
            present,
            reader,
            "extraFields",
            |invoice| invoice.content.adjustments.extra_fields.clone(),
            || extra_fields(reader, present),
        ),
        ..known
    }
}

/// The number; an issued invoice keeps its own where the client says none.
fn number(reader: &Reader<'_>, present: Option<&Present<'_, Invoice>>) -> Option<String> {
    let kept = |invoice: &Invoice| invoice.content.number.clone();
    kept_or(present, reader, "number", kept, || {
        let said = text(reader, "number", SHORT_CHARS_MAX);
        let issued = present.filter(|present| !matches!(present.object.stage, Stage::Draft { .. }));
        said.or_else(|| issued.and_then(|present| kept(present.object)))
    })
}

fn boolean(reader: &Reader<'_>, key: &'static str) -> bool {
    !cleared(&reader.item(key)) && reader.boolean(key).value().unwrap_or(false)
}

/// How much, of an object that says type and value.
fn rate(reader: &Reader<'_>, default: RateOf) -> Option<Rate> {
    reader.require("value");
    let kind =
        if cleared(&reader.item("type")) { None } else { reader.choice("type", &RATES).value() };
    let value = reader.decimal("value").value()?;
    Some(kind.unwrap_or(default)(value))
}

fn one_rate(reader: &Reader<'_>, key: &'static str) -> Option<Rate> {
    rate(&object(reader, key)?, Rate::Percentage)
}

/// Extra fields. What a percentage is of cannot be said here: a field keeps it as long as it keeps its name.
fn extra_fields(reader: &Reader<'_>, before: Option<&Present<'_, Invoice>>) -> Vec<ExtraField> {
    let known = before.map_or(&[][..], |before| &before.object.content.adjustments.extra_fields);
    let read = |item: &Item<'_>| {
        let reader = present(item, item.object())?;
        let name = reader.required_text("name", NAME_OF_RATE_CHARS_MAX);
        let of = known.iter().find(|field| field.name == name).map(|field| field.of);
        let rate = rate(&reader, Rate::Percentage)?;
        Some(ExtraField { rate, name, of: of.unwrap_or_default() })
    };
    array(reader, "extraFields", EXTRA_FIELDS_MAX).iter().filter_map(read).collect()
}

fn array<'v>(reader: &Reader<'v>, key: &'static str, length_max: usize) -> Vec<Item<'v>> {
    if cleared(&reader.item(key)) {
        return vec![];
    }
    reader.array(key, 0..=length_max).value().unwrap_or_default()
}

fn tags(reader: &Reader<'_>) -> Vec<String> {
    let mut tags: Vec<String> = vec![];
    for item in &array(reader, "tags", TAGS_MAX) {
        let Some(tag) = present(item, item.text(TAG_CHARS_MAX)) else { continue };
        if tag.trim().is_empty() {
            item.fault("required", "must not be empty");
        } else if !tags.contains(&tag) {
            tags.push(tag);
        }
    }
    tags
}

/// Reads taxes. One that says the same as a known one is that one, with all that this API cannot say of it.
fn taxes(reader: &Reader<'_>, known: &[Tax], named: bool) -> Option<Vec<TaxRef>> {
    if reader.item("taxes").is_absent() {
        return None;
    }
    let read = |item: &Item<'_>| {
        let reader = present(item, item.object())?;
        if named && reader.item("name").is_absent() {
            reader.require("name");
        }
        let name = reader.text("name", NAME_OF_RATE_CHARS_MAX).value().unwrap_or_default();
        let rate = rate(&reader, Rate::Percentage)?;
        let same = known.iter().find(|tax| tax.name == name && tax.rate == rate);
        Some(TaxRef::Inline(same.cloned().unwrap_or_else(|| Tax {
            id: None,
            name,
            rate,
            category: Category::default_of(rate),
            exemption_reason: None,
            compound: false,
        })))
    };
    let items = array(reader, "taxes", TAXES_MAX);
    Some(items.iter().map(|item| in_place(item, read(item))).collect())
}

fn inline(taxes: &[Tax]) -> Vec<TaxRef> {
    taxes.iter().cloned().map(TaxRef::Inline).collect()
}

fn lines(reader: &Reader<'_>, present: Option<&Present<'_, Invoice>>) -> Vec<LineDraft> {
    if !reader.require("items") {
        return vec![];
    }
    let items = reader.array("items", 1..=LINES_MAX).value().unwrap_or_default();
    // Where one cannot be read, an empty one stands in its place: those behind it keep theirs.
    let read = |item: &Item<'_>| {
        let reader = net30_http::fields::present(item, item.object())?;
        let id: Option<LineId> =
            reader.item("id").value().and_then(Value::as_str).and_then(|text| text.parse().ok());
        let known = present.and_then(|present| {
            let lines = &present.object.content.lines;
            let index = lines.iter().position(|line| Some(line.id) == id)?;
            present.part("items", index, &lines[index])
        });
        Some(line(&reader, known.as_ref()))
    };
    items.iter().map(|item| read(item).unwrap_or_default()).collect()
}

fn line(reader: &Reader<'_>, present: Option<&Present<'_, Line>>) -> LineDraft {
    let own_text = |key, chars_max, of: fn(&Line) -> &Option<String>| {
        let kept = |line: &Line| of(line).clone();
        kept_or(present, reader, key, kept, || text(reader, key, chars_max))
    };
    let product_id: Option<ProductId> =
        if cleared(&reader.item("item")) { None } else { reader.id("item").value() };
    let known = present.map(|present| present.object);
    let kept_name = present.is_some_and(|present| present.keeps(reader, "name").is_some());
    let name = own_text("name", ITEM_CHARS_MAX, |line| &line.name);
    if product_id.is_none() && !kept_name {
        for key in ["quantity", "price"] {
            reader.require(key);
        }
        let said = reader.item("name");
        if said.is_absent() || cleared(&said) {
            reader.fault("name", "required", "is required");
        }
    }
    LineDraft {
        id: known.map(|line| line.id),
        product_id,
        name,
        description: kept_or(
            present,
            reader,
            "description",
            |line| line.description.clone(),
            || html(reader, "description", TEXT_CHARS_MAX),
        ),
        url: kept_or(present, reader, "url", |line| line.url.clone(), || link(reader, "url")),
        quantity: above_zero(reader, present),
        unit: own_text("unit", SHORT_CHARS_MAX, |line| &line.unit),
        unit_price: not_negative(reader, present),
        base_quantity: known.map(|line| line.base_quantity),
        flat_fee: known.and_then(|line| line.flat_fee),
        discount: kept_or(
            present,
            reader,
            "discount",
            |line| line.discount.clone(),
            || line_discount(reader),
        ),
        taxes: kept_or(
            present,
            reader,
            "taxes",
            |line| Some(inline(&line.taxes)),
            || taxes(reader, known.map_or(&[], |line| &line.taxes), true),
        ),
        service: known.map(|line| line.service).unwrap_or_default(),
        item: known.map(|line| line.item.clone()).unwrap_or_default(),
        display_order: known.and_then(|line| line.display_order),
    }
}

/// A quantity above 0, unless it is the one that the line has: other APIs take returns.
fn above_zero(reader: &Reader<'_>, present: Option<&Present<'_, Line>>) -> Option<Decimal> {
    let quantity = reader.decimal("quantity").value()?;
    let is_kept = present.is_some_and(|present| present.object.quantity == quantity);
    if quantity <= Decimal::ZERO && !is_kept {
        reader.fault("quantity", "out_of_range", "must be above 0");
    }
    Some(quantity)
}

/// A price that is not negative, unless it is the one that the line has: the native API takes what is taken off.
fn not_negative(reader: &Reader<'_>, present: Option<&Present<'_, Line>>) -> Option<Decimal> {
    let price = reader.decimal("price").value()?;
    let is_kept = present.is_some_and(|present| present.object.unit_price == price);
    if price < Decimal::ZERO && !is_kept {
        reader.fault("price", "out_of_range", "must not be negative");
    }
    Some(price)
}

fn line_discount(reader: &Reader<'_>) -> Option<Discount> {
    let reader = object(reader, "discount")?;
    let name = text(&reader, "name", NAME_OF_RATE_CHARS_MAX);
    Some(Discount { rate: rate(&reader, Rate::Amount)?, name, code: None })
}

/// To whom: the id of a customer, or details. A customer that is named by its id is not changed by an invoice.
fn customer_ref(reader: &Reader<'_>, present: Option<&Present<'_, Invoice>>) -> CustomerRef {
    // Where there is no id to read, a fault has been noted: this one is never looked for.
    let nobody = CustomerRef::Id(CustomerId(Uuid::nil()));
    if let Some(invoice) = present.and_then(|present| present.keeps(reader, "customer")) {
        return CustomerRef::Id(invoice.content.customer_id);
    }
    let item = reader.item("customer");
    if cleared(&item) || item.is_absent() {
        item.fault("required", "is required");
        return nobody;
    }
    if item.value().is_some_and(Value::is_string) {
        return item.id().value().map_or(nobody, CustomerRef::Id);
    }
    let Some(reader) = item.object().value() else { return nobody };
    let id = reader.item("id");
    if !id.is_absent() && !cleared(&id) {
        return reader.id("id").value().map_or(nobody, CustomerRef::Id);
    }
    let external_id = reader.required_text("internalId", REFERENCE_CHARS_MAX);
    let draft = customer(&reader, None);
    CustomerRef::Details(Box::new(CustomerDraft {
        external_id: Some(external_id),
        known: Known::ByExternalId,
        ..draft
    }))
}

/// Turns a pointer in native names into one into Invoiless' body. What the settings lack stays theirs.
pub(super) fn rename(pointer: &str) -> String {
    if pointer.starts_with(SETTINGS) {
        return pointer.to_owned();
    }
    let renamed = |step: &str| -> Option<&'static str> {
        Some(match step {
            "customer_id" => "customer",
            "issue_date" => "date",
            "due_date" => "dueDate",
            "discount_value" => "discount/value",
            "extra_charges" => "extraCharges",
            "extra_fields" => "extraFields",
            "product_id" => "item",
            "unit_price" => "price",
            "company" => "billTo/company",
            "external_id" => "internalId",
            _ => return None,
        })
    };
    pointer.split('/').map(|step| renamed(step).unwrap_or(step)).collect::<Vec<_>>().join("/")
}

/// Turns a pointer in native names into one into the body of a message.
pub(super) fn rename_of_message(pointer: &str) -> String {
    match pointer {
        "/to" => "/email".to_owned(),
        "/message" => "/body".to_owned(),
        same => same.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::rename;

    #[test]
    fn a_fault_points_into_the_clients_own_body() {
        for (native, own) in [
            ("/items/0/unit_price", "/items/0/price"),
            ("/items/2/discount_value", "/items/2/discount/value"),
            ("/items/2/product_id", "/items/2/item"),
            ("/items/1/taxes/0/value", "/items/1/taxes/0/value"),
            ("/discount_value", "/discount/value"),
            ("/extra_charges/value", "/extraCharges/value"),
            ("/extra_fields/1/value", "/extraFields/1/value"),
            ("/due_date", "/dueDate"),
            ("/customer_id", "/customer"),
            ("/customer/company", "/customer/billTo/company"),
            ("/status", "/status"),
            ("/settings/company/tax_id", "/settings/company/tax_id"),
        ] {
            assert_eq!(rename(native), own);
        }
    }
}
