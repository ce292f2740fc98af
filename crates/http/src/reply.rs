//! What a handler answers: a status, headers, and a body that is written once.

use crate::json;
use axum::{
    body::Body,
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use net30_app::{
    StoredReply,
    invoices::{Shown, Text},
};
use serde::Serialize;

const JSON: HeaderValue = HeaderValue::from_static("application/json");
/// Says that a reply was given before.
pub const REPLAYED: HeaderName = HeaderName::from_static("idempotent-replayed");

/// A reply whose body is in memory.
#[derive(Clone, Debug)]
pub struct Reply {
    status: StatusCode,
    headers: Vec<(HeaderName, HeaderValue)>,
    body: Bytes,
    /// A secret in the body, which is not kept.
    secret: Option<String>,
    /// Whether more than the revision decides what it says.
    is_always_whole: bool,
}

/// Marks a response that is sent whole, whichever revision the client has.
#[derive(Clone, Copy, Debug)]
pub(crate) struct AlwaysWhole;

/// What a repeated request reads in place of a secret.
const SHOWN_ONCE: &str = "(shown once, in the first reply)";

impl Reply {
    /// JSON under a status.
    ///
    /// # Panics
    /// If `wire` does not serialise; the JSON of our APIs consists of structs, texts and numbers, which always do.
    #[must_use]
    pub fn json(status: StatusCode, wire: &impl Serialize) -> Self {
        let body = json::written(wire);
        let headers = vec![(header::CONTENT_TYPE, JSON)];
        Self { status, headers, body: body.into(), secret: None, is_always_whole: false }
    }

    /// JSON with 200.
    ///
    /// # Panics
    /// As [`Reply::json`].
    #[must_use]
    pub fn ok(wire: &impl Serialize) -> Self {
        Self::json(StatusCode::OK, wire)
    }

    /// JSON with 201, and where the new object is.
    ///
    /// # Panics
    /// As [`Reply::json`].
    #[must_use]
    pub fn created(wire: &impl Serialize, location: &str) -> Self {
        Self::json(StatusCode::CREATED, wire).text_header(header::LOCATION, location)
    }

    /// 204.
    #[must_use]
    pub fn no_content() -> Self {
        let status = StatusCode::NO_CONTENT;
        Self {
            status,
            headers: Vec::new(),
            body: Bytes::new(),
            secret: None,
            is_always_whole: false,
        }
    }

    /// Bytes of another media type, with 200.
    #[must_use]
    pub fn bytes(media_type: &'static str, body: impl Into<Bytes>) -> Self {
        let media_type = HeaderValue::from_static(media_type);
        let headers = vec![(header::CONTENT_TYPE, media_type)];
        Self {
            status: StatusCode::OK,
            headers,
            body: body.into(),
            secret: None,
            is_always_whole: false,
        }
    }

    /// With another status.
    #[must_use]
    pub fn with_status(self, status: StatusCode) -> Self {
        Self { status, ..self }
    }

    /// With a secret in the body, which is left out where the reply is kept under an idempotency key.
    #[must_use]
    pub fn with_secret(self, secret: &str) -> Self {
        Self { secret: Some(secret.to_owned()), ..self }
    }

    /// With the revision as `ETag`.
    #[must_use]
    pub fn etag(self, revision: i64) -> Self {
        self.text_header(header::ETAG, &format!("\"{revision}\""))
    }

    /// With the revision of a document as `ETag`. The reply is sent whole to whoever has that revision, if a day that went by
    /// or a change of its customer may have made it another one since.
    #[must_use]
    pub fn etag_of(self, shown: &Shown) -> Self {
        let is_always_whole = !shown.is_told_by_revision();
        Self { is_always_whole, ..self.etag(shown.invoice.revision) }
    }

    /// A document as it was worded before: what [`Reply::ok`] and [`Reply::etag_of`] made of it.
    #[must_use]
    pub(crate) fn worded(text: Text) -> Self {
        let reply = Self {
            body: text.bytes,
            headers: vec![(header::CONTENT_TYPE, JSON)],
            ..Self::no_content()
        };
        let is_always_whole = !text.is_told_by_revision;
        Self { is_always_whole, ..reply.with_status(StatusCode::OK).etag(text.revision) }
    }

    /// The body.
    pub(crate) fn body(&self) -> &[u8] {
        &self.body
    }

    /// With one header more.
    #[must_use]
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.push((name, value));
        self
    }

    /// With one header more; left out if the text cannot stand in a header.
    #[must_use]
    pub fn text_header(mut self, name: HeaderName, value: &str) -> Self {
        if let Ok(value) = HeaderValue::from_str(value) {
            self.headers.push((name, value));
        }
        self
    }

    /// What a dry run answers: 200, and nothing that refers to what was not stored.
    #[must_use]
    pub fn of_dry_run(mut self) -> Self {
        self.headers.retain(|(name, _)| *name != header::LOCATION && *name != header::ETAG);
        if self.status == StatusCode::NO_CONTENT {
            self.headers.push((header::CONTENT_TYPE, JSON));
            self.body = Bytes::from_static(b"{}");
        }
        Self { status: StatusCode::OK, ..self }
    }

    /// The reply as it is kept under an idempotency key.
    #[must_use]
    pub fn to_stored(&self) -> StoredReply {
        let header = |(name, value): &(HeaderName, HeaderValue)| {
            (name.as_str().to_owned(), String::from_utf8_lossy(value.as_bytes()).into_owned())
        };
        StoredReply {
            status: self.status.as_u16(),
            headers: self.headers.iter().map(header).collect(),
            body: match &self.secret {
                None => self.body.to_vec(),
                Some(secret) => {
                    String::from_utf8_lossy(&self.body).replace(secret, SHOWN_ONCE).into_bytes()
                }
            },
        }
    }

    /// A reply that was kept, marked as such.
    #[must_use]
    pub fn replayed(stored: StoredReply) -> Self {
        let header = |(name, value): (String, String)| {
            Some((name.parse().ok()?, HeaderValue::from_str(&value).ok()?))
        };
        let reply = Self {
            status: StatusCode::from_u16(stored.status).unwrap_or(StatusCode::OK),
            headers: stored.headers.into_iter().filter_map(header).collect(),
            body: stored.body.into(),
            secret: None,
            is_always_whole: false,
        };
        reply.header(REPLAYED, HeaderValue::from_static("true"))
    }
}

