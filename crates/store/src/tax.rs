//! The account's table of taxes.

use crate::{
    Boxed, Connection, Query, Result, Tx,
    catalogue::{self, catalogue},
    db::{At, FromRow, Param, Row, args, owned},
    kept::json,
};
use net30_domain::{
    id::{AccountId, TaxId},
    tax::TaxDefinition,
    text::folded,
};
use uuid::Uuid;

catalogue! {
    TaxDefinition, TaxId, "tax",
    "id, account_id, details, archived_at, revision, created_at, updated_at",
    &[];
    INSERT = "insert into tax (id, account_id, name, archived, search, details, archived_at, revision,
        created_at, updated_at) values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";
    UPDATE = "update tax set name = ?3, archived = ?4, search = ?5, details = ?6, archived_at = ?7,
        revision = ?8, updated_at = ?10 where id = ?1 and account_id = ?2 and created_at = ?9 and revision = ?11";
    NOTE_USE = "insert into tax_use (tax_id) values (?1) on conflict (tax_id) do nothing";
    IS_THERE = "select id from tax where id = ?1";
    USE_OF = "select tax_id from tax_use where tax_id = ?1";
}

impl FromRow for TaxDefinition {
    fn from_row(row: &mut Row<'_>) -> Result<Self> {
        Ok(Self {
            id: TaxId(row.take()?),
            account_id: AccountId(row.take()?),
            tax: row.kept()?,
            archived_at: row.moment()?,
            revision: row.take()?,
            created_at: row.take::<At>()?.0,
            updated_at: row.take::<At>()?.0,
        })
    }
}

/// Notes that a document or a product names taxes.
pub(crate) fn note_use(tx: &mut Tx, ids: impl Iterator<Item = TaxId>) -> Result<()> {
    let mut ids: Vec<TaxId> = ids.collect();
    ids.sort_unstable();
    ids.dedup();
    tx.must_find(&IS_THERE, ids.iter().map(|id| owned![id.0]).collect())?;
    tx.execute_each_later(&NOTE_USE, ids.into_iter().map(|id| owned![id.0]).collect())
}

fn values(tax: &TaxDefinition) -> Vec<Box<dyn Param>> {
    owned![
        tax.id.0,
        tax.account_id.0,
        tax.tax.name.clone(),
        i16::from(tax.archived_at.is_some()),
        folded(&tax.tax.name),
        json(&tax.tax),
        tax.archived_at.map(At),
        tax.revision,
        At(tax.created_at),
        At(tax.updated_at)
    ]
}

/// Keeps a new tax.
pub fn insert<'a>(tx: &'a mut Tx, tax: &'a TaxDefinition) -> Boxed<'a, ()> {
    Box::pin(catalogue::insert(tx, tax))
}

/// Keeps a changed tax; false if its revision is no longer the expected one.
pub fn update<'a>(
    tx: &'a mut Tx,
    tax: &'a TaxDefinition,
    expected_revision: i64,
) -> Boxed<'a, bool> {
    Box::pin(catalogue::update(tx, tax, expected_revision))
}

/// Removes a tax for good; false if there is none.
pub fn delete(tx: &mut Tx, account: AccountId, id: TaxId) -> Boxed<'_, bool> {
    Box::pin(async move { catalogue::delete::<TaxDefinition>(tx, account, id.0).await })
}

/// Whether a document or a product has ever named it.
pub fn is_referenced(q: &mut dyn Connection, account: AccountId, id: TaxId) -> Boxed<'_, bool> {
    Box::pin(async move {
        let is_own = catalogue::load::<TaxDefinition>(q, account, id.0).await?.is_some();
        Ok(is_own && q.optional::<(Uuid,)>(&USE_OF, args![id.0]).await?.is_some())
    })
}
