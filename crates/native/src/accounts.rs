//! The accounts of the organisation.

use super::{
    TAG, keys, request,
    settings::{
        read::settings,
        wire::{Account, NewAccount, NewAccountBody},
        write::account,
    },
    wire::Whole,
};
use axum::extract::State;
use net30_app::accounts::{self, Create, Created};
use net30_domain::{Timestamp, id::AccountId, limits::LABEL_CHARS_MAX};
use net30_http::fields::text;
use net30_http::{
    Http,
    call::{ReadRequest, WriteRequest},
    problem::Result,
    reply::Reply,
};
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
    let (draft, key_label) = request::read_draft(&mut request, |reader, _| {
        (settings(reader), text(reader, "key_label", LABEL_CHARS_MAX))
    })?;
    // The reply is kept under the key's own account: there is no other one to look in when the request is repeated.
    let create = Create { id: fresh_account_id(http.app().now()), draft, key_label };
    http.write(&request, &create, str::to_owned, created).await
}

fn fresh_account_id(now: Timestamp) -> AccountId {
    let seconds = u64::try_from(now.as_second()).unwrap_or(0);
    let nanoseconds = u32::try_from(now.subsec_nanosecond()).unwrap_or(0);
    AccountId(Uuid::new_v7(uuid::Timestamp::from_unix(NoContext, seconds, nanoseconds)))
}
