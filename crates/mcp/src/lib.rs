//! The door for assistants: a server of the Model Context Protocol at `/mcp`, over Streamable HTTP and without sessions.
//!
//! A tool is a row of `tools.json`, and its call a request to a route of the native API, made within the process with the
//! caller's own key: what the API refuses a tool cannot do, and there is nothing to decide here (ADR 11). What changes
//! something is shown first, and done once somebody has agreed to it (`consent.rs`).

mod ask;
mod consent;
mod door;
mod era;
mod host;
mod message;
mod outcome;
mod tool;

pub use tool::{TOOLS, Tool};

use ask::Visit;
use axum::{
    Router,
    extract::{FromRequestParts as _, Request, State},
    http::StatusCode,
    response::Response,
};
use era::Era;
use message::{Code, Fault, Message};
use net30_app::Caller;
use net30_http::{
    Http, body,
    plain::{Plain, post},
    problem::Result,
    trace::Trace,
};
use std::sync::{Arc, OnceLock};

/// The route of the protocol, over those of the native API.
#[must_use]
pub fn routes(api: Router<Http>) -> Vec<Plain> {
    // Made once, by the first request: each of them needs the same.
    let made: Arc<OnceLock<Router>> = Arc::default();
    let handler = move |State(http): State<Http>, request: Request| {
        let (api, made) = (api.clone(), Arc::clone(&made));
        async move {
            // With all that surrounds a request: a tool's call is counted and logged as what it asks for.
            let api =
                made.get_or_init(|| api.layer(Trace::new(http.clone())).with_state(http.clone()));
            answer(http, api.clone(), request).await
        }
    };
    vec![post("/mcp", handler)]
}

/// Answers a message. Who has no key is told so before anything is read.
async fn answer(http: Http, api: Router, request: Request) -> Result<Response> {
    let (mut parts, sent) = request.into_parts();
    let caller = match Caller::from_request_parts(&mut parts, &http).await {
        Ok(caller) => caller,
        Err(problem) => {
            body::discard(sent).await;
            return Err(problem);
        }
    };
    let bytes = body::read(&parts, sent).await?;
    if let Some(why) = host::refused(&http, &parts.headers) {
        return Ok(Fault::new(Code::InvalidRequest, why).answer(StatusCode::FORBIDDEN, None));
    }
    let message = match Message::read(&bytes) {
        Ok(message) => message,
        Err(fault) => return Ok(fault.answer(fault.status(), None)),
    };
    let id = message.id.clone();
    let era = match Era::of(&parts.headers, &message) {
        Ok(era) => era,
        Err(fault) => return Ok(fault.answer(fault.status(), id.as_ref())),
    };
    // A notification, or the answer to a question that nobody asked.
    let (Some(id), Some(_)) = (&id, &message.method) else { return Ok(message::accepted()) };
    let visit = Visit::of(http, caller, api, &parts);
    Ok(match door::answered(&visit, era, &message).await {
        Ok(result) => message::result(id, &result),
        // Clients of old take what is refused with any status for a broken connection.
        Err(fault) if era == Era::Handshake => fault.answer(StatusCode::OK, Some(id)),
        Err(fault) => fault.answer(fault.status(), Some(id)),
    })
}
