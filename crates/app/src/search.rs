//! One box to find anything in: documents by number, customer or tag, customers and products by name.

use crate::{
    App, Boxed, Caller, CatalogueFilter, Paging, customers,
    invoices::{self, InvoiceFilter, Shown, Sort, SortKey},
    products,
};
use net30_domain::{customer::Customer, limits::SEARCH_CHARS_MAX, product::Product};

/// Most entries of each kind.
pub const EACH_MAX: i64 = 8;

/// What was found, of each kind the newest first.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// Documents.
    pub invoices: Vec<Shown>,
    /// Customers.
    pub customers: Vec<Customer>,
    /// Products.
    pub products: Vec<Product>,
}

impl Found {
    /// Whether there is nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.invoices.is_empty() && self.customers.is_empty() && self.products.is_empty()
    }
}

/// Looks for a text; an empty one finds the newest documents.
///
/// # Errors
/// Those of the database.
pub fn find<'a>(app: &'a App, caller: &'a Caller, text: &'a str, each: i64) -> Boxed<'a, Found> {
    Box::pin(async move {
        let text: String = text.trim().chars().take(SEARCH_CHARS_MAX).collect();
        let search = Some(text).filter(|text| !text.is_empty());
        let limit = each.clamp(1, EACH_MAX);
        let paging = Paging::Offset { offset: 0, limit };
        let filter = InvoiceFilter { search: search.clone(), ..InvoiceFilter::default() };
        let newest = Sort { key: SortKey::CreatedAt, descending: true };
        let mut listing = invoices::first(app, caller, &filter, newest, limit).await?;
        let mut found = Found::default();
        while !listing.is_done() {
            found.invoices.extend(listing.piece(app).await?.documents);
        }
        if search.is_some() {
            let filter = CatalogueFilter { search, archived: false };
            found.customers = customers::list(app, caller, &filter, &paging).await?.items;
            found.products = products::list(app, caller, &filter, &paging).await?.items;
        }
        Ok(found)
    })
}
