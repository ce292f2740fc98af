//! From an API key to its JSON.

use super::wire;
use net30_domain::key::ApiKey;

/// A key, without its secret.
pub(crate) fn key(key: &ApiKey) -> wire::ApiKey {
    wire::ApiKey {
        id: key.id.0,
        account_id: key.account_id.0,
        label: key.label.clone(),
        scope: key.scope.word(),
        prefix: key.prefix.clone(),
        created_at: key.created_at,
        last_used_at: key.last_used_at,
        revoked_at: key.revoked_at,
    }
}
