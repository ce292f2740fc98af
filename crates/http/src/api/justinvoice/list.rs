//! The list of recent invoices, whole: an array that is written page by page.

use super::{TAG, view, wire::Invoice};
use crate::{
    Http,
    call::ReadRequest,
    json::{Case, Unknown},
    problem::Result,
};
use axum::{
    body::Body,
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use futures_util::{StreamExt, stream};
use net30_app::{
    Caller, Cursor, Error, Paging,
    invoices::{self, InvoiceFilter, InvoiceList, Sort},
};

/// How far back the list goes if the client does not say.
const DAYS_DEFAULT: u16 = 30;
/// How far back it may go.
const DAYS_MAX: i64 = 365;
/// Invoices that are in memory at once.
const PAGE: i64 = 200;

/// List recent invoices
///
/// Those whose `invoiceDate` is within the last 30 or `days` days, newest first.
#[utoipa::path(
    get, path = "/api/invoices", operation_id = "justinvoice_list_invoices", tag = TAG,
    params(("days" = Option<i64>, Query, minimum = 1, maximum = 365, description = "How many days back; 30 if left out.", example = 90)),
    responses((status = 200, description = "The invoices.", body = [Invoice])),
)]
pub(super) async fn list(State(http): State<Http>, request: ReadRequest) -> Result<Response> {
    let days = request
        .query(Case::Any, Unknown::Name, |query| query.integer("days", 1..=DAYS_MAX))?
        .and_then(|days| u16::try_from(days).ok());
    let caller = request.caller;
    let filter = invoices::recent(http.app(), &caller, days.unwrap_or(DAYS_DEFAULT)).await?;
    let pages = Pages { http, caller, filter, next: None };
    // The first page is read before the reply begins, so that what fails there is still told.
    let first = Paging::Offset { offset: 0, limit: PAGE };
    let (first, pages) = pages.read(b'[', &first).await?;
    let rest = stream::try_unfold(pages, Pages::following);
    let body = Body::from_stream(stream::iter([Ok(first)]).chain(rest));
    Ok(([(header::CONTENT_TYPE, "application/json")], body).into_response())
}

/// What is left of the list.
struct Pages {
    http: Http,
    caller: Caller,
    filter: InvoiceFilter,
    next: Option<Cursor>,
}

impl Pages {
    /// The page that follows; none after the last. A failure breaks the reply off, so that half a list is never taken
    /// for a whole one.
    async fn following(mut self) -> std::result::Result<Option<(Bytes, Self)>, Error> {
        let Some(cursor) = self.next.take() else { return Ok(None) };
        self.read(b',', &Paging::After { cursor, limit: PAGE }).await.map(Some)
    }

    /// Reads a page and writes it behind `opening`; the last one closes the array.
    async fn read(
        mut self,
        opening: u8,
        paging: &Paging,
    ) -> std::result::Result<(Bytes, Self), Error> {
        let app = self.http.app();
        let list = invoices::list(app, &self.caller, &self.filter, Sort::default(), paging).await?;
        let InvoiceList { invoices, next, .. } = list;
        let invoices: Vec<Invoice> = invoices.iter().map(|shown| view(&self.http, shown)).collect();
        let mut bytes =
            serde_json::to_vec(&invoices).map_err(|error| Error::Broken(error.into()))?;
        bytes[0] = opening;
        if next.is_some() {
            bytes.pop();
        }
        self.next = next;
        Ok((bytes.into(), self))
    }
}
