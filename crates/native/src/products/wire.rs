//! The JSON of products.

use crate::wire::Metadata;
use jiff::Timestamp;
use net30_http::{changes, number::Number};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// A product as a client writes it. `name` and `unit_price` are required.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({"name": "Web development", "sku": "WEB-1", "unit": "hour", "unit_price": 150, "currency": "USD"}))]
pub(crate) struct ProductBody {
    /// Its name, as a line shows it.
    #[schema(max_length = 255, example = "Web development")]
    pub(crate) name: String,
    /// Sanitised HTML.
    #[schema(max_length = 10000, example = json!(null))]
    pub(crate) description: Option<String>,
    /// Your article number.
    #[schema(max_length = 100, example = "WEB-1")]
    pub(crate) sku: Option<String>,
    /// What a quantity counts.
    #[schema(max_length = 20, example = "hour")]
    pub(crate) unit: Option<String>,
    /// Price of one unit; not negative.
    pub(crate) unit_price: Number,
    /// Currency of the price, if not the account's.
    #[schema(example = "USD")]
    pub(crate) currency: Option<String>,
    /// Taxes of the account's table that a line takes over.
    #[schema(required = false, max_items = 3)]
    pub(crate) tax_ids: Vec<Uuid>,
    /// Free data of yours.
    pub(crate) metadata: Option<Metadata>,
}

changes!(ProductChanges of ProductBody);

/// A product.
#[derive(Serialize, ToSchema)]
pub(crate) struct Product {
    /// Its id.
    pub(crate) id: Uuid,
    #[serde(flatten)]
    pub(crate) fields: ProductBody,
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
