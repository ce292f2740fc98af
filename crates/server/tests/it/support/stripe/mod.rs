//! A Stripe for tests: Checkout Sessions as Stripe publishes them, its own small payment page, and what it tells by
//! webhook. Nothing here knows net30: the official client works with it too (`checkout_client.rs`).
//!
//! Source: <https://docs.stripe.com/api/checkout/sessions>, <https://docs.stripe.com/api/idempotent_requests>,
//! <https://docs.stripe.com/api/errors>, <https://docs.stripe.com/webhooks>.

mod api;
mod form;

use axum::{
    Router,
    body::Bytes,
    extract::{Path, Request, State},
    http::{HeaderMap, Method, StatusCode, Uri, header},
    middleware::{Next, from_fn_with_state},
    response::{Html, IntoResponse, Redirect, Response},
    routing::{get, post},
};
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;
use std::{
    collections::{BTreeMap, HashMap},
    fmt::Write as _,
    sync::{Arc, Mutex, MutexGuard},
    time::{Duration, SystemTime, UNIX_EPOCH},
};
use tokio::net::TcpListener;

/// A restricted key that may write Checkout Sessions and nothing else.
pub(crate) const KEY: &str = "rk_test_51NetThirtyTest0001";
/// A key of another Stripe account.
pub(crate) const OTHER_KEY: &str = "sk_test_51SomebodyElse0002";
/// The secret of the endpoint for webhooks.
pub(crate) const SIGNING_SECRET: &str = "whsec_NetThirtyTestSigning01";

/// How the fake behaves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Mood {
    #[default]
    Well,
    /// Takes requests and never answers.
    Hangs,
    /// Answers 500.
    Broken,
    /// Hangs up.
    HangsUp,
}

/// Money that the fake took.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Taken {
    pub(crate) session: String,
    pub(crate) payment_intent: String,
    pub(crate) amount: i64,
    pub(crate) currency: String,
}

#[derive(Default)]
struct Books {
    mood: Mood,
    count: u64,
    /// Sessions by id, with the key of their account, in the order in which they were made.
    sessions: Vec<(String, Value)>,
    /// What was answered to a key of the API under an idempotency key.
    replies: HashMap<(String, String), Remembered>,
    taken: Vec<Taken>,
    calls: Vec<String>,
    /// What time it is, if not that of the machine.
    now: Option<i64>,
}

/// A request that was made under an idempotency key, and the reply once there is one.
struct Remembered {
    body: String,
    reply: Option<(StatusCode, Value)>,
}

/// The fake, serving on a port of its own until it is dropped.
#[derive(Clone)]
pub(crate) struct Stripe {
    books: Arc<Mutex<Books>>,
    base: String,
}

type Answer = Result<(StatusCode, Value), Refusal>;

/// An error as Stripe words it.
pub(crate) struct Refusal {
    status: u16,
    kind: &'static str,
    code: Option<&'static str>,
    param: Option<String>,
    message: String,
}

fn refusal(status: u16, kind: &'static str, message: impl Into<String>) -> Refusal {
    Refusal { status, kind, code: None, param: None, message: message.into() }
}

fn invalid(param: &str, code: &'static str, message: impl Into<String>) -> Refusal {
    Refusal {
        code: Some(code),
        param: Some(param.to_owned()),
        ..refusal(400, "invalid_request_error", message)
    }
}

impl Refusal {
    fn body(&self) -> Value {
        let mut error = json!({"type": self.kind, "message": self.message});
        if let Some(code) = self.code {
            error["code"] = code.into();
            error["doc_url"] = format!("https://stripe.com/docs/error-codes/{code}").into();
        }
        if let Some(param) = &self.param {
            error["param"] = param.clone().into();
        }
        json!({"error": error})
    }
}

impl Stripe {
    pub(crate) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let stripe = Self { books: Arc::default(), base };
        let router = Router::new()
            .route("/v1/checkout/sessions", get(api::list).post(api::create))
            .route("/v1/checkout/sessions/{id}", get(api::retrieve))
            .route("/v1/checkout/sessions/{id}/expire", post(api::expire))
            .fallback(unknown)
            .layer(from_fn_with_state(stripe.clone(), api))
            .route("/c/pay/{id}", get(page).post(pay))
            .route("/c/decline/{id}", post(decline))
            .with_state(stripe.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        stripe
    }

