//! The history: what happened, in the order in which it was committed.

use crate::{App, Boxed, Caller, invoices};
use net30_domain::{event::Event, id::InvoiceId};
use net30_store::event;

/// Most events of one document that are shown.
const OF_DOCUMENT_MAX: i64 = 1000;

/// A page of events.
#[derive(Debug)]
pub struct EventPage {
    /// The events, oldest first.
    pub events: Vec<Event>,
    /// What to ask for next; the same again if nothing new happened.
    pub next: Option<String>,
}

/// Events of the caller's account after a cursor.
///
/// # Errors
/// [`crate::Error::BadCursor`] if the cursor is not one of this list's.
pub fn list<'a>(
    app: &'a App,
    caller: &'a Caller,
    after: Option<&'a str>,
    limit: i64,
) -> Boxed<'a, EventPage> {
    Box::pin(async move {
        let mut reader = app.store().reader().await?;
        let (events, next) = event::list(&mut reader, caller.account_id, after, limit).await?;
        Ok(EventPage { events, next: next.or_else(|| after.map(str::to_owned)) })
    })
}

/// The history of one document, oldest first.
///
/// # Errors
/// [`crate::Error::NotFound`] if the account has no such document.
pub fn of_invoice<'a>(app: &'a App, caller: &'a Caller, id: InvoiceId) -> Boxed<'a, Vec<Event>> {
    Box::pin(async move {
        invoices::get(app, caller, id).await?;
        let mut reader = app.store().reader().await?;
        Ok(event::of_object(&mut reader, caller.account_id, id.0, OF_DOCUMENT_MAX).await?)
    })
}
