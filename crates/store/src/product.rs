//! The catalogue of goods and services.

use crate::{
    Boxed, Connection, Query, Result, Tx,
    catalogue::{self, catalogue},
    db::{
        At, FromRow, Row, args,
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
use uuid::Uuid;

catalogue! {
    Product, ProductId, "product",
    "id, account_id, name, sku, unit_price, currency, metadata, details, archived_at, revision, created_at, updated_at",
    &[Kind::Product];
    INSERT = "insert into product (id, account_id, name, sku, unit_price, currency, archived, search, metadata,
        details, archived_at, revision, created_at, updated_at)
        values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)";
    UPDATE = "update product set name = ?4, sku = ?5, unit_price = ?6, currency = ?7, archived = ?8, search = ?9,
        metadata = ?10, details = ?11, archived_at = ?12, revision = ?13, updated_at = ?14
        where account_id = ?1 and id = ?2 and revision = ?3";
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

/// Keeps a new product.
pub fn insert<'a>(tx: &'a mut Tx, product: &'a Product) -> Boxed<'a, ()> {
    Box::pin(async move {
        let searched = searched(product);
        let values = args![
            product.id.0,
            product.account_id.0,
            product.name,
            product.sku,
            product.unit_price.to_string(),
            product.currency.map(Currency::code),
            i16::from(product.archived_at.is_some()),
            searched,
            product.metadata,
            json(&Details::of(product)),
            product.archived_at.map(At),
            product.revision,
            At(product.created_at),
            At(product.updated_at)
        ];
        tx.execute(&INSERT, values).await?;
        tax::note_use(tx, product.tax_ids.iter().copied())?;
        search::keep(tx, product.account_id, Kind::Product, product.id.0, &searched).await
    })
}

/// Keeps a changed product; false if its revision is no longer the expected one.
pub fn update<'a>(tx: &'a mut Tx, product: &'a Product, expected_revision: i64) -> Boxed<'a, bool> {
    Box::pin(async move {
        let searched = searched(product);
        let values = args![
            product.account_id.0,
            product.id.0,
            expected_revision,
            product.name,
            product.sku,
            product.unit_price.to_string(),
            product.currency.map(Currency::code),
            i16::from(product.archived_at.is_some()),
            searched,
            product.metadata,
            json(&Details::of(product)),
            product.archived_at.map(At),
            product.revision,
            At(product.updated_at)
        ];
        if tx.execute(&UPDATE, values).await? == 0 {
            return Ok(false);
        }
        tax::note_use(tx, product.tax_ids.iter().copied())?;
        search::keep(tx, product.account_id, Kind::Product, product.id.0, &searched).await?;
        Ok(true)
    })
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
