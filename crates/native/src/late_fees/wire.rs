//! The JSON of late fees.

use crate::{
    recurring::wire::PatternTax,
    wire::{RateType, Tax},
};
use jiff::{Timestamp, civil::Date};
use net30_http::{changes, number::Number};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// The terms of late fees as a client writes them.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({"enabled": true, "type": "percentage", "value": 1.5, "every": "month", "grace_days": 7, "max_total": 100, "as": "draft"}))]
pub(crate) struct LateFeesBody {
    /// Whether anything is charged; `false` if left out.
    #[schema(required = false, example = true)]
    pub(crate) enabled: bool,
    /// Whether `value` is per cent of the amount due, or an amount; `percentage` if left out.
    #[schema(required = false)]
    pub(crate) r#type: RateType,
    /// How much, each time.
    #[schema(required = false)]
    pub(crate) value: Number,
    /// The currency of an amount: invoices in another are charged nothing. The account's if none.
    #[schema(example = json!(null))]
    pub(crate) currency: Option<String>,
    /// `once` for an invoice, or for each `day`, `week` or `month` that it is late; `once` if left out.
    #[schema(required = false, example = "month")]
    pub(crate) every: &'static str,
    /// Days after the due date that are forgiven; 0 if left out.
    #[schema(required = false, minimum = 0, maximum = 365, example = 7)]
    pub(crate) grace_days: i32,
    /// Most that all fees of an invoice come to, without tax, in the invoice's currency.
    pub(crate) max_total: Option<Number>,
    /// Where a fee is written down: a `draft` of its own, an `issued` invoice of its own, or a line of the customer's
    /// newest draft in that currency (`draft_line`); `draft` if left out.
    #[schema(required = false, example = "draft")]
    pub(crate) r#as: &'static str,
    /// What the line is called, with `{number}`, `{due_date}` and `{amount_due}` of the late invoice; the usual words of
    /// its language if none.
    #[schema(max_length = 255, example = json!(null))]
    pub(crate) name: Option<String>,
    /// Its taxes; none as a rule, since damages are no supply.
    #[schema(required = false, value_type = Vec<Tax>, max_items = 3)]
    pub(crate) taxes: Vec<PatternTax>,
}

changes!(LateFeesChanges of LateFeesBody);

/// The terms of late fees.
#[derive(Serialize, ToSchema)]
pub(crate) struct LateFees {
    #[serde(flatten)]
    pub(crate) fields: LateFeesBody,
    /// Why fees could not be charged last; it is tried again.
    #[schema(example = json!(null))]
    pub(crate) last_error: Option<String>,
    /// Counts their changes; the `ETag` of this reply. 0 before the first.
    #[schema(example = 1)]
    pub(crate) revision: i64,
    /// When they were last changed.
    pub(crate) updated_at: Option<Timestamp>,
}

/// A fee that was charged.
#[derive(Serialize, ToSchema)]
pub(crate) struct LateFee {
    /// For which period, from 0.
    #[schema(example = 0)]
    pub(crate) period: i32,
    /// For which day.
    pub(crate) date: Date,
    /// How much, without tax.
    pub(crate) amount: Number,
    /// The document that asks for it.
    pub(crate) document_id: Option<Uuid>,
    /// When it was charged.
    pub(crate) charged_at: Timestamp,
}
