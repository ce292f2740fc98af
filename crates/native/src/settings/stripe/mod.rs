//! How the account's customers pay online: its credentials for Stripe.

pub(crate) mod read;
pub(crate) mod wire;
pub(crate) mod write;

use self::wire::{Stripe, StripeBody};
use crate::{TAG, request};
use axum::extract::State;
use net30_app::checkout::{self, Forget, KeyCheck, Save};
use net30_http::{
    Http,
    call::{ReadRequest, WriteRequest},
    problem::{Entry, Place, Problem, Result},
    reply::Reply,
};
use utoipa_axum::{router::OpenApiRouter, routes};

/// The table of routes.
pub(crate) fn routes() -> OpenApiRouter<Http> {
    OpenApiRouter::new().routes(routes!(get, replace, delete))
}

/// Get the settings for Stripe
///
/// Of the key, only the kind and the last characters are ever shown.
#[utoipa::path(
    get, path = "/settings/stripe", operation_id = "get_stripe_settings", tag = TAG,
    responses((status = 200, description = "What is set up.", body = Stripe)),
)]
async fn get(State(http): State<Http>, request: ReadRequest) -> Result<Reply> {
    request::query(&request, |_| ())?;
    let found = checkout::get(http.app(), &request.caller).await?;
    Ok(Reply::ok(&write::stripe(found.as_ref(), None)))
}

/// Set up Stripe
///
/// Needs a key of scope `admin`. A secret that is left out stays as it is; `null` removes the signing secret. If Stripe
/// answers, the key must work; if Stripe cannot be reached, the key is kept and `warning` says so.
#[utoipa::path(
    put, path = "/settings/stripe", operation_id = "replace_stripe_settings", tag = TAG,
    request_body = StripeBody,
    responses((status = 200, description = "What is set up.", body = Stripe)),
)]
async fn replace(State(http): State<Http>, mut request: WriteRequest) -> Result<Reply> {
    let save: Save = request::read(&mut request, |reader, _| read::stripe(reader))?;
    let checked = match &save.secret_key {
        Some(key) => Some(checkout::check(http.app(), key).await?),
        None => None,
    };
    if checked == Some(KeyCheck::Refused) {
        return Err(Problem::invalid(vec![Entry {
            place: Place::Pointer("/secret_key".to_owned()),
            code: "stripe_refused".into(),
            message: "Stripe does not know this key, or it may not write Checkout Sessions"
                .to_owned(),
        }]));
    }
    let words = |saved: &checkout::StripeSettings| Reply::ok(&write::stripe(Some(saved), checked));
    http.write(&request, &save, str::to_owned, words).await
}

/// Remove Stripe
///
/// Needs a key of scope `admin`. Nothing can be paid online any more. Payment pages that are open stay open until they
/// expire, and what is paid there is no longer learnt of.
#[utoipa::path(
    delete, path = "/settings/stripe", operation_id = "delete_stripe_settings", tag = TAG,
    responses((status = 204, description = "It is removed.")),
)]
async fn delete(State(http): State<Http>, mut request: WriteRequest) -> Result<Reply> {
    request::read_nothing(&mut request)?;
    http.write(&request, &Forget, str::to_owned, |()| Reply::no_content()).await
}
