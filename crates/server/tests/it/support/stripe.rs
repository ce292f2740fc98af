//! A Stripe for tests: Checkout Sessions as Stripe publishes them, its own small payment page, and what it tells by
//! webhook. Nothing here knows net30: the official client works with it too (`checkout_client.rs`).
//!
//! Source: <https://docs.stripe.com/api/checkout/sessions>, <https://docs.stripe.com/api/idempotent_requests>,
//! <https://docs.stripe.com/api/errors>, <https://docs.stripe.com/webhooks>.

use super::stripe_form::{Fields, fields_of};
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
    /// What was answered under an idempotency key: the request, and the reply once there is one.
    replies: HashMap<(String, String), (String, Option<(u16, Value)>)>,
    taken: Vec<Taken>,
    calls: Vec<String>,
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
            .route("/v1/checkout/sessions", get(list).post(create))
            .route("/v1/checkout/sessions/{id}", get(retrieve))
            .route("/v1/checkout/sessions/{id}/expire", post(expire))
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
        let mut books = self.books();
        books.count += 1;
        json!({
            "id": format!("evt_test_{:016}", books.count),
            "object": "event",
            "api_version": "2026-10-28.endive",
            "created": now(),
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
    let hex: String =
        mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
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

async fn create(
    State(stripe): State<Stripe>,
    axum::Extension(key): axum::Extension<String>,
    headers: HeaderMap,
    body: String,
) -> Response {
    let Some(name) = headers.get("idempotency-key").and_then(|name| name.to_str().ok()) else {
        return answer(stripe.make(&key, &fields_of(&body)));
    };
    let name = (key.clone(), name.to_owned());
    {
        let mut books = stripe.books();
        match books.replies.get(&name) {
            Some((known, _)) if *known != body => {
                let message = "Keys for idempotent requests can only be used with the same parameters they were first used with.";
                return answer(Err(refusal(400, "idempotency_error", message)));
            }
            Some((_, None)) => {
                let message =
                    "There is currently another in-progress request using this Idempotent Key.";
                return answer(Err(Refusal {
                    code: Some("idempotency_key_in_use"),
                    ..refusal(409, "idempotency_error", message)
                }));
            }
            Some((_, Some((status, reply)))) => {
                let status = StatusCode::from_u16(*status).unwrap();
                let mut response = (status, axum::Json(reply.clone())).into_response();
                response.headers_mut().insert("idempotent-replayed", "true".parse().unwrap());
                return response;
            }
            None => drop(books.replies.insert(name.clone(), (body.clone(), None))),
        }
    }
    // Long enough for two requests to meet.
    tokio::time::sleep(Duration::from_millis(20)).await;
    let made = stripe.make(&key, &fields_of(&body));
    let mut books = stripe.books();
    match &made {
        Ok((status, reply)) => {
            books.replies.insert(name, (body, Some((status.as_u16(), reply.clone()))));
        }
        // What was never begun may be sent again with other parameters.
        Err(_) => drop(books.replies.remove(&name)),
    }
    drop(books);
    answer(made)
}

const KNOWN: [&str; 13] = [
    "mode",
    "client_reference_id",
    "line_items",
    "payment_intent_data",
    "success_url",
    "cancel_url",
    "expires_at",
    "locale",
    "adaptive_pricing",
    "customer_email",
    "metadata",
    "currency",
    "expand",
];

impl Stripe {
    fn make(&self, key: &str, fields: &Fields) -> Answer {
        if let Some(name) = fields.names().find(|name| !KNOWN.contains(&name.as_str())) {
            return Err(invalid(
                &name,
                "parameter_unknown",
                format!("Received unknown parameter: {name}"),
            ));
        }
        if fields.get("mode") != Some("payment") {
            return Err(invalid("mode", "parameter_missing", "Missing required param: mode."));
        }
        let success_url = fields.get("success_url").ok_or_else(|| {
            invalid("success_url", "parameter_missing", "Missing required param: success_url.")
        })?;
        for url in [Some(success_url), fields.get("cancel_url")].into_iter().flatten() {
            if !url.starts_with("http://") && !url.starts_with("https://") {
                return Err(invalid("success_url", "url_invalid", "Not a valid URL"));
            }
        }
        let price = "line_items[0][price_data]";
        let currency = fields.get(&format!("{price}[currency]")).unwrap_or_default();
        if currency.len() != 3 || currency != currency.to_lowercase() {
            return Err(invalid(
                &format!("{price}[currency]"),
                "currency_invalid",
                "Invalid currency",
            ));
        }
        let unit: Option<i64> = fields.number(&format!("{price}[unit_amount]"));
        let unit = unit.filter(|unit| *unit >= 0).ok_or_else(|| {
            invalid(
                &format!("{price}[unit_amount]"),
                "parameter_invalid_integer",
                "Invalid integer",
            )
        })?;
        let quantity: i64 = fields.number("line_items[0][quantity]").unwrap_or(1);
        if fields.get(&format!("{price}[product_data][name]")).is_none_or(str::is_empty) {
            return Err(invalid(
                &format!("{price}[product_data][name]"),
                "parameter_missing",
                "Missing name",
            ));
        }
        let amount = unit * quantity;
        if amount < 50 {
            let message = "The Checkout Session's total amount must convert to at least 50 cents.";
            return Err(invalid("line_items", "amount_too_small", message));
        }
        if amount > 99_999_999 {
            return Err(invalid(
                "line_items",
                "amount_too_large",
                "Amount must be no more than 999,999.99",
            ));
        }
        let expires_at = fields.number("expires_at").unwrap_or(now() + 86_400);
        // Stripe's clock and ours need not agree to the second.
        if !(now() + 1790..=now() + 86_410).contains(&expires_at) {
            let message = "The `expires_at` timestamp must be between 30 minutes and 24 hours from Checkout Session creation.";
            return Err(invalid("expires_at", "parameter_invalid", message));
        }
        let mut books = self.books();
        books.count += 1;
        let id = format!("cs_test_a{:024}", books.count);
        let session = json!({
            "id": id,
            "object": "checkout.session",
            "amount_subtotal": amount,
            "amount_total": amount,
            "cancel_url": fields.get("cancel_url"),
            "client_reference_id": fields.get("client_reference_id"),
            "created": now(),
            "currency": currency,
            "customer": null,
            "customer_email": fields.get("customer_email"),
            "expires_at": expires_at,
            "livemode": key.contains("_live_"),
            "locale": fields.get("locale"),
            "metadata": fields.map("metadata"),
            "mode": "payment",
            "payment_intent": null,
            "payment_method_types": ["card"],
            "payment_status": "unpaid",
            "status": "open",
            "success_url": success_url,
            "ui_mode": "hosted",
            "url": format!("{}/c/pay/{id}#fid=test", self.base),
        });
        books.sessions.push((key.to_owned(), session.clone()));
        Ok((StatusCode::OK, session))
    }

    fn found(&self, key: &str, id: &str) -> Result<Value, Refusal> {
        let books = self.books();
        let found = books.sessions.iter().find(|(of, session)| of == key && session["id"] == id);
        found.map(|(_, session)| session.clone()).ok_or_else(|| Refusal {
            status: 404,
            ..invalid("session", "resource_missing", format!("No such checkout.session: '{id}'"))
        })
    }
}

async fn retrieve(
    State(stripe): State<Stripe>,
    axum::Extension(key): axum::Extension<String>,
    Path(id): Path<String>,
) -> Response {
    answer(stripe.found(&key, &id).map(|session| (StatusCode::OK, session)))
}

async fn expire(
    State(stripe): State<Stripe>,
    axum::Extension(key): axum::Extension<String>,
    Path(id): Path<String>,
) -> Response {
    let expired = stripe.found(&key, &id).and_then(|session| {
        if session["status"] != "open" {
            let message = "Only Checkout Sessions with a status in [\"open\"] can be expired.";
            return Err(refusal(400, "invalid_request_error", message));
        }
        stripe.run_out(&id);
        Ok((StatusCode::OK, stripe.session(&id)))
    });
    answer(expired)
}

async fn list(
    State(stripe): State<Stripe>,
    axum::Extension(key): axum::Extension<String>,
    uri: Uri,
) -> Response {
    let query = fields_of(uri.query().unwrap_or_default());
    let limit: i64 = query.number("limit").unwrap_or(10);
    if !(1..=100).contains(&limit) {
        return answer(Err(invalid(
            "limit",
            "parameter_invalid_integer",
            "limit must be 1 to 100",
        )));
    }
    let books = stripe.books();
    let own = books.sessions.iter().rev().filter(|(of, _)| *of == key).map(|(_, session)| session);
    let after = query.get("starting_after");
    let skipped = own.skip_while(|session| after.is_some_and(|after| session["id"] != after));
    let rest: Vec<&Value> = skipped.skip(usize::from(after.is_some())).collect();
    let limit = usize::try_from(limit).unwrap();
    let data: Vec<&Value> = rest.iter().take(limit).copied().collect();
    let body = json!({
        "object": "list",
        "url": "/v1/checkout/sessions",
        "has_more": rest.len() > limit,
        "data": data,
    });
    drop(books);
    answer(Ok((StatusCode::OK, body)))
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
