//! JustPaid's JSON. Every field is always there; it is null where nothing is known and the page says that it may be.

use jiff::{Timestamp, civil::Date};
use net30_http::number::Number;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// A part of a list.
#[derive(Serialize, ToSchema)]
#[schema(as = JustPaidInvoiceList)]
pub(super) struct InvoiceList {
    /// The invoices, newest first.
    pub(super) items: Vec<Invoice>,
    /// How many match in all.
    #[schema(example = 123)]
    pub(super) count: i64,
}

/// An invoice.
#[derive(Serialize, ToSchema)]
#[schema(as = JustPaidInvoice, example = json!({
    "uuid": "123e4567-e89b-12d3-a456-426614174000",
    "invoice_status": "draft",
    "amount": 200.00,
    "currency": "USD",
    "invoice_number": "INV-2024-001",
    "invoice_date": "2024-03-21",
    "due_date": "2024-04-21",
    "service_start_date": "2024-03-01",
    "service_end_date": "2024-03-31",
    "description": "Monthly services for March 2024",
    "created_at": "2024-03-21T10:00:00Z",
    "is_recurring": false,
    "from_external_source": true,
    "external_source": "stripe",
    "external_source_id": "inv_123456",
    "payment_link": "https://billing.example.com/i/2aUyqjCoQjn4Bv0gNx1hXe7Yw5cXa1kRr0bqQyQw3Vd2",
    "line_items": [{
        "uuid": "3c90c3cc-0d44-4b50-8888-8dd25736052a",
        "name": "Product A",
        "unit_price": 100,
        "quantity": 2,
        "amount": 200.00,
        "currency": "USD",
        "description": "Detailed description",
        "flat_fee": null,
        "tax_rate": null,
        "tax_amount": 0.00,
        "tax_name": null,
        "discount_amount": 0.00,
        "discount_percent": null,
        "service_start_date": null,
        "service_end_date": null,
        "display_order": 1
    }],
    "file_url": "https://billing.example.com/i/2aUyqjCoQjn4Bv0gNx1hXe7Yw5cXa1kRr0bqQyQw3Vd2/pdf",
    "customer": {
        "external_id": "CUST-001",
        "uuid": "456e4567-e89b-12d3-a456-426614174000",
        "name": "Customer Name",
        "contact_name": null,
        "email": null,
        "additional_emails": [],
        "billing_emails": [],
        "phone_number": null,
        "currency": null,
        "tax_id": null
    }
}))]
#[expect(clippy::struct_field_names, reason = "the fields are named as clients read them")]
pub(super) struct Invoice {
    /// Its id, the same in every API of this server.
    pub(super) uuid: Uuid,
    /// Where it stands today: `draft`, `ready-to-send`, `sent`, `partial`, `paid`, `overdue`, `failed`, `refunded` or `voided`.
    pub(super) invoice_status: &'static str,
    /// The total.
    pub(super) amount: Number,
    /// ISO 4217 code.
    pub(super) currency: &'static str,
    /// Its number. A draft's is the one it is to have, else `DRAFT-` and the beginning of its id.
    pub(super) invoice_number: String,
    /// The date of the invoice.
    pub(super) invoice_date: Date,
    /// When it is to be paid.
    pub(super) due_date: Option<Date>,
    /// First day of the service.
    pub(super) service_start_date: Option<Date>,
    /// Last day of the service.
    pub(super) service_end_date: Option<Date>,
    /// What it is for.
    pub(super) description: Option<String>,
    /// When it was made.
    pub(super) created_at: Timestamp,
    /// Whether it was made by a recurring invoice.
    pub(super) is_recurring: bool,
    /// Whether it comes from another system.
    pub(super) from_external_source: bool,
    /// Which system that is.
    pub(super) external_source: Option<String>,
    /// Its id there.
    pub(super) external_source_id: Option<String>,
    /// The page for the customer, which needs no key and stays the same for the invoice's whole life; of a draft a preview.
    pub(super) payment_link: String,
    /// The lines.
    pub(super) line_items: Vec<LineItem>,
    /// The PDF, which needs no key; of a draft too.
    pub(super) file_url: String,
    /// The customer; once issued, as it was then.
    pub(super) customer: Customer,
}

