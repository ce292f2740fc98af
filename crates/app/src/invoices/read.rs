//! What is asked of invoices beside what they say.

use crate::{App, Boxed, Caller, Error, Result, What, shown::Shown};
use net30_domain::{
    document::DocumentType,
    fault::Faults,
    id::InvoiceId,
    invoice::Invoice,
    totals::{self, Step},
};
use net30_store::{account, invoice, sequence};

/// A document with the steps of its calculation.
pub type Explained = (Shown, Vec<Step>);

/// The id of the document with a number.
///
/// # Errors
/// Those of the database.
pub fn id_of_number<'a>(
    app: &'a App,
    caller: &'a Caller,
    number: &'a str,
) -> Boxed<'a, Option<InvoiceId>> {
    Box::pin(async move {
        if number.contains('\0') {
            return Ok(None);
        }
        let mut reader = app.store().reader().await?;
        Ok(invoice::number_used(&mut reader, caller.account_id, number).await?)
    })
}

/// The number that would be drawn now.
///
/// # Errors
/// Those of the database.
pub fn next_number<'a>(
    app: &'a App,
    caller: &'a Caller,
    document: DocumentType,
) -> Boxed<'a, String> {
    Box::pin(async move {
        let mut reader = app.store().reader().await?;
        let account_id = caller.account_id;
        let account =
            account::load(&mut reader, account_id).await?.ok_or(Error::NotFound(What::Account))?;
        let today = account.today(app.now());
        let pattern = account.pattern(document);
        Ok(sequence::peek_free(&mut reader, account_id, document, pattern, today).await?)
    })
}

/// The steps of a document's calculation, so that each cent can be checked by hand.
///
/// # Errors
/// [`Error::Invalid`] if the content can no longer be calculated.
pub fn explain(invoice: &Invoice) -> Result<Vec<Step>> {
    let (_, steps) = totals::explain(&invoice.content, invoice.totals.rules)
        .map_err(|faults: Faults| Error::Invalid(faults))?;
    Ok(steps)
}
