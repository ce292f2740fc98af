//! The JSON of customers.

use crate::wire::{Address, ElectronicAddress, Metadata, Warning};
use jiff::Timestamp;
use net30_http::number::Number;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// A customer as a client writes it. `company`, or `first_name` and `last_name`, are required.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({
    "company": "Globex Corporation",
    "email": "billing@globex.example",
    "address": {"line1": "1 Market St", "city": "San Francisco", "region": "CA", "postal_code": "94103", "country": "US"},
    "currency": "USD",
    "external_id": "CUST-001"
}))]
pub(crate) struct CustomerBody {
    /// The company.
    #[schema(max_length = 255, example = "Globex Corporation")]
    pub(crate) company: Option<String>,
    /// A person's first name.
    #[schema(max_length = 255, example = json!(null))]
    pub(crate) first_name: Option<String>,
    /// A person's last name.
    #[schema(max_length = 255, example = json!(null))]
    pub(crate) last_name: Option<String>,
    /// The person to talk to.
    #[schema(max_length = 255, example = "Hank Scorpio")]
    pub(crate) contact_name: Option<String>,
    /// Where invoices go.
    #[schema(max_length = 254, example = "billing@globex.example")]
    pub(crate) email: Option<String>,
    /// Further addresses of the customer.
    #[schema(required = false, max_items = 20, example = json!([]))]
    pub(crate) additional_emails: Vec<String>,
    /// Addresses that get the invoices besides `email`.
    #[schema(required = false, max_items = 20, example = json!([]))]
    pub(crate) billing_emails: Vec<String>,
    /// Phone number.
    #[schema(max_length = 50, example = "+1 415 555 0100")]
    pub(crate) phone: Option<String>,
    /// Billing address.
    pub(crate) address: Option<Address>,
    /// Where goods go, if not to the billing address.
    pub(crate) ship_to: Option<ShipTo>,
    /// VAT id or other tax id.
    #[schema(max_length = 50, example = json!(null))]
    pub(crate) tax_id: Option<String>,
    /// Registration number or other legal id.
    #[schema(max_length = 255, example = json!(null))]
    pub(crate) legal_id: Option<String>,
    /// Whose number `legal_id` is, as an ISO 6523 code, such as `0002` for SIREN.
    #[schema(max_length = 10, example = json!(null))]
    pub(crate) legal_id_scheme: Option<String>,
    /// Where electronic invoices go.
    pub(crate) electronic_address: Option<ElectronicAddress>,
    /// Currency of new invoices, if not the account's.
    #[schema(example = "USD")]
    pub(crate) currency: Option<String>,
    /// Language of new invoices, if not the account's.
    #[schema(example = "en")]
    pub(crate) lang: Option<String>,
    /// Payment terms of new invoices, if not the account's.
    #[schema(max_length = 255, example = "Net 14")]
    pub(crate) payment_terms: Option<String>,
    /// Days to pay in, in place of what `payment_terms` says.
    #[schema(minimum = 0, maximum = 3650, example = json!(null))]
    pub(crate) payment_days: Option<i32>,
    /// The customer's id in your own application; unique.
    #[schema(max_length = 255, example = "CUST-001")]
    pub(crate) external_id: Option<String>,
    /// Notes for your own eyes.
    #[schema(max_length = 10000, example = json!(null))]
    pub(crate) notes: Option<String>,
    /// Free data of yours.
    pub(crate) metadata: Option<Metadata>,
}

/// Where goods go. A `name` is a company; `first_name` and `last_name` are a person.
#[derive(Serialize, ToSchema)]
pub(crate) struct ShipTo {
    /// Who receives them.
    #[schema(max_length = 255, example = "Globex Warehouse")]
    pub(crate) name: Option<String>,
    /// A person's first name.
    #[schema(max_length = 255, example = json!(null))]
    pub(crate) first_name: Option<String>,
    /// A person's last name.
    #[schema(max_length = 255, example = json!(null))]
    pub(crate) last_name: Option<String>,
    /// Where.
    pub(crate) address: Option<Address>,
    /// E-mail there.
    #[schema(max_length = 254, example = json!(null))]
    pub(crate) email: Option<String>,
    /// Phone there.
    #[schema(max_length = 50, example = json!(null))]
    pub(crate) phone: Option<String>,
    /// Legal information printed with it.
    #[schema(max_length = 255, example = json!(null))]
    pub(crate) legal_id: Option<String>,
}

/// A customer, and what is surprising about it.
#[derive(Serialize, ToSchema)]
pub(crate) struct CustomerReply {
    #[serde(flatten)]
    pub(crate) customer: Customer,
    /// What was paid beyond what was due, for each currency in which there is any: it pays invoices by
    /// `POST /invoices/{id}/payments {"method": "credit"}`.
    pub(crate) credit: Vec<Credit>,
    /// What is allowed, but may not be what was meant: a tax id of odd form. Empty as a rule.
    pub(crate) warnings: Vec<Warning>,
}

/// What a customer has to its credit in a currency.
#[derive(Serialize, ToSchema)]
pub(crate) struct Credit {
    /// The currency.
    #[schema(example = "USD")]
    pub(crate) currency: &'static str,
    /// How much, above 0.
    pub(crate) amount: Number,
}

/// A customer.
#[derive(Serialize, ToSchema)]
pub(crate) struct Customer {
    /// Its id.
    pub(crate) id: Uuid,
    #[serde(flatten)]
    pub(crate) fields: CustomerBody,
    /// When it was archived: it is no longer offered, but documents still refer to it.
    pub(crate) archived_at: Option<Timestamp>,
    /// Counts its changes; the `ETag` of this reply.
    #[schema(example = 1)]
    pub(crate) revision: i64,
    /// When it was made.
    pub(crate) created_at: Timestamp,
    /// When it was last changed.
    pub(crate) updated_at: Timestamp,
}
