//! Where Stripe tells what happened: `POST /stripe/{account}/{hook}`, an address that only the account and Stripe know.

use axum::{
    extract::{Path, Request, State, rejection::PathRejection},
    http::StatusCode,
};
use net30_app::{
    Error, What,
    checkout::{self, Told},
};
use net30_domain::id::AccountId;
use net30_http::{
    Http, body,
    plain::{Plain, post},
    problem::{Problem, Result},
    reply::Reply,
};
use serde::Serialize;

/// The header with the signature.
const SIGNATURE: &str = "stripe-signature";

/// The table of routes.
#[must_use]
pub fn routes() -> Vec<Plain> {
    vec![post("/stripe/{account}/{hook}", told)]
}

#[derive(Serialize)]
struct Received {
    received: bool,
}

type Address = std::result::Result<Path<(String, String)>, PathRejection>;

async fn told(State(http): State<Http>, address: Address, request: Request) -> Result<Reply> {
    let (parts, body) = request.into_parts();
    let nowhere = || Problem::from(Error::NotFound(What::Account));
    let Ok(Path((account, hook))) = address else { return Err(nowhere()) };
    let account: AccountId = account.parse().map_err(|_| nowhere())?;
    let body = body::read(&parts, body).await?;
    let signature = parts.headers.get(SIGNATURE).and_then(|value| value.to_str().ok());
    let bad = |detail: String| Err(Problem::new(StatusCode::BAD_REQUEST, "bad_signature", detail));
    match Box::pin(checkout::told(http.app(), account, &hook, signature, &body)).await? {
        Told::Taken => Ok(Reply::ok(&Received { received: true })),
        Told::NoSecret => bad("the account has no signing secret of Stripe's".to_owned()),
        Told::NotBelieved(error) => bad(error.to_string()),
        Told::NotAnEvent => {
            let detail = "the body is not an event of Stripe's";
            Err(Problem::new(StatusCode::BAD_REQUEST, "malformed_json", detail))
        }
    }
}
