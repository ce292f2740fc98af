//! The JSON of an invoice that is only looked at.

use super::wire::{Step, Totals};
use crate::{customers::wire::Customer, wire::Warning};
use jiff::civil::Date;
use net30_http::number::Number;
use serde::Serialize;
use utoipa::ToSchema;

/// What an invoice would come to. Nothing was stored.
#[derive(Serialize, ToSchema)]
pub(crate) struct InvoicePreview {
    /// The number that it would be issued under now.
    #[schema(example = "INV-2026-0001")]
    pub(crate) number: String,
    /// The date of the document.
    #[schema(example = "2026-01-15")]
    pub(crate) issue_date: Date,
    /// When it would be to be paid.
    #[schema(example = "2026-02-14")]
    pub(crate) due_date: Option<Date>,
    /// ISO 4217 code.
    #[schema(example = "USD")]
    pub(crate) currency: &'static str,
    /// Language of the document.
    #[schema(example = "en")]
    pub(crate) lang: &'static str,
    /// The customer, as the document would name it; null if nobody is named.
    pub(crate) customer: Option<Customer>,
    /// What each line comes to, in the order of the document.
    pub(crate) items: Vec<ItemPreview>,
    /// What it comes to.
    pub(crate) totals: Totals,
    /// What would keep it from being issued: each with its rule, where an electronic invoice is promised.
    pub(crate) issues: Vec<Issue>,
    /// What is allowed, but may not be what was meant.
    pub(crate) warnings: Vec<Warning>,
    /// Every rounding step; only with `?explain=true`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) calculation: Option<Vec<Step>>,
}

/// What a line comes to.
#[derive(Serialize, ToSchema)]
pub(crate) struct ItemPreview {
    /// Quantity × price less the line's discount, without tax.
    pub(crate) net: Number,
    /// The line's share of the document's taxes.
    pub(crate) tax: Number,
    /// Net and tax, after the line's share of the document's discount.
    pub(crate) total: Number,
}

/// What keeps an invoice from being issued.
#[derive(Serialize, ToSchema)]
pub(crate) struct Issue {
    /// JSON pointer (RFC 6901) into the invoice, its customer (`/customer/...`) or the settings (`/settings/...`).
    #[schema(example = "/buyer_reference")]
    pub(crate) pointer: String,
    /// Stable word for programs, or the rule of the electronic invoice.
    #[schema(example = "BR-DE-15")]
    pub(crate) code: String,
    /// A sentence for people.
    #[schema(example = "the buyer reference is missing")]
    pub(crate) message: String,
}
