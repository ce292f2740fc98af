//! The catalogue of goods and services.

use crate::{
    Boxed, Connection, Query, Result, Tx,
    catalogue::{self, catalogue},
    db::{
        At, FromRow, Param, Row, args, owned,
        search::{self, Kind},
    },
    kept::{Kept, json, kept_struct},
    tax,
};
use net30_domain::{
    html::Html,
    id::{AccountId, ProductId, TaxId},
    money::Currency,
    product::Product,
    text::folded,
};
use std::collections::BTreeSet;
use uuid::Uuid;

catalogue! {
    Product, ProductId, "product",
    "id, account_id, name, sku, unit_price, currency, metadata, details, archived_at, revision, created_at, updated_at",
    &[Kind::Product];
    INSERT = "insert into product (id, account_id, name, sku, unit_price, currency, archived, search, metadata,
        details, archived_at, revision, created_at, updated_at)
        values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)";
    UPDATE = "update product set name = ?3, sku = ?4, unit_price = ?5, currency = ?6, archived = ?7, search = ?8,
        metadata = ?9, details = ?10, archived_at = ?11, revision = ?12, updated_at = ?14
        where id = ?1 and account_id = ?2 and created_at = ?13 and revision = ?15";
    IS_THERE = "select id from product where id = ?1";
    LINE_OF = "select invoice_id from line where product_id = ?1 limit 1";
}

/// What no list filters or sorts by.
struct Details {
    description: Option<Html>,
    unit: Option<String>,
    tax_ids: Vec<TaxId>,
}
kept_struct! { Details as DetailsRecord {
    description: Option<Html>, unit: Option<String>, tax_ids: Vec<TaxId>,
} }

impl Details {
    fn of(product: &Product) -> Self {
        Self {
            description: product.description.clone(),
            unit: product.unit.clone(),
            tax_ids: product.tax_ids.clone(),
        }
    }
}

impl FromRow for Product {
    fn from_row(row: &mut Row<'_>) -> Result<Self> {
        let (id, account_id) = (ProductId(row.take()?), AccountId(row.take()?));
        let (name, sku) = (row.take()?, row.take()?);
        let unit_price = Kept::revive(row.take::<String>()?)?;
        let currency = Kept::revive(row.take::<Option<String>>()?)?;
        let metadata = row.take()?;
        let details: Details = row.kept()?;
        Ok(Self {
            id,
            account_id,
            name,
            sku,
            unit_price,
            currency,
            metadata,
            description: details.description,
            unit: details.unit,
            tax_ids: details.tax_ids,
            archived_at: row.moment()?,
            revision: row.take()?,
            created_at: row.take::<At>()?.0,
            updated_at: row.take::<At>()?.0,
        })
    }
}

fn searched(product: &Product) -> String {
    let sku = product.sku.as_deref().map(folded).unwrap_or_default();
    format!("{}\n{sku}", folded(&product.name)).trim_end().to_owned()
}

fn values(product: &Product) -> Vec<Box<dyn Param>> {
    owned![
        product.id.0,
        product.account_id.0,
        product.name.clone(),
        product.sku.clone(),
        product.unit_price.to_string(),
        product.currency.map(Currency::code),
        i16::from(product.archived_at.is_some()),
        searched(product),
        product.metadata.clone(),
        json(&Details::of(product)),
        product.archived_at.map(At),
        product.revision,
        At(product.created_at),
        At(product.updated_at)
    ]
}

/// Keeps a new product.
pub fn insert<'a>(tx: &'a mut Tx, product: &'a Product) -> Boxed<'a, ()> {
    Box::pin(async move {
        catalogue::insert(tx, product).await?;
        keep_beside(tx, product).await
    })
}

/// Keeps a changed product; false if its revision is no longer the expected one.
pub fn update<'a>(tx: &'a mut Tx, product: &'a Product, expected_revision: i64) -> Boxed<'a, bool> {
    Box::pin(async move {
        let is_kept = catalogue::update(tx, product, expected_revision).await?;
        if is_kept {
            keep_beside(tx, product).await?;
        }
        Ok(is_kept)
    })
}

/// Keeps which taxes it names, and what it is found by.
async fn keep_beside(tx: &mut Tx, product: &Product) -> Result<()> {
    tax::note_use(tx, product.tax_ids.iter().copied())?;
    search::keep(tx, product.account_id, Kind::Product, product.id.0, &searched(product)).await
}

/// Has the transaction fail if one of some products, which it is about to refer to, is no longer there.
pub(crate) fn hold(tx: &mut Tx, ids: impl Iterator<Item = ProductId>) -> Result<()> {
    let ids: BTreeSet<ProductId> = ids.collect();
    tx.must_find(&IS_THERE, ids.into_iter().map(|id| owned![id.0]).collect())
}

/// Removes a product for good; false if there is none.
pub fn delete(tx: &mut Tx, account: AccountId, id: ProductId) -> Boxed<'_, bool> {
    Box::pin(async move { catalogue::delete::<Product>(tx, account, id.0).await })
}

/// Whether a line of a document refers to it.
pub fn is_referenced(q: &mut dyn Connection, account: AccountId, id: ProductId) -> Boxed<'_, bool> {
    Box::pin(async move {
        let is_own = catalogue::load::<Product>(q, account, id.0).await?.is_some();
        Ok(is_own && q.optional::<(Uuid,)>(&LINE_OF, args![id.0]).await?.is_some())
    })
}
