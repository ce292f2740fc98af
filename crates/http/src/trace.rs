//! What surrounds every request: its id, its log line, its metrics, panics, problems as JSON, and common headers.
//!
//! One hand-made layer, since eight of the shelf cost a quarter of the throughput.

use crate::{
    Http, body, cors,
    problem::{Problem, Result},
    reply::AlwaysWhole,
    rules, zip,
};
use axum::{
    body::Body,
    extract::{MatchedPath, Request},
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header},
    response::{IntoResponse, Response},
};
use futures_util::FutureExt;
use net30_app::error::with_causes;
use net30_domain::id::{KeyId, UserId};
use std::{
    any::Any,
    convert::Infallible,
    hash::{BuildHasher, RandomState},
    panic::AssertUnwindSafe,
    pin::Pin,
    sync::{
        Arc, OnceLock,
        atomic::{AtomicU64, Ordering},
    },
    task::{Context, Poll},
    time::Instant,
};
use tower::{Layer, Service};

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
/// Most characters of a client's own request id.
const REQUEST_ID_CHARS_MAX: usize = 128;
/// The route of requests that match none, in logs and metrics.
const NO_ROUTE: &str = "none";

/// What becomes known of a request on its way, for its log line.
#[derive(Debug)]
pub struct Facts {
    request_id: HeaderValue,
    key: OnceLock<KeyId>,
    user: OnceLock<UserId>,
}

impl Facts {
    /// Notes whose request it is.
    pub fn note_key(&self, key_id: KeyId) {
        // Only the first is kept; a request has one key.
        let _ = self.key.set(key_id);
    }

    /// Notes who asks, if a person does.
    pub fn note_user(&self, user_id: UserId) {
        // As above.
        let _ = self.user.set(user_id);
    }

    /// The id of the request.
    #[must_use]
    pub fn request_id(&self) -> &str {
        self.request_id.to_str().unwrap_or_default()
    }
}

/// The layer.
#[derive(Clone)]
pub struct Trace {
    http: Http,
}

impl Trace {
    /// A layer that counts for `http`.
    #[must_use]
    pub fn new(http: Http) -> Self {
        Self { http }
    }
}

impl<S> Layer<S> for Trace {
    type Service = Traced<S>;

    fn layer(&self, inner: S) -> Traced<S> {
        Traced { http: self.http.clone(), inner }
    }
}

/// A service with all that surrounds a request.
#[derive(Clone)]
pub struct Traced<S> {
    http: Http,
    inner: S,
}

impl<S> Service<Request> for Traced<S>
where
    S: Service<Request, Response = Response, Error = Infallible> + Clone + Send + 'static,
    S::Future: Send,
{
    type Response = Response;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = std::result::Result<Response, Infallible>> + Send>>;

    fn poll_ready(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<std::result::Result<(), Infallible>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, request: Request) -> Self::Future {
        let http = self.http.clone();
        let fresh = self.inner.clone();
        let inner = std::mem::replace(&mut self.inner, fresh);
        Box::pin(async move { Ok(answer(http, inner, request).await) })
    }
}

async fn answer<S>(http: Http, mut inner: S, mut request: Request) -> Response
where
    S: Service<Request, Response = Response, Error = Infallible> + Send,
    S::Future: Send,
{
    let began = Instant::now();
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().cloned();
    let if_none_match = request.headers().get(header::IF_NONE_MATCH).cloned();
    let request_id = request_id_of(request.headers());
    let facts = Arc::new(Facts { request_id, key: OnceLock::new(), user: OnceLock::new() });
    request.extensions_mut().insert(Arc::clone(&facts));
    let bytes_max = rules::body_bytes_max(route.as_ref().map(MatchedPath::as_str), http.config());
    let request = body::limited(request, bytes_max, http.config());

    let origin = cors::allowed(request.headers(), request.uri().path(), http.config());
    let preflight = origin.as_ref().and_then(|_| cors::preflight(&method, request.headers()));

    let zips = zip::is_wanted(&method, request.uri().path(), request.headers());
    let answering = AssertUnwindSafe(async {
        if let Some(preflight) = preflight {
            return Ok(preflight);
        }
        // Apart, so that who does not ask for it does not wait for it.
        if zips { zip::call(inner, request).await } else { inner.call(request).await }
    });
    let answering = answering.catch_unwind();
    let response = match answering.await {
        Ok(Ok(response)) => response,
        Err(panic) => {
            Problem::broken(format!("a handler panicked: {}", panic_text(&*panic))).into_response()
        }
    };
    let response = with_problem(response, &facts, http.errors_page());
    let mut response = if_changed(response, &method, if_none_match.as_ref());
    let headers = response.headers_mut();
    put_below(headers, http.base_path());
    add_headers(headers, facts.request_id.clone(), http.is_secure());
    if let Some(origin) = origin {
        cors::add_headers(headers, origin);
    }

    let route = route.as_ref().map_or(NO_ROUTE, MatchedPath::as_str);
    let elapsed = began.elapsed();
    http.meters().count(&method, route, response.status(), elapsed);
    tracing::info!(
        %method,
        route,
        status = response.status().as_u16(),
        duration_us = u64::try_from(elapsed.as_micros()).unwrap_or(u64::MAX),
        request_id = facts.request_id(),
        key_id = facts.key.get().map(tracing::field::display),
        user_id = facts.user.get().map(tracing::field::display),
        "request"
    );
    response
}

/// The answer to what no route matches.
///
/// # Errors
/// 404, always.
pub(crate) async fn not_found() -> Result<()> {
    Err(Problem::new(StatusCode::NOT_FOUND, "not_found", "no such route"))
}

