//! From a client's JSON to the draft of an invoice.

use crate::{
    customers::read::{READ_ONLY as CUSTOMER_READ_ONLY, address, country, customer_of_invoice},
    read::{list_code, metadata, payment_terms, rate, tax, taxes},
    settings::read::bank,
    status,
};
use net30_app::{
    Field,
    invoices::{CustomerRef, DraftBody, InvoiceDraft, LineDraft, TaxRef},
};
use net30_domain::{
    bank::checked_iban,
    document::{
        Adjustments, AllowanceCharge, Card, Classification, DeliverTo, DirectDebit, Discount,
        ExtraCharge, ExtraField, ItemReferences, Of, PaymentMeans, PrecedingDocument, Presentation,
        References, SchemedId, ServicePeriod, Texts,
    },
    id::{CustomerId, TaxId},
    limits::{
        ACCOUNT_NUMBER_CHARS_MAX, ALLOWANCES_MAX, CARD_FIGURES_MAX, CARD_FIGURES_MIN,
        CLASSIFICATIONS_MAX, EXTRA_FIELDS_MAX, HEADER_CHARS_MAX, HTML_CHARS_MAX, LABEL_CHARS_MAX,
        LINES_MAX, NAME_CHARS_MAX, PRECEDING_MAX, REFERENCE_CHARS_MAX, SCHEME_CHARS_MAX,
        SEPA_ID_CHARS_MAX, SLUG_CHARS_MAX, TAG_CHARS_MAX, TAGS_MAX, TRANSFER_TEXT_CHARS_MAX,
        UNIT_CHARS_MAX, VERSION_CHARS_MAX,
    },
    number::NUMBER_CHARS_MAX,
    tax::{Rate, TAXES_MAX, Tax},
};
use net30_http::{
    fields::{html, html_field, link, present, text},
    json::{Item, Reader},
};
use uuid::Uuid;

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
pub fn new_invoice(reader: &Reader<'_>) -> (InvoiceDraft, bool) {
    let issue = reader.choice("status", &[("draft", false), ("open", true)]);
    (draft(reader), issue.value().unwrap_or(false))
}

/// Reads an invoice as it is to be, and the status that the client believes it to have.
///
/// What only replies have is passed over, so that a client can send back what it got.
pub fn whole_invoice(reader: &Reader<'_>) -> (InvoiceDraft, Option<&'static str>) {
    reader.ignore(&READ_ONLY);
    let words = status::WORDS.map(|word| (word, word));
    (draft(reader), reader.choice("status", &words).value())
}

/// Reads an invoice that is only looked at: nobody needs to be named yet.
pub fn looked_at(reader: &Reader<'_>) -> InvoiceDraft {
    reader.ignore(&READ_ONLY);
    let _ = reader.choice("status", &status::WORDS.map(|word| (word, word)));
    draft_for(reader, Nobody::MayBe)
}

/// Reads what each invoice of a schedule says.
pub(crate) fn pattern(reader: &Reader<'_>) -> InvoiceDraft {
    draft(reader)
}

/// Reads an invoice that takes the place of one whose status is `status`.
pub fn replacement(reader: &Reader<'_>, status: &str) -> InvoiceDraft {
    let (draft, believed) = whole_invoice(reader);
    if believed.is_some_and(|believed| believed != status) {
        let message = format!("is {status}; it follows from publish, void, payments and the like");
        reader.fault("status", "read_only", message);
    }
    draft
}

/// Whether a document may be for nobody.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Nobody {
    MayBe,
    MayNotBe,
}

fn draft(reader: &Reader<'_>) -> InvoiceDraft {
    draft_for(reader, Nobody::MayNotBe)
}

fn draft_for(reader: &Reader<'_>, nobody: Nobody) -> InvoiceDraft {
    InvoiceDraft {
        issue_date: reader.date("issue_date").value(),
        due_date: reader.date("due_date"),
        service: service(reader),
        delivery_date: reader.date("delivery_date").value(),
        number: text(reader, "number", NUMBER_CHARS_MAX),
        external_source: text(reader, "external_source", REFERENCE_CHARS_MAX),
        external_source_id: text(reader, "external_source_id", REFERENCE_CHARS_MAX),
        ..for_customer(reader, nobody)
    }
}