/// A line.
#[derive(Serialize, ToSchema)]
#[schema(as = JustPaidLineItem)]
pub(super) struct LineItem {
    /// Its id.
    pub(super) uuid: Uuid,
    /// What it is; else how its description begins.
    #[schema(max_length = 255, example = "Product A")]
    pub(super) name: String,
    /// Price of one.
    pub(super) unit_price: Number,
    /// How many.
    pub(super) quantity: Number,
    /// Quantity × price and flat fee less the line's discount, without tax.
    pub(super) amount: Number,
    /// The invoice's currency.
    #[schema(max_length = 3, example = "USD")]
    pub(super) currency: &'static str,
    /// More about it.
    #[schema(example = "Detailed description")]
    pub(super) description: Option<String>,
    /// Added to quantity × price.
    pub(super) flat_fee: Option<Number>,
    /// Per cent; several taxes are summed. Null where none is a percentage.
    pub(super) tax_rate: Option<Number>,
    /// The line's share of the invoice's taxes.
    pub(super) tax_amount: Number,
    /// The tax; several are joined with ` + `.
    #[schema(max_length = 255, example = "VAT")]
    pub(super) tax_name: Option<String>,
    /// The line's discount.
    pub(super) discount_amount: Number,
    /// Per cent, if the discount is one.
    pub(super) discount_percent: Option<Number>,
    /// First day of the service.
    #[schema(example = "2023-12-25")]
    pub(super) service_start_date: Option<Date>,
    /// Last day of the service.
    #[schema(example = "2023-12-25")]
    pub(super) service_end_date: Option<Date>,
    /// Where the line stands.
    pub(super) display_order: Option<i32>,
}

/// A customer.
#[derive(Serialize, ToSchema)]
#[schema(as = JustPaidCustomer)]
pub(super) struct Customer {
    /// The customer's id in your own application.
    #[schema(max_length = 255, example = "CUST-001")]
    pub(super) external_id: Option<String>,
    /// Its id.
    #[schema(example = "456e4567-e89b-12d3-a456-426614174000")]
    pub(super) uuid: Uuid,
    /// The company, or the person.
    #[schema(max_length = 100, example = "Customer Name")]
    pub(super) name: String,
    /// The person to talk to.
    #[schema(max_length = 100, example = "Hank Scorpio")]
    pub(super) contact_name: Option<String>,
    /// Where invoices go.
    #[schema(max_length = 100, example = "billing@globex.example")]
    pub(super) email: Option<String>,
    /// Further addresses.
    #[schema(max_items = 20)]
    pub(super) additional_emails: Vec<String>,
    /// Addresses that get the invoices as well.
    #[schema(max_items = 20)]
    pub(super) billing_emails: Vec<String>,
    /// Phone number with country code.
    #[schema(max_length = 20, example = "+1 415 555 0100")]
    pub(super) phone_number: Option<String>,
    /// Currency of new invoices, if not the account's.
    #[schema(max_length = 3, example = "USD")]
    pub(super) currency: Option<&'static str>,
    /// Tax id.
    #[schema(max_length = 25, example = "US123456789")]
    pub(super) tax_id: Option<String>,
}

/// A part of the list of payments.
#[derive(Serialize, ToSchema)]
#[schema(as = JustPaidPaymentList)]
pub(super) struct PaymentList {
    /// The payments, newest first, cancelled ones included.
    pub(super) items: Vec<Payment>,
    /// How many there are in all.
    #[schema(example = 1)]
    pub(super) count: i64,
}