/// Writes the problem that a handler returned, and logs what broke on our side.
fn with_problem(mut response: Response, facts: &Facts, errors_page: &str) -> Response {
    let request_id = facts.request_id();
    if let Some(problem) = response.extensions_mut().remove::<Arc<Problem>>() {
        if let Some(source) = &problem.source {
            let status = problem.status.as_u16();
            let causes = with_causes(source.as_ref());
            tracing::error!(
                request_id,
                status,
                code = problem.code,
                error = causes,
                "request failed"
            );
        }
        return problem.write(request_id, errors_page);
    }
    if response.status() == StatusCode::METHOD_NOT_ALLOWED {
        // The router adds `Allow` further out.
        let detail = "this route has other methods; the header Allow names them";
        let problem = Problem::new(StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed", detail);
        return problem.write(request_id, errors_page);
    }
    response
}

/// Answers 304 if the client has the same revision already (RFC 9110, 13.1.2).
fn if_changed(response: Response, method: &Method, known: Option<&HeaderValue>) -> Response {
    let is_read = matches!(*method, Method::GET | Method::HEAD);
    let (Some(known), Some(etag), true, StatusCode::OK, None) = (
        known,
        response.headers().get(header::ETAG),
        is_read,
        response.status(),
        response.extensions().get::<AlwaysWhole>(),
    ) else {
        return response;
    };
    let strong = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    let (known, etag) = (known.to_str().unwrap_or_default(), etag.to_str().unwrap_or_default());
    if known.trim() != "*" && !known.split(',').any(|tag| strong(tag) == strong(etag)) {
        return response;
    }
    let (mut parts, _) = response.into_parts();
    parts.status = StatusCode::NOT_MODIFIED;
    parts.headers.remove(header::CONTENT_TYPE);
    parts.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(parts, Body::empty())
}

/// Completes where a new object is, on a server below a path of its host. Replies are kept without it.
fn put_below(headers: &mut HeaderMap, base_path: &str) {
    let Some(location) = headers.get_mut(header::LOCATION).filter(|_| !base_path.is_empty()) else {
        return;
    };
    if let Some(path) = location.to_str().ok().filter(|path| path.starts_with('/'))
        && let Ok(whole) = HeaderValue::try_from(format!("{base_path}{path}"))
    {
        *location = whole;
    }
}

fn add_headers(headers: &mut HeaderMap, request_id: HeaderValue, is_secure: bool) {
    const CLOSED: HeaderValue =
        HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'");
    /// A year: browsers come by https from the first time on (RFC 6797).
    const BY_HTTPS: HeaderValue = HeaderValue::from_static("max-age=31536000");
    headers.insert(REQUEST_ID, request_id);
    if is_secure {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, BY_HTTPS);
    }
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    // A page with forms says otherwise: without a referrer, browsers send no origin either.
    headers.entry(header::REFERRER_POLICY).or_insert(HeaderValue::from_static("no-referrer"));
    headers.entry(header::CONTENT_SECURITY_POLICY).or_insert(CLOSED);
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("private, no-cache"));
}

/// The client's own id if it can stand in a log, else a fresh one.
fn request_id_of(headers: &HeaderMap) -> HeaderValue {
    let sane = |value: &&HeaderValue| {
        let allowed = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_.:/+=@".contains(byte);
        (1..=REQUEST_ID_CHARS_MAX).contains(&value.len()) && value.as_bytes().iter().all(allowed)
    };
    headers.get(REQUEST_ID).filter(sane).cloned().unwrap_or_else(fresh_request_id)
}

/// A number of the process and one of the request: unique without asking for the time or for randomness each time.
fn fresh_request_id() -> HeaderValue {
    static PROCESS: OnceLock<u64> = OnceLock::new();
    static REQUESTS: AtomicU64 = AtomicU64::new(1);
    let process = PROCESS.get_or_init(|| RandomState::new().hash_one(std::process::id()));
    let request = REQUESTS.fetch_add(1, Ordering::Relaxed);
    HeaderValue::try_from(format!("{process:016x}-{request:x}"))
        .expect("hexadecimal digits may stand in a header")
}

fn panic_text(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("no message")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn response(etag: &'static str) -> Response {
        ([(header::ETAG, etag), (header::CONTENT_TYPE, "application/json")], "{}").into_response()
    }

    #[test]
    fn what_the_client_has_is_not_sent_again() {
        let status = |etag: &'static str, known: &'static str, method: Method| {
            let known = HeaderValue::from_static(known);
            if_changed(response(etag), &method, Some(&known)).status().as_u16()
        };
        assert_eq!(status("\"3\"", "\"3\"", Method::GET), 304);
        assert_eq!(status("\"3\"", "W/\"2\", W/\"3\"", Method::HEAD), 304);
        assert_eq!(status("\"3\"", "*", Method::GET), 304);
        assert_eq!(status("\"3\"", "\"2\"", Method::GET), 200);
        assert_eq!(status("\"3\"", "\"3\"", Method::POST), 200);
    }

    #[test]
    fn a_request_id_is_taken_only_if_it_can_stand_in_a_log() {
        let id_of = |text: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(REQUEST_ID, HeaderValue::from_bytes(text.as_bytes()).unwrap());
            request_id_of(&headers)
        };
        assert_eq!(id_of("req-7_a.b"), "req-7_a.b");
        let long = "x".repeat(129);
        for wrong in ["", "a b", "ä", "a\"b", &long] {
            assert_ne!(id_of(wrong), wrong);
        }
        assert_ne!(request_id_of(&HeaderMap::new()), request_id_of(&HeaderMap::new()));
    }

    #[test]
    fn an_error_is_logged_with_its_causes() {
        let inner = std::io::Error::other("disk full");
        let outer = net30_app::Error::Broken(Box::new(inner));
        assert_eq!(with_causes(&outer), "internal error: disk full");
    }
}
