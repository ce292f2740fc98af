//! Pages of lists that were found before: who asks again while nothing was done in the account is not searched and counted
//! for again.

use crate::{
    App, Result,
    remembered::{Remembered, remembered},
};
use net30_domain::id::InvoiceId;
use net30_store::{
    Page, Paging, Reader,
    history_sum::HistorySum,
    invoice::{self, ListQuery},
};
use quick_cache::Weighter;
use std::sync::Arc;

/// How much is remembered.
const BYTES_MAX: u64 = 4 * 1024 * 1024;
/// What a page takes beside its ids and what a client wrote to ask for it, about.
const ENTRY_BYTES: usize = 512;

/// A page, and the sum of the account's history with which it was found: that changes whenever anything does that a filter
/// asks for.
type Found = (HistorySum, Arc<Page<InvoiceId>>);

#[derive(Clone)]
struct Weigher;

impl Weighter<ListQuery, Found> for Weigher {
    fn weight(&self, query: &ListQuery, (_, page): &Found) -> u64 {
        let length = |text: &Option<String>| text.as_ref().map_or(0, String::len);
        let cursor = match &query.paging {
            Paging::Offset { .. } => 0,
            Paging::After { cursor, .. } => cursor.as_str().len(),
        };
        let asked = length(&query.filter.search) + length(&query.filter.tag) + cursor;
        let bytes = asked + page.items.len() * size_of::<InvoiceId>() + ENTRY_BYTES;
        u64::try_from(bytes).unwrap_or(u64::MAX)
    }
}

/// What was found.
pub(crate) struct Pages(Remembered<ListQuery, Found, Weigher>);

impl Pages {
    pub(crate) fn new() -> Self {
        Self(remembered(BYTES_MAX, 4096, Weigher))
    }
}

/// The page of a list. `history` is the sum of the account's history, as the same reader sees it.
///
/// # Errors
/// [`crate::Error::BadCursor`] if the cursor is not one of this list's.
pub(super) async fn page(
    app: &App,
    reader: &mut Reader,
    query: ListQuery,
    history: Option<HistorySum>,
) -> Result<Page<InvoiceId>> {
    let pages = &app.inner.pages.0;
    if let Some(history) = &history
        && let Some((found_with, page)) = pages.get(&query)
        && found_with == *history
    {
        return Ok(Page::clone(&page));
    }
    let page = invoice::page_of_ids(reader, &query).await?;
    if let Some(history) = history {
        pages.insert(query, (history, Arc::new(page.clone())));
    }
    Ok(page)
}