/// A payment of an invoice.
#[derive(Serialize, ToSchema)]
#[schema(as = JustPaidPayment)]
#[expect(clippy::struct_field_names, reason = "the fields are named as clients read them")]
pub(super) struct Payment {
    /// Its id.
    pub(super) uuid: Uuid,
    /// The invoice that it pays.
    pub(super) invoice: Uuid,
    /// `paid`, `refunded` if all of it was given back, or `cancelled`.
    #[schema(example = "paid")]
    pub(super) status: &'static str,
    /// How much came.
    pub(super) amount: Number,
    /// How much of it was given back.
    pub(super) refunded_amount: Number,
    /// The invoice's currency.
    #[schema(example = "USD")]
    pub(super) currency: &'static str,
    /// The day it came in.
    #[schema(example = "2024-04-02")]
    pub(super) payment_date: Date,
    /// `bank_transfer`, `card`, `cash`, `cheque`, `direct_debit` or `other`.
    #[schema(example = "bank_transfer")]
    pub(super) payment_method: &'static str,
    /// Reference of the bank or the payer.
    #[schema(example = "RF-1")]
    pub(super) reference: Option<String>,
    /// Notes.
    #[schema(example = json!(null))]
    pub(super) notes: Option<String>,
    /// When it was recorded.
    pub(super) created_at: Timestamp,
    /// When it was cancelled.
    pub(super) cancelled_at: Option<Timestamp>,
}

/// An invoice as a client writes it. `customer` and `line_items` are required.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes what is read field by field")]
#[schema(as = JustPaidNewInvoice, example = json!({
    "customer": "456e4567-e89b-12d3-a456-426614174000",
    "invoice_status": "draft",
    "currency": "USD",
    "invoice_number": "INV-2024-001",
    "invoice_date": "2024-03-21",
    "due_date": "2024-04-21",
    "service_start_date": "2024-03-01",
    "service_end_date": "2024-03-31",
    "description": "Monthly services for March 2024",
    "line_items": [{"name": "Product A", "unit_price": 100, "quantity": 2, "currency": "USD", "description": "Detailed description"}]
}))]
pub(super) struct NewInvoice {
    /// One of your customers.
    customer: Uuid,
    /// `draft`; `ready-to-send` issues it; `sent` issues it and says that you sent it.
    #[schema(required = false)]
    invoice_status: Option<String>,
    /// ISO 4217 code; the lines', the customer's or the account's if left out.
    #[schema(max_length = 3, required = false)]
    currency: Option<String>,
    /// The number that it is to have, in place of the next one of the sequence.
    #[schema(max_length = 100, required = false)]
    invoice_number: Option<String>,
    /// Its date; today if left out.
    #[schema(required = false)]
    invoice_date: Option<Date>,
    /// When it is to be paid, not before `invoice_date`; from the account's payment terms if left out.
    #[schema(required = false)]
    due_date: Option<Date>,
    /// First day of the service.
    #[schema(required = false)]
    service_start_date: Option<Date>,
    /// Last day of the service.
    #[schema(required = false)]
    service_end_date: Option<Date>,
    /// What it is for. Sanitised HTML.
    #[schema(max_length = 1000, required = false)]
    description: Option<String>,
    /// Where the invoice comes from.
    #[schema(max_length = 255, required = false)]
    external_source: Option<String>,
    /// Its id there; unique together with `external_source`.
    #[schema(max_length = 255, required = false)]
    external_source_id: Option<String>,
    /// The lines.
    #[schema(min_items = 1, max_items = 1000)]
    line_items: Vec<NewLineItem>,
}

