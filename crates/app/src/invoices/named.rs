//! Invoices as a client names them: by id or by number. For the API that knows neither trash nor credit notes.

use crate::shown::{Shown, shown};
use crate::work::boxed;
use crate::{App, Boxed, Caller, Error, Result, UseCase, What, Work};
use net30_domain::{
    document::DocumentType,
    id::{AccountId, InvoiceId},
    invoice::Invoice,
};
use net30_store::{Connection, invoice};

/// The invoice with an id or a number.
///
/// # Errors
/// [`Error::NotFound`] if the account has no such invoice, or a client deleted it.
pub fn find<'a>(app: &'a App, caller: &'a Caller, id_or_number: &'a str) -> Boxed<'a, Shown> {
    Box::pin(async move {
        let mut reader = app.store().reader().await?;
        let found = load_named(&mut reader, caller.account_id, id_or_number).await?;
        shown(app, caller, found, &mut reader).await
    })
}

/// Does something with the invoice that has an id or a number.
pub struct Named<F> {
    /// Its id or its number.
    pub id_or_number: String,
    /// What to do with it.
    pub act: F,
}

impl<F, U> UseCase for Named<F>
where
    F: Fn(InvoiceId) -> U + Sync,
    U: UseCase + Send,
{
    type Output = U::Output;

    boxed!();

    async fn run(&self, work: &mut Work) -> Result<U::Output> {
        let id = named(work, &self.id_or_number).await?;
        (self.act)(id).boxed(work).await
    }
}

fn named<'a>(work: &'a mut Work, id_or_number: &'a str) -> Boxed<'a, InvoiceId> {
    Box::pin(async move {
        let found = load_named(&mut work.tx, work.caller.account_id, id_or_number).await?;
        Ok(found.ok_or(Error::NotFound(What::Invoice))?.id)
    })
}

async fn load_named(
    query: &mut dyn Connection,
    account_id: AccountId,
    id_or_number: &str,
) -> Result<Option<Invoice>> {
    let mut found = match id_or_number.parse::<InvoiceId>() {
        Ok(id) => invoice::load(query, account_id, id).await?,
        Err(_) => None,
    };
    // PostgreSQL keeps no U+0000, so that no number has one; asking for it would be an error there.
    if found.is_none() && !id_or_number.contains('\0') {
        found = invoice::load_by_number(query, account_id, id_or_number).await?;
    }
    let is_there = |invoice: &Invoice| {
        invoice.document == DocumentType::Invoice && invoice.deleted_at.is_none()
    };
    Ok(found.filter(is_there))
}
