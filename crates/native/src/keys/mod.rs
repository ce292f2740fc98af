//! API keys.

pub(crate) mod read;
pub(crate) mod wire;
pub(crate) mod write;

use self::wire::{ApiKey, ApiKeyBody, NewApiKey};
use crate::{PREFIX, TAG, request, wire::Whole};
use axum::extract::State;
use net30_app::{
    What,
    keys::{self, Revoke},
};
use net30_domain::{id::KeyId, key};
use net30_http::{
    Http,
    call::{ReadRequest, WriteRequest},
    problem::Result,
    reply::Reply,
};
use utoipa_axum::{router::OpenApiRouter, routes};

/// The table of routes.
pub(crate) fn routes() -> OpenApiRouter<Http> {
    OpenApiRouter::new().routes(routes!(list, create)).routes(routes!(revoke))
}

fn created((key, secret): &(key::ApiKey, String)) -> Reply {
    let wire = NewApiKey { key: write::key(key), secret: secret.clone() };
    Reply::created(&wire, &format!("{PREFIX}/api-keys")).with_secret(secret)
}

/// List the API keys
///
/// Of the organisation, revoked ones included, without their secrets. Needs a key of scope `admin`.
#[utoipa::path(
    get, path = "/api-keys", operation_id = "list_api_keys", tag = TAG,
    responses((status = 200, description = "The keys.", body = Whole<ApiKey>)),
)]
async fn list(State(http): State<Http>, request: ReadRequest) -> Result<Reply> {
    request::query(&request, |_| ())?;
    let keys = keys::list(http.app(), &request.caller).await?;
    Ok(Reply::ok(&Whole { data: keys.iter().map(write::key).collect() }))
}

/// Create an API key
///
/// The secret is shown once and never again. Needs a key of scope `admin`.
#[utoipa::path(
    post, path = "/api-keys", operation_id = "create_api_key", tag = TAG,
    request_body(content = Option<ApiKeyBody>, description = "What the key is for."),
    responses((
        status = 201, description = "The key and its secret.", body = NewApiKey,
        headers(("Location" = String, description = "The list of keys.")),
    )),
)]
async fn create(State(http): State<Http>, mut request: WriteRequest) -> Result<Reply> {
    let use_case = request::read_optional(&mut request, |reader, _| read::key(reader))?;
    http.write(&request, &use_case, str::to_owned, created).await
}

/// Revoke an API key
///
/// It stops working at once and stays in the list. Needs a key of scope `admin`.
#[utoipa::path(
    delete, path = "/api-keys/{id}", operation_id = "revoke_api_key", tag = TAG,
    params(("id" = Uuid, Path, description = "The key.")),
    responses((status = 204, description = "It no longer works.")),
)]
async fn revoke(State(http): State<Http>, mut request: WriteRequest) -> Result<Reply> {
    let id = request.id::<KeyId>("id", What::Key)?;
    request::read_nothing(&mut request)?;
    http.write(&request, &Revoke { id }, str::to_owned, |()| Reply::no_content()).await
}
