//! Invitations.

use super::{
    wire::{Invitation, InvitationBody, NewInvitation},
    write,
};
use crate::{PREFIX, TAG, request, wire::Whole};
use axum::extract::State;
use net30_app::{
    What,
    users::{self, Invite, Withdraw},
};
use net30_domain::{id::InvitationId, text::Email, user::Role};
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
    OpenApiRouter::new().routes(routes!(list, create)).routes(routes!(withdraw))
}

/// List the invitations
///
/// Those that still work, without their links. Needs a key of scope `write`.
#[utoipa::path(
    get, path = "/invitations", operation_id = "list_invitations", tag = TAG,
    responses((status = 200, description = "The invitations.", body = Whole<Invitation>)),
)]
async fn list(State(http): State<Http>, request: ReadRequest) -> Result<Reply> {
    request::query(&request, |_| ())?;
    let all = users::invitations(http.app(), &request.caller).await?;
    Ok(Reply::ok(&Whole { data: all.iter().map(write::invitation).collect() }))
}

/// Reads whom to invite, to do what, and whether they get an e-mail.
pub fn invitation(reader: &Reader<'_>) -> (Option<Email>, Role, bool) {
    let roles = Role::ALL.map(|role| (role.word(), role));
    let email = if reader.require("email") { reader.email("email").value() } else { None };
    let role = if reader.require("role") { reader.choice("role", &roles).value() } else { None };
    (email, role.unwrap_or(Role::Viewer), reader.boolean("send").value().unwrap_or(false))
}

/// Invite somebody
///
/// The reply has a link that works once, for 24 hours, and is not shown again; with `send` it is mailed, too, while you
/// wait. A former invitation of the same address no longer works. Needs a key of scope `admin`.
#[utoipa::path(
    post, path = "/invitations", operation_id = "create_invitation", tag = TAG,
    request_body = InvitationBody,
    responses((
        status = 201, description = "The invitation and its link.", body = NewInvitation,
        headers(("Location" = String, description = "The list of invitations.")),
    )),
)]
async fn create(State(http): State<Http>, mut request: WriteRequest) -> Result<Reply> {
    let (email, role, send) = request::read(&mut request, |reader, _| invitation(reader))?;
    let call = &request.call;
    let steps = Box::pin(async {
        let unread = || net30_app::Error::fault("/email", "required", "is required");
        let invite = Invite { email: email.ok_or_else(unread)?, role };
        // A step of its own, whose reply is stored with what became of the e-mail.
        let invited = http.app().run(call, &invite).await?;
        let mailed = if send && !call.dry_run {
            Some(users::mail_invitation(http.app(), &call.caller, &invited).await?)
        } else {
            None
        };
        Ok((invited, mailed))
    });
    http.write_in_steps(&request, steps, |(invited, mailed)| {
        let wire = write::new_invitation(invited, mailed.as_ref());
        Reply::created(&wire, &format!("{PREFIX}/invitations")).with_secret(&invited.link)
    })
    .await
}

/// Withdraw an invitation
///
/// Its link stops working at once. Needs a key of scope `admin`.
#[utoipa::path(
    delete, path = "/invitations/{id}", operation_id = "withdraw_invitation", tag = TAG,
    params(("id" = Uuid, Path, description = "The invitation.")),
    responses((status = 204, description = "It no longer works.")),
)]
async fn withdraw(State(http): State<Http>, mut request: WriteRequest) -> Result<Reply> {
    let id = request.id::<InvitationId>("id", What::Invitation)?;
    request::read_nothing(&mut request)?;
    http.write(&request, &Withdraw { id }, str::to_owned, |()| Reply::no_content()).await
}
