//! The JSON of invoices and credit notes.

use super::wire_actions::Payment;
use crate::{
    customers::wire::{Customer, CustomerBody},
    settings::wire::Bank,
    wire::{Address, Metadata, RateType, Tax, Warning},
};
use jiff::{Timestamp, civil::Date};
use net30_http::{changes, number::Number};
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;
use uuid::Uuid;

/// Declares what invoices and the patterns of recurring invoices say in the same words. An invoice says `null` where there
/// is nothing, a pattern leaves it out.
macro_rules! said_of_both {
    (
        $(#[$doc:meta])*
        $whole:ident, $sparse:ident { $($(#[$about:meta])* $field:ident: $kind:ty,)* }
    ) => {
        $(#[$doc])*
        #[derive(Serialize, ToSchema)]
        pub(crate) struct $whole {
            $($(#[$about])* pub(crate) $field: $kind,)*
        }

        $(#[$doc])*
        #[derive(Serialize, ToSchema)]
        pub(crate) struct $sparse {
            $(
                #[serde(skip_serializing_if = "is_nothing")]
                $(#[$about])*
                pub(crate) $field: $kind,
            )*
        }

        impl From<$whole> for $sparse {
            fn from(whole: $whole) -> Self {
                Self { $($field: whole.$field),* }
            }
        }
    };
}

/// Whether a field says nothing.
fn is_nothing<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

said_of_both! {
    /// What a document says of itself.
    Texts, PatternTexts {
        /// What the document calls itself in place of "Invoice".
        #[schema(max_length = 20, example = json!(null))]
        header: Option<String>,
        /// What it is for. Sanitised HTML.
        #[schema(max_length = 10000, example = json!(null))]
        description: Option<String>,
    }
}

said_of_both! {
    /// By what others know the document.
    References, PatternReferences {
        /// The buyer's reference, such as a Leitweg-ID.
        #[schema(max_length = 255, example = json!(null))]
        buyer_reference: Option<String>,
        /// The buyer's order number.
        #[schema(max_length = 255, example = json!(null))]
        purchase_order: Option<String>,
        /// Number of the contract.
        #[schema(max_length = 255, example = json!(null))]
        contract_reference: Option<String>,
        /// Number of the project.
        #[schema(max_length = 255, example = json!(null))]
        project_reference: Option<String>,
        /// Documents that this one follows, such as one that it corrects. A credit note names its invoice in `credits`.
        #[schema(required = false, max_items = 20)]
        preceding_documents: Vec<PrecedingDocument>,
    }
}

said_of_both! {
    /// What is taken off the lines' sum, and added to it.
    Adjustments, PatternAdjustments {
        /// Whether `discount_value` is per cent of the subtotal or an amount.
        discount_type: Option<RateType>,
        /// Discount on the whole document.
        discount_value: Option<Number>,
        /// What the discount is called.
        #[schema(max_length = 100, example = json!(null))]
        discount_name: Option<String>,
        /// Why it is given, as a code of UNTDID 5189, such as `95`.
        #[schema(max_length = 3, example = json!(null))]
        discount_code: Option<String>,
        /// A charge on the whole document, such as freight.
        extra_charges: Option<ExtraCharge>,
        /// What is taken off besides, each for a reason and off the items of its tax.
        #[schema(required = false, max_items = 20)]
        allowances: Vec<AllowanceCharge>,
        /// What is added besides, each for a reason and with its tax.
        #[schema(required = false, max_items = 20)]
        charges: Vec<AllowanceCharge>,
        /// Amounts after tax: a withholding, a tip. May be negative.
        #[schema(required = false, max_items = 3)]
        extra_fields: Vec<ExtraField>,
    }
}

said_of_both! {
    /// By what others know the item of a line, and how they count it.
    ItemReferences, PatternItemReferences {
        /// The unit as a code of UN/ECE Rec 20, such as `HUR`; from the word in `unit` if left out.
        #[schema(max_length = 3, example = json!(null))]
        unit_code: Option<String>,
        /// What else there is to say of the line.
        #[schema(max_length = 10000, example = json!(null))]
        note: Option<String>,
        /// The line of the buyer's order.
        #[schema(max_length = 255, example = json!(null))]
        order_line: Option<String>,
        /// Your article number; the product's `sku` if left out.
        #[schema(max_length = 255, example = json!(null))]
        seller_item_id: Option<String>,
        /// The buyer's article number.
        #[schema(max_length = 255, example = json!(null))]
        buyer_item_id: Option<String>,
        /// A number that everybody knows, such as a GTIN.
        standard_item_id: Option<SchemedId>,
        /// Where the item stands in classifications.
        #[schema(required = false, max_items = 10)]
        classifications: Vec<Classification>,
        /// Where the item comes from, ISO 3166-1 alpha-2.
        #[schema(max_length = 2, example = json!(null))]
        origin_country: Option<String>,
    }
}

/// An id, and whose it is.
#[derive(PartialEq, Serialize, ToSchema)]
pub(crate) struct SchemedId {
    /// ISO 6523 code of the scheme; `0160` for a GTIN.
    #[schema(max_length = 10, example = "0160")]
    pub(crate) scheme: String,
    /// The id in that scheme.
    #[schema(max_length = 255, example = "4012345000009")]
    pub(crate) id: String,
}

/// A class of a classification.
#[derive(PartialEq, Serialize, ToSchema)]
pub(crate) struct Classification {
    /// Which classification, as a code of UNTDID 7143; `STI` for the CPV.
    #[schema(max_length = 10, example = "STI")]
    pub(crate) scheme: String,
    /// Which edition of it.
    #[schema(max_length = 50, example = json!(null))]
    pub(crate) version: Option<String>,
    /// The class.
    #[schema(max_length = 255, example = "72000000")]
    pub(crate) code: String,
}

/// A document that another one follows.
#[derive(PartialEq, Serialize, ToSchema)]
pub(crate) struct PrecedingDocument {
    /// Its number.
    #[schema(max_length = 100, example = "INV-2025-0042")]
    pub(crate) number: String,
    /// Its date.
    #[schema(example = "2025-12-01")]
    pub(crate) issue_date: Option<Date>,
}

/// How a document is to be paid. What is left out is as your settings say.
#[derive(Serialize, ToSchema)]
pub(crate) struct PaymentMeans {
    /// By which means, as a code of UNTDID 4461: `30` transfer, `58` SEPA transfer, `48`, `54`, `55` cards, `59` SEPA direct
    /// debit.
    #[schema(max_length = 3, example = "58")]
    pub(crate) code: Option<String>,
    /// What the payer writes with the payment; the document's number if left out.
    #[schema(max_length = 140, example = json!(null))]
    pub(crate) reference: Option<String>,
    /// To which account.
    pub(crate) bank: Option<Bank>,
    /// By which direct debit it is collected.
    pub(crate) direct_debit: Option<DirectDebit>,
    /// By which card it was or will be paid.
    pub(crate) card: Option<Card>,
}

/// A direct debit.
#[derive(Serialize, ToSchema)]
pub(crate) struct DirectDebit {
    /// The mandate.
    #[schema(max_length = 35, example = "MANDATE-1")]
    pub(crate) mandate: Option<String>,
    /// Your id as a creditor; your settings' if left out.
    #[schema(max_length = 35, example = json!(null))]
    pub(crate) creditor_id: Option<String>,
    /// The account that is debited: its check figures are checked.
    #[schema(max_length = 50, example = "DE02120300000000202051")]
    pub(crate) debited_iban: Option<String>,
}

/// A card.
#[derive(Serialize, ToSchema)]
pub(crate) struct Card {
    /// The last four to six figures of its number.
    #[schema(min_length = 4, max_length = 6, example = "4242")]
    pub(crate) last_figures: String,
    /// Whose it is.
    #[schema(max_length = 255, example = json!(null))]
    pub(crate) holder: Option<String>,
}

/// Who received the goods, and where.
#[derive(Serialize, ToSchema)]
pub(crate) struct DeliverTo {
    /// Who.
    #[schema(max_length = 255, example = "Globex Warehouse")]
    pub(crate) name: Option<String>,
    /// Where.
    pub(crate) address: Option<Address>,
}

/// What requests and replies say of a document in the same words.
#[derive(Serialize, ToSchema)]
pub(crate) struct InvoiceFields {
    /// To whom: one of your customers.
    pub(crate) customer_id: Option<Uuid>,
    /// The date of the document; today if left out.
    #[schema(example = "2026-01-15")]
    pub(crate) issue_date: Option<Date>,
    /// When it is to be paid, not before `issue_date`. Left out: from `payment_days`, else from `payment_terms`, so that
    /// "Net 30" gives 30 days. One that comes from the terms moves with them and with `issue_date`.
    #[schema(example = "2026-02-14")]
    pub(crate) due_date: Option<Date>,
    /// First day of the service.
    #[schema(example = json!(null))]
    pub(crate) service_start_date: Option<Date>,
    /// Last day of the service.
    #[schema(example = json!(null))]
    pub(crate) service_end_date: Option<Date>,
    /// When the goods were delivered.
    #[schema(example = json!(null))]
    pub(crate) delivery_date: Option<Date>,
    /// ISO 4217 code; the customer's or the account's if left out.
    #[schema(example = "USD")]
    pub(crate) currency: Option<String>,
    /// Language of the document; the customer's or the account's if left out.
    #[schema(example = "en")]
    pub(crate) lang: Option<String>,
    /// The document's number. In a request: the number that it is to have, in place of the next one of the sequence.
    #[schema(max_length = 100, example = json!(null))]
    pub(crate) number: Option<String>,
    /// Part of the public link.
    #[schema(max_length = 50, example = json!(null))]
    pub(crate) slug: Option<String>,
    #[serde(flatten)]
    pub(crate) texts: Texts,
    /// Sanitised HTML.
    #[schema(max_length = 10000, example = "Thank you for your business")]
    pub(crate) notes: Option<String>,
    /// Sanitised HTML.
    #[schema(max_length = 10000, example = json!(null))]
    pub(crate) terms: Option<String>,
    /// Such as "Net 30", "14 Tage netto", "30 days EOM" or "2/10 net 30"; the customer's or the account's if left out.
    /// Terms that are not understood whole give no due date.
    #[schema(max_length = 255, example = "Net 30")]
    pub(crate) payment_terms: Option<String>,
    /// Days from `issue_date` to `due_date`, in place of what `payment_terms` says.
    #[schema(minimum = 0, maximum = 3650, example = json!(null))]
    pub(crate) payment_days: Option<i32>,
    /// How it is to be paid, as electronic invoices say it.
    pub(crate) payment_means: Option<PaymentMeans>,
    /// Who received the goods, and where; the customer if left out.
    pub(crate) deliver_to: Option<DeliverTo>,
    #[serde(flatten)]
    pub(crate) references: References,
    #[serde(flatten)]
    pub(crate) adjustments: Adjustments,
    /// Taxes of the items that name none.
    #[schema(required = false, max_items = 3)]
    pub(crate) taxes: Vec<Tax>,
    /// Whether prices include tax.
    pub(crate) tax_included: Option<bool>,
    /// How the document looks; the account's choice if none.
    pub(crate) template_id: Option<Uuid>,
    /// Words to find it by, at most 50 characters each.
    #[schema(required = false, max_items = 10, example = json!(["web"]))]
    pub(crate) tags: Vec<String>,
    /// Whether it is a retainer.
    #[schema(required = false)]
    pub(crate) is_retainer: bool,
    /// Whether the shipping address is printed.
    #[schema(required = false)]
    pub(crate) ship_to: bool,
    /// Where the document comes from.
    #[schema(max_length = 255, example = json!(null))]
    pub(crate) external_source: Option<String>,
    /// Its id there; unique together with `external_source`.
    #[schema(max_length = 255, example = json!(null))]
    pub(crate) external_source_id: Option<String>,
    /// The amount due is rounded to a multiple of it, such as 0.05 in Switzerland.
    pub(crate) round_to: Option<Number>,
    /// Free data of yours.
    pub(crate) metadata: Option<Metadata>,
}

/// An invoice as a client writes it. `customer_id` or `customer`, and `items`, are required.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({
    "customer": {"company": "Globex Corporation", "email": "billing@globex.example"},
    "issue_date": "2026-01-15",
    "payment_terms": "Net 30",
    "currency": "USD",
    "notes": "Thank you for your business",
    "taxes": [{"name": "Sales tax", "value": 8.875}],
    "items": [{"name": "Web development", "quantity": 40, "unit": "hour", "unit_price": 150}]
}))]
pub(crate) struct InvoiceBody {
    #[serde(flatten)]
    pub(crate) fields: InvoiceFields,
    /// To whom, spelt out: found by `external_id`, else by `email` and the same name, else made.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) customer: Option<CustomerBody>,
    /// `open` issues at once, as `?issue=true` does; only when an invoice is made.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, example = "draft")]
    pub(crate) status: Option<&'static str>,
    /// The lines.
    #[schema(min_items = 1, max_items = 1000)]
    pub(crate) items: Vec<ItemBody>,
}

changes!(InvoiceChanges of InvoiceBody);

/// A charge on the whole document.
#[derive(PartialEq, Serialize, ToSchema)]
pub(crate) struct ExtraCharge {
    /// Whether `value` is per cent of the subtotal less discount, or an amount; with tax where prices include it.
    pub(crate) r#type: RateType,
    /// How much.
    pub(crate) value: Number,
    /// What it is called.
    #[schema(max_length = 100, example = "Freight")]
    pub(crate) name: Option<String>,
    /// Why it is asked for, as a code of UNTDID 7161, such as `FC`.
    #[schema(max_length = 3, example = json!(null))]
    pub(crate) code: Option<String>,
}

/// What is taken off the whole document, or added to it.
#[derive(PartialEq, Serialize, ToSchema)]
pub(crate) struct AllowanceCharge {
    /// Whether `value` is per cent of the subtotal (of a charge: less discount and allowances), or an amount; with tax where
    /// prices include it.
    pub(crate) r#type: RateType,
    /// How much; not negative.
    pub(crate) value: Number,
    /// Why.
    #[schema(max_length = 100, example = "Quantity discount")]
    pub(crate) reason: Option<String>,
    /// Why, as a code: of UNTDID 5189 for an allowance, of UNTDID 7161 for a charge.
    #[schema(max_length = 3, example = "95")]
    pub(crate) reason_code: Option<String>,
    /// The tax of the items that an allowance is taken off; its name may be left out. Of a charge, the tax that it bears. If
    /// left out, an allowance is taken off all items, and a charge bears the document's taxes, or those that most is paid for.
    pub(crate) tax: Option<Tax>,
}

/// An amount after tax.
#[derive(PartialEq, Serialize, ToSchema)]
pub(crate) struct ExtraField {
    /// What it is called.
    #[schema(max_length = 100, example = "Withholding")]
    pub(crate) name: String,
    /// Whether `value` is per cent, or an amount.
    pub(crate) r#type: RateType,
    /// How much; may be negative.
    pub(crate) value: Number,
    /// What a percentage is of: `gross`, or `net` for withholdings.
    #[schema(example = "gross")]
    pub(crate) of: &'static str,
}

/// A line as a client writes it. It needs `name`, `description` or `product_id`, and a price unless the product has one.
#[derive(Serialize, ToSchema)]
pub(crate) struct ItemBody {
    /// The line that it stands for, when an invoice is replaced; a line without keeps no history of its own.
    pub(crate) id: Option<Uuid>,
    /// The product that supplies what the line leaves out.
    pub(crate) product_id: Option<Uuid>,
    /// What it is.
    #[schema(max_length = 255, example = "Web development")]
    pub(crate) name: Option<String>,
    /// Sanitised HTML.
    #[schema(max_length = 10000, example = json!(null))]
    pub(crate) description: Option<String>,
    /// Link to the article, http or https.
    #[schema(max_length = 2000, example = json!(null))]
    pub(crate) url: Option<String>,
    /// How many; 1 if left out. Negative for a return, 0 for a line of text or a flat fee alone.
    pub(crate) quantity: Option<Number>,
    /// What is counted.
    #[schema(max_length = 20, example = "hour")]
    pub(crate) unit: Option<String>,
    /// Price of `base_quantity` units; negative for what is taken off.
    pub(crate) unit_price: Option<Number>,
    /// For how many units the price is; 1 if left out.
    pub(crate) base_quantity: Option<Number>,
    /// Added to quantity × price.
    pub(crate) flat_fee: Option<Number>,
    /// Whether `discount_value` is per cent of the line or an amount.
    pub(crate) discount_type: Option<RateType>,
    /// Discount on the line.
    pub(crate) discount_value: Option<Number>,
    /// What the discount is called.
    #[schema(max_length = 100, example = json!(null))]
    pub(crate) discount_name: Option<String>,
    /// Why it is given, as a code of UNTDID 5189.
    #[schema(max_length = 3, example = json!(null))]
    pub(crate) discount_code: Option<String>,
    /// A tax of the account's table: short for `tax_ids` with one entry.
    pub(crate) tax_id: Option<Uuid>,
    /// Taxes of the account's table.
    #[schema(required = false, max_items = 3)]
    pub(crate) tax_ids: Vec<Uuid>,
    /// The line's own taxes, spelt out; if there are none, the document's apply.
    #[schema(required = false, max_items = 3)]
    pub(crate) taxes: Vec<Tax>,
    /// First day of the service.
    #[schema(example = json!(null))]
    pub(crate) service_start_date: Option<Date>,
    /// Last day of the service.
    #[schema(example = json!(null))]
    pub(crate) service_end_date: Option<Date>,
    #[serde(flatten)]
    pub(crate) references: ItemReferences,
    /// Lines are sorted by it.
    pub(crate) display_order: Option<i32>,
}

/// A line with what it comes to.
#[derive(Serialize, ToSchema)]
pub(crate) struct Item {
    #[serde(flatten)]
    pub(crate) fields: ItemBody,
    /// Quantity × price less the line's discount, without tax.
    pub(crate) net: Number,
    /// The line's share of the document's taxes.
    pub(crate) tax: Number,
    /// Net and tax, after the line's share of the document's discount.
    pub(crate) total: Number,
}

/// An invoice or a credit note. Amounts of a credit note are positive: its `type` says what they mean.
#[derive(Serialize, ToSchema)]
pub(crate) struct Invoice {
    /// Its id, the same in every API of this server.
    pub(crate) id: Uuid,
    /// `invoice` or `credit_note`.
    #[schema(example = "invoice")]
    pub(crate) r#type: &'static str,
    /// Where it stands today: `draft`, `open`, `sent`, `partially_paid`, `paid`, `overdue`, `failed`, `refunded`, `credited` or `voided`.
    #[schema(example = "open")]
    pub(crate) status: &'static str,
    #[serde(flatten)]
    pub(crate) fields: InvoiceFields,
    /// The customer; once issued, as it was then.
    pub(crate) customer: Customer,
    /// The lines.
    pub(crate) items: Vec<Item>,
    /// What it comes to, and what is still due.
    pub(crate) totals: Totals,
    /// Payments that count, oldest first.
    pub(crate) payments: Vec<Payment>,
    /// Its credit notes, oldest first.
    pub(crate) credit_notes: Vec<DocumentLink>,
    /// The invoice that it takes back, if it is a credit note.
    pub(crate) credits: Option<DocumentLink>,
    /// What it takes back of the invoice's items, if it is a credit note.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) credited_items: Vec<CreditedItem>,
    /// The secret part of its public link; null while a draft.
    #[schema(example = json!(null))]
    pub(crate) share_token: Option<String>,
    /// Where it can be read.
    pub(crate) links: Links,
    /// Counts its changes; the `ETag` of this reply.
    #[schema(example = 1)]
    pub(crate) revision: i64,
    /// When it was made.
    pub(crate) created_at: Timestamp,
    /// When it was last changed.
    pub(crate) updated_at: Timestamp,
    /// When it was issued.
    pub(crate) issued_at: Option<Timestamp>,
    /// When it was sent, or marked so.
    pub(crate) sent_at: Option<Timestamp>,
    /// When the customer first looked at it.
    pub(crate) viewed_at: Option<Timestamp>,
    /// When nothing was due any more.
    pub(crate) paid_at: Option<Timestamp>,
    /// The day on which the money came that paid it, or the last of it.
    pub(crate) paid_on: Option<Date>,
    /// When it was voided.
    pub(crate) voided_at: Option<Timestamp>,
    /// When it is to be sent.
    pub(crate) scheduled_send_at: Option<Timestamp>,
    /// What became of the last e-mail with it; null if there was none.
    pub(crate) last_delivery: Option<LastDelivery>,
    /// The recurring invoice that made it, which may be gone.
    #[schema(example = json!(null))]
    pub(crate) recurring_invoice_id: Option<Uuid>,
    /// Whether the customer is not reminded of it.
    #[schema(example = false)]
    pub(crate) reminders_paused: bool,
    /// What may be taken off by who pays early, where `payment_terms` say so: "2/10 net 30".
    pub(crate) early_payment_discount: Option<EarlyPaymentDiscount>,
    /// Whether a client of another API deleted it: void, kept in the books, and shown by this API alone.
    #[schema(example = false)]
    pub(crate) hidden: bool,
    /// When it went to the trash, or was hidden.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) deleted_at: Option<Timestamp>,
    /// What is allowed, but may not be what was meant: no due date, a tax id of odd form, a known customer that this
    /// request changed. Empty as a rule.
    pub(crate) warnings: Vec<Warning>,
    /// Every rounding step; only with `?explain=true`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) calculation: Option<Vec<Step>>,
}

/// An invoice or a credit note as a line of a list: what `view=summary` shows. What it says, the whole document says too.
#[derive(Serialize, ToSchema)]
pub(crate) struct InvoiceSummary {
    /// Its id, the same in every API of this server.
    pub(crate) id: Uuid,
    /// `invoice` or `credit_note`.
    #[schema(example = "invoice")]
    pub(crate) r#type: &'static str,
    /// Where it stands today, in the words of the whole document.
    #[schema(example = "open")]
    pub(crate) status: &'static str,
    /// Its number, or the one that a draft is to have.
    #[schema(example = "INV-2026-0001")]
    pub(crate) number: Option<String>,
    /// To whom.
    pub(crate) customer_id: Uuid,
    /// The customer's name; once issued, as it was then.
    #[schema(example = "Globex Corporation")]
    pub(crate) customer_name: String,
    /// The date of the document.
    #[schema(example = "2026-01-15")]
    pub(crate) issue_date: Date,
    /// When it is to be paid.
    #[schema(example = "2026-02-14")]
    pub(crate) due_date: Option<Date>,
    /// ISO 4217 code.
    #[schema(example = "USD")]
    pub(crate) currency: String,
    /// What it comes to, and what is still due.
    pub(crate) totals: SummaryTotals,
    /// Counts its changes.
    #[schema(example = 1)]
    pub(crate) revision: i64,
    /// When it was made.
    pub(crate) created_at: Timestamp,
    /// When it was last changed.
    pub(crate) updated_at: Timestamp,
    /// When it was issued.
    pub(crate) issued_at: Option<Timestamp>,
    /// When it was sent, or marked so.
    pub(crate) sent_at: Option<Timestamp>,
    /// When the customer first looked at it.
    pub(crate) viewed_at: Option<Timestamp>,
    /// When nothing was due any more.
    pub(crate) paid_at: Option<Timestamp>,
    /// When it was voided.
    pub(crate) voided_at: Option<Timestamp>,
    /// When it is to be sent.
    pub(crate) scheduled_send_at: Option<Timestamp>,
    /// Whether a client of another API deleted it: void, kept in the books, and shown by this API alone.
    #[schema(example = false)]
    pub(crate) hidden: bool,
}

/// What a document comes to. `due + paid − refunded + credited = total + rounding`, always.
#[derive(Serialize, ToSchema)]
pub(crate) struct SummaryTotals {
    /// What it comes to.
    pub(crate) total: Number,
    /// Payments received.
    pub(crate) paid: Number,
    /// What credit notes took back.
    pub(crate) credited: Number,
    /// What was given back of payments.
    pub(crate) refunded: Number,
    /// What `round_to` adds or takes.
    pub(crate) rounding: Number,
    /// What is still due; negative where more was paid.
    pub(crate) due: Number,
}

/// A discount for paying early.
#[derive(Serialize, ToSchema)]
pub(crate) struct EarlyPaymentDiscount {
    /// Per cent of the total.
    #[schema(example = 2)]
    pub(crate) percentage: Number,
    /// The last day on which it may be taken.
    #[schema(example = "2026-01-25")]
    pub(crate) until: Date,
}

/// What became of the last e-mail with a document.
#[derive(Serialize, ToSchema)]
pub(crate) struct LastDelivery {
    /// Which delivery.
    pub(crate) id: Uuid,
    /// `waiting`, `sent`, `failed` or `cancelled`.
    #[schema(example = "sent")]
    pub(crate) status: &'static str,
    /// What the mail server said, if it did not take the e-mail.
    #[schema(example = json!(null))]
    pub(crate) error: Option<String>,
    /// Since when it is so.
    pub(crate) at: Timestamp,
}

/// What a document comes to. `due + paid − refunded + credited = total + rounding`, always.
#[derive(Serialize, ToSchema)]
pub(crate) struct Totals {
    /// Sum of the lines' nets.
    pub(crate) subtotal: Number,
    /// The document's discount and allowances without tax, as a positive amount.
    pub(crate) discount: Number,
    /// The document's extra charge and charges without tax.
    pub(crate) charges: Number,
    /// Each allowance, in the order of `allowances`.
    pub(crate) each_allowance: Vec<AllowanceChargeTotal>,
    /// Each charge, in the order of `charges` of the document.
    pub(crate) each_charge: Vec<AllowanceChargeTotal>,
    /// Where prices include tax, what is paid for the lines; null where they do not.
    #[schema(example = json!(null))]
    pub(crate) gross_subtotal: Option<Number>,
    /// The discount with tax, where prices include it.
    #[schema(example = json!(null))]
    pub(crate) gross_discount: Option<Number>,
    /// The extra charge with tax, where prices include it: `gross` is `gross_subtotal − gross_discount + gross_charges`.
    #[schema(example = json!(null))]
    pub(crate) gross_charges: Option<Number>,
    /// Subtotal − discount + charges.
    pub(crate) net: Number,
    /// The taxes, each rounded once.
    pub(crate) taxes: Vec<TaxTotal>,
    /// Sum of the taxes.
    pub(crate) tax: Number,
    /// Net + tax.
    pub(crate) gross: Number,
    /// Sum of the extra fields.
    pub(crate) extra_fields: Number,
    /// Gross + extra fields.
    pub(crate) total: Number,
    /// Payments received.
    pub(crate) paid: Number,
    /// What credit notes took back.
    pub(crate) credited: Number,
    /// What was given back of payments.
    pub(crate) refunded: Number,
    /// What `round_to` adds or takes.
    pub(crate) rounding: Number,
    /// What is still due; negative where more was paid.
    pub(crate) due: Number,
}

/// What an allowance or a charge comes to.
#[derive(Serialize, ToSchema)]
pub(crate) struct AllowanceChargeTotal {
    /// With tax where prices include it.
    pub(crate) amount: Number,
    /// Without tax.
    pub(crate) net: Number,
}

/// One tax of the document.
#[derive(Serialize, ToSchema)]
pub(crate) struct TaxTotal {
    /// What the document calls it.
    #[schema(example = "VAT")]
    pub(crate) name: String,
    /// Whether `rate` is per cent or an amount.
    pub(crate) r#type: RateType,
    /// Its rate.
    pub(crate) rate: Number,
    /// VAT category of EN 16931.
    #[schema(example = "S")]
    pub(crate) category: &'static str,
    /// What it is taken from.
    pub(crate) base: Number,
    /// How much it is.
    pub(crate) amount: Number,
}

/// A rounding step, to be checked by hand.
#[derive(Serialize, ToSchema)]
pub(crate) struct Step {
    /// Which rule.
    #[schema(example = "line_gross")]
    pub(crate) rule: &'static str,
    /// Where: a JSON pointer into this reply; empty for the whole document.
    #[schema(example = "/items/0")]
    pub(crate) at: String,
    /// What went in, by name.
    #[schema(value_type = BTreeMap<String, Number>)]
    pub(crate) inputs: BTreeMap<&'static str, Number>,
    /// The exact value before rounding; at most 12 decimals, then `…`.
    #[schema(example = "33.333333333333…")]
    pub(crate) exact: String,
    /// What it was rounded to.
    pub(crate) rounded: Number,
}

/// Another document that belongs to this one.
#[derive(Serialize, ToSchema)]
pub(crate) struct DocumentLink {
    /// Its id.
    pub(crate) id: Uuid,
    /// Its number, once issued.
    #[schema(example = "CN-2026-0001")]
    pub(crate) number: Option<String>,
    /// What it comes to.
    pub(crate) total: Number,
    /// Its date.
    pub(crate) issue_date: Date,
    /// Whether it counts: issued, and not void.
    pub(crate) counts: bool,
}

/// How much of a line of the invoice a credit note takes back.
#[derive(Serialize, ToSchema)]
pub(crate) struct CreditedItem {
    /// The line of the invoice.
    pub(crate) item_id: Uuid,
    /// How many of it.
    pub(crate) quantity: Number,
}

/// Where a document can be read.
#[derive(Serialize, ToSchema)]
pub(crate) struct Links {
    /// The page for the customer, without a key; null while a draft.
    #[schema(example = json!(null))]
    pub(crate) public: Option<String>,
    /// The PDF.
    #[schema(
        example = "http://localhost:3030/api/v1/invoices/019b8f3e-7c2a-7d51-9c1e-3f1d2a4b5c6d/pdf"
    )]
    pub(crate) pdf: String,
    /// The electronic invoice, in the format that the settings promise; null while a draft.
    #[schema(example = json!(null))]
    pub(crate) xml: Option<String>,
}