/// A line as a client writes it. `unit_price`, and `name` or `description`, are required.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes what is read field by field")]
#[schema(as = JustPaidNewLineItem)]
pub(super) struct NewLineItem {
    /// What it is.
    #[schema(max_length = 255, example = "Product A", required = false)]
    name: Option<String>,
    /// Price of one; not negative.
    unit_price: Number,
    /// How many; 1 if left out.
    #[schema(required = false)]
    quantity: Option<Number>,
    /// The invoice's currency; a line cannot have another one.
    #[schema(max_length = 3, example = "USD", required = false)]
    currency: Option<String>,
    /// More about it. Sanitised HTML.
    #[schema(max_length = 1000, example = "Detailed description", required = false)]
    description: Option<String>,
    /// Added to quantity × price.
    #[schema(required = false)]
    flat_fee: Option<Number>,
    /// Per cent. 0 is zero-rated; left out, the account's taxes apply.
    #[schema(required = false)]
    tax_rate: Option<Number>,
    /// The tax as an amount, where there is no `tax_rate`.
    #[schema(required = false)]
    tax_amount: Option<Number>,
    /// What the tax is called.
    #[schema(max_length = 255, example = "VAT", required = false)]
    tax_name: Option<String>,
    /// The discount as an amount, where there is no `discount_percent`.
    #[schema(required = false)]
    discount_amount: Option<Number>,
    /// Discount in per cent.
    #[schema(required = false)]
    discount_percent: Option<Number>,
    /// First day of the service.
    #[schema(example = "2023-12-25", required = false)]
    service_start_date: Option<Date>,
    /// Last day of the service.
    #[schema(example = "2023-12-25", required = false)]
    service_end_date: Option<Date>,
    /// Lines are sorted by it.
    #[schema(example = 1, required = false)]
    display_order: Option<i32>,
}

/// A customer as a client writes it. `name` is required.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes what is read field by field")]
#[schema(as = JustPaidNewCustomer, example = json!({
    "external_id": "CUST-001",
    "name": "Customer Name",
    "contact_name": "Hank Scorpio",
    "email": "billing@globex.example",
    "additional_emails": [],
    "billing_emails": [],
    "phone_number": "+1 415 555 0100",
    "currency": "USD",
    "tax_id": "US123456789"
}))]
pub(super) struct NewCustomer {
    /// The customer's id in your own application; unique.
    #[schema(max_length = 255, required = false)]
    external_id: Option<String>,
    /// The customer's name.
    #[schema(max_length = 100)]
    name: String,
    /// The person to talk to.
    #[schema(max_length = 100, required = false)]
    contact_name: Option<String>,
    /// Where invoices go.
    #[schema(max_length = 100, required = false)]
    email: Option<String>,
    /// Further addresses.
    #[schema(max_items = 20, required = false)]
    additional_emails: Vec<String>,
    /// Addresses that get the invoices as well.
    #[schema(max_items = 20, required = false)]
    billing_emails: Vec<String>,
    /// Phone number with country code.
    #[schema(max_length = 20, required = false)]
    phone_number: Option<String>,
    /// Currency of new invoices, if not the account's.
    #[schema(max_length = 3, required = false)]
    currency: Option<String>,
    /// Tax id.
    #[schema(max_length = 25, required = false)]
    tax_id: Option<String>,
}

/// A payment as a client writes it. `invoice` is required.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes what is read field by field")]
#[schema(as = JustPaidNewPayment, example = json!({
    "invoice": "123e4567-e89b-12d3-a456-426614174000",
    "amount": 200,
    "payment_date": "2024-04-02",
    "payment_method": "bank_transfer",
    "reference": "RF-1"
}))]
pub(super) struct NewPayment {
    /// The invoice that it pays.
    invoice: Uuid,
    /// How much; the balance if left out.
    #[schema(required = false)]
    amount: Option<Number>,
    /// The day it came in; today if left out.
    #[schema(required = false)]
    payment_date: Option<Date>,
    /// `other` if left out.
    #[schema(required = false)]
    payment_method: Option<String>,
    /// Reference of the bank or the payer.
    #[schema(max_length = 255, required = false)]
    reference: Option<String>,
    /// Notes.
    #[schema(max_length = 1000, required = false)]
    notes: Option<String>,
}
