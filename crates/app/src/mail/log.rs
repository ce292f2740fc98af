//! What became of e-mails, to be looked at.

use super::{EmailDelivery, EmailDeliveryFilter};
use crate::{App, Boxed, Caller, shown};
use net30_domain::id::InvoiceId;
use net30_store::{Page, Paging, email_delivery};

/// A page of the account's e-mails, newest first.
///
/// # Errors
/// [`crate::Error::BadCursor`] if the cursor is not one of this list's.
pub fn deliveries<'a>(
    app: &'a App,
    caller: &'a Caller,
    filter: EmailDeliveryFilter,
    paging: &'a Paging,
) -> Boxed<'a, Page<EmailDelivery>> {
    Box::pin(async move {
        let mut reader = app.store().reader().await?;
        Ok(email_delivery::list(&mut reader, caller.account_id, filter, paging).await?)
    })
}

/// A page of the e-mails about a document, newest first.
///
/// # Errors
/// [`crate::Error::NotFound`] if the account has no such document, [`crate::Error::BadCursor`] if the cursor is not one
/// of this list's.
pub fn deliveries_of<'a>(
    app: &'a App,
    caller: &'a Caller,
    id: InvoiceId,
    paging: &'a Paging,
) -> Boxed<'a, Page<EmailDelivery>> {
    Box::pin(async move {
        shown::get(app, caller, id).await?;
        let filter = EmailDeliveryFilter { object_id: Some(id.0), status: None };
        deliveries(app, caller, filter, paging).await
    })
}
