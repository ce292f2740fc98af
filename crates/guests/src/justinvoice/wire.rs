//! The JSON of JustInvoice.

use jiff::Timestamp;
use net30_http::number::Number;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// An invoice as a client writes it. Names may be in any case.
#[derive(ToSchema)]
#[schema(as = justinvoice::InvoiceBody, rename_all = "camelCase", example = json!({
    "customerEmail": "bob.smith@example.com",
    "customerFirstName": "Bob",
    "customerLastName": "Smith",
    "customerCompanyName": "Smith Consulting",
    "customerAddress": "123 Main Street",
    "customerCity": "New York",
    "customerProvinceState": "NY",
    "customerPostalCode": "10001",
    "customerCountry": "US",
    "invoiceDate": "2025-08-10T14:30:00Z",
    "invoiceStatus": 5,
    "currencyCode": "USD",
    "noteToCustomer": "Thank you for your business!",
    "lineItems": [{"description": "Consulting Hours", "quantity": 2, "unitPrice": 150}]
}))]
#[expect(
    dead_code,
    reason = "describes the request in the OpenAPI document; the body is read by hand"
)]
pub(super) struct InvoiceBody {
    /// Who it is for: found by this address, or made.
    #[schema(max_length = 254)]
    customer_email: String,
    /// First name.
    #[schema(max_length = 255)]
    customer_first_name: Option<String>,
    /// Last name.
    #[schema(max_length = 255)]
    customer_last_name: Option<String>,
    /// Company.
    #[schema(max_length = 255)]
    customer_company_name: Option<String>,
    /// Street and number.
    #[schema(max_length = 255)]
    customer_address: Option<String>,
    /// City.
    #[schema(max_length = 255)]
    customer_city: Option<String>,
    /// Province or state.
    #[schema(max_length = 255)]
    customer_province_state: Option<String>,
    /// Postal code.
    #[schema(max_length = 50)]
    customer_postal_code: Option<String>,
    /// Country, ISO 3166-1 alpha-2.
    #[schema(max_length = 2)]
    customer_country: Option<String>,
    /// The date of the invoice, as a date or a date-time; today if left out.
    invoice_date: Option<String>,
    /// 0 (final) or 5 (draft); 0 if left out.
    invoice_status: Option<i64>,
    /// ISO 4217 code; the account's if left out.
    currency_code: Option<String>,
    /// Plain text, printed below the sums.
    #[schema(max_length = 1000)]
    note_to_customer: Option<String>,
    /// The lines.
    #[schema(min_items = 1, max_items = 1000)]
    line_items: Vec<LineItemBody>,
}

/// A line as a client writes it.
#[derive(ToSchema)]
#[schema(as = justinvoice::LineItemBody, rename_all = "camelCase", example = json!({"description": "Consulting Hours", "quantity": 2, "unitPrice": 150}))]
#[expect(
    dead_code,
    reason = "describes the request in the OpenAPI document; the body is read by hand"
)]
pub(super) struct LineItemBody {
    /// What it is. Plain text.
    #[schema(max_length = 1000)]
    description: String,
    /// How many; above 0.
    quantity: Number,
    /// Price of one; not negative.
    unit_price: Number,
}

/// An invoice.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = justinvoice::Invoice)]
#[expect(clippy::struct_field_names, reason = "the fields are named as clients read them")]
pub(super) struct Invoice {
    /// Its id, the same in every API of this server.
    pub(super) id: Uuid,
    /// Its number; null while a draft.
    #[schema(example = "INV-2026-0001")]
    pub(super) invoice_number: Option<String>,
    /// 0 final, 1 payment request sent or paid in part, 2 paid, 3 cancelled or refunded, 4 payment failed, 5 draft.
    #[schema(minimum = 0, maximum = 5, example = 5)]
    pub(super) invoice_status: i64,
    /// The customer's e-mail address.
    #[schema(example = "bob.smith@example.com")]
    pub(super) customer_email: Option<String>,
    /// First name.
    #[schema(example = "Bob")]
    pub(super) customer_first_name: Option<String>,
    /// Last name.
    #[schema(example = "Smith")]
    pub(super) customer_last_name: Option<String>,
    /// Company.
    #[schema(example = "Smith Consulting")]
    pub(super) customer_company_name: Option<String>,
    /// Street and number.
    #[schema(example = "123 Main Street")]
    pub(super) customer_address: Option<String>,
    /// City.
    #[schema(example = "New York")]
    pub(super) customer_city: Option<String>,
    /// Province or state.
    #[schema(example = "NY")]
    pub(super) customer_province_state: Option<String>,
    /// Postal code.
    #[schema(example = "10001")]
    pub(super) customer_postal_code: Option<String>,
    /// Country, ISO 3166-1 alpha-2.
    #[schema(example = "US")]
    pub(super) customer_country: Option<String>,
    /// The date of the invoice, at midnight.
    #[schema(format = "date-time", example = "2025-08-10T00:00:00Z")]
    pub(super) invoice_date: String,
    /// When it is to be paid, by the account's payment terms: a date at midnight.
    #[schema(format = "date-time", example = "2025-09-09T00:00:00Z")]
    pub(super) due_date: Option<String>,
    /// ISO 4217 code.
    #[schema(example = "USD")]
    pub(super) currency_code: String,
    /// Plain text.
    #[schema(example = "Thank you for your business!")]
    pub(super) note_to_customer: Option<String>,
    /// The lines.
    pub(super) line_items: Vec<LineItem>,
    /// Sum of the lines.
    pub(super) sub_total: Number,
    /// Sum of the taxes.
    pub(super) tax: Number,
    /// What the invoice comes to.
    pub(super) total: Number,
    /// What is still to be paid.
    pub(super) amount_due: Number,
    /// The page for the customer, which needs no key and stays the same for the invoice's whole life; of a draft a preview.
    #[schema(
        example = "https://billing.example.com/i/2aUyqjCoQjn4Bv0gNx1hXe7Yw5cXa1kRr0bqQyQw3Vd2"
    )]
    pub(super) payment_link: String,
    /// The PDF, which needs no key; of a draft too.
    #[schema(
        example = "https://billing.example.com/i/2aUyqjCoQjn4Bv0gNx1hXe7Yw5cXa1kRr0bqQyQw3Vd2/pdf"
    )]
    pub(super) pdf_url: String,
    /// When it was made.
    pub(super) created_at: Timestamp,
}

/// A line with what it comes to.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = justinvoice::LineItem)]
pub(super) struct LineItem {
    /// What it is. Plain text.
    #[schema(example = "Consulting Hours")]
    pub(super) description: String,
    /// How many.
    pub(super) quantity: Number,
    /// Price of one.
    pub(super) unit_price: Number,
    /// What the line comes to, without tax.
    pub(super) amount: Number,
}
