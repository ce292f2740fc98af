//! Plays exchanges, and writes down what is answered.

use super::{
    layout::laid_out,
    names::{Names, without_odd_fields},
    script::{Exchange, Step},
};
use crate::support::{
    Clock, Server, eventually,
    stripe::{self, Stripe},
};
use jiff::{Span, Timestamp};
use reqwest::{Client, Response, header::HeaderMap, redirect::Policy};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::{fmt::Write as _, time::Duration};

/// What links begin with, so that no reply has the port of the server.
pub(crate) const PUBLIC_URL: &str = "https://billing.example.com";
/// An id that nothing has.
const NOTHING: &str = "0198f6a0-0000-7000-8000-000000000001";
/// Headers that say nothing of the reply, or that the HTTP library adds.
const UNSEEN: [&str; 5] =
    ["connection", "content-length", "date", "transfer-encoding", "x-request-id"];
/// What nearly every reply has: written down only where it is otherwise.
const USUAL: [(&str, &str); 5] = [
    ("cache-control", "private, no-cache"),
    ("content-security-policy", "default-src 'none'; frame-ancestors 'none'"),
    ("referrer-policy", "no-referrer"),
    ("strict-transport-security", "max-age=31536000"),
    ("x-content-type-options", "nosniff"),
];

/// A client that goes through a script at a server.
pub(crate) struct Player<'a> {
    client: Client,
    base: String,
    key: String,
    clock: &'a Clock,
    now: Timestamp,
    names: Names,
    stripe: Option<Stripe>,
    /// Whether the server has the very data of which the replies were recorded, so that ids are the same too.
    is_exact: bool,
}

impl<'a> Player<'a> {
    /// A player for a server that goes by `clock`, which stands at `now`.
    pub(crate) fn new(server: &Server, clock: &'a Clock, now: &str) -> Self {
        let client =
            Client::builder().redirect(Policy::none()).timeout(Duration::from_mins(1)).build();
        let mut player = Self {
            client: client.unwrap(),
            base: server.base().to_owned(),
            key: server.key.clone(),
            clock,
            now: moment(now),
            names: Names::default(),
            stripe: None,
            is_exact: false,
        };
        player.learn("nothing", NOTHING);
        player
    }

    /// As [`Player::new`], of a server with the very data of which the replies were recorded. Its clock stands still.
    pub(crate) fn exact(server: &Server, clock: &'a Clock, now: &str) -> Self {
        Self { is_exact: true, ..Self::new(server, clock, now) }
    }

    /// A Stripe that goes by the same clock.
    pub(crate) fn use_stripe(&mut self, stripe: &Stripe) {
        self.learn("stripe", stripe.base());
        stripe.set_clock(self.now.as_second());
        self.stripe = Some(stripe.clone());
    }

    fn stripe(&self) -> &Stripe {
        self.stripe.as_ref().expect("the script needs stripe")
    }

    /// Gives something a name in requests and replies.
    pub(crate) fn learn(&mut self, name: &str, value: &str) {
        self.names.learn(name, value);
    }

    /// What has a name.
    pub(crate) fn value_of(&self, name: &str) -> String {
        self.names.filled(&format!("{{{{{name}}}}}"))
    }

    /// The moment at which the clock stands.
    pub(crate) fn now(&self) -> Timestamp {
        self.now
    }

    fn set_clock(&mut self, now: Timestamp) {
        self.now = now;
        self.clock.set(now.to_string().trim_end_matches('Z'));
        if let Some(stripe) = &self.stripe {
            stripe.set_clock(now.as_second());
        }
    }

    /// Does what is to be done before the request, sends it, and writes down the reply as a script has it.
    pub(crate) async fn play(&mut self, exchange: &Exchange) -> String {
        let mut is_set = self.is_exact;
        for step in &exchange.steps {
            match step {
                Step::Clock(to) => {
                    self.set_clock(moment(to));
                    is_set = true;
                }
                Step::Await { path, text } => self.until(path, text).await,
                Step::Pay { session } => assert!(self.stripe().take(session), "{session} is open"),
                Step::Event { kind, session } => {
                    let event = self.stripe().event(kind, &self.stripe().session(session));
                    self.names.learn("event", &event);
                }
            }
        }
        if !is_set {
            self.set_clock(self.now + Span::new().seconds(1));
        }
        let response = self.send(exchange).await;
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let bytes = response.bytes().await.unwrap().to_vec();
        self.learn_of(exchange, &headers, &bytes);
        let said = match body(&headers, &bytes, self.is_exact) {
            // Its bytes have the document's link, which is another each time.
            Body::Pdf(_) if !self.is_exact => "(a PDF)".to_owned(),
            Body::Text(said) | Body::Pdf(said) | Body::Bytes(said) => said,
        };
        let said = format!("=== {status}\n{}\n{said}", heads(&headers));
        let said = if self.is_exact {
            said.replace(request_id(&headers), "{{request}}")
        } else {
            self.names.named(&said)
        };
        said.trim_end().to_owned()
    }

