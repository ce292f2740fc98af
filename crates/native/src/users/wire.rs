//! The JSON of people and invitations.

use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// A person who has a role in the account.
#[derive(Serialize, ToSchema)]
pub(crate) struct User {
    /// Their id, by which the history names them.
    pub(crate) id: Uuid,
    /// What they sign in with.
    #[schema(example = "anna@acme.example")]
    pub(crate) email: String,
    /// What they are called; empty if they have not said.
    #[schema(example = "Anna")]
    pub(crate) name: String,
    /// What they may do here: `viewer`, `accountant` or `owner`; each includes the ones before.
    #[schema(example = "accountant")]
    pub(crate) role: &'static str,
    /// Since when the account keeps them out.
    pub(crate) disabled_at: Option<Timestamp>,
    /// Whether they have set a password.
    #[schema(example = true)]
    pub(crate) has_password: bool,
    /// In how many browsers they are signed in.
    #[schema(example = 1)]
    pub(crate) sessions: usize,
    /// When one of these was last used, to some minutes.
    pub(crate) last_seen_at: Option<Timestamp>,
    /// When they came to the account.
    pub(crate) created_at: Timestamp,
}

/// What changes of a person.
#[derive(ToSchema)]
#[schema(example = json!({"role": "accountant", "disabled": false}))]
#[expect(
    dead_code,
    reason = "describes the request in the OpenAPI document; the body is read by hand"
)]
pub(crate) struct UserChanges {
    /// What they may do here: `viewer`, `accountant` or `owner`.
    role: Option<String>,
    /// Whether the account keeps them out.
    disabled: Option<bool>,
}

/// An invitation that still works.
#[derive(Serialize, ToSchema)]
pub(crate) struct Invitation {
    /// Its id, which is no secret.
    pub(crate) id: Uuid,
    /// Who is meant.
    #[schema(example = "bert@acme.example")]
    pub(crate) email: String,
    /// What they will be able to do.
    #[schema(example = "accountant")]
    pub(crate) role: &'static str,
    /// When it was made.
    pub(crate) created_at: Timestamp,
    /// Until when it works.
    pub(crate) expires_at: Timestamp,
}

/// A new invitation with its link.
#[derive(Serialize, ToSchema)]
pub(crate) struct NewInvitation {
    #[serde(flatten)]
    pub(crate) invitation: Invitation,
    /// The link, which works once: shown now and never again.
    #[schema(example = "https://billing.acme.example/welcome/0aZ…")]
    pub(crate) link: String,
    /// Whether the mail server took the e-mail; null if none was to be sent.
    #[schema(example = json!(null))]
    pub(crate) mailed: Option<bool>,
    /// What went wrong with it, in the mail server's words where it had some.
    #[schema(example = json!(null))]
    pub(crate) error: Option<String>,
}

/// Whom to invite.
#[derive(ToSchema)]
#[schema(example = json!({"email": "bert@acme.example", "role": "accountant"}))]
#[expect(
    dead_code,
    reason = "describes the request in the OpenAPI document; the body is read by hand"
)]
pub(crate) struct InvitationBody {
    /// Their e-mail address.
    #[schema(max_length = 254)]
    email: String,
    /// What they will be able to do: `viewer`, `accountant` or `owner`.
    role: String,
    /// Whether the link is mailed to them; `false` if left out.
    send: Option<bool>,
}
