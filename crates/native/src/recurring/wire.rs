//! The JSON of recurring invoices.

use crate::{
    customers::wire::CustomerBody,
    invoices::wire::{
        DeliverTo, PatternAdjustments, PatternItemReferences, PatternReferences, PatternTexts,
        PaymentMeans,
    },
    wire::{Metadata, RateType, Tax},
};
use jiff::{Timestamp, civil::Date};
use net30_http::number::Number;
use serde::Serialize;
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{
        RefOr, Schema,
        schema::{ObjectBuilder, SchemaType, Type},
    },
};
use uuid::Uuid;

/// A recurring invoice as a client writes it. `invoice` and `schedule` are required.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({
    "name": "Hosting Globex",
    "invoice": {
        "customer": {"company": "Globex Corporation", "email": "billing@globex.example"},
        "currency": "USD",
        "payment_terms": "Net 14",
        "items": [{"name": "Hosting {month_name} {year}", "unit_price": 49}]
    },
    "schedule": {"unit": "month", "day": "last", "start_date": "2026-01-31"},
    "mode": "issue",
    "set_service_period": true
}))]
pub(crate) struct RecurringBody {
    /// What people call it.
    #[schema(max_length = 255, example = "Hosting Globex")]
    pub(crate) name: Option<String>,
    /// What each invoice says.
    pub(crate) invoice: PatternBody,
    /// When.
    pub(crate) schedule: ScheduleBody,
    /// What becomes of each invoice: `draft`, `issue`, or `issue_and_send` by e-mail; `draft` if left out.
    #[schema(required = false, example = "issue")]
    pub(crate) mode: &'static str,
    /// What becomes of dates that passed while the server was off: `all` get their invoice, only the `last` one, or
    /// `none` that is more than a day late; `all` if left out.
    #[schema(required = false, example = "all")]
    pub(crate) catch_up: &'static str,
    /// Which period an invoice is for: from its date on (`in_advance`), or up to it (`in_arrears`); `in_advance` if
    /// left out. The placeholders and the service period follow it.
    #[schema(required = false, example = "in_advance")]
    pub(crate) billing: &'static str,
    /// Whether invoices name the period as that of the service.
    #[schema(required = false, example = true)]
    pub(crate) set_service_period: bool,
}

/// When: every so many days, weeks, months or years. Each date is computed from the start, so that the 31st is the 28th
/// in February and the 31st again in March.
#[derive(Serialize, ToSchema)]
pub(crate) struct ScheduleBody {
    /// Every so many units; 1 if left out.
    #[schema(required = false, minimum = 1, maximum = 1000, example = 1)]
    pub(crate) every: i32,
    /// `day`, `week`, `month` or `year`.
    #[schema(example = "month")]
    pub(crate) unit: &'static str,
    /// Weeks: on this weekday. Months and years: together with `nth`. The start's own if left out.
    #[schema(example = json!(null))]
    pub(crate) weekday: Option<&'static str>,
    /// Months and years: the 1st to 4th or the `last` such weekday of the month.
    #[schema(example = json!(null))]
    pub(crate) nth: Option<NumberOrLast>,
    /// Months and years: the day of the month, 1 to 31, or `last`. A shorter month has its last day. The start's own if
    /// left out; of a year in the start's month.
    #[schema(example = "last")]
    pub(crate) day: Option<NumberOrLast>,
    /// The time of day in your time zone; `06:00` if left out.
    #[schema(required = false, example = "06:00")]
    pub(crate) time: String,
    /// No date is before it; the first that fits is the first date.
    #[schema(example = "2026-01-31")]
    pub(crate) start_date: Date,
    /// No date is after it.
    #[schema(example = json!(null))]
    pub(crate) end_date: Option<Date>,
    /// At most so many dates, counted from the first one.
    #[schema(minimum = 1, example = json!(null))]
    pub(crate) count: Option<i32>,
}

/// A number, or `last`.
#[derive(Serialize)]
#[serde(untagged)]
pub(crate) enum NumberOrLast {
    Number(i8),
    Last(&'static str),
}

impl PartialSchema for NumberOrLast {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(SchemaType::from_iter([Type::Integer, Type::String]))
            .description(Some("A number, or `last`."))
            .examples([serde_json::json!("last")])
            .into()
    }
}

impl ToSchema for NumberOrLast {}

