//! What a client is told when a request is not done: RFC 9457 problem details.
//!
//! A handler returns a [`Problem`]; the outermost layer ([`crate::trace`]) writes its body, since only that layer
//! knows the request id, and logs the cause if it is ours.

use crate::codes;
use axum::{
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use net30_app::Error;
use net30_domain::fault::Fault;
use serde::{Serialize, Serializer, ser::SerializeMap};
use std::{borrow::Cow, sync::Arc};

/// The media type of problems.
pub const CONTENT_TYPE: &str = "application/problem+json";
/// Most entries of `errors` that one reply has.
const ENTRIES_MAX: usize = 1000;
/// Most faults that `detail` names by their places.
const SUBJECTS_MAX: usize = 5;
/// What messages begin with that say something of their place; others are sentences of their own.
const PREDICATES: [&str; 11] =
    ["is", "are", "must", "may", "has", "have", "does", "cannot", "needs", "come", "says"];
/// Seconds after which a client should try again what was not possible for now.
const RETRY_AFTER_SECONDS: u64 = 1;

/// The result of reading a request or answering it.
pub type Result<T> = std::result::Result<T, Problem>;

/// Where in a request a fault is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// A JSON pointer (RFC 6901) into the caller's own body.
    Pointer(String),
    /// A parameter of the query string.
    Parameter(String),
    /// A header of the request.
    Header(&'static str),
}

/// One fault of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Where it is.
    pub place: Place,
    /// Stable word for programs, or the name of a rule.
    pub code: Cow<'static, str>,
    /// A sentence for people.
    pub message: String,
}

impl Entry {
    /// What is wrong, as a sentence that names where.
    fn sentence(&self) -> String {
        let first = self.message.split(' ').next().unwrap_or_default();
        let colon = if PREDICATES.contains(&first) { "" } else { ":" };
        format!("{}{colon} {}", self.place.subject(), self.message)
    }
}

/// What is wrong with a request, in one sentence.
fn described(entries: &[Entry]) -> String {
    match entries {
        [only] => only.sentence(),
        all => format!("the request has {} invalid values: {}", all.len(), subjects(all)),
    }
}

impl Place {
    /// What people call it: `items[0].unit_price`.
    fn subject(&self) -> String {
        match self {
            Self::Pointer(pointer) if pointer.is_empty() => "the body".to_owned(),
            Self::Pointer(pointer) => path_of(pointer),
            Self::Parameter(name) if name.is_empty() => "the query".to_owned(),
            Self::Parameter(name) => format!("the parameter {name}"),
            Self::Header(name) => format!("the header {name}"),
        }
    }
}

/// A pointer as people write a path: `items[0].unit_price` for `/items/0/unit_price`.
fn path_of(pointer: &str) -> String {
    let mut path = String::with_capacity(pointer.len());
    for step in pointer.split('/').skip(1) {
        let is_index = !step.is_empty() && step.bytes().all(|byte| byte.is_ascii_digit());
        if is_index && !path.is_empty() {
            path.extend(["[", step, "]"]);
            continue;
        }
        if !path.is_empty() {
            path.push('.');
        }
        path.push_str(&step.replace("~1", "/").replace("~0", "~"));
    }
    path
}

/// Names where the first few faults are.
fn subjects(entries: &[Entry]) -> String {
    let named: Vec<String> =
        entries.iter().take(SUBJECTS_MAX).map(|entry| entry.place.subject()).collect();
    let more = if entries.len() > SUBJECTS_MAX { ", …" } else { "" };
    format!("{}{more}", named.join(", "))
}

impl Serialize for Entry {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(3))?;
        match &self.place {
            Place::Pointer(pointer) => map.serialize_entry("pointer", pointer)?,
            Place::Parameter(name) => map.serialize_entry("parameter", name)?,
            Place::Header(name) => map.serialize_entry("header", name)?,
        }
        map.serialize_entry("code", &self.code)?;
        map.serialize_entry("message", &self.message)?;
        map.end()
    }
}

impl From<Fault> for Entry {
    fn from(fault: Fault) -> Self {
        Self { place: Place::Pointer(fault.pointer), code: fault.code, message: fault.message }
    }
}

/// Why a request was not done.
#[derive(Debug)]
pub struct Problem {
    /// HTTP status.
    pub status: StatusCode,
    /// Stable word for programs; [`codes`] has the title and the explanation.
    pub code: &'static str,
    /// What is wrong this time; where there are `errors`, the reply describes those.
    pub detail: String,
    /// All faults of the request, for invalid input.
    pub errors: Vec<Entry>,
    /// Headers that go with it, such as `Retry-After`.
    pub headers: Vec<(HeaderName, HeaderValue)>,
    /// What broke on our side: logged once, never told.
    pub source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

#[derive(Serialize)]
struct Wire<'a> {
    r#type: &'a str,
    title: &'a str,
    status: u16,
    detail: &'a str,
    code: &'a str,
    request_id: &'a str,
    #[serde(skip_serializing_if = "<[Entry]>::is_empty")]
    errors: &'a [Entry],
}

