//! People who work in an account, and whom it has invited.

pub(crate) mod invitations;
pub(crate) mod wire;
pub(crate) mod write;

use self::wire::{User, UserChanges};
use crate::{TAG, request, wire::Whole};
use axum::extract::State;
use net30_app::{
    What,
    users::{self, Change, EndSessions, Remove},
};
use net30_domain::{id::UserId, user::Role};
use net30_http::{
    Http,
    call::{ReadRequest, WriteRequest},
    json::Reader,
    problem::Result,
    reply::Reply,
};
use utoipa_axum::{router::OpenApiRouter, routes};

/// The table of routes.
pub(crate) fn routes() -> OpenApiRouter<Http> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(get, change, remove))
        .routes(routes!(end_sessions))
        .merge(invitations::routes())
}

fn reply(colleague: &users::Colleague) -> Reply {
    Reply::ok(&write::user(colleague))
}

/// List the people
///
/// Who has a role in the account, in the order in which they came. Needs a key of scope `write`.
#[utoipa::path(
    get, path = "/users", operation_id = "list_users", tag = TAG,
    responses((status = 200, description = "The people.", body = Whole<User>)),
)]
async fn list(State(http): State<Http>, request: ReadRequest) -> Result<Reply> {
    request::query(&request, |_| ())?;
    let people = users::people(http.app(), &request.caller).await?;
    Ok(Reply::ok(&Whole { data: people.iter().map(write::user).collect() }))
}

/// Get a person
///
/// Needs a key of scope `write`.
#[utoipa::path(
    get, path = "/users/{id}", operation_id = "get_user", tag = TAG,
    params(("id" = Uuid, Path, description = "The person.")),
    responses((status = 200, description = "The person.", body = User)),
)]
async fn get(State(http): State<Http>, request: ReadRequest) -> Result<Reply> {
    let id = request.id::<UserId>("id", What::User)?;
    request::query(&request, |_| ())?;
    Ok(reply(&users::colleague(http.app(), &request.caller, id).await?))
}

/// Reads what is to change.
fn changes(reader: &Reader<'_>, user_id: UserId) -> Change {
    let roles = Role::ALL.map(|role| (role.word(), role));
    let disabled = reader.boolean("disabled").value();
    Change {
        user_id,
        role: reader.choice("role", &roles).value(),
        admitted: disabled.map(|disabled| !disabled),
    }
}

/// Change a person
///
/// Their role, and whether the account keeps them out. Other accounts are not touched. The last owner who may sign in stays
/// one. Whoever may do something else than before signs in anew. Needs a key of scope `admin`.
#[utoipa::path(
    patch, path = "/users/{id}", operation_id = "update_user", tag = TAG,
    params(("id" = Uuid, Path, description = "The person.")),
    request_body(content = UserChanges, description = "What changes. No field is required."),
    responses((status = 200, description = "The person.", body = User)),
)]
async fn change(State(http): State<Http>, mut request: WriteRequest) -> Result<Reply> {
    let id = request.id::<UserId>("id", What::User)?;
    let change = request::read(&mut request, |reader, _| changes(reader, id))?;
    http.write(&request, &change, str::to_owned, reply).await
}

/// Remove a person
///
/// They no longer have a role in the account; the history keeps what they did. The last owner who may sign in stays. Needs a
/// key of scope `admin`.
#[utoipa::path(
    delete, path = "/users/{id}", operation_id = "remove_user", tag = TAG,
    params(("id" = Uuid, Path, description = "The person.")),
    responses((status = 204, description = "They no longer have a role here.")),
)]
async fn remove(State(http): State<Http>, mut request: WriteRequest) -> Result<Reply> {
    let user_id = request.id::<UserId>("id", What::User)?;
    request::read_nothing(&mut request)?;
    http.write(&request, &Remove { user_id }, str::to_owned, |()| Reply::no_content()).await
}

/// Sign a person out
///
/// Of all browsers. Refused if they work for another organisation on the server, too. Needs a key of scope `admin`.
#[utoipa::path(
    post, path = "/users/{id}/end-sessions", operation_id = "end_user_sessions", tag = TAG,
    params(("id" = Uuid, Path, description = "The person.")),
    responses((status = 200, description = "The person.", body = User)),
)]
async fn end_sessions(State(http): State<Http>, mut request: WriteRequest) -> Result<Reply> {
    let user_id = request.id::<UserId>("id", What::User)?;
    request::read_nothing(&mut request)?;
    http.write(&request, &EndSessions { user_id }, str::to_owned, reply).await
}
