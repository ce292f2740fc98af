//! Invoiless' JSON.

use jiff::{Timestamp, civil::Date};
use net30_http::number::Number;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// How an amount is meant.
#[derive(Clone, Copy, Serialize, ToSchema)]
#[schema(as = InvoilessType)]
pub(super) enum Type {
    /// An amount in the invoice's currency.
    Flat,
    /// Per cent: 19 means 19 %.
    Percentage,
}

/// How much: a discount, an extra charge, a tax, an extra field.
#[derive(Serialize, ToSchema)]
#[schema(as = InvoilessRate)]
pub(super) struct Rate {
    /// Whether `value` is an amount or per cent; `Percentage` if left out, of an item's discount `Flat`.
    pub(super) r#type: Type,
    /// How much.
    pub(super) value: Number,
}

/// How much, with a name.
#[derive(Serialize, ToSchema)]
#[schema(as = InvoilessNamedRate)]
pub(super) struct NamedRate {
    /// Its name.
    #[schema(max_length = 15, example = "VAT")]
    pub(super) name: Option<String>,
    #[serde(flatten)]
    pub(super) rate: Rate,
}

/// An address with who is there. Either `firstName` and `lastName`, or `company`, is required.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = InvoilessAddress)]
#[expect(clippy::struct_field_names, reason = "the fields are named as clients read them")]
pub(super) struct Address {
    /// First name.
    #[schema(max_length = 255, example = json!(null))]
    pub(super) first_name: Option<String>,
    /// Last name.
    #[schema(max_length = 255, example = json!(null))]
    pub(super) last_name: Option<String>,
    /// Company name.
    #[schema(max_length = 255, example = "Invoiless")]
    pub(super) company: Option<String>,
    /// E-mail address.
    #[schema(max_length = 254, example = "billing@invoiless.example")]
    pub(super) email: Option<String>,
    /// Phone.
    #[schema(max_length = 50, example = json!(null))]
    pub(super) phone: Option<String>,
    /// Address, as many lines as it has.
    #[schema(max_length = 1000, example = "1 Market St\n94103 San Francisco")]
    pub(super) address: Option<String>,
    /// Legal information, such as a company number.
    #[schema(max_length = 255, example = json!(null))]
    pub(super) legal: Option<String>,
}

/// A customer as a client writes it. In an invoice, `id` alone names one that is there; else `internalId` and `billTo`
/// are required: the customer is made, or found by `internalId` and updated.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = InvoilessCustomerBody, example = json!({
    "internalId": "INTERNAL_USER_ID", "billTo": {"company": "Invoiless"}
}))]
pub(super) struct CustomerBody {
    /// Its id; in a request only within an invoice.
    pub(super) id: Option<Uuid>,
    /// What identifies the customer in your application; unique.
    #[schema(max_length = 255, example = "INTERNAL_USER_ID")]
    pub(super) internal_id: Option<String>,
    /// Who is billed.
    pub(super) bill_to: Address,
    /// Where goods go, if not there.
    pub(super) ship_to: Option<Address>,
}

/// A customer.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = InvoilessCustomer)]
pub(super) struct Customer {
    #[serde(flatten)]
    pub(super) fields: CustomerBody,
    /// When it was made.
    pub(super) created_at: Timestamp,
    /// When it was last changed.
    pub(super) updated_at: Timestamp,
}

/// An item of the catalogue as a client writes it. `name` and `price` are required.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = InvoilessItemBody, example = json!({"name": "Demo product", "price": 42, "unit": "piece"}))]
pub(super) struct ItemBody {
    /// Its name.
    #[schema(max_length = 100, example = "Demo product")]
    pub(super) name: String,
    /// Sanitised HTML.
    #[schema(max_length = 1000, example = json!(null))]
    pub(super) description: Option<String>,
    /// What a quantity counts.
    #[schema(max_length = 20, example = "piece")]
    pub(super) unit: Option<String>,
    /// Price of one unit; not negative.
    pub(super) price: Number,
}

/// An item of the catalogue.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = InvoilessItem)]
pub(super) struct Item {
    /// Its id: what `item` in a line of an invoice names.
    pub(super) id: Uuid,
    #[serde(flatten)]
    pub(super) fields: ItemBody,
    /// When it was made.
    pub(super) created_at: Timestamp,
    /// When it was last changed.
    pub(super) updated_at: Timestamp,
}