impl Problem {
    /// A problem with no more to it than a sentence.
    #[must_use]
    pub fn new(status: StatusCode, code: &'static str, detail: impl Into<String>) -> Self {
        Self {
            status,
            code,
            detail: detail.into(),
            errors: Vec::new(),
            headers: Vec::new(),
            source: None,
        }
    }

    /// Invalid values: 422 with all of them.
    #[must_use]
    pub fn invalid(mut errors: Vec<Entry>) -> Self {
        let detail = described(&errors);
        errors.truncate(ENTRIES_MAX);
        Self { errors, ..Self::new(StatusCode::UNPROCESSABLE_ENTITY, "validation_failed", detail) }
    }

    /// Invalid values of a body, with their pointers.
    #[must_use]
    pub fn invalid_body(faults: Vec<Fault>) -> Self {
        Self::invalid(faults.into_iter().map(Entry::from).collect())
    }

    /// One invalid parameter of the query string.
    #[must_use]
    pub fn parameter(name: &str, code: &'static str, message: impl Into<String>) -> Self {
        let place = Place::Parameter(name.to_owned());
        Self::invalid(vec![Entry { place, code: code.into(), message: message.into() }])
    }

    /// There is nothing of the kind in the caller's account.
    #[must_use]
    pub fn not_found(noun: &str) -> Self {
        Self::new(StatusCode::NOT_FOUND, "not_found", format!("no such {noun}"))
    }

    /// Something broke on our side; the client learns only the request id.
    #[must_use]
    pub fn broken(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        let detail = "something broke on our side; the log tells more about this request_id";
        let problem = Self::new(StatusCode::INTERNAL_SERVER_ERROR, "internal", detail);
        Self { source: Some(source.into()), ..problem }
    }

    /// The problem with a header more.
    #[must_use]
    pub fn with_header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.push((name, value));
        self
    }

    /// The problem with the seconds after which to try again.
    #[must_use]
    pub fn retry_after(self, seconds: u64) -> Self {
        self.with_header(header::RETRY_AFTER, HeaderValue::from(seconds))
    }

    /// Words an error of a use case; `rename` turns pointers in native names into the caller's own.
    #[must_use]
    pub fn from_error(error: Error, rename: fn(&str) -> String) -> Self {
        let detail = error.to_string();
        match error {
            Error::Invalid(faults) => {
                Self::invalid_body(faults.into_iter().map(|fault| fault.renamed(rename)).collect())
            }
            Error::Refused(refusal) => Self::new(StatusCode::CONFLICT, refusal.code(), detail),
            Error::NotFound(_) => Self::new(StatusCode::NOT_FOUND, "not_found", detail),
            Error::Unauthorised => Self::new(StatusCode::UNAUTHORIZED, "unauthorized", detail)
                .with_header(
                    header::WWW_AUTHENTICATE,
                    HeaderValue::from_static("Bearer realm=\"net30\""),
                ),
            Error::Forbidden { .. } => Self::new(StatusCode::FORBIDDEN, "forbidden", detail),
            Error::Suspended => Self::new(StatusCode::FORBIDDEN, "account_suspended", detail),
            Error::PreconditionFailed(revision) => {
                let problem =
                    Self::new(StatusCode::PRECONDITION_FAILED, "precondition_failed", detail);
                match HeaderValue::from_str(&format!("\"{revision}\"")) {
                    Ok(etag) => problem.with_header(header::ETAG, etag),
                    Err(_) => problem,
                }
            }
            Error::SecretKeyDiffers => {
                Self::new(StatusCode::CONFLICT, "secret_key_differs", detail)
            }
            Error::IdempotencyMismatch => {
                Self::new(StatusCode::UNPROCESSABLE_ENTITY, "idempotency_mismatch", detail)
            }
            Error::IdempotencyUnderWay => {
                Self::new(StatusCode::CONFLICT, "idempotency_under_way", detail)
                    .retry_after(RETRY_AFTER_SECONDS)
            }
            Error::BadCursor => Self::parameter("cursor", "bad_cursor", detail),
            Error::Contention => Self::new(StatusCode::SERVICE_UNAVAILABLE, "contention", detail)
                .retry_after(RETRY_AFTER_SECONDS),
            Error::Busy { seconds, .. } => {
                Self::new(StatusCode::SERVICE_UNAVAILABLE, "busy", detail).retry_after(seconds)
            }
            Error::Unavailable(source) => {
                let problem = Self::new(StatusCode::SERVICE_UNAVAILABLE, "unavailable", detail);
                Self { source: Some(source), ..problem.retry_after(RETRY_AFTER_SECONDS) }
            }
            // The store has told the operator, once: not with each request again.
            Error::DiskFailed(_) => {
                Self::new(StatusCode::SERVICE_UNAVAILABLE, "disk_failed", detail)
            }
            Error::Broken(source) => Self::broken(source),
        }
    }

    /// Writes the reply. `docs` is where the errors are explained, without the fragment.
    #[must_use]
    pub fn write(&self, request_id: &str, docs: &str) -> Response {
        // Places may have been put into the client's own words since.
        let detail = match self.errors.as_slice() {
            [] => Cow::Borrowed(&self.detail),
            errors => Cow::Owned(described(errors)),
        };
        let wire = Wire {
            r#type: &format!("{docs}#{}", self.code),
            title: codes::title(self.code),
            status: self.status.as_u16(),
            detail: &detail,
            code: self.code,
            request_id,
            errors: &self.errors,
        };
        // Strings and numbers only: serialising them cannot fail.
        let body = serde_json::to_vec(&wire).unwrap_or_default();
        let mut response = (self.status, body).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        for (name, value) in &self.headers {
            headers.append(name, value.clone());
        }
        response
    }
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        Self::from_error(error, str::to_owned)
    }
}

