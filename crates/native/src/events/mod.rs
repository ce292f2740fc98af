//! The history of the account.

pub(crate) mod wire;
pub(crate) mod write;

use self::wire::EventPage;
use crate::{TAG, request};
use axum::extract::State;
use net30_app::events;
use net30_http::{Http, call::ReadRequest, paging::Limits, problem::Result, reply::Reply};
use utoipa_axum::{router::OpenApiRouter, routes};

/// Most characters of a cursor.
const CURSOR_CHARS_MAX: usize = 200;

/// The table of routes.
pub(crate) fn routes() -> OpenApiRouter<Http> {
    OpenApiRouter::new().routes(routes!(list))
}

/// Read the history
///
/// What happened in the account, in the order in which it was done, oldest first. To follow it, pass `next_after` of
/// the last reply as `after`: no event is ever passed over.
#[utoipa::path(
    get, path = "/events", operation_id = "list_events", tag = TAG,
    params(
        ("after" = Option<String>, Query, description = "`next_after` of the reply before; the beginning if left out."),
        ("limit" = Option<i64>, Query, minimum = 1, maximum = 1000, description = "Most events of the reply; 100 if left out.", example = 100),
    ),
    responses((status = 200, description = "The next events.", body = EventPage)),
)]
async fn list(State(http): State<Http>, request: ReadRequest) -> Result<Reply> {
    let (after, limit) = request::query(&request, |query| {
        let limit = Limits::LONG.limit(query);
        (query.text("after", CURSOR_CHARS_MAX), limit)
    })?;
    let page = events::list(http.app(), &request.caller, after.as_deref(), limit).await?;
    let data = page.events.iter().map(write::event).collect();
    Ok(Reply::ok(&EventPage { data, next_after: page.next }))
}
