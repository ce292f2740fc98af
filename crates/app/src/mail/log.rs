//! What became of e-mails, to be looked at.

use super::{EmailDelivery, EmailDeliveryFilter};
use crate::{App, Caller, Result, shown};
use net30_domain::id::InvoiceId;
use net30_store::{Page, Paging, email_delivery};

/// A page of the account's e-mails, newest first.
///
/// # Errors
/// [`crate::Error::BadCursor`] if the cursor is not one of this list's.
pub async fn deliveries(
    app: &App,
    caller: &Caller,
    filter: EmailDeliveryFilter,
    paging: &Paging,
) -> Result<Page<EmailDelivery>> {
    let mut reader = app.store().reader().await?;
    Ok(email_delivery::list(&mut reader, caller.account_id, filter, paging).await?)
}

/// A page of the e-mails about a document, newest first.
///
/// # Errors
/// [`crate::Error::NotFound`] if the account has no such document, [`crate::Error::BadCursor`] if the cursor is not one
/// of this list's.
pub async fn deliveries_of(
    app: &App,
    caller: &Caller,
    id: InvoiceId,
    paging: &Paging,
) -> Result<Page<EmailDelivery>> {
    shown::get(app, caller, id).await?;
    let filter = EmailDeliveryFilter { object_id: Some(id.0), status: None };
    deliveries(app, caller, filter, paging).await
}