/// The status alone; the outermost layer puts the body in.
impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        response.extensions_mut().insert(Arc::new(self));
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::to_bytes;
    use net30_domain::refusal::Refusal;

    async fn written(problem: Problem) -> (StatusCode, serde_json::Value) {
        let response = problem.write("req-1", "/docs/errors");
        let status = response.status();
        let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap();
        (status, serde_json::from_slice(&bytes).unwrap())
    }

    #[tokio::test]
    async fn faults_are_told_in_the_callers_names() {
        let rename: fn(&str) -> String = |pointer| pointer.replace("unit_price", "unitPrice");
        let error = Error::fault("/items/0/unit_price", "too_large", "is too large");
        let (status, body) = written(Problem::from_error(error, rename)).await;
        assert_eq!(status, 422);
        assert_eq!(body["type"], "/docs/errors#validation_failed");
        assert_eq!(body["request_id"], "req-1");
        assert_eq!(body["errors"][0]["pointer"], "/items/0/unitPrice");
        assert_eq!(body["errors"][0]["code"], "too_large");
    }

    #[test]
    fn the_detail_names_the_place() {
        for (pointer, message, detail) in [
            ("/customer_id", "is required, or customer", "customer_id is required, or customer"),
            ("/items/0/unit_price", "must be 1", "items[0].unit_price must be 1"),
            ("/items/1/a~1b~0c", "is no field", "items[1].a/b~c is no field"),
            ("/items", "come to less than zero", "items come to less than zero"),
            ("/tax_id", "there is no tax 7", "tax_id: there is no tax 7"),
            ("", "must be an object", "the body must be an object"),
        ] {
            let problem = Problem::invalid_body(vec![Fault::new(pointer, "code", message)]);
            assert_eq!(problem.detail, detail);
        }
        let limit = Problem::parameter("limit", "out_of_range", "must be from 1 to 100");
        assert_eq!(limit.detail, "the parameter limit must be from 1 to 100");
        let faults = ["/a", "/b/0"].map(|pointer| Fault::new(pointer, "code", "is wrong"));
        let detail = Problem::invalid_body(faults.to_vec()).detail;
        assert_eq!(detail, "the request has 2 invalid values: a, b[0]");
    }

    #[tokio::test]
    async fn what_broke_is_never_told() {
        let (status, body) = written(Error::broken("password=hunter2").into()).await;
        assert_eq!(status, 500);
        assert!(!body.to_string().contains("hunter2"));
    }

    #[tokio::test]
    async fn a_refusal_is_a_conflict_with_its_own_code() {
        let (status, body) = written(Error::Refused(Refusal::SmtpNotConfigured).into()).await;
        assert_eq!(status, 409);
        assert_eq!(body["code"], "smtp_not_configured");
        assert!(body.get("errors").is_none());
    }

    #[test]
    fn a_missing_key_names_the_scheme() {
        let problem = Problem::from(Error::Unauthorised);
        assert_eq!(problem.status, 401);
        assert_eq!(problem.headers[0].0, header::WWW_AUTHENTICATE);
    }

    #[test]
    fn a_bad_cursor_names_its_parameter() {
        let problem = Problem::from(Error::BadCursor);
        assert_eq!(problem.status, 422);
        assert_eq!(problem.errors[0].place, Place::Parameter("cursor".to_owned()));
    }
}
