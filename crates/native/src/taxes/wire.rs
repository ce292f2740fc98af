//! The JSON of the account's table of taxes.

use crate::wire::RateType;
use jiff::Timestamp;
use net30_http::{changes, number::Number};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// A tax as a client writes it. `value` is required.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({"name": "Sales tax", "type": "percentage", "value": 8.875}))]
pub(crate) struct TaxBody {
    /// What documents call it.
    #[schema(max_length = 100, example = "Sales tax")]
    pub(crate) name: String,
    /// Whether `value` is per cent or an amount; `percentage` if left out.
    #[schema(required = false)]
    pub(crate) r#type: RateType,
    /// How much.
    pub(crate) value: Number,
    /// VAT category of EN 16931: S, Z, E, AE, K, G, O, L or M. S for a value above 0, else Z, if left out.
    #[schema(required = false, example = "S")]
    pub(crate) category: &'static str,
    /// Why nothing is charged; for the categories that want a reason.
    #[schema(max_length = 255, example = json!(null))]
    pub(crate) exemption_reason: Option<String>,
    /// Whether it is taken on the base plus the taxes named before it.
    #[schema(required = false, example = false)]
    pub(crate) compound: bool,
}

changes!(TaxChanges of TaxBody);

/// An entry of the account's table of taxes.
#[derive(Serialize, ToSchema)]
pub(crate) struct TaxDefinition {
    /// Its id.
    pub(crate) id: Uuid,
    #[serde(flatten)]
    pub(crate) fields: TaxBody,
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