/// A line of an invoice.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = InvoilessLine)]
pub(super) struct Line {
    /// The line's id; where a line is sent back with it, what this API cannot say of the line stays as it is.
    pub(super) id: Uuid,
    /// The item of the catalogue that supplies what the line leaves out.
    #[schema(example = json!(null))]
    pub(super) item: Option<Uuid>,
    /// What it is. Required, unless `item` supplies it.
    #[schema(max_length = 100, example = "Demo product")]
    pub(super) name: Option<String>,
    /// Link to it, http or https.
    #[schema(max_length = 2000, example = json!(null))]
    pub(super) url: Option<String>,
    /// Sanitised HTML.
    #[schema(max_length = 1000, example = json!(null))]
    pub(super) description: Option<String>,
    /// How many; above 0. Required, unless `item` is there: then 1.
    pub(super) quantity: Number,
    /// What is counted.
    #[schema(max_length = 20, example = json!(null))]
    pub(super) unit: Option<String>,
    /// Price of one unit, not negative. Required, unless `item` supplies it.
    pub(super) price: Number,
    /// Discount: an amount, not above what the line comes to.
    pub(super) discount: Option<NamedRate>,
    /// The line's own taxes; if there are none, the invoice's apply.
    #[schema(max_items = 3)]
    pub(super) taxes: Vec<NamedRate>,
}

/// What requests and replies say of an invoice in the same words.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = InvoilessInvoiceBody)]
pub(super) struct InvoiceBody {
    /// Part of the public link.
    #[schema(max_length = 50, example = json!(null))]
    pub(super) slug: Option<String>,
    /// What the invoice calls itself.
    #[schema(max_length = 20, example = json!(null))]
    pub(super) header: Option<String>,
    /// Its number; in a request in place of the next one of the sequence.
    #[schema(max_length = 20, example = json!(null))]
    pub(super) number: Option<String>,
    /// Its date; today if left out.
    #[schema(example = "2026-01-15")]
    pub(super) date: Date,
    /// When it is to be paid, not before `date`; by the account's payment terms if left out.
    #[schema(example = "2026-02-14")]
    pub(super) due_date: Option<Date>,
    /// ISO 4217 code; the customer's or the account's if left out.
    #[schema(example = "USD")]
    pub(super) currency: String,
    /// Language: en, fr, de, nl, es, bg, ro, ja, mn, da, sv, lt, fi, hu, cs, it, et, lv, pt, pl, sk or zh; en if left out.
    #[schema(example = "en")]
    pub(super) lang: String,
    /// `Draft`, `Pending`, `Unpaid`, `Canceled`, `Partial`, `Paid` or `Refunded`. In a request it is a transition: a new
    /// invoice is a `Draft`, `Pending` issues, `Unpaid` issues and counts as sent, `Paid` records a payment of the
    /// balance.
    #[schema(example = "Draft")]
    pub(super) status: &'static str,
    /// To whom. In a request also the id of a customer, as a text.
    pub(super) customer: CustomerBody,
    /// Whether the shipping address is shown.
    pub(super) ship_to: bool,
    /// The lines.
    #[schema(min_items = 1, max_items = 1000)]
    pub(super) items: Vec<Line>,
    /// A charge on the whole; a percentage is of the subtotal less the discount.
    pub(super) extra_charges: Option<Rate>,
    /// Discount on the whole, not above the subtotal.
    pub(super) discount: Option<Rate>,
    /// Amounts after tax; they may be negative.
    #[schema(max_items = 3)]
    pub(super) extra_fields: Vec<NamedRate>,
    /// Taxes of the lines that name none.
    #[schema(max_items = 3)]
    pub(super) taxes: Vec<NamedRate>,
    /// Whether prices include tax.
    pub(super) tax_included: bool,
    /// Sanitised HTML.
    #[schema(max_length = 1000, example = json!(null))]
    pub(super) terms: Option<String>,
    /// Sanitised HTML.
    #[schema(max_length = 1000, example = json!(null))]
    pub(super) notes: Option<String>,
    /// Words to find it by, at most 50 characters each.
    #[schema(max_items = 10, example = json!(["web"]))]
    pub(super) tags: Vec<String>,
    /// Whether it is a retainer.
    pub(super) is_retainer: bool,
}

/// An invoice.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = InvoilessInvoice)]
pub(super) struct Invoice {
    /// Its id, the same in every API of this server.
    pub(super) id: Uuid,
    /// `Invoice` or `CreditNote`.
    #[schema(example = "Invoice")]
    pub(super) kind: &'static str,
    /// Where it can be looked at: the public page, of a draft the preview, which wants a key.
    #[schema(example = "https://billing.example.com/i/4Vd2kRr0bqQyQw3Yw5cXa1")]
    pub(super) url: String,
    #[serde(flatten)]
    pub(super) fields: InvoiceBody,
    /// Sum of the lines, without tax.
    pub(super) sub_total: Number,
    /// Subtotal less discount, with the extra charges.
    pub(super) net_total: Number,
    /// All taxes.
    pub(super) tax: Number,
    /// Net, taxes and extra fields.
    pub(super) total: Number,
    /// What is still to be paid.
    pub(super) amount_due: Number,
    /// Whether something is to be paid and was due before today.
    pub(super) is_overdue: bool,
    /// When it was made.
    pub(super) created_at: Timestamp,
    /// When it was last changed.
    pub(super) updated_at: Timestamp,
    /// When it was sent, or marked so.
    pub(super) sent_at: Option<Timestamp>,
    /// When nothing was due any more.
    pub(super) paid_at: Option<Date>,
}

