//! Making, reading, expiring and listing sessions.

use super::{
    Answer, Refusal, Remembered, Stripe, answer,
    form::{Fields, fields_of},
    invalid, refusal,
};
use axum::{
    extract::{Path, State},
    http::{HeaderMap, StatusCode, Uri},
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};
use std::time::Duration;

pub(super) async fn create(
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
            Some(known) if known.body != body => {
                let message = "Keys for idempotent requests can only be used with the same parameters they were first used with.";
                return answer(Err(refusal(400, "idempotency_error", message)));
            }
            Some(Remembered { reply: None, .. }) => {
                let message =
                    "There is currently another in-progress request using this Idempotent Key.";
                return answer(Err(Refusal {
                    code: Some("idempotency_key_in_use"),
                    ..refusal(409, "idempotency_error", message)
                }));
            }
            Some(Remembered { reply: Some((status, reply)), .. }) => {
                let mut response = (*status, axum::Json(reply.clone())).into_response();
                response.headers_mut().insert("idempotent-replayed", "true".parse().unwrap());
                return response;
            }
            None => {
                let begun = Remembered { body: body.clone(), reply: None };
                books.replies.insert(name.clone(), begun);
            }
        }
    }
    // Long enough for two requests to meet.
    tokio::time::sleep(Duration::from_millis(20)).await;
    let made = stripe.make(&key, &fields_of(&body));
    let mut books = stripe.books();
    match &made {
        Ok(reply) => {
            books.replies.insert(name, Remembered { body, reply: Some(reply.clone()) });
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
        let now = self.now();
        let Asked { success_url, currency, amount, expires_at } = asked(fields, now)?;
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
            "created": now,
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

pub(super) async fn retrieve(
    State(stripe): State<Stripe>,
    axum::Extension(key): axum::Extension<String>,
    Path(id): Path<String>,
) -> Response {
    answer(stripe.found(&key, &id).map(|session| (StatusCode::OK, session)))
}

pub(super) async fn expire(
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

pub(super) async fn list(
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

/// What is checked of a request before a session is made.
struct Asked<'f> {
    success_url: &'f str,
    currency: &'f str,
    amount: i64,
    expires_at: i64,
}

fn asked(fields: &Fields, now: i64) -> Result<Asked<'_>, Refusal> {
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
        return Err(invalid(&format!("{price}[currency]"), "currency_invalid", "Invalid currency"));
    }
    let unit: Option<i64> = fields.number(&format!("{price}[unit_amount]"));
    let unit = unit.filter(|unit| *unit >= 0).ok_or_else(|| {
        invalid(&format!("{price}[unit_amount]"), "parameter_invalid_integer", "Invalid integer")
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
    let expires_at = fields.number("expires_at").unwrap_or(now + 86_400);
    // Stripe's clock and ours need not agree to the second.
    if !(now + 1790..=now + 86_410).contains(&expires_at) {
        let message = "The `expires_at` timestamp must be between 30 minutes and 24 hours from Checkout Session creation.";
        return Err(invalid("expires_at", "parameter_invalid", message));
    }
    Ok(Asked { success_url, currency, amount, expires_at })
}
