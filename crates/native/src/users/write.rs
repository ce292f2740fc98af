//! From people and invitations to their JSON.

use super::wire;
use net30_app::users::{Colleague, Invited};
use net30_domain::user::Invitation;

/// A person.
pub(crate) fn user(colleague: &Colleague) -> wire::User {
    let Colleague { user, membership, sessions, last_seen_at, works_elsewhere: _ } = colleague;
    wire::User {
        id: user.id.0,
        email: user.email.to_string(),
        name: user.name.clone(),
        role: membership.role.word(),
        disabled_at: membership.disabled_at,
        has_password: user.password_hash.is_some(),
        sessions: *sessions,
        last_seen_at: *last_seen_at,
        created_at: membership.created_at,
    }
}

/// An invitation, without its link.
pub(crate) fn invitation(invitation: &Invitation) -> wire::Invitation {
    wire::Invitation {
        id: invitation.id.0,
        email: invitation.email.to_string(),
        role: invitation.role.word(),
        created_at: invitation.created_at,
        expires_at: invitation.expires_at,
    }
}

/// A new invitation with its link, and what became of the e-mail.
pub(crate) fn new_invitation(
    invited: &Invited,
    mailed: Option<&Result<(), String>>,
) -> wire::NewInvitation {
    wire::NewInvitation {
        invitation: invitation(&invited.invitation),
        link: invited.link.clone(),
        mailed: mailed.map(Result::is_ok),
        error: mailed.and_then(|sent| sent.clone().err()),
    }
}