/// What a new invoice is called.
#[derive(Serialize, ToSchema)]
#[schema(as = InvoilessCreated)]
pub(super) struct Created {
    /// Invoice id.
    pub(super) id: Uuid,
    /// Invoice preview url: it needs no key, and is the same for the invoice's whole life.
    #[schema(
        example = "https://billing.example.com/i/2aUyqjCoQjn4Bv0gNx1hXe7Yw5cXa1kRr0bqQyQw3Vd2"
    )]
    pub(super) url: String,
}

/// How an invoice is sent; all of it may be left out.
#[derive(Serialize, ToSchema)]
#[schema(as = InvoilessMessage, example = json!({"email": "billing@invoiless.example", "subject": "Your invoice"}))]
pub(super) struct Message {
    /// To whom; the customer's address if left out.
    #[schema(max_length = 254)]
    email: Option<String>,
    /// Subject.
    #[schema(max_length = 255)]
    subject: Option<String>,
    /// Text.
    #[schema(max_length = 10_000)]
    body: Option<String>,
    /// When to send it, a date or a moment; at once if left out.
    date: Option<Date>,
}

/// A payment as a client writes it; all of it may be left out.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = InvoilessPaymentBody, example = json!({"amount": 42, "method": "Card", "paidAt": "2026-01-20"}))]
pub(super) struct PaymentBody {
    /// How much; the balance if left out.
    amount: Option<Number>,
    /// `Cash`, `Cheque`, `Card`, `BankTransfer` or `Other`; `Other` if left out.
    #[schema(example = "Card")]
    method: Option<&'static str>,
    /// The day it came in, a date or a moment; today if left out.
    paid_at: Option<Date>,
    /// Notes.
    #[schema(max_length = 1000)]
    notes: Option<String>,
}

/// A payment.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = InvoilessPayment)]
pub(super) struct Payment {
    /// Its id.
    pub(super) id: Uuid,
    /// What it pays.
    pub(super) invoice: Uuid,
    /// How much.
    pub(super) amount: Number,
    /// How much of it was given back.
    pub(super) refunded: Number,
    /// `Cash`, `Cheque`, `Card`, `BankTransfer` or `Other`.
    #[schema(example = "Card")]
    pub(super) method: &'static str,
    /// The day it came in.
    #[schema(example = "2026-01-20")]
    pub(super) paid_at: Date,
    /// Notes.
    #[schema(example = json!(null))]
    pub(super) notes: Option<String>,
    /// When it was recorded.
    pub(super) created_at: Timestamp,
}

/// A refund as a client writes it; all of it may be left out.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = InvoilessRefundBody, example = json!({"amount": 10, "reason": "CustomerRequest"}))]
pub(super) struct RefundBody {
    /// How much; what is left of the payment if left out.
    amount: Option<Number>,
    /// `Duplicate`, `CustomerRequest`, `Cancelled`, `BillingError`, `Fraudulent` or `Other`; `Other` if left out.
    #[schema(example = "CustomerRequest")]
    reason: Option<&'static str>,
    /// The day it was given back, a date or a moment; today if left out.
    refunded_at: Option<Date>,
    /// Notes.
    #[schema(max_length = 1000)]
    notes: Option<String>,
}

/// A refund.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = InvoilessRefund)]
pub(super) struct Refund {
    /// Its id.
    pub(super) id: Uuid,
    /// From which payment.
    pub(super) payment: Uuid,
    /// How much.
    pub(super) amount: Number,
    /// `Duplicate`, `CustomerRequest`, `Cancelled`, `BillingError`, `Fraudulent` or `Other`.
    #[schema(example = "CustomerRequest")]
    pub(super) reason: &'static str,
    /// The day it was given back.
    #[schema(example = "2026-01-25")]
    pub(super) refunded_at: Date,
    /// Notes.
    #[schema(example = json!(null))]
    pub(super) notes: Option<String>,
    /// When it was recorded.
    pub(super) created_at: Timestamp,
}

/// A page of a list.
#[derive(Serialize, ToSchema)]
#[schema(as = InvoilessPage)]
#[expect(clippy::struct_field_names, reason = "the fields are named as clients read them")]
pub(super) struct Page<T: ToSchema> {
    /// The entries, newest first.
    pub(super) docs: Vec<T>,
    /// Which page it is, from 1.
    #[schema(example = 1)]
    pub(super) page: i64,
    /// So many pages the whole list has.
    #[schema(example = 1)]
    pub(super) pages: i64,
    /// At most so many entries a page.
    #[schema(example = 50)]
    pub(super) limit: i64,
    /// So many entries the whole list has.
    #[schema(example = 1)]
    pub(super) total: i64,
}