fn for_customer(reader: &Reader<'_>, nobody: Nobody) -> InvoiceDraft {
    // In the order in which faults are told.
    let body = body(reader);
    InvoiceDraft::of(customer(reader, nobody), body)
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
        payment_means: reader
            .object("payment_means")
            .value()
            .map(|reader| payment_means(&reader))
            .unwrap_or_default(),
        deliver_to: reader.object("deliver_to").value().and_then(|reader| deliver_to(&reader)),
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
        header: text(reader, "header", HEADER_CHARS_MAX),
        description: html(reader, "description", HTML_CHARS_MAX),
    }
}

fn references(reader: &Reader<'_>) -> References {
    References {
        buyer_reference: text(reader, "buyer_reference", REFERENCE_CHARS_MAX),
        purchase_order: text(reader, "purchase_order", REFERENCE_CHARS_MAX),
        contract_reference: text(reader, "contract_reference", REFERENCE_CHARS_MAX),
        project_reference: text(reader, "project_reference", REFERENCE_CHARS_MAX),
        preceding: preceding(reader),
    }
}

fn preceding(reader: &Reader<'_>) -> Vec<PrecedingDocument> {
    let items = reader.array("preceding_documents", 0..=PRECEDING_MAX).value().unwrap_or_default();
    let read = |item: &Item<'_>| {
        let reader = present(item, item.object())?;
        Some(PrecedingDocument {
            number: reader.required_text("number", NUMBER_CHARS_MAX),
            issue_date: reader.date("issue_date").value(),
        })
    };
    items.iter().filter_map(read).collect()
}

fn payment_means(reader: &Reader<'_>) -> PaymentMeans {
    let debited_iban = |reader: &Reader<'_>| {
        let written = text(reader, "debited_iban", ACCOUNT_NUMBER_CHARS_MAX)?;
        let checked = checked_iban(&written);
        checked.map_err(|message| reader.fault("debited_iban", "invalid_iban", message)).ok()
    };
    PaymentMeans {
        code: list_code(reader, "code"),
        reference: text(reader, "reference", TRANSFER_TEXT_CHARS_MAX),
        account: reader.object("bank").value().map(|bank| Box::new(self::bank(&bank))),
        direct_debit: reader.object("direct_debit").value().map(|reader| {
            Box::new(DirectDebit {
                mandate: text(&reader, "mandate", SEPA_ID_CHARS_MAX),
                creditor_id: text(&reader, "creditor_id", SEPA_ID_CHARS_MAX),
                debited_iban: debited_iban(&reader),
            })
        }),
        card: reader.object("card").value().map(|reader| Card {
            last_figures: last_figures(&reader),
            holder: text(&reader, "holder", NAME_CHARS_MAX),
        }),
    }
}

/// Four to six figures: whoever keeps more of a card's number keeps what others may steal.
fn last_figures(reader: &Reader<'_>) -> String {
    let figures = reader.required_text("last_figures", CARD_FIGURES_MAX);
    let is_good =
        figures.len() >= CARD_FIGURES_MIN && figures.bytes().all(|byte| byte.is_ascii_digit());
    if !figures.is_empty() && !is_good {
        reader.fault(
            "last_figures",
            "invalid_card",
            "must be the last four to six figures of a card's number",
        );
    }
    figures
}

fn deliver_to(reader: &Reader<'_>) -> Option<Box<DeliverTo>> {
    let to = DeliverTo {
        name: text(reader, "name", NAME_CHARS_MAX),
        address: address(reader, "address"),
    };
    (to != DeliverTo::default()).then(|| Box::new(to))
}

fn adjustments(reader: &Reader<'_>) -> Adjustments {
    let charge = reader.object("extra_charges").value();
    Adjustments {
        discount: discount(reader),
        allowances: allowances_charges(reader, "allowances"),
        charges: allowances_charges(reader, "charges"),
        extra_charge: charge.and_then(|charge| extra_charge(&charge)),
        extra_fields: extra_fields(reader),
        round_to: reader.decimal("round_to").value(),
    }
}

