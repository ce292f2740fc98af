//! The JSON of API keys.

use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// An API key, without its secret.
#[derive(Serialize, ToSchema)]
pub(crate) struct ApiKey {
    /// Its id, which is no secret.
    pub(crate) id: Uuid,
    /// The account that it works on if the request names none.
    pub(crate) account_id: Uuid,
    /// What people call it.
    #[schema(example = "shop")]
    pub(crate) label: Option<String>,
    /// What it may be used for: `read`, `write` or `admin`; each includes the ones before.
    #[schema(example = "write")]
    pub(crate) scope: &'static str,
    /// The first characters of the secret.
    #[schema(example = "net30_Ab12Cd")]
    pub(crate) prefix: String,
    /// When it was made.
    pub(crate) created_at: Timestamp,
    /// When it was last used, to the minute or so.
    pub(crate) last_used_at: Option<Timestamp>,
    /// When it stopped working.
    pub(crate) revoked_at: Option<Timestamp>,
}

/// A new key with its secret.
#[derive(Serialize, ToSchema)]
pub(crate) struct NewApiKey {
    #[serde(flatten)]
    pub(crate) key: ApiKey,
    /// The secret: shown once and never again.
    #[schema(example = "net30_…")]
    pub(crate) secret: String,
}

/// A key as a client asks for it.
#[derive(ToSchema)]
#[schema(example = json!({"label": "shop", "scope": "write"}))]
#[expect(
    dead_code,
    reason = "describes the request in the OpenAPI document; the body is read by hand"
)]
pub(crate) struct ApiKeyBody {
    /// What people call it.
    #[schema(max_length = 100)]
    label: Option<String>,
    /// `read`, `write` or `admin`; `write` if left out.
    scope: Option<String>,
    /// The account that it works on; this one if left out.
    account_id: Option<Uuid>,
}
