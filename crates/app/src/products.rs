//! Products: the catalogue of goods and services.

use crate::{
    Error, Result, What, Work,
    catalogue::{self, Entry, EntryId, kept_in},
    invoices::not_found,
};
use jiff::Timestamp;
use net30_domain::{
    Decimal,
    event::EventType,
    html::Html,
    id::{AccountId, ProductId, TaxId},
    money::Currency,
    product::Product,
};
use net30_store::{CatalogueFilter, Page, Paging, Reader, product, tax};

/// What a client writes of a product.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProductDraft {
    /// Name.
    pub name: String,
    /// What more there is to say of it.
    pub description: Option<Html>,
    /// Article number.
    pub sku: Option<String>,
    /// Unit.
    pub unit: Option<String>,
    /// Price of one unit.
    pub unit_price: Decimal,
    /// Currency of the price.
    pub currency: Option<Currency>,
    /// Taxes.
    pub tax_ids: Vec<TaxId>,
    /// Free JSON object, as text.
    pub metadata: Option<String>,
}

/// Makes a product.
pub type Create = catalogue::Create<Product>;
/// Replaces a product.
pub type Replace = catalogue::Replace<Product>;
/// Removes or archives a product.
pub type Delete = catalogue::Delete<Product>;
pub use catalogue::{get, list};

impl From<ProductId> for EntryId {
    fn from(id: ProductId) -> Self {
        Self(id.0)
    }
}

impl Entry for Product {
    type Draft = ProductDraft;
    type Id = ProductId;
    const WHAT: What = What::Product;
    const EVENTS: [EventType; 3] =
        [EventType::ProductCreated, EventType::ProductUpdated, EventType::ProductDeleted];

    fn make(id: ProductId, account_id: AccountId, draft: &ProductDraft, now: Timestamp) -> Self {
        let bare = Product {
            id,
            account_id,
            name: String::new(),
            description: None,
            sku: None,
            unit: None,
            unit_price: Decimal::ZERO,
            currency: None,
            tax_ids: vec![],
            metadata: None,
            archived_at: None,
            revision: 1,
            created_at: now,
            updated_at: now,
        };
        bare.with(draft)
    }

    fn with(&self, draft: &ProductDraft) -> Self {
        Product {
            name: draft.name.clone(),
            description: draft.description.clone(),
            sku: draft.sku.clone(),
            unit: draft.unit.clone(),
            unit_price: draft.unit_price,
            currency: draft.currency,
            tax_ids: draft.tax_ids.clone(),
            metadata: draft.metadata.clone(),
            ..self.clone()
        }
    }

    async fn check(draft: &ProductDraft, work: &mut Work) -> Result<()> {
        let account_id = work.caller.account_id;
        let found = tax::load_many(&mut work.tx, account_id, &draft.tax_ids).await?;
        let missing = |(index, id): (usize, &TaxId)| {
            let is_there = found.iter().any(|tax| tax.id == *id);
            (!is_there).then(|| not_found(format!("/tax_ids/{index}"), "tax", id.0))
        };
        let faults: Vec<_> = draft.tax_ids.iter().enumerate().filter_map(missing).collect();
        if faults.is_empty() { Ok(()) } else { Err(Error::Invalid(faults)) }
    }

    async fn page(
        reader: &mut Reader,
        account_id: AccountId,
        filter: &CatalogueFilter,
        paging: &Paging,
    ) -> Result<Page<Self>> {
        Ok(product::list(reader, account_id, filter, paging).await?)
    }

    kept_in!(product);
}
