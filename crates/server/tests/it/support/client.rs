//! The client: requests with a key, replies that say what they were when they are not what was expected.

use reqwest::{
    Client, Method,
    header::{HeaderMap, HeaderName, HeaderValue},
};
use serde_json::Value;
use std::time::Duration;

/// Where requests go, and what goes with each of them.
#[derive(Clone, Debug)]
pub(crate) struct Api {
    client: Client,
    base: String,
    prefix: String,
    headers: HeaderMap,
}

/// A reply that has begun.
pub(crate) struct Begun {
    response: reqwest::Response,
    asked: String,
}

/// A whole reply.
#[derive(Clone, Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) bytes: Vec<u8>,
    asked: String,
}

impl Api {
    /// The native API of the server at `base`, with an API key.
    pub(crate) fn new(base: &str, key: &str) -> Self {
        // Fails where it was done before, by another test of the process.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = Client::builder().timeout(Duration::from_mins(1)).build().unwrap();
        let api = Self {
            client,
            base: base.to_owned(),
            prefix: "/api/v1".to_owned(),
            headers: HeaderMap::new(),
        };
        api.with_key(key)
    }

    /// The same with another key.
    pub(crate) fn with_key(&self, key: &str) -> Self {
        self.with("authorization", &format!("Bearer {key}"))
    }

    /// The same without a key.
    pub(crate) fn without_key(&self) -> Self {
        let mut api = self.clone();
        api.headers.remove("authorization");
        api
    }

    /// The same with a header more.
    pub(crate) fn with(&self, name: &str, value: &str) -> Self {
        let mut api = self.clone();
        let name = HeaderName::from_bytes(name.as_bytes()).unwrap();
        api.headers.insert(name, HeaderValue::from_str(value).unwrap());
        api
    }

    /// The same below another prefix, such as `/v1`, or none.
    pub(crate) fn at(&self, prefix: &str) -> Self {
        Self { prefix: prefix.to_owned(), ..self.clone() }
    }

    /// The same at another address: a server that was started again.
    pub(crate) fn rebased(&self, base: &str) -> Self {
        Self { base: base.to_owned(), ..self.clone() }
    }

    /// The server's address.
    pub(crate) fn base(&self) -> &str {
        &self.base
    }

    pub(crate) async fn get(&self, path: &str) -> Reply {
        self.send(Method::GET, path, None).await
    }

    pub(crate) async fn post(&self, path: &str, body: &Value) -> Reply {
        self.send(Method::POST, path, Some(body)).await
    }

    /// A POST without a body.
    pub(crate) async fn act(&self, path: &str) -> Reply {
        self.send(Method::POST, path, None).await
    }

    pub(crate) async fn put(&self, path: &str, body: &Value) -> Reply {
        self.send(Method::PUT, path, Some(body)).await
    }

    pub(crate) async fn patch(&self, path: &str, body: &Value) -> Reply {
        self.send(Method::PATCH, path, Some(body)).await
    }

    pub(crate) async fn delete(&self, path: &str) -> Reply {
        self.send(Method::DELETE, path, None).await
    }

    pub(crate) async fn send(&self, method: Method, path: &str, body: Option<&Value>) -> Reply {
        let bytes = body.map(|body| body.to_string().into_bytes());
        self.send_bytes(method, path, bytes, "application/json").await
    }

    pub(crate) async fn send_bytes(
        &self,
        method: Method,
        path: &str,
        body: Option<Vec<u8>>,
        content_type: &str,
    ) -> Reply {
        self.try_send(method.clone(), path, body, content_type)
            .await
            .unwrap_or_else(|error| panic!("{method} {path} was not answered: {error:?}"))
    }

    /// As `send_bytes`, where the server may be gone.
    pub(crate) async fn try_send(
        &self,
        method: Method,
        path: &str,
        body: Option<Vec<u8>>,
        content_type: &str,
    ) -> reqwest::Result<Reply> {
        self.begin(method, path, body, content_type).await?.whole().await
    }

    /// A reply of which the head is here, and whose body waits to be read.
    pub(crate) async fn begin(
        &self,
        method: Method,
        path: &str,
        body: Option<Vec<u8>>,
        content_type: &str,
    ) -> reqwest::Result<Begun> {
        let url = format!("{}{}{path}", self.base, self.prefix);
        let mut request = self.client.request(method.clone(), url).headers(self.headers.clone());
        let mut asked = format!("{method} {path}");
        if let Some(body) = body {
            let shown = String::from_utf8_lossy(&body[..body.len().min(2000)]).into_owned();
            asked = format!("{asked} {shown}");
            request = request.header("content-type", content_type).body(body);
        }
        Ok(Begun { response: request.send().await?, asked })
    }
}

impl Begun {
    /// The reply with its body.
    pub(crate) async fn whole(self) -> reqwest::Result<Reply> {
        let (status, headers) = (self.response.status().as_u16(), self.response.headers().clone());
        let bytes = self.response.bytes().await?.to_vec();
        Ok(Reply { status, headers, bytes, asked: self.asked })
    }
}

impl Reply {
    /// The reply, if it has this status.
    #[track_caller]
    pub(crate) fn expect(self, status: u16) -> Self {
        assert!(self.status == status, "expected {status}: {self}");
        self
    }

    /// The reply's JSON, if it has this status.
    #[track_caller]
    pub(crate) fn json(self, status: u16) -> Value {
        self.expect(status).body()
    }

    /// The body as JSON; null if it is empty.
    #[track_caller]
    pub(crate) fn body(&self) -> Value {
        if self.bytes.is_empty() {
            return Value::Null;
        }
        serde_json::from_slice(&self.bytes)
            .unwrap_or_else(|error| panic!("no JSON ({error}): {self}"))
    }

    /// The code of a problem with this status; checks what every problem has.
    #[track_caller]
    pub(crate) fn problem(&self, status: u16) -> String {
        assert!(self.status == status, "expected {status}: {self}");
        assert_eq!(self.header("content-type"), Some("application/problem+json"), "{self}");
        let body = self.body();
        assert_eq!(body["status"], status, "{self}");
        assert_eq!(body["request_id"].as_str(), self.header("x-request-id"), "{self}");
        assert!(
            body["title"].is_string() && body["detail"].is_string() && body["type"].is_string(),
            "{self}"
        );
        body["code"].as_str().unwrap_or_else(|| panic!("no code: {self}")).to_owned()
    }

    /// The pointers (or parameters) of a 422, in order.
    #[track_caller]
    pub(crate) fn faults(&self) -> Vec<String> {
        let _ = self.problem(422);
        let body = self.body();
        let errors = body["errors"].as_array().cloned().unwrap_or_default();
        let place = |error: &Value| {
            let place = error["pointer"].as_str().or(error["parameter"].as_str());
            place.or(error["header"].as_str()).unwrap_or("?").to_owned()
        };
        errors.iter().map(place).collect()
    }

    /// A header's value.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// The body as text.
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }
}

impl std::fmt::Display for Reply {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let body = String::from_utf8_lossy(&self.bytes[..self.bytes.len().min(4000)]).into_owned();
        write!(f, "{} was answered with {}: {body}", self.asked, self.status)
    }
}
