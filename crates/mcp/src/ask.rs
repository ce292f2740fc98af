//! Asks the native API, within the process.

use crate::tool::Asked;
use axum::{
    Router,
    body::Body,
    http::{HeaderMap, HeaderName, HeaderValue, Request, StatusCode, header, request::Parts},
};
use http_body_util::BodyExt as _;
use net30_app::Caller;
use net30_http::{Http, caller::ByMcp, listen::Peer, trace::Facts};
use serde_json::Value;
use std::sync::Arc;
use tower::ServiceExt as _;

/// The headers that say who asks, and where.
const OF_CALLER: [&str; 6] =
    ["authorization", "x-api-key", "api-key", "scope-id", "x-account-id", "x-forwarded-for"];
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");

/// A request of a client of the protocol.
#[derive(Clone)]
pub(crate) struct Visit {
    pub(crate) http: Http,
    pub(crate) caller: Caller,
    api: Router,
    headers: HeaderMap,
    peer: Option<Peer>,
}

/// What the API replied.
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) media_type: String,
    /// The revision of what was shown.
    pub(crate) revision: Option<i64>,
    pub(crate) bytes: Vec<u8>,
}

/// The circumstances under which something is done.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Terms<'a> {
    /// Only as long as it is at this revision.
    pub(crate) revision: Option<i64>,
    /// Once by this key.
    pub(crate) key: Option<&'a str>,
}

impl Visit {
    pub(crate) fn of(http: Http, caller: Caller, api: Router, parts: &Parts) -> Self {
        let mut headers = HeaderMap::new();
        for name in OF_CALLER.map(HeaderName::from_static) {
            if let Some(value) = parts.headers.get(&name) {
                headers.insert(name, value.clone());
            }
        }
        let id = parts.extensions.get::<Arc<Facts>>().map(|facts| facts.request_id().to_owned());
        if let Some(id) = id.and_then(|id| HeaderValue::try_from(id).ok()) {
            headers.insert(REQUEST_ID, id);
        }
        Self { http, caller, api, headers, peer: parts.extensions.get().copied() }
    }

    /// Sends a request to the API with the caller's own key.
    pub(crate) async fn ask(&self, asked: &Asked, terms: Terms<'_>) -> Reply {
        let body = asked.body.as_ref().map(Value::to_string);
        let mut request = Request::new(body.map_or_else(Body::empty, Body::from));
        *request.method_mut() = asked.method.clone();
        // Made of encoded parts, it always is one; else the API says that there is no such route.
        *request.uri_mut() = asked.target().parse().unwrap_or_default();
        let headers = request.headers_mut();
        headers.clone_from(&self.headers);
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
        if let Some(tag) = terms.revision.map(|revision| format!("\"{revision}\"")) {
            headers
                .insert(header::IF_MATCH, HeaderValue::try_from(tag).expect("figures in quotes"));
        }
        if let Some(key) = terms.key.and_then(|key| HeaderValue::try_from(key).ok()) {
            headers.insert(IDEMPOTENCY_KEY, key);
        }
        request.extensions_mut().insert(ByMcp);
        if let Some(peer) = self.peer {
            request.extensions_mut().insert(peer);
        }
        let response = match self.api.clone().oneshot(request).await {
            Ok(response) => response,
            Err(never) => match never {},
        };
        let (parts, body) = response.into_parts();
        let text = |name| parts.headers.get(name).and_then(|value| value.to_str().ok());
        let media_type = text(header::CONTENT_TYPE).unwrap_or_default();
        let media_type = media_type.split(';').next().unwrap_or_default().trim().to_owned();
        let revision = text(header::ETAG).and_then(|tag| tag.trim_matches('"').parse().ok());
        // Our own replies do not break off.
        let bytes = body.collect().await.map_or(vec![], |body| body.to_bytes().to_vec());
        Reply { status: parts.status, media_type, revision, bytes }
    }
}

impl Reply {
    /// The reply as JSON; nothing if it has none.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes).unwrap_or(Value::Null)
    }
}
