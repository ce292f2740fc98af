//! The invoices of the last days.

use super::InvoiceFilter;
use crate::{App, Boxed, Caller, Error, What};
use jiff::ToSpan;
use net30_domain::document::DocumentType;
use net30_store::account;

/// Which invoices are dated within the last `days` days, today by the account's own clock included.
///
/// # Errors
/// [`Error::NotFound`] if the account is gone.
pub fn recent<'a>(app: &'a App, caller: &'a Caller, days: u16) -> Boxed<'a, InvoiceFilter> {
    Box::pin(async move {
        let mut reader = app.store().reader().await?;
        let found = account::load(&mut reader, caller.account_id).await?;
        let today = found.ok_or(Error::NotFound(What::Account))?.today(app.now());
        Ok(InvoiceFilter {
            documents: Some(vec![DocumentType::Invoice]),
            issued_from: Some(today.saturating_sub(i64::from(days).days())),
            issued_to: Some(today),
            ..InvoiceFilter::default()
        })
    })
}
