//! What became of letters, to be looked at.

use super::{Delivery, DeliveryFilter};
use crate::{App, Caller, Result, invoices};
use net30_domain::id::InvoiceId;
use net30_store::{Page, Paging, delivery};

/// A page of the account's letters, newest first.
///
/// # Errors
/// [`crate::Error::BadCursor`] if the cursor is not one of this list's.
pub async fn deliveries(
    app: &App,
    caller: &Caller,
    filter: DeliveryFilter,
    paging: &Paging,
) -> Result<Page<Delivery>> {
    let mut reader = app.store().reader().await?;
    Ok(delivery::list(&mut reader, caller.account_id, filter, paging).await?)
}

/// A page of the letters about a document, newest first.
///
/// # Errors
/// [`crate::Error::NotFound`] if the account has no such document, [`crate::Error::BadCursor`] if the cursor is not one
/// of this list's.
pub async fn deliveries_of(
    app: &App,
    caller: &Caller,
    id: InvoiceId,
    paging: &Paging,
) -> Result<Page<Delivery>> {
    invoices::get(app, caller, id).await?;
    let filter = DeliveryFilter { object_id: Some(id.0), status: None };
    deliveries(app, caller, filter, paging).await
}
