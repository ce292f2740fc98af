//! API keys: who may ask, and for what. Only the hash of the secret is ever kept.

use crate::id::{AccountId, KeyId, OrganisationId};
use crate::words::words;
use jiff::Timestamp;

words! {
    /// What a key may be used for. Each scope includes the ones before it.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum Scope {
        /// Look.
        Read = "read",
        /// Look and change.
        Write = "write",
        /// Look and change, settings and keys included.
        Admin = "admin",
    }
}

impl Scope {
    /// Whether a key of this scope may do what `needed` asks for.
    #[must_use]
    pub fn allows(self, needed: Scope) -> bool {
        self >= needed
    }
}

/// An API key of an organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiKey {
    /// Its id, which is no secret.
    pub id: KeyId,
    /// Whose it is.
    pub organisation_id: OrganisationId,
    /// The account that it works on if the request names none.
    pub account_id: AccountId,
    /// What people call it.
    pub label: Option<String>,
    /// What it may be used for.
    pub scope: Scope,
    /// The first characters of the secret, by which people tell keys apart.
    pub prefix: String,
    /// SHA-256 of the secret.
    pub hash: [u8; 32],
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last used, to the minute or so.
    pub last_used_at: Option<Timestamp>,
    /// When it stopped working.
    pub revoked_at: Option<Timestamp>,
}
