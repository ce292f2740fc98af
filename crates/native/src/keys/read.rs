//! From a client's JSON to a new API key.

use net30_app::keys::Create;
use net30_domain::key::Scope;
use net30_http::{fields::text, json::Reader};

/// Reads what a new key is to be.
pub(crate) fn key(reader: &Reader<'_>) -> Create {
    let scopes = Scope::ALL.map(|scope| (scope.word(), scope));
    Create {
        label: text(reader, "label", 100),
        scope: reader.choice("scope", &scopes).value().unwrap_or(Scope::Write),
        account_id: reader.id("account_id").value(),
    }
}