    /// What `NET30_STRIPE_API_BASE` is to be.
    pub(crate) fn base(&self) -> &str {
        &self.base
    }

    fn books(&self) -> MutexGuard<'_, Books> {
        self.books.lock().unwrap()
    }

    pub(crate) fn set_mood(&self, mood: Mood) {
        self.books().mood = mood;
    }

    /// Sets its clock, which stands still then; Unix seconds.
    pub(crate) fn set_clock(&self, now: i64) {
        self.books().now = Some(now);
    }

    fn now(&self) -> i64 {
        self.books().now.unwrap_or_else(now)
    }

    /// All the money that was taken.
    pub(crate) fn taken(&self) -> Vec<Taken> {
        self.books().taken.clone()
    }

    /// The sessions that were made, oldest first.
    pub(crate) fn sessions(&self) -> Vec<Value> {
        self.books().sessions.iter().map(|(_, session)| session.clone()).collect()
    }

    /// The calls of the API so far: method and path.
    pub(crate) fn calls(&self) -> Vec<String> {
        self.books().calls.clone()
    }

    #[track_caller]
    pub(crate) fn session(&self, id: &str) -> Value {
        self.sessions()
            .into_iter()
            .find(|session| session["id"] == id)
            .expect("there is the session")
    }

    /// Changes a session behind everybody's back.
    pub(crate) fn alter(&self, id: &str, field: &str, value: impl Into<Value>) {
        let mut books = self.books();
        let found = books.sessions.iter_mut().find(|(_, session)| session["id"] == id);
        found.expect("there is the session").1[field] = value.into();
    }

    /// Pays an open session as a payer would; false if it is not open.
    pub(crate) fn take(&self, id: &str) -> bool {
        let mut books = self.books();
        books.count += 1;
        let intent = format!("pi_test_{:016}", books.count);
        let Some((_, session)) = books.sessions.iter_mut().find(|(_, session)| session["id"] == id)
        else {
            return false;
        };
        if session["status"] != "open" {
            return false;
        }
        session["status"] = "complete".into();
        session["payment_status"] = "paid".into();
        session["payment_intent"] = intent.clone().into();
        session["url"] = Value::Null;
        let taken = Taken {
            session: id.to_owned(),
            payment_intent: intent,
            amount: session["amount_total"].as_i64().unwrap(),
            currency: session["currency"].as_str().unwrap().to_owned(),
        };
        books.taken.push(taken);
        true
    }

    /// Pays by a method that takes days.
    pub(crate) fn take_later(&self, id: &str) {
        self.alter(id, "status", "complete");
        self.alter(id, "payment_status", "unpaid");
        self.alter(id, "url", Value::Null);
    }

    /// The time of a session runs out.
    pub(crate) fn run_out(&self, id: &str) {
        self.alter(id, "status", "expired");
        self.alter(id, "url", Value::Null);
    }

    /// An event about an object as it is now.
    pub(crate) fn event(&self, kind: &str, object: &Value) -> String {
        let now = self.now();
        let mut books = self.books();
        books.count += 1;
        json!({
            "id": format!("evt_test_{:016}", books.count),
            "object": "event",
            "api_version": "2026-10-28.endive",
            "created": now,
            "data": {"object": object},
            "livemode": false,
            "pending_webhooks": 1,
            "request": {"id": null, "idempotency_key": null},
            "type": kind,
        })
        .to_string()
    }
}

/// The header `Stripe-Signature` of a body.
pub(crate) fn signature(body: &str, secret: &str, at: i64) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
    mac.update(format!("{at}.{body}").as_bytes());
    let mut hex = String::new();
    for byte in mac.finalize().into_bytes() {
        write!(hex, "{byte:02x}").unwrap();
    }
    format!("t={at},v1={hex}")
}

/// Unix seconds.
#[expect(clippy::disallowed_methods, reason = "the fake has a clock of its own, as Stripe has")]
pub(crate) fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    since.as_secs().try_into().unwrap()
}