/// What each invoice says: the body of an invoice without dates and number. What is left out is filled in when an
/// invoice is made, by the products, the customer and the settings of that day. Texts may have the placeholders
/// `{period_start}`, `{period_end}`, `{month}`, `{month_name}`, `{year}`, `{quarter}` and `{number_of_run}`.
#[derive(Serialize, ToSchema)]
#[expect(clippy::option_option, reason = "left out, null and a text are three things")]
pub(crate) struct PatternBody {
    /// To whom: one of your customers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) customer_id: Option<Uuid>,
    /// To whom, spelt out: found by `external_id`, else by `email` and the same name, else made. Replies have `customer_id` only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) customer: Option<CustomerBody>,
    /// ISO 4217 code; the customer's or the account's if left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "USD")]
    pub(crate) currency: Option<String>,
    /// Language of the documents; the customer's or the account's if left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "en")]
    pub(crate) lang: Option<String>,
    /// Part of the public link.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 50)]
    pub(crate) slug: Option<String>,
    #[serde(flatten)]
    pub(crate) texts: PatternTexts,
    /// Sanitised HTML, may have placeholders; the account's if left out, none if `null`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, max_length = 10000)]
    pub(crate) notes: Option<Option<String>>,
    /// Sanitised HTML, may have placeholders; the account's if left out, none if `null`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, max_length = 10000)]
    pub(crate) terms: Option<Option<String>>,
    /// Such as "Net 30", which sets the due date; the account's if left out, none if `null`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, max_length = 255, example = "Net 30")]
    pub(crate) payment_terms: Option<Option<String>>,
    /// Days to pay in, in place of what `payment_terms` says.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 0, maximum = 3650)]
    pub(crate) payment_days: Option<i32>,
    /// How they are to be paid, as electronic invoices say it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) payment_means: Option<PaymentMeans>,
    /// Who receives the goods, and where; the customer if left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) deliver_to: Option<DeliverTo>,
    #[serde(flatten)]
    pub(crate) references: PatternReferences,
    #[serde(flatten)]
    pub(crate) adjustments: PatternAdjustments,
    /// Taxes of the items that name none; the account's if left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Vec<Tax>>, max_items = 3)]
    pub(crate) taxes: Option<Vec<PatternTax>>,
    /// Whether prices include tax; the account's rule if left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) tax_included: Option<bool>,
    /// How the documents look; the account's choice if none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) template_id: Option<Uuid>,
    /// Words to find them by, at most 50 characters each. May have placeholders.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 10)]
    pub(crate) tags: Vec<String>,
    /// Whether they are retainers.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(crate) is_retainer: bool,
    /// Whether the shipping address is printed.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(crate) ship_to: bool,
    /// The amount due is rounded to a multiple of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) round_to: Option<Number>,
    /// Free data of yours.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) metadata: Option<Metadata>,
    /// The lines.
    #[schema(min_items = 1, max_items = 1000)]
    pub(crate) items: Vec<PatternItem>,
}

/// A tax spelt out, or one of the account's table, whose rate on the day of the invoice counts.
#[derive(Serialize)]
#[serde(untagged)]
pub(crate) enum PatternTax {
    Id { id: Uuid },
    Inline(Tax),
}

/// A line of each invoice. It needs `name`, `description` or `product_id`, and a price unless the product has one.
#[derive(Serialize, ToSchema)]
pub(crate) struct PatternItem {
    /// The product that supplies what the line leaves out, as it is on the day of the invoice.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) product_id: Option<Uuid>,
    /// What it is. May have placeholders.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 255, example = "Hosting {month_name} {year}")]
    pub(crate) name: Option<String>,
    /// Sanitised HTML, may have placeholders.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 10000)]
    pub(crate) description: Option<String>,
    /// Link to the article, http or https.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 2000)]
    pub(crate) url: Option<String>,
    /// How many; 1 if left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) quantity: Option<Number>,
    /// What is counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 20)]
    pub(crate) unit: Option<String>,
    /// Price of `base_quantity` units.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) unit_price: Option<Number>,
    /// For how many units the price is; 1 if left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) base_quantity: Option<Number>,
    /// Added to quantity × price.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) flat_fee: Option<Number>,
    /// Whether `discount_value` is per cent of the line or an amount.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) discount_type: Option<RateType>,
    /// Discount on the line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) discount_value: Option<Number>,
    /// What the discount is called.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 100)]
    pub(crate) discount_name: Option<String>,
    /// Why it is given, as a code of UNTDID 5189.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 3)]
    pub(crate) discount_code: Option<String>,
    /// The line's own taxes; the product's, else the document's, if left out. In a request also `tax_id` and `tax_ids`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Vec<Tax>>, max_items = 3)]
    pub(crate) taxes: Option<Vec<PatternTax>>,
    #[serde(flatten)]
    pub(crate) references: PatternItemReferences,
    /// Lines are sorted by it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) display_order: Option<i32>,
}

/// A recurring invoice.
#[derive(Serialize, ToSchema)]
pub(crate) struct Recurring {
    /// Its id.
    pub(crate) id: Uuid,
    /// `active`, `paused` or `ended`.
    #[schema(example = "active")]
    pub(crate) status: &'static str,
    #[serde(flatten)]
    pub(crate) fields: RecurringBody,
    /// The date of the next invoice; null unless it is active.
    pub(crate) next_run_on: Option<Date>,
    /// When the next invoice is made, or a failed one is tried again.
    pub(crate) next_run_at: Option<Timestamp>,
    /// The date of the schedule for which an invoice was made last.
    pub(crate) last_run_on: Option<Date>,
    /// When that was.
    pub(crate) last_run_at: Option<Timestamp>,
    /// How many invoices it has made.
    #[schema(example = 0)]
    pub(crate) runs: i64,
    /// How often the next invoice has failed to be made.
    #[schema(example = 0)]
    pub(crate) failures: i32,
    /// Why it failed last.
    #[schema(example = json!(null))]
    pub(crate) last_error: Option<String>,
    /// The dates that come next, at most 6; none unless it is active.
    pub(crate) preview: Vec<Date>,
    /// Counts its changes; the `ETag` of this reply.
    #[schema(example = 1)]
    pub(crate) revision: i64,
    /// When it was made.
    pub(crate) created_at: Timestamp,
    /// When it was last changed.
    pub(crate) updated_at: Timestamp,
}