impl IntoResponse for Reply {
    fn into_response(self) -> Response {
        let mut response = Response::new(Body::from(self.body));
        *response.status_mut() = self.status;
        let headers = response.headers_mut();
        headers.reserve(self.headers.len() + 5);
        for (name, value) in self.headers {
            headers.append(name, value);
        }
        if self.is_always_whole {
            response.extensions_mut().insert(AlwaysWhole);
        }
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stored_reply_comes_back_as_it_was() {
        let reply = Reply::created(&["a"], "/api/v1/invoices/1").etag(1);
        let response = Reply::replayed(reply.to_stored()).into_response();
        assert_eq!(response.status(), 201);
        assert_eq!(response.headers()[header::LOCATION], "/api/v1/invoices/1");
        assert_eq!(response.headers()[header::ETAG], "\"1\"");
        assert_eq!(response.headers()[REPLAYED], "true");
    }

    #[test]
    fn a_secret_is_not_kept() {
        let reply = Reply::ok(&["net30_abc"]).with_secret("net30_abc");
        let stored = String::from_utf8(reply.to_stored().body).unwrap();
        assert!(!stored.contains("abc"), "{stored}");
        assert_eq!(reply.into_response().status(), 200);
    }

    #[test]
    fn a_dry_run_refers_to_nothing() {
        let response = Reply::created(&["a"], "/x").etag(1).of_dry_run().into_response();
        assert_eq!(response.status(), 200);
        assert!(!response.headers().contains_key(header::LOCATION));
        assert!(!response.headers().contains_key(header::ETAG));
        assert_eq!(Reply::no_content().of_dry_run().into_response().status(), 200);
    }
}
