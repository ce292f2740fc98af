//! Products: the catalogue of goods and services.

use crate::{
    App, Boxed, Caller, Result, What, Work,
    entry::{self, Creatable, Entry, inserted_in, kept_in},
    error::faultless,
    invoices::not_found,
};
use net30_domain::{
    Decimal,
    event::EventType,
    html::Html,
    id::{ProductId, TaxId},
    money::Currency,
    product::Product,
};
use net30_store::{CatalogueFilter, Page, Paging, product, tax};

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
pub type Create = entry::Create<Product>;
/// Replaces a product.
pub type Replace = entry::Replace<Product>;
/// Removes or archives a product.
pub type Delete = entry::Delete<Product>;

/// A page of products, newest first.
///
/// # Errors
/// [`crate::Error::BadCursor`] if the cursor is not one of this list's.
pub fn list<'a>(
    app: &'a App,
    caller: &'a Caller,
    filter: &'a CatalogueFilter,
    paging: &'a Paging,
) -> Boxed<'a, Page<Product>> {
    Box::pin(async move {
        let mut reader = app.store().reader().await?;
        Ok(product::list(&mut reader, caller.account_id, filter, paging).await?)
    })
}

impl Entry for Product {
    type Draft = ProductDraft;
    type Id = ProductId;
    const WHAT: What = What::Product;
    const EVENTS: [EventType; 3] =
        [EventType::ProductCreated, EventType::ProductUpdated, EventType::ProductDeleted];

    async fn check(draft: &ProductDraft, work: &mut Work, _: Option<ProductId>) -> Result<()> {
        let account_id = work.caller.account_id;
        let found = tax::load_many(&mut work.tx, account_id, &draft.tax_ids).await?;
        let missing = |(index, id): (usize, &TaxId)| {
            let is_there = found.iter().any(|tax| tax.id == *id);
            (!is_there).then(|| not_found(format!("/tax_ids/{index}"), "tax", id.0))
        };
        faultless(draft.tax_ids.iter().enumerate().filter_map(missing).collect())
    }

    async fn with(&self, draft: &ProductDraft, _: &mut Work) -> Result<Self> {
        let ProductDraft { name, description, sku, unit, unit_price, currency, tax_ids, metadata } =
            draft.clone();
        let said = self.clone();
        Ok(Self { name, description, sku, unit, unit_price, currency, tax_ids, metadata, ..said })
    }

    kept_in!(product);
}

impl Creatable for Product {
    async fn made(id: ProductId, draft: &ProductDraft, work: &mut Work) -> Result<Self> {
        let blank = Self {
            id,
            account_id: work.caller.account_id,
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
            created_at: work.now,
            updated_at: work.now,
        };
        blank.with(draft, work).await
    }

    inserted_in!(product);
}
