//! The list of recent invoices, whole: an array that is written piece by piece.

use super::{TAG, wire::Invoice, write};
use axum::{extract::State, response::Response};
use net30_app::invoices::{self, Shown, Sort, Wording};
use net30_http::{
    Http,
    call::ReadRequest,
    json::{Case, Unknown},
    listing,
    problem::Result,
};

/// In the words of this API.
const WORDING: Wording = Wording("justinvoice");

/// How far back the list goes if the client does not say.
const DAYS_DEFAULT: u16 = 30;
/// How far back it may go.
const DAYS_MAX: i64 = 365;

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
    let found = invoices::listing_of_all(http.app(), &caller, filter, Sort::default()).await?;
    let envelope: [Invoice; 0] = [];
    let word = |_: &Http, shown: &Shown| write::invoice(shown);
    listing::reply(&http, found, &envelope, WORDING, word).await
}
