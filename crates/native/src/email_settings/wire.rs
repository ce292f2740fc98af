//! The JSON of the e-mail settings.

use serde::Serialize;
use utoipa::ToSchema;

/// The account's mail server as a client writes it. `host` is required.
#[derive(ToSchema)]
#[schema(example = json!({"host": "smtp.example.com", "port": 587, "tls": "required", "username": "billing@acme.example", "password": "…", "from_name": "Acme Inc.", "from_email": "billing@acme.example"}))]
#[expect(
    dead_code,
    reason = "describes the request in the OpenAPI document; the body is read by hand"
)]
pub(crate) struct EmailSettingsBody {
    /// The mail server's host. A private address needs the consent of the server's operator.
    #[schema(max_length = 255)]
    host: String,
    /// Its port; the usual one of `tls` if left out.
    #[schema(minimum = 1, maximum = 65535)]
    port: Option<u16>,
    /// `implicit` (from the first byte, port 465), `required` (STARTTLS, port 587), `opportunistic` (STARTTLS where
    /// it is offered) or `none`; `required` if left out.
    tls: Option<String>,
    /// The user, if the server wants one.
    #[schema(max_length = 255)]
    username: Option<String>,
    /// The user's password: kept sealed, never shown.
    #[schema(max_length = 255, write_only)]
    password: Option<String>,
    /// Who sends; the company's name if left out.
    #[schema(max_length = 255)]
    from_name: Option<String>,
    /// From which address; the company's if left out.
    #[schema(max_length = 254)]
    from_email: Option<String>,
    /// Where answers go; to the sender if left out.
    #[schema(max_length = 254)]
    reply_to: Option<String>,
    /// Whether the sender gets a blind copy of each e-mail to a customer.
    bcc_self: Option<bool>,
}

/// The account's mail server.
#[derive(Serialize, ToSchema)]
#[expect(clippy::struct_excessive_bools, reason = "the fields are named as clients read them")]
pub(crate) struct EmailSettings {
    /// Whether the account has a mail server of its own; the fields below are null if not.
    #[schema(example = true)]
    pub(crate) configured: bool,
    /// Whether the server has one for accounts that have none.
    #[schema(example = false)]
    pub(crate) server_sends: bool,
    /// Host.
    #[schema(example = "smtp.example.com")]
    pub(crate) host: Option<String>,
    /// Port.
    #[schema(example = 587)]
    pub(crate) port: Option<u16>,
    /// How the connection is protected.
    #[schema(example = "required")]
    pub(crate) tls: Option<&'static str>,
    /// User.
    #[schema(example = "billing@acme.example")]
    pub(crate) username: Option<String>,
    /// Whether there is a password.
    #[schema(example = true)]
    pub(crate) has_password: bool,
    /// Who sends.
    #[schema(example = "Acme Inc.")]
    pub(crate) from_name: Option<String>,
    /// From which address.
    #[schema(example = "billing@acme.example")]
    pub(crate) from_email: Option<String>,
    /// Where answers go.
    #[schema(example = json!(null))]
    pub(crate) reply_to: Option<String>,
    /// Whether the sender gets a blind copy.
    #[schema(example = false)]
    pub(crate) bcc_self: bool,
}

/// To whom a test message goes.
#[derive(ToSchema)]
#[schema(example = json!({"to": "me@acme.example"}))]
#[expect(
    dead_code,
    reason = "describes the request in the OpenAPI document; the body is read by hand"
)]
pub(crate) struct EmailTestBody {
    /// An address of yours.
    to: String,
}

/// What became of a test message.
#[derive(Serialize, ToSchema)]
pub(crate) struct EmailTest {
    /// Whether the mail server took it.
    #[schema(example = true)]
    pub(crate) ok: bool,
    /// What went wrong, in the mail server's words where it had some.
    #[schema(example = json!(null))]
    pub(crate) error: Option<String>,
}
