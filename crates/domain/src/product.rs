//! The catalogue: what a line may be filled from.

use crate::{
    html::Html,
    id::{AccountId, ProductId, TaxId},
    money::Currency,
};
use jiff::Timestamp;
use rust_decimal::Decimal;

/// A good or a service that the account sells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Product {
    /// Its id.
    pub id: ProductId,
    /// Whose it is.
    pub account_id: AccountId,
    /// Its name, as a line shows it.
    pub name: String,
    /// What more there is to say of it.
    pub description: Option<Html>,
    /// The seller's article number (BT-155).
    pub sku: Option<String>,
    /// What a quantity counts, such as `hour`.
    pub unit: Option<String>,
    /// Price of one unit.
    pub unit_price: Decimal,
    /// Currency of the price, if not the account's.
    pub currency: Option<Currency>,
    /// Taxes that a line takes over, at most 3.
    pub tax_ids: Vec<TaxId>,
    /// Free JSON object of the client, as text.
    pub metadata: Option<String>,
    /// When it was archived: it is no longer offered, but documents still refer to it.
    pub archived_at: Option<Timestamp>,
    /// Counts its changes, from 1.
    pub revision: i64,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
}