fn presentation(reader: &Reader<'_>) -> Presentation {
    Presentation {
        slug: text(reader, "slug", SLUG_CHARS_MAX),
        tags: tags(reader),
        is_retainer: reader.boolean("is_retainer").value().unwrap_or(false),
        ship_to: reader.boolean("ship_to").value().unwrap_or(false),
    }
}

/// The customer: an id wins over details, which must then be those of the same customer.
fn customer(reader: &Reader<'_>, may: Nobody) -> CustomerRef {
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
            let is_missing = is_missing("customer_id") && is_missing("customer");
            if is_missing && may == Nobody::MayNotBe {
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
    let code = list_code(reader, "discount_code");
    let rate = rate(reader, "discount_type", "discount_value", None)?;
    Some(Discount { rate, name, code })
}

fn extra_charge(reader: &Reader<'_>) -> Option<ExtraCharge> {
    let name = text(reader, "name", LABEL_CHARS_MAX);
    let code = list_code(reader, "code");
    reader.require("value");
    let rate = rate(reader, "type", "value", None)?;
    Some(ExtraCharge { rate, name, code })
}

fn allowances_charges(reader: &Reader<'_>, key: &'static str) -> Vec<AllowanceCharge> {
    let items = reader.array(key, 0..=ALLOWANCES_MAX).value().unwrap_or_default();
    let read = |item: &Item<'_>| {
        let reader = present(item, item.object())?;
        let reason = text(&reader, "reason", LABEL_CHARS_MAX);
        let code = list_code(&reader, "reason_code");
        let tax = reader.object("tax").value().and_then(|tax| {
            let id = tax.id::<TaxId>("id").value();
            self::tax(&tax).map(|found| Tax { id, ..found })
        });
        reader.require("value");
        let rate = rate(&reader, "type", "value", None)?;
        Some(AllowanceCharge { rate, reason, code, tax })
    };
    // Where one cannot be read, an empty one stands in its place: those behind it keep theirs.
    let unread = || AllowanceCharge {
        rate: Rate::Percentage(net30_domain::Decimal::ZERO),
        reason: None,
        code: None,
        tax: None,
    };
    items.iter().map(|item| read(item).unwrap_or_else(unread)).collect()
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
        unit: text(reader, "unit", UNIT_CHARS_MAX),
        unit_price: reader.decimal("unit_price").value(),
        base_quantity: reader.decimal("base_quantity").value(),
        flat_fee: reader.decimal("flat_fee").value(),
        discount: discount(reader),
        taxes: line_taxes(reader),
        service: service(reader),
        item: item_references(reader),
        display_order: order.value().and_then(|order| i32::try_from(order).ok()),
    }
}

fn item_references(reader: &Reader<'_>) -> ItemReferences {
    let standard = reader.object("standard_item_id").value();
    let classifications = reader.array("classifications", 0..=CLASSIFICATIONS_MAX).value();
    let classification = |item: &Item<'_>| {
        let reader = present(item, item.object())?;
        Some(Classification {
            scheme: reader.required_text("scheme", SCHEME_CHARS_MAX),
            version: text(&reader, "version", VERSION_CHARS_MAX),
            code: reader.required_text("code", REFERENCE_CHARS_MAX),
        })
    };
    ItemReferences {
        unit_code: list_code(reader, "unit_code"),
        note: text(reader, "note", HTML_CHARS_MAX),
        order_line: text(reader, "order_line", REFERENCE_CHARS_MAX),
        seller_item_id: text(reader, "seller_item_id", REFERENCE_CHARS_MAX),
        buyer_item_id: text(reader, "buyer_item_id", REFERENCE_CHARS_MAX),
        standard_item_id: standard.map(|reader| SchemedId {
            scheme: reader.required_text("scheme", SCHEME_CHARS_MAX),
            id: reader.required_text("id", REFERENCE_CHARS_MAX),
        }),
        classifications: classifications
            .unwrap_or_default()
            .iter()
            .filter_map(classification)
            .collect(),
        origin_country: country(reader, "origin_country"),
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