    async fn send(&self, exchange: &Exchange) -> Response {
        let url = format!("{}{}", self.base, self.names.filled(&exchange.path));
        let mut request = self.client.request(exchange.method.parse().unwrap(), url);
        let body = exchange.body.as_deref().map(|body| self.names.filled(body));
        for (name, value) in &exchange.headers {
            let value = match value.as_str() {
                "none" => continue,
                "{{signature}}" => {
                    let body = body.as_deref().unwrap_or_default();
                    stripe::signature(body, stripe::SIGNING_SECRET, self.now.as_second())
                }
                value => self.names.filled(value),
            };
            request = request.header(name, value);
        }
        if exchange.header("authorization").is_none() {
            request = request.bearer_auth(&self.key);
        }
        if let Some(body) = body {
            if exchange.header("content-type").is_none() {
                request = request.header("content-type", "application/json");
            }
            request = request.body(body);
        }
        let sent = request.send().await;
        sent.unwrap_or_else(|error| panic!("{} was not answered: {error:?}", exchange.title))
    }

    /// Asks a path until its reply has a text.
    async fn until(&self, path: &str, text: &str) {
        let url = format!("{}{}", self.base, self.names.filled(path));
        let wanted = self.names.filled(text);
        eventually(&format!("{wanted} of {path}"), async || {
            let response = self.client.get(&url).bearer_auth(&self.key).send().await.unwrap();
            response.text().await.unwrap().contains(&wanted).then_some(())
        })
        .await;
    }

    /// Gives the names that the exchange has for what was answered.
    fn learn_of(&mut self, exchange: &Exchange, headers: &HeaderMap, bytes: &[u8]) {
        if exchange.header("x-request-id").is_none() {
            self.names.learn("request", request_id(headers));
        }
        for (name, pointer) in &exchange.captures {
            let text = String::from_utf8_lossy(bytes);
            let body: Value = serde_json::from_slice(bytes)
                .unwrap_or_else(|_| panic!("{} is not answered by JSON: {text}", exchange.title));
            let value = body.pointer(pointer).filter(|value| !value.is_null());
            let value = value.unwrap_or_else(|| {
                panic!("{}: there is no {pointer} to call {name} in {text}", exchange.title)
            });
            let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            // Of a link, what is the document's own.
            let is_link = value.starts_with(PUBLIC_URL);
            let last = value.rsplit('/').next().filter(|_| is_link);
            self.names.learn(name, last.unwrap_or(&value));
        }
    }
}

fn request_id(headers: &HeaderMap) -> &str {
    headers.get("x-request-id").expect("every reply has the request's id").to_str().unwrap()
}

fn moment(text: &str) -> Timestamp {
    format!("{text}Z").parse().unwrap_or_else(|error| panic!("{text} is no moment: {error}"))
}

/// The headers that are worth a line each.
fn heads(headers: &HeaderMap) -> String {
    let mut lines: Vec<String> = headers
        .iter()
        .map(|(name, value)| (name.as_str(), String::from_utf8_lossy(value.as_bytes())))
        .filter(|(name, value)| !UNSEEN.contains(name) && !USUAL.contains(&(name, value)))
        .map(|(name, value)| format!("{name}: {value}\n"))
        .collect();
    let missing = USUAL.iter().filter(|(name, _)| !headers.contains_key(*name));
    lines.extend(missing.map(|(name, _)| format!("{name} is missing\n")));
    lines.sort();
    lines.concat()
}

/// A body as lines of text.
enum Body {
    Text(String),
    /// What stands for the bytes of a PDF.
    Pdf(String),
    /// What stands for other bytes that are not for people to read.
    Bytes(String),
}

fn body(headers: &HeaderMap, bytes: &[u8], is_exact: bool) -> Body {
    let media_type = headers.get("content-type").and_then(|value| value.to_str().ok());
    let media_type = media_type.unwrap_or_default();
    let is_text = ["json", "xml"].iter().any(|kind| media_type.contains(kind))
        || media_type.starts_with("text/");
    // A page is long, and its words are recorded where not only its bytes are.
    let is_text = is_text && !(is_exact && media_type.starts_with("text/html"));
    let Some(text) = std::str::from_utf8(bytes).ok().filter(|_| is_text || bytes.is_empty()) else {
        let digest = digest(bytes);
        return if media_type == "application/pdf" {
            Body::Pdf(digest)
        } else {
            Body::Bytes(digest)
        };
    };
    if media_type.contains("version=0.0.4") {
        return Body::Text(names_of_metrics(text));
    }
    if let Some(laid_out) = laid_out(&without_odd_fields(text, is_exact)) {
        return Body::Text(laid_out);
    }
    let end = if text.is_empty() || text.ends_with('\n') { "" } else { "\n(no line break here)" };
    Body::Text(text.replace('\r', "␍").replace('\u{feff}', "(byte order mark)") + end)
}

/// What is not for people to read.
fn digest(bytes: &[u8]) -> String {
    let mut told = format!("({} bytes, SHA-256 ", bytes.len());
    for byte in Sha256::digest(bytes) {
        // A String takes every text.
        let _ = write!(told, "{byte:02x}");
    }
    told + ")"
}

/// A gauge that is written every few seconds, so that it may not be there yet.
const NOW_AND_THEN: &str = "_connections ";

/// What is measured, without how much.
fn names_of_metrics(text: &str) -> String {
    let mut names: Vec<&str> = text
        .lines()
        .filter(|line| line.starts_with("# TYPE") && !line.contains(NOW_AND_THEN))
        .collect();
    names.sort_unstable();
    names.join("\n")
}
