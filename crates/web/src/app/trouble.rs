//! What went wrong, as a page in the person's language, with what can be done about it.

use super::{
    Answer, csrf, page,
    shell::{self, Frame, Here},
    visit::Visit,
};
use askama::Template;
use axum::{
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use net30_http::problem::Problem;

#[derive(Template)]
#[template(path = "app/trouble.html")]
struct TroublePage {
    p: Frame,
    status: u16,
    words: String,
    /// What may help, in the words of a program.
    detail: Option<String>,
    request_id: Option<String>,
    /// Where what is not there can be looked for.
    search: Option<String>,
    /// Where to go from here: address and words.
    way_out: (String, String),
}

/// An address in an account that is none.
pub(super) fn nothing_here(visit: &Visit) -> Answer<'_> {
    let _ = visit;
    Box::pin(async { Err(Problem::not_found("page")) })
}

/// A problem as a page. What broke on our side goes on its way to the log.
pub(super) fn page(visit: &Visit, problem: Problem) -> Response {
    let t = visit.texts();
    let (title, words) = match (problem.status, problem.code) {
        (StatusCode::FORBIDDEN, csrf::CODE) => (t.trouble_origin(), t.trouble_origin_words()),
        (StatusCode::FORBIDDEN, "account_suspended") => {
            (t.trouble_suspended(), t.trouble_suspended_words())
        }
        (StatusCode::FORBIDDEN, _) => {
            let own =
                visit.place.as_ref().map_or(String::new(), |place| shell::role(t, place.role));
            (t.trouble_forbidden(), t.trouble_forbidden_words(&own))
        }
        (StatusCode::NOT_FOUND, _) if is_link(visit) => (t.trouble_link(), t.trouble_link_words()),
        (StatusCode::NOT_FOUND, _) => (t.trouble_missing(), t.trouble_missing_words()),
        (StatusCode::TOO_MANY_REQUESTS, _) => {
            (t.trouble_often(), t.trouble_often_words(&wait(&problem)))
        }
        (StatusCode::CONFLICT | StatusCode::PRECONDITION_FAILED, _) => {
            (t.trouble_conflict(), t.trouble_conflict_words())
        }
        (StatusCode::UNPROCESSABLE_ENTITY | StatusCode::BAD_REQUEST, _) => {
            (t.trouble_input(), t.trouble_input_words())
        }
        (StatusCode::PAYLOAD_TOO_LARGE, _) => (t.trouble_large(), t.trouble_large_words()),
        (StatusCode::REQUEST_TIMEOUT | StatusCode::SERVICE_UNAVAILABLE, _) => {
            (t.trouble_busy(), t.trouble_busy_words())
        }
        (StatusCode::UNAUTHORIZED, _) => return page::see(visit, "/sign-in"),
        _ => (t.trouble_broken(), t.trouble_broken_words()),
    };
    let is_ours = problem.status.is_server_error();
    let says_more = [csrf::CODE, "validation_failed"].contains(&problem.code);
    let way_out = match (&visit.place, &visit.person) {
        (Some(place), _) => (visit.at(&format!("/app/{}", place.code())), t.back_to_start()),
        (None, Some(_)) => (visit.at("/app"), t.back_to_start()),
        (None, None) => (visit.at("/sign-in"), t.to_sign_in()),
    };
    let template = TroublePage {
        p: Frame::of(visit, title, Here::Elsewhere),
        status: problem.status.as_u16(),
        words,
        detail: says_more.then(|| problem.detail.clone()),
        search: visit
            .place
            .as_ref()
            .filter(|_| problem.status == StatusCode::NOT_FOUND)
            .map(|place| visit.at(&format!("/app/{}/search", place.code()))),
        request_id: is_ours.then(|| visit.request_id().to_owned()),
        way_out,
    };
    if let Some(source) = &problem.source {
        tracing::error!(
            request_id = visit.request_id(),
            status = problem.status.as_u16(),
            code = problem.code,
            error = %source,
            "request failed"
        );
    }
    let headers = problem.headers.clone();
    match page::with_status(problem.status, &template) {
        Ok(mut response) => {
            let kept = header::HeaderValue::from_static("no-store");
            response.headers_mut().insert(header::CACHE_CONTROL, kept);
            for (name, value) in headers {
                response.headers_mut().append(name, value);
            }
            response
        }
        // The template is ours; should it break, the problem is told as the APIs do.
        Err(_) => problem.into_response(),
    }
}

/// Whether a link was opened that works once.
fn is_link(visit: &Visit) -> bool {
    ["/welcome/", "/reset/"].iter().any(|place| visit.target.starts_with(place))
}

/// Seconds after which to try again.
fn wait(problem: &Problem) -> String {
    let found = problem.headers.iter().find(|(name, _)| *name == header::RETRY_AFTER);
    found.and_then(|(_, value)| value.to_str().ok()).unwrap_or("60").to_owned()
}
