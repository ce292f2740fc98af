//! From a product to its JSON.

use super::wire;
use crate::wire::Metadata;
use net30_domain::product::Product;
use net30_http::number::Number;

/// A product.
pub(crate) fn product(product: &Product) -> wire::Product {
    wire::Product {
        id: product.id.0,
        fields: body(product),
        archived_at: product.archived_at,
        revision: product.revision,
        created_at: product.created_at,
        updated_at: product.updated_at,
    }
}

/// What a client would write to make this product.
pub(crate) fn body(product: &Product) -> wire::ProductBody {
    wire::ProductBody {
        name: product.name.clone(),
        description: product.description.as_deref().map(str::to_owned),
        sku: product.sku.clone(),
        unit: product.unit.clone(),
        unit_price: Number(product.unit_price),
        currency: product.currency.map(|currency| currency.code().to_owned()),
        tax_ids: product.tax_ids.iter().map(|id| id.0).collect(),
        metadata: Metadata::of(product.metadata.as_ref()),
    }
}
