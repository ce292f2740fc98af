//! Payments as a list of their own.

use crate::{App, Boxed, Caller, Page, Paging, Result, Total};
use net30_domain::{id::InvoiceId, money::Currency, payment::Payment};
use net30_store::payment;

/// A page of payments with the currency of each, newest first, reversed ones included: the account's, or a document's.
///
/// # Errors
/// [`crate::Error::NotFound`] if the account has no such document, [`crate::Error::BadCursor`] if the cursor is not of
/// this list: that of a document has none.
pub fn payments<'a>(
    app: &'a App,
    caller: &'a Caller,
    invoice: Option<InvoiceId>,
    paging: &'a Paging,
) -> Boxed<'a, Page<(Payment, Currency)>> {
    Box::pin(async move {
        if let Some(id) = invoice {
            return of_invoice(app, caller, id, paging).await;
        }
        let mut reader = app.store().reader().await?;
        let found = payment::list(&mut reader, caller.account_id, paging).await?;
        let total = payment::count(&mut reader, caller.account_id).await?;
        let currencies = payment::currencies(&mut reader, &found.items).await?;
        let items = found.items.into_iter().zip(currencies).collect();
        Ok(Page { items, total, next: found.next })
    })
}

async fn of_invoice(
    app: &App,
    caller: &Caller,
    id: InvoiceId,
    paging: &Paging,
) -> Result<Page<(Payment, Currency)>> {
    let (offset, limit) = match paging {
        Paging::Offset { offset, limit } => (*offset, *limit),
        Paging::After { .. } => return Err(crate::Error::BadCursor),
    };
    let invoice = super::get(app, caller, id).await?.invoice;
    let currency = invoice.content.currency;
    let whole = |number: i64| usize::try_from(number).unwrap_or(usize::MAX);
    let count = i64::try_from(invoice.payments.len()).unwrap_or(i64::MAX);
    let newest_first = invoice.payments.into_iter().rev();
    let items = newest_first.skip(whole(offset)).take(whole(limit));
    Ok(Page {
        items: items.map(|payment| (payment, currency)).collect(),
        total: Total { count, exact: true },
        next: None,
    })
}