/// Moods, authentication and the headers of every answer.
async fn api(State(stripe): State<Stripe>, mut request: Request, next: Next) -> Response {
    let mood = {
        let mut books = stripe.books();
        let call = format!("{} {}", request.method(), request.uri().path());
        books.calls.push(call);
        books.mood
    };
    match mood {
        Mood::Well => {}
        Mood::Hangs => tokio::time::sleep(Duration::from_mins(10)).await,
        Mood::Broken => {
            return (StatusCode::INTERNAL_SERVER_ERROR, "<html>oops</html>").into_response();
        }
        // Answering with a body that breaks off is as near as a handler comes to hanging up.
        Mood::HangsUp => {
            let broken =
                futures_util::stream::iter([Err::<Bytes, _>(std::io::Error::other("gone"))]);
            return Response::new(axum::body::Body::from_stream(broken));
        }
    }
    let key = key_of(request.headers());
    let mut response = match key {
        Some(key) if [KEY, OTHER_KEY].contains(&key.as_str()) => {
            request.extensions_mut().insert(key);
            next.run(request).await
        }
        Some(key) => {
            let shown: String = key.chars().take(8).collect();
            let message = format!("Invalid API Key provided: {shown}**********");
            answer(Err(refusal(401, "invalid_request_error", message)))
        }
        None => {
            answer(Err(refusal(401, "invalid_request_error", "You did not provide an API key.")))
        }
    };
    let count = stripe.books().count;
    let headers = response.headers_mut();
    headers.insert("request-id", format!("req_test{count:010}").parse().unwrap());
    headers.insert("stripe-version", "2026-10-28.endive".parse().unwrap());
    response
}

/// The key, as a bearer token or as the name of HTTP Basic.
fn key_of(headers: &HeaderMap) -> Option<String> {
    use base64::{Engine, prelude::BASE64_STANDARD};
    let given = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    if let Some(key) = given.strip_prefix("Bearer ") {
        return Some(key.to_owned());
    }
    let basic = BASE64_STANDARD.decode(given.strip_prefix("Basic ")?).ok()?;
    String::from_utf8(basic).ok()?.split(':').next().map(str::to_owned)
}

fn answer(answer: Answer) -> Response {
    let (status, body) = match answer {
        Ok(answer) => answer,
        Err(refusal) => (StatusCode::from_u16(refusal.status).unwrap(), refusal.body()),
    };
    (status, axum::Json(body)).into_response()
}

async fn unknown(method: Method, uri: Uri) -> Response {
    // A restricted key has no permission for anything else.
    let message = format!(
        "The provided key does not have the required permissions for this endpoint ({method} {}).",
        uri.path()
    );
    answer(Err(refusal(403, "invalid_request_error", message)))
}

/// The payment page.
async fn page(State(stripe): State<Stripe>, Path(id): Path<String>) -> Html<String> {
    let session = stripe.session(&id);
    let (amount, currency) = (&session["amount_total"], session["currency"].as_str().unwrap());
    let body = if session["status"] == "open" {
        format!(
            "<p>{amount} {currency}</p>\
             <form method=\"post\" action=\"/c/pay/{id}\"><button id=\"pay\">Pay</button></form>\
             <form method=\"post\" action=\"/c/decline/{id}\"><button id=\"decline\">Use a declined card</button></form>"
        )
    } else {
        "<p>You're all done here</p>".to_owned()
    };
    Html(format!(
        "<!doctype html><html lang=\"en\"><link rel=\"icon\" href=\"data:,\"><title>Checkout</title><h1>Checkout</h1>{body}</html>"
    ))
}

async fn pay(State(stripe): State<Stripe>, Path(id): Path<String>) -> Redirect {
    stripe.take(&id);
    let session = stripe.session(&id);
    let url = session["success_url"].as_str().unwrap();
    Redirect::to(&url.replace("{CHECKOUT_SESSION_ID}", &id))
}

async fn decline(State(stripe): State<Stripe>, Path(id): Path<String>) -> Redirect {
    let _ = stripe;
    Redirect::to(&format!("/c/pay/{id}"))
}

/// A payment that was declined, as `payment_intent.payment_failed` has it.
pub(crate) fn declined_intent(session: &Value, charge: &str) -> Value {
    let metadata: BTreeMap<String, Value> =
        serde_json::from_value(session["metadata"].clone()).unwrap();
    json!({
        "id": format!("pi_of_{}", session["id"].as_str().unwrap()),
        "object": "payment_intent",
        "amount": session["amount_total"],
        "currency": session["currency"],
        "last_payment_error": {
            "charge": charge,
            "code": "card_declined",
            "decline_code": "insufficient_funds",
            "message": "Your card has insufficient funds.",
            "type": "card_error",
        },
        "metadata": metadata,
        "status": "requires_payment_method",
    })
}
