//! The accounts of the organisation.

use super::{
    TAG, keys,
    read::text,
    request,
    settings::{
        read::settings,
        wire::{Account, NewAccount, NewAccountBody},
        write::account,
    },
    wire::Whole,
};
use crate::{
    Http,
    call::{ReadRequest, WriteRequest},
    problem::Result,
    reply::Reply,
};
use axum::extract::State;
use net30_app::{
    Call,
    accounts::{self, Create, Created},
};
use net30_domain::{Timestamp, id::AccountId, key::Scope};
use sha2::{Digest, Sha256};
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::{NoContext, Uuid};

/// The table of routes.
pub(crate) fn routes() -> OpenApiRouter<Http> {
    OpenApiRouter::new().routes(routes!(list, create))
}

fn created(created: &Created) -> Reply {
    let wire = NewAccount {
        account: account(&created.account),
        api_key: keys::write::key(&created.key),
        api_key_secret: created.secret.clone(),
    };
    Reply::created(&wire, &format!("{}/settings", super::PREFIX))
        .etag(created.account.revision)
        .with_secret(&created.secret)
}

/// List the accounts
///
/// All companies of the organisation. Name one in the header `X-Account-Id` to work on it.
#[utoipa::path(
    get, path = "/accounts", operation_id = "list_accounts", tag = TAG,
    responses((status = 200, description = "The accounts with their settings.", body = Whole<Account>)),
)]
async fn list(State(http): State<Http>, request: ReadRequest) -> Result<Reply> {
    request::query(&request, |_| ())?;
    let accounts = accounts::list(http.app(), &request.caller).await?;
    Ok(Reply::ok(&Whole { data: accounts.iter().map(account).collect() }))
}

/// Create an account
///
/// Another company of the organisation, with numbers, customers and books of its own, and a first key. Needs a key
/// of scope `admin`.
#[utoipa::path(
    post, path = "/accounts", operation_id = "create_account", tag = TAG,
    request_body = NewAccountBody,
    responses((
        status = 201, description = "The account, its first key and the key's secret.", body = NewAccount,
        headers(("Location" = String, description = "The settings."), ("ETag" = String, description = "The account's revision.")),
    )),
)]
async fn create(State(http): State<Http>, mut request: WriteRequest) -> Result<Reply> {
    request.call.caller.needs(Scope::Admin)?;
    let (draft, key_label) = request::read_draft(&mut request, |reader, _| {
        (settings(reader), text(reader, "key_label", 100))
    })?;
    request.call.caller.account_id = fresh_account_id(&request.call, http.app().now());
    http.write(&request, &Create { draft, key_label }, str::to_owned, created).await
}

/// The id of the account to be made. A repeated request with the same idempotency key names the same account, in
/// whose books the first reply is kept.
fn fresh_account_id(call: &Call, now: Timestamp) -> AccountId {
    let Some(idempotency) = &call.idempotency else {
        let seconds = u64::try_from(now.as_second()).unwrap_or(0);
        let nanoseconds = u32::try_from(now.subsec_nanosecond()).unwrap_or(0);
        let timestamp = uuid::Timestamp::from_unix(NoContext, seconds, nanoseconds);
        return AccountId(Uuid::new_v7(timestamp));
    };
    let mut digest = Sha256::new();
    digest.update(call.caller.organisation_id.0.as_bytes());
    digest.update(idempotency.key.as_bytes());
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest.finalize()[..16]);
    AccountId(uuid::Builder::from_custom_bytes(bytes).into_uuid())
}
